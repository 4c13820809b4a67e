"""Do history, diff, changes and --as-of tell people what programs are told, and end with a status to go by?"""

from __future__ import annotations

from pathlib import Path

import pytest

from backfile.desk.prove import prove
from backfile.desk.quotations.proof import proof_page, tell_checked
from backfile.errors import Status
from backfile.workspace.folders import Workspace
from tests.cli.running import Run
from tests.desk.captured import DOGS, give_three
from tests.desk.pastes import BAKERS, DIVERS, FLOOD, FLOOD_BLOG, HOSTILE, KEEPER, MATCH, SANDBAGS, give, write

EVIDENCE = "evidence   pasted text: nothing in it proves where it came from"


@pytest.fixture
def held(workspace: Workspace) -> Workspace:
    give_three(workspace)
    return workspace


# history


@pytest.mark.parametrize(
    ("captured", "end"),
    [("2022-03-10", "2022-03-11"), ("2022-03", "2022-04-01"), ("2022-03-10/2022-03-12", "2022-03-13")],
)
def test_history_exhibit_and_proof_tell_of_no_instant_of_capture_that_nobody_knows(
    run: Run, workspace: Workspace, tmp_path: Path, captured: str, end: str
) -> None:
    give(workspace, FLOOD, captured=captured)
    told = f"from {end} 00:00 UTC, the end of the capture of {captured} (stated by a person)"
    assert f"known      {told}" in run("history", "bakers").out
    run("exhibit", "bakers", "--out", f"{tmp_path / 'e.html'}")
    assert f"<dt>known</dt><dd>{told}</dd>" in (tmp_path / "e.html").read_text(encoding="utf-8")
    proof = prove(
        workspace, "“Bakers from the upper town handed out bread all morning”, it said by noon on 8 March 2022."
    )
    assert told in tell_checked(proof.checked[0], 1, proof).lines[0]
    assert f'<dt>known</dt><dd dir="auto">{told}</dd>' in proof_page(proof, "draft.txt")


def test_a_history_tells_since_when_words_are_known_and_by_what(run: Run, held: Workspace) -> None:
    ended = run("history", "bakers")
    assert (ended.status, ended.err) == (Status.DONE, "")
    assert ended.out.splitlines() == [
        "Bakers hand out bread at the café on Quay Street",
        f"permalink  {BAKERS}",
        "published  time not given",
        "",
        "revision 1",
        "known      from 2022-03-11 00:00 UTC, the end of the capture of 2022-03-10 (stated by a person)",
        EVIDENCE,
        "seen in    first.txt, captured 2022-03-10 (stated by a person)",
        "",
        "revision 2",
        "known      from 2022-03-12 00:00 UTC, the end of the capture of 2022-03-11 (stated by a person)",
        EVIDENCE,
        "seen in    second.txt, captured 2022-03-11 (stated by a person)",
        "seen in    third.txt, captured 2022-03-12T08:30Z (stated by a person)",
        "",
        "new        first seen in the capture first.txt (2022-03-10)",
        "edited     wording differs between the captures first.txt (2022-03-10) and second.txt (2022-03-11)",
    ]


def test_a_history_says_that_its_entry_is_withheld(run: Run, held: Workspace) -> None:
    run("withhold", "bakers", "--reason", "A person\x1b asked.")
    for command in ("history", "diff"):
        assert "withheld   A person<U+001B> asked.; kept out of the site and of search" in run(command, "bakers").out
        assert run(command, "bakers", "--json").json["withheld"] == "A person\x1b asked."


def test_an_absence_names_the_captures_with_and_without_the_entry(run: Run, held: Workspace) -> None:
    assert run("history", "council").out.splitlines()[-1] == (
        "absent     not in the capture third.txt (2022-03-12 08:30 UTC), though in second.txt (2022-03-11)"
    )


def test_a_history_of_a_live_blog_tells_which_captures_give_it_which_headline(run: Run, held: Workspace) -> None:
    told = run("history", FLOOD_BLOG).out.splitlines()
    assert told[1] == f"live blog  {FLOOD_BLOG}"
    assert all(line.startswith("seen in") and "“River Orre floods" in line for line in told[2:4])
    assert "no two captures give it different headlines" in run("history", FLOOD_BLOG).err
    assert run("history", FLOOD_BLOG, "--json").json["events"] == []


def test_a_history_says_what_is_not_known(run: Run, workspace: Workspace) -> None:
    for text, name in ((FLOOD, "one.txt"), (FLOOD.replace("tomorrow", "on Monday"), "other.txt")):
        give(workspace, text, name, url="https://news.example/flood")
    lines = run("history", "bakers").out.splitlines()
    assert lines.count("known      nothing shows since when") == 2
    assert lines[-1].startswith("edited     wording differs between the captures ")
    assert lines[-1].endswith("; which of them is older is not known")
    give(workspace, MATCH, "match.txt", captured="2022-03-02T09:00Z")
    assert (
        "known      from Mar 01, 2022, 9:12 PM EST = 2022-03-02 02:12 UTC (published, as the publisher says, and "
        in (run("history", "keeper").out)
    )


def test_where_words_before_the_first_known_ones_are_unknown_the_history_says_so(
    run: Run, workspace: Workspace
) -> None:
    for text, hour in ((MATCH, "03"), (MATCH.replace("went the right", "guessed the right"), "09")):
        give(workspace, text, f"{hour}.txt", captured=f"2022-03-02T{hour}:00Z", url="https://news.example/match")
    lines = run("history", "keeper").out.splitlines()
    assert lines[4:7] == [
        "revision 1",
        "known      from the capture of 2022-03-02 03:00 UTC (stated by a person)",
        "           published Mar 01, 2022, 9:12 PM EST = 2022-03-02 02:12 UTC; "
        "which words stood until then is not known",
    ]
    assert sum("is not known" in line for line in lines) == 1


def test_altered_words_are_said_to_be_so_in_a_history(run: Run, held: Workspace) -> None:
    path = held.archive / f"{BAKERS}.md"
    write(path, path.read_text(encoding="utf-8").replace("soup", "cake"))
    assert "\naltered    changed by hand in archive/" in run("history", "bakers").out


# diff


def test_a_difference_is_marked_without_colours_and_with_them(run: Run, held: Workspace) -> None:
    ended = run("diff", "bakers")
    assert ended.status == Status.DONE
    assert ended.told == "6 words went or came"
    assert ended.out.splitlines() == [
        "revision 1  known from 2022-03-11 00:00 UTC, the end of the capture of 2022-03-10 (stated by a person)",
        "revision 2  known from 2022-03-12 00:00 UTC, the end of the capture of 2022-03-11 (stated by a person)",
        "",
        "Bakers hand out bread at the café on Quay Street",
        "",
        "Bakers from the upper town handed out bread [-all morning-]. They will be back tomorrow{+, with soup for "
        "volunteers+}.",
    ]
    coloured = run("diff", "bakers", "1", "2", terminal=True).out
    assert "\x1b[31m[-all morning-]\x1b[0m" in coloured
    assert "\x1b[32m{+, with soup for volunteers+}\x1b[0m" in coloured


def test_where_nothing_shows_which_is_older_a_difference_gives_each_word_the_number_of_its_revision(
    run: Run, workspace: Workspace
) -> None:
    for text, name in ((FLOOD, "one.txt"), (FLOOD.replace(" all morning", ""), "other.txt")):
        give(workspace, text, name, url="https://news.example/flood")
    ended = run("diff", "bakers")
    assert ended.told == "2 words in one of them alone"
    revisions = [each["text"] for each in run("history", "bakers", "--json").json["wordings"]]
    (holder,) = [number for number, text in enumerate(revisions, start=1) if "all morning" in text]
    assert ended.out.splitlines()[2] == (
        "which is older is not known: [1: …] stands only in revision 1, [2: …] only in 2"
    )
    assert f"handed out bread [{holder}: all morning]. They" in ended.out
    assert not any(mark in ended.out for mark in ("[-", "{+"))
    back = run("diff", "bakers", "2", "1")
    assert f"handed out bread [{holder}: all morning]. They" in back.out
    coloured = run("diff", "bakers", terminal=True).out
    assert "\x1b[31m" not in coloured and "\x1b[32m" not in coloured, "red and green tell of what went and came"


def test_no_difference_is_a_status(run: Run, held: Workspace) -> None:
    ended = run("diff", "bakers", "2")
    assert (ended.status, ended.told) == (Status.NOTHING_FOUND, "nothing differs")
    ended = run("diff", "divers")
    assert (ended.status, ended.out) == (Status.NOTHING_FOUND, "")
    assert ended.told == f"{DIVERS}: has one wording only; see: backfile history"
    ended = run("diff", "divers", "--json")
    assert ended.status == Status.NOTHING_FOUND
    assert (ended.json["first"], ended.json["words"]) == (ended.json["second"], 0)
    assert run("diff", "bakers", "7").status == run("diff", "bakers", "first").status == Status.USAGE
    assert run("diff", "bakers", "2", "--json").json["words"] == 0


# changes


def test_changes_are_listed_with_what_shows_them(run: Run, held: Workspace) -> None:
    ended = run("changes", "--since", "2022-03-11")
    assert (ended.status, ended.err) == (Status.DONE, "")
    assert [line.split() for line in ended.out.splitlines()] == [
        ["captured", "change", "words", "the", "capture", "before", "entry"],
        ["2022-03-11", "edited", "6", "2022-03-10", BAKERS],
        ["2022-03-12", "08:30", "UTC", "absent", "2022-03-11", SANDBAGS],
        ["2022-03-12", "08:30", "UTC", "new", "21", DOGS],
    ]
    assert [row["change"] for row in run("changes", FLOOD_BLOG, "--least", "7", "--json").json] == ["absent", "new"]


def test_an_edit_of_signs_alone_is_an_edit(run: Run, workspace: Workspace) -> None:
    for text, name, on in (
        (FLOOD, "one.txt", "2022-03-10"),
        (FLOOD.replace("Bakers hand", "Bakers, hand"), "b", "2022-03-12"),
    ):
        give(workspace, text, name, captured=on, url="https://news.example/flood")
    ended = run("diff", "bakers")
    assert (ended.status, ended.err.splitlines()[-1]) == (Status.DONE, "no word went or came, but signs did")
    assert "Bakers{+,+} hand" in ended.out
    rows = run("changes", "--since", "2022-03-11", "--json").json
    assert [(row["change"], row["words"]) for row in rows] == [("edited", 0)]
    assert run("changes", "--since", "2022-03-11", "--least", "1").status == Status.NOTHING_FOUND


def test_no_changes_are_a_status(run: Run, held: Workspace) -> None:
    give(held, MATCH, "match.txt")
    ended = run("changes", "--since", "2022-04")
    assert (ended.status, ended.out) == (Status.NOTHING_FOUND, "")
    assert ended.err.splitlines() == [
        "no changes since then",
        "1 capture whose time is not known, or in doubt, left out; without --since they are reckoned with",
    ]
    assert run("changes", "--since", "2022-04", "--json").json == []
    assert run("changes", "nowhere").status == Status.NOTHING_FOUND
    assert run("changes", "--since", "03/04/2022").status == run("changes", "--least", "-1").status == Status.USAGE
    write(held.archive / FLOOD_BLOG / "index.md", "nothing")
    assert run("changes").status == Status.DAMAGE


# --as-of


def test_an_entry_is_shown_in_the_words_of_a_time_with_what_shows_them(run: Run, held: Workspace) -> None:
    ended = run("show", "bakers", "--as-of", "2022-03-10")
    assert ended.status == Status.DONE
    lines = ended.out.splitlines()
    assert "revision   1; see: backfile history" in lines
    assert "known      from 2022-03-11 00:00 UTC, the end of the capture of 2022-03-10 (stated by a person)" in lines
    assert lines[-1].startswith("Bakers from the upper town handed out bread all morning.")
    assert run("show", "bakers", "--as-of", "2022-03-10", "--json").json["known"]["by"] == "2022-03-11T00:00:00Z"
    ended = run("show", "bakers", "--as-of", "2022-03-09")
    assert (ended.status, ended.told) == (
        Status.NOTHING_FOUND,
        f"backfile: {BAKERS}: nothing shows that it existed by then; see: backfile history",
    )


@pytest.fixture
def edited(workspace: Workspace) -> Workspace:
    """An entry of 02:12 whose words are known from 03:00."""
    for text, hour in ((MATCH, "03"), (MATCH.replace("went the right", "guessed the right"), "09")):
        give(workspace, text, f"{hour}.txt", captured=f"2022-03-02T{hour}:00Z", url="https://news.example/match")
    return workspace


def test_words_that_may_be_later_are_told_apart_by_show(run: Run, edited: Workspace) -> None:
    ended = run("show", "keeper", "--as-of", "2022-03-02T02:30Z")
    assert (ended.status, ended.out) == (Status.NOTHING_FOUND, "")
    assert ended.told == (
        f"{KEEPER}: its words as of 2022-03-02T02:30Z are not known; published Mar 01, 2022, 9:12 PM EST = 2022-03-02 "
        "02:12 UTC, these words known from the capture of 2022-03-02 03:00 UTC (stated by a person)"
    )
    plain = run("show", "keeper", "--as-of", "2022-03-02T02:30Z", "--json").json
    assert plain["later"]["wording"]["known"]["ground"] == "captured"


def test_an_hour_that_came_twice_is_not_guessed_in_a_question_either(run: Run, edited: Workspace) -> None:
    write(edited.root / "backfile.toml", 'zone = "Europe/Berlin"\n')
    for written, why in (("2024-10-27T02:30", "showed it twice"), ("31 March 2024 02:30", "never showed it")):
        ended = run("show", "keeper", "--as-of", written)
        assert ended.status == Status.USAGE
        assert ended.told.startswith(
            f"backfile: --as-of: {written} means no one instant in Europe/Berlin: the clocks {why}"
        )
    for clear in ("2024-10-27T02:30+01:00", "2024-10-27", "2024-10-27T03:30", "90 minutes ago", "yesterday"):
        assert run("show", "keeper", "--as-of", clear).status == Status.DONE


def test_what_only_a_correction_dates_so_early_is_not_told_as_published_by_then(run: Run, edited: Workspace) -> None:
    assert run("correct", "keeper", "--published", "2022-03-01T02:12Z").status == Status.DONE
    asked = ("keeper", "--as-of", "2022-03-01T12:00Z")
    assert run("show", *asked).told.endswith("nothing shows that it existed by then; see: backfile history")
    ended = run("search", *asked)
    assert ended.status == Status.NOTHING_FOUND
    assert ended.out.startswith("Published by then as people of this archive say, which nothing captured shows:\n\n-  ")
    assert ended.err.splitlines()[-1] == (
        "1 entry published by then, as the publisher or people of this archive say, in words that are known only "
        "from later"
    )
    plain = run("search", *asked, "--json").json
    assert [hit["by_people"] for hit in plain["later"]["hits"]] == [True]


def test_words_that_may_be_later_are_listed_apart_by_search(run: Run, edited: Workspace) -> None:
    ended = run("search", "keeper", "--as-of", "2022-03-02T02:30Z")
    assert ended.status == Status.NOTHING_FOUND
    assert ended.out.splitlines() == [
        "Published by then, in words that are known only from later:",
        "",
        "-  Keeper saves a penalty",
        "   published Mar 01, 2022, 9:12 PM EST = 2022-03-02 02:12 UTC, these words known from 2022-03-02 03:01 UTC",
        "   Northfield's keeper went the right way and pushed the ball round the post.",
        f"   {KEEPER}",
        "",
    ]
    assert ended.err.splitlines()[-2:] == [
        "nothing found; 2 entries are shown to exist by then",
        "1 entry published by then, in words that are known only from later",
    ]
    plain = run("search", "keeper", "--as-of", "2022-03-02T02:30Z", "--json").json
    assert (plain["as_of"], plain["total"]) == ("2022-03-02T02:31:00Z", 0)
    assert [hit["known"] for hit in plain["later"]["hits"]] == ["2022-03-02T03:01:00Z"]
    assert plain["later"]["total"] == 1
    assert "later" not in run("search", "keeper", "--json").json
    assert [hit["by_people"] for hit in plain["later"]["hits"]] == [False]
    ended = run("search", "keeper", "--as-of", "1999")
    assert ended.err.splitlines() == ["nothing found; 0 entries are shown to exist by then"]
    assert run("search", "keeper", "--as-of", "soon").status == Status.USAGE


def test_words_that_may_be_later_are_listed_apart_by_list(run: Run, edited: Workspace) -> None:
    ended = run("list", "entries", "--as-of", "2022-03-02T02:30Z")
    assert ended.status == Status.DONE
    above, below = ended.out.split("\nPublished by then, in words that are known only from later\n\n")
    assert KEEPER not in above and len(above.splitlines()) == 3
    assert below.splitlines()[1].split("  ")[0] == KEEPER
    assert "from the capture of 2022-03-02 03:00 UTC" in below
    plain = run("list", "entries", "--as-of", "2022-03-02T02:30Z", "--json").json
    assert (len(plain["entries"]), [each["permalink"] for each in plain["later"]]) == (2, [KEEPER])
    ended = run("list", "entries", "--as-of", "1999")
    assert (ended.status, ended.told) == (Status.NOTHING_FOUND, "nothing shows that any entries existed by then")


def test_live_blogs_and_captures_are_listed_as_of_a_time(run: Run, held: Workspace) -> None:
    (row,) = run("list", "--as-of", "2022-03-11", "--json").json["liveblogs"]
    assert (row["entries"], row["captures"]) == (3, 2)
    names = [row["name"] for row in run("list", "captures", "--as-of", "2022-03-11", "--json").json["captures"]]
    assert names == ["first.txt", "second.txt"]


def test_a_live_blog_counts_the_captures_that_were_made_by_a_time(run: Run, workspace: Workspace) -> None:
    give(workspace, MATCH, "match.txt")  # its entries are timed, and when it was captured is not known
    (row,) = run("list", "--as-of", "2022-03-11", "--json").json["liveblogs"]
    assert (row["entries"], row["captures"]) == (3, 0)


def test_archived_text_cannot_steer_the_terminal(run: Run, workspace: Workspace) -> None:
    for text, day in ((HOSTILE, "10"), (HOSTILE.replace("the juggler said", "the \x1b[5mjuggler said"), "11")):
        give(workspace, text, f"{day}.txt", captured=f"2022-03-{day}", url="https://news.example/fair")
    for command in (("history", "juggler"), ("diff", "juggler"), ("changes",)):
        out = run(*command).out
        assert not set(out) & {"\x1b", "\x9b", "\x07", "\u202e"}
    assert "<U+001B>[5m" in run("diff", "juggler").out


def test_diff_and_show_say_that_people_joined_entries_and_that_no_edit_follows(run: Run, workspace: Workspace) -> None:
    bread, bell = FLOOD.index("Bakers hand"), FLOOD.index("Divers find")
    url = "https://news.example/flood"
    give(workspace, FLOOD[:bread] + FLOOD[FLOOD.index("Council asks") :], captured="2022-10-02T10:00Z", url=url)
    give(workspace, FLOOD[:bell] + FLOOD[bread:], "two.txt", captured="2022-10-02T11:00Z", url=url)
    assert run("merge", "divers", "bakers").status == Status.DONE
    assert "that it edited them does not follow" in run("diff", "divers").out
    assert "joined     people joined what the publisher has as several entries" in run("show", "divers").out
    assert "joined     people joined what the publisher has as several entries" in run("history", "divers").out


def test_changes_says_where_nobody_knows_which_words_are_older(run: Run, workspace: Workspace) -> None:
    give(workspace, FLOOD, "one.txt", captured="2022-10-02T10:00Z", url="https://news.example/flood")
    give(workspace, FLOOD.replace("all morning", "until noon"), "two.txt", url="https://news.example/flood")
    assert "edited; which is older is not known" in run("changes").out
