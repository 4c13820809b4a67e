"""WordPress Liveblog: `entries[]` with the comment's id, type, timestamp and `key_event`.

An edit is a new entry of type `update` that names the id of the one it replaces; `delete` takes one away. The hashtags
of an entry stand in `css_classes`, as `term-…`.
"""

from __future__ import annotations

import re
from typing import Any

from backfile.seeds.printed.when import from_epoch
from backfile.seeds.sightings.found import PageFacts, distinct, names
from backfile.seeds.systems.shape import EntryFacts, Shape

_HASHTAG = re.compile(r"(?<!\S)term-(\S+)")


def _is_entry(given: dict[str, Any]) -> bool:
    return {"id", "type", "timestamp"} <= given.keys() and given.get("type") in ("new", "update", "delete")


def _entry(entry: dict[str, Any]) -> EntryFacts:
    authors = entry.get("authors")
    return EntryFacts(
        ids=(str(entry.get("replaces") or entry["id"]),),
        byline=names(authors if isinstance(authors, list) else entry.get("author")),
        published=from_epoch(
            entry.get("entry_time") or (entry["timestamp"] if entry["type"] == "new" else None), "json"
        ),
        updated=from_epoch(entry["timestamp"], "json") if entry["type"] == "update" else None,
        html=str(entry.get("content") or entry.get("html") or entry.get("render") or ""),
        withdrawn="deleted by the publisher" if entry["type"] == "delete" else None,
        tags=distinct(_HASHTAG.findall(str(entry.get("css_classes") or ""))),
    )


def _page(data: Any) -> PageFacts:
    pages = data.get("pages") if isinstance(data, dict) else None
    return PageFacts(more=isinstance(pages, int) and pages > 1)


SHAPE = Shape(name="WordPress Liveblog", is_entry=_is_entry, entry=_entry, page=_page)
