"""What does the index hold of a document? One document of a segment is one revision.

The words of each field with their positions; labels, which filters and facets read; when it was published, which
ranking reads; and the document itself as JSON: all that a result needs to be shown.
"""

from __future__ import annotations

import json
import math
from functools import lru_cache

from backfile.index.analysis import folds
from backfile.model.plain import dump, load
from backfile.model.search import Document

UNDATED = -(2**62)
"""What the column `published` (seconds since 1970, UTC) holds for a document without an instant."""


NEVER = 2**62
"""What the columns `known` and `until` (seconds since 1970, UTC) hold for what did not come to pass."""


def field_words(document: Document) -> dict[str, list[str]]:
    """The folded words of each of FIELDS and FILTERS, in order. A live blog is found by its headline and its slug."""
    return {
        "headline": folds(document.headline or ""),
        "text": folds(document.text),
        "byline": list(_folds_again("\n".join(document.byline))),
        "liveblog": list(_folds_again(f"{document.liveblog_headline or ''}\n{document.liveblog}")),
        "publisher": list(_folds_again(document.publisher or "")),
        "tag": list(_folds_again("\n".join(document.tags))),
    }


@lru_cache(maxsize=10_000)
def _folds_again(text: str) -> tuple[str, ...]:
    """The words of what many entries share."""
    return tuple(folds(text))


def labels(document: Document) -> list[str]:
    """What filters and facets ask for, sorted: its flags, language, live blog, publisher and names in the byline."""
    held = {*document.flags, f"liveblog:{document.liveblog}", *(f"byline:{name}" for name in document.byline)}
    if document.language:
        held.add(f"lang:{document.language.split('-')[0].lower()}")
    if document.publisher:
        held.add(f"publisher:{document.publisher}")
    return sorted(held)


def positions(held: list[str]) -> dict[str, list[int]]:
    """Each word with its positions, counted from 0."""
    places: dict[str, list[int]] = {}
    for position, word in enumerate(held):
        places.setdefault(word, []).append(position)
    return places


def published_seconds(document: Document) -> int:
    """Seconds since 1970 (UTC) at which it was published, or UNDATED."""
    instant = document.published.instant if document.published else None
    return UNDATED if instant is None else math.floor(instant.timestamp())


def known_seconds(document: Document) -> dict[str, int]:
    """The instants, in seconds since 1970 (UTC), between which these words are the newest that are shown to exist.

    `missed` is until when the entry is shown to exist in no words at all, told of one of its documents alone.
    """
    known, until = (
        NEVER if instant is None else math.ceil(instant.timestamp()) for instant in (document.known, document.until)
    )
    return {"known": known, "until": until, "missed": known if document.earliest else UNDATED}


def dump_document(document: Document) -> str:
    """The document as one line of JSON; `load_document` is the inverse."""
    return json.dumps(dump(document), ensure_ascii=True, separators=(",", ":"))


def load_document(stored: str) -> Document:
    """The document that `dump_document` gave this of."""
    return load(Document, json.loads(stored), "index")
