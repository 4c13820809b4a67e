"""Do quoted words stand in a text just so, and if not, which words of it are meant?

Marks of quotation, dashes and spacing are the typesetter's, and so are commas and points at the ends of a quotation
(`,”` of a sentence that goes on): all else is compared, word by word and sign by sign, capitals too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from backfile.text.fold import DASHES, DOUBLE_QUOTES, LETTER, QUOTES, WORD, fold, plain_forms
from backfile.text.quotes import Quote

LEAST_SHARED = 3
"""Words that a quotation and a text must share before it is said to differ from it: two words in a row stand
everywhere."""

ALIKE = 0.5
"""Share of a quotation's words that must stand in a text, in its order, for it to be what was meant. With it, of 210
quotations of 6 to 25 words with one to three changed 207 were found in 94,329 entries (`scripts/bench prove`)."""

# Thai, Lao, Burmese, Khmer, Han and kana part no words: each character is compared by itself.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
_SPACED = WORD.pattern.replace(LETTER, rf"(?:(?![{_UNSPACED}]){LETTER})")
# A number is one with its sign and its parts: “5 million” is not what “1.5 million” says.
_NUMBER = r"(?<!\w)[-−+]?(?>\d+(?:[.,:]\d+)*)(?:%|\w*)"
_TOKEN = re.compile(rf"[{_UNSPACED}]|{_NUMBER}|{_SPACED}|\.(?: ?\.)+|[-{DASHES}]+|[^\w\s]|_")
_HYPHENS = "-\u2010\u2011"
_SIGNS = str.maketrans(dict.fromkeys(QUOTES + DOUBLE_QUOTES + '"', "'") | dict.fromkeys(DASHES, "-"))


class Token(NamedTuple):
    """A word or sign of a text: as it is compared, and where it stands in characters."""

    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.text[-1].isalnum() or self.text[0].isalnum()


class Stretch(NamedTuple):
    """Characters `start` to `end` of a text."""

    start: int
    end: int


class Near(NamedTuple):
    """The stretches of a text that the pieces of a quotation come nearest to, and how many of their words differ."""

    stretches: tuple[Stretch, ...]
    words: int
    differing: int

    @property
    def is_meant(self) -> bool:
        shared = self.words - self.differing
        return shared >= LEAST_SHARED and shared >= ALIKE * self.words


def tokens(text: str) -> list[Token]:
    """The words and signs of a text.

    >>> [token.text for token in tokens("He said: “It’s—over…”")]
    ['He', 'said', ':', "'", "It's", '-', 'over', '...', "'"]
    """
    return [Token(_compared(found[0]), *found.span()) for found in _TOKEN.finditer(text)]


def find_verbatim(quote: Quote, text: str, held: Sequence[Token] | None = None) -> tuple[Stretch, ...] | None:
    """Where the pieces of a quotation stand in a text, each as it is, one after the other; None where they do not.

    `held` are the tokens of the text, where they are known.
    """
    wanted = [[token.text for token in tokens(piece)] for piece in quote.pieces]
    if not wanted:
        return None
    held = tokens(text) if held is None else held
    spelled = [token.text for token in held]
    for start in _places(wanted[0], spelled, range(len(spelled))):
        places = _rest(wanted, quote.gaps, spelled, start)
        if places is None:
            continue
        ends = [place + len(piece) - 1 for place, piece in zip(places, wanted, strict=True)]
        stretches = [Stretch(held[one].start, held[last].end) for one, last in zip(places, ends, strict=True)]
        if not any(_is_torn(text, stretch) for stretch in stretches):
            return tuple(stretches)
    return None


def find_near(quote: Quote, held: Sequence[Token]) -> Near:
    """The stretches of a text of these tokens that are nearest to the pieces, by words that differ, folded."""
    words = [token for token in held if token.is_word]
    folded = [fold(token.text) for token in words]
    stretches, count, differing = [], 0, 0
    for piece in quote.pieces:
        wanted = [fold(token.text) for token in tokens(piece) if token.is_word]
        edits, first, last = _align(wanted, folded)
        count, differing = count + len(wanted), differing + edits
        if last > first:
            stretches.append(Stretch(words[first].start, words[last - 1].end))
    return Near(tuple(stretches), count, differing)


def _rest(
    wanted: Sequence[Sequence[str]], gaps: Sequence[int | None], spelled: Sequence[str], start: int
) -> list[int] | None:
    """The places of all pieces, when the first stands at `start`: each the first that its gap allows."""
    places = [start]
    for piece, gap in zip(wanted[1:], gaps, strict=True):
        after = places[-1] + len(wanted[len(places) - 1])
        reach = range(after, len(spelled) if gap is None else after + gap + 1)
        place = next(_places(piece, spelled, reach), None)
        if place is None:
            return None
        places.append(place)
    return places


def _is_torn(text: str, stretch: Stretch) -> bool:
    """Is it a part of a hyphenated word? “violent” is not what “non-violent” says."""
    before, after = text[: stretch.start][-2:], text[stretch.end : stretch.end + 2]
    return any(len(two) == 2 and two[1] in _HYPHENS and two[0].isalnum() for two in (before, after[::-1]))


def _places(piece: Sequence[str], spelled: Sequence[str], reach: range) -> Iterator[int]:
    first, length = piece[0], len(piece)
    for at in reach:
        if at + length > len(spelled):
            return
        if spelled[at] == first and spelled[at : at + length] == piece:
            yield at


def _align(wanted: Sequence[str], held: Sequence[str]) -> tuple[int, int, int]:
    """The fewest words to change, take out or put in until `wanted` stands in `held`, and where: first word, last.

    Sellers' algorithm (1980): edit distance with a free beginning and end.
    """
    costs = list(range(len(wanted) + 1))
    begun = [0] * (len(wanted) + 1)
    best = (len(wanted), 0, 0)
    for at, word in enumerate(held):
        diagonal, diagonal_begun = costs[0], begun[0]
        begun[0] = diagonal_begun = at
        for row, other in enumerate(wanted, start=1):
            above, above_begun = costs[row], begun[row]
            cost, start = diagonal + (word != other), diagonal_begun
            if above + 1 < cost:
                cost, start = above + 1, above_begun
            if costs[row - 1] + 1 < cost:
                cost, start = costs[row - 1] + 1, begun[row - 1]
            costs[row], begun[row] = cost, start
            diagonal, diagonal_begun = above, above_begun
        # Of stretches that differ as little, that of as many words: a last word that was changed is shown, too.
        this = (costs[-1], begun[-1], at + 1)
        if (this[0], abs(this[2] - this[1] - len(wanted))) < (best[0], abs(best[2] - best[1] - len(wanted))):
            best = this
    return best


def _compared(token: str) -> str:
    if token.isascii():
        return "..." if token[0] == "." and len(token) > 1 else "-" if token[0] == "-" else token.translate(_SIGNS)
    spelled = plain_forms(token).translate(_SIGNS)
    return "-" if spelled.startswith("-") else spelled or token
