"""Which passage is shown with a hit? The one that holds the most of what was asked for, its matches marked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from backfile.index.analysis import BARE, bare_words
from backfile.index.query import And, Fuzzy, In, Leaf, Near, Or, Phrase, Prefix, Query, Required, Wildcard
from backfile.index.query import Word as WordQuery
from backfile.model.search import Snippet
from backfile.text.fold import Word

WIDTH = 220
"""Characters of a passage, before it is widened to whole words."""


class Wanted(NamedTuple):
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
            case Phrase():
                return cls((tuple(map(frozenset, query.forms())),))
            case And(parts) | Or(parts):
                return cls(tuple(one for part in parts for one in cls.of(part, forms, field).sequences))
            case Required(part):
                return cls.of(part, forms, field)
            case In(its_field, part) if its_field == field:
                return cls.of(part, forms, field)
        return cls(())


class _Match(NamedTuple):
    start: int
    end: int
    sequence: int


def make_snippet(text: str, wanted: Wanted) -> Snippet:
    """The best passage of a text, on one line; its beginning when nothing of what is wanted stands in it."""
    text = " ".join(text.split())
    held = _Words(text)
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


class _Words:
    """The words of a text on one line, as far as a snippet asks for them: they are looked for, not cut."""

    def __init__(self, text: str) -> None:
        self._plain, self._others = bare_words(text)

    def find(self, wanted: Wanted) -> list[_Match]:
        """Where the wanted sequences stand, in order, none overlapping another; of two at one place the longer."""
        first_words, bare = _first_words(wanted)
        if len(bare) > _MANY:
            bare = bare.intersection(BARE.findall(self._plain))
        matches: list[_Match] = []
        held = [*self._places(bare), *(word for word in self._others if word.fold in first_words)]
        for word in sorted(held, key=_start):
            if not matches or word.start >= matches[-1].end:
                standing = ((self._follow(word, wanted.sequences[each]), each) for each in first_words[word.fold])
                found = [(len(wanted.sequences[each]), -each, end) for end, each in standing if end is not None]
                if found:
                    _, number, end = max(found)
                    matches.append(_Match(word.start, end, -number))
        return matches

    def start_from(self, place: int) -> int:
        """Where the first word begins that begins there or behind; the place itself where none does."""
        starts = [word.start for word in self._others if word.start >= place]
        if found := _WORD.search(self._plain, place):
            starts.append(found.start())
        return min(starts, default=place)

    def end_until(self, place: int) -> int:
        """Where the last word ends that ends there or before; the place itself where none does."""
        ends = [word.end for word in self._others if word.end <= place]
        for reach in (_NEAR_END, place):  # seldom is a word longer
            found = (each.end() for each in _ENDS.finditer(self._plain, max(0, place - reach), place + 2))
            if within := [end for end in found if end <= place]:
                ends.append(within[-1])
                break
        return max(ends, default=place)

    def _places(self, forms: Iterable[str]) -> Iterator[Word]:
        """The bare words that are one of these forms."""
        plain = self._plain
        for form in forms:
            start = plain.find(form)
            while start >= 0:
                end = start + len(form)
                word = _WORD.match(plain, start)
                if word is not None and word.end() == end:
                    yield Word(start, end, form)
                start = plain.find(form, end)

    def _follow(self, word: Word, sequence: Sequence[frozenset[str]]) -> int | None:
        """Where a sequence ends that begins with this word; None where other words follow."""
        for forms in sequence[1:]:
            after = self._after(word)
            if after is None or after.fold not in forms:
                return None
            word = after
        return word.end

    def _after(self, word: Word) -> Word | None:
        """The word that follows."""
        one_of_others = self._plain[word.start] == "\0"
        at = self._others.index(word) + 1 if one_of_others else bisect_left(self._others, word.end, key=_start)
        found = _WORD.search(self._plain, word.end)
        if found is None or (at < len(self._others) and self._others[at].start < found.start()):
            return self._others[at] if at < len(self._others) else None
        return Word(found.start(), found.end(), found.group())


_BEFORE, _AFTER = r"(?<![a-z0-9])(?<![a-z0-9]')", r"(?![a-z0-9])(?!'[a-z0-9])"
_WORD, _ENDS = re.compile(rf"{_BEFORE}{BARE.pattern}"), re.compile(rf"[a-z0-9]{_AFTER}")
_NEAR_END = 64
_MANY = 32  # words that are looked for one by one; of more, those that stand in the text
_start = attrgetter("start")


@lru_cache(maxsize=16)
def _first_words(wanted: Wanted) -> tuple[Mapping[str, Sequence[int]], frozenset[str]]:
    """Each word that a sequence begins with, and the numbers of those sequences; and the bare ones of these words."""
    first_words: dict[str, list[int]] = {}
    for number, sequence in enumerate(wanted.sequences):
        for form in sequence[0]:
            first_words.setdefault(form, []).append(number)
    return first_words, frozenset(filter(BARE.fullmatch, first_words))


def _best(matches: list[_Match]) -> tuple[int, int]:
    """The stretch of at most WIDTH characters with the most different matches, then the most, then the first."""
    best, chosen = (0, 0), (0, 0)
    inside: Counter[int] = Counter()  # how many of each sequence the stretch holds
    stop = 0
    for at, match in enumerate(matches):
        while stop < len(matches) and (stop <= at or matches[stop].end - match.start <= WIDTH):
            inside[matches[stop].sequence] += 1
            stop += 1
        value = (len(inside), stop - at)
        if value > best:
            best, chosen = value, (match.start, matches[stop - 1].end)
        inside[match.sequence] -= 1
        if not inside[match.sequence]:
            del inside[match.sequence]
    return chosen
