"""Is what people decide kept apart from what was captured, marked wherever it shows, and undone by another decision?"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest

from backfile.desk.build import build
from backfile.desk.correct import Said, accept, correct
from backfile.desk.find import search
from backfile.desk.holdings import list_entries
from backfile.desk.reread import reread
from backfile.desk.show import show
from backfile.desk.verify import verify
from backfile.errors import NotFound, Usage
from backfile.model.time import Basis
from backfile.workspace.folders import Workspace
from tests.desk.pastes import BAKERS, DIVERS, FLOOD, FLOOD_BLOG, FLOOD_LATER, give

NOW = datetime(2024, 5, 2, 10, 30, tzinfo=UTC)

ADDRESS = "https://news.example/live/flood"

ENTRY = {
    "@type": "BlogPosting",
    "@id": f"{ADDRESS}#post-8100002",
    "url": f"{ADDRESS}#post-8100002",
    "headline": "Bakers hand out bread at the café",
    "author": {"@type": "Person", "name": "Ann Poe"},
    "keywords": ["flood", "quay"],
    "datePublished": "2022-03-11T12:00:00Z",
    "articleBody": "The bakers from the upper town have handed out bread to all of the people all day.",
}
DATA = {"@type": "LiveBlogPosting", "headline": "River Orre: live", "url": ADDRESS, "liveBlogUpdate": [ENTRY]}
PAGE = (
    '<html lang="en"><head><title>River Orre: live</title>'
    f'<script type="application/ld+json">{json.dumps(DATA)}</script></head><body><h1>River Orre: live</h1>'
    f'<article id="post-8100002"><h2>{ENTRY["headline"]}</h2><p>{ENTRY["articleBody"]}</p></article></body></html>'
)
"""One entry of which all facts are given."""


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


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("headline", "null"),
        ("byline", "[]"),
        ("published", "null"),
        ("tags", "[]"),
        ("tags", '["bread", "quay"]'),
        ("withdrawn", '"deleted"'),
        ("language", '"de"'),
        ("anchor", '"post-1"'),
    ],
)
def test_what_no_correction_can_say_is_refused_and_the_file_stays_as_it_is(
    workspace: Workspace, name: str, said: str
) -> None:
    give(workspace, PAGE, "flood.html", captured="2022-03-12")
    (row,) = list_entries(workspace)[0]
    path = workspace.archive / f"{row.permalink}.md"
    captured = re.search(rf"(?m)^{name}: (.*)$", path.read_text())
    assert captured is not None and captured[1] not in (said, "null" if name != "withdrawn" else "")
    path.write_text(path.read_text().replace(captured[0], f"{name}: {said}"))
    before = path.read_bytes()
    with pytest.raises(Usage) as refused:
        accept(workspace, row.permalink)
    assert captured[0] in str(refused.value), "what it was stands in the mend"
    assert path.read_bytes() == before
    assert not (path.parent / "corrections.jsonl").exists()
    path.write_text(path.read_text().replace(f"{name}: {said}", captured[0]).replace("all day", "all night"))
    assert accept(workspace, row.permalink).changed


def test_tags_are_added_to_the_publishers_by_hand(workspace: Workspace) -> None:
    give(workspace, PAGE, "flood.html", captured="2022-03-12")
    (row,) = list_entries(workspace)[0]
    path = workspace.archive / f"{row.permalink}.md"
    path.write_text(path.read_text().replace('tags: ["flood"', 'tags: ["bread", "flood"'))
    assert accept(workspace, row.permalink).changed
    assert set(show(workspace, row.permalink).entry.tags) == {"bread", "flood", "quay"}


def test_words_that_were_taken_away_as_a_whole_are_shown_as_none(flooded: Workspace) -> None:
    path = flooded.archive / f"{BAKERS}.md"
    head, _, _ = path.read_text().rpartition("\n---\n")
    path.write_text(f"{head}\n---\n")
    assert accept(flooded, BAKERS).changed
    assert show(flooded, BAKERS).entry.body == ""


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


def test_the_log_holds_what_was_decided(flooded: Workspace) -> None:
    correct(flooded, BAKERS, Said(tags=("bread",)), now=NOW)
    line = json.loads((flooded.seeds / "log.jsonl").read_text().splitlines()[-1])
    assert (line["command"], line["of"]["decision"]["tags"]) == ("correct", ["bread"])


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
