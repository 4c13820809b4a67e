"""Does a page tell of an entry's history what its captures show, and in which words, in the language of the site?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from backfile.archive.history import read_histories
from backfile.archive.order import in_order
from backfile.archive.revise import join_liveblogs, revise
from backfile.archive.slugs import give_slugs
from backfile.archive.ties import NONE, Ties
from backfile.model.entry import Coverage
from backfile.model.observation import LiveBlog, Observation, Reading
from backfile.site.histories import CONTEXT, HistoryView, view_history
from backfile.site.summary import summarise
from backfile.site.times import Clock
from backfile.text.runs import marked
from backfile.text.slug import Slug
from tests.archive.readings import ADDRESS, BREAD, FERRY, RIVER, day, minute, reading, said

ENGLISH, GERMAN = Clock.of("UTC"), Clock.of("UTC", "de")


def weir(words: str = RIVER, headline: str = "The weir", **facts: str | None) -> Observation:
    return replace(said(words, headline, published=minute("10:30"), publisher_id="1"), **facts)  # type: ignore[arg-type]


def coverage_of(*readings: Reading, ties: Ties = NONE) -> Coverage:
    ordered = in_order(readings)
    return Coverage(
        slug=Slug("river"),
        key="x",
        liveblog=join_liveblogs(ordered),
        captures=tuple(each.capture for each in ordered),
        entries=tuple(give_slugs(revise(readings, ties), {})),
    )


def views(*readings: Reading, clock: Clock = ENGLISH) -> dict[str, HistoryView]:
    """The histories of the entries that these readings show, by their slugs."""
    coverage = coverage_of(*readings)
    return {each.entry.slug: view_history(each, clock) for each in read_histories(coverage, readings)}


def only(*readings: Reading, clock: Clock = ENGLISH) -> HistoryView:
    (view,) = views(*readings, clock=clock).values()
    return view


def told(view: HistoryView, clock: Clock = ENGLISH) -> list[str]:
    """The events in the words of the site."""
    return [
        clock.words(event.key, capture=event.capture, before=event.before, said=event.said, how=event.how)
        for event in view.events
    ]


def test_an_entry_of_one_capture_has_only_its_evidence() -> None:
    view = only(reading(weir(), captured=day(6)))
    assert view.evidence == "pasted text: nothing in it proves where it came from"
    assert (view.events, view.wordings, view.latest, view.edited) == ((), (), None, False)
    assert view.first_seen is not None and view.first_seen.key == "event_new"
    assert only(reading(weir()), clock=GERMAN).evidence == "eingefügter Text: Nichts darin beweist, woher er stammt"


def test_an_edit_is_told_with_its_captures_and_its_words() -> None:
    view = only(reading(weir(), captured=day(6)), reading(weir(FERRY), captured=day(7)))
    (edited,) = told(view)
    assert edited.startswith('Wording differs between the captures <bdi lang="">page-.txt (2022-10-06)</bdi> and')
    assert [wording.number for wording in view.wordings] == [2, 1]
    edit = view.wordings[0].edit
    assert edit is not None and edit.headline == ()
    assert view.wordings[1].edit is None
    assert edit.changed.endswith(" words went or came")
    assert [each.captured and each.captured.printed for each in view.wordings[1].captures] == ["2022-10-06"]


def test_two_passages_of_one_capture_that_people_joined_are_no_edit_of_one_another() -> None:
    passages = said(RIVER, "The weir"), said(FERRY, "The ferry")
    both = reading(*passages, captured=day(6))
    coverage = coverage_of(both, ties=Ties(one=(frozenset(each.key for each in passages),)))
    (history,) = read_histories(coverage, [both])
    view = view_history(history, ENGLISH)
    assert (told(view), view.edited) == ([], False)
    assert [wording.edit for wording in view.wordings] == [None, None]
    assert summarise(coverage, ENGLISH, [history]).changes == ()


def test_a_headline_that_changed_is_told_too() -> None:
    view = only(reading(weir(), captured=day(6)), reading(weir(headline="The old weir"), captured=day(7)))
    assert view.latest is not None
    assert marked(view.latest.headline) == "The {+old+} weir"
    assert view.latest.changed == "1 word went or came"


def test_words_of_unknown_order_are_told_as_standing_in_the_one_wording_or_the_other_and_not_as_removed() -> None:
    view = only(reading(weir()), reading(weir(f"{RIVER} Boats are out.")))
    assert view.latest and view.latest.beside == (1, 2)
    assert view.latest.changed == "3 words in one of them alone"
    assert view.wordings[0].edit and view.wordings[0].edit.beside == (1, 2)
    known = only(reading(weir(), captured=day(6)), reading(weir(f"{RIVER} Boats are out."), captured=day(7)))
    assert known.latest and known.latest.beside is None
    assert known.latest.changed == "3 words went or came"


def test_an_entrys_page_shows_what_stands_around_a_change_and_its_history_all() -> None:
    long = f"{RIVER}\n\n{FERRY}\n\n{BREAD} " * 3
    view = only(reading(weir(f"Wet. {long}"), captured=day(6)), reading(weir(f"Dry. {long}"), captured=day(7)))
    assert view.latest is not None and view.wordings[0].edit is not None
    assert len(marked(view.wordings[0].edit.text)) > len(long)
    assert len(marked(view.latest.text)) < CONTEXT + 40
    assert marked(view.latest.text).startswith("[-Wet-]{+Dry+}.")


@pytest.mark.parametrize(
    ("clock", "unordered", "absent", "deleted"),
    [
        (
            ENGLISH,
            "which of them is older is not known",
            "there are more than it shows",
            "deleted by the publisher, as",
        ),
        (
            GERMAN,
            "welche die ältere ist, ist unbekannt",
            "es gebe mehr, als sie zeigt",
            "vom Herausgeber gelöscht, wie",
        ),
    ],
    ids=["en", "de"],
)
def test_what_is_not_known_is_said_in_the_language_of_the_site(
    clock: Clock, unordered: str, absent: str, deleted: str
) -> None:
    (event,) = told(only(reading(weir()), reading(weir(FERRY), salt="b"), clock=clock), clock)
    assert unordered in event
    ferry = said(FERRY, "The ferry", publisher_id="2")
    more = LiveBlog(headline="River Alder updates", address=ADDRESS, more=True)
    pages = [
        reading(weir(), ferry, captured=day(6)),
        reading(replace(ferry, withdrawn="deleted by the publisher"), captured=day(7), about=more),
    ]
    shown = views(*pages, clock=clock)
    assert [absent in each for each in told(shown["the-weir"], clock)] == [True]
    assert [each.startswith(deleted) for each in told(shown["the-ferry"], clock)] == [True]


def test_words_before_the_first_known_ones_are_said_to_be_unknown_and_no_others() -> None:
    view = only(reading(weir(), captured=day(6)), reading(weir(FERRY), captured=day(7)))
    assert [wording.known and wording.known.gap for wording in view.wordings] == [False, True]
    assert view.known is not None and not view.known.gap
    assert only(reading(replace(weir(), published=None))).known is None
