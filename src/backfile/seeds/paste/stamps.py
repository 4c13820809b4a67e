"""What does a line say whose beginning or end is a time? The time, and the name, flag or headline that shares the line.

Law: a stamp is told by the line's own form alone; whether it opens an entry, by how regularly its form repeats.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from backfile.seeds.printed.byline import is_flag, parse_names
from backfile.seeds.printed.clock import Printed, parse_time, read_time
from backfile.seeds.printed.words import (
    BEFORE_TIME,
    DAY_WORDS,
    NOT_BEHIND_TIME,
    UPDATED,
    forms,
)
from backfile.text.ago import Ago, match_ago
from backfile.text.characters import BIDI
from backfile.text.sentences import SENTENCE_ENDS, begins_like_a_sentence, count_words


class Place(StrEnum):
    """Where in its line a time stands."""

    ALONE = "a line with a time"
    HEADING = "a time before a headline"
    BEHIND = "a time behind a headline"
    SIGNED = "a name and a time"


class Piece(NamedTuple):
    """Characters `start` to `end` of a line; `kind` is time, byline, headline or flag."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """A line with a time, taken apart. `form` is equal for lines that tell their times alike.

    `rest` is the headline, or text, that shares the line; `names` what of it may be names. One that is not `sure` may
    be part of the headline that it stands in: "Curfew from 20:00". Of the times of one line
    `printed` is the first; `updated`, that it says when the entry was changed; `changed`, a second one that says so.
    """

    place: Place
    form: str
    said: str
    pieces: tuple[Piece, ...]
    printed: Printed | None = None
    relative: Ago | None = None
    epoch: str | None = None
    updated: bool = False
    changed: Printed | None = None
    names: tuple[str, ...] = ()
    rest: str = ""
    sure: bool = True

    def without_names(self) -> Stamp | None:
        """The stamp with what looked like names held to be a headline; None where no headline can stand so."""
        if self.place is Place.ALONE and (count_words(self.rest) < 2 or not _begins(self.rest)):
            return None
        place = Place.BEHIND if self.place is Place.SIGNED else Place.HEADING
        pieces = tuple(piece._replace(kind="headline") if piece.kind == "byline" else piece for piece in self.pieces)
        sure = self.sure and self.printed is not None
        return replace(self, place=place, pieces=pieces, names=(), sure=sure)


_DAY_WORD = re.compile(rf"(?:{'|'.join(map(re.escape, forms(DAY_WORDS)))})(?!\w)", re.IGNORECASE)
_AFTER_DAY = re.compile(rf"[,،]? (?:(?:{'|'.join(map(re.escape, forms(BEFORE_TIME)))}) )?", re.IGNORECASE)
_ZONE_ALONE = re.compile("[A-Z]{2,4}")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?(?=$| )")
_BRACKETED = re.compile(r"\[[^\[\]]{4,40}\]|\([^()]{4,40}\)")
_DIRECTED = re.compile(rf"[{BIDI}]+")
_MARKER = re.compile(r" *(?:[*+•·–-] |\d{1,3}[.)] |\+{2,} ?)*")
_UPDATED = re.compile(rf"(?:{'|'.join(map(re.escape, forms(UPDATED)))})(?: ?: ?|, | |$)", re.IGNORECASE)
_BEFORE = re.compile(rf"(?:{'|'.join(map(re.escape, forms(BEFORE_TIME)))})(?: ?: ?|, | )", re.IGNORECASE)
_DOUBLED = re.compile(r"(\d{1,2}[:.]\d\d)(?= ?\1(?!\d))")
_BLANKS = re.compile(" *")
_TAIL = re.compile(r" *\+* *$")
_JOINT = re.compile(r" ?[,|·•]? ?(?:[–—-] )?")
_MARK = re.compile(r" *[|:–—·•-]+")
_ENDS = re.compile(r" (?=[\d(])| (?=[^\W\d_]+\.?,? \d)|(?<=[^\W\d])(?=\d)|(?<=[.!?'\"’”»)])(?=\d)")
_NOT_BEHIND = frozenset((*NOT_BEHIND_TIME, *(form.split()[-1] for form in forms(BEFORE_TIME))))
_LONGEST_STAMP = 70
_LONGEST_TIME = 45


def parse_stamp(line: str) -> Stamp | None:
    """The time that a line begins or ends with, or None where it does neither.

    >>> parse_stamp("20:42KEY EVENT").said
    '20:42'
    >>> parse_stamp("Bridge closed — 1:42 p.m.").rest
    'Bridge closed'
    """
    text = _DIRECTED.sub(lambda marks: " " * len(marks.group()), re.sub(r"\s", " ", line), count=1)
    if not any(mark.isdigit() for mark in text) and not (match_ago(text) or _DAY_WORD.match(text)):
        return None
    return _leading(text) or _trailing(text)


def names_day(said: str) -> bool:
    """Does a time begin with a word for a day, as “Yesterday, 18:30” does?"""
    return _DAY_WORD.match(said) is not None


def _leading(text: str) -> Stamp | None:
    start = _end(_MARKER, text, 0)
    bracketed = _BRACKETED.match(text, start)
    start += bracketed is not None
    at = _end(_UPDATED, text, start)
    updated = at > start
    at = _end(_BEFORE, text, at)
    told = at
    tokens: list[str] = []
    printed: Printed | None = None
    relative: Ago | None = None
    epoch: str | None = None
    end = at
    while at < len(text):
        at = _end(_DOUBLED, text, at)
        if ago := match_ago(text, at):
            relative = relative or ago[0]
            tokens.append("relative")
            end = ago[1]
        elif not tokens and (word := _DAY_WORD.match(text, at)) and (ends := _ends_day_word(text, word.end())):
            tokens.append("relative")
            end = word.end() if ends < 0 else ends
        elif not tokens and (number := _EPOCH.match(text, at)):
            epoch = number.group()
            tokens.append("epoch")
            end = number.end()
        elif (found := read_time(text[at : at + _LONGEST_STAMP])) is not None:
            printed = printed or found[0]
            tokens.append("date and clock" if found[0].is_dated else "clock")
            end = at + found[1]
        else:
            break
        at = _end(_JOINT, text, end)
    if not tokens:
        return None
    if bracketed is not None and end < bracketed.end():
        if end != bracketed.end() - 1:
            return None
        end = bracketed.end()
    said = text[told : end - (bracketed is not None and end == bracketed.end())].strip(" ")
    rest_at = _end(_BLANKS, text, _end(_MARK, text, end))
    rest = _TAIL.sub("", text[rest_at:])
    stamp = Stamp(
        Place.ALONE,
        " ".join(dict.fromkeys(tokens)),
        said,
        (Piece(0, end, "time"),),
        printed,
        relative,
        epoch,
        updated,
    )
    return _with_rest(stamp, text, end, rest_at, rest) if rest else stamp


def _ends_day_word(text: str, at: int) -> int:
    """Where a clock begins that follows a word for a day; negative where the line ends with the word, else 0."""
    if not text[at:].strip(" ."):
        return -1
    begins = _end(_AFTER_DAY, text, at)
    return begins if read_time(text[begins : begins + _LONGEST_STAMP]) else 0


def _with_rest(stamp: Stamp, text: str, end: int, at: int, rest: str) -> Stamp | None:
    """The stamp with what follows it in its line; None when that shows it to be no stamp but part of a sentence."""
    inner = _leading(rest.lstrip(" ,"))
    if inner is not None and inner.place is Place.ALONE and not inner.names:
        return replace(stamp, pieces=(Piece(0, len(text), "time"),), changed=inner.printed if inner.updated else None)
    place, names, kind = Place.HEADING, None, "headline"
    if is_flag(rest):
        place, kind = Place.ALONE, "flag"
    elif names := parse_names(rest):
        place, kind = Place.ALONE, "byline"
    elif _ZONE_ALONE.fullmatch(rest) and (whole := parse_time(text[text.index(stamp.said) :])):
        return replace(stamp, said=whole.printed, pieces=(Piece(0, len(text), "time"),), printed=whole)
    elif count_words(rest) < 2 or not (at - end > 1 or _begins(rest)) or (at == end and len(rest.split()) < 2):
        return None
    sure = bool(names) or kind == "flag" or stamp.printed is not None
    pieces = [Piece(0, at, "time"), Piece(at, at + len(rest), kind)]
    if at + len(rest) < len(text):
        pieces.append(Piece(at + len(rest), len(text), "flag"))
    return replace(
        stamp, place=place, pieces=tuple(pieces), names=names or (), rest="" if kind == "flag" else rest, sure=sure
    )


def _begins(rest: str) -> bool:
    return begins_like_a_sentence(rest) or rest[0] in "\"'‘“„«#" or (rest[0].isdigit() and rest[0] != "0")


def _trailing(text: str) -> Stamp | None:
    """A time that ends the line: behind a name, or behind a headline and a mark, or glued to it."""
    start = max(0, len(text) - _LONGEST_TIME)
    first = _end(_MARKER, text, 0)
    for cut in _ENDS.finditer(text, start):
        said = text[cut.end() :].strip(" ")
        bare = said[1:-1] if said[:1] == "(" and said[-1:] == ")" else said
        printed = parse_time(bare)
        if printed is None or cut.start() <= first:
            continue
        before = text[first : cut.start()].rstrip(" ")
        rest = before.rstrip(" –—|-·")
        names = parse_names(rest)
        marked = len(rest) < len(before) or bare != said or not cut.group()
        if names is None and not marked and (printed.day or not _may_be_headline(rest)):
            continue
        place = Place.SIGNED if names else Place.BEHIND
        form = "date and clock" if printed.day else "clock"
        kind = "byline" if names else "headline"
        at = first + len(rest)
        pieces = (Piece(0, at, kind), Piece(at, len(text), "time"))
        return Stamp(place, form, said, pieces, printed, names=names or (), rest=rest, sure=marked)
    return None


def _may_be_headline(rest: str) -> bool:
    """Can a time follow it that is not part of what it says?"""
    *_, last = rest.casefold().split()
    return _begins(rest) and rest[-1] not in SENTENCE_ENDS and last not in _NOT_BEHIND and count_words(rest) > 1


def _end(shape: re.Pattern[str], text: str, at: int) -> int:
    found = shape.match(text, at)
    return found.end() if found else at
