"""What is searched, and what is found? The values that the index, the terminal and the site share."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from backfile.errors import Usage
from backfile.model.permalink import Permalink
from backfile.model.time import Time
from backfile.text.slug import Slug

FIELDS = ("headline", "text", "byline")
"""The fields that a word without a field is looked for in, in the order in which every face holds them."""

FILTERS = ("liveblog", "publisher", "tag")
"""The fields that are only looked in when they are named; they choose, and do not score."""

ALTERED, CORRECTED, STRUCK = "is:altered", "is:corrected", "has:struck"

FLAGS = {
    "is:edited": "its words differ between captures",
    "is:withdrawn": "deleted or struck by the publisher",
    "is:undated": "no usable time of publication",
    "is:hidden": "in a page's data alone, not in what its readers saw",
    ALTERED: "changed by hand in archive/",
    CORRECTED: "people put something in the place of what was captured",
    "has:headline": "a headline of its own",
    "has:byline": "says who wrote it",
    "has:time": "a time is printed, be it usable or not",
    "has:picture": "a picture in its text",
    "has:link": "a link in its text",
    "has:quote": "a quotation set apart",
    STRUCK: "words that the publisher struck out",
    "has:tag": "tagged by the publisher",
}
"""What can be asked of an entry with `is:` and `has:`, and what it means."""

ORDERS = ("relevance", "newest", "oldest")
FACETS = ("liveblog", "publisher", "byline", "tag", "year", "month", "day")
"""What results can be counted by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One revision of an entry, as search sees it.

    `text` holds plain words, paragraphs parted by an empty line; `language` is a BCP 47 code, or None where the words
    do not show it; `flags` are keys of FLAGS, sorted. `known` is the instant (UTC) by which these words are shown to
    exist, if any, `until` the one by which later ones are; of the revisions of an entry one is the `earliest` so known.
    """

    permalink: Permalink
    liveblog: Slug
    liveblog_headline: str | None
    publisher: str | None
    headline: str | None
    byline: tuple[str, ...]
    text: str
    published: Time | None
    language: str | None = None
    tags: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    revision: int = 1
    newest: bool = True
    altered: bool = False
    known: datetime | None = None
    until: datetime | None = None
    earliest: bool = True

    @property
    def corrected(self) -> bool:
        """Did people put something in the place of what was captured?"""
        return CORRECTED in self.flags


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """The passage shown, and the matches in it as (start, end) in characters of the passage.

    So is `struck`, what of it the publisher struck out: archive/ tells it, the index does not.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    struck: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What one term of a query gave to a hit's score: `score = idf · impact` (index/score.py).

    `counts` holds how often it stands in each of FIELDS, `context` whether the live blog's headline or slug does;
    `stands_for` the words that answered for it, unless they are just the one that was asked for.
    """

    term: str
    stands_for: tuple[str, ...]
    counts: tuple[int, ...]
    context: bool
    idf: int
    impact: int
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One result. Its score is an integer: see docs/searching.md for the formula."""

    document: Document
    score: int
    snippet: Snippet
    partly: bool = False  # it holds most of what is asked for, not all: see searching.loosen
    why: tuple[Reason, ...] = ()  # only where an explanation is asked for
    by_people: bool = False  # among Results.later: only a time that people corrected says that it was published by then

    @property
    def permalink(self) -> Permalink:
        return self.document.permalink

    @property
    def headline(self) -> str | None:
        return self.document.headline

    @property
    def published(self) -> Time | None:
        return self.document.published


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How results are wanted. `facets` are of FACETS. Raises Usage for what none can be wanted by."""

    limit: int = 10
    offset: int = 0
    sort: Literal["relevance", "newest", "oldest"] = "relevance"
    facets: tuple[str, ...] = ()
    all_revisions: bool = False  # older revisions too, each for itself
    as_of: datetime | None = None  # the words that are the newest shown to exist by this instant (UTC), and no others
    include_undated: bool = False  # a date filter keeps entries without a usable time
    explain: bool = False  # each hit says why it has its score
    snippets: bool = True  # each hit shows a passage; else its snippet is empty

    def __post_init__(self) -> None:
        if self.sort not in ORDERS:
            raise Usage("sort", f"there is no order “{self.sort}”", f"one of {', '.join(ORDERS)}")
        if isinstance(self.facets, str):
            raise Usage("facets", f"“{self.facets}” is one text", f"give a tuple: facets=({self.facets!r},)")
        for facet in self.facets:
            if facet not in FACETS:
                raise Usage("facets", f"nothing is counted by “{facet}”", f"one of {', '.join(FACETS)}")
        if self.limit < 0 or self.offset < 0:
            raise Usage("limit, offset", "are counts, and not below 0", "give 0 or more")


AS_USUAL = Asked()


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The answer to one query; best first: score, then newest, then permalink; or by time, unknown times last."""

    query: str
    read: str  # the query as it was read: write_query of its tree
    tree: tuple[str, ...]  # the same for people, a line for each part
    notes: tuple[str, ...]  # how the query was read, where that is not plain to see
    total: int  # entries that hold all of it
    partly: int  # entries that hold a part of it, and follow those, where these are few
    searched: int  # of how many entries (or revisions, when all are searched)
    undated: int  # entries that match but for a date filter, and have no usable time
    hits: tuple[Hit, ...]
    as_of: datetime | None = None  # the instant that was asked for, by which all hits are shown to exist
    later: tuple[Hit, ...] = ()  # published before it, in words that are known only from later
    later_total: int = 0
    facets: Mapping[str, tuple[tuple[str | None, int], ...]] = field(
        default_factory=dict
    )  # value (None: not known), count
    suggestion: str | None = None  # a query with other spellings, that finds more


PLACE_BITS = 24
"""Bits for a position in a field: more words than any text has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """The words of the newest documents, by their numbers (index/numbering.py): all that a face without Whoosh needs.

    `words[field][word]` holds every place where a word stands, for FIELDS and FILTERS, ascending: the number of the
    document, and in the lower PLACE_BITS bits its position there. `labels[number]` holds a document's labels,
    `lengths[number]` the words in each of FIELDS as steps (index/score.py), `spoken[number]` its language, or the
    archive's.
    `published[number]` are the seconds since 1970 (UTC) of its instant, or None.
    `prints[number]` is a digest of all that is known of a document: who made something of it alone need not again.
    So is `word_prints[field][word]` of that field in those documents that hold the word; a word may have none.
    `stems[language][word]` is the stem under which a word's inflected forms are one term, `endings[language]` how a
    word that is not indexed finds its stem (index/stems.py). `variants` holds other spellings of the same name,
    `analysis` how words are cut (index/analysis.py) and elided (index/stems.py), and what others call our fields
    (index/tokens.py), `ranking` the constants of the score (index/score.py).
    `struck[number]` is what the publisher struck out of a document's text, in characters of it on one line, where there
    is any: archive/ tells it.
    """

    documents: Sequence[Document]
    permalinks: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    lengths: tuple[tuple[int, ...], ...]
    spoken: tuple[str, ...]
    published: tuple[int | None, ...]
    prints: tuple[bytes, ...]
    words: Mapping[str, Mapping[str, array[int]]]
    stems: Mapping[str, Mapping[str, str]]
    endings: Mapping[str, tuple[tuple[str, str], ...]]
    variants: Mapping[str, tuple[str, ...]]
    analysis: Mapping[str, object]
    ranking: Mapping[str, object]
    word_prints: Mapping[str, Mapping[str, int]] = field(default_factory=dict, compare=False)
    struck: Mapping[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)

    def places(self, field: str, word: str) -> Iterator[tuple[int, list[int]]]:
        """Each document that holds a word in a field, with its positions there."""
        held: dict[int, list[int]] = {}
        for place in self.words[field].get(word, ()):
            held.setdefault(place >> PLACE_BITS, []).append(place & ((1 << PLACE_BITS) - 1))
        yield from held.items()
