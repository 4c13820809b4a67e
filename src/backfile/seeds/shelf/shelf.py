"""How are captures kept in seeds/? Their bytes as they came, then the sidecar that puts them in, then the list of all.

The list, `MANIFEST-sha256.txt`, can be checked by `sha256sum -c`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from backfile import disk
from backfile.errors import Usage
from backfile.model.capture import Digest
from backfile.seeds.shelf.names import MANIFEST, SIDECAR
from backfile.seeds.shelf.sidecar import Shelved, read_sidecar, write_sidecar
from backfile.text.sums import dump_sums, parse_sums


def read_shelf(seeds: Path) -> list[Shelved]:
    """Every capture that has a sidecar, by name. Raises Damage for a sidecar that cannot be read."""
    return [read_sidecar(path, seeds) for path in disk.walk(seeds) if path.name.endswith(SIDECAR)]


def read_listed(seeds: Path) -> dict[str, Digest] | None:
    """The digests of the captures by their names, from the list alone; None where it does not name just those that have
    a sidecar, as when somebody moved one."""
    try:
        listed = parse_sums(disk.read_bytes(seeds / MANIFEST).decode("utf-8", "surrogateescape"))
    except (Usage, ValueError):
        return None
    if {name for name in disk.names(seeds) if name.endswith(SIDECAR)} != {name + SIDECAR for name in listed}:
        return None
    return {name: Digest(its_digest) for name, its_digest in listed.items()}


def shelve(seeds: Path, shelved: Shelved, data: bytes) -> None:
    """Keep a capture: its bytes first, then its sidecar, whose rename puts it in. The caller holds the lock."""
    path = seeds / shelved.capture.name
    disk.write(path, data)
    write_sidecar(seeds, shelved)


def shelve_file(seeds: Path, shelved: Shelved, file: IO[bytes]) -> None:
    """Keep a capture that is too large to be held at once; one that stands there already is not copied."""
    path = seeds / shelved.capture.name
    if not (path.exists() and path.samefile(file.name)):
        disk.copy(file, path)
    write_sidecar(seeds, shelved)


def write_manifest(seeds: Path, shelf: list[Shelved]) -> None:
    """The list of all captures with their digests, as `sha256sum` writes it."""
    write_list(seeds, {each.capture.name: each.capture.digest for each in shelf})


def write_list(seeds: Path, digests: Mapping[str, Digest]) -> None:
    """The same, of captures by their names."""
    text = dump_sums(digests)
    disk.write(seeds / MANIFEST, os.fsencode(text))
