"""What does a single line of a pasted page look like? Each line is given one shape, by its own form alone.

Where the words that give a line away differ between publishers, they are data here, not code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from backfile.seeds.byline import parse_byline, parse_signature
from backfile.seeds.when import parse_time
from backfile.text.fold import fold, words

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")


class Shape(StrEnum):
    """What a line looks like."""

    TIME = "time"
    SIGNATURE = "signature"
    BYLINE = "byline"
    FURNITURE = "furniture"
    HEADLINE = "headline"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its place in the part (blanks at its ends left out) and what it looks like.

    `gap` is the number of blank lines before it; `reason` says why it is furniture, when it is.
    """

    start: int
    end: int
    text: str
    gap: int
    shape: Shape
    reason: str = ""


# What stands on a page and is none of its news. The pattern is matched against the whole folded line.
_FURNITURE = (
    (r"[\d.,]{1,7}", "a counter"),
    (r"\d[\d.,]* (?:posts?|updates?|comments?|shares?|likes?|entries)", "a counter"),
    (r"sort by.*|latest|oldest|(?:latest|newest) first|oldest first", "a button"),
    (r"(?:.* )?(?:please )?click here.{0,40}|.*\bprevious coverage\b.{0,60}", "a link to other coverage"),
    (r"(?:show|load|see|view|read) more(?: .{0,60})?|read more .{0,100}", "a link to more"),
    (r"(?:article )?share(?: tools| this| this post| this article)?|copy (?:this )?link|link copied!?", "a button"),
    (r"facebook|twitter|x|whatsapp|telegram|linkedin|reddit|e-?mail|print|save|tweet|comments?|bookmark", "a button"),
    (r"about sharing|read more about these links\.?|(?:back|return|jump) to (?:top|the top|menu|latest.*)", "a button"),
    (r"advertisement|ad|sponsored(?: content)?|promoted|story continues below advertisement", "an advertisement"),
    (r"stream(?:ing)? (?:on|now)\b.{0,60}|(?:watch|listen) (?:live|now|here|on)\b.{0,60}", "a promo"),
    (r"(?:sign up|subscribe|log in)\b.{0,80}|download (?:our|the) .{0,60}", "a promo"),
    (r"(?:©|\(c\)|copyright\b).{0,120}|all rights reserved\.?", "a notice of rights"),
    (r"all times (?:are |stated are )?.{1,40}", "a notice on times"),
)
_FURNITURE_SHAPES = tuple((re.compile(pattern), reason) for pattern, reason in _FURNITURE)
_LONGEST_FURNITURE = 160
_CALL = re.compile(r"(?:stream|watch|listen|sign up|subscribe|download|get|read|learn|buy|shop|see)\b[^.]{0,80}")

LONGEST_HEADLINE = 180
"""Characters. The longest headline of an entry in the captures at hand has 148."""
_SENTENCE_END = re.compile(r"[.!,;…]['\"’”»)\]]*$")
_ABBREVIATION_END = re.compile(r"(?:\b\w\.){2,}$|\b(?:Mr|Mrs|Dr|Jr|Sr|St|Inc|Co|No|Gov|Sen|Rep|Gen|Col|Lt)\.$")
_CLOSED_QUOTE = re.compile(r"^[\"“„«].*[\"”“»]$")


def cut_lines(text: str) -> list[Line]:
    """The lines of a part that are not blank, each with its shape."""
    lines: list[Line] = []
    at, gap = 0, 0
    while at <= len(text):
        found = _LINE.match(text, at)
        held = found.group() if found else ""
        stripped = held.strip()
        if stripped:
            start = at + held.index(stripped[0])
            shape, reason = shape_of(stripped)
            lines.append(Line(start, start + len(stripped), stripped, gap if lines else 0, shape, reason))
            gap = -1
        end = _BREAK.match(text, found.end() if found else at)
        if end is None:
            break
        at = end.end()
        gap += 1
    return lines


def shape_of(line: str) -> tuple[Shape, str]:
    """What a line looks like, and why, when it is furniture."""
    if parse_time(line) is not None:
        return Shape.TIME, ""
    reason = _furniture(line)
    if reason:
        return Shape.FURNITURE, reason
    if parse_signature(line) is not None:
        return Shape.SIGNATURE, ""
    if parse_byline(line) is not None:
        return Shape.BYLINE, ""
    return (Shape.HEADLINE if is_headline(line) else Shape.TEXT), ""


def is_headline(line: str) -> bool:
    """Short, more than one word, begins like a sentence and does not end like one; and is no bare quotation."""
    if len(line) > LONGEST_HEADLINE or not (line[0].isupper() or line[0].isdigit() or line[0] in "\"'‘“„«#+"):
        return False
    if _SENTENCE_END.search(line) and not _ABBREVIATION_END.search(line):
        return False
    return not _CLOSED_QUOTE.match(line) and sum(1 for _ in words(line)) > 1


def is_call(line: str) -> bool:
    """Does the line ask its reader to go somewhere else: `Stream On …`, `Watch …`?"""
    return _CALL.fullmatch(fold(line)) is not None


def _furniture(line: str) -> str:
    if len(line) > _LONGEST_FURNITURE:
        return ""
    folded = fold(line)
    return next((reason for shape, reason in _FURNITURE_SHAPES if shape.fullmatch(folded)), "")
