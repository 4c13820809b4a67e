"""Is what people withhold kept, and shown to nobody else?"""

from __future__ import annotations

from backfile.archive.corrections import CORRECTIONS
from backfile.archive.coverage import read_coverage
from backfile.archive.history import read_wordings
from backfile.desk.build import build
from backfile.desk.captures import list_captures
from backfile.desk.find import search
from backfile.desk.history import plain_history, read_history
from backfile.desk.plain import plain_shown
from backfile.desk.prove import prove
from backfile.desk.quotations.proof import proof_page, tell_checked
from backfile.desk.quotations.verdicts import Verdict
from backfile.desk.show import show
from backfile.desk.status import status
from backfile.desk.verify import verify
from backfile.desk.withhold import withhold
from backfile.model.evidence import tell_unseen
from backfile.model.history import Ground
from backfile.seeds.shelf.log import LOG
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace
from tests.desk.pastes import BAKERS, DIVERS, FLOOD, FLOOD_BLOG, FLOOD_LATER, give
from tests.desk.saved import BELL, BREAD, REPLY, page

ADDRESS = "https://news.example/live/flood"


def test_a_withheld_entry_is_kept_and_stands_in_no_output(flooded: Workspace) -> None:
    build(flooded)
    withhold(flooded, DIVERS, "A person asked.")
    assert search(flooded, "bell").results.total == 0
    assert search(flooded, "*").results.searched == 2
    build(flooded)
    assert [path for path in flooded.site.rglob("*") if path.is_file() and b"ferry bell" in path.read_bytes()] == []
    assert show(flooded, DIVERS).entry.withheld == "A person asked."
    assert (flooded.archive / f"{DIVERS}.md").is_file()
    give(flooded, FLOOD + "\n", "again.txt", url=ADDRESS)
    build(flooded)
    assert search(flooded, "bell").results.total == 0
    withhold(flooded, DIVERS, "", release=True)
    assert search(flooded, "bell").results.total == 1
    assert verify(flooded).findings == ()


def test_what_was_never_withheld_is_not_released(flooded: Workspace) -> None:
    liveblog = flooded.archive / DIVERS.partition("/")[0]
    before = (flooded.seeds / LOG).read_bytes()
    assert not withhold(flooded, DIVERS, "", release=True).changed
    assert not withhold(flooded, "later.txt", "", release=True).changed
    assert ((flooded.seeds / LOG).read_bytes(), (liveblog / CORRECTIONS).exists()) == (before, False)


def test_words_of_a_withheld_entry_that_stay_in_sight_are_told_of(workspace: Workspace) -> None:
    give(workspace, page(BELL, BREAD, REPLY, headline=f"Orre flood: {BELL[1]}"), "one.html")
    notes = withhold(workspace, "zetaname", "A person asked.").notes
    blog = search(workspace, "bakers").results.hits[0].document.permalink.partition("/")[0]
    assert [note.partition(" too")[0] for note in notes] == [
        f"words of it stand in the headline of {blog}",
        f"words of it stand in {blog}/a-reply",
    ]
    assert withhold(workspace, "bakers", "A person asked.").notes == ()


def test_nothing_of_what_a_withheld_capture_alone_shows_gets_out(flooded: Workspace) -> None:
    page = FLOOD.replace("Divers find", "Frogmen find").replace("two divers", "two frogmen")
    give(flooded, page.replace("River Orre floods", "Tapir floods"), "tapir.txt", url=ADDRESS, captured="2022-03-05")
    assert search(flooded, "frogmen").results.total == 1
    withhold(flooded, "tapir.txt", "Not ours.")
    assert search(flooded, "frogmen").results.total == 0
    assert search(flooded, "bell").results.total == 1
    build(flooded)
    for word in (b"frogmen", b"Tapir", b"tapir.txt"):
        assert [path for path in flooded.site.rglob("*") if path.is_file() and word in path.read_bytes()] == []
    withhold(flooded, "tapir.txt", "", release=True)
    assert search(flooded, "frogmen").results.total == 1


def test_withholding_a_capture_makes_nothing_known_that_it_refutes(workspace: Workspace) -> None:
    article = (
        '<article id="p{}"><time datetime="2024-01-05T1{}:30:00Z">1{}:30</time><h2>Boats sink {}</h2>'
        "<p>The harbour master says that {} boats sank in the harbour.</p></article>"
    )
    for name, number, hour in (("one.html", "sixty", 12), ("two.html", "sixteen", 14)):
        articles = article.format(1, 1, 1, "fast", number) + article.format(2, 0, 0, "slowly", "no")
        page = f"<!DOCTYPE html><html lang=en><h1>Harbour live</h1><div class=liveblog>{articles}</div></html>"
        give(workspace, page, name, url=ADDRESS, captured=f"2024-01-05T{hour}:00Z")
    whole = read_coverage(workspace.archive, Slug("harbour-live"))
    assert [len(entry.revisions) for entry in whole.entries] == [2, 1]
    withhold(workspace, "two.html", "legal")
    coverage = read_coverage(workspace.archive, Slug("harbour-live"))
    known = [wording.known for entry in coverage.entries for wording in read_wordings(coverage, entry)]
    assert [each.ground for each in known if each] == [Ground.CAPTURED, Ground.PUBLISHED]
    assert [entry.unseen for entry in coverage.entries] == [("words",), ()]
    (checked,) = prove(workspace, "At 15:00 UTC on 6 January 2024 it read “sixty boats sank”.").checked
    assert checked.verdict is Verdict.UNORDERED
    assert "".join(tell_unseen(("words",))) in proof_page(prove(workspace, "“sixty boats sank”"), "draft")
    withhold(workspace, "two.html", "", release=True)
    assert read_coverage(workspace.archive, Slug("harbour-live")) == whole


def test_the_keeper_is_told_where_a_capture_is_withheld_and_nobody_else(flooded: Workspace) -> None:
    withhold(flooded, "later.txt", "Not ours.")
    withhold(flooded, DIVERS, "A person asked.")
    shown, history = show(flooded, BAKERS), read_history(flooded, BAKERS)
    later = next(row.digest for row in list_captures(flooded) if row.name == "later.txt")
    assert plain_shown(shown, None)["withheld_captures"] == [{"sha256": later, "reason": "Not ours."}]
    assert plain_history(history)["withheld_captures"] == [{"sha256": later, "reason": "Not ours."}]
    assert status(flooded)[0].withheld_captures == 1
    assert read_coverage(flooded.archive, Slug(FLOOD_BLOG)).withheld == ()
    assert plain_shown(show(flooded, BAKERS, withheld=False), None)["withheld_captures"] == []


def test_words_that_only_stand_in_what_is_withheld_are_proved_to_the_keeper_alone(flooded: Workspace) -> None:
    withhold(flooded, "later.txt", "Not ours.")
    withhold(flooded, DIVERS, "A person asked.")
    draft = "It said “with soup for volunteers”, and “The bell of the ferry was found”, and “no such words anywhere”."
    proof = prove(flooded, draft)
    soup, bell, none = proof.checked
    assert [each.verdict for each in proof.checked] == [Verdict.WITHHELD, Verdict.WITHHELD, Verdict.NOT_HELD]
    assert (soup.withheld, bell.withheld, none.withheld) == (BAKERS, DIVERS, None)
    assert (bell.to_others, proof.is_sound) == (Verdict.NOT_HELD, False)
    (told, *_) = (tell_checked(each, 1, proof) for each in proof.checked)
    assert told.permalink == BAKERS and "where they are withheld" in told.lines[0]
    page = proof_page(proof, "draft")
    for leak in (str(Verdict.WITHHELD), DIVERS, "A person asked", "Not ours", "where they are withheld"):
        assert leak not in page
    withhold(flooded, DIVERS, "", release=True)
    assert prove(flooded, draft).checked[1].verdict is Verdict.VERBATIM


def test_a_withheld_capture_that_tells_nothing_else_takes_no_ground_away(flooded: Workspace) -> None:
    give(flooded, FLOOD_LATER + "\n", "again.txt", url=ADDRESS, captured="2022-03-05")
    withhold(flooded, "again.txt", "Not ours.")
    assert {row.name: row.withheld for row in list_captures(flooded)}["again.txt"] == "Not ours."
    entries = read_coverage(flooded.archive, Slug(FLOOD_BLOG)).entries
    assert entries and not any(entry.unseen for entry in entries)
