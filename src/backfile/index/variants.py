"""Which other spellings does a word of a query stand for?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from backfile.index.analysis import folds

Variants: TypeAlias = Mapping[str, tuple[str, ...]]
"""Folded word to the other spellings of the same name, folded, sorted."""


def fold_variants(groups: Iterable[Iterable[str]]) -> Variants:
    """The groups of spellings as a search reads them; what is no single word stands for nothing.

    >>> fold_variants([["Kyiv", "Kiev"], ["Kiev", "Київ"]])
    {'kyiv': ('kiev',), 'kiev': ('kyiv', 'київ'), 'київ': ('kiev',)}
    """
    others: dict[str, set[str]] = {}
    for group in groups:
        folded = [folds(name, asked=True) for name in group]
        names = {words[0] for words in folded if len(words) == 1}
        for name in dict.fromkeys(words[0] for words in folded if len(words) == 1):
            others.setdefault(name, set()).update(names - {name})
    return {name: tuple(sorted(spellings)) for name, spellings in others.items() if spellings}
