"""Are the entries of Sourcefabric Live Blog read with their ids, names and times?"""

from __future__ import annotations

import json

from tests.seeds.sample_pages import headlines, instants, read_sample, read_source

READING = read_sample("sourcefabric.json")


def test_entries_have_the_publishers_ids() -> None:
    assert [entry.publisher_id for entry in READING.entries] == [
        f"urn:newsml:valley:{number}" for number in (751105, 751098, 751090)
    ]


def test_entries_have_the_names_shown_with_them() -> None:
    assert [entry.byline for entry in READING.entries] == [("Ada Marsh",), ("Tom Reed",), ("Ada Marsh",)]


def test_entries_have_their_times() -> None:
    assert instants(READING) == ["16:42:10", "15:20:00", "14:05:30"]
    assert [entry.updated is not None for entry in READING.entries] == [True, False, True]


def test_entries_have_their_headlines() -> None:
    assert headlines(READING) == (None, None, None)


def test_what_was_deleted_is_kept_and_says_so() -> None:
    assert [entry.withdrawn for entry in READING.entries] == [None, None, "deleted by the publisher"]


def test_the_page_says_how_many_posts_there_are() -> None:
    assert (READING.liveblog.declared, READING.liveblog.more) == (12, True)


def test_pictures_and_embeds_are_kept_as_caption_and_address() -> None:
    assert READING.entries[0].body.endswith(
        "![The weir at noon](<https://pictures.example/harrow/weir.jpg>)\n\n"
        "[A film of the weir](<https://films.example/weir>)\n\nA film that is gone"
    )


def test_a_post_without_an_edit_has_no_time_of_update() -> None:
    post = {"_id": "urn:x", "groups": [], "firstcreated": "2024-03-12T16:42:10Z", "_updated": "2024-03-12T17:00:00Z"}
    reading = read_source(json.dumps([post]))
    assert (instants(reading), reading.entries[0].updated) == (["16:42:10"], None)


def test_a_post_has_its_own_tags() -> None:
    post = {"_id": "urn:x", "groups": [], "firstcreated": "2024-03-12T16:42:10Z", "headline": "Rain"}
    posts = [{**post, "tags": ["Rain", "Harrow Lane"]}, {**post, "_id": "urn:y", "headline": "Sun", "tags": None}]
    assert [entry.tags for entry in read_source(json.dumps(posts)).entries] == [("Rain", "Harrow Lane"), ()]
