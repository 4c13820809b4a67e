"""What became of which words, from one wording to another? Runs of words that stayed, went, or came, and how they are
shown and counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from backfile.text.late import compiled
from backfile.text.pieces import PIECE, count_words
from backfile.text.scripts import UNSPACED

_LEFT_OUT = " … "
_PARTS_NO_WORDS = f"[{UNSPACED}]"


class Kind(StrEnum):
    """What became of a run of words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"
    STRUCK = "struck"  # it stayed, and was struck out
    UNSTRUCK = "unstruck"  # it stayed, and its strike was taken back


_BRACKETS = {
    Kind.KEPT: ("", ""),
    Kind.REMOVED: ("[-", "-]"),
    Kind.ADDED: ("{+", "+}"),
    Kind.STRUCK: ("{~", "~}"),
    Kind.UNSTRUCK: ("[~", "~]"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text, with the blanks and line ends before it. `struck` says that it is struck out in the text that
    it is of: the older one where it was removed, else the newer one."""

    kind: Kind
    text: str
    struck: bool = False


def marked(
    runs: Iterable[Run],
    paint: Callable[[Kind, str], str] = lambda kind, text: text,
    brackets: Mapping[Kind, tuple[str, str]] = _BRACKETS,
) -> str:
    """The runs as plain text: what went in `[-…-]`, what came in `{+…+}`, what was struck out in `{~…~}`, what is so no
    longer in `[~…~]`, or in other brackets; the blanks before it outside; what else is struck out in `~~…~~`.

    `paint` is given each run with its marks, and gives what is shown.
    """
    shown = []
    for run in runs:
        begun, ended = brackets[run.kind]
        strike = "~~" if run.struck and run.kind is not Kind.STRUCK else ""
        text = run.text.lstrip() if begun or strike else run.text
        before = run.text[: len(run.text) - len(text)]
        shown.append(before + paint(run.kind, f"{begun}{strike}{text}{strike}{ended}"))
    return "".join(shown)


def numbered(first: int, second: int) -> dict[Kind, tuple[str, str]]:
    """The brackets for two texts of which nobody knows which is older: they give the number of the one that alone has
    the words, or has them struck out.

    >>> from backfile.text.diff import diff_bodies
    >>> marked(diff_bodies("Forty ~~men~~ people", "~~Forty~~ people here"), brackets=numbered(1, 2))
    '[struck in 2: Forty] [1: ~~men~~] people [2: here]'
    """
    return {
        Kind.KEPT: ("", ""),
        Kind.REMOVED: (f"[{first}: ", "]"),
        Kind.ADDED: (f"[{second}: ", "]"),
        Kind.STRUCK: (f"[struck in {second}: ", "]"),
        Kind.UNSTRUCK: (f"[struck in {first}: ", "]"),
    }


def abridged(runs: Sequence[Run], context: int) -> list[Run]:
    """The runs with what was kept cut to so many characters beside a change, and `…` for what is left out. A cut is at
    a blank, or between two characters of scripts that part no words.

    >>> from backfile.text.diff import diff
    >>> [run.text for run in abridged(diff("one two three four five", "one two three four six"), 6)]
    ['… four', ' five', ' six']
    """
    cut: list[Run] = []
    for at, run in enumerate(runs):
        if run.kind is not Kind.KEPT or len(run.text) <= 2 * context + len(_LEFT_OUT):
            cut.append(run)
            continue
        before = _beginning(run.text, context) if at else ""
        after = _end(run.text, context) if at < len(runs) - 1 else ""
        cut.append(replace(run, text=f"{before}{_LEFT_OUT}{after}".removeprefix("" if at else " ")))
    return cut


def _beginning(text: str, most: int) -> str:
    """Not more than so many characters from the beginning."""
    if not compiled(_PARTS_NO_WORDS).search(text[:most]):
        return text[:most].rpartition(" ")[0]
    ends = [piece.end() for piece in compiled(PIECE).finditer(text[: 2 * most]) if piece.end() <= most]
    return text[: max(ends, default=0)]


def _end(text: str, most: int) -> str:
    """Not more than so many characters from the end."""
    if not compiled(_PARTS_NO_WORDS).search(text[-most:]):
        return text[-most:].partition(" ")[2]
    tail = text[-2 * most :]  # of which the first piece may be half of one
    starts = [piece.start() for piece in compiled(PIECE).finditer(tail) if piece.start() >= len(tail) - most]
    return tail[min(starts, default=len(tail)) :]


def differs(runs: Iterable[Run]) -> bool:
    """Did anything go or come, if only a sign or a strike? “€5m” and “$5m” hold the same words, and say two things."""
    return any(run.kind is not Kind.KEPT for run in runs)


def count_changed(runs: Iterable[Run]) -> int:
    """How many words went and came, in all.

    >>> from backfile.text.diff import diff
    >>> count_changed(diff("It has fallen by a hand.", "It fell by a hand."))
    3
    """
    return sum(count_words(run.text) for run in runs if run.kind in (Kind.REMOVED, Kind.ADDED))


def count_struck(runs: Iterable[Run]) -> int:
    """How many words stayed that were struck out, or are so no longer.

    >>> from backfile.text.diff import diff_bodies
    >>> count_struck(diff_bodies("Forty people", "~~Forty~~ Thirty people"))
    1
    """
    return sum(count_words(run.text) for run in runs if run.kind in (Kind.STRUCK, Kind.UNSTRUCK))
