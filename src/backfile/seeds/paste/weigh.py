"""How good is a layout? By the text that it brings into entries, and by how alike its entries look.

Law: many entries weigh more than a long one, and an entry without text counts against its layout.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from backfile.seeds.paste.cues import Line, Shape, is_sentence
from backfile.text.sentences import SENTENCE_ENDS, count_words, measure

_MOST = 600
"""Latin letters of an entry that count for the layout that found it: many entries weigh more than a long one."""
_LEAST_SHARE = 0.6
"""Of the times that open entries: how many at least have text after them."""
_FEWEST_SIGNED = 3
_SIGNED = 2 / 3
"""Of the entries of a page that signs them: so many at least are. Of the nine of one capture seven are."""


@dataclass(frozen=True, slots=True)
class Layout:
    cue: str
    starts: tuple[int, ...]
    score: float


def weigh(lines: Sequence[Line], starts: Sequence[int]) -> float:
    """The text that a layout brings into entries, each counted up to a limit, by the share of entries that have any."""
    told = [count_told(lines[start:end]) for start, end in zip(starts, (*starts[1:], len(lines)), strict=True)]
    having = [min(characters, _MOST) for characters in told if characters]
    share = len(having) / max(1, len(starts))
    return sum(having) * share if len(having) > 1 and share >= _LEAST_SHARE else 0


def count_told(lines: Sequence[Line]) -> int:
    """Text, in Latin letters, in an entry, a headline that has none below it counting as such by its beginning."""
    if not lines:
        return 0
    beside = lines[0].stamp.rest if lines[0].stamp is not None else ""
    told = sum(measure(line.text) for line in lines if line.is_prose or _is_short_text(line))
    return told + (measure(beside) if beside and is_sentence(beside) else 0)


def _is_short_text(line: Line) -> bool:
    return line.shape is Shape.TEXT and line.text[-1] in SENTENCE_ENDS and count_words(line.text) > 1


def regularity(lines: Sequence[Line], starts: Sequence[int]) -> float:
    """The share of entries that look like most of them, 0 to 1; what looks like no entry at all counts against it.

    An entry looks like others when it has a time, a headline in its first lines, text, and no second headline that
    follows a signature. Whether it is signed is left out: of the five entries of a page one often is not.
    """
    looks = Counter(_look(lines[start:end]) for start, end in zip(starts, (*starts[1:], len(lines)), strict=True))
    with_text = {look: count for look, count in looks.items() if look.text}
    return max(with_text.values(), default=0) / len(starts)


def agreement(lines: Sequence[Line], starts: Sequence[int]) -> float:
    """How well signatures agree with a layout, 0 to 1: on a page that signs its entries most of them are signed, and
    where an entry is signed it ends."""
    signed = [at for at, line in enumerate(lines) if line.shape is Shape.SIGNATURE]
    if len(signed) < _FEWEST_SIGNED:
        return 1
    ends = {*starts, len(lines)}
    closing = sum(at + 1 in ends for at in signed)
    return min(1, len(signed) / (_SIGNED * len(starts))) * closing / len(signed)


@dataclass(frozen=True, slots=True)
class _Look:
    time: bool
    headline: bool
    text: bool
    several: bool  # a signature with more after it: two entries in one


def _look(lines: Sequence[Line]) -> _Look:
    head = [line.shape for line in lines[:3]]
    shapes = [line.shape for line in lines]
    return _Look(
        time=Shape.TIME in head,
        headline=Shape.HEADLINE in head,
        text=Shape.TEXT in shapes,
        several=Shape.SIGNATURE in shapes[:-1] or Shape.HEADLINE in shapes[2:],
    )
