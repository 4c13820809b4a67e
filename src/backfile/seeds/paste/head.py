"""What does a pasted page say of itself above its first entry: headline, summary, authors, its own day and zone?

Law: the headline is the line that looks most like one of a live blog; what stands above it is no part of the live blog.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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
    headline = None if at_headline is None else lines[at_headline].text
    return Head(headline, tuple(summary), tuple(labels))


def _find_headline(lines: Sequence[Line], menus: dict[int, str]) -> int | None:
    """The first headline; on a page with menus, the line that looks most like the headline of a live blog."""
    first = next((at for at, line in enumerate(lines) if line.shape in (Shape.HEADLINE, Shape.TEXT)), None)
    if not menus and (first is None or lines[first].shape is Shape.HEADLINE):
        return first
    times = Counter(fold(line.text) for line in lines)
    best, most = None, 0
    for at, line in enumerate(lines):
        if at in menus or line.shape is not Shape.HEADLINE or count_words(line.text) < _FEWEST_WORDS:
            continue
        if line.item != line.text or line.stamp is not None:
            continue
        near = any(other.is_prose for other in lines[at + 1 : at + 1 + _NEAR])
        points = 1 + 2 * is_live(line.text) + (times[fold(line.text)] > 1) + 2 * near
        if points > most:
            best, most = at, points
    return best


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
