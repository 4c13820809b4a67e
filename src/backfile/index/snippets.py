"""Which passage is shown with a hit? The one that holds the most of what was asked for, its matches marked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from backfile.index.analysis import cut
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
    held = list(cut(text))
    matches = find_matches(held, wanted)
    first, last = _best(matches) if matches else (0, 0)
    spare = max(0, WIDTH - (last - first))
    start = max(0, min(first - spare // 2, len(text) - WIDTH))
    end = min(len(text), max(last, start + WIDTH))
    start = min((word.start for word in held if word.start >= start), default=start) if start else 0
    start = min(start, first) if matches else start
    end = max((word.end for word in held if word.end <= end), default=end) if end < len(text) else end
    end = min(max(end, last), start + 2 * WIDTH)  # a match may be longer than any passage
    lead, tail = "… " if start else "", " …" if end < len(text) else ""
    shift = len(lead) - start
    passage = lead + text[start:end] + tail
    marks = tuple((match.start + shift, min(match.end, end) + shift) for match in matches if start <= match.start < end)
    return Snippet(text=passage, marks=marks)


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
