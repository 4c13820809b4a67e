"""Which time does a draft claim for a quotation, and which of the times beside it were held against nothing?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from backfile.desk.quotations.published import published_of
from backfile.desk.quotations.verdicts import SOUND, Checked, Verdict
from backfile.text.claims import Claim, Dated
from backfile.text.quotes import Quote


def claim_of(quote: Quote, claims: Sequence[Claim]) -> Claim | None:
    """The claim of the sentence that a quotation begins in: the last before it, else the first; what the sentence says
    “by” comes before what it says “at” or “on”, and a bare day, month or year after both."""
    near = [claim for claim in claims if claim.first <= quote.start < claim.last]
    strict = [claim for claim in near if not claim.is_loose]
    of_sentence = strict or [claim for claim in near if not claim.is_bare] or near
    before = [claim for claim in of_sentence if claim.end <= quote.start]
    return before[-1] if before else of_sentence[0] if of_sentence else None


def with_unchecked(checked: Checked, unchecked: tuple[str, ...]) -> Checked:
    """A quotation with the times beside it that were held against nothing; whose words alone stand is not sound."""
    is_unread = checked.claim is not None and checked.claim.by is None
    is_untimed = checked.verdict in SOUND and bool(unchecked or is_unread)
    return replace(checked, verdict=Verdict.UNTIMED if is_untimed else checked.verdict, unchecked=unchecked)


def unchecked_of(checked: Checked, dates: Sequence[Dated], told: Sequence[Claim]) -> Iterator[str]:
    """The dates and clocks of a quotation's sentence that belong neither to its claim, where that was held against
    something, nor to those that are told of by themselves."""
    claim = checked.claim
    if claim and claim.published and not (checked.held and published_of(checked.held)):
        claim = None
    read = (*told, claim) if claim else told
    for date in dates:
        is_near = date.first <= checked.start < date.last
        if is_near and not any(each.start <= date.start < each.end for each in read):
            yield date.text
