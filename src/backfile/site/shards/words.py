"""What is told of one word: its postings, where it stands, and its other forms? terms.py says how that is written."""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, pairwise
from operator import sub

from backfile.model.search import FIELDS, FILTERS, PLACE_BITS, Postings
from backfile.site.shards.coding import CODES, SIGNS, code, code_stretches, file_key, put, sort_for_script
from backfile.site.shards.cutting import ALIKE

_AVERAGE = 37  # the step of a text of 104 words
_PLACE = (1 << PLACE_BITS) - 1
_NEXT = 1 << PLACE_BITS
_ODD, _ALL = 0x9E3779B97F4A7C15, (1 << 64) - 1


def order_languages(postings: Postings) -> list[str]:
    """The languages of the archive, that of the most entries first."""
    entries = Counter(postings.spoken)
    return sorted(postings.stems, key=lambda code: (-entries[code], code))


class Told:
    """What is told of a word, from all the tables."""

    def __init__(self, postings: Postings) -> None:
        self._fields = [postings.words[field] for field in (*FIELDS, *FILTERS)]
        self._prints, self._unknown = _join_prints(postings)
        self._lengths = [[length_sign(step) for step in column] for column in zip(*postings.lengths, strict=True)]
        self._documents = len(postings.documents)
        self._variants = postings.variants
        languages = order_languages(postings)
        self._ordered = repr(languages).encode()
        self._stems = [postings.stems[code] for code in languages]
        self._where: dict[str, list[int]] = {}  # the fields that hold a word
        for number, words in enumerate(self._fields):
            for word in words:
                self._where.setdefault(word, []).append(number)
        self._last: tuple[str | None, list[tuple[int, array[int]]]] = None, []
        self._distant: dict[str, dict[int, list[str]]] = {}
        for number, stems in enumerate(self._stems):
            for word, stem in stems.items():
                if word[:ALIKE] != stem[:ALIKE]:
                    self._distant.setdefault(stem, {}).setdefault(number, []).append(word)
        self._besides = self._distant.keys() | self._variants.keys()

    def all(self) -> list[str]:
        return sort_for_script(self._besides | self._where.keys())

    def postings(self, word: str) -> list[str]:
        """The pieces of its postings."""
        return [
            f"{number}{_scored(held, self._lengths[number]) if number < len(FIELDS) else _chosen(held)}"
            for number, held in self._held(word)
        ]

    def places(self, word: str) -> list[str]:
        """The pieces of its positions."""
        return [
            f"{number}{_stands(held) if number < len(FIELDS) else _chosen_stands(held)}"
            for number, held in self._held(word)
        ]

    def size(self, word: str) -> int:
        """About how many characters those are, of the fields that score."""
        return sum(len(held) for number, held in self._held(word) if number < len(FIELDS)) * 5 // 4

    def _held(self, word: str) -> list[tuple[int, array[int]]]:
        """Where it stands in each field that holds it: asked for several times of one word, and then of the next."""
        if self._last[0] != word:
            self._last = word, [(number, self._fields[number][word]) for number in self._where.get(word, ())]
        return self._last[1]

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
        """A digest of all that is told of them; empty where that is not known without telling it.

        The stems of a word follow from the languages of the documents that hold it, of which its digests tell.
        """
        if not self._unknown.isdisjoint(words):
            return ""
        besides = [(word, self._distant.get(word), self._variants.get(word)) for word in words if word in self._besides]
        digest = hashlib.blake2b(self._ordered, digest_size=16)
        digest.update(repr((words, besides)).encode("utf-8", "surrogatepass"))
        digest.update(array("Q", [self._prints.get(word, 0) for word in words]).tobytes())
        return digest.hexdigest()

    def span(self, files: int) -> int:
        """Over how many documents one of so many files of positions is to reach: a power of two, which stays the same
        for long."""
        return 1 << max(0, (self._documents // files - 1).bit_length())

    def long_places(self, word: str, span: int, before: Mapping[str, str]) -> Iterator[tuple[str, str | None, str]]:
        """The name of each of its files of positions, the script (None where that stands as its digest tells that was
        known `before`), and the digest."""
        chunks: dict[int, list[tuple[int, array[int]]]] = {}
        for number, held in self._held(word):
            starts = [bisect_left(held, chunk * span << PLACE_BITS) for chunk in range(self._documents // span + 2)]
            for chunk, (start, end) in enumerate(pairwise(starts)):
                if its := held[start:end]:
                    chunks.setdefault(chunk, []).append((number, its))
        for chunk, fields in sorted(chunks.items()):
            name = f"places-{file_key(word)}-{chunk}"
            digest = hashlib.blake2b(digest_size=8)
            for number, its in fields:
                digest.update(b"%d %d " % (number, len(its)))
                digest.update(its)
            script = None
            if before.get(name) != digest.hexdigest():
                told = (
                    f"{number}{_stands(its) if number < len(FIELDS) else _chosen_stands(its)}" for number, its in fields
                )
                script = put(name, " ".join(told))
            yield name, script, digest.hexdigest()


def _join_prints(postings: Postings) -> tuple[dict[str, int], set[str]]:
    """The digests of each word in all fields as one, and the words of which one is not known."""
    joined: dict[str, int] = {}
    unknown: set[str] = set()
    for number, field in enumerate((*FIELDS, *FILTERS)):
        prints, factor = postings.word_prints.get(field, {}), (number + 1) * _ODD
        for word, digest in prints.items():
            joined[word] = joined.get(word, 0) + factor * digest & _ALL
        unknown.update(word for word in postings.words[field] if word not in prints)
    return joined, unknown


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
    if len(held) == 1:  # as of half of all words
        document = held[0] >> PLACE_BITS
        return _ONCE[document + 1] + lengths[document]
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


def _chosen(held: array[int]) -> str:
    """The runs of documents of a word in a filter."""
    return code_stretches((first, many) for first, many, _ in _alike(held))


def _chosen_stands(held: array[int]) -> str:
    """Its positions, in each run of its documents that hold it alike, whether or not they are neighbours."""
    numbers: list[int] = []
    for positions, its in groupby(_alike(held), key=lambda run: [place & _PLACE for place in run[2]]):
        gaps = (place - before - 1 for before, place in zip((-1, *positions), positions, strict=False))
        numbers += (sum(many for _, many, _ in its) - 1, len(positions) - 1, *gaps)
    return code(numbers)


def _alike(held: array[int]) -> Iterator[tuple[int, int, array[int]]]:
    """The first of neighbours that hold a word alike, how many they are, and its places in the first. All entries of a
    live blog share its headline, so most are found in one look: each place is just one document after another."""
    same: dict[int, bytes] = {}  # by places in a document: does the one so many further on stand in the next?
    at, end = 0, len(held)
    while at < end:
        document = held[at] >> PLACE_BITS
        wide = bisect_left(held, document + 1 << PLACE_BITS, at) - at
        if wide not in same:
            same[wide] = bytes(map(_NEXT.__eq__, map(sub, held[wide:], held)))
        differs = same[wide].find(0, at)
        many = 1 + ((differs if differs >= 0 else len(same[wide])) - at) // wide
        after = at + many * wide
        if many > 1 and after < end and held[after] >> PLACE_BITS == document + many - 1:  # the last one has more
            many, after = many - 1, after - wide
        yield document, many, held[at : at + wide]
        at = after
