"""Are the entries of the BBC read with their ids, names and times?"""

from __future__ import annotations

import json

from tests.seeds.sample_pages import headlines, instants, read_sample, read_source

READING = read_sample("bbc.json")


def test_entries_have_the_publishers_ids() -> None:
    assert [entry.publisher_id for entry in READING.entries] == [
        f"post_65f0a1b2c3d4e5f60718293{letter}" for letter in "abc"
    ]


def test_entries_have_the_names_shown_with_them() -> None:
    assert [entry.byline for entry in READING.entries] == [("Ada Marsh",), ("Tom Reed",), ("Ada Marsh",)]


def test_entries_have_their_times() -> None:
    assert instants(READING) == ["16:42:10", "15:20:00", "14:05:30"]
    assert [entry.updated is not None for entry in READING.entries] == [True, False, True]


def test_entries_have_their_headlines() -> None:
    assert headlines(READING) == ("Weir to be opened by hand", "School sends pupils home", "First sandbags laid")


def test_the_page_says_how_many_results_there_are() -> None:
    assert (READING.liveblog.publisher, READING.liveblog.declared) == ("BBC", 40)


def test_a_result_need_not_have_words_or_names() -> None:
    results = [{"assetId": "65f0a1b2c3d4e5f60718293a", "title": "Rain", "dateAdded": "10:31", "summary": ["x"]}]
    reading = read_source(json.dumps({"results": results, "total": "many"}))
    assert [(entry.headline, entry.body, entry.byline) for entry in reading.entries] == [("Rain", "", ())]
    assert reading.liveblog.declared is None
