"""What was given to us? The bytes of one saved page, paste, feed or record, and what is known of them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Annotated, NewType, Protocol

from backfile.model.time import Basis, Time

Digest = NewType("Digest", Annotated[str, re.compile(r"[0-9a-f]{64}")])
"""A sha256 in lower-case hexadecimal, as `sha256sum` prints it."""

_BELOW = re.compile(r"(?![/\\]|[A-Za-z]:[/\\])(?!(?:.*[/\\])?\.\.(?:[/\\]|\Z)).+", re.DOTALL)
"""What leads to no place but one below the folder that it is counted from, on any system."""

PartName = Annotated[str, re.compile(r"[^/\\]+")]
"""What a part of a capture is called; its file in the archive is called by it."""


_WHEN = re.compile(r"#\d{8}T\d{6}(?:\.\d{6})?Z\Z")
"""What the name of a file has behind it for a capture of the same bytes again: when that was."""

UNKNOWN = datetime.max.replace(tzinfo=UTC)
"""Stands, in orders, for the time of what has none."""


_CLOCKS = timedelta(minutes=2)
"""By so much the clocks of publishers and of those who capture may differ without a word."""


def digest(data: bytes | str) -> Digest:
    """The digest of these bytes, or of this text in UTF-8; a lone surrogate counts like any character."""
    return Digest(hashlib.sha256(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data).hexdigest())


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A capture that nobody here saw, as an export of another archive speaks of it.

    `export` is the digest of the lines that speak of its live blog; `through` are those of the exports from which the
    other archive knows of it, the first one first, and empty where it says that it holds the capture itself. `digest`
    and `again_of` are as in Capture.
    """

    digest: Digest
    name: str
    format: str
    evidence: str  # the kind that it is said to be, in the words of the other archive
    export: Digest
    address: str | None = None
    captured: Time | None = None
    doubted: Time | None = None  # a publication that it is said to show, and that is later than `captured`
    through: tuple[Digest, ...] = ()
    again_of: Digest | None = field(default=None, metadata={"seldom": True})

    @property
    def sha256(self) -> Digest:
        """The sha256 of its bytes."""
        return self.again_of or self.digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One capture. What is not known is None: a file's own time, for one, proves nothing and is never used.

    It is known by `digest`: the sha256 of its bytes, but where these were captured before (model/again.py).
    """

    digest: Digest
    name: Annotated[str, _BELOW]  # its path below seeds/, with forward slashes; of one of many in a file, and a `#`
    size: int  # bytes
    format: str  # what it is read as: text, html, json, …
    decoding: str | None = None  # the character encoding it was read in
    address: str | None = None
    publisher: str | None = None
    captured: Time | None = None
    recorded: Time | None = None  # what it records of that itself, where a person's word stands in its place
    zone: str | None = None  # the time zone of the times printed on it
    liveblog: str | None = None  # which live blog a person says it belongs to
    recorder: str | None = None  # of a page in a web archive: the tool that wrote it, as it names itself, or ""
    told: Told | None = None  # of what an export says of one capture of the other archive: that one
    again_of: Digest | None = field(default=None, metadata={"seldom": True})  # the sha256 of bytes captured before
    is_doubted: bool = field(default=False, compare=False, metadata={"seldom": True})  # is its time refuted? never kept
    unmatched: tuple[str, ...] = field(default=(), metadata={"seldom": True})
    """Of a page in a web archive: the names of the digests in it (WARC-Block-Digest, …) that its bytes do not have."""
    elsewhere: str = field(default="", metadata={"seldom": True})
    """Of a saved page: the host that it says it is of, where that is another site's than the one of `address`."""
    erased: str = field(default="", metadata={"seldom": True})  # the day (UTC) when its bytes were erased, if they were

    @property
    def sha256(self) -> Digest:
        """The sha256 of its bytes, as `sha256sum` prints it: what people are shown."""
        return self.again_of or self.digest

    @property
    def place(self) -> str:
        """Where its bytes stand: its name, but for the time that tells captures of one file apart."""
        return without_time(self.name) if self.again_of else self.name

    @property
    def counted(self) -> Time | None:
        """When it was made, as far as that counts: a time that something refutes makes nothing older or newer."""
        return None if self.is_doubted else self.captured

    @property
    def order(self) -> tuple[datetime, Digest, Digest]:
        """Sorts captures by when they were made, those of unknown time, or one in doubt, last, however they came in."""
        instant = self.counted.instant if self.counted else None
        return instant or UNKNOWN, self.origin, self.digest

    @property
    def origin(self) -> Digest:
        """The digest of the capture that was first made: of one that an export tells of, as it is told."""
        return self.told.digest if self.told else self.digest

    @property
    def kind(self) -> str:
        """What is read alike: its format, or that of the one that an export tells of; pages, whatever holds them."""
        format = self.told.format if self.told else self.format
        return "html" if format == "mhtml" else format

    @property
    def file(self) -> str:
        """The file below seeds/ that holds it: one such as a web archive holds many."""
        return self.name.partition("#")[0]

    @property
    def is_stated(self) -> bool:
        """Is it a person who says when it was made? Of one that an export tells of, was it, in the other archive?"""
        captured = self.told.captured if self.told else self.captured
        return captured is not None and captured.basis is Basis.STATED


def without_time(name: str) -> str:
    """The name of the file, where it is that of a capture of a file that was captured before.

    >>> without_time("saved/page.html#20240501T100000Z"), without_time("pages.warc#4711")
    ('saved/page.html', 'pages.warc#4711')
    """
    return _WHEN.sub("", name)


def is_before(one: Capture | None, other: Capture | None) -> bool:
    """Was one capture certainly made before another? Two of one day, of which no more is known, may have come either
    way, as may one whose time is in doubt."""
    ended = one.counted.end if one and one.counted else None
    begun = other.counted.instant if other and other.counted else None
    return ended is not None and begun is not None and ended <= begun


class Timed(Protocol):
    """A capture, or what tells of one."""

    @property
    def counted(self) -> Time | None: ...


def is_made_by(capture: Timed, instant: datetime) -> bool:
    """Is it known to be made by an instant (UTC)?"""
    ended = capture.counted.end if capture.counted else None
    return ended is not None and ended <= instant


def shows_later(capture: Capture, said: Time | None) -> bool:
    """Does it show a publication, or an update, that lies after its own time? Then one of the two is wrong, and nobody
    knows which."""
    ended = capture.captured.end if capture.captured else None
    return bool(ended and said and said.instant and said.instant - ended > _CLOCKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A text inside a capture that can be pointed into: `text` is what a reader of the page sees."""

    name: PartName
    text: str
