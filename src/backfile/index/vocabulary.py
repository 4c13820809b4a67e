"""Which indexed words have a given shape? The sorted list of all words, and ways through it that do not read it all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

_LAST = "\U0010ffff"

_FEWEST = {1: 3, 2: 4}
"""Letters of all pieces together, by edits, from which on it is sooner to look for these than at every word."""


class Vocabulary:
    """All indexed words, sorted by code point."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words

    def __contains__(self, word: str) -> bool:
        at = bisect_left(self.words, word)
        return at < len(self.words) and self.words[at] == word

    def prefixed(self, prefix: str) -> Iterator[str]:
        """The words that begin so.

        >>> list(Vocabulary(["attack", "attacks", "b"]).prefixed("att"))
        ['attack', 'attacks']
        """
        for at in range(bisect_left(self.words, prefix), len(self.words)):
            word = self.words[at]
            if not word.startswith(prefix):
                return
            yield word

    def shaped(self, pattern: str) -> Iterator[str]:
        """The words of a shape: `?` is one character, `*` any number.

        >>> list(Vocabulary(["man", "men", "moon"]).shaped("m?n"))
        ['man', 'men']
        """
        beginning = re.split(r"[?*]", pattern, maxsplit=1)[0]
        shape = _compile(pattern)
        return (word for word in self.prefixed(beginning) if shape.fullmatch(word))

    def near(self, asked: str, edits: int) -> Iterator[tuple[str, int]]:
        """The words within so many edits (a letter more, less, another, two exchanged), each with how many it needs.

        The list is walked as a tree of beginnings: the row of distances of a beginning is reckoned once for all words
        that share it, and where every distance in it is too great they are leapt over together. (Optimal string
        alignment: Damerau 1964, without editing a part twice.)

        >>> list(Vocabulary(["kiev", "kyiv", "kyvi", "lviv"]).near("kyiv", 1))
        [('kyiv', 0), ('kyvi', 1)]
        """
        words, at, size = self._alike(asked, edits), 0, len(asked)
        rows = [list(range(size + 1))]
        held = ""  # the beginning whose rows are known
        while at < len(words):
            word = words[at]
            shared = 0
            for one, other in zip(held, word, strict=False):
                if one != other:
                    break
                shared += 1
            del rows[shared + 1 :]
            for place in range(shared, len(word)):
                row = _next_row(rows, asked, word, place, edits)
                rows.append(row)
                # Two letters exchanged reach back two rows: a beginning is only past hope when both are.
                if min(row) > edits and min(rows[-2]) >= edits:
                    beginning = word[: place + 1]
                    at = bisect_left(words, beginning + _LAST, at)
                    held = beginning
                    break
            else:
                if rows[len(word)][size] <= edits:
                    yield word, rows[len(word)][size]
                held, at = word, at + 1

    def _alike(self, asked: str, edits: int) -> list[str]:
        """The words that may be so near, sorted: as long, with all letters but so many, and with a piece in common."""
        letters, shortest, longest = set(asked), len(asked) - edits, len(asked) + edits
        pieces = _pieces(asked, edits)
        alike: Iterable[str] = self.words if pieces is None else set(self._sharing(*pieces, longest))
        alike = (word for word in alike if shortest <= len(word) <= longest)
        lacking = (word for word in alike if len(letters.difference(word)) <= edits)
        return sorted(word for word in lacking if len(set(word).difference(letters)) <= edits)

    def _sharing(self, first: str, middle: str, last: str, longest: int) -> Iterator[str]:
        """The words that begin with the first piece, hold the middle one (if there is one), or end with the last."""
        yield from self.prefixed(first)
        for piece in filter(None, (middle, f"{last}\0")):
            found = self._joined.find(piece)
            while found >= 0:
                start = self._joined.rfind("\0", 0, found) + 1
                end = self._joined.index("\0", found)
                if end - start <= longest:
                    yield self._joined[start:end]
                found = self._joined.find(piece, found + 1)

    @cached_property
    def _joined(self) -> str:
        """All words in a row, NUL, which is in none of them, before and behind each: texts are searched in no time."""
        return "\0".join(("", *self.words, ""))


def _pieces(asked: str, edits: int) -> tuple[str, str, str] | None:
    """Three pieces (for one edit, two and an empty one) of which a word within so many edits has one as it is: the
    first at its beginning, the last at its end. None where they would be so short that most words have one.

    Between the pieces a letter is left out, so that no edit touches two of them: not even one that exchanges two
    letters. So one of more pieces than edits is untouched.

    >>> _pieces("ceasefire", 1), _pieces("ceasefire", 2), _pieces("cease", 2)
    (('ceas', '', 'fire'), ('ce', 'sef', 're'), None)
    """
    letters = len(asked) - edits
    if edits == 1 and letters >= _FEWEST[1]:
        first, middle = letters // 2, 0
    elif edits == 2 and letters >= _FEWEST[2]:
        first = (letters - 1) // 3
        middle = (letters - first + 1) // 2
    else:
        return None
    last = letters - first - middle
    return asked[:first], asked[first + 1 : first + 1 + middle], asked[-last:]


def _compile(pattern: str) -> re.Pattern[str]:
    """The shape as an expression that never goes back: between two `*` the first fit is as good as any."""
    first, *others = (
        "".join("." if sign == "?" else re.escape(sign) for sign in piece) for piece in pattern.split("*")
    )
    if not others:
        return re.compile(first, re.DOTALL)
    between = "".join(f"(?>.*?{piece})" for piece in others[:-1])
    return re.compile(f"{first}{between}.*{others[-1]}", re.DOTALL)


def _next_row(rows: list[list[int]], asked: str, word: str, place: int, edits: int) -> list[int]:
    """The distances of word[:place+1] from every beginning of what is asked; those past the bound are not reckoned."""
    above, letter, far = rows[place], word[place], edits + 1
    row = [place + 1] + [far] * len(asked)
    for column in range(max(1, place + 1 - edits), min(len(asked), place + 1 + edits) + 1):
        if asked[column - 1] == letter:
            best = above[column - 1]
        else:
            best = 1 + min(above[column - 1], above[column], row[column - 1])
            if place and column > 1 and asked[column - 1] == word[place - 1] and asked[column - 2] == letter:
                best = min(best, rows[place - 1][column - 2] + 1)
        row[column] = min(best, far)
    row[0] = min(row[0], far)
    return row
