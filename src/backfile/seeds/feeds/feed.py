"""Which entries does a feed hold? RSS 2.0, RSS 1.0 (RDF) and Atom (RFC 4287): one item is one entry.

Of a feed that is cut off the items that are whole are read. The part `feed` is its source; an entry's provenance is
where its `<item>` or `<entry>` stands in it. That an item is missing proves nothing: feeds hold the newest items only.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import tzinfo
from urllib.parse import urlsplit

from backfile.errors import BadCapture
from backfile.model.capture import Capture, Part
from backfile.model.ledger import Label
from backfile.model.observation import LiveBlog, Reading
from backfile.model.time import Time
from backfile.seeds.account import Claim, claim_entries, make_ledger
from backfile.seeds.feeds.items import BODIES, Item, read_items
from backfile.seeds.markup.body import based_on, convert_fragment
from backfile.seeds.printed.mailed import parse_mail_date
from backfile.seeds.printed.when import parse_iso
from backfile.seeds.sightings.found import Sighting, names, plain, tags_in, trusted
from backfile.seeds.sightings.merge import merge, without_page_headline
from backfile.text.language import primary_code

READER = "feed 2"
PART = "feed"

_TITLES = ("title", "atom:title", "dc:title")
_PUBLISHED = ("pubDate", "atom:published", "atom:issued", "dc:date", "dcterms:issued", "dcterms:created")
_UPDATED = ("atom:updated", "atom:modified", "dcterms:modified")
_CATEGORIES = ("category", "atom:category", "dc:subject")
_LANGUAGES = ("language", "dc:language")
_SUBTITLES = ("description", "atom:subtitle", "atom:tagline")
# `author` of RSS is a mail address, with the name in brackets.
_MAILED_AUTHOR = re.compile(r"[^\s()<>@]+@[^\s()<>]+\s*\(([^()]*)\)|([^<>@]*)<[^<>]*@[^<>]*>")
_ONE_MADE_UP = re.compile(r"[\w-]*\d[\w-]*")


def read_feed(capture: Capture, source: str, zone: tzinfo | None = None) -> Reading:
    """The live blog of a feed. Raises BadCapture when it has a document type, or no item can be read."""
    feed = read_items(source, capture.name)
    broken, about = feed.broken, feed.about
    if not feed.items:
        fault = f"is a feed that cannot be read ({broken})" if broken else "is a feed without items"
        raise BadCapture(capture.name, fault, "save the feed again, or save the page itself")
    headline = plain(about.first(_TITLES)) or None
    summary = plain(about.first(_SUBTITLES))
    address = capture.address or _page_address(about)
    shared = Counter(each for item in feed.items for each in {_fragment(item), _guid(item), _link(item)})
    told = [_sighting(item, address, shared, len(feed.items), zone) for item in feed.items]
    kept = [each for each in told if each.headline or each.body]
    sightings = without_page_headline(kept, headline)
    observations, numbers, conflicts = merge([sightings], capture.digest)
    keys = [observation.key for observation in observations]
    claims = [Claim(0, len(source), Label.FURNITURE, "the frame of the feed, and what it says of itself")]
    claims += [Claim(each.start, each.end, Label.UNRECOGNISED, "an item without words") for each in told]
    claims += claim_entries(sightings, [keys[number] for number in numbers[0]], "an item of the feed")
    if not sightings:
        raise BadCapture(capture.name, "is a feed whose items hold no words", "save the page itself")
    warning = f"the feed is cut off or broken ({broken}): the items that are whole were read"
    return Reading(
        capture=capture,
        reader=READER,
        liveblog=LiveBlog(
            headline=headline,
            summary=(summary,) if summary and summary != headline else (),
            publisher=capture.publisher or plain(about.first(("dc:publisher",))) or None,
            address=address,
            more=any(rel == "next" for rel, _ in about.links),
        ),
        entries=tuple(observations),
        parts=(Part(name=PART, text=source),),
        ledgers=(make_ledger(PART, source, claims, ""),),
        warnings=(*((warning,) if broken else ()), *conflicts),
        language=primary_code(about.first(_LANGUAGES)) or feed.language,
    )


def _sighting(item: Item, base: str | None, shared: Counter[str], items: int, zone: tzinfo | None) -> Sighting:
    """`shared` counts the items that give each fragment, id and address: what all of them give is the page's."""
    guid, link, fragment = _guid(item), _link(item), _fragment(item)
    ids = trusted(
        [
            fragment if shared[fragment] == 1 else None,
            guid if shared[guid] < max(2, items) else None,
            link if shared[link] == 1 else None,
        ]
    )
    return Sighting(
        part=PART,
        start=item.start,
        end=item.end,
        displayed=False,
        ids=ids,
        headline=plain(item.first(_TITLES)) or None,
        byline=_byline(item),
        published=_time(item.first(_PUBLISHED), zone),
        updated=_time(item.first(_UPDATED), zone),
        body=convert_fragment(item.first(BODIES), based_on(link or base)),
        tags=tags_in([text for name in _CATEGORIES for text in item.texts.get(name, ())]),
    )


def _guid(item: Item) -> str:
    return item.first(("guid", "atom:id")).strip() or item.about


def _link(item: Item) -> str:
    alternate = next((address for rel, address in item.links if rel == "alternate" and address), "")
    return alternate or item.first(("link",)).strip()


def _fragment(item: Item) -> str:
    """The part of an item's address that a page gives to the entry: `block-60300f5f` of `…/live#block-60300f5f`."""
    for address in (_guid(item) if item.is_permalink else "", _link(item)):
        try:
            fragment = urlsplit(address).fragment
        except ValueError:
            continue
        if _ONE_MADE_UP.fullmatch(fragment):
            return fragment
    return ""


def _byline(item: Item) -> tuple[str, ...]:
    for name in ("dc:creator", "atom:author/atom:name", "author"):
        found = names([_MAILED_AUTHOR.sub(r"\1\2", text) for text in item.texts.get(name, ())])
        if found:
            return found
    return ()


def _time(given: str, zone: tzinfo | None) -> Time | None:
    return parse_iso(given, PART, zone) or parse_mail_date(given, PART)


def _page_address(about: Item) -> str | None:
    """The page of the live blog, where the feed names more than the front page of the publisher."""
    own = next((address for rel, address in about.links if rel == "self"), "")
    for address in (_link(about), own):
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and (parts.path.strip("/") or parts.query):
            return address.strip()
    return None
