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
from typing import Any, NamedTuple

from backfile.index.analysis import folds
from backfile.index.codec.pages import Altered
from backfile.index.codec.segment import Segment
from backfile.model.permalink import Permalink
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
    language: str | None
    flags: tuple[str, ...]
    revision: int
    newest: bool
    altered: bool
    earliest: bool
    timed: bool = False
    precision: Precision | None = None
    basis: Basis | None = None
    source: str = ""
    unclear: str = ""


_OF_DOCUMENT = About._fields[: About._fields.index("timed")]
_shared = attrgetter(*_OF_DOCUMENT)


def about(document: Document) -> About:
    """What this document has in common with others."""
    time = document.published
    if time is None:
        return About._make((*_shared(document), False, None, None, "", ""))
    return About._make((*_shared(document), True, time.precision, time.basis, time.source, time.unclear))


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
    return json.dumps(held._asdict(), separators=(",", ":"))


def dump_own(document: Document) -> str:
    """What is a document's own: its headline; when it was published, as it was printed and as an instant; between which
    instants it is known; the names in its byline, and its tags; then its text. What is missing at the end is left out.
    """
    time = document.published
    facts = "null" if document.headline is None else _quoted(document.headline)
    more = document.known or document.until or document.byline or document.tags
    if time is not None:
        facts = f"{facts},{_quoted(time.printed)},{_told(time.instant)}"
    elif more:
        facts += ",null,null"
    if more:
        facts = f"{facts},{_told(document.known)},{_told(document.until)}"
    if document.byline or document.tags:
        facts += f",{json.dumps(document.byline)},{json.dumps(document.tags)}"
    return f"[{facts}]\n{document.text}"


def read_kept(segment: Segment, number: int) -> Kept:
    """What a segment holds of a document."""
    return Kept(segment.single("permalink", number), segment.single("about", number), segment.stored(number))


_MISSING: list[Any] = [None, None, None, None, (), ()]
"""What is left out at the end of a document's own facts."""


def load_document(kept: Kept) -> Document:
    """The document of which this was kept."""
    shared = _load_about(kept.about)
    own, end = _decode(kept.own)
    headline, printed, instant, known, until, byline, tags = own + _MISSING[len(own) - 1 :]
    published = None
    if shared.timed:
        published = Time(
            printed=printed,
            instant=_instant(instant),
            precision=shared.precision,
            basis=shared.basis,
            source=shared.source,
            unclear=shared.unclear,
        )
    return Document(
        permalink=Permalink(kept.permalink),
        liveblog=shared.liveblog,
        liveblog_headline=shared.liveblog_headline,
        publisher=shared.publisher,
        headline=headline,
        byline=tuple(byline),
        text=kept.own[end + 1 :],
        published=published,
        language=shared.language,
        tags=tuple(tags),
        flags=shared.flags,
        revision=shared.revision,
        newest=shared.newest,
        altered=shared.altered,
        known=_instant(known),
        until=_instant(until),
        earliest=shared.earliest,
    )


def language_of(about: str) -> str | None:
    """The language of a document of which this was kept as what it has in common with others."""
    return _load_about(about).language


@lru_cache(maxsize=10_000)
def _load_about(dumped: str) -> About:
    try:
        plain = json.loads(dumped)
        precision, basis = plain.pop("precision"), plain.pop("basis")
        return About(
            flags=tuple(plain.pop("flags")),
            precision=Precision(precision) if precision else None,
            basis=Basis(basis) if basis else None,
            **plain,
        )
    except (TypeError, ValueError, KeyError) as error:  # an earlier version's, perhaps: it is made again
        raise Altered("index") from error


def field_words(document: Document) -> dict[str, list[str]]:
    """The folded words of each of FIELDS and FILTERS, in order. A live blog is found by its headline and its slug."""
    return {field: folds(text) for field, text in field_texts(document).items()}


def field_texts(document: Document) -> dict[str, str]:
    """What the words of each of FIELDS and FILTERS are cut from. A name ends where the next begins."""
    return {
        "headline": document.headline or "",
        "text": document.text,
        "byline": "\n".join(document.byline),
        **shared_texts(document),
        "tag": "\n".join(document.tags),
    }


def shared_texts(document: Document | About) -> dict[str, str]:
    """Those that follow from what documents have in common."""
    return {
        "liveblog": f"{document.liveblog_headline or ''}\n{document.liveblog}",
        "publisher": document.publisher or "",
    }


def labels(document: Document) -> list[str]:
    """What filters and facets ask for, sorted: its flags, language, live blog, publisher, names in the byline, tags."""
    return sorted({*shared_labels(document), *own_labels(document)})


def shared_labels(document: Document | About) -> list[str]:
    """Those that follow from what documents have in common."""
    held = [*document.flags, f"liveblog:{document.liveblog}"]
    if document.language:
        held.append(f"lang:{document.language.split('-')[0].lower()}")
    if document.publisher:
        held.append(f"publisher:{document.publisher}")
    return held


def own_labels(document: Document) -> list[str]:
    """Those of the names in its byline, and of its tags."""
    return [*(f"byline:{name}" for name in document.byline), *(f"tag:{tag}" for tag in document.tags)]


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
    known = NEVER if document.known is None else math.ceil(document.known.timestamp())
    until = NEVER if document.until is None else math.ceil(document.until.timestamp())
    return {"known": known, "until": until, "missed": known if document.earliest else UNDATED}


def _told(instant: datetime | None) -> str:
    return f'"{instant.isoformat()}"' if instant else "null"


def _instant(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None


_decode = json.JSONDecoder().raw_decode
"""The value in JSON that a text begins with, and where it ends."""

_quoted = json.encoder.encode_basestring_ascii
"""A text in JSON. The encoder for values of any kind takes eight times as long."""
