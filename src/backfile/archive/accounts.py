"""How much of a capture was read? Counted from the accounts of its parts, without its texts and its entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from backfile.archive.reading_file import READING, capture_folders, ledger_file
from backfile.archive.record import read_json
from backfile.errors import Damage
from backfile.model.capture import Capture, PartName
from backfile.model.ledger import Label
from backfile.model.plain import load


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A capture that was read, and of how many characters; `warnings` are what its reader had to say."""

    capture: Capture
    characters: int
    unrecognised: int  # of these
    warnings: tuple[str, ...]


def read_accounts(liveblog: Path) -> Iterator[Account]:
    """Those of the captures in a live blog's folder, by their folders. Raises Damage."""
    return map(_read_account, capture_folders(liveblog))


def _read_account(folder: Path) -> Account:
    place = folder / READING
    plain = read_json(place)
    parts = load(tuple[PartName, ...], plain.get("parts"), f"{place}, “parts”")
    counts = [_count(ledger_file(folder, each)) for each in parts]
    return Account(
        capture=load(Capture, plain.get("capture"), place),
        characters=sum(characters for characters, _ in counts),
        unrecognised=sum(unrecognised for _, unrecognised in counts),
        warnings=load(tuple[str, ...], plain.get("warnings"), f"{place}, “warnings”"),
    )


def _count(ledger: Path) -> tuple[int, int]:
    """The characters of a part, and how many of them are unrecognised."""
    plain = read_json(ledger)
    try:
        spans = (span["end"] - span["start"] for span in plain["spans"] if span["label"] == Label.UNRECOGNISED)
        return load(int, plain["characters"], ledger), sum(spans)
    except (KeyError, TypeError) as error:
        raise Damage(ledger, f"is not as Backfile wrote it ({error})", "restore it from a backup") from error
