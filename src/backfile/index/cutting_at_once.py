"""How are the words of many texts numbered at once? By numpy, from the bytes of all of them in one row.

It gives the numbers that `cutting` gives text by text, without taking any text apart into strings. What stands between
two blanks is a piece; one of at most sixteen bytes is two numbers of 64 bits, which tell it entirely, and by which it
is found among those that were met. Only a piece that is new becomes a string, and is cut; and so do longer ones.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from backfile.index.codec.at_once import run_on
from backfile.index.cutting import MOST, OCTETS, even_marks, words_of_piece

Numbers: TypeAlias = NDArray[Any]

_END, _SIGNS = 1, b"'.,"
"""What a text ends with in the row, and the signs that tell nothing unless a letter follows. A blank is 0."""

_LETTER = _END + len(_SIGNS) + 1
"""From here on, what is in the row is a letter, or stays with one."""

_HALF = 8
"""Bytes of a number, of which two tell a piece."""

_CODES = bytearray(OCTETS.replace(b" ", b"\0"))
_CODES[0x80:0xFF] = range(0x80, 0xFF)
_CODES[0xFF] = _END  # no text holds it in UTF-8
for _code, _sign in enumerate(_SIGNS, _END + 1):
    _CODES[_sign] = _code
_WRITTEN = bytes.maketrans(bytes(range(_END + 1, _LETTER)), _SIGNS)

_KEPT = np.array([(1 << 8 * octets) - 1 for octets in range(_HALF + 1)], np.uint64)
"""Which bits of a number are of a piece that has so many of its bytes."""

_SLOTS, _FILLED = 1 << 16, 4
"""Slots of a table at first, and of so many slots at most one is filled."""


class CuttingAtOnce:
    """The pieces that were met, and the words of each."""

    def __init__(self, numbering: Mapping[str, int]) -> None:
        """`numbering` gives each word its number."""
        self._numbering = numbering
        self._forget()

    def numbers_of_all(self, texts: Iterable[str]) -> tuple[array[int], list[int]]:
        """The numbers of the words of all texts in a row, and how many each text has.

        >>> CuttingAtOnce({"the": 1, "us": 2, "mig": 3, "29s": 4}).numbers_of_all(["The U.S. & MiG-29s", "", "the"])
        (array('I', [1, 2, 3, 4, 1]), [4, 0, 1])
        """
        if len(self._counts) + len(self._long) > MOST:
            self._forget()
        fallen = _fall_apart(texts)
        begins, counts = self._look_up(fallen)
        ends = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
        words = np.frombuffer(self._words or bytes(4), np.uint32)[run_on(begins, counts)]
        return array("I", words.tobytes()), np.diff(ends[fallen.before], prepend=0).tolist()

    def _forget(self) -> None:
        self._table = _Table()
        self._words = array("I")
        self._begins, self._counts = array("I", [0]), array("I", [0])  # where the words of each piece stand in these
        self._long: dict[bytes, tuple[int, int]] = {}

    def _look_up(self, fallen: _Fallen) -> tuple[Numbers, Numbers]:
        """Where the words of each piece begin, and how many they are."""
        first, second = _halves(fallen)
        long = np.flatnonzero(fallen.lengths > 2 * _HALF)
        first[long] = 0  # which is that of no piece
        found = self._table.find(first, second)
        new = np.flatnonzero((found == 0) & (first != 0))
        if len(new):
            met = np.unique(np.stack((first[new], second[new]), axis=1).astype("<u8").view("S16"))
            for held, more in zip((self._begins, self._counts), self._meet(met.tolist()), strict=True):
                held.extend(more)
            self._table.add(*met.view("<u8").reshape(-1, 2).T)
            found[new] = self._table.find(first[new], second[new])
        begins, counts = (
            np.frombuffer(held, np.uint32)[found].astype(np.int64) for held in (self._begins, self._counts)
        )
        if len(long):
            begins[long], counts[long] = self._look_up_long(fallen, long)
        return begins, counts

    def _look_up_long(self, fallen: _Fallen, long: Numbers) -> Numbers:
        """The same for those that no two numbers tell."""
        bounds = zip(fallen.starts[long].tolist(), fallen.lengths[long].tolist(), strict=True)
        pieces = [fallen.row[start : start + length] for start, length in bounds]
        new = [piece for piece in dict.fromkeys(pieces) if piece not in self._long]
        if new:
            self._long.update(zip(new, zip(*self._meet(new), strict=True), strict=True))
        return np.array([self._long[piece] for piece in pieces]).T

    def _meet(self, pieces: Sequence[bytes]) -> tuple[list[int], list[int]]:
        """Cut pieces that are new."""
        written = str(b" ".join(pieces).translate(_WRITTEN), "utf-8", "surrogatepass").split(" ")
        words = [words_of_piece(piece) for piece in written]
        counts = [len(each) for each in words]
        begins = list(accumulate(counts[:-1], initial=len(self._words)))
        self._words.extend(map(self._numbering.__getitem__, chain.from_iterable(words)))
        return begins, counts


class _Table:
    """Pieces by their halves, numbered from 1 on as they are added: a hash table with open addressing."""

    def __init__(self) -> None:
        self._slots = np.zeros(_SLOTS, np.int32)
        self._first, self._second = array("Q", [0]), array("Q", [0])
        # By chance, so that nobody can write texts whose pieces all come into one slot.
        self._odd = np.frombuffer(os.urandom(2 * _HALF), np.uint64) | np.uint64(1)

    def find(self, first: Numbers, second: Numbers) -> Numbers:
        """The number of each piece, 0 of one that was not added."""
        slots, at = self._slots, self._begin(first, second)
        found = slots[at]
        wrong = np.flatnonzero(self._is_other(found, first, second))
        while len(wrong):
            at[wrong] = (at[wrong] + 1) & (len(slots) - 1)
            found[wrong] = slots[at[wrong]]
            wrong = wrong[self._is_other(found[wrong], first[wrong], second[wrong])]
        return found

    def add(self, first: Numbers, second: Numbers) -> None:
        """Pieces that are new, each once."""
        new = len(self._first)
        self._first.frombytes(first.tobytes())
        self._second.frombytes(second.tobytes())
        if _FILLED * len(self._first) > len(self._slots):
            self._slots, new = np.zeros(1 << (2 * _FILLED * len(self._first)).bit_length(), np.int32), 1
        numbers = np.arange(new, len(self._first), dtype=np.int32)
        at = self._begin(*(np.frombuffer(half, np.uint64)[new:] for half in (self._first, self._second)))
        while len(numbers):
            free = self._slots[at] == 0
            self._slots[at[free]] = numbers[free]
            lost = self._slots[at] != numbers
            numbers, at = numbers[lost], (at[lost] + 1) & (len(self._slots) - 1)

    def _begin(self, first: Numbers, second: Numbers) -> Numbers:
        """The slot of each from which on it is looked for."""
        mixed = first * self._odd[0] + second * self._odd[1]
        slots: Numbers = (mixed >> np.uint64(65 - len(self._slots).bit_length())).astype(np.int64)
        return slots

    def _is_other(self, found: Numbers, first: Numbers, second: Numbers) -> Numbers:
        """Is what was found in a slot another piece? None is no other one."""
        firsts, seconds = np.frombuffer(self._first, np.uint64), np.frombuffer(self._second, np.uint64)
        others: Numbers = ((firsts[found] != first) | (seconds[found] != second)) & (found != 0)
        return others


class _Fallen(NamedTuple):
    """Texts in a row of bytes: where each piece starts in it, how many bytes it has, and how many pieces stand before
    the end of each text."""

    row: bytes
    starts: Numbers
    lengths: Numbers
    before: Numbers


def _fall_apart(texts: Iterable[str]) -> _Fallen:
    encoded = [even_marks(text).encode("utf-8", "surrogatepass") for text in texts]
    row = b"\xff".join((*encoded, bytes(2 * _HALF))).translate(_CODES)
    octets = np.frombuffer(row, np.uint8)
    held = octets >= _LETTER
    held[:-1] |= (octets[:-1] > _END) & held[1:]
    edges = np.flatnonzero(np.diff(held, prepend=False))  # the last one ends what it begins with blanks
    starts = edges[::2]
    before = np.searchsorted(starts, np.flatnonzero(octets == _END))
    return _Fallen(row, starts, edges[1::2] - starts, before)


def _halves(fallen: _Fallen) -> tuple[Numbers, Numbers]:
    """The two numbers of each piece: its first eight bytes and the next eight, the lowest first."""
    row, starts, lengths = fallen.row, fallen.starts, fallen.lengths
    at = np.ndarray((len(row) - _HALF + 1,), "<u8", row, strides=(1,))  # a number from each byte on
    first = at[starts] & _KEPT[np.minimum(lengths, _HALF)]
    second = np.zeros(len(starts), np.uint64)
    longer = np.flatnonzero(lengths > _HALF)
    second[longer] = at[starts[longer] + _HALF] & _KEPT[np.minimum(lengths[longer], 2 * _HALF) - _HALF]
    return first, second
