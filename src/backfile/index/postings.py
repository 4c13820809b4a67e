"""Which words stand where, in all newest entries? The postings as plain values, for a face without Whoosh."""

from __future__ import annotations

from collections.abc import Iterable

from backfile.index.analysis import endings, stem
from backfile.index.schema import field_words, positions
from backfile.index.score import constants
from backfile.model.search import FIELDS, Document, Postings


def collect_postings(documents: Iterable[Document], language: str) -> Postings:
    """The postings of the newest documents, cut and counted exactly as the index does it."""
    newest = tuple(sorted((each for each in documents if each.newest), key=lambda document: document.permalink))
    words: dict[str, dict[str, list[tuple[int, list[int]]]]] = {field: {} for field in FIELDS}
    lengths = []
    for number, document in enumerate(newest):
        held = field_words(document)
        lengths.append(tuple(len(held[field]) for field in FIELDS))
        for field in FIELDS:
            for word, places in positions(held[field]).items():
                words[field].setdefault(word, []).append((number, places))
    stems = {word: stem(word, language) for word in sorted(set().union(*words.values()))}
    return Postings(
        documents=newest,
        lengths=tuple(lengths),
        words={field: {word: words[field][word] for word in sorted(words[field])} for field in FIELDS},
        stems=stems,
        endings=endings(stems),
        ranking=constants(),
    )
