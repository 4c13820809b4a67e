"""Are the objects of lists in a JSON text found with their places, in bounded work?"""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from backfile.seeds.structured_data.objects import Objects, listed_objects
from tests.seeds.hostile import JSON_VALUES, deep


def test_wanted_objects_are_found_in_whichever_list_they_stand() -> None:
    text = json.dumps(
        {
            "a": [{"x": 1, "in": [{"y": 1}]}, {"y": 2, "in": [{"y": 3}]}],
            "b": [{"y": 4}],
            "y": 5,
            "c": [{"z": [{"y": 6}]}],
        }
    )
    found = list(listed_objects(text, lambda each: "y" in each))
    assert [each.value["y"] for each in found] == [1, 2, 4, 6]
    assert [json.loads(text[each.start : each.end]) for each in found] == [each.value for each in found]


def test_a_list_goes_on_behind_what_is_not_wanted() -> None:
    text = '[null, {"y": 1}, {"x": [{"y": 9, "z": [{"y": 8}]}]}, {"y": 2} {"y": 3}, null, 5, {"y": 4}]'
    assert [each.value["y"] for each in listed_objects(text, lambda each: "y" in each)] == [1, 9, 2, 3]


def test_objects_end_where_one_cannot_be_read() -> None:
    text = 'null, {"a": 1}, null, {"b": 2}\n{"c"'
    assert [each.value for each in Objects(text).read(0)] == [{"a": 1}, {"b": 2}]
    assert list(Objects(text).read(len(text))) == []
    assert list(Objects("1, {}").read(0)) == []


@pytest.mark.parametrize(
    "text",
    [
        deep("[", ""),
        deep("[{", ""),
        deep('[{"a":', ""),
        deep("[{}x", ""),
        deep("[", "", "]"),
        deep('[{"a":1},{"b":2}],', ""),
        deep('[{"b":1},{"a":', "1", "}]", times=400),
    ],
)
def test_lists_inside_lists_end_in_bounded_work(text: str) -> None:
    assert list(listed_objects(text, lambda each: False)) == []


def test_what_was_read_too_often_is_given_up() -> None:
    objects = Objects("{}" * 30)
    while objects.left > 0:
        assert len(list(objects.read(0))) > 0
    assert list(objects.read(0)) == []


@given(JSON_VALUES)
def test_every_object_found_stands_where_it_is_said_to(value: object) -> None:
    text = json.dumps([value, {"y": value}])
    for each in listed_objects(text, lambda given: "id" in given or "y" in given):
        assert text[each.start] == "{"
        assert text[each.end - 1] == "}"
