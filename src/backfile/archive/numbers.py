"""Which number has a revision where others of the entry are not shown? The archive's own, by which it is cited: what is
withheld, and released again, leaves every number as it was. So there are gaps between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from backfile.model.entry import Coverage, Entry, Revision
from backfile.model.observation import Provenance
from backfile.text.fold import even
from backfile.text.markdown import words

_Place = tuple[Provenance, str, str]
"""Where a headline and words stand: an export of another archive shows several wordings at one place."""


def with_numbers_of(whole: Coverage, rest: Coverage) -> Coverage:
    """The live blog without some captures, its revisions numbered as those of the whole one. Of one that joins several
    of these, for what stood between them is not shown, the first number, which the capture has that shows it first. An
    entry that has words which the whole one does not have is numbered by itself."""
    numbers = {place: each.number for entry in whole.entries for each in entry.revisions for place in _places(each)}
    return replace(rest, entries=tuple(_numbered(entry, numbers) for entry in rest.entries))


def _numbered(entry: Entry, numbers: dict[_Place, int]) -> Entry:
    given = [min((numbers.get(place, 0) for place in _places(each)), default=0) for each in entry.revisions]
    if 0 in given or len(set(given)) < len(given):
        return entry
    revisions = (replace(each, number=number) for each, number in zip(entry.revisions, given, strict=True))
    return replace(entry, revisions=tuple(revisions))


def _places(revision: Revision) -> Iterable[_Place]:
    headline, text = even(revision.headline or ""), even(words(revision.body))
    return ((place, headline, text) for place in revision.provenance)
