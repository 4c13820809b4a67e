"""What belongs on the page of a day or of a name? The lines of all live blogs, gathered and put in order.

Order is a law here as elsewhere: a day is told from its beginning, a name's entries newest first, and where two times
are equal, or not known, the permalinks decide. Lines are gathered when they are looked at; how many there are is known
without them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import overload

from backfile.site.form import USUAL, Form
from backfile.site.places import BYLINE, name_key, name_slug
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
    lines: Lines  # newest first, but of a publisher
    liveblogs: tuple[LiveBlogView, ...]  # of a publisher, newest first


class Lines(Sequence[Line]):
    """Lines of some live blogs, in their order."""

    def __init__(self, gather: Callable[[], list[Line]], counts: Sequence[tuple[LiveBlogView, int]]) -> None:
        """`counts` says of how many lines, that `gather` will give, each live blog is."""
        self._gather, self.counts = gather, counts
        self._lines: list[Line] | None = None

    def __len__(self) -> int:
        return sum(count for _, count in self.counts)

    @overload
    def __getitem__(self, place: int) -> Line: ...

    @overload
    def __getitem__(self, place: slice) -> list[Line]: ...

    def __getitem__(self, place: int | slice) -> Line | list[Line]:
        if self._lines is None:
            self._lines = self._gather()
        return self._lines[place]


def gather_lines(
    summaries: Iterable[Summary], form: Form = USUAL, wanted: Callable[[EntryRow], bool] | None = None
) -> list[Line]:
    """The lines of the entries of these live blogs that are wanted, or of all; `form` says where they stand."""
    return [
        Line(row=row, liveblog=summary.liveblog, address=form.entry(summary.liveblog.slug, row.slug))
        for summary in summaries
        for row in summary.rows
        if wanted is None or wanted(row)
    ]


def by_day(summaries: Iterable[Summary], form: Form = USUAL) -> dict[str, Lines]:
    """The lines of each day (2022-03-10), days and lines in the order of time."""
    held: defaultdict[str, list[tuple[Summary, int]]] = defaultdict(list)
    for summary in summaries:
        for day in summary.outline.days:
            if day.name:
                held[day.name].append((summary, day.entries))
    return {day: _lines(held[day], form, partial(_is_of_day, day=day), _from_the_beginning) for day in sorted(held)}


def by_name(summaries: Iterable[Summary], kind: str, form: Form = USUAL) -> list[Named]:
    """The names of a kind (places.BYLINE or TAG) that entries have, in the order of the alphabet, with their lines."""
    held: defaultdict[str, list[tuple[Summary, int]]] = defaultdict(list)
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for summary in summaries:
        outline = summary.outline
        for each in outline.bylines if kind == BYLINE else outline.tags:
            held[each.name].append((summary, each.entries))
            spellings[each.name].update({spelling.name: spelling.entries for spelling in each.spellings})
    return _sorted_names(
        _named(slug, spellings[slug], _lines(its, form, partial(_has_name, kind=kind, slug=slug), newest_first))
        for slug, its in held.items()
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
            Lines(partial(gather_lines, its), [(each.liveblog, each.outline.entries) for each in its]),
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
        newest = summary.outline.newest
        return float("inf") if newest is None else -newest, summary.liveblog.slug

    return sorted(summaries, key=key)


def count_liveblogs(lines: Sequence[Line]) -> list[tuple[LiveBlogView, int]]:
    """The live blogs of these lines, and how many lines are each's: most first."""
    if isinstance(lines, Lines):
        held = list(lines.counts)
    else:
        views = {line.liveblog.slug: line.liveblog for line in lines}
        counts = Counter(line.liveblog.slug for line in lines)
        held = [(views[slug], count) for slug, count in counts.items()]
    return sorted(held, key=lambda each: (-each[1], each[0].slug))


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


def _is_of_day(row: EntryRow, day: str) -> bool:
    return row.date == day


def _has_name(row: EntryRow, kind: str, slug: str) -> bool:
    names = row.byline if kind == BYLINE else row.tags
    return any(name_key(name) and name_slug(name) == slug for name in names)


def _lines(
    held: Sequence[tuple[Summary, int]],
    form: Form,
    wanted: Callable[[EntryRow], bool],
    order: Callable[[Line], tuple[float, str, str]],
) -> Lines:
    def gather() -> list[Line]:
        return sorted(gather_lines((summary for summary, _ in held), form, wanted), key=order)

    return Lines(gather, [(summary.liveblog, count) for summary, count in held])


def _named(slug: str, spellings: Mapping[str, int], lines: Lines, liveblogs: Sequence[LiveBlogView] = ()) -> Named:
    name, *others = sorted(spellings, key=lambda spelling: (-spellings[spelling], spelling))
    return Named(
        slug=slug,
        key=name_key(name),
        name=name,
        others=tuple(sorted(others)),
        lines=lines,
        liveblogs=tuple(liveblogs),
    )


def _sorted_names(names: Iterable[Named]) -> list[Named]:
    return sorted(names, key=lambda named: (named.key, named.slug))
