"""Which entries does a saved page hold, and what became of each of its characters?

Three witnesses are heard: what a reader sees (a known system's markup, else what repeats), the page's JSON-LD, and its
microdata. Each part that was read has its account; what a page shows beside its entries is furniture where its markup
says so (menus, asides, buttons), and unrecognised where nothing does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo

from selectolax.lexbor import LexborNode

from backfile.errors import BadCapture
from backfile.model.capture import Capture, Part
from backfile.model.entry import Observation, Reading
from backfile.model.evidence import tell_elsewhere
from backfile.model.ledger import Label, Ledger
from backfile.seeds.account import Claim, claim_entries, make_ledger
from backfile.seeds.markup.body import Address
from backfile.seeds.markup.visible import Page, read_page
from backfile.seeds.pages.elsewhere import host_of_another
from backfile.seeds.pages.general import FEWEST, read_general
from backfile.seeds.pages.saved import BANNER, Saved, banner_spans, original_address, read_saved, with_recorded
from backfile.seeds.paste.read import read_paste
from backfile.seeds.sightings.found import PageFacts, Sighting, liveblog_of, plain
from backfile.seeds.sightings.merge import join_repeats, merge, without_page_headline, without_page_tags
from backfile.seeds.structured_data.jsonld import Block, read_blocks
from backfile.seeds.structured_data.microdata import Microdata, read_microdata
from backfile.seeds.systems.known import SYSTEMS
from backfile.seeds.systems.system import PART, Placed, read_entries
from backfile.text.fold import folded_words
from backfile.text.language import primary_code

READER = "saved page 5"

# What the markup itself sets apart from the news: (selector, reason).
_FURNITURE = (
    ("header, [role=banner]", "the head of the page"),
    ("nav, [role=navigation]", "a menu"),
    ("footer, [role=contentinfo]", "the foot of the page"),
    ("aside, [role=complementary]", "set aside by the page"),
    ("form, button, [role=button], select, label, [role=search]", "a control"),
    ("[class*=promo], [class*=advert], [class*=sponsor], [id^=ad-], [class^=ad-], amp-ad", "an advertisement"),
    ("[class*=share], [class*=social], [class*=newsletter], [class*=related], [class*=comments]", "around the news"),
    ("[class*=cookie], [class*=consent], [class*=breadcrumb], [class*=skip], [class*=menu]", "around the news"),
)
_ANCHOR = re.compile(r"[\w:.-]+", re.ASCII)
_MORE = re.compile(
    r"(?:load|show|see|view|read)?\s*(?:more|older|earlier|next)\s*(?:updates?|posts?|entries)?", re.IGNORECASE
)


def read_html(capture: Capture, source: str, zone: tzinfo | None = None) -> Reading:
    """The live blog of a saved page. Raises BadCapture when no entry can be read in it."""
    page = read_page(source)
    saved = read_saved(source, page.tree)
    capture, contradictions = with_recorded(capture, saved)
    if page.tree is None:
        reading = read_paste(capture, page.text, zone)
        warning = "elements stand too deep inside each other: the page's text was read without its structure"
        return replace(reading, reader=READER, warnings=(warning, *contradictions, *reading.warnings))
    scripts = page.tree.css("script[type='application/ld+json' i]")
    blocks = read_blocks([script.text() or "" for script in scripts], zone)
    facts = _page_facts(page, blocks, capture)
    address = original_address(saved, facts.address)
    of_itself = None if saved.archive else facts.own  # in an archive's copy it is the archive's
    capture = replace(capture, elsewhere=host_of_another(capture.address, of_itself))
    microdata = read_microdata(page, address, zone)
    data = [*(block.sightings for block in blocks), microdata.sightings]
    fewest = FEWEST if any(data) else 2
    placed = _placed(page, address, zone) or read_general(page, address, zone, fewest=fewest)
    if not placed and not any(data):
        raise BadCapture(
            capture.name,
            f"no entries are recognised in what the server sent ({len(page.text):,} characters of visible text): no "
            f"{FEWEST} pieces of it are alike and tell a time",
            "if a script fills the page, save it from a browser, or as WACZ, or paste its text",
        )
    parts = [_own(each, facts) for each in ([each.sighting for each in placed], *data)]
    observations, numbers, warnings = merge(parts, capture.digest)
    disputed = sum(each.sighting.shown is not None for each in placed)
    if disputed:
        shown = f"{disputed} of {len(placed)} entries show another time than the one their markup gives"
        warnings.append(f"{shown}; the markup's is kept as that of publication, a later one as that of an update")
    keys = [observation.key for observation in observations]
    ledgers = [_account_of_text(page, saved, facts, placed, [keys[number] for number in numbers[0]])]
    texts = [Part(name=PART, text=page.text)]
    for block, own in zip(blocks, numbers[1:], strict=False):
        texts.append(Part(name=block.name, text=block.text))
        ledgers.append(_account_of_data(block.name, block.text, block.sightings, [keys[number] for number in own]))
    if microdata.sightings:
        texts.append(Part(name=microdata.sightings[0].part, text=microdata.text))
        ledgers.append(_account_of_microdata(microdata, [keys[number] for number in numbers[-1]]))
    return Reading(
        capture=capture,
        reader=READER,
        liveblog=liveblog_of(facts, capture),
        entries=_anchored(page, join_repeats(observations, keys)),
        parts=tuple(texts),
        ledgers=tuple(ledgers),
        warnings=(
            *contradictions,
            *tell_elsewhere(capture),
            *(warning for block in blocks for warning in block.warnings),
            *warnings,
        ),
        language=facts.language,
    )


def _anchored(page: Page, observations: Sequence[Observation]) -> tuple[Observation, ...]:
    """The entries, each with the id of the element that has its id, if the page has one: no other address is known to
    lead to it."""
    ids = {node.attributes.get("id") for node in page.tree.css("[id]")} if page.tree else set()
    return tuple(
        replace(each, anchor=each.publisher_id)
        if each.publisher_id in ids and _ANCHOR.fullmatch(each.publisher_id or "")
        else each
        for each in observations
    )


def _own(sightings: Sequence[Sighting], facts: PageFacts) -> list[Sighting]:
    """The sightings without what is the page's: its headline on untitled entries, its name for a byline, its tags."""
    own = without_page_tags(without_page_headline(sightings, facts.headline), facts.tags)
    house = {folded_words(name) for name in (facts.publisher, *facts.names) if name}
    return [
        replace(each, byline=tuple(name for name in each.byline if folded_words(name) not in house)) for each in own
    ]


def _placed(page: Page, address: Address, zone: tzinfo | None) -> list[Placed]:
    """What the system that finds most entries finds."""
    found = (read_entries(page, system, address, zone) for system in SYSTEMS)
    return max(found, key=len)


def _page_facts(page: Page, blocks: Sequence[Block], capture: Capture) -> PageFacts:
    """What the page says of itself: its data first, then its meta elements, then its first heading."""
    meta: dict[str, str] = {}
    for node in page.tree.css("meta[property], meta[name]") if page.tree else ():
        name = node.attributes.get("property") or node.attributes.get("name") or ""
        meta.setdefault(name.lower(), plain(node.attributes.get("content") or ""))
    said = [block.facts for block in blocks]
    heading = page.tree.css_first("h1") if page.tree else None
    canonical = page.tree.css_first("link[rel=canonical]") if page.tree else None
    summary = next((facts.summary for facts in said if facts.summary), ()) or tuple(
        filter(None, [meta.get("description") or meta.get("og:description")])
    )
    headlines = [
        *(facts.headline for facts in said),
        page.seen(heading) if heading is not None else None,
        meta.get("og:title"),
    ]
    addresses = [
        capture.address,
        *(facts.address for facts in said),
        canonical.attributes.get("href") if canonical is not None else None,
        meta.get("og:url"),
    ]
    named = next((facts.publisher for facts in said if facts.publisher), None)
    return PageFacts(
        headline=next(filter(None, headlines), None),
        summary=summary,
        publisher=_publisher(named, meta.get("og:site_name")),
        names=(*filter(None, [named]), *(plain(node.attributes.get("content") or "") for node in _organisations(page))),
        address=next((each for each in addresses if each and each.startswith("http")), None),
        own=next((each for each in addresses[1:] if each and each.startswith("http")), None),
        more=_says_more(page),
        tags=next((facts.tags for facts in said if facts.tags), ()),
        language=next((facts.language for facts in said if facts.language), None) or _declared_language(page),
    )


def _publisher(named: str | None, site: str | None) -> str | None:
    """The publisher's name in the page's data, unless it stands there without a capital (`mirror`) and the site is
    called by a name around it that has one (`The Mirror`)."""
    if named and site and named.islower() and not site.islower() and folded_words(named) in folded_words(site):
        return site
    return named or site


def _declared_language(page: Page) -> str | None:
    root = page.tree.css_first("html[lang]") if page.tree else None
    return primary_code(root.attributes.get("lang")) if root is not None else None


def _organisations(page: Page) -> list[LexborNode]:
    """The elements of microdata that name the publisher."""
    return page.tree.css("[itemprop=publisher] > [itemprop=name]") if page.tree else []


def _says_more(page: Page) -> bool:
    """Does the page offer further entries: a next page, or a button for older ones?"""
    if page.tree is None:
        return False
    if page.tree.css_first("link[rel=next], a[rel=next]") is not None:
        return True
    return any(_MORE.fullmatch(page.seen(node)) for node in page.tree.css("button, a[role=button]"))


def _account_of_text(
    page: Page, saved: Saved, facts: PageFacts, placed: Sequence[Placed], keys: Sequence[str]
) -> Ledger:
    claims = [Claim(*span, Label.FURNITURE, BANNER) for span in banner_spans(saved, page)]
    for selector, reason in _FURNITURE:
        for node in page.tree.css(selector) if page.tree else ():
            span = page.span(node)
            if span is not None:
                claims.append(Claim(*span, Label.FURNITURE, reason))
    # What a page sets apart may hold its entries: a header, say, around all of them. Larger claims go first.
    claims.sort(key=lambda claim: claim.start - claim.end)
    claims += _heads(page, facts)
    folded = page.spans(page.tree.css("details:not([open])")) if page.tree else ()
    for each, key in zip(placed, keys, strict=True):
        sighting = each.sighting
        claims.append(Claim(sighting.start, sighting.end, Label.ENTRY, "an entry by the page's own markup", key))
        claims += [
            Claim(start, end, Label.ENTRY, "folded away in the entry, for its reader to unfold", key)
            for start, end in folded
            if sighting.start <= start and end <= sighting.end
        ]
        claims += [Claim(*span, Label.FURNITURE, "a control inside the entry", key) for span in each.furniture]
        claims += [Claim(*span, Label.TIME, "the time shown with the entry", key) for span in each.times]
        claims += [Claim(*span, Label.BYLINE, "the names shown with the entry", key) for span in each.bylines]
        if each.headline is not None:
            claims.append(Claim(*each.headline, Label.HEADLINE, "the heading of the entry", key))
    return make_ledger(PART, page.text, claims, "nothing in the page's markup tells what it is")


def _heads(page: Page, facts: PageFacts) -> list[Claim]:
    """Where the headline and the summary of the live blog stand, if they are shown."""
    claims = []
    for node in page.tree.css("h1") if page.tree else ():
        span = page.span(node)
        if span is not None:
            claims.append(Claim(*span, Label.HEADLINE, "the first heading of the page"))
    for paragraph in facts.summary:
        at = page.text.find(paragraph)
        if at >= 0:
            claims.append(Claim(at, at + len(paragraph), Label.SUMMARY, "the page's description of itself"))
    return claims


def _account_of_data(name: str, text: str, sightings: Sequence[Sighting], keys: Sequence[str]) -> Ledger:
    frame = Claim(0, len(text), Label.FURNITURE, "the frame of the data, and what it says of the page")
    entries = claim_entries(sightings, keys, "an update of the live blog in the page's data")
    return make_ledger(name, text, [frame, *entries], "")


def _account_of_microdata(microdata: Microdata, keys: Sequence[str]) -> Ledger:
    entries = claim_entries(microdata.sightings, keys, "an update of the live blog in the page's markup")
    return make_ledger(microdata.sightings[0].part, microdata.text, entries, "not of any update")
