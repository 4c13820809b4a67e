"""Bytes that were captured again at another time: are words that came back told as come back, in whatever order?"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backfile import disk
from backfile.archive.held import homes_of_captures, read_readings
from backfile.desk.add import Added, add, find_sources
from backfile.desk.amend import amend
from backfile.desk.as_of import show_as_of
from backfile.desk.begin import begin
from backfile.desk.build import build
from backfile.desk.captures import list_captures
from backfile.desk.choosing.chosen import choose
from backfile.desk.choosing.naming import find_capture
from backfile.desk.cite import cite
from backfile.desk.erase import erase
from backfile.desk.exhibit import exhibit
from backfile.desk.export import export
from backfile.desk.history import plain_history, read_history
from backfile.desk.intake.stating import Stated
from backfile.desk.intake.taken import HELD, PARTLY, READ
from backfile.desk.mark import mark, open_account
from backfile.desk.reread import reread
from backfile.desk.show import Shown, show
from backfile.desk.verify import verify
from backfile.desk.withhold import withhold
from backfile.errors import NotFound, Usage
from backfile.model.capture import digest
from backfile.model.history import Change
from backfile.model.plain import dump
from backfile.seeds.shelf.shelf import read_shelf
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace
from tests.desk.captured import ADDRESS
from tests.desk.pastes import BAKERS, DIVERS, FLOOD, FLOOD_BLOG, FLOOD_LATER, give, snapshot, write
from tests.seeds.feeds.test_feed import RSS
from tests.seeds.saved_pages import ADDRESS as PAGE_ADDRESS
from tests.seeds.saved_pages import page
from tests.seeds.web_archives.records import record

A, B = FLOOD, FLOOD_LATER
FIRST, SECOND, THIRD = "2022-03-10T10:00Z", "2022-03-11T10:00Z", "2022-03-12T10:00Z"
AGAIN = "a.txt#20220312T100000Z"


def give_a_b_a(workspace: Workspace) -> None:
    for text, name, captured in ((A, "a.txt", FIRST), (B, "b.txt", SECOND), (A, "a.txt", THIRD)):
        give(workspace, text, name, captured=captured, url=ADDRESS)


@pytest.fixture
def held(workspace: Workspace) -> Workspace:
    give_a_b_a(workspace)
    return workspace


def on(day: int, hour: int = 0) -> datetime:
    return datetime(2022, 3, day, hour, tzinfo=UTC)


def body(workspace: Workspace, instant: datetime) -> str:
    shown = show_as_of(workspace, BAKERS, instant)
    assert isinstance(shown, Shown)
    return shown.entry.body


def test_words_that_came_back_byte_for_byte_are_told_as_come_back(held: Workspace) -> None:
    history = read_history(held, BAKERS)
    assert [each.revision.number for each in history.wordings] == [1, 2, 3]
    assert history.wordings[0].revision.body == history.wordings[2].revision.body != history.wordings[1].revision.body
    edits = [event for event in history.events if event.change is Change.EDITED]
    assert [(event.before and event.before.name, event.capture and event.capture.name) for event in edits] == [
        ("a.txt", "b.txt"),
        ("b.txt", AGAIN),
    ]
    assert "soup" not in show(held, BAKERS).entry.body
    assert ["soup" in body(held, on(day, 12)) for day in (10, 11, 12)] == [False, True, False]
    assert verify(held).findings == ()


def test_the_same_bytes_stand_once_and_are_told_of_by_their_own_digest(held: Workspace) -> None:
    assert sorted(path.name for path in held.seeds.glob("*.txt")) == ["MANIFEST-sha256.txt", "a.txt", "b.txt"]
    first, later = (each for each in list_captures(held) if each.name.startswith("a.txt"))
    assert (first.name, later.name) == ("a.txt", AGAIN)
    assert first.digest == later.digest == digest(A)
    history = plain_history(read_history(held, BAKERS))
    told = [each for wording in history["wordings"] for each in wording["captures"]]  # type: ignore[attr-defined]
    assert [each["sha256"] for each in told] == [digest(A), digest(B), digest(A)]
    assert len({each.get("digest", each["sha256"]) for each in told}) == 3
    (shelved,) = (each for each in read_shelf(held.seeds) if each.capture.name == "a.txt")
    assert [str(each.captured and each.captured.instant) for each in shelved.captures] == [
        "2022-03-10 10:00:00+00:00",
        "2022-03-12 10:00:00+00:00",
    ]


def test_add_says_of_what_it_is_another_capture(workspace: Workspace) -> None:
    give(workspace, A, "a.txt", captured=FIRST, url=ADDRESS)
    (row,) = give(workspace, A, "other.txt", captured=THIRD).rows
    assert row.state in (READ, PARTLY)
    told = "captured at 2022-03-12 10:00 UTC; the same bytes as a.txt, captured at 2022-03-10 10:00 UTC"
    assert told in row.notes[-1]
    (row,) = give(workspace, A, "other.txt", captured=THIRD).rows
    assert row.state == HELD


@pytest.mark.parametrize("captured", [None, FIRST, "2022-03-10", "2022-03-09/2022-03-11"])
def test_times_that_may_be_the_same_are_one_capture(workspace: Workspace, captured: str | None) -> None:
    give(workspace, A, "a.txt", captured=FIRST, url=ADDRESS)
    before = snapshot(workspace.archive)
    (row,) = give(workspace, A, "a.txt", **({"captured": captured} if captured else {})).rows
    assert row.state == HELD
    assert snapshot(workspace.archive) == before


def test_a_time_is_not_held_against_one_that_nobody_knows(workspace: Workspace) -> None:
    give(workspace, A, "a.txt", url=ADDRESS)
    (row,) = give(workspace, A, "a.txt", captured=FIRST).rows
    assert row.state == HELD
    assert any("--captured not taken" in note for note in row.notes)


def contents(workspace: Workspace) -> dict[str, bytes]:
    """All that the archive holds, but for what tells in which order commands came."""
    return {name: data for name, (data, _) in snapshot(workspace.archive).items() if name != "README.md"}


OLDEST = "Flood: Live updates\n\nWater.\n\n\nOne\n\nWords of one.\n"
TIMES = (FIRST, SECOND, THIRD, "2022-03-13T10:00Z")


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_any_order_of_adding_gives_the_same(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    texts = data.draw(st.lists(st.sampled_from([A, B]), min_size=2, max_size=4))
    captures = [(text, {A: "a.txt", B: "b.txt"}[text], TIMES[at]) for at, text in enumerate(texts)]
    made = []
    for order in (captures, data.draw(st.permutations(captures))):
        workspace, _ = begin(tmp_path_factory.mktemp("news") / "news")
        give(
            workspace,
            OLDEST,
            "0.txt",
            captured="2022-03-09",
            url=ADDRESS,
        )
        for text, name, captured in order:
            give(workspace, text, name, captured=captured, url=ADDRESS)
        assert verify(workspace, reread=True).findings == ()
        assert [name for _, name, _ in captures if find_capture(workspace, name) is None] == []
        sidecars = {path.name: path.read_bytes() for path in workspace.seeds.glob("*.capture.json")}
        made.append((contents(workspace), sidecars))
    assert made[0] == made[1]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_pages_in_web_archives_are_told_apart_in_any_order(
    tmp_path: Path, workspace: Workspace, order: tuple[int, ...]
) -> None:
    one, other = page().encode(), page().replace("and will be back tomorrow", "and will be back, with soup").encode()
    paths = [
        write(tmp_path / f"{at}.warc", record(data, warc={"WARC-Date": f"2022-03-1{at}T10:00:00Z"}))
        for at, data in enumerate((one, other, one))
    ]
    for at in order:
        (row,) = take(workspace, paths[at]).rows
        assert row.state in (READ, PARTLY)
    (liveblog,) = {Slug(home) for homes in homes_of_captures(workspace.archive).values() for home in homes}
    readings = read_readings(workspace.archive, liveblog)
    assert [each.capture.name for each in readings] == ["0.warc#0", "1.warc#0", "2.warc#0"]
    assert [each.capture.sha256 for each in readings] == [digest(one), digest(other), digest(one)]
    assert [each.capture.again_of for each in readings] == [None, None, digest(one)]
    assert verify(workspace, reread=True).findings == ()
    assert all(row.state == HELD for path in paths for row in take(workspace, path).rows)
    assert build(workspace).taken == ()
    for at in range(3):
        found = find_capture(workspace, f"{at}.warc#0")
        assert found is not None and found.capture == readings[at].capture
    disk.remove(workspace.archive)
    build(workspace)
    assert read_readings(workspace.archive, liveblog) == readings


def take(workspace: Workspace, path: Path) -> Added:
    return add(workspace, find_sources([path], Stated()))


@pytest.mark.parametrize("name", ["page.html", "feed.xml"])
def test_saved_pages_and_feeds_come_back_too(workspace: Workspace, name: str) -> None:
    one = page() if name == "page.html" else RSS
    other = one.replace("tomorrow", "on Friday") if "tomorrow" in one else one.replace("is rising", "rises")
    assert other != one
    for text, its, captured in ((one, name, FIRST), (other, f"b-{name}", SECOND), (one, name, THIRD)):
        give(workspace, text, its, captured=captured, url=ADDRESS)
    (liveblog,) = {Slug(home) for homes in homes_of_captures(workspace.archive).values() for home in homes}
    readings = read_readings(workspace.archive, liveblog)
    assert [each.capture.sha256 for each in readings] == [digest(one), digest(other), digest(one)]
    assert verify(workspace, reread=True).findings == ()


def test_an_archive_made_anew_from_its_seeds_is_the_same(held: Workspace) -> None:
    before = contents(held)
    disk.remove(held.archive)
    build(held)
    assert contents(held) == before
    assert verify(held, reread=True).findings == ()


def test_an_archive_without_such_captures_stays_of_the_first_format(held: Workspace, tmp_path: Path) -> None:
    assert (held.archive / FLOOD_BLOG / "index.md").read_text().startswith("---\nformat: 2\n")
    assert json.loads((held.seeds / "a.txt.capture.json").read_text())["format"] == 2
    assert json.loads((held.seeds / "b.txt.capture.json").read_text())["format"] == 1
    other, _ = begin(tmp_path / "other")
    give(other, A, "a.txt", captured=FIRST)
    assert (other.archive / FLOOD_BLOG / "index.md").read_text().startswith("---\nformat: 1\n")


def test_a_capture_is_named_by_its_file_and_time(held: Workspace) -> None:
    for name, instant in (("a.txt", on(10, 10)), (AGAIN, on(12, 10)), (f"seeds/{AGAIN}", on(12, 10))):
        found = find_capture(held, name)
        assert found is not None and found.capture.captured is not None
        assert (found.capture.captured.instant, found.capture.sha256) == (instant, digest(A))
    assert find_capture(held, "a.txt#20220313T100000Z") is None


def test_reading_them_again_changes_nothing(held: Workspace) -> None:
    before = contents(held)
    rows, faults = reread(held)
    assert (len(rows), faults, any(row.differs or row.note for row in rows)) == (3, [], False)
    assert contents(held) == before


def test_what_is_withheld_is_withheld_in_all_captures_of_the_same_bytes(held: Workspace) -> None:
    withhold(held, AGAIN, "a name")
    (wording,) = read_history(
        held,
        BAKERS,
    ).wordings[1:2]
    assert [each.withheld is not None for each in list_captures(held)] == [True, True, False]
    give(held, A, "a.txt", captured="2022-03-14T10:00Z")
    assert [each.withheld is not None for each in list_captures(held)] == [True, True, True, False]
    withhold(held, "a.txt", "", release=True)
    assert not any(each.withheld for each in list_captures(held))
    assert wording.captures


def test_what_is_erased_is_gone_in_all_captures_of_the_same_bytes(held: Workspace) -> None:
    erase(held, AGAIN, "a name")
    assert [each.name for each in list_captures(held)] == ["b.txt"]
    assert not (held.seeds / "a.txt").exists()
    assert (held.archive / FLOOD_BLOG / "index.md").read_text().startswith("---\nformat: 1\n")
    (row,) = give(held, A, "a.txt", captured="2022-03-14T10:00Z").rows
    assert "was erased" in row.notes[0]
    assert verify(held).findings == ()


def test_an_entry_is_erased_out_of_all_captures(held: Workspace) -> None:
    erase(held, DIVERS, "a name")
    assert not any((held.seeds / name).exists() for name in ("a.txt", "b.txt"))
    for path in held.archive.rglob("*"):
        assert not path.is_file() or b"ferry bell" not in path.read_bytes()


def test_a_stated_time_can_be_amended_of_each(held: Workspace) -> None:
    done = amend(held, AGAIN, Stated(captured="2022-03-10T09:00Z"))  # before the others
    assert done.now.keys() == {"captured"}
    assert ["soup" in body(held, on(day, 12)) for day in (10, 11, 12)] == [False, True, True]
    assert sorted(each.name for each in list_captures(held)) == ["a.txt", "a.txt#20220310T100000Z", "b.txt"]
    assert verify(held, reread=True).findings == ()
    before = contents(held)
    disk.remove(held.archive)
    build(held)
    assert {name: data for name, data in contents(held).items() if "revisions" not in name} == {
        name: data for name, data in before.items() if "revisions" not in name
    }


def test_a_time_that_was_none_of_its_own_can_be_taken_back(held: Workspace) -> None:
    amend(held, AGAIN, Stated(captured=FIRST))
    assert sorted(each.name for each in list_captures(held)) == ["a.txt", "b.txt"]
    assert "soup" in show(held, BAKERS).entry.body
    assert json.loads((held.seeds / "a.txt.capture.json").read_text())["format"] == 1
    assert verify(held, reread=True).findings == ()


def test_a_time_is_amended_by_itself(held: Workspace) -> None:
    with pytest.raises(Usage, match="by itself"):
        amend(held, AGAIN, Stated(captured="2022-03-14", url="https://news.example/other"))


def test_other_facts_are_amended_of_all_captures_of_the_same_bytes(held: Workspace) -> None:
    amend(held, "a.txt", Stated(publisher="Example News"))
    readings = read_readings(held.archive, Slug(FLOOD_BLOG))
    assert [each.capture.publisher for each in readings] == ["Example News", None, "Example News"]
    amend(held, "b.txt", Stated(publisher="Example News"))
    amend(held, AGAIN, Stated(liveblog="other-flood"))
    assert [each.capture.name for each in read_readings(held.archive, Slug("other-flood"))] == ["a.txt", AGAIN]
    assert verify(held, reread=True).findings == ()


def test_boundaries_set_by_hand_hold_for_all_captures_of_a_file(held: Workspace) -> None:
    account = open_account(held, AGAIN)
    done = mark(held, account, account.text.replace("%% byline 1", "%% entry 1", 1))
    assert done.changed
    first, _, again = read_readings(held.archive, Slug(FLOOD_BLOG))
    assert [each.body for each in first.entries] == [each.body for each in again.entries]
    assert verify(held, reread=True).findings == ()


def test_a_capture_that_is_not_there_is_not_found(held: Workspace) -> None:
    with pytest.raises(NotFound):
        erase(held, "none.txt#20220312T100000Z", "a name")


def test_an_export_tells_of_each_capture_and_is_read_back_so(held: Workspace, tmp_path: Path) -> None:
    archives = [held]
    for hop in (1, 2):
        lines = tmp_path / f"{hop}.jsonl"
        export(choose(archives[-1]), "jsonl", lines, print)
        told = [json.loads(line)["captures"] for line in lines.read_text().splitlines()]
        bakers = next(each for each in told if len(each) == 3)
        assert [each["sha256"] for each in bakers] == [digest(A), digest(B), digest(A)]
        assert len({each.get("digest", each["sha256"]) for each in bakers}) == 3
        archives.append(begin(tmp_path / f"hop-{hop}")[0])
        add(archives[-1], find_sources([lines], Stated()))
        history = read_history(archives[-1], BAKERS)
        assert ["soup" in each.revision.body for each in history.wordings] == [False, True, False]
        assert ["soup" in body(archives[-1], on(day, 12)) for day in (10, 11, 12)] == [False, True, False]
        assert verify(archives[-1], reread=True).findings == ()
    assert len(list_captures(archives[-1])) == 3


def test_every_face_that_shows_a_digest_shows_that_of_the_bytes(held: Workspace, tmp_path: Path) -> None:
    name = find_capture(held, AGAIN)
    assert name is not None
    made_up = name.capture.digest
    assert made_up != digest(A)
    build(held)
    exhibit(held, BAKERS, tmp_path / "exhibit.html")
    export(choose(held), "bag", tmp_path / "bag", print)
    for path in (tmp_path / "bag").rglob("*"):
        assert not path.is_file() or path.name != "a.txt" or digest(path.read_bytes()) == digest(A)
    pages = [
        *held.site.rglob("*.html"),
        *held.site.rglob("*.md"),
        *held.site.rglob("*.json"),
        tmp_path / "exhibit.html",
    ]
    shown = "".join(path.read_text("utf-8") for path in pages)
    assert digest(A) in shown
    assert made_up not in shown
    assert f"sha256 {digest(A)[:12]}" in str(cite(held, BAKERS))
    plain = json.dumps([plain_history(read_history(held, BAKERS)), [dump(each) for each in list_captures(held)]])
    assert digest(A) in plain


ONE = page().encode()
OTHER = page().replace("and will be back tomorrow", "and will be back, with soup").encode()
BY = {
    "id": {"WARC-Refers-To": "<urn:uuid:00000000-0000-0000-0000-000000000001>"},
    "address and date": {"WARC-Refers-To-Target-URI": PAGE_ADDRESS, "WARC-Refers-To-Date": "2022-03-10T10:00:00Z"},
    "digest": {"WARC-Payload-Digest": "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"},
}


def crawl(named: dict[str, str], *, zipped: bool = False) -> bytes:
    """A page, another state of it, and a record that says that the first one was sent again."""
    known = {"WARC-Record-ID": BY["id"]["WARC-Refers-To"], "WARC-Payload-Digest": BY["digest"]["WARC-Payload-Digest"]}
    other = {"WARC-Payload-Digest": "sha1:OTHER"}
    profile = {"WARC-Profile": "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"}
    first, second, third = ({"WARC-Date": f"2022-03-1{day}T10:00:00Z"} for day in range(3))
    return (
        record(ONE, warc=first | known, zipped=zipped)
        + record(OTHER, warc=second | other, zipped=zipped)
        + record(b"", type="revisit", warc=third | profile | named, zipped=zipped)
    )


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("by", BY)
def test_a_page_that_a_server_sent_again_is_captured_again(
    workspace: Workspace, tmp_path: Path, by: str, zipped: bool
) -> None:
    path = write(tmp_path / "crawl.warc", crawl(BY[by], zipped=zipped))
    assert [row.state in (READ, PARTLY) for row in take(workspace, path).rows] == [True, True, True]
    (liveblog,) = {Slug(home) for homes in homes_of_captures(workspace.archive).values() for home in homes}
    readings = read_readings(workspace.archive, liveblog)
    assert [each.capture.sha256 for each in readings] == [digest(ONE), digest(OTHER), digest(ONE)]
    assert [str(each.capture.captured and each.capture.captured.printed)[:10] for each in readings] == [
        "2022-03-10",
        "2022-03-11",
        "2022-03-12",
    ]
    assert verify(workspace, reread=True).findings == ()
    last = find_capture(workspace, readings[-1].capture.name)
    assert last is not None and last.capture == readings[-1].capture
    erase(workspace, readings[-1].capture.name, "a name")
    (left,) = list_captures(workspace)
    assert left.digest == digest(OTHER)
    assert verify(workspace, reread=True).findings == ()


def test_a_page_that_is_not_in_the_file_is_not_guessed_at(workspace: Workspace, tmp_path: Path) -> None:
    path = write(tmp_path / "crawl.warc", crawl({"WARC-Refers-To": "<urn:uuid:none>"}))
    assert len(take(workspace, path).rows) == 2
