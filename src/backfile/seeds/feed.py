"""Which entries does a feed hold? RSS 2.0, RSS 1.0 (RDF) and Atom (RFC 4287): one item is one entry.

Read by expat, piece by piece: a document type is refused, so that no entity is ever defined or fetched. Of a feed that
is cut off the items that are whole are read. The part `feed` is its source; an entry's provenance is where its `<item>`
or `<entry>` stands in it. That an item is missing proves nothing: feeds hold the newest items only.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import tzinfo
from urllib.parse import urlsplit
from xml.parsers import expat

from backfile.errors import BadCapture
from backfile.model.capture import Capture, Part
from backfile.model.entry import LiveBlog, Reading
from backfile.model.ledger import Label
from backfile.model.time import Time
from backfile.seeds.account import Claim, make_ledger
from backfile.seeds.body import based_on, convert_fragment
from backfile.seeds.found import Sighting, names, plain, tags_in, trusted
from backfile.seeds.mailed import parse_mail_date
from backfile.seeds.merge import merge, without_page_headline
from backfile.seeds.when import parse_iso
from backfile.text.language import primary_code

READER = "feed 2"
PART = "feed"

_SPACES = {
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://purl.org/rss/1.0/": "",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/1999/xhtml": "html",
}
_ITEMS = frozenset(("item", "atom:entry"))
_TITLES = ("title", "atom:title", "dc:title")
_BODIES = ("content:encoded", "atom:content", "description", "atom:summary", "dc:description")
_PUBLISHED = ("pubDate", "atom:published", "atom:issued", "dc:date", "dcterms:issued", "dcterms:created")
_UPDATED = ("atom:updated", "atom:modified", "dcterms:modified")
_CATEGORIES = ("category", "atom:category", "dc:subject")
_LANGUAGES = ("language", "dc:language")
_SUBTITLES = ("description", "atom:subtitle", "atom:tagline")
# `author` of RSS is a mail address, with the name in brackets.
_MAILED_AUTHOR = re.compile(r"[^\s()<>@]+@[^\s()<>]+\s*\(([^()]*)\)|([^<>@]*)<[^<>]*@[^<>]*>")
_ONE_MADE_UP = re.compile(r"[\w-]*\d[\w-]*")
_VOID = frozenset("br hr img wbr".split())
_PIECE = 65_536  # bytes given to the parser at a time


def read_feed(capture: Capture, source: str, zone: tzinfo | None = None) -> Reading:
    """The live blog of a feed. Raises BadCapture when it has a document type, or no item can be read."""
    walk = _Walk(capture.name)
    broken = _parse(walk, source)
    if not walk.items:
        fault = f"is a feed that cannot be read ({broken})" if broken else "is a feed without items"
        raise BadCapture(capture.name, fault, "save the feed again, or save the page itself")
    about = walk.about
    headline = plain(about.first(_TITLES)) or None
    summary = plain(about.first(_SUBTITLES))
    address = capture.address or _page_address(about)
    shared = Counter(each for item in walk.items for each in {_fragment(item), _guid(item), _link(item)})
    told = [_sighting(item, address, shared, len(walk.items), zone) for item in walk.items]
    kept = [each for each in told if each.headline or each.body]
    sightings = without_page_headline(kept, headline)
    observations, numbers, conflicts = merge([sightings], capture.digest)
    keys = [observation.key for observation in observations]
    claims = [Claim(0, len(source), Label.FURNITURE, "the frame of the feed, and what it says of itself")]
    claims += [Claim(each.start, each.end, Label.UNRECOGNISED, "an item without words") for each in told]
    claims += [
        Claim(each.start, each.end, Label.ENTRY, "an item of the feed", keys[number])
        for each, number in zip(sightings, numbers[0], strict=True)
    ]
    if not sightings:
        raise BadCapture(capture.name, "is a feed whose items hold no words", "save the page itself")
    warning = f"the feed is cut off or broken ({broken}): the items that are whole were read"
    return Reading(
        capture=capture,
        reader=READER,
        liveblog=LiveBlog(
            headline=headline,
            summary=(summary,) if summary and summary != headline else (),
            publisher=capture.publisher or plain(about.first(("dc:publisher",))) or None,
            address=address,
            more=any(rel == "next" for rel, _ in about.links),
        ),
        entries=tuple(observations),
        parts=(Part(name=PART, text=source),),
        ledgers=(make_ledger(PART, source, claims, ""),),
        warnings=(*((warning,) if broken else ()), *conflicts),
        language=primary_code(about.first(_LANGUAGES)) or walk.language,
    )


@dataclass(slots=True)
class _Item:
    """What an item, or the feed itself, says: the text of its elements by name, and its links as (rel, address)."""

    start: int = 0  # characters of the source
    end: int = 0
    texts: dict[str, list[str]] = field(default_factory=dict)
    links: list[tuple[str, str]] = field(default_factory=list)
    about: str = ""  # rdf:about
    is_permalink: bool = True

    def first(self, wanted: tuple[str, ...]) -> str:
        """The text of the first of these elements that has any."""
        return next((text for name in wanted for text in self.texts.get(name, ()) if text.strip()), "")


class _Walk:
    """Takes what expat finds, and keeps the items with their places, in bytes until they are known in characters."""

    def __init__(self, place: str) -> None:
        self.about = _Item()
        self.items: list[_Item] = []
        self.language: str | None = None  # as the outermost element declares it
        self._place = place
        self._item: _Item | None = None
        self._path: list[str] = []
        self._text: list[str] | None = None  # of the element at hand
        self._depth = 0  # of the element whose text is kept
        self._markup = False  # XHTML inside it is kept as HTML
        parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        self.parser = parser

    def _refuse(self, *_: object) -> None:
        raise BadCapture(self._place, "is a feed with a document type, which is not read", "take the DOCTYPE out of it")

    def _start(self, spelled: str, attributes: dict[str, str]) -> None:
        name = _name(spelled)
        self._path.append(name)
        if len(self._path) == 1:
            self.language = primary_code(attributes.get("http://www.w3.org/XML/1998/namespace lang"))
        if self._text is not None:
            if self._markup:
                kept = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes.items() if " " not in key)
                self._text.append(f"<{name.removeprefix('html:')}{kept}>")
            return
        if name in _ITEMS and self._item is None:
            self._item = _Item(start=self.parser.CurrentByteIndex)
            self._item.about = attributes.get("http://www.w3.org/1999/02/22-rdf-syntax-ns# about", "")
            return
        holder = self._holder()
        if holder is None:
            return
        if name == "atom:link":
            holder.links.append((attributes.get("rel", "alternate"), attributes.get("href", "")))
            return
        if name == "atom:category":
            holder.texts.setdefault(name, []).append(attributes.get("label") or attributes.get("term", ""))
            return
        if name == "guid":
            holder.is_permalink = attributes.get("isPermaLink", "true").strip().lower() != "false"
        self._text, self._depth = [], len(self._path)
        self._markup = name.startswith("atom:") and attributes.get("type") == "xhtml"
        if name in ("atom:title", *_BODIES) and attributes.get("type", "text") == "text" and name.startswith("atom:"):
            self._text.append("\0")  # plain words, in which `<` is no mark

    def _end(self, spelled: str) -> None:
        name = _name(spelled)
        if self._text is not None and len(self._path) == self._depth:
            text = "".join(self._text)
            holder = self._holder()
            if text.startswith("\0"):
                text = html.escape(text[1:], quote=False)
            if holder is not None:
                holder.texts.setdefault(self._key(name), []).append(text)
            self._text = None
        elif self._text is not None:
            if self._markup and name.removeprefix("html:") not in _VOID:
                self._text.append(f"</{name.removeprefix('html:')}>")
        elif self._item is not None and name in _ITEMS:
            self._item.end = self.parser.CurrentByteIndex
            self.items.append(self._item)
            self._item = None
        self._path.pop()

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(html.escape(text, quote=False) if self._markup else text)

    def _holder(self) -> _Item | None:
        """Whom the element at hand speaks of: the item, the feed, or neither (a picture of the feed, say)."""
        inside = [name for name in self._path[-3:-1] if name != "atom:author"][-1:]
        if self._path[-1] == "atom:author" or not inside:
            return None
        if self._item is not None:
            return self._item if inside[0] in _ITEMS else None
        return self.about if inside[0] in ("channel", "atom:feed") else None

    def _key(self, name: str) -> str:
        return "atom:author/atom:name" if name == "atom:name" and self._path[-2:-1] == ["atom:author"] else name


def _name(spelled: str) -> str:
    """`atom:title` for the title of Atom, `title` for that of RSS, whatever prefixes the feed uses."""
    space, _, name = spelled.rpartition(" ")
    known = _SPACES.get(space, "?") if space else ""
    return f"{known}:{name}" if known else name


def _parse(walk: _Walk, source: str) -> str:
    """Let expat read the source; gives what is wrong with it, or nothing. Places become characters."""
    data = source.removeprefix("\ufeff").encode("utf-8", "replace")  # a lone surrogate is one character more or less
    broken = ""
    try:
        for at in range(0, len(data), _PIECE):
            walk.parser.Parse(data[at : at + _PIECE], False)
        walk.parser.Parse(b"", True)
    except expat.ExpatError as error:
        broken = f"line {error.lineno}: {expat.errors.messages.get(error.code, 'no XML')}"
    at = 0
    characters = len(source) - len(source.removeprefix("\ufeff"))
    for item in walk.items:
        closing = data.find(b">", item.end) + 1
        characters += len(data[at : item.start].decode("utf-8"))
        held = len(data[item.start : closing].decode("utf-8"))
        item.start, item.end, at, characters = characters, characters + held, closing, characters + held
    return broken


def _sighting(item: _Item, base: str | None, shared: Counter[str], items: int, zone: tzinfo | None) -> Sighting:
    """`shared` counts the items that give each fragment, id and address: what all of them give is the page's."""
    guid, link, fragment = _guid(item), _link(item), _fragment(item)
    ids = trusted(
        [
            fragment if shared[fragment] == 1 else None,
            guid if shared[guid] < max(2, items) else None,
            link if shared[link] == 1 else None,
        ]
    )
    return Sighting(
        part=PART,
        start=item.start,
        end=item.end,
        displayed=False,
        ids=ids,
        headline=plain(item.first(_TITLES)) or None,
        byline=_byline(item),
        published=_time(item.first(_PUBLISHED), zone),
        updated=_time(item.first(_UPDATED), zone),
        body=convert_fragment(item.first(_BODIES), based_on(link or base)),
        tags=tags_in([text for name in _CATEGORIES for text in item.texts.get(name, ())]),
    )


def _guid(item: _Item) -> str:
    return item.first(("guid", "atom:id")).strip() or item.about


def _link(item: _Item) -> str:
    alternate = next((address for rel, address in item.links if rel == "alternate" and address), "")
    return alternate or item.first(("link",)).strip()


def _fragment(item: _Item) -> str:
    """The part of an item's address that a page gives to the entry: `block-60300f5f` of `…/live#block-60300f5f`."""
    for address in (_guid(item) if item.is_permalink else "", _link(item)):
        try:
            fragment = urlsplit(address).fragment
        except ValueError:
            continue
        if _ONE_MADE_UP.fullmatch(fragment):
            return fragment
    return ""


def _byline(item: _Item) -> tuple[str, ...]:
    for name in ("dc:creator", "atom:author/atom:name", "author"):
        found = names([_MAILED_AUTHOR.sub(r"\1\2", text) for text in item.texts.get(name, ())])
        if found:
            return found
    return ()


def _time(given: str, zone: tzinfo | None) -> Time | None:
    return parse_iso(given, PART, zone) or parse_mail_date(given, PART)


def _page_address(about: _Item) -> str | None:
    """The page of the live blog, where the feed names more than the front page of the publisher."""
    own = next((address for rel, address in about.links if rel == "self"), "")
    for address in (_link(about), own):
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and (parts.path.strip("/") or parts.query):
            return address.strip()
    return None
