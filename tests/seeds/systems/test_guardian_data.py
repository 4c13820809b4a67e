"""Are the entries of the Guardian's page data read with their ids, names and times?"""

from __future__ import annotations

import json

from tests.seeds.sample_pages import headlines, instants, read_sample, read_source

READING = read_sample("guardian.json")


def test_entries_have_the_publishers_ids() -> None:
    assert [entry.publisher_id for entry in READING.entries] == [
        f"block-65f0a1b2c3d4e5f60718293{letter}" for letter in "abc"
    ]


def test_entries_have_the_names_shown_with_them() -> None:
    assert [entry.byline for entry in READING.entries] == [("Ada Marsh",), ("Tom Reed",), ("Ada Marsh",)]


def test_entries_have_their_times() -> None:
    assert instants(READING) == ["16:42:10", "15:20:00", "14:05:30"]
    assert [entry.updated is not None for entry in READING.entries] == [True, False, True]


def test_entries_have_their_headlines() -> None:
    assert headlines(READING) == ("Weir to be opened by hand", "School sends pupils home", "First sandbags laid")


def test_the_page_says_what_it_is() -> None:
    about = READING.liveblog
    assert (about.publisher, about.address, about.more) == (
        "The Guardian",
        "https://www.theguardian.com/harrow/live",
        True,
    )
    assert about.summary == ("The river has risen for three days, and the valley is waiting.",)


def test_pictures_and_films_are_kept_as_caption_and_address() -> None:
    assert READING.entries[0].body.endswith(
        "![The weir at noon, seen from the mill](<https://pictures.example/harrow/weir.jpg>)\n\n"
        "[https://films.example/weir](<https://films.example/weir>)"
    )


def test_blocks_without_pictures_or_texts_are_read() -> None:
    elements = [
        {"media": {"allImages": [{"url": "https://a.example/b"}]}},
        {"media": {"allImages": [5]}},
        {"html": " "},
        5,
    ]
    block = {"id": "65f0a1b2c3d4e5f60718293a", "elements": elements, "blockCreatedOn": 1710261730000}
    reading = read_source(json.dumps({"headline": "x", "blocks": [block]}))
    assert [(entry.body, entry.headline) for entry in reading.entries] == [("![](<https://a.example/b>)", None)]
    assert instants(reading) == ["16:42:10"]
