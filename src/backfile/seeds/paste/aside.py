"""What stands among the entries of a page and is none of them? Promos, and lists of what the page holds.

Law: a list is set aside only where its titles stand again below, or where the page tells times with text elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from backfile.seeds.paste.cues import Line, Shape, is_call, is_live, is_sentence
from backfile.seeds.paste.stamps import Place
from backfile.seeds.printed.words import INDEXES
from backfile.text.fold import fold
from backfile.text.sentences import SENTENCE_ENDS, count_words

FEWEST = 3
"""Items of a list: two titles in a row may be anything."""
_LONGEST_PROMO = 5
"""Lines: the title twice, up to two of text, and the call to go there."""
_LONGEST_ITEM = 3
"""Lines from one time of a list to the next: time, title, and a flag."""
_TITLE_WORDS = 4
"""Words a title of a list has at least: menus repeat shorter ones all over a page."""
_MUCH_PROSE = 1500
"""Characters of text on a page that is more than a list."""
_MENU_RUN = 8
"""Lines of a menu at least: no entry of the captures at hand holds so many short ones in a row."""
_MENU_WORDS = 4
_INDEX = re.compile(fold("|".join(INDEXES.values())))


class _ListTime(NamedTuple):
    """Lines `at` to `end` (exclusive) hold a time, `alone` or beside a title; `form` is that of times told alike."""

    at: int
    end: int
    alone: bool
    form: tuple[str, ...]


def find_promos(lines: Sequence[Line]) -> dict[int, str]:
    """The lines of promos, by number, with the reason: a title that stands twice in a row, with what hangs on it.

    The first line of a page, if it stands twice, is the page's own headline; so is one that says it is of a live blog.
    """
    promos: dict[int, str] = {}
    for at, (line, following) in enumerate(pairwise(lines)):
        if at in promos or fold(line.text) != fold(following.text) or not _is_title(line):
            continue
        if at == 0 or is_live(line.text):
            promos[at + 1] = "the headline of the page again"
            continue
        for number in range(at, _end_of_promo(lines, at + 2, following.gap)):
            promos[number] = "a promo: its title stands twice"
    return promos


def _end_of_promo(lines: Sequence[Line], start: int, gap: int) -> int:
    """Where the promo ends whose title stands above `start` twice, `gap` blank lines apart.

    It ends with its call, else at a wider gap; where the page has no wider gap near, nothing but the title is sure.
    """
    for at in range(start, min(start - 2 + _LONGEST_PROMO, len(lines))):
        if lines[at].gap > gap:
            return at
        if is_call(lines[at].text):
            return at + 1
    return start


def _is_title(line: Line) -> bool:
    return line.shape is Shape.HEADLINE or (line.shape is Shape.TEXT and not is_sentence(line.text))


def find_lists(lines: Sequence[Line]) -> tuple[dict[int, str], set[int]]:
    """The lines of lists of entries, by number, with the reason; and the lines further down that such a list announces.

    A list of times and titles has no text between them; a list of titles is one whose titles stand again below it.
    """
    aside = _timed_lists(lines)
    titled, announced = _titled_lists(lines)
    aside.update((at, reason) for at, reason in titled.items() if at not in aside)
    return aside, announced


def _timed_lists(lines: Sequence[Line]) -> dict[int, str]:
    times = list(_times(lines))
    bounds = [*(time.at for time in times[1:]), len(lines)][: len(times)]
    barren = {
        time: end - time.end <= _LONGEST_ITEM and not any(line.is_prose for line in lines[time.at : end])
        for time, end in zip(times, bounds, strict=True)
    }
    fertile = sum(
        any(line.is_prose for line in lines[time.at : end][:6]) for time, end in zip(times, bounds, strict=True)
    )
    if fertile < 2 and sum(len(line.text) for line in lines if line.is_prose) < _MUCH_PROSE:
        return {}
    aside: dict[int, str] = {}
    run: list[_ListTime] = []
    for time in [*times, None]:
        if time is not None and run and time.form == run[-1].form and barren[run[-1]]:
            run.append(time)
            continue
        if len(run) >= FEWEST:
            aside.update(dict.fromkeys(_extent(lines, run), "a list of times and titles with no text"))
        run = [time] if time is not None else []
    return aside


def _times(lines: Sequence[Line]) -> Iterator[_ListTime]:
    """The times of the page, those of changes left out. Lines that hold nothing else and follow each other tell one
    time, so that the first entry below a list (`4m ago`, `12.50 BST`) is told from the last of its items (`7h ago`)."""
    pending: _ListTime | None = None
    for at, line in enumerate(lines):
        stamp = line.stamp
        if stamp is None or stamp.updated:
            continue
        alone = stamp.place is Place.ALONE
        if alone and pending is not None and pending.alone and pending.end == at:
            pending = pending._replace(end=at + 1, form=tuple(dict.fromkeys((*pending.form, stamp.form))))
            continue
        if pending is not None:
            yield pending
        pending = _ListTime(at, at + 1, alone, (stamp.place.value, stamp.form))
    if pending is not None:
        yield pending


def _extent(lines: Sequence[Line], run: Sequence[_ListTime]) -> range:
    """The lines of a list whose times are `run`: titles stand below their times, or above, or beside them."""
    first, last = run[0].at, run[-1].end
    if run[0].alone:
        below = all(time.end < len(lines) and _may_be_title(lines[time.end]) for time in run)
        close = any(later.at - time.end == 1 for time, later in pairwise(run))
        above = first > 0 and _may_be_title(lines[first - 1]) and close
        if below and (not above or lines[run[1].at - 1].gap >= lines[run[0].end].gap):
            last += 1
        elif above:
            first -= 1
    if first > 0 and is_index_heading(lines[first - 1]):
        first -= 1
    return range(first, last)


def _may_be_title(line: Line) -> bool:
    return line.stamp is None and not line.is_prose


def is_index_heading(line: Line) -> bool:
    """Does the line stand above a list of the page's entries: `Key events`?"""
    return _INDEX.fullmatch(fold(line.item)) is not None


def _titled_lists(lines: Sequence[Line]) -> tuple[dict[int, str], set[int]]:
    titles = [_title(line) for line in lines]
    last = {title: at for at, title in enumerate(titles) if title}
    aside: dict[int, str] = {}
    announced: set[int] = set()
    run: list[int] = []
    for at in range(len(lines) + 1):
        if at < len(lines) and titles[at] and last[titles[at]] > at:
            run.append(at)
            continue
        again = [last[titles[each]] for each in run]
        if len(run) >= FEWEST and min(again) > run[-1] and not _in_a_row(again):
            aside.update(dict.fromkeys(run, "a list of titles that stand again below"))
            announced.update(again)
            if run[0] > 0 and is_index_heading(lines[run[0] - 1]):
                aside[run[0] - 1] = "the heading of a list"
        run = []
    return aside, announced


def _in_a_row(places: Sequence[int]) -> bool:
    """Is it one more list that stands there?"""
    return sum(abs(one - other) == 1 for one, other in pairwise(places)) * 2 >= len(places)


def _title(line: Line) -> str:
    """What the line is compared by, when it may be a title in a list."""
    if line.shape not in (Shape.HEADLINE, Shape.TEXT) or len(line.text) > 200:
        return ""
    text = line.stamp.rest if line.stamp and line.stamp.place is Place.BEHIND else line.item
    return fold(text) if count_words(text) >= _TITLE_WORDS else ""


def find_menus(lines: Sequence[Line]) -> dict[int, str]:
    """The lines of menus, by number, with the reason: many lines of few words in a row, and none of them a sentence."""
    menus: dict[int, str] = {}
    run: list[int] = []
    for at in range(len(lines) + 1):
        if at < len(lines) and _may_be_menu(lines[at]):
            run.append(at)
            continue
        if len(run) >= _MENU_RUN:
            menus.update(dict.fromkeys(run, "a menu: short lines in a row"))
        run = []
    return menus


def _may_be_menu(line: Line) -> bool:
    few = count_words(line.item) <= _MENU_WORDS and line.text[-1] not in SENTENCE_ENDS
    return few and line.stamp is None and line.shape in (Shape.TEXT, Shape.HEADLINE)
