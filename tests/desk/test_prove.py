"""Is each quotation of a draft given the verdict that the archive and its history give it?"""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from backfile.desk.as_of import show_as_of
from backfile.desk.begin import begin
from backfile.desk.build import build
from backfile.desk.cite import cite
from backfile.desk.prove import prove
from backfile.desk.quotations.proof import tell_checked
from backfile.desk.quotations.verdicts import Checked, Verdict
from backfile.desk.show import Shown
from backfile.desk.withhold import withhold
from backfile.text.runs import marked
from backfile.workspace.folders import Workspace
from tests.desk.drafts import RIGHT, URL, WRONG, flooded
from tests.desk.pastes import (
    BAKERS,
    DIVERS,
    FLOOD,
    FLOOD_BLOG,
    FLOOD_LATER,
    KEEPER,
    MATCH,
    MATCH_BLOG,
    SANDBAGS,
    give,
    write,
)

WORDS = re.compile(r"\w+")


@pytest.fixture
def held(workspace: Workspace) -> Workspace:
    return flooded(workspace)


def check(workspace: Workspace, draft: str) -> Checked:
    (checked,) = prove(workspace, draft).checked
    return checked


def test_a_draft_that_quotes_rightly_is_sound(held: Workspace) -> None:
    proof = prove(held, RIGHT)
    assert [each.verdict for each in proof.checked] == [Verdict.VERBATIM, Verdict.MARKED]
    assert [each.held.permalink for each in proof.checked if each.held] == [BAKERS, DIVERS]
    assert proof.is_sound


def test_each_way_to_be_wrong_has_its_verdict(held: Workspace) -> None:
    proof = prove(held, WRONG)
    assert [each.verdict for each in proof.checked] == [
        Verdict.LATER,
        Verdict.EDITED,
        Verdict.DIFFERS,
        Verdict.VERBATIM,
        Verdict.NOT_HELD,
        Verdict.VERBATIM,
        Verdict.UNQUOTED,
    ]
    assert not proof.is_sound
    assert (proof.entries, proof.liveblogs, proof.incomplete) == (6, 2, 0)


def test_words_that_an_edit_took_away_are_told_with_the_edit(held: Workspace) -> None:
    checked = check(held, "“handed out bread all morning”")
    assert checked.verdict is Verdict.EDITED
    assert checked.held is not None and checked.next is not None
    assert (checked.held.wording.revision.number, checked.next.revision.number) == (1, 2)
    assert [capture.name for capture in checked.next.captures] == ["later.txt"]
    assert str(checked.next.known and checked.next.known.by) == "2022-10-03 00:00:00+00:00"


def test_words_that_an_edit_left_alone_are_verbatim(held: Workspace) -> None:
    checked = check(held, "“They will be back tomorrow”")
    assert checked.verdict is Verdict.VERBATIM
    early = check(held, "By 1 October 2022 it said “They will be back tomorrow”.")
    assert early.verdict is Verdict.VERBATIM
    assert early.held is not None and early.held.wording.revision.number == 1


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("By 1 October 2022", Verdict.LATER),
        ("Before 3 October 2022", Verdict.VERBATIM),
        ("By 2 October 2022", Verdict.VERBATIM),
        ("By noon on 2 October 2022", Verdict.LATER),
        ("By 2 October", Verdict.UNTIMED),  # no year: the claim is told to be unread
    ],
)
def test_a_claim_of_time_is_held_against_what_is_shown_to_exist_by_then(
    held: Workspace, claim: str, verdict: Verdict
) -> None:
    assert check(held, f"{claim} it wrote of “soup for volunteers”.").verdict is verdict


@pytest.mark.parametrize(
    ("draft", "verdict", "unchecked"),
    [
        ("At noon on 1 October 2022 it wrote of “soup for volunteers”.", Verdict.LATER, ()),
        ("On 3 October 2022, 16:30 UTC: “soup for volunteers”", Verdict.VERBATIM, ()),
        ("Since 1 October 2022 it wrote of “soup for volunteers”.", Verdict.LATER, ()),
        ("On the morning of 1 October 2022 it wrote of “soup for volunteers”.", Verdict.UNTIMED, ("1 October 2022",)),
        ("By late September it wrote of “soup for volunteers”.", Verdict.UNTIMED, ("By late September",)),
        ("In 2021 it wrote of “soup for volunteers”.", Verdict.LATER, ()),
        ("In 2022 it wrote of “soup for volunteers”.", Verdict.VERBATIM, ()),
        ("In April 2022 it wrote of “soup for [the] volunteers”.", Verdict.LATER, ()),
        ("In October 2022 it wrote of “soup for volunteers”.", Verdict.VERBATIM, ()),
        ("By October 2022 it wrote of “soup for volunteers”.", Verdict.VERBATIM, ()),
        ("Before October 2022 it wrote of “soup for volunteers”.", Verdict.LATER, ()),
        ("In late October 2022 it wrote of “soup for volunteers”.", Verdict.UNTIMED, ("October 2022",)),
        ("After October 2022 it wrote of “soup for volunteers”.", Verdict.UNTIMED, ("October 2022",)),
        ("As early as 1 May 2022: “soup for volunteers”.", Verdict.LATER, ()),
        ("On Saturday, 1 October 2022 stood “soup for volunteers”.", Verdict.LATER, ()),
        ("On Sunday, 2 October 2022 stood “soup for volunteers”.", Verdict.VERBATIM, ()),
        ("On Monday, 2 October 2022 stood “soup for volunteers”.", Verdict.UNTIMED, ("Monday",)),
        ("2022-10-01: “soup for volunteers”.", Verdict.LATER, ()),
        ("2022-10-02: “soup for volunteers”.", Verdict.VERBATIM, ()),
        ("2.10.2022: “soup for volunteers”.", Verdict.VERBATIM, ()),
        ("03/10/2022: “soup for volunteers”.", Verdict.UNTIMED, ("03/10/2022",)),  # October, or March
        ("“soup for volunteers” (Example News, 1 October 2022)", Verdict.UNTIMED, ("1 October 2022",)),
        ("“soup for volunteers” (Example News, 2 October 2022)", Verdict.VERBATIM, ()),
        ("Its 1 October 2022 page reads “soup for volunteers”.", Verdict.UNTIMED, ("1 October 2022",)),
        ("On 2 October 2022, in the morning, it wrote “soup for volunteers”.", Verdict.UNTIMED, ("in the morning",)),
        ("It began on 1 October 2022. In October it wrote “soup for volunteers”.", Verdict.VERBATIM, ()),
        ("It began in May 2022. In June it wrote “soup for volunteers”.", Verdict.LATER, ()),
        ("In October it wrote “soup for volunteers”.", Verdict.UNTIMED, ("In October",)),
        ("Am 1. Oktober 2022 stand da „with soup for volunteers“.", Verdict.LATER, ()),
        ("Im Oktober 2022 stand da „with soup for volunteers“.", Verdict.VERBATIM, ()),
        ("Vor dem 2. Oktober 2022 stand da „with soup for volunteers“.", Verdict.UNTIMED, ("2. Oktober 2022",)),
        ("Le 2 octobre 2022 on lisait « with soup for volunteers ».", Verdict.VERBATIM, ()),
        ("El 1 de octubre de 2022 decía «with soup for volunteers».", Verdict.LATER, ()),
        ("2 жовтня 2022 там стояло «with soup for volunteers».", Verdict.VERBATIM, ()),
        ("У жовтні 2022 там стояло «with soup for volunteers».", Verdict.UNTIMED, ("У жовтні 2022",)),
        ("Published on 1 October 2022, it read “soup for volunteers”.", Verdict.UNTIMED, ("1 October 2022",)),
        ("Published on 2 March 2022, it read “pushed the ball round the post”.", Verdict.VERBATIM, ()),
        ("Published at 17:31 on 2 March 2022: “pushed the ball round the post”.", Verdict.OTHER_TIME, ()),
        ("Am 8. März 2022 stand da „pushed the ball round the post“.", Verdict.VERBATIM, ()),
        ("On 8 March 2022 the river rose. It wrote “soup for volunteers”.", Verdict.VERBATIM, ()),
        ("By 3 October 2022 it wrote that on 1 March 2022 “soup for volunteers”.", Verdict.UNTIMED, ("1 March 2022",)),
    ],
)
def test_every_date_beside_a_quotation_is_checked_or_said_not_to_be(
    held: Workspace, draft: str, verdict: Verdict, unchecked: tuple[str, ...]
) -> None:
    checked = check(held, draft)
    assert (checked.verdict, checked.unchecked) == (verdict, unchecked)
    assert prove(held, draft).is_sound is (verdict is Verdict.VERBATIM)


@pytest.mark.parametrize(
    ("draft", "verdict", "unchecked"),
    [
        ("2022年10月1日午後4時、「soup for volunteers」と報じた。", Verdict.LATER, ()),
        ("2022年10月3日午後4時、「soup for volunteers」と報じた。", Verdict.VERBATIM, ()),
        ("2022年10月3日4时，网站写道：“soup for volunteers”。", Verdict.UNTIMED, ("4时",)),
        ("10월 3일 “soup for volunteers”", Verdict.UNTIMED, ("10월 3일",)),
        ("At four in the afternoon it wrote of “soup for volunteers”.", Verdict.UNTIMED, ("four in the afternoon",)),
    ],
)
def test_dates_of_other_languages_and_clocks_in_words_are_checked_or_said_not_to_be(
    held: Workspace, draft: str, verdict: Verdict, unchecked: tuple[str, ...]
) -> None:
    checked = check(held, draft)
    assert (checked.verdict, checked.unchecked) == (verdict, unchecked)


@pytest.mark.parametrize(
    ("claimed", "told"),
    [
        ("Published at 9:12 PM on 1 March 2022", "as printed it is what is claimed"),
        ("Published on March 1, 2022", "as printed it is what is claimed"),
        ("Published at 02:12 on 2 March 2022", ""),
        ("Published at 02:12 UTC on 2 March 2022", ""),
        ("On 1 March 2022 it wrote", "as the page prints its time, it is in what is claimed"),
        ("By 9:30 PM on 1 March 2022", "as the page prints its time, it is in what is claimed"),
        ("By 03:00 on 2 March 2022", ""),
        ("Published at 9:12 PM UTC on 1 March 2022", None),
        ("Published at 9:13 PM on 1 March 2022", None),
        ("Published on 28 February 2022", None),
        ("On 28 February 2022 it wrote", None),
        ("By 9:12 PM UTC on 1 March 2022", None),
        ("Before 1 March 2022", None),
    ],
)
def test_a_claim_that_names_no_zone_may_mean_the_clock_that_the_page_prints(
    held: Workspace, claimed: str, told: str | None
) -> None:
    checked = check(held, f"{claimed}: “pushed the ball round the post”.")
    lines = " ".join(tell_checked(checked, 1, prove(held, "")).lines)
    if told is None:
        assert checked.verdict in (Verdict.OTHER_TIME, Verdict.LATER)
    else:
        assert checked.verdict is (Verdict.UNTIMED if "the page prints" in told else Verdict.VERBATIM)
        assert told in lines and ("names no zone" in lines) is bool(told)
        assert "Mar 01, 2022, 9:12 PM EST = 2022-03-02 02:12 UTC" in lines


def test_a_clock_in_a_draft_that_came_twice_is_understood_by_nobody(workspace: Workspace) -> None:
    write(workspace.root / "backfile.toml", 'zone = "Europe/Berlin"\n')
    give(workspace, MATCH, "match.txt")
    for night, why in (("27 October 2024", "showed it twice"), ("31 March 2024", "never showed it")):
        checked = check(workspace, f"By 02:30 on {night} it wrote “pushed the ball round the post”.")
        assert checked.verdict is Verdict.UNTIMED
        assert why in " ".join(tell_checked(checked, 1, prove(workspace, "")).lines)


@pytest.mark.parametrize(
    ("claimed", "verdict"),
    [
        ("Published at 20:00 UTC on 31 March 2024", Verdict.VERBATIM),
        ("Published at 21:00 UTC on 31 March 2024", Verdict.VERBATIM),
        ("Published at 20:30 UTC on 31 March 2024", Verdict.OTHER_TIME),
    ],
)
def test_of_times_that_differ_between_captures_none_is_refuted_and_all_are_told(
    workspace: Workspace, claimed: str, verdict: Verdict
) -> None:
    page = "Storm live: what we know so far\n\nMar 31, 2024, {} GMT\n\nThe harbour is shut, the harbour master said.\n"
    other = "\n\nMar 31, 2024, 7:40 PM GMT\n\nThe wind has turned.\n"
    for clock, hour in (("9:00 PM", 22), ("8:00 PM", 23)):
        captured = f"2024-03-31T{hour}:00Z"
        give(workspace, page.format(clock) + other, f"{hour}.txt", captured=captured, url="https://news.example/storm")
    checked = check(workspace, f"{claimed}: “The harbour is shut”.")
    assert checked.verdict is verdict
    lines = " ".join(tell_checked(checked, 1, prove(workspace, "")).lines)
    assert "2024-03-31 21:00 UTC (in 22.txt), and" in lines
    assert "2024-03-31 20:00 UTC (in 23.txt)" in lines


@pytest.mark.parametrize(
    ("claimed", "verdict"),
    [
        ("Published at 18:00 on 31 March 2024", Verdict.VERBATIM),
        ("Published on 31 March 2024", Verdict.VERBATIM),
        ("Published at 18:00 on 30 March 2024", Verdict.UNTIMED),
        ("Published on 1 April 2024", Verdict.UNTIMED),
        ("Published at 17:00 on 31 March 2024", Verdict.OTHER_TIME),
        ("Published at 18:01 on 30 March 2024", Verdict.OTHER_TIME),
    ],
)
def test_another_day_than_one_that_was_reckoned_is_not_checked_but_another_clock_is_another_time(
    workspace: Workspace, claimed: str, verdict: Verdict
) -> None:
    entries = (
        "6:00 p.m. GMT\n\nThe harbour is shut, the harbour master said.",
        "5:40 p.m. GMT\n\nThe wind has turned.",
    )
    give(workspace, "\n\n".join(["Storm live: what we know so far", "Sunday 31 March 2024", *entries]))
    checked = check(workspace, f"{claimed}: “The harbour is shut”.")
    assert checked.verdict is verdict
    told = " ".join(tell_checked(checked, 1, prove(workspace, "")).lines)
    assert ("was reckoned from the page’s date" in told) is (verdict is Verdict.UNTIMED)


BREAD = "handed out bread all morning"
SOUP = "with soup for volunteers"


@pytest.mark.parametrize(
    ("claim", "words", "verdict"),
    [
        ("As of 10:30 UTC on 2 October 2022 it said", BREAD, Verdict.VERBATIM),
        ("As of 11:30 UTC on 2 October 2022 it said", BREAD, Verdict.OTHERS_THEN),
        ("As of 11:30 UTC on 2 October 2022 it said", SOUP, Verdict.EDITED),
        ("As of 12:30 UTC on 2 October 2022 it said", SOUP, Verdict.OTHERS_THEN),
        ("As of 12:30 UTC on 2 October 2022 it said", BREAD, Verdict.VERBATIM),
        ("At 11:30 UTC on 2 October 2022 it said", BREAD, Verdict.OTHERS_THEN),
        ("On 2 October 2022 it said", BREAD, Verdict.VERBATIM),
        ("On 2 October 2022, 09:30 UTC, it said", BREAD, Verdict.LATER),
        ("Until 11:30 UTC on 2 October 2022 it said", BREAD, Verdict.OTHERS_THEN),
        ("Since 10:30 UTC on 2 October 2022 it said", BREAD, Verdict.OTHERS_THEN),
        ("Since 12:00 UTC on 2 October 2022 it said", BREAD, Verdict.VERBATIM),
        ("In March 2023 it said", SOUP, Verdict.OTHERS_THEN),
        ("In March 2023 it said", BREAD, Verdict.VERBATIM),
        ("By 11:30 UTC on 2 October 2022 it had reported", BREAD, Verdict.VERBATIM),
        ("No later than 3 October 2022 it reported", BREAD, Verdict.VERBATIM),
        ("By March 2023 it reported", SOUP, Verdict.EDITED),
        ("It said", BREAD, Verdict.VERBATIM),
    ],
)
def test_a_claim_of_what_stood_then_is_held_against_what_is_shown_to_stand_then(
    workspace: Workspace, claim: str, words: str, verdict: Verdict
) -> None:
    """The words were changed, and then came back."""
    there_and_back(workspace)
    assert check(workspace, f"{claim} “{words}”.").verdict is verdict


def test_of_words_that_came_back_is_told_when_they_stood(workspace: Workspace) -> None:
    there_and_back(workspace)
    for claim in ("As of 11:30 UTC on 2 October 2022 it said", "By 11:30 UTC on 2 October 2022 it had reported"):
        proof = prove(workspace, f"{claim} “{BREAD}”.")
        (checked,) = proof.checked
        (line, *_) = tell_checked(checked, 1, proof).lines
        assert line.partition("; ")[2] == (
            "these words are known from the capture of 2022-10-02 10:00 UTC (stated by a person), stood until the edit "
            "seen in b.txt, known from the capture of 2022-10-02 11:00 UTC (stated by a person), and are known again "
            "from the capture of 2022-10-02 12:00 UTC (stated by a person)"
        )
        first, again = checked.spells
        assert (first.first.revision.number, again.first.revision.number) == (1, 3)
        assert first.edit is not None and first.edit.revision.number == 2 and again.edit is None
    proof = prove(workspace, "By 11:30 UTC on 2 October 2022 it had reported “handed out … all morning”.")
    (checked,) = proof.checked
    assert checked.verdict is Verdict.MARKED
    assert any("and are known again from" in line for line in tell_checked(checked, 1, proof).lines)


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sampled_from(["soup", "cake", "tea"]), min_size=1, max_size=5), st.booleans())
@example(["soup", "cake", "soup"], True)
@example(["soup", "cake", "soup"], False)
def test_what_stood_then_is_what_show_gives_as_of_then(said: list[str], same_bytes: bool) -> None:
    """Each wording is held against each minute around the captures: those words stood that are shown as of then, and of
    no others is it said that they did. What came back did so byte for byte, or not."""
    with TemporaryDirectory() as folder:
        workspace, _ = begin(Path(folder) / "news")
        for hour, word in enumerate(said):
            page = FLOOD_LATER.replace("soup", word) + ("" if same_bytes else "\n" * hour)
            give(workspace, page, f"{hour}.txt", captured=f"2022-10-02T{10 + hour}:00Z", url=URL)
        for hour in range(10, 10 + len(said)):
            when = f"{hour}:30 UTC on 2 October 2022"
            shown = show_as_of(workspace, BAKERS, datetime(2022, 10, 2, hour, 31, tzinfo=UTC))
            assert isinstance(shown, Shown)
            for word in dict.fromkeys(said):
                verdict = check(workspace, f"As of {when} it wrote “with {word} for volunteers”.").verdict
                stands = f"with {word} for volunteers" in shown.entry.body
                assert (verdict in (Verdict.VERBATIM, Verdict.EDITED)) is stands, (hour, word)
                assert stands or verdict in (Verdict.OTHERS_THEN, Verdict.LATER)


def test_of_a_time_between_captures_of_the_same_words_nothing_is_said_while_another_is_withheld(
    workspace: Workspace,
) -> None:
    there_and_back(workspace)
    withhold(workspace, "b.txt", "A person asked.")
    assert check(workspace, f"As of 11:30 UTC on 2 October 2022 it said “{BREAD}”.").verdict is Verdict.UNORDERED
    assert check(workspace, f"It said “{BREAD}”.").verdict is Verdict.VERBATIM


def there_and_back(workspace: Workspace) -> None:
    give(workspace, FLOOD, "a.txt", captured="2022-10-02T10:00Z", url=URL)
    give(workspace, FLOOD_LATER, "b.txt", captured="2022-10-02T11:00Z", url=URL)
    give(workspace, FLOOD + "\n", "c.txt", captured="2022-10-02T12:00Z", url=URL)


def test_words_of_unknown_time_are_said_to_be_so(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    assert check(workspace, "By 8 March 2022 it wrote “handed out bread all morning”.").verdict is Verdict.UNDATED
    assert check(workspace, "It wrote “handed out bread all morning”.").verdict is Verdict.VERBATIM


def test_the_publishers_own_time_counts(workspace: Workspace) -> None:
    give(workspace, MATCH)
    assert (
        check(workspace, "By 2 March 2022 at 02:12 it wrote “pushed the ball round the post”.").verdict
        is Verdict.VERBATIM
    )
    early = "By 2 March 2022 at 02:10{} it wrote “pushed the ball round the post”."
    assert check(workspace, early.format(" UTC")).verdict is Verdict.LATER
    assert check(workspace, early.format("")).verdict is Verdict.UNTIMED, "by the clock of the page it is later"


def test_what_differs_is_shown_word_by_word(held: Workspace) -> None:
    checked = check(held, "“The bell of the ship was found in the sea by two divers”")
    assert checked.verdict is Verdict.DIFFERS
    assert checked.held is not None and checked.held.permalink == DIVERS
    assert marked(checked.runs) == "The bell of the [-ferry-] {+ship+} was found in the [-mud-] {+sea+} by two divers"


def test_a_full_stop_that_the_archive_has_is_not_shown_as_one_that_it_lacks(workspace: Workspace) -> None:
    give(workspace, FLOOD.replace("by two divers", "by two divers. Then they left", 1))
    checked = check(workspace, "“The bell of the ferry was found in the sea by two divers.”")
    assert marked(checked.runs) == "The bell of the ferry was found in the [-mud-] {+sea+} by two divers."
    checked = check(workspace, "“The bell of the ferry was found in the sea by two.”")
    assert marked(checked.runs).endswith("by two{+.+}")


def test_what_the_writer_left_out_is_shown(held: Workspace) -> None:
    checked = check(held, "“Nobody … to see it [ever] again”")
    assert checked.verdict is Verdict.MARKED or checked.verdict is Verdict.DIFFERS
    checked = check(held, "“Nobody … to see it”")
    assert marked(checked.runs) == "Nobody [-expected-] {+…+} to see it"


def test_a_headline_can_be_quoted(held: Workspace) -> None:
    checked = check(held, "under “Keeper saves a penalty” it stood")
    assert checked.verdict is Verdict.VERBATIM
    assert checked.held is not None and checked.held.permalink == KEEPER


def test_words_of_several_entries_name_the_others(workspace: Workspace) -> None:
    give(workspace, FLOOD, liveblog="one")
    give(workspace, FLOOD + "\n", "two.txt", liveblog="two")
    checked = check(workspace, "“The bell of the ferry”")
    assert checked.verdict is Verdict.VERBATIM
    assert checked.held is not None
    assert {checked.held.permalink, *checked.also} == {
        f"{name}/divers-find-the-missing-ferry-bell" for name in ("one", "two")
    }


def test_words_altered_by_hand_prove_nothing(held: Workspace) -> None:
    path = held.archive / f"{BAKERS}.md"
    write(path, path.read_text(encoding="utf-8").replace("soup", "champagne"))
    build(held, only="index")
    assert check(held, "“champagne for volunteers”").verdict is Verdict.THEIRS


@pytest.mark.parametrize(
    ("claim", "named"),
    [
        ("By 2 October 2022 it had told of bakers who hand out bread.", BAKERS),
        ("By 1 September 2022 it had told of bakers who hand out bread.", BAKERS),  # though later: it may be meant
        ("By 2022-10-02.", None),
        ("By 3 March it had told of bakers who hand out bread.", BAKERS),
    ],
)
def test_a_claim_without_a_quotation_names_what_it_may_mean(held: Workspace, claim: str, named: str | None) -> None:
    checked = check(held, claim)
    assert checked.verdict is Verdict.UNQUOTED
    assert (checked.held.permalink if checked.held else None) == named


def test_an_empty_archive_holds_nothing(workspace: Workspace) -> None:
    proof = prove(workspace, "“a word or two”")
    assert [each.verdict for each in proof.checked] == [Verdict.NOT_HELD]
    assert (proof.entries, proof.liveblogs) == (0, 0)
    assert prove(workspace, "no quotation").checked == ()


def test_other_scripts_are_quoted_too(workspace: Workspace) -> None:
    bridge = "Наживо: мости\n\nПерший\n\nМіст через річку Десну закрито, кажуть у місті.\n"
    give(workspace, f"{bridge}\n\nДругий\n\n東京で橋が閉鎖された。\n")
    assert check(workspace, "«Міст через річку Десну закрито»").verdict is Verdict.VERBATIM
    assert check(workspace, "「東京で橋が閉鎖」").verdict is Verdict.VERBATIM
    assert check(workspace, "«Міст через річку Сейм закрито, кажуть»").verdict is Verdict.DIFFERS


def test_no_altered_quotation_is_called_verbatim(held: Workspace) -> None:
    """Many, made by chance: none may pass, and those that changed nothing must."""
    chance = random.Random(11)
    paragraphs = [part for part in FLOOD.split("\n\n")[3:] if len(part.split()) > 9]
    planted: list[tuple[str, bool]] = []
    for number in range(60):
        words = chance.choice(paragraphs).strip("-\n").split()
        start = chance.randrange(len(words) - 7)
        quoted = words[start : start + 7]
        whole = number % 2 == 0
        if not whole:
            quoted[chance.randrange(1, 6)] = "zeppelin"
        if not re.search(r'["“”]', " ".join(quoted)):
            planted.append((" ".join(quoted), whole))
    proof = prove(held, "\n\n".join(f"It said “{text}”." for text, _ in planted))
    for (text, whole), checked in zip(planted, proof.checked, strict=True):
        assert checked.quote is not None and checked.quote.text == text
        if whole:
            assert checked.verdict in (Verdict.VERBATIM, Verdict.EDITED), text
        else:
            assert checked.verdict is Verdict.DIFFERS, text
            assert "zeppelin" in marked(checked.runs)


def test_a_live_blog_that_is_gone_since_it_was_indexed_holds_nothing(held: Workspace) -> None:
    (held.archive / f"{DIVERS}.md").unlink()
    index = held.archive / FLOOD_BLOG / "index.md"
    write(index, index.read_text(encoding="utf-8").replace('"divers-find-the-missing-ferry-bell", ', ""))
    assert prove(held, "“The bell of the ferry”").checked[0].verdict is Verdict.NOT_HELD


def test_words_of_one_of_two_captures_of_unknown_time_are_said_to_be_so(workspace: Workspace) -> None:
    give(workspace, FLOOD, url=URL)
    give(workspace, FLOOD_LATER, "later.txt", url=URL)
    for words in ("handed out bread all morning", "with soup for volunteers"):
        checked = check(workspace, f"“{words}”")
        assert checked.verdict is Verdict.UNORDERED
        assert checked.held is not None and checked.next is None
        assert words in checked.held.text
        assert checked.held.wording.unordered == 2
    assert check(workspace, "“Bakers from the upper town handed out bread”").verdict is Verdict.VERBATIM
    assert not prove(workspace, "“with soup for volunteers”").is_sound


STRUCK = """<html><body><h1>Harbour live</h1>
<article id="b2"><time datetime="2024-05-03T10:00:00Z">10:00</time><h2>Pilot boats out</h2>
<p>The pilot boats left the harbour at ten to meet the ships outside.</p></article>
<article id="b1"><time datetime="2024-05-03T09:00:00Z">09:00</time><h2>Fog</h2>
<p>Fog lay over the harbour since dawn. <del>Three ships collided.</del> <ins>Two ships collided.</ins></p></article>
<article id="b0"><time datetime="2024-05-03T08:00:00Z">08:00</time><h2>Dawn</h2>
<p>Ships were seen at dawn from the tower of the port office.</p></article></body></html>
"""


def test_words_that_the_publisher_struck_do_not_pass_as_standing(workspace: Workspace) -> None:
    give(workspace, STRUCK, "fog.html")
    assert check(workspace, "“Three ships collided.”").verdict is Verdict.STRUCK
    assert check(workspace, "“the harbour since dawn. Three ships”").verdict is Verdict.STRUCK
    standing = check(workspace, "“ships collided”")  # struck in the one place, standing in the other
    assert standing.verdict is Verdict.VERBATIM
    assert standing.held is not None
    ((start, end),) = standing.held.stretches
    assert standing.held.text[:end].endswith("Two ships collided") and start > standing.held.text.index("Two")
    struck = cite(workspace, "fog", quote="Three ships collided")
    assert struck is not None and struck.struck
    assert "the quoted words are struck by the publisher" in struck.text
    open_ones = cite(workspace, "fog", quote="ships collided")
    assert open_ones is not None and not open_ones.struck


def test_words_of_people_are_theirs_and_the_publishers_are_compared_with_what_was_captured(held: Workspace) -> None:
    accepted = held.archive / f"{BAKERS}.md"
    write(accepted, accepted.read_text(encoding="utf-8").replace("soup", "champagne"))
    build(held, only="index")
    theirs = check(held, "“champagne for volunteers”")
    assert theirs.verdict is Verdict.THEIRS and theirs.theirs == BAKERS
    assert check(held, "“with soup for volunteers”").verdict is Verdict.VERBATIM


def test_what_is_out_of_reach_is_counted_where_words_are_not_found(held: Workspace) -> None:
    withhold(held, BAKERS, "A person asked.")
    proof = prove(held, "“with soup for volunteers, cake for all and tea for nobody”")
    assert proof.checked[0].verdict is Verdict.NOT_HELD
    assert (proof.entries, proof.beyond, proof.unread) == (5, 1, 0)
    write(held.archive / MATCH_BLOG / "index.md", "no head")
    assert prove(held, "“with soup for volunteers, cake for all and tea for nobody”").unread == 1


PARTS = FLOOD.replace("\n", " ").split() + FLOOD_LATER.replace("\n", " ").split()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_what_is_cited_as_a_quotation_is_never_called_not_held(held: Workspace, data: st.DataObject) -> None:
    """`cite --quote` finds words in an entry just where `prove` finds them in some entry."""
    start = data.draw(st.integers(0, len(PARTS) - 2))
    quoted = " ".join(PARTS[start : start + data.draw(st.integers(2, 9))])
    if data.draw(st.booleans()):
        quoted = quoted.replace("e", "a", 1)
    if re.search(r'["“”\']', quoted):
        return
    checked = check(held, f"> {quoted}")
    cited = [each for each in (BAKERS, DIVERS, SANDBAGS) if cite(held, each, quote=quoted) is not None]
    found = checked.verdict in (Verdict.VERBATIM, Verdict.MARKED, Verdict.EDITED, Verdict.UNORDERED, Verdict.STRUCK)
    assert found == bool(cited), quoted
    assert not found or (checked.held is not None and checked.held.permalink in cited)
