"""Does a time that nobody here can read begin its entry all the same, kept as it is printed and meaning nothing?"""

from __future__ import annotations

import pytest

from backfile.text.markdown import words
from tests.seeds.paste.pages import read

BODY = "The gauge at the weir stood at {} metres, a hand lower than at breakfast, the keeper said."


def page(*lines: str, head: str = "Sunday 31 March 2024") -> str:
    told = [f"{line}\n\n{BODY.format(number)}" for number, line in enumerate(lines)]
    return "\n\n".join(["River Alder live: what we know so far", head, *told])


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (("6:00 p.m. CST", "5:40 p.m. CST", "5:00 p.m. CST"), "which zone CST means is not certain"),
        (("6:00 p.m. GMT", "5:40 p.m. GMT", "5:00 p.m. WGST"), "which zone WGST means is not certain"),
        (
            ("04/13/2024 18:00 EST", "04/13/2024 17:40 EST", "04/03/2024 17:00 EST"),
            "the day and the month of it may stand either way round",
        ),
        (("Just now", "5 min ago", "yesterday"), "which day it was is not certain"),
        (("3 hours ago", "5 hours ago", "Gestern"), "which day it was is not certain"),
        (("Today 18:40 GMT", "Today 18:20 GMT", "Yesterday, 23:10 GMT"), "which day it was is not certain"),
        (("11:40 Uhr", "11:20 Uhr", "10:50 Ortszeit"), "which time it is is not certain"),
        (
            ("2024年5月14日 上午2:20", "2024年5月13日 下午11:55", "2024年5月13日 深夜11:10"),
            "which time it is is not certain",
        ),
    ],
)
def test_the_last_time_begins_its_entry_though_it_means_no_instant(lines: tuple[str, ...], why: str) -> None:
    entries = read(page(*lines)).entries
    assert [each.published and each.published.printed for each in entries] == list(lines)
    assert [words(each.body) for each in entries] == [BODY.format(number) for number in range(len(lines))]
    last = entries[-1].published
    assert last is not None and (last.instant, last.doubt) == (None, why)


def test_lines_that_are_built_as_times_but_stand_for_something_else_are_no_times() -> None:
    for line in ("2:1", "Curfew until 20:00", "3 dead since 18:40", "9:10 metres at noon"):
        for times in (
            ("18:00 GMT", "17:40 GMT"),
            ("Posted at 18:00", "Posted at 17:40"),
            ("2 h ago 18:00", "3 h ago 17:00"),
        ):
            text = page(*times).replace("The gauge", f"{line}\n\nThe gauge")
            assert len(read(text).entries) == 2, line


@pytest.mark.parametrize(
    ("line", "hour"),
    [("2024年5月13日 晚上9:10 GMT", 21), ("2024年5月13日 早上9:10 GMT", 9), ("١٣ مايو ٢٠٢٤، ٩:١٠ م GMT", 21)],
)
def test_halves_of_the_day_and_commas_of_other_scripts_are_read(line: str, hour: int) -> None:
    first = read(page(line, line.replace("10", "05").replace("١٠", "٠٥"))).entries[0].published
    assert first is not None and first.instant is not None and first.instant.hour == hour


def test_a_date_that_may_be_two_days_is_not_that_of_the_page() -> None:
    first = read(page("04/03/2024 17:00 GMT", "04/03/2024 16:00 GMT")).entries[0].published
    assert first is not None and first.instant is None


@pytest.mark.parametrize(
    "lines",
    [
        ("5 min ago", "2 hours ago", "18:30", "17:20"),
        ("5 min ago", "2 hours ago", "30 March 2024, 23:10"),
        ("18:30", "17:20", "30 March, 23:10", "30 March, 22:10"),
    ],
)
def test_times_of_another_form_below_the_others_begin_entries_too(lines: tuple[str, ...]) -> None:
    entries = read(page(*lines)).entries
    assert [each.published and each.published.printed for each in entries] == list(lines)


def test_neither_the_length_of_a_film_nor_the_time_of_a_comment_begins_an_entry() -> None:
    told = "keeper said.\n\n00:41\n\nThe film shows the water at the weir."
    film = page("3 min ago", "2 hours ago", "3 hours ago").replace("keeper said.", told, 1)
    last = page("5 min ago", "2 hours ago") + f"\n\n01:12\n\n{BODY.format(9)}"
    below = "".join(f"\n\n{number} days ago\n\n{BODY.format(number)}" for number in (3, 4))
    comments = page("18:30", "17:20") + f"\n\nComments{below}"
    assert [len(read(text).entries) for text in (film, last, comments)] == [3, 2, 2]
