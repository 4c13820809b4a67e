"""Reddit Live: a listing of `LiveUpdate`. `created_utc` is the time; `created` is the same in a clock of its own.

A stricken update is one that its writers took back. `body_html` is escaped once more, unless it was asked for raw.
"""

from __future__ import annotations

import html
from typing import Any

from backfile.seeds.printed.when import from_epoch
from backfile.seeds.sightings.found import PageFacts, names
from backfile.seeds.systems.shape import EntryFacts, Shape


def _is_update(given: dict[str, Any]) -> bool:
    return given.get("kind") == "LiveUpdate" and isinstance(given.get("data"), dict)


def _entry(update: dict[str, Any]) -> EntryFacts:
    data = update["data"]
    body = str(data.get("body_html") or "")
    return EntryFacts(
        ids=(str(data.get("id") or data.get("name") or "").removeprefix("LiveUpdate_"),),
        byline=names(data.get("author")),
        published=from_epoch(data.get("created_utc"), "json"),
        html=(body if "<" in body else html.unescape(body)) or html.escape(str(data.get("body") or ""), quote=False),
        withdrawn="struck by the publisher" if data.get("stricken") else None,
    )


def _page(data: Any) -> PageFacts:
    inner = data.get("data") if isinstance(data, dict) else None
    return PageFacts(more=isinstance(inner, dict) and bool(inner.get("after")))


SHAPE = Shape(name="Reddit Live", is_entry=_is_update, entry=_entry, page=_page)
