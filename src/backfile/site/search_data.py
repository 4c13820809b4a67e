"""What does the browser search in? All postings as one script that makes one call, `backfileSearch({…})`.

A script, because from a disk a page may load nothing else. JSON in it is escaped so that nothing a text holds can end
the script, or show somebody who reads it something else than it says.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable

from backfile.model.search import FIELDS, Document, Postings
from backfile.site.shown import STEERING
from backfile.site.times import Clock, tell
from backfile.site.views import beginning
from backfile.text.characters import BIDI, UNSAFE
from backfile.text.fold import FOLDED, KEPT, MARKS, WORD
from backfile.workspace.settings import Settings

_IN_SCRIPT = re.compile(f"[<{UNSAFE}{BIDI}]")
_PYTHON_LETTER, _SCRIPT_LETTER = r"[^\W_]", r"[\p{L}\p{N}]"  # the same characters, in the words of either language


def dump_search_data(postings: Postings, settings: Settings) -> str:
    """The script. What its keys hold is told in theme/search.js, which reads them."""
    clock = Clock.of(settings.zone)
    names = {document.liveblog: document.liveblog_headline or document.liveblog for document in postings.documents}
    numbers = {slug: number for number, slug in enumerate(names)}
    keys = {
        "fields": _json(FIELDS),
        "zone": _json(settings.zone),
        "ranking": _json(dict(postings.ranking)),
        "fold": _json({"table": FOLDED, "kept": KEPT, "marks": MARKS, "word": _script_pattern(WORD.pattern)}),
        "steering": _json(STEERING),
        "liveblogs": _json(list(names.items())),
        "documents": _lines(_document(each, numbers[each.liveblog], clock) for each in postings.documents),
        "lengths": _json(postings.lengths),
        "words": "{\n" + ",\n".join(f"{_json(field)}:{_words(postings, field)}" for field in FIELDS) + "\n}",
        "stems": _json({word: stem for word, stem in postings.stems.items() if stem != word}),
        "endings": _json(postings.endings),
    }
    return "backfileSearch({\n" + ",\n".join(f"{_json(key)}:{value}" for key, value in keys.items()) + "\n});\n"


def _document(document: Document, liveblog: int, clock: Clock) -> str:
    published = document.published
    told = tell(published, clock) if published else None
    instant = published.instant if published else None
    return _json(
        (
            document.permalink,
            liveblog,
            document.headline,
            document.headline or beginning(document.text) or document.permalink,
            (told.printed, told.machine, told.day) if told else None,
            math.floor(instant.timestamp()) if instant else None,  # seconds since 1970, UTC
            document.altered,
            document.text,
        )
    )


def _words(postings: Postings, field: str) -> str:
    """Each word with its documents, and in each of them its positions: `"word":[[document,position,…],…]`."""
    return (
        "{\n"
        + ",\n".join(
            f"{_json(word)}:{_json([(document, *positions) for document, positions in places])}"
            for word, places in postings.words[field].items()
        )
        + "\n}"
    )


def _lines(items: Iterable[str]) -> str:
    return "[\n" + ",\n".join(items) + "\n]"


def _json(value: object) -> str:
    dumped = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _IN_SCRIPT.sub(lambda found: _escape(found.group()), dumped)


def _escape(character: str) -> str:
    return r"\u003c" if character == "<" else json.dumps(character)[1:-1]


def _script_pattern(pattern: str) -> str:
    return pattern.replace(_PYTHON_LETTER, _SCRIPT_LETTER)
