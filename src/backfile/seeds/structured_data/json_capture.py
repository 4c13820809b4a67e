"""Which entries does a JSON capture hold? The objects of a known system's shape, wherever in the data they stand."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from backfile.errors import BadCapture
from backfile.model.capture import Capture, Part
from backfile.model.ledger import Label
from backfile.model.observation import Reading
from backfile.model.time import Time
from backfile.seeds.account import Claim, claim_entries, make_ledger
from backfile.seeds.markup.body import based_on, convert_fragment
from backfile.seeds.sightings.found import PageFacts, Sighting, liveblog_of
from backfile.seeds.sightings.merge import merge, without_page_headline
from backfile.seeds.structured_data.objects import DECODER, Placed, listed_objects
from backfile.seeds.systems.known import SHAPES
from backfile.seeds.systems.shape import Shape

READER = "JSON 4"
PART = "json"


def read_data(capture: Capture, text: str, zone: tzinfo | None = None) -> Reading:
    """The live blog of a JSON capture. Raises BadCapture when it is of no known shape."""
    shape, placed = _find(text)
    if shape is None:
        known = ", ".join(each.name for each in SHAPES)
        raise BadCapture(capture.name, "is JSON of no shape that is known", f"known are: {known}")
    facts, times, warnings = _facts(shape, text)
    sightings = [_sighting(shape, each, times, capture.address or facts.address) for each in placed]
    own = without_page_headline(sightings, facts.headline)
    observations, numbers, conflicts = merge([own], capture.digest)
    keys = [observation.key for observation in observations]
    frame = Claim(0, len(text), Label.FURNITURE, "the frame of the data, and what it says of the page")
    claims = claim_entries(own, [keys[number] for number in numbers[0]], f"an entry of {shape.name}")
    return Reading(
        capture=capture,
        reader=READER,
        liveblog=liveblog_of(facts, capture),
        entries=tuple(observations),
        parts=(Part(name=PART, text=text),),
        ledgers=(make_ledger(PART, text, [frame, *claims], ""),),
        warnings=(*warnings, *conflicts),
        language=facts.language,
    )


def _find(text: str) -> tuple[Shape | None, list[Placed]]:
    """The shape that most objects have, and those objects."""
    found: dict[str, list[Placed]] = {}
    for placed in listed_objects(text, lambda each: _shape_of(each) is not None):
        shape = _shape_of(placed.value)
        if shape is not None:
            found.setdefault(shape.name, []).append(placed)
    best = max(SHAPES, key=lambda shape: len(found.get(shape.name, ())))
    return (best, found[best.name]) if found else (None, [])


def _shape_of(given: dict[str, Any]) -> Shape | None:
    return next((shape for shape in SHAPES if shape.is_entry(given)), None)


def _facts(shape: Shape, text: str) -> tuple[PageFacts, dict[str, Time], tuple[str, ...]]:
    try:
        data = DECODER.raw_decode(text.lstrip("\ufeff \t\r\n"))[0]
        return shape.page(data), shape.times(data), ()
    except (ValueError, RecursionError):
        return PageFacts(), {}, ("the data is cut off or broken: the entries that are whole were read",)


def _sighting(shape: Shape, placed: Placed, times: dict[str, Time], base: str | None) -> Sighting:
    facts = shape.entry(placed.value)
    told = next((times[each] for each in facts.ids if each in times), None)
    return Sighting(
        part=PART,
        start=placed.start,
        end=placed.end,
        displayed=False,
        ids=tuple(filter(None, facts.ids)),
        headline=facts.headline,
        byline=facts.byline,
        published=facts.published if facts.published and facts.published.instant else told or facts.published,
        updated=facts.updated,
        body=convert_fragment(facts.html, based_on(base)),
        withdrawn=facts.withdrawn,
        tags=facts.tags,
    )
