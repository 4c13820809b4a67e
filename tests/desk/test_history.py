"""Does the history of an entry say what its captures show, and a comparison just the words that differ?"""

from __future__ import annotations

import json

import pytest

from backfile.archive.reading_file import read_captures
from backfile.desk.build import build
from backfile.desk.changes import list_changes
from backfile.desk.history import compare, plain_difference, plain_history, read_history
from backfile.errors import Damage, Usage
from backfile.model.capture import digest
from backfile.model.history import Change
from backfile.text.runs import Kind, marked
from backfile.workspace.folders import Workspace
from tests.desk.captured import ADDRESS, give_three
from tests.desk.pastes import BAKERS, FLOOD, FLOOD_BLOG, FLOOD_LATER, KEEPER, MATCH, SANDBAGS, give, write


@pytest.fixture
def held(workspace: Workspace) -> Workspace:
    give_three(workspace)
    return workspace


def test_a_history_tells_the_wordings_and_the_captures_that_show_them(held: Workspace) -> None:
    history = read_history(held, "bakers")
    assert history.permalink == BAKERS
    assert [[capture.name for capture in each.captures] for each in history.wordings] == [
        ["first.txt"],
        ["second.txt", "third.txt"],
    ]
    assert [(event.change, event.capture.name) for event in history.events] == [
        (Change.NEW, "first.txt"),
        (Change.EDITED, "second.txt"),
    ]
    missing = read_history(held, SANDBAGS).events[-1]
    assert (missing.change, missing.capture.name, missing.before and missing.before.name) == (
        Change.ABSENT,
        "third.txt",
        "second.txt",
    )


def test_two_revisions_are_compared_word_by_word(held: Workspace) -> None:
    difference = compare(held, "bakers")
    assert marked(difference.text) == (
        "Bakers from the upper town handed out bread [-all morning-]. They will be back tomorrow{+, with soup for "
        "volunteers+}."
    )
    assert [run.kind for run in difference.headline] == [Kind.KEPT]
    assert difference.words == 6
    assert compare(held, "bakers", 1, 2) == compare(held, "bakers", 1) == difference
    back = compare(held, "bakers", 2, 1)
    assert (back.words, back.older, back.second) == (6, 1, difference.first)
    assert compare(held, "bakers", 2).words == 0


def test_what_cannot_be_compared_is_refused(held: Workspace) -> None:
    for numbers in ((3,), (0,), (1, 3), (-1, 2)):
        with pytest.raises(Usage, match="no such revision; there are revisions 1 to 2"):
            compare(held, "bakers", *numbers)
    with pytest.raises(Usage, match="there is revision 1"):
        compare(held, "divers", 2)


def test_a_history_and_a_difference_have_these_keys_and_values(held: Workspace) -> None:
    plain = json.loads(json.dumps(plain_history(read_history(held, "bakers"))))
    assert sorted(plain) == [
        "altered",
        "corrected",
        "doubts",
        "events",
        "headline",
        "permalink",
        "published",
        "unseen",
        "withheld",
        "withheld_captures",
        "wordings",
    ]
    first, second = plain["wordings"]
    assert sorted(first) == sorted("revision headline text struck updated known until evidence captures".split())
    assert first["known"] == {
        "by": "2022-03-11T00:00:00Z",
        "ground": "captured",
        "time": {
            "printed": "2022-03-10",
            "instant": "2022-03-10T00:00:00Z",
            "precision": "day",
            "basis": "stated by a person",
        },
    }
    assert (first["until"], second["until"]) == ("2022-03-12T00:00:00Z", None)
    assert first["evidence"] == "pasted text: nothing in it proves where it came from"
    (capture,) = first["captures"]
    assert (capture["capture"], capture["sha256"]) == ("first.txt", digest(FLOOD))
    assert plain["events"][1]["before"]["sha256"] == digest(FLOOD)
    assert {name: plain["events"][1][name] for name in ("change", "revision", "said", "partial")} == {
        "change": "edited",
        "revision": 2,
        "said": None,
        "partial": False,
    }
    plain = json.loads(json.dumps(plain_difference(compare(held, "bakers"))))
    assert sorted(plain) == [
        "altered",
        "corrected",
        "facts",
        "first",
        "headline",
        "older",
        "permalink",
        "second",
        "struck",
        "text",
        "withheld",
        "words",
    ]
    assert {run["kind"] for run in plain["text"]} == {"kept", "removed", "added"}
    assert "".join(run["text"] for run in plain["text"] if run["kind"] != "removed") == plain["second"]["text"]
    assert plain["older"] == plain["first"]["revision"] == 1


def test_of_wordings_of_unknown_order_none_is_told_as_the_older_one(workspace: Workspace) -> None:
    for text, name in ((FLOOD, "one.txt"), (FLOOD.replace("all morning", "for hours"), "other.txt")):
        give(workspace, text, name, url="https://news.example/flood")
    difference = compare(workspace, "bakers")
    assert difference.older is None
    plain = plain_difference(difference)
    assert plain["older"] is None
    runs = [(run["kind"], run["text"].strip()) for run in plain["text"] if run["kind"] != "kept"]  # type: ignore[attr-defined]
    alone = {each.revision.number: "all morning" in each.revision.body for each in difference.history.wordings}
    first, second = ("all morning", "for hours") if alone[1] else ("for hours", "all morning")
    assert runs == [("only in first", first), ("only in second", second)]


def test_what_lies_between_may_show_which_of_two_wordings_is_older(workspace: Workspace) -> None:
    for words, captured in (("for hours", "2022-03-12"), ("all day", "2022-03-11"), ("all morning", "2022-03-10")):
        give(workspace, FLOOD.replace("all morning", words), f"{captured}.txt", captured=captured, url=ADDRESS)
    give(workspace, FLOOD.replace("all morning", "since six"), "undated.txt", url=ADDRESS)
    history = read_history(workspace, "bakers")
    undated = next(each for each in history.wordings if "since six" in each.revision.body).revision.number
    dated = [each.revision.number for each in history.wordings if each.revision.number != undated]
    assert compare(workspace, "bakers", dated[0], dated[2]).older == dated[0]
    assert compare(workspace, "bakers", dated[2], dated[0]).older == dated[0]
    assert all(compare(workspace, "bakers", each, undated).older is None for each in dated)


def test_words_that_somebody_altered_are_said_to_be(workspace: Workspace) -> None:
    give(workspace, MATCH)
    path = workspace.archive / f"{KEEPER}.md"
    write(path, path.read_text(encoding="utf-8").replace("round the post", "over the bar"))
    plain = plain_history(read_history(workspace, KEEPER))
    assert plain["altered"] is True
    assert FLOOD_LATER not in str(plain)


def test_the_site_shows_what_history_shows(held: Workspace) -> None:
    build(held)
    edited = (held.site / f"{BAKERS}.history.html").read_text(encoding="utf-8")
    assert "<del>" in edited and "first.txt (" in edited
    missing = (held.site / f"{SANDBAGS}.html").read_text(encoding="utf-8")
    assert "Not in the capture" in missing and "third.txt" in missing
    changes = (held.site / "changes.html").read_text(encoding="utf-8")
    assert [changes.count(f">{change}</span>") for change in ("edited", "absent", "new")] == [1, 1, 1]


def test_a_capture_whose_reading_is_damaged_is_told_of_and_the_site_is_made_without_it(held: Workspace) -> None:
    build(held)
    (reading,) = held.archive.glob(f"*/captures/{digest(FLOOD)[:12]}/text.ledger.json")
    write(reading, "nothing")
    done = build(held)
    assert [str(reading) in str(fault) for fault in done.faults] == [True]
    assert "Not in the capture" not in (held.site / f"{SANDBAGS}.html").read_text(encoding="utf-8")
    assert (held.site / f"{BAKERS}.history.html").is_file()


def test_another_byline_is_told_in_history_difference_and_changes_and_on_the_site(workspace: Workspace) -> None:
    address = "https://news.example/flood"
    give(workspace, FLOOD, "first.txt", captured="2022-03-10", url=address)
    signed = FLOOD_LATER.replace("John Roe and Ann Poe", "Mary Major")
    give(workspace, signed, "second.txt", captured="2022-03-11", url=address)
    (byline,) = (each for each in read_history(workspace, BAKERS).events if each.change is Change.BYLINE)
    assert (byline.was, byline.said) == (("John Roe", "Ann Poe"), ("Mary Major",))
    assert [each.change for each in compare(workspace, BAKERS).facts] == [Change.BYLINE]
    (told,) = json.loads(json.dumps(plain_difference(compare(workspace, BAKERS))))["facts"]
    assert (told["was"], told["said"]) == (["John Roe", "Ann Poe"], ["Mary Major"])
    assert Change.BYLINE in {row.event.change for row in list_changes(workspace).rows}
    build(workspace)
    page = (workspace.site / f"{BAKERS}.history.html").read_text(encoding="utf-8")
    assert "Byline differs between the captures" in page
    assert "John Roe, Ann Poe, then Mary Major" in (workspace.site / "changes.html").read_text(encoding="utf-8")


def test_without_the_account_of_a_capture_no_history_is_told(held: Workspace) -> None:
    (lost,) = (each for each in read_captures(held.archive / FLOOD_BLOG) if each.name == "second.txt")
    reading = held.archive / FLOOD_BLOG / "captures" / lost.digest[:12] / "reading.json"
    kept = reading.read_bytes()
    reading.unlink()
    with pytest.raises(Damage, match="the account of this capture is missing; restore it"):
        read_history(held, BAKERS)
    changes = list_changes(held)
    assert (changes.rows, [each.fault for each in changes.faults]) == ((), ["the account of this capture is missing"])
    build(held)  # reads it again
    assert reading.read_bytes() == kept
    assert len(list_changes(held).rows) == 3
