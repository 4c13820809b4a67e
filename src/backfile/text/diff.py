"""Which words differ between two wordings? Runs of words that stayed, went, or came, in the order of reading.

Of scripts that part no words (Chinese, Japanese, Thai, …) each character, with its marks, is compared by itself.

Words that stayed may have been struck out since, or their strike taken back: such are runs of their own kinds, and
what is struck out in the text that a run is of says so.

Law: all runs but the removed ones joined are the newer text; all but the added ones are the older text but for quotes,
dashes and spacing, which make no other words. What is kept is given as the newer text has it. Two texts differ if, and
only if, they are other words (`spelling.spelled`), so that no revision shows no difference, and no other one does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from itertools import groupby

from backfile.text.fold import LETTER, even
from backfile.text.late import compiled
from backfile.text.markdown import find_struck, words
from backfile.text.scripts import CHARACTER, UNSPACED
from backfile.text.spelling import spelled

LEAST_KEPT = 2
"""Words (or characters of scripts that part none) in a row that must have stayed between two replacements to be told as
kept: a lone “the” only tears them up. A lone name or number (with a capital or a digit) is told as kept."""

MOST_COMPARED = 4_000_000
"""Words of the one text times words of the other that are compared one by one; what begins and ends alike is not
counted. Two news texts of 2,000 words take difflib a hundredth of a second, the worst there are (two words in random
order) a third of one."""

_LEFT_OUT = " … "

_SPACED = rf"(?:(?![{UNSPACED}]){LETTER})"
_LETTERS = rf"{_SPACED}+(?:(?:['’ʼ]|(?<=\d)[.,:](?=\d)){_SPACED}+)*"  # “1.5” is one number, not two
_UNIT = rf"{CHARACTER}|{_LETTERS}"
# Strikes are carried through a comparison by a mark before each piece, which is no character of any text: struck out in
# both texts (or in the one that the piece is of), in the newer one alone, in the older one alone.
_BOTH, _SINCE, _BEFORE = "\ufdd0", "\ufdd1", "\ufdd2"
_MARKS = f"{_BOTH}{_SINCE}{_BEFORE}"
_NO_MARKS = dict.fromkeys(map(ord, _MARKS))
_PIECE = rf"\s*[{_MARKS}]?(?:{_UNIT}|[-‐‑‒–—―−]+|\S)|\s+\Z"
_WORD = rf"(?:{CHARACTER})+|{_LETTERS}"
_UNSPACED = f"[{UNSPACED}]"
_LINE = re.compile(r"\n*[^\n]+|\n+")


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


def diff(older: str, newer: str) -> tuple[Run, ...]:
    """The runs of two wordings; where words were replaced, what went stands before what came.

    >>> marked(diff("It has fallen by a hand.", "It has fallen by a foot."))
    'It has fallen by a [-hand-] {+foot+}.'
    """
    if spelled(older) == spelled(newer):
        return (Run(kind=Kind.KEPT, text=newer),) if newer else ()
    return tuple(Run(kind=kind, text=text) for kind, text in _runs(older, newer))


def diff_bodies(older: str, newer: str) -> tuple[Run, ...]:
    """The runs of two bodies in Markdown, as of their words.

    >>> marked(diff_bodies("Forty people, no dogs", "~~Forty~~ Thirty people, no dogs"))
    '{~Forty~} {+Thirty+} people, no dogs'
    """
    struck = find_struck(older), find_struck(newer)
    if not any(struck):
        return diff(words(older), words(newer))
    found = _runs(_with_marks(words(older), struck[0]), _with_marks(words(newer), struck[1]))
    return tuple(run for kind, text in found for run in _by_strikes(kind, text))


def marked(runs: Iterable[Run], paint: Callable[[Kind, str], str] = lambda kind, text: text) -> str:
    """The runs as plain text: what went in `[-…-]`, what came in `{+…+}`, what was struck out in `{~…~}`, what is so no
    longer in `[~…~]`, the blanks before it outside; what else is struck out in `~~…~~`.

    `paint` is given each run with its marks, and gives what is shown.
    """
    shown = []
    for run in runs:
        begun, ended = _BRACKETS[run.kind]
        strike = "~~" if run.struck and run.kind is not Kind.STRUCK else ""
        text = run.text.lstrip() if begun or strike else run.text
        before = run.text[: len(run.text) - len(text)]
        shown.append(before + paint(run.kind, f"{begun}{strike}{text}{strike}{ended}"))
    return "".join(shown)


def abridged(runs: Sequence[Run], context: int) -> list[Run]:
    """The runs with what was kept cut to so many characters beside a change, and `…` for what is left out. A cut is at
    a blank, or between two characters of scripts that part no words.

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
    if not compiled(_UNSPACED).search(text[:most]):
        return text[:most].rpartition(" ")[0]
    ends = [piece.end() for piece in compiled(_PIECE).finditer(text[: 2 * most]) if piece.end() <= most]
    return text[: max(ends, default=0)]


def _end(text: str, most: int) -> str:
    """Not more than so many characters from the end."""
    if not compiled(_UNSPACED).search(text[-most:]):
        return text[-most:].partition(" ")[2]
    tail = text[-2 * most :]  # of which the first piece may be half of one
    starts = [piece.start() for piece in compiled(_PIECE).finditer(tail) if piece.start() >= len(tail) - most]
    return tail[min(starts, default=len(tail)) :]


def differs(runs: Iterable[Run]) -> bool:
    """Did anything go or come, if only a sign or a strike? “€5m” and “$5m” hold the same words, and say two things."""
    return any(run.kind is not Kind.KEPT for run in runs)


def count_changed(runs: Iterable[Run]) -> int:
    """How many words went and came, in all.

    >>> count_changed(diff("It has fallen by a hand.", "It fell by a hand."))
    3
    """
    return sum(_count_words(run.text) for run in runs if run.kind in (Kind.REMOVED, Kind.ADDED))


def count_struck(runs: Iterable[Run]) -> int:
    """How many words stayed that were struck out, or are so no longer.

    >>> count_struck(diff_bodies("Forty people", "~~Forty~~ Thirty people"))
    1
    """
    return sum(_count_words(run.text) for run in runs if run.kind in (Kind.STRUCK, Kind.UNSTRUCK))


@dataclass(frozen=True, slots=True)
class _Step:
    """What stayed, or what went and what came in its place."""

    kept: str = ""
    removed: str = ""
    added: str = ""

    @property
    def replaces(self) -> bool:
        return bool(self.removed and self.added)


def _compare(older: str, newer: str) -> Iterator[_Step]:
    """Word by word where that is bounded; else line by line, and word by word in lines that differ."""
    pieces_of = compiled(_PIECE).findall
    pieces = _match(pieces_of(older), pieces_of(newer), _without_strikes)
    if pieces is not None:
        yield from pieces
        return
    lines = _match(_LINE.findall(older), _LINE.findall(newer), _with_strikes) or [_Step(removed=older, added=newer)]
    for step in lines:
        both = pieces_of(step.removed), pieces_of(step.added)
        within = _match(*both, _without_strikes) if step.replaces else None
        yield from within or [step]


def _match(older: Sequence[str], newer: Sequence[str], as_compared: Callable[[str], str]) -> list[_Step] | None:
    """The steps from one row of pieces to the other; None where that is too much to compare."""
    ours, theirs = [as_compared(piece) for piece in older], [as_compared(piece) for piece in newer]
    first = _count_alike(ours, theirs)
    last = _count_alike(ours[first:][::-1], theirs[first:][::-1])
    end, new_end = len(ours) - last, len(theirs) - last
    if (end - first) * (new_end - first) > MOST_COMPARED:
        return None
    matcher = SequenceMatcher(None, ours[first:end], theirs[first:new_end], autojunk=False)
    steps = [_Step(kept=_kept(older[:first], newer[:first]))]
    for tag, *at in matcher.get_opcodes():
        went, came = older[first + at[0] : first + at[1]], newer[first + at[2] : first + at[3]]
        is_kept = tag == "equal" or _spelled(went) == _spelled(came)  # “Harry 's” is three pieces
        steps.append(_Step(kept=_kept(went, came)) if is_kept else _Step(removed="".join(went), added="".join(came)))
    return [*steps, _Step(kept=_kept(older[end:], newer[new_end:]))]


def _with_strikes(line: str) -> str:
    return _even(line)


def _without_strikes(piece: str) -> str:
    return _even(_bare(piece))


def _kept(older: Sequence[str], newer: Sequence[str]) -> str:
    """What stayed, as the newer text has it, each piece marked by what was struck out, and is."""
    if not any(mark in piece for piece in (*older, *newer) for mark in _MARKS):
        return "".join(newer)
    before = [_mark_of(piece) for piece in older]
    if len(older) != len(newer):  # the same words in other pieces
        before = [next(filter(None, before), None)] * len(newer)
    kept = ""
    for was, piece in zip(before, newer, strict=True):
        if was == (now := _mark_of(piece)):
            kept += piece
        else:
            kept += _with_mark(_bare(piece), _SINCE if now else _BEFORE)
    return kept


def _with_marks(text: str, struck: Sequence[tuple[int, int]]) -> str:
    """A text with a mark before each piece that is struck out, if only in part."""
    marked = ""
    for piece in compiled(_PIECE).finditer(text.translate(_STRANGE)):
        begin = piece.end() - len(piece[0].lstrip())
        is_struck = any(start < piece.end() and begin < end for start, end in struck) and begin < piece.end()
        marked += _with_mark(piece[0], _BOTH) if is_struck else piece[0]
    return marked


def _with_mark(piece: str, mark: str) -> str:
    text = piece.lstrip()
    return f"{piece[: len(piece) - len(text)]}{mark}{text}"


def _bare(text: str) -> str:
    return text.translate(_NO_MARKS) if any(mark in text for mark in _MARKS) else text


def _spelled(pieces: Sequence[str]) -> str:
    return spelled(_bare("".join(pieces)))


def _by_strikes(kind: Kind, text: str) -> Iterator[Run]:
    """A stretch of one kind as runs that are struck out throughout, or nowhere, or were since, or no longer are."""
    for mark, pieces in groupby(compiled(_PIECE).findall(text), key=_mark_of):
        told = Kind.STRUCK if mark == _SINCE else Kind.UNSTRUCK if mark == _BEFORE else kind
        yield Run(kind=told, text=_bare("".join(pieces)), struck=mark in (_BOTH, _SINCE))


def _mark_of(piece: str) -> str | None:
    return next((mark for mark in _MARKS if mark in piece), None)


_AS_OLDER = {ord(_SINCE): None, ord(_BEFORE): _BOTH}
_AS_NEWER = {ord(_SINCE): _BOTH, ord(_BEFORE): None}
_STRANGE = dict.fromkeys(map(ord, _MARKS), "\ufffd")


def _without_crumbs(steps: Iterable[_Step]) -> list[_Step]:
    """Two replacements with hardly a word between them are one."""
    whole: list[_Step] = []
    for step in steps:
        if step == _Step():
            continue
        if len(whole) > 1 and _is_crumb(whole[-2], whole[-1].kept, step):
            before, kept = whole[-2], whole.pop().kept
            was, now = kept.translate(_AS_OLDER), kept.translate(_AS_NEWER)
            step = _Step(removed=before.removed + was + step.removed, added=before.added + now + step.added)
            whole.pop()
        whole.append(step)
    return whole


def _is_crumb(before: _Step, kept: str, after: _Step) -> bool:
    """Does what was kept only tear up what was changed on both sides of it?"""
    if before.replaces and after.replaces:
        return len(compiled(_UNIT).findall(kept)) < LEAST_KEPT and not any(map(_tells, kept))
    if not (before.replaces or after.replaces) or before.kept or after.kept:
        return False
    return compiled(CHARACTER).fullmatch(kept) is not None  # “เ” is in every second Thai word


def _tells(character: str) -> bool:
    return character.isupper() or character.isdigit()


def _slid(steps: list[_Step]) -> Iterator[_Step]:
    """Sentences that went or came end with their own mark: `said{+. He left+}.` is `said.{+ He left.+}`."""
    for at, step in enumerate(steps):
        text = step.removed or step.added
        after = steps[at + 1].kept if at + 1 < len(steps) else ""
        mark, same = compiled(_PIECE).match(text), compiled(_PIECE).match(after)
        if step.replaces or not mark or not same or compiled(_WORD).search(mark[0]) or _even(mark[0]) != _even(same[0]):
            yield step
            continue
        yield _Step(kept=same[0])
        slid = text[mark.end() :] + same[0]
        yield _Step(removed=slid) if step.removed else _Step(added=slid)
        steps[at + 1] = _Step(kept=after[same.end() :])


def _runs(older: str, newer: str) -> list[tuple[Kind, str]]:
    return _joined(_slid(_without_crumbs(_compare(older, newer))))


def _joined(steps: Iterable[_Step]) -> list[tuple[Kind, str]]:
    """The steps as stretches, no two of a kind side by side. Blanks that came or went are no words."""
    pairs: list[tuple[Kind, str]] = []
    for step in steps:
        came = Kind.ADDED if step.added.strip() else Kind.KEPT
        if step.removed.strip():
            pairs.append((Kind.REMOVED, step.removed))
        for kind, text in ((came, step.added), (Kind.KEPT, step.kept)):
            if text and pairs and pairs[-1][0] is kind:
                pairs[-1] = (kind, pairs[-1][1] + text)
            elif text:
                pairs.append((kind, text))
    return pairs


def _count_alike(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """How many pieces the two begin with alike."""
    pairs = zip(ours, theirs, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(ours), len(theirs)))


def _count_words(text: str) -> int:
    return len(compiled(_WORD).findall(text))


_even = lru_cache(maxsize=100_000)(even)
