"""How does an entry's Markdown become HTML that no text can break out of?

python-markdown makes the HTML and nh3 lets pass what is allowed. Law: the words of a body (text/markdown.py) are shown
exactly, and nothing in it is live but plain links to http and https addresses. HTML in Markdown is text here, and so is
what would take words away: definitions of references, links to anywhere else. A picture is a link: none are kept.

Both libraries take time with the square of what stands inside each other, and recurse. So a body past the bounds
below, which hardly any page has, is shown as its words alone.

Most bodies hold no markup at all, and are rendered without either library, a hundred times as fast. That this gives the
same HTML is a property that the tests try.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Any
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.inlinepatterns import LinkInlineProcessor, SimpleTagInlineProcessor
from markdown.treeprocessors import Treeprocessor

from backfile.site.shown import shown, shown_in_html
from backfile.site.urls import outbound
from backfile.text.markdown import escape, words

# Found by timing hostile bodies: within these bounds the worst takes about half a second.
LONGEST = 50_000  # characters
DEEPEST = 16  # quotations, lists and brackets inside each other

_BLOCKS = {"p", "blockquote", "ul", "ol", "pre", "h2", "table", "th", "td"}  # each finds its own direction
_ALLOWED = _BLOCKS | {"br", "li", "hr", "thead", "tbody", "tr", "em", "strong", "del", "code", "a"}

# A table may be too wide, and is then moved with the keys. (nh3 gives two set attributes in any order.)
_TABLE, _TABLE_WITH_KEYS = '<table dir="auto">', '<table dir="auto" tabindex="0">'

_TAKEN_OUT = {
    "preprocessors": ("html_block",),
    "inlinePatterns": (
        *("html", "automail", "reference", "short_reference"),
        *("image_link", "image_reference", "short_image_ref"),
    ),
}
_HEADING = re.compile(r"<(/?)h[1-6]>")
_STRUCK = r"(~~)(.+?)~~"
_PICTURE = r"!\["
_PICTURE_CLASS = 'class="picture"'
_PICTURE_LINK = re.compile(rf'<a (?:[^>"]|"[^"]*")*?{_PICTURE_CLASS}')  # text holds no raw `<`, so it is a tag
_TAG = re.compile(r"<(/?)(?!br|hr)[a-z]")
_ESCAPED = re.compile(r"\\.")
_LEAD = re.compile(r"^(?:[ ]*(?:>|[*+-](?= )|\d+\.(?= )))+", re.MULTILINE)
_MARKER = re.compile(r">|[*+-]|\d+\.")
_PARAGRAPH_END = re.compile(r"(?<=[^\n])\n\n(?=[^\n])")  # as text/markdown.py parts them
_LINE_END = re.compile(r"(?<=[^\n])\n(?=[^\n])")
_LINE, _BREAK = "\n", "<br>\n"
_BRACKET = re.compile(r"\[|\]")


@lru_cache(maxsize=1024)  # the words of a live blog stand on its pages and in its feeds
def render_body(markdown: str) -> str:
    """The body as HTML whose headings, if it has any, are all `h2`.

    >>> render_body("*Calm* &lt;b>")
    '<p dir="auto"><em>Calm</em> &lt;b&gt;</p>'
    """
    quickly = _render_quickly(markdown)
    return render_fully(markdown) if quickly is None else quickly


def render_fully(markdown: str) -> str:
    """The same by way of both libraries, whatever the body holds."""
    source = shown(markdown)
    if len(source) <= LONGEST and _depth_of_markdown(source) <= DEEPEST:
        made = shown_in_html(_HEADING.sub(r"<\1h2>", _converter().convert(source)))
        if _depth_of_html(made) <= 2 * DEEPEST:
            return _allow(made)
    return render_plainly(markdown)


def _render_quickly(markdown: str) -> str | None:
    """What both libraries give for words without markup; None where there is some, or what is shown as its number."""
    text = words(markdown)
    if not text or "&#" in markdown or shown(text) != text or escape(text) != markdown:
        return None
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")
    return "\n".join(f'<p dir="auto">{each.replace(_LINE, _BREAK)}</p>' for each in escaped.split("\n\n"))


def render_plainly(markdown: str) -> str:
    """The words as paragraphs. For what `escape` wrote it gives what `render_body` gives."""
    return _allow(shown_in_html("\n".join(_paragraphs(words(markdown)))))


def lower_headings(rendered: str, level: int) -> str:
    """What `render_body` gave, with its headings at another level. (Text cannot hold a raw `<`.)"""
    return rendered.replace("<h2", f"<h{level}").replace("</h2", f"</h{level}")


def label_pictures(rendered: str, label: str) -> str:
    """What `render_body` gave, with what stands before a link to a picture; the style shows it, for it is ours.

    >>> label_pictures('<a class="picture" href="https://a.example/">x</a> class="picture"', "Bild:")
    '<a class="picture" data-label="Bild:" href="https://a.example/">x</a> class="picture"'
    """
    if _PICTURE_CLASS not in rendered:
        return rendered
    return _PICTURE_LINK.sub(lambda found: f'{found[0]} data-label="{html.escape(label)}"', rendered)


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in _PARAGRAPH_END.split(html.escape(text)) if text else ():
        yield f"<p>{_LINE_END.sub(_BREAK, paragraph)}</p>"


def _converter() -> Markdown:
    # A new one for each body: making it takes a third of a millisecond, and no body can leave anything behind in it.
    converter = Markdown(output_format="html", extensions=["tables"])
    for kind, names in _TAKEN_OUT.items():
        for name in names:
            getattr(converter, kind).deregister(name, strict=False)
    converter.parser.blockprocessors.deregister("reference", strict=False)
    converter.inlinePatterns.register(_Picture(_PICTURE, converter), "picture", 155)  # just after links
    converter.inlinePatterns.register(SimpleTagInlineProcessor(_STRUCK, "del"), "struck", 55)  # just after emphasis
    converter.treeprocessors.register(_PlainAddresses(converter), "plain addresses", -10)
    return converter


class _Picture(LinkInlineProcessor):
    """A picture becomes a link to it, around the words of its caption; where it has none, around its address."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # as its stubs have it
        link, start, end = super().handleMatch(m, data)
        if isinstance(link, Element):
            link.set("class", "picture")
            link.text = link.text or link.get("href")
        return link, start, end


class _PlainAddresses(Treeprocessor):
    """A link that leads to no http or https address becomes its words, and the address in brackets after them."""

    def run(self, root: Element) -> None:
        for link in list(root.iter("a")):
            address = link.get("href", "")
            if outbound(address) is None:
                link.tag = "span"  # which nh3 takes away, and leaves what it holds
                link.attrib.clear()
                children = list(link)
                if children:
                    children[-1].tail = f"{children[-1].tail or ''} ({address})"
                else:
                    link.text = f"{link.text or ''} ({address})"


def _allow(made: str) -> str:
    allowed = nh3.clean(
        made,
        tags=_ALLOWED,
        clean_content_tags=set(),
        attributes={"a": {"href", "title"}},
        url_schemes={"http", "https"},
        url_relative="deny",
        allowed_classes={"a": {"picture"}},
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={tag: {"dir": "auto"} for tag in _BLOCKS},
    )
    return allowed.replace(_TABLE, _TABLE_WITH_KEYS)


def _depth_of_markdown(source: str) -> int:
    """How deep quotations, lists and brackets stand inside each other at most; what is escaped does not count."""
    bare = _ESCAPED.sub("", source)
    leads = (len(_MARKER.findall(lead.group())) for lead in _LEAD.finditer(bare))
    steps = (1 if bracket == "[" else -1 for bracket in _BRACKET.findall(bare))
    deepest_bracket = max(accumulate(steps, lambda depth, step: max(0, depth + step)), default=0)
    unclosed_links = sum(")" not in behind for behind in bare.split("](")[1:])
    return max(max(leads, default=0), deepest_bracket, unclosed_links)


def _depth_of_html(made: str) -> int:
    return max(accumulate(-1 if tag.group(1) else 1 for tag in _TAG.finditer(made)), default=0)
