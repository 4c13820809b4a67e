"""Are the entries of the Independent read with their ids, names and times?"""

from __future__ import annotations

from tests.seeds.sample_pages import headlines, instants, read_sample

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
