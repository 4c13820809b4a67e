"""Is every query read, whatever somebody types, and is it said when it was read otherwise than it was written?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backfile.errors import Status, UnknownName, Usage
from backfile.index.analysis import cut
from backfile.index.parse import DEEPEST, LONGEST, MOST_WORDS, QUERY_FIELDS, Parsed, parse_query
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
    nodes,
    write_query,
)
from backfile.model.search import FIELDS, FILTERS, FLAGS
from tests.index.corpus import PIECES, all_of, published, published_between, queries, written_queries

A, B, C = Word("a"), Word("b"), Word("c")
NOW = datetime(2026, 11, 22, 12, 30, 45, tzinfo=UTC)  # a Sunday
LATER = NOW + timedelta(days=90)

# Nothing but an answer or one line


def read(written: str) -> Parsed | None:
    """The query; None where it is refused, with one line."""
    try:
        return parse_query(written, now=NOW)
    except Usage as told:
        assert told.status == Status.USAGE
        assert len(str(told).splitlines()) == 1
        return None


@settings(max_examples=600)
@given(written_queries)
@example("C++")
@example("10:30")
@example("http://x?a=b")
@example('"')
@example("nosuch:word")
@example("published:")
@example("published:(2022)")
@example("published:0001 published:9999-12-31")
@example("published:9999..")
@example("before:0001")
@example("published:..0001")
@example("since:9999-12-31T23:59:59Z")
@example("NOT")
@example("")
@example("\ud800\udfff\0")
@example("ﷺ~")
@example("??京")
@example("a or b")
def test_what_was_read_can_be_written_and_read_again_at_any_time(written: str) -> None:
    parsed = read(written)
    if parsed:
        assert parse_query(write_query(parsed.query), now=LATER).query == parsed.query
        assert all(len(note.splitlines()) == 1 for note in parsed.notes if "\n" not in written)
        assert len(set(parsed.notes)) == len(parsed.notes)


HUGE = {
    "brackets": "(" * 2_000,
    "brackets that close": "(" * 1_000 + "a" + ")" * 1_000,
    "NOT": "NOT " * 900 + "a",
    "fields": "headline:" * 400 + "a",
    "one word": "x" * 4_000,
    "past the length": "x" * 4_001,
    "OR": " OR ".join(["a"] * 600),
    "OR alone": "OR " * 1_300,
    "a phrase": '"' + "a " * 1_900 + '"',
    "signs": "-" * 4_000,
    "signs of a word each": "+a" * 1_900,
    "quotation marks": '"' * 3_999,
    "blanks in a date": 'published:"[' + " " * 3_900 + 'x"',
    "blanks and points in a date": 'published:"[' + " . " * 1_300 + 'x"',
    "points and a star": "*" + "." * 3_900 + "a",
    "a long pattern that is none": "a" * 3_900 + "?b.c",
    "stars": "*a" * 1_990,
    "tildes": "~" * 4_000,
    "initials": "a." * 1_990,
    "filters": "since:2022 " * 360,
    "ligatures": "ﷺ" * 3_900,
    "colons": "a:" * 2_000,
}


@pytest.mark.parametrize("written", HUGE.values(), ids=HUGE.keys())
def test_a_query_as_long_as_can_be_is_read_or_refused_before_anybody_gives_up(written: str) -> None:
    read(written)  # what is tried in every way would not come to an end


@settings(max_examples=25)
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join),
    st.integers(min_value=1, max_value=4_100),
    st.booleans(),
)
def test_no_piece_repeated_up_to_the_bound_does_any_harm(piece: str, length: int, apart: bool) -> None:
    read(((piece + " " * apart) * length)[:length])


@settings(max_examples=300)
@given(queries)
@example(Or((And((A, Or((B, C)))), Not(Not(A)))))
@example(In("headline", And((In("text", A), Not(published("2022"))))))
@example(published("2022-03-10 14:05"))
@example(published(" 2022"))
@example(published_between("", "2022-03-10T14:05:07"))
@example(And((Word("or"), Word("and"), Word("not"), Word("published"))))
@example(Phrase(("mig", "29")))
@example(Near(("北京", "us", "1200"), 999))
@example(In("tag", Not(Everything())))
@example(Required(Required(In("byline", Required(And((A, Everything())))))))
@example(And((Wildcard("?*a"), Wildcard("a??"), Wildcard("*'s"), Fuzzy("c++", 2), Prefix("c++"))))
@example(Labelled("has:tag"))
def test_what_is_written_of_a_tree_reads_back_as_the_same_tree(query: Query) -> None:
    parsed = parse_query(write_query(query), now=NOW)
    assert parsed.query == query
    if not any(isinstance(node, Published) for node in nodes(query)):
        assert all("is looked for as a word" in note for note in parsed.notes)


@given(st.text(max_size=20) | st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_a_folded_word_that_is_asked_for_is_one_word_still(written: str) -> None:
    for word in cut(written, asked=True):
        assert [again.fold for again in cut(word.fold, asked=True)] == [word.fold]


# The grammar


@pytest.mark.parametrize(
    ("written", "query"),
    [
        # words and phrases
        ("Mariners", Word("mariners")),
        ('"Long  RANGE fires"', Phrase(("long", "range", "fires"))),
        ("“typed by a phone”", Phrase(("typed", "by", "a", "phone"))),
        ("«long range»", Phrase(("long", "range"))),
        ('"a"', Phrase(("a",))),
        ("MiG-29", Phrase(("mig", "29"))),
        ("10:30", Phrase(("10", "30"))),
        ("½", Phrase(("1", "2"))),
        ("C++ U.S. 1,200 it’s", And((Word("c++"), Word("us"), Word("1200"), Word("it's")))),
        ("#tag @name", And((Word("tag"), Word("name")))),
        ("北京大学", Phrase(("北京", "京大", "大学"))),
        ("北京", Word("北京")),
        ('"北京"', Phrase(("北京",))),
        ("京", Prefix("京")),
        ('"京"', Prefix("京")),
        ("Zürich", Word("zurich")),
        ("NEAR", Word("near")),
        # near
        ('"Long range"~5', Near(("long", "range"), 5)),
        ("“long range”~0", Near(("long", "range"), 0)),
        ('"MiG-29 kyiv"~12', Near(("mig", "29", "kyiv"), 12)),
        ('"a"~5', Phrase(("a",))),
        ('"京"~5', Prefix("京")),
        ('headline:"a b"~3', In("headline", Near(("a", "b"), 3))),
        # beginnings and shapes
        ("attac*", Prefix("attac")),
        ("Ünder*", Prefix("under")),
        ("att＊", Prefix("att")),
        ("att**", Prefix("att")),
        ("U.S*", Prefix("us")),
        ("MiG-2*", And((Word("mig"), Prefix("2")))),
        ("foo_bar*", And((Word("foo"), Prefix("bar")))),
        ("headline:MiG-2*", In("headline", And((Word("mig"), Prefix("2"))))),
        ("wom?n", Wildcard("wom?n")),
        ("WOM？N", Wildcard("wom?n")),
        ("*burg", Wildcard("*burg")),
        ("h*mm***er*", Wildcard("h*mm*er*")),
        ("(?yiv)", Wildcard("?yiv")),
        ("-k?iv,", Not(Wildcard("k?iv"))),
        ("k?iv.", Wildcard("k?iv")),
        ("storm??", Wildcard("storm??")),
        ("storm?", Word("storm")),
        ("storm*?", Wildcard("storm*?")),
        # fuzzy
        ("zelensky~", Fuzzy("zelensky", 2)),
        ("storms~", Fuzzy("storms", 2)),
        ("storm~", Fuzzy("storm", 1)),
        ("the~", Fuzzy("the", 1)),
        ("Kyiv~1", Fuzzy("kyiv", 1)),
        ("Kyiv~2", Fuzzy("kyiv", 2)),
        ("byline:quint~", In("byline", Fuzzy("quint", 1))),
        # everything
        ("*", Everything()),
        ("＊", Everything()),
        ("**", Everything()),
        ("-*", Not(Everything())),
        ("headline:*", Labelled("has:headline")),
        ("byline:*", Labelled("has:byline")),
        ("tag:*", Labelled("has:tag")),
        ("text:*", Everything()),
        ("liveblog:*", Everything()),
        # joined
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a and b", And((A, Word("and"), B))),
        ("a OR b c", Or((A, And((B, C))))),
        ("(a OR b) c", And((Or((A, B)), C))),
        ("a (b c)", And((A, B, C))),
        ("a AND (b AND c)", And((A, B, C))),
        ("a OR (b OR c)", Or((A, B, C))),
        ("(((a)))", A),
        # not and required
        ("NOT a b", And((Not(A), B))),
        ("NOT NOT a", Not(Not(A))),
        ("NOT (a b)", Not(And((A, B)))),
        ("a AND NOT b", And((A, Not(B)))),
        ("a -b", And((A, Not(B)))),
        ("a-b", Phrase(("a", "b"))),
        ("-(a b)", Not(And((A, B)))),
        ('-"a b"', Not(Phrase(("a", "b")))),
        ("(-a)", Not(A)),
        ("a +b", And((A, Required(B)))),
        ("+(a OR b)", Required(Or((A, B)))),
        ("+headline:a", Required(In("headline", A))),
        ("NOT +a", Not(Required(A))),
        ("++a", A),
        ("+-a", A),
        ("a --b", And((A, B))),
        # fields
        ("byline:Quint", In("byline", Word("quint"))),
        ("BYLINE:quint", In("byline", Word("quint"))),
        ("byline: quint", In("byline", Word("quint"))),
        ("Kyiv: explosions", And((Word("kyiv"), Word("explosions")))),
        ('byline:"Ada Quint" a', And((In("byline", Phrase(("ada", "quint"))), A))),
        ("headline:(a OR b)", In("headline", Or((A, B)))),
        ("headline:text:a", In("text", A)),
        ("headline:(text:a b)", In("headline", And((In("text", A), B)))),
        ("headline:NOT a", In("headline", Not(A))),
        ("headline:-a", In("headline", A)),
        ("liveblog:storm", In("liveblog", Word("storm"))),
        ("publisher:gazette", In("publisher", Word("gazette"))),
        ('tag:(京都 OR "Plan B")', In("tag", Or((Word("京都"), Phrase(("plan", "b")))))),
        ("Kyiv:", Word("kyiv")),
        # filters
        ("published:unknown", Undated()),
        ("published:Unknown", Undated()),
        ('published:"unknown"', Undated()),
        ("headline:published:unknown", Undated()),
        ("is:undated", Undated()),
        ("is:edited", Labelled("is:edited")),
        ("IS:Edited", Labelled("is:edited")),
        ("is: edited", Labelled("is:edited")),
        ("-has:picture", Not(Labelled("has:picture"))),
        ("headline:is:edited", Labelled("is:edited")),
        ("lang:en", Labelled("lang:en")),
        ("lang:EN-gb", Labelled("lang:en")),
        ('lang:"yue"', Labelled("lang:yue")),
    ],
)
def test_a_query_is_read_by_the_grammar(written: str, query: Query) -> None:
    assert parse_query(written) == Parsed(query, ())


@pytest.mark.parametrize("flag", sorted(FLAGS))
def test_every_flag_can_be_asked_for(flag: str) -> None:
    assert parse_query(flag) == Parsed(Undated() if flag == "is:undated" else Labelled(flag), ())


@pytest.mark.parametrize("field", (*FIELDS, *FILTERS))
def test_every_field_can_be_asked_for(field: str) -> None:
    assert parse_query(f"{field}:a") == Parsed(In(field, A), ())


@pytest.mark.parametrize("operator", ["AND", "OR", "NOT"])
def test_operators_count_in_capitals_only(operator: str) -> None:
    assert parse_query(f"a {operator.lower()} b").query == And((A, Word(operator.lower()), B))


# Dates


@pytest.mark.parametrize(
    ("written", "query", "told"),
    [
        ("published:2022-03", published("2022-03"), "2022-03-01 00:00 until before 2022-04-01 00:00"),
        (
            "published:2022-03-10..2022-03-11",
            published("2022-03-10..2022-03-11"),
            "2022-03-10 00:00 until before 2022-03-12 00:00",
        ),
        (
            "published: 2022-03-10T14:05:07Z",
            published("2022-03-10T14:05:07Z"),
            "2022-03-10 14:05:07 until before 2022-03-10 14:05:08",
        ),
        (
            "published:2022-03..",
            published_between("2022-03-01T00:00:00", ""),
            "from 2022-03-01 00:00 on",
        ),
        ("published:..2022-03", published_between("", "2022-03-31T23:59:59"), "before 2022-04-01 00:00"),
        (
            "published:[2022-03-08 TO 2022-03-09]",
            published_between("2022-03-08T00:00:00", "2022-03-09T23:59:59"),
            "2022-03-08 00:00 until before 2022-03-10 00:00",
        ),
        (
            'published:"8 March 2022 to 9 March 2022"',
            published_between("2022-03-08T00:00:00", "2022-03-09T23:59:59"),
            "2022-03-08 00:00 until before 2022-03-10 00:00",
        ),
        (
            'published:"last week"',
            published_between("2026-11-09T00:00:00", "2026-11-15T23:59:59"),
            "2026-11-09 00:00 until before 2026-11-16 00:00",
        ),
        (
            "published:yesterday",
            published_between("2026-11-21T00:00:00", "2026-11-21T23:59:59"),
            "2026-11-21 00:00 until before 2026-11-22 00:00",
        ),
        (
            "published:13/04/2022",
            published_between("2022-04-13T00:00:00", "2022-04-13T23:59:59"),
            "2022-04-13 00:00 until before 2022-04-14 00:00",
        ),
        ("since:2022-03", published_between("2022-03-01T00:00:00", ""), "from 2022-03-01 00:00 on"),
        ("since:yesterday", published_between("2026-11-21T00:00:00", ""), "from 2026-11-21 00:00 on"),
        ("after:2022-03", published_between("2022-04-01T00:00:00", ""), "from 2022-04-01 00:00 on"),
        ("before:2022-03", published_between("", "2022-02-28T23:59:59"), "before 2022-03-01 00:00"),
        ("until:2022-03", published_between("", "2022-03-31T23:59:59"), "before 2022-04-01 00:00"),
        ("BEFORE:2022-03", published_between("", "2022-02-28T23:59:59"), "before 2022-03-01 00:00"),
    ],
)
def test_a_date_becomes_a_span_and_it_is_said_which(written: str, query: Query, told: str) -> None:
    field, _, value = written.partition(":")
    value = value.strip().strip('"')
    assert parse_query(written, now=NOW) == Parsed(query, (f"{field.lower()}:{value} was read as {told}, UTC",))


def test_a_field_before_a_date_is_no_matter() -> None:
    assert parse_query("headline:published:2022 a").query == And((published("2022"), A))


def test_dates_are_read_and_told_in_the_zone_of_the_archive() -> None:
    read = parse_query("published:2022-03-10", ZoneInfo("Europe/Kyiv"))
    span = Published("2022-03-10", datetime(2022, 3, 9, 22, tzinfo=UTC), datetime(2022, 3, 10, 22, tzinfo=UTC))
    told = "published:2022-03-10 was read as 2022-03-10 00:00 until before 2022-03-11 00:00, Europe/Kyiv"
    assert read == Parsed(span, (told,))


def test_without_a_now_dates_are_counted_back_from_the_clock() -> None:
    hour = parse_query('since:"2 hours ago"').query
    assert isinstance(hour, Published) and hour.start
    assert timedelta(hours=1) < datetime.now(UTC) - hour.start <= timedelta(hours=3, minutes=1)


# What is read otherwise than it was written


@pytest.mark.parametrize(
    ("written", "query", "why"),
    [
        ('say "hello', And((Word("say"), Word("hello"))), "the quotation mark at character 5 is never closed"),
        ("(a b", And((A, B)), "the bracket at character 1 is never closed"),
        ("a) b", And((A, B)), "the bracket at character 2 was never opened"),
        ("a OR", A, "OR at character 3 has nothing after it"),
        ("a AND OR b", And((A, B)), "AND at character 3 has nothing after it"),
        ("a OR OR b", And((A, B)), "OR at character 3 has nothing after it"),
        ("(a AND) b", And((A, B)), "AND at character 4 has nothing after it"),
        ("OR a", A, "OR at character 1 has nothing before it"),
        ("a (AND b)", And((A, B)), "( at character 3 has nothing after it"),
        ("a NOT", A, "NOT at character 3 has nothing after it"),
        ("a NOT AND b", And((A, B)), "NOT at character 3 has nothing after it"),
        ("a ()", A, "( at character 3 has nothing after it"),
        ("headline:(OR) a", And((Word("headline"), A)), "( at character 10 has nothing after it"),
        ("headline:AND a", And((Word("headline"), A)), "headline at character 1 has nothing after it"),
        ("published:(2022)", And((Word("published"), Word("2022"))), "published: at character 1 takes a word"),
        ("is:(edited) 京", And((Word("is"), Word("edited"), Prefix("京"))), "is: at character 1 takes a word"),
        ("(" * 60 + "a" + ")" * 60, A, f"more than {DEEPEST} brackets inside each other"),
        ("NOT " * 60 + "a", A, f"more than {DEEPEST} brackets inside each other"),
        ("headline:" * 60 + "a", And((*[Word("headline")] * 60, A)), f"more than {DEEPEST} brackets inside each other"),
    ],
)  # fmt: skip
def test_what_does_not_parse_is_read_as_plain_words_without_its_operators_and_it_is_said_why(
    written: str, query: Query, why: str
) -> None:
    read = parse_query(written)
    assert read.query == query
    (note,) = read.notes
    assert note.startswith("read as plain words: ")
    assert why in note


def test_as_many_brackets_as_are_allowed_are_no_fault() -> None:
    assert parse_query("(" * DEEPEST + "a" + ")" * DEEPEST) == Parsed(A, ())


@pytest.mark.parametrize(
    ("written", "query", "passed"),
    [
        ('a -- "!?" b', And((A, B)), ["--", "!?"]),
        ("a NOT ! OR headline:?", A, ["!", "?"]),
        ("a +(! ?)", A, ["!", "?"]),
        ("a tag:... -#", A, ["...", "#"]),
        ("a !~", A, ["!~"]),
        ("- a", A, ["-"]),
    ],
)
def test_what_holds_no_word_is_passed_over_and_it_is_said(written: str, query: Query, passed: list[str]) -> None:
    assert parse_query(written) == Parsed(query, tuple(f"passed over “{each}”: it holds no word" for each in passed))


@pytest.mark.parametrize(
    ("written", "query"),
    [
        ("http://x?a=b", Phrase(("http", "x", "a", "b"))),
        ("f?o-bar", Phrase(("f", "o", "bar"))),
        ("a*b-c*", And((A, B, Prefix("c")))),
        ("½?x", Phrase(("1", "2", "x"))),
        ("*.*", None),
    ],
)
def test_signs_of_a_shape_count_in_one_word_alone_and_it_is_said(written: str, query: Query | None) -> None:
    parsed = parse_query(f"b {written}")
    assert parsed.query == (all_of([B, query]) if query else B)
    assert parsed.notes[0] == f"in “{written}”, * and ? were passed over: they count within a single word"


@pytest.mark.parametrize(
    ("written", "query"),
    [("ab~", Word("ab")), ("MiG-29~", Phrase(("mig", "29"))), ("京~", Prefix("京")), ("x½~2", Phrase(("x1", "2")))],
)
def test_a_tilde_counts_after_one_word_of_three_letters_and_it_is_said(written: str, query: Query) -> None:
    told = f"in “{written}”, ~ was passed over: it counts after one word of three letters or more"
    assert parse_query(written) == Parsed(query, (told,))


@pytest.mark.parametrize(
    ("written", "query"),
    [
        ("mars~9", Phrase(("mars", "9"))),
        ("kyiv~0", Phrase(("kyiv", "0"))),
        ("kyiv~12", Phrase(("kyiv", "12"))),
        ("kyiv~~", Word("kyiv")),
    ],
)
def test_a_tilde_with_something_other_than_1_or_2_after_it_is_passed_over_and_it_is_said(
    written: str, query: Query
) -> None:
    told = f"in “{written}”, ~ was passed over: after it stands 1, 2 or nothing"
    assert parse_query(written) == Parsed(query, (told,))
    assert parse_query("example.org/~3d/x").notes == ()


@pytest.mark.parametrize("field", [*QUERY_FIELDS, "author", "Byline"])
def test_a_field_with_nothing_after_it_is_looked_for_as_a_word_and_it_is_said(field: str) -> None:
    told = f"{field}: has nothing after it, and is looked for as a word"
    for written in (f"{field}:", f"a {field}:  ", f"({field}:) a", f"-{field}:"):
        assert parse_query(written).notes == (told,)
    assert parse_query(f"{field}:").query == Word(field.lower())


@pytest.mark.parametrize(("within", "told"), [("999", False), ("1000", True), ("9" * 3_900, True)])
def test_words_are_near_with_so_many_between_at_most_and_it_is_said(within: str, told: bool) -> None:
    notes = ("at most 999 words may stand between those of “a b”",) if told else ()
    assert parse_query(f'"a b"~{within}') == Parsed(Near(("a", "b"), 999), notes)


def test_a_day_without_a_field_is_noted_with_the_query_that_asks_for_it() -> None:
    told = "“2024-08-04” is looked for as words; published:2024-08-04 asks for that day"
    for day in ("2024-08-04", "ferry 2024-08-04", "2024-08-04 2024-08-05"):
        assert parse_query(day).notes == (told,)
    for plain in ("published:2024-08-04 ferry", '"on 2024-08-04 at"', "2024-13-04", "2024-08-041", "24-08-04"):
        assert "asks for that day" not in " ".join(parse_query(plain).notes)


def test_an_or_in_small_letters_between_words_is_noted_once() -> None:
    told = "“or” is looked for as a word; in capitals it joins: OR"
    assert parse_query("a or b or c").notes == (told,)
    assert parse_query("a not b").notes == ("“not” is looked for as a word; in capitals it joins: NOT",)
    assert parse_query('"a b" or "c"').notes == (told,)
    for plain in ("a OR b", "or a", "a or", "a (or) b", "for b", "a nor b", "“to be or not to be” a", 'a "b or c"~5'):
        assert parse_query(plain).notes == ()


def test_what_is_noted_twice_is_said_once() -> None:
    assert parse_query("a -- b --").notes == ("passed over “--”: it holds no word",)


# What is refused


@pytest.mark.parametrize("written", ["", "   ", '"', "()", "?!", "-", "(" * 2_000, '""', "NOT", "OR AND", "~", "??"])
def test_a_query_without_a_word_is_refused(written: str) -> None:
    with pytest.raises(Usage, match="query: holds no word to look for; give a word or a “phrase”"):
        parse_query(written)


@pytest.mark.parametrize(
    ("field", "nearest"),
    [
        ("heading", "headline"),
        ("by", "byline"),
        ("Publish", "publisher"),
        ("txt", "text"),
        ("bylines", "byline"),
        ("tags", "tag"),
        ("language", "lang"),
        ("befor", "before"),
    ],
)
def test_an_unknown_field_is_refused_with_the_nearest(field: str, nearest: str) -> None:
    with pytest.raises(UnknownName) as told:
        parse_query(f"storm {field}:word")
    assert str(told.value) == f"query: there is no field “{field}”; did you mean “{nearest}”?"


@pytest.mark.parametrize(
    ("field", "meant"),
    [
        ("date", "published"),
        ("on", "published"),
        ("Author", "byline"),
        ("title", "headline"),
        ("body", "text"),
        ("blog", "liveblog"),
        ("site", "publisher"),
        ("topic", "tag"),
    ],
)
def test_a_field_as_other_programs_call_it_is_refused_with_our_name_for_it(field: str, meant: str) -> None:
    with pytest.raises(UnknownName) as told:
        parse_query(f"{field}:2022")
    assert str(told.value) == f"query: there is no field “{field}”; did you mean “{meant}”?"
    assert parse_query(f"{field}: 2022").query == And((Word(field.lower()), Word("2022")))


def test_a_field_that_is_near_to_none_is_refused_with_all_that_are_known() -> None:
    with pytest.raises(UnknownName, match=f"there is no field “zzz”; known are {', '.join(sorted(QUERY_FIELDS))}"):
        parse_query("zzz:word")


@pytest.mark.parametrize(("flag", "nearest"), [("is:edit", "is:edited"), ("has:pictures", "has:picture")])
def test_an_unknown_flag_is_refused_with_the_nearest(flag: str, nearest: str) -> None:
    with pytest.raises(UnknownName) as told:
        parse_query(flag)
    assert str(told.value) == f"query: there is no flag “{flag}”; did you mean “{nearest}”?"


@pytest.mark.parametrize("code", ["english", "e", "12", "*", "日本"])
def test_what_is_no_code_of_a_language_is_refused(code: str) -> None:
    with pytest.raises(Usage, match="is no code of a language; write en, de, uk, …"):
        parse_query(f"lang:{code}")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("published:soon", "published: “soon” is no date such as 2022-03-10, 2022-03, 2022-03-10T14:05Z"),
        ("since:unknown", "since: “unknown” is no date such as"),
        ("published:03/04/2022", "published: “03/04/2022” may be two days: write 2022-04-03 or 2022-03-04"),
        ("published:2022..2021", "published: “2022..2021” ends before it begins"),
        ("published:..", "published: “..” names no date"),
        ("published:[2022", "published: “[2022” is no date such as"),
        ("published:2022-02-30", "published: “2022-02-30” is no date: day is out of range for month"),
        ('until:"8 march"', "until: “8 march” does not say which year"),
        ("until:9999", "until: “9999” is no date: year 10000 is out of range"),
        ("since:9999-12-31", "since: “9999-12-31” lies outside the years that can be reckoned with"),
        ("before:0001", "the date lies outside the years that can be reckoned with"),
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_and_never_read_as_words(written: str, told: str) -> None:
    with pytest.raises(Usage) as refused:
        parse_query(written, now=NOW)
    assert str(refused.value).startswith(f"query: {told}")


def test_a_date_that_another_zone_cannot_hold_is_refused() -> None:
    with pytest.raises(Usage, match="the date lies outside the years that can be reckoned with"):
        parse_query("published:0001-01-01T00:00Z", ZoneInfo("America/New_York"))


def test_a_query_past_the_bounds_is_refused_with_the_bound() -> None:
    with pytest.raises(Usage, match="is 16,000 characters long; at most 4,000 are read"):
        parse_query("x" * 16_000)
    assert parse_query("x" * LONGEST).query == Word("x" * LONGEST)
    for many in ("a " * (MOST_WORDS + 1), "(" + "a " * (MOST_WORDS + 1), '"a"' * (MOST_WORDS + 1)):
        with pytest.raises(Usage, match=f"asks for more than {MOST_WORDS} words at once"):
            parse_query(many)
    assert parse_query("a " * MOST_WORDS).query == And((A,) * MOST_WORDS)
