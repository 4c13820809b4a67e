"""Which entries does a saved page hold, and what became of each of its characters?

Three witnesses are heard: what a reader sees (a known system's markup, else what repeats), the page's JSON-LD, and its
microdata. Each part that was read has its account.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo

from backfile.errors import BadCapture
from backfile.model.capture import Capture, Part
from backfile.model.evidence import tell_elsewhere
from backfile.model.observation import Observation, Reading
from backfile.seeds.markup.body import Address
from backfile.seeds.markup.visible import Page, read_page
from backfile.seeds.pages.accounts import account_of_data, account_of_microdata, account_of_text
from backfile.seeds.pages.elsewhere import host_of_another
from backfile.seeds.pages.facts import page_facts
from backfile.seeds.pages.general import FEWEST, read_general
from backfile.seeds.pages.recorded import with_recorded
from backfile.seeds.pages.saved import original_address, read_saved
from backfile.seeds.paste.read import read_paste
from backfile.seeds.sightings.found import PageFacts, Sighting, liveblog_of
from backfile.seeds.sightings.merge import join_repeats, merge, without_page_headline, without_page_tags
from backfile.seeds.structured_data.jsonld import read_blocks
from backfile.seeds.structured_data.microdata import read_microdata
from backfile.seeds.systems.known import SYSTEMS
from backfile.seeds.systems.system import PART, Placed, read_entries
from backfile.text.fold import folded_words

READER = "saved page 6"

_ANCHOR = re.compile(r"[\w:.-]+", re.ASCII)


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
    facts = page_facts(page, blocks, capture)
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
    ledgers = [account_of_text(page, saved, facts, placed, [keys[number] for number in numbers[0]])]
    texts = [Part(name=PART, text=page.text)]
    for block, own in zip(blocks, numbers[1:], strict=False):
        texts.append(Part(name=block.name, text=block.text))
        ledgers.append(account_of_data(block.name, block.text, block.sightings, [keys[number] for number in own]))
    if microdata.sightings:
        texts.append(Part(name=microdata.sightings[0].part, text=microdata.text))
        ledgers.append(account_of_microdata(microdata, [keys[number] for number in numbers[-1]]))
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
