"""Is only that put to a publisher's charge as an edit which captures show to be one?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from backfile.archive.coverage import read_coverage
from backfile.archive.held import list_liveblogs
from backfile.cli.wordings import event_words
from backfile.desk.begin import begin
from backfile.desk.build import build
from backfile.desk.captures import list_captures
from backfile.desk.changes import list_changes
from backfile.desk.choosing.chosen import choose
from backfile.desk.cite import cite
from backfile.desk.exhibit import exhibit
from backfile.desk.export import export
from backfile.desk.history import read_history
from backfile.desk.merge import merge
from backfile.desk.prove import prove
from backfile.desk.quotations.proof import tell_checked
from backfile.desk.quotations.verdicts import Verdict
from backfile.desk.search.documents import documents_of
from backfile.desk.withhold import withhold
from backfile.errors import Damage
from backfile.model.history import Change
from backfile.workspace.folders import Workspace
from tests.desk.drafts import URL
from tests.desk.pastes import BAKERS, DIVERS, FLOOD, FLOOD_LATER, give
from tests.desk.saved import ADDRESS, BELL, BREAD, SACKS, TIME, page

PASTED = "\n\n\n".join(
    (
        "Orre flood: live\n\nThe river has risen by two metres since Sunday.",
        *(
            f"{head}\n\n{text}\n\nWatch: the video is 41 seconds long\n\n-Example News' Jo"
            for _, head, text in (BELL, BREAD)
        ),
    )
)
"""The page as text: its entries have a line that a reader of its HTML takes for furniture."""
BLOG = "orre-flood-live"
BREADS = f"{BLOG}/bakers-hand-out-bread"
EDITED = (BREAD[0], BREAD[1], BREAD[2].replace("all morning", "until noon"))


@pytest.fixture
def twice(workspace: Workspace) -> Workspace:
    """A page, the same pasted, and the page again with a blank more."""
    give(workspace, page(BELL, BREAD), "one.html", captured="2022-03-01T10:00Z")
    (row,) = give(workspace, PASTED, "two.txt", captured="2022-03-01T10:05Z", url=ADDRESS).rows
    assert (row.new, row.revised) == (0, 0)
    give(workspace, page(BELL, BREAD) + " ", "three.html", captured="2022-03-01T10:10Z")
    return workspace


def changes_of(workspace: Workspace) -> list[tuple[str, str]]:
    return [(row.event.change.value, row.event.capture.name) for row in list_changes(workspace).rows]


def events_of(workspace: Workspace, entry: str) -> list[Change]:
    return [event.change for event in read_history(workspace, entry).events]


def verdict_of(workspace: Workspace, draft: str) -> tuple[Verdict, str]:
    proof = prove(workspace, draft)
    return proof.checked[0].verdict, " ".join(tell_checked(proof.checked[0], 1, proof).lines)


def flags_of(workspace: Workspace) -> set[str]:
    coverages = [read_coverage(workspace.archive, slug) for slug in list_liveblogs(workspace.archive)]
    return {flag for each in documents_of(coverages) for flag in each.flags}


def test_what_a_page_and_its_paste_show_otherwise_is_no_edit_and_is_told_as_what_it_is(twice: Workspace) -> None:
    history = read_history(twice, BREADS)
    assert [each.change for each in history.events] == [Change.NEW, Change.FORMATS]
    told = event_words(history.events[1])
    assert "differs between a pasted text" in told and "a saved page" in told and "may come of the format" in told
    names = [tuple(each.name for each in wording.captures) for wording in history.wordings]
    assert names == [("two.txt",), ("one.html", "three.html")]  # pages that agree have nothing between them
    assert changes_of(twice) == []
    assert "is:edited" not in flags_of(twice)
    cited = cite(twice, BREADS)
    assert cited is not None and "edited" not in cited.text
    assert "captures of different formats differ in its words, which may come of the format" in cited.text
    assert verdict_of(twice, f"“{BREAD[2]}”")[0] is Verdict.VERBATIM
    verdict, lines = verdict_of(twice, "“Watch: the video is 41 seconds long”")
    assert verdict is Verdict.FORMATS and "in two.txt" in lines
    build(twice)
    shown = (twice.site / f"{BREADS}.html").read_text(encoding="utf-8")
    assert ">Edited<" not in shown and "which are of different formats" in shown


def test_an_edit_between_two_pages_stays_one_with_a_paste_between_them(twice: Workspace) -> None:
    (row,) = give(twice, page(BELL, EDITED), "four.html", captured="2022-03-01T11:00Z").rows
    assert row.revised == 1
    give(twice, PASTED.replace("all morning", "until noon"), "five.txt", captured="2022-03-01T11:05Z", url=ADDRESS)
    events = [each for each in read_history(twice, BREADS).events if each.is_edit]
    pairs = [(each.before and each.before.name, each.capture.name) for each in events]
    assert pairs == [("three.html", "four.html"), ("two.txt", "five.txt")]
    assert Change.EDITED not in events_of(twice, f"{BLOG}/zetaname-is-named-as-the-bell-thief")
    verdict, lines = verdict_of(twice, f"“{BREAD[2]}”")
    assert verdict is Verdict.EDITED and "the edit is seen in four.html" in lines
    assert "is:edited" in flags_of(twice)


def test_an_edit_that_was_taken_back_is_told_with_a_paste_of_the_first_words_before_it(workspace: Workspace) -> None:
    pasted = PASTED.replace("Watch: the video is 41 seconds long\n\n", "")
    give(workspace, pasted, "one.txt", captured="2022-03-01T10:00Z", url=ADDRESS)
    give(workspace, page(BELL, EDITED), "two.html", captured="2022-03-01T10:05Z")
    give(workspace, page(BELL, BREAD), "three.html", captured="2022-03-01T10:10Z")
    edits = [each for each in read_history(workspace, BREADS).events if each.is_edit]
    assert [(each.before and each.before.name, each.capture.name) for each in edits] == [("two.html", "three.html")]


def test_an_entry_is_absent_from_another_format_only_where_its_text_lacks_the_words(workspace: Workspace) -> None:
    give(workspace, page(BELL, BREAD, SACKS), "one.html", captured="2022-03-01T10:00Z")
    pasted = PASTED.replace("since Sunday.", f"since Sunday. {SACKS[2]}")
    give(workspace, pasted, "two.txt", captured="2022-03-01T10:05Z", url=ADDRESS)
    assert changes_of(workspace) == []
    give(workspace, PASTED, "three.txt", captured="2022-03-01T10:10Z", url=ADDRESS)
    (row,) = list_changes(workspace).rows
    assert (row.event.change, row.event.capture.name) == (Change.ABSENT, "three.txt")
    assert "not found in the capture three.txt" in event_words(row.event)
    assert "which is of another format" in event_words(row.event)
    give(workspace, page(BELL, BREAD), "four.html", captured="2022-03-01T10:15Z")  # a page that lacks it says more
    assert changes_of(workspace)[1:] == [("absent", "four.html")]


def test_what_only_the_data_of_a_page_has_is_not_absent_from_a_paste(workspace: Workspace) -> None:
    whole = page(BELL, BREAD, SACKS)
    at = whole.index(f'<article id="{SACKS[0]}"')
    give(workspace, whole[:at] + whole[whole.index("</article>", at) :], "one.html", captured="2022-03-01T10:00Z")
    history = read_history(workspace, f"{BLOG}/council-asks-for-sacks")
    assert not any(place.displayed for place in history.entry.newest.provenance)
    give(workspace, PASTED, "two.txt", captured="2022-03-01T10:05Z", url=ADDRESS)
    assert changes_of(workspace) == []
    give(workspace, page(BELL, BREAD), "three.html", captured="2022-03-01T10:10Z")  # whose data lacks it
    assert changes_of(workspace) == [("absent", "three.html")]


@pytest.mark.parametrize("carried", [False, True], ids=["here", "read back from an export"])
def test_what_keepers_joined_is_told_as_theirs_on_every_face_and_as_no_edit(
    workspace: Workspace, carried: bool
) -> None:
    soup = FLOOD.replace("all morning", "until noon")
    without = FLOOD[: FLOOD.index("Bakers hand")] + FLOOD[FLOOD.index("Council asks") :]
    give(workspace, without, "one.txt", captured="2022-10-02T10:00Z", url=URL)
    give(
        workspace,
        soup.replace(FLOOD[FLOOD.index("Divers") : FLOOD.index("Bakers hand")], ""),
        "two.txt",
        captured="2022-10-02T11:00Z",
        url=URL,
    )
    merge(workspace, [DIVERS, BAKERS])
    if carried:
        export(choose(workspace), "jsonl", workspace.root / "all.jsonl", print)
        other, _ = begin(workspace.root / "other")
        give(other, (workspace.root / "all.jsonl").read_bytes(), "all.jsonl")
        workspace = other
    assert events_of(workspace, DIVERS)[:2] == [Change.NEW, Change.JOINED]
    assert not {"edited", "joined by the keepers"} & {change for change, _ in changes_of(workspace)}
    cited = cite(workspace, DIVERS)
    assert cited is not None and "were edited" not in cited.text
    assert "[the keepers of the archive, not the publisher, say: joined" in cited.text
    for words in ("handed out bread until noon", "The bell of the ferry was found in the mud"):
        verdict, lines = verdict_of(workspace, f"“{words}”")
        assert verdict is Verdict.VERBATIM and "keepers of the archive" in lines and "which entries are one" in lines
    exhibit(workspace, DIVERS, workspace.root / "shown.html")
    assert "joined entries of the publisher" in (workspace.root / "shown.html").read_text(encoding="utf-8")
    assert "is:edited" not in flags_of(workspace)
    build(workspace)
    shown = (workspace.site / f"{DIVERS}.html").read_text(encoding="utf-8")
    assert "people joined what the publisher has as several entries" in shown and ">Edited<" not in shown


def test_an_edit_within_one_of_the_entries_that_keepers_joined_is_told(workspace: Workspace) -> None:
    without = FLOOD[: FLOOD.index("Bakers hand")] + FLOOD[FLOOD.index("Council asks") :]
    only = FLOOD.replace(FLOOD[FLOOD.index("Divers") : FLOOD.index("Bakers hand")], "")
    give(workspace, without, "one.txt", captured="2022-10-02T10:00Z", url=URL)
    give(workspace, only, "two.txt", captured="2022-10-02T11:00Z", url=URL)
    merge(workspace, [DIVERS, BAKERS])
    give(workspace, only.replace("all morning", "until noon"), "three.txt", captured="2022-10-02T12:00Z", url=URL)
    give(workspace, without + "\n\n0\n", "four.txt", captured="2022-10-02T13:00Z", url=URL)
    history = read_history(workspace, DIVERS)
    edits = [each for each in history.events if each.is_edit]
    assert [(each.before and each.before.name, each.capture.name) for each in edits] == [("two.txt", "three.txt")]
    assert Change.JOINED in [each.change for each in history.events]


def test_a_capture_whose_time_is_refuted_is_neither_older_nor_newer_than_another(workspace: Workspace) -> None:
    give(workspace, page(BELL, BREAD), "late.html", captured="2022-02-28T13:00Z")
    give(workspace, page(BELL, EDITED), "early.html", captured="2022-02-28T11:00Z")  # its entries are of 12:00
    history = read_history(workspace, BREADS)
    assert [each.unordered for each in history.wordings] == [2, 2]
    (edit,) = [each for each in history.events if each.change is Change.EDITED]
    assert not edit.is_ordered and "which of them is older is not known" in event_words(edit)
    cited = cite(workspace, BREADS)
    assert cited is not None and "one of 2 wordings; which is older is not known" in cited.text
    for words in (BREAD[2], EDITED[2]):
        assert verdict_of(workspace, f"“{words}”")[0] is Verdict.UNORDERED


def test_a_capture_whose_time_is_refuted_counts_by_no_instant_wherever_one_is_asked_for(workspace: Workspace) -> None:
    give(workspace, page(BELL, BREAD), "late.html", captured="2022-02-28T13:00Z")
    give(workspace, page(BELL, EDITED), "early.html", captured="2022-02-28T11:00Z")  # its entries are of 12:00
    refuted = {row.name: row.doubted.meant for row in list_captures(workspace) if row.doubted}
    assert refuted == {"early.html": "2022-02-28 12:00 UTC"}
    by = datetime(2022, 2, 28, 12, 50, tzinfo=UTC)
    assert list_captures(workspace, by=by) == []
    assert [row.name for row in list_captures(workspace, by=by + timedelta(hours=1))] == ["late.html"]
    since = datetime(2022, 2, 28, 10, tzinfo=UTC)
    changes = list_changes(workspace, since=since)
    assert (changes.rows, changes.untimed, changes.begun) == ((), 1, 1)
    assert list_changes(workspace, since=by + timedelta(hours=2)).untimed == 1
    assert len(list_changes(workspace).rows) == 1


@pytest.mark.parametrize("captured", ["2022-02-28T13:00Z", None])
def test_a_time_is_in_doubt_in_lists_where_only_another_capture_says_when_an_entry_was_published(
    workspace: Workspace, captured: str | None
) -> None:
    timeless = page(BELL, BREAD).replace(TIME, "")
    give(workspace, timeless, "early.html", captured="2022-02-28T11:00Z")
    assert [row.doubted for row in list_captures(workspace)] == [None]
    give(workspace, page(BELL, BREAD), "late.html", **({"captured": captured} if captured else {}))
    assert [(row.name, row.doubted is not None) for row in list_captures(workspace)] == [
        ("early.html", True),
        ("late.html", False),
    ]


def test_a_damaged_entry_is_told_once_where_captures_are_listed(workspace: Workspace) -> None:
    for number, hour in enumerate(("11", "14")):
        give(workspace, page(BELL, BREAD) + " " * number, f"{number}.html", captured=f"2022-02-28T{hour}:00Z")
    (workspace.archive / f"{BREADS}.md").unlink()
    faults: list[Damage] = []
    assert len(list_captures(workspace, faults=faults)) == 2
    assert len(faults) == 1
    assert len(list_changes(workspace, since=datetime(2022, 2, 1, tzinfo=UTC)).faults) == 1


def test_so_is_one_that_records_its_time_itself_for_the_entry_that_refutes_it(workspace: Workspace) -> None:
    saved = "<!--\n Page saved with SingleFile \n url: {} \n saved date: Mon Feb 28 2022 11:00:00 GMT+0000\n-->"
    give(workspace, page(BELL, BREAD), "late.html", captured="2022-02-28T13:00Z")
    give(workspace, page(BELL, EDITED).replace("<html", f"{saved.format(ADDRESS)}<html"), "early.html")
    history = read_history(workspace, BREADS)
    recorded = [each for wording in history.wordings for each in wording.captures if each.name == "early.html"]
    assert recorded and recorded[0].captured is not None and not recorded[0].is_stated
    assert [each.unordered for each in history.wordings] == [2, 2]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_which_captures_are_in_doubt_does_not_hang_on_the_order_of_adding(
    workspace: Workspace, order: tuple[int, ...]
) -> None:
    given = [
        (page(BELL, BREAD), "a.html", "2022-02-28T13:00Z"),
        (page(BELL, EDITED), "b.html", "2022-02-28T11:00Z"),
        (page(BELL, BREAD) + " ", "c.html", "2022-02-28T14:00Z"),
    ]
    for number in order:
        text, name, captured = given[number]
        give(workspace, text, name, captured=captured)
    history = read_history(workspace, BREADS)
    assert [tuple(each.name for each in wording.captures) for wording in history.wordings] == [
        ("a.html", "c.html"),
        ("b.html",),
    ]
    assert [each.unordered for each in history.wordings] == [2, 2]


def test_a_capture_of_unknown_time_is_one_of_all_the_wordings(workspace: Workspace) -> None:
    for number, hour in enumerate((10, 11, 12), start=1):
        told = FLOOD_LATER.replace("soup", f"soup of {number} kinds")
        give(workspace, told, f"{number}.txt", captured=f"2022-10-02T{hour}:00Z", url=URL)
    give(workspace, FLOOD_LATER.replace("soup", "soup of 4 kinds"), "4.txt", url=URL)
    history = read_history(workspace, BAKERS)
    assert [each.unordered for each in history.wordings] == [2, 2, 2, 4]
    for number, beside in ((1, 2), (4, 4)):
        cited = cite(workspace, BAKERS, quote=f"with soup of {number} kinds")
        assert cited is not None and f"revision {number}, one of {beside} wordings; which is older" in cited.text
    assert verdict_of(workspace, "“with soup of 1 kinds”")[0] is Verdict.EDITED
    assert verdict_of(workspace, "“with soup of 3 kinds”")[0] is Verdict.UNORDERED


def test_an_edit_is_told_and_cited_by_a_capture_that_shows_it(workspace: Workspace) -> None:
    """One of a day that shows the newest words may be older than the one of that day that shows the older ones."""
    give(workspace, FLOOD_LATER, "a.txt", captured="2022-10-02", url=URL)
    give(workspace, FLOOD_LATER.replace("soup", "cake"), "b.txt", captured="2022-10-02", url=URL)
    give(workspace, FLOOD_LATER + "\n", "c.txt", captured="2022-10-03", url=URL)
    verdict, lines = verdict_of(workspace, "“with cake for volunteers”")
    assert verdict is Verdict.EDITED and "the edit is seen in c.txt, known from 2022-10-04 00:00 UTC" in lines
    cited = cite(workspace, BAKERS)
    third = next(each for each in read_history(workspace, BAKERS).wordings[-1].captures if each.name == "c.txt")
    assert cited is not None and cited.citation.digest == third.digest[:12]


def test_words_that_came_back_have_the_number_of_the_capture_that_they_are_cited_by(workspace: Workspace) -> None:
    for name, text, hour in (("a", FLOOD, 10), ("b", FLOOD_LATER, 12), ("c", FLOOD + "\n", 14)):
        give(workspace, text, f"{name}.txt", captured=f"2022-10-02T{hour}:00Z", url=URL)
    whole = cite(workspace, BAKERS, quote="handed out bread all morning")
    assert whole is not None and whole.revision == 3
    withhold(workspace, "b.txt", "legal")
    cited = cite(workspace, BAKERS, quote="handed out bread all morning")
    first = read_history(workspace, BAKERS).wordings[0]
    assert cited is not None and cited.revision == first.revision.number == 1
    assert cited.citation.digest == first.captures[0].digest[:12] and first.captures[0].name == "a.txt"
