"""How does the body of an entry in a page become Markdown?

Paragraphs, emphasis, links, lists, quotations, headings and tables stay what they are; of a picture its caption and its
address are kept, of an embedded post or film its words and its address. Law: the words of the Markdown are the visible
words of the elements, white space and what was `dropped` apart.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from backfile.seeds.markup.inline import HOLDER, Piece, write_inline
from backfile.seeds.markup.visible import is_rendered, is_too_deep, read_element, read_page
from backfile.text import markdown

_MARKS = {
    "em": "*", "i": "*", "cite": "*", "strong": "**", "b": "**",
}  # fmt: skip
_STRIKE = "~~"
_STRIKING = frozenset(("del", "s", "strike"))
_STRUCK_STYLE = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PARAGRAPHS = frozenset(
    "address article aside body caption center dd details dialog div dl dt fieldset figcaption figure footer form "
    "header html legend li main nav p pre section summary tr option select optgroup".split()
)
# Elements that cannot stand in one line of Markdown. (A selector finds the element it is asked of, too.)
_NOT_IN_A_HEADING = "p, ul, ol, table, blockquote, figure, figcaption, img, div, section, pre, dl"
_NOT_IN_A_CAPTION = "p, ul, ol, table, blockquote, h1, h2, h3, h4, h5, h6, figure figure, figcaption img, pre, dl"
_BLOCKS_IN_A_CELL = ", ".join(
    f"td {tag}, th {tag}" for tag in "table p ul ol blockquote figure img h1 h2 h3 h4".split()
)
_DEEPEST = 60
"""Elements of a body inside each other; what stands deeper is kept as its words, for calls are bounded."""
_EMBEDS = frozenset("iframe embed object video audio amp-iframe amp-youtube amp-twitter amp-instagram".split())
_TAG = re.compile(r"<[a-zA-Z/!]")

Address = Callable[[str], str | None]


def convert(nodes: Iterable[LexborNode], dropped: Container[int] = (), address: Address = lambda given: given) -> str:
    """The Markdown of these elements, one after the other.

    `dropped` holds the mem_id of elements that are no part of the body; `address` gives the full address for one that
    stands in the page, or None when it leads nowhere.
    """
    blocks = _Blocks(dropped, address)
    for node in nodes:
        blocks.take(node)
        blocks.end_paragraph()
    return "\n\n".join(blocks.done)


def convert_fragment(source: str, address: Address = lambda given: given) -> str:
    """The Markdown of a piece of HTML, or of plain text with line ends, as data about a page holds it."""
    if not _TAG.search(source):
        lines = (" ".join(html.unescape(line).replace(HOLDER, "\ufffd").split()) for line in source.splitlines())
        return markdown.escape("\n\n".join(filter(None, lines)))
    if is_too_deep(source):
        return markdown.escape(read_page(source).text.replace(HOLDER, "�"))
    body = LexborHTMLParser(source).body
    return "" if body is None else convert([body], address=address)


def based_on(base: str | None) -> Address:
    """Full addresses for those that stand in a page of that address; nothing but http and https leads anywhere."""

    def full(given: str) -> str | None:
        if not given.strip():  # it would be the address of the page
            return None
        try:
            whole = urljoin(base or "", given.strip())
        except ValueError:  # no address at all
            return None
        return whole if whole.lower().startswith(("http://", "https://")) else None

    return full


@dataclass
class _Blocks:
    """Blocks of Markdown in the making: those that are done, and the pieces of the paragraph at hand."""

    dropped: Container[int]
    address: Address
    done: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    inside: int = 0  # how deep in the body we stand
    striking: bool = False  # inside an element that is struck out, which may hold many paragraphs

    def take(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "-text":
            self.pieces.append((node.text_content or "").replace(HOLDER, "\ufffd"))
        elif tag in _EMBEDS or (tag.startswith("-")):
            self._embed(node, tag)
        elif node.mem_id in self.dropped or not is_rendered(node):
            return
        elif self.inside > _DEEPEST:
            self.pieces.append(f" {read_element(node, self.dropped)} ")
        elif tag == "br":
            self.pieces.append("\0")
        elif not self.striking and (tag in _STRIKING or _STRUCK_STYLE.search(node.attributes.get("style") or "")):
            self._struck(node)
        elif tag in _MARKS:
            self._marked(node, _MARKS[tag], _MARKS[tag])
        elif tag == "a":
            full = self.address(node.attributes.get("href") or "")
            if full is None:
                self._children(node)
            else:
                opening, closing = markdown.link("\0", full).split("\0")
                self._marked(node, opening, closing)
        elif tag == "figure":
            self._figure(node)
        elif tag in ("img", "amp-img"):
            self._picture(node)
        elif tag in _HEADINGS and node.css_first(_NOT_IN_A_HEADING) is None:
            self._block(node, lambda inner: markdown.heading(" ".join(inner.split())))
        elif tag == "blockquote":
            self._block(node, markdown.quote)
        elif tag in ("ul", "ol"):
            self._list(node, ordered=tag == "ol")
        elif tag == "table":
            self._table(node)
        elif tag in _PARAGRAPHS or tag in _HEADINGS:
            self.end_paragraph()
            self._children(node)
            self.end_paragraph()
        elif tag in ("td", "th"):
            self.pieces.append(" ")
            self._children(node)
        else:
            self._children(node)

    def end_paragraph(self) -> None:
        """The pieces at hand become a paragraph, if any word is among them."""
        written = write_inline([*self.pieces, (_STRIKE, False)] if self.striking else self.pieces)
        self.pieces = [(_STRIKE, True)] if self.striking else []
        if written:
            self.done.append(written)

    def _children(self, node: LexborNode) -> None:
        self.inside += 1
        child = node.first_child
        while child is not None:
            self.take(child)
            child = child.next
        self.inside -= 1

    def _inner(self, node: LexborNode) -> str:
        """The blocks of an element by themselves."""
        inner = _Blocks(self.dropped, self.address, inside=self.inside, striking=self.striking)
        if self.striking:
            inner.pieces.append((_STRIKE, True))
        inner._children(node)
        inner.end_paragraph()
        return "\n\n".join(inner.done)

    def _block(self, node: LexborNode, wrap: Callable[[str], str]) -> None:
        self.end_paragraph()
        inner = self._inner(node)
        if inner:
            self.done.append(wrap(inner))

    def _marked(self, node: LexborNode, opening: str, closing: str) -> None:
        """Marks around what an element holds."""
        self.pieces.append((opening, True))
        self._children(node)
        self.pieces.append((closing, False))

    def _struck(self, node: LexborNode) -> None:
        """What is struck out, marked in each paragraph of it."""
        self.pieces.append((_STRIKE, True))
        self.striking = True
        self.take(node)
        self.striking = False
        self.pieces.append((_STRIKE, False))

    def _list(self, node: LexborNode, *, ordered: bool) -> None:
        self.end_paragraph()
        items = []
        child = node.first_child
        while child is not None:
            if child.mem_id not in self.dropped and child.tag not in ("-text", "-comment") and is_rendered(child):
                items.append(self._inner(child))
            elif child.tag == "-text" and (child.text_content or "").strip():
                items.append(write_inline([child.text_content or ""]))
            child = child.next
        items = [item for item in items if item]
        if items:
            self.done.append(markdown.listing(items, ordered=ordered))

    def _table(self, node: LexborNode) -> None:
        self.end_paragraph()
        cells = [[cell for cell in self._shown(row) if cell.tag in ("td", "th")] for row in self._rows(node)]
        width = max((len(row) for row in cells), default=0)
        if width < 2 or node.css_first(_BLOCKS_IN_A_CELL) is not None:
            # A table that only arranges the page: its cells are paragraphs.
            self._children(node)
            self.end_paragraph()
            return
        for caption in self._shown(node):
            if caption.tag == "caption":
                self.take(caption)
        rows = [[" ".join(self._inner(cell).split()) for cell in row] for row in cells]
        if any(any(row) for row in rows):
            self.done.append(markdown.table([row + [""] * (width - len(row)) for row in rows if any(row)]))

    def _rows(self, node: LexborNode) -> Iterator[LexborNode]:
        for child in self._shown(node):
            if child.tag == "tr":
                yield child
            elif child.tag in ("thead", "tbody", "tfoot"):
                yield from self._rows(child)

    def _shown(self, node: LexborNode) -> Iterator[LexborNode]:
        """The elements right below that are shown and are of the body."""
        child = node.first_child
        while child is not None:
            if child.tag and child.tag[0] != "-" and child.mem_id not in self.dropped and is_rendered(child):
                yield child
            child = child.next

    def _figure(self, node: LexborNode) -> None:
        """A picture with its caption; a figure of anything else is what stands in it."""
        self.end_paragraph()
        picture, caption = node.css_first("img, amp-img"), node.css_first("figcaption")
        full = None if picture is None else self._source(picture)
        if full is not None and caption is not None and _only(node, caption):
            self.done.append(markdown.picture(" ".join(self._inner(caption).split()), full))
        else:
            self._children(node)
            self.end_paragraph()

    def _picture(self, node: LexborNode) -> None:
        full = self._source(node)
        if full is not None:
            self.end_paragraph()
            self.done.append(markdown.picture("", full))

    def _source(self, node: LexborNode) -> str | None:
        return self.address(node.attributes.get("src") or node.attributes.get("data-src") or "")

    def _embed(self, node: LexborNode, tag: str) -> None:
        """An embedded page or film: its address, for its words are not in the capture."""
        full = None if tag.startswith("-") else self.address(node.attributes.get("src") or "")
        if full is not None and is_embedding(node):
            self.end_paragraph()
            self.done.append(markdown.picture("", full))


def _only(figure: LexborNode, caption: LexborNode) -> bool:
    """Does a figure hold no other words than its caption, and that in one line?"""
    same = "".join(figure.text().split()) == "".join(caption.text().split())
    return same and figure.css_first(_NOT_IN_A_CAPTION) is None


def is_embedding(node: LexborNode) -> bool:
    """Is it meant to be seen, and no counter of one pixel?"""
    attributes = node.attributes
    return "hidden" not in attributes and not {attributes.get("width"), attributes.get("height")} & {"0", "1"}
