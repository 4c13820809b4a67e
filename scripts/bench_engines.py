"""How do the search engines answer the same plain words? Each takes the entries, and gives a function that asks it.

Ours is asked as the command line asks it. The peers are stock, with the words stemmed, a title's words counting twice,
and any word sufficing (OR): what their manuals lead a careful user to.
"""

from __future__ import annotations

import importlib
import re
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from backfile.errors import Usage
from backfile.index.opening import OpenIndex, open_index
from backfile.index.parse import parse_query
from backfile.index.searching import search
from backfile.index.writing import build_index
from backfile.model.permalink import Permalink
from backfile.model.search import Asked, Document
from backfile.model.time import Basis, Precision, Time
from backfile.text.slug import Slug

BEST = 10
LANGUAGE = "en"
KEY = b"of an index that nobody but this run opens"

Ask = Callable[[str], list[int]]
"""From words typed to the numbers of the BEST entries, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One entry, as the corpus has it. `time` is (year, month, day, hour, minute), or as it was printed."""

    liveblog: str
    liveblog_headline: str
    publisher: str
    headline: str
    text: str
    byline: tuple[str, ...]
    time: tuple[int, ...] | str | None


def index_ours(entries: Sequence[Told], home: Path) -> Ask:
    build_index(home, [make_document(number, entry) for number, entry in enumerate(entries)], LANGUAGE, KEY)
    opened = open_index(home, LANGUAGE, KEY)
    return lambda typed: ask_ours(opened, typed)


def ask_ours(opened: OpenIndex, typed: str) -> list[int]:
    """Ask the index as desk/find.py does. A query that is refused finds nothing."""
    try:
        results = search(opened, parse_query(typed), typed, Asked(limit=BEST))
    except Usage:
        return []
    return [int(hit.document.permalink.rpartition("/")[2]) for hit in results.hits]


def index_whoosh(entries: Sequence[Told], home: Path) -> Ask:
    analysis, fields, index, qparser, scoring = (
        importlib.import_module(f"whoosh.{name}") for name in ("analysis", "fields", "index", "qparser", "scoring")
    )
    words = fields.TEXT(analyzer=analysis.StemmingAnalyzer())
    made = index.create_in(str(home), fields.Schema(number=fields.STORED, title=words, text=words))
    writer = made.writer(limitmb=256)
    for number, entry in enumerate(entries):
        writer.add_document(number=number, title=entry.headline, text=entry.text)
    writer.commit()
    searcher = made.searcher(weighting=scoring.BM25F())
    # Without the plugins that read a query's syntax, for what is asked are plain words.
    parser = qparser.MultifieldParser(
        ["title", "text"],
        made.schema,
        fieldboosts={"title": 2.0},
        group=qparser.OrGroup,
        plugins=[qparser.WhitespacePlugin()],
    )
    return lambda typed: [hit["number"] for hit in searcher.search(parser.parse(typed), limit=BEST)]


def index_fts5(entries: Sequence[Told], home: Path) -> Ask:
    base = sqlite3.connect(home / "entries.sqlite")
    try:
        base.execute("CREATE VIRTUAL TABLE entries USING fts5(title, text, tokenize = 'porter unicode61')")
    except sqlite3.OperationalError as fault:
        raise ImportError("this SQLite has no FTS5") from fault
    rows = ((number, entry.headline, entry.text) for number, entry in enumerate(entries))
    base.executemany("INSERT INTO entries (rowid, title, text) VALUES (?, ?, ?)", rows)
    base.commit()
    asked = f"SELECT rowid FROM entries WHERE entries MATCH ? ORDER BY bm25(entries, 2.0, 1.0), rowid LIMIT {BEST}"

    def ask(typed: str) -> list[int]:
        query = " OR ".join(f'"{word}"' for word in _plain_words(typed))
        return [number for (number,) in base.execute(asked, (query,))]

    return ask


def index_tantivy(entries: Sequence[Told], home: Path) -> Ask:
    tantivy: Any = importlib.import_module("tantivy")
    schema = tantivy.SchemaBuilder()
    schema.add_unsigned_field("number", stored=True)
    schema.add_text_field("title", tokenizer_name="en_stem")
    schema.add_text_field("text", tokenizer_name="en_stem")
    index = tantivy.Index(schema.build(), path=str(home))
    writer = index.writer()
    for number, entry in enumerate(entries):
        writer.add_document(tantivy.Document(number=number, title=entry.headline, text=entry.text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ask(typed: str) -> list[int]:
        query = index.parse_query(" ".join(_plain_words(typed)), ["title", "text"], field_boosts={"title": 2.0})
        return [searcher.doc(address)["number"][0] for _, address in searcher.search(query, BEST).hits]

    return ask


ENGINES: dict[str, Callable[[Sequence[Told], Path], Ask]] = {
    "backfile": index_ours,
    "Whoosh BM25F": index_whoosh,
    "SQLite FTS5": index_fts5,
    "tantivy": index_tantivy,
}
"""What each is called, and how it takes the entries (in an empty folder). One that is not installed raises
ImportError."""


def make_document(number: int, entry: Told) -> Document:
    """The entry as our index takes it."""
    return Document(
        permalink=Permalink(f"{entry.liveblog}/{number:06}"),
        liveblog=Slug(entry.liveblog),
        liveblog_headline=entry.liveblog_headline,
        publisher=entry.publisher,
        headline=entry.headline or None,
        byline=entry.byline,
        text=entry.text,
        published=_time(entry.time),
    )


def _time(told: tuple[int, ...] | str | None) -> Time | None:
    if not told:
        return None
    if isinstance(told, str):
        return Time(printed=told)
    year, month, day, hour, minute = told
    instant = datetime(year, month, day, hour, minute, tzinfo=UTC)
    return Time(printed=instant.isoformat(), instant=instant, precision=Precision.MINUTE, basis=Basis.RECORDED)


def _plain_words(typed: str) -> list[str]:
    return re.findall(r"\w+", typed.lower())
