"""Does every fault end with the status that is promised, and in one line that a reader can act on?"""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile import errors
from backfile.errors import BackfileError, Status, UnknownName


def drawn_family() -> list[tuple[str, str | None, int]]:
    """(name, the name above it, status) for each line of the tree at the head of errors.py."""
    family: list[tuple[str, str | None, int]] = []
    above: list[str] = []
    for indent, name, status in re.findall(r"^([ │├└─]+)(\w+) +(\d+) {2}", errors.__doc__ or "", re.MULTILINE):
        depth = len(indent) // 4 - 1
        family.append((name, above[depth - 1] if depth else None, int(status)))
        above[depth:] = [name]
    return family


def test_the_tree_at_the_head_of_the_module_draws_the_whole_family() -> None:
    held = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)}
    assert {name for name, _, _ in drawn_family()} == held


@pytest.mark.parametrize(("name", "above", "status"), drawn_family())
def test_each_fault_has_the_parent_and_the_status_of_the_tree(name: str, above: str | None, status: int) -> None:
    fault = getattr(errors, name)
    assert fault.status == status
    assert fault.__bases__ == ((getattr(errors, above) if above else Exception),)


def test_the_statuses_are_those_that_scripts_rely_on() -> None:
    assert {status.name: status.value for status in Status} == {
        "DONE": 0,
        "NOTHING_FOUND": 1,
        "USAGE": 2,
        "FAILED": 3,
        "PARTLY": 4,
        "DAMAGE": 5,
        "NO_ARCHIVE": 10,
        "LOCKED": 11,
        "FORMAT": 12,
        "INTERRUPTED": 130,
    }


def test_a_message_says_place_fault_and_mend() -> None:
    assert str(BackfileError("seeds/a.html", "is empty", "save it again")) == "seeds/a.html: is empty; save it again"
    assert str(BackfileError("seeds/a.html", "is empty")) == "seeds/a.html: is empty"


@given(st.text(), st.text(), st.text())
@example("seeds/a\nb.html", "two\r\nlines", "a\u2028b\x85c\x1cd")
def test_a_message_is_one_line_whatever_it_speaks_of(place: str, fault: str, mend: str) -> None:
    assert len(str(BackfileError(place, fault, mend)).splitlines()) == 1


def test_an_unknown_name_is_answered_with_the_nearest_one() -> None:
    error = UnknownName("backfile.toml", "setting", "Titel", ["zone", "title", "publish"])
    assert str(error) == "backfile.toml: there is no setting “Titel”; did you mean “title”?"


def test_an_unknown_name_that_is_near_to_none_is_answered_with_all_of_them() -> None:
    error = UnknownName("backfile.toml", "setting", "qqqq", ["zone", "title"])
    assert error.mend == "known are title, zone"
