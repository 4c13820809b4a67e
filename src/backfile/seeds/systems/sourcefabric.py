"""Sourcefabric Live Blog 3: `posts/_items[]`. A post refers to its items by groups; deletion is explicit.

`_updated` is the time of the last version; a `_current_version` of 1 has had no edit. `language` is that of the system.
"""

from __future__ import annotations

import html
from typing import Any

from backfile.seeds.printed.when import parse_iso
from backfile.seeds.sightings.found import PageFacts, names, tags_in
from backfile.seeds.systems.shape import EntryFacts, Shape


def _is_post(given: dict[str, Any]) -> bool:
    return isinstance(given.get("groups"), list) and str(given.get("_id")).startswith(("urn:", "tag:"))


def _entry(post: dict[str, Any]) -> EntryFacts:
    items = [
        reference["item"]
        for group in post["groups"]
        if isinstance(group, dict) and group.get("id") != "root"
        for reference in _list(group.get("refs"))
        if isinstance(reference, dict) and isinstance(reference.get("item"), dict)
    ]
    user = post.get("publisher")  # the one who published it, not the house
    edited = isinstance(post.get("_current_version"), int) and post["_current_version"] > 1
    return EntryFacts(
        ids=(str(post["_id"]),),
        headline=str(post.get("headline") or "").strip() or None,
        byline=names(user.get("display_name")) if isinstance(user, dict) else (),
        published=parse_iso(post.get("published_date") or post.get("firstcreated") or post.get("_created"), "json"),
        updated=parse_iso(post.get("_updated"), "json") if edited else None,
        html="\n".join(_item(item) for item in items),
        withdrawn="deleted by the publisher" if post.get("deleted") else None,
        tags=tags_in(post.get("tags")),
    )


def _list(given: Any) -> list[Any]:
    return given if isinstance(given, list) else []


def _item(item: dict[str, Any]) -> str:
    """An item as HTML: a text is HTML already; a picture or an embed has its facts in `meta`."""
    meta = item.get("meta")
    if item.get("item_type") in ("image", "embed") and isinstance(meta, dict):
        caption = html.escape(str(meta.get("caption") or meta.get("title") or ""))
        address = html.escape(str(meta.get("original_url") or meta.get("url") or _rendition(meta)))
        if item["item_type"] == "image" and address:
            return f'<figure><img src="{address}"><figcaption>{caption}</figcaption></figure>'
        return f'<p><a href="{address}">{caption or address}</a></p>' if address else f"<p>{caption}</p>"
    return f"<div>{item.get('text') or ''}</div>"


def _rendition(meta: dict[str, Any]) -> str:
    media = meta.get("media")
    renditions = media.get("renditions") if isinstance(media, dict) else None
    base = renditions.get("baseImage") or renditions.get("original") if isinstance(renditions, dict) else None
    return str(base.get("href") or "") if isinstance(base, dict) else ""


def _page(data: Any) -> PageFacts:
    links = data.get("_links") if isinstance(data, dict) else None
    meta = data.get("_meta") if isinstance(data, dict) else None
    total = meta.get("total") if isinstance(meta, dict) else None
    return PageFacts(
        declared=total if isinstance(total, int) else None, more=isinstance(links, dict) and "next" in links
    )


SHAPE = Shape(name="Sourcefabric Live Blog", is_entry=_is_post, entry=_entry, page=_page)
