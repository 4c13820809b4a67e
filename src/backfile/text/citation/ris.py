"""How do EndNote, Mendeley and library catalogues take a citation? As RIS, one tag a line."""

from __future__ import annotations

from collections.abc import Iterator

from backfile.text.citation.source import Citation


def ris(citation: Citation) -> str:
    """The record, of the type BLOG. Lines end with CR LF, as the form demands."""
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in _tags(citation))


def _tags(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "TY", "BLOG"
    yield from (("AU", name) for name in citation.names)
    given = (
        ("TI", citation.title),
        ("T2", citation.liveblog),
        ("PB", citation.publisher),
        ("PY", citation.day[:4]),
        ("DA", _date(citation.day)),
        ("Y2", _date(citation.captured_day)),
        ("UR", citation.address),
        ("LA", citation.language),
        ("ID", citation.key),
        ("N1", citation.note),
    )
    yield from ((tag, value) for tag, value in given if value)
    yield "ER", ""


def _date(day: str) -> str:
    """`YYYY/MM/DD/`, empty where not known: 2022/03//."""
    return "/".join([*day.split("-"), "", "", ""][:3]) + "/" if day else ""
