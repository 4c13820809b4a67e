"""Are the captures in seeds/ as they came? Against their sidecars, and against the list of their digests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from backfile import disk
from backfile.errors import Damage
from backfile.model.capture import Digest
from backfile.model.finding import Finding
from backfile.seeds.shelf.marks import read_marks
from backfile.seeds.shelf.names import MANIFEST, MARKS, SIDECAR, digest_of_file, find_captures
from backfile.seeds.shelf.sidecar import Shelved, read_sidecar
from backfile.text.sums import parse_sums

_BACKUP = "restore it from a backup; it is never mended here"


def read_shelf_with_faults(seeds: Path) -> tuple[list[Shelved], list[Finding]]:
    """Every capture whose sidecar can be read, and what is wrong with the other sidecars."""
    shelf: list[Shelved] = []
    found: list[Finding] = []
    for path in disk.walk(seeds):
        if path.name.endswith(SIDECAR):
            try:
                shelf.append(read_sidecar(path, seeds))
            except Damage as fault:
                name = f"seeds/{path.relative_to(seeds).as_posix()}"
                found.append(Finding(code="unreadable", path=name, fault=fault.fault, mend=fault.mend))
    return shelf, found


def check_manifest(seeds: Path, shelf: Iterable[Shelved]) -> Iterator[Finding]:
    """The list of digests against the sidecars. One that a stopped command has not put there yet is no damage."""
    path = seeds / MANIFEST
    if not path.is_file():
        return
    try:
        listed = parse_sums(disk.read_bytes(path).decode("utf-8", "surrogateescape"))
    except ValueError as error:
        fault, mend = f"is no list of digests ({error})", "restore it from a backup, or let backfile build write it"
        yield Finding(code="manifest", path=f"seeds/{MANIFEST}", fault=fault, mend=mend)
        return
    known = {each.capture.name: each.capture.digest for each in shelf}
    for name in sorted(listed):
        if name not in known and not (seeds / (name + SIDECAR)).is_file():
            fault = "the list of digests names it, and there is no sidecar of it"
            yield Finding(code="missing", path=f"seeds/{name}{SIDECAR}", fault=fault, mend=_BACKUP)
        elif name in known and listed[name] != known[name]:
            fault = f"says sha256 {known[name]}, and the list of digests {listed[name]}"
            yield Finding(code="sidecar", path=f"seeds/{name}{SIDECAR}", fault=fault, mend=_BACKUP)


def check_marks(seeds: Path) -> Iterator[Finding]:
    """What people set in captures by hand: whether it is as it was written."""
    for path in disk.walk(seeds):
        if path.name.endswith(MARKS):
            name = path.relative_to(seeds).as_posix()
            try:
                read_marks(seeds, name.removesuffix(MARKS))
            except Damage as fault:
                yield Finding(code="unreadable", path=f"seeds/{name}", fault=fault.fault, mend=fault.mend)


def check_captures(seeds: Path, captures: Iterable[Shelved]) -> Iterator[Finding]:
    """The bytes of these captures against their sidecars; one that has another name is told so."""
    gone: list[Shelved] = []
    for each in captures:
        path = seeds / each.capture.name
        if not path.is_file():
            gone.append(each)
            continue
        found, size = digest_of_file(path), path.stat().st_size
        if found != each.capture.digest:
            cut = f"has {size:,} of {each.capture.size:,} bytes, " if size != each.capture.size else ""
            fault = f"{cut}holds other bytes than were given (sha256 {found}, not {each.capture.digest})"
            yield Finding(code="changed", path=f"seeds/{each.capture.name}", fault=fault, mend=_BACKUP)
    strangers = _strangers(seeds) if gone else {}
    for each in gone:
        twin, name = strangers.get(each.capture.digest), f"seeds/{each.capture.name}"
        if twin is None:
            yield Finding(code="missing", path=name, fault="is not there", mend="restore it from a backup")
        else:
            mend = "give it its name again, or rename its sidecar too and say the name in it"
            yield Finding(code="renamed", path=name, fault=f"stands there as {twin}", mend=mend)


def dropped(seeds: Path) -> list[str]:
    """The files that no command has taken in yet: somebody put them there."""
    return [
        path.relative_to(seeds).as_posix()
        for path in find_captures(seeds)
        if not path.with_name(path.name + SIDECAR).is_file()
    ]


def _strangers(seeds: Path) -> dict[Digest, str]:
    return {digest_of_file(seeds / name): name for name in reversed(dropped(seeds))}
