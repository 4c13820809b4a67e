"""Which entries does the data in a page name? schema.org's LiveBlogPosting in JSON-LD, with all that is odd about it.

Seen: several blocks, `@graph`, one update that is no list, entities escaped twice, bodies that are objects, the page's
headline and authors on every entry, times without a zone, `};` at the end, line ends inside texts, and blocks that are
no JSON at all, of which those updates are read that are whole.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Any

from backfile.seeds.markup.body import based_on, convert_fragment
from backfile.seeds.printed.when import parse_iso
from backfile.seeds.sightings.found import PageFacts, Sighting, distinct, fragment, names, plain, tags_in, trusted
from backfile.seeds.structured_data.objects import DECODER, Objects, Placed
from backfile.text.language import primary_code

_UPDATES = re.compile(r'"liveBlogUpdate"\s*:\s*')
_FEW = 2
"""So many entries can really have been published in the same second."""
_TAG = re.compile(r"<[a-zA-Z][^<>]*>")


@dataclass(frozen=True, slots=True)
class Block:
    """One block of data that speaks of a live blog: the part it is, what it says of the page, its entries, in order."""

    name: str
    text: str
    facts: PageFacts
    sightings: tuple[Sighting, ...]
    warnings: tuple[str, ...]


def read_blocks(scripts: list[str], zone: tzinfo | None = None) -> list[Block]:
    """The blocks of a page that speak of a live blog; `scripts` holds the text of each JSON-LD element, in order."""
    return [
        _read_block(f"ld:{number}", text, scripts, zone)
        for number, text in enumerate(scripts)
        if _UPDATES.search(text) or '"LiveBlogPosting"' in text
    ]


def _read_block(name: str, text: str, scripts: list[str], zone: tzinfo | None) -> Block:
    page = _find_page(text)
    facts = _page_facts(page, scripts) if page else PageFacts()
    sightings = tuple(_sighting(name, update, start, end, facts, zone) for update, start, end in _updates(text))
    warnings: tuple[str, ...] = ()
    if page is None:
        warnings = (f"part “{name}” is no valid JSON; {len(sightings)} entries of it could be read",)
    return Block(name, text, facts, _own_facts(sightings, facts), warnings)


def _find_page(text: str) -> dict[str, Any] | None:
    """The LiveBlogPosting in a block, wherever it stands; None when the block is no JSON."""
    data = _decode(text)
    if data is None:
        return None
    waiting: list[Any] = [data]
    while waiting:
        each = waiting.pop(0)
        if isinstance(each, list):
            waiting += each
        elif isinstance(each, dict):
            kinds = each.get("@type")
            if "liveBlogUpdate" in each or "LiveBlogPosting" in (kinds if isinstance(kinds, list) else [kinds]):
                return each
            waiting += [
                each[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage")
                if isinstance(each.get(key), dict | list)
            ]
    return {}


def _decode(text: str) -> Any:
    """What the first JSON value of a text holds; None when it is no JSON."""
    try:
        return DECODER.raw_decode(text.lstrip("\ufeff \t\r\n"))[0]
    except (ValueError, RecursionError):
        return None


def _updates(text: str) -> Iterator[Placed]:
    """Every update with its place in the text, each once: a list of them, or a single one."""
    at, objects = 0, Objects(text)
    while found := _UPDATES.search(text, at):
        at = found.end()
        for placed in objects.read(at + (text[at : at + 1] == "[")):
            yield placed
            at = placed.end


def _page_facts(page: dict[str, Any], scripts: list[str]) -> PageFacts:
    address = page.get("url") or page.get("@id") or page.get("mainEntityOfPage")
    address = address.get("@id") if isinstance(address, dict) else address
    summary = plain(str(page.get("description") or ""))
    return PageFacts(
        headline=plain(str(page.get("headline") or page.get("name") or "")) or None,
        summary=(summary,) if summary else (),
        publisher=_publisher(page.get("publisher"), scripts),
        address=address if isinstance(address, str) and address.startswith("http") else None,
        authors=names(page.get("author")),
        tags=distinct((*tags_in(page.get("keywords")), *tags_in(page.get("articleSection")))),
        language=_language(page.get("inLanguage")),
    )


def _publisher(given: Any, scripts: list[str]) -> str | None:
    """The name of the publisher, or of the object that its `@id` means, in whichever block of the page that stands."""
    told = _name(given)
    own = given.get("@id") if isinstance(given, dict) else None
    if told is not None or not isinstance(own, str):
        return told
    for text in scripts:
        waiting = [_decode(text)] if own.rpartition("/")[2] in text else []
        while waiting:
            each = waiting.pop()
            if isinstance(each, dict) and each.get("@id") == own and (told := _name(each)):
                return told
            held = each.values() if isinstance(each, dict) else each if isinstance(each, list) else ()
            waiting += [value for value in held if isinstance(value, dict | list)]
    return None


def _name(given: Any) -> str | None:
    return plain(str(given.get("name") or "")) or None if isinstance(given, dict) else None


def _sighting(
    name: str, update: dict[str, Any], start: int, end: int, facts: PageFacts, zone: tzinfo | None
) -> Sighting:
    address = str(update.get("url") or update.get("mainEntityOfPage") or "")
    own_id = update.get("@id") or update.get("identifier")
    ids = trusted(
        [
            fragment(str(own_id)) or (str(own_id) if "/" not in str(own_id) else None) if own_id else None,
            fragment(address),
        ]
    )
    headline = plain(str(update.get("headline") or update.get("name") or ""))
    return Sighting(
        part=name,
        start=start,
        end=end,
        displayed=False,
        ids=ids,
        headline=headline if headline and headline != facts.headline else None,
        byline=names(update.get("author")),
        published=parse_iso(update.get("datePublished") or update.get("dateCreated"), name, zone),
        updated=parse_iso(update.get("dateModified"), name, zone),
        tags=distinct((*tags_in(update.get("keywords")), *tags_in(update.get("articleSection")))),
        body=_body(update.get("articleBody") or update.get("text") or update.get("description"), facts.address),
    )


def _language(given: Any) -> str | None:
    if isinstance(given, dict):
        given = given.get("alternateName") or given.get("name")
    return primary_code(given) if isinstance(given, str) else None


def _body(given: Any, base: str | None) -> str:
    if isinstance(given, dict):
        given = given.get("articleBody") or given.get("text") or given.get("@value") or ""
    if isinstance(given, list):
        given = "\n".join(str(each) for each in given)
    text = str(given or "")
    if not _TAG.search(text):  # escaped twice, or plain
        text = html.unescape(text)
        if not _TAG.search(text):
            text = html.escape(html.unescape(text), quote=False)
    return convert_fragment(text, based_on(base))


def _own_facts(sightings: tuple[Sighting, ...], facts: PageFacts) -> tuple[Sighting, ...]:
    """What all entries share is the page's and none of theirs: several authors, and one and the same time."""
    bylines = {sighting.byline for sighting in sightings}
    shared_byline = len(sightings) > 1 and len(bylines) == 1 and len(sightings[0].byline) > 1
    instants = {sighting.published.instant for sighting in sightings if sighting.published}
    shared_time = len(sightings) > _FEW and len(instants) == 1
    own = []
    for sighting in sightings:
        if shared_byline or (len(sighting.byline) > 1 and sighting.byline == facts.authors):
            sighting = replace(sighting, byline=())
        if shared_time:
            sighting = replace(sighting, published=None, updated=None)
        own.append(sighting)
    return tuple(own)
