"""How does a program that knows Whoosh read the index? As one of Whoosh's own: with its queries, scores and readers.

    opened = open_index(home, language, key)
    with as_whoosh(opened).searcher() as searcher:
        hits = searcher.search(QueryParser("text", SCHEMA).parse("dyke OR mayor"))

Words are found as they are indexed, folded and exact: inflected forms are Backfile's own (index/stems.py). It is there
to be read; what a writer of Whoosh's would commit, no `current.json` names.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh import analysis, fields
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex

from backfile.index.analysis import cut
from backfile.index.codec.for_whoosh import FlatSegment
from backfile.index.codec.whoosh_numbers import Numbers
from backfile.index.opening import OpenIndex
from backfile.index.schema import UNDATED
from backfile.model.search import FIELDS, FILTERS
from backfile.text.fold import Word, fold


class Words(analysis.Composable):  # type: ignore[misc]  # Whoosh has no type hints
    """Cuts texts and queries as index/analysis.py does."""

    def __call__(self, value: str, **wanted: Any) -> Iterator[Any]:
        token = analysis.Token(**wanted)
        asked = wanted.get("mode") == "query"
        # What is a pattern already is not cut, only folded.
        whole = wanted.get("tokenize") is False
        words = [Word(0, len(value), fold(value))] if whole else cut(value, asked=asked)
        for number, word in enumerate(words):
            token.text, token.pos, token.boost = word.fold, number, 1.0
            token.startchar, token.endchar, token.stopped = word.start, word.end, False
            yield token


SCHEMA = fields.Schema(
    permalink=fields.ID(stored=True),
    about=fields.ID(stored=True),
    document=fields.STORED(),
    labels=fields.ID(),
    older=fields.ID(),
    published=fields.COLUMN(Numbers("q", default=UNDATED)),
    **{field: fields.TEXT(analyzer=Words()) for field in (*FIELDS, *FILTERS)},
)


def as_whoosh(opened: OpenIndex) -> FileIndex:
    """The index that is open, for Whoosh."""
    return _Index(opened)


class _Index(FileIndex):  # type: ignore[misc]
    """Whoosh's index over segments that are named by somebody else than a table of contents of its own."""

    def __init__(self, opened: OpenIndex) -> None:
        self.storage, self.indexname, self._schema = FileStorage(str(opened.folder)), "MAIN", SCHEMA
        self._opened = opened

    def _read_toc(self) -> TOC:
        segments = [
            FlatSegment.of(each.name, each.written, each.documents, each.deleted) for each in self._opened.segments
        ]
        return TOC(SCHEMA, segments, 0)

    def latest_generation(self) -> int:
        return 0
