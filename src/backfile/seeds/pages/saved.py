"""What did a saving tool write into a page? Its address, when it was captured, and what the tool added or changed.

SingleFile and browsers leave a comment before the head; the Wayback Machine adds a banner, rewrites links and says in
a comment when it was archived; archive.today (.ph, .is …) puts the page below a banner of its own. The address and time
of an archive's copy are those of the original.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from backfile.model.time import Basis, Time
from backfile.seeds.markup.body import Address, based_on
from backfile.seeds.markup.visible import Page
from backfile.seeds.pages.copies import Original, find_original, is_address, is_archive_today, parse_stamp, undo
from backfile.seeds.pages.recorded import Saved, recorded
from backfile.seeds.printed.mailed import parse_mail_date

BANNER = "the banner of the web archive"

_HEAD = re.compile(r"<(?:head|body|script|style|meta|title|link|base)\b", re.IGNORECASE)
_SINGLEFILE = re.compile(r"\s*Page saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*([^\r\n]*)")
_BROWSER = re.compile(r"\s*saved from url=\(\d{4,}\)(\S+)\s*")
_BEGIN, _END = "BEGIN WAYBACK TOOLBAR INSERT", "END WAYBACK TOOLBAR INSERT"
_ARCHIVED = re.compile(r"\s*FILE ARCHIVED ON (\d\d:\d\d:\d\d) (\w{3}) (\d{1,2}), (\d{4})\b")
_WOMBAT = re.compile(r'__wm\.wombat\(\s*"([^"\\\s]{1,4000})",\s*"(\d{14})"')
_WAYBACK_ELEMENTS = "#wm-ipp-base, #wm-ipp, #wm-ipp-print, #donato"
_TODAY_ELEMENTS = "#HEADER, #HASHTAGS, #DIVSHARE, #DIVSHARE2"


def read_saved(source: str, tree: LexborHTMLParser | None) -> Saved:
    """What the tool that saved this page wrote into it."""
    saved = _read_archive(source, tree) or _read_tool(source) or Saved()
    given = tree.css_first("base[href]") if tree is not None else None
    base = undo((given.attributes.get("href") or "").strip()) if given is not None else None
    return replace(saved, base=base or None)


def original_address(saved: Saved, base: str | None) -> Address:
    """Full addresses as they were before an archive rewrote them, for a page whose address is `base`."""
    full = based_on(urljoin(base or "", saved.base) if saved.base else base)
    return (lambda given: full(undo(given.strip()))) if saved.archive else full


def banner_spans(saved: Saved, page: Page) -> list[tuple[int, int]]:
    """Where in the text of the page the archive's own banner stands."""
    if page.tree is None or not saved.banner:
        return []
    nodes = [*page.tree.css(saved.banner), *_between_comments(page.tree)]
    return sorted({span for node in nodes if (span := page.span(node)) is not None})


def _read_tool(source: str) -> Saved | None:
    """The comment that SingleFile or a browser leaves before the head of the page."""
    head = _HEAD.search(source)
    for comment in _comments(source[: head.start() if head else 0]):
        found = _SINGLEFILE.match(comment)
        if found:
            return recorded("SingleFile", html.unescape(found[1]), _script_date(found[2].strip()))
        found = _BROWSER.fullmatch(comment)
        if found:
            return recorded("the browser", html.unescape(found[1]), None)
    return None


def _read_archive(source: str, tree: LexborHTMLParser | None) -> Saved | None:
    return _read_wayback(source, tree) or _read_today(tree)


def _read_wayback(source: str, tree: LexborHTMLParser | None) -> Saved | None:
    is_copy, captured = False, None
    for comment in _comments(source):
        found = _ARCHIVED.match(comment)
        if found:
            clock, month, day, year = found.groups()
            printed = " ".join(comment[found.start(1) : found.end(4)].split())
            captured = _recorded(
                parse_mail_date(f"{day} {month} {year} {clock} GMT", ""), printed, "the Wayback Machine"
            )
        is_copy = is_copy or found is not None or comment.strip() == _BEGIN
    if not is_copy:
        return None
    wombat = _WOMBAT.search(source)
    said = wombat and Original(html.unescape(wombat[1]), parse_stamp(wombat[2], "the Wayback Machine"))
    original = said or _original_of(tree, "base[href]", "href") or _original_of(tree, "link[rel=canonical]", "href")
    return Saved(
        tool="the Wayback Machine",
        address=original.address if original and is_address(original.address) else None,
        captured=captured or (original.captured if original else None),
        archive=True,
        banner=_WAYBACK_ELEMENTS,
    )


def _read_today(tree: LexborHTMLParser | None) -> Saved | None:
    """archive.today names the original in a link, and sets the page below `#HEADER`."""
    if tree is None or tree.css_first("#HEADER") is None:
        return None
    for selector, name in (
        ("link[rel=bookmark]", "href"),
        ("link[rel=canonical]", "href"),
        ("meta[property='og:url']", "content"),
    ):
        node = tree.css_first(selector)
        address = (node.attributes.get(name) or "").strip() if node is not None else ""
        if is_archive_today(address):
            found = recorded("archive.today", address, None)
            return replace(found, archive=True, banner=_TODAY_ELEMENTS)
    return None


def _original_of(tree: LexborHTMLParser | None, selector: str, name: str) -> Original | None:
    node = tree.css_first(selector) if tree is not None else None
    return find_original((node.attributes.get(name) or "").strip()) if node is not None else None


def _between_comments(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """The elements between the two comments around the banner, which stand in the body itself."""
    held: list[LexborNode] = []
    inside = False
    node = tree.body.first_child if tree.body is not None else None
    while node is not None:
        if node.tag == "-comment":
            comment = (node.html or "").removeprefix("<!--").removesuffix("-->").strip()
            if comment == _END:
                yield from held
                return
            inside = inside or comment == _BEGIN
        elif inside:
            held.append(node)
        node = node.next


def _comments(source: str) -> Iterator[str]:
    at = 0
    while (start := source.find("<!--", at)) >= 0 and (end := source.find("-->", start + 4)) >= 0:
        yield source[start + 4 : end]
        at = end + 3


def _script_date(printed: str) -> Time | None:
    """A date as scripts print it: `Thu Mar 10 2022 12:00:00 GMT+0100 (Central European Standard Time)`."""
    found = re.match(r"\w{3} (\w{3}) (\d\d) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d{4})\b", printed)
    if found is None:
        return None
    month, day, year, clock, offset = found.groups()
    return _recorded(parse_mail_date(f"{day} {month} {year} {clock} {offset}", ""), printed, "SingleFile")


def _recorded(time: Time | None, printed: str, source: str) -> Time | None:
    return replace(time, printed=printed, basis=Basis.RECORDED, source=source) if time and time.instant else None
