"""How do results look on a terminal? Archived text is always made visible first: it may not steer the terminal."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import click

from backfile.model.progress import silent
from backfile.model.telling import captured_words
from backfile.model.time import Precision, Time
from backfile.text.terminal import one_line
from backfile.workspace.folders import Workspace, find_workspace

T = TypeVar("T")


def workspace_of(ctx: click.Context) -> Workspace:
    """The archive that -C, BACKFILE_DIR or the current folder names."""
    folder: Path | None = ctx.find_root().obj
    named = folder or (Path(os.environ["BACKFILE_DIR"]) if os.environ.get("BACKFILE_DIR") else None)
    return find_workspace(named or Path.cwd(), named=named is not None)


def say(message: str) -> None:
    """A message for the person, apart from the results."""
    click.echo(one_line(message), err=True)


def print_json(value: object) -> None:
    """A result for a program. Everything beyond ASCII is escaped, so that no text can steer a terminal."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=True))


def print_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table; columns whose head begins with `#` hold numbers and stand to the right."""
    cells = [[one_line(cell) for cell in row] for row in rows]
    titles = [head.removeprefix("#") for head in heads]
    widths = [max([len(title), *(len(row[at]) for row in cells)]) for at, title in enumerate(titles)]
    for number, row in enumerate([titles, *cells]):
        line = "  ".join(
            cell.rjust(width) if head.startswith("#") else cell.ljust(width)
            for head, cell, width in zip(heads, row, widths, strict=True)
        )
        click.echo(click.style(line.rstrip(), bold=True) if number == 0 else line.rstrip())


def captured_cell(time: Time | None) -> str:
    """The same for a table: what it means rather than the many ways in which programs write it."""
    return captured_words(time) if time is None else f"{time_cell(time)} ({time.basis or 'as printed'})"


def time_cell(time: Time) -> str:
    """What a time means in one column: to the second where that is known; else as it was printed."""
    if time.instant is None or time.precision is Precision.INTERVAL:
        return time.printed
    if time.precision is Precision.SECOND:
        return time.instant.strftime("%Y-%m-%d %H:%M:%S UTC")
    return time.calendar or time.meant


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 entry`, `2 entries`, `1,418 entries`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def held_entries(number: int, withheld: int) -> str:
    """`20 entries`, and how many of them are withheld: `20 entries, 1 withheld`."""
    return counted(number, "entry", "entries") + (f", {withheld:,} withheld" if withheld else "")


def progress_bar(doing: str, items: Sequence[T], /) -> Iterable[T]:
    """A progress bar on stderr for long work, when stderr is a terminal."""
    if len(items) < 2 or not sys.stderr.isatty():
        return silent(doing, items)
    return _bar(doing, items)


def _bar(doing: str, items: Sequence[T]) -> Iterable[T]:
    with click.progressbar(items, label=doing, file=sys.stderr) as bar:
        yield from bar
