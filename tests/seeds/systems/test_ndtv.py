"""Are the entries of NDTV read with their ids, names and times?"""

from __future__ import annotations

from tests.seeds.sample_pages import headlines, instants, read_sample

READING = read_sample("ndtv.html")


def test_entries_have_the_publishers_ids() -> None:
    assert [entry.publisher_id for entry in READING.entries] == [None, None, None]


def test_entries_have_the_names_shown_with_them() -> None:
    assert [entry.byline for entry in READING.entries] == [(), (), ()]


def test_entries_have_their_times() -> None:
    assert instants(READING) == ["16:42:10", "15:20:00", "14:05:30"]
    assert [entry.updated is not None for entry in READING.entries] == [False, False, False]


def test_entries_have_their_headlines() -> None:
    assert headlines(READING) == ("Weir to be opened by hand", "School sends pupils home", "First sandbags laid")


def test_page_and_microdata_are_joined_by_their_words() -> None:
    assert [[place.part for place in entry.provenance] for entry in READING.entries] == [["text", "microdata"]] * 3
