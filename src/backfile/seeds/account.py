"""How do claims on a part become its account? Later claims are cut out of earlier ones; what nobody claims stays open.

Blanks belong to what stands before them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backfile.model.ledger import Label, Ledger, Span
from backfile.seeds.sightings.found import Sighting


@dataclass(frozen=True, slots=True)
class Claim:
    """Characters `start` to `end` are `label`, for that reason; `entry` is the key of the entry they belong to."""

    start: int
    end: int
    label: Label
    reason: str
    entry: str | None = None


def make_ledger(part: str, text: str, claims: Sequence[Claim], unclaimed: str) -> Ledger:
    """The account of a part. Where claims overlap the later one holds; `unclaimed` is the reason of the rest."""
    claims = [claim for claim in claims if claim.start < claim.end]
    cuts = sorted({0, len(text), *(claim.start for claim in claims), *(claim.end for claim in claims)})
    holders: list[Claim | None] = [None] * (len(cuts) - 1)
    for claim in claims:
        for at in range(bisect_left(cuts, claim.start), bisect_left(cuts, claim.end)):
            holders[at] = claim
    pieces = ((start, end, claim) for start, end, claim in zip(cuts, cuts[1:], holders, strict=False))
    return Ledger(part=part, characters=len(text), spans=tuple(_join(text, pieces, unclaimed)))


def claim_entries(sightings: Iterable[Sighting], keys: Iterable[str], reason: str) -> list[Claim]:
    """What sightings in a part claim for the entries of these keys, one each."""
    pairs = zip(sightings, keys, strict=True)
    return [Claim(each.start, each.end, Label.ENTRY, reason, key) for each, key in pairs]


def _join(text: str, pieces: Iterable[tuple[int, int, Claim | None]], unclaimed: str) -> list[Span]:
    spans: list[Span] = []
    for start, end, claim in pieces:
        blank = not text[start:end].strip()
        label = claim.label if claim else Label.UNRECOGNISED
        reason = claim.reason if claim else unclaimed
        entry = claim.entry if claim else None
        last = spans[-1] if spans else None
        if last and (blank or (last.label, last.reason, last.entry) == (label, reason, entry)):
            spans[-1] = Span(start=last.start, end=end, label=last.label, reason=last.reason, entry=last.entry)
        else:
            spans.append(Span(start=start, end=end, label=label, reason=reason, entry=entry))
    return spans
