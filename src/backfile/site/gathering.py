"""What belongs on the page of a day or of a name? The lines of all live blogs, gathered and put in order.

Order is a law here as elsewhere: a day is told from its beginning, a name's entries newest first, and where two times
are equal, or not known, the permalinks decide.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from backfile.site.form import USUAL, Form
from backfile.site.places import name_key, name_slug
from backfile.site.summary import EntryRow, Summary
from backfile.site.views import LiveBlogView
from backfile.site.wording import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An entry, and the live blog it is of."""

    row: EntryRow
    liveblog: LiveBlogView
    address: str  # from the top of the site


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """All that is listed under a name. `name` is its most frequent spelling, `others` are the rest, sorted."""

    slug: str
    key: str
    name: str
    others: tuple[str, ...]
    lines: tuple[Line, ...]  # newest first, but of a publisher
    liveblogs: tuple[LiveBlogView, ...]  # of a publisher, newest first


def gather_lines(summaries: Iterable[Summary], form: Form = USUAL) -> list[Line]:
    """The lines of all entries of these live blogs; `form` says where they stand."""
    return [
        Line(row=row, liveblog=summary.liveblog, address=form.entry(summary.liveblog.slug, row.slug))
        for summary in summaries
        for row in summary.rows
    ]


def by_day(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """The lines of each day (2022-03-10), days and lines in the order of time."""
    days: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.row.date:
            days[line.row.date].append(line)
    return {day: sorted(days[day], key=_from_the_beginning) for day in sorted(days)}


def by_name(lines: Iterable[Line], names: Callable[[Line], Iterable[str]]) -> list[Named]:
    """The names that lines have, in the order of the alphabet, each with its lines."""
    lines_of: defaultdict[str, dict[tuple[str, str], Line]] = defaultdict(dict)
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        for name in names(line):
            if name_key(name):
                slug = name_slug(name)
                spellings[slug][name] += 1
                lines_of[slug][line.liveblog.slug, line.row.slug] = line
    return _sorted_names(
        _named(slug, spellings[slug], sorted(its.values(), key=newest_first)) for slug, its in lines_of.items()
    )


def by_publisher(summaries: Iterable[Summary]) -> list[Named]:
    """The publishers, in the order of the alphabet. One whose live blogs have no entry is there too."""
    summaries_of: defaultdict[str, list[Summary]] = defaultdict(list)
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for summary in summaries:
        name = summary.liveblog.publisher or ""
        if name_key(name):
            summaries_of[name_slug(name)].append(summary)
            spellings[name_slug(name)][name] += 1
    return _sorted_names(
        _named(
            slug,
            spellings[slug],
            gather_lines(its),
            [summary.liveblog for summary in liveblogs_newest_first(its)],
        )
        for slug, its in summaries_of.items()
    )


def newest_first(line: Line) -> tuple[float, str, str]:
    """The order of lines that are listed under a name; what has no instant comes last."""
    instant = float("-inf") if line.row.instant is None else line.row.instant
    return -instant, line.liveblog.slug, line.row.slug


def liveblogs_newest_first(summaries: Iterable[Summary]) -> list[Summary]:
    """The live blogs by their newest entry; those without any time come last."""

    def key(summary: Summary) -> tuple[float, str]:
        return -max((row.instant for row in summary.rows if row.instant is not None), default=float("-inf")), (
            summary.liveblog.slug
        )

    return sorted(summaries, key=key)


def count_liveblogs(lines: Iterable[Line]) -> list[tuple[LiveBlogView, int]]:
    """The live blogs of these lines, and how many lines are each's: most first."""
    views = {line.liveblog.slug: line.liveblog for line in lines}
    counts = Counter(line.liveblog.slug for line in lines)
    return [(views[slug], count) for slug, count in sorted(counts.items(), key=lambda each: (-each[1], each[0]))]


def tell_held(entries: int, liveblogs: int, words: Words) -> str:
    """
    >>> from backfile.site.wording import words_of
    >>> tell_held(1, 1, words_of("en")), tell_held(2_500, 12, words_of("en"))
    ('1 entry of 1 live blog', '2,500 entries of 12 live blogs')
    """
    its = words.count("live_blogs_counted", liveblogs)
    return words("held_of", entries=words.count("entries", entries), liveblogs=its)


def _from_the_beginning(line: Line) -> tuple[float, str, str]:
    return line.row.instant or 0, line.liveblog.slug, line.row.slug


def _named(
    slug: str, spellings: Mapping[str, int], lines: Sequence[Line], liveblogs: Sequence[LiveBlogView] | None = None
) -> Named:
    name, *others = sorted(spellings, key=lambda spelling: (-spellings[spelling], spelling))
    if liveblogs is None:
        liveblogs = list({line.liveblog.slug: line.liveblog for line in lines}.values())
    return Named(
        slug=slug,
        key=name_key(name),
        name=name,
        others=tuple(sorted(others)),
        lines=tuple(lines),
        liveblogs=tuple(liveblogs),
    )


def _sorted_names(names: Iterable[Named]) -> list[Named]:
    return sorted(names, key=lambda named: (named.key, named.slug))
