"""Where can a search engine find everything? A sitemap by https://www.sitemaps.org/protocol.html, and robots.txt.

Pages that ask to be left out are not named. When a page was last made is not known (no output holds such a time), so it
is not said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from backfile.site import urls
from backfile.workspace.settings import PRIVATE, Settings

LONGEST = 50_000
"""Addresses in one sitemap, by the protocol; of our length they stay far below its 50 MB."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap_files(paths: Iterable[str], slugs: Iterable[str], settings: Settings) -> Iterator[tuple[str, str]]:
    """The sitemap, in parts where it is long, and robots.txt, of a site that has these files and live blogs."""
    if not settings.inviting or not settings.base_url:
        return
    pages = _published(paths, frozenset(slugs), settings)
    addresses = sorted(urls.absolute(settings.base_url, path) for path in pages)
    if len(addresses) <= LONGEST:
        yield urls.SITEMAP, _render("urlset", "url", addresses)
    else:
        parts = [addresses[at : at + LONGEST] for at in range(0, len(addresses), LONGEST)]
        names = [urls.sitemap_part(number) for number, _ in enumerate(parts, start=1)]
        for name, part in zip(names, parts, strict=True):
            yield name, _render("urlset", "url", part)
        yield urls.SITEMAP, _render("sitemapindex", "sitemap", [settings.base_url + name for name in names])
    # Nothing is disallowed: who may not fetch a private page cannot read there that it asks to be left out.
    yield urls.ROBOTS, f"User-agent: *\nAllow: /\n\nSitemap: {settings.base_url}{urls.SITEMAP}\n"


def _published(paths: Iterable[str], slugs: frozenset[str], settings: Settings) -> Iterator[str]:
    """The pages that do not ask to be left out."""
    for path in paths:
        folder = path.partition("/")[0]
        publish = settings.publish_of(folder) if folder in slugs else settings.publish
        if path.endswith(".html") and path != urls.NOT_FOUND and publish != PRIVATE:
            yield path


def _render(root: str, each: str, addresses: Iterable[str]) -> str:
    lines = "".join(f"<{each}><loc>{escape(address, quote=False)}</loc></{each}>\n" for address in addresses)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<{root} xmlns="{_NAMESPACE}">\n{lines}</{root}>\n'
