"""What does a single line of a pasted page look like? Each line is given one shape, by its own form alone.

Where the words that give a line away differ between publishers, they are data here, not code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from backfile.seeds.paste.stamps import Place, Stamp, parse_stamp
from backfile.seeds.printed.byline import is_flag, parse_byline, parse_signature
from backfile.seeds.printed.clock import Day, parse_day, parse_time
from backfile.seeds.printed.words import FOOT, FURNITURE, GLUED, LIVE, SKIP, forms
from backfile.text.fold import fold
from backfile.text.sentences import CLOSING, SENTENCE_ENDS, begins_like_a_sentence, count_words, measure

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")


class Shape(StrEnum):
    """What a line looks like."""

    TIME = "time"
    DAY = "day"
    FLAG = "flag"
    SIGNATURE = "signature"
    BYLINE = "byline"
    FURNITURE = "furniture"
    HEADLINE = "headline"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its place in the part (blanks at its ends left out) and what it looks like.

    `gap` is the number of blank lines before it, `indent` the number of blanks before its first character; `reason`
    says why it is furniture, when it is, and `stamp` holds the time that it begins or ends with. `announced`: the line
    stands in a list of titles further up. `names`: those that it consists of, where the page shows that they are.
    """

    start: int
    end: int
    text: str
    gap: int
    shape: Shape
    reason: str = ""
    indent: int = 0
    stamp: Stamp | None = None
    announced: bool = False
    names: tuple[str, ...] = ()

    @property
    def day(self) -> Day | None:
        """The day that a day heading names."""
        return parse_day(self.item) if self.shape is Shape.DAY else None

    @property
    def item(self) -> str:
        """The text without the mark of a list item before it."""
        return _BULLET.sub("", self.text, count=1)

    @property
    def is_prose(self) -> bool:
        """Does it tell something in sentences? Menus, headlines and captions of a few words do not."""
        if self.shape is not Shape.TEXT:
            return False
        length = measure(self.text)
        told = is_sentence(self.text) or self.text[-1] in ":?？؟" or length > _LONG
        return (told and length >= LEAST_PROSE) or _is_endless(self.text)


_FURNITURE_SHAPES = tuple((re.compile(pattern), reason) for pattern, reason in FURNITURE)
_LIVE = re.compile(rf"\b(?:{'|'.join(re.escape(fold(form)) for form in forms(LIVE))})\b")
_FOOT = re.compile(fold("|".join(FOOT.values())))
_SKIP = re.compile(rf"(?:(?:{fold('|'.join(SKIP.values()))}) ?)+")
_GLUED = re.compile(GLUED)
_BULLET = re.compile(r"(?:[*+•·▪] |\d{1,3}\. )+")
_EMPTY_ITEM = re.compile(r"(?:[*•·▪>✕▼]|\d{1,3}\.)+")
_LONGEST_FURNITURE = 160
_CALL = re.compile(r"(?:stream|watch|listen|sign up|subscribe|download|get|read|learn|buy|shop|see)\b[^.]{0,80}")

_LONG = 100
LEAST_PROSE = 40
"""Latin letters. Nearly all paragraphs of the captures at hand are longer, and few items of their menus."""
LONGEST_HEADLINE = 180
"""Latin letters. The longest headline of an entry in the captures at hand has 148."""
_SENTENCE_END = re.compile(rf"[{re.sub('[?？؟]', '', SENTENCE_ENDS)},;，；、،؛][{re.escape(CLOSING)}]*$")
_ENDLESS = re.compile("[\u0e01-\u0eff]")
_LONGEST_ENDLESS = 30
"""Letters of a headline in Thai or Lao, which mark no end of a sentence: a longer line is held to be text."""
_BARE_CLOCK = re.compile(r"[\W\d]*\d{1,2}\W?\d\d\W*\w{0,3}\W*")
_ABBREVIATION_END = re.compile(r"(?:\b\w\.){2,}$|\b(?:Mr|Mrs|Dr|Jr|Sr|St|Inc|Co|No|Gov|Sen|Rep|Gen|Col|Lt)\.$")
_CLOSED_QUOTE = re.compile(r"^(?:[\"“„«].*[\"”“»]|[「『].*[」』])$")


def cut_lines(text: str) -> list[Line]:
    """The lines of a part that are not blank, each with its shape."""
    lines: list[Line] = []
    at, gap = 0, 0
    while True:
        found = _LINE.match(text, at)
        held = found.group() if found else ""
        stripped = held.strip()
        if stripped:
            start = at + held.index(stripped[0])
            before = gap if lines else 0
            if (glued := _GLUED.match(stripped)) is not None:
                cut = start + glued.end()
                lines.append(Line(start, cut, glued.group(), before, Shape.FURNITURE, "a button", start - at))
                start, stripped, before = cut, stripped[glued.end() :], 0
            lines.append(_line(start, stripped, before, start - at))
            gap = -1
        end = _BREAK.match(text, found.end() if found else at)
        if end is None:
            break
        at = end.end()
        gap += 1
    return lines


def _line(start: int, text: str, gap: int, indent: int) -> Line:
    shape, reason = shape_of(text)
    stamp = None if reason else parse_stamp(text)
    if stamp is not None and stamp.place is Place.ALONE:
        shape = Shape.TIME
    return Line(start, start + len(text), text, gap, shape, reason, indent, stamp)


def shape_of(line: str) -> tuple[Shape, str]:
    """What a line looks like, and why, when it is furniture."""
    if parse_time(line) is not None:
        return Shape.TIME, ""
    reason = _furniture(line)
    if reason:
        return Shape.FURNITURE, reason
    if is_flag(line):
        return Shape.FLAG, ""
    if parse_day(line) is not None:
        return Shape.DAY, ""
    if parse_signature(line) is not None:
        return Shape.SIGNATURE, ""
    if parse_byline(line) is not None:
        return Shape.BYLINE, ""
    return (Shape.HEADLINE if is_headline(line) else Shape.TEXT), ""


def is_headline(line: str) -> bool:
    """Short, of several words, begins like a sentence and does not end like one; no bare quotation, and no clock."""
    if measure(line) > LONGEST_HEADLINE or not (
        begins_like_a_sentence(line) or line[0].isdigit() or line[0] in "\"'‘“„«#+「『【《"
    ):
        return False
    if is_sentence(line) or _CLOSED_QUOTE.match(line) or _BARE_CLOCK.fullmatch(line):
        return False
    return count_words(line) > 1


def is_sentence(line: str) -> bool:
    """Does the line end like a sentence? In scripts that mark no such end, is it as long as one?"""
    return _is_endless(line) or (_SENTENCE_END.search(line) is not None and _ABBREVIATION_END.search(line) is None)


def _is_endless(line: str) -> bool:
    return len(_ENDLESS.findall(line)) > _LONGEST_ENDLESS


def setting(line: Line, following: Line) -> tuple[bool, bool]:
    """Do blank lines stand above a line, and below it?"""
    return line.gap > 0, following.gap > 0


def is_live(line: str) -> bool:
    """Does the line hold a word with which headlines of live blogs say so?"""
    return _LIVE.search(fold(line)) is not None


def is_foot(line: str) -> bool:
    """Is the line a heading of what pages have below their entries: `Related articles`?"""
    return _FOOT.fullmatch(fold(line)) is not None


def is_call(line: str) -> bool:
    """Does the line ask its reader to go somewhere else: `Stream On …`, `Watch …`?"""
    return _CALL.fullmatch(fold(line)) is not None


def _furniture(line: str) -> str:
    if len(line) > _LONGEST_FURNITURE:
        return ""
    if _EMPTY_ITEM.fullmatch(line):
        return "a list item with nothing in it"
    folded = fold(_BULLET.sub("", line, count=1))
    if _SKIP.fullmatch(folded):
        return "a link past the menus"
    return next((reason for shape, reason in _FURNITURE_SHAPES if shape.fullmatch(folded)), "")
