"""Which words stand where, in all newest entries? The postings as plain values, for a face without Whoosh."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from backfile.index import analysis, score, stems, tokens
from backfile.index.schema import field_words, labels
from backfile.index.stems import endings, stem
from backfile.model.search import FIELDS, FILTERS, PLACE_BITS, Document, Postings


def collect_postings(
    documents: Iterable[Document], language: str, variants: Mapping[str, tuple[str, ...]] = MappingProxyType({})
) -> Postings:
    """The postings of the newest documents, cut and counted exactly as the index does it."""
    newest = tuple(sorted((each for each in documents if each.newest), key=lambda document: document.permalink))
    words: dict[str, dict[str, array[int]]] = {field: {} for field in (*FIELDS, *FILTERS)}
    languages = [document.language or language for document in newest]
    spoken: dict[str, set[str]] = {}
    lengths = []
    for number, document in enumerate(newest):
        held = field_words(document)
        lengths.append(tuple(len(held[field]) for field in FIELDS))
        for field, its_words in held.items():
            spoken.setdefault(languages[number], set()).update(its_words)
            its_places = words[field]
            for place, word in enumerate(its_words, start=number << PLACE_BITS):
                if word in its_places:
                    its_places[word].append(place)
                else:
                    its_places[word] = array("Q", (place,))
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
