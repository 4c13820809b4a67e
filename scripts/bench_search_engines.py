"""How is each engine asked the same? Questions of several classes, each written as the engine wants it."""

from __future__ import annotations

import importlib
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from backfile.index.opening import open_index
from backfile.index.parse import parse_query
from backfile.index.searching import search
from backfile.index.writing import build_index, update_index
from backfile.model.search import Asked
from scripts.bench_engines import BEST, KEY, LANGUAGE, Told, make_document

SNIPPETS = "with snippets"
"""The class of questions whose answers show a passage of each entry."""


class Question(NamedTuple):
    kind: str
    words: tuple[str, ...]
    span: tuple[int, int] = (0, 0)  # seconds since 1970, the end exclusive

    def written(self) -> str:
        """As it is typed for ours."""
        match self.kind:
            case "or" | "sentence":
                return " OR ".join(self.words)
            case "not":
                return " NOT ".join(self.words)
            case "phrase":
                return f'"{" ".join(self.words)}"'
            case "near":
                return f'"{" ".join(self.words)}"~5'
            case "prefix":
                return f"{self.words[0]}*"
            case "fuzzy":
                return f"{self.words[0]}~1"
            case "dates":
                first, last = (time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(each)) for each in self.span)
                return f"{self.words[0]} since:{first} before:{last}"
        return " ".join(self.words)


class Engine:
    """An engine over one folder. `ask` gives the total (None where it is not asked for) and the first ten."""

    name = ""

    def __init__(self, home: Path) -> None:
        self.home = home

    def build(self, entries: Sequence[Told]) -> None:
        raise NotImplementedError

    def open(self) -> None:
        raise NotImplementedError

    def ask(self, question: Question, *, total: bool = False) -> tuple[int | None, list[int]]:
        """Raises NotImplementedError for what the engine cannot answer."""
        raise NotImplementedError

    def add(self, number: int, entry: Told) -> None:
        """One more entry, searchable when this returns."""
        raise NotImplementedError


class Ours(Engine):
    name = "backfile"

    def build(self, entries: Sequence[Told]) -> None:
        build_index(self.home, [make_document(number, entry) for number, entry in enumerate(entries)], LANGUAGE, KEY)

    def open(self) -> None:
        self.opened = open_index(self.home, LANGUAGE, KEY)

    def ask(self, question: Question, *, total: bool = False) -> tuple[int | None, list[int]]:
        asked = Asked(
            limit=BEST,
            sort="newest" if question.kind == "newest" else "relevance",
            facets=("liveblog",) if question.kind == "facets" else (),
            snippets=question.kind == SNIPPETS,
        )
        results = search(self.opened, parse_query(question.written()), question.written(), asked)
        return results.total, [int(hit.permalink.rpartition("/")[2]) for hit in results.hits]

    def add(self, number: int, entry: Told) -> None:
        update_index(open_index(self.home, LANGUAGE, KEY), [make_document(number, entry)])
        self.open()


class Whoosh(Engine):
    name = "Whoosh"

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.whoosh = {
            name: importlib.import_module(f"whoosh.{name}")
            for name in ("analysis", "fields", "index", "query", "scoring", "sorting")
        }

    def build(self, entries: Sequence[Told]) -> None:
        fields, analysis = self.whoosh["fields"], self.whoosh["analysis"]
        words = fields.TEXT(
            analyzer=analysis.RegexTokenizer(r"\w+") | analysis.LowercaseFilter() | analysis.StemFilter(), stored=True
        )
        number = fields.NUMERIC(int, bits=64, sortable=True)
        schema = fields.Schema(
            number=fields.STORED, title=words, text=words, published=number, liveblog=fields.ID(sortable=True)
        )
        self.index = self.whoosh["index"].create_in(str(self.home), schema)
        writer = self.index.writer(limitmb=256)
        for each, entry in enumerate(entries):
            writer.add_document(**self._values(each, entry))
        writer.commit()

    def open(self) -> None:
        self.index = self.whoosh["index"].open_dir(str(self.home))
        self.searcher = self.index.searcher(weighting=self.whoosh["scoring"].BM25F())

    def ask(self, question: Question, *, total: bool = False) -> tuple[int | None, list[int]]:
        more: dict[str, Any] = {}
        if question.kind == "newest":
            more["sortedby"], more["reverse"] = "published", True
        if question.kind == "facets":
            more["groupedby"] = "liveblog"
        found = self.searcher.search(self._query(question), limit=BEST, **more)
        held = [hit.fields() for hit in found]
        if question.kind == SNIPPETS:
            shown = [hit.highlights("text", text=fields["text"]) for hit, fields in zip(found, held, strict=True)]
            assert len(shown) == len(held)
        return (len(found) if total else None), [fields["number"] for fields in held]

    def add(self, number: int, entry: Told) -> None:
        writer = self.index.writer()
        writer.add_document(**self._values(number, entry))
        writer.commit()
        self.open()

    def _values(self, number: int, entry: Told) -> dict[str, Any]:
        return {
            "number": number,
            "title": entry.headline,
            "text": entry.text,
            "published": seconds_of(entry),
            "liveblog": entry.liveblog,
        }

    def _query(self, question: Question) -> Any:
        query, schema = self.whoosh["query"], self.index.schema

        def word(text: str) -> Any:
            (stem,) = (token.text for token in schema["text"].analyzer(text))
            return query.Or([query.Term("title", stem, boost=2.0), query.Term("text", stem)])

        def phrase(slop: int) -> Any:
            stems = [token.text for text in question.words for token in schema["text"].analyzer(text)]
            return query.Or([query.Phrase(field, stems, slop=slop) for field in ("title", "text")])

        match question.kind:
            case "or" | "sentence":
                return query.Or([word(each) for each in question.words])
            case "not":
                return query.AndNot(word(question.words[0]), word(question.words[1]))
            case "phrase" | "near":
                return phrase(1 if question.kind == "phrase" else 6)
            case "prefix":
                return query.Or([query.Prefix(field, question.words[0]) for field in ("title", "text")])
            case "fuzzy":
                return query.Or([query.FuzzyTerm(field, question.words[0]) for field in ("title", "text")])
            case "dates":
                first, last = question.span
                return query.And([word(question.words[0]), query.NumericRange("published", first, last - 1)])
        return query.And([word(each) for each in question.words])


class Fts5(Engine):
    name = "FTS5"

    def build(self, entries: Sequence[Told]) -> None:
        self.base = sqlite3.connect(self.home / "entries.sqlite")
        try:
            self.base.execute("CREATE VIRTUAL TABLE entries USING fts5(title, text, tokenize = 'porter unicode61')")
        except sqlite3.OperationalError as fault:
            raise ImportError("this SQLite has no FTS5") from fault
        self.base.execute("CREATE TABLE about (number INTEGER PRIMARY KEY, published INTEGER, liveblog TEXT)")
        self.base.execute("CREATE INDEX by_time ON about (published)")
        for number, entry in enumerate(entries):
            self._insert(number, entry)
        self.base.commit()

    def open(self) -> None:
        self.base = sqlite3.connect(self.home / "entries.sqlite")

    def ask(self, question: Question, *, total: bool = False) -> tuple[int | None, list[int]]:
        match question.kind:
            case "or" | "sentence":
                asked = " OR ".join(question.words)
            case "not":
                asked = " NOT ".join(question.words)
            case "phrase":
                asked = f'"{" ".join(question.words)}"'
            case "near":
                asked = f"NEAR({' '.join(question.words)}, 5)"
            case "prefix":
                asked = f"{question.words[0]}*"
            case "fuzzy":
                raise NotImplementedError
            case _:
                asked = " AND ".join(question.words)
        tables, where, values = (
            "entries",
            "entries MATCH ?",
            [asked, *(question.span if question.kind == "dates" else ())],
        )
        order = "bm25(entries, 2.0, 1.0)"
        if question.kind in ("dates", "newest", "facets"):
            tables += " JOIN about ON about.number = entries.rowid"
        if question.kind == "dates":
            where += " AND published >= ? AND published < ?"
        if question.kind == "newest":
            order = "published DESC"
        if question.kind == "facets":
            self.base.execute(
                f"SELECT liveblog, count(*) FROM {tables} WHERE {where} GROUP BY liveblog", values
            ).fetchall()
        what = "entries.rowid, title, text"
        if question.kind == SNIPPETS:
            what += ", snippet(entries, 1, '[', ']', '…', 40)"
        rows = self.base.execute(f"SELECT {what} FROM {tables} WHERE {where} ORDER BY {order} LIMIT {BEST}", values)
        found = [row[0] for row in rows]
        if not total:
            return None, found
        (count,) = self.base.execute(f"SELECT count(*) FROM {tables} WHERE {where}", values).fetchone()
        return count, found

    def add(self, number: int, entry: Told) -> None:
        self._insert(number, entry)
        self.base.commit()

    def _insert(self, number: int, entry: Told) -> None:
        values = (number, entry.headline, entry.text)
        self.base.execute("INSERT INTO entries (rowid, title, text) VALUES (?, ?, ?)", values)
        self.base.execute("INSERT INTO about VALUES (?, ?, ?)", (number, seconds_of(entry), entry.liveblog))


class Tantivy(Engine):
    name = "tantivy"

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.tantivy: Any = importlib.import_module("tantivy")
        schema = self.tantivy.SchemaBuilder()
        schema.add_unsigned_field("number", stored=True)
        schema.add_text_field("title", tokenizer_name="en_stem", stored=True)
        schema.add_text_field("text", tokenizer_name="en_stem", stored=True)
        schema.add_integer_field("published", indexed=True, fast=True)
        self.schema = schema.build()

    def build(self, entries: Sequence[Told]) -> None:
        index = self.tantivy.Index(self.schema, path=str(self.home))
        writer = index.writer(num_threads=1)
        for number, entry in enumerate(entries):
            writer.add_document(self._document(number, entry))
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        self.index = self.tantivy.Index.open(str(self.home))
        self.searcher = self.index.searcher()

    def ask(self, question: Question, *, total: bool = False) -> tuple[int | None, list[int]]:
        match question.kind:
            case "or" | "sentence":
                asked = " OR ".join(question.words)
            case "not":
                asked = f"+{question.words[0]} -{question.words[1]}"
            case "phrase" | "near":
                asked = f'"{" ".join(question.words)}"' + ("~5" if question.kind == "near" else "")
            case "dates":
                first, last = question.span
                asked = f"+{question.words[0]} +published:[{first} TO {last - 1}]"
            case "prefix" | "fuzzy" | "facets":
                raise NotImplementedError
            case _:
                asked = " ".join(f"+{word}" for word in question.words)
        query = self.index.parse_query(asked, ["title", "text"], field_boosts={"title": 2.0})
        order = {"order_by_field": "published"} if question.kind == "newest" else {}
        result = self.searcher.search(query, BEST, count=total, **order)
        held = [self.searcher.doc(place) for _, place in result.hits]
        if question.kind == SNIPPETS:
            passages = self.tantivy.SnippetGenerator.create(self.searcher, query, self.schema, "text")
            shown = [passages.snippet_from_doc(document).to_html() for document in held]
            assert len(shown) == len(held)
        fields = [(document["number"][0], document["title"], document["text"]) for document in held]
        return (result.count if total else None), [number for number, _, _ in fields]

    def add(self, number: int, entry: Told) -> None:
        writer = self.index.writer(num_threads=1)
        writer.add_document(self._document(number, entry))
        writer.commit()
        self.index.reload()
        self.searcher = self.index.searcher()

    def _document(self, number: int, entry: Told) -> Any:
        return self.tantivy.Document(number=number, title=entry.headline, text=entry.text, published=seconds_of(entry))


ENGINES: tuple[type[Engine], ...] = (Ours, Whoosh, Fts5, Tantivy)


def seconds_of(entry: Told) -> int:
    """When it was published, in seconds since 1970 (UTC); 0 where that is not known."""
    published = make_document(0, entry).published
    return int(published.instant.timestamp()) if published and published.instant else 0
