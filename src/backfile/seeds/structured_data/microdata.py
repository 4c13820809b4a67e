"""Which entries does the markup of a page name? schema.org's LiveBlogPosting as microdata.

The part `microdata` is what the elements say: one `property: value` a line, in the order of the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from selectolax.lexbor import LexborNode

from backfile.seeds.markup.body import Address, convert, convert_fragment
from backfile.seeds.markup.visible import Page
from backfile.seeds.printed.when import parse_iso
from backfile.seeds.sightings.found import Sighting, distinct, fragment, names, plain, tags_in, trusted

PART = "microdata"
ENTRY = "[itemprop~=liveBlogUpdate]"


@dataclass(frozen=True, slots=True)
class Microdata:
    """The part, and the entries in it."""

    text: str
    sightings: tuple[Sighting, ...]


def read_microdata(page: Page, address: Address, zone: tzinfo | None = None) -> Microdata:
    """The entries that the microdata of a page names; an empty part when it names none."""
    lines: list[str] = []
    sightings: list[Sighting] = []
    length = 0
    for node, properties, authored in _items(page):
        start = length
        values: dict[str, str] = {}
        filed: list[str] = []
        body = ""
        for each in properties:
            name = each.attributes.get("itemprop") or ""
            value = _value(each, page)
            if name in ("keywords", "articleSection"):
                filed += tags_in(value)
            if name in values or not value or "itemscope" in each.attributes:
                continue
            values[name] = value
            if name == "articleBody":
                content = each.attributes.get("content")
                body = convert_fragment(content, address) if content is not None else convert([each], address=address)
            line = f"{name}: {' '.join(value.split())}\n"
            lines.append(line)
            length += len(line)
        if length == start:
            continue
        sightings.append(
            Sighting(
                part=PART,
                start=start,
                end=length,
                displayed=False,
                ids=trusted([node.attributes.get("itemid"), fragment(values.get("url", ""))]),
                headline=plain(values.get("headline", "")) or None,
                byline=names([_value(each, page) for each in authored]) or names(values.get("author")),
                published=parse_iso(values.get("datePublished") or values.get("dateCreated"), PART, zone),
                updated=parse_iso(values.get("dateModified"), PART, zone),
                body=body,
                tags=distinct(filed),
            )
        )
    return Microdata("".join(lines), tuple(sightings))


def _items(page: Page) -> list[tuple[LexborNode, list[LexborNode], list[LexborNode]]]:
    """Each update with the elements that are its properties, and those that name its authors."""
    if page.tree is None:
        return []
    items: dict[int, tuple[LexborNode, list[LexborNode], list[LexborNode]]] = {
        node.mem_id: (node, [], []) for node in page.tree.css(ENTRY)
    }
    owners = _Owners()
    for each in page.tree.css("[itemprop]") if items else ():
        owner = owners.of(each)
        if owner is None:
            continue
        if owner.mem_id in items:
            items[owner.mem_id][1].append(each)
        elif each.attributes.get("itemprop") == "name" and "author" in (owner.attributes.get("itemprop") or ""):
            writer_of = owners.of(owner)
            if writer_of is not None and writer_of.mem_id in items:
                items[writer_of.mem_id][2].append(each)
    return list(items.values())


class _Owners:
    """Finds the element whose property another is: the nearest one above that begins an item."""

    def __init__(self) -> None:
        self._known: dict[int, LexborNode | None] = {}

    def of(self, node: LexborNode) -> LexborNode | None:
        passed: list[int] = []
        parent = node.parent
        while parent is not None and parent.mem_id not in self._known and "itemscope" not in parent.attributes:
            passed.append(parent.mem_id)
            parent = parent.parent
        owner = parent if parent is None else self._known.get(parent.mem_id, parent)
        self._known.update(dict.fromkeys(passed, owner))
        return owner


def _value(node: LexborNode, page: Page) -> str:
    attributes = node.attributes
    for name in ("content", "datetime", "href", "src"):
        if attributes.get(name):
            return str(attributes[name])
    return page.seen(node)
