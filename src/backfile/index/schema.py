"""What does the index hold of a document? One document of a segment is one revision.

The words of each field with their positions; labels, which filters and facets read; when it was published, which
ranking reads; and the document itself: all that a result needs to be shown. That is kept in three parts (`Kept`), for
the entries of a live blog have most of what is known of them in common.
"""

from __future__ import annotations

import json
import math
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from backfile.index.analysis import folds
from backfile.index.codec.segment import Segment
from backfile.model.entry import Permalink
from backfile.model.plain import dump, load
from backfile.model.search import Document
from backfile.model.time import Basis, Precision, Time
from backfile.text.slug import Slug

UNDATED = -(2**62)
"""What the column `published` (seconds since 1970, UTC) holds for a document without an instant."""


NEVER = 2**62
"""What the columns `known` and `until` (seconds since 1970, UTC) hold for what did not come to pass."""


class Kept(NamedTuple):
    """A document as the index keeps it: `about` is JSON, the same text for documents that have all of it in common;
    `own` is a line of JSON and, below it, the text as it is."""

    permalink: str
    about: str
    own: str


class About(NamedTuple):
    """What documents of a live blog may have in common. `timed` says that a time is printed."""

    liveblog: Slug
    liveblog_headline: str | None
    publisher: str | None
    byline: tuple[str, ...]
    language: str | None
    tags: tuple[str, ...]
    flags: tuple[str, ...]
    revision: int
    newest: bool
    altered: bool
    known: datetime | None
    until: datetime | None
    earliest: bool
    timed: bool = False
    precision: Precision | None = None
    basis: Basis | None = None
    source: str = ""


_OF_DOCUMENT = About._fields[: About._fields.index("timed")]
_shared = attrgetter(*_OF_DOCUMENT)


def about(document: Document) -> About:
    """What this document has in common with others."""
    time = document.published
    if time is None:
        return About._make((*_shared(document), False, None, None, ""))
    return About._make((*_shared(document), True, time.precision, time.basis, time.source))


def keep_document(document: Document) -> Kept:
    """The document as it is kept; `load_document` is the inverse.

    >>> from backfile.model.search import Document
    >>> here = {"liveblog": Slug("a"), "liveblog_headline": None, "publisher": None, "published": None}
    >>> keep_document(Document(permalink=Permalink("a/b"), headline="Dyke", byline=(), text="It held.", **here)).own
    '["Dyke"]\\nIt held.'
    """
    return Kept(document.permalink, dump_about(about(document)), dump_own(document))


@lru_cache(maxsize=10_000)
def dump_about(held: About) -> str:
    """One line of JSON."""
    return json.dumps(dict(zip(About._fields, map(dump, held), strict=True)), separators=(",", ":"))


def dump_own(document: Document) -> str:
    """What is a document's own: its headline, when it was published as it was printed and as an instant; its text."""
    time = document.published
    instant = time.instant.isoformat() if time and time.instant else None
    facts = [document.headline] if time is None else [document.headline, time.printed, instant]
    return f"{_encode(facts)}\n{document.text}"


def read_kept(segment: Segment, number: int) -> Kept:
    """What a segment holds of a document."""
    return Kept(segment.single("permalink", number), segment.single("about", number), segment.stored(number))


def load_document(kept: Kept) -> Document:
    """The document of which this was kept."""
    shared = _load_about(kept.about)
    facts, _, text = kept.own.partition("\n")
    headline, printed, instant = (*json.loads(facts), None, None)[:3]
    published = None
    if shared.timed:
        published = Time(
            printed=printed,
            instant=datetime.fromisoformat(instant) if instant else None,
            precision=shared.precision,
            basis=shared.basis,
            source=shared.source,
        )
    return Document(
        permalink=Permalink(kept.permalink),
        liveblog=shared.liveblog,
        liveblog_headline=shared.liveblog_headline,
        publisher=shared.publisher,
        headline=headline,
        byline=shared.byline,
        text=text,
        published=published,
        language=shared.language,
        tags=shared.tags,
        flags=shared.flags,
        revision=shared.revision,
        newest=shared.newest,
        altered=shared.altered,
        known=shared.known,
        until=shared.until,
        earliest=shared.earliest,
    )


def language_of(kept: Kept) -> str | None:
    """The language of the document of which this was kept."""
    return _load_about(kept.about).language


@lru_cache(maxsize=10_000)
def _load_about(dumped: str) -> About:
    plain = json.loads(dumped)
    of_time = [plain.pop(name, None) for name in About._fields[len(_OF_DOCUMENT) :]]
    held = load(Document, plain | dict.fromkeys(("headline", "published")) | {"permalink": "", "text": ""}, "index")
    timed, precision, basis, source = of_time
    enumerated = (Precision(precision) if precision else None, Basis(basis) if basis else None)
    return About._make((*_shared(held), timed, *enumerated, source))


def field_words(document: Document) -> dict[str, list[str]]:
    """The folded words of each of FIELDS and FILTERS, in order. A live blog is found by its headline and its slug."""
    return {field: folds(text) for field, text in field_texts(document).items()}


def field_texts(document: Document) -> dict[str, str]:
    """What the words of each of FIELDS and FILTERS are cut from."""
    return {"headline": document.headline or "", "text": document.text, **shared_texts(document)}


def shared_texts(document: Document | About) -> dict[str, str]:
    """Those that follow from what documents have in common. A name ends where the next begins."""
    return {
        "byline": "\n".join(document.byline),
        "liveblog": f"{document.liveblog_headline or ''}\n{document.liveblog}",
        "publisher": document.publisher or "",
        "tag": "\n".join(document.tags),
    }


def labels(document: Document | About) -> list[str]:
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


def known_seconds(document: Document | About) -> dict[str, int]:
    """The instants, in seconds since 1970 (UTC), between which these words are the newest that are shown to exist.

    `missed` is until when the entry is shown to exist in no words at all, told of one of its documents alone.
    """
    known, until = (
        NEVER if instant is None else math.ceil(instant.timestamp()) for instant in (document.known, document.until)
    )
    return {"known": known, "until": until, "missed": known if document.earliest else UNDATED}


_encode = json.JSONEncoder(separators=(",", ":")).encode
