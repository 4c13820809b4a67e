"""The browser answers as the command line does: the same entries, order, scores, snippets and notes.

A page of the test loads the site's own scripts, asks every query, and leaves the answers in its text.
"""

from __future__ import annotations

import html
import json
import random
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from backfile.desk.documents import documents_of
from backfile.errors import Usage
from backfile.index.opening import OpenIndex, open_index
from backfile.index.parse import parse_query
from backfile.index.searching import search
from backfile.index.writing import build_index
from backfile.model.entry import Coverage
from backfile.model.time import Basis, Precision, Time
from backfile.site.render import THEME
from backfile.site.search_data import dump_search_data
from backfile.text.dates import parse_zone
from backfile.text.fold import words
from backfile.workspace.settings import Settings
from tests.browser import Browser
from tests.site.sample import COVERAGES, STORM_NIGHT, entry, postings

ASKING = """<!doctype html><meta charset="utf-8"><pre id="answers" hidden></pre>
<script src="search.js"></script><script src="search-data.js"></script><script src="asking.js"></script>"""

# fmt: off
QUERIES = [
    # words, forms, phrases, fields
    *("ferry", "ferries", "FERRY", "bridge", "the", "wall moved", "homes", "home", "reopening"),
    *("count counting counted", '"sea wall"', '"by the width of a hand"', "“Sea Wall”", '"wall sea"', '"the the"'),
    *("headline:ferries", "Ada Quint", "text:ferries", 'headline:"sea wall"', "headline:(ferries OR bridge)"),
    *("HEADLINE:ferries", "headline:text:ferries", "byline:quint", "byline:o'hare", "o’hare", "zurich", "Zürich"),
    *("الفرز", "أعلن", "m*", "fer* po*", "text:fer*", "zzz*"),
    # operators
    *("ferry OR bridge", "ferry AND port", "ferry NOT valley", "NOT ferry", "NOT NOT ferry", "(ferry OR bridge) wall"),
    *("ferry OR wall port", "NOT (ferry OR bridge)", "ferry -bridge", "and or not", "ferry OR NOT wall"),
    "ferry ferry",
    # dates
    *("published:2022", "published:2022-03", "published:2022-03-10", "published:2022-03-11", "published:unknown"),
    *("published:2022-03-10..2022-03-11", "published:2022-03-10T22:32Z"),
    *("published:2022-03-10T22:00..2022-03-10T22:40", 'published:"2022-03-10 22:32"'),
    *('published:"2022-03-10T22:32+0200"', "ferry published:2022", "NOT published:2022", "the published:2021"),
    *("headline:published:2022", "ferry OR published:2021", "published:2022-03-10T22:32:00.5Z"),
    *("NOT (ferry published:2021)", "the NOT NOT published:2021", "the NOT published:2022", "published:0001-01-01"),
    # what is not of the grammar
    *('"sea wall', "(ferry", "ferry)", "ferry OR", "OR ferry", "AND", "NOT", "()", "ferry AND OR wall", "headline:("),
    *("published:yesterday", "published:2022-13", "published:2022-02-30", "published:0000"),
    *("published:2022-03-10T25:00", "published:2023..2022", "published:(2022)", "published:AND", "published:9999-12"),
    *("published:2022-03-10T10:60", "published:9999", "published:9999-12-31", "🙂 ferry (", "C++", "10:30"),
    *("http://x?a=b", "MiG-29", "don't", "ferry...", "*", "ferry *", '"" ferry', "ferry & wall", "nine-thousand", ""),
    *("   ", "\u3000\x85", "?", '"', "nosuch:word", "headlines:x", "((((ferry))))", "(" * 60 + "ferry" + ")" * 60),
    *("NOT " * 51 + "ferry", "ferry " * 501, "a" * 4001),
    # what is odd
    *("<script>alert(1)</script>", "__proto__", "constructor", "ferry\tport\nwall", "\ufeffferry", "５００"),
    *("ＦＥＲＲＹ", "ﬁve", "fïve", "İstanbul ferry", "ΣΑΣ", "𝐟𝐞𝐫𝐫𝐲", "🙂", "61", "6*", "²"),
]
# fmt: on


def ask(browser: Browser, folder: Path, coverages: Sequence[Coverage], queries: Sequence[str], zone: str) -> Any:
    """What the scripts answer to each query; the first ten hits of each."""
    (folder / "search.js").write_bytes((THEME / "search.js").read_bytes())
    data = dump_search_data(postings(coverages), Settings(zone=zone))
    (folder / "search-data.js").write_text(data, encoding="utf-8")
    asking = f"""
    const answers = {json.dumps(queries)}.map((query) => {{
      const {{ refused, notes, total, undated, hits = [], snippet }} = backfileSearch.find(query);
      const first = hits.slice(0, 10).map(([number, score]) => [number, score, snippet(number)]);
      return {{ refused, notes, total, undated, first }};
    }});
    document.getElementById("answers").textContent = JSON.stringify(answers);
    """
    return run(browser, folder, asking)


def run(browser: Browser, folder: Path, script: str) -> Any:
    (folder / "asking.js").write_text(script, encoding="utf-8")
    (folder / "asking.html").write_text(ASKING, encoding="utf-8")
    page = browser.dump_dom((folder / "asking.html").as_uri(), milliseconds=20_000)
    answered = page.partition('<pre id="answers" hidden="">')[2].partition("</pre>")[0]
    return json.loads(html.unescape(answered))


def open_searched(folder: Path, coverages: Sequence[Coverage]) -> OpenIndex:
    build_index(folder, list(documents_of(coverages)), "en")
    return open_index(folder, "en")


def calm(notes: Sequence[str]) -> list[str]:
    """The notes, without what Python's calendar says of a day that is none: that differs from version to version."""
    return [re.sub(r"(?<=plain words: )(?:year|month|day|hour|minute|second) .*", "no day", note) for note in notes]


def assert_same(opened: OpenIndex, query: str, answer: Any, permalinks: Sequence[str], zone: str) -> None:
    try:
        expected, _ = search(opened, parse_query(query, parse_zone(zone)), query, limit=10)
    except Usage:
        assert answer["refused"], query
        return
    assert "refused" not in answer, (query, answer)
    assert calm(answer["notes"]) == calm(expected.notes), query
    assert (answer["total"], answer["undated"]) == (expected.total, expected.undated), query
    assert [(permalinks[number], score) for number, score, _ in answer["first"]] == [
        (hit.document.permalink, hit.score) for hit in expected.hits
    ], query
    assert [(snippet["text"], snippet["marks"]) for *_, snippet in answer["first"]] == [
        (hit.snippet.text, [list(mark) for mark in hit.snippet.marks]) for hit in expected.hits
    ], query


@pytest.mark.parametrize("zone", ["UTC", "Europe/Kyiv", "-05:30"])
def test_the_browser_answers_as_the_command_line(browser: Browser, tmp_path: Path, zone: str) -> None:
    opened = open_searched(tmp_path / "index", COVERAGES)
    permalinks = [document.permalink for document in postings().documents]
    answers = ask(browser, tmp_path, COVERAGES, QUERIES, zone)
    assert len(answers) == len(QUERIES)
    for query, answer in zip(QUERIES, answers, strict=True):
        assert_same(opened, query, answer, permalinks, zone)


def test_the_browser_gives_the_order_of_the_command_line_among_many_ties(browser: Browser, tmp_path: Path) -> None:
    """Two hundred entries of few different words, many of the same score, some of the same time or of none."""
    chance = random.Random(7)
    vocabulary = (
        "ferry ferries bridge bridges storm storms wall port closed closing close quay 🙂 naïve night's 29".split()
    )

    def made(number: int) -> object:
        text = " ".join(chance.choices(vocabulary, k=chance.choice([3, 12, 60, 200])))
        instant = datetime(2022, 3, 1, tzinfo=UTC) + timedelta(hours=chance.randrange(40))
        published = Time(printed="x", instant=instant, precision=Precision.HOUR, basis=Basis.OFFSET)
        return entry(
            text,
            " ".join(chance.choices(vocabulary, k=4)) if chance.random() < 0.8 else None,
            name=f"e{number}",
            byline=("Ada Quint",) if chance.random() < 0.3 else (),
            published=published if chance.random() < 0.7 else None,
        )

    many = [replace(STORM_NIGHT, entries=tuple(made(number) for number in range(200)))]  # type: ignore[misc]
    queries = [
        " ".join(chance.choices([*vocabulary, "OR", "NOT", "AND", "headline:ferry", "published:2022-03-01"], k=k))
        for k in (1, 1, 2, 2, 2, 3, 3, 4, 5, 6)
        for _ in range(12)
    ]
    queries += [f'"{first} {second}"' for first in vocabulary for second in vocabulary[:4]]
    opened = open_searched(tmp_path / "index", many)
    permalinks = [document.permalink for document in postings(many).documents]
    for query, answer in zip(queries, ask(browser, tmp_path, many, queries, "UTC"), strict=True):
        assert_same(opened, query, answer, permalinks, "UTC")


ZONES = ["Europe/Kyiv", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "+13:45"]


@pytest.mark.parametrize("zone", ZONES)
def test_a_day_begins_and_ends_when_it_does_in_the_zone_of_the_archive(
    browser: Browser, tmp_path: Path, zone: str
) -> None:
    """On the days on which clocks are changed too, where an hour is missing or comes twice."""
    changes = ["2022-03-13", "2022-03-27", "2022-04-03", "2022-10-02", "2022-10-30", "2022-11-06"]
    start = datetime(2022, 3, 1, tzinfo=UTC)
    entries = [
        entry(
            "x",
            name=f"e{number}",
            published=Time(printed="x", instant=at, precision=Precision.HOUR, basis=Basis.OFFSET),
        )
        for number in range(260 * 48)
        if f"{(at := start + timedelta(minutes=30 * number)) + timedelta(hours=12):%Y-%m-%d}" in changes
        or f"{at - timedelta(hours=12):%Y-%m-%d}" in changes
    ]
    coverage = [replace(STORM_NIGHT, entries=tuple(entries))]
    clocks = [
        "00:00",
        "00:30",
        "01:00",
        "01:30",
        "01:59",
        "02:00",
        "02:15",
        "02:30",
        "03:00",
        "03:30",
        "04:00",
        "23:30",
    ]
    queries = [f"published:{day}" for day in changes]
    queries += [f"published:{day}T{clock}..{day}T05:00" for day in changes for clock in clocks]
    opened = open_searched(tmp_path / "index", coverage)
    permalinks = [document.permalink for document in postings(coverage).documents]
    for query, answer in zip(queries, ask(browser, tmp_path, coverage, queries, zone), strict=True):
        assert_same(opened, query, answer, permalinks, zone)
        assert answer["total"] > 0 or "T" in query, query


def test_a_form_that_no_entry_holds_finds_its_stem_by_the_endings_of_the_table(
    browser: Browser, tmp_path: Path
) -> None:
    """“bridges” stands in no entry, but “homes” shows how such words end."""
    [answer, none] = ask(browser, tmp_path, COVERAGES, ["bridges", "xyzzys"], "UTC")
    assert [postings().documents[number].permalink for number, *_ in answer["first"]] == ["storm-night/bridge-reopens"]
    assert none["total"] == 0


def test_a_prefix_that_stands_for_too_many_words_is_refused(browser: Browser, tmp_path: Path) -> None:
    many = [replace(STORM_NIGHT, entries=(entry(" ".join(f"a{number}" for number in range(2_001)), name="a"),))]
    [refused, answered] = ask(browser, tmp_path, many, ["a*", "a1*"], "UTC")
    assert "2000 words" in refused["refused"]
    assert answered["total"] == 1


def test_the_browser_folds_and_cuts_every_character_as_python_does(browser: Browser, tmp_path: Path) -> None:
    characters = [
        character
        for character in map(chr, range(0x110000))
        if unicodedata.category(character) not in ("Cn", "Cs", "Co")
    ]
    texts = [
        "".join(f"a{character}b {character} " for character in characters[start : start + 500])
        for start in range(0, len(characters), 500)
    ]
    (tmp_path / "search.js").write_bytes((THEME / "search.js").read_bytes())
    (tmp_path / "search-data.js").write_text(dump_search_data(postings(), Settings()), encoding="utf-8")
    script = f"""
    const cut = (text) => backfileSearch.words(text).map((word) => [word.start, word.end, word.fold]);
    document.getElementById("answers").textContent = JSON.stringify({json.dumps(texts)}.map(cut));
    """
    for text, cut in zip(texts, run(browser, tmp_path, script), strict=True):
        assert cut == [[word.start, word.end, word.fold] for word in words(text)]
