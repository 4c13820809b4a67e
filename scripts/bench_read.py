"""How fast do we read, beside the peers, on the same pages in the same run?

Each program reads each page in turn, several times over, so that a machine that slows down slows all of them. What is
told is the median of CPU seconds and the ratio to ours; a peer that is not installed is left out and said so.
"""

from __future__ import annotations

import importlib
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from backfile.errors import BadCapture
from backfile.model.capture import Capture, digest
from backfile.seeds.read import read_capture
from backfile.seeds.recognise import recognise
from scripts.bench_report import Absent, Report, Row

ROUNDS = 5
SHARED = Path(__file__).parents[2] / "shared" / "captures" / "real"
Read = Callable[[str], int]


def measure_reading(files: Sequence[Path]) -> Report:
    """One row a program, for these pages (none: those in SHARED). Raises Absent when there are none."""
    found = list(files) or sorted(SHARED.glob("*.html"))
    if not found:
        raise Absent("no pages to read: name some saved pages")
    pages = {path.name: path.read_text(encoding="utf-8", errors="replace") for path in found}
    readers, missing = find_readers()
    return Report(rows=summarise(measure(readers, pages), pages), missing=missing)


def find_readers() -> tuple[dict[str, Read], list[str]]:
    """The programs that are here, ours first, each as a function that says how many records it found."""
    readers: dict[str, Read] = {"backfile": read_ours}
    missing = []
    for name, wrap in (("trafilatura", wrap_trafilatura), ("extruct", wrap_extruct)):
        try:
            readers[name] = wrap(importlib.import_module(name))
        except ImportError:
            missing.append(name)
    return readers, missing


def read_ours(page: str) -> int:
    data = page.encode("utf-8")
    recognised = recognise(data, "page")
    capture = Capture(digest=digest(data), name="page", size=len(data), format=recognised.format)
    try:
        return len(read_capture(capture, recognised.text).entries)
    except BadCapture:
        return 0


def wrap_trafilatura(module: object) -> Read:
    extract: Callable[..., str | None] = getattr(module, "extract")  # noqa: B009  (a peer without types)
    return lambda page: 1 if extract(page) else 0


def wrap_extruct(module: object) -> Read:
    extract: Callable[..., dict[str, list[object]]] = getattr(module, "extract")  # noqa: B009
    return lambda page: len(extract(page, syntaxes=["json-ld", "microdata"], errors="ignore").get("json-ld", []))


def measure(readers: dict[str, Read], pages: dict[str, str]) -> dict[str, dict[str, list[float]]]:
    """CPU seconds by reader and page, one for each round; the programs take turns at each page."""
    times: dict[str, dict[str, list[float]]] = {name: {page: [] for page in pages} for name in readers}
    for _ in range(ROUNDS):
        for page, text in pages.items():
            for name, read in readers.items():
                began = time.process_time()
                read(text)
                times[name][page].append(time.process_time() - began)
    return times


def summarise(times: dict[str, dict[str, list[float]]], pages: dict[str, str]) -> list[Row]:
    """One row a program: CPU seconds for all pages (sum of medians), pages a second, and how much longer than we."""
    totals = {name: sum(statistics.median(each) for each in by_page.values()) for name, by_page in times.items()}
    return [
        {
            "program": name,
            "pages": len(pages),
            "cpu_seconds": round(total, 4),
            "pages_per_second": round(len(pages) / total, 1),
            "median_page_ms": round(
                1000 * statistics.median(statistics.median(each) for each in times[name].values()), 1
            ),
            "times_ours": round(total / totals["backfile"], 2),
        }
        for name, total in totals.items()
    ]
