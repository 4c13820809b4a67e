"""What becomes of bytes that are held already? A capture of its own if they were captured again, certainly; else
nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from backfile.archive.reading_file import short
from backfile.desk.intake.reading import read_again
from backfile.desk.intake.shelf import Shelf
from backfile.desk.intake.stating import Stated
from backfile.desk.intake.storing import store
from backfile.desk.intake.taken import SET_ASIDE, Taken, held_already, not_taken
from backfile.model.again import are_apart
from backfile.model.observation import Reading
from backfile.model.time import Time
from backfile.seeds.shelf.sidecar import Shelved, with_captures
from backfile.workspace.catalogue import note_stale


def take_again(
    shelf: Shelf, data: bytes, wanted: str, shelved: Shelved, stated: Stated, captured: Time | None
) -> Taken:
    """Take in bytes that are held as captured at another time, if they certainly were: not where the time of before
    is not known, or where they record one themselves."""
    said = {"address": stated.url, "publisher": stated.publisher, "zone": stated.zone, "liveblog": stated.liveblog}
    given: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
    capture = replace(shelved.capture, captured=captured, **given)
    is_another = not shelved.set_aside and all(are_apart(capture, each) for each in shelved.captures)
    found = read_again(data, capture) if is_another else None
    if not isinstance(found, Reading) or found.capture.recorded is not None:
        return describe_held(shelf, wanted, shelved, stated, captured)
    note_stale(shelf.workspace, "index")
    shelf.rewrite(with_captures(shelved, (*shelved.captures, capture)))
    return store(shelf, capture, found)


def describe_held(shelf: Shelf, name: str, shelved: Shelved, stated: Stated, captured: Time | None) -> Taken:
    """The line of the table for bytes that are held; what is said of them now is not taken, and that is told."""
    same = (each for each in shelved.known if captured and not are_apart(each, replace(each, captured=captured)))
    held = next(same, shelved.capture)
    row = held_already(name, held)
    if shelved.set_aside:
        told = f"{name}: the same bytes are held as {held.name}, and were set aside: {shelved.set_aside}"
        row = replace(row, state=SET_ASIDE, notes=(told,))
    home = shelf.homes.get(short(held.digest))
    return replace(row, notes=(*row.notes, *not_taken(held, stated, captured, home)))
