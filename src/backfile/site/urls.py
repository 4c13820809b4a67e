"""Where does a page stand, and how does another point to it? Every address inside the site is relative.

So the site works from a disk, a stick, or any folder of a server. A path is counted from the top of the site, with
forward slashes; folders are never linked without their `index.html`, which no file system would add.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from itertools import islice
from urllib.parse import urlencode, urlsplit

from backfile.text.characters import BIDI, UNSAFE
from backfile.text.fold import words
from backfile.text.slug import Slug

HOME = "index.html"
SEARCH = "search.html"
ABOUT = "about.html"
ASSETS = "assets"
STYLE = "assets/style.css"
WORDS_STYLE = "assets/words.css"
LISTS_STYLE = "assets/lists.css"
SEARCH_STYLE = "assets/search.css"
CHANGES = "changes.html"
CHART = "assets/entries-over-time.svg"
SEARCH_SCRIPT = "assets/search.js"
SEARCH_PAGE_SCRIPT = "assets/search-page.js"
SEARCH_SHARDS = "assets/search"
SEARCH_HEAD = "assets/search/head.js"
NOT_FOUND = "404.html"
NO_JEKYLL = ".nojekyll"  # GitHub Pages would make pages of its own from our Markdown
FEEDS = ("feed.xml", "feed.json")
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"

_MOST_ASKED = 8  # words of a headline
_OUTBOUND = re.compile(rf'https?://[^\s"<>\\^`{{|}}{UNSAFE}{BIDI}]+', re.IGNORECASE)


def liveblog_page(liveblog: Slug) -> str:
    return f"{liveblog}/index.html"


def entry_history(liveblog: Slug, entry: Slug) -> str:
    """Where all wordings of an entry stand, if there are several. No slug holds a dot, so none of these is another's.

    >>> entry_history("storm", "quay-closed")
    'storm/quay-closed.history.html'
    """
    return f"{liveblog}/{entry}.history.html"


def entry_markdown(liveblog: Slug, entry: Slug) -> str:
    return f"{liveblog}/{entry}.md"


def similar(label: str) -> str:
    """The search for what shares words with a headline: its first ones, with nothing that a query would heed.

    >>> similar("Bridge NOT “open”: ferries stop")
    'search.html?q=bridge+not+open+ferries+stop'
    """
    asked = " ".join(word.fold for word in islice(words(label), _MOST_ASKED))
    return f"{SEARCH}?{urlencode({'q': asked}, errors='replace')}" if asked else SEARCH


def liveblog_feeds(liveblog: Slug) -> tuple[str, str]:
    """Its Atom feed and its JSON Feed."""
    atom, json_feed = FEEDS
    return f"{liveblog}/{atom}", f"{liveblog}/{json_feed}"


def sitemap_part(number: int) -> str:
    return f"sitemap-{number}.xml"


def absolute(base: str, path: str) -> str:
    """The address of a page on its host; empty where the `base` is. A folder's page is the folder's.

    >>> absolute("https://example.org/", "storm/index.html"), absolute("https://example.org/", "storm/quay-closed.html")
    ('https://example.org/storm/', 'https://example.org/storm/quay-closed.html')
    """
    page, mark, anchor = path.partition("#")
    return base and base + (page.removesuffix(HOME) if posixpath.basename(page) == HOME else page) + mark + anchor


def below(base: str) -> str:
    """The path below which a site stands on its host.

    >>> below("https://example.org/archive/"), below("")
    ('/archive/', '/')
    """
    return urlsplit(base).path or "/"


def relative(origin: str, target: str) -> str:
    """How the page at `origin` points to `target`.

    >>> relative("storm/quay-closed.html", "assets/style.css"), relative("storm/index.html", "storm/quay-closed.html")
    ('../assets/style.css', 'quay-closed.html')
    """
    return _from_folder(posixpath.dirname(origin) or ".", target)


@lru_cache(maxsize=1024)
def _from_folder(folder: str, target: str) -> str:
    return posixpath.relpath(target, folder)


def outbound(address: str | None) -> str | None:
    """The address if it may become a link out of the site: http or https, and no character that none may hold.

    >>> outbound("https://example.com/live"), outbound("javascript:alert(1)")
    ('https://example.com/live', None)
    """
    return address if address and _OUTBOUND.fullmatch(address) else None
