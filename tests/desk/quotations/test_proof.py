"""Is what was found told alike to people, to programs and on a page?"""

from __future__ import annotations

import json

from backfile.desk.prove import prove
from backfile.desk.quotations.plain_proof import plain_proof
from backfile.desk.quotations.proof import SIGNS, proof_page, tell_checked
from backfile.desk.quotations.verdicts import Verdict
from backfile.workspace.folders import Workspace
from tests.desk.drafts import WRONG, flooded
from tests.desk.pastes import MATCH_BLOG


def test_every_verdict_has_a_sign_and_a_tone() -> None:
    assert SIGNS.keys() == set(Verdict)


def test_people_are_told_why(workspace: Workspace) -> None:
    proof = prove(flooded(workspace), WRONG)
    told = [tell_checked(each, number, proof).lines for number, each in enumerate(proof.checked, start=1)]
    assert told == [
        (
            "claimed by 2022-03-01 12:01 UTC; these words are known from "
            "Mar 01, 2022, 8:05 PM EST = 2022-03-02 01:05 UTC "
            "(published, as the publisher says, and no later update is told of)",
        ),
        (
            "these words are known from 2022-10-02 00:00 UTC, the end of the capture of 2022-10-01 "
            "(stated by a person); the edit is seen in later.txt, known from "
            "2022-10-03 00:00 UTC, the end of the capture of 2022-10-02 "
            "(stated by a person)",
        ),
        ("the archive has: The bell of the [-ferry-] {+ship+} was found in the [-mud-] {+sea+} by two divers",),
        (),
        ("not in this archive, which holds 6 entries of 2 live blogs",),
        (
            "claimed by 2022-03-04 00:00 UTC; these words are known from "
            "Mar 01, 2022, 8:05 PM EST = 2022-03-02 01:05 UTC "
            "(published, as the publisher says, and no later update is told of)",
        ),
        (
            "claimed by 2022-03-05 00:00 UTC for words that are not quoted: read what is meant; nearest of what is "
            f"known by then is {MATCH_BLOG}/rovers-take-the-lead, from Mar 01, 2022, 8:47 PM EST = "
            "2022-03-02 01:47 UTC (published, as the publisher says, and no later update is told of)",
        ),
    ]


def test_what_was_not_checked_and_what_may_be_a_name_are_told(workspace: Workspace) -> None:
    draft = "In «Новини» stood on Monday: “The pitch is wet”. Published at 17:31 on 1 May 2020: “The pitch is wet”."
    proof = prove(flooded(workspace), draft)
    name, monday, other = (
        tell_checked(each, number, proof).lines for number, each in enumerate(proof.checked, start=1)
    )
    assert name[-1] == "one name in quotation marks may be no quotation, but the name of a newspaper, a ship, a song"
    assert monday == ("not checked: “Monday”",)
    assert other == (
        "claimed: “Published at 17:31 on 1 May 2020”; the publisher says published "
        "Mar 01, 2022, 8:05 PM EST = 2022-03-02 01:05 UTC",
    )


def test_programs_are_given_all_of_it(workspace: Workspace) -> None:
    plain = plain_proof(prove(flooded(workspace), WRONG), "draft.md")
    assert json.loads(json.dumps(plain)) == plain
    quotes = plain["quotes"]
    assert isinstance(quotes, list)
    assert [quote["verdict"] for quote in quotes] == [
        "first seen after the time claimed",
        "true only until an edit",
        "differs",
        "verbatim",
        "not in this archive",
        "verbatim",
    ]
    for quote in quotes:
        assert WRONG[quote["start"] : quote["end"]] == quote["text"]
        assert (quote["permalink"] is None) == (quote["verdict"] == "not in this archive")
    assert quotes[0]["claimed_by"] == "2022-03-01T12:01:00Z"
    assert quotes[1]["edited_by"] == "2022-10-03T00:00:00Z"
    assert {run["kind"] for run in quotes[2]["differs"]} == {"kept", "removed", "added"}
    claims = plain["claims"]
    assert isinstance(claims, list)
    assert [claim["quoted"] for claim in claims] == [True, True, False]


def test_the_page_holds_the_draft_and_every_finding(workspace: Workspace) -> None:
    page = proof_page(prove(flooded(workspace), WRONG), "draft.md")
    for number in range(1, 8):
        assert f'href="#f{number}"' in page
        assert f'id="f{number}"' in page
    assert "handed out\nbread all morning" in page
    assert "<mark>Both sides are as announced</mark>" in page
    assert "<script></script>" not in page.replace("<script>", "<script>")
    assert "The archive holds 6 entries of 2 live blogs." in page
