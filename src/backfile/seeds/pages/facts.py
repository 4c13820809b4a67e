"""What does a page say of itself? Its data first, then its meta elements, then its first heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from backfile.model.capture import Capture
from backfile.seeds.markup.visible import Page
from backfile.seeds.sightings.found import PageFacts, plain
from backfile.seeds.structured_data.jsonld import Block
from backfile.text.fold import folded_words
from backfile.text.language import primary_code

_MORE = re.compile(
    r"(?:load|show|see|view|read)?\s*(?:more|older|earlier|next)\s*(?:updates?|posts?|entries)?", re.IGNORECASE
)


def page_facts(page: Page, blocks: Sequence[Block], capture: Capture) -> PageFacts:
    """What the page says of itself; of its addresses that of the capture comes first."""
    meta: dict[str, str] = {}
    for node in page.tree.css("meta[property], meta[name]") if page.tree else ():
        name = node.attributes.get("property") or node.attributes.get("name") or ""
        meta.setdefault(name.lower(), plain(node.attributes.get("content") or ""))
    said = [block.facts for block in blocks]
    heading = page.tree.css_first("h1") if page.tree else None
    canonical = page.tree.css_first("link[rel=canonical]") if page.tree else None
    summary = next((facts.summary for facts in said if facts.summary), ()) or tuple(
        filter(None, [meta.get("description") or meta.get("og:description")])
    )
    headlines = [
        *(facts.headline for facts in said),
        page.seen(heading) if heading is not None else None,
        meta.get("og:title"),
    ]
    addresses = [
        capture.address,
        *(facts.address for facts in said),
        canonical.attributes.get("href") if canonical is not None else None,
        meta.get("og:url"),
    ]
    named = next((facts.publisher for facts in said if facts.publisher), None)
    return PageFacts(
        headline=next(filter(None, headlines), None),
        summary=summary,
        publisher=_publisher(named, meta.get("og:site_name")),
        names=(*filter(None, [named]), *(plain(node.attributes.get("content") or "") for node in _organisations(page))),
        address=next((each for each in addresses if each and each.startswith("http")), None),
        own=next((each for each in addresses[1:] if each and each.startswith("http")), None),
        more=_says_more(page),
        tags=next((facts.tags for facts in said if facts.tags), ()),
        language=next((facts.language for facts in said if facts.language), None) or _declared_language(page),
    )


def _publisher(named: str | None, site: str | None) -> str | None:
    """The publisher's name in the page's data, unless it stands there without a capital (`mirror`) and the site is
    called by a name around it that has one (`The Mirror`)."""
    if named and site and named.islower() and not site.islower() and folded_words(named) in folded_words(site):
        return site
    return named or site


def _organisations(page: Page) -> list[LexborNode]:
    """The elements of microdata that name the publisher."""
    return page.tree.css("[itemprop=publisher] > [itemprop=name]") if page.tree else []


def _says_more(page: Page) -> bool:
    """Does the page offer further entries: a next page, or a button for older ones?"""
    if page.tree is None:
        return False
    if page.tree.css_first("link[rel=next], a[rel=next]") is not None:
        return True
    return any(_MORE.fullmatch(page.seen(node)) for node in page.tree.css("button, a[role=button]"))


def _declared_language(page: Page) -> str | None:
    root = page.tree.css_first("html[lang]") if page.tree else None
    return primary_code(root.attributes.get("lang")) if root is not None else None
