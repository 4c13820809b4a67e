"""How is a publisher's system written down? A table of where each fact of an entry stands in its pages.

A value is named by `selector@attribute`: an attribute of the first element below the entry that the selector finds, of
the entry itself when the selector is left out, or its visible text when the attribute is. Attributes that hold a time
hold ISO 8601, or seconds or milliseconds since 1970.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import tzinfo

from selectolax.lexbor import LexborNode

from backfile.model.time import Time
from backfile.seeds.markup.body import Address, convert
from backfile.seeds.markup.visible import Page
from backfile.seeds.printed.byline import is_flag
from backfile.seeds.printed.clock import Printed, parse_time
from backfile.seeds.printed.when import from_epoch, parse_iso, resolve
from backfile.seeds.sightings.found import Sighting, names, trusted

PART = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """Where the facts of an entry stand in the pages of one publisher's system, and what is odd about it."""

    name: str
    entry: str  # selects the elements that are entries
    ids: tuple[str, ...] = ()  # the best first; others help to join what data says of the same entry
    headline: str = ""
    byline: str = ""  # selects elements, each of which holds names
    byline_attribute: str = ""
    published: tuple[str, ...] = ()  # the best first
    updated: tuple[str, ...] = ()
    printed: str = ""  # selects the element that shows the time of publication
    body: str = ""  # selects the elements that make up the body; all of the entry when left out
    dropped: str = ""  # selects what stands in the body and is none of it
    more: str = ""  # selects what a page shows when it holds only a part of the entries


# What stands in entries of every system and is none of their words, unless it stands in what is named as their body:
# the answers of a poll, for one.
_BUTTONS = "button, [role=button], nav"


@dataclass(frozen=True, slots=True)
class Placed:
    """A sighting in a page, and where its headline, times, bylines and buttons stand in the text."""

    sighting: Sighting
    headline: tuple[int, int] | None
    times: tuple[tuple[int, int], ...]
    bylines: tuple[tuple[int, int], ...]
    furniture: tuple[tuple[int, int], ...]


def read_entries(page: Page, system: System, address: Address, zone: tzinfo | None = None) -> list[Placed]:
    """The entries that a page of this system shows, in page order; none when it is a page of another system."""
    if page.tree is None:
        return []
    return [
        placed
        for node in page.tree.css(system.entry)
        if (placed := _read_entry(page, node, system, address, zone)) is not None
    ]


def _read_entry(page: Page, node: LexborNode, system: System, address: Address, zone: tzinfo | None) -> Placed | None:
    span = page.span(node)
    if span is None:
        return None
    headline_node = node.css_first(system.headline) if system.headline else None
    byline_nodes = [each for each in node.css(system.byline) if not is_flag(page.seen(each))] if system.byline else []
    printed_node = node.css_first(system.printed) if system.printed else None
    time_nodes = [each for each in node.css("time") if each.mem_id != node.mem_id]
    if printed_node is not None:
        time_nodes.append(printed_node)
    bodies = _outermost(node.css(system.body)) if system.body else []
    furniture = [each for each in node.css(_BUTTONS) if page.span(each) and not _stands_in(each, bodies)]
    furniture += node.css(system.dropped) if system.dropped else []
    apart = {each.mem_id for each in (*byline_nodes, *time_nodes, *furniture)}
    if headline_node is not None:
        apart.add(headline_node.mem_id)
    published, updated = _first_time(node, system.published, page), _first_time(node, system.updated, page)
    shown = parse_time(page.seen(printed_node)) if printed_node is not None else None
    agreed = published is None or shown is None or _agree(published, shown)
    of_update = updated is not None and shown is not None and _agree(updated, shown)
    sighting = Sighting(
        part=PART,
        start=span[0],
        end=span[1],
        displayed=True,
        ids=trusted(_value(node, each, page) for each in system.ids),
        headline=(page.seen(headline_node) or None) if headline_node is not None else None,
        byline=_names(page, byline_nodes, system.byline_attribute),
        published=_as_printed(published, shown, zone) if agreed else published,
        updated=updated,
        body=convert(bodies if system.body else [node], apart, address),
        shown=resolve(shown, PART, zone) if shown is not None and not agreed and not of_update else None,
    )
    return Placed(
        sighting,
        headline=page.span(headline_node) if headline_node is not None else None,
        times=page.spans(time_nodes),
        bylines=page.spans(byline_nodes),
        furniture=page.spans(furniture),
    )


def _value(node: LexborNode, where: str, page: Page) -> str | None:
    selector, _, attribute = where.partition("@")
    found = node.css_first(selector) if selector else node
    if found is None:
        return None
    return found.attributes.get(attribute) if attribute else page.seen(found)


def _first_time(node: LexborNode, places: tuple[str, ...], page: Page) -> Time | None:
    for where in places:
        given = _value(node, where, page)
        if given:
            time = from_epoch(given, PART) if given.strip().isdigit() else parse_iso(given, PART)
            if time is not None:
                return time
    return None


def _as_printed(given: Time | None, shown: Printed | None, zone: tzinfo | None) -> Time | None:
    """The time as a reader sees it, with the instant that the markup gives."""
    if shown is None:
        return given
    return resolve(shown, PART, zone) if given is None else replace(given, printed=shown.printed)


def _agree(given: Time, shown: Printed) -> bool:
    """Can the clock that is shown be that of the instant, in some zone? Zones lie whole quarters of an hour apart."""
    return given.instant is None or (given.instant.minute - shown.minute) % 15 in (0, 1, 14)


def _names(page: Page, nodes: list[LexborNode], attribute: str) -> tuple[str, ...]:
    given = (each.attributes.get(attribute) if attribute else page.seen(each) for each in nodes)
    return tuple(dict.fromkeys(name for each in given for name in names((each or "").lstrip("-–— "))))


def _outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """Those elements that stand in none of the others."""
    found = {node.mem_id for node in nodes}
    return [node for node in nodes if not any(parent.mem_id in found for parent in _above(node))]


def _stands_in(node: LexborNode, holders: list[LexborNode]) -> bool:
    found = {holder.mem_id for holder in holders}
    return bool(found) and any(parent.mem_id in found for parent in _above(node))


def _above(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent
