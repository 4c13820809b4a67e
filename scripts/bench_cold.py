"""What does each engine import and do to answer one question? For processes that do nothing else."""

from __future__ import annotations

from pathlib import Path


def ask_backfile(home: Path, word: str) -> None:
    from backfile.index.opening import open_index
    from backfile.index.parse import parse_query
    from backfile.index.searching import search

    key = b"of an index that nobody but this run opens"
    for hit in search(open_index(home, "en", key), parse_query(word), word).hits:
        print(hit.permalink, hit.snippet.text)


def ask_whoosh(home: Path, word: str) -> None:
    from whoosh.index import open_dir
    from whoosh.qparser import QueryParser

    index = open_dir(str(home))
    for hit in index.searcher().search(QueryParser("text", index.schema).parse(word)):
        print(hit["number"])


def ask_fts5(home: Path, word: str) -> None:
    import sqlite3

    base = sqlite3.connect(home / "entries.sqlite")
    asked = (
        "SELECT rowid, snippet(entries, 1, '[', ']', '…', 30) FROM entries WHERE entries MATCH ? ORDER BY rank LIMIT 10"
    )
    for row in base.execute(asked, (word,)):
        print(*row)


def ask_tantivy(home: Path, word: str) -> None:
    import tantivy  # type: ignore[import-not-found, unused-ignore]

    index = tantivy.Index.open(str(home))
    searcher = index.searcher()
    for _, place in searcher.search(index.parse_query(word, ["title", "text"]), 10).hits:
        print(searcher.doc(place)["number"])
