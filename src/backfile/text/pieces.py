"""Which pieces is a text compared by, and which of them are struck out?

A piece is a word, a character of a script that parts no words, or a sign, with the blanks before it.
"""

from __future__ import annotations

from collections.abc import Sequence

from backfile.text.fold import LETTER
from backfile.text.late import compiled
from backfile.text.scripts import CHARACTER, UNSPACED

_SPACED = rf"(?:(?![{UNSPACED}]){LETTER})"
_LETTERS = rf"{_SPACED}+(?:(?:['’ʼ]|(?<=\d)[.,:](?=\d)){_SPACED}+)*"  # “1.5” is one number, not two
UNIT = rf"{CHARACTER}|{_LETTERS}"
"""What stays or changes as a whole."""

WORD = rf"(?:{CHARACTER})+|{_LETTERS}"
"""What people count."""

# Strikes are carried through a comparison by a mark before each piece, which is no character of any text: struck out in
# both texts (or in the one that the piece is of), in the newer one alone, in the older one alone.
BOTH, SINCE, BEFORE = "\ufdd0", "\ufdd1", "\ufdd2"
MARKS = f"{BOTH}{SINCE}{BEFORE}"
_NO_MARKS = dict.fromkeys(map(ord, MARKS))
_STRANGE = dict.fromkeys(map(ord, MARKS), "\ufffd")
AS_OLDER = {ord(SINCE): None, ord(BEFORE): BOTH}
AS_NEWER = {ord(SINCE): BOTH, ord(BEFORE): None}
"""Translate what stayed into what the older text has of it, or the newer one."""

PIECE = rf"\s*[{MARKS}]?(?:{UNIT}|[-‐‑‒–—―−]+|\S)|\s+\Z"


def with_marks(text: str, struck: Sequence[tuple[int, int]]) -> str:
    """A text with a mark before each piece that is struck out, if only in part."""
    marked = ""
    for piece in compiled(PIECE).finditer(text.translate(_STRANGE)):
        begin = piece.end() - len(piece[0].lstrip())
        is_struck = any(start < piece.end() and begin < end for start, end in struck) and begin < piece.end()
        marked += with_mark(piece[0], BOTH) if is_struck else piece[0]
    return marked


def with_mark(piece: str, mark: str) -> str:
    """A piece with a mark where its blanks end."""
    text = piece.lstrip()
    return f"{piece[: len(piece) - len(text)]}{mark}{text}"


def bare(text: str) -> str:
    """A text without marks."""
    return text.translate(_NO_MARKS) if any(mark in text for mark in MARKS) else text


def mark_of(piece: str) -> str | None:
    """The first mark in it, if there is one."""
    return next((mark for mark in MARKS if mark in piece), None)


def count_words(text: str) -> int:
    """How many words it has; a row of characters of scripts that part none is one."""
    return len(compiled(WORD).findall(text))
