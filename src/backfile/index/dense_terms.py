"""What does a term give to all documents at once? Worked out from its postings, and kept for the next question."""

from __future__ import annotations

import threading
from typing import NamedTuple

from backfile.index.masks import Numbers

_MOST_KEPT = 4_000_000  # postings whose impacts are kept for the next search: 24 MB


class Term(NamedTuple):
    """What a term gives to each document that it scores: the documents, ascending, and the impact on each."""

    documents: Numbers
    impacts: Numbers


class Kept:
    """What terms gave in earlier searches of the same index; those that were not asked for the longest make room."""

    def __init__(self) -> None:
        self._terms: dict[object, Term] = {}
        self._held = 0
        self._lock = threading.Lock()  # an index may be searched by several threads

    def get(self, key: object) -> Term | None:
        with self._lock:
            term = self._terms.pop(key, None)
            if term is not None:
                self._terms[key] = term  # asked for last
            return term

    def add(self, key: object, term: Term) -> None:
        with self._lock:
            self._let_go(key)
            self._terms[key] = term
            self._held += len(term.documents)
            while self._held > _MOST_KEPT:
                self._let_go(next(iter(self._terms)))

    def _let_go(self, key: object) -> None:
        if key in self._terms:
            self._held -= len(self._terms.pop(key).documents)
