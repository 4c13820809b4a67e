"""Are the entries of Reddit Live read with their ids, names and times?"""

from __future__ import annotations

import json

from tests.seeds.sample_pages import headlines, instants, read_sample, read_source

READING = read_sample("reddit.json")


def test_entries_have_the_publishers_ids() -> None:
    assert [entry.publisher_id for entry in READING.entries] == [
        f"1b2c3d4e-0000-11ee-8c99-e5f60718293{letter}" for letter in "abc"
    ]


def test_entries_have_the_names_shown_with_them() -> None:
    assert [entry.byline for entry in READING.entries] == [("Ada_Marsh",), ("Tom_Reed",), ("Ada_Marsh",)]


def test_entries_have_their_times() -> None:
    assert instants(READING) == ["16:42:10", "15:20:00", "14:05:30"]
    assert [entry.updated is not None for entry in READING.entries] == [False, False, False]


def test_entries_have_their_headlines() -> None:
    assert headlines(READING) == (None, None, None)


def test_what_was_struck_is_kept_and_says_so() -> None:
    assert [entry.withdrawn for entry in READING.entries] == [None, None, "struck by the publisher"]
    assert READING.liveblog.more


def test_an_update_without_html_has_its_plain_words() -> None:
    data = {"name": "LiveUpdate_1b2c3d4e-0000", "body": "Fish & <chips>\nagain", "created_utc": 1710261730}
    reading = read_source(json.dumps([{"kind": "LiveUpdate", "data": data}]))
    assert [(entry.publisher_id, entry.body) for entry in reading.entries] == [
        ("1b2c3d4e-0000", "Fish & &lt;chips>\n\nagain")
    ]
