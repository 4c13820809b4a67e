"""What became of all entries of a live blog?

Law: where an account of a capture is missing, nothing is told, for an edit or an absence might be none.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from backfile.archive.held import read_readings
from backfile.archive.history import read_histories
from backfile.archive.reading_file import CAPTURES, short
from backfile.errors import Damage
from backfile.model.entry import Coverage
from backfile.model.history import History


def histories_of(archive: Path, coverage: Coverage) -> Iterator[History]:
    """The histories of a live blog's entries, in their order. One capture alone, which nearly all live blogs have,
    shows nothing to have changed but what the publisher withdrew: its reading is not asked for. Raises Damage."""
    check_accounts(archive, coverage)
    is_told = len(coverage.captures) > 1 or any(entry.withdrawn for entry in coverage.entries)
    return read_histories(coverage, read_readings(archive, coverage.slug) if is_told else ())


def check_accounts(archive: Path, coverage: Coverage) -> None:
    """That the account of each capture that shows an entry is there. Raises Damage."""
    shown = {place.capture for entry in coverage.entries for each in entry.revisions for place in each.provenance}
    lost = sorted(shown - {capture.digest for capture in coverage.captures})
    if lost:
        place = archive / coverage.slug / CAPTURES / short(lost[0])
        others = f", and those of {len(lost) - 1} more are" if len(lost) > 1 else ""
        mend = "restore it from a backup, or have the capture read again with: backfile build"
        raise Damage(place, f"the account of this capture is missing{others}", mend)
