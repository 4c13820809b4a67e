"""Which documents answer a query of which many do? As matching.py finds them, by numpy.

Every set of documents is a flag for each document, or the numbers of those in it (masks.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, cast

import numpy as np

from backfile.index.dense_phrases import close_by, places_of, side_by_side
from backfile.index.dense_terms import Kept
from backfile.index.masks import Mask, as_numbers
from backfile.index.matching import Documents, Fields, Matching
from backfile.index.query import Near, Phrase

FEW = 16  # where so many times fewer documents are asked for than hold a word, they are looked up in the list


class DenseMatching(Matching):
    """Queries to one snapshot, by numpy."""

    @cached_property
    def searched(self) -> Documents:
        if self._among is not None:  # another time, others
            return cast(Documents, self._find_all())
        return cast(Documents, self.snapshot.keep(f"all, {self._all_revisions}", self._find_all))

    def _make(self, documents: Iterable[Any]) -> Documents:
        return self._searched_of(Mask.of(documents, self.snapshot.size))

    def _holding(self, forms: Iterable[str], fields: Fields) -> Documents:
        forms = tuple(forms)
        kept, key = self._kept, ("holding", fields, forms, self._all_revisions)
        held = None if kept is None else kept.get(key)
        if held is None:
            held = self._find_holding(forms, fields).to_keep()
            if kept is not None:
                kept.add(key, held)
        return cast(Documents, held)

    def _find_holding(self, forms: tuple[str, ...], fields: Fields) -> Mask:
        held = [each for field in fields for form in forms for each in self.snapshot.postings(field, form)]
        if len(held) == 1:  # ascending already, each once
            flat, offset = held[0]
            numbers = as_numbers(flat.documents).astype(np.int64) + offset
            return as_mask(self._searched_of(Mask(self.snapshot.size, numbers=numbers)))
        return as_mask(self._make(as_numbers(flat.documents) + np.int64(offset) for flat, offset in held))

    @property
    def _kept(self) -> Kept | None:
        """What is kept from one search for the next: nothing where a time chooses the documents."""
        return self.snapshot.keep("given", Kept) if self._among is None else None

    def _between(self, first: int, last: int) -> Documents:
        held = list(self.snapshot.published_between(first, last))
        if sum(len(numbers) for numbers, _ in held) * FEW < self.snapshot.size:
            return self._make(as_numbers(numbers) + np.int64(offset) for numbers, offset in held)
        published = as_numbers(self.snapshot.published)
        return self._searched_of(Mask(self.snapshot.size, flags=(published >= first) & (published < last)))

    def _searched_of(self, found: Mask) -> Documents:
        return cast(Documents, found.intersection(self.searched) if self._outside else found)

    def _find_all(self) -> Mask:
        return Mask(self.snapshot.size, flags=np.ones(self.snapshot.size, bool)).difference(self._outside)

    def _find_places(self, leaf: Phrase | Near, field: str) -> Mapping[int, int]:
        forms = self._sequence(leaf)
        if not all(any(self.snapshot.postings(field, form) for form in each) for each in forms):
            return {}
        common = as_mask(self._common(forms, field))
        if not common:
            return {}
        held = {each: [one for form in each for one in self.snapshot.postings(field, form)] for each in forms}
        placed = {each: places_of(postings, common) for each, postings in held.items()}
        sequence = [placed[each] for each in forms]
        return close_by(sequence, leaf.within) if isinstance(leaf, Near) else side_by_side(sequence)


def as_mask(documents: Documents) -> Mask:
    assert isinstance(documents, Mask), "here every set of documents is a mask"
    return documents
