"""What became of each character of a page, and of the data in it?

What a page shows beside its entries is furniture where its markup says so (menus, asides, buttons), and unrecognised
where nothing does.
"""

from __future__ import annotations

from collections.abc import Sequence

from backfile.model.ledger import Label, Ledger
from backfile.seeds.account import Claim, claim_entries, make_ledger
from backfile.seeds.markup.visible import Page
from backfile.seeds.pages.recorded import Saved
from backfile.seeds.pages.saved import BANNER, banner_spans
from backfile.seeds.sightings.found import PageFacts, Sighting
from backfile.seeds.structured_data.microdata import Microdata
from backfile.seeds.systems.system import PART, Placed

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


def account_of_text(
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


def account_of_data(name: str, text: str, sightings: Sequence[Sighting], keys: Sequence[str]) -> Ledger:
    frame = Claim(0, len(text), Label.FURNITURE, "the frame of the data, and what it says of the page")
    entries = claim_entries(sightings, keys, "an update of the live blog in the page's data")
    return make_ledger(name, text, [frame, *entries], "")


def account_of_microdata(microdata: Microdata, keys: Sequence[str]) -> Ledger:
    entries = claim_entries(microdata.sightings, keys, "an update of the live blog in the page's markup")
    return make_ledger(microdata.sightings[0].part, microdata.text, entries, "not of any update")
