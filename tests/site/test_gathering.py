"""Lines are gathered under their days and names, in an order that does not depend on who was read first."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from backfile.model.time import Time
from backfile.site.gathering import (
    by_day,
    by_name,
    by_publisher,
    count_liveblogs,
    gather_lines,
    liveblogs_newest_first,
)
from backfile.site.places import BYLINE
from backfile.site.summary import Summary, summarise
from backfile.site.times import Clock
from backfile.text.slug import Slug
from tests.site.sample import COVERAGES, STORM_NIGHT, UNNAMED, VALLEY_COUNT, clock, entry

UTC = Clock.of("UTC")


def summary(slug: str, *rows: tuple[tuple[str, ...], Time | None], publisher: str | None = None) -> Summary:
    """A live blog whose entries have these bylines and times."""
    entries = tuple(
        entry("Words.", f"Headline {number}", name=f"e{number}", byline=byline, published=time)
        for number, (byline, time) in enumerate(rows)
    )
    liveblog = replace(VALLEY_COUNT.liveblog, publisher=publisher)
    return summarise(replace(VALLEY_COUNT, slug=Slug(slug), liveblog=liveblog, entries=entries), UTC)


def test_a_day_is_told_from_its_beginning() -> None:
    one = summary("one", ((), clock("", 9, 0)), ((), clock("", 8, 0)), ((), clock("", 7, 0, 9)), ((), None))
    other = summary("other", ((), clock("", 8, 0)), ((), Time(printed="noon")))
    days = by_day([other, one])
    assert list(days) == ["2022-03-09", "2022-03-10"]
    assert [(line.liveblog.slug, line.row.slug) for line in days["2022-03-10"]] == [
        ("one", "e1"),
        ("other", "e0"),
        ("one", "e0"),
    ]
    assert [(liveblog.slug, count) for liveblog, count in count_liveblogs(days["2022-03-10"])] == [
        ("one", 2),
        ("other", 1),
    ]


def test_the_most_frequent_spelling_is_shown_and_the_others_are_told() -> None:
    rows = [(("ADA QUINT",), None), (("Ada Quint",), None), (("Ada Quint", "Zoë Lind"), None), (("zoe lind",), None)]
    ada, zoe = by_name([summary("one", *rows)], BYLINE)
    assert (ada.slug, ada.name, ada.others, len(ada.lines)) == ("ada-quint", "Ada Quint", ("ADA QUINT",), 3)
    assert (zoe.name, zoe.others) == ("Zoë Lind", ("zoe lind",))


def test_a_name_that_stands_twice_in_an_entry_counts_it_once() -> None:
    [ada] = by_name([summary("one", (("Ada", "ADA", " "), None))], BYLINE)
    assert len(ada.lines) == 1


def test_a_names_entries_are_newest_first_and_those_without_a_time_last() -> None:
    rows = [(("Ada",), None), (("Ada",), clock("", 8, 0)), (("Ada",), clock("", 9, 0)), (("Ada",), clock("", 8, 0))]
    [ada] = by_name([summary("one", *rows)], BYLINE)
    assert [line.row.slug for line in ada.lines] == ["e2", "e1", "e3", "e0"]


def test_publishers_have_live_blogs_even_without_entries() -> None:
    held = [summary("one", publisher="The Post"), summary("two", ((), None), publisher="the post"), summary("three")]
    [post] = by_publisher(held)
    assert ([view.slug for view in post.liveblogs], len(post.lines)) == (["one", "two"], 1)


def test_live_blogs_are_listed_by_their_newest_entry() -> None:
    held = [summarise(coverage, UTC) for coverage in (UNNAMED, STORM_NIGHT, VALLEY_COUNT)]
    assert [each.liveblog.slug for each in liveblogs_newest_first(held)] == ["valley-count", "storm-night", "unnamed"]


NAMES = st.sampled_from(["Ada Quint", "ADA QUINT", "ada-quint", "Tom", "TOM", "Київ", "C++", "C#", " "])
ROWS = st.lists(st.tuples(st.lists(NAMES, max_size=3).map(tuple), st.none() | st.just(clock("", 9, 0))), max_size=6)


@given(st.lists(ROWS, max_size=4), st.integers(0, 99))
def test_the_order_of_reading_changes_nothing(
    blogs: list[list[tuple[tuple[str, ...], Time | None]]], seed: int
) -> None:
    held = [summary(f"blog-{number}", *rows) for number, rows in enumerate(blogs)]
    lines = gather_lines(held)
    named = by_name(held, BYLINE)
    shuffled = held[:]
    Random(seed).shuffle(shuffled)
    again = by_name(shuffled, BYLINE)
    assert [(each.slug, each.name, each.others, list(each.lines)) for each in named] == [
        (each.slug, each.name, each.others, list(each.lines)) for each in again
    ]
    days, others = by_day(held), by_day(shuffled)
    assert {day: list(days[day]) for day in days} == {day: list(others[day]) for day in others}
    for its in (*(each.lines for each in named), *days.values()):
        counted = Counter(line.liveblog.slug for line in its)
        assert (len(its), dict(count_liveblogs(its))) == (len(list(its)), dict(count_liveblogs(list(its))))
        assert {liveblog.slug: count for liveblog, count in its.counts} == counted
    assert len({each.slug for each in named}) == len(named)
    with_name = {(line.liveblog.slug, line.row.slug) for line in lines if any(map(str.strip, line.row.byline))}
    assert {(line.liveblog.slug, line.row.slug) for each in named for line in each.lines} == with_name


def test_all_that_is_in_the_sample_is_gathered() -> None:
    lines = gather_lines(summarise(coverage, UTC) for coverage in COVERAGES)
    assert len(lines) == sum(len(coverage.entries) for coverage in COVERAGES)
