"""Is it read how long ago something was, in the languages that pages say it in, and never more exactly than is said?"""

from __future__ import annotations

from datetime import timedelta

import pytest

from backfile.text.ago import Ago, find_ago, match_ago


@pytest.mark.parametrize(
    ("said", "ago"),
    [
        ("2 hours ago", Ago(7200, 3600)),
        ("1h ago", Ago(3600, 3600)),
        ("an hour ago", Ago(3600, 3600)),
        ("18 hr 50 min ago", Ago(67800, 60)),
        ("vor 5 Minuten", Ago(300, 60)),
        ("il y a 3 jours", Ago(259200, 86400)),
        ("3 godz. temu", Ago(10800, 3600)),
        ("just now", Ago(0, 60)),
        ("Щойно", Ago(0, 60)),
    ],
)
def test_words_say_how_long_ago(said: str, ago: Ago) -> None:
    assert match_ago(said) == (ago, len(said))
    assert find_ago(f"* {said}") == ago


@pytest.mark.parametrize("said", ["", "2 hours", "ago", "2 agonies ago", "just nowhere", "20:15"])
def test_other_words_do_not(said: str) -> None:
    assert match_ago(said) is None


def test_a_span_is_as_long_as_what_is_left_open() -> None:
    hours = Ago(7200, 3600)
    assert (hours.earliest, hours.earliest - hours.length) == (timedelta(hours=3), timedelta(hours=1, minutes=29))
    assert Ago(0, 60).earliest == timedelta(minutes=1)
