"""What becomes of a file that is there, where a command is told to write one? It stays, unless that is asked for."""

from __future__ import annotations

from pathlib import Path

import click

from backfile.errors import Usage

replacing = click.option("--force", is_flag=True, help="Replace a file that is there already.")
"""The option for it."""


def refuse_to_replace(path: Path, force: bool) -> None:
    """Raises Usage where something else is there: notes of one's own, or the draft that is being proved."""
    if not force and path.exists():
        raise Usage(path, "is there already", "name a file that is new, or replace this one with --force")
