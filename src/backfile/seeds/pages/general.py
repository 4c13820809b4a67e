"""Which entries does a page hold that no system is known of? Those that repeat, or stand under headings with a time.

A group of elements repeats when they stand side by side, look alike, and most of them hold a time. In a plain article
`12.31 Uhr: Headline` begins an entry that ends where the next one begins. Neither is taken with fewer than `FEWEST`,
but for two elements that have a heading and a time each, where nothing else on the page tells of entries.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from selectolax.lexbor import LexborNode

from backfile.model.time import Time
from backfile.seeds.markup.body import Address, convert
from backfile.seeds.markup.visible import Page
from backfile.seeds.printed.byline import parse_byline, parse_signature
from backfile.seeds.printed.clock import Printed, parse_day, parse_leading_time, parse_time
from backfile.seeds.printed.when import parse_iso, resolve
from backfile.seeds.sightings.found import Sighting, trusted
from backfile.seeds.systems.system import PART, Placed
from backfile.text.markdown import words
from backfile.text.sentences import count_words

FEWEST = 3
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_APART = "nav, aside, footer, [role=navigation], [role=complementary], [role=contentinfo]"
_WITHOUT_TEXT = ("figure", "img", "iframe", "video", "audio")
_LEAST_WORDS = 8
"""Words of an entry's text at the median: fewer make a list of links."""
_CONTAINERS = ("div", "article", "section", "li", "p", "tr", "dd")


def read_general(page: Page, address: Address, zone: tzinfo | None = None, *, fewest: int = FEWEST) -> list[Placed]:
    """The entries of a page of no known system, in page order; none when nothing in it repeats.

    Where nothing else tells of entries, `fewest` may be 2: then each has a heading and a <time> of its own.
    """
    if page.tree is None or page.tree.body is None:
        return []
    repeated = _read_group(page, _best_group(page, fewest), address, zone)
    headed = _read_headed(page, address, zone)
    return max((repeated, headed), key=_weight)


def _weight(placed: Sequence[Placed]) -> int:
    return sum(len(each.sighting.body) for each in placed)


def _best_group(page: Page, fewest: int) -> list[LexborNode]:
    """Of all groups of alike neighbours that hold times, the one with the most text."""
    groups: dict[tuple[int, str, str], list[LexborNode]] = {}
    apart = {each.mem_id for node in page.tree.css(_APART) for each in node.css("*")} if page.tree else set()
    for node in page.tree.css(", ".join(_CONTAINERS)) if page.tree else ():
        parent = node.parent
        if parent is None or node.mem_id in apart or page.span(node) is None:
            continue
        groups.setdefault((parent.mem_id, node.tag or "", _look(node)), []).append(node)
    several = [
        nodes
        for nodes in groups.values()
        if len(nodes) >= FEWEST or (len(nodes) >= fewest and all(map(_is_headed, nodes)))
    ]
    scored = [(_score(page, nodes), at, nodes) for at, nodes in enumerate(several)]
    best = max(scored, default=(0, 0, []))
    return best[2] if best[0] > 0 else []


def _is_headed(node: LexborNode) -> bool:
    """Does it have a time and a heading, both marked up as such?"""
    return node.css_first("time") is not None and node.css_first(", ".join(_HEADINGS)) is not None


def _look(node: LexborNode) -> str:
    """What elements of one kind share: their first class without what numbers it."""
    classes = (node.attributes.get("class") or "").split()
    return re.sub(r"\d+", "", classes[0]) if classes else ""


def _score(page: Page, nodes: Sequence[LexborNode]) -> int:
    """Characters of text, when most of the elements begin with a time and hold more than a line; else 0."""
    timed = sum(_time_of(page, node) is not None for node in nodes)
    lengths = sorted(count_words(page.seen(node)) for node in nodes)
    if timed * 3 < len(nodes) * 2 or lengths[len(lengths) // 2] < _LEAST_WORDS:
        return 0
    return sum(span[1] - span[0] for node in nodes if (span := page.span(node)) is not None)


@dataclass(frozen=True, slots=True)
class _When:
    node: LexborNode
    printed: Printed | None
    data: str | None


def _time_of(page: Page, node: LexborNode) -> _When | None:
    """The element that tells an entry's time: `<time>`, or one whose whole text is a time, near its beginning."""
    marked = node.css_first("time")
    if marked is not None:
        return _When(marked, parse_time(page.seen(marked)), marked.attributes.get("datetime"))
    for each in _leaves(node, most=12):
        printed = parse_time(page.seen(each))
        if printed is not None:
            return _When(each, printed, None)
    return None


def _leaves(node: LexborNode, most: int) -> Iterator[LexborNode]:
    """The first elements below that hold text and no other element."""
    for each in node.css("*"):
        if most and each.mem_id != node.mem_id and each.first_child is not None and not _has_elements(each):
            most -= 1
            yield each


def _has_elements(node: LexborNode) -> bool:
    child = node.first_child
    while child is not None:
        if child.tag is not None and child.tag[0] != "-" and child.tag != "br":
            return True
        child = child.next
    return False


def _read_group(page: Page, nodes: Sequence[LexborNode], address: Address, zone: tzinfo | None) -> list[Placed]:
    return [placed for node in nodes if (placed := _read_node(page, node, address, zone)) is not None]


def _read_node(page: Page, node: LexborNode, address: Address, zone: tzinfo | None) -> Placed | None:
    span = page.span(node)
    if span is None:
        return None
    when = _time_of(page, node)
    headline = node.css_first(", ".join(_HEADINGS))
    signed = [(each, found) for each in _leaves(node, most=200) if (found := _names(page.seen(each)))]
    buttons = [each for each in node.css("button, [role=button], nav, form") if page.span(each)]
    apart = [*([when.node] if when else []), *([headline] if headline else []), *(each for each, _ in signed), *buttons]
    body = convert([node], {each.mem_id for each in apart}, address)
    if not words(body).strip() and headline is None:
        return None
    return Placed(
        Sighting(
            part=PART,
            start=span[0],
            end=span[1],
            displayed=True,
            ids=trusted([node.attributes.get("id"), node.attributes.get("data-id")]),
            headline=page.seen(headline) or None if headline is not None else None,
            byline=tuple(dict.fromkeys(name for _, found in signed for name in found)),
            published=_published(page, when, zone) if when else None,
            body=body,
        ),
        headline=page.span(headline) if headline is not None else None,
        times=page.spans([when.node] if when else []),
        bylines=page.spans([each for each, _ in signed]),
        furniture=page.spans(buttons),
    )


def _published(page: Page, when: _When, zone: tzinfo | None) -> Time | None:
    """The time as a reader sees it, with the instant that the markup gives; what gives none stands beside it."""
    given = parse_iso(when.data, PART, zone) if when.data else None
    if given is None:
        return resolve(when.printed, PART, zone) if when.printed else None
    shown = page.seen(when.node)
    if when.printed is None and parse_day(shown) is None:
        return given
    if given.instant is not None:
        return replace(given, printed=shown)
    return given if shown == given.printed else replace(given, printed=f"{shown}, in the markup {given.printed}")


def _names(line: str) -> tuple[str, ...]:
    return parse_byline(line) or parse_signature(line) or ()


def _read_headed(page: Page, address: Address, zone: tzinfo | None) -> list[Placed]:
    """The entries under headings that begin with a time, each up to the next; the last ends with the article."""
    if page.tree is None:
        return []
    headings = []
    for node in page.tree.css("h2, h3, h4, p > strong:first-child, p > b:first-child"):
        leading = parse_leading_time(page.seen(node))
        if leading is not None and page.span(node) is not None:
            headings.append((node, leading))
    if len(headings) < FEWEST:
        return []
    starts = [page.span(node) or (0, 0) for node, _ in headings]
    end = _end_of_article(page, [node for node, _ in headings])
    elements = list(_elements(page))
    placed = []
    for at, (node, (printed, rest)) in enumerate(headings):
        stop = starts[at + 1][0] if at + 1 < len(starts) else end
        body = convert(_between(elements, starts[at][1], stop), (), address)
        sighting = Sighting(
            part=PART,
            start=starts[at][0],
            end=starts[at][0] + len(page.text[starts[at][0] : stop].rstrip()),
            displayed=True,
            ids=trusted([node.attributes.get("id")]),
            headline=rest or None,
            published=resolve(printed, PART, zone),
            body=body,
        )
        placed.append(Placed(sighting, starts[at], (), (), ()))
    return placed


def _end_of_article(page: Page, headings: Sequence[LexborNode]) -> int:
    """Where the smallest element that holds all headings, and goes on after the last one, ends."""
    last = page.span(headings[-1]) or (0, 0)
    first = page.span(headings[0]) or (0, 0)
    node = headings[-1].parent
    end = last[1]
    while node is not None:
        span = page.span(node)
        if span is not None and span[1] > last[1]:
            end = span[1]
            if span[0] <= first[0] or node.tag in ("article", "main", "body"):
                # The last section of its own kind ends the entry, when the entries stand in sections of their own.
                break
            if span[0] >= last[0]:
                return end
        node = node.parent
    return end


def _elements(page: Page) -> Iterator[tuple[tuple[int, int], LexborNode]]:
    """The elements of a page with the places of their text; one without text stands at the end of that before it."""
    for each in page.tree.css("body *") if page.tree else ():
        span, before = page.span(each), each.prev
        if span is None and each.tag in _WITHOUT_TEXT:
            while before is not None and page.span(before) is None:
                before = before.prev
            end = (page.span(before) or (0, 0))[1] if before is not None else 0
            span = (end - 1, end - 1)
        if span is not None and span[1] > 0:
            yield span, each


def _between(elements: Sequence[tuple[tuple[int, int], LexborNode]], start: int, end: int) -> list[LexborNode]:
    """The largest elements whose text stands between two places, in order, as `elements` are."""
    found: list[LexborNode] = []
    taken: set[int] = set()
    for at in range(bisect_left(elements, start, key=lambda each: each[0][0]), len(elements)):
        span, node = elements[at]
        if span[0] >= end:
            break
        parent = node.parent
        inside = parent is not None and parent.mem_id in taken
        if inside or span[1] <= end:
            taken.add(node.mem_id)
            if not inside:
                found.append(node)
    return found
