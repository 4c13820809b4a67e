"""How does Wikipedia take a citation? As its template {{cite web}}, and the rest in a comment that no reader sees."""

from __future__ import annotations

import re
from calendar import month_name

from backfile.text.citation.source import Citation

_WHOLE = len("2022-03-10")
_MARKUP = re.compile(r"[\[\]{|}<>&]|'{2,}|(?<![^\s])~{3,}|={2,}")


def wikipedia(citation: Citation) -> str:
    """The template on one line, and the note; what wikitext would read as markup stands as a character reference.

    >>> _text("a|b [c] ''d''")
    'a&#124;b &#91;c&#93; &#39;&#39;d&#39;&#39;'
    """
    one = len(citation.names) == 1
    names = [(f"author{'' if one else number}", name) for number, name in enumerate(citation.names, start=1)]
    given = (
        *names,
        ("title", citation.title),
        ("url", (citation.address or "").replace("|", "%7C").replace("{", "%7B").replace("}", "%7D")),
        ("work", citation.liveblog),
        ("publisher", citation.publisher),
        ("date", _date(citation.day)),
        ("access-date", citation.captured_day if len(citation.captured_day) == _WHOLE else ""),
        ("language", citation.language),
    )
    fields = "".join(f" |{name}={value if name == 'url' else _text(value)}" for name, value in given if value)
    note = citation.note.replace("--", "- -").replace(">", "›")  # nothing may end the comment
    return f"{{{{cite web{fields}}}}}<!-- {' '.join(note.split())} -->\n"


def _date(day: str) -> str:
    """A month alone is spelled out, as the template wants it."""
    year, _, month = day.partition("-")
    return f"{month_name[int(month)]} {year}" if month and "-" not in month else day


def _text(text: str) -> str:
    return _MARKUP.sub(_referred, " ".join(text.split()))


def _referred(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(mark)};" for mark in found[0])
