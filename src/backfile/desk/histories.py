"""What became of all entries of a live blog?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from backfile.archive.history import read_histories
from backfile.archive.store import read_readings
from backfile.model.entry import Coverage
from backfile.model.history import History


def histories_of(archive: Path, coverage: Coverage) -> Iterator[History]:
    """The histories of a live blog's entries, in their order. One capture alone, which nearly all live blogs have,
    shows nothing to have changed but what the publisher withdrew: its reading is not asked for."""
    is_told = len(coverage.captures) > 1 or any(entry.withdrawn for entry in coverage.entries)
    return read_histories(coverage, read_readings(archive, coverage.slug) if is_told else ())
