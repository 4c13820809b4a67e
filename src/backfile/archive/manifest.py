"""How does a live blog's folder go from one state to the next, so that no stop and no hand passes for the other?

`MANIFEST-sha256.txt` lists every file of the folder that is ours. Before any of them is touched the next list is
written as `MANIFEST-sha256.txt.next`; when all are, it takes the old one's place. So a file is always as the one list
says, or, while there are two, as the other. What no list says, somebody else has done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from backfile import disk
from backfile.archive.record import read_text
from backfile.errors import Damage
from backfile.model.capture import Digest, digest
from backfile.text.sums import dump_sums, parse_sums

MANIFEST = "MANIFEST-sha256.txt"
NEXT = f"{MANIFEST}.next"

Announce = Callable[[str, Digest], None]
"""Called with the folder's name and the digest of the next list once that stands, and before any file is touched."""


def unannounced(_: str, __: Digest) -> None:
    """Tell nobody."""


def commit(
    folder: Path,
    files: Mapping[str, bytes],
    kept: Callable[[], list[str]],
    sweep: Callable[[], None],
    announce: Announce = unannounced,
) -> None:
    """Make the folder hold these files, in their order, and those that are `kept`, whose names are asked for before.

    `sweep` removes what is none of both. The caller holds the lock.
    """
    held = read_manifest(folder)
    between = read_manifest(folder, NEXT)
    digests = {name: _kept_digest(folder / name, name, held, between) for name in kept() if name not in files}
    digests |= {name: digest(data) for name, data in files.items()}
    text = dump_sums(digests)
    changing = digests != held or bool(between)
    if changing:
        disk.write(folder / NEXT, text)
        announce(folder.name, digest(text))
    for name, data in files.items():
        disk.write(folder / name, data)
    sweep()
    if changing:
        disk.rename(folder / NEXT, folder / MANIFEST)


def is_listed(path: Path, folder: Path) -> bool:
    """Is it a file of the folder that a list names, or a list itself? What cannot be read names nothing."""
    name = path.relative_to(folder).as_posix()
    with suppress(Damage):
        return name in (MANIFEST, NEXT, *read_manifest(folder), *read_manifest(folder, NEXT))
    return name in (MANIFEST, NEXT)


def check_listed(folder: Path, names: Iterable[str]) -> None:
    """Raises Damage for a file of the folder that is not as its list says; of before there were lists none is known."""
    lists = [read_manifest(folder), read_manifest(folder, NEXT)]
    for name in names:
        right = {each[name] for each in lists if name in each}
        if right and not (folder / name).is_file():
            raise Damage(folder / name, "is missing", "restore it from a backup")
        if right and digest(disk.read_bytes(folder / name)) not in right:
            raise Damage(folder / name, "holds other bytes than were written", "restore it from a backup")


def _kept_digest(path: Path, name: str, held: Mapping[str, Digest], between: Mapping[str, Digest]) -> Digest:
    """The digest of a file that stays as it is. One that is as no list says keeps the one it should have, which shows
    that it was changed."""
    if name in held and name not in between:
        return held[name]
    found = digest(disk.read_bytes(path))
    return found if found in (held.get(name, found), between.get(name)) else held.get(name, found)


def read_manifest(folder: Path, name: str = MANIFEST) -> dict[str, Digest]:
    """The digest of each file by its path below the folder; empty where there is no list. Raises Damage."""
    path = folder / name
    if not path.is_file():
        return {}
    try:
        return {each: Digest(its_digest) for each, its_digest in parse_sums(read_text(path)).items()}
    except ValueError as error:
        raise Damage(path, f"is no list of digests ({error})", "restore it from a backup") from error
