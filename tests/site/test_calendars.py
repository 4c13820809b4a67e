"""The calendar: every day of a month once, under its day of the week, shaded by how much there is of it."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from backfile.site.calendars import SHADES, YEARS_OF_CALENDAR, calendar_files
from backfile.site.gathering import Line, gather_lines
from backfile.site.pages import Site
from backfile.site.places import DAY, MONTH, Kind
from backfile.site.summary import summarise
from backfile.site.times import Clock
from backfile.workspace.settings import Settings
from tests.site.markup import parse
from tests.site.sample import VALLEY_COUNT

SITE = Site.of(Settings())
KINDS = [Kind(slug=DAY, one="day", many="days", count=1), Kind(slug=MONTH, one="month", many="months", count=1)]
LINE = gather_lines([summarise(VALLEY_COUNT, Clock.of("UTC"))])[0]


def drawn(counts: dict[str, int]) -> dict[str, str]:
    """The pages of days with so many entries each."""
    days: dict[str, list[Line]] = {day: [LINE] * counts[day] for day in sorted(counts)}
    return {path: text for path, text in calendar_files(SITE, days, KINDS) if text is not None}


@given(st.dates())
@example(date(1, 1, 1))
@example(date(9999, 12, 31))
@example(date(2024, 2, 29))
def test_every_day_stands_under_its_day_of_the_week(day: date) -> None:
    page = drawn({str(day): 1})["day/index.html"]
    rows = re.findall(r"<tr>(<td.*?)</tr>", page)
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in rows]
    assert all(len(row) == 7 for row in cells)
    [(row, column)] = [(row, at) for row in cells for at, cell in enumerate(row) if "href" in cell]
    assert column == day.weekday()
    assert f'href="../day/{day}.html"' in row[column]
    numbers = [int(number) for row in cells for cell in row for number in re.findall(r"^\d+$|>(\d+)<", cell) if number]
    plain = [int(cell) for row in cells for cell in row if cell.isdigit()]
    assert sorted({*numbers, *plain}) == list(range(1, max({*numbers, *plain}) + 1))


def test_the_fullest_day_has_the_strongest_shade_and_the_emptiest_the_weakest() -> None:
    page = parse(drawn({"2022-03-10": 400, "2022-03-11": 1, "2022-03-12": 100})["day/index.html"])
    assert [cell["class"] for cell in page.all("td") if "class" in cell] == [f"s{SHADES}", "s1", f"s{SHADES // 2}"]
    labels = [link["aria-label"] for link in page.all("a") if "aria-label" in link]
    assert labels == ["10 March 2022: 400", "11 March 2022: 1", "12 March 2022: 100"]


def test_the_newest_years_come_first_and_long_calendars_go_on() -> None:
    files = drawn({f"{year}-06-01": 1 for year in range(2001, 2006)})
    assert YEARS_OF_CALENDAR == 2
    years = [parse(files[path]).text for path in ("day/index.html", "day/page/2.html", "day/page/3.html")]
    for text, held in zip(years, (("2005", "2004"), ("2003", "2002"), ("2001",)), strict=True):
        assert tuple(re.findall(r"^(20\d\d)$", text, re.MULTILINE))[-len(held) :] == held
    assert any(link["href"].endswith("page/3.html#y5") for link in parse(files["day/index.html"]).all("a"))
