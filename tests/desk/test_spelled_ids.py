"""Are ids of words and a number ids of their own, and is what was held before they were still known by what it was?"""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from backfile.archive.coverage import read_archive
from backfile.archive.held import list_liveblogs, read_readings
from backfile.desk.build import build
from backfile.desk.erase import erase
from backfile.desk.merge import merge
from backfile.desk.reread import reread
from backfile.desk.show import show
from backfile.desk.verify import verify
from backfile.desk.withhold import withhold
from backfile.model import observation as model
from backfile.workspace.folders import Workspace
from tests.desk.pastes import give, states
from tests.desk.saved import BELL, BREAD, SACKS, page

TURNOUT = ("turnout-2024", *BELL[1:])
BUDGET = ("budget-2024", *BREAD[1:])
POLLS = ("polls-close-2230", *SACKS[1:])
LATER = ("polls-close-2230", SACKS[1], f"{SACKS[2]} More than ten thousand of them are needed, it says.")


@pytest.fixture
def patch() -> Iterator[pytest.MonkeyPatch]:
    """Makes of this version one that took the last number of any id for the id, until it is undone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model, "_SPELLED_ID", model._FORMERLY_SPELLED_ID)
        yield patch


@pytest.fixture
def older(workspace: Workspace, patch: pytest.MonkeyPatch) -> Workspace:
    """An archive that such a version made."""
    give(workspace, page(TURNOUT, POLLS), "one.html", captured="2022-03-01")
    assert sorted(keys_of(workspace).values()) == [("id:2024",), ("id:2230",)]
    return workspace


def keys_of(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """The keys of all entries, by permalink."""
    coverages, faults = read_archive(workspace.archive)
    assert not faults
    return {f"{blog.slug}/{each.slug}": each.keys for blog in coverages for each in blog.entries}


def test_updates_whose_slugs_end_with_a_year_are_entries_of_their_own(workspace: Workspace) -> None:
    give(workspace, page(TURNOUT, BUDGET), "one.html")
    assert sorted(keys_of(workspace).values()) == [("id:budget-2024",), ("id:turnout-2024",)]
    assert all(len(show(workspace, each).entry.revisions) == 1 for each in keys_of(workspace))


def test_an_older_archive_keeps_its_permalinks_and_learns_of_edits(older: Workspace, patch: pytest.MonkeyPatch) -> None:
    turnout, polls = sorted(keys_of(older), key=lambda each: keys_of(older)[each])
    patch.undo()
    give(older, page(TURNOUT, LATER, BUDGET), "two.html", captured="2022-03-02")
    keys = keys_of(older)
    assert (keys.pop(turnout), keys.pop(polls)) == (("id:turnout-2024",), ("id:polls-close-2230",))
    assert [*keys.values()] == [("id:budget-2024",)]
    assert [len(show(older, each).entry.revisions) for each in (turnout, polls)] == [1, 2]
    assert verify(older).findings == ()


def test_entries_that_an_older_version_took_for_one_are_two_when_they_are_read_again(
    older: Workspace, patch: pytest.MonkeyPatch
) -> None:
    give(older, page(TURNOUT, BUDGET), "two.html", captured="2022-03-02")
    before = keys_of(older)
    assert sorted(before.values()) == [("id:2024",), ("id:2230",)]
    patch.undo()
    reread(older)
    after = keys_of(older)
    assert sorted(after.values()) == [("id:budget-2024",), ("id:polls-close-2230",), ("id:turnout-2024",)]
    assert before.keys() <= after.keys()
    assert verify(older).findings == ()


def test_what_people_joined_in_an_older_archive_stays_joined(older: Workspace, patch: pytest.MonkeyPatch) -> None:
    merge(older, [*keys_of(older)])
    before = keys_of(older)
    patch.undo()
    give(older, page(LATER, BUDGET), "two.html", captured="2022-03-02")
    joined = {name: keys for name, keys in keys_of(older).items() if name in before}
    assert [sorted(keys) for keys in joined.values()] == [["id:polls-close-2230", "id:turnout-2024"]]


def test_what_an_older_version_erased_does_not_come_back(older: Workspace, patch: pytest.MonkeyPatch) -> None:
    erase(older, min(keys_of(older), key=lambda each: keys_of(older)[each]), "A person asked.")
    patch.undo()
    other = page((TURNOUT[0], "Another headline", "Other words on who came to vote."), POLLS)
    assert [state for _, state in states(give(older, other, "two.html").rows)] == ["refused"]


def test_an_older_archive_gives_up_all_that_is_erased_in_it(older: Workspace, patch: pytest.MonkeyPatch) -> None:
    turnout = min(keys_of(older), key=lambda each: keys_of(older)[each])
    patch.undo()
    (liveblog,) = list_liveblogs(older.archive)
    (reading,) = read_readings(older.archive, liveblog)
    named = {span.entry for ledger in reading.ledgers for span in ledger.spans} - {None}
    assert named == {"id:turnout-2024", "id:polls-close-2230"}
    erase(older, turnout, "A person asked.")
    assert not [path for path in older.archive.rglob("*") if path.is_file() and b"Zetaname" in path.read_bytes()]


def test_what_was_withheld_in_an_older_archive_is_so_when_it_is_made_anew(
    older: Workspace, patch: pytest.MonkeyPatch
) -> None:
    turnout = min(keys_of(older), key=lambda each: keys_of(older)[each])
    withhold(older, turnout, "A person asked.")
    patch.undo()
    shutil.rmtree(older.archive)
    shutil.rmtree(older.index)
    build(older)
    assert [*keys_of(older).values()] == [("id:polls-close-2230",)]
