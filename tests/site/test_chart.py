"""The picture of entries over time: every entry is in it, it can be read in light and dark, and it says so in words."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.site.chart import HEIGHT, draw_chart
from backfile.site.wording import words_of
from tests.site.test_theme import DARK, LIGHT

ENGLISH = words_of("en")

SVG = "{http://www.w3.org/2000/svg}"
DAYS = st.dates().map(str)


def bars(svg: str) -> list[tuple[float, float, int]]:
    """Where each bar begins and ends, in percent, and how high it is."""
    found = ElementTree.fromstring(svg).iter(f"{SVG}rect")
    measures = [
        (float(bar.attrib["x"][:-1]), float(bar.attrib["width"][:-1]), int(bar.attrib["height"])) for bar in found
    ]
    return [(x, x + width, height) for x, width, height in measures]


@pytest.mark.parametrize("dates", [[], ["2022-03-10"], ["2022-03-10"] * 9])
def test_fewer_than_two_days_make_no_picture(dates: list[str]) -> None:
    assert draw_chart(dates, ENGLISH) is None


def test_what_it_shows_is_told_in_words() -> None:
    chart = draw_chart(["2022-03-10", "2022-03-12", "2022-03-12"], ENGLISH)
    assert chart
    assert chart.caption == "Entries by day, 10 March 2022 to 12 March 2022"
    assert chart.words == f"{chart.caption}: 3 entries in all, most of them on 12 March 2022 (2)"
    assert f"<title>{chart.words}</title>" in chart.svg


@pytest.mark.parametrize(
    ("last", "unit"),
    [
        ("2015-01-02", "day"),
        ("2015-04-02", "day"),
        ("2015-04-03", "month"),
        ("2024-12-31", "month"),
        ("2025-01-01", "year"),
    ],
)
def test_bars_are_of_days_months_or_years_as_the_span_asks(last: str, unit: str) -> None:
    chart = draw_chart(["2015-01-01", last], ENGLISH)
    assert chart
    assert chart.caption.startswith(f"Entries by {unit}, ")


@given(st.lists(DAYS, min_size=1, max_size=60))
@example(["0001-01-01", "9999-12-31"])
@example(["2021-12-31", "2022-01-01"])
def test_every_bar_stands_inside_and_no_two_overlap(dates: list[str]) -> None:
    chart = draw_chart(dates, ENGLISH)
    if not chart:
        assert len(set(dates)) < 2
        return
    drawn = bars(chart.svg)
    assert drawn[0][0] >= 0
    assert drawn[-1][1] <= 100.01
    for (_, end, _), (start, _, _) in pairwise(drawn):
        assert start >= end - 0.01
    assert all(1 <= height < HEIGHT for *_, height in drawn)
    assert max(height for *_, height in drawn) == 118
    assert len(re.findall('y="163"', chart.svg)) <= 10


@given(st.lists(DAYS, max_size=20), st.randoms(use_true_random=False))
def test_the_order_of_the_entries_changes_nothing(dates: list[str], chance: object) -> None:
    shuffled = dates[:]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert draw_chart(dates, ENGLISH) == draw_chart(shuffled, ENGLISH)


def test_a_bar_is_as_high_as_its_part_of_the_most() -> None:
    chart = draw_chart(["2022-03-10"] * 4 + ["2022-03-11"] * 2 + ["2022-03-12"], ENGLISH)
    assert chart
    assert [height for *_, height in bars(chart.svg)] == [118, 59, 30]


def test_its_colours_are_those_of_the_pages_in_light_and_dark() -> None:
    chart = draw_chart(["2022-03-10", "2022-03-11"], ENGLISH)
    assert chart
    light, _, dark = chart.svg.partition("prefers-color-scheme: dark")
    for part, scheme in ((light, LIGHT), (dark, DARK)):
        assert re.findall(r"#[0-9a-f]{6}", part) == [scheme[name] for name in ("quiet", "sign", "line")]


def test_nothing_comes_from_outside() -> None:
    start = date(2020, 1, 31)
    chart = draw_chart((str(start + timedelta(days=40 * number)) for number in range(40)), ENGLISH)
    assert chart
    assert "script" not in chart.svg
    assert re.findall(r"https?://[^\"]+", chart.svg) == ["http://www.w3.org/2000/svg"]
    assert "url(" not in chart.svg


def test_what_is_not_in_the_picture_is_said_below_it() -> None:
    days = ["2022-03-01", "2022-03-05"]
    plain, short = draw_chart(days, words_of("en")), draw_chart(days, words_of("en"), undated=1_200)
    assert plain is not None
    assert short is not None
    assert short.caption == f"{plain.caption}; 1,200 whose day is not certain"
    assert short.svg == plain.svg
