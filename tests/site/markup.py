"""What does a page hold? Its tags, its links and its text, as a parser of HTML sees them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset("meta link br hr img input wbr".split())


@dataclass
class Markup(HTMLParser):
    """A page, parsed. `tags` are (name, attributes) in order; `text` is all that stands between them."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    unbalanced: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def all(self, name: str) -> list[dict[str, str]]:
        """The attributes of every tag of that name."""
        return [attributes for tag, attributes in self.tags if tag == name]

    def headings(self) -> list[int]:
        """The levels of the headings, in order."""
        return [int(tag[1]) for tag, _ in self.tags if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()]


def parse(page: str) -> Markup:
    """The page, parsed; a tag that is never closed counts as unbalanced."""
    markup = Markup()
    markup.feed(page)
    markup.close()
    markup.unbalanced += markup._open
    return markup
