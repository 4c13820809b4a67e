"""Where does the last entry of a page end? Where the page no longer looks like the entries before it.

Law: only what the other entries never show ends the last one: a heading of the page's foot, a smaller indent, a line
below the one that closes the others, a longer run of lines that are no sentences.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from backfile.seeds.paste.cues import Line, Shape, is_foot
from backfile.seeds.paste.stamps import Place
from backfile.text.sentences import CLOSING, SENTENCE_ENDS

_LONGEST_RUN = 3
"""Lines in a row that are no sentences, which any entry may end with: a picture's caption, its credit, a link."""
_FEWEST_ALIKE = 3
_MOST_ALIKE = 0.75
_ENDS = SENTENCE_ENDS + CLOSING.translate(str.maketrans("", "", "'’)]"))


def find_end(lines: Sequence[Line], starts: Sequence[int]) -> tuple[int, str]:
    """The line after the last entry, and what shows it; the end of the page when nothing does."""
    if not starts:
        return len(lines), ""
    last, others = starts[-1], list(pairwise(starts))
    foot = _foot(lines, last)
    ends = [
        (foot, "below a heading of the page's foot"),
        (_outdent(lines, last, others), "set further out than the entries"),
        (_closed(lines, last, others), "below the line that closes an entry"),
        (_bare(lines[:foot], last, others), "a run of lines that are no sentences, after the last entry"),
    ]
    return min(ends, key=lambda end: end[0])


def _foot(lines: Sequence[Line], last: int) -> int:
    """A heading that pages have below their entries; not in the first line of the entry, which may be called so."""
    told = False
    for at in range(last + 1, len(lines)):
        if told and is_foot(lines[at].item):
            return at
        if told and lines[last].stamp is not None and lines[at].shape is Shape.DAY:
            return at
        told = told or lines[at].shape is Shape.TEXT
    return len(lines)


def _outdent(lines: Sequence[Line], last: int, others: Sequence[tuple[int, int]]) -> int:
    """A line less indented than every line of most entries, or than all but the first of those begun alike."""
    alike = [
        (start + 1, end)
        for start, end in others
        if end - start > 1 and (lines[start].stamp is None) == (lines[last].stamp is None)
    ]
    whole = _least_indent(lines, others) if len(others) > 1 else 0
    inner = _least_indent(lines, alike) if len(alike) >= _FEWEST_ALIKE else 0
    indent = max(whole, inner)
    return next((at for at in range(last + 1, len(lines)) if lines[at].indent < indent), len(lines))


def _least_indent(lines: Sequence[Line], pieces: Sequence[tuple[int, int]]) -> int:
    """The indent that three of four of these pieces do not fall below."""
    least = sorted(min(line.indent for line in lines[start:end]) for start, end in pieces)
    return least[len(least) // 4]


def _closed(lines: Sequence[Line], last: int, others: Sequence[tuple[int, int]]) -> int:
    """The line after the first that has the form with which nearly all others end."""
    forms_of_ends = Counter(_form(lines[end - 1]) for _, end in others)
    form, count = forms_of_ends.most_common(1)[0] if forms_of_ends else ("", 0)
    if not form or count < _MOST_ALIKE * len(others) or len(others) < 2:
        return len(lines)
    return next((at + 1 for at in range(last + 1, len(lines)) if _form(lines[at]) == form), len(lines))


def _form(line: Line) -> str:
    if line.shape is Shape.SIGNATURE:
        return "signature"
    return f"{line.stamp.place} {line.stamp.form}" if line.stamp and line.stamp.place is Place.SIGNED else ""


def _bare(lines: Sequence[Line], last: int, others: Sequence[tuple[int, int]]) -> int:
    """The beginning of a run that is longer than any in other entries."""
    longest = max((_longest_run(lines[start:end]) for start, end in others), default=0)
    allowed = max(longest, _LONGEST_RUN)
    # What all others end with, below their last sentence, the last one may end with, too.
    tail = min((_longest_run(lines[start:end][-allowed:], at_end=True) for start, end in others), default=0)
    run, told = 0, False
    for at in range(last, len(lines)):
        sentence = _is_sentence(lines[at]) or (told and not run and _signs(lines[at]))
        run = 0 if sentence else run + 1
        if told and run > allowed:
            return at + 1 - run + tail
        told = told or sentence
    return len(lines)


def _longest_run(lines: Sequence[Line], *, at_end: bool = False) -> int:
    longest = run = 0
    for line in lines:
        run = 0 if _is_sentence(line) else run + 1
        longest = max(longest, run)
    return run if at_end else longest


def _is_sentence(line: Line) -> bool:
    return line.is_prose or (line.shape is Shape.TEXT and line.text[-1] in _ENDS)


def _signs(line: Line) -> bool:
    """Is it the line of names that closes an entry?"""
    placed = line.stamp is not None and line.stamp.place is Place.SIGNED
    return placed or line.shape in (Shape.SIGNATURE, Shape.BYLINE)
