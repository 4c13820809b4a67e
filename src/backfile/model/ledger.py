"""What became of every character? The account of one part of a capture.

Law: the spans follow each other without hole or overlap from 0 to the length of the part.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """What a stretch of a part is. The list is closed."""

    HEADLINE = "headline"
    SUMMARY = "summary"
    ENTRY = "entry"
    BYLINE = "byline"
    TIME = "time"
    FURNITURE = "furniture"
    UNRECOGNISED = "unrecognised"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters `start` to `end` (exclusive), counted in code points; blanks after a piece belong to it.

    `entry` is the key of the entry it belongs to, if it belongs to one; `reason` says what drew it.
    """

    start: int
    end: int
    label: Label
    entry: str | None = None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The account of one part."""

    part: str
    characters: int
    spans: tuple[Span, ...]

    def __post_init__(self) -> None:
        at = 0
        for span in self.spans:
            if span.start != at or span.end <= at:
                raise ValueError(f"account of the page: hole or overlap at character {at} of {self.part}")
            at = span.end
        if at != self.characters:
            raise ValueError(f"account of the page: ends at {at} of {self.characters} characters of {self.part}")

    def count(self) -> Counter[Label]:
        """Characters by label."""
        counts: Counter[Label] = Counter()
        for span in self.spans:
            counts[span.label] += span.end - span.start
        return counts
