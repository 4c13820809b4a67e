"""How is a long list cut, so that no page of it is endless? A hundred lines a page, each line on exactly one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

PAGE = 100
"""Lines on a page: few enough for a phone, many enough that fifteen hundred live blogs are fifteen pages."""

AROUND = 2  # pages that are linked to on either side of the one that is shown

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf(Generic[T]):
    """One page of a list that goes on: `number` of `last`, counted from 1. `first` is where page 1 stands."""

    first: str
    number: int
    last: int
    rows: Sequence[T]

    @property
    def path(self) -> str:
        return leaf_path(self.first, self.number)

    def turns(self) -> Iterator[tuple[int, str] | None]:
        """The pages to link to, each with where it stands, and None where some are left out."""
        before = 0
        for number in range(1, self.last + 1):
            if number in (1, self.last) or abs(number - self.number) <= AROUND:
                if number > before + 1:
                    yield None
                yield number, leaf_path(self.first, number)
                before = number


def cut(first: str, rows: Sequence[T], size: int = PAGE) -> list[Leaf[T]]:
    """The pages of a list whose first stands at `first`. A list without lines has one page too."""
    last = _last(len(rows), size)
    return [
        Leaf(first=first, number=number, last=last, rows=rows[size * (number - 1) : size * number])
        for number in range(1, last + 1)
    ]


def paths(first: str, rows: int, size: int = PAGE) -> list[str]:
    """Where the pages stand of a list of so many lines.

    >>> paths("tag/storm.html", 101)
    ['tag/storm.html', 'tag/storm/2.html']
    """
    return [leaf_path(first, number) for number in range(1, _last(rows, size) + 1)]


def headings(leaves: Iterable[Leaf[T]], heading: Callable[[T], str]) -> list[tuple[str, str]]:
    """The headings of lines that stand in the order of these, and where each comes first."""
    places: dict[str, str] = {}
    for leaf in leaves:
        for row in leaf.rows:
            places.setdefault(heading(row), leaf.path)
    return list(places.items())


def leaf_path(first: str, number: int) -> str:
    """Where page `number` stands. No slug is `page`, so none of these is another page's.

    >>> leaf_path("index.html", 2), leaf_path("tag/index.html", 2), leaf_path("tag/storm.html", 2)
    ('page/2.html', 'tag/page/2.html', 'tag/storm/2.html')
    """
    if number == 1:
        return first
    stem = first.removesuffix("index.html") + "page" if first.endswith("index.html") else first.removesuffix(".html")
    return f"{stem}/{number}.html"


def _last(rows: int, size: int) -> int:
    return max(1, -(-rows // size))
