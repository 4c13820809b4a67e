"""How does archived text stand in a cell of a spreadsheet? So that no program reckons with it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from backfile.text.terminal import visible

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would reckon with


def row(cells: Iterable[object]) -> str:
    r"""A line of CSV (RFC 4180) with its end; a cell that would be taken for a formula begins with an apostrophe.

    >>> row(["=1+1", "one, two", 3])
    '\'=1+1,"one, two",3\r\n'
    """
    written = io.StringIO()
    csv.writer(written).writerow(map(_cell, cells))
    return written.getvalue()


def _cell(value: object) -> str:
    text = visible(str(value))
    return f"'{text}" if text.startswith(_FORMULA) else text
