"""Are the entries of a page of no known system found by what repeats in it, and by times in headings?"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from backfile.errors import BadCapture
from backfile.seeds.markup.body import based_on
from backfile.seeds.markup.visible import read_page
from backfile.seeds.pages.general import read_general
from backfile.seeds.systems.system import Placed
from tests.seeds.hostile import deep
from tests.seeds.sample_pages import HEADLINES, MARKDOWN, headlines, read_sample, read_source

LINE = "Some words of this entry that are here for everybody to read"


def test_elements_that_repeat_with_a_time_are_entries() -> None:
    reading = read_sample("repeating.html")
    assert headlines(reading) == HEADLINES
    first = reading.entries[0]
    assert (first.publisher_id, first.byline, first.body) == ("u751105", ("Ada Marsh",), MARKDOWN)
    assert first.published is not None
    assert (first.published.printed, first.published.instant) == ("16:42 GMT", None)


def test_headings_that_begin_with_a_time_begin_entries() -> None:
    reading = read_sample("headed.html")
    assert headlines(reading) == HEADLINES
    assert reading.entries[0].body == MARKDOWN
    assert [entry.published.printed for entry in reading.entries if entry.published] == [
        "16.42 Uhr",
        "15.20 Uhr",
        "14.05 Uhr",
    ]
    assert "Most read" not in reading.entries[-1].body


@pytest.mark.parametrize(
    "mark", ["<h2>{} Uhr: Weir</h2><p>{}</p>", "<h3>{} - Weir</h3><ul><li>{}</ul>", "<p><b>{} Weir</b></p><p>{}</p>"]
)
def test_headings_are_elements_that_make_a_heading_or_a_bold_beginning(mark: str) -> None:
    found = _read(
        "<article>" + "".join(mark.format(f"1{n}.30", f"{LINE} {n}") for n in range(3)) + "</article><p>after</p>"
    )
    assert [each.sighting.headline for each in found] == ["Weir"] * 3
    assert [each.sighting.body.removeprefix("- ") for each in found] == [f"{LINE} {n}" for n in range(3)]


def test_entries_in_sections_of_their_own_end_with_them() -> None:
    found = _read(
        "<main>"
        + "".join(f"<section><h2>1{n}.30 Weir</h2><p>{LINE}</p></section>" for n in range(3))
        + "</main><p>after</p>"
    )
    assert [each.sighting.body for each in found] == [LINE] * 3


@pytest.mark.parametrize(
    "entry",
    [
        "<div class='e{0}'><time datetime='2024-03-12T16:4{0}:00Z'>now</time><p>" + LINE + "</p></div>",
        "<li><span>16:4{0}</span>" + LINE + "</li>",
        "<section><div><b>Mar 12, 2024, 4:4{0} PM GMT</b></div><h4>Weir</h4>" + LINE + "</section>",
    ],
)
def test_a_time_is_an_element_that_says_so_or_one_whose_whole_text_is_a_time(entry: str) -> None:
    found = _read("".join(entry.format(n) for n in range(4)))
    assert len(found) == 4
    for each in found:
        assert each.sighting.published is not None
        assert each.sighting.body == LINE
        assert len(each.times) == 1


def test_times_of_a_page_whose_zone_is_known_are_instants() -> None:
    zone = ZoneInfo("Europe/Berlin")
    page = read_page("".join(f"<div><b>2024-03-12 16:4{n}</b><p>{LINE}</p></div>" for n in range(3)))
    times = [each.sighting.published for each in read_general(page, based_on(None), zone)]
    assert [str(time.instant) for time in times if time is not None] == [
        f"2024-03-12 15:4{n}:00+00:00" for n in range(3)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "source",
    [
        "",
        "<p>a</p>" * 9,
        f"<div><b>16:40</b><p>{LINE}</p></div>" * 2,
        f"<div><p>{LINE}</p></div>" * 6,
        "<li><time>16:40</time><a>a link</a></li>" * 9,
        "<nav>" + f"<li><time>16:40</time>{LINE}</li>" * 9 + "</nav>",
        f"<div hidden><time>16:40</time>{LINE}</div>" * 9,
        "<h2>12.30 Weir</h2><p>a</p>" * 2,
        deep("<div>"),
    ],
)
def test_what_does_not_repeat_with_times_and_words_is_no_list_of_entries(source: str) -> None:
    assert _read(source) == []


PAIR = "".join(
    f"<article><time datetime='2024-05-03T1{n}:00:00Z'>1{n}:00</time><h2>Weir {n}</h2><p>{LINE} {n}</p></article>"
    for n in (1, 0)
)


def test_two_entries_with_a_time_and_a_heading_each_are_read_where_nothing_else_tells_of_entries() -> None:
    entries = read_source(f"<!doctype html><h1>River live</h1>{PAIR}").entries
    assert [entry.headline for entry in entries] == ["Weir 1", "Weir 0"]
    assert _read(PAIR) == []


@pytest.mark.parametrize("page", [PAIR.replace("h2>", "p>"), PAIR.replace("time", "span"), PAIR.split("</article>")[0]])
def test_less_than_that_is_refused_and_the_reason_is_true(page: str) -> None:
    with pytest.raises(BadCapture, match=r"no entries are recognised .* no 3 pieces of it are alike and tell a time"):
        read_source(f"<!doctype html><h1>River live</h1>{page}")


def test_a_time_is_kept_as_it_is_shown_and_as_the_markup_has_it() -> None:
    shown = (
        ("3 May 2024", "2024-05-03"),
        ("1 May, 22:30", "2024-05-01T22:30"),
        ("9:30", "2024-05-01T08:30:00Z"),
        ("an hour ago", "2024-05-01T07:30:00Z"),
    )
    found = _read("".join(f"<div><time datetime={given}>{seen}</time><p>{LINE}</p></div>" for seen, given in shown))
    times = [
        (each.sighting.published.printed, each.sighting.published.instant) for each in found if each.sighting.published
    ]
    assert times == [
        ("3 May 2024, in the markup 2024-05-03", None),
        ("1 May, 22:30, in the markup 2024-05-01T22:30", None),
        ("9:30", datetime(2024, 5, 1, 8, 30, tzinfo=UTC)),
        ("2024-05-01T07:30:00Z", datetime(2024, 5, 1, 7, 30, tzinfo=UTC)),
    ]


def test_of_several_groups_that_with_most_text_is_read() -> None:
    short = "<ul>" + f"<li><time>16:40</time>{LINE}</li>" * 5 + "</ul>"
    long = f"<div><time>16:40</time><h3>Weir</h3>{LINE} {LINE}</div><div><time>16:41</time></div>"
    found = _read(short + "<section>" + long * 6 + "</section>")
    assert {each.sighting.headline for each in found} == {"Weir"} or len(found) == 5


def test_signatures_and_buttons_of_an_entry_are_no_words_of_it() -> None:
    signed = "<p>By Ada Marsh</p><p>-The Post's Tom Reed</p><button>Share</button>"
    entry = f"<div><time>16:40</time><p>{LINE}</p>{signed}</div>"
    found = _read(entry * 3)
    for each in found:
        assert (each.sighting.byline, each.sighting.body) == (("Ada Marsh", "Tom Reed"), LINE)
        assert (len(each.bylines), len(each.furniture)) == (2, 1)


def test_long_pages_are_read_in_bounded_work() -> None:
    assert len(_read("".join(f"<h2>1{n % 10}.30 Weir {n}</h2><p>{LINE}</p>" for n in range(3000)))) == 3000
    assert len(_read("".join(f"<div><b>1{n % 10}:30</b><p>{LINE} {n}</p></div>" for n in range(3000)))) == 3000


def _read(source: str) -> list[Placed]:
    return read_general(read_page(f"<body>{source}</body>"), based_on(None))
