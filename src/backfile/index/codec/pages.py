"""How is damage found without reading all of a file? Page by page, when a page is first read.

A file ends with the CRC-32 (ISO 3309) of each of its pages, and with a table of its sections as JSON:

    section, section, …      each begins at a multiple of eight bytes
    sums                     an unsigned 32-bit integer for each page of what stands before
    contents                 {"sections": {name: [start, bytes]}, …}

Sums and contents are the file's tail. Whoever names the file keeps the tail's place and its SHA-256 (a `Written`), and
opening checks no more than that: a tail is four bytes for each 16 KB. So opening does not read what a search will not
need, a flipped bit is found before it is believed, and a file that was exchanged for another is found at once.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from array import array
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from backfile import disk
from backfile.errors import BackfileError, Damage

PAGE = 16 * 1024
"""Bytes that are checked at once: 4 microseconds, and few enough for a look-up that touches a dozen of them."""

_AT_ONCE = 64 * PAGE  # bytes that wait before they are written
_CHECKED = 1024 * PAGE  # bytes after which memory is given back
_ALIGNED = 8  # bytes of the widest number that is kept


class Altered(Damage):
    """A file of the index is not as it was written; `place` is its name."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "is not as it was written", "make the search index again: backfile build --only index")


class Written(NamedTuple):
    """What is known of a file as it was written: its bytes, where its tail begins, and the tail's SHA-256 in hex."""

    size: int
    tail: int
    digest: str


class PagedFile:
    """A file that is mapped into memory, not read. `contents` is what was said of it when it was finished."""

    def __init__(self, path: Path, written: Written) -> None:
        """Raises Altered where its size or its tail is not as it was written."""
        self.name, self.size = path.name, written.size
        try:
            self._bytes = disk.mapped(path)
        except BackfileError as fault:
            raise Altered(path.name) from fault
        if len(self._bytes) != written.size or not 0 <= written.tail <= written.size:
            raise Altered(path.name)
        tail = self._bytes[written.tail :]
        if hashlib.sha256(tail).hexdigest() != written.digest:
            raise Altered(path.name)
        pages = -(-written.tail // PAGE)
        self._body, self._sums = self._bytes[: written.tail], tail[: 4 * pages].cast("I")
        self._unchecked = bytearray(b"\1" * (pages + 1))  # one more, for what is empty at the end
        self.contents: Mapping[str, Any] = json.loads(bytes(tail[4 * pages :]))
        self._sections: Mapping[str, tuple[int, int]] = self.contents["sections"]

    def __contains__(self, section: str) -> bool:
        return section in self._sections

    def section(self, name: str) -> memoryview:
        """All of a section, checked."""
        start, length = self._sections[name]
        return self._checked(start, start + length)

    def part(self, name: str, start: int, stop: int) -> memoryview:
        """The bytes of a section from `start` to `stop`, checked. Raises Altered for what lies outside of it."""
        begins, length = self._sections[name]
        if not 0 <= start <= stop <= length:
            raise Altered(self.name)
        start, stop = begins + start, begins + stop
        if stop // PAGE == start // PAGE and not self._unchecked[start // PAGE]:
            return self._body[start:stop]  # the way of most, and a look-up among the terms goes it forty times
        return self._checked(start, stop)

    def check(self) -> None:
        """Look at all pages that were not looked at, and keep none of them in memory. Raises Altered."""
        for start in range(0, len(self._body), _CHECKED):
            self._checked(start, min(start + _CHECKED, len(self._body)))
            disk.let_go(self._bytes)

    def length(self, name: str) -> int:
        """The bytes of a section; 0 where there is none."""
        return self._sections[name][1] if name in self._sections else 0

    def _checked(self, start: int, stop: int) -> memoryview:
        first, last = start // PAGE, -(-stop // PAGE)
        page = self._unchecked.find(1, first, last)
        while page >= 0:
            if zlib.crc32(self._body[page * PAGE : (page + 1) * PAGE]) != self._sums[page]:
                raise Altered(self.name)
            self._unchecked[page] = 0
            page = self._unchecked.find(1, page, last)
        return self._body[start:stop]


class PagedWriter:
    """A file that is written section by section. It has its name from when it is finished."""

    def __init__(self, folder: Path) -> None:
        self._aside = folder / f"new{disk.PART}"
        self._file = disk.create(self._aside)
        self._sums, self._waiting = array("I"), bytearray()
        self._at = 0
        self._sections: dict[str, list[int]] = {}

    def begin(self, section: str) -> None:
        """What is written from here on belongs to this section."""
        self._put(bytes(-self._at % _ALIGNED))
        self._sections[section] = [self._at, 0]
        self._open = self._sections[section]

    def write(self, data: bytes | bytearray | memoryview) -> int:
        """Add to the section; gives its length, in bytes."""
        self._put(data)
        self._open[1] = self._at - self._open[0]
        return self._open[1]

    def add(self, section: str, data: bytes | bytearray | memoryview) -> None:
        """Write a whole section."""
        self.begin(section)
        self.write(data)

    def finish(self, ending: str, **more: object) -> tuple[str, Written]:
        """End the file and flush it to the disk; gives its name (of what it holds) and what is to be known of it."""
        self._flush(len(self._waiting))
        contents = json.dumps({"sections": self._sections, **more}, sort_keys=True)
        tail = self._sums.tobytes() + contents.encode("ascii")
        with disk.plainly(self._aside, "written"):
            self._file.write(tail)
        disk.flush(self._file)
        self._file.close()
        digest = hashlib.sha256(tail).hexdigest()
        name = f"{digest[:16]}{ending}"
        disk.rename(self._aside, self._aside.with_name(name))
        return name, Written(self._at + len(tail), self._at, digest)

    def abandon(self) -> None:
        """Leave nothing behind."""
        self._file.close()
        disk.remove(self._aside)

    def _put(self, data: bytes | bytearray | memoryview) -> None:
        self._at += len(data)
        self._waiting += data
        if len(self._waiting) >= _AT_ONCE:
            self._flush(len(self._waiting) // PAGE * PAGE)

    def _flush(self, count: int) -> None:
        """Write the first bytes of those that wait: whole pages, or all at the end."""
        with memoryview(self._waiting)[:count] as ready:
            self._sums.extend(zlib.crc32(ready[start : start + PAGE]) for start in range(0, count, PAGE))
            with disk.plainly(self._aside, "written"):
                self._file.write(ready)
        del self._waiting[:count]
