"""What did a saving tool write into a page? Its address, when it was captured, and what the tool added or changed.

SingleFile and browsers leave a comment before the head; the Wayback Machine adds a banner, rewrites links to
`/web/20220310120000im_/https://…` and says in a comment when it was archived; archive.today (.ph, .is …) puts the page
below a banner of its own. The address and time of an archive's copy are those of the original: where an address leads
through an archive, it is undone once. Times that a page records are of the basis RECORDED.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from backfile.model.capture import Capture
from backfile.model.evidence import GIVEN_ADDRESS
from backfile.model.time import Basis, Precision, Time
from backfile.seeds.markup.body import Address, based_on
from backfile.seeds.markup.visible import Page
from backfile.seeds.printed.mailed import parse_mail_date
from backfile.text.dates import parse_span

BANNER = "the banner of the web archive"

_HEAD = re.compile(r"<(?:head|body|script|style|meta|title|link|base)\b", re.IGNORECASE)
_SINGLEFILE = re.compile(r"\s*Page saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*([^\r\n]*)")
_BROWSER = re.compile(r"\s*saved from url=\(\d{4,}\)(\S+)\s*")
_BEGIN, _END = "BEGIN WAYBACK TOOLBAR INSERT", "END WAYBACK TOOLBAR INSERT"
_ARCHIVED = re.compile(r"\s*FILE ARCHIVED ON (\d\d:\d\d:\d\d) (\w{3}) (\d{1,2}), (\d{4})\b")
_WOMBAT = re.compile(r'__wm\.wombat\(\s*"([^"\\\s]{1,4000})",\s*"(\d{14})"')
_WAYBACK_ELEMENTS = "#wm-ipp-base, #wm-ipp, #wm-ipp-print, #donato"
_TODAY_ELEMENTS = "#HEADER, #HASHTAGS, #DIVSHARE, #DIVSHARE2"
_TODAY_HOSTS = r"archive\.(?:today|ph|is|md|fo|li|vn)"
# An address in a copy of the Wayback Machine, with its host or without.
_REWRITTEN = re.compile(
    r"(?:(?:https?:)?//(?:web|wayback|www)\.archive\.org(?::\d+)?)?/web/(\d{4,14})(?:[a-z]{2}_)?/(\S+)", re.IGNORECASE
)
_TODAY_LINK = re.compile(rf"(?:https?:)?//(?:www\.)?{_TODAY_HOSTS}/o/\w+/(\S+)", re.IGNORECASE)
_WAYBACK_COPY = re.compile(rf"(?=https?://){_REWRITTEN.pattern}", re.IGNORECASE)
_TODAY_COPY = re.compile(rf"https?://(?:www\.)?{_TODAY_HOSTS}/([\d.-]{{8,17}})/(\S+)", re.IGNORECASE)
_SCHEME = re.compile(r"(https?):/{1,2}(?=[^/])", re.IGNORECASE)
_LONGEST = 4000  # characters of an address
_SLACK = timedelta(hours=1)
"""How far a person's clock may be from the one that a page records before the two contradict each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What a page says of its own saving; nothing, for most pages."""

    tool: str = ""
    address: str | None = None  # of the original
    captured: Time | None = None
    base: str | None = None  # what relative addresses are relative to, where the page says so
    archive: bool = False  # links lead through a web archive
    banner: str = ""  # selects what the archive put into the page


class _Original(NamedTuple):
    """What the address of an archive's copy says: the address of the original, and when it was archived."""

    address: str
    captured: Time | None


def read_saved(source: str, tree: LexborHTMLParser | None) -> Saved:
    """What the tool that saved this page wrote into it."""
    saved = _read_archive(source, tree) or _read_tool(source) or Saved()
    given = tree.css_first("base[href]") if tree is not None else None
    base = _undo((given.attributes.get("href") or "").strip()) if given is not None else None
    return replace(saved, base=base or None)


def recorded(tool: str, address: str | None, captured: Time | None) -> Saved:
    """What a tool that recorded an address, and when, says of the page: of the original, if it saved a copy."""
    original = _original(address or "")
    if original is not None:
        return Saved(tool=tool, address=original.address, captured=original.captured or captured)
    return Saved(tool=tool, address=address if address and _is_address(address) else None, captured=captured)


def with_recorded(capture: Capture, saved: Saved) -> tuple[Capture, tuple[str, ...]]:
    """The capture with what its page records where a person said nothing, and warnings where they contradict."""
    given = recorded("", capture.address, None) if capture.address else Saved()
    by_address = replace(given.captured, source=GIVEN_ADDRESS) if given.captured else None
    stated = capture.captured if capture.captured and capture.captured.basis is not Basis.RECORDED else None
    captured = saved.captured or by_address or capture.captured
    warnings = []
    if stated and saved.captured and _contradict(stated, saved.captured):
        warnings.append(
            f"{saved.tool} recorded another time of capture, {saved.captured.printed}; "
            f"what you said is kept, {stated.printed}"
        )
    address = given.address or capture.address
    if address and saved.address and _bare(address) != _bare(saved.address):
        warnings.append(f"{saved.tool} recorded the address {saved.address}; the one that was given is kept, {address}")
    itself = (saved.captured or capture.recorded) if stated and stated.basis else None
    said = replace(capture, address=address or saved.address, captured=stated or captured, recorded=itself)
    return said, tuple(warnings)


def original_address(saved: Saved, base: str | None) -> Address:
    """Full addresses as they were before an archive rewrote them, for a page whose address is `base`."""
    full = based_on(urljoin(base or "", saved.base) if saved.base else base)
    return (lambda given: full(_undo(given.strip()))) if saved.archive else full


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
    said = wombat and _Original(html.unescape(wombat[1]), _stamp(wombat[2], "the Wayback Machine"))
    original = said or _original_of(tree, "base[href]", "href") or _original_of(tree, "link[rel=canonical]", "href")
    return Saved(
        tool="the Wayback Machine",
        address=original.address if original and _is_address(original.address) else None,
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
        if _TODAY_COPY.fullmatch(address):
            found = recorded("archive.today", address, None)
            return replace(found, archive=True, banner=_TODAY_ELEMENTS)
    return None


def _original_of(tree: LexborHTMLParser | None, selector: str, name: str) -> _Original | None:
    node = tree.css_first(selector) if tree is not None else None
    return _original((node.attributes.get(name) or "").strip()) if node is not None else None


def _original(address: str) -> _Original | None:
    """What the address of an archive's copy says of the original; None for any other address."""
    for shape, archive in ((_WAYBACK_COPY, "the Wayback Machine"), (_TODAY_COPY, "archive.today")):
        found = shape.fullmatch(address) if len(address) <= _LONGEST else None
        if found:
            original = _whole(found[2])
            return _Original(original, _stamp(re.sub(r"\D", "", found[1]), archive)) if _is_address(original) else None
    return None


def _undo(given: str) -> str:
    """An address as it stood in the original page."""
    found = _REWRITTEN.fullmatch(given)
    if found:
        return _whole(found[2])
    found = _TODAY_LINK.fullmatch(given)
    return _whole(found[1]) if found else given


def _whole(rest: str) -> str:
    """What follows an archive's prefix as a full address: `https:/x` has lost a slash, `x.example/y` its scheme."""
    found = _SCHEME.match(rest)
    if found:
        rest = f"{found[1].lower()}://{rest[found.end() :]}"
        return re.sub(r"^(http://[^/:]+):80(?=/|$)", r"\1", rest)
    return rest if re.match(r"[a-z][a-z0-9+.-]*:(?!\d)", rest, re.IGNORECASE) else f"http://{rest.lstrip('/')}"


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


def _stamp(digits: str, source: str) -> Time | None:
    """The time in fourteen digits, or fewer, as web archives write it, in UTC."""
    written = {14: "%Y%m%d%H%M%S", 12: "%Y%m%d%H%M", 8: "%Y%m%d"}.get(len(digits))
    precision = {14: Precision.SECOND, 12: Precision.MINUTE}.get(len(digits), Precision.DAY)
    if written is None:
        return None
    try:
        instant = datetime.strptime(digits, written).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Time(printed=digits, instant=instant, precision=precision, basis=Basis.RECORDED, source=source)


def _is_address(given: str) -> bool:
    try:
        parts = urlsplit(given)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and len(given) <= _LONGEST and given.isprintable()


def _bare(address: str) -> tuple[str, str]:
    """What two spellings of one address share."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", address
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/")


def _contradict(stated: Time, found: Time) -> bool:
    """Does the recorded instant lie outside what a person stated?"""
    if stated.instant is None or found.instant is None:
        return False
    try:
        span = parse_span(stated.printed)
    except ValueError:
        length = timedelta(0)
    else:
        length = span.end - span.start
    return not stated.instant - _SLACK <= found.instant <= stated.instant + length + _SLACK
