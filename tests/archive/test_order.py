"""Do captures come in the order that anything tells, and never against what their times say?"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from backfile.archive.order import in_order
from backfile.archive.revise import revise
from backfile.model.capture import is_before
from backfile.model.observation import Observation, Reading
from backfile.model.time import Basis, Precision, Time
from tests.archive.readings import FERRY, RIVER, day, minute, reading, said
from tests.archive.test_history import coverage_of, events_of


def recorded(clock: str) -> Time:
    """A capture of 5 October, the day of `minute`."""
    instant = datetime.fromisoformat(f"2022-10-05T{clock}:00+00:00")
    return Time(printed=clock, instant=instant, precision=Precision.SECOND, basis=Basis.RECORDED)


def weir(words: str = RIVER, updated: str | None = None) -> Observation:
    return said(words, "The weir", publisher_id="1", updated=minute(updated) if updated else None)


CAPTURED = st.none() | st.integers(4, 6).map(day) | st.sampled_from(["08:00", "12:00"]).map(recorded)
PAGES = st.lists(st.tuples(st.sampled_from([RIVER, FERRY]), st.none() | st.sampled_from(["07:00", "11:00"]), CAPTURED))


def pages_of(shown: list[tuple[str, str | None, Time | None]]) -> list[Reading]:
    return [
        reading(weir(words, updated), captured=captured, salt=str(number))
        for number, (words, updated, captured) in enumerate(shown)
    ]


@given(PAGES, st.randoms(use_true_random=False))
def test_no_capture_comes_before_one_that_was_made_earlier(
    shown: list[tuple[str, str | None, Time | None]], chance: object
) -> None:
    pages = pages_of(shown)
    ordered = in_order(pages)
    assert sorted(map(id, ordered)) == sorted(map(id, pages))
    for at, one in enumerate(ordered):
        for later in ordered[at:]:
            assert not is_before(later.capture, one.capture)
            assert one.capture.captured or not later.capture.captured
    chance.shuffle(pages)  # type: ignore[attr-defined]
    assert in_order(pages) == ordered
    assert revise(pages) == revise(ordered)


def test_of_one_day_the_page_that_states_the_older_times_comes_first() -> None:
    for salts in ("ab", "ba"):
        late, early = (
            reading(weir(updated=clock), captured=day(5), salt=salt)
            for clock, salt in zip(("11:00", "07:00"), salts, strict=True)
        )
        assert in_order([late, early]) == [early, late]


def test_a_capture_of_an_instant_comes_before_one_of_its_day_unless_times_tell_otherwise() -> None:
    timed, whole = reading(weir(), captured=recorded("12:00")), reading(weir(), captured=day(5))
    assert in_order([whole, timed]) == [timed, whole]
    older = reading(weir(updated="07:00"), captured=day(5))
    assert in_order([timed, older]) == [older, timed]


def test_a_time_that_was_stated_after_the_capture_is_none_to_go_by() -> None:
    odd = reading(weir(updated="11:00"), captured=recorded("08:00"))
    assert in_order([odd, reading(weir(updated="07:00"), captured=recorded("09:00"))])[0] == odd


def test_words_of_one_day_stand_in_the_order_of_the_updates_that_the_publisher_states() -> None:
    for first, second in ((RIVER, FERRY), (FERRY, RIVER)):
        pages = [
            reading(weir(second, "11:00"), captured=day(5), salt=second[:3]),
            reading(weir(first, "07:00"), captured=day(5), salt=first[:3]),
        ]
        (entry,) = coverage_of(*pages).entries
        assert [each.body for each in entry.revisions] == [first, second]
        edited = events_of(entry, *pages)[1 + 1]
        assert edited.is_ordered and edited.is_ordered_by_updates
        assert (edited.was, edited.said) == (entry.revisions[0].updated, entry.revisions[1].updated)


def test_words_of_unknown_time_stand_before_those_of_a_later_update() -> None:
    known = reading(weir(FERRY, "11:00"), captured=day(6))
    unknown = reading(weir(RIVER, "07:00"))
    (draft,) = revise([known, unknown])
    assert [each.body for each in draft.revisions] == [RIVER, FERRY]
    (draft,) = revise([known, reading(weir(RIVER))])
    assert [each.body for each in draft.revisions] == [FERRY, RIVER]  # nothing tells


def test_captures_of_one_day_show_no_change_back() -> None:
    words = [(RIVER, "a"), (FERRY, "b"), (RIVER, "c")]
    (draft,) = revise(reading(weir(each), captured=day(5), salt=salt) for each, salt in words)
    assert sorted(each.body for each in draft.revisions) == sorted([RIVER, FERRY])
    (draft,) = revise(reading(weir(each), captured=day(on), salt=salt) for on, (each, salt) in enumerate(words, 4))
    assert [each.body for each in draft.revisions] == [RIVER, FERRY, RIVER]


def test_where_nothing_tells_an_edit_says_so() -> None:
    pages = [reading(weir(each), captured=day(5)) for each in (RIVER, FERRY)]
    (entry,) = coverage_of(*pages).entries
    (edited,) = (each for each in events_of(entry, *pages) if each.revision == 2)
    assert not edited.is_ordered


def test_a_time_of_capture_in_other_words_ends_at_once() -> None:
    vague = replace(day(5), printed="that week", precision=Precision.INTERVAL)
    pages = [reading(weir(), captured=vague), reading(weir(), captured=day(5))]
    assert in_order(pages) == in_order(pages[::-1]) == pages
