"""What did people decide of a live blog's entries? Kept apart from the captured words, which stay the publisher's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from backfile.model.capture import Digest
from backfile.model.time import Time
from backfile.text.slug import Slug

CORRECTABLE = ("headline", "byline", "published", "updated", "tags", "body")
"""The facts of an entry that a person may put another in the place of, or, of tags, add some to."""


PUBLISHERS = ("withdrawn", "language", "anchor", "republished")
"""The other facts of an entry that its file says, which no decision speaks of."""


UNDOABLE = (*CORRECTABLE, "note")
"""What of that can be taken back; it takes all notes, or all tags that were added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One line of `corrections.jsonl`; what it does not speak of is None or empty.

    It corrects an `entry`; or it says that entries with the keys `one` are one entry; or that those with the keys
    `apart` are another entry than those with the keys `apart_from`; or it withholds an entry or a capture, or releases
    it again; or it takes back what was said of facts (UNDOABLE) before.
    """

    made: datetime  # UTC
    operator: str = ""
    entry: Slug | None = None
    capture: Digest | None = None
    headline: str | None = None
    byline: tuple[str, ...] | None = None
    published: Time | None = None
    updated: Time | None = None
    tags: tuple[str, ...] = ()
    body: str | None = None
    note: str | None = None
    one: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    apart_from: tuple[str, ...] = ()
    withheld: str | None = None  # the reason
    released: bool = False
    undone: tuple[str, ...] = ()  # what was said of these facts before holds no longer; of notes too

    @property
    def is_of_withholding(self) -> bool:
        """Does it withhold something, or release it?"""
        return self.released or self.withheld is not None

    def __post_init__(self) -> None:
        if self.made.utcoffset() != timedelta(0):
            raise ValueError("a decision says when it was made in UTC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What people decided of one entry. `fields` are those of CORRECTABLE that are theirs.

    Their `headline` and `body` stand here, for the captured ones stand in the revisions; of the rest the entry has
    theirs, and what was captured stands here.
    """

    fields: tuple[str, ...]
    notes: tuple[str, ...] = ()
    headline: str | None = None
    body: str | None = None
    was_byline: tuple[str, ...] = ()
    was_published: Time | None = None
    was_updated: Time | None = None
    was_tags: tuple[str, ...] = ()
