"""Where does a page stand, and how does another point to it? Every address inside the site is relative.

So the site works from a disk, a stick, or any folder of a server. A path is counted from the top of the site, with
forward slashes; folders are never linked without their `index.html`, which no file system would add.
"""

from __future__ import annotations

import posixpath
import re

from backfile.text.characters import BIDI, UNSAFE
from backfile.text.slug import Slug

HOME = "index.html"
SEARCH = "search.html"
ABOUT = "about.html"
STYLE = "assets/style.css"
SEARCH_SCRIPT = "assets/search.js"
SEARCH_PAGE_SCRIPT = "assets/search-page.js"
SEARCH_DATA = "assets/search-data.js"

_OUTBOUND = re.compile(rf'https?://[^\s"<>\\^`{{|}}{UNSAFE}{BIDI}]+', re.IGNORECASE)


def liveblog_page(liveblog: Slug) -> str:
    return f"{liveblog}/index.html"


def entry_page(liveblog: Slug, entry: Slug) -> str:
    return f"{liveblog}/{entry}.html"


def entry_markdown(liveblog: Slug, entry: Slug) -> str:
    return f"{liveblog}/{entry}.md"


def relative(origin: str, target: str) -> str:
    """How the page at `origin` points to `target`.

    >>> relative("storm/quay-closed.html", "assets/style.css"), relative("storm/index.html", "storm/quay-closed.html")
    ('../assets/style.css', 'quay-closed.html')
    """
    return posixpath.relpath(target, posixpath.dirname(origin) or ".")


def outbound(address: str | None) -> str | None:
    """The address if it may become a link out of the site: http or https, and no character that none may hold.

    >>> outbound("https://example.com/live"), outbound("javascript:alert(1)")
    ('https://example.com/live', None)
    """
    return address if address and _OUTBOUND.fullmatch(address) else None
