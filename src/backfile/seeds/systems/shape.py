"""How is a publisher's JSON written down? How its entries are told from other objects, and where their facts stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from backfile.model.time import Time
from backfile.seeds.sightings.found import PageFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFacts:
    """What an object says of an entry. `html` is the body as HTML or plain text."""

    ids: tuple[str, ...]
    headline: str | None = None
    byline: tuple[str, ...] = ()
    published: Time | None = None
    updated: Time | None = None
    html: str = ""
    withdrawn: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The JSON of one system."""

    name: str
    is_entry: Callable[[dict[str, Any]], bool]
    entry: Callable[[dict[str, Any]], EntryFacts]
    page: Callable[[Any], PageFacts]
    times: Callable[[Any], dict[str, Time]] = lambda data: {}  # by id, for pages that tell them apart from the entries
