"""Does a page say of itself that it is another site's than the one at whose address it was captured?"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from backfile.seeds.pages.recorded import recorded

_HOST = re.compile(r"[\w.-]{1,253}")
_SHARED = {"ac", "co", "com", "edu", "gob", "gov", "ne", "net", "or", "org"}
"""Below the domain of a country these are nobody's own, as `co` in `co.uk`."""


def host_of_another(captured_at: str | None, own: str | None) -> str:
    """The host of the address that a page gives as its `own`, where that is another site's than the one at which it was
    captured; "" where it is the same, or not known. All hosts below one domain are one site.

    >>> host_of_another("https://evil.example/copy.html", "https://www.news.example/live")
    'www.news.example'
    >>> host_of_another("https://amp.bbc.co.uk/live", "https://bbc.co.uk/live"), host_of_another(None, "https://x.example")
    ('', '')
    """
    theirs = recorded("", own, None).address  # of a web archive's copy that of the original
    here, there = _host(captured_at or ""), _host(theirs or "")
    return there if here and there and _site(here) != _site(there) else ""


def _host(address: str) -> str:
    try:
        host = (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""
    return host if _HOST.fullmatch(host) else ""


def _site(host: str) -> list[str]:
    labels = host.split(".")
    is_shared = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SHARED
    return labels[-3:] if is_shared else labels[-2:]
