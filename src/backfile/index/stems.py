"""Which indexed words answer for a word that is asked for? Those that share its stem in a language of the archive.

Exact words are indexed, once, with positions. Stems are kept beside them in a table for each language that entries are
written in, so that a search for one form finds all, and a “phrase” still finds just its words. Stemmers are Whoosh's
Snowball; a language without one has each word for its own stem.

A face without a stemmer (the browser) knows the stems of all indexed words from the table. For a word that is not
indexed it guesses by the table's own `endings`, longest first: take `strip` away, put `add` in its place, and if that
is a stem of the table (of at least `SHORTEST` characters) the word has this stem; if it is a word of the table, that
one's; otherwise it is its own stem. What is elided (l'eau) is taken off first: what is left may be in the table.
"""

from __future__ import annotations

import importlib
import re
import sys
import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from types import ModuleType
from typing import TypeAlias

SHORTEST, LONGEST = 3, 64
"""Words of fewer or more characters, and words with a digit, are their own stem."""

Stems: TypeAlias = Mapping[str, Mapping[str, list[str]]]
"""Language to stem to the words that have it, sorted; without those that are their own stem."""

PURE = 5
"""An ending leads to a stem where one in so many words that end so has it. Of 4,000 words that 19,000 real entries do
not hold, 127 were then given words that are no forms of theirs, 232 before, and 71 lacked some, 77 before."""

_STEMMERS = {
    "da": "danish.DanishStemmer",
    "de": "german.GermanStemmer",
    "en": "english.EnglishStemmer",
    "es": "spanish.SpanishStemmer",
    "fi": "finnish.FinnishStemmer",
    "fr": "french.FrenchStemmer",
    "hu": "hungarian.HungarianStemmer",
    "it": "italian.ItalianStemmer",
    "nl": "dutch.DutchStemmer",
    "no": "norwegian.NorwegianStemmer",
    "pt": "portugese.PortugueseStemmer",  # as Whoosh spells it
    "ro": "romanian.RomanianStemmer",
    "ru": "russian.RussianStemmer",
    "sv": "swedish.SwedishStemmer",
}

_CHANGING = {
    "en": re.compile(r"(?:'|[^su]s|ous|ness|ed|ing|[^aeo]y|e|al|ful|ll|li|ogi|nci|iti|[ae]nt|ion|ic|ism|er|ator)$")
}
"""The endings that the stemmer of a language may take off or alter: of other words, half of them, it is not asked."""

_LONGEST_ENDING = 4

# L'Ukraine, qu'elle, dell'Ucraina: what stands before the apostrophe is another word.
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|un|[ad]ll|dell|nell|sull|quell|gl)'(?=..)")
_ELIDING = ("fr", "it")


def constants() -> dict[str, object]:
    """What a face needs to elide as this module does; the pattern is in Python's words."""
    return {"elided": _ELIDED.pattern, "eliding": _ELIDING}


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """The stem of a folded word in a language (`en`, `de-AT`, …).

    >>> [stem(word, "en") for word in ("attacks", "attacked", "kyiv's", "mig29")], stem("l'ukraine", "fr")
    (['attack', 'attack', 'kyiv', 'mig29'], 'ukrain')
    """
    return _stem(word, language)


def _stem(word: str, language: str) -> str:
    if not SHORTEST <= len(word) <= LONGEST:
        return word
    if not word.isalpha() and any(character.isdigit() for character in word):
        return word
    code = language.split("-")[0].lower()
    if code in _CHANGING and not _CHANGING[code].search(word, len(word) - _LONGEST_ENDING):
        return word
    bare = _ELIDED.sub("", word, count=1) if code in _ELIDING else word
    return _stemmer(code)(bare) or word


def endings(stems: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The (strip, add) pairs that lead from the words of the table to their stems, longest strip first; but those that
    hold for fewer than one in PURE of the words that end so, for by such `andy` would be a form of “and”.

    A word that shares no letter with its stem (l'eau) shows no ending.

    >>> endings({"attacks": "attack", "cities": "citi", "city": "citi", "attack": "attack"})
    (('es', ''), ('s', ''), ('y', 'i'))
    """
    pairs: Counter[tuple[str, str]] = Counter()
    for word, its_stem in stems.items():
        shared = 0
        while shared < min(len(word), len(its_stem)) and word[shared] == its_stem[shared]:
            shared += 1
        if shared and word[shared:]:
            pairs[word[shared:], its_stem[shared:]] += 1
    turned = sorted(word[::-1] for word in stems)  # those that end alike are neighbours
    ending = {strip: _beginning(turned, strip[::-1]) for strip, _ in pairs}
    pure = (pair for pair, words in pairs.items() if words * PURE >= ending[pair[0]])
    return tuple(sorted(pure, key=lambda pair: (-len(pair[0]), pair)))


def _beginning(sorted_words: list[str], begin: str) -> int:
    """How many words begin so."""
    first = bisect_left(sorted_words, begin)
    return bisect_left(sorted_words, begin + chr(sys.maxunicode), first) - first


def group_by_stem(words: Iterable[str], language: str) -> dict[str, list[str]]:
    """Stem to its words, both sorted; a word that is its own stem is left out, for `inflected` knows it.

    >>> group_by_stem(["attack", "attacks", "mig"], "en")
    {'attack': ['attacks']}
    """
    groups: dict[str, list[str]] = {}
    for word in words:
        its_stem = _stem(word, language)  # once for each word, so it need not be remembered
        if its_stem != word:
            groups.setdefault(its_stem, []).append(word)
    return {key: sorted(groups[key]) for key in sorted(groups)}


def inflected(word: str, stems: Stems, holds: Callable[[str], bool] = bool) -> tuple[str, ...]:
    """The words that answer for a word that is asked for: itself, and all that share its stem, sorted.

    A stem may be such a word, unless it is known that no document `holds` it.

    >>> inflected("attacked", {"en": {"attack": ["attacks"]}})
    ('attack', 'attacked', 'attacks')
    """
    found = {word}
    for language, groups in stems.items():
        its_stem = stem(word, language)
        if its_stem not in found and holds(its_stem) and stem(its_stem, language) == its_stem:
            found.add(its_stem)
        found.update(groups.get(its_stem, ()))
    return tuple(sorted(found))


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    if language not in _STEMMERS:
        return lambda word: word
    module, name = _STEMMERS[language].split(".")
    with _spared("whoosh.compat"):
        stemmers = importlib.import_module(f"whoosh.lang.snowball.{module}")
    found: Callable[[str], str] = getattr(stemmers, name)().stem
    return found


@contextmanager
def _spared(name: str) -> Iterator[None]:
    """Inside the block, a module that nobody needs seems to be there already, in which every name is the type of texts.

    Whoosh's stemmers import whoosh.compat for one name, which makes a text of a text; and with it come pickle, html and
    urllib.request, 50 milliseconds, as much as all of a search. Left alone where another thread might want the real one
    meanwhile.
    """
    if name in sys.modules or threading.active_count() > 1:
        yield
        return
    sys.modules[name] = _Texts(name)
    try:
        yield
    finally:
        del sys.modules[name]


class _Texts(ModuleType):
    """A module in which every name is `str`."""

    def __getattr__(self, name: str) -> type[str]:
        return str
