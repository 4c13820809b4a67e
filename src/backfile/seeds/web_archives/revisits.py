"""Which page did a server send again, as a `revisit` record of a WARC says (WARC 1.1, 6.7)?

Such a record holds no page. The one that does is named by its id, by the digest of what was sent, or by address and
date; tools write one or several of these. It is not sought in other files: of a revisit without it nothing is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from backfile.model.time import Basis, Time
from backfile.seeds.printed.when import parse_iso


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What tells the record of a page from others in the header of it; empty or None where it does not say."""

    id: str
    payload: str  # the digest of what was sent, with the name of its kind
    address: str
    captured: Time | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisit:
    """A `revisit` record: where it stands, and what it says of itself and of the record that it refers to."""

    place: str
    own: Record
    of: Record
    recorder: str = ""

    def is_of(self, page: Record) -> bool:
        """Does it refer to that page?"""
        if self.of.id and page.id:
            return self.of.id == page.id
        if self.own.payload and page.payload:
            return self.own.payload == page.payload
        named = self.of.address and self.of.captured
        return bool(named) and (self.of.address, self.of.captured) == (page.address, page.captured)


Header = Callable[[str], str | None]
"""Gives what a line of a record's header says, by the name of the line."""


def parse_record(header: Header) -> Record:
    """What the header of a record says of itself."""
    return Record(
        id=_named(header, "WARC-Record-ID"),
        payload=(header("WARC-Payload-Digest") or "").strip().lower(),
        address=_named(header, "WARC-Target-URI"),
        captured=_recorded(header, "WARC-Date"),
    )


def parse_revisit(header: Header, place: str) -> Revisit:
    """What the header of a `revisit` record says."""
    of = Record(
        id=_named(header, "WARC-Refers-To"),
        payload="",
        address=_named(header, "WARC-Refers-To-Target-URI"),
        captured=_recorded(header, "WARC-Refers-To-Date"),
    )
    return Revisit(place=place, own=parse_record(header), of=of)


def _named(header: Header, name: str) -> str:
    return (header(name) or "").strip().strip("<>")


def _recorded(header: Header, name: str) -> Time | None:
    time = parse_iso(header(name), "WARC-Date")
    return replace(time, basis=Basis.RECORDED) if time and time.instant else None
