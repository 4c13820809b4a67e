from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys

import pytest

from backfile.index.query import And, Everything, Or, Prefix, Query, Undated, Word
from backfile.model.search import Asked, Document
from backfile.model.time import Time
from backfile.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    row: int
    number: int = 1
    marks: list[str] = dataclasses.field(default_factory=list, compare=False)

    def __post_init__(self) -> None:
        if self.row < 0:
            raise ValueError("there is no such row")

    @property
    def name(self) -> str:
        return f"{self.row}/{self.number}"


def test_a_value_is_what_the_standard_library_makes_of_it() -> None:
    assert repr(Seat(row=4)) == "Seat(row=4, number=1, marks=[])"
    assert Seat(row=4, marks=["x"]) == Seat(row=4, number=1) != Seat(row=5)
    assert hash(Seat(row=4)) == hash(Seat(row=4))
    assert Seat(row=4).name == "4/1"
    assert not hasattr(Seat(row=4), "__dict__")
    with pytest.raises(dataclasses.FrozenInstanceError):
        Seat(row=4).row = 5  # type: ignore[misc]
    with pytest.raises(TypeError, match="positional"):
        Seat(4)  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="no such row"):
        Seat(row=-1)


def test_lists_that_a_value_is_given_when_it_is_made_are_its_own() -> None:
    assert Seat(row=1).marks is not Seat(row=1).marks


@pytest.mark.parametrize("kind", [Document, Time, Asked, Word])
def test_fields_are_told_before_the_first_value_is_made(kind: type) -> None:
    asked = (
        f"import dataclasses; from {kind.__module__} import {kind.__name__} as kind;"
        "print(dataclasses.is_dataclass(kind), *(field.name for field in dataclasses.fields(kind)))"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["True", *kind.__annotations__]


def test_values_are_copied_replaced_and_kept_like_others() -> None:
    time = Time(printed="10:28")
    assert dataclasses.replace(time, printed="10:29") == Time(printed="10:29")
    assert copy.copy(time) == copy.deepcopy(time) == pickle.loads(pickle.dumps(time)) == time


def test_values_of_different_kinds_with_the_same_fields_differ() -> None:
    kinds: list[Query] = [Word("a"), Prefix("a"), And((Word("a"),)), Or((Word("a"),)), Everything(), Undated()]
    assert len(set(kinds)) == len(kinds)
    assert Everything() == Everything()


def test_values_are_told_apart_by_what_they_hold() -> None:
    match And((Word("dyke"), Prefix("fl"))):
        case And((Word(text), Prefix(begun))):
            assert (text, begun) == ("dyke", "fl")
        case _:
            pytest.fail("a tree is not known by its parts")
