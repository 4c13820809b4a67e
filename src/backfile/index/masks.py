"""What is a set of documents where there are many? A flag for each document there is, or the numbers of a few: joined,
cut and counted at once.

It answers as a frozenset of the documents' numbers does, as far as a search asks.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]


_FEW = 16
"""Of documents of which there are so many times more, the numbers are kept, and flags only once many are asked for."""

_SORTED = 100
"""Numbers of which there are so many times fewer than documents are sooner sorted than noted by flags."""

_SOUGHT = 256
"""So many numbers are rather looked up among others than a flag is made for each document there is."""


class Mask:
    """Some of the documents: as a flag for each there is, or as their numbers, or both. None of them is changed."""

    def __init__(self, size: int, *, flags: NDArray[np.bool_] | None = None, numbers: Numbers | None = None) -> None:
        """One of both, for so many documents as there are; the numbers as int64, ascending, each once."""
        self.size, self._flags, self._numbers = size, flags, numbers
        self._count: int | None = None

    @classmethod
    def of(cls, sets: Iterable[Any], size: int) -> Mask:
        """The documents of all these masks, and other collections of numbers, out of so many documents."""
        held = [one if isinstance(one, Mask) else as_numbers(one) for one in sets]
        if sum(map(len, held)) * _SORTED < size:
            return cls(size, numbers=_merge([one.numbers() if isinstance(one, Mask) else one for one in held]))
        flags = np.zeros(size, bool)
        for one in held:
            if isinstance(one, Mask) and one._flags is not None:
                flags |= one._flags
            else:
                flags[one.numbers() if isinstance(one, Mask) else one] = True
        return cls(size, flags=flags)

    @property
    def flags(self) -> NDArray[np.bool_]:
        """A flag for each document."""
        if self._flags is not None:
            return self._flags
        flags = np.zeros(self.size, bool)
        flags[self._numbers] = True
        if self._is_many:
            self._flags = flags
        return flags

    def numbers(self) -> Numbers:
        """The documents, ascending."""
        if self._numbers is not None:
            return self._numbers
        numbers: Numbers = np.flatnonzero(self.flags)
        if not self._is_many:
            self._numbers = numbers
        return numbers

    @property
    def bytes(self) -> int:
        """How much memory it takes at most, whatever is asked of it."""
        flags = self.size if self._is_many or self._flags is not None else 0
        return flags + (8 * len(self) if not self._is_many or self._numbers is not None else 0)

    def to_keep(self) -> Mask:
        """The same documents, in the way that takes less memory."""
        return Mask(self.size, flags=self.flags) if self._is_many else Mask(self.size, numbers=self.numbers())

    @property
    def _is_many(self) -> bool:
        """Are flags for all the shorter way to tell them? Then these are kept, once they are made; else the numbers."""
        return len(self) * _FEW >= self.size

    def holds(self, numbers: Numbers) -> NDArray[np.bool_]:
        """Which of these documents are among them?"""
        if self._flags is None and len(numbers) < _SOUGHT:
            return find_all(self.numbers(), numbers)[1]
        held: NDArray[np.bool_] = self.flags[numbers]
        return held

    def union(self, *others: Any) -> Mask:
        return Mask.of((self, *others), self.size) if others else self

    def intersection(self, *others: Any) -> Mask:
        held = self
        for other in map(self._as_mask, others):
            few, many = (held, other) if len(held) <= len(other) else (other, held)
            if len(few) * _FEW < self.size:
                held = Mask(self.size, numbers=few.numbers()[many.holds(few.numbers())])
            else:
                held = Mask(self.size, flags=few.flags & many.flags)
        return held

    def difference(self, *others: Any) -> Mask:
        held = self
        for other in map(self._as_mask, others):
            if not len(held) or not len(other):
                continue
            if len(held) * _FEW < self.size:
                held = Mask(self.size, numbers=held.numbers()[~other.holds(held.numbers())])
            else:
                held = Mask(self.size, flags=held.flags & ~other.flags)
        return held

    def _as_mask(self, other: Any) -> Mask:
        return other if isinstance(other, Mask) else Mask.of([other], self.size)

    def __len__(self) -> int:
        if self._count is None:
            self._count = int(np.count_nonzero(self.flags)) if self._numbers is None else len(self._numbers)
        return self._count

    def __contains__(self, number: object) -> bool:
        inside = isinstance(number, int) and 0 <= number < self.size
        return inside and bool(self.holds(np.array([number]))[0])

    def __iter__(self) -> Iterator[int]:
        return iter(self.numbers().tolist())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mask | frozenset) and set(self) == set(other)

    def __hash__(self) -> int:
        return hash(frozenset(self))


def find_all(sorted_numbers: Numbers, wanted: Numbers) -> tuple[Numbers, NDArray[np.bool_]]:
    """Where each of some numbers stands among others, which are ascending, and whether it stands there at all."""
    if not len(sorted_numbers):
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), bool)
    wanted = wanted.astype(sorted_numbers.dtype, copy=False)  # else numpy makes another of all it looks through
    at = np.minimum(np.searchsorted(sorted_numbers, wanted), len(sorted_numbers) - 1)
    return at, sorted_numbers[at] == wanted


def _merge(each: Sequence[Numbers]) -> Numbers:
    """All numbers of some lists, ascending, each once."""
    numbers = np.concatenate([np.zeros(0, np.int64), *each]).astype(np.int64, copy=False)
    numbers.sort()
    if len(numbers) < 2:
        return numbers
    once: Numbers = numbers[np.append(True, numbers[1:] != numbers[:-1])]
    return once


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
