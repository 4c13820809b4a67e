"""How does what was read in a capture come into archive/? At its place among captures of the same bytes."""

from __future__ import annotations

from dataclasses import replace

from backfile.desk.intake.again import as_later, store_among
from backfile.desk.intake.erased import refuse_bytes, refuse_page
from backfile.desk.intake.shelf import Shelf
from backfile.desk.intake.taken import (
    REFUSED,
    SET_ASIDE,
    Taken,
    describe,
    held_already,
    tell_again,
    tell_new,
)
from backfile.desk.removal.beside import as_told
from backfile.errors import BadCapture, Damage
from backfile.model.again import find_place
from backfile.model.capture import Capture
from backfile.model.observation import Reading
from backfile.workspace.catalogue import note_stale


def store(shelf: Shelf, capture: Capture, found: Reading | BadCapture) -> Taken:
    """Store what was read in a capture that is kept, if anything was; SET_ASIDE where its live blog is damaged: once
    that is mended, the next command reads it."""
    if isinstance(found, BadCapture):
        return describe(capture, found)
    archive, seeds = shelf.workspace.archive, shelf.workspace.seeds
    try:
        refuse_bytes(shelf.tombstones, capture.name, capture.digest)
        refuse_page(shelf.tombstones, capture.name, found)
    except BadCapture as fault:
        return Taken(name=capture.name, state=REFUSED, notes=(str(fault),))
    found = as_told(seeds, found)
    try:
        others = shelf.in_archive(capture.sha256)
        captures = [each for _, each in others]
        place = find_place(found.capture, captures, is_file=shelf.is_file(capture.name))
        if place.held is not None:
            return held_already(capture.name, place.held)
        note_stale(shelf.workspace, "index")
        announce = shelf.log.announcing({place.capture.name: capture.sha256})
        stored = store_among(archive, found, place, others, announce)
    except Damage as fault:
        return Taken(name=capture.name, state=SET_ASIDE, notes=(f"{capture.name}: kept, but not read: {fault}",))
    if place.giving_way:
        home = next(home for home, each in others if each.digest == place.giving_way.digest)
        shelf.came_home(as_later(place.giving_way).digest, home)
    shelf.came_home(place.capture.digest, stored.coverage.slug)
    shelved = shelf.shelved.get(capture.digest)  # one of many in a file has no sidecar of its own
    if shelved is not None and shelved.set_aside:
        shelf.rewrite(replace(shelved, set_aside=None))
    row = describe(place.capture, found, stored)
    again = tell_again(found.capture, captures)
    return replace(row, notes=(*row.notes, *again, *tell_new(archive, found, stored)))
