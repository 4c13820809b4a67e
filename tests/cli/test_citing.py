"""Is `cite` called as a person would, and does it end as it says?"""

from __future__ import annotations

import json

from backfile.workspace.folders import Workspace
from tests.cli.running import Run
from tests.desk.pastes import FLOOD, FLOOD_LATER, HOSTILE, give


def test_a_citation_is_printed_and_nothing_else(workspace: Workspace, run: Run) -> None:
    give(workspace, FLOOD, publisher="Example News")
    ended = run("cite", "divers")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("Jane Doe, “Divers find the missing ferry bell”, River Orre floods")
    assert run("cite", "divers", "--style", "apa").out.startswith("Jane Doe. (n.d.). Divers find")
    assert run("cite", "divers", "--style", "ris").out.startswith("TY  - BLOG\n")


def test_words_that_do_not_stand_in_the_entry_end_with_one(workspace: Workspace, run: Run) -> None:
    give(workspace, FLOOD, captured="2022-10-01", url="https://news.example/flood")
    give(workspace, FLOOD_LATER, "later.txt", captured="2022-10-02", url="https://news.example/flood")
    ended = run("cite", "bakers", "--quote", "bread all morning")
    assert (ended.status, ended.told) == (0, "the words stand in revision 1, not in the newest words")
    ended = run("cite", "bakers", "--quote", "tea for volunteers")
    assert (ended.status, ended.out) == (1, "")
    plain = run("cite", "bakers", "--quote", "soup", "--json").json
    assert (plain["revision"], plain["newest"]) == (2, True)
    assert plain["csl"]["id"].endswith("bakers-hand-out-bread-at-the-cafe-on-quay-street")


def test_a_wrong_style_and_a_wrong_entry_say_so(workspace: Workspace, run: Run) -> None:
    give(workspace, FLOOD)
    ended = run("cite", "divers", "--style", "mhla")
    assert ended.status == 2
    assert "did you mean" in ended.told
    assert run("cite", "nobody").status == 1


def test_no_citation_steers_the_terminal(workspace: Workspace, run: Run) -> None:
    give(workspace, HOSTILE)
    for style in ("plain", "csl-json", "bibtex", "ris", "wikipedia", "apa"):
        ended = run("cite", "juggler", "--style", style)
        assert ended.status == 0
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(ended.out + ended.err)
        json.dumps(ended.out)
