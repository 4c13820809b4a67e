"""How do reference managers and CSL processors take a citation? As CSL-JSON (Citation Style Language 1.0.2)."""

from __future__ import annotations

import json

from backfile.text.citation.source import Citation, date_parts


def csl_item(citation: Citation) -> dict[str, object]:
    """The item: a post of a weblog, its names literal. `accessed` is the day of the capture, where that is known."""
    given = {
        "id": citation.key,
        "type": "post-weblog",
        "title": citation.title,
        "author": [{"literal": name} for name in citation.names],
        "container-title": citation.liveblog,
        "publisher": citation.publisher,
        "issued": _date(citation.day),
        "accessed": _date(citation.captured_day),
        "URL": citation.address,
        "language": citation.language,
        "note": citation.note,
    }
    return {name: value for name, value in given.items() if value}


def csl_json(citation: Citation) -> str:
    """A list of the one item, as files of CSL-JSON are; everything beyond ASCII is escaped."""
    return json.dumps([csl_item(citation)], indent=2, ensure_ascii=True) + "\n"


def _date(day: str) -> dict[str, object] | None:
    return {"date-parts": [date_parts(day)]} if day else None
