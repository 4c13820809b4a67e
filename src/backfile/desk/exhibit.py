"""How is an entry shown to an editor or a court? With all that stands behind it, in one file, or in a bag."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from backfile import disk
from backfile.archive.held import read_held_reading
from backfile.archive.history import read_wordings
from backfile.desk.acts.decided import check_heard
from backfile.desk.export import put_capture, put_entries
from backfile.desk.export_forms.bag import Bag
from backfile.desk.export_forms.lines import captures_of, json_line
from backfile.desk.export_forms.seen import read_seen
from backfile.desk.intake.reading import erased_on, held_bytes
from backfile.desk.removal.withheld import Withheld
from backfile.desk.show import Shown, show
from backfile.errors import Usage
from backfile.model.capture import Capture, Digest
from backfile.model.permalink import Permalink
from backfile.seeds.shelf.names import SIDECAR
from backfile.seeds.shelf.sidecar import read_sidecar
from backfile.site.exhibit import Exhibited, render_exhibit
from backfile.site.times import Clock
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import read_settings

MOST_EMBEDDED = 8 << 20
"""Bytes of captures that an exhibit holds: more makes a file of twelve million letters, which browsers open slowly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An exhibit was made: of which entry, and what a person should know of it; `damaged` captures are not as they were
    taken in."""

    permalink: Permalink
    out: Path
    notes: tuple[str, ...]
    damaged: bool


def exhibit(workspace: Workspace, reference: str, out: Path, *, bag: bool = False, force: bool = False) -> Made:
    """Write the exhibit of the entry that is named as for `show` to `out`: a file, or with `bag` a folder (RFC 8493)
    that holds the original captures too.

    Raises Usage where `out` is a file or folder that would be overwritten; with `force` a file is.
    """
    shown = show(workspace, reference, withheld=False)
    check_heard(workspace, shown.coverage.slug)
    withheld = Withheld(workspace)
    captures = list(_captures(workspace, shown, withheld))
    clock = Clock.of(read_settings(workspace.root).zone)
    wordings = read_wordings(shown.coverage, shown.entry)
    page = render_exhibit(shown.coverage, shown.entry, wordings, captures, clock, shown.stated)
    if bag:
        _write_bag(workspace, shown, page, out, withheld)
    else:
        if out.is_dir() or (out.exists() and not force):
            raise Usage(out, "is there already", "name a file that is new")
        disk.write(out, page)
    notes = tuple(f"{each.reading.capture.name}: {each.without}" for each in captures if each.without)
    damaged = any(each.data is None and each.without == _CHANGED for each in captures)
    return Made(permalink=shown.permalink, out=out, notes=notes, damaged=damaged)


_CHANGED = "its bytes are not in seeds/ as they were taken in"
_HIDING = "it shows what is withheld, too, so its bytes and the text around these words are left out"


def _captures(workspace: Workspace, shown: Shown, withheld: Withheld) -> Iterator[Exhibited]:
    """The captures that show any wording of the entry, with their bytes as far as they fit."""
    room = MOST_EMBEDDED
    for capture in captures_of(shown.coverage, shown.entry):
        reading = read_held_reading(workspace.archive, shown.coverage.slug, capture.digest)
        exhibited = Exhibited(reading=reading, data=None, within=_digest_around(workspace, capture))
        if withheld.is_shown_in(capture):
            yield replace(exhibited, without=_HIDING, alone=True)
            continue
        data = held_bytes(workspace.seeds, capture)
        if data is None:
            erased = erased_on(workspace.seeds, capture)
            yield replace(exhibited, without=f"its bytes were erased on {erased}" if erased else _CHANGED)
        elif len(data) > room:
            told = f"{len(data):,} bytes, and an exhibit holds {MOST_EMBEDDED >> 20} MB in all; --bag packs them"
            yield replace(exhibited, without=told)
        else:
            room -= len(data)
            yield replace(exhibited, data=data)


def _digest_around(workspace: Workspace, capture: Capture) -> Digest | None:
    """The digest of the file of many that holds a capture, as its sidecar has it."""
    sidecar = workspace.seeds / (capture.file + SIDECAR)
    if "#" not in capture.place or not sidecar.is_file():
        return None
    return read_sidecar(sidecar, workspace.seeds).capture.digest


def _write_bag(workspace: Workspace, shown: Shown, page: str, out: Path, withheld: Withheld) -> None:
    coverage, entry = shown.coverage, shown.entry
    with Bag(out, {"Bag-Software-Agent": "Backfile", "External-Identifier": shown.permalink}) as bag:
        bag.put("exhibit.html", page)
        seen = read_seen(workspace.archive, coverage).get(entry.slug, ())
        bag.put("entry.jsonl", json_line(coverage, entry, shown.wording, seen))
        put_entries(bag, workspace, replace(coverage, entries=(entry,)))
        for capture in captures_of(coverage, entry):
            if not withheld.is_shown_in(capture):
                put_capture(bag, workspace, coverage, capture)
