"""How are the words of many texts numbered? What stands between two blanks is cut once, and remembered.

`analysis.folds` is the law: a text gives the same words in the same order. It takes 40 microseconds for a text of a
hundred words, most of them for words that were cut a thousand times before. No word goes over a blank, and none over
most other signs of ASCII; so a text falls into pieces by a translation and a split, which take two, and most pieces are
a word that is known.
"""

from __future__ import annotations

import re
import string
from array import array
from collections.abc import Iterable, Mapping, Sequence

from backfile.index.analysis import folds

MOST = 200_000
"""Pieces that are remembered: 25 MB. Then they are forgotten, for the rare ones do not come again."""

NOTHING = 0
"""The number of a piece without a word: a dash, a bracket."""

_INSIDE = "'.,+#_"
"""Signs of ASCII by which a word, or what stands beside it, may be told from another one."""

_APART = {
    code: chr(code).lower() if chr(code) in string.ascii_letters + string.digits + _INSIDE else " "
    for code in range(128)
}
OCTETS = bytes(ord(_APART.get(code, " ")) for code in range(256))
"""What each byte of a text of ASCII becomes: a small letter, a digit or a sign of _INSIDE, or else a blank."""

_SIGNS = {code: sign for code, sign in _APART.items() if sign == " "}

_BARE = re.compile("[a-z0-9]+(?:'[a-z0-9]+)*")

# What most texts hold beyond ASCII. ’ is the apostrophe of a word; the others stand in none.
_MARKS = ("’", "'"), *((mark, " ") for mark in "–“”‘£—…\xa0€•")


class Cutting(dict[str, int]):
    """A piece of a text to the number of its word, or NOTHING. A piece of several words is not among them."""

    def __init__(self, numbering: Mapping[str, int]) -> None:
        """`numbering` gives each word its number, none of them NOTHING."""
        super().__init__()
        self._numbering = numbering
        self._several: dict[str, list[int]] = {}

    def numbers(self, text: str) -> list[int]:
        """The numbers of the words of a text, in order.

        >>> Cutting({"the": 1, "us": 2, "mig": 3, "29s": 4}).numbers("The U.S. & MiG-29s, the")
        [1, 2, 3, 4, 1]
        """
        pieces = _fall_apart(text)
        try:
            return list(filter(None, map(self.__getitem__, pieces)))
        except _Several:
            return self._numbers_of(pieces)

    def numbers_of_all(self, texts: Iterable[str]) -> tuple[array[int], list[int]]:
        """Those of the words of all texts in a row, and how many each text has."""
        numbers, counts = array("I"), list[int]()
        for text in texts:
            held = self.numbers(text)
            numbers.extend(held)
            counts.append(len(held))
        return numbers, counts

    def _numbers_of(self, pieces: list[str]) -> list[int]:
        found: list[int] = []
        for piece in pieces:
            number = self.get(piece)
            if number is None:
                found += self._look_up(piece)
            elif number:
                found.append(number)
        return found

    def __missing__(self, piece: str) -> int:
        held = self._look_up(piece)
        if len(held) > 1:
            raise _Several
        return held[0] if held else NOTHING

    def _look_up(self, piece: str) -> list[int]:
        """The numbers of the words of a piece, remembered."""
        held = self._several.get(piece)
        if held is None:
            if len(self) + len(self._several) >= MOST:
                self.clear()
                self._several.clear()
            held = [self._numbering[word] for word in words_of_piece(piece)]
            if len(held) > 1:
                self._several[piece] = held
            else:
                self[piece] = held[0] if held else NOTHING
        return held


class _Several(LookupError):
    """A piece is not one word."""


def words_of_piece(piece: str) -> Sequence[str]:
    """The words of what stands between two blanks, in order."""
    if piece.isalnum() and piece.isascii():
        return (piece.lower(),)
    return (piece,) if _BARE.fullmatch(piece) else folds(piece)


def even_marks(text: str) -> str:
    """The text with signs of ASCII for the marks that most texts hold beyond it."""
    if not text.isascii():
        for mark, sign in _MARKS:
            text = text.replace(mark, sign)
    return text


def _fall_apart(text: str) -> list[str]:
    """Pieces that hold one word each, or none, if they can."""
    text = even_marks(text)
    if not text.isascii():
        return text.translate(_SIGNS).split()
    return str(text.encode().translate(OCTETS), "ascii").split()
