"""Are the entries of WordPress Liveblog read with their ids, names and times?"""

from __future__ import annotations

import json

from tests.seeds.sample_pages import headlines, instants, read_sample, read_source

READING = read_sample("wordpress.json")


def test_entries_have_the_publishers_ids() -> None:
    assert [entry.publisher_id for entry in READING.entries] == ["751105", "751048", "751090"]


def test_entries_have_the_names_shown_with_them() -> None:
    assert [entry.byline for entry in READING.entries] == [("Ada Marsh",), ("Tom Reed",), ("Ada Marsh",)]


def test_entries_have_their_times() -> None:
    assert instants(READING) == ["16:42:10", "15:20:00", "14:05:30"]
    assert [entry.updated is not None for entry in READING.entries] == [False, True, False]


def test_entries_have_their_headlines() -> None:
    assert headlines(READING) == (None, None, None)


def test_an_edit_is_of_the_entry_it_replaces_and_a_deletion_says_so() -> None:
    assert [entry.withdrawn for entry in READING.entries] == [None, None, "deleted by the publisher"]
    assert READING.liveblog.more


def test_hashtags_are_tags() -> None:
    entry = {"id": 751048, "type": "new", "timestamp": 1710261730, "content": "Rain."}
    classes = "comment byuser term-flood short-term-help  term-river-orre term-FLOOD"
    (tagged,) = read_source(json.dumps({"entries": [{**entry, "css_classes": classes}]})).entries
    assert tagged.tags == ("flood", "river-orre")
    assert [each.tags for each in READING.entries] == [()] * 3


def test_an_entry_and_its_edit_in_one_answer_are_one_entry() -> None:
    new = {"id": 751048, "type": "new", "timestamp": 1710261730, "content": "Rain.", "author": {"name": "Ada Marsh"}}
    edit = {
        **new,
        "id": 751099,
        "type": "update",
        "replaces": "751048",
        "content": "Heavy rain.",
        "timestamp": 1710262730,
    }
    for answer in ([new, edit], [edit, new]):
        reading = read_source(json.dumps({"entries": answer}))
        assert [(entry.publisher_id, entry.byline, entry.body) for entry in reading.entries] == [
            ("751048", ("Ada Marsh",), "Heavy rain.")
        ]
        assert instants(reading) == ["16:42:10"]
