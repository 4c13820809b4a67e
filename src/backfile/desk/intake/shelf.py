"""What do seeds/ and archive/ hold of captures while others are taken in? Read once, and kept true."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from backfile import __version__
from backfile.archive.held import captures_of_bytes, held_captures
from backfile.archive.reading_file import short
from backfile.desk.acts.logbook import Logbook
from backfile.desk.intake.erased import all_tombstones
from backfile.desk.intake.leftovers import clear
from backfile.errors import BadCapture
from backfile.model.capture import Capture, Digest
from backfile.seeds.shelf.names import SIDECAR, choose_name, find_captures, is_no_capture
from backfile.seeds.shelf.shelf import read_listed, read_shelf, write_list
from backfile.seeds.shelf.sidecar import Shelved, read_sidecar, write_sidecar
from backfile.text.slug import Slug
from backfile.workspace.catalogue import made_from
from backfile.workspace.folders import Workspace

_BY_US = f"(Backfile {__version__})"


def read_shelved(workspace: Workspace) -> dict[Digest, Shelved]:
    """What is kept in seeds/, by digest."""
    return {each.capture.digest: each for each in read_shelf(workspace.seeds)}


def with_version(fault: object) -> str:
    """Why a capture is set aside, with the version that could not read it."""
    return f"{fault} {_BY_US}"


def is_of_this_version(shelved: Shelved) -> bool:
    """Did this version set it aside? Then it would do so again; `reread` asks all the same."""
    return bool(shelved.set_aside) and str(shelved.set_aside).endswith(_BY_US)


class Shelf:
    """Captures in seeds/ and archive/ while some are taken in. The caller holds the lock, and closes it at the end.

    `homes` are the live blogs by the first digits of the digests of their captures, `touched` those written to.
    `stopped`: the last command was, before it was done. `notes` are what a person should know that is of no capture.
    """

    def __init__(self, workspace: Workspace, log: Logbook) -> None:
        self.workspace = workspace
        self.log = log
        self.stopped = made_from(workspace, "index") is None
        if self.stopped:
            clear(workspace)
        self.tombstones = all_tombstones(workspace.seeds)
        self.homes = held_captures(workspace.archive)
        self.touched: set[Slug] = set()
        self.notes: list[str] = []
        self._names: dict[str, Digest] = {}
        self._shelved: dict[Digest, Shelved] = {}
        listed = None if self.stopped else read_listed(workspace.seeds)
        if listed is None:
            for each in read_shelf(workspace.seeds):
                self.put(each)
        else:  # of captures that are in the archive the list says enough
            self._names = listed
            for name, its_digest in listed.items():
                if short(its_digest) not in self.homes:
                    self._shelved[its_digest] = read_sidecar(workspace.seeds / (name + SIDECAR), workspace.seeds)

    @property
    def shelved(self) -> Mapping[Digest, Shelved]:
        """What is kept and was not read, and what was asked for, by digest."""
        return self._shelved

    def put(self, shelved: Shelved) -> None:
        """Know of a capture, before its bytes or its sidecar are written."""
        self._shelved[shelved.capture.digest] = shelved
        self._names[shelved.capture.name] = shelved.capture.digest

    def rewrite(self, shelved: Shelved) -> None:
        """Say of a capture that stands in seeds/ what is known of it now."""
        self.put(shelved)
        write_sidecar(self.workspace.seeds, shelved)

    def find(self, its_digest: Digest) -> Shelved | None:
        """The capture in seeds/ with these bytes; captures in a file of many are none."""
        if its_digest not in self._shelved:
            name = next((name for name, held in self._names.items() if held == its_digest), None)
            if name is not None:
                seeds = self.workspace.seeds
                self._shelved[its_digest] = read_sidecar(seeds / (name + SIDECAR), seeds)
        return self._shelved.get(its_digest)

    def is_file(self, name: str) -> bool:
        """Has a file of this name a sidecar? One of many in a file has none of its own."""
        return name in self._names

    def dropped(self) -> list[Path]:
        """The files in seeds/ that have no sidecar: somebody put them there by hand."""
        return list(find_captures(self.workspace.seeds, besides=self._names))

    def choose_name(self, wanted: str, its_digest: Digest, path: Path | None) -> str:
        """Where it stands, when that is in seeds/ already; else a free name like the wanted one."""
        seeds = self.workspace.seeds
        if path is None or not path.resolve().is_relative_to(seeds.resolve()):
            return choose_name(wanted, its_digest, seeds)
        name = path.resolve().relative_to(seeds.resolve()).as_posix()
        if is_no_capture(Path(name).name):
            raise BadCapture(wanted, "stands in seeds/ and is no capture", "name the captures beside it")
        return name

    def in_archive(self, sha256: Digest) -> list[tuple[Slug, Capture]]:
        """The captures of these bytes that archive/ holds, with their live blogs. Raises Damage."""
        if short(sha256) not in self.homes and not self.stopped:  # the first one is known by it
            return []
        homes = {name: [liveblog] for name, liveblog in self.homes.items()}
        return captures_of_bytes(self.workspace.archive, {sha256}, homes)

    def came_home(self, its_digest: Digest, liveblog: Slug) -> None:
        """Know that archive/ holds a capture in this live blog, which was written to."""
        self.homes[short(its_digest)] = liveblog
        self.touched.add(liveblog)

    def note_kept(self, capture: Capture) -> None:
        """Write in the log that the bytes of a capture are kept, and not read yet."""
        self.log.note_captures({capture.name: capture.digest})

    def close(self) -> set[Slug] | None:
        """Write the manifest; gives the live blogs that were written to, or None where nobody knows which were."""
        write_list(self.workspace.seeds, self._names)
        return None if self.stopped else self.touched
