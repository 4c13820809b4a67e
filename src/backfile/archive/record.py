"""How is a file of the record read? What is missing or is no text is damage, and says so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from backfile import disk
from backfile.errors import Damage, Usage


def read_text(path: Path, errors: str = "strict") -> str:
    """A file of the record. One that is missing, or is no UTF-8, is damage."""
    try:
        return disk.read_bytes(path).decode("utf-8", errors)
    except Usage as error:
        raise Damage(path, "is missing", "restore it from a backup") from error
    except UnicodeDecodeError as error:
        raise Damage(path, f"is not UTF-8 (byte {error.start})", "restore it from a backup") from error


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object of the record."""
    try:
        plain = json.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        raise Damage(path, f"is no JSON ({error})", "restore it from a backup") from error
    if not isinstance(plain, dict):
        raise Damage(path, "is not as Backfile wrote it", "restore it from a backup")
    return plain
