"""Does what people corrected ever pass as the publisher's, in what is cited, handed over or read by other programs?"""

from __future__ import annotations

import base64
import csv
import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from backfile.desk.add import add, find_sources
from backfile.desk.begin import begin
from backfile.desk.build import build
from backfile.desk.choosing.chosen import choose
from backfile.desk.cite import cite
from backfile.desk.correct import Said, accept, correct
from backfile.desk.exhibit import exhibit
from backfile.desk.export import export
from backfile.desk.intake.stating import Stated
from backfile.desk.prove import prove
from backfile.desk.quotations.plain_proof import plain_proof
from backfile.desk.quotations.proof import proof_page
from backfile.desk.quotations.verdicts import Verdict
from backfile.desk.show import show
from backfile.desk.verify import verify
from backfile.desk.withhold import withhold
from backfile.text.citation.forms import FORMS
from backfile.text.markdown import words
from backfile.workspace.folders import Workspace
from tests.desk.drafts import flooded
from tests.desk.pastes import BAKERS, DIVERS, FLOOD, FLOOD_BLOG, give, write
from tests.desk.saved import BELL, BREAD, SACKS, page

PUBLISHED = 'publish = "full"\nrights = "theirs"\ncontact = "us"\nbase_url = "https://a.example"\n'


@pytest.fixture
def held(workspace: Workspace) -> Workspace:
    """An archive with an entry of which everything was corrected: 1999, Zinzan, tapirs and champagne are ours."""
    flooded(workspace)
    path = workspace.archive / f"{BAKERS}.md"
    write(path, path.read_text(encoding="utf-8").replace("soup", "champagne"))
    accept(workspace, BAKERS)
    said = Said(published="1999-12-31T08:00Z", byline=("Zinzan",), tags=("tapirs",), note="Seen in print.")
    correct(workspace, BAKERS, said)
    return workspace


OURS = re.compile("1999|31 December|Zinzan|tapirs|champagne")


def pieces(workspace: Workspace, format: str) -> str:
    told: list[str] = []
    export(choose(workspace, ["river"]), format, None, told.append)
    return "".join(told)


def test_every_form_of_citation_cites_the_publisher_and_notes_in_brackets_what_people_say(held: Workspace) -> None:
    for style in FORMS:
        cited = cite(held, "bakers", style)
        assert cited is not None
        note = re.search(r"\[the keepers of the archive, not the publisher, say: (.*?)\]", cited.text)
        assert note or style == "wikipedia", style
        before, _, after = cited.text.partition("the keepers of the archive, not the publisher, say: ")
        assert not OURS.search(before), style
        assert "31 December 1999" in after and "Zinzan" in after and "Seen in print" in after
        assert "John Roe" in before
        assert cited.citation.day == "", "the publisher gives no time"
        assert "time not given" in cited.citation.note


def test_only_the_publishers_words_can_be_quoted(held: Workspace) -> None:
    assert cite(held, "bakers", quote="with champagne for volunteers") is None
    cited = cite(held, "bakers", quote="with soup for volunteers")
    assert cited is not None and cited.newest


def test_a_proof_compares_the_publishers_words_and_says_that_people_have_others(held: Workspace) -> None:
    build(held, only="index")
    theirs = prove(held, "It was “They will be back tomorrow, with soup for volunteers”.")
    (checked,) = theirs.checked
    assert checked.verdict is Verdict.VERBATIM
    ours = prove(held, "It was “They will be back tomorrow, with champagne for volunteers”.")
    (checked,) = ours.checked
    assert checked.verdict is Verdict.THEIRS
    assert [run.text.strip() for run in checked.runs if run.kind == "removed"] == ["soup"]
    assert checked.theirs == BAKERS
    assert f"the keepers of the archive wrote in {BAKERS}, not the publisher" in proof_page(ours, "draft")
    (plain,) = json.loads(json.dumps(plain_proof(theirs, "draft")))["quotes"]
    assert plain["corrected"]["byline"] == ["Zinzan"]
    page = proof_page(theirs, "draft")
    assert not OURS.search(page)
    assert "the keepers of the archive say otherwise of it, or more: byline, published, tags, words, a note" in page


def test_an_exhibit_sets_what_people_say_apart(held: Workspace, tmp_path: Path) -> None:
    exhibit(held, "bakers", tmp_path / "e.html")
    page = (tmp_path / "e.html").read_text(encoding="utf-8")
    theirs = re.search(r'<section class="theirs".*?</section>', page, re.DOTALL)
    assert theirs is not None
    for word in ("Zinzan", "31 December 1999", "tapirs", "champagne", "Seen in print."):
        assert word in theirs[0]
    assert not OURS.search(page.replace(theirs[0], ""))
    assert "None of this is the publisher" in theirs[0]


def test_json_lines_hold_the_publishers_own_and_apart_from_it_what_people_say(held: Workspace) -> None:
    (line,) = [json.loads(each) for each in pieces(held, "jsonl").splitlines() if "Zinzan" in each]
    from_the_upper_town = "from the upper town handed out bread. They will be back tomorrow"
    assert line.pop("corrected") == {
        "byline": ["Zinzan"],
        "published": {
            "printed": "1999-12-31T08:00Z",
            "instant": "1999-12-31T08:00:00Z",
            "precision": "minute",
            "basis": "stated by a person",
        },
        "tags": ["tapirs"],
        "text": f"Bakers {from_the_upper_town}, with champagne for volunteers.",
        "notes": ["Seen in print."],
    }
    assert not OURS.search(json.dumps(line))


def test_a_table_has_columns_of_their_own_for_what_people_say(held: Workspace) -> None:
    (entry,) = [each for each in csv.DictReader(io.StringIO(pieces(held, "csv"))) if each["permalink"] == BAKERS]
    theirs = {name: entry.pop(name) for name in list(entry) if name.startswith("corrected") or name == "notes"}
    assert theirs.pop("corrected_text").endswith("champagne for volunteers.")
    assert theirs == {
        "corrected": "byline; published; tags; text",
        "corrected_headline": "",
        "corrected_byline": "Zinzan",
        "corrected_published": "1999-12-31T08:00:00Z",
        "corrected_updated": "",
        "corrected_tags": "tapirs",
        "notes": "Seen in print.",
    }
    assert not OURS.search(" ".join(entry.values()))


def test_markdown_quotes_what_people_say(held: Workspace) -> None:
    lines = pieces(held, "markdown").split("\n")
    assert [line for line in lines if OURS.search(line) and not line.startswith(">")] == []
    quoted = "\n".join(line for line in lines if line.startswith(">"))
    for word in ("not by the publisher", "Zinzan", "tapirs", "champagne", "Seen in print", "1999"):
        assert word in quoted


def test_a_bag_holds_the_entry_as_it_was_captured_and_the_decisions_beside_it(held: Workspace, tmp_path: Path) -> None:
    withhold(held, DIVERS, "A secret reason.")
    withhold(held, DIVERS, "", release=True)
    export(choose(held, (), "champagne"), "bagit", tmp_path / "bag", print)
    data = tmp_path / "bag/data"
    assert (data / f"archive/{BAKERS}.md").read_bytes() == (held.archive / f"{BAKERS}.md").read_bytes()
    decisions = (data / f"archive/{FLOOD_BLOG}/corrections.jsonl").read_text(encoding="ascii")
    kept = (held.archive / FLOOD_BLOG / "corrections.jsonl").read_text(encoding="ascii")
    assert (
        decisions
        == "".join(line for line in kept.splitlines(keepends=True) if "withheld" not in line)[: len(decisions)]
    )
    assert "Zinzan" in decisions and "secret" not in decisions


def test_an_altered_entry_is_altered_in_a_bag_too(held: Workspace, tmp_path: Path) -> None:
    path = held.archive / f"{DIVERS}.md"
    write(path, path.read_text(encoding="utf-8").replace("two divers", "three divers"))
    export(choose(held, ["river"]), "bagit", tmp_path / "bag", print)
    assert (tmp_path / f"bag/data/archive/{DIVERS}.md").read_bytes() == path.read_bytes()


def test_what_other_programs_read_off_a_page_is_the_publishers(held: Workspace) -> None:
    write(held.settings, PUBLISHED)
    build(held)
    page = (held.site / f"{BAKERS}.html").read_text(encoding="utf-8")
    head = page.partition("</head>")[0].partition("<meta")[2]
    assert "John Roe" in head and not OURS.search(head)
    assert "Corrected by the keepers" in page
    liveblog = (held.site / FLOOD_BLOG / "index.html").read_text(encoding="utf-8")
    assert not OURS.search(liveblog.partition("</head>")[0])
    feed: dict[str, Any] = json.loads((held.site / FLOOD_BLOG / "feed.json").read_text(encoding="utf-8"))
    (item,) = [each for each in feed["items"] if each["id"].endswith(f"{BAKERS}.html")]
    assert "Corrected by the keepers" in item.pop("content_html")
    assert not OURS.search(json.dumps(item))
    assert not (held.site / FLOOD_BLOG / "feed.xml").exists(), "the publisher gives no time"


def test_what_the_site_publishes_is_read_back_as_the_publishers(held: Workspace, tmp_path: Path) -> None:
    write(held.settings, PUBLISHED)
    build(held)
    other, _ = begin(tmp_path / "other")
    (page,) = find_sources([held.site / FLOOD_BLOG / "index.html"], Stated())
    add(other, [page])
    entry = show(other, "bakers").entry
    assert entry.byline == ("John Roe", "Ann Poe")
    assert entry.published is None
    assert not OURS.search(entry.body + str(entry.tags))


def test_an_export_that_is_read_back_takes_no_correction_for_the_publishers(held: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "all.jsonl"
    export(choose(held), "jsonl", out, print)
    other, _ = begin(tmp_path / "other")
    add(other, find_sources([out], Stated()))
    shown = show(other, BAKERS)
    entry = shown.entry
    assert (entry.byline, entry.published, entry.tags) == (("John Roe", "Ann Poe"), None, ())
    assert "soup" in entry.body and entry.corrected is None
    assert verify(other).findings == ()
    (keepers,) = shown.stated.keepers
    assert dict(keepers.said(lambda time: time.printed)) == {
        "by": "Zinzan",
        "published": "1999-12-31T08:00Z",
        "tags added": "tapirs",
        "words": words(show(held, BAKERS).entry.body),
        "note": "Seen in print.",
    }
    cited = cite(other, BAKERS)
    assert cited is not None
    before, _, after = cited.text.partition("[the keepers of another archive, not the publisher, say: ")
    assert not OURS.search(before)
    assert after.startswith("by Zinzan; published 31 December 1999, 08:00 UTC")
    for number in (1, 2):  # on the way through further archives it stays what those keepers say
        export(choose(other), "jsonl", tmp_path / f"{number}.jsonl", print)
        other, _ = begin(tmp_path / f"other{number}")
        add(other, find_sources([tmp_path / f"{number}.jsonl"], Stated()))
        assert show(other, BAKERS).stated.keepers == (keepers,)
        assert show(other, BAKERS).entry.corrected is None


def test_a_bag_holds_no_word_of_a_withheld_entry_and_says_what_it_leaves_out(held: Workspace, tmp_path: Path) -> None:
    withhold(held, DIVERS, "A person asked.")
    chosen = choose(held)
    assert export(chosen, "bagit", tmp_path / "bag", print) == 5
    assert chosen.held_back == ["later.txt", "page.txt"]
    files = [path for path in (tmp_path / "bag").rglob("*") if path.is_file()]
    assert [path for path in files if b"ferry bell" in path.read_bytes()] == []
    assert [path.name for path in files if path.parent.name == "seeds"] == ["match.txt", "match.txt.capture.json"]
    withhold(held, DIVERS, "", release=True)
    chosen = choose(held)
    export(chosen, "bagit", tmp_path / "again", print)
    assert chosen.held_back == []
    assert (tmp_path / "again/data/seeds/page.txt").is_file()


def test_an_exhibit_holds_no_word_of_a_withheld_entry_and_says_what_it_leaves_out(
    held: Workspace, tmp_path: Path
) -> None:
    withhold(held, DIVERS, "A person asked.")
    made = exhibit(held, "bakers", tmp_path / "e.html")
    assert [note.partition(": ")[0] for note in made.notes] == ["page.txt", "later.txt"]
    assert "shows what is withheld" in made.notes[0] and not made.damaged
    page = (tmp_path / "e.html").read_text(encoding="utf-8")
    assert "ferry bell" not in page and base64.b64encode(FLOOD.encode()).decode() not in page
    assert "<mark>Bakers hand out bread" in page
    exhibit(held, "bakers", tmp_path / "bag", bag=True)
    files = [path for path in (tmp_path / "bag").rglob("*") if path.is_file()]
    assert [path for path in files if b"ferry bell" in path.read_bytes()] == []


def test_a_capture_that_is_withheld_stands_in_no_bag(held: Workspace, tmp_path: Path) -> None:
    withhold(held, "later.txt", "Not ours.")
    chosen = choose(held)
    export(chosen, "bagit", tmp_path / "bag", print)
    assert sorted(path.name for path in (tmp_path / "bag/data/seeds").glob("*.txt")) == ["match.txt", "page.txt"]


def test_what_is_corrected_in_newer_words_is_not_said_of_older_ones(held: Workspace) -> None:
    early = choose(held, ["river"], as_of=datetime(2022, 10, 2, 0, 0, tzinfo=UTC))
    told: list[str] = []
    export(early, "jsonl", None, told.append)
    (line,) = [json.loads(each) for each in told if "Zinzan" in each]
    assert "text" not in line["corrected"] and line["corrected"]["byline"] == ["Zinzan"]
    assert "champagne" not in str(line)


def test_captures_that_hold_withheld_words_elsewhere_leave_neither_in_a_bag_nor_in_an_exhibit(
    workspace: Workspace, tmp_path: Path
) -> None:
    give(workspace, page(BELL, BREAD), "one.html", captured="2022-03-01")
    give(workspace, page(BREAD, SACKS, teasers=BELL[1]), "two.html", captured="2022-03-02")
    give(workspace, page(BREAD, SACKS), "three.html", captured="2022-03-03")
    withhold(workspace, "zetaname", "A person asked.")
    chosen = choose(workspace)
    export(chosen, "bagit", tmp_path / "bag", print)
    assert chosen.held_back == ["one.html", "two.html"]
    made = exhibit(workspace, "bakers", tmp_path / "exhibit", bag=True)
    assert [note.partition(": ")[0] for note in made.notes] == ["one.html", "two.html"]
    for folder in (tmp_path / "bag", tmp_path / "exhibit"):
        files = [path for path in folder.rglob("*") if path.is_file()]
        assert [path for path in files if b"zetaname" in path.read_bytes().lower()] == []
        assert "three.html" in {path.name for path in files}
