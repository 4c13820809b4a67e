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
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby

from backfile.text.fold import even
from backfile.text.late import compiled
from backfile.text.markdown import find_struck, words
from backfile.text.pieces import (
    AS_NEWER,
    AS_OLDER,
    BEFORE,
    BOTH,
    MARKS,
    PIECE,
    SINCE,
    UNIT,
    WORD,
    bare,
    mark_of,
    with_mark,
    with_marks,
)
from backfile.text.runs import Kind, Run
from backfile.text.scripts import CHARACTER
from backfile.text.spelling import spelled

LEAST_KEPT = 2
"""Words (or characters of scripts that part none) in a row that must have stayed between two replacements to be told as
kept: a lone “the” only tears them up. A lone name or number (with a capital or a digit) is told as kept."""

MOST_COMPARED = 4_000_000
"""Words of the one text times words of the other that are compared one by one; what begins and ends alike is not
counted. Two news texts of 2,000 words take difflib a hundredth of a second, the worst there are (two words in random
order) a third of one."""

_LINE = re.compile(r"\n*[^\n]+|\n+")


def diff(older: str, newer: str) -> tuple[Run, ...]:
    """The runs of two wordings; where words were replaced, what went stands before what came.

    >>> from backfile.text.runs import marked
    >>> marked(diff("It has fallen by a hand.", "It has fallen by a foot."))
    'It has fallen by a [-hand-] {+foot+}.'
    """
    if spelled(older) == spelled(newer):
        return (Run(kind=Kind.KEPT, text=newer),) if newer else ()
    return tuple(Run(kind=kind, text=text) for kind, text in _runs(older, newer))


def diff_bodies(older: str, newer: str) -> tuple[Run, ...]:
    """The runs of two bodies in Markdown, as of their words.

    >>> from backfile.text.runs import marked
    >>> marked(diff_bodies("Forty people, no dogs", "~~Forty~~ Thirty people, no dogs"))
    '{~Forty~} {+Thirty+} people, no dogs'
    """
    struck = find_struck(older), find_struck(newer)
    if not any(struck):
        return diff(words(older), words(newer))
    found = _runs(with_marks(words(older), struck[0]), with_marks(words(newer), struck[1]))
    return tuple(run for kind, text in found for run in _by_strikes(kind, text))


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
    pieces_of = compiled(PIECE).findall
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
    return _even(bare(piece))


def _kept(older: Sequence[str], newer: Sequence[str]) -> str:
    """What stayed, as the newer text has it, each piece marked by what was struck out, and is."""
    if not any(mark in piece for piece in (*older, *newer) for mark in MARKS):
        return "".join(newer)
    before = [mark_of(piece) for piece in older]
    if len(older) != len(newer):  # the same words in other pieces
        before = [next(filter(None, before), None)] * len(newer)
    kept = ""
    for was, piece in zip(before, newer, strict=True):
        if was == (now := mark_of(piece)):
            kept += piece
        else:
            kept += with_mark(bare(piece), SINCE if now else BEFORE)
    return kept


def _spelled(pieces: Sequence[str]) -> str:
    return spelled(bare("".join(pieces)))


def _by_strikes(kind: Kind, text: str) -> Iterator[Run]:
    """A stretch of one kind as runs that are struck out throughout, or nowhere, or were since, or no longer are."""
    for mark, pieces in groupby(compiled(PIECE).findall(text), key=mark_of):
        told = Kind.STRUCK if mark == SINCE else Kind.UNSTRUCK if mark == BEFORE else kind
        yield Run(kind=told, text=bare("".join(pieces)), struck=mark in (BOTH, SINCE))


def _without_crumbs(steps: Iterable[_Step]) -> list[_Step]:
    """Two replacements with hardly a word between them are one."""
    whole: list[_Step] = []
    for step in steps:
        if step == _Step():
            continue
        if len(whole) > 1 and _is_crumb(whole[-2], whole[-1].kept, step):
            before, kept = whole[-2], whole.pop().kept
            was, now = kept.translate(AS_OLDER), kept.translate(AS_NEWER)
            step = _Step(removed=before.removed + was + step.removed, added=before.added + now + step.added)
            whole.pop()
        whole.append(step)
    return whole


def _is_crumb(before: _Step, kept: str, after: _Step) -> bool:
    """Does what was kept only tear up what was changed on both sides of it?"""
    if before.replaces and after.replaces:
        return len(compiled(UNIT).findall(kept)) < LEAST_KEPT and not any(map(_tells, kept))
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
        mark, same = compiled(PIECE).match(text), compiled(PIECE).match(after)
        if step.replaces or not mark or not same or compiled(WORD).search(mark[0]) or _even(mark[0]) != _even(same[0]):
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


_even = lru_cache(maxsize=100_000)(even)
