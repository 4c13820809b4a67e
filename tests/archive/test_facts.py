"""Is it told where a publisher says otherwise than before, and nothing where it takes a guess?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.archive.facts import compare_facts, is_other, read_facts
from backfile.archive.history import observe, read_histories
from backfile.archive.revise import revise
from backfile.archive.slugs import give_slugs
from backfile.archive.ties import ties_of
from backfile.model.decision import Decision
from backfile.model.history import Change, Event
from backfile.model.observation import Observation, Reading
from backfile.model.time import Basis, Precision, Time
from tests.archive.readings import FERRY, RIVER, day, minute, reading, said
from tests.archive.test_history import coverage_of

JANE, JOHN = ("Jane Doe",), ("John Roe", "Ann Poe")


def weir(**facts: object) -> Observation:
    return replace(said(RIVER, "The weir", publisher_id="1"), **facts)  # type: ignore[arg-type]


def facts_of(*readings: Reading) -> list[Event]:
    (history,) = read_histories(coverage_of(*readings), readings)
    return [event for event in history.events if event.change in (Change.BYLINE, Change.PUBLISHED, Change.UPDATED)]


@pytest.mark.parametrize(
    ("change", "name", "was", "now"),
    [
        (Change.BYLINE, "byline", JANE, JOHN),
        (Change.PUBLISHED, "published", minute("10:30"), minute("11:30")),
        (Change.UPDATED, "updated", minute("10:30"), minute("11:30")),
        (Change.PUBLISHED, "published", minute("10:30", known=False), minute("11:30", known=False)),
    ],
)
def test_another_fact_names_both_captures_and_what_each_gives(
    change: Change, name: str, was: object, now: object
) -> None:
    pages = [
        reading(weir(**{name: was}), captured=day(6), salt="a"),
        reading(weir(**{name: was}), captured=day(7), salt="b"),
        reading(weir(), captured=day(8), salt="none given"),
        reading(weir(**{name: now}), captured=day(9), salt="c"),
    ]
    (*_, told) = facts_of(*reversed(pages))
    assert told == Event(change=change, capture=pages[3].capture, before=pages[1].capture, was=was, said=now)  # type: ignore[arg-type]
    assert told.is_ordered
    assert len(facts_of(*pages)) == (2 if change is Change.UPDATED else 1)  # an update is told where it is first stated


def test_captures_of_one_day_tell_a_fact_that_differs_and_not_which_is_older() -> None:
    pages = [reading(weir(byline=names), captured=day(1), salt=str(names)) for names in (JANE, JOHN)]
    (told,) = facts_of(*pages)
    assert not told.is_ordered
    assert {told.was, told.said} == {JANE, JOHN}


def test_a_capture_that_may_be_older_shows_no_change_back() -> None:
    pages = [reading(weir(byline=names), captured=day(on)) for on, names in ((1, JANE), (3, JOHN))]
    undated = reading(weir(byline=JANE), salt="u")
    assert len(facts_of(*pages, undated)) == 1
    back = reading(weir(byline=JANE), captured=day(5), salt="back")
    assert [(each.was, each.said) for each in facts_of(*pages, undated, back)] == [(JANE, JOHN), (JOHN, JANE)]


def relative(printed: str, instant: str) -> Time:
    started = minute(instant).instant
    return Time(printed=printed, instant=started, precision=Precision.INTERVAL, basis=Basis.RELATIVE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (JANE, ("JANE DOE",)),
        (JOHN, JOHN[::-1]),
        (minute("10:30"), replace(minute("10:30"), printed="10.30am")),
        (minute("10:30"), replace(minute("10:30"), printed="5 Oct", precision=Precision.DAY)),
        (minute("10:30"), minute("10:30", known=False)),
        (minute("10:30", known=False), Time(printed="10.31 am")),  # it may be written otherwise only
        (minute("10:30"), minute("11:30", known=False)),
        (relative("2 hours ago", "10:30"), relative("1 hour ago", "12:00")),
        (replace(minute("10:30"), printed="12:31"), replace(minute("11:30"), printed="12:31")),
    ],
)
def test_the_same_thing_written_otherwise_is_no_other(one: object, other: object) -> None:
    assert not is_other(one, other)  # type: ignore[arg-type]
    assert not is_other(other, one)  # type: ignore[arg-type]


def given_in_markup(instant: str) -> Time:
    return replace(minute(instant), printed="10:30", basis=Basis.OFFSET)


def test_another_instant_under_the_same_printed_clock_is_another_time() -> None:
    earlier, later = given_in_markup("10:30"), given_in_markup("10:35")
    assert is_other(earlier, later) and is_other(later, earlier)
    assert not is_other(earlier, replace(earlier, precision=Precision.SECOND))
    assert not is_other(earlier, replace(later, basis=Basis.PAGE_DATE))
    assert is_other(earlier, replace(later, basis=Basis.EPOCH)), "a number gives its instant, too"
    assert not is_other(earlier, replace(earlier, basis=Basis.EPOCH))
    pages = [reading(weir(published=time), captured=day(on)) for on, time in ((1, earlier), (2, later))]
    (told,) = facts_of(*pages)
    assert (told.change, told.was, told.said) == (Change.PUBLISHED, earlier, later)


NAMES = st.lists(st.sampled_from(["Jane Doe", "JANE DOE", "John Roe"]), max_size=2).map(tuple)
TIMES = st.none() | st.sampled_from([minute("10:30"), minute("11:30"), minute("10:30", known=False)])
SHOWN = st.lists(st.tuples(NAMES, TIMES, st.none() | st.integers(1, 3)), min_size=1, max_size=5)


@given(SHOWN, st.randoms(use_true_random=False))
def test_what_is_told_differs_and_comes_in_any_order_of_adding(
    shown: list[tuple[tuple[str, ...], Time | None, int | None]], chance: object
) -> None:
    pages = [
        reading(weir(byline=names, published=time), captured=day(on) if on else None, salt=str(number))
        for number, (names, time, on) in enumerate(shown)
    ]
    told = facts_of(*pages)
    shuffled = list(pages)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert facts_of(*shuffled) == told
    for event in told:
        assert event.was is not None and event.said is not None
        assert is_other(event.was, event.said)


def test_two_wordings_are_compared_by_what_the_last_capture_of_each_gives() -> None:
    pages = [
        reading(weir(byline=JANE, published=minute("10:30")), captured=day(1)),
        reading(weir(byline=JOHN), captured=day(2)),
        reading(replace(weir(published=minute("10:30")), body="Other words"), captured=day(3)),
        reading(replace(weir(byline=("Ann Poe",)), body="Other words"), captured=day(4)),
    ]
    coverage = coverage_of(*pages)
    (entry,) = coverage.entries
    seen = observe(coverage, pages)[entry.slug]
    captures = [each.capture for each in pages]
    (told,) = compare_facts(seen, captures[:2], captures[2:])
    assert (told.change, told.was, told.said) == (Change.BYLINE, JOHN, ("Ann Poe",))
    assert (told.before, told.capture) == (captures[1], captures[3])


def test_what_is_said_of_one_of_two_merged_entries_is_no_change_of_what_is_said_of_the_other() -> None:
    weir_then, ferry = said(RIVER, publisher_id="1", byline=JANE), said(FERRY, publisher_id="2", byline=JOHN)
    pages = [
        reading(weir_then, ferry, captured=day(1)),
        reading(ferry, weir_then, captured=day(2)),
        reading(replace(weir_then, byline=("Ann Poe",)), captured=day(3)),
    ]
    ties = ties_of([Decision(made=datetime(2022, 1, 1, tzinfo=UTC), operator="", one=("id:1", "id:2"))])
    (draft,) = revise(pages, ties)
    (entry,) = give_slugs([draft], {})
    coverage = replace(coverage_of(*pages), entries=(entry,))
    seen = observe(coverage, pages)[entry.slug]
    events = list(read_facts(seen, coverage.captures))
    assert not any(JOHN in (event.was, event.said) for event in events)


def test_of_merged_passages_without_ids_the_one_is_followed_that_a_capture_shows_alone() -> None:
    river, ferry = said(RIVER, "The weir", byline=JANE), said(FERRY, "Ferries", byline=JOHN)
    pages = [
        reading(river, ferry, captured=day(1)),
        reading(ferry, river, captured=day(2)),
        reading(replace(river, byline=("Ann Poe",)), captured=day(3)),
    ]
    ties = ties_of([Decision(made=datetime(2022, 1, 1, tzinfo=UTC), operator="", one=(river.key, ferry.key))])
    (entry,) = give_slugs(revise(pages, ties), {})
    coverage = replace(coverage_of(*pages), entries=(entry,))
    (history,) = read_histories(coverage, pages)
    told = [(event.change, event.was, event.said) for event in history.events]
    assert told == [(Change.NEW, None, None), (Change.BYLINE, JANE, ("Ann Poe",))]


def test_a_time_without_an_end_is_held_to_be_no_other() -> None:
    vague = Time(printed="that week", instant=minute("10:30").instant, precision=Precision.INTERVAL, basis=Basis.STATED)
    assert vague.end is None
    assert not is_other(vague, minute("11:30"))
    assert minute("10:30").end == minute("10:30").instant + timedelta(minutes=1)  # type: ignore[operator]
