"""Does the log of the record tell what was done, and can nobody change it unnoticed?"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.errors import Damage
from backfile.seeds.shelf.log import LOG, Act, append_act, check_log, forget, read_log, without

ACT = Act(time=datetime(2024, 5, 2, 10, 30, 59, 999, tzinfo=UTC), command="add", version="1.2", operator="Ann Poe")
ABOUT: tuple[dict[str, object], ...] = (
    {"liveblog": "flood", "captures": {"a.txt": "0" * 64}},
    {"liveblog": "flood", "settled": True},
    {},
)


def logged(folder: Path) -> list[str]:
    for number, of in enumerate(ABOUT):
        append_act(folder, ACT, of, f"salt {number}")
    return (folder / LOG).read_text().splitlines()


def test_a_line_tells_when_what_which_version_and_who(tmp_path: Path) -> None:
    lines = [json.loads(line) for line in logged(tmp_path)]
    assert [(line["n"], line["time"], line["command"], line["version"], line["operator"]) for line in lines] == [
        (number, "2024-05-02T10:30:59Z", "add", "1.2", "Ann Poe") for number in (1, 2, 3)
    ]
    assert [line["of"] for line in lines] == list(ABOUT)
    assert [line["before"] for line in lines[1:]] == [line["sha256"] for line in lines[:-1]]
    assert list(check_log(read_log(tmp_path))) == []


def test_who_is_not_named_does_not_stand_there(tmp_path: Path) -> None:
    append_act(tmp_path, Act(time=ACT.time, command="add", version="1"), {}, "")
    assert "operator" not in read_log(tmp_path)[0]


@given(st.data())
def test_no_character_can_be_changed_unnoticed(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("log")
    text = "".join(f"{line}\n" for line in logged(folder))
    at = data.draw(st.integers(0, len(text) - 2))
    other = data.draw(st.characters(codec="ascii").filter(lambda each: each != text[at] and each not in " \t\r\n"))
    (folder / LOG).write_text(text[:at] + other + text[at + 1 :])
    try:
        assert list(check_log(read_log(folder)))
    except Damage as fault:
        assert f"{LOG}, line" in fault.place


@pytest.mark.parametrize("order", [(0, 2), (1, 2), (0, 2, 1), (0, 1, 1, 2), (1, 0, 2)])
def test_no_line_can_be_taken_out_put_in_or_moved(tmp_path: Path, order: tuple[int, ...]) -> None:
    lines = logged(tmp_path)
    (tmp_path / LOG).write_text("".join(f"{lines[at]}\n" for at in order))
    assert list(check_log(read_log(tmp_path)))


def test_what_a_line_is_about_can_be_forgotten_and_the_chain_holds(tmp_path: Path) -> None:
    logged(tmp_path)
    lines = read_log(tmp_path)
    forget(tmp_path, [without(lines[0]), *lines[1:]])
    assert "a.txt" not in (tmp_path / LOG).read_text()
    append_act(tmp_path, ACT, {}, "more")
    assert list(check_log(read_log(tmp_path))) == []


def test_a_line_that_a_stop_cut_counts_not_and_is_written_over(tmp_path: Path) -> None:
    whole = logged(tmp_path)
    with (tmp_path / LOG).open("a") as file:
        file.write(whole[0][:50])
    assert len(read_log(tmp_path)) == 3
    append_act(tmp_path, ACT, {}, "more")
    assert [line["n"] for line in read_log(tmp_path)] == [1, 2, 3, 4]
    assert list(check_log(read_log(tmp_path))) == []


def test_where_there_is_no_log_there_are_no_lines(tmp_path: Path) -> None:
    assert read_log(tmp_path) == []


def test_a_line_longer_than_what_is_read_at_once_is_found(tmp_path: Path) -> None:
    append_act(tmp_path, ACT, {"much": "x" * 200_000}, "")
    append_act(tmp_path, ACT, {"more": "y" * 200_000}, "")
    append_act(tmp_path, ACT, {}, "")
    assert list(check_log(read_log(tmp_path))) == []
