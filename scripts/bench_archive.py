"""What does it cost to keep an archive, and does that grow with it?

For each size an archive is made of generated entries (those of scripts/bench_site.py). Then, several rounds: one
capture more is added, of a new live blog; everything is brought up to date where nothing is new, without the site; and
the record is verified. What is told is the median CPU time (user and system) of the whole process, and its peak memory.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from scripts.bench_report import Report
from scripts.bench_site import make_entries, ours

SIZES = (1_000, 10_000)
ROUNDS = 3
PASTE = """\
Live: the bridge at mile {number}

The bridge at mile {number} is closed.


Ferry {number} takes the road's place

The ferry has been running since noon, the harbour office said.

-Example News' Jane Doe
"""


class Cost(NamedTuple):
    cpu: float  # seconds, user and system
    peak: float  # MB


def measure_archive(sizes: Sequence[int], rounds: int, tell: Callable[[str], None]) -> Report:
    """The costs at each size."""
    rows: list[dict[str, object]] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            tell(f"{size:,} entries: making the archive")
            # In a process of its own: what a process holds when it starts another counts as the other's peak.
            maker = get_context("spawn").Process(target=make, args=(Path(folder), size))
            maker.start()
            maker.join()
            root = Path(folder) / "archive-of-it"
            run(root, "build", "--only", "index")
            costs: dict[str, list[Cost]] = {"add": [], "nothing_new": [], "verify": []}
            for number in range(rounds):
                capture = Path(folder) / f"more-{number}.txt"
                capture.write_text(PASTE.format(number=number), encoding="utf-8")
                costs["add"].append(run(root, "add", str(capture)))
                costs["nothing_new"].append(run(root, "build", "--only", "index"))
                costs["verify"].append(run(root, "verify"))
        row: dict[str, object] = {"entries": size}
        for what, its in costs.items():
            row[f"{what}_cpu_s"] = round(statistics.median(cost.cpu for cost in its), 2)
            row[f"{what}_peak_mb"] = round(statistics.median(cost.peak for cost in its))
        rows.append(row)
    return Report(rows=rows)


def make(folder: Path, entries: int) -> None:
    """An archive of so many entries."""
    ours(folder, make_entries(entries))


def run(root: Path, *command: str) -> Cost:
    """What a command in this archive costs."""
    quiet = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)]
    arguments = [sys.executable, "-m", "backfile", "-C", str(root), *command]
    child = os.posix_spawn(sys.executable, arguments, os.environ, file_actions=quiet)
    _, status, used = os.wait4(child, 0)
    if status:
        sys.exit(f"backfile {' '.join(command)} failed")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
