"""Where does each word of a field stand in the documents that an index holds, when they are counted in another order?

The postings lie in the segments as flat numbers already. numpy turns many terms at once into places as model/search.py
has them, and sorts these: no word is cut again, and no posting is an object.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import whoosh

from backfile.index.codec.at_once import read_all, read_documents
from backfile.index.codec.segment import WORDS, Segment
from backfile.model.search import PLACE_BITS

if TYPE_CHECKING:
    from backfile.index.masks import Numbers

_AT_ONCE = 50_000  # positions that are turned in one go: 5 MB of memory, and no slower than a million
_KEY_BITS = 63  # of a number that tells term, document and position
_MASK_BITS = 64  # languages that are told by the bits of one number


class Standing(NamedTuple):
    """The words of a field, sorted. Of each a digest of what its documents are, and the languages these are in: a bit
    for each number of a language."""

    words: list[str]
    prints: list[int]
    languages: list[int]


class Places(Mapping[str, "array[int]"]):
    """Where each word of a field stands, as Postings has it; a word that stands in none of the documents is left out.

    Words are read in stretches of neighbours, and only the last one is kept: it pays to ask for them in their order.
    """

    def __init__(
        self, segments: Sequence[tuple[Segment, int]], field: str, renumbered: Sequence[int], room: int
    ) -> None:
        """`renumbered` gives the new number of each document of the segments, or -1; a place has `room` bits."""
        import numpy as np

        self._new, self._room = np.array(renumbered, np.int64), room
        self._terms, self._laid = _lay_out(np, segments, field)
        self._stretches = list(_cut_up(np, self._laid, len(self._terms), 1 << (_KEY_BITS - room)))
        self._firsts = [first for first, _ in self._stretches]
        self._number_of: dict[str, int] = {}
        self._at = -1
        self._held: dict[str, array[int]] = {}

    def all(self, spoken: Sequence[int], prints: Sequence[bytes]) -> Standing:
        """What is told of all words; until this was asked, none is known. Raises Altered.

        `spoken` gives the number of the language of each document, by its new number, and `prints` a digest of its
        field (eight bytes). So that no place has to be read, words are known by the documents that hold them: a field
        that changed changes the digests of all words in it.
        """
        import numpy as np

        marks = np.append(_mark(np, prints, spoken), np.uint64(0))  # the last is of documents that have no new number
        sums = self._over_documents(np, np.add, marks)
        masks = [0] * len(self._terms)
        for first in range(0, max(spoken, default=0) + 1, _MASK_BITS):
            bits = np.array(
                [1 << code - first if 0 <= code - first < _MASK_BITS else 0 for code in (*spoken, -1)], np.uint64
            )
            its_masks = self._over_documents(np, np.bitwise_or, bits).tolist()
            masks = [held | mask << first for held, mask in zip(masks, its_masks, strict=True)]
        standing = [number for number, mask in enumerate(masks) if mask]
        words = [self._terms[number] for number in standing]
        self._number_of = dict(zip(words, standing, strict=True))
        told = sums.tolist()
        return Standing(words, [told[number] for number in standing], [masks[number] for number in standing])

    def __getitem__(self, word: str) -> array[int]:
        stretch = bisect_right(self._firsts, self._number_of[word]) - 1
        if stretch != self._at:
            _, places, ends = self._read(stretch)
            data, first, start = places.astype("uint64"), self._firsts[stretch], 0
            self._held = {}
            for number, end in enumerate(ends.tolist()):
                if start < end:
                    self._held[self._terms[first + number]] = array("Q", data[start:end].tobytes())
                start = end
            self._at = stretch
        return self._held[word]

    def get(self, word: str, default: Any = None) -> Any:  # most words stand in one field of six
        return self[word] if word in self._number_of else default

    def __contains__(self, word: object) -> bool:
        return word in self._number_of

    def __iter__(self) -> Iterator[str]:
        return iter(self._number_of)

    def __len__(self) -> int:
        return len(self._number_of)

    def _over_documents(self, np: Any, join: Any, told: Any) -> Any:
        """What is told of each document, by its new number, joined over the documents of each term; the last is told of
        those that have none, and leaves what it is joined with as it was."""
        joined = np.zeros(len(self._terms), np.uint64)
        for first, stop in self._stretches:
            for each in self._laid:
                start, end = (int(at) for at in np.searchsorted(each.terms, (first, stop)))
                if start < end:
                    held, documents = read_documents(each.data, each.begins[start:end])
                    its = join.reduceat(told[self._new[documents + each.offset]], np.cumsum(held) - held)
                    joined[each.terms[start:end]] = join(joined[each.terms[start:end]], its)
        return joined

    def _read(self, stretch: int) -> tuple[Numbers, Numbers, Numbers]:
        """The places in a stretch, the number of the term of each, and where those of each term end."""
        import numpy as np

        first, stop = self._stretches[stretch]
        keys = np.concatenate([_keys(np, each, first, stop, self._new, self._room) for each in self._laid])
        keys.sort()
        term = keys >> self._room
        return term, keys & ((1 << self._room) - 1), np.searchsorted(term, np.arange(stop - first), "right")


def _mark(np: Any, prints: Sequence[bytes], spoken: Sequence[int]) -> Any:
    """A number for each document, of its digest, number and language: so unlike the others that sums of them tell one
    set from another (splitmix64, Steele and others 2014). Another release of the stemmers makes others of all."""
    stemmers = zlib.crc32(whoosh.versionstring().encode("ascii"))
    told = np.arange(stemmers, stemmers + len(prints), dtype=np.uint64) << np.uint64(16) | np.array(spoken, np.uint64)
    mixed = np.frombuffer(b"".join(prints), "<u8") + told * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ mixed >> np.uint64(shift)) * np.uint64(factor)
    return mixed ^ mixed >> np.uint64(31)


def read_stems(segments: Sequence[tuple[Segment, int]], languages: Sequence[str]) -> Iterator[dict[str, str]]:
    """The stem of each word of a language that is not its own stem, language after language. Raises Altered."""
    import numpy as np

    words_of = [segment.terms(WORDS).all() for segment, _ in segments]
    for language in languages:
        stems: dict[str, str] = {}
        for (segment, _), words in zip(segments, words_of, strict=True):
            its_stems = segment.terms(f"group.{language}").all()
            if its_stems:
                data, places = segment.all_postings(f"group.{language}")
                held, members = read_documents(data, np.frombuffer(places, places.format)[:-1])
                stem_of = np.repeat(np.arange(len(its_stems)), held).tolist()
                stems.update(
                    zip(map(words.__getitem__, members.tolist()), map(its_stems.__getitem__, stem_of), strict=True)
                )
        yield stems


class _Terms(NamedTuple):
    """The postings of a field in a segment: its first document, all bytes, where those of each term begin, how many
    positions each has, and the terms' numbers among those of all segments."""

    offset: int
    data: memoryview
    begins: Numbers
    sizes: Numbers
    terms: Numbers


def _lay_out(np: Any, segments: Sequence[tuple[Segment, int]], field: str) -> tuple[list[str], list[_Terms]]:
    """All terms of the field, sorted, and its postings in each segment."""
    each = [segment.terms(field).all() for segment, _ in segments]
    terms = each[0] if len(each) == 1 else sorted(set().union(*each))
    number_of = {term: number for number, term in enumerate(terms)}
    laid = []
    for (segment, offset), its_terms in zip(segments, each, strict=True):
        if its_terms:
            data, places = segment.all_postings(field)
            begins = np.frombuffer(places, places.format)[:-1].astype(np.int64)
            sizes = np.frombuffer(data, np.uint32)[begins // 4 + 1].astype(np.int64)
            its_numbers = np.array([number_of[term] for term in its_terms], np.int64)
            laid.append(_Terms(offset, data, begins, sizes, its_numbers))
    return terms, laid


def _cut_up(np: Any, laid: Sequence[_Terms], terms: int, most: int) -> Iterator[tuple[int, int]]:
    """Neighbouring terms, by their numbers, that are few enough to be turned in one go."""
    sizes = np.zeros(terms, np.int64)
    for each in laid:
        sizes[each.terms] += each.sizes
    ends = np.cumsum(sizes)
    first = 0
    while first < terms:
        before = ends[first - 1] if first else 0
        stop = int(np.searchsorted(ends, before + _AT_ONCE, "right"))
        stop = min(max(stop, first + 1), first + most)
        yield first, stop
        first = stop


def _keys(np: Any, each: _Terms, first: int, stop: int, new: Numbers, room: int) -> Numbers:
    """Each position of these terms in documents that have a new number, as one number: of the term (counted from the
    first), of the document, and the position."""
    start, end = np.searchsorted(each.terms, (first, stop))
    chosen = slice(int(start), int(end))
    laid = read_all(each.data, each.begins[chosen])
    numbers = np.repeat(new[laid.documents + each.offset], laid.counts)
    terms = np.repeat(each.terms[chosen] - first, laid.sizes)
    keys = terms << room | numbers << PLACE_BITS | laid.positions
    kept: Numbers = keys[numbers >= 0]
    return kept
