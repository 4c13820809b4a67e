"""Which patterns are compiled only when they are first used? Those with classes of many letters: 5 to 10 ms each."""

from __future__ import annotations

import re
from functools import cache


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled once."""
    return re.compile(pattern)
