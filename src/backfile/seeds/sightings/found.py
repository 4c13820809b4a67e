"""What does one part of a capture show of an entry? A sighting, before those of other parts are joined to it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from backfile.model.capture import Capture
from backfile.model.observation import LiveBlog
from backfile.model.time import Time
from backfile.text.fold import folded_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """An entry as one part shows it, and where. `ids` are the names the publisher gives it, the best one first."""

    part: str
    start: int
    end: int
    displayed: bool
    ids: tuple[str, ...] = ()
    headline: str | None = None
    byline: tuple[str, ...] = ()
    published: Time | None = None
    updated: Time | None = None
    body: str = ""
    withdrawn: str | None = None  # deleted or struck, when the publisher says so
    tags: tuple[str, ...] = ()
    shown: Time | None = None  # the time that a reader sees with it, where that is not `published`


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What one part says of the live blog itself."""

    headline: str | None = None
    summary: tuple[str, ...] = ()
    publisher: str | None = None
    address: str | None = None
    own: str | None = None  # the address that a page gives of itself, whatever is known of where it was captured
    publisher_id: str | None = None
    authors: tuple[str, ...] = ()
    names: tuple[str, ...] = ()  # other names of the publisher
    declared: int | None = None  # how many entries the page says there are
    more: bool = False  # the page says there are more
    tags: tuple[str, ...] = ()
    language: str | None = None  # BCP 47 primary code


def liveblog_of(facts: PageFacts, capture: Capture) -> LiveBlog:
    """The live blog that a page speaks of. What a person states of publisher and address comes before its own word."""
    return LiveBlog(
        headline=facts.headline,
        summary=facts.summary,
        publisher=capture.publisher or facts.publisher,
        address=capture.address or facts.address,
        publisher_id=facts.publisher_id,
        declared=facts.declared,
        more=facts.more,
    )


_NOT_A_NAME = re.compile(r"https?://|www\.|@")
_DEEPEST_NAME = 8  # lists and objects inside each other
_LONGEST_TAG = 100  # characters: what is longer is a sentence
_BETWEEN_NAMES = re.compile(r"\s*(?:,|;| and | & )\s*")


def plain(text: str) -> str:
    """Text out of data: entities read (pages escape them twice), tags taken away, blanks joined."""
    for _ in range(2):
        text = html.unescape(text)
    return " ".join(re.sub(r"<[a-zA-Z/!][^<>]*>", " ", text).split())


def trusted(ids: Iterable[str | None]) -> tuple[str, ...]:
    """The ids that tell an entry from others for good: a mere ordinal changes with every new entry."""
    kept: list[str] = []
    for each in ids:
        bare = (each or "").strip().lstrip("#")
        if bare and not re.fullmatch(r"\D{0,12}\d{1,3}", bare) and bare not in kept:
            kept.append(bare)
    return tuple(kept)


def fragment(address: str) -> str | None:
    """What an address names inside its page; None when it names nothing there, or is no address."""
    try:
        return urlsplit(address).fragment or None
    except ValueError:
        return None


def names(given: object, *, inside: int = 0) -> tuple[str, ...]:
    """The names in an author field: a text, an object with a name, or a list of such."""
    if inside > _DEEPEST_NAME:
        return ()
    if isinstance(given, str):
        bare = plain(given)
        return () if not bare or _NOT_A_NAME.search(bare) else tuple(filter(None, _BETWEEN_NAMES.split(bare)))
    if isinstance(given, dict):
        return names(given.get("name"), inside=inside + 1)
    if isinstance(given, list):
        return tuple(dict.fromkeys(name for each in given for name in names(each, inside=inside + 1)))
    return ()


def tags_in(given: object) -> tuple[str, ...]:
    """The tags in a field: a text that commas part, or a list of texts and objects with a name (as DefinedTerm has).

    A text in a list is one tag, with the commas it has. They are spelled as given, and each stands once.
    """
    listed = given.split(",") if isinstance(given, str) else given if isinstance(given, list) else [given]
    spelled = (each.get("name") if isinstance(each, dict) else each for each in listed)
    return distinct(plain(each) for each in spelled if isinstance(each, str))


def distinct(tags: Iterable[str]) -> tuple[str, ...]:
    """The tags in their order, each once: of those that fold to the same words, the first."""
    first: dict[str, str] = {}
    for tag in tags:
        if tag and len(tag) <= _LONGEST_TAG:
            first.setdefault(folded_words(tag), tag)
    return tuple(first.values())
