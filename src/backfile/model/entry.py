"""What is an update of a live blog, as the archive holds it?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from backfile.model.capture import Capture, Digest
from backfile.model.decision import Corrected
from backfile.model.observation import UNSEEN_WORDS, LiveBlog, Provenance
from backfile.model.time import Time
from backfile.text.slug import Slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """An entry's words as the publisher had them, and every place where they were seen. The revisions of an entry are
    numbered from 1; where some are withheld, the others keep their numbers."""

    number: int
    headline: str | None
    body: str
    provenance: tuple[Provenance, ...]
    updated: Time | None = None  # as the publisher says beside these words
    joined: int = 0  # which of the publisher's entries had these words, where people joined several; else 0

    def stands_beside(self, other: Revision) -> bool:
        """Does a capture show both, each in a place of its own, as two passages that people merged? Earlier words that
        a capture tells of have the place of the newer ones."""
        ours, theirs = set(self.provenance), set(other.provenance)
        captures = {each.capture for each in ours}
        return ours.isdisjoint(theirs) and not captures.isdisjoint(each.capture for each in theirs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry as the archive holds it. Its words are those of the newest revision, the last of `revisions`."""

    slug: Slug
    keys: tuple[str, ...]  # the first is the entry's own; others were seen of it in other captures
    basis: str  # why the observations are held to be one entry
    byline: tuple[str, ...]
    published: Time | None
    updated: Time | None  # as the publisher says beside the newest words
    revisions: tuple[Revision, ...]
    withdrawn: str | None = None  # as the newest capture that shows it says
    tags: tuple[str, ...] = ()  # of the newest capture that gives it any
    language: str | None = None  # as guessed in the newest capture where it could be
    anchor: str | None = None  # of the newest capture that gives it one
    republished: Time | None = None  # the latest time of publication, where captures give several
    altered: str | None = None  # a body that somebody changed by hand in the archive: never the publisher's words
    corrected: Corrected | None = None  # what people put in the place of what was captured
    withheld: str | None = None  # why it is kept, but shown to nobody else
    unseen: tuple[str, ...] = ()  # of UNSEEN: what captures that are withheld or erased show otherwise

    @property
    def newest(self) -> Revision:
        return self.revisions[-1]

    @property
    def is_joined(self) -> bool:
        """Did people join what the publisher has as several entries?"""
        return any(each.joined for each in self.revisions)

    @property
    def has_unseen_words(self) -> bool:
        """Do captures that are withheld or erased have other wordings of it?"""
        return UNSEEN_WORDS in self.unseen

    def revision(self, number: int) -> Revision | None:
        """The revision of that number, if it is among these: others may be withheld."""
        return next((each for each in self.revisions if each.number == number), None)

    @property
    def as_captured(self) -> Entry:
        """The entry as its captures show it, without what people put in the place of that."""
        theirs = self.corrected
        if theirs is None:
            return replace(self, altered=None)
        return replace(
            self,
            byline=theirs.was_byline,
            published=theirs.was_published,
            updated=theirs.was_updated,
            tags=theirs.was_tags,
            altered=None,
            corrected=None,
        )

    @property
    def added_tags(self) -> tuple[str, ...]:
        """The tags that people added to the publisher's."""
        return tuple(tag for tag in self.tags if tag not in self.corrected.was_tags) if self.corrected else ()

    @property
    def headline(self) -> str | None:
        theirs = self.corrected.headline if self.corrected else None
        return self.newest.headline if theirs is None else theirs

    @property
    def body(self) -> str:
        if self.altered is not None:
            return self.altered
        theirs = self.corrected.body if self.corrected else None
        return self.newest.body if theirs is None else theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """A live blog as the archive holds it: the entries of all its captures, in the order of the newest page.

    The captures stand in the order in which they were made, as far as anything tells; those of unknown time last.
    """

    slug: Slug
    key: str
    liveblog: LiveBlog
    captures: tuple[Capture, ...]
    entries: tuple[Entry, ...]
    aliases: tuple[tuple[Slug, Slug], ...] = ()  # slugs that were given once, and the entries that they lead to now
    doubts: tuple[tuple[Digest, Time], ...] = ()  # stated times of captures, and what they show as later
    withheld: tuple[tuple[Digest, str], ...] = ()  # captures among these that nobody else is shown, and why

    def captures_of(self, revision: Revision) -> tuple[Capture, ...]:
        """The captures that show a revision, in their order."""
        showing = {place.capture for place in revision.provenance}
        return tuple(each for each in self.captures if each.digest in showing)
