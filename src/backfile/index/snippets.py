"""Which passage is shown with a hit? The one that holds the most of what was asked for, its matches marked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from backfile.index.analysis import bare_words, cut
from backfile.index.query import And, Fuzzy, In, Leaf, Near, Or, Phrase, Prefix, Query, Required, Wildcard
from backfile.index.query import Word as WordQuery
from backfile.model.search import Snippet
from backfile.text.fold import Word

WIDTH = 220
"""Characters of a passage, before it is widened to whole words."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to mark in a text: sequences of words, each place of which may be any of several folded words."""

    sequences: tuple[tuple[frozenset[str], ...], ...]

    @classmethod
    def of(cls, query: Query, forms: Callable[[Leaf], tuple[str, ...]], field: str = "text") -> Wanted:
        """What the query looks for in a field; what it forbids is not looked for."""
        match query:
            case WordQuery() | Prefix() | Wildcard() | Fuzzy():
                return cls(((frozenset(forms(query)),),))
            case Near(held):
                return cls(tuple((frozenset(forms(WordQuery(word))),) for word in held))
            case Phrase(held):
                return cls((tuple(frozenset([word]) for word in held),))
            case And(parts) | Or(parts):
                return cls(tuple(one for part in parts for one in cls.of(part, forms, field).sequences))
            case Required(part):
                return cls.of(part, forms, field)
            case In(its_field, part) if its_field == field:
                return cls.of(part, forms, field)
        return cls(())


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    sequence: int


def make_snippet(text: str, wanted: Wanted) -> Snippet:
    """The best passage of a text, on one line; its beginning when nothing of what is wanted stands in it."""
    text = " ".join(text.split())
    held = words_of(text)
    matches = held.find(wanted)
    first, last = _best(matches) if matches else (0, 0)
    spare = max(0, WIDTH - (last - first))
    start = max(0, min(first - spare // 2, len(text) - WIDTH))
    end = min(len(text), max(last, start + WIDTH))
    start = held.start_from(start) if start else 0
    start = min(start, first) if matches else start
    end = held.end_until(end) if end < len(text) else end
    end = min(max(end, last), start + 2 * WIDTH)  # a match may be longer than any passage
    lead, tail = "… " if start else "", " …" if end < len(text) else ""
    shift = len(lead) - start
    passage = lead + text[start:end] + tail
    marks = tuple((match.start + shift, min(match.end, end) + shift) for match in matches if start <= match.start < end)
    return Snippet(text=passage, marks=marks)


def words_of(text: str) -> _CutWords | _BareWords:
    """The words of a text, as far as a snippet asks for them. Most texts need not be cut: in small letters of ASCII
    without marks, an expression finds what is wanted without a look at the other words."""
    bare = bare_words(text)
    return _CutWords(list(cut(text))) if bare is None else _BareWords(bare)


class _CutWords:
    def __init__(self, held: list[Word]) -> None:
        self._held = held

    def find(self, wanted: Wanted) -> list[_Match]:
        return find_matches(self._held, wanted)

    def start_from(self, place: int) -> int:
        """Where the first word begins that begins there or behind; the place itself where none does."""
        return min((word.start for word in self._held if word.start >= place), default=place)

    def end_until(self, place: int) -> int:
        """Where the last word ends that ends there or before; the place itself where none does."""
        return max((word.end for word in self._held if word.end <= place), default=place)


class _BareWords:
    """The same for a text that analysis.bare_words gives: its words are runs of letters, digits and apostrophes."""

    def __init__(self, text: str) -> None:
        self._text = text

    def find(self, wanted: Wanted) -> list[_Match]:
        expression = _expression(wanted)
        if expression is None:
            return []
        return [
            _Match(found.start(), found.end(), int(str(found.lastgroup)[1:]))
            for found in expression.finditer(self._text)
        ]

    def start_from(self, place: int) -> int:
        found = _STARTS.search(self._text, place)
        return place if found is None else found.start()

    def end_until(self, place: int) -> int:
        for reach in (_NEAR_END, place):  # seldom is a word longer
            ends = [found.end() for found in _ENDS.finditer(self._text, max(0, place - reach), place + 2)]
            if within := [end for end in ends if end <= place]:
                return within[-1]
        return place


_BEFORE, _AFTER = r"(?<![a-z0-9])(?<![a-z0-9]')", r"(?![a-z0-9])(?!'[a-z0-9])"
_STARTS, _ENDS = re.compile(rf"{_BEFORE}[a-z0-9]"), re.compile(rf"[a-z0-9]{_AFTER}")
_NEAR_END = 64


@lru_cache(maxsize=16)
def _expression(wanted: Wanted) -> re.Pattern[str] | None:
    """What finds the sequences in a text of bare words, the longest first; None where none can stand in one."""
    patterns = []
    for number, sequence in sorted(enumerate(wanted.sequences), key=lambda each: -len(each[1])):
        steps = [sorted(filter(bare_words, forms), key=lambda form: (-len(form), form)) for forms in sequence]
        if all(steps):
            each = (f"{_BEFORE}(?:{'|'.join(map(re.escape, forms))}){_AFTER}" for forms in steps)
            patterns.append(f"(?P<s{number}>{'[^a-z0-9]+'.join(each)})")
    return re.compile("|".join(patterns)) if patterns else None


def find_matches(held: list[Word], wanted: Wanted) -> list[_Match]:
    """Where the wanted sequences stand, in order, none overlapping another."""
    first_words: dict[str, list[int]] = {}
    for number, sequence in enumerate(wanted.sequences):
        for form in sequence[0]:
            first_words.setdefault(form, []).append(number)
    matches: list[_Match] = []
    for at, word in enumerate(held):
        if matches and word.start < matches[-1].end:
            continue
        standing = [
            number
            for number in first_words.get(word.fold, ())
            if at + len(wanted.sequences[number]) <= len(held)
            and all(held[at + step].fold in forms for step, forms in enumerate(wanted.sequences[number]))
        ]
        if standing:
            longest = max(standing, key=lambda number: len(wanted.sequences[number]))
            matches.append(_Match(word.start, held[at + len(wanted.sequences[longest]) - 1].end, longest))
    return matches


def _best(matches: list[_Match]) -> tuple[int, int]:
    """The stretch of at most WIDTH characters with the most different matches, then the most, then the first."""
    best, chosen = (0, 0), (matches[0].start, matches[0].end)
    last = 0
    for at, match in enumerate(matches):
        last = max(last, at)
        while last + 1 < len(matches) and matches[last + 1].end - match.start <= WIDTH:
            last += 1
        inside = matches[at : last + 1]
        value = (len({one.sequence for one in inside}), len(inside))
        if value > best:
            best, chosen = value, (match.start, inside[-1].end)
    return chosen
