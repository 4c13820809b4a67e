"""Which files in seeds/ are captures, and what are these called?

The folders there are the user's own shelf and mean nothing here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterator
from pathlib import Path, PurePosixPath

from backfile import disk
from backfile.model.capture import Digest
from backfile.seeds.shelf.erased import ERASED
from backfile.seeds.shelf.log import LOG
from backfile.text.slug import DEVICES

SIDECAR = ".capture.json"
MANIFEST = "MANIFEST-sha256.txt"
MARKS = ".marks.json"  # what a person set in a capture by hand: seeds/shelf/marks.py
OURS = (MANIFEST, LOG, ERASED)
PARTS = (disk.PART, disk.OLD_PART)  # the latter are unfinished downloads, too

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
    return name.upper().startswith("README") or name.endswith((SIDECAR, MARKS, *PARTS)) or name in OURS


def is_ours(path: Path, seeds: Path) -> bool:
    """Is it a file below seeds/ that we write: a capture that has a sidecar, or what we keep of captures?"""
    is_kept = path.name.endswith((SIDECAR, MARKS)) or (path.parent == seeds and path.name in OURS)
    return is_kept or path.with_name(path.name + SIDECAR).is_file()


def _is_asset_folder(folder: Path) -> bool:
    """`Page_files` beside `Page.html`, in the language of the browser: what it saves with a page."""
    stems = [folder.name.removesuffix(ending) for ending in _ASSET_ENDINGS if folder.name.endswith(ending)]
    return any((folder.parent / f"{stem}{ending}").exists() for stem in stems for ending in _PAGE_ENDINGS)


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


def _is_free(path: Path, its_digest: Digest) -> bool:
    return not path.exists() or (path.is_file() and digest_of_file(path) == its_digest)


def digest_of_file(path: Path) -> Digest:
    """The digest of a file, read piece by piece."""
    with disk.plainly(path, "read"), path.open("rb") as file:
        return Digest(hashlib.file_digest(file, "sha256").hexdigest())


def _safe(part: str) -> str:
    """A name that Linux, macOS and Windows can all hold, and that is taken for a capture."""
    safe = _UNSPEAKABLE.sub("-", part).rstrip(". ").lstrip(".")
    stem = safe.partition(".")[0].rstrip()
    if stem.lower() in DEVICES or stem.upper().startswith("README"):
        safe = f"_{safe}"
    if safe.lower() in [each.lower() for each in OURS]:
        safe = f"_{safe}"
    if safe.lower().endswith((SIDECAR, MARKS, *PARTS)):
        safe = f"{safe}-"
    while len(safe.encode("utf-8")) > _LONGEST:
        head, dot, ending = safe.rpartition(".")
        safe = f"{head[:-1]}{dot}{ending}" if dot and len(ending) < 10 else safe[:-1]
    return safe.rstrip(". ") or "capture"
