"""How many entries are there of each day, month or year? A picture of it, for the home page.

An SVG file of its own, so that no page holds a style. It has no viewBox: what lies along is told in percent, so that
the bars fill any width and the letters keep their size. It asks for itself whether the reader's screen is dark.
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Date

from backfile.site.wording import Words

HEIGHT = 168  # pixels, of the whole picture
_TOP, _GROUND = 26, 144  # pixels: where the highest bar ends, and where all stand
_MOST_DAYS = 92  # a quarter: beyond it, bars of days are too thin to tell apart on a phone
_MOST_MONTHS = 120
_MOST_LABELS = 9
_FEW_LABELS = 4  # that stand side by side on a phone
_BROADEST = 5  # percent: two days are two bars, not two halves of the page
_WIDE, _NARROW = 92, 80  # percent: a name that begins later is cut on a screen of 900 or of 350 pixels
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)

_CAPTIONS = {"day": "chart_day", "month": "chart_month", "year": "chart_year"}
_MOST_IN = {"day": "chart_in_day", "month": "chart_in_month", "year": "chart_in_year"}

# The colours are those of style.css: a picture cannot read its page's.
_STYLE = """\
text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: #5f5b52; }
rect { fill: #8e2a1e; }
line { stroke: #ded8cb; }
@media (prefers-color-scheme: dark) { text { fill: #a8a293; } rect { fill: #eb9a8b; } line { stroke: #3a372f; } }
@media (max-width: 34rem) { .between { display: none; } }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The picture, and what it shows in words."""

    svg: str
    words: str
    caption: str
    height: int = HEIGHT


def draw_chart(dates: Iterable[str], words: Words, undated: int = 0) -> Chart | None:
    """The picture of entries with these days (2022-03-10), one for each entry; None for fewer than two days.

    How many entries have no day, and so are not in the picture, is said below it.
    """
    days = Counter(dates)
    if len(days) < 2:
        return None
    unit, length = _unit(min(days), max(days))
    counts: Counter[str] = Counter()
    for day, count in days.items():
        counts[day[:length]] += count
    first, last = _number(min(counts)), _number(max(counts))
    most = max(counts.values())
    fullest = min(span for span, count in counts.items() if count == most)
    caption = words(_CAPTIONS[unit], first=words.day(min(counts)), last=words.day(max(counts)))
    most_in, most_told = words(_MOST_IN[unit], span=words.day(fullest)), words.number(most)
    entries = words.count("entries", counts.total())
    told = words("chart_words", caption=caption, entries=entries, most_in=most_in, most=most_told)
    spans = last - first + 1
    svg = "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="{HEIGHT}">',
            f"<title>{html.escape(told)}</title>",
            f"<style>\n{_STYLE}</style>",
            f'<text x="0" y="15">{most_told} {html.escape(most_in)}</text>',
            f'<line x1="0" x2="100%" y1="{_TOP - 4}.5" y2="{_TOP - 4}.5"/>',
            *(_bar(_number(span) - first, spans, count / most) for span, count in sorted(counts.items())),
            f'<line x1="0" x2="100%" y1="{_GROUND}.5" y2="{_GROUND}.5"/>',
            *_labels(first, last, unit, words),
            "</svg>\n",
        )
    )
    if undated:
        caption = f"{caption}; {words('without_day', n=words.number(undated))}"
    return Chart(svg=svg, words=told, caption=caption)


def _unit(first: str, last: str) -> tuple[str, int]:
    """What a bar stands for, and how many characters of a date name it."""
    if (Date.fromisoformat(last) - Date.fromisoformat(first)).days < _MOST_DAYS:
        return "day", 10
    if _number(last[:7]) - _number(first[:7]) < _MOST_MONTHS:
        return "month", 7
    return "year", 4


def _number(span: str) -> int:
    """Days, months and years as numbers without a gap."""
    if len(span) == 10:
        return Date.fromisoformat(span).toordinal()
    year, *month = map(int, span.split("-"))
    return 12 * year + month[0] - 1 if month else year


def _bar(at: int, spans: int, part: float) -> str:
    height = max(1, round((_GROUND - _TOP) * part))
    room = 100 / spans
    width = min(0.85 * room if spans <= _MOST_MONTHS else room, _BROADEST)
    return f'<rect x="{at * room:.3f}%" width="{width:.3f}%" y="{_GROUND - height}" height="{height}"/>'


def _labels(first: int, last: int, unit: str, words: Words) -> Iterable[str]:
    spans = last - first + 1
    labelled = _labelled(first, last, unit)
    for order, number in enumerate(labelled):
        at = 100 * (number - first) / spans
        kind = ' class="between"' if (order % 2 and len(labelled) > _FEW_LABELS) or at > _NARROW else ""
        yield f'<line{kind} x1="{at:.3f}%" x2="{at:.3f}%" y1="{_GROUND}" y2="{_GROUND + 5}"/>'
        yield f'<text{kind} x="{at:.3f}%" y="{HEIGHT - 5}">{_label(number, unit, words)}</text>'


def _labelled(first: int, last: int, unit: str) -> Sequence[int]:
    """The bars that are named: Januaries where there are enough, and none so late that its name is cut."""
    spans = last - first + 1
    usual = 12 if unit == "month" and spans >= 24 else 1
    numbers = range(first, last + 1)
    for step in _STEPS:
        chosen = [number for number in numbers if number % usual == 0 and (number // usual) % step == 0]
        chosen = [number for number in chosen if 100 * (number - first) / spans <= _WIDE]
        if len(chosen) <= _MOST_LABELS:
            return chosen or [first]
    return [first]


def _label(number: int, unit: str, words: Words) -> str:
    if unit == "year":
        return str(number)
    if unit == "month":
        year, month = divmod(number, 12)
        return f"{words.all('months')[month][:3]} {year}"
    day = Date.fromordinal(number)
    return f"{words('date_day', day=day.day)} {words.all('months')[day.month - 1][:3]}"
