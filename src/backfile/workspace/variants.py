"""Which spellings mean the same name? Those of a line of `variants.txt` beside backfile.toml, else of the one here."""

from __future__ import annotations

from pathlib import Path

from backfile import disk
from backfile.errors import Usage

NAME = "variants.txt"


def read_variants(folder: Path) -> tuple[tuple[str, ...], ...]:
    """The groups of spellings that hold for the archive in `folder`, each in the order it is written.

    Raises Usage for a line that names fewer than two words, or words of several.
    """
    own = folder / NAME
    if own.is_file():
        return parse_variants(disk.read_text(own), own)
    return parse_variants(disk.read_text(Path(__file__).with_name(NAME)), NAME)


def parse_variants(written: str, place: object) -> tuple[tuple[str, ...], ...]:
    """The groups of a file: a line each, words parted by commas; what follows a # is for people."""
    groups = []
    for number, line in enumerate(written.removeprefix("\ufeff").splitlines(), start=1):
        names = tuple(name.strip() for name in line.partition("#")[0].split(",") if name.strip())
        if not names:
            continue
        if len(names) == 1 or any(len(name.split()) > 1 for name in names):
            mend = "write two or more single words, parted by commas"
            raise Usage(f"{place}, line {number}", f"“{line.strip()}” names no spellings", mend)
        groups.append(names)
    return tuple(groups)
