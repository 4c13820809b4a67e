"""What does the browser search in? All postings as one script that makes one call, `backfileSearch({…})`.

A script, because from a disk a page may load nothing else. JSON in it is escaped so that nothing a text holds can end
the script, or show somebody who reads it something else than it says.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable

from backfile.model.search import FIELDS, FILTERS, FLAGS, Document, Postings
from backfile.site.form import USUAL, Form
from backfile.site.shown import STEERING
from backfile.site.times import Clock, tell
from backfile.site.views import beginning
from backfile.text.characters import BIDI, UNSAFE, numbered
from backfile.text.dates import parse_zone
from backfile.text.fold import FOLDED, KEPT, MARKS, WORD
from backfile.text.spoken_dates import MONTHS, WEEKDAYS
from backfile.workspace.settings import Settings

_IN_SCRIPT = re.compile(f"[<{UNSAFE}{BIDI}]")
_IN_PATTERNS = {  # what means the same characters in either language; what holds another comes first
    r"[^\W\d_]": r"[\p{L}\p{Nl}\p{No}]",
    r"[^\W_]": r"[\p{L}\p{N}]",
    r"[\w": r"[\p{L}\p{N}_",
    r"\w": r"[\p{L}\p{N}_]",
    r"\d": r"\p{Nd}",
    "(?P<": "(?<",
}
_PATTERNS = ("token", "cluster", "elided")


def dump_search_data(postings: Postings, settings: Settings, form: Form = USUAL) -> str:
    """The script. What its keys hold is told in theme/search/head.js; the other parts there read them."""
    clock = Clock.of(settings.zone, settings.language)
    names = {document.liveblog: document.liveblog_headline or document.liveblog for document in postings.documents}
    numbers = {slug: number for number, slug in enumerate(names)}
    languages = {code: number for number, code in enumerate(postings.stems)}
    analysis = {key: script_pattern(str(held)) if key in _PATTERNS else held for key, held in postings.analysis.items()}
    stems = {code: {word: stem for word, stem in its.items() if stem != word} for code, its in postings.stems.items()}
    keys = {
        "fields": _json(FIELDS),
        "filters": _json(FILTERS),
        "flags": _json(list(FLAGS)),
        "zone": _json(settings.zone),
        "zone_name": _json(str(parse_zone(settings.zone))),
        "months": _json(MONTHS),
        "weekdays": _json(WEEKDAYS),
        "ranking": _json(dict(postings.ranking)),
        "fold": _json({"table": FOLDED, "kept": KEPT, "marks": MARKS, "word": script_pattern(WORD.pattern)}),
        "analysis": _json(analysis),
        "steering": _json(STEERING),
        "address": _json(form.rule),
        "wording": _json(clock.words.script()),
        "liveblogs": _json(list(names.items())),
        "documents": _lines(_document(each, numbers[each.liveblog], clock) for each in postings.documents),
        "lengths": _json(postings.lengths),
        "labels": _json(_labels(postings)),
        "words": "{\n"
        + ",\n".join(f"{_json(field)}:{_words(postings, field)}" for field in (*FIELDS, *FILTERS))
        + "\n}",
        "languages": _json(list(languages)),
        "spoken": _json([languages[code] for code in postings.spoken]),
        "stems": _json(stems),
        "endings": _json(dict(postings.endings)),
        "variants": _json(dict(postings.variants)),
    }
    return "backfileSearch({\n" + ",\n".join(f"{_json(key)}:{value}" for key, value in keys.items()) + "\n});\n"


def script_pattern(pattern: str) -> str:
    r"""A pattern of `re` in the words of a script's, where it has the flag `u`.

    >>> print(script_pattern(r"(?P<year>\d{4})[^\W_]"))
    (?<year>\p{Nd}{4})[\p{L}\p{N}]
    """
    for python, script in _IN_PATTERNS.items():
        pattern = pattern.replace(python, script)
    return pattern


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


def _labels(postings: Postings) -> dict[str, list[int]]:
    """The labels that filters ask for, each with its documents."""
    held: dict[str, list[int]] = {}
    for number, labels in enumerate(postings.labels):
        for label in labels:
            if label in FLAGS or label.startswith("lang:"):
                held.setdefault(label, []).append(number)
    return {label: held[label] for label in sorted(held)}


def _words(postings: Postings, field: str) -> str:
    """Each word with its documents, and in each of them its positions: `"word":[[document,position,…],…]`.

    What live blogs, publishers and tags say is the same in many documents, so those are told as runs.
    """
    lines = []
    for word, places in postings.words[field].items():
        told = [(document, *positions) for document, positions in places]
        lines.append(f"{_json(word)}:{_json(_runs(told) if field in FILTERS else told)}")
    return "{\n" + ",\n".join(lines) + "\n}"


def _runs(places: Iterable[tuple[int, ...]]) -> list[list[int]]:
    """Neighbours that hold a word at the same positions, as `[first, last, position, …]`.

    >>> _runs([(3, 0, 7), (4, 0, 7), (6, 0, 7)])
    [[3, 4, 0, 7], [6, 6, 0, 7]]
    """
    runs: list[list[int]] = []
    for document, *positions in places:
        if runs and runs[-1][1] == document - 1 and runs[-1][2:] == positions:
            runs[-1][1] = document
        else:
            runs.append([document, document, *positions])
    return runs


def _lines(items: Iterable[str]) -> str:
    return "[\n" + ",\n".join(items) + "\n]"


def _json(value: object) -> str:
    dumped = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _IN_SCRIPT.sub(lambda found: numbered(found[0]), dumped)
