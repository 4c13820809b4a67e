"""Do revisions keep their numbers while others are withheld, and is it said that there are others?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backfile.archive.coverage import read_coverage
from backfile.desk.begin import begin
from backfile.desk.build import build
from backfile.desk.choosing.chosen import choose
from backfile.desk.cite import cite
from backfile.desk.erase import erase
from backfile.desk.exhibit import exhibit
from backfile.desk.export import export
from backfile.desk.prove import prove
from backfile.desk.quotations.plain_proof import plain_proof
from backfile.desk.quotations.proof import tell_checked
from backfile.desk.quotations.verdicts import Verdict
from backfile.desk.withhold import withhold
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace
from tests.desk.drafts import URL
from tests.desk.pastes import BAKERS, FLOOD, FLOOD_BLOG, FLOOD_LATER, give

SOUP, CAKE = "with soup for volunteers", "with cake for volunteers"
TOLD = "captures that are not shown have other wordings of it"


@pytest.fixture
def thrice(workspace: Workspace) -> Workspace:
    """An entry in three wordings, those of one.txt, two.txt and three.txt."""
    give(workspace, FLOOD, "one.txt", captured="2022-10-02T10:00Z", url=URL)
    give(workspace, FLOOD_LATER, "two.txt", captured="2022-10-02T11:00Z", url=URL)
    give(workspace, FLOOD_LATER.replace("soup", "cake"), "three.txt", captured="2022-10-02T12:00Z", url=URL)
    return workspace


def numbers(workspace: Workspace) -> list[int]:
    coverage = read_coverage(workspace.archive, Slug(FLOOD_BLOG))
    return [each.number for entry in coverage.entries if BAKERS.endswith(entry.slug) for each in entry.revisions]


@pytest.mark.parametrize(
    ("name", "left"), [("one.txt", [2, 3]), ("two.txt", [1, 3]), ("three.txt", [1, 2]), ("", [1, 2, 3])]
)
def test_a_revision_keeps_its_number_while_others_are_withheld(thrice: Workspace, name: str, left: list[int]) -> None:
    if name:
        withhold(thrice, name, "legal")
    assert numbers(thrice) == left
    for words, number in ((SOUP, 2), (CAKE, 3)):
        cited = cite(thrice, BAKERS, quote=words)
        assert (cited and cited.revision) == (number if number in left else None)
        proof = prove(thrice, f"“{words}”")
        (checked,) = proof.checked
        if number in left:
            assert checked.held is not None and checked.held.wording.revision.number == number
            assert plain_proof(proof, "draft")["quotes"][0]["revision"] == number  # type: ignore[index]
        else:
            assert checked.verdict is Verdict.WITHHELD
    if name:
        withhold(thrice, name, "", release=True)
        assert numbers(thrice) == [1, 2, 3]


@pytest.mark.parametrize(("name", "left", "renumbered"), [("one.txt", [1, 2], 1), ("three.txt", [1, 2], 0)])
def test_erasing_tells_where_revisions_get_other_numbers(
    thrice: Workspace, name: str, left: list[int], renumbered: int
) -> None:
    before = cite(thrice, BAKERS, quote=SOUP)
    assert before is not None and "revision 2 of 3" in before.text
    done = erase(thrice, name, "legal")
    assert (numbers(thrice), done.renumbered) == (left, renumbered)
    after = cite(thrice, BAKERS, quote=SOUP)
    assert after is not None and "sha256 " in after.text, "this tells the words of before, whatever their number is"
    assert after.text.partition("sha256 ")[2][:12] == before.text.partition("sha256 ")[2][:12]
    assert "revision 2 of" not in after.text, "nobody takes the number of now for that of before"


def test_all_that_leaves_the_archive_says_that_there_are_other_wordings(thrice: Workspace, tmp_path: Path) -> None:
    whole = cite(thrice, BAKERS)
    assert whole is not None and "revision 3 of 3, for its words were edited" in whole.text and TOLD not in whole.text
    withhold(thrice, "two.txt", "legal")
    build(thrice)
    cited = cite(thrice, BAKERS)
    assert cited is not None
    assert "revision 3, for its words were edited; " + TOLD in cited.text
    proof = prove(thrice, f"“{CAKE}”")
    assert any(TOLD in line for line in tell_checked(proof.checked[0], 1, proof).lines)
    exhibit(thrice, BAKERS, tmp_path / "shown.html")
    shown = (tmp_path / "shown.html").read_text(encoding="utf-8")
    assert "C" + TOLD[1:] in shown and "Other wordings are not shown." in shown
    assert "<h3>Revision 3</h3>" in shown and "What differs from revision 1:" in shown
    for name in (BAKERS, f"{FLOOD_BLOG}/index"):
        page = (thrice.site / f"{name}.html").read_text(encoding="utf-8")
        assert page.count("Captures that are not shown have other wordings of this entry.") == 1
    assert "Revision 3" in (thrice.site / f"{BAKERS}.history.html").read_text(encoding="utf-8")
    for form in ("jsonl", "markdown"):
        export(choose(thrice), form, tmp_path / f"all.{form}", print)
    lines = [json.loads(each) for each in (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()]
    (line,) = (each for each in lines if each["permalink"] == BAKERS)
    assert [each["revision"] for each in line["revisions"]] == [1, 3] and line["unseen"] == ["words"]
    told = (tmp_path / "all.markdown").read_text(encoding="utf-8")
    assert "revision 3; other wordings in one.txt" in told and told.count(TOLD) == 1


def test_an_exhibit_of_the_one_wording_that_is_shown_does_not_say_that_it_is_the_only_one_known(
    workspace: Workspace, tmp_path: Path
) -> None:
    give(workspace, FLOOD, "one.txt", captured="2022-10-02T10:00Z", url=URL)
    give(workspace, FLOOD_LATER, "two.txt", captured="2022-10-02T11:00Z", url=URL)
    withhold(workspace, "two.txt", "legal")
    exhibit(workspace, BAKERS, tmp_path / "shown.html")
    shown = (tmp_path / "shown.html").read_text(encoding="utf-8")
    assert "One wording is known" not in shown and "Other wordings are not shown." in shown
    cited = cite(workspace, BAKERS)
    assert cited is not None and TOLD in cited.text and "revision" not in cited.text


def test_an_export_with_a_wording_withheld_is_read_back(thrice: Workspace, tmp_path: Path) -> None:
    withhold(thrice, "two.txt", "legal")
    export(choose(thrice), "jsonl", tmp_path / "all.jsonl", print)
    other, _ = begin(tmp_path / "other")
    give(other, (tmp_path / "all.jsonl").read_bytes(), "all.jsonl")
    coverage = read_coverage(other.archive, Slug(FLOOD_BLOG))
    (entry,) = (each for each in coverage.entries if BAKERS.endswith(each.slug))
    assert [SOUP in each.body or CAKE in each.body for each in entry.revisions] == [False, True]
