"""Are the entries of SportoweFakty read with their ids, names and times?"""

from __future__ import annotations

from tests.seeds.sample_pages import headlines, instants, read_sample

READING = read_sample("sportowefakty.html")


def test_entries_have_the_publishers_ids() -> None:
    assert [entry.publisher_id for entry in READING.entries] == ["751105", "751098", "751090"]


def test_entries_have_the_names_shown_with_them() -> None:
    assert [entry.byline for entry in READING.entries] == [(), (), ()]


def test_entries_have_their_times() -> None:
    assert instants(READING) == [None, None, None]
    assert [entry.updated is not None for entry in READING.entries] == [False, False, False]


def test_entries_have_their_headlines() -> None:
    assert headlines(READING) == (None, None, None)


def test_a_clock_time_without_its_day_is_kept_as_printed() -> None:
    assert [entry.published and entry.published.printed for entry in READING.entries] == [None, "15:20", "14:05"]
