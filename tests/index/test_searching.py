"""Does the index find exactly what plain reckoning over the documents finds, with the same scores in the same order?"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, closing, nullcontext
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal
from unittest import mock

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from backfile.errors import Usage
from backfile.index import searching
from backfile.index.evaluation import Evaluation
from backfile.index.opening import open_index
from backfile.index.parse import Parsed, parse_query
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
    Query,
    Required,
    Undated,
    Wildcard,
    Word,
    write_query,
)
from backfile.index.schema import load_document, read_kept
from backfile.index.searching import loosen, search
from backfile.index.snapshot import Snapshot
from backfile.index.telling import draw_query
from backfile.index.variants import Variants
from backfile.index.writing import refresh_index
from backfile.model.search import FACETS, Asked, Document, Results
from tests.index.corpus import (
    INSTANTS,
    KEY,
    VARIANTS,
    at,
    corpora,
    document,
    published,
    queries,
    several_segments,
    written_queries,
)
from tests.index.reckoning import Reckoning, seen


def all_at_once() -> AbstractContextManager[object]:
    """Inside this block no query has too few postings for numpy."""
    return mock.patch.multiple(searching, MANY=0, FEW_POSTINGS=0)


Ask = Callable[[str], list[str]]
ALL = Asked(limit=100)
A, B, C, D, E = (Word(letter) for letter in "abcde")


def ask(home: Path, query: Query, asked: Asked = ALL, variants: Variants | None = None) -> Results:
    return search(open_index(home, "en", KEY), Parsed(query, ()), "as written", asked, variants=variants or {})


def still_known(home: Path) -> list[Document]:
    """The documents whose words the index knows: those that were taken out too, until their segment is written anew."""
    segments = open_index(home, "en", KEY).segments
    return [load_document(read_kept(each, number)) for each in segments for number in range(each.documents)]


ONE_OF_EACH = [
    document("the attacks on the dyke", "Attacked", name="a/u", byline=("Tom Dyke-Plan",), published=INSTANTS[0]),
    document("Zürich mayor's plan B", name="a/v", published=INSTANTS[1], language="de", tags=("Plan B",)),
    document("to be or not to be", "MiG-29", name="a/w", flags=("has:headline", "is:edited")),
    document("an older attack", name="b/u", newest=False, published=INSTANTS[1]),
    document("a newer dyke", name="b/u", revision=2, published=INSTANTS[4], liveblog_headline="Attack"),
    document("Київ Kyiv", name="b/w", language="uk", publisher=None, liveblog_headline=None),
]
SEVERAL: list[Query] = [
    Near(("attack", "dyke"), 2),
    Or((Word("attack"), Wildcard("pl?n"), Labelled("lang:uk"))),
    And((Word("attack"), Word("dyke"), Required(Word("newer")), published("1969"))),
    And((Word("attack"), Word("zurich"))),
    And((Word("to"), Word("be"), Word("not"), Word("attack"), Not(Word("plan")))),
    In("liveblog", Word("storm")),
    In("tag", Phrase(("plan", "b"))),
    Fuzzy("kyiv", 2),
    Everything(),
]

all_asked = st.builds(
    Asked,
    limit=st.sampled_from([100, 100, 3, 1, 0]),
    offset=st.sampled_from([0, 0, 1, 4]),
    sort=st.sampled_from(["relevance", "relevance", "newest", "oldest"]),
    facets=st.just(FACETS),
    all_revisions=st.booleans(),
    include_undated=st.booleans(),
    explain=st.booleans(),
)


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(corpora(), min_size=1, max_size=3),
    st.lists(st.tuples(queries, all_asked), min_size=1, max_size=8),
    st.booleans(),
    st.booleans(),
)
@example([ONE_OF_EACH], [(query, Asked(limit=100, explain=True)) for query in SEVERAL], False, True)
@example(
    [ONE_OF_EACH, ONE_OF_EACH[1:3], ONE_OF_EACH[2:]], [(query, Asked(limit=100)) for query in SEVERAL], True, False
)
@example([[], ONE_OF_EACH], [(query, Asked(limit=100, all_revisions=True)) for query in SEVERAL], True, True)
@example([ONE_OF_EACH, []], [(query, Asked(facets=FACETS)) for query in SEVERAL], False, False)
@example([ONE_OF_EACH], [(Not(published("2022")), Asked(limit=100, include_undated=True))], False, False)
@example([ONE_OF_EACH], [(Not(Not(published("2022-03-10"))), Asked(limit=100, include_undated=True))], False, False)
@example(
    [ONE_OF_EACH], [(And((Word("attack"), published("1950"))), Asked(limit=9, include_undated=True))], False, False
)
@example([ONE_OF_EACH], [(And((A, B, published("2022"))), Asked(limit=9, include_undated=True))], False, False)
@example([[document("Kyiv attack Kyiv", name="b/u")]], [(Near(("attack", "київ", "kyiv"), 0), ALL)], False, True)
def test_the_index_finds_what_reckoning_over_the_documents_finds(
    states: list[list[Document]], questions: list[tuple[Query, Asked]], apart: bool, respelled: bool
) -> None:
    variants = VARIANTS if respelled else {}
    with TemporaryDirectory() as folder, several_segments() if apart else nullcontext():
        for state in states:
            refresh_index(Path(folder), state, "en", KEY)
        before = still_known(Path(folder))
        for query, asked in questions:
            found = ask(Path(folder), query, asked, variants)
            with all_at_once():
                assert ask(Path(folder), query, asked, variants) == found, "by numpy"
            reckoned = Reckoning(
                states[-1],
                before,
                all_revisions=asked.all_revisions,
                include_undated=asked.include_undated,
                variants=variants,
            )
            assert seen(found) == reckoned.seen(query, asked)
            assert all(hit.document in reckoned.held for hit in found.hits)
            assert dict(found.facets) == {facet: reckoned.facet(query, facet) for facet in asked.facets}
            for hit in found.hits:
                assert sum(reason.score for reason in hit.why) == (hit.score if asked.explain else 0)


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(corpora(), st.lists(queries, min_size=2, max_size=5).map(lambda parts: And(tuple(parts))), st.integers(1, 4))
@example(ONE_OF_EACH, And((Word("attack"), Word("dyke"))), 1)
@example(ONE_OF_EACH, And((Word("be"), Word("to"), Word("or"), Word("not"))), 1)
def test_pages_of_any_size_hold_every_hit_once_in_one_order(documents: list[Document], query: Query, size: int) -> None:
    with TemporaryDirectory() as folder:
        refresh_index(Path(folder), documents, "en", KEY)
        orders: tuple[Literal["relevance", "newest", "oldest"], ...] = ("relevance", "newest", "oldest")
        for sort, way in product(orders, (nullcontext, all_at_once)):
            with way():
                whole = ask(Path(folder), query, Asked(limit=1_000, sort=sort))
                count = whole.total + whole.partly
                pages = [
                    ask(Path(folder), query, Asked(limit=size, offset=start, sort=sort))
                    for start in range(0, count + size, size)
                ]
            assert [hit for page in pages for hit in page.hits] == list(whole.hits)
            assert len({hit.permalink for hit in whole.hits}) == len(whole.hits) == count
            assert {(page.total, page.partly) for page in pages} == {(whole.total, whole.partly)}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of a few documents in several segments."""
    home = tmp_path_factory.mktemp("index")
    held = [
        document("Long-range fires were reported.", "Fires in ZÜRICH", name="a/fires", published=INSTANTS[1]),
        document("Fires at long range. Café closed.", name="a/range", published=INSTANTS[2], tags=("Plan B",)),
        document("The mayor attacked the plan; to be or not to be?", name="a/mayor", byline=("Ada Zurich",)),
        document("Mayors attack mayors' plans", "Plan B", name="b/mayors", flags=("is:edited",)),
        document("Nothing yet.", name="b/nothing", published=INSTANTS[3]),
        document("Nothing here either.", name="a/nothing"),
        document("Words of before: volcano.", name="b/edited", newest=False),
        document("Words of now.", name="b/edited", revision=2),
        document("Die Häuser am Deich, 1,200 in U.S. dollars", name="c/haus", language="de"),
        document("北京大学 京都", name="c/daxue", language="zh", publisher="京都新聞"),
    ]
    with several_segments():
        for number in range(len(held)):
            refresh_index(home, held[: number + 1], "en", KEY)
    assert len(list(home.glob("search-1/*.segment"))) > 1
    return home


@pytest.fixture(scope="module")
def names(home: Path) -> Ask:
    """The names of the documents that answer a query with all of it, best first."""

    def names(written: str) -> list[str]:
        return [hit.permalink for hit in ask(home, parse_query(written).query).hits if not hit.partly]

    return names


def test_a_phrase_is_exact_in_order_whatever_its_case_and_accents(names: Ask) -> None:
    assert names('"LONG range Fires"') == ["a/fires"]
    assert names('"fires at lông RANGE"') == names("fires-at-long-range") == ["a/range"]
    assert names('"range long"') == []
    assert names('"cafe"') == names('"café"') == ["a/range"]
    assert names('"zürich"') == names('"ZURICH"')
    assert sorted(names('"zurich"')) == ["a/fires", "a/mayor"]
    assert names('"to be or not to be"') == ["a/mayor"], "no word is too common to be looked for"
    assert names('"mayors attack"') == ["b/mayors"]
    assert names('"mayor attack"') == [], "a phrase stands for its very words"


def test_a_phrase_does_not_reach_from_one_field_into_another(names: Ask) -> None:
    assert names('"zürich long"') == []
    assert names('"plan b"') == ["b/mayors"]
    assert names('"zürich long"~5') == []


def test_words_near_each_other_are_found_in_any_order_and_form(names: Ask) -> None:
    assert names('"range fire"~0') == ["a/fires"]
    assert sorted(names('"range fire"~2')) == ["a/fires", "a/range"]
    assert names('"fires attack"~100') == []
    assert sorted(names('"mayor plan"~2')) == ["a/mayor", "b/mayors"]
    assert names('"mayor plan"~0') == ["b/mayors"]
    assert names('"attack attacks"~0') == names("attack"), "forms of one word are one word"


def test_inflected_forms_are_one_term(names: Ask) -> None:
    assert names("attack") == names("attacking") == names("attacked")
    assert sorted(names("attacks")) == ["a/mayor", "b/mayors"]
    assert sorted(names("plan mayor")) == ["a/mayor", "b/mayors"]


def test_words_of_an_entry_have_the_forms_of_its_language(names: Ask) -> None:
    assert names("Haus") == names("Häusern") == names("häuser") == ["c/haus"]
    assert names("deiche") == names("Deichs") == ["c/haus"]


def test_characters_of_a_script_without_blanks_are_found_wherever_they_stand(names: Ask) -> None:
    for written in ("北京", "京大", "大学", "北京大学", "北", "学", "都", '"大学"', "大*"):
        assert names(written) == ["c/daxue"], written
    assert names("publisher:京都") == names("publisher:聞") == ["c/daxue"]
    assert names("大京") == []


def test_initials_and_grouped_digits_are_found_as_one_word(names: Ask) -> None:
    assert names("us") == names("U.S.") == names("1200") == names("1,200") == ["c/haus"]


def test_a_prefix_stands_for_every_word_that_begins_so(names: Ask) -> None:
    assert sorted(names("attac*")) == ["a/mayor", "b/mayors"]
    assert names("zür* range") == ["a/fires"]
    assert names("attackers*") == []


def test_a_shape_stands_for_every_word_of_it(names: Ask) -> None:
    assert names("*olcano") == []
    assert sorted(names("m?y*r*")) == ["a/mayor", "b/mayors"]
    assert sorted(names("*thing")) == ["a/nothing", "b/nothing"]
    assert names("h?user") == ["c/haus"]


def test_a_word_with_a_tilde_stands_for_those_near_to_it(names: Ask) -> None:
    assert names("mayir~") == names("mayir~1") == ["a/mayor"]
    assert sorted(names("mayir~2")) == ["a/mayor", "b/mayors"]
    assert names("byline:zurihc~") == ["a/mayor"]


def test_not_takes_away_and_finds_alone_all_that_are_left(names: Ask) -> None:
    assert names("mayor NOT headline:plan") == names("mayor -headline:plan") == ["a/mayor"]
    assert names("NOT mayor NOT fires NOT nothing NOT lang:de NOT lang:zh") == ["b/edited"]
    assert names("nothing NOT nothing") == []
    assert len(names("*")) == 9
    assert names("-*") == []


def test_a_word_is_looked_for_in_one_field_where_that_is_said(names: Ask) -> None:
    assert names("byline:zurich") == ["a/mayor"]
    assert names("headline:zurich") == ["a/fires"]
    assert names("text:zurich") == []
    assert names("headline:(zurich OR plan) NOT text:attack") == ["a/fires"]
    assert names('tag:"plan b"') == ["a/range"]
    assert names("liveblog:b mayor") == ["b/mayors"]
    assert len(names("publisher:gazette")) == 8


def test_fields_that_filter_find_but_do_not_score(home: Path) -> None:
    for written in ("publisher:harbour", "liveblog:(storm night)", "tag:plan", "is:edited", "lang:de", "*"):
        found = ask(home, parse_query(written).query)
        assert found.total and {hit.score for hit in found.hits} == {0}, written
    both = ask(home, parse_query("publisher:harbour mayor").query)
    assert [hit.score for hit in both.hits] == [hit.score for hit in ask(home, Word("mayor")).hits]


def test_what_is_known_of_an_entry_can_be_asked_for(names: Ask) -> None:
    assert names("is:edited") == ["b/mayors"]
    assert names("is:withdrawn") == []
    assert (names("lang:de"), names("lang:zh"), names("lang:en")) == (["c/haus"], ["c/daxue"], [])


def test_only_the_newest_words_are_found_unless_all_are_asked_for(home: Path, names: Ask) -> None:
    assert names("volcano") == names('"words of before"') == names("volcan*") == names("vulcano~") == []
    assert names('"words of now"') == ["b/edited"]
    found = ask(home, parse_query("words").query, Asked(all_revisions=True))
    assert [(hit.permalink, hit.document.revision) for hit in found.hits] == [("b/edited", 2), ("b/edited", 1)]
    assert (found.searched, ask(home, Word("words")).searched) == (10, 9)


def test_days_months_ranges_and_unknown_times_are_found(names: Ask) -> None:
    undated = ["a/mayor", "a/nothing", "b/edited", "b/mayors", "c/daxue", "c/haus"]
    assert names("published:2022-03-10") == ["a/fires"]
    assert names("published:2022-03") == ["a/range", "a/fires"]
    assert names("published:2021") == names("before:2022") == ["b/nothing"]
    assert names("published:2021..2022-03-10") == ["a/fires", "b/nothing"]
    assert names("published:2022-03-10T23:59:59Z") == ["a/fires"]
    assert names("since:2022-03-11") == names("after:2022-03-10") == ["a/range"]
    assert names("published:2023") == []
    assert names("published:unknown") == names("is:undated") == undated
    assert names("published:unknown OR published:2021") == ["b/nothing", *undated]


def test_equal_scores_are_ordered_by_time_and_then_by_permalink(home: Path) -> None:
    found = ask(home, parse_query("nothing OR published:2022 OR byline:ada").query)
    assert [hit.score for hit in found.hits] == sorted((hit.score for hit in found.hits), reverse=True)
    assert [hit.permalink for hit in ask(home, Word("nothing")).hits] == ["b/nothing", "a/nothing"]


def test_what_is_asked_for_by_time_comes_so_and_unknown_times_come_last(home: Path) -> None:
    dated, undated = ["a/range", "a/fires", "b/nothing"], ["a/mayor", "a/nothing", "b/edited"]
    newest = ask(home, Everything(), Asked(limit=6, sort="newest")).hits
    assert [hit.permalink for hit in newest] == [*dated, *undated]
    oldest = ask(home, Everything(), Asked(limit=6, sort="oldest")).hits
    assert [hit.permalink for hit in oldest] == [*reversed(dated), *undated]


def test_those_that_only_a_date_filter_kept_out_are_counted(home: Path) -> None:
    def undated(written: str) -> int:
        return ask(home, parse_query(written).query).undated

    assert undated("mayor published:2022") == 2
    assert undated("mayor since:2022") == 2
    assert undated("mayor published:2022 NOT headline:plan") == 1
    assert undated("nothing published:2021") == 1
    assert undated("mayor") == 0, "where no date is asked for"
    assert undated("nothing NOT published:2021") == 0, "they are found already"
    assert undated("nothing (published:2021 OR published:unknown)") == 0
    assert undated("nothing published:2021 NOT published:2021-12-31") == 1


def test_those_that_only_a_date_filter_kept_out_are_found_where_they_are_included(home: Path) -> None:
    found = ask(home, parse_query("mayor published:2022").query, Asked(include_undated=True))
    assert ({hit.permalink for hit in found.hits}, found.undated) == ({"a/mayor", "b/mayors"}, 0)
    assert found.read == "mayor (published:2022 OR published:unknown)"


# What holds a part of a question


@pytest.mark.parametrize(
    ("written", "held", "loose"),
    [
        ("a", 0, None),
        ("a OR b", 0, None),
        ("a b", 0, "a OR b"),
        ("a b", 1, None),
        ("a b c", 1, None),
        ("a b c d", 1, "a OR b OR c OR d"),
        ("a b c -d", 1, None),
        ("a b -c", 0, "NOT c (a OR b)"),
        ("a +b", 0, None),
        (
            "a b +c is:edited published:2022 published:unknown *",
            0,
            "+c is:edited published:2022 published:unknown * (a OR b)",
        ),
        ("a b tag:c headline:d", 0, "tag:c (a OR b OR headline:d)"),
        ("a tag:c publisher:d liveblog:e", 0, None),
        ("a b (published:2022 OR published:unknown)", 0, "(published:2022 OR published:unknown) (a OR b)"),
        ("a (lang:de OR -(tag:c is:edited))", 0, None),
        ("a (b OR c)", 0, "a OR (b OR c)"),
        ('a "b a"', 0, 'a OR "b a" OR b'),
        ("a b a", 0, "a OR b"),
    ],
)
def test_a_question_is_loosened_but_not_what_it_requires_forbids_and_filters(
    tmp_path: Path, written: str, held: int, loose: str | None
) -> None:
    refresh_index(tmp_path, [], "en", KEY)
    with closing(Snapshot(open_index(tmp_path, "en", KEY))) as snapshot:
        evaluation = Evaluation(snapshot, {})
        looser = loosen(parse_query(written, now=INSTANTS[0]).query, evaluation, held)
    assert (write_query(looser) if looser else None) == loose


def test_a_word_that_stands_everywhere_is_no_part_where_others_are_rarer(tmp_path: Path) -> None:
    held = [document("night" if number else "night gale", name=f"x/{number}") for number in range(16)]
    refresh_index(tmp_path, held, "en", KEY)
    assert ask(tmp_path, parse_query("gale night nowhere").query).partly == 1
    assert ask(tmp_path, parse_query("gale night nowhere").query, Asked(limit=1, offset=1)).hits == ()
    assert ask(tmp_path, parse_query("night nowhere").query).partly == 16, "there is nothing rarer"


def test_entries_that_hold_a_part_follow_those_that_hold_all(tmp_path: Path) -> None:
    held = [
        document("long range fires, café closed", name="a/all"),
        document("long range fires reported, nothing else", name="a/three"),
        document("the café", name="a/one", published=INSTANTS[0]),
        *(document("filler", name=f"x/{number}") for number in range(30)),
    ]
    refresh_index(tmp_path, held, "en", KEY)

    def found(written: str, asked: Asked = ALL) -> tuple[list[tuple[str, bool]], int, int]:
        results = ask(tmp_path, parse_query(written).query, asked)
        return [(hit.permalink, hit.partly) for hit in results.hits], results.total, results.partly

    followers = [("a/three", True), ("a/one", True)]
    assert found("long range fires café") == ([("a/all", False), *followers], 1, 2)
    assert found("long range fires café", Asked(limit=1, offset=1)) == (followers[:1], 1, 2)
    assert found("nowhere café") == ([("a/one", True), ("a/all", True)], 0, 2)
    assert found("long range fires café", Asked(sort="newest")) == ([("a/all", False)], 1, 0)
    assert found("long range fires +café") == ([("a/all", False)], 1, 0)
    assert found("long nowhere +café") == ([("a/all", True)], 0, 1)
    assert found("fires café") == ([("a/all", False)], 1, 0), "one word of two is no answer where both are held"
    assert found('nowhere "closed café"') == ([("a/all", True), ("a/one", True)], 0, 2), "nor is a phrase a wall"


def test_where_many_hold_all_nothing_follows(tmp_path: Path) -> None:
    held = [document("a b c d", name=f"x/{number}") for number in range(10)] + [document("a", name="x/a")]
    refresh_index(tmp_path, held, "en", KEY)
    assert ask(tmp_path, And((A, B, C, D))).partly == 0
    refresh_index(tmp_path, held[1:], "en", KEY)
    assert ask(tmp_path, And((A, B, C, D))).partly == 1


# What is told


def test_the_answer_says_what_was_asked_how_it_was_read_and_how_much_was_searched(home: Path) -> None:
    query = parse_query("Fires -byline:ada").query
    results = search(open_index(home, "en", KEY), Parsed(query, ("a note",)), "Fires!")
    assert (results.query, results.read, results.notes) == ("Fires!", "fires NOT byline:ada", ("a note",))
    assert results.tree == tuple(draw_query(query))
    assert (results.total, results.searched) == (2, 9)
    assert {results.hits[0].snippet.text[start:end] for start, end in results.hits[0].snippet.marks} == {"fires"}


def test_other_spellings_of_a_name_are_found_and_told(home: Path) -> None:
    variants = {"u.s.a": ("us",), "volcano": ("fires", "nothing")}
    found = ask(home, parse_query("volcano volcano").query, variants=variants)
    assert found.total == 4
    assert found.notes == ("“volcano” stands for fires, nothing too",)
    assert ask(home, parse_query('"volcano" "volcano fires"~9').query, variants=variants).notes == ()
    assert ask(home, Word("lviv"), variants={"lviv": ("lvov",)}).notes == (), "what no entry holds is not told"


def test_a_field_that_no_entry_has_anything_in_is_told(tmp_path: Path) -> None:
    refresh_index(tmp_path, [document("words", publisher=None)], "en", KEY)
    found = ask(tmp_path, parse_query("tag:a OR tag:b OR headline:(publisher:x text:words)").query)
    told = ("tag", "headline", "publisher")
    assert found.notes == tuple(f"no entry of this archive has a {field}" for field in told)


def test_each_hit_says_why_where_it_is_asked(home: Path) -> None:
    found = ask(home, parse_query('attack* OR headline:plan OR night OR "mayors attack"').query, Asked(explain=True))
    first = found.hits[0]
    assert first.permalink == "b/mayors"
    assert [(reason.term, reason.stands_for, reason.counts, reason.context) for reason in first.why] == [
        ("attack*", ("attack",), (0, 1, 0), False),
        ("headline:plan", (), (1, 0, 0), False),
        ("night", (), (0, 0, 0), True),
        ('"mayors attack"', (), (0, 1, 0), False),
    ]
    for hit in found.hits:
        assert hit.score == sum(reason.score for reason in hit.why)
        assert all(reason.score == reason.idf * reason.impact for reason in hit.why)
    assert ask(home, Word("attack")).hits[0].why == ()


def test_a_part_that_does_not_answer_and_a_filter_are_no_reason(home: Path) -> None:
    written = "(mayor -headline:plan volcano) OR (+mayor publisher:harbour is:edited) OR tag:plan"
    (first, *_) = ask(home, parse_query(written).query, Asked(explain=True)).hits
    assert (first.permalink, [reason.term for reason in first.why]) == ("b/mayors", ["mayor"])


def test_words_that_answered_are_told_unless_they_are_what_was_asked(home: Path) -> None:
    def told(written: str) -> tuple[str, ...]:
        hits = ask(home, parse_query(written).query, Asked(explain=True)).hits
        return next(hit.why[0].stands_for for hit in hits if hit.permalink == "b/mayors")

    assert told("mayor") == ("mayors",)
    assert told("mayors") == told("text:mayors") == ()
    assert told("text:mayor") == ("mayors",)
    assert told("m?yors") == told("mayor*") == told("mayosr~") == ("mayors",)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index in which words are of every rarity: the word of number n stands in every n-th entry."""
    home = tmp_path_factory.mktemp("large")
    held = [
        document(
            " ".join(word for word, each in RARE.items() if number % each == 0) + " filler" * (number % 7),
            headline=" ".join(word for word, each in RARE.items() if number % (each + 3) == 0),
            name=f"x/{number:03}",
            published=INSTANTS[number % 4] if number % 5 else None,
            liveblog_headline=["two", "five seven", None][number % 3],
        )
        for number in range(1, 241)
    ]
    refresh_index(home, held, "en", KEY)
    return home


RARE = {"one": 1, "two": 2, "three": 3, "five": 5, "seven": 7, "forty": 40, "ninety": 90}
_rare = st.sampled_from([*RARE, "nowhere"]).map(Word)
_some: st.SearchStrategy[Query] = (
    _rare
    | st.builds(In, st.sampled_from(["headline", "text", "liveblog"]), _rare)
    | _rare.map(Required)
    | _rare.map(Not)
    | st.sampled_from([Prefix("f"), Phrase(("two", "three")), Labelled("lang:en"), Everything()])
)


@settings(max_examples=60)
@given(
    st.builds(
        lambda join, parts: join(tuple(parts)),
        st.sampled_from([And, Or]),
        st.lists(
            _some | st.lists(_some, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))), min_size=2, max_size=6
        ),
    ),
    st.integers(min_value=0, max_value=12),
    st.integers(min_value=0, max_value=30),
)
@example(Or((Word("forty"), In("headline", Word("one")))), 3, 0)
@example(Or((In("headline", Word("forty")), Word("one"), Word("one"))), 3, 0)
@example(Or((Word("one"), Word("two"))), 0, 0)
@example(Or((Not(Word("one")), Everything())), 5, 3)
def test_the_best_are_found_without_scoring_all_and_are_the_same(
    large: Path, query: Query, limit: int, offset: int
) -> None:
    whole = ask(large, query, Asked(limit=1_000))
    assert len(whole.hits) == whole.total + whole.partly
    page = ask(large, query, Asked(limit=limit, offset=offset))
    assert page.hits == whole.hits[offset : offset + limit]
    assert (page.total, page.partly) == (whole.total, whole.partly)


# Edges


@settings(max_examples=100)
@given(written_queries, all_asked)
@example("“京~ -(a* OR *a) +tag:ﷺ~2", Asked(explain=True, facets=FACETS))
@example("before:0001 a", Asked())
@example("* -* +* *~ **?", Asked(explain=True))
def test_whatever_is_typed_is_answered_or_refused_with_one_line(home: Path, written: str, asked: Asked) -> None:
    opened = open_index(home, "en", KEY)
    try:
        results = search(opened, parse_query(written, now=INSTANTS[0]), written, asked, variants=VARIANTS)
    except Usage as told:
        assert len(str(told).splitlines()) == 1
        return
    assert len(results.hits) <= asked.limit
    again = search(opened, parse_query(results.read, now=INSTANTS[0]), written, asked, variants=VARIANTS)
    assert (again.hits, again.total) == (results.hits, results.total)


def test_an_index_of_nothing_finds_nothing(tmp_path: Path) -> None:
    refresh_index(tmp_path, [], "en", KEY)
    leaves: list[Query] = [A, Not(A), Prefix("a"), Phrase(("a", "b")), Undated(), published("2022"), Everything()]
    leaves += [Near(("a", "b"), 3), Wildcard("a*b"), Fuzzy("abc", 2), Required(A), Labelled("is:edited"), And((A, B))]
    for query in leaves:
        found = ask(tmp_path, query, Asked(facets=FACETS))
        assert (found.total, found.partly, found.searched, found.undated, found.hits) == (0, 0, 0, 0, ())
        assert found.facets == dict.fromkeys(FACETS, ())


def test_a_snapshot_is_not_changed_by_a_writer(tmp_path: Path) -> None:
    refresh_index(tmp_path, [document("old words", name="a/b")], "en", KEY)
    snapshot = Snapshot(open_index(tmp_path, "en", KEY))
    refresh_index(tmp_path, [document("new words", name="a/b", published=datetime(2022, 3, 1, tzinfo=UTC))], "en", KEY)
    (number,) = snapshot.newest
    assert list(snapshot.holders("text", "old").documents) == [number]
    assert list(snapshot.holders("text", "new").documents) == []
    assert "new" not in snapshot.vocabulary.words
    assert snapshot.document(number).published is at(None)
    snapshot.close()
    assert ask(tmp_path, Word("new")).total == 1
    assert ask(tmp_path, Word("old")).total == 0
