"""Are the entries of Reach read with their ids, names and times?"""

from __future__ import annotations

from tests.seeds.sample_pages import headlines, instants, read_sample

READING = read_sample("reach.html")


def test_entries_have_the_publishers_ids() -> None:
    assert [entry.publisher_id for entry in READING.entries] == ["751105", "751098", "751090", "751005", "750998"]


def test_entries_have_the_names_shown_with_them() -> None:
    assert [entry.byline for entry in READING.entries] == [("Ada Marsh",), ("Tom Reed",), ("Ada Marsh",), (), ()]


def test_entries_have_their_times() -> None:
    assert instants(READING) == ["16:42:10", "15:20:00", "14:05:30", "11:00:00", "08:30:00"]
    assert [entry.updated is not None for entry in READING.entries] == [True, False, True, False, False]


def test_entries_have_their_headlines() -> None:
    assert headlines(READING) == (
        "Weir to be opened by hand",
        "School sends pupils home",
        "First sandbags laid",
        "Rain warning",
        "Board meets",
    )


def test_what_the_page_shows_and_what_its_data_holds_are_both_read() -> None:
    assert [any(place.displayed for place in entry.provenance) for entry in READING.entries] == [True] * 3 + [False] * 2
