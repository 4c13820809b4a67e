"""Are two wordings the same words, struck out alike? What programs that save pages do to a text makes no other words.

These are quotation marks, dashes and compatibility forms (`fold.even`), and white space beside signs: “closed , the”,
“Harry 's” and “Max.Credit” are what one program makes of “closed, the”, “Harry's” and “Max. Credit”. So are the bullets
that a paste has before the items of a list.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from backfile.text.fold import LETTER, even
from backfile.text.markdown import find_struck, words
from backfile.text.scripts import UNSPACED

_SPACED = rf"(?:(?![{UNSPACED}]){LETTER})"
_LOOSE = re.compile(rf"(?<!{_SPACED}) | (?!{_SPACED})")
_IN_NUMBER = re.compile(r"(?<=\d)(?=[.,:]\d)")
_BULLET = re.compile(r"^[*•◦‣▪·][ \t]+", re.MULTILINE)
_TIGHT, _BEGIN, _END = "\0", "\1", "\2"
_STRUCK = re.compile(f"{_BEGIN}[^{_END}]*")


class Spelling(NamedTuple):
    """A wording as it is compared: its words, and the same with marks around what is struck out."""

    words: str
    struck: str

    @property
    def is_struck(self) -> bool:
        """Is any of it struck out?"""
        return self.struck != self.words

    @property
    def count_struck(self) -> int:
        """How many characters of the words are struck out, without the white space that is left out."""
        return sum(len(each) for each in _STRUCK.findall(self.struck))


def spelling(headline: str | None, body: str) -> Spelling:
    """The wording of a headline and a body in Markdown, in one: where the one ends and the other begins, readers of
    pages see differently.

    >>> spelling("Ferry", "~~Forty~~ Thirty").struck == spelling(None, "Ferry ~~Forty ~~Thirty").struck
    True
    """
    text = words(body)
    plain = spelled(f"{headline or ''}\n{text}")
    marked = _marked(text, find_struck(body))
    return Spelling(plain, plain if marked == text else spelled(f"{headline or ''}\n{marked}"))


def spelled(text: str) -> str:
    """The text with quotes, dashes and compatibility forms evened out, and without white space but between two words.

    A number is kept apart from two: “1.5” is not “1. 5”.

    >>> spelled("It 's closed , she said"), spelled("1.5") == spelled("1. 5")
    ("It's closed,she said", False)
    """
    return re.sub("-+", "-", _LOOSE.sub("", even(_IN_NUMBER.sub(_TIGHT, _BULLET.sub("", text)))))


def _marked(text: str, stretches: tuple[tuple[int, int], ...]) -> str:
    """The text with marks around the stretches; two with nothing but white space between them are one."""
    joined: list[tuple[int, int]] = []
    for start, end in stretches:
        if not text[start:end].strip():
            continue
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    for start, end in reversed(joined):
        text = f"{text[:start]}{_BEGIN}{text[start:end]}{_END}{text[end:]}"
    return text
