"""What is an update of a live blog, as one capture shows it and as the archive holds it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from backfile.model.capture import Capture, Digest, Part, digest
from backfile.model.ledger import Ledger
from backfile.model.time import Time
from backfile.text.fold import folded_words
from backfile.text.markdown import words
from backfile.text.slug import Slug

Permalink = NewType("Permalink", str)
"""`<live blog>/<slug>`, no extension; given once, then frozen."""


def permalink(liveblog: Slug, entry: Slug) -> Permalink:
    """The address of an entry inside the archive and the site."""
    return Permalink(f"{liveblog}/{entry}")


def entry_key(publisher_id: str | None, headline: str | None, body: str) -> str:
    """What tells an entry from every other of its live blog: the publisher's id, else its folded words.

    The fingerprint is blind to marks, case and spacing, so that a paste through another program stays the same entry.
    """
    if publisher_id:
        return f"id:{publisher_id}"
    return "words:" + digest(f"{folded_words(headline or '')}\n{folded_words(words(body))}")[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where in a capture something stands: characters `start` to `end` of a part."""

    capture: Digest
    part: str
    start: int
    end: int
    displayed: bool  # whether a reader of the page could see it


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveBlog:
    """What a page says of itself. A live blog that names no headline has none."""

    headline: str | None = None
    summary: tuple[str, ...] = ()
    publisher: str | None = None
    address: str | None = None
    publisher_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What one capture, read by one version of one reader, shows of an entry. `body` is Markdown."""

    publisher_id: str | None = None
    headline: str | None = None
    byline: tuple[str, ...] = ()
    published: Time | None = None
    updated: Time | None = None
    body: str
    provenance: tuple[Provenance, ...]  # every place of the capture where it stands: a pinned entry stands twice

    @property
    def key(self) -> str:
        return entry_key(self.publisher_id, self.headline, self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that one reader found in one capture: the live blog, its entries in the page's order, and the account."""

    capture: Capture
    reader: str  # its name and version
    liveblog: LiveBlog
    entries: tuple[Observation, ...]
    parts: tuple[Part, ...]
    ledgers: tuple[Ledger, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """An entry's words as the publisher had them, numbered from 1, and every place where they were seen."""

    number: int
    headline: str | None
    body: str
    provenance: tuple[Provenance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry as the archive holds it. Its words are those of the newest revision, the last of `revisions`."""

    slug: Slug
    keys: tuple[str, ...]  # the first is the entry's own; others were seen of it in other captures
    basis: str  # why the observations are held to be one entry
    byline: tuple[str, ...]
    published: Time | None
    updated: Time | None
    revisions: tuple[Revision, ...]
    altered: str | None = None  # a body that somebody changed by hand in the archive: never the publisher's words

    @property
    def newest(self) -> Revision:
        return self.revisions[-1]

    @property
    def headline(self) -> str | None:
        return self.newest.headline

    @property
    def body(self) -> str:
        return self.newest.body if self.altered is None else self.altered


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """A live blog as the archive holds it: the entries of all its captures, in the order of the newest page."""

    slug: Slug
    key: str
    liveblog: LiveBlog
    captures: tuple[Capture, ...]
    entries: tuple[Entry, ...]
