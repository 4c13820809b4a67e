"""Is each wording known from when something shows it, and from no sooner? Is each event told of by what shows it?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.archive.doubts import find_doubts
from backfile.archive.entry_file import dump_entry, load_entry
from backfile.archive.history import read_histories, read_wordings
from backfile.archive.order import in_order
from backfile.archive.revise import join_liveblogs, revise
from backfile.archive.slugs import give_slugs
from backfile.model.entry import Coverage, Entry
from backfile.model.evidence import Evidence
from backfile.model.history import Change, Event, Ground, Wording, first_known, held_by
from backfile.model.observation import LiveBlog, Observation, Reading
from backfile.model.time import Basis, Precision, Time
from backfile.text.slug import Slug
from tests.archive.readings import BREAD, FERRY, RIVER, day, minute, reading, said

MORE = LiveBlog(headline="River Alder updates", address="https://example.org/live/river", more=True)


def at(clock: str, on: int = 5) -> datetime:
    return datetime.fromisoformat(f"2022-10-{on:02}T{clock}+00:00")


def taken(clock: str, on: int = 5) -> Time:
    """A time of capture to the minute."""
    return Time(printed=clock, instant=at(clock, on), precision=Precision.MINUTE, basis=Basis.RECORDED, source="x")


def coverage_of(*readings: Reading) -> Coverage:
    ordered = in_order(readings)
    entries = tuple(give_slugs(revise(readings), {}))
    return Coverage(
        slug=Slug("river"),
        key="x",
        liveblog=join_liveblogs(ordered),
        captures=tuple(each.capture for each in ordered),
        entries=entries,
        doubts=find_doubts(((each.capture, each.latest) for each in ordered), entries),
    )


def wordings_of(*readings: Reading) -> tuple[Wording, ...]:
    coverage = coverage_of(*readings)
    (entry,) = coverage.entries
    return read_wordings(coverage, entry)


def events_of(entry: Entry, *readings: Reading) -> list[Event]:
    histories = {each.entry.slug: each for each in read_histories(coverage_of(*readings), readings)}
    return list(histories[entry.slug].events)


def known(wording: Wording) -> tuple[Ground, str, datetime] | None:
    return (wording.known.ground, wording.known.time.printed, wording.known.by) if wording.known else None


def one(words: str = RIVER, published: str | None = None, updated: str | None = None) -> Observation:
    return said(
        words,
        "The weir",
        published=minute(published) if published else None,
        updated=minute(updated) if updated else None,
    )


# Since when


def test_words_are_known_from_the_end_of_the_time_of_their_first_capture() -> None:
    first, again = reading(one(), captured=day(6)), reading(one(), captured=day(8))
    (wording,) = wordings_of(again, first)
    assert known(wording) == (Ground.CAPTURED, "2022-10-06", at("00:00", 7))
    assert wording.captures == (first.capture, again.capture)
    assert (wording.evidence, wording.until) == (Evidence.PASTED, None)


def test_words_are_known_from_the_publishers_last_update_and_not_from_publication() -> None:
    (wording,) = wordings_of(reading(one(published="10:28", updated="20:06"), captured=day(6)))
    assert known(wording) == (Ground.UPDATED, "20:06", at("20:07"))
    assert held_by([wording], at("20:06")) is None
    assert held_by([wording], at("20:07")) == wording


def test_words_of_which_no_update_is_told_are_known_from_publication() -> None:
    (wording,) = wordings_of(reading(one(published="10:28")))
    assert known(wording) == (Ground.PUBLISHED, "10:28", at("10:29"))


def test_words_that_are_published_at_two_times_are_known_from_the_later_one() -> None:
    early = reading(one(published="07:00"), captured=taken("09:00"))
    late = reading(one(published="07:05"), captured=taken("10:00"))
    for readings in ((early, late), (late, early)):
        (wording,) = wordings_of(*readings)
        assert known(wording) == (Ground.PUBLISHED, "07:05", at("07:06"))
    (entry,) = coverage_of(early, late).entries
    assert entry.published is not None and entry.published.printed == "07:00"
    (text,) = dump_entry(Slug("river"), entry).values()
    assert load_entry(entry.slug, text, str, "here") == entry
    (same,) = coverage_of(early, reading(one(published="07:00"), captured=taken("11:00"))).entries
    assert "republished" not in dump_entry(Slug("river"), same)[f"{same.slug}.md"]


def test_a_capture_does_not_show_words_sooner_than_the_update_that_it_states_beside_them() -> None:
    words = one(published="10:28", updated="20:06")
    (wording,) = wordings_of(reading(words, captured=taken("12:00")))
    assert known(wording) == (Ground.UPDATED, "20:06", at("20:07"))
    (wording,) = wordings_of(reading(words, captured=taken("20:05")))  # clocks differ by so much
    assert known(wording) == (Ground.CAPTURED, "20:05", at("20:06"))


def test_a_publisher_that_edits_without_a_word_is_not_believed_about_when_it_wrote_what() -> None:
    first, second = wordings_of(
        reading(one(RIVER, published="10:28"), captured=taken("12:00")),
        reading(one(FERRY, published="10:28"), captured=taken("18:00")),
    )
    assert (known(first), first.until) == ((Ground.CAPTURED, "12:00", at("12:01")), at("18:01"))
    assert (known(second), second.until) == ((Ground.CAPTURED, "18:00", at("18:01")), None)


def test_an_update_that_an_earlier_capture_refutes_does_not_count() -> None:
    before = reading(one(RIVER, published="10:28"), captured=taken("12:00"))
    _, refuted = wordings_of(before, reading(one(FERRY, published="10:28", updated="11:00"), captured=taken("18:00")))
    assert known(refuted) == (Ground.CAPTURED, "18:00", at("18:01"))
    _, sound = wordings_of(before, reading(one(FERRY, published="10:28", updated="13:00"), captured=taken("18:00")))
    assert known(sound) == (Ground.UPDATED, "13:00", at("13:01"))


def test_an_update_that_two_wordings_claim_dates_neither() -> None:
    first = reading(one(updated="12:00"), captured=taken("13:00"))
    other = reading(one(FERRY, updated="12:00"))
    ours, theirs = wordings_of(first, other)
    assert known(ours) == (Ground.CAPTURED, "13:00", at("13:01"))
    assert known(theirs) is None


def test_an_update_before_a_capture_that_shows_other_words_dates_nothing_whatever_the_order() -> None:
    first = reading(one(updated="10:30"), captured=taken("11:00"))
    other = reading(one(FERRY, updated="10:50"))  # nobody knows when it was captured
    ours, theirs = wordings_of(first, other)
    assert known(theirs) is None
    assert held_by((ours, theirs), at("11:05")) is ours


@pytest.mark.parametrize("later", [{"published": "21:30"}, {"published": "17:30", "updated": "21:30"}])
@pytest.mark.parametrize("basis", [Basis.STATED, Basis.RECORDED])
def test_a_capture_that_states_a_later_time_itself_dates_no_words_though_an_earlier_one_states_none(
    later: dict[str, str], basis: Basis
) -> None:
    first = reading(one(published="17:30"), captured=replace(taken("18:00"), basis=basis))
    second = reading(one(FERRY, **later), captured=replace(taken("19:00"), basis=basis))
    both = coverage_of(first, second)
    doubted = [(second.capture.digest, "21:30")] if basis is Basis.STATED else []
    assert [(capture, time.printed) for capture, time in both.doubts] == doubted
    old, new = wordings_of(first, second)
    assert known(old) == (Ground.CAPTURED, "18:00", at("18:01"))
    assert new.known is None or new.known.ground is Ground.UPDATED


def test_what_a_capture_of_recorded_time_states_too_late_of_one_entry_is_held_against_that_alone() -> None:
    slip = said(BREAD, "Bread", published=minute("21:30"))
    first = reading(one(published="17:30"), captured=taken("18:00"))
    second = reading(one(FERRY, published="17:30"), slip, captured=taken("19:00"))
    coverage = coverage_of(first, second)
    river, bread = (read_wordings(coverage, each) for each in coverage.entries)
    assert known(river[-1]) == (Ground.CAPTURED, "19:00", at("19:01"))
    assert known(bread[-1]) == (Ground.PUBLISHED, "21:30", at("21:31"))


def test_words_without_any_time_are_never_known() -> None:
    (wording,) = wordings_of(reading(one()))
    assert wording.known is None
    assert held_by([wording], datetime.max.replace(tzinfo=UTC)) is None
    assert first_known([wording]) is None


def test_words_of_a_capture_of_unknown_time_hold_from_the_update_stated_there_to_the_next_capture() -> None:
    shown, undated = wordings_of(
        reading(one(RIVER), captured=taken("18:00")), reading(one(FERRY, published="10:00", updated="13:00"))
    )
    assert known(undated) == (Ground.UPDATED, "13:00", at("13:01"))
    assert (undated.until, shown.until) == (at("18:01"), None)
    assert first_known([shown, undated]) == undated


CLOCKS = st.none() | st.sampled_from(["10:00", "12:00", "18:00"])
PAGES = st.lists(st.tuples(st.sampled_from([RIVER, FERRY, BREAD]), CLOCKS, CLOCKS, CLOCKS), min_size=1, max_size=4)


@given(PAGES, st.integers(0, 24 * 60))
@example([(RIVER, None, None, "12:00"), (FERRY, None, None, "12:00")], 12 * 60 + 1)
def test_at_any_instant_one_wording_holds_at_most_and_none_sooner_than_it_is_known(
    pages: list[tuple[str, str | None, str | None, str | None]], minutes: int
) -> None:
    readings = [
        reading(one(words, published, updated), captured=taken(clock) if clock else None, salt=str(number))
        for number, (words, published, updated, clock) in enumerate(pages)
    ]
    instant = at("00:00") + timedelta(minutes=minutes)
    wordings = wordings_of(*readings)
    holding = [each for each in wordings if held_by([each], instant)]
    assert len(holding) <= 1
    assert held_by(wordings, instant) == (holding[0] if holding else None)
    shown = [each for each in wordings if each.known and each.known.by <= instant]
    assert bool(shown) == bool(holding)
    if holding:
        assert holding[0].known is not None
        assert holding[0].known.by == max(each.known.by for each in shown if each.known)


# What became of it


def test_an_edit_names_the_last_capture_of_the_old_words_and_the_first_of_the_new() -> None:
    pages = [reading(one(words), captured=day(on), salt=str(on)) for on, words in enumerate([RIVER, RIVER, FERRY], 1)]
    (entry,) = coverage_of(*pages).entries
    assert events_of(entry, *reversed(pages)) == [
        Event(change=Change.NEW, capture=pages[0].capture, revision=1),
        Event(change=Change.EDITED, capture=pages[2].capture, before=pages[1].capture, revision=2, older=1),
    ]


def test_captures_of_one_day_do_not_tell_which_words_are_older_nor_what_went() -> None:
    one_way, other_way = reading(one(), said(BREAD, "Bread"), captured=day(6)), reading(one(FERRY), captured=day(6))
    (weir, *_) = coverage_of(one_way, other_way).entries
    (edited,) = (each for each in events_of(weir, one_way, other_way) if each.change is Change.EDITED)
    assert not edited.is_ordered
    later = reading(one(FERRY), captured=day(7))
    (edited,) = (each for each in events_of(weir, one_way, later) if each.change is Change.EDITED)
    assert edited.is_ordered
    for entry in coverage_of(one_way, other_way).entries:
        assert Change.ABSENT not in {each.change for each in events_of(entry, one_way, other_way)}


def marked(body: str) -> Observation:
    return replace(one(""), body=body)


def as_html(each: Reading) -> Reading:
    return replace(each, capture=replace(each.capture, format="html"))


def test_words_that_are_struck_out_and_a_strike_that_is_taken_back_are_told_as_such() -> None:
    bodies = ["Two flats.", "~~Two~~ flats.", "Two flats.", "Three flats."]
    pages = [as_html(reading(marked(body), captured=taken(f"1{at}:00"))) for at, body in enumerate(bodies)]
    coverage = coverage_of(*pages)
    told = [(event.change, event.revision, event.older) for event in events_of(coverage.entries[0], *pages)]
    assert told == [
        (Change.NEW, 1, None),
        (Change.STRUCK_OUT, 2, 1),
        (Change.UNSTRUCK, 3, 2),
        (Change.EDITED, 4, 3),
    ]


def test_an_entry_is_first_seen_only_in_a_capture_that_no_other_may_be_older_than() -> None:
    known = [reading(one(), captured=taken(clock)) for clock in ("10:00", "11:00")]
    coverage = coverage_of(*known)
    (new,) = events_of(coverage.entries[0], *known)
    assert (new.capture, new.first) == (known[0].capture, True)
    for other in (reading(one(), captured=day(5)), reading(one(), salt="untimed")):
        (new,) = events_of(coverage.entries[0], *known, other)
        assert not new.first


def test_what_the_publisher_says_is_held_against_the_captures_whose_order_is_known() -> None:
    pages = [
        reading(replace(one(words), byline=(name,)), captured=captured)
        for words, name, captured in (
            (FERRY, "Jane Doe", day(5)),
            (RIVER, "Jane Doe", taken("10:00")),
            (FERRY, "Max Roe", taken("11:00")),
        )
    ]
    events = events_of(coverage_of(*pages).entries[0], *pages)
    told = [(event.change, event.before, event.capture, event.is_ordered) for event in events[1:]]
    (_, early, late) = [each.capture for each in pages]
    assert told == [(Change.EDITED, early, late, True), (Change.BYLINE, early, late, True)]


def test_words_are_not_new_where_the_capture_of_earlier_ones_is_missing() -> None:
    first, later = reading(one(), captured=day(6)), reading(one(FERRY), captured=day(7))
    coverage = coverage_of(first, later)
    (history,) = read_histories(replace(coverage, captures=coverage.captures[1:]), [later])
    assert [(each.change, each.before) for each in history.events] == [(Change.EDITED, None)]


def test_what_the_publisher_says_of_updates_stands_apart_from_what_captures_show() -> None:
    pages = [
        reading(one(updated="11:00"), captured=day(6)),
        reading(one(updated="11:00"), captured=day(7), salt="b"),
        reading(one(updated="12:00"), captured=day(8)),
    ]
    (entry,) = coverage_of(*pages).entries
    said_so = [event for event in events_of(entry, *pages) if event.change is Change.UPDATED]
    assert [(event.capture, event.said) for event in said_so] == [
        (pages[0].capture, minute("11:00")),
        (pages[2].capture, minute("12:00")),
    ]


@pytest.mark.parametrize("word", ["deleted by the publisher", "struck by the publisher"])
def test_what_the_publisher_withdraws_is_told_where_it_is_said_first(word: str) -> None:
    pages = [
        reading(one(), captured=day(1)),
        reading(replace(one(), withdrawn=word), captured=day(2)),
        reading(replace(one(), withdrawn=word), captured=day(3), salt="c"),
    ]
    (entry,) = coverage_of(*pages).entries
    assert [(event.change.value, event.capture) for event in events_of(entry, *pages)][1:] == [(word, pages[1].capture)]


def test_an_absence_names_the_first_capture_without_the_entry_and_is_no_deletion() -> None:
    pages = [
        reading(one(BREAD), captured=day(1), salt="before"),
        reading(said(FERRY, "The ferry"), one(BREAD), captured=day(2)),
        reading(one(BREAD), captured=day(3), about=MORE),
        reading(one(BREAD), captured=day(4)),
        reading(said(FERRY, "The ferry"), one(BREAD), captured=day(5), salt="again"),
        reading(one(BREAD), captured=day(6), salt="gone"),
        reading(one(BREAD), salt="no time"),
    ]
    coverage = coverage_of(*pages)
    (ferry,) = [entry for entry in coverage.entries if entry.headline == "The ferry"]
    assert [event for event in events_of(ferry, *pages) if event.change is Change.ABSENT] == [
        Event(change=Change.ABSENT, capture=pages[2].capture, before=pages[1].capture, partial=True),
        Event(change=Change.ABSENT, capture=pages[5].capture, before=pages[4].capture),
    ]


def test_a_history_whose_captures_are_gone_tells_what_is_left() -> None:
    coverage = coverage_of(reading(one(), captured=day(1)))
    (history,) = read_histories(replace(coverage, captures=()), [])
    assert (history.events, history.wordings[0].evidence) == ((), Evidence.MISSING)
    assert history.wordings[0].known is None
