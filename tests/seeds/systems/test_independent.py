"""Are the entries of the Independent read with their ids, names and times?"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.seeds.sample_pages import headlines, instants, read_sample, read_source, source_of

READING = read_sample("independent.html")


def test_entries_have_the_publishers_ids() -> None:
    assert [entry.publisher_id for entry in READING.entries] == ["post-751105", "post-751098", "post-751090"]


def test_entries_have_the_names_shown_with_them() -> None:
    assert [entry.byline for entry in READING.entries] == [("Ada Marsh",), ("Tom Reed",), ("Ada Marsh",)]


def test_entries_have_their_times() -> None:
    assert instants(READING) == ["16:42:10", "15:20:00", "14:05:30"]
    assert [entry.updated is not None for entry in READING.entries] == [True, False, True]


def test_entries_have_their_headlines() -> None:
    assert headlines(READING) == ("Weir to be opened by hand", "School sends pupils home", "First sandbags laid")


def test_entries_are_joined_with_data_that_spells_their_ids_in_another_way() -> None:
    assert [len(entry.provenance) for entry in READING.entries] == [2, 2, 2]


def test_a_later_time_that_is_shown_is_kept_as_that_of_an_update_so_that_it_alone_dates_the_words() -> None:
    page = source_of("independent.html")
    assert not READING.warnings  # the time that is shown with the first entry is that of its update
    moved = read_source(page.replace("2024-03-12 16:59", "12 March 2024 18:03"))
    first = moved.entries[0]
    assert instants(moved) == instants(READING)
    assert first.updated is not None and (first.updated.printed, first.updated.instant) == ("12 March 2024 18:03", None)
    assert [entry.updated for entry in moved.entries[1:]] == [entry.updated for entry in READING.entries[1:]]
    assert any("1 of 3 entries show another time" in warning for warning in moved.warnings)


def test_an_earlier_time_that_is_shown_is_no_update() -> None:
    page = source_of("independent.html").replace("2024-03-12 16:59", "12 March 2024 16:03")
    london = ZoneInfo("Europe/London")
    assert read_source(page, zone=london).entries[0].updated == READING.entries[0].updated
    later = read_source(page.replace("16:03", "18:03"), zone=london).entries[0].updated
    assert later is not None and later.instant == datetime(2024, 3, 12, 18, 3, tzinfo=UTC)
