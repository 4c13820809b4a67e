"""What is each line of one entry? Time, headline and names at its head, names and times at its end, text between.

Law: a line is text unless its form and its place both say otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from backfile.model.ledger import Label
from backfile.seeds.paste.cues import LONGEST_HEADLINE, Line, Shape, is_sentence, setting
from backfile.seeds.paste.dating import Told
from backfile.seeds.paste.stamps import Place, Stamp
from backfile.seeds.printed.byline import is_reporting_from, parse_byline, parse_names, parse_signature
from backfile.seeds.printed.clock import Day, Printed

SHORT = 80
"""Characters of a headline that ends like a sentence and stands close above text."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How all entries of the page are set: `spaced`, with blank lines between paragraphs; `timed`, with times that open
    them; `titles`, with a headline in the first line of nearly all, so that a short first line is one even if it ends
    like a sentence: how those headlines are set. It is empty where few entries have one."""

    spaced: bool
    timed: bool
    titles: frozenset[tuple[bool, bool]]


@dataclass(frozen=True, slots=True)
class EntryPiece:
    """Characters `start` to `end` of the part; `apart`: it stands in the entry's lines and says nothing of it."""

    start: int
    end: int
    label: Label
    reason: str
    apart: bool = False


@dataclass(frozen=True, slots=True)
class EntryRead:
    """An entry as its lines give it. A day heading above its text dates it, one below dates what follows."""

    headline: str | None
    byline: tuple[str, ...]
    text: str
    told: Told | None
    updated: Printed | None
    day_before: Day | None
    day_after: Day | None
    pieces: tuple[EntryPiece, ...]

    @property
    def says_anything(self) -> bool:
        return bool(self.text or self.headline)


def read_entry(lines: Sequence[Line], reason: str, manner: Manner) -> EntryRead:
    """The entry of these lines; `reason` says what drew its beginning."""
    reader = _Reader(reason, manner)
    end = _end_of_text(lines)
    for at, line in enumerate(lines):
        reader.read(line, lines[at + 1] if at + 1 < len(lines) else None, first=at == 0, ending=at >= end - 1)
    return EntryRead(
        reader.headline,
        reader.byline,
        reader.text,
        reader.told,
        reader.updated,
        reader.day_before,
        reader.day_after,
        tuple(reader.pieces),
    )


def _end_of_text(lines: Sequence[Line]) -> int:
    """The line after the last that is not a time, a flag or a day: signatures stand there."""
    end = len(lines)
    while end > 1 and (lines[end - 1].shape in (Shape.TIME, Shape.FLAG, Shape.DAY) or _is_signed(lines[end - 1])):
        end -= 1
    return end


def _is_signed(line: Line) -> bool:
    return line.stamp is not None and line.stamp.place is Place.SIGNED


class _Reader:
    """Reads an entry line by line; what it has found stands in its attributes."""

    def __init__(self, reason: str, manner: Manner) -> None:
        self.reason, self.manner = reason, manner
        self.headline: str | None = None
        self.byline: tuple[str, ...] = ()
        self.text = ""
        self.told: Told | None = None
        self.updated: Printed | None = None
        self.day_before: Day | None = None
        self.day_after: Day | None = None
        self.pieces: list[EntryPiece] = []

    def read(self, line: Line, following: Line | None, *, first: bool, ending: bool) -> None:
        stamp = line.stamp
        if stamp is not None and self._takes(line, stamp, following, first=first, ending=ending):
            self._read_stamp(line, stamp)
        elif line.shape is Shape.FLAG and not self.text:
            self._add(line, Label.FURNITURE, "a mark that the entry matters", apart=True)
        elif line.shape is Shape.DAY and self.manner.timed:
            self._read_day(line)
        elif names := self._names(line, following, first=first, ending=ending):
            self.byline = self.byline or names
            self._add(line, Label.BYLINE, "the names that sign the entry")
        elif self.byline and not self.text and is_reporting_from(line.text):
            self._add(line, Label.BYLINE, "the place that the names report from")
        elif self.headline is None and not self.text and following is not None and self._heads(line, following):
            self.headline = line.text
            self._add(line, Label.HEADLINE, self.reason)
        else:
            self._tell(line.text, line.gap)
            self._add(line, Label.ENTRY, self.reason)

    def _heads(self, line: Line, following: Line) -> bool:
        if line.shape is Shape.HEADLINE:
            return True
        plain = line.shape is Shape.TEXT and line.text == line.item and len(line.text) <= LONGEST_HEADLINE
        short = following.gap > 0 or len(line.text) <= SHORT
        return plain and short and setting(line, following) in self.manner.titles

    def _takes(self, line: Line, stamp: Stamp, following: Line | None, *, first: bool, ending: bool) -> bool:
        """Is the time of the line that of the entry, and not one in its text?"""
        if stamp.updated and stamp.place is Place.ALONE:
            return not self.text or ending or not stamp.rest
        if stamp.place is Place.SIGNED:
            return first or ending or not self.text
        if stamp.place is Place.ALONE:
            return not self.text and not (self.told and self.told.printed and stamp.names)
        return first

    def _read_stamp(self, line: Line, stamp: Stamp) -> None:
        if stamp.updated and stamp.place is Place.ALONE:
            self.updated = self.updated or stamp.printed
        else:
            self._tell_time(stamp)
        self.updated = self.updated or stamp.changed
        for start, end, kind in stamp.pieces:
            if kind == "time":
                reason = "the time of the last change" if stamp.updated else "the time printed with the entry"
                self._piece(line, start, end, Label.TIME, reason)
            elif kind == "flag":
                self._piece(line, start, end, Label.FURNITURE, "a mark that the entry matters", apart=True)
            elif stamp.names:
                self.byline = self.byline or stamp.names
                self._piece(line, start, end, Label.BYLINE, "the names beside the time")
            elif self.headline is None and not (is_sentence(stamp.rest) and len(stamp.rest) > 60):
                self.headline = stamp.rest
                self._piece(line, start, end, Label.HEADLINE, self.reason)
            else:
                self._tell(stamp.rest, 1)
                self._piece(line, start, end, Label.ENTRY, self.reason)

    def _tell_time(self, stamp: Stamp) -> None:
        if self.told is None:
            self.told = Told(stamp.said, stamp.printed, stamp.relative, stamp.epoch)
            return
        said = self.told.said if stamp.said in self.told.said or self.told.printed else f"{self.told.said} {stamp.said}"
        self.told = replace(
            self.told,
            said=said,
            printed=self.told.printed or stamp.printed,
            relative=self.told.relative or stamp.relative,
            epoch=self.told.epoch or stamp.epoch,
        )

    def _read_day(self, line: Line) -> None:
        if self.text:
            self.day_after = line.day
        else:
            self.day_before = line.day
        self._add(line, Label.TIME, "the day of what follows", apart=True)

    def _names(self, line: Line, following: Line | None, *, first: bool, ending: bool) -> tuple[str, ...] | None:
        if ending and not first and line.shape is Shape.SIGNATURE and (self.text or following is not None):
            return parse_signature(line.text)
        if self.byline:
            return None
        if line.shape is Shape.BYLINE and (ending or not self.text) and (self.text or following is not None):
            return parse_byline(line.text)
        if self.text or following is None or line.shape not in (Shape.HEADLINE, Shape.TEXT):
            return None
        if is_reporting_from(following.text):
            return parse_names(line.text)
        return line.names if self.told is not None and self.headline is None else None

    def _tell(self, text: str, gap: int) -> None:
        joint = "\n\n" if gap or not self.manner.spaced else "\n"
        self.text += (joint if self.text else "") + text

    def _add(self, line: Line, label: Label, reason: str, *, apart: bool = False) -> None:
        self._piece(line, 0, len(line.text), label, reason, apart=apart)

    def _piece(self, line: Line, start: int, end: int, label: Label, reason: str, *, apart: bool = False) -> None:
        self.pieces.append(EntryPiece(line.start + start, line.start + end, label, reason, apart))
