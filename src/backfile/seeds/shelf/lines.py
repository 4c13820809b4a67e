"""How is a line of a file of ours written and read? JSON in ASCII, so that no letter in it ends the line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from backfile.errors import Damage


def dump_line(plain: Mapping[str, object]) -> str:
    """A line with its end."""
    return json.dumps(plain, ensure_ascii=True) + "\n"


def parse_line(line: str, place: str) -> Any:
    """What a line says, without its end; bytes that are no UTF-8 stand in it as surrogates. Raises Damage."""
    try:
        return json.loads(line.encode("utf-8", "surrogateescape").decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Damage(place, f"is no JSON ({error})", "restore it from a backup") from error
