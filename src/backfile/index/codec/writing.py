"""How is a segment written? Texts go to the disk as they come; words are gathered in memory, and follow at the end."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

from backfile.index.codec.inverting import MANY, Inversion, Inverted, Numbering
from backfile.index.codec.pages import PagedWriter, Written
from backfile.index.codec.pieces import add_places, encode_line, write_runs, write_terms
from backfile.index.codec.postings import dump_lists
from backfile.index.codec.segment import ENDING, STORED, WORDS

Column: TypeAlias = tuple[str, int]
"""A column's typecode, as array has them, and what a document has that is given none."""

_AT_ONCE = 1 << 16
"""Bytes of texts that wait before they are written."""

_PLACE, _TERM = 12, 250
"""Bytes of memory that a place takes while words are sorted, and a term with its numbers."""


class SegmentWriter:
    """A segment in the making: `add` each document, then `finish`. As a context it leaves nothing behind that was not
    finished."""

    def __init__(
        self, folder: Path, columns: Mapping[str, Column], ordered: Sequence[str] = (), single: Sequence[str] = ()
    ) -> None:
        """`ordered` are the columns by whose numbers documents are to be found in order, `single` the fields of labels
        in which each document has one."""
        self._columns, self._ordered, self._single = columns, ordered, single
        self._numbers = {name: array(typecode) for name, (typecode, _) in columns.items()}
        self._words = defaultdict[str, Inversion](Inversion)
        self._labels = defaultdict[str, Inversion](partial(Inversion, positions=False))
        self._stored = array("Q", [0])  # where the text of each document ends
        self._waiting = bytearray()  # texts that are not written yet
        self._places = 0
        self._typecodes = {f"column.{name}": typecode for name, (typecode, _) in columns.items()}
        self.words = Numbering()
        self.labels = defaultdict[str, Numbering](Numbering)
        self.documents = 0
        self._file = PagedWriter(folder)
        self._finished = False
        self._file.begin(STORED)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        if not self._finished:
            self._file.abandon()

    @property
    def held(self) -> int:
        """How much memory it takes to finish it, in bytes."""
        return _PLACE * self._places + _TERM * (len(self.words) + self.documents) + len(self._waiting)

    def add(
        self,
        *,
        words: Mapping[str, Sequence[int]],
        labels: Mapping[str, Sequence[int]],
        numbers: Mapping[str, int],
        stored: str,
    ) -> None:
        """The next document: its words in each field, by their numbers in `words`; its labels, each once, by those in
        `labels`; its numbers in the columns, and the text to keep of it."""
        for field, held in words.items():
            if held:
                self._words[field].add(self.documents, held)
                self._places += len(held)
        for field, held in labels.items():
            if held:
                self._labels[field].add(self.documents, held)
        for name, (_, default) in self._columns.items():
            self._numbers[name].append(numbers.get(name, default))
        line = encode_line(stored)
        self._waiting += line
        self._stored.append(self._stored[-1] + len(line))
        if len(self._waiting) >= _AT_ONCE:
            self._write_waiting()
        self.documents += 1

    @property
    def _at_once(self) -> bool:
        """Are there so many words that numpy is worth its import?"""
        return self._places >= MANY

    def add_words(self, field: str, numbers: array[int], counts: Sequence[int]) -> None:
        """The words in a field of the last documents, of which `add` was told none: all in a row, and how many each of
        these documents has."""
        if numbers:
            self._words[field].add_all(self.documents - len(counts), numbers, counts)
            self._places += len(numbers)

    def number_labels(self, field: str, held: Iterable[str]) -> list[int]:
        """The numbers of a document's labels in a field, each once."""
        return [self.labels[field][label] for label in dict.fromkeys(held)]

    def words_of(self, documents: Collection[int]) -> Collection[str]:
        """The words of these documents, in any field, each once. Documents come in order."""
        if len(documents) == self.documents:
            return self.words
        terms, runs = list(self.words), _runs(documents)
        numbers = (each.numbers_of(runs, at_once=self._at_once) for each in self._words.values())
        return {terms[number - 1] for number in chain.from_iterable(numbers)}

    def finish(self, groups: Mapping[str, Mapping[str, Sequence[str]]]) -> tuple[str, Written]:
        """Write the rest; gives the name of its file, and what is to be known of that.

        `groups` say of what each name and each member stands for: words of this segment, sorted.
        """
        file = self._file
        self._write_waiting()
        add_places(file, STORED, self._stored)
        words, ranks = _rank(self.words)
        fields = [*self._words, *self._labels]
        for field, inversion in sorted(self._words.items()):
            self._add_numbers(f"length.{field}", inversion.lengths(self.documents))
            self._write_field(field, inversion.sort(ranks, at_once=self._at_once), words)
        self._write_groups(words, groups)
        for field, inversion in sorted(self._labels.items()):
            terms, its_ranks = _rank(self.labels[field])
            if field in self._single:
                self._add_numbers(f"column.{field}", array("I", map(its_ranks.__getitem__, inversion.numbers)))
            self._write_field(field, inversion.sort(its_ranks, at_once=self._at_once), terms)
        for name, numbers in self._numbers.items():
            file.add(f"column.{name}", numbers.tobytes())
        for name in self._ordered:
            order = sorted(range(self.documents), key=self._numbers[name].__getitem__)
            file.add(f"order.{name}", array("I", order).tobytes())
        told = {"single": sorted(self._single), "stored": ["document"], "typecodes": self._typecodes}
        more = {"documents": self.documents, "fields": sorted(fields), "groups": sorted(groups)}
        name, written = file.finish(ENDING, **more, **told)
        self._finished = True
        return name, written

    def _write_waiting(self) -> None:
        self._file.write(self._waiting)
        self._waiting.clear()

    def _write_field(self, field: str, inverted: Iterable[Inverted], terms: Sequence[str]) -> None:
        """Write the postings of a field, and the terms that have any."""
        held = array("I")

        def runs() -> Iterable[tuple[bytes | memoryview, Iterable[int]]]:
            for ranks, data, lengths in inverted:
                held.extend(ranks)
                yield data, lengths

        write_runs(self._file, f"postings.{field}", runs())
        write_terms(self._file, f"terms.{field}", [terms[rank] for rank in held])

    def _write_groups(self, words: Sequence[str], groups: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        write_terms(self._file, f"terms.{WORDS}", words)
        number_of = {word: number for number, word in enumerate(words)}
        for name, members in sorted(groups.items()):
            field = f"group.{name}"
            write_terms(self._file, f"terms.{field}", sorted(members))
            numbers = [array("I", map(number_of.__getitem__, members[member])) for member in sorted(members)]
            write_runs(self._file, f"postings.{field}", [dump_lists(numbers)])

    def _add_numbers(self, section: str, numbers: array[int]) -> None:
        """A number for each document, in as few bytes as the greatest needs."""
        most = max(numbers, default=0)
        typecode = "B" if most < 1 << 8 else "H" if most < 1 << 16 else "I"
        self._typecodes[section] = typecode
        self._file.add(section, array(typecode, numbers).tobytes())


def _runs(documents: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers that ascend as runs of such as follow on each other: the first of each run, and its end.

    >>> _runs([2, 3, 4, 7, 9])
    [(2, 5), (7, 8), (9, 10)]
    """
    runs: list[tuple[int, int]] = []
    for number in documents:
        first = runs.pop()[0] if runs and runs[-1][1] == number else number
        runs.append((first, number + 1))
    return runs


def _rank(numbering: Numbering) -> tuple[list[str], array[int]]:
    """The terms, sorted, and the place of each by its number."""
    terms = sorted(numbering)
    ranks = array("I", bytes(4 * (len(terms) + 1)))
    for rank, term in enumerate(terms):
        ranks[numbering[term]] = rank
    return terms, ranks
