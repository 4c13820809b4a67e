"""Do the readings of a live blog, in whatever order they came, show the same entries with the same revisions?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.archive.order import in_order
from backfile.archive.revise import join_liveblogs, revise
from backfile.archive.ties import ties_of
from backfile.model.decision import Decision
from backfile.model.observation import Earlier, LiveBlog, Observation, Reading
from backfile.model.time import Time
from backfile.text.markdown import find_struck
from tests.archive.readings import ADDRESS, BREAD, FERRY, RIVER, day, minute, reading, said

WORDS = st.sampled_from([RIVER, RIVER + " Yes.", RIVER.replace("hand", "foot"), FERRY, FERRY[:60], BREAD, ""])
OBSERVATIONS = st.builds(
    said,
    WORDS,
    st.none() | st.sampled_from(["Update", "The weir", "“The Weir”"]),
    publisher_id=st.none() | st.sampled_from(["1", "2"]),
    byline=st.sampled_from([(), ("Orla Penhaligon",)]),
    published=st.none() | st.sampled_from([minute("10:30"), minute("10:31"), minute("10:30", known=False)]),
    tags=st.sampled_from([(), ("Flood",), ("Weir", "Flood")]),
    language=st.sampled_from([None, "en", "de"]),
)
PAGES = st.lists(OBSERVATIONS, max_size=4, unique_by=lambda each: each.key)
READINGS = st.lists(
    st.tuples(PAGES, st.none() | st.integers(1, 5).map(day), st.sampled_from(["", "Later", None])),
    max_size=5,
)


def made(given_readings: list[tuple[list[Observation], Time | None, str | None]]) -> list[Reading]:
    return [
        reading(*page, captured=captured, about=LiveBlog(headline=headline, address=ADDRESS), salt=str(number))
        for number, (page, captured, headline) in enumerate(given_readings)
    ]


@given(READINGS, st.randoms(use_true_random=False))
def test_the_order_in_which_captures_were_added_changes_nothing(
    given_readings: list[tuple[list[Observation], Time | None, str | None]], chance: object
) -> None:
    readings = made(given_readings)
    shuffled = list(readings)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert revise(shuffled) == revise(readings)
    assert join_liveblogs(shuffled) == join_liveblogs(readings)
    assert in_order(shuffled) == in_order(readings)


@given(READINGS)
def test_every_place_where_an_entry_was_seen_is_kept_with_its_words(
    given_readings: list[tuple[list[Observation], Time | None, str | None]],
) -> None:
    readings = made(given_readings)
    drafts = revise(readings)
    places = [place for draft in drafts for revision in draft.revisions for place in revision.provenance]
    assert sorted(map(str, places)) == sorted(
        str(place) for each in readings for entry in each.entries for place in entry.provenance
    )
    for draft in drafts:
        assert [revision.number for revision in draft.revisions] == list(range(1, len(draft.revisions) + 1))
        assert len({*draft.keys}) == len(draft.keys) > 0
        assert draft.basis
    assert {key for draft in drafts for key in draft.keys} == {entry.key for each in readings for entry in each.entries}


def test_other_words_in_a_later_capture_are_a_revision() -> None:
    early, late = reading(said(RIVER, "The weir"), captured=day(1)), reading(said(FERRY, "The weir"), captured=day(2))
    for order in permutations([early, late]):
        (draft,) = revise(order)
        assert [revision.body for revision in draft.revisions] == [RIVER, FERRY]
        assert draft.keys == [early.entries[0].key, late.entries[0].key]
        assert draft.basis == "same headline, unique in both captures"


def test_words_that_change_back_are_a_third_revision() -> None:
    pages = [reading(said(words, "The weir"), captured=day(at)) for at, words in enumerate([RIVER, FERRY, RIVER], 1)]
    (draft,) = revise(pages)
    assert [revision.body for revision in draft.revisions] == [RIVER, FERRY, RIVER]


@pytest.mark.parametrize("unknown", [None, Time(printed="some day in October")])
def test_a_capture_of_unknown_time_shows_no_change_back(unknown: Time | None) -> None:
    pages = [reading(said(words, "The weir"), captured=day(at)) for at, words in enumerate([RIVER, FERRY], 1)]
    (draft,) = revise([reading(said(RIVER, "The weir"), captured=unknown, salt="u"), *pages])
    assert [revision.body for revision in draft.revisions] == [RIVER, FERRY]
    assert len(draft.revisions[0].provenance) == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('He said "no" -- twice.', "He said “no” — twice."),
        ("It's the weir-keeper.", "It’s  the weir‑keeper."),
        ("One\n\ntwo", "One two"),
        ("ﬁve metres", "five\u00a0metres"),
        ("closed , the bridge", "closed, the bridge"),
        ("Photo Max.Credit...Lindsey", "Photo Max. Credit... Lindsey"),
        ("Harry 's dog", "Harry's dog"),
    ],
)
def test_quotes_dashes_and_spacing_are_no_revision(before: str, after: str) -> None:
    (draft,) = revise([reading(said(before, "It's"), captured=day(1)), reading(said(after, "It’s"), captured=day(2))])
    assert len(draft.revisions) == 1
    assert len(draft.revisions[0].provenance) == 2


@pytest.mark.parametrize(
    ("before", "after"), [("It fell.", "It Fell."), ("the cafe", "the café"), ("It fell.", "It fell!")]
)
def test_case_accents_and_stops_are_words_as_the_publisher_had_them(before: str, after: str) -> None:
    (draft,) = revise([reading(said(before, "x"), captured=day(1)), reading(said(after, "x"), captured=day(2))])
    assert len(draft.revisions) == 2


def test_a_headline_that_a_poorer_capture_leaves_in_the_text_is_no_revision_and_stays() -> None:
    rich, poor = (
        reading(said(RIVER, "The weir"), captured=day(1)),
        reading(said(f"The weir\n\n{RIVER}"), captured=day(2)),
    )
    for early, late in ((rich, poor), (replace_day(poor, 1), replace_day(rich, 2))):
        (draft,) = revise([early, late])
        (revision,) = draft.revisions
        assert (revision.headline, revision.body) == ("The weir", RIVER)
        assert {place.capture for place in revision.provenance} == {early.capture.digest, late.capture.digest}


def struck(body: str, at: int, *, format: str = "html", salt: str = "") -> Reading:
    """A capture of one entry with this Markdown."""
    made = reading(replace(said("", "The weir", publisher_id="1"), body=body), captured=day(at), salt=salt)
    return replace(made, capture=replace(made.capture, format=format))


@pytest.mark.parametrize(
    ("bodies", "expected"),
    [
        (["It fell.", "~~It fell.~~", "~~It fell.~~"], [1, 2]),
        (["~~It fell.~~", "It fell."], [1, 1]),
        (["It fell by two feet.", "It fell by ~~two~~ feet.", "It fell by two feet."], [1, 1, 1]),
        (["It ~~fell by~~ two.", "It ~~fell~~ ~~by~~ two."], [2]),
    ],
)
def test_a_strike_that_comes_or_goes_is_a_revision_and_each_capture_is_charged_with_what_it_shows(
    bodies: list[str], expected: list[int]
) -> None:
    pages = [struck(body, at) for at, body in enumerate(bodies, 1)]
    for order in permutations(pages):
        (draft,) = revise(order)
        assert [len(revision.provenance) for revision in draft.revisions] == expected
        for page, body in zip(pages, bodies, strict=True):
            (its,) = [
                each for each in draft.revisions if page.capture.digest in {place.capture for place in each.provenance}
            ]
            assert find_struck(its.body) == find_struck(body) or len(expected) == 1


def test_a_paste_cannot_show_a_strike_and_so_shows_none_taken_back() -> None:
    pages = [struck("~~It fell.~~", 1), struck("It fell.", 2, format="text")]
    for order in permutations(pages):
        (draft,) = revise(order)
        assert [revision.body for revision in draft.revisions] == ["~~It fell.~~"]
    (draft,) = revise([struck("It fell.", 1, format="text"), struck("~~It fell.~~", 2)])
    assert [revision.body for revision in draft.revisions] == ["~~It fell.~~"]


def test_words_of_a_capture_whose_order_is_not_known_are_those_that_another_shows() -> None:
    """Of the day of all others, one has the words of the second: nothing shows that it was made before the first."""
    pages = [struck(body, 5, salt=str(at)) for at, body in enumerate(["b", "a", "b", "a"])]
    times = [day(5), *(minute(clock) for clock in ("10:00", "11:00", "12:00"))]
    readings = [
        replace(each, capture=replace(each.capture, captured=at)) for each, at in zip(pages, times, strict=True)
    ]
    for order in permutations(readings):
        (draft,) = revise(order)
        assert [(revision.body, len(revision.provenance)) for revision in draft.revisions] == [
            ("a", 1),
            ("b", 2),
            ("a", 1),
        ]


def test_passages_of_one_capture_that_people_joined_are_kept_and_the_latest_capture_has_the_newest_words() -> None:
    first = [said("a", publisher_id="1"), said("x", publisher_id="2")]
    pages = [
        reading(*first, captured=day(1)),
        reading(*reversed(first), captured=day(2)),
        reading(said("b", publisher_id="1"), said("x", publisher_id="2"), captured=day(3)),
        reading(said("a", publisher_id="1"), captured=day(4)),
    ]
    ties = ties_of([Decision(made=datetime(2022, 1, 1, tzinfo=UTC), operator="", one=("id:1", "id:2"))])
    for order in permutations(pages):
        (draft,) = revise(order, ties)
        shown = [(each.body, len(each.provenance)) for each in draft.revisions]
        assert shown == [("a", 2), ("x", 3), ("b", 1), ("a", 1)]


def test_an_edited_headline_alone_is_a_revision() -> None:
    (draft,) = revise([reading(said(RIVER, "Falls"), captured=day(1)), reading(said(RIVER, "Rises"), captured=day(2))])
    assert [revision.headline for revision in draft.revisions] == ["Falls", "Rises"]
    assert draft.basis == "at least 60% of the words in a row"


def test_the_order_is_that_of_the_newest_page_and_what_it_lacks_follows() -> None:
    early = reading(said(RIVER), said(FERRY), captured=day(1))
    late = reading(said(BREAD), said(FERRY), captured=day(2))
    assert [draft.revisions[0].body for draft in revise([early, late])] == [BREAD, FERRY, RIVER]


def test_what_a_later_capture_lacks_is_not_gone() -> None:
    early = reading(said(RIVER), captured=day(1))
    assert [draft.revisions for draft in revise([early, reading(captured=day(2))])] == [
        draft.revisions for draft in revise([early])
    ]


def test_a_byline_stays_when_a_later_capture_gives_none() -> None:
    signed = reading(said(RIVER, byline=("Orla Penhaligon",)), captured=day(1))
    (draft,) = revise([signed, reading(said(RIVER), captured=day(2))])
    assert draft.byline == ("Orla Penhaligon",)


def test_tags_and_language_are_those_of_the_newest_capture_that_gives_any() -> None:
    first = reading(said(RIVER, tags=("Flood", "Weir"), language="de"), captured=day(1))
    second = reading(said(RIVER, tags=("River",), language="en"), captured=day(2))
    silent = reading(said(RIVER), captured=day(3))
    for order in permutations([first, second, silent]):
        (draft,) = revise(order)
        assert (draft.tags, draft.language) == (("River",), "en")
    (draft,) = revise([silent])
    assert (draft.tags, draft.language) == ((), None)


def test_a_time_comes_from_the_first_capture_that_gives_an_instant_and_says_so() -> None:
    bare = reading(said(RIVER), captured=day(1))
    vague = reading(said(RIVER, published=minute("10:30", known=False)), captured=day(2))
    exact = reading(said(RIVER, published=minute("10:30"), updated=minute("11:00")), captured=day(3))
    other = reading(said(RIVER, published=minute("10:31")), captured=day(4))
    (draft,) = revise([bare, vague, exact, other])
    source = f"captures/{exact.capture.digest[:12]}/text"
    assert draft.published == replace(minute("10:30"), source=source)
    assert draft.revisions[0].updated == replace(minute("11:00"), source=source)
    (draft,) = revise([bare, vague])
    assert draft.published == replace(minute("10:30", known=False), source=f"captures/{vague.capture.digest[:12]}/text")


def test_each_wording_keeps_the_update_that_the_publisher_states_beside_it() -> None:
    early = reading(said(RIVER, "Weir", updated=minute("11:00")), captured=day(1))
    late = reading(said(FERRY, "Weir", updated=minute("12:00")), captured=day(2))
    silent = reading(said(BREAD, "Weir"), captured=day(3))
    for order in permutations([early, late, silent]):
        (draft,) = revise(order)
        assert [each.updated and each.updated.printed for each in draft.revisions] == ["11:00", "12:00", None]


def test_an_id_is_the_basis_where_the_publisher_gives_one() -> None:
    pages = [reading(said(words, publisher_id="7"), captured=day(at)) for at, words in enumerate([RIVER, BREAD], 1)]
    (draft,) = revise(pages)
    assert (draft.basis, draft.keys) == ("publisher's id", ["id:7"])
    assert len(draft.revisions) == 2


def test_what_is_known_of_the_live_blog_is_what_the_newest_capture_says_of_it() -> None:
    early = reading(captured=day(1), about=LiveBlog(headline="Old", summary=("a", "b"), publisher="Bugle"))
    late = reading(captured=day(2), about=LiveBlog(headline="New", address=ADDRESS, publisher_id="7"))
    assert join_liveblogs([late, early]) == LiveBlog(
        headline="New", summary=("a", "b"), publisher="Bugle", address=ADDRESS, publisher_id="7"
    )
    assert join_liveblogs([]) == LiveBlog()


@given(st.lists(st.none() | st.integers(1, 4).map(day), max_size=6))
@example([None, day(1), None])
def test_readings_are_taken_by_time_of_capture_and_unknown_ones_last(times: list[Time | None]) -> None:
    ordered = in_order([reading(captured=time, salt=str(number)) for number, time in enumerate(times)])
    known = [each.capture.captured for each in ordered if each.capture.captured]
    assert [each.capture.captured for each in ordered] == known + [None] * (len(times) - len(known))
    assert known == sorted(known, key=lambda time: str(time.instant))


# a capture that tells of earlier words: an export


def told(captured: Time | None, *texts: str) -> Reading:
    """An export that shows the last of these words, and says that the others were there before."""
    earlier = tuple(Earlier(headline=None, body=text) for text in texts[:-1])
    return reading(replace(said(texts[-1], publisher_id="1"), earlier=earlier), captured=captured, salt="export")


def replace_day(one: Reading, at: int) -> Reading:
    return replace(one, capture=replace(one.capture, captured=day(at)))


def shown(number: int | None, text: str) -> Reading:
    return reading(said(text, publisher_id="1"), captured=day(number) if number else None, salt=f"page {number}")


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        ([told(None, "a", "b")], "ab"),
        ([told(None, "a", "b", "a")], "aba"),  # an edit, and back
        ([shown(1, "b"), told(None, "a", "b")], "ab"),
        ([shown(1, "a"), told(None, "a", "b")], "ab"),
        ([shown(1, "a"), shown(2, "b"), shown(3, "c"), told(None, "a", "b")], "abc"),
        ([shown(1, "a"), shown(2, "c"), told(None, "a", "b", "c")], "abc"),
        ([shown(1, "a"), told(day(2), "a", "b")], "ab"),
        ([shown(1, "a"), told(day(2), "x", "b")], "xab"),
        ([shown(1, "b"), told(day(2), "a", "b")], "ab"),
        ([told(day(1), "a", "b"), shown(2, "c")], "abc"),
        ([told(day(1), "a", "b"), told(day(2), "a", "b")], "ab"),
    ],
)
def test_earlier_words_keep_their_order_among_the_others(readings: list[Reading], expected: str) -> None:
    for order in permutations(readings):
        (draft,) = revise(order)
        assert "".join(revision.body for revision in draft.revisions) == expected
        assert [revision.number for revision in draft.revisions] == list(range(1, len(expected) + 1))


def test_every_wording_of_an_export_is_seen_where_its_line_stands() -> None:
    export = told(None, "a", "b")
    (draft,) = revise([export])
    assert [revision.provenance for revision in draft.revisions] == [export.entries[0].provenance] * 2
