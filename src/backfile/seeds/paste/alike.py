"""Which lines tell a time in words that nobody here knows? Those that look just like the times of other entries.

Law: such a line begins an entry as its neighbours do, and its time is kept as printed: what it means is not guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from backfile.seeds.paste.cues import Line, Shape
from backfile.seeds.paste.stamps import Piece, Place, Stamp
from backfile.text.fold import fold

_LONGEST = 45
_CLOCK = re.compile(r"\d{1,2}(?:[:.：]| ?[h時时點点] ?|시 ?)\d\d(?!\d)")
_PART = re.compile(r"[^\W\d_]+(?:[.'’][^\W\d_]+)*\.?|\d+")


def settle_times(lines: Iterable[Line]) -> list[Line]:
    """The lines, those that are built as times on lines of their own held to be times: number for number and word for
    word, of which one at most stands in no time of the page."""
    lines = list(lines)
    forms: dict[str, set[str]] = defaultdict(set)
    known: set[str] = set()
    for line in lines:
        if line.stamp is not None and len(line.stamp.pieces) == 1 and line.stamp.place is Place.ALONE:
            forms[_build(line.text)].add(line.stamp.form)
            known.update(_words(line.text))
    return [_settle(line, forms, known) if _may_be(line) else line for line in lines]


def _may_be(line: Line) -> bool:
    is_open = line.stamp is None or line.stamp.place is Place.BEHIND
    is_short = len(line.text) <= _LONGEST and line.shape in (Shape.HEADLINE, Shape.TEXT)
    return is_open and is_short and line.text[0].isdigit() and _CLOCK.search(line.text) is not None


def _settle(line: Line, forms: Mapping[str, set[str]], known: set[str]) -> Line:
    alike = forms.get(_build(line.text), set())
    if len(alike) != 1 or len(_words(line.text) - known) > 1:
        return line
    (form,) = alike
    stamp = Stamp(Place.ALONE, form, line.text, (Piece(0, len(line.text), "time"),))
    return replace(line, shape=Shape.TIME, stamp=stamp)


def _words(text: str) -> set[str]:
    return {fold(part) for part in _PART.findall(text) if not part[0].isdigit()}


def _build(text: str) -> str:
    """How a line is built of words and numbers, whichever they are; a clock alone is built as nothing else.

    >>> _build("9:10 p.m. CST") == _build("11:55 Uhr Ortszeit"), _build("2:1")
    (True, '')
    """
    built = _PART.sub(lambda part: "0" if part.group()[0].isdigit() else "a", text)
    return built if "a" in built else ""
