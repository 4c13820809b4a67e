"""Where does each entry begin? Every cue proposes its boundaries; the layout that repeats most regularly is taken.

A layout is judged by how alike its entries are: the same shapes in the same order (time, headline, text, signature).
The cues that a layout does not use are its checks: they are named with the boundary that they confirm.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from backfile.seeds.paste.cues import Line, Shape, is_call
from backfile.text.fold import fold

_LONGEST_PROMO = 5
"""Lines: the title twice, up to two of text, and the call to go there."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """An entry begins at line `at`; `cue` drew the boundary, `confirmed` by others."""

    at: int
    cue: str
    confirmed: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        also = f", confirmed by {' and '.join(self.confirmed)}" if self.confirmed else ""
        return f"begins at {self.cue}{also}"


@dataclass(frozen=True, slots=True)
class _Layout:
    cue: str
    starts: tuple[int, ...]
    regularity: float


def find_promos(lines: Sequence[Line]) -> dict[int, str]:
    """The lines of promos, by number, with the reason: a title that stands twice in a row, with what hangs on it."""
    promos: dict[int, str] = {}
    for at, (line, following) in enumerate(pairwise(lines)):
        if at in promos or fold(line.text) != fold(following.text) or line.shape is Shape.FURNITURE:
            continue
        end = at + 2
        while end < min(at + _LONGEST_PROMO, len(lines)) and lines[end].gap == 0:
            end += 1
        # The call that closes it may stand apart, when the paste has blank lines between all lines.
        call = next((number for number in range(at + 2, min(at + _LONGEST_PROMO, len(lines))) if is_call(lines[number].text)), None)
        for number in range(at, max(end, call + 1 if call is not None else end)):
            promos[number] = "a promo: its title stands twice"
    return promos


def find_boundaries(lines: Sequence[Line]) -> tuple[Boundary, ...]:
    """The beginnings of the entries, in order; none when no cue repeats.

    `lines` holds no furniture.
    """
    proposals = [_Layout(cue, starts, _regularity(lines, starts)) for cue, starts in _propose(lines)]
    if not proposals:
        return ()
    # Of two layouts that are as regular, the one whose cue stands first in _CUES: it says more.
    chosen = max(proposals, key=lambda layout: layout.regularity)
    return tuple(_boundary(lines, start, chosen.cue) for start in chosen.starts)


def _boundary(lines: Sequence[Line], start: int, cue: str) -> Boundary:
    """The boundary with the cues that hold there: the first entry may begin without the cue of the others."""
    holding = [name for name, holds in _CHECKS if holds(lines, start)]
    drawn_by = cue if cue in holding else "the last headline above the cue of the others"
    return Boundary(start, drawn_by, tuple(name for name in holding if name != cue))


def _propose(lines: Sequence[Line]) -> list[tuple[str, tuple[int, ...]]]:
    return [(cue, starts) for cue, propose in _CUES if len(starts := propose(lines)) > 1]


def _at_times(lines: Sequence[Line]) -> tuple[int, ...]:
    """Entries begin at a line with a time, or at the headline above it where the page has them in that order."""
    times = [at for at, line in enumerate(lines) if line.shape is Shape.TIME]
    above = sum(at > 0 and lines[at - 1].shape is Shape.HEADLINE for at in times)
    below = sum(at + 1 < len(lines) and lines[at + 1].shape is Shape.HEADLINE for at in times)
    if above > below:
        times = [at - 1 if at and lines[at - 1].shape is Shape.HEADLINE else at for at in times]
    # Two times in a row (printed and repeated) begin one entry.
    return tuple(at for before, at in pairwise([-2, *times]) if at - before > 1)


def _at_wide_gaps(lines: Sequence[Line]) -> tuple[int, ...]:
    """Entries begin after two or more blank lines, on a page whose paragraphs stand one blank line apart.

    No gap stands before the first entry when it follows the head of the page: it begins at the last headline there.
    """
    wide = [at for at, line in enumerate(lines) if line.gap > 1]
    if not wide or not any(line.gap == 1 for line in lines):
        return ()
    first = _last_headline(lines, wide[0])
    return tuple(wide) if first is None else (first, *wide)


def _at_headlines(lines: Sequence[Line]) -> tuple[int, ...]:
    """Entries begin at headlines that text follows; the headline of the page itself is not one of them."""
    headlines = [
        at
        for at, (line, following) in enumerate(pairwise(lines))
        if at and line.shape is Shape.HEADLINE and following.shape in (Shape.TEXT, Shape.BYLINE)
    ]
    return tuple(headlines)


def _after_signatures(lines: Sequence[Line]) -> tuple[int, ...]:
    """Entries begin after a signature, and the first at the last headline before it."""
    signed = [at for at, line in enumerate(lines) if line.shape is Shape.SIGNATURE]
    if not signed:
        return ()
    first = _last_headline(lines, signed[0])
    return (*(() if first is None else (first,)), *(at + 1 for at in signed if at + 1 < len(lines)))


def _last_headline(lines: Sequence[Line], end: int) -> int | None:
    """The last headline before line `end` that text follows, that of the page itself left out."""
    for at in range(end - 2, 0, -1):
        if lines[at].shape is Shape.HEADLINE and lines[at + 1].shape in (Shape.TEXT, Shape.BYLINE):
            return at
    return None


_Propose = Callable[[Sequence[Line]], tuple[int, ...]]
_CUES: tuple[tuple[str, _Propose], ...] = (
    ("a line with a time", _at_times),
    ("two blank lines", _at_wide_gaps),
    ("the shape of a headline", _at_headlines),
    ("the signature before it", _after_signatures),
)
_Check = Callable[[Sequence[Line], int], bool]
_CHECKS: tuple[tuple[str, _Check], ...] = (
    ("a line with a time", lambda lines, at: any(line.shape is Shape.TIME for line in lines[at : at + 2])),
    ("two blank lines", lambda lines, at: lines[at].gap > 1),
    ("the shape of a headline", lambda lines, at: lines[at].shape is Shape.HEADLINE),
    ("the signature before it", lambda lines, at: at > 0 and lines[at - 1].shape is Shape.SIGNATURE),
)


def _regularity(lines: Sequence[Line], starts: Sequence[int]) -> float:
    """The share of entries that look like most of them, 0 to 1; what looks like no entry at all counts against it.

    An entry looks like others when it has a time, a headline in its first lines, text, and no second headline that
    follows a signature. Whether it is signed is left out: of the five entries of a page one often is not.
    """
    looks = Counter(
        _look(lines[start:end]) for start, end in zip(starts, (*starts[1:], len(lines)), strict=True)
    )
    with_text = {look: count for look, count in looks.items() if look.text}
    return max(with_text.values(), default=0) / len(starts)


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
