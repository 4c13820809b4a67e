"""What does one capture show of a live blog and its entries, as a reader of ours found it?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from backfile.model.capture import UNKNOWN, Capture, Digest, Part, PartName, digest
from backfile.model.ledger import Ledger
from backfile.model.time import Time
from backfile.text.fold import folded_words
from backfile.text.markdown import words

_SPELLED_ID = re.compile(
    r"(?i:(?:article|block|blog|card|comment|element|entry|id|item|live|message|post|update)[-_]?)+(\d{4,})"
    r"|[A-Za-z](\d{4,})"  # as in attributes that may not begin with a digit
    r"|[A-Za-z]+(?:[-_][A-Za-z]+)*[-_]?([0-9a-f]{16,})"
)
"""Words that say what has the number, and none that say what it is about: “turnout-2024” is no spelling of 2024. Before
so many hexadecimal digits any word may stand: no headline has them."""
_FORMERLY_SPELLED_ID = re.compile(r"[A-Za-z]+(?:[-_][A-Za-z]+)*[-_]?(\d{4,}|[0-9a-f]{16,})")


def core_id(publisher_id: str) -> str:
    """What the spellings of an id in different parts and captures of one live blog share.

    >>> core_id("post-1288914") == core_id("liveblogPost1288914"), core_id("block-60300f5f8f08ad21ea60071e")
    (True, '60300f5f8f08ad21ea60071e')
    """
    spelled = _SPELLED_ID.fullmatch(publisher_id)
    return spelled[spelled.lastindex or 0] if spelled else publisher_id


def former_keys(keys: Iterable[str]) -> tuple[str, ...]:
    """What archives call entries of these keys that were made before words with a number were ids of their own.

    >>> former_keys(["id:turnout-2024", "id:2024", "words:6f1ed002ab559585"])
    ('id:2024',)
    """
    spelled = (_FORMERLY_SPELLED_ID.fullmatch(key.removeprefix("id:")) for key in keys if key.startswith("id:"))
    return tuple(f"id:{each[1]}" for each in spelled if each)


def keys_now(keys: Iterable[str]) -> dict[str, list[str]]:
    """By each key that an archive made before then calls some of these by, and that is none of them itself, these."""
    held = {*keys}
    now: dict[str, list[str]] = {}
    for key in sorted(held):
        for former in former_keys([key]):
            if former not in held:
                now.setdefault(former, []).append(key)
    return now


def entry_key(publisher_id: str | None, headline: str | None, body: str) -> str:
    """What tells an entry from every other of its live blog: the publisher's id, else its folded words.

    The fingerprint is blind to marks, case and spacing, so that a paste through another program stays the same entry.
    """
    if publisher_id:
        return f"id:{core_id(publisher_id)}"
    return "words:" + digest(f"{folded_words(headline or '')}\n{folded_words(words(body))}")[:16]


UNSEEN = UNSEEN_WORDS, UNSEEN_TIMES, UNSEEN_CAPTURED = ("words", "times", "captured")
"""What of an entry may have been seen otherwise in captures that nobody is shown: its words, what the publisher says of
its times, and what speaks against the times at which its other captures were made."""


def join_unseen(*all_names: Iterable[str]) -> tuple[str, ...]:
    """Each of these once, in the order of UNSEEN."""
    named = {name for names in all_names for name in names}
    return tuple(name for name in UNSEEN if name in named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where in a capture something stands: characters `start` to `end` of a part."""

    capture: Digest
    part: PartName
    start: int
    end: int
    displayed: bool  # whether a reader of the page could see it


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveBlog:
    """What a page says of itself. A live blog that names no headline has none.

    `declared` is the number of entries that the page says there are; `more`, that it says there are more than it shows.
    """

    headline: str | None = None
    summary: tuple[str, ...] = ()
    publisher: str | None = None
    address: str | None = None
    publisher_id: str | None = None
    declared: int | None = None
    more: bool = False


def completeness(liveblog: LiveBlog, held: int) -> str:
    """How many entries are held, and of how many as far as the page says.

    >>> completeness(LiveBlog(declared=25), 3), completeness(LiveBlog(more=True), 10), completeness(LiveBlog(), 1)
    ('3 of 25 entries', '10 entries; the page says there are more', '1 entry')
    """
    if liveblog.declared is not None and liveblog.declared > held:
        return f"{held:,} of {liveblog.declared:,} entries"
    counted = "1 entry" if held == 1 else f"{held:,} entries"
    return f"{counted}; the page says there are more" if liveblog.more else counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """Words that an entry had before, as a capture tells of them. `body` is Markdown."""

    headline: str | None
    body: str
    updated: Time | None = None  # as the publisher said beside these words


@dataclass(frozen=True, slots=True, kw_only=True)
class Keepers:
    """What the keepers of another archive say otherwise of an entry, or beyond what was captured: neither the
    publisher's words nor ours. What they do not speak of is None or empty; `altered` are words changed by hand."""

    headline: str | None = None
    byline: tuple[str, ...] | None = None
    published: Time | None = None
    updated: Time | None = None
    tags: tuple[str, ...] = ()
    text: str | None = None
    altered: str | None = None
    notes: tuple[str, ...] = ()

    def said(self, tell: Callable[[Time], str]) -> Iterator[tuple[str, str]]:
        """Fact by fact, the notes last, given how a time is told."""
        if self.headline is not None:
            yield "headline", self.headline
        if self.byline is not None:
            yield "by", ", ".join(self.byline)
        if self.published is not None:
            yield "published", tell(self.published)
        if self.updated is not None:
            yield "updated", tell(self.updated)
        if self.tags:
            yield "tags added", ", ".join(self.tags)
        if self.text is not None:
            yield "words", self.text
        if self.altered is not None:
            yield "words altered by hand", self.altered
        yield from (("note", note) for note in self.notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """How another archive of Backfile knows an entry: its permalink there, and its keys, the own one first.

    `places` are those where the capture that it tells of shows the words, as it says: of each of the earlier ones, and
    then of the entry's own. `keepers` is what people say there. An `export` (the digest of its lines on the live blog)
    gives each entry one permalink, and each permalink one entry.
    """

    permalink: str
    keys: tuple[str, ...]
    export: str = ""
    places: tuple[tuple[Provenance, ...], ...] = ()
    keepers: tuple[Keepers, ...] = ()
    joined: tuple[int, ...] = field(default=(), metadata={"seldom": True})  # of each of `places`, as in a Revision


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
    withdrawn: str | None = None  # "deleted by the publisher" or "struck by the publisher", when the capture says so
    tags: tuple[str, ...] = ()  # what the publisher files this entry under, as spelled; never what it says of the page
    language: str | None = None  # BCP 47 primary code, guessed when the capture was read
    earlier: tuple[Earlier, ...] = ()  # oldest first, where the capture itself tells of them
    anchor: str | None = None  # the id of the element of the page in which it stands: its address is the page's with it
    archived: Archived | None = None  # where the capture is an export of another archive
    unseen: tuple[str, ...] = ()  # of UNSEEN: what was seen otherwise of this entry in a capture that is not kept

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
    language: str | None = None  # BCP 47 primary code, as the page declares it

    @property
    def latest(self) -> Time | None:
        """The latest publication or update that it states of an entry; None where none has an instant."""
        said = (time for each in self.entries for time in (each.published, each.updated) if time and time.instant)
        return max(said, key=lambda time: time.instant or UNKNOWN, default=None)
