"""Which words does the browser find, and where do they stand? Shards of postings, and beside them shards of positions.

A shard `terms-<begin>` holds the words from its beginning up to the next one's, parted by `|`. Of a word stands how
many characters it shares with the one before (one of SIGNS), and its others; then its pieces:

    0… 1… 2…      its postings in headline, text and byline: for each document the gap to the one before, doubled, and 1
                  more where it stands there more than once; then how often beyond twice; then the field's words,
                  rounded: a step (index/score.py), as one of SIGNS (length_sign)
    3… 4… 5…      in live blog, publisher and tag, where neighbours mostly hold it alike: runs of documents
    =!3, =!stem   its stem in a language (one of SIGNS; ! is the first): without so many of its characters, or another
                  word. One that says nothing is of the first language, and its own stem
    >!form,form   words of which it is the stem, that begin otherwise, so that they may lie in another shard
    ~word,word    other spellings of it
    *…            its postings are long: they are a file of their own, `word-<word>`, and its positions are several

Positions are asked for by phrases alone: `places-<begin>` holds them in the same way, in the order of the postings; for
filters how many more documents than one, how many positions more than one, and these, for each run that holds it alike.
Those of a long word lie in `places-<word>-<number>`, so many documents each as its piece `*` says.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, groupby, pairwise
from operator import sub
from typing import NamedTuple

from backfile.model.search import FIELDS, FILTERS, PLACE_BITS, Postings
from backfile.site.shards.coding import CODES, SIGNS, alike, code, code_runs, file_key, put, script_order
from backfile.site.shards.cutting import ALIKE, Cutter, are_short
from backfile.site.shards.left import Apart, Group, Left

TERMS = 4_600
"""Characters of a shard, at least. Smaller ones make a search cheaper, and a site of more files: 19,000 entries are to
stay below 1,500."""

PLACES = 72_000
LONG = 8_000
"""Characters of postings that are a file of their own; so common a word would burden all its neighbours."""

_AVERAGE = 37  # the step of a text of 104 words
_LONGEST_NAME = 24  # characters of a word that a file may be named after
_VOCABULARY = 64_000  # characters
_MOST_SHARED = 40  # characters, which one of SIGNS can count
_PLACE = (1 << PLACE_BITS) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """Where the shards begin that were written."""

    terms: list[str]
    places: list[str]


def write_terms(
    postings: Postings, cuts: Cuts, before: Left | None = None, left: Left | None = None
) -> Iterator[tuple[str, str | None]]:
    """The files' names and texts, None of one that stands as it was left `before`; `cuts` and `left` are filled on the
    way."""
    told, before, left = _Told(postings), before or Left(), left or Left()
    terms = Cutter(TERMS // 2 if are_short(len(postings.documents)) else TERMS)
    places = Cutter(PLACES)
    held: list[_Words] = []
    standing: list[_Words] = []
    for begin, words in groupby(told.all(), key=lambda word: word[:ALIKE]):
        group = _Words(told, list(words), before.groups.get(begin))
        left.groups[begin] = group.told
        yield from group.files()
        if terms.begins_at(begin, group.told.terms) and held:
            yield _shard("terms", terms.begins[-2], held, before, left)
            held = []
        held.append(group)
        if group.told.places:
            if places.begins_at(begin, group.told.places) and standing:
                yield _shard("places", places.begins[-2], standing, before, left)
                standing = []
            standing.append(group)
    if held:
        yield _shard("terms", terms.begins[-1], held, before, left)
    if standing:
        yield _shard("places", places.begins[-1], standing, before, left)
    yield "places", put("places", places.begins)
    cuts.terms.extend(terms.begins)
    cuts.places.extend(places.begins)


def _shard(family: str, begin: str, groups: Sequence[_Words], before: Left, left: Left) -> tuple[str, str | None]:
    name = f"{family}-{file_key(begin)}"
    prints = [group.told.print for group in groups]
    if all(prints):
        left.shards[name] = hashlib.sha256("".join(prints).encode()).hexdigest()
        if left.shards[name] == before.shards.get(name):
            return name, None
    if family == "places":
        return name, put(name, "|".join(line for group in groups for line in group.lines.places))
    last, told = "", []
    for group in groups:
        for word, pieces in group.lines.terms:
            told.append(_after(last, word) + pieces)
            last = word
    return name, put(name, "|".join(told))


def write_vocabulary(postings: Postings) -> Iterator[tuple[str, str]]:
    """All indexed words, for shapes and other spellings: each as what it does not share with the one before."""
    cutter = Cutter(_VOCABULARY)
    held: list[str] = []
    last = ""
    for word in sorted({word for words in postings.words.values() for word in words}, key=script_order):
        if cutter.begins_at(word, len(word)):
            if held:
                yield _file("vocabulary", cutter.begins[-2], " ".join(held))
            held, last = [], ""
        held.append(_after(last, word))
        last = word
    if held:
        yield _file("vocabulary", cutter.begins[-1], " ".join(held))
    yield "vocabulary", put("vocabulary", {"begins": cutter.begins})


def order_languages(postings: Postings) -> list[str]:
    """The languages of the archive, that of the most entries first."""
    entries = Counter(postings.spoken)
    return sorted(postings.stems, key=lambda code: (-entries[code], code))


class _Lines(NamedTuple):
    """What is told of words: in shards of postings, in shards of positions, and in files of their own."""

    terms: list[tuple[str, str]]
    places: list[str]
    files: list[tuple[str, str]]
    apart: list[Apart]


class _Words:
    """Words that begin alike, and what is told of them, as soon as it is needed: `told` may be known from `before`."""

    def __init__(self, told: _Told, words: Sequence[str], before: Group | None) -> None:
        self._told, self._words = told, words
        digest = told.print(words)
        self._stands = (
            before is not None
            and digest == before.print != ""
            and all(told.span(each.files) == each.span for each in before.apart)
        )
        if before is not None and self._stands:
            self.told = before
        else:
            terms = sum(len(word) + len(pieces) for word, pieces in self.lines.terms)
            self.told = Group(digest, terms, sum(map(len, self.lines.places)), self.lines.apart)

    def files(self) -> Iterator[tuple[str, str | None]]:
        """Those of words that have their own."""
        if self._stands:
            yield from ((name, None) for each in self.told.apart for name in each.names)
        else:
            yield from self.lines.files

    @cached_property
    def lines(self) -> _Lines:
        lines = _Lines([], [], [], [])
        for word in self._words:
            lists, standing = self._told.postings(word)
            if lists and sum(map(len, lists)) > LONG and len(word) <= _LONGEST_NAME:
                many = sum(map(len, standing)) // PLACES + 1
                span = self._told.span(many)
                files = [_file("word", word, " ".join(lists)), *self._told.long_places(word, span)]
                lines.files.extend(files)
                lines.apart.append(Apart(word, many, span, [name for name, _ in files]))
                lists, standing = ["*" + code([span])], []
            lines.terms.append((word, " ".join(("", *lists, *self._told.others(word)))))
            if standing:
                lines.places.append(" ".join((word, *standing)))
        return lines


class _Told:
    """What is told of a word, from all the tables."""

    def __init__(self, postings: Postings) -> None:
        self._fields = [postings.words[field] for field in (*FIELDS, *FILTERS)]
        self._prints = [postings.word_prints.get(field, {}) for field in (*FIELDS, *FILTERS)]
        self._lengths = [[length_sign(step) for step in column] for column in zip(*postings.lengths, strict=True)]
        self._documents = len(postings.documents)
        self._variants = postings.variants
        self._stems = [postings.stems[code] for code in order_languages(postings)]
        self._distant: dict[str, dict[int, list[str]]] = {}
        for number, stems in enumerate(self._stems):
            for word, stem in stems.items():
                if word[:ALIKE] != stem[:ALIKE]:
                    self._distant.setdefault(stem, {}).setdefault(number, []).append(word)

    def all(self) -> list[str]:
        return sorted(
            {*self._distant, *self._variants, *(word for words in self._fields for word in words)}, key=script_order
        )

    def postings(self, word: str) -> tuple[list[str], list[str]]:
        """The pieces of postings and of positions."""
        lists, places = [], []
        for number, words in enumerate(self._fields):
            if held := words.get(word):
                told = (_scored(held, self._lengths[number]), _stands(held)) if number < len(FIELDS) else _chosen(held)
                lists.append(f"{number}{told[0]}")
                places.append(f"{number}{told[1]}")
        return lists, places

    def others(self, word: str) -> Iterator[str]:
        """Its stems, its forms that lie elsewhere, and its other spellings."""
        stems = [(number, its[word]) for number, its in enumerate(self._stems) if word in its]
        if stems != [(0, word)]:
            for number, stem in stems:
                fewer = str(len(word) - len(stem)) if word.startswith(stem) else ""
                yield f"={SIGNS[number]}{fewer or stem}"
        for number, forms in sorted(self._distant.get(word, {}).items()):
            yield f">{SIGNS[number]}{','.join(forms)}"
        if word in self._variants:
            yield "~" + ",".join(self._variants[word])

    def print(self, words: Sequence[str]) -> str:
        """A digest of all that is told of them; empty where that is not known without telling it."""
        digest = hashlib.blake2b(digest_size=16)
        for word in words:
            digest.update(repr((word, *self.others(word))).encode("utf-8", "surrogatepass"))
            for held, prints in zip(self._fields, self._prints, strict=True):
                if word in held and word not in prints:
                    return ""
                digest.update(b"%d " % prints[word] if word in held else b"- ")
        return digest.hexdigest()

    def span(self, files: int) -> int:
        """Over how many documents one of so many files of positions is to reach: a power of two, which stays the same
        for long."""
        return 1 << max(0, (self._documents // files - 1).bit_length())

    def long_places(self, word: str, span: int) -> Iterator[tuple[str, str]]:
        chunks: dict[int, list[str]] = {}
        for number, words in enumerate(self._fields):
            held = words.get(word, array("Q"))
            starts = [bisect_left(held, chunk * span << PLACE_BITS) for chunk in range(self._documents // span + 2)]
            for chunk, (start, end) in enumerate(pairwise(starts)):
                if its := held[start:end]:
                    stands = _stands(its) if number < len(FIELDS) else _chosen(its)[1]
                    chunks.setdefault(chunk, []).append(f"{number}{stands}")
        for chunk, pieces in sorted(chunks.items()):
            name = f"places-{file_key(word)}-{chunk}"
            yield name, put(name, " ".join(pieces))


def length_sign(step: int) -> str:
    """The sign of a length: those about the average have the signs of small numbers, which gaps mostly have.

    Who packs a shard for the way gives short codes to frequent signs, whatever they tell.

    >>> length_sign(_AVERAGE) == SIGNS[0], length_sign(_AVERAGE + 1) == SIGNS[1], length_sign(89) == SIGNS[89]
    (True, True, True)
    """
    if step > 2 * _AVERAGE:
        return SIGNS[step]
    return SIGNS[2 * (_AVERAGE - step) if step <= _AVERAGE else 2 * (step - _AVERAGE) - 1]


def _scored(held: array[int], lengths: Sequence[str]) -> str:
    """The postings of a word in a field that scores; `lengths` are signs."""
    counts = Counter([place >> PLACE_BITS for place in held])
    gaps = map(sub, counts, chain((-1,), counts))
    if len(counts) == len(held):  # as most words do, it stands in each of them once
        steps: Iterable[str] = map(_ONCE.__getitem__, gaps)
    else:
        each = zip(gaps, counts.values(), strict=True)
        steps = [_ONCE[gap] if times == 1 else _AGAIN[gap] + CODES[times - 2] for gap, times in each]
    return "".join(chain.from_iterable(zip(steps, map(lengths.__getitem__, counts), strict=True)))


def _stands(held: array[int]) -> str:
    """The positions of a word in a field that scores. Two places lie less than half a document's room apart where they
    are in the same one."""
    coded, room, half = CODES, _PLACE, _PLACE >> 1
    gaps = [coded[gap if (gap := place - last - 1) < half else place & room] for last, place in pairwise(held)]
    return coded[held[0] & room] + "".join(gaps)


class _Steps(dict[int, str]):
    """The signs of a posting's gap, doubled, with so much more: looked up by how far its document is from the last."""

    def __init__(self, more: int) -> None:
        self._more = more

    def __missing__(self, distance: int) -> str:
        self[distance] = signs = CODES[2 * (distance - 1) + self._more]
        return signs


_ONCE, _AGAIN = _Steps(0), _Steps(1)


def _chosen(held: Iterable[int]) -> tuple[str, str]:
    """The runs of documents of a word in a filter, and the positions in each run that holds it alike."""
    documents: dict[int, list[int]] = {}
    for place in held:
        documents.setdefault(place >> PLACE_BITS, []).append(place & _PLACE)
    runs: list[tuple[int, list[int]]] = []
    for positions in documents.values():
        if runs and runs[-1][1] == positions:
            runs[-1] = (runs[-1][0] + 1, positions)
        else:
            runs.append((1, positions))
    numbers: list[int] = []
    for many, positions in runs:
        gaps = (place - before - 1 for before, place in zip((-1, *positions), positions, strict=False))
        numbers += (many - 1, len(positions) - 1, *gaps)
    return code_runs(documents), code(numbers)


def _after(last: str, word: str) -> str:
    """A word as what it does not share with the one before, counted as a script counts."""
    shared = alike(last[:_MOST_SHARED], word)
    halves = shared if word.isascii() else len(script_order(word[:shared])) // 2
    return SIGNS[halves] + word[shared:]


def _file(family: str, key: str, held: str) -> tuple[str, str]:
    name = f"{family}-{file_key(key)}"
    return name, put(name, held)
