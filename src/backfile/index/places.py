"""Where does each word of a field stand in the documents that an index holds, when they are counted in another order?

The postings lie in the segments as flat numbers already. numpy turns many terms at once into places as model/search.py
has them, and sorts these: no word is cut again, and no posting is an object.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from backfile.index.codec.at_once import read_all
from backfile.index.codec.segment import WORDS, Segment
from backfile.model.search import PLACE_BITS

if TYPE_CHECKING:
    from backfile.index.masks import Numbers

_AT_ONCE = 50_000  # positions that are turned in one go: 5 MB of memory, and no slower than a million
_STEP_BITS = 7  # of the step of a length
_KEY_BITS = 63  # of a number that tells term, document and position


class Standing(NamedTuple):
    """A word, in which languages the documents are that hold it (by their numbers), and a digest of where it stands
    and of how long the field is in those documents."""

    word: str
    languages: list[int]
    print: int


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
        self._stretch_of: dict[str, int] = {}
        self._at = -1
        self._held: dict[str, array[int]] = {}

    def all(self, spoken: Sequence[int], lengths: Sequence[int]) -> Iterator[Standing]:
        """The words, sorted; until this was asked, none is known. Raises Altered.

        `spoken` gives the number of the language of each document, by its new number, and `lengths` the step of how
        long the field is in it (index/score.py).
        """
        import numpy as np

        languages, steps = np.array(spoken, np.int64), np.array(lengths, np.int64)
        count = int(languages.max(initial=0)) + 1
        for stretch, (first, stop) in enumerate(self._stretches):
            term, places, ends = self._read(stretch)
            documents = places >> PLACE_BITS
            in_language = np.zeros((stop - first, count), bool)
            in_language[term, languages[documents]] = True
            sums = np.cumsum(_mix(np, places | steps[documents] << _KEY_BITS - _STEP_BITS))
            until = np.where(ends > 0, sums[ends - 1], 0) if len(sums) else np.zeros(len(ends), np.uint64)
            prints = np.diff(until, prepend=np.uint64(0)).tolist()
            for number in np.flatnonzero(np.diff(ends, prepend=0)).tolist():
                word = self._terms[first + number]
                self._stretch_of[word] = stretch
                yield Standing(word, np.flatnonzero(in_language[number]).tolist(), prints[number])

    def __getitem__(self, word: str) -> array[int]:
        stretch = self._stretch_of[word]
        if stretch != self._at:
            _, places, ends = self._read(stretch)
            data, first, start = places.astype("uint64"), self._stretches[stretch][0], 0
            self._held = {}
            for number, end in enumerate(ends.tolist()):
                if start < end:
                    self._held[self._terms[first + number]] = array("Q", data[start:end].tobytes())
                start = end
            self._at = stretch
        return self._held[word]

    def __contains__(self, word: object) -> bool:
        return word in self._stretch_of

    def __iter__(self) -> Iterator[str]:
        return iter(self._stretch_of)

    def __len__(self) -> int:
        return len(self._stretch_of)

    def _read(self, stretch: int) -> tuple[Numbers, Numbers, Numbers]:
        """The places in a stretch, the number of the term of each, and where those of each term end."""
        import numpy as np

        first, stop = self._stretches[stretch]
        keys = np.concatenate([_keys(np, each, first, stop, self._new, self._room) for each in self._laid])
        keys.sort()
        term = keys >> self._room
        return term, keys & ((1 << self._room) - 1), np.searchsorted(term, np.arange(stop - first), "right")


def _mix(np: Any, numbers: Any) -> Any:
    """Numbers so unlike each other that sums of them tell one set from another (splitmix64, Steele and others 2014)."""
    mixed = numbers.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)  # else the first place of all would tell nothing
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ mixed >> np.uint64(shift)) * np.uint64(factor)
    return mixed ^ mixed >> np.uint64(31)


def read_stems(segments: Sequence[tuple[Segment, int]], language: str) -> dict[str, str]:
    """The stem of each word of a language that is not its own stem. Raises Altered."""
    stems: dict[str, str] = {}
    for segment, _ in segments:
        field, words = f"group.{language}", segment.terms(WORDS).all()
        for number, stem in enumerate(segment.terms(field).all()):
            for member in segment.postings(field, number).documents:
                stems[words[member]] = stem
    return stems


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
