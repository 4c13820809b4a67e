"""What is a set of documents where there are many? A flag for each document there is: joined, cut and counted at once.

It answers as a frozenset of the documents' numbers does, as far as a search asks.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]


class Mask:
    """Some of the documents."""

    def __init__(self, flags: NDArray[np.bool_]) -> None:
        self.flags = flags
        self._count: int | None = None

    @classmethod
    def of(cls, sets: Iterable[Any], size: int) -> Mask:
        """The documents of all these masks, and other collections of numbers, out of so many documents."""
        flags = np.zeros(size, bool)
        for each in sets:
            if isinstance(each, Mask):
                flags |= each.flags
            else:
                flags[as_numbers(each)] = True
        return cls(flags)

    def numbers(self) -> Numbers:
        """The documents, ascending."""
        return np.flatnonzero(self.flags)

    def union(self, *others: Any) -> Mask:
        return Mask.of((self, *others), len(self.flags))

    def intersection(self, *others: Any) -> Mask:
        flags = self.flags.copy()
        for other in others:
            flags &= other.flags if isinstance(other, Mask) else Mask.of([other], len(flags)).flags
        return Mask(flags)

    def difference(self, *others: Any) -> Mask:
        if not others:
            return self
        flags = self.flags.copy()
        for other in others:
            if isinstance(other, Mask):
                flags &= ~other.flags
            else:
                flags[as_numbers(other)] = False
        return Mask(flags)

    def __len__(self) -> int:
        if self._count is None:
            self._count = int(np.count_nonzero(self.flags))
        return self._count

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and 0 <= number < len(self.flags) and bool(self.flags[number])

    def __iter__(self) -> Iterator[int]:
        return iter(self.numbers().tolist())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mask | frozenset) and set(self) == set(other)

    def __hash__(self) -> int:
        return hash(frozenset(self))


class Labelling:
    """Which documents have which label: counted among any of them at once."""

    def __init__(self, labels: Iterable[tuple[str, Any]]) -> None:
        """`labels` are names, each with the documents that have it."""
        held = [(name, as_numbers(documents).astype(np.int32)) for name, documents in labels]
        self._names = [name for name, _ in held]
        self._documents = np.concatenate([np.zeros(0, np.int32), *(documents for _, documents in held)])
        self._labels = np.repeat(np.arange(len(held), dtype=np.int32), [len(documents) for _, documents in held])

    def count(self, among: Mask) -> tuple[dict[str, int], int]:
        """How many of the documents have each label that any of them has, and how many have none."""
        chosen = among.flags[self._documents]
        counts = np.bincount(self._labels[chosen], minlength=len(self._names))
        labelled = Mask.of([self._documents[chosen]], len(among.flags))
        return {self._names[at]: int(counts[at]) for at in np.flatnonzero(counts)}, len(among) - len(labelled)


def count_numbers(among: Mask, numbers: Any, step: int) -> dict[int, int]:
    """How many of the documents have each number of a column, in steps of so many."""
    found, counts = np.unique(as_numbers(numbers)[among.flags] // step, return_counts=True)
    return dict(zip(found.tolist(), counts.tolist(), strict=True))


def as_numbers(documents: Any) -> Numbers:
    """Numbers of documents as numpy reckons with them; what lies in a segment is not copied."""
    if isinstance(documents, np.ndarray):
        return documents
    if isinstance(documents, memoryview):
        return np.frombuffer(documents, documents.format)
    if isinstance(documents, range):
        return np.arange(documents.start, documents.stop)
    return np.array(documents if isinstance(documents, array) else list(documents), np.int64)
