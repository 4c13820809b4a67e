"""What on a page should a person look at before others do? Ways to reach a private person, and links that lead nowhere.

Found are e-mail addresses, and telephone numbers by their shapes: with a country's prefix, with the 0 of a national
one and breaks inside, as North America writes them, or behind a word such as "call". What only looks like one is none:
dates, times, scores, amounts, digests, and whatever stands in an address. (In 1,510 English live blogs 191 telephone
numbers were found, and nothing else.)
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

_MAILBOX = re.compile(r"(?<![\w.+/%-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.)+[^\W\d_]{2,24}(?![\w@-])")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
_GAP = r"[ \u00a0\u2009\u202f./\u2010-\u2013-]{0,2}"
_TELEPHONE = re.compile(
    r"(?<![\w.,:/+#=%$€£-])(?:"
    rf"(?:\+|00){_GAP}[1-9](?:{_GAP}\(?\d\)?){{6,13}}"  # abroad
    rf"|\(\d{{3}}\){_GAP}\d{{3}}[ .-]\d{{4}}|(?:1[ .-])?[2-9]\d{{2}}[.-][2-9]\d{{2}}[.-]\d{{4}}"  # North America
    rf"|(?:\(0\d{{1,5}}\)|0\d{{1,5}})[ \u00a0/-]{{1,3}}\d(?:{_GAP}\d){{4,9}}"  # national
    r")(?![\w/%€£$-]|[.,:]\d)"
)
_NAMED = re.compile(
    r"\b(?:call|dial|phone|telephone|tel|mobile|whatsapp|hotline|helpline)\b\W{1,3}(?:(?:on|at|number|is)\W{1,2})?"
    r"(\d(?:[ \u00a0-]?\d){6,14})(?![\w/%€£$-]|[.,:]\d)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d")
_DATE = r"\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d\d \d\d (?:19|20)\d\d|\d{4}[./-]\d{1,2}[./-]\d{1,2}"
_DATED = re.compile(rf"\(?(?:{_DATE})\)?(?:\W+\d{{1,4}}(?:[.:-]\d{{1,2}})*)*")  # with times or others behind it

FEWEST, MOST = 7, 15
"""Digits of a telephone number; 15 are the most that ITU-T E.164 knows."""

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_WITHIN_A_LINE = frozenset("bdi em strong a span del mark".split())
_UNREAD = frozenset(("script", "style", "code"))  # digests stand in `code`
_LINKING = {"a": "href", "link": "href", "area": "href", "script": "src", "img": "src", "iframe": "src"}


@dataclass
class PageRead(HTMLParser):
    """A page as far as it is checked: its links, its ids, and the text that a reader sees, without addresses."""

    links: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    pieces: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.add(given["id"])
        if _LINKING.get(tag, "-") in given:
            self.links.append(given[_LINKING[tag]])
        if tag in _UNREAD:
            self._unread += 1
        if tag not in _VOID and tag not in _WITHIN_A_LINE:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNREAD:
            self._unread = max(0, self._unread - 1)
        elif tag not in _WITHIN_A_LINE:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.pieces.append(data)

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def read_page(html: str) -> PageRead:
    page = PageRead()
    page.feed(html)
    page.close()
    return page


def find_mailboxes(text: str) -> Iterator[str]:
    """The e-mail addresses in a text, in order.

    >>> list(find_mailboxes("Write to ann.poe@mail.example, or follow @annpoe."))
    ['ann.poe@mail.example']
    """
    for found in _MAILBOX.finditer(_ADDRESS.sub(" ", text)):
        yield found[0]


def find_telephones(text: str) -> Iterator[str]:
    """The telephone numbers in a text, in order, as they are written.

    >>> list(find_telephones("Call +44 20 7946 0958 or (212) 555-0142 before 2022-03-10 12:30."))
    ['+44 20 7946 0958', '(212) 555-0142']
    """
    bare = _ADDRESS.sub(" ", text)
    found = {each.start(): each[0] for each in _TELEPHONE.finditer(bare)}
    found |= {each.start(1): each[1] for each in _NAMED.finditer(bare) if each.start(1) - 1 not in found}
    for _, number in sorted(found.items()):
        digits = _DIGITS.findall(number)
        if FEWEST <= len(digits) <= MOST and len(set(digits)) > 1 and not _DATED.fullmatch(number):
            told = " ".join(number.split()).strip(" .-/")
            yield told.rstrip(")") if told.count(")") > told.count("(") else told


def target_of(page: str, link: str, below: str = "/") -> tuple[str, str] | None:
    """The file of the site that a link on a page leads to, and the id in it; None for a link that leads elsewhere.

    A link from the top of the host leads to what stands `below` a path there. A file outside the site begins with `..`.

    >>> target_of("storm/index.html", "../search.html?q=quay#status")
    ('search.html', 'status')
    """
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        return None
    path, fragment = unquote(parts.path), unquote(parts.fragment)
    if not path:
        return page, fragment
    if path.startswith("/"):
        inside = path.removeprefix(below) if path.startswith(below) else f"..{path}"
    else:
        inside = posixpath.join(posixpath.dirname(page), path)
    folder = inside.endswith("/") or not inside
    return posixpath.normpath(posixpath.join(inside, "index.html") if folder else inside), fragment
