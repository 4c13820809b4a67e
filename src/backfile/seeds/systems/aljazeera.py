"""Al Jazeera's GraphQL: an article names the ids of its children; each child is an answer of its own.

`date` is in the newsroom's clock and says no zone; the parent's `childrenMeta` gives it in seconds since 1970.
"""

from __future__ import annotations

from typing import Any

from backfile.model.time import Time
from backfile.seeds.printed.when import from_epoch, parse_iso
from backfile.seeds.sightings.found import PageFacts, names, plain
from backfile.seeds.systems.shape import EntryFacts, Shape


def _is_update(given: dict[str, Any]) -> bool:
    return given.get("postType") == "liveblog-update" and "content" in given


def _entry(update: dict[str, Any]) -> EntryFacts:
    shown = update.get("shouldDisplayTitle") is not False
    title = plain(str(update.get("title") or ""))
    return EntryFacts(
        ids=(str(update.get("id")),),
        headline=title if title and shown else None,
        byline=names(update.get("author")) if update.get("showAuthor") is not False else (),
        published=parse_iso(update.get("date"), "json"),
        html=str(update.get("content") or ""),
    )


def _page(data: Any) -> PageFacts:
    article = data
    for step in ("data", "article"):
        article = article.get(step) if isinstance(article, dict) else None
    if not isinstance(article, dict):
        return PageFacts()
    children = article.get("children")
    link = str(article.get("link") or "")
    return PageFacts(
        headline=plain(str(article.get("title") or "")) or None,
        publisher="Al Jazeera",
        address=f"https://www.aljazeera.com{link}" if link.startswith("/") else link or None,
        publisher_id=str(article.get("id") or "") or None,
        authors=names(article.get("author")),
        declared=len(children) if isinstance(children, list) else None,
    )


def _times(data: Any) -> dict[str, Time]:
    found: dict[str, Time] = {}
    waiting = [data]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            time = from_epoch(each.get("publishedTime"), "json") if "publishedTime" in each else None
            if time is not None:
                found[str(each.get("id"))] = time
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
    return found


SHAPE = Shape(name="Al Jazeera", is_entry=_is_update, entry=_entry, page=_page, times=_times)
