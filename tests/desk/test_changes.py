"""Are the changes those that captures show, within what was asked for?"""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from backfile.desk.build import build
from backfile.desk.changes import list_changes, plain_changed
from backfile.errors import NotFound
from backfile.workspace.folders import Workspace
from tests.desk.captured import DOGS, give_three
from tests.desk.pastes import BAKERS, FLOOD_BLOG, MATCH, MATCH_BLOG, SANDBAGS, give, write


@pytest.fixture
def held(workspace: Workspace) -> Workspace:
    give_three(workspace)
    give(workspace, MATCH, "match.txt")
    return workspace


def told(workspace: Workspace, *liveblogs: str, since: datetime | None = None, least: int = 0) -> list[tuple[str, str]]:
    rows = list_changes(workspace, liveblogs, since=since, least=least).rows
    return [(row.event.change.value, row.permalink) for row in rows]


def test_changes_come_in_the_order_of_their_captures_those_of_unknown_time_last(held: Workspace) -> None:
    changes = list_changes(held)
    assert [(row.event.change.value, row.permalink, row.words) for row in changes.rows] == [
        ("edited", BAKERS, 6),
        ("absent", SANDBAGS, 0),
        ("new", DOGS, 21),
    ]
    assert (changes.begun, changes.untimed, changes.faults) == (2, 0, ())


def test_what_the_first_capture_of_a_live_blog_shows_is_no_change_here_nor_on_the_site(held: Workspace) -> None:
    build(held)
    page = (held.site / "changes.html").read_text(encoding="utf-8")
    assert page.count('<li>\n<p class="label">') == len(list_changes(held).rows) == 3


def test_only_what_captures_show_since_an_instant_is_told_and_how_many_have_no_time(held: Workspace) -> None:
    since = datetime(2022, 3, 11, tzinfo=UTC)
    assert told(held, since=since) == [("edited", BAKERS), ("absent", SANDBAGS), ("new", DOGS)]
    assert (list_changes(held, since=since).untimed, list_changes(held, since=since).begun) == (1, 0)
    assert told(held, since=datetime(2022, 3, 11, 23, tzinfo=UTC))[0] == ("edited", BAKERS)  # made on that day
    assert told(held, since=datetime(2022, 3, 12, tzinfo=UTC)) == [("absent", SANDBAGS), ("new", DOGS)]
    assert told(held, since=datetime(2022, 3, 13, tzinfo=UTC)) == []


def test_edits_of_fewer_words_are_left_out_and_nothing_else(held: Workspace) -> None:
    since = datetime(2022, 3, 11, tzinfo=UTC)
    assert told(held, since=since, least=6) == told(held, since=since)
    assert told(held, since=since, least=7) == [("absent", SANDBAGS), ("new", DOGS)]


def test_live_blogs_can_be_chosen(held: Workspace) -> None:
    for verb, on in (("guessed", "2022-03-02"), ("picked", "2022-03-03")):
        give(held, MATCH.replace("went the right", f"{verb} the right"), f"{verb}.txt", captured=on, liveblog="final")
    assert told(held, "final") == [("edited", "final/keeper-saves-a-penalty")]
    assert told(held, MATCH_BLOG) == []
    assert len(told(held, FLOOD_BLOG, "final")) == len(told(held)) == 4
    with pytest.raises(NotFound, match="there is no such live blog"):
        list_changes(held, ["flood"])


def test_a_change_has_these_keys(held: Workspace) -> None:
    plain = json.loads(json.dumps([plain_changed(row) for row in list_changes(held).rows]))
    names = "permalink headline words change capture before revision older was said partial first"
    assert sorted(plain[0]) == sorted(names.split())
    assert (plain[0]["change"], plain[0]["words"], plain[0]["before"]["capture"]) == ("edited", 6, "first.txt")


def test_a_damaged_live_blog_is_told_of_and_the_others_go_on(held: Workspace) -> None:
    write(held.archive / FLOOD_BLOG / "index.md", "nothing")
    changes = list_changes(held)
    assert changes.begun == 1  # the other one
    assert [FLOOD_BLOG in str(fault) for fault in changes.faults] == [True]
