"""Does the archive as of an instant hold just what something shows to exist by then?"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backfile.desk.as_of import plain_later, read_as_of, show_as_of
from backfile.desk.choosing.when import parse_when
from backfile.desk.find import search
from backfile.desk.history import read_history
from backfile.desk.show import Shown
from backfile.errors import NotFound, Usage
from backfile.model.evidence import Evidence
from backfile.model.history import Ground, Later
from backfile.model.search import Asked
from backfile.workspace.folders import Workspace
from tests.desk.captured import ADDRESS, DOGS, give_three
from tests.desk.pastes import BAKERS, DIVERS, FLOOD, FLOOD_BLOG, KEEPER, MATCH, SANDBAGS, give, write

SHARED = Path(__file__).parents[3] / "shared" / "captures" / "real"
NYT = "wall-street-rallies-but-still-logs-a-decline-for-the-week"


@pytest.fixture
def held(workspace: Workspace) -> Workspace:
    give_three(workspace)
    give(workspace, MATCH, "match.txt")
    return workspace


def on(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2022, 3, day, hour, minute, tzinfo=UTC)


def text(workspace: Workspace, reference: str, instant: datetime) -> str:
    shown = show_as_of(workspace, reference, instant)
    assert isinstance(shown, Shown)
    return shown.entry.body


def test_an_entry_is_shown_in_the_words_of_that_time(held: Workspace) -> None:
    assert "soup" not in text(held, BAKERS, on(11))
    assert "soup" not in text(held, BAKERS, on(11, 23))  # the capture of that day may be of its last minute
    assert "soup" in text(held, BAKERS, on(12))
    with pytest.raises(NotFound, match="nothing shows that it existed by then"):
        show_as_of(held, BAKERS, on(10, 23))


def test_the_archive_is_cut_to_what_is_shown_by_then(held: Workspace) -> None:
    as_of = read_as_of(held, on(11))
    match, flood = as_of.coverages
    assert [entry.slug for entry in flood.entries] == [name.partition("/")[2] for name in (DIVERS, BAKERS, SANDBAGS)]
    assert [entry.newest.number for entry in flood.entries] == [1, 1, 1]
    assert [capture.name for capture in flood.captures] == ["first.txt"]
    assert len(match.entries) == 3  # as the page says, for the paste has no time
    assert (as_of.later, as_of.faults) == ((), ())
    last = read_as_of(held, on(12, 8, 31)).coverages[1]
    assert [f"{FLOOD_BLOG}/{entry.slug}" for entry in last.entries] == [DIVERS, BAKERS, DOGS, SANDBAGS]
    assert [(len(entry.revisions), entry.newest.number) for entry in last.entries][1] == (2, 2)
    assert read_as_of(held, datetime(1999, 1, 1, tzinfo=UTC)).coverages == ()


def test_words_that_may_be_later_than_publication_are_told_apart(workspace: Workspace) -> None:
    later = MATCH.replace("went the right way", "guessed right")
    give(workspace, MATCH, "early.txt", captured="2022-03-02T03:00Z", url="https://x.example/m")
    give(workspace, later, "late.txt", captured="2022-03-02T09:00Z", url="https://x.example/m")
    (found,) = read_as_of(workspace, on(2, 2, 30)).later
    assert (found.permalink, found.published.printed) == (KEEPER, "Mar 01, 2022, 9:12 PM EST")
    assert found.wording is not None and found.wording.known is not None
    assert (found.wording.revision.number, found.wording.known.by) == (1, on(2, 3, 1))
    assert show_as_of(workspace, KEEPER, on(2, 2, 30)) == found
    plain = json.loads(json.dumps(plain_later(found)))
    assert sorted(plain) == ["permalink", "published", "wording"]
    results = search(workspace, "keeper", Asked(as_of=on(2, 2, 30))).results
    assert ([hit.permalink for hit in results.hits], [hit.permalink for hit in results.later]) == ([], [KEEPER])
    results = search(workspace, '"guessed right"', Asked(as_of=on(2, 3, 1))).results
    assert (results.total, [hit.document.revision for hit in results.hits]) == (0, [])
    assert search(workspace, '"guessed right"', Asked(as_of=on(2, 9, 1))).results.total == 1


def test_what_only_a_later_capture_says_of_an_entry_is_left_out(held: Workspace) -> None:
    path = held.archive / f"{BAKERS}.md"
    write(path, path.read_text(encoding="utf-8").replace("soup", "cake"))
    early, late = (show_as_of(held, BAKERS, on(day)) for day in (11, 12))
    assert isinstance(early, Shown) and isinstance(late, Shown)
    assert (early.entry.altered, late.entry.altered is None) == (None, False)
    assert (early.wording.revision, early.wording.evidence) == (early.entry.newest, Evidence.PASTED)


def test_dates_are_read_as_in_queries_and_in_the_zone_of_the_archive(workspace: Workspace) -> None:
    now = on(10, 12)
    assert parse_when(workspace, "--as-of", "2022-03-09").end == on(10)
    assert parse_when(workspace, "--since", "yesterday", now).start == on(9)
    assert parse_when(workspace, "--as-of", "2022-03-09T10:00+02:00").end == on(9, 8, 1)
    with pytest.raises(Usage, match=r"^--as-of: .*03/04/2022.*; write it like 2022-03-10"):
        parse_when(workspace, "--as-of", "03/04/2022")


@pytest.mark.skipif(not SHARED.is_dir(), reason="captures of real publishers are not ours to give away")
def test_words_of_a_real_entry_published_in_the_morning_and_updated_at_night_are_known_from_the_night(
    workspace: Workspace,
) -> None:
    give(workspace, (SHARED / "nytimes-haiku-liveblog.html").read_bytes(), "page.html")
    (wording,) = read_history(workspace, NYT).wordings
    assert wording.known is not None
    assert (wording.known.ground, wording.known.time.printed) == (Ground.UPDATED, "2020-09-25T20:06:15.757Z")
    noon, night = (datetime(2020, 9, 25, *clock, tzinfo=UTC) for clock in ((12, 0), (20, 7)))
    later = show_as_of(workspace, NYT, noon)
    assert isinstance(later, Later)
    assert (later.published.printed, later.wording) == ("2020-09-25T10:28:53.000Z", wording)
    assert isinstance(show_as_of(workspace, NYT, night), Shown)
    assert later in read_as_of(workspace, noon).later
    found = search(workspace, "rallies", Asked(as_of=noon)).results
    assert [hit.permalink for hit in found.later] == [later.permalink]
    assert later.permalink not in [hit.permalink for hit in found.hits]


def test_a_live_blog_stands_under_the_headline_that_it_had_by_then(workspace: Workspace) -> None:
    first = FLOOD.splitlines()[0]
    give(workspace, FLOOD, "first.txt", captured="2022-03-10", url=ADDRESS)
    give(workspace, FLOOD.replace(first, "The river has fallen"), "later.txt", captured="2022-03-12", url=ADDRESS)
    for day, headline in ((11, first), (13, "The river has fallen")):
        shown = show_as_of(workspace, "bakers", on(day))
        assert isinstance(shown, Shown)
        assert shown.coverage.liveblog.headline == headline
        assert [each.liveblog.headline for each in read_as_of(workspace, on(day)).coverages] == [headline]
        found = search(workspace, "bread", Asked(as_of=on(day)))
        assert {hit.document.liveblog_headline for hit in found.results.hits} == {headline}
    assert {each.liveblog.headline for each in read_as_of(workspace, on(1)).coverages} <= {None}
