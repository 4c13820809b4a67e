"""Are the entries of the Daily Express read with their ids, names and times?"""

from __future__ import annotations

from tests.seeds.sample_pages import headlines, instants, read_sample

READING = read_sample("express.html")


def test_entries_have_the_publishers_ids() -> None:
    assert [entry.publisher_id for entry in READING.entries] == [
        "live-1924698-weir-",
        "live-1924698-schoo",
        "live-1924698-first",
    ]


def test_entries_have_the_names_shown_with_them() -> None:
    assert [entry.byline for entry in READING.entries] == [("Ada Marsh",), ("Tom Reed",), ("Ada Marsh",)]


def test_entries_have_their_times() -> None:
    assert instants(READING) == ["16:42:10", "15:20:00", "14:05:30"]
    assert [entry.updated is not None for entry in READING.entries] == [True, False, True]


def test_entries_have_their_headlines() -> None:
    assert headlines(READING) == ("Weir to be opened by hand", "School sends pupils home", "First sandbags laid")
