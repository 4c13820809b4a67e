"""Which pages list what is held? Home and about, and those of days, months, publishers, bylines and tags.

They are made from summaries alone, so that no entry is read for them. A list of more than a hundred lines goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backfile import disk
from backfile.site.calendars import calendar_files
from backfile.site.changes import change_files, gather_changes
from backfile.site.chart import draw_chart
from backfile.site.gathering import by_day, by_name, by_publisher, liveblogs_newest_first
from backfile.site.names import name_files
from backfile.site.pages import Site
from backfile.site.paging import cut
from backfile.site.places import BYLINE, DAY, MONTH, PUBLISHER, TAG, Kind
from backfile.site.render import THEME, render_page
from backfile.site.summary import Summary
from backfile.site.touched import Touched
from backfile.site.urls import ABOUT, CHANGES, CHART, HOME, LISTS_STYLE


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A capture that could not be read, and why."""

    name: str
    reason: str


def listing_files(
    site: Site, summaries: Sequence[Summary], set_aside: Sequence[SetAside] = (), touched: Touched | None = None
) -> Iterator[tuple[str, str | None]]:
    """Every file of these pages: its path and its text. The order of the summaries changes nothing.

    Where it is known what is `touched` since the last build, the text of other pages of days and names is None: they
    stand as they would be made.
    """
    summaries = sorted(summaries, key=lambda summary: summary.liveblog.slug)
    days, publishers = by_day(summaries, site.form), by_publisher(summaries)
    bylines, tags = (by_name(summaries, kind, site.form) for kind in (BYLINE, TAG))
    changes = gather_changes(summaries, site.form)
    every = (
        _kind(DAY, site.words.all("kind_day"), len(days)),
        _kind(MONTH, site.words.all("kind_month"), len({day[:7] for day in days})),
        _kind(PUBLISHER, site.words.all("kind_publisher"), len(publishers)),
        _kind(BYLINE, site.words.all("kind_byline"), len(bylines)),
        _kind(TAG, site.words.all("kind_tag"), len(tags)),
        _kind("changes", site.words.all("kind_change"), len(changes), at=CHANGES),
    )
    kinds = [kind for kind in every if kind.count]
    yield LISTS_STYLE, disk.read_text(site.look.path("lists.css", THEME))
    yield from _home(site, summaries, kinds)
    yield from _about(site, summaries, set_aside)
    if changes:
        yield from change_files(site, changes, kinds)
    if days:
        yield from calendar_files(site, days, kinds, touched)
    for kind, names in zip(every[2:5], (publishers, bylines, tags), strict=True):
        if names:
            yield from name_files(site, kind, names, kinds, touched)


def _kind(slug: str, names: Sequence[str], count: int, at: str = "") -> Kind:
    one, many = names
    return Kind(slug=slug, one=one, many=many, count=count, at=at)


def _home(site: Site, summaries: Sequence[Summary], kinds: Sequence[Kind]) -> Iterator[tuple[str, str]]:
    dates: Counter[str] = Counter()
    for summary in summaries:
        dates.update({day.name: day.entries for day in summary.outline.days})
    undated = dates.pop("", 0)
    chart = draw_chart(dates.elements(), site.words, undated=undated)
    if chart:
        yield CHART, chart.svg
    for leaf in cut(HOME, [summary.liveblog for summary in liveblogs_newest_first(summaries)]):
        yield leaf.path, render_page("home.html", leaf.path, site.look, site=site, leaf=leaf, chart=chart, kinds=kinds)


def _about(site: Site, summaries: Sequence[Summary], set_aside: Sequence[SetAside]) -> Iterator[tuple[str, str]]:
    for leaf in cut(ABOUT, [summary.liveblog for summary in summaries]):
        yield leaf.path, render_page("about.html", leaf.path, site.look, site=site, leaf=leaf, set_aside=set_aside)
