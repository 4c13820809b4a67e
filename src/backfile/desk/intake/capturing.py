"""How does one capture get in? Its bytes to seeds/, what a reader finds in it to archive/.

The sidecar's rename puts a capture in; what a stopped command did not finish after it, the next writer does.
"""

from __future__ import annotations

from pathlib import Path

from backfile.desk.intake.erased import refuse_bytes, refuse_page
from backfile.desk.intake.held import take_again
from backfile.desk.intake.many import take_many
from backfile.desk.intake.reading import many_in, open_source, read_bytes, read_file
from backfile.desk.intake.shelf import Shelf, with_version
from backfile.desk.intake.stating import Stated
from backfile.desk.intake.storing import store
from backfile.desk.intake.taken import Taken
from backfile.errors import BadCapture
from backfile.model.capture import digest
from backfile.model.time import Time
from backfile.seeds.shelf.shelf import shelve
from backfile.seeds.shelf.sidecar import Shelved
from backfile.workspace.catalogue import note_stale


def take(
    shelf: Shelf, wanted: str, stated: Stated, captured: Time | None, *, path: Path | None = None, data: bytes = b""
) -> list[Taken]:
    """Take in a file under a name like `wanted`, or where it stands when `path` lies in seeds/ already; or bytes that
    came another way.

    It is one capture, or a file of many, which is read piece by piece and has a row for each capture in it that holds
    a live blog. Raises BadCapture when it is refused.
    """
    with open_source(path, data) as file:
        format = many_in(file, stated)
        if format is not None:
            return take_many(shelf, file, format, wanted, stated, captured, path)
    return [_take_one(shelf, data if path is None else read_file(path), wanted, stated, captured, path)]


def _take_one(
    shelf: Shelf, data: bytes, wanted: str, stated: Stated, captured: Time | None, path: Path | None
) -> Taken:
    held = shelf.find(digest(data))
    if held is not None:
        return take_again(shelf, data, wanted, held, stated, captured)
    name = shelf.choose_name(wanted, digest(data), path)
    capture, found = read_bytes(data, name, stated, captured, shelf.log.time)
    refuse_bytes(shelf.tombstones, wanted, capture.digest)
    if isinstance(found, BadCapture):
        shelved = Shelved(capture=capture, set_aside=with_version(found.fault))
    else:
        refuse_page(shelf.tombstones, wanted, found)
        shelved = Shelved(capture=capture)
    shelf.put(shelved)
    note_stale(shelf.workspace, "index")
    shelve(shelf.workspace.seeds, shelved, data)
    if shelved.set_aside:
        shelf.note_kept(capture)
    return store(shelf, capture, found)


def wanted_name(path: Path, base: Path | None = None) -> str:
    """The name a file would like to have below seeds/: its path below `base`, or its own name."""
    return path.relative_to(base).as_posix() if base else path.name
