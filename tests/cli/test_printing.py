"""Is everything printed so that a person can read it and nothing in it can steer the terminal?"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from backfile.cli.printing import (
    counted,
    print_json,
    print_table,
    progress_bar,
    say,
)
from backfile.model.telling import captured_words, time_words
from backfile.model.time import Basis, Precision, Time

STEERING = set(map(chr, [*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)])) - {"\n"}

keeping_fixtures = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
cells = st.text(max_size=20)


def stated(printed: str, instant: datetime | None) -> Time:
    if instant is None:
        return Time(printed=printed)
    return Time(printed=printed, instant=instant, precision=Precision.MINUTE, basis=Basis.STATED)


@keeping_fixtures
@given(st.lists(st.tuples(cells, cells, cells), max_size=5))
@example([("\x1b[31m", "a\nb\tc", "\u202e"), ("", "", "")])
def test_a_table_has_one_line_a_row_and_steers_nothing(
    capsys: pytest.CaptureFixture[str], rows: list[tuple[str, str, str]]
) -> None:
    print_table(("one", "#two", "three"), rows)
    out = capsys.readouterr().out
    assert not STEERING & set(out)
    assert len(out.split("\n")) == len(rows) + 2
    assert all(line == line.rstrip() for line in out.split("\n"))


def test_numbers_stand_to_the_right_and_words_to_the_left(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("name", "#count", "state"), [("a", "7", "read"), ("longer", "1,418", "held")])
    assert capsys.readouterr().out.splitlines() == [
        "name    count  state",
        "a           7  read",
        "longer  1,418  held",
    ]


@keeping_fixtures
@given(st.recursive(st.text() | st.integers() | st.none(), lambda each: st.lists(each) | st.dictionaries(cells, each)))
def test_json_is_plain_letters_and_reads_back_the_same(capsys: pytest.CaptureFixture[str], value: object) -> None:
    print_json(value)
    out = capsys.readouterr().out
    assert out.isascii() and not STEERING & set(out)
    assert json.loads(out) == value


@keeping_fixtures
@given(st.text())
@example("two\nlines\x1b[2J")
def test_a_message_is_one_line_on_stderr(capsys: pytest.CaptureFixture[str], message: str) -> None:
    say(message)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.endswith("\n") and err.count("\n") == 1
    assert not STEERING & set(err)


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (None, "time not given"),
        (stated("9:12 PM", None), "9:12 PM (as printed; date and zone not given)"),
        (stated("9:12 PM GMT", datetime(2022, 3, 10, 21, 12, tzinfo=UTC)), "9:12 PM GMT = 2022-03-10 21:12 UTC"),
        (stated("2022-03-10 21:12 UTC", datetime(2022, 3, 10, 21, 12, tzinfo=UTC)), "2022-03-10 21:12 UTC"),
    ],
)
def test_a_time_is_told_as_printed_and_as_meant(time: Time | None, words: str) -> None:
    assert time_words(time) == words


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (None, "not known"),
        (stated("2022-03-10", datetime(2022, 3, 10, tzinfo=UTC)), "2022-03-10 (stated by a person)"),
        (stated("March", None), "March (as printed)"),
    ],
)
def test_a_time_of_capture_is_told_with_how_it_is_known(time: Time | None, words: str) -> None:
    assert captured_words(time) == words


def test_things_are_counted_in_words() -> None:
    assert [counted(number, "byte") for number in (0, 1, 2)] == ["0 bytes", "1 byte", "2 bytes"]
    assert counted(1_418, "entry", "entries") == "1,418 entries"


def test_progress_is_shown_on_a_terminal_for_work_that_is_long_enough(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list(progress_bar("reading", [1, 2, 3])) == [1, 2, 3]
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert list(progress_bar("reading", [1])) == [1]
    assert capsys.readouterr() == ("", "")
    assert list(progress_bar("reading", [1, 2, 3])) == [1, 2, 3]
    out, err = capsys.readouterr()
    assert out == ""
    assert "reading" in err and "100%" in err


def test_a_day_that_was_reckoned_is_told_as_such() -> None:
    night = datetime(2024, 3, 30, 23, 50, tzinfo=UTC)
    time = Time(printed="11:50 p.m. GMT", instant=night, precision=Precision.MINUTE, basis=Basis.ROLLOVER)
    assert time_words(time) == "11:50 p.m. GMT = 2024-03-30 23:50 UTC, the day reckoned from the page’s date"


def test_a_time_told_from_the_capture_backwards_is_told_as_the_span_that_it_leaves_open() -> None:
    begins = datetime(2024, 4, 2, 9, 34, tzinfo=UTC)
    time = Time(printed="2 hours ago", instant=begins, precision=Precision.INTERVAL, basis=Basis.RELATIVE)
    between = "between 2024-04-02 09:34 and 11:05 UTC, counted from the capture"
    assert time_words(time) == f"2 hours ago = {between}"
    days = Time(printed="2 days ago", instant=begins, precision=Precision.INTERVAL, basis=Basis.RELATIVE)
    assert "between 2024-04-02 09:34 and 2024-04-03 21:35 UTC" in time_words(days)
