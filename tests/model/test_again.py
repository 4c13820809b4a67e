"""Which of the captures of the same bytes is a capture, and by what is it known?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backfile.model.again import SHARED, find_place, known_again, known_first
from backfile.model.capture import Capture, digest
from backfile.model.time import Basis, Precision, Time

SHA256 = digest("a page")
BEGIN = datetime(2024, 5, 1, 10, tzinfo=UTC)


def captured(minutes: int, *, name: str = "page.html", precision: Precision = Precision.MINUTE) -> Capture:
    time = Time(
        printed="then",
        instant=BEGIN + timedelta(minutes=minutes),
        precision=precision,
        basis=Basis.STATED,
        source="a person",
    )
    return Capture(digest=SHA256, name=name, size=6, format="text", captured=time)


def held(captures: list[Capture]) -> list[Capture]:
    """What is held when these came in, one after the other."""
    known: list[Capture] = []
    for each in captures:
        place = find_place(each, known, is_file=True)
        if place.held is not None:
            continue
        if place.giving_way is not None:
            known.remove(place.giving_way)
            known.append(known_again(place.giving_way, is_file=True))
        known.append(place.capture)
    return sorted(known, key=lambda each: each.order)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_any_order_gives_the_same_captures(minutes: list[int], random: object) -> None:
    captures = [captured(each) for each in minutes]
    mixed = [*captures]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    known = held(captures)
    assert known == held(mixed)
    assert len(known) == len({*minutes})
    assert [each.again_of for each in known] == [None, *[SHA256] * (len(known) - 1)]
    assert {each.sha256 for each in known} == {SHA256}
    assert len({each.digest for each in known}) == len({each.name for each in known}) == len(known)


def test_a_capture_again_begins_as_its_bytes_do_and_leads_back_to_the_file() -> None:
    again = known_again(captured(0), is_file=True)
    assert (again.name, again.place, again.file) == ("page.html#20240501T100000Z", "page.html", "page.html")
    assert again.digest[:SHARED] == SHA256[:SHARED] and again.digest != SHA256
    assert known_first(again) == captured(0)
    page = captured(0, name="crawl.warc#0")
    assert known_again(page, is_file=False).name == known_again(page, is_file=False).place == "crawl.warc#0"


def test_fractions_of_a_second_tell_captures_apart() -> None:
    one = captured(0)
    assert one.captured is not None and one.captured.instant is not None
    time = one.captured
    later = Capture(
        digest=SHA256,
        name="page.html",
        size=6,
        format="text",
        captured=Time(
            printed="then",
            instant=BEGIN + timedelta(milliseconds=5),
            precision=Precision.SECOND,
            basis=time.basis,
            source=time.source,
        ),
    )
    assert known_again(later, is_file=True).name == "page.html#20240501T100000.005000Z"
    assert known_again(later, is_file=True).place == "page.html"


def test_what_may_be_one_capture_is_one() -> None:
    day = captured(-600, precision=Precision.DAY)
    assert find_place(day, [captured(0)], is_file=True).capture == day  # the earlier one is kept, as it may be the same
    assert find_place(captured(0), [day], is_file=True).held == day
    untimed = Capture(digest=SHA256, name="page.html", size=6, format="text")
    assert find_place(untimed, [captured(0)], is_file=True).held == captured(0)
    two = held([captured(0), captured(5)])
    assert find_place(untimed, two, is_file=True).held == two[0]
    assert find_place(captured(5), two, is_file=True).held == two[1]
