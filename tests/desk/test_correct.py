"""Is what people decide kept apart from what was captured, marked wherever it shows, and undone by another decision?"""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from backfile.archive.corrections import CORRECTIONS
from backfile.archive.coverage import read_archive, read_coverage
from backfile.archive.history import read_wordings
from backfile.desk.build import build
from backfile.desk.correct import Said, accept, correct, merge, split, withhold
from backfile.desk.find import search, show
from backfile.desk.history import plain_history, read_history
from backfile.desk.holdings import list_captures, list_entries, status
from backfile.desk.plain import plain_shown
from backfile.desk.prove import prove
from backfile.desk.quotations.proof import proof_page, tell_checked
from backfile.desk.quotations.verdicts import Verdict
from backfile.desk.reread import reread
from backfile.desk.verify import verify
from backfile.errors import NotFound, Usage
from backfile.model.evidence import tell_unseen
from backfile.model.history import Ground
from backfile.model.time import Basis
from backfile.seeds.shelf.log import LOG
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace
from tests.desk.pastes import BAKERS, DIVERS, FLOOD, FLOOD_BLOG, FLOOD_LATER, MATCH, SANDBAGS, give
from tests.desk.saved import BELL, BREAD, REPLY, page

NOW = datetime(2024, 5, 2, 10, 30, tzinfo=UTC)
ADDRESS = "https://news.example/live/flood"


@pytest.fixture
def flooded(workspace: Workspace) -> Workspace:
    give(workspace, FLOOD, "flood.txt", url=ADDRESS, captured="2022-03-01")
    give(workspace, FLOOD_LATER, "later.txt", url=ADDRESS, captured="2022-03-02")
    return workspace


def written(workspace: Workspace) -> list[dict[str, object]]:
    path = workspace.archive / FLOOD_BLOG / "corrections.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_what_is_corrected_stands_beside_what_was_captured(flooded: Workspace) -> None:
    path = flooded.archive / f"{BAKERS}.md"
    before = path.read_bytes()
    said = Said(published="2022-03-01T08:00Z", byline=("Jane Doe",), tags=("bread",), note="Seen in print.")
    assert correct(flooded, BAKERS, said, now=NOW).changed
    assert path.read_bytes() == before
    entry = show(flooded, BAKERS).entry
    assert entry.published is not None and entry.published.basis is Basis.STATED
    assert (entry.byline, entry.tags) == (("Jane Doe",), ("bread",))
    assert entry.corrected is not None
    assert entry.corrected.fields == ("byline", "published", "tags")
    assert (entry.corrected.was_byline, entry.corrected.was_published) == (("John Roe", "Ann Poe"), None)
    assert entry.corrected.notes == ("Seen in print.",)
    (line,) = written(flooded)
    assert (line["made"], line["entry"]) == ("2024-05-02T10:30:00Z", BAKERS.partition("/")[2])
    assert "body" not in line
    assert verify(flooded).findings == ()


def test_the_time_of_an_update_is_corrected_too(flooded: Workspace) -> None:
    correct(flooded, BAKERS, Said(updated="2022-03-01T09:00Z"))
    entry = show(flooded, BAKERS).entry
    assert entry.updated is not None and entry.updated.printed == "2022-03-01T09:00Z"
    assert entry.corrected is not None and entry.corrected.was_updated is None
    assert verify(flooded).findings == ()


def test_what_is_corrected_is_found_and_marked_in_search_lists_and_pages(flooded: Workspace) -> None:
    correct(flooded, BAKERS, Said(tags=("bread",), note="<b>Seen</b> in print."))
    for query in ("tag:bread", "is:corrected", "bread is:corrected"):
        (hit,) = search(flooded, query).results.hits
        assert hit.permalink == BAKERS
    assert [row.corrected for row in list_entries(flooded)[0] if row.permalink == BAKERS] == [True]
    build(flooded)
    page = (flooded.site / f"{BAKERS}.html").read_text()
    assert "Corrected by the keepers of this archive, not by the publisher" in page
    assert "&lt;b&gt;Seen&lt;/b&gt; in print." in page
    assert "Corrected by the keepers" not in (flooded.site / f"{DIVERS}.html").read_text()
    assert "Corrected by the keepers" in (flooded.site / f"{BAKERS}.md").read_text()


def test_a_correction_outlives_a_rebuild_a_reread_and_another_capture(flooded: Workspace) -> None:
    correct(flooded, BAKERS, Said(tags=("bread",)))
    for path in sorted(flooded.index.glob("*")):
        if path.is_file() and path.name != "README.md":
            path.unlink()
    reread(flooded)
    give(flooded, FLOOD_LATER.replace("Sandbags are", "Sandbags were"), "third.txt", url=ADDRESS, captured="2022-03-03")
    build(flooded)
    assert search(flooded, "tag:bread").results.total == 1
    assert verify(flooded).findings == ()


def test_saying_it_again_changes_nothing(flooded: Workspace) -> None:
    assert correct(flooded, BAKERS, Said(tags=("bread",))).changed
    assert not correct(flooded, BAKERS, Said(tags=("bread",))).changed
    assert len(written(flooded)) == 1
    assert correct(flooded, BAKERS, Said(tags=("soup",))).changed
    assert show(flooded, BAKERS).entry.tags == ("bread", "soup")


@pytest.mark.parametrize("said", [Said(), Said(published="whenever")])
def test_what_cannot_be_meant_is_refused_and_nothing_written(flooded: Workspace, said: Said) -> None:
    with pytest.raises(Usage):
        correct(flooded, BAKERS, said)
    assert not (flooded.archive / FLOOD_BLOG / "corrections.jsonl").exists()


@pytest.mark.parametrize("said", [Said(published="2099-01-01"), Said(updated="2024-05-04")])
def test_a_time_that_is_yet_to_come_is_refused(flooded: Workspace, said: Said) -> None:
    with pytest.raises(Usage, match="is yet to come"):
        correct(flooded, BAKERS, said, now=NOW)
    assert not (flooded.archive / FLOOD_BLOG / "corrections.jsonl").exists()


@pytest.mark.parametrize(
    ("said", "notes"),
    [
        (
            Said(published="2022-03-10"),
            ["published 2022-03-10 (known to the day) lies after a capture that shows it: flood.txt, 2022-03-01"],
        ),
        (
            Said(published="2022-02-27", updated="2022-02-20"),
            ["updated 2022-02-20 (known to the day) lies before its publication, 2022-02-27 (known to the day)"],
        ),
        (Said(updated="2022-03-04"), ["updated 2022-03-04 (known to the day) lies after every capture that shows it"]),
        (Said(updated="2022-03-02"), []),
        (Said(published="2022-03-01", updated="2022-03-01"), []),
        (Said(published="2022-02-27T10:00"), ["2022-02-27T10:00 gives no offset"]),
    ],
)
def test_times_that_cannot_all_be_right_are_taken_and_told(flooded: Workspace, said: Said, notes: list[str]) -> None:
    done = correct(flooded, BAKERS, said, now=NOW)
    assert done.changed and len(done.notes) == len(notes)
    assert all(told.startswith(note) for told, note in zip(done.notes, notes, strict=True))


def test_a_body_changed_by_hand_becomes_a_correction_and_the_file_is_as_captured(flooded: Workspace) -> None:
    path = flooded.archive / f"{BAKERS}.md"
    before = path.read_bytes()
    path.write_bytes(before.replace(b"soup", b"cake").replace(b'byline: ["John Roe", "Ann Poe"]', b'byline: ["Poe"]'))
    assert show(flooded, BAKERS).entry.altered is not None
    assert accept(flooded, BAKERS).changed
    assert path.read_bytes() == before
    entry = show(flooded, BAKERS).entry
    assert (entry.altered, entry.byline, "cake" in entry.body) == (None, ("Poe",), True)
    assert entry.corrected is not None and entry.corrected.fields == ("byline", "body")
    assert "soup" in entry.newest.body, "the publisher's words"
    assert search(flooded, "cake").results.total == 1
    assert verify(flooded).findings == ()
    with pytest.raises(NotFound, match="nobody altered it"):
        accept(flooded, BAKERS)


def test_the_words_of_a_correction_are_cut_where_excerpts_are_published(flooded: Workspace) -> None:
    path = flooded.archive / f"{BAKERS}.md"
    path.write_text(path.read_text() + "\n" + "More and more bread. " * 40 + "The last word is yeast.\n")
    accept(flooded, BAKERS)
    settings = flooded.settings.read_text().replace('publish = "private"', 'publish = "excerpt"')
    settings = settings.replace('rights = ""', 'rights = "ours"').replace('contact = ""', 'contact = "a@b.example"')
    flooded.settings.write_text(settings)
    build(flooded)
    held = [path for path in flooded.site.rglob("*") if path.is_file() and b"yeast" in path.read_bytes()]
    assert held == []


def test_entries_that_are_one_are_merged_and_every_permalink_leads_there(flooded: Workspace) -> None:
    merge(flooded, [BAKERS, DIVERS])
    entry = show(flooded, BAKERS).entry
    assert (show(flooded, DIVERS).permalink, len(entry.keys)) == (BAKERS, 3)
    slug = DIVERS.partition("/")[2]
    assert {show(flooded, name).permalink for name in (slug, slug[:12], DIVERS[:-4])} == {BAKERS}
    assert {"bell", "bread"} <= {word for each in entry.revisions for word in each.body.replace(".", "").split()}
    assert [row.permalink for row in list_entries(flooded)[0]] == [BAKERS, SANDBAGS]
    give(flooded, FLOOD + "\n", "again.txt", url=ADDRESS, captured="2022-03-04")
    assert show(flooded, DIVERS).permalink == BAKERS
    build(flooded)
    moved = (flooded.site / f"{DIVERS}.html").read_text()
    assert f'href="{BAKERS.partition("/")[2]}.html"' in moved
    assert verify(flooded).findings == ()


def test_a_correction_of_an_entry_that_goes_on_in_another_holds_there(flooded: Workspace) -> None:
    correct(flooded, DIVERS, Said(tags=("bell",)))
    merge(flooded, [BAKERS, DIVERS])
    assert show(flooded, BAKERS).entry.tags == ("bell",)


def test_only_entries_of_one_live_blog_are_merged(flooded: Workspace) -> None:
    give(flooded, MATCH, "match.txt")
    for references in ([BAKERS], [BAKERS, BAKERS], [BAKERS, "keeper-saves"]):
        with pytest.raises(Usage):
            merge(flooded, references)


def test_an_entry_that_was_two_is_split_and_merged_again(flooded: Workspace) -> None:
    assert len(show(flooded, BAKERS).entry.revisions) == 2
    split(flooded, BAKERS, [2])
    (coverage,), _ = read_archive(flooded.archive)
    assert len(coverage.entries) == 4
    assert [len(entry.revisions) for entry in coverage.entries] == [1, 1, 1, 1]
    other = next(entry for entry in coverage.entries if entry.slug.endswith("street-2"))
    assert verify(flooded).findings == ()
    merge(flooded, [BAKERS, f"{FLOOD_BLOG}/{other.slug}"])
    assert len(show(flooded, BAKERS).entry.revisions) == 2


def test_a_merge_that_is_undone_leaves_every_permalink_where_it_led(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    permalinks = [row.permalink for row in list_entries(workspace)[0]]
    before = {each: show(workspace, each).entry.body for each in permalinks}
    for kept, gone in ((BAKERS, DIVERS), (DIVERS, BAKERS)):
        merge(workspace, [kept, gone])
        split(workspace, kept, [2])
        assert {each: show(workspace, each).entry.body for each in permalinks} == before
        assert sorted(row.permalink for row in list_entries(workspace)[0]) == sorted(permalinks)
    (coverage,), _ = read_archive(workspace.archive)
    assert coverage.aliases == () and verify(workspace).findings == ()


def test_what_cannot_be_told_apart_is_not_split(flooded: Workspace) -> None:
    for reference, revisions in ((BAKERS, [1, 2]), (BAKERS, [3]), (DIVERS, [1])):
        with pytest.raises(Usage):
            split(flooded, reference, revisions)


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


def test_the_log_holds_what_was_decided(flooded: Workspace) -> None:
    correct(flooded, BAKERS, Said(tags=("bread",)), now=NOW)
    line = json.loads((flooded.seeds / "log.jsonl").read_text().splitlines()[-1])
    assert (line["command"], line["of"]["decision"]["tags"]) == ("correct", ["bread"])


# taking back


def test_what_was_said_of_a_fact_is_taken_back_and_both_stay_on_record(workspace: Workspace) -> None:
    give(workspace, FLOOD, "flood.txt")
    captured = show(workspace, BAKERS).entry
    correct(workspace, BAKERS, Said(byline=("Nobody",), published="2022-03-10", tags=("bread",), note="Seen."))
    assert correct(workspace, BAKERS, Said(undone=("byline", "note"))).changed
    entry = show(workspace, BAKERS).entry
    assert entry.byline == captured.byline
    assert entry.corrected is not None
    assert (entry.corrected.fields, entry.corrected.notes) == (("published", "tags"), ())
    assert correct(workspace, BAKERS, Said(undone=("published", "tags"))).changed
    assert show(workspace, BAKERS).entry == captured
    assert not correct(workspace, BAKERS, Said(undone=("byline",))).changed
    correct(workspace, BAKERS, Said(byline=("Nobody",)))
    assert show(workspace, BAKERS).entry.byline == ("Nobody",)
    lines = (workspace.archive / FLOOD_BLOG / "corrections.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == 4
    assert '"undone": ["byline", "note"]' in lines[1]
    assert verify(workspace).findings == ()


def test_a_fact_can_be_taken_back_and_said_anew_at_once(workspace: Workspace) -> None:
    give(workspace, FLOOD, "flood.txt")
    correct(workspace, BAKERS, Said(tags=("bred",)))
    correct(workspace, BAKERS, Said(undone=("tag",), tags=("bread",)))
    assert show(workspace, BAKERS).entry.tags == ("bread",)


def test_nobody_and_what_no_entry_has_are_refused(workspace: Workspace) -> None:
    give(workspace, FLOOD, "flood.txt")
    with pytest.raises(Usage, match="--undo byline"):
        correct(workspace, BAKERS, Said(byline=(" ",)))
    with pytest.raises(Usage, match="known are headline, byline"):
        correct(workspace, BAKERS, Said(undone=("name",)))
