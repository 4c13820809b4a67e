"""The BBC's older live pages: `results[]` with assetId, title, dateAdded, lastUpdated. Pages of 20 repeat entries."""

from __future__ import annotations

from typing import Any

from backfile.model.time import Time
from backfile.seeds.printed.when import from_epoch, parse_iso
from backfile.seeds.sightings.found import PageFacts, names, plain
from backfile.seeds.systems.shape import EntryFacts, Shape


def _is_result(given: dict[str, Any]) -> bool:
    return "assetId" in given and "dateAdded" in given


def _entry(result: dict[str, Any]) -> EntryFacts:
    contributor = result.get("contributor")
    body = result.get("body") or result.get("summary") or ""
    return EntryFacts(
        ids=(str(result["assetId"]),),
        headline=plain(str(result.get("title") or "")) or None,
        byline=names(contributor) if contributor else (),
        published=_time(result.get("dateAdded")),
        updated=_time(result.get("lastUpdated")),
        html=body if isinstance(body, str) else "",
    )


def _time(given: object) -> Time | None:
    return from_epoch(given, "json") if str(given).isdigit() else parse_iso(given, "json")


def _page(data: Any) -> PageFacts:
    total = data.get("total") or data.get("totalResults") if isinstance(data, dict) else None
    return PageFacts(publisher="BBC", declared=total if isinstance(total, int) else None)


SHAPE = Shape(name="BBC", is_entry=_is_result, entry=_entry, page=_page)
