"""Which pages of days and names may show something else than at the last build? Those with lines of live blogs that
are other ones now.

A line follows from the summary of its live blog alone. So a page on which no line of a changed live blog stands, nor
stood, is as it was; but the page of a day also names the days beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from backfile.site.places import BYLINE, PUBLISHER, TAG, name_key, name_slug
from backfile.site.summary import Summary
from backfile.text.slug import Slug


@dataclass(frozen=True, slots=True)
class Touched:
    """Days (2022-03-10), and names as (kind, slug), with lines of a live blog that is another one now."""

    days: frozenset[str]
    names: frozenset[tuple[str, str]]

    def days_of(self, held: Iterable[str]) -> frozenset[str]:
        """Those of the days that are held whose pages may be other ones: the neighbours of what came or went too."""
        every = sorted({*held, *self.days})
        beside = {day for pair in pairwise(every) if not self.days.isdisjoint(pair) for day in pair}
        return self.days | beside

    def months_of(self, held: Iterable[str]) -> frozenset[str]:
        """The same for months."""
        months = Touched(frozenset(day[:7] for day in self.days), frozenset())
        return months.days_of({day[:7] for day in held})


def find_touched(before: Mapping[Slug, Summary], now: Iterable[Summary]) -> Touched:
    """What the live blogs that differ between two builds touch."""
    now_held = {summary.liveblog.slug: summary for summary in now}
    differing = [
        summary
        for slug in before.keys() | now_held.keys()
        if before.get(slug) is not now_held.get(slug) and before.get(slug) != now_held.get(slug)
        for summary in (before.get(slug), now_held.get(slug))
        if summary is not None
    ]
    days: set[str] = set()
    names: set[tuple[str, str]] = set()
    for summary in differing:
        publisher = summary.liveblog.publisher
        said = {(PUBLISHER, publisher)} if publisher else set()
        for row in summary.rows:
            days.add(row.date)
            said |= {(BYLINE, name) for name in row.byline} | {(TAG, name) for name in row.tags}
        names |= {(kind, name_slug(name)) for kind, name in said if name_key(name)}
    return Touched(frozenset(days - {""}), frozenset(names))
