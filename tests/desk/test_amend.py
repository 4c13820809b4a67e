"""What is said anew of a capture holds everywhere: its time, its live blog, and what goes with them."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from backfile.archive.held import list_liveblogs
from backfile.archive.liveblog_file import read_index
from backfile.desk.add import Source, add
from backfile.desk.amend import amend
from backfile.desk.correct import Said, correct
from backfile.desk.find import search
from backfile.desk.history import read_history
from backfile.desk.intake.stating import Stated, parse_stated_time
from backfile.desk.show import show
from backfile.desk.verify import verify
from backfile.desk.withhold import withhold
from backfile.errors import NotFound, Usage
from backfile.model.history import Ground
from backfile.model.permalink import Permalink
from backfile.seeds import read
from backfile.seeds.pages.page import read_html
from backfile.text.dates import parse_span
from backfile.workspace.folders import Workspace
from tests.desk.pastes import BAKERS, FLOOD, FLOOD_BLOG, FLOOD_LATER, MATCH, MATCH_BLOG, give, write

STORM = "https://news.example/live/storm"
FLOODS = "https://news.example/live/flood"
SAVED = """\
<!DOCTYPE html><html><!--
 Page saved with SingleFile
 url: https://news.example/live/vote
 saved date: Fri May 03 2024 10:31:00 GMT+0000 (Coordinated Universal Time)
--><head><title>Vote live</title></head><body><h1>Vote live: count begins</h1>
<article id="a2"><time datetime="2024-05-03T09:00:00Z">09:00</time><h2>Counting ends</h2><p>All votes in the town were
counted by the morning of the day.</p></article>
<article id="a1"><time datetime="2024-05-03T08:30:00Z">08:30</time><h2>Counting begins</h2><p>The first boxes were
opened in the town hall this morning.</p></article>
<article id="a0"><time datetime="2024-05-03T08:00:00Z">08:00</time><h2>Polls close</h2><p>The polls closed, and the
boxes were sealed in all of the country.</p></article>
</body></html>
"""
"""Invented: a page as SingleFile saves it."""


def headlines(workspace: Workspace) -> dict[str, int]:
    folders = {each: read_index(workspace.archive / each) for each in list_liveblogs(workspace.archive)}
    return {each: len(index.captures) for each, index in folders.items()}


def acts(workspace: Workspace) -> list[dict[str, object]]:
    return [json.loads(line)["of"] for line in (workspace.seeds / "log.jsonl").read_text("utf-8").splitlines()]


# which live blog


def test_an_amended_address_is_that_of_the_live_blog(workspace: Workspace) -> None:
    give(workspace, FLOOD, "flood.txt", url=STORM)
    done = amend(workspace, "flood.txt", Stated(url=FLOODS))
    assert (done.liveblog, done.moved_from, done.permalinks) == (FLOOD_BLOG, None, {})
    give(workspace, MATCH, "match.txt", url=STORM)
    assert headlines(workspace) == {FLOOD_BLOG: 1, MATCH_BLOG: 1}
    give(workspace, FLOOD_LATER, "later.txt", url=FLOODS)
    assert headlines(workspace) == {FLOOD_BLOG: 2, MATCH_BLOG: 1}
    assert len(show(workspace, BAKERS).entry.revisions) == 2
    assert verify(workspace).findings == ()


def test_two_pastes_that_get_one_address_are_one_live_blog(workspace: Workspace) -> None:
    give(workspace, FLOOD, "one.txt", captured="2022-03-10")
    give(workspace, FLOOD_LATER, "two.txt", captured="2022-03-11")
    assert len(headlines(workspace)) == 2
    amend(workspace, "one.txt", Stated(url=FLOODS))
    done = amend(workspace, "two.txt", Stated(url=FLOODS))
    assert (done.liveblog, done.moved_from) == (FLOOD_BLOG, f"{FLOOD_BLOG}-2")
    old = Permalink(f"{FLOOD_BLOG}-2/{BAKERS.partition('/')[2]}")
    assert done.permalinks[old] == BAKERS
    assert show(workspace, old).permalink == BAKERS
    (row,) = give(workspace, FLOOD_LATER.replace("soup", "cake"), "three.txt", url=FLOODS, captured="2022-03-12").rows
    assert (row.new, row.revised, row.liveblog) == (0, 1, FLOOD_BLOG)
    assert headlines(workspace) == {FLOOD_BLOG: 3}
    assert len(show(workspace, BAKERS).entry.revisions) == 3
    assert {hit.permalink.partition("/")[0] for hit in search(workspace, "bakers").results.hits} == {FLOOD_BLOG}
    assert verify(workspace).findings == ()
    told = [each for each in acts(workspace) if "moved" in each or "left" in each]
    assert [sorted(each) for each in told] == [
        ["captures", "liveblog", "manifest", "moved", "now", "was"],
        ["left", "liveblog", "permalinks"],
    ]


def test_a_capture_that_is_of_another_live_blog_leaves_the_others_behind(workspace: Workspace) -> None:
    give(workspace, FLOOD, "flood.txt", url=FLOODS, captured="2022-03-10")
    give(workspace, MATCH, "match.txt", url=FLOODS, captured="2022-03-11")
    assert headlines(workspace) == {FLOOD_BLOG: 2} or headlines(workspace) == {MATCH_BLOG: 2}
    (home,) = headlines(workspace)
    keeper = f"{home}/keeper-saves-a-penalty"
    correct(workspace, keeper, Said(tags=("goals",)))
    withhold(workspace, f"{home}/rovers-take-the-lead", "Asked.")
    done = amend(workspace, "match.txt", Stated(url=STORM))
    assert done.moved_from == home and done.liveblog == MATCH_BLOG
    assert headlines(workspace) == {home: 1, MATCH_BLOG: 1}
    moved = show(workspace, keeper)
    assert moved.permalink == f"{MATCH_BLOG}/keeper-saves-a-penalty"
    assert "goals" in moved.entry.tags
    assert show(workspace, f"{MATCH_BLOG}/rovers-take-the-lead").entry.withheld == "Asked."
    assert not (workspace.archive / home / "keeper-saves-a-penalty.md").exists()
    assert verify(workspace).findings == ()


def test_a_withheld_capture_stays_so_wherever_it_goes(workspace: Workspace) -> None:
    give(workspace, FLOOD, "flood.txt", url=FLOODS)
    give(workspace, MATCH, "match.txt", url=STORM)
    withhold(workspace, "flood.txt", "Asked.")
    amend(workspace, "flood.txt", Stated(url=STORM))
    assert show(workspace, f"{MATCH_BLOG}/{BAKERS.partition('/')[2]}").entry.withheld == "Asked."
    assert search(workspace, "bakers").results.total == 0


def test_a_live_blog_is_named_by_the_beginning_of_its_slug(workspace: Workspace) -> None:
    give(workspace, FLOOD, "flood.txt")
    give(workspace, FLOOD_LATER, "later.txt")
    give(workspace, MATCH, "match.txt")
    with pytest.raises(Usage, match="begins 2 live blogs"):
        amend(workspace, "later.txt", Stated(liveblog="river"))
    assert amend(workspace, "later.txt", Stated(liveblog=FLOOD_BLOG)).moved_from == f"{FLOOD_BLOG}-2"
    done = amend(workspace, "later.txt", Stated(liveblog="another one"))
    assert (done.moved_from, done.liveblog) == (FLOOD_BLOG, "another-one")
    assert done.now["liveblog"] == "another-one"
    assert headlines(workspace) == {FLOOD_BLOG: 1, MATCH_BLOG: 1, "another-one": 1}
    assert verify(workspace).findings == ()


def test_others_that_stand_in_its_live_blog_for_its_sake_are_not_left_without_it(workspace: Workspace) -> None:
    give(workspace, FLOOD, "flood.txt")
    give(workspace, FLOOD_LATER, "later.txt", liveblog=FLOOD_BLOG)
    amend(workspace, "flood.txt", Stated(url=FLOODS))  # nobody else has it: both are of that address now
    assert headlines(workspace) == {FLOOD_BLOG: 2}
    give(workspace, MATCH, "match.txt", url=STORM)
    with pytest.raises(Usage, match=r"later\.txt"):
        amend(workspace, "flood.txt", Stated(url=STORM))
    amend(workspace, "later.txt", Stated(liveblog=MATCH_BLOG))
    amend(workspace, "flood.txt", Stated(url=STORM))
    assert headlines(workspace) == {MATCH_BLOG: 3}
    assert verify(workspace).findings == ()


def test_what_somebody_altered_by_hand_is_not_lost_by_a_move(workspace: Workspace) -> None:
    give(workspace, FLOOD, "flood.txt", url=FLOODS)
    give(workspace, MATCH, "match.txt", url=STORM)
    path = workspace.archive / f"{BAKERS}.md"
    write(path, path.read_text("utf-8").replace("tomorrow", "on Monday"))
    with pytest.raises(Usage, match="changed by hand"):
        amend(workspace, "flood.txt", Stated(url=STORM))
    assert headlines(workspace) == {FLOOD_BLOG: 1, MATCH_BLOG: 1}


def test_a_new_live_blog_and_one_of_the_same_headline_are_told(workspace: Workspace) -> None:
    give(workspace, FLOOD, "flood.txt")
    ((note,),) = (row.notes for row in give(workspace, FLOOD_LATER, "later.txt").rows)
    assert note == (
        f"{FLOOD_BLOG} has the same headline; if it is the same live blog: "
        f"backfile amend later.txt --liveblog {FLOOD_BLOG}"
    )
    ((note,),) = (row.notes for row in give(workspace, MATCH, "match.txt", liveblog="orre").rows)
    assert note.startswith(f"orre is a new live blog; if it is {FLOOD_BLOG} or ")
    assert [row.notes for row in give(workspace, FLOOD.replace("bread", "soup"), "more.txt", liveblog="orr").rows] == [
        ()
    ]
    assert headlines(workspace)["orre"] == 2
    addressed = give(workspace, FLOOD.replace("bread", "cake"), "addressed.txt", url=FLOODS)
    assert [row.notes for row in addressed.rows] == [()]


# when it was captured


@pytest.fixture
def saved(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setitem(read.READERS, "html", read_html)
    add(workspace, [Source(wanted="sf.html", stated=Stated(), data=SAVED.encode())])
    return workspace


def test_a_time_that_the_page_records_is_told_beside_the_one_that_is_stated_and_can_be_put_back(
    saved: Workspace,
) -> None:
    ends = "vote-live-count-begins/counting-ends"
    (first,) = show(saved, ends).coverage.captures
    done = amend(saved, "sf.html", Stated(captured="2024-05-04"))
    assert any("recorded another time of capture" in each for each in done.warnings)
    (capture,) = show(saved, ends).coverage.captures
    assert capture.captured and capture.captured.printed == "2024-05-04"
    assert capture.recorded == first.captured
    amend(saved, "sf.html", Stated(captured="recorded"))
    (capture,) = show(saved, ends).coverage.captures
    assert (capture.captured, capture.recorded) == (first.captured, None)
    assert amend(saved, "sf.html", Stated(captured="recorded")).now == {}
    assert verify(saved).findings == ()


def test_a_stated_time_without_an_offset_is_kept_with_the_one_it_was_read_with_and_that_is_told(
    workspace: Workspace,
) -> None:
    added = give(workspace, FLOOD, "flood.txt", captured="2022-03-10T10:00", zone="Europe/London")
    assert [note.partition(" and was ")[0] for note in added.notes] == ["2022-03-10T10:00 gives no offset"]
    done = amend(workspace, "flood.txt", Stated(captured="2022-05-03T10:00"))
    (warning,) = [each for each in done.warnings if "offset" in each]
    assert "was read as 2022-05-03T10:00Z, in the zone of this archive (UTC)" in warning
    assert warning.endswith("in Europe/London it would be 2022-05-03T10:00+01:00")
    (capture,) = show(workspace, BAKERS).coverage.captures
    assert capture.captured and capture.captured.printed == "2022-05-03T10:00Z"
    assert capture.captured.instant == datetime(2022, 5, 3, 10, tzinfo=UTC)
    for said in ("2022-05-03T10:00+01:00", "2022-05-03"):
        assert not [each for each in amend(workspace, "flood.txt", Stated(captured=said)).warnings if "offset" in each]
    assert verify(workspace).findings == ()


@pytest.mark.parametrize(
    ("written", "zone", "printed"),
    [
        ("2024-05-03T10:00", "Europe/Kyiv", "2024-05-03T10:00+03:00"),
        ("2024-05-03 10:00:30", "-03:30", "2024-05-03 10:00:30-03:30"),
        ("2024-05-03T10:00/2024-05-03T12:00", "UTC", "2024-05-03T10:00Z/2024-05-03T12:00Z"),
        ("2024-05-03T10:00+02:00", "UTC", "2024-05-03T10:00+02:00"),
        ("2024-05", "Europe/Kyiv", "2024-05"),
    ],
)
def test_a_stated_time_says_its_instant_by_itself(written: str, zone: str, printed: str) -> None:
    time = parse_stated_time(written, zone, "--captured")
    assert time.printed == printed
    if "T" in printed:
        assert time.instant == parse_span(printed).start


def test_where_nothing_is_recorded_nothing_can_be_put_back(workspace: Workspace) -> None:
    give(workspace, FLOOD, "flood.txt", captured="2022-03-10")
    with pytest.raises(Usage, match="records no time of capture itself"):
        amend(workspace, "flood.txt", Stated(captured="recorded"))


def test_a_capture_that_shows_what_was_published_later_shows_nothing_by_its_time(saved: Workspace) -> None:
    done = amend(saved, "sf.html", Stated(captured="2023-01-01"))
    assert any("which of the two is wrong is not known" in each for each in done.warnings)
    for slug in ("counting-ends", "polls-close"):
        history = read_history(saved, f"vote-live-count-begins/{slug}")
        (wording,) = history.wordings
        assert wording.known and wording.known.ground is Ground.PUBLISHED
        (doubt,) = history.doubts
        assert doubt[1].printed == "09:00"


def test_words_without_a_time_are_not_known_by_a_capture_in_doubt(workspace: Workspace) -> None:
    text = MATCH + "\n\nAn update without a time\n\nThe players went home by bus, and the lights went out.\n"
    give(workspace, text, "match.txt", captured="2022-03-01T12:00Z")
    for entry in show(workspace, "keeper").coverage.entries:
        known = read_history(workspace, f"{MATCH_BLOG}/{entry.slug}").wordings[-1].known
        assert known is None or known.ground is Ground.PUBLISHED


def test_a_time_that_is_yet_to_come_is_refused_by_the_clock(workspace: Workspace) -> None:
    now = datetime(2022, 3, 10, 12, tzinfo=UTC)
    for when in ("2099-01-01", "2022-03-12"):
        with pytest.raises(Usage, match="yet to come"):
            add(workspace, [Source(wanted="a.txt", stated=Stated(captured=when), data=FLOOD.encode())], now=now)
    add(workspace, [Source(wanted="a.txt", stated=Stated(captured="2022-03-11"), data=FLOOD.encode())], now=now)
    with pytest.raises(Usage, match="yet to come"):
        amend(workspace, "a.txt", Stated(captured="2022-03-14"), now=now)
    with pytest.raises(NotFound):
        amend(workspace, "b.txt", Stated(captured="2022-03-10"), now=now)
