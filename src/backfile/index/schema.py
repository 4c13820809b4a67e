"""What does the index hold of a document? One Whoosh document a revision.

The words of each field with their positions; labels, which filters and facets read; columns that ranking reads (words
in each field, and when it was published); and the document itself as JSON: all that a result needs to be shown.
"""

from __future__ import annotations

import json
import math
from array import array
from collections.abc import Iterator
from typing import Any

from whoosh import fields, formats

from backfile.index.analysis import folds
from backfile.index.codec import Numbers
from backfile.model.plain import dump, load
from backfile.model.search import FIELDS, FILTERS, Document

UNDATED = -(2**62)
"""What the column `published` (seconds since 1970, UTC) holds for a document without an instant."""


class Positions(formats.Positions):  # type: ignore[misc]  # Whoosh has no type hints
    """A word's positions in a field as unsigned 32-bit integers. (Whoosh's own format pickles them.)"""

    def encode(self, positions: list[int]) -> bytes:
        return array("I", positions).tobytes()

    def decode_positions(self, value: bytes) -> list[int]:
        decoded = array("I")
        decoded.frombytes(bytes(value))
        return decoded.tolist()

    def decode_frequency(self, value: bytes) -> int:
        return len(value) // array("I").itemsize


class Words(fields.FieldType):  # type: ignore[misc]
    """A field of folded words, cut by index/analysis.py. The value is a list of words in order."""

    analyzer = None
    scorable = True  # or Whoosh asks the disk for every posting whether the field has lengths
    stored = False
    unique = False
    vector = None
    column_type = None
    multitoken_query = "phrase"

    def __init__(self) -> None:
        self.format = Positions()

    def index(self, value: list[str], **options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        for word, places in positions(value).items():
            yield word.encode("utf-8"), len(places), float(len(places)), self.format.encode(places)


class Labels(Words):
    """A field of labels that are matched whole: `is:edited`, `byline:Ada Stone`. The value is a list of them."""

    def __init__(self) -> None:
        self.format = formats.Existence()

    def index(self, value: list[str], **options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        for label in value:
            yield label.encode("utf-8", "surrogatepass"), 1, 1.0, b""


SCHEMA = fields.Schema(
    permalink=fields.ID(stored=True),
    older=fields.ID(),
    labels=Labels(),
    document=fields.STORED(),
    published=fields.COLUMN(Numbers("q", default=UNDATED)),
    **{field: Words() for field in (*FIELDS, *FILTERS)},
    **{f"{field}_words": fields.COLUMN(Numbers("I")) for field in FIELDS},
)


def field_words(document: Document) -> dict[str, list[str]]:
    """The folded words of each of FIELDS and FILTERS, in order. A live blog is found by its headline and its slug."""
    texts = {
        "headline": document.headline or "",
        "text": document.text,
        "byline": "\n".join(document.byline),
        "liveblog": f"{document.liveblog_headline or ''}\n{document.liveblog}",
        "publisher": document.publisher or "",
        "tag": "\n".join(document.tags),
    }
    return {field: folds(text) for field, text in texts.items()}


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


def whoosh_values(document: Document, held: dict[str, list[str]]) -> dict[str, object]:
    """What Whoosh's writer takes for a document whose words are `held`."""
    values: dict[str, object] = {
        "permalink": document.permalink,
        "document": dump_document(document),
        "published": published_seconds(document),
        "labels": labels(document),
        **held,
        **{f"{field}_words": len(held[field]) for field in FIELDS},
    }
    if not document.newest:
        values["older"] = "1"
    return values


def dump_document(document: Document) -> str:
    """The document as one line of JSON; `load_document` is the inverse."""
    return json.dumps(dump(document), ensure_ascii=True, separators=(",", ":"))


def load_document(stored: str) -> Document:
    """The document that `dump_document` gave this of."""
    return load(Document, json.loads(stored), "index")
