"""Which words stand where, in all newest entries? The postings as plain values, for a face without Whoosh."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from backfile.index import analysis, score, stems, tokens
from backfile.index.schema import field_words, labels, positions
from backfile.index.stems import endings, stem
from backfile.model.search import FIELDS, FILTERS, Document, Postings


def collect_postings(
    documents: Iterable[Document], language: str, variants: Mapping[str, tuple[str, ...]] = MappingProxyType({})
) -> Postings:
    """The postings of the newest documents, cut and counted exactly as the index does it."""
    newest = tuple(sorted((each for each in documents if each.newest), key=lambda document: document.permalink))
    words: dict[str, dict[str, list[tuple[int, list[int]]]]] = {field: {} for field in (*FIELDS, *FILTERS)}
    languages = [document.language or language for document in newest]
    spoken: dict[str, set[str]] = {}
    lengths = []
    for number, document in enumerate(newest):
        held = field_words(document)
        lengths.append(tuple(len(held[field]) for field in FIELDS))
        for field, its_words in held.items():
            spoken.setdefault(languages[number], set()).update(its_words)
            for word, places in positions(its_words).items():
                words[field].setdefault(word, []).append((number, places))
    stemmed = {code: {word: stem(word, code) for word in sorted(spoken[code])} for code in sorted(spoken)}
    return Postings(
        documents=newest,
        labels=tuple(tuple(labels(document)) for document in newest),
        lengths=tuple(lengths),
        spoken=tuple(languages),
        words={field: {word: words[field][word] for word in sorted(words[field])} for field in words},
        stems=stemmed,
        endings={code: endings(stemmed[code]) for code in stemmed},
        variants=variants,
        analysis=analysis.constants() | stems.constants() | tokens.constants(),
        ranking=score.constants(),
    )
