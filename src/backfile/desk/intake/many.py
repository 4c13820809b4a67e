"""How does a file of many captures get in? The file to seeds/ as a whole, what is read in each of them to archive/.

Its sidecar lists its captures once all of them are in; until then every writing command goes through it again.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import IO

from backfile.archive.reading_file import short
from backfile.desk.intake.erased import refuse_bytes, refuse_page
from backfile.desk.intake.held import describe_held
from backfile.desk.intake.reading import capture_of_many, read_many
from backfile.desk.intake.shelf import Shelf, with_version
from backfile.desk.intake.stating import Stated
from backfile.desk.intake.storing import store
from backfile.desk.intake.taken import SET_ASIDE, Taken, describe_record
from backfile.errors import BadCapture
from backfile.model.capture import Capture, Digest
from backfile.model.observation import Reading
from backfile.model.time import Time
from backfile.seeds.shelf.shelf import shelve_file
from backfile.seeds.shelf.sidecar import Shelved
from backfile.workspace.catalogue import note_stale


def take_many(
    shelf: Shelf, file: IO[bytes], format: str, wanted: str, stated: Stated, captured: Time | None, path: Path | None
) -> list[Taken]:
    """Take in a file of many: a row for each capture in it that holds a live blog. Raises BadCapture when it is
    refused, also for one capture in it that was erased or shows what was: the whole file would be kept with it."""
    capture = capture_of_many(file, format, wanted, stated, captured)
    held = shelf.find(capture.digest)
    if held is not None:
        return [describe_held(shelf, wanted, held, stated, captured)]
    refuse_bytes(shelf.tombstones, wanted, capture.digest)
    for each in read_many(file, capture) if shelf.tombstones else ():
        if isinstance(each, Reading):
            refuse_bytes(shelf.tombstones, each.capture.name, each.capture.digest)
            refuse_page(shelf.tombstones, each.capture.name, each)
    capture = replace(capture, name=shelf.choose_name(wanted, capture.digest, path))
    shelved = Shelved(capture=capture)
    shelf.put(shelved)
    note_stale(shelf.workspace, "index")
    shelve_file(shelf.workspace.seeds, shelved, file)
    shelf.note_kept(capture)
    return store_many(shelf, capture, file)


def store_many(shelf: Shelf, capture: Capture, file: IO[bytes]) -> list[Taken]:
    """Store what is read in a file of many that is kept."""
    rows: list[Taken] = []
    records: list[Digest] = []
    is_whole = True
    for found in read_many(file, capture, shelf.log.time):
        if isinstance(found, BadCapture):
            rows.append(describe_record(found))
        else:
            rows.append(store(shelf, found.capture, found))
            records.append(found.capture.sha256)
            is_whole &= rows[-1].state != SET_ASIDE
    set_aside = None if records else with_version(rows[0].notes[0].removeprefix(f"{capture.name}: "))
    if is_whole and all(short(record) in shelf.homes for record in records):  # else the next command goes on
        shelf.rewrite(Shelved(capture=capture, set_aside=set_aside, records=tuple(dict.fromkeys(records)) or None))
    return rows
