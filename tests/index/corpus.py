"""What the tests of the index share: documents, corpora and queries, as small and as awkward as can be."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from unittest import mock

from hypothesis import strategies as st

from backfile.index import writing
from backfile.index.query import (
    And,
    Everything,
    Fuzzy,
    In,
    Labelled,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Query,
    Required,
    Undated,
    Wildcard,
    Word,
)
from backfile.model.permalink import Permalink
from backfile.model.search import FIELDS, FILTERS, FLAGS, Document
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
    language: str | None = None,
    tags: tuple[str, ...] = (),
    flags: tuple[str, ...] = (),
    liveblog_headline: str | None = "Storm night",
    publisher: str | None = "Harbour Gazette",
) -> Document:
    """A document with these words."""
    return Document(
        permalink=Permalink(name),
        liveblog=Slug(name.partition("/")[0]),
        liveblog_headline=liveblog_headline,
        publisher=publisher,
        headline=headline,
        byline=byline,
        text=text,
        published=at(published),
        revision=revision,
        newest=newest,
        language=language,
        tags=tags,
        flags=flags,
    )


def at(instant: datetime | None) -> Time | None:
    """A time that was printed and means this instant."""
    if instant is None:
        return None
    printed = instant.isoformat()
    return Time(printed=printed, instant=instant, precision=Precision.SECOND, basis=Basis.OFFSET, source="text")


def several_segments() -> AbstractContextManager[object]:
    """Inside this block no segments are joined and none is made anew, so that each commit leaves one more."""
    return mock.patch.multiple(writing, JOINED=1_000, is_patchwork=lambda opened, stale: False)


KEY = b"the key of the tests, 32 bytes!!"

# Words that share stems, differ in accents only, begin alike, are near to each other, or are many in one.
PRINTED = (
    "attack attacks Attacked attacking dyke dykes Zürich Zurich ZÜRICH zur mayor mayor's Mayors Київ Києва 29 MiG-29 "
    "plan B to be or not café cafes naïve Kyiv Kiev Kyvi Häuser Haus 北京大学 京都 U.S. 1,200 ½ C++ l'attaque attaques"
).split()
FOLDED = (
    "attack attacks attacked attacking dyke dykes zurich zur mayor mayor's mayors київ києва 29 mig plan b to be or "
    "not cafe cafes naive kyiv kiev hauser haus 北京 us 1200 c++ l'attaque attaques storm night nowhere"
).split()
PATTERNS = "a*k *s m?yors ??ke *y* k?i* z*r* ky?v* *'s *京* 1?00 a*t*k*s no*where *?*a".split()
LANGUAGES = (None, "en", "en-GB", "de", "uk", "fr")
VARIANTS = {"kyiv": ("kiev", "київ"), "kiev": ("kyiv", "київ"), "київ": ("kiev", "kyiv")}
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
_flags = st.lists(st.sampled_from(sorted(FLAGS)), max_size=3, unique=True).map(lambda flags: tuple(sorted(flags)))


@st.composite
def entries(draw: st.DrawFn, name: str) -> list[Document]:
    """The documents of one entry, older revisions first."""
    count = draw(st.integers(min_value=1, max_value=2))
    told = document(
        name=name,
        byline=tuple(
            draw(st.lists(st.sampled_from(["Ada Attack", "Tom Dyke-Plan", "Zürich"]), max_size=2, unique=True))
        ),
        language=draw(st.sampled_from(LANGUAGES)),
        tags=tuple(draw(st.lists(st.sampled_from(["Dykes", "Plan B", "京都"]), max_size=2, unique=True))),
        flags=draw(_flags),
        liveblog_headline=draw(st.sampled_from([None, "Storm night", "Attack on the dykes", "Kyiv – Київ"])),
        publisher=draw(st.sampled_from([None, "Harbour Gazette", "Mayor’s Plan"])),
    )
    printed = draw(_times)
    return [
        replace(
            told,
            text=draw(_texts),
            headline=draw(st.none() | _texts),
            published=printed,
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


def published_between(start: str, end: str) -> Published:
    """The filter from the first second to the last, given as 2022-03-10T00:00:00; an empty one leaves it open."""
    first, last = (datetime.fromisoformat(each).replace(tzinfo=UTC) if each else None for each in (start, end))
    written = "..".join(f"{each}Z" if each else "" for each in (start, end))
    return Published(written, first, last + timedelta(seconds=1) if last else None)


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
    return part if isinstance(part, In | Published | Undated | Labelled | Everything) else In(field, part)


def _joined(part: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    parts = st.lists(part, min_size=2, max_size=4)
    fields = st.sampled_from((*FIELDS, *FILTERS))
    alone = part.map(Not) | part.map(Required) | st.builds(in_field, fields, part)
    return parts.map(all_of) | parts.map(any_of) | alone


_words = st.sampled_from(FOLDED)
_spans = st.sampled_from(
    [
        ("2022-03-10T23:59:59", ""),
        ("", "2022-03-10T23:59:58"),
        ("2021-12-31T12:00:00", "2022-03-01T00:00:00"),
        ("", "1969-12-31T23:59:59"),
    ]
)
_filters: st.SearchStrategy[Query] = st.one_of(
    st.sampled_from(DATES).map(published),
    _spans.map(lambda span: published_between(*span)),
    st.just(Undated()),
    st.sampled_from(sorted({*FLAGS, "lang:en", "lang:uk", "lang:fr"} - {"is:undated"})).map(Labelled),
    st.just(Everything()),
)
leaves: st.SearchStrategy[Query] = st.one_of(
    _words.map(Word),
    _words.map(Word),
    st.lists(_words, min_size=1, max_size=3).map(lambda held: Phrase(tuple(held))),
    st.builds(Near, st.lists(_words, min_size=2, max_size=3).map(tuple), st.integers(min_value=0, max_value=4)),
    st.sampled_from(["a", "at", "attack", "z", "mayor's", "к", "2", "京", "nowhere"]).map(Prefix),
    st.sampled_from(PATTERNS).map(Wildcard),
    st.builds(Fuzzy, st.sampled_from([word for word in FOLDED if len(word) > 2]), st.sampled_from([1, 2])),
)
queries: st.SearchStrategy[Query] = st.recursive(leaves | _filters, _joined, max_leaves=6)
"""Trees in the form in which they can be written: a list in a list of its kind is one list."""

PIECES = [
    *'()"“”«*:-/ ?~+[]',
    *("AND", "OR", "NOT", "and", "or", "not", "headline:", "text:", "byline:", "published:", "PUBLISHED:", "unknown"),
    *("since:", "before:", "until:", "after:", "lang:", "is:", "has:", "tag:", "liveblog:", "publisher:", "edited"),
    *("2022-03-10", "..", "2022-13", "9999", "0001", "C++", "10:30", "http://x?a=b", "attac*", "*", "kyiv's", "MiG-29"),
    *("last week", "3 days ago", "8 march 2022", "03/04/2022", "TO", " to ", "~1", "~2", "~5", "wom?n", "京", "京都"),
    *("\0", "\x1b[31m", "\ud800", "\u202e", "½", "ﷺ", "中文", "الحرب", "²", "١٢", "e\u0301", "\u0301", "＊", "？", "ﬁ"),
    *(
        "U.S.",
        "1,200",
        "3.5",
        "l'eau",
        "ß",
        "กำลัง",
        "İ",
        "①",
        "ªº",
        "Ⅳ.Ⅴ",
        "zelensky",
        "#tag",
        "@a_b",
        "a",
        "b",
        '"c d"',
    ),
]
_pieces = st.lists(st.sampled_from(PIECES), max_size=12)
written_queries = st.text(max_size=60) | _pieces.map("".join) | _pieces.map(" ".join)
"""What somebody may type: any text, and all that means something, in any order."""
