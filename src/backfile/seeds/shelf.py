"""How are captures kept in seeds/? Their bytes as they came, with a sidecar of what is known of them.

The folders in seeds/ are the user's own shelf and mean nothing here. A capture is in when its sidecar,
`<file>.capture.json`, has its name. `MANIFEST-sha256.txt` can be checked by `sha256sum -c`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from backfile import disk
from backfile.errors import Damage
from backfile.model.capture import Capture, Digest, digest
from backfile.model.plain import dump, load
from backfile.text.slug import RESERVED

SIDECAR = ".capture.json"
MANIFEST = "MANIFEST-sha256.txt"
FORMAT = 1

_UNSPEAKABLE = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f-\x9f\ud800-\udfff]+')
_LONGEST = 60  # bytes of one part of a path
_DEEPEST = 3  # parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """A capture on the shelf; `set_aside` says why it is kept unread, if it is."""

    capture: Capture
    set_aside: str | None = None


def read_shelf(seeds: Path) -> list[Shelved]:
    """Every capture that has a sidecar, by name. Raises Damage for a sidecar that cannot be read."""
    return [_read_sidecar(path, seeds) for path in disk.walk(seeds) if path.name.endswith(SIDECAR)]


def find_captures(folder: Path) -> Iterator[Path]:
    """The files below a folder that may be captures, sorted: no README, dotfile, sidecar, manifest, part or asset."""
    for path in disk.walk(folder):
        parts = path.relative_to(folder).parts
        if any(part.startswith(".") for part in parts) or path.name.upper().startswith("README"):
            continue
        if path.name.endswith((SIDECAR, disk.PART)) or path.name == MANIFEST:
            continue
        if any(_is_asset_folder(folder.joinpath(*parts[: depth + 1])) for depth in range(len(parts) - 1)):
            continue
        yield path


def choose_name(wanted: str, its_digest: Digest, seeds: Path) -> str:
    """The path below seeds/ for a capture that would like the path `wanted`: safe on every system, and its own.

    Where other bytes stand under that name already, it gets `-<digest8>`.
    """
    parts = [_safe(part) for part in PurePosixPath(wanted.replace("\\", "/")).parts if part not in ("/", "..", ".")]
    name = "/".join(parts[-_DEEPEST:]) or "capture"
    if not (seeds / name).exists() or digest(disk.read_bytes(seeds / name)) == its_digest:
        return name
    path = PurePosixPath(name)
    return path.with_name(f"{path.stem}-{its_digest[:8]}{path.suffix}").as_posix()


def shelve(seeds: Path, shelved: Shelved, data: bytes) -> None:
    """Keep a capture: its bytes first, then its sidecar, whose rename puts it in. The caller holds the lock."""
    path = seeds / shelved.capture.name
    disk.write(path, data)
    write_sidecar(seeds, shelved)


def write_sidecar(seeds: Path, shelved: Shelved) -> None:
    """Write down what is known of a capture that stands in seeds/."""
    plain = {"format": FORMAT, "capture": dump(shelved.capture), "set_aside": shelved.set_aside}
    disk.write(_sidecar(seeds, shelved.capture.name), json.dumps(plain, indent=1, ensure_ascii=True) + "\n")


def write_manifest(seeds: Path, shelf: list[Shelved]) -> None:
    """The list of all captures with their digests, as `sha256sum` writes it."""
    held = sorted((each.capture.name, each.capture.digest) for each in shelf)
    disk.write(seeds / MANIFEST, "".join(f"{its_digest}  {name}\n" for name, its_digest in held))


def _sidecar(seeds: Path, name: str) -> Path:
    return seeds / (name + SIDECAR)


def _read_sidecar(path: Path, seeds: Path) -> Shelved:
    try:
        plain = json.loads(disk.read_text(path))
        written, plain_capture, set_aside = plain["format"], plain["capture"], plain["set_aside"]
    except (ValueError, KeyError, TypeError) as error:
        raise Damage(path, f"is no sidecar of a capture ({error})", "restore it from a backup") from error
    if written != FORMAT:
        raise Damage(path, f"has the format {written}, which this Backfile does not know", "update Backfile")
    capture = load(Capture, plain_capture, path)
    expected = path.relative_to(seeds).as_posix().removesuffix(SIDECAR)
    if capture.name != expected:
        raise Damage(path, f"speaks of “{capture.name}”", f"move the capture back, or name it {expected} there too")
    return Shelved(capture=capture, set_aside=set_aside)


def _is_asset_folder(folder: Path) -> bool:
    """`Page_files` beside `Page.html`: what a browser saves with a page."""
    stem = folder.name.removesuffix("_files")
    return stem != folder.name and any((folder.parent / f"{stem}{ending}").exists() for ending in (".html", ".htm"))


def _safe(part: str) -> str:
    """A name that Linux, macOS and Windows can all hold, and that is taken for a capture."""
    safe = _UNSPEAKABLE.sub("-", part).rstrip(". ").lstrip(".")
    stem, dot, ending = safe.partition(".")
    if stem.lower() in RESERVED and len(stem) <= 4 or stem.upper().startswith("README"):
        safe = f"_{safe}"
    while len(safe.encode("utf-8")) > _LONGEST:
        head, dot, ending = safe.rpartition(".")
        safe = f"{head[:-1]}{dot}{ending}" if dot and len(ending) < 10 else safe[:-1]
    return safe or "capture"
