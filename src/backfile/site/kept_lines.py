"""How does the record of a site (kept.py) hold its live blogs? Two lines of each: an outline, and the entries.

Rows are read when they are looked at. The last line is the sum of all before it: what is read so late is whole then.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, overload

from backfile import disk
from backfile.model.plain import dump, load
from backfile.site.sources import Source
from backfile.site.summary import EntryRow, Outline, Summary
from backfile.text.slug import Slug

_AT_ONCE = 1 << 20  # bytes


def read_lines(file: IO[bytes], record: Path, slugs: Iterable[Slug]) -> tuple[dict[Slug, Summary], dict[Slug, Place]]:
    """What the record has of these live blogs, in their order, and where the rows of each stand in it, given the open
    file after its head. Raises ValueError for a record that is not whole."""
    summaries, places = {}, {}
    for slug in slugs:
        outline = load(Outline, json.loads(file.readline()), record)
        place = Place(record, file.tell(), len(file.readline()))
        summaries[slug], places[slug] = Summary(outline=outline, rows=_Rows(place)), place
    summed = file.tell()
    if file.readline() != _sum(record, summed):
        raise ValueError("the sum of the record is another one")
    return summaries, places


def write_lines(
    record: Path, head: object, made: Iterable[tuple[Source, Summary]], places: Mapping[Slug, Place]
) -> None:
    """The record anew: its head, and the lines of each live blog; the rows of those in `places` as they stand there."""
    disk.write_pieces(record, _summed(_pieces(head, made, places)), durable=False)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands in the record, in bytes."""

    record: Path
    start: int
    length: int

    def read(self) -> bytes:
        with disk.opened(self.record) as file:
            file.seek(self.start)
            return file.read(self.length)


class _Rows(Sequence[EntryRow]):
    """The entries of a live blog as the record has them, read when they are looked at, which is seldom."""

    def __init__(self, place: Place) -> None:
        self._place = place

    @cached_property
    def _rows(self) -> tuple[EntryRow, ...]:
        return tuple(load(EntryRow, row, self._place.record) for row in json.loads(self._place.read()))

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> EntryRow: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[EntryRow, ...]: ...

    def __getitem__(self, place: int | slice) -> EntryRow | tuple[EntryRow, ...]:
        return self._rows[place]

    def __iter__(self) -> Iterator[EntryRow]:
        return iter(self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._rows == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # nobody needs it


def _pieces(head: object, made: Iterable[tuple[Source, Summary]], places: Mapping[Slug, Place]) -> Iterator[bytes]:
    """The lines: the head, and two for each live blog."""
    yield _line(head)
    for source, summary in made:
        yield _line(dump(summary.outline))
        place = places.get(source.slug)
        yield place.read() if place else _line([dump(row) for row in summary.rows])


def _line(told: object) -> bytes:
    return json.dumps(told, separators=(",", ":")).encode("ascii") + b"\n"


def _summed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, and at last their sum: rows are read long after the record was opened, and are whole then."""
    held = hashlib.sha256()
    for piece in pieces:
        held.update(piece)
        yield piece
    yield held.hexdigest().encode("ascii")


def _sum(record: Path, end: int) -> bytes:
    """The sum of what stands in the record before `end`."""
    held = hashlib.sha256()
    with disk.opened(record) as file:
        while left := end - file.tell():
            piece = file.read(min(left, _AT_ONCE))
            held.update(piece)
            if not piece:
                break
    return held.hexdigest().encode("ascii")
