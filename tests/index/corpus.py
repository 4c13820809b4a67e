"""What the tests of the index share: documents, corpora and queries, as small and as awkward as can be."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from unittest import mock

import whoosh.writing
from hypothesis import strategies as st

from backfile.index.query import And, In, Not, Or, Phrase, Prefix, Published, Query, Undated, Word
from backfile.model.entry import Permalink
from backfile.model.search import FIELDS, Document
from backfile.model.time import Basis, Precision, Time
from backfile.text.dates import parse_span
from backfile.text.slug import Slug


def document(
    text: str = "",
    headline: str | None = None,
    *,
    name: str = "storm/one",
    byline: tuple[str, ...] = (),
    published: datetime | None = None,
    revision: int = 1,
    newest: bool = True,
) -> Document:
    """A document with these words."""
    return Document(
        permalink=Permalink(name),
        liveblog=Slug(name.partition("/")[0]),
        liveblog_headline="Storm night",
        publisher="Harbour Gazette",
        headline=headline,
        byline=byline,
        text=text,
        published=at(published),
        revision=revision,
        newest=newest,
    )


def at(instant: datetime | None) -> Time | None:
    """A time that was printed and means this instant."""
    if instant is None:
        return None
    printed = instant.isoformat()
    return Time(printed=printed, instant=instant, precision=Precision.SECOND, basis=Basis.OFFSET, source="text")


def several_segments() -> AbstractContextManager[object]:
    """Inside this block Whoosh joins no segments, so that each commit leaves one more."""
    return mock.patch.object(whoosh.writing, "MERGE_SMALL", whoosh.writing.NO_MERGE)


# Words that share stems, differ in accents only, begin alike, or are many in one.
PRINTED = (
    "attack attacks Attacked attacking dyke dykes Zürich Zurich ZÜRICH zur mayor mayor's Mayors Київ Києва 29 MiG-29 "
    "plan B to be or not café cafes naïve"
).split()
FOLDED = (
    "attack attacks attacked attacking dyke dykes zurich zur mayor mayor's mayors київ києва 29 mig plan b to be or "
    "not cafe cafes naive nowhere"
).split()
INSTANTS = (
    datetime(2022, 3, 1, 0, 0, tzinfo=UTC),
    datetime(2022, 3, 10, 23, 59, 59, tzinfo=UTC),
    datetime(2022, 3, 11, 0, 0, tzinfo=UTC),
    datetime(2021, 12, 31, 12, 0, tzinfo=UTC),
    datetime(1969, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC),
)
DATES = (
    "2022",
    "2022-03",
    "2022-03-10",
    "2022-03-10..2022-03-11",
    "2021-12-31/2022-03-01",
    "2022-03-10 23:59",
    "2022-03-10T23:59:59Z",
    "2022-03-11T01:00+01:00",
    "1969",
    "1970-01-01",
)

_texts = st.lists(st.sampled_from(PRINTED), max_size=9).map(" ".join)
_times = st.none() | st.sampled_from(INSTANTS).map(at) | st.just(Time(printed="9:12 PM"))


@st.composite
def entries(draw: st.DrawFn, name: str) -> list[Document]:
    """The documents of one entry, older revisions first."""
    published = draw(_times)
    byline = tuple(draw(st.lists(st.sampled_from(["Ada Attack", "Tom Dyke-Plan", "Zürich"]), max_size=2)))
    count = draw(st.integers(min_value=1, max_value=2))
    return [
        replace(
            document(draw(_texts), draw(st.none() | _texts), name=name, byline=byline),
            published=published,
            revision=number,
            newest=number == count,
        )
        for number in range(1, count + 1)
    ]


@st.composite
def corpora(draw: st.DrawFn) -> list[Document]:
    """All documents of a small archive."""
    names = draw(st.lists(st.sampled_from([f"{blog}/{slug}" for blog in "ab" for slug in "uvwxyz"]), unique=True))
    return [each for name in sorted(names) for each in draw(entries(name))]


def published(written: str) -> Published:
    """The filter that these dates mean."""
    span = parse_span(written)
    return Published(written, span.start, span.end)


def all_of(parts: Sequence[Query]) -> Query:
    """The parts joined by AND, in the one form in which a tree can be written."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,))]
    return And(tuple(flat)) if len(flat) > 1 else flat[0]


def any_of(parts: Sequence[Query]) -> Query:
    """The parts joined by OR, in the one form in which a tree can be written."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,))]
    return Or(tuple(flat)) if len(flat) > 1 else flat[0]


def in_field(field: str, part: Query) -> Query:
    """The part in a field; what is in a field already, or in none, stays as it is."""
    return part if isinstance(part, In | Published | Undated) else In(field, part)


def _joined(part: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    parts = st.lists(part, min_size=2, max_size=3)
    return parts.map(all_of) | parts.map(any_of) | part.map(Not) | st.builds(in_field, st.sampled_from(FIELDS), part)


_words = st.sampled_from(FOLDED)
_leaves: st.SearchStrategy[Query] = st.one_of(
    _words.map(Word),
    st.lists(_words, min_size=1, max_size=3).map(lambda held: Phrase(tuple(held))),
    st.sampled_from(["a", "at", "attack", "z", "mayor's", "к", "2", "nowhere"]).map(Prefix),
    st.sampled_from(DATES).map(published),
    st.just(Undated()),
)
queries: st.SearchStrategy[Query] = st.recursive(_leaves, _joined, max_leaves=6)
"""Trees in the form in which they can be written: a list in a list of its kind is one list."""
