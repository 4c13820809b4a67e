"""JSON Feed 1.0 and 1.1: `items[]` with id, url, title, content_html or content_text, and times in ISO 8601."""

from __future__ import annotations

import html
from typing import Any
from urllib.parse import urlsplit

from backfile.seeds.printed.when import parse_iso
from backfile.seeds.sightings.found import PageFacts, names, tags_in, trusted
from backfile.seeds.systems.shape import EntryFacts, Shape
from backfile.text.language import primary_code


def _is_item(given: dict[str, Any]) -> bool:
    has_words = isinstance(given.get("content_html"), str) or isinstance(given.get("content_text"), str)
    return has_words and isinstance(given.get("id"), str | int)


def _entry(item: dict[str, Any]) -> EntryFacts:
    address = str(item.get("url") or "")
    own = str(item["id"])
    marked = item.get("content_html")
    return EntryFacts(
        ids=trusted([_fragment(own), _fragment(address), own]),
        headline=str(item.get("title") or "").strip() or None,
        byline=names(item.get("authors") or item.get("author")),
        published=parse_iso(item.get("date_published"), "json"),
        updated=parse_iso(item.get("date_modified"), "json"),
        tags=tags_in(item.get("tags")),
        html=str(marked) if marked else html.escape(str(item.get("content_text") or ""), quote=False),
    )


def _fragment(address: str) -> str | None:
    """The part of an address that a page gives to the entry, if it can tell one entry from another."""
    try:
        fragment = urlsplit(address).fragment
    except ValueError:
        return None
    return fragment if any(sign.isdigit() for sign in fragment) else None


def _page(data: Any) -> PageFacts:
    if not isinstance(data, dict):
        return PageFacts()
    page = data.get("home_page_url")
    summary = str(data.get("description") or "").strip()
    return PageFacts(
        headline=str(data.get("title") or "").strip() or None,
        summary=(summary,) if summary else (),
        address=page if isinstance(page, str) and _path(page) else None,
        more=bool(data.get("next_url")),
        language=primary_code(str(data.get("language") or "")),
    )


def _path(address: str) -> str:
    """The path of an address of the web: none for the front page, which names no live blog."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.path.strip("/") if parts.scheme in ("http", "https") else ""


SHAPE = Shape(name="JSON Feed", is_entry=_is_item, entry=_entry, page=_page)
