"""The Guardian's page data (dotcom-rendering): `blocks`, each with elements that hold HTML, and times in milliseconds.

`blockFirstPublished` is the time of publication, `blockCreatedOn` an older one of writing. The same block can stand in
`pinnedPost` and `keyEvents` too, and these hold blocks of other pages of the live blog.
"""

from __future__ import annotations

import html
import re
from typing import Any

from backfile.seeds.printed.when import from_epoch
from backfile.seeds.sightings.found import PageFacts, names, plain
from backfile.seeds.systems.shape import EntryFacts, Shape

_BLOCK_ID = re.compile(r"[0-9a-f]{24}")


def _is_block(given: dict[str, Any]) -> bool:
    return isinstance(given.get("elements"), list) and bool(_BLOCK_ID.fullmatch(str(given.get("id"))))


def _entry(block: dict[str, Any]) -> EntryFacts:
    return EntryFacts(
        ids=(f"block-{block['id']}",),
        headline=plain(str(block.get("title") or "")) or None,
        byline=names(block.get("contributors")),
        published=from_epoch(block.get("blockFirstPublished") or block.get("blockCreatedOn"), "json"),
        updated=from_epoch(block.get("blockLastUpdated"), "json"),
        html="\n".join(_element(each) for each in block["elements"] if isinstance(each, dict)),
    )


def _element(element: dict[str, Any]) -> str:
    """An element as HTML: its own, or a picture with its caption."""
    own = element.get("html")
    if isinstance(own, str) and own.strip():
        return own
    data = element.get("data")
    caption = plain(str(data.get("caption") or "")) if isinstance(data, dict) else ""
    address = _picture(element)
    if address:
        shown = f"<figcaption>{html.escape(caption)}</figcaption>" if caption else ""
        return f'<figure><img src="{html.escape(address)}">{shown}</figure>'
    address = str(element.get("url") or element.get("originalUrl") or "")
    return f'<p><a href="{html.escape(address)}">{html.escape(address)}</a></p>' if address.startswith("http") else ""


def _picture(element: dict[str, Any]) -> str:
    media = element.get("media")
    images = media.get("allImages") if isinstance(media, dict) else None
    first = images[0] if isinstance(images, list) and images and isinstance(images[0], dict) else {}
    return str(first.get("url") or "")


def _page(data: Any) -> PageFacts:
    if not isinstance(data, dict):
        return PageFacts()
    pagination = data.get("pagination")
    older = isinstance(pagination, dict) and bool(pagination.get("older") or pagination.get("newer"))
    standfirst = plain(str(data.get("standfirst") or data.get("trailText") or ""))
    headline = plain(str(data.get("headline") or data.get("webTitle") or ""))
    address = str(data.get("webURL") or data.get("canonicalUrl") or "")
    return PageFacts(
        headline=headline or None,
        summary=(standfirst,) if standfirst else (),
        publisher="The Guardian" if "theguardian.com" in address else None,
        address=address if address.startswith("http") else None,
        more=older,
    )


SHAPE = Shape(name="The Guardian's page data", is_entry=_is_block, entry=_entry, page=_page)
