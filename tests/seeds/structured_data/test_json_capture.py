"""Is JSON of each known shape read, and any other refused?"""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from backfile.errors import BadCapture
from backfile.seeds.structured_data.json_capture import READER
from backfile.seeds.systems.known import SHAPES
from tests.seeds.hostile import HOSTILE_DATA, JSON_VALUES, deep
from tests.seeds.sample_pages import DATA, read_sample, read_source, source_of


@pytest.mark.parametrize("name", DATA)
def test_each_sample_is_read_whole(name: str) -> None:
    reading = read_sample(name)
    assert (reading.reader, len(reading.entries), reading.warnings) == (READER, 3, ())
    text = reading.parts[0].text
    for entry in reading.entries:
        for place in entry.provenance:
            assert isinstance(json.loads(text[place.start : place.end]), dict)
    assert reading.entries[0].body.startswith(
        "The mayor said the **old weir** would be opened *by hand* before dusk.\n\n> We"
    )


@pytest.mark.parametrize(
    "text", ["{}", "[[]]", '{"entries": []}', '[{"id": 1}]', deep("["), deep("[{", ""), deep('{"a":'), "[", "[{}x"]
)
def test_what_is_of_no_known_shape_is_refused_with_those_that_are(text: str) -> None:
    with pytest.raises(BadCapture, match=r"page: is JSON of no shape that is known; known are: .*Reddit Live"):
        read_source(text, format="json")


@pytest.mark.parametrize("name", DATA)
def test_of_data_cut_off_the_entries_that_are_whole_are_read(name: str) -> None:
    source = source_of(name)
    found = set()
    for at in range(10, len(source), len(source) // 30):
        try:
            reading = read_source(source[:at], format="json")
        except BadCapture:
            found.add(0)
        else:
            found.add(len(reading.entries))
            assert reading.warnings == ("the data is cut off or broken: the entries that are whole were read",)
    assert found >= {0, 1, 2}


def test_data_behind_a_mark_or_before_a_rest_is_read() -> None:
    assert len(read_source("\ufeff \n" + source_of("bbc.json") + "};", format="json").entries) == 3


def test_the_shape_that_most_objects_have_is_that_of_the_data() -> None:
    both = f"[{source_of('bbc.json')}, {source_of('reddit.json')}, {source_of('reddit.json').replace('1b2c', '2b2c')}]"
    assert all("e5f6" in (entry.publisher_id or "") for entry in read_source(both, format="json").entries)
    assert len(read_source(both, format="json").entries) == 6


@given(HOSTILE_DATA)
def test_objects_of_every_shape_with_anything_in_them_are_read_by_the_laws(text: str) -> None:
    read_source(text, format="json")


@pytest.mark.parametrize("number", range(7))
@given(value=JSON_VALUES)
def test_objects_of_one_shape_with_anything_in_them_are_read_by_the_laws(number: int, value: object) -> None:
    rest = value if isinstance(value, dict) else {"x": value}
    shaped = [
        {**rest, "id": "0123456789abcdef01234567", "elements": [value, rest]},
        {**rest, "_id": "urn:x", "groups": [value, rest, {"refs": value}, {"refs": [value, {"item": rest}]}]},
        {**rest, "kind": "LiveUpdate", "data": rest},
        {**rest, "postType": "liveblog-update", "content": value},
        {**rest, "id": value, "type": "update", "timestamp": value},
        {**rest, "assetId": value, "dateAdded": value},
        {**rest, "id": value, "content_html": value, "content_text": value, "date_published": value},
    ][number]
    for data in ([shaped], {**rest, "items": [shaped]}):
        try:
            read_source(json.dumps(data), format="json")
        except BadCapture:
            assert number == 6


def test_every_shape_has_a_name_of_its_own() -> None:
    assert len({shape.name for shape in SHAPES}) == len(SHAPES)
