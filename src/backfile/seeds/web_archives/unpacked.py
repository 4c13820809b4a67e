"""How are the bytes of a WARC read forward? In pieces, with gzip undone member by member, within bounds.

Laws: nothing is held whole, nothing is unpacked past a bound, and each byte has a place that leads back to it.
"""

from __future__ import annotations

import zlib
from typing import IO

ALLOWANCE = 256 * 2**20
EXPANSION = 100
"""A file may unpack to ALLOWANCE bytes and EXPANSION times its size. Pages shrink to a fifth, bombs to a thousandth."""

LONGEST_HEAD = 65_536
"""Bytes of a record's header, and of the HTTP header in it."""

_PIECE = 65_536


def most_unpacked(packed: int) -> int:
    """How many bytes so many may unpack to."""
    return ALLOWANCE + EXPANSION * packed


class Broken(Exception):
    """The file cannot be read any further."""


class Unpacked:
    """The bytes of a WARC, read forward; gzip is undone, member by member, within bounds."""

    def __init__(self, stream: IO[bytes], most: int | None = None) -> None:
        self._stream = stream
        self._most = most  # bytes that may be read from the stream
        self._raw = stream.read(_PIECE)
        self._raw_at = 0  # where in the stream `_raw` begins
        self._inflating: zlib._Decompress | None = None
        self._is_gzip = self._raw.startswith(b"\x1f\x8b")
        self._members = [(0, 0)]  # (first byte unpacked, where in the stream), those that still matter
        self._held, self._at = b"", 0
        self._given = 0  # bytes unpacked, `_held` included

    def place(self) -> str:
        """Where the next byte stands: in the stream, or in its member of the gzip file."""
        at = self._given - len(self._held) + self._at
        while len(self._members) > 1 and self._members[1][0] <= at:
            del self._members[0]
        begins, in_stream = self._members[0] if self._is_gzip else (0, at)
        return f"{in_stream}" if not self._is_gzip or begins == at else f"{in_stream}+{at - begins}"

    def skip_line_ends(self) -> bool:
        """Go to the next byte that is no line end; False at the end."""
        while self._fill():
            rest = self._held[self._at :]
            bare = rest.lstrip(b"\r\n")
            self._at += len(rest) - len(bare)
            if bare:
                return True
        return False

    def head(self) -> bytes:
        """The lines up to an empty one, that included."""
        lines: list[bytes] = []
        left = LONGEST_HEAD
        while left > 0:
            line = self._line(left)
            left -= len(line)
            lines.append(line)
            if line in (b"\r\n", b"\n"):
                return b"".join(lines)
            if not line:
                raise Broken("is cut off inside its header")
        raise Broken("has a header without end")

    def read(self, length: int) -> bytes:
        """That many bytes, or fewer at the end."""
        pieces: list[bytes] = []
        while length and self._fill():
            pieces.append(self._held[self._at : self._at + length])
            self._at += len(pieces[-1])
            length -= len(pieces[-1])
        return b"".join(pieces)

    def skip(self, length: int) -> int:
        """Pass over that many bytes; gives how many there were."""
        skipped = 0
        while skipped < length and self._fill():
            step = min(length - skipped, len(self._held) - self._at)
            self._at += step
            skipped += step
        return skipped

    def _line(self, most: int) -> bytes:
        pieces: list[bytes] = []
        while most and self._fill():
            end = self._held.find(b"\n", self._at, self._at + most) + 1
            piece = self._held[self._at : end or self._at + most]
            self._at += len(piece)
            most -= len(piece)
            pieces.append(piece)
            if end:
                break
        return b"".join(pieces)

    def _fill(self) -> bool:
        """Is there a byte to read?"""
        if self._at == len(self._held):
            self._held, self._at = self._inflated() if self._is_gzip else self._plain(), 0
            self._given += len(self._held)
        return bool(self._held)

    def _plain(self) -> bytes:
        self._next_raw()
        piece, self._raw = self._raw, b""
        self._raw_at += len(piece)
        return piece

    def _next_raw(self) -> None:
        if not self._raw:
            self._raw = self._stream.read(_PIECE)
        if self._most is not None and self._raw_at > self._most:
            raise Broken("unpacks to more than a web archive would; the rest was not read")

    def _inflated(self) -> bytes:
        """The next bytes of the member at hand, or of the next one."""
        while True:
            self._next_raw()
            if self._inflating is None:
                bare = self._raw.lstrip(b"\0")  # files are filled up with them
                self._raw_at += len(self._raw) - len(bare)
                if not bare and not self._raw:
                    return b""
                self._raw = bare
                if not bare:
                    continue
                self._inflating = zlib.decompressobj(31)
                if self._members[-1][0] == self._given:
                    self._members.pop()
                self._members.append((self._given, self._raw_at))
            ended = not self._raw
            try:
                data = self._inflating.decompress(self._raw, _PIECE)
            except zlib.error as error:
                raise Broken("is damaged inside its compression") from error
            rest = self._inflating.unused_data if self._inflating.eof else self._inflating.unconsumed_tail
            self._raw_at += len(self._raw) - len(rest)
            self._raw = rest
            if self._given + len(data) > most_unpacked(self._raw_at):
                raise Broken("unpacks to more than a web archive would; the rest was not read")
            if self._inflating.eof:
                self._inflating = None
            elif ended and not data:
                raise Broken("is cut off inside its compression")
            if data:
                return data
