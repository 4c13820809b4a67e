"""What somebody changed in archive/ passes neither for a capture nor for the publisher, and hides nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from backfile.desk.build import build
from backfile.desk.exhibit import exhibit
from backfile.desk.find import search
from backfile.desk.show import show, sources
from backfile.errors import Damage, Status
from backfile.workspace.folders import Workspace
from tests.desk.pastes import BAKERS, DIVERS, FLOOD, FLOOD_BLOG, FLOOD_LATER, MATCH, give, write

ADDRESS = "https://news.example/flood"


@pytest.fixture
def held(workspace: Workspace) -> Workspace:
    give(workspace, FLOOD, "one.txt", url=ADDRESS, captured="2022-03-10")
    give(workspace, FLOOD_LATER, "two.txt", url=ADDRESS, captured="2022-03-11")
    return workspace


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    write(path, text.replace(old, new))


def change_texts(workspace: Workspace) -> Path:
    texts = sorted(workspace.archive.glob("*/captures/*/text.txt"))
    for path in texts:
        change(path, "handed out bread", "handed out bribe")  # as long, so that every place stays
    return texts[0]


# what was read in a capture


def test_a_changed_text_is_not_shown_under_the_digest_of_its_capture(held: Workspace) -> None:
    (source,) = sources(held, show(held, BAKERS))
    assert "handed out bread" in source.text
    change_texts(held)
    with pytest.raises(Damage) as raised:
        sources(held, show(held, BAKERS))
    assert raised.value.status == Status.DAMAGE
    assert raised.value.place.endswith("text.txt")
    assert (raised.value.fault, raised.value.mend) == (
        "holds other bytes than were written",
        "restore it from a backup",
    )
    with pytest.raises(Damage, match=r"text\.txt"):
        exhibit(held, BAKERS, held.root / "exhibit.html")


def test_a_changed_account_is_not_shown_either(held: Workspace) -> None:
    for path in held.archive.glob("*/captures/*/text.ledger.json"):
        write(path, path.read_text("utf-8") + "\n")
    with pytest.raises(Damage, match=r"text\.ledger\.json"):
        sources(held, show(held, BAKERS))


def test_a_changed_text_does_not_get_onto_the_site(held: Workspace) -> None:
    build(held)
    page = held.site / f"{BAKERS}.html"
    assert "What stands there" in page.read_text("utf-8")
    change_texts(held)
    built = build(held)
    assert any("text.txt" in fault.place for fault in built.faults)
    assert not [path for path in held.site.rglob("*") if path.is_file() and b"bribe" in path.read_bytes()]
    assert "They will be back tomorrow" in page.read_text("utf-8")


# older words


def test_a_changed_older_wording_is_told_by_its_file_and_takes_no_entry_away(held: Workspace) -> None:
    path = held.archive / FLOOD_BLOG / "revisions" / f"{BAKERS.partition('/')[2]}.1.md"
    change(path, "all morning", "all evening")
    built = build(held)
    assert [fault.place for fault in built.faults] == [str(path)]
    assert {fault.mend for fault in built.faults} == {"undo the change"}
    assert "with soup for volunteers" in (held.site / f"{BAKERS}.html").read_text("utf-8")
    assert [hit.permalink for hit in search(held, "soup volunteers").results.hits] == [BAKERS]
    pages = [file.read_text("utf-8") for file in held.site.rglob("*.html")]
    assert not any("all evening" in page for page in pages)
    assert any("all morning" in page for page in pages)  # as its capture shows it


def test_what_is_wrong_with_an_entry_is_told_of_it_and_keeps_no_other_from_being_shown(held: Workspace) -> None:
    path = held.archive / FLOOD_BLOG / "revisions" / f"{BAKERS.partition('/')[2]}.1.md"
    change(path, "all morning", "all evening")
    with pytest.raises(Damage, match=r"\.1\.md: holds other words than were captured; undo the change"):
        show(held, BAKERS)
    assert show(held, DIVERS).entry.headline == "Divers find the missing ferry bell"
    change(path, "all evening", "all morning")
    write(held.archive / f"{BAKERS}.md", "nothing")
    with pytest.raises(Damage, match=r"\.md: has no head"):
        show(held, BAKERS)
    assert show(held, DIVERS, withheld=False).permalink == DIVERS


# the index


def test_a_search_says_that_somebody_wrote_to_the_archive_since(held: Workspace) -> None:
    assert search(held, "bakers").notes == ()
    path = held.archive / f"{BAKERS}.md"
    before = path.stat()
    change(path, "tomorrow", "on Monday")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 60_000_000_000))
    (note,) = search(held, "bakers").notes
    assert note.startswith(f"archive/{FLOOD_BLOG} is not as the index holds it; backfile build brings it up to date")
    build(held, only="index")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    build(held, only="index")
    assert search(held, "bakers").notes == ()


def test_a_file_that_came_or_went_is_noticed_whatever_was_found(held: Workspace) -> None:
    give(held, MATCH, "match.txt")
    assert search(held, "penalty").notes == ()
    folder = held.archive / FLOOD_BLOG
    (folder / "revisions" / "note.txt").write_text("a note", encoding="utf-8")
    (folder / "own.txt").write_text("a note", encoding="utf-8")
    made = (held.index / "catalogue.json").stat().st_mtime_ns
    os.utime(folder, ns=(made + 60_000_000_000,) * 2)
    assert len(search(held, "penalty").notes) == 1
