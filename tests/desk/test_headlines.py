"""Is it told, where a live blog itself has another headline, with the captures that give both?"""

from __future__ import annotations

import pytest

from backfile.desk.build import build
from backfile.desk.changes import list_changes, plain_changed
from backfile.desk.history import plain_liveblog_history, read_history_of_liveblog
from backfile.desk.withhold import withhold
from backfile.model.history import Change, Event
from backfile.workspace.folders import Workspace
from tests.desk.pastes import BAKERS, FLOOD, FLOOD_BLOG, give

ADDRESS = "https://news.example/live/flood"
OLD, NEW = "River Orre floods the lower town: Live updates", "River Orre falls again: Live updates"


@pytest.fixture
def renamed(workspace: Workspace) -> Workspace:
    """Three captures of a live blog, of which the last gives it another headline."""
    give(workspace, FLOOD, "flood.txt", url=ADDRESS, captured="2022-03-01")
    give(workspace, FLOOD + "\n", "again.txt", url=ADDRESS, captured="2022-03-02")
    give(workspace, FLOOD.replace(OLD, NEW), "later.txt", url=ADDRESS, captured="2022-03-03")
    return workspace


def events(workspace: Workspace) -> tuple[Event, ...]:
    history = read_history_of_liveblog(workspace, FLOOD_BLOG)
    assert history is not None
    return history.events


def test_the_change_names_both_headlines_and_the_captures_that_give_them(renamed: Workspace) -> None:
    (event,) = events(renamed)
    assert (event.change, event.was, event.said, event.is_ordered) == (Change.HEADLINE, OLD, NEW, True)
    assert event.before is not None
    assert (event.before.name, event.capture.name) == ("again.txt", "later.txt")
    history = read_history_of_liveblog(renamed, f"{FLOOD_BLOG}/")
    assert history is not None
    plain = plain_liveblog_history(history)
    assert (plain["liveblog"], plain["headline"]) == (FLOOD_BLOG, NEW)
    assert [said for _, said in history.captures] == [OLD, OLD, NEW]
    assert read_history_of_liveblog(renamed, BAKERS) is None


def test_it_stands_among_the_changes(renamed: Workspace) -> None:
    (row,) = list_changes(renamed).rows
    plain = plain_changed(row)
    assert (plain["permalink"], plain["change"], plain["was"], plain["said"]) == (FLOOD_BLOG, "headline", OLD, NEW)
    assert row.words > 0
    build(renamed)
    page = (renamed.site / "changes.html").read_text("utf-8")
    assert f"<span>“{OLD}”, then “{NEW}”</span>" in page
    assert f'<a href="{FLOOD_BLOG}/index.html"><bdi lang="">{NEW}</bdi></a></h2>' in page
    assert 'held against <bdi lang="">again.txt (' in page


def test_where_nobody_knows_which_capture_is_older_that_is_said(renamed: Workspace) -> None:
    give(renamed, FLOOD.replace(OLD, "Orre: Live updates"), "undated.txt", url=ADDRESS)
    assert [(event.said, event.is_ordered) for event in events(renamed)] == [(NEW, True), ("Orre: Live updates", False)]


def test_marks_make_no_other_headline_and_a_withheld_capture_no_change(renamed: Workspace) -> None:
    give(renamed, FLOOD.replace(OLD, NEW.replace(" falls", "  falls")), "marks.txt", url=ADDRESS, captured="2022-03-04")
    assert len(events(renamed)) == 1
    for name in ("later.txt", "marks.txt"):
        withhold(renamed, name, "Not ours.")
    assert list_changes(renamed).rows == ()
    build(renamed)
    assert all(NEW not in path.read_text("utf-8") for path in renamed.site.rglob("*.html"))
