"""Does a table of where facts stand find them, and only them?"""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from backfile.seeds.markup.body import based_on
from backfile.seeds.markup.visible import read_page
from backfile.seeds.systems.known import SHAPES, SYSTEMS
from backfile.seeds.systems.system import Placed, System, read_entries
from tests.seeds.hostile import deep

SYSTEM = System(
    name="a system",
    entry=".entry",
    ids=("@id", ".more@data-id"),
    headline="h2",
    byline=".by",
    published=("@data-time", "time@datetime"),
    updated=(".more@data-time",),
    printed=".printed",
    body=".body",
    dropped=".gone",
)


def test_values_are_attributes_of_the_entry_or_of_what_stands_in_it() -> None:
    (placed,) = _read(
        "<div class=entry id=weir-opened data-time=1710261730><h2>Weir <i>opened</i></h2>"
        "<p class=by>- Ada Marsh and Tom Reed</p>"
        "<i class=more data-id=post-1288914 data-time=2024-03-12T16:59:00Z></i>"
        "<div class=body>One.<p class=gone>No.</p></div>"
        "<div class=body>Two.<div class=body>Three.<button>Yes</button></div></div><button>Share</button></div>"
    )
    found = placed.sighting
    assert (found.ids, found.headline, found.byline) == (
        ("weir-opened", "post-1288914"),
        "Weir opened",
        ("Ada Marsh", "Tom Reed"),
    )
    assert found.body == "One.\n\nTwo.\n\nThree.Yes"
    assert found.published is not None
    assert found.published.printed == "1710261730"
    assert found.updated is not None
    assert found.updated.printed == "2024-03-12T16:59:00Z"
    assert (len(placed.bylines), len(placed.times), len(placed.furniture)) == (1, 0, 2)


@pytest.mark.parametrize(
    ("times", "printed"),
    [
        ("data-time=soon><time datetime=2024-03-12T16:42Z>x</time>", "2024-03-12T16:42Z"),
        ("><time>x</time><p class=printed>16:42</p>", "16:42"),
        ("data-time=''><p class=printed>soon</p>", None),
        (">", None),
    ],
)
def test_the_first_place_that_holds_a_time_tells_it(times: str, printed: str | None) -> None:
    (placed,) = _read(f"<div class=entry {times}a</div>")
    assert (placed.sighting.published and placed.sighting.published.printed) == printed


def test_a_printed_time_is_an_instant_in_the_zone_of_the_page() -> None:
    page = read_page("<div class=entry><p class=printed>2024-03-12 16:42</p></div>")
    (placed,) = read_entries(page, SYSTEM, based_on(None), ZoneInfo("Europe/Berlin"))
    assert placed.sighting.published is not None
    assert str(placed.sighting.published.instant) == "2024-03-12 15:42:00+00:00"


def test_names_can_stand_in_an_attribute() -> None:
    system = System(name="x", entry=".entry", byline="[data-by]", byline_attribute="data-by", headline="h2")
    page = read_page("<div class=entry>a<i data-by='Ada Marsh'></i><i data-by>b</i></div>")
    (placed,) = read_entries(page, system, based_on(None))
    assert (placed.sighting.byline, placed.sighting.headline, placed.sighting.ids) == (("Ada Marsh",), None, ())


def test_pages_of_other_systems_and_entries_nobody_sees_give_nothing() -> None:
    assert _read("<p>a</p><div class=entry hidden>b</div><div class=entry></div>") == []
    assert _read(deep("<div class=entry>")) == []


def test_the_fact_named_by_an_element_alone_is_its_visible_text() -> None:
    system = System(name="x", entry=".entry", ids=(".id", ".none"))
    page = read_page("<div class=entry><b class=id> weir-opened </b></div>")
    (placed,) = read_entries(page, system, based_on(None))
    assert placed.sighting.ids == ("weir-opened",)


def test_systems_and_shapes_have_names_of_their_own() -> None:
    names = [*(system.name for system in SYSTEMS), *(shape.name for shape in SHAPES)]
    assert len(set(names)) == len(names)


def _read(source: str) -> list[Placed]:
    return read_entries(read_page(f"<body>{source}</body>"), SYSTEM, based_on(None))
