"""Where does each entry begin? Every cue proposes its boundaries; the layout that repeats most regularly is taken.

Times tell entries apart where most of them are followed by text; else the layout whose entries look most alike is
taken: the same shapes in the same order. The cues that a layout does not use are its checks: they are named with the
boundary that they confirm.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from backfile.seeds.paste.cues import Line, Shape
from backfile.seeds.paste.shaped import by_shapes
from backfile.seeds.paste.stamps import Place
from backfile.seeds.paste.timed import by_times, with_numbered
from backfile.seeds.paste.weigh import Layout, agreement, regularity, weigh

_AGAINST_OTHERS = 0.4
"""What a layout by times must weigh, measured by the best of the others: times of comments weigh less than that."""


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


def find_boundaries(lines: Sequence[Line]) -> tuple[Boundary, ...]:
    """The beginnings of the entries, in order; none when no cue repeats.

    `lines` holds no furniture.
    """
    chosen = _choose(lines)
    if chosen is None:
        return ()
    return tuple(_boundary(lines, start, chosen.cue) for start in chosen.starts)


def _choose(lines: Sequence[Line]) -> Layout | None:
    others = [
        Layout(cue, starts, regularity(lines, starts) * agreement(lines, starts)) for cue, starts in by_shapes(lines)
    ]
    # Of two layouts that are as regular, the one whose cue is proposed first: it says more.
    other = max(others, key=lambda layout: layout.score, default=None)
    timed = max(by_times(lines), key=lambda layout: layout.score, default=None)
    if timed is None or timed.score <= 0:
        return other
    if other is not None and timed.score < _AGAINST_OTHERS * weigh(lines, other.starts):
        return other
    return Layout(timed.cue, with_numbered(lines, timed.starts), timed.score)


def _boundary(lines: Sequence[Line], start: int, cue: str) -> Boundary:
    """The boundary with the cues that hold there: the first entry may begin without the cue of the others."""
    holding = [name for name, holds in _CHECKS if holds(lines, start)]
    drawn_by = cue if cue in holding else _UNDRAWN.get(cue, "the last headline above the cue of the others")
    return Boundary(start, drawn_by, tuple(name for name in holding if name != cue))


_Check = Callable[[Sequence[Line], int], bool]
_CHECKS: tuple[tuple[str, _Check], ...] = (
    ("a line with a time", lambda lines, at: any(line.stamp is not None for line in lines[at : at + 2])),
    ("two blank lines", lambda lines, at: lines[at].gap > 1),
    ("the shape of a headline", lambda lines, at: lines[at].shape is Shape.HEADLINE),
    ("a list of titles above", lambda lines, at: lines[at].announced),
    ("the signature before it", lambda lines, at: at > 0 and _signs(lines[at - 1])),
)
_UNDRAWN = {"a line with a time": "a heading that repeats with other numbers"}


def _signs(line: Line) -> bool:
    return line.shape is Shape.SIGNATURE or (line.stamp is not None and line.stamp.place is Place.SIGNED)
