"""The browser answers as the command line does: the same entries, order, scores, snippets, notes and refusals.

A page of the test loads the site's own scripts, asks every query, and leaves the answers in its text.
"""

from __future__ import annotations

import html
import json
import random
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import pytest

from backfile.desk.search.documents import documents_of
from backfile.errors import Usage
from backfile.index import matching, parse, searching, snippets, stems, suggest
from backfile.index.analysis import cut
from backfile.index.numbering import number_documents
from backfile.index.opening import OpenIndex, open_index
from backfile.index.parse import parse_query
from backfile.index.postings import collect_postings
from backfile.index.searching import search
from backfile.index.variants import fold_variants
from backfile.index.vocabulary import Vocabulary
from backfile.index.writing import build_index
from backfile.model.permalink import Permalink
from backfile.model.search import FLAGS, Asked, Document, Postings
from backfile.model.time import Basis, Precision, Time
from backfile.site.lean import lean
from backfile.site.search_data import search_data
from backfile.site.search_script import join_search_script, search_parts
from backfile.site.shards import times
from backfile.text.dates import parse_zone
from backfile.text.slug import Slug
from backfile.workspace.settings import Settings
from tests.browser import Browser, Loads
from tests.index.corpus import KEY
from tests.site.sample import COVERAGES, postings

ASKING = """<!doctype html><meta charset="utf-8"><pre id="answers" hidden></pre>
<script src="search.js"></script><script src="asking.js"></script>"""
FIXTURES = Path(__file__).parents[1] / "fixtures" / "analysis"
SUBJECTS = sorted(path.stem for path in FIXTURES.glob("*.json") if path.stem != "stems")

NOW = datetime(2026, 11, 22, 12, 34, 56, tzinfo=UTC)  # a Sunday
VARIANTS = fold_variants([["Kyiv", "Kiev", "Київ"], ["Zurich", "Zurigo"]])


def made(
    number: int,
    text: str,
    headline: str | None = None,
    *,
    language: str | None = None,
    published: datetime | None = None,
    byline: tuple[str, ...] = (),
    tags: tuple[str, ...] = (),
    flags: tuple[str, ...] = (),
    liveblog: str = "talks",
) -> Document:
    time = Time(printed="x", instant=published, precision=Precision.MINUTE, basis=Basis.OFFSET) if published else None
    return Document(
        permalink=Permalink(f"{liveblog}/e{number}"),
        liveblog=Slug(liveblog),
        liveblog_headline={"talks": "Kyiv talks — 北京", "b-29": None}.get(liveblog, "Storm: ferries in port"),
        publisher={"talks": "The Harbour Post", "b-29": None}.get(liveblog, "Gazette"),
        headline=headline,
        byline=byline,
        text=text,
        published=time,
        language=language,
        tags=tags,
        flags=flags,
    )


def at(day: int, hour: int = 12) -> datetime:
    return datetime(2022, 3, day, hour, tzinfo=UTC)


TONGUES = [
    made(1, "Talks in Kyiv opened. The delegations talked for hours.", "Talks open", published=at(8), tags=("talks",)),
    made(2, "No word from the talks; Kiev waits. MiG-29s flew at 3.5 km.", published=at(9), flags=("is:edited",)),
    made(3, "Переговори почалися: Київ чекає. Об’єкт 1,200.", "Київ чекає", language="uk", flags=("is:undated",)),
    made(
        4, "Les attaques sur l’Ukraine, l’eau coupée; aujourd’hui les villes attendent", language="fr", published=at(9)
    ),
    made(5, "北京大学的学生。東京タワー、サッカー。", "北京大学", language="zh", published=at(10), tags=("北京",)),
    made(6, "東京都は雨。ﾀﾜｰは閉鎖。京", language="ja", published=at(10, 23)),
    made(7, "กำลังมา น้ำท่วม ภาษาไทย", language="th"),
    made(8, "الفَرْز مُحَمَّد", "الفرز", language="ar", byline=("Noor Haddad",), published=at(11)),
    made(9, "Die Häuser in Zürich, Straße und Angriffe.", language="de", published=at(11, 1), liveblog="b-29"),
    made(10, "C++ and C# in the U.S., ½ of it. women woman womn", flags=("has:link", "has:picture"), liveblog="b-29"),
    made(11, "talks talk of talks near the port " * 30, "Ferry talks", published=at(12), liveblog="storm"),
    made(12, "🙂 ferry 🙂 port " * 40, byline=("Ada Quint", "京 都"), published=at(12), liveblog="storm"),
]

# fmt: off
QUERIES = [
    # words, forms, phrases, fields
    *("ferry", "ferries", "FERRY", "bridge", "the", "wall moved", "homes", "home", "reopening"),
    *("count counting counted", '"sea wall"', '"by the width of a hand"', "“Sea Wall”", '"wall sea"', '"the the"'),
    *("headline:ferries", "Ada Quint", "text:ferries", 'headline:"sea wall"', "headline:(ferries OR bridge)"),
    *("HEADLINE:ferries", "headline:text:ferries", "byline:quint", "byline:o'hare", "o’hare", "zurich", "Zürich"),
    *("الفرز", "أعلن", "m*", "fer* po*", "text:fer*", "zzz*"),
    # operators
    *("ferry OR bridge", "ferry AND port", "ferry NOT valley", "NOT ferry", "NOT NOT ferry"),
    *("(ferry OR bridge) wall", "ferry OR wall port", "NOT (ferry OR bridge)", "ferry -bridge", "and or not"),
    *("ferry OR NOT wall", "ferry ferry", "ferry or bridge", "ferry not bridge", "or ferry", "ferry OR", "+ferry"),
    *("-ferry", "+ferry -wall", "ferry - wall", "ferry + wall", "ferry +-wall", "-(ferry OR wall)"),
    *("+(ferry OR wall) port", "--ferry", "+ +ferry", "(-ferry wall)", "ferry-wall", "-headline:ferry"),
    *("headline:-ferry", "-", "+", "- -", "NOT -ferry", "+NOT ferry"),
    *('"ferry or bridge"', 'wall "a or b" or ferry', 'wall "or" ferry', "“not” not wall", 'ferry or "wall'),
    *("2022-03-10", "ferry 2022-03-10 2022-03-11", '"on 2022-03-10"', "2022-13-10 ferry", "(2022-03-10)"),
    # near, shapes, words much like them, everything
    *('"wall holding"~5', '"holding wall"~5', '"holding wall"~0', '"wall sea"~1', '"talks port"~2', '"talk talks"~3'),
    *('"wall"~3', '"wall sea"~1000', '"wall sea"~ ferry', '"wall sea"~x', '"kyiv waits"~٣'),
    *('headline:"sea harbour"~9', "f*y", "f?rry", "*rry", "f*r*y", "?erry", "ferry?", "wo?e?", "wom*n", "*"),
    *("* -ferry", "headline:*", "byline:*", "-byline:*", "liveblog:*", "tag:*", "f**y", "**", "f*r-r*", "(f*y)"),
    *("“f*y”", "“京*”", "fer?", "f*?", "?", "??", "*北*", "東?", "U.S*", "C++*", "l'*", "mig-2*", "＊ferry", "fe＊y"),
    *("fery~", "fery~1", "frery~1", "wommn~2", "zzzz~", "fe~", "mig-29~", "ferry~3", "ferry~~", "~", "fery~ OR wll~"),
    *("京~", "3.6~", "tlaks~2 -women", "ferr~1*", "a~ b"),
    *("byline:", "Headline: ", "(author:) ferry", "ferry from:", "ferry~12", "ferry~9 wall", "a~3b", "-tag:"),
    # other scripts, marks, numbers
    *("京", "京都", "北京", "北京大学", "大学生", "東京タワー", "タワー", "ﾀﾜｰ", '"京"', '"京 都"', "กำลัง", "น้ำ"),
    *("ไทย", "محمد", "U.S.", "us", "US", "C++", "c", "C#", "1200", "1,200", "3.5", "MiG-29", "mig 29", "½", "l'eau"),
    *("eau", "ukraine", "d'ukraine", "attaque", "aujourd'hui", "об'єкт", "об’єкт", "київ", "Київ", "häuser"),
    *("Strasse", "angriff"),
    # variants
    *("kyiv", "Kiev talks", "київ OR zurigo", '"kyiv"', '"kiev talks"~9', "kyiv kiev", "headline:kyiv", "kyiv*"),
    # filters and flags
    *("liveblog:storm", "liveblog:talks ferry", 'liveblog:"kyiv talks"', "publisher:harbour", "tag:北京", "tag:talk"),
    *("publisher:(post OR gazette) ferry", "tag:ferry", "-liveblog:storm", "liveblog:29", "text:tag:talks"),
    *("tag:tag:talks", "is:edited", "is:Edited talks", "-is:edited", "has:picture", "has:link has:picture"),
    *("is:undated", "is:hidden", "lang:fr", "lang:FR-ca", "lang:en", "lang:zh OR lang:ja", "headline:is:edited"),
    *("headline:lang:fr", 'is:"edited"', "lang:french", "lang:1", "is:editd", "has:x", "is:(edited)", "is:"),
    *("has:byline ferry", "is:edited*", "lang:"),
    # dates
    *("published:2022", "published:2022-03", "published:2022-03-10", "published:2022-03-11", "published:unknown"),
    *("published:2022-03-10..2022-03-11", "published:2022-03-10T22:32Z", "published: 2022", "published:Unknown"),
    *("published:2022-03-10T22:00..2022-03-10T22:40", 'published:"2022-03-10 22:32"'),
    *('published:"2022-03-10T22:32+0200"', "ferry published:2022", "NOT published:2022", "the published:2021"),
    *("headline:published:2022", "ferry OR published:2021", "published:2022-03-10T22:32:00.5Z"),
    *("NOT (ferry published:2021)", "the NOT NOT published:2021", "the NOT published:2022", "published:0001-01-01"),
    *("since:2022-03-10 the", "after:2022-03-10", "before:2022-03-10", "until:2022-03-10 -ferry"),
    *("since:2022 until:2022-03-09", "published:[2022-03-08 to 2022-03-10]", "published:[2022 2023"),
    *('"ferry wall"~999', '"ferry wall"~1000', '"ferry wall"~' + "9" * 400, '"ferry"~1000'),
    *("since:[2022] x", "published:2022-03-08.. ferry", "before:0001-01-01", "after:9999-12-30", "until:9999-12-30"),
    *("before:unknown", "since:..2022", "published:.."),
    # those that hold a part
    *("ferry zeppelin", "ferry port zeppelin airship", "ferry the zeppelin bridge", "+ferry zeppelin wall"),
    *("gale-force ferry", '"sea wall" zeppelin', "ferry wall -bridge", "ferry zeppelin liveblog:storm"),
    *("ferry zeppelin published:2022-03-12", "ferry zeppelin (liveblog:storm OR is:edited)", "talks port ferry near"),
    *("(ferry OR x) zeppelin", "ferry NOT x zeppelin", '"talks near"~2 zeppelin', "fer* zeppelin"),
    *("tlaks~2 zeppelin", "headline:talks zeppelin ferry", "MiG-29 zeppelin"),
    # what is not of the grammar
    *('"sea wall', "(ferry", "ferry)", "ferry OR", "OR ferry", "AND", "NOT", "()", "ferry AND OR wall", "headline:("),
    *("published:yesterday", "published:2022-13", "published:2022-02-30", "published:0000"),
    *("published:2022-03-10T25:00", "published:2023..2022", "published:(2022)", "published:AND", "published:9999-12"),
    *("published:2022-03-10T10:60", "published:9999", "published:9999-12-31", "🙂 ferry (", "10:30", "ferry )"),
    *('"京', "http://x?a=b", "don't", "ferry...", "ferry *", '"" ferry', "ferry & wall", "nine-thousand", ""),
    *("ferry: wall", "x: y", "   ", "\u3000\x85", '"', "nosuch:word", "headlines:x", "date:2022", "Author:x"),
    *("constructor:x", "é:x", "x" * 90 + ":x", "((((ferry))))", "(" * 60 + "ferry" + ")" * 60, "NOT " * 51 + "ferry"),
    *("+" * 30 + "ferry", "ferry " * 501, "(" + "ferry-" * 501, "a" * 4001, "🙂" * 3999 + "a", "wall (ferry\n-x"),
    # what is odd
    *("<script>alert(1)</script>", "__proto__", "constructor", "ferry\tport\nwall", "\ufeffferry", "５００"),
    *("ＦＥＲＲＹ", "ﬁve", "fïve", "İstanbul ferry", "ΣΑΣ", "𝐟𝐞𝐫𝐫𝐲", "🙂", "61", "6*", "²", "ﷺ", "#port"),
    *("@ada_quint",),
]
DATES = [
    *("today", "yesterday", "this week", "Last  Week", "this month", "last month", "this year", "last year"),
    *("3 days ago", "two weeks ago", "a month ago", "an hour ago", "90 minutes ago", "0 days ago", "200 years ago"),
    *("2026 years ago", "9999 weeks ago", "Monday", "sunday", "last friday", "on tuesday", "this sunday"),
    *("this monday", "8 March 2022", "8th of march, 2022", "March 8, 2022", "march 8th 2022", "8 Mar. 2022"),
    *("sept 2022", "March 2022", "8 March 2022 at 9:30 pm", "8 march 2022, 12.15 a.m.", "8 march 2022 13:00 pm"),
    *("8 march 2022 25:00", "31 june 2022", "8.3.2022", "31.2.2022", "13/4/2022", "4/13/2022", "3/4/2022"),
    *("4/4/2022", "13/13/2022", "2022/3/8", "2022/13/1", "8 march", "march", "March 8th", "may", "1 a ago"),
    *("nonsense", "8 march 22", "2022-3-8", "٢٠٢٢-٠٣", "２０２２", "last week..today"),
    *("8 march 2022 to 10 march 2022", "2022-03-08..", "..8 march 2022", "today..yesterday", "a..", ".."),
    *("2022-03-08 TO yesterday", "[ to x to 2022", "[2022-03-08 to 2022-03-10]", "2022-03-10/2022-03-11", "to"),
    *(" to ", "2022-03-27T02:30", "2022-10-30T03:30", "2022-03-13T02:30", "0001", "0001-01-01T00:00Z", "9999"),
    *("9999-12-31T23:59Z", "2022-03-10T10:00+25:00", "2022-03-10 10:00-05:30", "2022-03-10T10:00:61", "2022-00"),
    *("2022-02-30", "unknown"),
]
# fmt: on
FRAGMENTS = [
    *"a and AND OR NOT - + ( ) \" ~ ~2 * ? wom?n att* 京 京都 U.S. C++ 1,200 3.5 l'eau ½ published: 2022-03".split(),
    *"since: before:2022-03-11 byline: liveblog: is:edited lang:en has: “ ” .. [ ] to ﷺ ß กำลัง İ ~1 word #tag".split(),
    *": @a_b tag: ﬁ ① ªº x \u0301 á ² Ⅳ.Ⅴ ferry talks port the headline: date: -the +port ~5 storm fery~".split(),
    *(" ", " ", " ", '"last week"'),
]


def ask(
    browser: Loads, folder: Path, held: Postings, queries: Sequence[str], zone: str, sort: str = "relevance"
) -> Any:
    """What the scripts answer to each query; the first ten hits of each."""
    asking = f"""
    const now = new Date({json.dumps(NOW.isoformat())});
    (async () => {{
      const answers = [];
      for (const query of {json.dumps(queries)}) {{
        const found = await backfileSearch.find(query, {{ now, sort: {json.dumps(sort)} }});
        const {{ refused, notes, total, partly, undated, hits = [] }} = found;
        const rows = await backfileSearch.rows(hits.map(([number]) => number));
        const first = [];
        for (const [at, [number, score, part]] of hits.entries()) {{
          first.push([rows[at].permalink, score, part, await backfileSearch.passage(found, number)]);
        }}
        const suggestion = refused ? null : await backfileSearch.suggest(found);
        answers.push({{ refused, notes, total, partly, undated, first, suggestion }});
      }}
      document.getElementById("answers").textContent = JSON.stringify(answers);
    }})();
    """
    return run(browser, folder, held, asking, zone)


def run(browser: Loads, folder: Path, held: Postings, script: str, zone: str = "UTC") -> Any:
    (folder / "search.js").write_text(join_search_script(held), encoding="utf-8")
    (folder / "search").mkdir()
    for name, shard in [*search_parts(held), *search_data(held, Settings(zone=zone))]:
        (folder / "search" / f"{name}.js").write_text(shard or "", encoding="utf-8")
    (folder / "asking.js").write_text(script, encoding="utf-8")
    (folder / "asking.html").write_text(ASKING, encoding="utf-8")
    page = browser.dump_dom((folder / "asking.html").as_uri(), milliseconds=20_000)
    answered = page.partition('<pre id="answers" hidden="">')[2].partition("</pre>")[0]
    return json.loads(html.unescape(answered))


def calm(told: str) -> str:
    """A refusal without what Python's calendar says of a day that is none: that differs from version to version."""
    return re.sub(r"(?<=is no date: )(?:year|month|day|hour|minute|second) .*", "no day", told)


def assert_same(
    opened: OpenIndex,
    query: str,
    answer: Any,
    zone: str,
    sort: Literal["relevance", "newest", "oldest"] = "relevance",
) -> None:
    its_zone = parse_zone(zone)
    try:
        parsed = parse_query(query, its_zone, NOW)
        expected = search(opened, parsed, query, Asked(limit=10, sort=sort), variants=VARIANTS, zone=its_zone)
    except Usage as fault:
        assert calm(answer["refused"]) == calm(str(fault)), query
        return
    assert "refused" not in answer, (query, answer)
    assert answer["notes"] == list(expected.notes), query
    assert answer["suggestion"] == expected.suggestion, query
    counts = (answer["total"], answer["partly"], answer["undated"])
    assert counts == (expected.total, expected.partly, expected.undated), query
    assert [(permalink, score, part) for permalink, score, part, _ in answer["first"]] == [
        (hit.permalink, hit.score if sort == "relevance" else 0, hit.partly) for hit in expected.hits
    ], query
    assert [(snippet["text"], snippet["marks"]) for *_, snippet in answer["first"]] == [
        (hit.snippet.text, [list(mark) for mark in hit.snippet.marks]) for hit in expected.hits
    ], query


def assert_all_same(
    browser: Loads,
    folder: Path,
    documents: Sequence[Document],
    queries: Sequence[str],
    zone: str = "UTC",
    *,
    before: Sequence[str] = (),
    sort: Literal["relevance", "newest", "oldest"] = "relevance",
) -> list[Any]:
    build_index(folder / "index", documents, "en", KEY)
    opened = open_index(folder / "index", "en", KEY)
    held = collect_postings(documents, "en", VARIANTS, before)
    answers: list[Any] = ask(browser, folder, held, queries, zone, sort)
    for query, answer in zip(queries, answers, strict=True):
        assert_same(opened, query, answer, zone, sort)
    return answers


@pytest.mark.parametrize("zone", ["UTC", "Europe/Kyiv", "-05:30"])
def test_the_browser_answers_as_the_command_line(browser: Browser, tmp_path: Path, zone: str) -> None:
    assert_all_same(browser, tmp_path, [*documents_of(COVERAGES), *TONGUES], QUERIES, zone)


def test_in_an_archive_of_one_language_too(browser: Browser, tmp_path: Path) -> None:
    assert_all_same(browser, tmp_path, [replace(each, language=None) for each in TONGUES], QUERIES)


def test_in_an_archive_without_any_entry_too(browser: Browser, tmp_path: Path) -> None:
    answers = assert_all_same(browser, tmp_path, [], QUERIES)
    assert {answer["total"] for answer in answers if "refused" not in answer} == {0}


@pytest.mark.parametrize("zone", ["UTC", "Europe/Kyiv", "America/New_York", "+13:45"])
def test_dates_in_peoples_words_are_the_same_days(browser: Browser, tmp_path: Path, zone: str) -> None:
    queries = [f'{field}:"{date}"' for field in parse.DATE_FIELDS for date in DATES]
    assert_all_same(browser, tmp_path, TONGUES, queries, zone)


def test_whatever_is_typed_is_answered_the_same(browser: Browser, tmp_path: Path) -> None:
    """Pieces of the grammar in any order: most of it nobody would write, and none of it may be answered otherwise."""
    chance = random.Random(11)
    queries = [
        (" " if chance.random() < 0.6 else "").join(chance.choices(FRAGMENTS, k=chance.randint(1, 8)))
        for _ in range(1_500)
    ]
    documents = [replace(each, language=None) for each in TONGUES]
    assert_all_same(browser, tmp_path, documents, queries)


def many(chance: random.Random, vocabulary: Sequence[str]) -> Iterator[Document]:
    """Two hundred entries of few different words, many of the same score, some of the same time or of none."""
    for number in range(200):
        published = datetime(2022, 3, 1, tzinfo=UTC) + timedelta(hours=chance.randrange(40))
        yield made(
            number,
            " ".join(chance.choices(vocabulary, k=chance.choice([3, 12, 60, 200]))),
            " ".join(chance.choices(vocabulary, k=4)) if chance.random() < 0.8 else None,
            byline=("Ada Quint",) if chance.random() < 0.3 else (),
            published=published if chance.random() < 0.7 else None,
            tags=("ferry",) if chance.random() < 0.2 else (),
            flags=tuple(chance.sample(list(FLAGS), 1)) if chance.random() < 0.2 else (),
            liveblog=chance.choice(["storm", "talks", "b-29"]),
        )


def test_the_browser_gives_the_order_of_the_command_line_among_many_ties(browser: Browser, tmp_path: Path) -> None:
    chance = random.Random(7)
    words = "ferry ferries bridge bridges storm storms wall port closed closing close quay 🙂 naïve night's 29".split()
    signs = ["OR", "NOT", "AND", "headline:ferry", "published:2022-03-01", "+ferry", "-wall", "brid*", "f*y", "wll~"]
    signs += ["tag:ferry", "liveblog:storm", "is:edited", '"storm wall"~2', "zeppelin"]
    queries = [
        " ".join(chance.choices([*words, *signs], k=k)) for k in (1, 1, 2, 2, 2, 3, 3, 4, 5, 6, 7, 9) for _ in range(12)
    ]
    queries += [f'"{first} {second}"' for first in words for second in words[:4]]
    queries += [f'"{first} {second}"~{within}' for first in words[:6] for second in words for within in (0, 1, 4)]
    assert_all_same(browser, tmp_path, list(many(chance, words)), queries)


@pytest.mark.parametrize("sort", ["relevance", "newest"])
def test_so_it_does_where_documents_keep_the_numbers_that_they_had(
    browser: Browser, tmp_path: Path, sort: Literal["relevance", "newest"]
) -> None:
    chance = random.Random(8)
    words = "ferry ferries bridge bridges storm storms wall port closed quay".split()
    documents = list(many(chance, words))
    before = [each.permalink for each in documents]
    chance.shuffle(before)
    stable = sorted(before[:120]) + sorted(before[120:150]) + before[150:170]
    queries = [" ".join(chance.choices(words, k=k)) for k in (1, 2, 3) for _ in range(8)]
    queries += ["*", "is:edited", "liveblog:storm", "-ferry", '"storm wall"', "tag:ferry bridge", "lang:en"]
    assert number_documents(before, stable) != sorted(before)
    assert_all_same(browser, tmp_path, documents, queries, before=stable, sort=sort)


ZONES = ["Europe/Kyiv", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "+13:45"]


@pytest.mark.parametrize("zone", ZONES)
def test_a_day_begins_and_ends_when_it_does_in_the_zone_of_the_archive(
    browser: Browser, tmp_path: Path, zone: str
) -> None:
    """On the days on which clocks are changed too, where an hour is missing or comes twice."""
    changes = ["2022-03-13", "2022-03-27", "2022-04-03", "2022-10-02", "2022-10-30", "2022-11-06"]
    start = datetime(2022, 3, 1, tzinfo=UTC)
    documents = [
        made(number, "x", published=at)
        for number in range(260 * 48)
        if f"{(at := start + timedelta(minutes=30 * number)) + timedelta(hours=12):%Y-%m-%d}" in changes
        or f"{at - timedelta(hours=12):%Y-%m-%d}" in changes
    ]
    clocks = "00:00 00:30 01:00 01:30 01:59 02:00 02:15 02:30 03:00 03:30 04:00 23:30".split()
    queries = [f"published:{day}" for day in changes]
    queries += [f"published:{day}T{clock}..{day}T05:00" for day in changes for clock in clocks]
    for query, answer in zip(queries, assert_all_same(browser, tmp_path, documents, queries, zone), strict=True):
        assert "T" in query or answer["total"] > 0, query


def test_a_form_that_no_entry_holds_finds_its_stem_by_the_endings_of_the_table(
    browser: Browser, tmp_path: Path
) -> None:
    """“bridges” stands in no entry, but “homes” shows how such words end; what is elided is taken off first."""
    held = collect_postings([*documents_of(COVERAGES), *TONGUES], "en", VARIANTS)
    answers = ask(browser, tmp_path, held, ["bridges", "xyzzys", "d'eau", "qu'attaques"], "UTC")
    assert [[permalink for permalink, *_ in answer["first"]] for answer in answers] == [
        ["storm-night/bridge-reopens"],
        [],
        ["talks/e4"],
        ["talks/e4"],
    ]


def test_what_asks_for_too_much_at_once_is_refused(browser: Browser, tmp_path: Path) -> None:
    words = [f"{letter}{number}" for letter in "abc" for number in range(1_999)]
    documents = [made(1, " ".join(words)), made(2, "a1999 a2000")]
    queries = ["a*", "b*", "b* OR c*", "a?", "a1*", "b* OR c* OR b*", "*9", "?????", "a~ b~ c~"]
    queries += ["aaa~ bbb~ ccc~ ddd~", "aaa~ bbb~ ccc~ ddd~ eee~"]
    answers = assert_all_same(browser, tmp_path, documents, queries)
    refused = [query for query, answer in zip(queries, answers, strict=True) if "refused" in answer]
    assert refused == ["a*", "b* OR c* OR b*", "?????", "aaa~ bbb~ ccc~ ddd~ eee~"]


def test_what_would_be_too_much_work_is_refused_alike(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a bound so low that a small archive passes it."""
    monkeypatch.setattr(matching, "MOST_PLACES", 150)

    def lower(script: str) -> str:
        return lean(script.replace("MOST_PLACES = 250_000", "MOST_PLACES = 150"))

    monkeypatch.setattr("backfile.site.search_script.lean", lower)
    words = "ferry ferries bridge storm storms wall port closed quay".split()
    chance = random.Random(3)
    queries = ['"storm wall"', '"storm wall" "port closed"', '"storm wall"~3 OR "wall port"~9 OR "quay port"']
    queries += [f'"{one} {other}" "{other} {one}"~2' for one in words for other in words[:3]]
    answers = assert_all_same(browser, tmp_path, list(many(chance, words)), queries)
    refused = [answer["refused"] for answer in answers if "refused" in answer]
    assert all("too many phrases" in each for each in refused)
    assert 0 < len(refused) < len(queries)


def test_no_shape_takes_long(browser: Browser, tmp_path: Path) -> None:
    queries = ["a*" * 40 + "b", "*a" * 60 + "?b*", "a?*" * 100 + "c"]
    assert_all_same(browser, tmp_path, [made(1, "a" * 3_000 + " " + "ab" * 1_000)], queries)


def test_words_much_like_a_word_are_those_of_the_command_line(browser: Browser, tmp_path: Path) -> None:
    chance = random.Random(5)
    words = sorted({"".join(chance.choices("abcд🙂", k=chance.randint(3, 7))).replace("🙂", "𐐨") for _ in range(600)})
    asked = [(chance.choice(words), edits) for edits in (1, 2) for _ in range(40)]
    asked += [("".join(chance.sample(word, len(word))), edits) for word, edits in asked]
    answers = ask(
        browser,
        tmp_path,
        collect_postings([made(number, word) for number, word in enumerate(words)], "en"),
        [f"text:{word}~{edits}" for word, edits in asked],
        "UTC",
    )
    for (word, edits), answer in zip(asked, answers, strict=True):
        assert answer["total"] == len(list(Vocabulary(words).near(word, edits))), (word, edits)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_words_of_each_example_are_those_it_says(browser: Browser, tmp_path: Path, subject: str) -> None:
    examples = json.loads((FIXTURES / f"{subject}.json").read_text(encoding="utf-8"))
    script = f"""
    const folds = async (text, asked) => (await backfileSearch.words(text, asked)).map((word) => word.fold);
    const texts = {json.dumps([each["text"] for each in examples])};
    Promise.all(texts.map(async (text) => [await folds(text), await folds(text, true)])).then((cut) => {{
      document.getElementById("answers").textContent = JSON.stringify(cut);
    }});
    """
    for each, held in zip(examples, run(browser, tmp_path, postings([]), script), strict=True):
        assert held == [each["words"], each.get("asked", each["words"])], each["text"]


def test_the_browser_folds_and_cuts_every_character_as_python_does(browser: Browser, tmp_path: Path) -> None:
    characters = [
        character
        for character in map(chr, range(0x110000))
        if unicodedata.category(character) not in ("Cn", "Cs", "Co")
    ]
    texts = [
        "".join(f"a{character}b {character} {character}.b. " for character in characters[start : start + 500])
        for start in range(0, len(characters), 500)
    ]
    script = f"""
    const cut = async (text) => (await backfileSearch.words(text)).map((word) => [word.start, word.end, word.fold]);
    Promise.all({json.dumps(texts)}.map(cut)).then((all) => {{
      document.getElementById("answers").textContent = JSON.stringify(all);
    }});
    """
    for text, held in zip(texts, run(browser, tmp_path, postings(), script), strict=True):
        assert held == [[word.start, word.end, word.fold] for word in cut(text)]


def test_the_bounds_are_those_of_the_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backfile.site.search_script.lean", str)
    script = join_search_script(postings([])) + "".join(part for _, part in search_parts(postings([])))
    told = {
        name: int(number)
        for name, number in re.findall(r"^const ([A-Z_]+) = ([\d_]+);(?: //.*)?$", script, re.MULTILINE)
    }
    assert (told.pop("MINUTE"), told.pop("LONG_ENOUGH"), told.pop("FEW_TIED")) == (60, 400, 50)
    assert told.pop("MOST_VALUES") == 8
    assert (told.pop("BIT"), told.pop("SHIFT"), told.pop("SPAN")) == (256, 16, times.SPAN)
    assert told == {
        "LONGEST": parse.LONGEST,
        "DEEPEST": parse.DEEPEST,
        "MOST_WORDS": parse.MOST_WORDS,
        "MOST_BETWEEN": parse.MOST_BETWEEN,
        "SHORTEST": stems.SHORTEST,
        "LONGEST_WORD": stems.LONGEST,
        "MOST_FORMS": matching.MOST_FORMS,
        "MOST_FORMS_IN_ALL": matching.MOST_FORMS_IN_ALL,
        "MOST_FUZZY": matching.MOST_FUZZY,
        "WIDTH": snippets.WIDTH,
        "FEWER": searching.FEWER,
        "FORMS_TOLD": searching.FORMS_TOLD,
        "LONG": searching.LONG,
        "EVERYWHERE": searching.EVERYWHERE,
        "MOST_PLACES": matching.MOST_PLACES,
        "FEW": suggest.FEW,
        "MORE": suggest.MORE,
        "SHORTEST_ASKED": suggest._SHORTEST,
        "MOST_NEIGHBOURS": suggest._MOST,
        "RARE": suggest._RARE,
        "EDIT": suggest._EDIT,
    }


def test_the_script_leaves_nothing_behind_but_its_one_name(browser: Browser, tmp_path: Path) -> None:
    script = """
    const bare = document.createElement("iframe");
    document.body.append(bare);
    const own = Object.getOwnPropertyNames(window).filter((name) => !(name in bare.contentWindow) && isNaN(name));
    document.getElementById("answers").textContent = JSON.stringify(own);
    """
    assert run(browser, tmp_path, postings([]), script) == ["backfileSearch"]


def test_the_script_makes_no_code_of_text() -> None:
    scripts = join_search_script(postings([])) + "".join(part for _, part in search_parts(postings([])))
    assert not re.search(r"\beval\b|new Function|innerHTML|document\.write", scripts)
