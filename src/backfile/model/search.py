"""What is searched, and what is found? The values that the index, the terminal and the site share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backfile.model.entry import Permalink
from backfile.model.time import Time
from backfile.text.slug import Slug

FIELDS = ("headline", "text", "byline")
"""The fields whose words are indexed, in the order in which every face holds them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One revision of an entry, as search sees it. `text` holds plain words, paragraphs parted by an empty line."""

    permalink: Permalink
    liveblog: Slug
    liveblog_headline: str | None
    publisher: str | None
    headline: str | None
    byline: tuple[str, ...]
    text: str
    published: Time | None
    revision: int = 1
    newest: bool = True
    altered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """The passage shown, and the matches in it as (start, end) in characters of the passage."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One result. Its score is an integer: see docs/search.md for the formula."""

    document: Document
    score: int
    snippet: Snippet


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The answer to one query, best first: score, then newest, then permalink."""

    query: str
    notes: tuple[str, ...]  # how the query was read, where that is not plain to see
    total: int
    undated: int  # entries that match but for a date filter, and have no usable time
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """The words of the newest documents, in the order of their permalinks: all that a face without Whoosh needs.

    `words[field][word]` holds (document number, positions) in ascending order; `lengths[number]` the words in each of
    FIELDS; `stems[word]` the stem under which its inflected forms are one term, `endings` how a word that is not
    indexed finds its stem (index/analysis.py); `ranking` the constants of the score (index/score.py).
    """

    documents: tuple[Document, ...]
    lengths: tuple[tuple[int, ...], ...]
    words: Mapping[str, Mapping[str, Sequence[tuple[int, Sequence[int]]]]]
    stems: Mapping[str, str]
    endings: tuple[tuple[str, str], ...]
    ranking: Mapping[str, object]
