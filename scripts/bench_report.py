"""What does a benchmark tell? Rows, one a program, as a table for people or as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Row: TypeAlias = Mapping[str, object]


class Absent(Exception):
    """What is to be measured is not here; the message says what, and how to have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The rows, all with the same keys, and the peers that were left out because they are not installed."""

    rows: Sequence[Row]
    missing: Sequence[str] = ()


def print_report(report: Report, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(report.rows, indent=2))
    else:
        heads = list(report.rows[0])
        lines = [heads, *([str(row[head]) for head in heads] for row in report.rows)]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        for line in lines:
            print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    if report.missing:
        print(f"not installed, so not measured: {', '.join(report.missing)}", file=sys.stderr)
