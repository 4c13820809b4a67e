"""Are the entries of Al Jazeera read with their ids, names and times?"""

from __future__ import annotations

import json

from tests.seeds.sample_pages import headlines, instants, read_sample, read_source

READING = read_sample("aljazeera.json")


def test_entries_have_the_publishers_ids() -> None:
    assert [entry.publisher_id for entry in READING.entries] == ["751105", "751098", "751090"]


def test_entries_have_the_names_shown_with_them() -> None:
    assert [entry.byline for entry in READING.entries] == [("Ada Marsh",), (), ()]


def test_entries_have_their_times() -> None:
    assert instants(READING) == ["16:42:10", "15:20:00", None]
    assert [entry.updated is not None for entry in READING.entries] == [False, False, False]


def test_entries_have_their_headlines() -> None:
    assert headlines(READING) == ("Weir to be opened by hand", None, "First sandbags laid")


def test_the_page_says_what_it_is_and_how_many_updates_there_are() -> None:
    about = READING.liveblog
    assert (about.publisher, about.publisher_id, about.declared) == ("Al Jazeera", "4512", 5)
    assert about.address == "https://www.aljazeera.com/news/liveblog/harrow"


def test_an_answer_of_its_own_is_read() -> None:
    update = {"id": "751105", "postType": "liveblog-update", "content": "<p>Rain.</p>", "date": "2024-03-12T16:42:10"}
    reading = read_source(json.dumps({"data": {"article": None}, "posts": [None, update]}))
    assert [(entry.body, entry.published and entry.published.printed) for entry in reading.entries] == [
        ("Rain.", "2024-03-12T16:42:10")
    ]
    assert reading.liveblog.publisher_id is None
