"""Do the commands that change the record tell what they did, and end with the right status?"""

from __future__ import annotations

import re

import pytest

from backfile.errors import Status
from backfile.workspace.folders import Workspace
from tests.cli.running import Run
from tests.desk.pastes import BAKERS, DIVERS, FLOOD, FLOOD_BLOG, FLOOD_LATER, KEEPER, MATCH, MATCH_BLOG, give


@pytest.fixture(autouse=True)
def flooded(workspace: Workspace) -> Workspace:
    give(workspace, FLOOD, "flood.txt", url="https://news.example/live", captured="2022-03-01")
    give(workspace, FLOOD_LATER, "later.txt", url="https://news.example/live", captured="2022-03-02")
    return workspace


def test_a_correction_is_told_and_shown(run: Run) -> None:
    done = run("correct", "bakers", "--published", "2022-03-01T08:00Z", "--tag", "bread", "--note", "\x1b[31mSeen")
    assert (done.status, done.out) == (Status.DONE, f"{BAKERS}\n")
    assert done.told == "corrected; site not rebuilt (backfile build does it)"
    shown = run("show", "bakers").out.splitlines()
    assert "published  2022-03-01 08:00 UTC" in shown
    assert "corrected  published by people; captured: time not given" in shown
    assert "corrected  tags by people; captured: no tags" in shown
    assert any(line.startswith("note") and "\x1b" not in line for line in shown)
    assert "corrected by people" in run("search", "tag:bread").out
    assert "[corrected]" in run("list", "entries").out
    assert run("search", "tag:bread", "--json").json["hits"][0]["corrected"] is True
    again = run("correct", "bakers", "--tag", "bread", "--published", "2022-03-01T08:00Z", "--note", "\x1b[31mSeen")
    assert (again.status, again.told) == (Status.NOTHING_FOUND, "so it was already")


def test_what_is_wrongly_asked_is_usage(run: Run) -> None:
    for arguments in (
        ("correct", "bakers"),
        ("correct", "bakers", "--published", "when"),
        ("merge", "bakers"),
        ("split", "bakers"),
        ("withhold", "bakers"),
        ("erase", "bakers"),
        ("amend", "flood.txt"),
        ("verify", "--subset", "x"),
    ):
        done = run(*arguments)
        assert (done.status, done.out) == (Status.USAGE, ""), arguments
    for arguments in (("accept", "bakers"), ("correct", "nobody", "--tag", "x"), ("amend", "x", "--url", "http://a")):
        assert run(*arguments).status == Status.NOTHING_FOUND, arguments


def test_merging_splitting_withholding_and_releasing_are_told(run: Run) -> None:
    assert run("merge", BAKERS, DIVERS).out == f"{BAKERS}\n{DIVERS}\n"
    assert run("show", DIVERS, "--json").json["permalink"] == BAKERS
    assert run("split", BAKERS, "--revision", "1", "--json").json["changed"] is True
    assert run("withhold", "council", "--reason", "Asked.").told.startswith("withheld")
    assert "withheld   Asked.; kept out" in run("show", "council").out
    assert run("release", "council").status == Status.DONE
    assert run("verify").status == Status.DONE


def test_amending_tells_old_and_new(run: Run) -> None:
    done = run("amend", "flood.txt", "--publisher", "Example News")
    assert done.out.splitlines() == ["flood.txt", "publisher: not known -> Example News"]
    assert run("amend", "flood.txt", "--publisher", "Example News").status == Status.NOTHING_FOUND
    assert run("amend", "flood.txt", "--zone", "Europe/Kyiv", "--json").json["now"] == {"zone": "Europe/Kyiv"}


def test_erasing_asks_unless_told_not_to(run: Run, flooded: Workspace) -> None:
    assert run("erase", "flood.txt", "--reason", "Asked.", stdin=b"n\n").status == Status.NOTHING_FOUND
    unasked = run("erase", "flood.txt", "--reason", "Asked.", stdin=b"")
    assert unasked.status == Status.USAGE
    assert unasked.err.endswith("nobody answered, and nothing was erased; --yes erases without asking\n")
    assert (flooded.seeds / "flood.txt").exists()
    done = run("erase", "flood.txt", "--reason", "Asked.", "--yes")
    assert (done.status, done.out) == (Status.DONE, "erased-1\n")
    assert not (flooded.seeds / "flood.txt").exists()
    assert (
        "revisions of 1 entry have other numbers now; citations made before tell them by their capture's sha256"
        in done.err
    )
    assert run("erase", "later.txt", "--reason", "Asked.", "--yes", "--json").json["id"] == "erased-2"


def test_what_goes_with_what_is_erased_is_told_before(run: Run, flooded: Workspace) -> None:
    told = run("erase", DIVERS, "--reason", "Asked.", stdin=b"n\n").err.splitlines()
    assert told[:2] == ["seeds/flood.txt goes as a whole", "seeds/later.txt goes as a whole"]
    assert told[2] == "2 other entries of these bytes can be held against no capture any longer; what was read stays"
    told = run("erase", "later.txt", "--reason", "Asked.", stdin=b"n\n").err.splitlines()
    assert told[0] == "seeds/later.txt goes as a whole"
    give(flooded, MATCH, "match.txt")
    assert (
        "3 entries that no other capture shows will be gone"
        in run("erase", "match.txt", "--reason", "Asked.", "--yes").err
    )


def test_where_words_of_an_erased_entry_still_stand_is_told_without_the_words(run: Run, flooded: Workspace) -> None:
    give(
        flooded, MATCH.replace("The pitch is wet.", "Divers find the missing ferry bell, says the screen."), "match.txt"
    )
    done = run("erase", DIVERS, "--reason", "Asked.", "--yes")
    assert done.status == Status.PARTLY
    assert re.fullmatch(
        rf"archive/{MATCH_BLOG}/captures/\w+/text\.txt: words of it still stand at characters \d+–\d+, "
        rf"in {MATCH_BLOG}/the-match-has-begun; to take them out: backfile erase {MATCH_BLOG}/the-match-has-begun",
        done.err.splitlines()[-1],
    )
    assert run("erase", "the-match-has-begun", "--reason", "Asked.", "--yes").status == Status.DONE


def test_verify_tells_each_finding_and_ends_with_its_own_status(run: Run, flooded: Workspace) -> None:
    done = run("verify", "--subset", "100%")
    assert done.out == "2 captures, 1 live blog, 2 lines of the log: all as it was written\n"
    assert run("verify", "--subset", "1/2").out.startswith("1 of 2 captures, 1 live blog")
    (flooded.seeds / "flood.txt").write_text("x")
    done = run("verify")
    assert done.status == Status.DAMAGE
    assert done.out.splitlines()[0].startswith("changed    seeds/flood.txt: has 1 of")
    assert run("verify", "--json").json["findings"][0]["code"] == "changed"


def test_migrating_tells_what_was_lacking(run: Run, flooded: Workspace) -> None:
    assert run("migrate").told == "nothing to do: the archive is of this version"
    for path in flooded.archive.glob("*/MANIFEST-sha256.txt"):
        path.unlink()
    assert run("migrate", "--dry-run").told == "1 live blog to get lists of the digests of its files"
    assert run("migrate", "--json").json["steps"] == {"lists of the digests of its files": 1}


def test_an_account_is_printed_edited_and_taken_back(
    run: Run, flooded: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = run("mark", "flood.txt", "--print").out
    assert "%% entry 1\nThe bell of the ferry" in printed
    edited = flooded.root / "edited.txt"
    edited.write_text(printed.replace("Shelters have", "%% entry 9\nShelters have"))
    assert run("mark", "flood.txt", "--from", edited).out == "flood.txt: 4 entries, 3 before\n"
    assert run("mark", "flood.txt", "--from", edited).status == Status.NOTHING_FOUND
    shown: list[str] = []

    def edit(text: str, **_: object) -> str:
        shown.append(text)
        return text.replace("Shelters have", "Shelters had")

    monkeypatch.setattr("click.edit", edit)
    done = run("mark", "flood.txt")
    assert (done.status, "the words are not those of the capture" in done.err) == (Status.USAGE, True)
    assert len(shown) == 1
    assert run("mark", "nothing.txt").status == Status.NOTHING_FOUND


def test_an_amended_address_and_its_live_blog_are_told_with_the_permalinks_of_before(
    run: Run, workspace: Workspace
) -> None:
    give(workspace, FLOOD_LATER.replace("soup", "cake"), "two.txt", url="https://news.example/two")
    ended = run("amend", "two.txt", "--url", "https://news.example/live")
    assert ended.status == Status.DONE
    lines = ended.out.splitlines()
    assert lines[:3] == [
        "two.txt",
        "address: https://news.example/two -> https://news.example/live",
        f"it came from {FLOOD_BLOG}-2 into {FLOOD_BLOG}",
    ]
    assert f"permalink {FLOOD_BLOG}-2/{BAKERS.partition('/')[2]} -> {BAKERS}" in lines
    assert "show, cite and the rest follow 3 permalinks of before; so does the site once it is built" in ended.err
    assert f"permalink  {BAKERS}" in run("show", f"{FLOOD_BLOG}-2/{BAKERS.partition('/')[2]}").out
    ended = run("amend", "two.txt", "--liveblog", "flood two", "--json")
    assert (ended.json["liveblog"], ended.json["moved_from"]) == ("flood-two", FLOOD_BLOG)


def test_what_a_capture_cannot_show_is_told_wherever_its_time_stands(run: Run, workspace: Workspace) -> None:
    give(workspace, MATCH, "match.txt", captured="2022-01-01")
    doubt = (
        "; the capture shows a later publication or update, 2022-03-02 02:12 UTC: "
        "which of the two times is wrong is not known"
    )
    for command in ("show", "history", "cite"):
        assert doubt in run(command, KEEPER).out, command
    exhibit = workspace.root / "keeper.html"
    assert run("exhibit", KEEPER, "--out", exhibit).status == Status.DONE
    assert doubt.removeprefix("; ") in exhibit.read_text("utf-8")
    assert run("show", KEEPER, "--as-of", "2022-02-01").status == Status.NOTHING_FOUND
    assert "2022-01-01 (stated by a person); in doubt  " in run("list", "captures").out
    doubted = {row["name"]: row["doubted"] for row in run("list", "captures", "--json").json if row["doubted"]}
    assert [(name, later["instant"]) for name, later in doubted.items()] == [("match.txt", "2022-03-02T02:12:00Z")]
    assert "match.txt" not in run("list", "captures", "--as-of", "2022-02-01").out
    assert run("build").status == Status.DONE
    page = (workspace.site / f"{KEEPER}.html").read_text("utf-8")
    assert "Yet it shows a publication or update of" in page


def test_what_was_corrected_is_taken_back_by_its_name(run: Run) -> None:
    assert run("correct", BAKERS, "--byline", "Nobody").status == Status.DONE
    assert run("correct", BAKERS, "--undo", "byline").status == Status.DONE
    assert "corrected" not in run("show", BAKERS).out
    assert run("correct", BAKERS, "--undo", "byline").status == Status.NOTHING_FOUND
    assert run("correct", BAKERS, "--byline", "").status == Status.USAGE


def test_an_editor_that_cannot_be_started_is_told_with_the_ways_out(
    run: Run, flooded: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "no-editor-of-this-name")
    ended = run("mark", "flood.txt")
    assert (ended.status, ended.out) == (Status.FAILED, "")
    assert ended.told.startswith("backfile: the editor: no-editor-of-this-name: ")
    assert ended.told.endswith("or use: backfile mark CAPTURE --print, then --from FILE")
