"""Where did a person say that the pieces of a capture begin and end? The account of one part, set by hand."""

from __future__ import annotations

from dataclasses import dataclass

from backfile.model.capture import Digest
from backfile.model.ledger import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A piece begins at this character of the part; `entry` numbers the entries of the part from 1, as a person did."""

    start: int
    label: Label
    entry: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """All pieces of a part, in order, from character 0 on. They hold for the text of this digest."""

    part: str
    text_sha256: Digest
    marks: tuple[Mark, ...]
