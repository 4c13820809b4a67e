"""Where in a JSON text does each object of a list stand? Found by reading lists from their first bracket on.

So that an entry's provenance can point into the text, which a parsed tree has forgotten.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

DECODER = json.JSONDecoder(strict=False)  # raw line ends inside texts are read
_LIST = re.compile(r"\[(?:[\s,]|null)*+(?=\{)")
_BETWEEN = re.compile(r"(?:[\s,]|null)*+")  # an answer that failed leaves a null
_MOST_READ = 20
"""How many times the length of a text is read at most, for lists inside lists are read again."""


class Placed(NamedTuple):
    """An object of a list, and its first and last character (exclusive) in the text."""

    value: dict[str, Any]
    start: int
    end: int


class Objects:
    """Reads objects of one text, until it has read MOST_READ times its length; what cannot be read counts in full."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.left = _MOST_READ * len(text)

    def read(self, at: int) -> Iterator[Placed]:
        """The objects that stand one after the other from a place on; ends where one cannot be read."""
        while self.left > 0:
            at = _BETWEEN.match(self.text, at).end()  # type: ignore[union-attr]  # it matches nothing, too
            if self.text[at : at + 1] != "{":
                return
            try:
                value, end = DECODER.raw_decode(self.text, at)
            except (ValueError, RecursionError):
                self.left -= len(self.text)
                return
            self.left -= end - at
            yield Placed(value, at, end)
            at = end


def listed_objects(text: str, is_wanted: Callable[[dict[str, Any]], bool]) -> Iterator[Placed]:
    """The wanted objects of every list in a JSON text, in order; what stands inside a wanted one is not looked at."""
    objects, at = Objects(text), 0
    unwanted: list[int] = []  # the ends of the objects inside which we look; there their lists go on
    while objects.left > 0:
        found = _LIST.search(text, at, unwanted[-1] if unwanted else len(text))
        if found is None and not unwanted:
            return
        at = unwanted.pop() if found is None else found.end()
        for placed in objects.read(at):
            if not is_wanted(placed.value):
                unwanted.append(placed.end)
                at = placed.start + 1
                break
            yield placed
            at = placed.end
