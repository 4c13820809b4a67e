"""What is left of a reading when an entry of it was erased, and does a reading show what was erased before?"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from backfile.model.entry import Reading
from backfile.model.ledger import Label, Ledger
from backfile.seeds.erased import Tombstone
from backfile.text.fold import folded_words

BLANK = "█"


def blank(reading: Reading, keys: Set[str]) -> Reading:
    """The reading without the entries of these keys; their characters are blanked, so that all other places stay."""
    places = {
        (place.part, place.start, place.end)
        for each in reading.entries
        if each.key in keys
        for place in each.provenance
    }
    texts = {part.name: part.text for part in reading.parts}
    ledgers = []
    for ledger in reading.ledgers:
        places |= {(ledger.part, span.start, span.end) for span in ledger.spans if span.entry in keys}
        ledgers.append(_without(ledger, keys))
    for part, start, end in places:
        texts[part] = texts[part][:start] + BLANK * (end - start) + texts[part][end:]
    return replace(
        reading,
        entries=tuple(each for each in reading.entries if each.key not in keys),
        parts=tuple(replace(part, text=texts[part.name]) for part in reading.parts),
        ledgers=tuple(ledgers),
    )


def shown_again(reading: Reading, stones: Sequence[Tombstone]) -> str | None:
    """The id of the tombstone of something that this reading shows, if it shows any."""
    for stone in stones:
        names: list[str] = [reading.capture.digest]
        if stone.what == "entry":
            names += [each.key for each in reading.entries]
            names += [f"headline:{folded_words(each.headline)}" for each in reading.entries if each.headline]
        if stone.knows(names):
            return stone.id
    return None


def _without(ledger: Ledger, keys: Set[str]) -> Ledger:
    spans = (
        replace(span, label=Label.UNRECOGNISED, entry=None, reason="erased") if span.entry in keys else span
        for span in ledger.spans
    )
    return replace(ledger, spans=tuple(spans))
