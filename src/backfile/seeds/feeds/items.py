"""Which items stand in the XML of a feed, and what do their elements say? Read by expat, piece by piece.

Laws: a document type is refused, so that no entity is ever defined or fetched; of a feed that is cut off the items that
are whole are given.
"""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from xml.parsers import expat

from backfile.errors import BadCapture
from backfile.text.language import primary_code

BODIES = ("content:encoded", "atom:content", "description", "atom:summary", "dc:description")
"""The elements that hold an item's words, the fullest first."""

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
_VOID = frozenset("br hr img wbr".split())
_PIECE = 65_536  # bytes given to the parser at a time


@dataclass(slots=True)
class Item:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """The items that are whole, in their order, and what the feed says of itself."""

    items: tuple[Item, ...]
    about: Item
    language: str | None  # as the outermost element declares it
    broken: str  # why nothing more could be read, or nothing


def read_items(source: str, place: str) -> Feed:
    """What the source of a feed holds. Raises BadCapture, with its place, for one that has a document type."""
    walk = _Walk(place)
    data = source.removeprefix("\ufeff").encode("utf-8", "replace")  # a lone surrogate is one character more or less
    broken = ""
    try:
        for at in range(0, len(data), _PIECE):
            walk.parser.Parse(data[at : at + _PIECE], False)
        walk.parser.Parse(b"", True)
    except expat.ExpatError as error:
        broken = f"line {error.lineno}: {expat.errors.messages.get(error.code, 'no XML')}"
    at = 0  # places become characters
    characters = len(source) - len(source.removeprefix("\ufeff"))
    for item in walk.items:
        closing = data.find(b">", item.end) + 1
        characters += len(data[at : item.start].decode("utf-8"))
        held = len(data[item.start : closing].decode("utf-8"))
        item.start, item.end, at, characters = characters, characters + held, closing, characters + held
    return Feed(items=tuple(walk.items), about=walk.about, language=walk.language, broken=broken)


class _Walk:
    """Takes what expat finds, and keeps the items with their places, in bytes until they are known in characters."""

    def __init__(self, place: str) -> None:
        self.about = Item()
        self.items: list[Item] = []
        self.language: str | None = None
        self._place = place
        self._item: Item | None = None
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
            self._item = Item(start=self.parser.CurrentByteIndex)
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
        if name in ("atom:title", *BODIES) and attributes.get("type", "text") == "text" and name.startswith("atom:"):
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

    def _holder(self) -> Item | None:
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
