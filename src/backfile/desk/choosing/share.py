"""Which share of many things does a person mean?"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from backfile.errors import Usage

T = TypeVar("T")

_SHARE = re.compile(r"(\d+(?:\.\d+)?)%|(\d+)/(\d+)")


def parse_subset(written: str) -> Callable[[Sequence[T]], list[T]]:
    """What chooses a share: `5%` so many by lot, `2/12` the second of twelve parts, so that twelve runs see all.

    Raises Usage.
    """
    found = _SHARE.fullmatch(written.strip())
    mend = "write a share such as 5%, or a part such as 2/12"
    if found is None:
        raise Usage("--subset", f"“{written}” is no share", mend)
    if found[1]:
        share = float(found[1]) / 100
        if not 0 < share <= 1:
            raise Usage("--subset", f"“{written}” is no share of a whole", mend)
        return lambda items: _by_lot(items, share)
    part, parts = int(found[2]), int(found[3])
    if not 1 <= part <= parts:
        raise Usage("--subset", f"there is no part {part} of {parts}", mend)
    return lambda items: list(items[part - 1 :: parts])


def _by_lot(items: Sequence[T], share: float) -> list[T]:
    """At least one, in their order."""
    count = min(len(items), max(1, round(len(items) * share))) if items else 0
    return [items[at] for at in sorted(random.sample(range(len(items)), count))]
