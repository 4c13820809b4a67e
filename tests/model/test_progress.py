"""Does work go on in the same order when nobody is told of it?"""

from __future__ import annotations

import pytest

from backfile.model.progress import Progress, silent


def test_silence_gives_every_item_in_order_and_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    progress: Progress = silent
    assert list(progress("reading", ["b", "a", "b"])) == ["b", "a", "b"]
    assert capfd.readouterr() == ("", "")
