"""How does the archive leave for other programs? As JSON Lines, CSV, Markdown, or a bag with the original captures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from backfile import disk
from backfile.archive.corrections import CORRECTIONS, dump_decisions, read_decisions
from backfile.archive.entry_file import dump_entry
from backfile.archive.reading_file import CAPTURES, short
from backfile.desk.choosing.chosen import Chosen, Picked
from backfile.desk.export_forms.bag import Bag
from backfile.desk.export_forms.lines import (
    COLUMNS,
    captures_of,
    json_line,
    markdown_of_entry,
    markdown_of_liveblog,
    table_row,
)
from backfile.desk.export_forms.seen import read_seen
from backfile.desk.intake.reading import erased_on, held_bytes
from backfile.desk.removal.withheld import Withheld
from backfile.errors import Usage
from backfile.model.capture import Capture, digest
from backfile.model.entry import Coverage
from backfile.model.progress import Progress, silent
from backfile.seeds.shelf.names import SIDECAR
from backfile.text.spreadsheet import row
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import read_settings

FORMATS = ("jsonl", "csv", "markdown", "bagit")
ENDINGS = {".jsonl": "jsonl", ".csv": "csv", ".md": "markdown"}
"""What the name of a file says of the format that is wanted."""


def export(
    chosen: Chosen,
    format: str,
    out: Path | None,
    write: Callable[[str], object],
    *,
    progress: Progress = silent,
) -> int:
    """Write the chosen entries to `out`, or without it piece by piece to `write`; gives how many there were.

    A file is written aside and renamed. Markdown becomes a folder with a file an entry, or one document where `out` is
    a file's name; a bag always is a folder. A folder must be new or empty: else Usage is raised, and nothing written.
    """
    counted = _Counted(chosen, progress)
    if format == "bagit":
        if out is None:
            raise Usage("--out", "is missing: a bag is a folder", "say where it is to be: --out FOLDER")
        _write_bag(counted, out)
    elif out is None:
        for piece in _pieces(counted, format):
            write(piece)
    elif format == "markdown" and not out.suffix:
        _write_folder(counted, out)
    else:
        disk.write_pieces(out, (piece.encode("utf-8") for piece in _pieces(counted, format)))
    return counted.count


class _Counted:
    """The chosen live blogs, and how many entries of them have passed by."""

    def __init__(self, chosen: Chosen, progress: Progress) -> None:
        self.count = 0
        self.chosen, self._progress = chosen, progress

    def __iter__(self) -> Iterator[Picked]:
        for picked in self.chosen.picked(self._progress):
            self.count += len(picked.coverage.entries)
            yield picked


def _pieces(chosen: _Counted, format: str) -> Iterator[str]:
    if format == "csv":
        yield row(COLUMNS)
    for number, picked in enumerate(chosen):
        coverage = picked.coverage
        if format == "markdown":
            yield "\n" if number else ""
            yield from markdown_of_liveblog(coverage, picked.wordings)
        elif format == "csv":
            yield from (table_row(coverage, entry, picked.wordings[entry.slug]) for entry in coverage.entries)
        else:
            yield from _lines(chosen.chosen.workspace, picked)


def _lines(workspace: Workspace, picked: Picked) -> Iterator[str]:
    seen = read_seen(workspace.archive, picked.coverage)
    for entry in picked.coverage.entries:
        yield json_line(picked.coverage, entry, picked.wordings[entry.slug], seen.get(entry.slug, ()))


def _write_folder(chosen: _Counted, out: Path) -> None:
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Usage(out, "is there already", "name a folder that is new or empty")
    with disk.batch():
        for picked in chosen:
            for entry in picked.coverage.entries:
                path = out / picked.coverage.slug / f"{entry.slug}.md"
                disk.write(path, markdown_of_entry(picked.coverage, entry, picked.wordings[entry.slug]))


def _write_bag(chosen: _Counted, out: Path) -> None:
    """The entries as `archive/` has them, the texts and accounts of their captures, and the captures' own bytes: but of
    captures that show what is withheld, for these cannot be handed over in part."""
    workspace = chosen.chosen.workspace
    title = read_settings(workspace.root).title
    withheld = Withheld(workspace)
    held_back: set[str] = set()
    missing: set[str] = set()
    erased: set[str] = set()
    with Bag(out, {"Bag-Software-Agent": "Backfile", "External-Description": f"Entries of {title}"}) as bag:

        def lines() -> Iterator[bytes]:
            for picked in chosen:
                coverage = picked.coverage
                put_entries(bag, workspace, coverage)
                for capture in {each: None for entry in coverage.entries for each in captures_of(coverage, entry)}:
                    if withheld.is_shown_in(capture):
                        held_back.add(capture.file)
                    elif not put_capture(bag, workspace, coverage, capture):
                        (erased if erased_on(workspace.seeds, capture) else missing).add(capture.name)
                yield from (line.encode("utf-8") for line in _lines(workspace, picked))

        bag.put_pieces("entries.jsonl", lines())
    chosen.chosen.held_back += sorted(held_back)
    chosen.chosen.missing += sorted(missing)
    chosen.chosen.erased += sorted(erased)


def put_entries(bag: Bag, workspace: Workspace, coverage: Coverage) -> None:
    """Put entries into a bag as `archive/` has them: what was captured with what somebody altered, and, apart from it,
    what people decided of them."""
    for entry in coverage.entries:
        for name, text in dump_entry(coverage.slug, replace(entry.as_captured, altered=entry.altered)).items():
            bag.put(f"archive/{coverage.slug}/{name}", text)
    aliases, slugs = dict(coverage.aliases), {entry.slug for entry in coverage.entries}
    decisions = [
        decision
        for decision in read_decisions(workspace.archive / coverage.slug)
        if decision.entry and aliases.get(decision.entry, decision.entry) in slugs and not decision.is_of_withholding
    ]
    if decisions:
        bag.put(f"archive/{coverage.slug}/{CORRECTIONS}", dump_decisions(decisions))


def put_capture(bag: Bag, workspace: Workspace, coverage: Coverage, capture: Capture) -> bool:
    """Put what is held of a capture into a bag: its bytes with what is known of them, its texts and their accounts.

    False where its bytes are gone, or not those that were taken in: a file of one capture is left out then.
    """
    below = f"{coverage.slug}/{CAPTURES}/{short(capture.digest)}"
    for path in disk.walk(workspace.archive / below):
        bag.put(f"archive/{below}/{path.name}", disk.read_bytes(path))
    name = capture.file
    # The library that most bags are checked with reads no percent sign in a name; the sidecar tells the name it had.
    shown = f"{digest(name)[:8]}-{name.replace('%', '_')}" if "%" in name else name
    is_held = held_bytes(workspace.seeds, capture) is not None
    for ending in ("", SIDECAR):
        path = workspace.seeds / (name + ending)
        if path.is_file() and (is_held or ending or name != capture.place):
            with disk.opened(path) as file:
                bag.put_file(f"seeds/{shown}{ending}", file)
    return is_held
