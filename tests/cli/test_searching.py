"""Do search and show answer on stdout, tell the rest on stderr, and end with a status to go by?"""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from backfile import disk
from backfile.errors import Status
from backfile.workspace.folders import Workspace
from tests.cli.running import Run
from tests.desk.pastes import (
    BAKERS,
    DIVERS,
    FLOOD,
    FLOOD_BLOG,
    FLOOD_LATER,
    HOSTILE,
    KEEPER,
    MATCH,
    give,
    write,
)

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


@pytest.fixture
def held(workspace: Workspace) -> Workspace:
    said = {"url": "https://news.example/flood", "publisher": "Example News"}
    give(workspace, FLOOD, "flood.txt", captured="2022-03-10", **said)
    give(workspace, FLOOD_LATER, "later.txt", captured="2022-03-11", **said)
    give(workspace, MATCH, "match.txt")
    return workspace


# search


def test_hits_are_shown_with_all_that_tells_them_apart(run: Run, held: Workspace) -> None:
    ended = run("search", "ferry", "bell")
    assert ended.status == Status.DONE
    assert ended.out.splitlines() == [
        "1. Divers find the missing ferry bell",
        "   River Orre floods the lower town: Live updates · time not given · Jane Doe",
        "   The bell of the ferry was found in the mud by two divers, the harbour office told Example News. "
        '"Nobody expected to see it again," said the harbour master, Zoë Østby.',
        f"   {DIVERS}",
        "",
    ]
    assert ended.told == "1 entry found; 6 entries are held"


def test_a_time_is_shown_as_printed_and_as_it_is_meant(run: Run, held: Workspace) -> None:
    assert "Mar 01, 2022, 9:12 PM EST = 2022-03-02 02:12 UTC" in run("search", "penalty").out


def test_nothing_found_is_a_status_and_says_what_is_held(run: Run, held: Workspace) -> None:
    ended = run("search", "volcano")
    assert (ended.status, ended.out) == (Status.NOTHING_FOUND, "")
    assert ended.told == "nothing found; 6 entries are held"
    ended = run("search", "volcano", "--json")
    assert (ended.status, ended.json) == (
        Status.NOTHING_FOUND,
        {
            "query": "volcano",
            "read": "volcano",
            "total": 0,
            "partly": 0,
            "undated": 0,
            "searched": 6,
            "suggestion": None,
            "hits": [],
            "facets": {},
            "notes": [],
        },
    )
    assert ended.err == ""


def test_hits_are_given_to_programs(run: Run, held: Workspace) -> None:
    ended = run("search", '"handed out bread" AND byline:roe', "--json")
    assert (ended.status, ended.err) == (Status.DONE, "")
    assert ended.out.isascii()
    plain = ended.json
    (hit,) = plain["hits"]
    assert (plain["query"], plain["total"], hit["permalink"]) == (
        '"handed out bread" AND byline:roe',
        1,
        BAKERS,
    )
    assert [hit["snippet"][start:end] for start, end in hit["marks"]] == ["handed out bread"]


def test_pages_of_results_are_numbered_on(run: Run, held: Workspace) -> None:
    ended = run("search", "NOT volcano", "-n", "2", "--offset", "4")
    assert [line[:2] for line in ended.out.splitlines() if line[:1].isdigit()] == ["5.", "6."]
    assert ended.told == "6 entries found, 2 shown; 6 entries are held"
    beyond = run("search", "NOT volcano", "--offset", "6")
    assert (beyond.status, beyond.out) == (Status.DONE, "")
    assert beyond.told == "6 entries found, 0 shown; 6 entries are held"


def test_what_only_a_date_kept_out_is_told_and_can_be_added(run: Run, held: Workspace) -> None:
    asked = "(keeper OR bakers) published:2022"
    ended = run("search", asked)
    assert ended.err.splitlines() == [
        "published:2022 was read as 2022-01-01 00:00 until before 2023-01-01 00:00, UTC",
        "1 entry found; 6 entries are held",
        "1 entry matches but for the date, and has no usable time: --include-undated adds it",
    ]
    told = run("search", "published:1999").err.splitlines()[-1]
    assert told == "3 entries match but for the date, and have no usable time: --include-undated adds them"
    ended = run("search", asked, "--include-undated")
    assert ended.err.splitlines()[1:] == ["2 entries found; 6 entries are held"]


def test_what_holds_a_part_follows_and_is_said_to(run: Run, held: Workspace) -> None:
    ended = run("search", "keeper volcano")
    assert ended.status == Status.NOTHING_FOUND
    lines = ended.out.splitlines()
    assert lines[:3] == ["No entry holds all of this. These hold the most of it:", "", "1. Keeper saves a penalty"]
    assert ended.told == "no entry holds all of it, 1 holds a part; 6 entries are held"
    ended = run("search", "divers ferry bell mud")
    assert ended.out.startswith("1. Divers find the missing ferry bell")
    assert "No more hold all of this. These hold the most of it:" not in ended.out
    ended = run("search", "keeper ball round the post -divers soup")
    assert next(line for line in ended.out.splitlines() if line.startswith("No")).startswith("No entry holds all")


def test_a_spelling_that_is_found_is_offered(run: Run, held: Workspace) -> None:
    ended = run("search", "penelty")
    assert ended.status == Status.NOTHING_FOUND
    assert ended.err.splitlines()[-1] == "did you mean: penalty"


def test_results_are_counted_sorted_and_spread(run: Run, held: Workspace) -> None:
    assert run("search", "NOT volcano", "--count").out == "6\n"
    ended = run("search", "volcano", "--count")
    assert (ended.status, ended.out) == (Status.NOTHING_FOUND, "0\n")
    spread = run("search", "*", "--count", "--facet", "year").out.splitlines()
    assert spread == ["6", "year", "  3  2022", "  3  not known", ""]
    oldest = run("search", "*", "--sort", "oldest", "--jsonl").out.splitlines()
    times = [json.loads(line)["published"] for line in oldest]
    assert [time["instant"][:10] if time else None for time in times] == ["2022-03-02"] * 3 + [None] * 3
    newest = run("search", "*", "--sort", "newest", "--jsonl").out.splitlines()
    assert newest[:3] == oldest[:3][::-1]
    ended = run("search", "*", "-n", "1", "--facet", "byline", "--facet", "year")
    assert ended.out.splitlines()[-10:] == [
        "byline",
        "  2  Jane Doe",
        "  1  Ann Poe",
        "  1  John Roe",
        "  3  not known",
        "",
        "year",
        "  3  2022",
        "  3  not known",
        "",
    ]


@pytest.mark.parametrize(
    ("one", "other"), [("--json", "--csv"), ("--jsonl", "--csv"), ("--count", "--json"), ("--csv", "--count")]
)
def test_two_forms_of_results_at_once_are_refused_and_none_is_passed_over(
    run: Run, workspace: Workspace, one: str, other: str
) -> None:
    for command in (("search", "divers"), ("similar", "divers")):
        ended = run(*command, one, other)
        assert (ended.status, ended.out) == (2, "")
        assert f"{one} and {other} are two forms of the same results: give one of them" in ended.err


def test_what_a_spreadsheet_would_reckon_with_is_marked(run: Run, held: Workspace) -> None:
    path = held.archive / f"{DIVERS}.md"
    write(path, path.read_text(encoding="utf-8").replace('headline: "Divers', 'headline: "=1+1 Divers'))
    run("build")
    ended = run("search", "divers", "--csv")
    head, row = list(csv.reader(io.StringIO(ended.out)))
    assert (head[:3], head[-1]) == (["permalink", "headline", "liveblog"], "snippet")
    assert row[1] == "'=1+1 Divers find the missing ferry bell"
    assert run("search", "volcano", "--csv").out.splitlines() == [",".join(head)]


def test_an_archive_that_holds_nothing_says_what_to_do(run: Run, workspace: Workspace) -> None:
    ended = run("search", "ferry")
    assert ended.status == Status.NOTHING_FOUND
    assert ended.err.splitlines()[-1] == "nothing is held yet; take captures in with: backfile add FILE…"


def test_an_explanation_adds_up(run: Run, held: Workspace) -> None:
    out = run("search", "flood ferry -soup", "--explain", "-n", "1").out.splitlines()
    assert out[:6] == [
        "The query was read as",
        "  all of these",
        "    word “flood”, in any form",
        "    word “ferry”, in any form",
        "    not",
        "      word “soup”, in any form",
    ]
    told = run("search", "flood OR ferry", "--explain", "-n", "1").out
    (whole,) = re.findall(r"([\d,]+) points:", told)
    parts = re.findall(r"× [\d,]+ = ([\d,]+) ", told)
    assert sum(int(part.replace(",", "")) for part in parts) == int(whole.replace(",", ""))
    assert "ferry (as ferry): " not in told
    assert (
        "flood (as floods)" in told or "flood: not in the entry itself; the live blog's headline or slug has it" in told
    )


def test_other_wordings_are_searched_when_they_are_asked_for_and_not_called_older(run: Run, held: Workspace) -> None:
    everything = run("search", "bread", "--all-revisions")
    assert everything.told == "2 revisions found; 7 revisions are held"
    assert "another wording: revision 1" in everything.out
    assert "earlier" not in everything.out
    assert run("search", "bread").told == "1 entry found; 6 entries are held"


def test_long_results_are_paged_on_a_terminal(run: Run, held: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    paged: list[str] = []
    monkeypatch.setattr("click.echo_via_pager", paged.append)
    monkeypatch.setenv("LINES", "12")
    plain = run("search", "*").out
    assert run("search", "*", terminal=True).out == ""
    assert re.sub("\x1b\\[[0-9]*m", "", paged[0]) == plain
    assert run("search", "*", "--no-pager", terminal=True).out
    assert run("search", "*", "-n", "1", terminal=True).out, "what fits is not paged"
    assert len(paged) == 1


def test_entries_like_one_are_found(run: Run, held: Workspace) -> None:
    run("search", "divers")
    by_number, by_name = run("similar", "1"), run("similar", "divers")
    assert by_number.out == by_name.out
    assert by_name.status == Status.DONE
    assert DIVERS not in by_name.out


def test_how_a_query_was_read_is_told_before_the_answer(run: Run, held: Workspace) -> None:
    ended = run("search", '"ferry')
    assert ended.status == Status.DONE
    assert ended.err.splitlines()[0] == "read as plain words: the quotation mark at character 1 is never closed"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("bylin:doe", "backfile: query: there is no field “bylin”; did you mean “byline”?"),
        ("?!", "backfile: query: holds no word to look for; give a word or a “phrase”"),
        ("", "backfile: query: holds no word to look for; give a word or a “phrase”"),
        ("x" * 16_000, "backfile: query: is 16,000 characters long; at most 4,000 are read"),
    ],
)
def test_what_cannot_be_read_as_a_query_is_a_fault_of_usage(run: Run, held: Workspace, query: str, told: str) -> None:
    ended = run("search", query)
    assert (ended.status, ended.out, ended.told) == (Status.USAGE, "", told)


@pytest.mark.parametrize(
    ("words", "way"),
    [
        (["-sanctions"], "backfile search -- -sanctions"),
        (["talks", "-sanctions"], "backfile search -- talks -sanctions"),
        (["--count", "talks", "-sanctions"], "backfile search -- … -sanctions"),
    ],
)
def test_a_word_with_a_dash_is_told_the_way_into_the_query(
    run: Run, held: Workspace, words: list[str], way: str
) -> None:
    ended = run("search", *words)
    assert ended.status == Status.USAGE
    assert ended.err.rstrip().endswith(f"No option is called so: -sanctions. A query with a dash: {way}")
    assert "No such option '--sanctions'" in run("search", "--sanctions").err


def test_an_index_that_was_deleted_is_made_again_and_it_is_said(run: Run, held: Workspace) -> None:
    disk.remove(held.index)
    ended = run("search", "penalty")
    assert ended.status == Status.DONE
    assert ended.err.splitlines()[0] == "the search index was made again from archive/: there is none yet"


def test_matches_are_marked_on_a_terminal_that_wants_colours_only(
    run: Run, held: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = run("search", "mud").out
    assert "\x1b" not in plain
    coloured = run("search", "mud", terminal=True).out
    assert "in the \x1b[33m\x1b[1mmud\x1b[0m by" in coloured
    assert re.sub("\x1b\\[[0-9]*m", "", coloured) == plain
    monkeypatch.setenv("NO_COLOR", "1")
    assert run("search", "mud", terminal=True).out == plain
    monkeypatch.setenv("NO_COLOR", "")
    assert run("search", "mud", terminal=True).out == coloured


# show


def test_an_entry_is_shown_with_where_it_was_seen(run: Run, held: Workspace) -> None:
    ended = run("show", "bakers")
    start = FLOOD_LATER.index("Bakers hand out")
    end = FLOOD_LATER.index("Ann Poe") + len("Ann Poe")
    assert (ended.status, ended.err) == (Status.DONE, "")
    assert ended.out.splitlines() == [
        "Bakers hand out bread at the café on Quay Street",
        "by         John Roe, Ann Poe",
        "published  time not given",
        "live blog  River Orre floods the lower town: Live updates (Example News)",
        f"permalink  {BAKERS}",
        "revision   2; see: backfile history",
        f"seen in    later.txt, part “text”, characters {start}–{end}, captured 2022-03-11 (stated by a person)",
        "evidence   pasted text: nothing in it proves where it came from",
        "",
        "Bakers from the upper town handed out bread. They will be back tomorrow, with soup for volunteers.",
    ]


def test_what_is_not_given_is_said_to_be_so(run: Run, workspace: Workspace) -> None:
    give(workspace, "just one line, and no more of it.", "line.txt")
    out = run("show", "just").out
    assert out.splitlines()[:3] == ["(no headline)", "by         byline not given", "published  time not given"]
    assert "captured not known" in out
    assert "(no headline)" in run("search", "line").out


def test_words_that_were_altered_are_said_to_be(run: Run, held: Workspace) -> None:
    path = held.archive / f"{DIVERS}.md"
    write(path, path.read_text(encoding="utf-8").replace("mud", "silt"))
    ended = run("build")
    assert ended.status == Status.DONE
    assert ended.told == f"{DIVERS}: altered by hand; kept, and marked on the site"
    assert "altered    changed by hand in archive/" in run("show", "divers").out
    assert " · altered by hand" in run("search", "silt").out


def test_a_time_of_updating_is_shown(run: Run, held: Workspace) -> None:
    path = held.archive / f"{KEEPER}.md"
    text = path.read_text(encoding="utf-8")
    updated = {"printed": "9:30 PM", "instant": None, "precision": None, "basis": None, "source": "text"}
    write(path, text.replace("updated: null", f"updated: {json.dumps(updated)}"))
    out = run("show", "keeper").out
    assert "published  Mar 01, 2022, 9:12 PM EST = 2022-03-02 02:12 UTC" in out
    assert "updated    9:30 PM (as printed; date and zone not given)" in out


def test_the_source_of_an_entry_is_shown_as_it_was_given(run: Run, held: Workspace) -> None:
    ended = run("show", "bakers", "--source")
    start = FLOOD_LATER.index("Bakers hand out")
    end = FLOOD_LATER.index("Ann Poe") + len("Ann Poe")
    assert ended.out == FLOOD_LATER[start:end] + "\n"
    assert ended.told.startswith(f"later.txt, part “text”, characters {start}–{end}, sha256 ")


def test_an_entry_is_given_to_programs(run: Run, held: Workspace) -> None:
    plain = run("show", "bakers", "--json").json
    assert plain["permalink"] == BAKERS
    assert "source" not in plain
    (source,) = run("show", "bakers", "--json", "--source").json["source"]
    assert source["capture"] == "later.txt"


@pytest.mark.parametrize(
    ("name", "status", "told"),
    [
        ("cup-final", Status.USAGE, "names 3 entries; say which: cup-final"),
        ("volcano", Status.NOTHING_FOUND, "no entry is called so; see what there is with: backfile list entries"),
        ("bakers-hand-out-breads", Status.NOTHING_FOUND, "did you mean “bakers-hand-out-bread-at-the-cafe"),
    ],
)
def test_a_name_that_is_not_clear_is_told(run: Run, held: Workspace, name: str, status: Status, told: str) -> None:
    ended = run("show", name)
    assert (ended.status, ended.out) == (status, "")
    assert ended.told.startswith(f"backfile: {name}: ")
    assert told in ended.told


# Hostile text


@pytest.mark.parametrize("terminal", [False, True])
@pytest.mark.parametrize(
    "command",
    [
        ["search", "juggler OR band"],
        ["search", "juggler", "--json"],
        ["show", "juggler"],
        ["show", "juggler", "--source"],
        ["show", "juggler", "--json", "--source"],
        ["list", "entries"],
        ["list", "liveblogs"],
    ],
)
def test_what_the_archive_holds_never_steers_the_terminal(
    run: Run, workspace: Workspace, command: list[str], terminal: bool
) -> None:
    give(workspace, HOSTILE, publisher="\x1b]0;x\x07 News")
    ended = run(*command, terminal=terminal)
    assert ended.status == Status.DONE
    ours = re.compile("\x1b\\[(?:0|1|2|33|36)m")  # bold, dim, yellow, cyan
    assert "\x1b[2J" not in ended.out and "\x1b[31m" not in ended.out
    assert STEERING.findall(ours.sub("", ended.out + ended.err)) == []


def test_a_hostile_name_of_an_entry_is_made_visible(run: Run, workspace: Workspace) -> None:
    give(workspace, FLOOD)
    folder = workspace.archive / FLOOD_BLOG
    old, new = "council-asks-for-sandbags", "council\x1b[2J"
    index = folder / "index.md"
    write(index, index.read_text(encoding="utf-8").replace(f'"{old}"', json.dumps(new)))
    (folder / f"{old}.md").rename(folder / f"{new}.md")
    disk.remove(workspace.index)
    for command in (["search", "sandbags"], ["show", "council"], ["list", "entries"]):
        ended = run(*command)
        assert "\x1b" not in ended.out + ended.err
        assert "“council<U+001B>[2J” has not the form that it must have" in ended.err
