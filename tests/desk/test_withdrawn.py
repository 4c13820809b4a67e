"""Does an entry that its publisher struck or deleted as a whole pass for one that stands?"""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from backfile.cli.main import backfile
from backfile.desk.cite import cite
from backfile.desk.prove import prove
from backfile.desk.quotations.plain_proof import plain_proof
from backfile.desk.quotations.proof import tell_checked
from backfile.desk.quotations.verdicts import Verdict
from backfile.workspace.folders import Workspace
from tests.desk.pastes import give

ADDRESS = "https://www.reddit.com/live/abc"
SAID = {
    "a0000001": "The sluice at the mill is open, two wardens say.",
    "a0000002": "Pumps were set up behind the brewery by noon.",
}


@pytest.fixture
def struck(workspace: Workspace) -> Workspace:
    """An archive of two captures; the second one says that the first of two entries is struck."""
    give(
        workspace, _listing(stricken=False), "before.json", captured="2022-03-02T12:00Z", url=ADDRESS, liveblog="mills"
    )
    give(workspace, _listing(stricken=True), "after.json", captured="2022-03-03T12:00Z", url=ADDRESS, liveblog="mills")
    return workspace


def test_no_words_of_a_struck_entry_are_verbatim(struck: Workspace) -> None:
    draft = "“The sluice at the mill is open”. By 4 March 2022: “two wardens say”. “Pumps were set up”. “The … is open”"
    proof = prove(struck, draft)
    assert [each.verdict for each in proof.checked] == [
        Verdict.STRUCK,
        Verdict.STRUCK,
        Verdict.VERBATIM,
        Verdict.STRUCK,
    ]
    lines = [tell_checked(each, 1, proof).lines for each in proof.checked]
    told = "the whole entry is struck by the publisher (seen in after.json)"
    assert [told in each for each in lines] == [True, True, False, True]
    assert lines[1][0].startswith("claimed by 2022-03-05 00:00 UTC; these words are known from 2022-03-02 10:00 UTC")
    (plain, *_) = json.loads(json.dumps(plain_proof(proof, "draft")))["quotes"]
    assert plain["withdrawn"] == "struck by the publisher"


def test_show_and_cite_say_that_an_entry_is_struck(struck: Workspace) -> None:
    cited = cite(struck, "the-sluice", quote="two wardens say")
    assert cited is not None and cited.withdrawn == "struck by the publisher"
    assert "struck by the publisher, as seen in after.json" in cited.text
    run = CliRunner()
    quoted = run.invoke(backfile, ["-C", str(struck.root), "cite", "the-sluice", "--quote", "two wardens say"])
    assert quoted.stderr == "the words stand in revision 1; the whole entry is struck by the publisher\n"
    shown = run.invoke(backfile, ["-C", str(struck.root), "show", "the-sluice"]).stdout
    assert "withdrawn  struck by the publisher, as seen in after.json" in shown
    before = run.invoke(backfile, ["-C", str(struck.root), "show", "the-sluice", "--as-of", "2022-03-02T18:00Z"]).stdout
    assert "two wardens say" in before and "withdrawn" not in before
    assert "withdrawn" not in run.invoke(backfile, ["-C", str(struck.root), "show", "pumps"]).stdout


def _listing(*, stricken: bool) -> str:
    """What Reddit gives for a live thread."""
    updates = [
        {
            "kind": "LiveUpdate",
            "data": {
                "id": f"{key}-97d2-11e6-aa34-0e0d983a7ee7",
                "name": f"LiveUpdate_{key}-97d2-11e6-aa34-0e0d983a7ee7",
                "body": text,
                "body_html": f"<p>{text}</p>",
                "author": "keeper_of_mills",
                "created_utc": 1646215200.0 - 60 * number,  # 2 March 2022, 10:00 UTC
                "stricken": stricken and number == 0,
                "embeds": [],
                "mobile_embeds": [],
            },
        }
        for number, (key, text) in enumerate(SAID.items())
    ]
    return json.dumps({"kind": "Listing", "data": {"children": updates}})
