"""How are captures kept in seeds/? Their bytes as they came, with a sidecar of what is known of them.

The folders in seeds/ are the user's own shelf and mean nothing here. A capture is in when its sidecar,
`<file>.capture.json`, has its name. `MANIFEST-sha256.txt` can be checked by `sha256sum -c`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path, PurePosixPath
from typing import IO, Any

from backfile import disk
from backfile.errors import Damage, NewerFormat, Usage
from backfile.model.again import known_again
from backfile.model.capture import Capture, Digest
from backfile.model.plain import dump, load
from backfile.model.time import Time
from backfile.seeds.shelf.erased import ERASED
from backfile.seeds.shelf.log import LOG
from backfile.seeds.shelf.sealed import sealed, unsealed
from backfile.text.slug import DEVICES
from backfile.text.sums import dump_sums, parse_sums

SIDECAR = ".capture.json"
MANIFEST = "MANIFEST-sha256.txt"
MARKS = ".marks.json"  # what a person set in a capture by hand: seeds/shelf/marks.py
OURS = (MANIFEST, LOG, ERASED)
FORMATS = (1, 2)
"""Of sidecars: the second one tells of bytes that were captured again. Each is written in the first that can say it."""

_UNSPEAKABLE = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f-\x9f\ud800-\udfff]+')
# The folders that Windows knows as parts of a saved page ("connected files"), and those of browsers in Cyrillic.
_ASSET_ENDINGS = (
    *("_files", ".files", "-Dateien", "-filer", "_archivos", "_arquivos", "_bestanden", "_bylos", "_datoteke"),
    *("_dosyalar", "_elemei", "_failid", "_fails", "_fajlovi", "_ficheiros", "_fichiers", "_file", "_fitxategiak"),
    *("_fitxers", "_pliki", "_soubory", "_tiedostot", "_файлы", "_файли"),
)
_PAGE_ENDINGS = (".html", ".htm", ".xhtml", ".xht")
_LONGEST = 60  # bytes of one part of a path
_DEEPEST = 3  # parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """What is known of another time at which the bytes of a capture were captured: as in Capture."""

    captured: Time
    address: str | None = None
    publisher: str | None = None
    zone: str | None = None
    liveblog: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """A capture on the shelf; `set_aside` says why it is kept unread, if it is.

    `records` holds the sha256 of the captures in a file of many, once all of them are in the archive. `again` are the
    other times at which the same bytes were captured, the earliest first, all of them after that of `capture`.
    """

    capture: Capture
    set_aside: str | None = None
    records: tuple[Digest, ...] | None = None
    again: tuple[Again, ...] = field(default=(), metadata={"seldom": True})

    @property
    def captures(self) -> tuple[Capture, ...]:
        """Every capture of these bytes, the earliest first, each as if it were the only one."""
        return (self.capture, *(replace(self.capture, **_said_of(each)) for each in self.again))

    @property
    def known(self) -> tuple[Capture, ...]:
        """The same as archive/ knows them, where no other file holds these bytes."""
        first, *later = self.captures
        return (first, *(known_again(each, is_file=True) for each in later))


def with_captures(shelved: Shelved, captures: Iterable[Capture]) -> Shelved:
    """The same bytes with these captures of them. Where there are several, the time of each is known."""
    first, *later = sorted(captures, key=lambda each: each.order)
    again = tuple(Again(**_said_of(each)) for each in later)
    return replace(shelved, capture=replace(shelved.capture, **_said_of(first)), again=again)


def _said_of(known: Capture | Again) -> dict[str, Any]:
    return {each.name: getattr(known, each.name) for each in fields(Again)}


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


def find_captures(folder: Path, besides: Container[str] = ()) -> Iterator[Path]:
    """The files below a folder that may be captures, sorted: no README, dotfile, sidecar, manifest, part or asset.

    Those whose names are known are left out: paths below the folder, with forward slashes.
    """
    for path_below in disk.names(folder):
        parts = path_below.split("/")
        name = parts[-1]
        if path_below in besides or any(part.startswith(".") for part in parts) or is_no_capture(name):
            continue
        if any(_is_asset_folder(folder.joinpath(*parts[: depth + 1])) for depth in range(len(parts) - 1)):
            continue
        yield folder.joinpath(*parts)


def is_no_capture(name: str) -> bool:
    """Does the name of a file in seeds/, without its folder, say that it is a README, or ours?"""
    return name.upper().startswith("README") or name.endswith((SIDECAR, MARKS, disk.PART)) or name in OURS


def choose_name(wanted: str, its_digest: Digest, seeds: Path) -> str:
    """The path below seeds/ for a capture that would like the path `wanted`: safe on every system, and its own.

    Where other bytes stand under that name already, it gets `-<digest8>`.
    """
    parts = [_safe(part) for part in wanted.replace("\\", "/").split("/") if part not in ("", "..", ".")]
    name = "/".join(parts[-_DEEPEST:]) or "capture"
    path = PurePosixPath(name)
    for own in (path, path.with_name(f"{path.stem}-{its_digest[:8]}{path.suffix}")):
        if _is_free(seeds / own, its_digest):
            return own.as_posix()
    return path.with_name(f"{path.stem}-{its_digest}{path.suffix}").as_posix()


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


def write_sidecar(seeds: Path, shelved: Shelved) -> None:
    """Write down what is known of a capture that stands in seeds/."""
    plain = {"format": FORMATS[bool(shelved.again)], **dump(shelved)}
    if shelved.records is None:
        del plain["records"]
    for name in ("recorded", "told"):
        if plain["capture"][name] is None:
            del plain["capture"][name]
    text = json.dumps(sealed(plain), indent=1, ensure_ascii=True)
    disk.write(_sidecar(seeds, shelved.capture.name), text + "\n")


def write_manifest(seeds: Path, shelf: list[Shelved]) -> None:
    """The list of all captures with their digests, as `sha256sum` writes it."""
    write_list(seeds, {each.capture.name: each.capture.digest for each in shelf})


def write_list(seeds: Path, digests: Mapping[str, Digest]) -> None:
    """The same, of captures by their names."""
    text = dump_sums(digests)
    disk.write(seeds / MANIFEST, os.fsencode(text))


def _sidecar(seeds: Path, name: str) -> Path:
    return seeds / (name + SIDECAR)


def read_sidecar(path: Path, seeds: Path) -> Shelved:
    """What a sidecar says. Raises Damage for one that is none, NewerFormat for a newer archive's."""
    try:
        plain = unsealed(json.loads(disk.read_bytes(path)))
        written = plain.pop("format")
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise Damage(path, f"is no sidecar of a capture ({error})", "restore it from a backup") from error
    if isinstance(written, int) and written > max(FORMATS):
        raise NewerFormat(path, f"format {written} is newer than this Backfile knows", "update Backfile")
    if written not in FORMATS:
        raise Damage(path, "does not say its “format”", "restore it from a backup")
    shelved = load(Shelved, plain, path)
    expected = path.relative_to(seeds).as_posix().removesuffix(SIDECAR)
    if shelved.capture.name != expected:
        mend = f"move the capture back, or name it {expected} there too"
        raise Damage(path, f"speaks of “{shelved.capture.name}”", mend)
    return shelved


def _is_free(path: Path, its_digest: Digest) -> bool:
    return not path.exists() or (path.is_file() and digest_of_file(path) == its_digest)


def digest_of_file(path: Path) -> Digest:
    """The digest of a file, read piece by piece."""
    with disk.plainly(path, "read"), path.open("rb") as file:
        return Digest(hashlib.file_digest(file, "sha256").hexdigest())


def _is_asset_folder(folder: Path) -> bool:
    """`Page_files` beside `Page.html`, in the language of the browser: what it saves with a page."""
    stems = [folder.name.removesuffix(ending) for ending in _ASSET_ENDINGS if folder.name.endswith(ending)]
    return any((folder.parent / f"{stem}{ending}").exists() for stem in stems for ending in _PAGE_ENDINGS)


def _safe(part: str) -> str:
    """A name that Linux, macOS and Windows can all hold, and that is taken for a capture."""
    safe = _UNSPEAKABLE.sub("-", part).rstrip(". ").lstrip(".")
    stem = safe.partition(".")[0].rstrip()
    if stem.lower() in DEVICES or stem.upper().startswith("README"):
        safe = f"_{safe}"
    if safe.lower() in [each.lower() for each in OURS]:
        safe = f"_{safe}"
    if safe.lower().endswith((SIDECAR, MARKS, disk.PART)):
        safe = f"{safe}-"
    while len(safe.encode("utf-8")) > _LONGEST:
        head, dot, ending = safe.rpartition(".")
        safe = f"{head[:-1]}{dot}{ending}" if dot and len(ending) < 10 else safe[:-1]
    return safe.rstrip(". ") or "capture"
