"""What does a pasted page say of itself above its first entry: headline, summary, authors, its own day and zone?

Law: the headline is the line that looks most like one of a live blog; what stands above it is no part of the live blog.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from backfile.model.ledger import Label
from backfile.seeds.paste.aside import find_menus
from backfile.seeds.paste.cues import Line, Shape, is_live
from backfile.seeds.paste.days import PageDay
from backfile.seeds.paste.frame import zone_of_notice
from backfile.text.fold import fold
from backfile.text.sentences import count_words

_FEWEST_WORDS = 4
_OTHER = re.compile(r"\W+")
_STEP = re.compile(r"(\d{1,2})\. ")
_PARTED = re.compile(r"\s[-–—|]\s|:\s")
_NO_HEADLINE = re.compile(r"\w\.(?:com|org|net|info|co\.[a-z]{2}|[a-z]{2})\b|©|\t")
"""The address of a site, the owner of a picture, the cells of a table."""
_LEAST_ALIKE = 10
"""Letters that a line shares with others that begin or end with it, or with which it does."""
_MOST_ALIKE = 2
_NEAR = 6
"""Lines below a headline among which text is expected: a date, an author, buttons stand between."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the first entry; `labels` says of each line what it is and why."""

    headline: str | None
    summary: tuple[str, ...]
    labels: tuple[tuple[Label, str], ...]


def read_head(lines: Sequence[Line]) -> Head:
    """What stands above the first entry: the headline of the page, its summary, and what nothing claims."""
    menus = find_menus(lines)
    at_headline = _find_headline(lines, menus)
    summary: list[str] = []
    labels: list[tuple[Label, str]] = []
    lost = at_headline is not None and at_headline < 0
    for at, line in enumerate(lines):
        if at == at_headline:
            labels.append((Label.HEADLINE, "the first headline of the page"))
        elif at in menus:
            labels.append((Label.FURNITURE, menus[at]))
        elif at_headline is not None and at < at_headline:
            labels.append((Label.UNRECOGNISED, "above the headline of the page"))
        elif line.is_prose and at == len(lines) - 1 and not summary and (at_headline or 0) < max(menus, default=-1):
            labels.append((Label.UNRECOGNISED, "text below the menus and next to the first entry: it may be an entry"))
        elif line.shape is Shape.TEXT and not lost and (line.is_prose or not menus):
            summary.append(line.text)
            labels.append((Label.SUMMARY, "text between the headline of the page and the first entry"))
        elif line.shape in (Shape.TIME, Shape.DAY):
            labels.append((Label.TIME, "a time that belongs to the page"))
        elif line.shape in (Shape.BYLINE, Shape.SIGNATURE):
            labels.append((Label.BYLINE, "the authors of the page"))
        elif menus and not summary:  # between headline and summary such a page sets buttons and captions
            labels.append((Label.UNRECOGNISED, "above the first entry, and nothing tells what it is"))
        else:
            lost = True  # what follows it need not be the summary
            labels.append((Label.UNRECOGNISED, "above the first entry, and nothing tells what it is"))
    headline = None if at_headline is None else lines[at_headline].item
    return Head(headline, tuple(summary), tuple(labels))


def _find_headline(lines: Sequence[Line], menus: dict[int, str]) -> int | None:
    """The first headline; on a page with menus, the line that looks most like the headline of a live blog.

    A headline that stands again in other lines (its teams, the way to it) is more likely the page's own; a first line
    of few words (`Sign in`) gives way to one that does, or that says it is of a live blog.
    """
    first = next((at for at, line in enumerate(lines) if line.shape in (Shape.HEADLINE, Shape.TEXT)), None)
    headed = not menus and (first is None or lines[first].shape is Shape.HEADLINE)
    begun = set(_within(lines, ending=False))
    ended = set(_within(lines, ending=True)) - begun
    paths = {longer for longer, within in ended if _is_path(lines, longer, within)}
    if headed and (first is None or (_may_head(lines, first) and first not in paths)):
        return first
    alike = Counter(at for pair in (*begun, *ended) for at in pair)
    short = headed and first is not None and first not in paths and _NO_HEADLINE.search(lines[first].text) is None
    best, most = first if headed else None, 2 if short else 0
    for at, line in enumerate(lines):
        if at in menus or at in paths or line.stamp is not None or not _may_head(lines, at):
            continue
        if short and not (is_live(line.text) or alike[at]):
            continue
        near = any(other.is_prose for other in lines[at + 1 : at + 1 + _NEAR])
        points = 1 + 2 * is_live(line.text) + min(_MOST_ALIKE, alike[at]) + 2 * near
        if points > most:
            best, most = at, points
    return best


def _may_head(lines: Sequence[Line], at: int) -> bool:
    """Has it the words of a headline, and is no item of a list, caption, row of a table or name of a site?"""
    line = lines[at]
    worded = line.shape is Shape.HEADLINE and count_words(line.item) >= _FEWEST_WORDS
    return worded and (line.item == line.text or _ends_steps(lines, at)) and _NO_HEADLINE.search(line.text) is None


def _ends_steps(lines: Sequence[Line], at: int) -> bool:
    """Is it the last of numbered steps from the front page to this one: `1. Start`, `2. Sport`, `3. Alder beat Elm`?"""
    step, before = (_STEP.match(lines[place].text) if place >= 0 else None for place in (at, at - 1))
    follows = step is not None and before is not None and int(step[1]) == int(before[1]) + 1
    return follows and count_words(lines[at - 1].item) < _FEWEST_WORDS


def _within(lines: Sequence[Line], *, ending: bool) -> Iterator[tuple[int, int]]:
    """Pairs of lines by number, the letters of the second beginning (or ending) the first's; each with the longest."""
    letters = sorted((_OTHER.sub("", fold(line.item))[:: -1 if ending else 1], at) for at, line in enumerate(lines))
    around: list[tuple[str, int]] = []
    for text, at in letters:
        while around and not text.startswith(around[-1][0]):
            around.pop()
        if around:
            yield at, around[-1][1]
        if len(text) >= _LEAST_ALIKE:
            around.append((text, at))


def _is_path(lines: Sequence[Line], longer: int, within: int) -> bool:
    """Is the line the way from the front page to the headline that ends it: `Home Sport Alder Beat Elm`?"""
    heads = lines[longer].stamp is None and _may_head(lines, longer) and _may_head(lines, within)
    return heads and _PARTED.search(lines[longer].text) is None


def find_page_day(lines: Sequence[Line]) -> PageDay | None:
    """The latest date among the lines of the head that tell a time or a day; of two alike, that of a change."""
    days: list[PageDay] = []
    for line in lines:
        stamp = line.stamp
        for told, is_update in ((stamp.printed, stamp.updated), (stamp.changed, True)) if stamp else ():
            if told is not None and told.year and told.month and told.day:
                days.append(PageDay(date(told.year, told.month, told.day), told, is_update))
        if line.shape is Shape.DAY and line.day is not None and line.day.year:
            days.append(PageDay(date(line.day.year, line.day.month, line.day.day)))
    return max(days, default=None, key=lambda each: (each.day, each.is_update, each.minutes or 0))


def find_page_zone(lines: Sequence[Line]) -> tzinfo | None:
    """The zone that a notice anywhere on the page names for all its times."""
    zones = (zone_of_notice(line.text) for line in lines if len(line.text) < 80)
    return next((zone for zone in zones if zone is not None), None)
