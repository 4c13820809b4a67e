"""Is what is said beside words taken from the capture that is named, and is it told where captures differ?"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backfile.desk.as_of import read_as_of, show_as_of
from backfile.desk.build import build
from backfile.desk.cite import cite
from backfile.desk.correct import Said, correct
from backfile.desk.exhibit import exhibit
from backfile.desk.find import search
from backfile.desk.history import read_history
from backfile.desk.merge import merge
from backfile.desk.prove import prove
from backfile.desk.quotations.proof import proof_page
from backfile.desk.quotations.verdicts import Verdict
from backfile.desk.show import Shown, show
from backfile.model.history import Change
from backfile.model.search import Asked
from backfile.text.citation.forms import FORMS
from backfile.workspace.folders import Workspace
from tests.desk.pastes import BAKERS, DIVERS, FLOOD, FLOOD_BLOG, FLOOD_LATER, give

URL = "https://news.example/flood"
LATER = FLOOD.replace("-Example News' Jane Doe", "-Example News' Joan Doe")
"""The same words, but for one byline."""


@pytest.fixture
def held(workspace: Workspace) -> Workspace:
    give(workspace, FLOOD, captured="2022-10-01T10:00Z", url=URL)
    give(workspace, LATER, "later.txt", captured="2022-10-01T12:00Z", url=URL)
    return workspace


def test_a_citation_gives_the_byline_of_the_capture_that_it_names(held: Workspace) -> None:
    for form in FORMS:
        cited = cite(held, DIVERS, form)
        assert cited is not None
        assert cited.citation.names == ("Jane Doe",)
        assert cited.citation.captured is not None and "10:00" in cited.citation.captured
        assert "byline differs between captures: Jane Doe in page.txt, Joan Doe in later.txt" in cited.text
    unchanged = cite(held, BAKERS)
    assert unchanged is not None and "differs" not in unchanged.text


def test_a_byline_that_another_capture_alone_gives_is_said_to_be_of_that_one(workspace: Workspace) -> None:
    give(workspace, FLOOD.replace("-Example News' Jane Doe", ""), captured="2022-10-01T10:00Z", url=URL)
    give(workspace, FLOOD, "later.txt", captured="2022-10-01T12:00Z", url=URL)
    cited = cite(workspace, DIVERS)
    assert cited is not None
    assert cited.citation.names == ("Jane Doe",)
    assert "byline as in later.txt, not in this capture" in cited.citation.remarks
    early = show_as_of(workspace, DIVERS, datetime(2022, 10, 1, 11, tzinfo=UTC))
    assert isinstance(early, Shown) and early.entry.byline == ()


@pytest.mark.parametrize(("hour", "name", "differing"), [(11, "Jane Doe", 0), (13, "Joan Doe", 1)])
def test_by_an_instant_the_facts_are_those_of_the_captures_made_by_then(
    held: Workspace, hour: int, name: str, differing: int
) -> None:
    instant = datetime(2022, 10, 1, hour, tzinfo=UTC)
    shown = show_as_of(held, DIVERS, instant)
    assert isinstance(shown, Shown)
    assert shown.entry.byline == (name,)
    assert len(shown.stated.differing) == differing
    (coverage,) = read_as_of(held, instant).coverages
    assert next(entry for entry in coverage.entries if entry.slug == shown.entry.slug).byline == (name,)


@pytest.mark.parametrize(("hour", "name"), [(11, "Jane Doe"), (13, "Joan Doe")])
def test_a_search_shows_bylines_as_they_were_and_says_that_it_finds_by_later_ones(
    held: Workspace, hour: int, name: str
) -> None:
    instant = datetime(2022, 10, 1, hour, tzinfo=UTC)
    results = search(held, "divers", Asked(as_of=instant)).results
    assert ([hit.document.byline for hit in results.hits], results.notes) == ([(name,)], ())
    (hit,) = search(held, "byline:joan", Asked(as_of=instant)).results.hits
    assert hit.document.byline == (name,)
    for query, named in (("byline:joan", "byline:"), ("divers tag:x since:1999", "tag: and dates")):
        (note, *_) = (each for each in search(held, query, Asked(as_of=instant)).results.notes if "found by" in each)
        assert note.startswith(f"found by {named} as all captures give them")
        assert not any("found by" in each for each in search(held, query).results.notes)


def dam(**facts: str) -> str:
    """A page with two entries in its data, these facts beside the first."""
    updates = [
        {"headline": "The dam holds", "articleBody": "Forty people were told to leave their homes.", **facts},
        {"headline": "Bridge shut", "articleBody": "The bridge below the dam was shut to lorries at noon."},
    ]
    data = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": "Dam live",
        "url": "https://news.example/dam",
        "liveBlogUpdate": [{"@type": "BlogPosting", "@id": f"#{at}", **each} for at, each in enumerate(updates)],
    }
    return f'<html><script type="application/ld+json">{json.dumps(data)}</script><h1>Dam live</h1></html>'


def test_by_an_instant_nothing_of_a_later_capture_stands_beside_the_words(workspace: Workspace) -> None:
    give(workspace, dam(), "one.html", captured="2024-01-05T10:00Z")
    give(workspace, dam(dateModified="2024-01-05T10:30:00Z"), "two.html", captured="2024-01-05T12:00Z")
    after = show_as_of(workspace, "dam-live/the-dam-holds", datetime(2024, 1, 5, 13, tzinfo=UTC))
    before = show_as_of(workspace, "dam-live/the-dam-holds", datetime(2024, 1, 5, 11, tzinfo=UTC))
    assert isinstance(before, Shown) and isinstance(after, Shown)
    assert [each.name for each in after.wording.captures] == ["one.html", "two.html"]
    assert [each.name for each in before.wording.captures] == ["one.html"]
    assert {place.capture for place in before.entry.newest.provenance} == {before.wording.captures[0].digest}
    assert before.entry.updated is None and before.entry.newest.updated is None
    (coverage,) = read_as_of(workspace, datetime(2024, 1, 5, 11, tzinfo=UTC)).coverages
    assert {each.newest.updated for each in coverage.entries} == {None}


def test_what_people_put_in_the_place_of_a_byline_stays_beside_that_of_the_time(held: Workspace) -> None:
    correct(held, DIVERS, Said(byline=("Ann Poe",)))
    shown = show_as_of(held, DIVERS, datetime(2022, 10, 1, 11, tzinfo=UTC))
    assert isinstance(shown, Shown)
    assert shown.entry.byline == ("Ann Poe",)
    assert shown.entry.as_captured.byline == ("Jane Doe",)


def test_an_exhibit_says_of_each_capture_what_it_gives(held: Workspace, tmp_path: Path) -> None:
    exhibit(held, DIVERS, tmp_path / "one.html")
    page = (tmp_path / "one.html").read_text(encoding="utf-8")
    assert "Byline differs between captures: Jane Doe in page.txt, Joan Doe in later.txt." in page
    first, second = page.split("by, in this capture")[1:]
    assert "Jane Doe" in first and "Joan Doe" in second
    exhibit(held, BAKERS, tmp_path / "two.html")
    assert "differs between captures" not in (tmp_path / "two.html").read_text(encoding="utf-8")


def test_a_page_says_that_captures_differ_and_that_order_is_not_known(workspace: Workspace) -> None:
    give(workspace, FLOOD, url=URL)
    give(workspace, FLOOD_LATER.replace("-Example News' Jane Doe", "-Example News' Joan Doe"), "later.txt", url=URL)
    build(workspace)
    divers, bakers = ((workspace.site / f"{each}.html").read_text(encoding="utf-8") for each in (DIVERS, BAKERS))
    assert "Byline or times differ between captures" in divers
    assert "byline differs between captures: " in divers
    history = (workspace.site / f"{BAKERS}.history.html").read_text(encoding="utf-8")
    assert "of which nobody knows when it was made" in history and "First seen in" not in history
    assert "One of 2 wordings; which is older is not known" in bakers
    assert "revision 2, one of 2 wordings; which is older is not known" in bakers
    assert "for its words were edited" not in bakers
    cited = cite(workspace, BAKERS, quote="handed out bread all morning")
    assert cited is not None and cited.unordered == 2
    assert "one of 2 wordings; which is older is not known" in cited.text
    exhibit(workspace, BAKERS, workspace.root / "one.html")
    assert "one of 2 wordings, and which of them is older" in (workspace.root / "one.html").read_text(encoding="utf-8")


def test_a_proof_names_the_byline_of_the_capture_that_it_names(held: Workspace) -> None:
    proof = prove(held, "It was “found in the mud by two divers”.")
    (checked,) = proof.checked
    assert checked.held is not None and checked.held.own.byline == ("Jane Doe",)
    page = proof_page(proof, "draft.md")
    assert "byline differs between captures: Jane Doe in page.txt, Joan Doe in later.txt" in page


def test_one_capture_is_what_it_says(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    shown = show(workspace, DIVERS)
    assert (shown.stated.sightings, shown.stated.differing) == ((), ())


def test_the_differing_captures_are_told_with_the_entry(held: Workspace) -> None:
    (event,) = show(held, DIVERS).stated.differing
    assert (event.change, event.was, event.said) == (Change.BYLINE, ("Jane Doe",), ("Joan Doe",))
    assert replace(show(held, BAKERS).stated, sightings=()).differing == ()
    assert show(held, DIVERS).permalink.startswith(FLOOD_BLOG)


def test_a_time_that_moves_under_the_same_printed_clock_is_told_and_each_wording_has_its_own(
    workspace: Workspace,
) -> None:
    for name, minute, words in (("one.html", 30, "sixty"), ("two.html", 35, "sixteen")):
        articles = "".join(
            f'<article id="p{number}"><time datetime="2024-01-05T1{number}:{minute}:00+01:00">1{number}:30</time>'
            f"<h2>Boats sink {number}</h2><p>The harbour master says that {words} boats sank.</p></article>"
            for number in (2, 1)
        )
        page = f"<!DOCTYPE html><html lang=en><h1>Harbour live</h1><div class=liveblog>{articles}</div></html>"
        give(workspace, page, name, captured=f"2024-01-05T13:{minute}Z", url=URL)
    cited = cite(workspace, "boats-sink-1")
    assert cited is not None
    assert "5 January 2024, 10:30:00 UTC" in cited.text and "5 January 2024, 10:35:00 UTC" in cited.text
    build(workspace, only="index")
    for draft, verdict in (
        ("Published at 10:35 UTC on 5 January 2024: “sixteen boats sank”.", Verdict.VERBATIM),
        ("Published at 10:30 UTC on 5 January 2024: “sixteen boats sank”.", Verdict.OTHER_TIME),
    ):
        (checked,) = prove(workspace, draft).checked
        assert checked.verdict is verdict


def test_of_two_passages_of_one_capture_that_were_merged_each_has_its_own_time(workspace: Workspace) -> None:
    passages = (("11", "What we know", "Pinned: no ferry sails"), ("09", "Ferries stay", "All ferries stay in port"))
    articles = "".join(
        f'<article id="k{hour}"><time datetime="2024-01-05T{hour}:00:00Z">{hour}:00</time><h2>{headline}</h2>'
        f"<p>{words} until noon, the harbour master said.</p></article>"
        for hour, headline, words in passages
    )
    page = f"<!DOCTYPE html><html lang=en><h1>Harbour live</h1><div class=liveblog>{articles}</div></html>"
    give(workspace, page, "one.html", captured="2024-01-05T12:00Z", url=URL)
    done = merge(workspace, ["harbour-live/ferries-stay", "harbour-live/what-we-know"])
    assert done.notes == (
        "shown side by side in one.html: they are kept as passages of one entry, none an edit of another",
    )
    assert [event.change for event in read_history(workspace, "harbour-live/ferries-stay").events] == [Change.NEW]
    for hour, _, words in passages:
        cited = cite(workspace, "harbour-live/ferries-stay", quote=words)
        assert cited is not None
        assert f"Published {hour}:00 = 5 January 2024, {hour}:00:00 UTC" in cited.text
