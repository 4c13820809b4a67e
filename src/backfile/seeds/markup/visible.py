"""What does a reader of this page see? The text as a browser would show it, and where each element stands in it.

The law is that of `innerText` (HTML Standard, "the innerText getter"), white space apart: what is not rendered has no
text. What <details> folds away is read, for a reader can unfold it. A page nested past `DEEPEST`, on which parsers lose
text or time, is read without its structure: all of its text, and no elements.
"""

from __future__ import annotations

import html
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

DEEPEST = 200
"""Elements inside each other. Real pages have about 60 at most; past a thousand parsers take time with the square."""

_NOT_RENDERED = frozenset(
    "head title meta link base script style template noscript noembed noframes iframe object audio video canvas "
    "datalist area param source track rp textarea input dialog".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre section "
    "select summary table tbody tfoot thead tr ul".split()
)
_PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6 blockquote ul ol figure table".split())
_CELLS = frozenset(("td", "th"))
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_RAW = frozenset("script style textarea title xmp iframe noembed noframes plaintext".split())
"""What stands in these is no markup, wherever HTML is read (and not SVG, or the inside of a <select>)."""
_CLOSED_BY_OTHERS = frozenset("p li td th tr option dt dd tbody thead tfoot colgroup optgroup rt rp".split())
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_SPECIAL = _BLOCKS | _CELLS | frozenset("applet button caption iframe marquee object template body html".split())
# Inside <svg> and <math> a tag can close itself, until one of these makes it HTML again.
_FOREIGN = frozenset(("svg", "math"))
_HTML_INSIDE = frozenset("foreignobject desc title annotation-xml mi mo mn ms mtext".split())
# As the HTML Standard reads a tag: quotes count after `=` only. Each character can be read in one way.
_SPACE = r"[ \t\n\r\f]"
_VALUE = r"\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^ \t\n\r\f>\"'][^ \t\n\r\f>]*+"
_TAG = re.compile(
    rf"<!--(?:-?>|(?s:.*?)(?:--!?>|\Z))|<(/?)([a-zA-Z][^ \t\n\r\f/>]*+)"
    rf"(?:(/(?=>))|[ \t\n\r\f/]|[^ \t\n\r\f/>][^ \t\n\r\f/>=]*+(?:{_SPACE}*+={_SPACE}*+(?:{_VALUE})?+)?+)*+(?:>|\Z)"
)
_UNREADABLE = re.compile(
    r"<(script|style|template|noscript)\b(?:(?!</\1).)*+(?:</\1\s*>|\Z)|<!--(?:(?!-->).)*+(?:-->|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_BLANKS = re.compile(r"[ \t\n\r\f]+")


@dataclass(slots=True)
class Page:
    """A page that was read: its parsed tree (None past DEEPEST), its visible text, and where elements stand in it."""

    tree: LexborHTMLParser | None
    text: str
    _spans: dict[int, tuple[int, int]] = field(default_factory=dict)

    def span(self, node: LexborNode) -> tuple[int, int] | None:
        """The first and last character (exclusive) of an element's visible text; None when nothing of it is seen."""
        return self._spans.get(node.mem_id)

    def spans(self, nodes: Iterable[LexborNode]) -> tuple[tuple[int, int], ...]:
        """The spans of those of the elements that are seen."""
        return tuple(span for node in nodes if (span := self.span(node)) is not None)

    def seen(self, node: LexborNode) -> str:
        """The visible text of an element, blanks joined."""
        span = self.span(node)
        return " ".join(self.text[span[0] : span[1]].split()) if span else ""


def read_page(source: str) -> Page:
    """The page in this HTML. Never raises; time grows with the length."""
    source = source.replace("\0", "\ufffd")
    if is_too_deep(source):
        return Page(None, _without_structure(source))
    tree = LexborHTMLParser(source)
    writer = _Writer()
    if tree.root is not None:
        _walk(tree.root, writer)
    return Page(tree, "".join(writer.pieces), writer.spans)


def is_too_deep(source: str) -> bool:
    """Would the elements of this HTML stand more than DEEPEST inside each other?

    The stack of open elements as a parser keeps it, but for those that close each other: unclosed <p> do not nest.
    """
    if source.count("<") <= DEEPEST:
        return False
    open_: list[str] = []
    foreign, html_inside, at = 0, False, 0
    while found := _TAG.search(source, at):
        at = found.end()
        slash, name, closed = found.groups()
        if name is None:  # a comment
            continue
        name = name.lower()
        if slash:
            _close(open_, name)
            html_inside = html_inside and name not in _HTML_INSIDE
            foreign -= foreign > 0 and name in _FOREIGN
            continue
        in_foreign = foreign > 0 and not html_inside
        if name in _RAW and not in_foreign and "select" not in open_:
            end = re.compile(rf"</{name}(?=[ \t\n\r\f/>])", re.IGNORECASE).search(source, at)
            at = len(source) if end is None else end.end()
        elif name not in _VOID and name not in _CLOSED_BY_OTHERS and not (closed and in_foreign):
            open_.append(name)
            if len(open_) > DEEPEST:
                return True
        foreign = 0 if name in _BLOCKS else foreign + (name in _FOREIGN)
        html_inside = html_inside or (foreign > 0 and name in _HTML_INSIDE)
    return False


def _close(open_: list[str], name: str) -> None:
    """An end tag closes the last element of its name and all inside it; a mark between words, itself alone."""
    if open_ and open_[-1] == name:
        open_.pop()
    elif name in open_:
        at = len(open_) - 1 - open_[::-1].index(name)
        if name in _FORMATTING:
            del open_[at]
        elif name in _SPECIAL or not any(inner in _SPECIAL for inner in open_[at:]):
            del open_[at:]


def _without_structure(source: str) -> str:
    """All text of HTML whose structure cannot be kept, in linear time: tags are taken out, entities read."""
    bare = _UNREADABLE.sub(" ", source)
    return _BLANKS.sub(" ", html.unescape(_TAG.sub("\n", bare))).strip()


def is_rendered(node: LexborNode) -> bool:
    """Is an element shown, as far as its own markup says?"""
    tag = node.tag
    if tag in _NOT_RENDERED:
        return tag == "dialog" and "open" in node.attributes
    attributes = node.attributes
    if not attributes:
        return True
    style = attributes.get("style")
    return "hidden" not in attributes and not (style and _HIDDEN_STYLE.search(style))


class _Writer:
    """Writes visible text, joining blanks and keeping the line ends that blocks ask for."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.starts: list[int] = []
        self.spans: dict[int, tuple[int, int]] = {}
        self.end = 0
        self.breaks = 0
        self.blank = False

    def text(self, held: str) -> None:
        joined = _BLANKS.sub(" ", held)
        bare = joined.strip(" ")
        if not bare:
            self.blank = self.blank or bool(joined)
            return
        self.blank = self.blank or joined[0] == " "
        if self.end:
            gap = "\n" * self.breaks or (" " if self.blank else "")
            if gap:
                self.pieces.append(gap)
                self.end += len(gap)
        self.starts.append(self.end)
        self.pieces.append(bare)
        self.end += len(bare)
        self.breaks, self.blank = 0, joined[-1] == " "

    def line_end(self, count: int) -> None:
        self.breaks = max(self.breaks, count)
        self.blank = False


def read_element(root: LexborNode, dropped: Container[int] = ()) -> str:
    """The visible text of one element alone, without the elements `dropped`, named by their mem_id."""
    writer = _Writer()
    _walk(root, writer, dropped)
    return "".join(writer.pieces)


def _walk(root: LexborNode, writer: _Writer, dropped: Container[int] = ()) -> None:
    """Depth first without recursion; each element's span is known when it is left."""
    stack: list[tuple[LexborNode, int, int]] = []  # element, its first chunk of text, line ends after it
    node: LexborNode | None = root
    while node is not None or stack:
        if node is None:
            element, first, breaks = stack.pop()
            if first < len(writer.starts):
                writer.spans[element.mem_id] = (writer.starts[first], writer.end)
            if breaks:
                writer.line_end(breaks)
            node = element.next if stack else None
            continue
        tag = node.tag
        if tag == "-text":
            writer.text(node.text_content or "")
        elif tag == "br":
            writer.breaks += 1
            writer.blank = False
        elif tag is not None and tag[0] != "-" and is_rendered(node) and node.mem_id not in dropped:
            breaks = 2 if tag in _PARAGRAPHS else 1 if tag in _BLOCKS else 0
            if breaks:
                writer.line_end(breaks)
            elif tag in _CELLS:
                writer.blank = True
            child = node.first_child
            if child is not None:
                stack.append((node, len(writer.starts), breaks))
                node = child
                continue
            if breaks:
                writer.line_end(breaks)
        node = node.next if stack else None
