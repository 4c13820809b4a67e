"""What is left of a reading when an entry of it was erased, and does a reading show what was erased before?"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import pairwise

from backfile.archive.identity import keys_told, liveblog_keys
from backfile.model.ledger import Label, Ledger, Span
from backfile.model.observation import Reading, former_keys
from backfile.seeds.shelf.erased import Tombstone, headline_name
from backfile.text.comparing import Stretch
from backfile.text.markdown import words
from backfile.text.passages import Passage, find_passages

BLANK = "█"


def blank(reading: Reading, keys: Set[str], passages: frozenset[Passage] = frozenset()) -> Reading:
    """The reading without the entries of these keys; their characters are blanked, so that all other places stay.

    So are their `passages` wherever else they stand: but in another entry and in the live blog's headline, which would
    say then what nobody wrote.
    """
    own = {
        (place.part, place.start, place.end)
        for each in reading.entries
        if each.key in keys
        for place in each.provenance
    }
    texts = {part.name: part.text for part in reading.parts}
    ledgers = []
    for ledger in reading.ledgers:
        text = texts[ledger.part]
        spans = [(span.start, span.end) for span in ledger.spans if span.entry in keys]
        again = [each for each in find_passages(passages, text) if not _is_of_others(reading, ledger, keys, each)]
        for start, end in {*spans, *again, *((start, end) for part, start, end in own if part == ledger.part)}:
            text = text[:start] + BLANK * (end - start) + text[end:]
        texts[ledger.part] = text
        ledgers.append(_without(ledger, keys, again))
    return replace(
        reading,
        liveblog=replace(
            reading.liveblog, summary=tuple(_blanked(each, passages) for each in reading.liveblog.summary)
        ),
        entries=tuple(each for each in reading.entries if each.key not in keys),
        parts=tuple(replace(part, text=texts[part.name]) for part in reading.parts),
        ledgers=tuple(ledgers),
    )


def shown_again(reading: Reading, stones: Sequence[Tombstone]) -> str | None:
    """The id of the tombstone of something that this reading shows, if it shows any."""
    return next((stone.id for stone in stones if _shows(reading, stone)), None)


def _shows(reading: Reading, stone: Tombstone) -> bool:
    """Does this reading show what was erased? An entry is known in its live blog, by its id, its words, or a headline
    with words that are alike; where a page does not tell which live blog it is of, by its words alone."""
    if stone.knows([reading.capture.sha256]):
        return True
    if stone.what != "entry":
        return False
    keys = [each.key for each in reading.entries]
    keys += former_keys(keys)
    headed = [(each.headline, each.body) for each in reading.entries if each.headline]
    if not stone.within:
        keys += [headline_name(headline) for headline, _ in headed]  # so tombstones of before know them
    elif not stone.is_of(liveblog_keys(reading)):
        if any(keys_told(reading)):
            return False
        keys = [key for key in keys if not key.startswith("id:")]
    return stone.knows(keys) or any(stone.knows_words(headline, words(body)) for headline, body in headed)


def _is_of_others(reading: Reading, ledger: Ledger, keys: Set[str], stretch: Stretch) -> bool:
    """Does a stretch of a part reach into another entry, or into the headline of the live blog?"""
    places = [
        (place.start, place.end)
        for each in reading.entries
        if each.key not in keys
        for place in each.provenance
        if place.part == ledger.part
    ]
    places += [
        (span.start, span.end)
        for span in ledger.spans
        if span.entry not in keys and (span.entry or span.label is Label.HEADLINE)
    ]
    return any(start < stretch.end and stretch.start < end for start, end in places)


def _blanked(text: str, passages: frozenset[Passage]) -> str:
    for start, end in find_passages(passages, text):
        text = text[:start] + BLANK * (end - start) + text[end:]
    return text


def _without(ledger: Ledger, keys: Set[str], again: Sequence[Stretch]) -> Ledger:
    """The account without those entries, and with each stretch of their words elsewhere parted from what is around."""
    cuts = {at for each in again for at in each}
    spans: list[Span] = []
    for span in ledger.spans:
        if span.entry in keys:
            spans.append(_erased(span))
            continue
        within = sorted(cut for cut in cuts if span.start < cut < span.end)
        for start, end in pairwise((span.start, *within, span.end)):
            piece = replace(span, start=start, end=end)
            spans.append(_erased(piece) if any(each.start <= start < each.end for each in again) else piece)
    return replace(ledger, spans=tuple(spans))


def _erased(span: Span) -> Span:
    return replace(span, label=Label.UNRECOGNISED, entry=None, reason="erased")
