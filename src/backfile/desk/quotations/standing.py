"""When did words stand in an entry, as far as its wordings show, and did they at the time that is claimed?

What stood between two captures nobody knows: by an instant the newest wording that is shown to exist counts.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from backfile.model.history import Wording
from backfile.text.claims import Claim
from backfile.text.dates import DateSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """Wordings in a row that hold the same words: the first of them, and the one that an edit put after the last."""

    first: Wording
    edit: Wording | None


def find_spells(holding: Container[int], wordings: Sequence[Wording]) -> tuple[Spell, ...]:
    """When the words of the wordings of these numbers stood, the oldest spell first; words that came back have two.
    Only an edit ends one: not what another format shows, nor what people joined."""
    spells: list[Spell] = []
    first: Wording | None = None
    held: list[Wording] = []
    for wording in wordings:
        if wording.revision.number in holding:
            first = first or wording
            held.append(wording)
        elif first is not None and any(wording.is_comparable(each) for each in held):
            spells.append(Spell(first=first, edit=wording))
            first, held = None, []
    return (*spells, Spell(first=first, edit=None)) if first is not None else tuple(spells)


def is_shown_in(wording: Wording, span: DateSpan) -> bool:
    """Is it shown to exist by some instant of the span, and no wording that the publisher edited it into?"""
    if wording.known is None or wording.known.by > span.end:
        return False
    return wording.edited is None or wording.edited > span.start


def find_others_then(claim: Claim, holding: Container[int], wordings: Sequence[Wording]) -> Sequence[Wording]:
    """The wordings without the words that are shown for the time of which the claim says what stood then; none where
    one with the words is shown for it, and none of a claim that says only by when they were there.

    Of a claim that they stood since then, and that stand now, also those that came between.
    """
    then = claim.then
    if then is None:
        return ()
    others = [each for each in wordings if each.revision.number not in holding]
    if claim.is_since and wordings[-1].revision.number in holding:
        return [each for each in others if each.edited is not None and each.edited > then.end]
    shown = [each for each in wordings if is_shown_in(each, then)]
    return shown if all(each in others for each in shown) else ()
