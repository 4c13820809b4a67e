"""How is somebody told how far long work has come? By an iterator that they wrap around what is worked through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Progress(Protocol):
    """`for item in progress("reading", items)` works through the items in order and may show how far it is."""

    def __call__(self, doing: str, items: Sequence[T], /) -> Iterable[T]: ...


def silent(doing: str, items: Sequence[T], /) -> Iterable[T]:
    """Tell nobody."""
    return items
