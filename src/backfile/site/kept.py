"""What of a site need not be made again? The pages of live blogs to which, and to whose files, nobody wrote since.

The pages of a live blog follow from its own folder of the archive, and from the frame: the settings, the theme and the
programs that render. So a record of what they were made from, and of how they were left, tells whether they would come
out the same. What lists show of each live blog stands there too, so that none is read for them: an outline of it, and
on the next line its entries, which are read only for pages that show one of them. The record stands in index/ and may
be deleted: then all pages are made again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import overload

import jinja2
import markdown
import nh3

from backfile import disk
from backfile.errors import BackfileError
from backfile.model.plain import dump, load
from backfile.site.form import USUAL, Form
from backfile.site.sources import Source
from backfile.site.summary import EntryRow, Held, Outline, Summary
from backfile.text.slug import Slug
from backfile.workspace.settings import Settings

_PACKAGE = Path(__file__).parents[1]
_AT_ONCE = 1 << 20  # bytes
_PROGRAM = (".py", ".html", ".css", ".js", ".toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What stands as it was left.

    `summaries` are those of all live blogs of the last build, by slug. The pages of those in `pages` would come out the
    same; their values say where their rows stand in the record, and `left` holds the stamps of their folders. `lists`:
    everything else stands as it was left too, and `stretches` tell what the search's shards were made of. `all`:
    nothing is to be made, and this is there.
    """

    summaries: Mapping[Slug, Summary] = field(default_factory=dict)
    pages: Mapping[Slug, _Place] = field(default_factory=dict)
    left: Mapping[str, str] = field(default_factory=dict)
    lists: bool = False
    stretches: tuple[str, ...] = ()
    all: Standing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How many HTML pages a site has, what it shows, and what the search's shards of documents were made of."""

    pages: int
    held: Held
    stretches: tuple[str, ...] = ()


def frame_of(settings: Settings, form: Form = USUAL, look: str = "") -> str:
    """What every page follows from besides its live blog; `look` is the stamp of the user's own theme."""
    program = disk.stamp(_PACKAGE, _PROGRAM)
    renderers = [str(getattr(module, "__version__", "")) for module in (jinja2, markdown, nh3)]
    return json.dumps([program, *renderers, repr(settings), repr(form), look])


def find_kept(record: Path, site: Path, frame: str, sources: Sequence[Source], besides: str = "") -> Kept:
    """What stands as it was left, and would be made again from these live blogs and what is `besides` them."""
    try:
        with disk.opened(record) as file:
            head = json.loads(file.readline())
            if head["frame"] != frame:
                return Kept()
            stamps = disk.stamps(site)
            now = {source.slug: [source.stamp, stamps.get(source.slug)] for source in sources if source.stamp}
            left: dict[Slug, object] = dict(zip(map(Slug, head["liveblogs"]), head["stamps"], strict=True))
            lists = head["besides"] == besides and head["others"] == _others(stamps, left)
            standing = load(Standing, head["standing"], record)
            if lists and now == left and len(now) == len(sources):
                return Kept(lists=True, all=standing)
            summaries, places = {}, {}
            for slug in left:
                outline = load(Outline, json.loads(file.readline()), record)
                place = _Place(record, file.tell(), len(file.readline()))
                summaries[slug], places[slug] = Summary(outline=outline, rows=_Rows(place)), place
            summed = file.tell()
            if file.readline() != _sum(record, summed):
                return Kept()
    except (BackfileError, ValueError, KeyError, TypeError):  # gone or damaged: nothing is known
        return Kept()
    pages = {slug: place for slug, place in places.items() if slug in now and now[slug] == left[slug]}
    return Kept(
        summaries=summaries,
        pages=pages,
        left={slug: stamps[slug] for slug in pages},
        lists=lists,
        stretches=standing.stretches if lists else (),
    )


def note_kept(
    record: Path,
    site: Path,
    frame: str,
    made: Sequence[tuple[Source, Summary]],
    standing: Standing,
    kept: Kept,
    besides: str = "",
) -> None:
    """Note how the site of these live blogs was left; `kept` is what was found before."""
    stamps = {**kept.left, **disk.stamps(site, kept.left)}
    head = {
        "frame": frame,
        "besides": besides,
        "others": _others(stamps, {source.slug for source, _ in made}),
        "standing": dump(standing),
        "liveblogs": [source.slug for source, _ in made],
        "stamps": [[source.stamp, stamps.get(source.slug)] for source, _ in made],
    }
    disk.write_pieces(record, _summed(_pieces(head, made, kept)), durable=False)


@dataclass(frozen=True, slots=True)
class _Place:
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

    def __init__(self, place: _Place) -> None:
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


def _pieces(head: object, made: Iterable[tuple[Source, Summary]], kept: Kept) -> Iterator[bytes]:
    """The lines: the head, and two for each live blog."""
    yield _line(head)
    for source, summary in made:
        yield _line(dump(summary.outline))
        place = kept.pages.get(source.slug)
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


def _others(stamps: Mapping[str, str], liveblogs: Iterable[str]) -> str:
    """The stamp of what stands in a site besides the folders of its live blogs."""
    besides = sorted(stamps.items() - {(slug, stamps.get(slug)) for slug in liveblogs})
    return hashlib.sha256(json.dumps(besides).encode()).hexdigest()
