"""What does a term give to all documents at once? Worked out from its postings, and kept for the next question."""

from __future__ import annotations

import threading
from typing import Any, Protocol

import numpy as np

from backfile.index.masks import Numbers, find_all

BLOCK = 4
"""Documents of which the greatest impact is known before that of each."""

_COMMON = 8
"""Where one of so many documents has an impact, there is a number for each document; else for those alone."""

_MOST_KEPT = 64_000_000
"""Bytes of what terms gave that are kept for the next search."""


_MOST_ASKED = 4_096
"""Keys of which it is remembered that they were asked for."""


class Term:
    """The impact of a term on each document."""

    def __init__(self, documents: Numbers, impacts: Numbers, size: int) -> None:
        """On these documents, ascending, and on no other of so many as there are."""
        self._spread: Numbers | None = None
        if len(documents) * _COMMON > size:
            self._spread = np.zeros(-(-size // BLOCK) * BLOCK, np.int16)
            self._spread[documents] = impacts
        else:
            self._documents, self._impacts = documents.astype(np.int32), impacts.astype(np.int16)
        self._peaks: tuple[Any, Numbers] | None = None

    @property
    def bytes(self) -> int:
        """How much memory it takes at most, whatever is asked of it."""
        if self._spread is not None:
            return self._spread.nbytes + self._spread.nbytes // BLOCK
        return 2 * (self._documents.nbytes + self._impacts.nbytes)  # the peaks are no more than the impacts

    def impacts(self, numbers: Numbers) -> Numbers:
        """The impact on each of these documents."""
        if self._spread is not None:
            return self._spread[numbers].astype(np.int64)
        if 0 < len(numbers) < len(self._documents):
            at, held = find_all(self._documents, numbers)
            return self._impacts[at].astype(np.int64) * held
        found = np.zeros(len(numbers), np.int64)
        at, held = find_all(numbers, self._documents)
        found[at[held]] = self._impacts[held]
        return found

    def add_to(self, total: Numbers, times: int) -> None:
        """Add the impacts, so many times, to a number for each document."""
        if self._spread is not None:
            total += times * self._spread[: len(total)].astype(total.dtype)
        else:
            total[self._documents] += times * self._impacts.astype(total.dtype)

    def add_peaks_to(self, total: Numbers, times: int) -> None:
        """Add the greatest impact of each BLOCK of documents, so many times, to a number for each block."""
        if self._peaks is None:
            self._peaks = self._find_peaks()
        blocks, peaks = self._peaks
        total[blocks] += times * peaks.astype(total.dtype)

    def _find_peaks(self) -> tuple[Any, Numbers]:
        """Which blocks there are, as an index, and the greatest impact in each."""
        if self._spread is not None:
            peaks = self._spread
            while len(peaks) * BLOCK > len(self._spread):
                peaks = np.maximum(peaks[::2], peaks[1::2])
            return slice(None), peaks
        blocks = self._documents // BLOCK
        first = np.flatnonzero(np.diff(blocks, prepend=-1))
        return blocks[first], np.maximum.reduceat(self._impacts, first) if len(first) else self._impacts


class _Sized(Protocol):
    @property
    def bytes(self) -> int: ...


class Kept:
    """What terms gave in earlier searches of the same index; those that were not asked for the longest make room."""

    def __init__(self) -> None:
        self._given: dict[object, tuple[_Sized, int]] = {}
        self._held = 0
        self._asked: set[object] = set()
        self._lock = threading.Lock()  # an index may be searched by several threads

    def get(self, key: object) -> Any:
        with self._lock:
            if key not in self._given:
                return None
            self._given[key] = self._given.pop(key)  # asked for last
            return self._given[key][0]

    def add(self, key: object, given: _Sized) -> None:
        with self._lock:
            self._let_go(key)
            self._given[key] = given, given.bytes
            self._held += given.bytes
            while self._held > _MOST_KEPT:
                self._let_go(next(iter(self._given)))

    def is_asked_again(self, key: object) -> bool:
        """Was it asked for before, as far as is remembered? Then it may pay to work it out and keep it."""
        with self._lock:
            again = key in self._asked
            if len(self._asked) >= _MOST_ASKED:
                self._asked.clear()
            self._asked.add(key)
            return again

    def _let_go(self, key: object) -> None:
        if key in self._given:
            self._held -= self._given.pop(key)[1]
