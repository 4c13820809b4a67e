"""Which entries are like this one? Those that hold the most of its most telling words."""

from __future__ import annotations

from collections import Counter

from backfile.index.evaluation import Evaluation
from backfile.index.query import Or, Query, Word
from backfile.index.schema import field_words
from backfile.index.score import idf, impact
from backfile.model.search import FIELDS, Document

TELLING = 25
"""How many words are looked for: more find no more, they only take longer."""


def telling_words(evaluation: Evaluation, document: Document) -> list[str]:
    """The words that stand often in a document and seldom elsewhere, the most telling first."""
    held = field_words(document)
    counts = {field: Counter(held[field]) for field in FIELDS}
    lengths = [len(held[field]) for field in FIELDS]
    worth = {}
    for word in {*held["headline"], *held["text"]}:
        others = len(evaluation.matches(Word(word)))
        if others > 1 and not word.isdigit():
            weight = impact([counts[field][word] for field in FIELDS], lengths)
            worth[word] = idf(evaluation.size, others) * weight
    return sorted(worth, key=lambda word: (-worth[word], word))[:TELLING]


def like(words: list[str]) -> Query | None:
    """A query for entries that hold any of the words; None where there are none."""
    if not words:
        return None
    return Word(words[0]) if len(words) == 1 else Or(tuple(Word(word) for word in words))
