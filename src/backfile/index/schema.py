"""What does the index hold of a document? One Whoosh document a revision.

The words of headline, text and byline with their positions; three columns that ranking reads (words in each field, and
when it was published); and the document itself as JSON, which is all that a result needs to be shown.
"""

from __future__ import annotations

import json
import math
from array import array
from collections.abc import Iterator
from typing import Any

from whoosh import columns, fields, formats

from backfile.model.plain import dump, load
from backfile.model.search import FIELDS, Document
from backfile.text.fold import words

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
    """A field of folded words, cut by backfile.text.fold. The value is a list of words in order."""

    analyzer = None
    scorable = True
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


SCHEMA = fields.Schema(
    permalink=fields.ID(stored=True),
    older=fields.ID(),
    document=fields.STORED(),
    published=fields.COLUMN(columns.NumericColumn("q", default=UNDATED)),
    **{field: Words() for field in FIELDS},
    **{f"{field}_words": fields.COLUMN(columns.NumericColumn("I")) for field in FIELDS},
)


def field_words(document: Document) -> dict[str, list[str]]:
    """The folded words of each of FIELDS, in order."""
    texts = (document.headline or "", document.text, "\n".join(document.byline))
    return {field: [word.fold for word in words(text)] for field, text in zip(FIELDS, texts, strict=True)}


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
