"""Does a program get what a capture holds, as values and as plain dicts?"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import backfile
from backfile.errors import BadCapture, Usage
from tests.desk.pastes import FLOOD, MATCH, PDF


def test_a_file_is_read_without_an_archive(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(FLOOD, encoding="utf-8")
    reading = backfile.read(page, publisher="Example News", captured="2022-03-10")
    assert reading.liveblog.headline == "River Orre floods the lower town: Live updates"
    assert len(reading.entries) == 3
    assert reading.ledgers[0].characters == len(FLOOD)
    assert list(tmp_path.iterdir()) == [page]


def test_bytes_are_read_too() -> None:
    assert len(backfile.read(MATCH.encode()).entries) == 3


def test_records_are_plain_data_for_a_data_frame() -> None:
    first, *_ = backfile.records(backfile.read(MATCH.encode()))
    assert json.loads(json.dumps(first)) == first
    assert first["published"] == "2022-03-02T02:12:00Z"
    assert first["published_printed"] == "Mar 01, 2022, 9:12 PM EST"
    assert MATCH[first["start"] : first["end"]].startswith("Mar 01, 2022, 9:12 PM EST")


@pytest.mark.parametrize(("source", "fault"), [(PDF, BadCapture), ("missing.txt", Usage)])
def test_what_cannot_be_read_says_why(source: bytes | str, fault: type[Exception]) -> None:
    with pytest.raises(fault):
        backfile.read(source)


def test_a_statement_that_cannot_be_meant_says_so() -> None:
    with pytest.raises(Usage, match="no date"):
        backfile.read(FLOOD.encode(), captured="yesterday")


def test_the_front_door_is_small_and_opens_late() -> None:
    assert backfile.__all__ == ["Archive", "__version__", "read", "records"]
    with pytest.raises(AttributeError, match="no attribute"):
        _ = backfile.nothing_like_it
    loaded = "import sys, backfile; print([name for name in sys.modules if name.startswith('backfile.')])"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
