"""Where does one shard end, and the next one begin? Where the keys say so, so that a change stays where it is.

Keys come sorted, and are cut between two that begin otherwise, so that the forms of a word lie together. If the size
alone told where, one longer shard would move the beginnings of all that follow. So a shard that is long enough ends at
the next key whose digest is a chosen one, whatever stood before (content-defined chunking: Muthitacharoen, Chen and
Mazières 2001); and at the latest when it is twice as long.
"""

from __future__ import annotations

import zlib

from backfile.site.shards.coding import alike

ALIKE = 4
"""Characters: keys that share these are kept together. Most inflected forms of a word do."""

SMALL = 10_000
"""Entries of an archive whose files are few, however short its shards."""

LARGE = 40_000
"""Entries of an archive whose files are thousands, however long its shards. For those in between files count: 19,000
entries are to have no more than 1,500."""

_ONE_IN = 5
"""Keys may end a shard that is long enough. The fewer, the more uneven are the shards, and the more words stand in long
ones: of one in eight, 300 words took a fiftieth more in as many files."""


def are_short(documents: int) -> bool:
    """May shards of so many entries be half as long, so that a search fetches less in more files?"""
    return documents <= SMALL or documents > LARGE


class Cutter:
    """Tells, key after key, whether a shard begins; `begins` gathers as much of the first keys as tells them from what
    stands before, or, where no keys are alike, whole keys."""

    def __init__(self, least: int, alike: int | None = ALIKE) -> None:
        self.begins: list[str] = []
        self._alike, self._least, self._size, self._last = alike, least, 0, ""

    def begins_at(self, key: str, size: int) -> bool:
        """Does a shard begin with this key, which takes so many characters in it?"""
        begin = key[: self._alike]
        starts = not self.begins or (begin != self._last and self._is_full(begin))
        if starts:
            self.begins.append(self._shortest(begin) if self.begins else "")
            self._size = 0
        self._size += size
        self._last = begin
        return starts

    def _shortest(self, begin: str) -> str:
        return begin if self._alike is None else begin[: alike(self._last, begin) + 1]

    def _is_full(self, begin: str) -> bool:
        if self._size < self._least:
            return False
        return self._size >= 2 * self._least or zlib.crc32(begin.encode("utf-8")) % _ONE_IN == 0
