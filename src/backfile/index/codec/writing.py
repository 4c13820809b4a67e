"""How is a segment written? Its documents are gathered in memory, and go to the disk in one go."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from backfile.index.codec.inverting import Inversion, Labels
from backfile.index.codec.pages import PagedWriter, Written
from backfile.index.codec.pieces import encode_line, write_pieces, write_runs
from backfile.index.codec.postings import dump_postings
from backfile.index.codec.segment import ENDING, WORDS

Column: TypeAlias = tuple[str, int]
"""A column's typecode, as array has them, and what a document has that is given none."""


class SegmentWriter:
    """A segment in the making: `add` each document, then `finish`."""

    def __init__(self, columns: Mapping[str, Column], ordered: Sequence[str] = ()) -> None:
        """`ordered` are the columns by whose numbers documents are to be found in order."""
        self._columns, self._ordered = columns, ordered
        self._numbers = {name: array(typecode) for name, (typecode, _) in columns.items()}
        self._inverted: dict[str, Inversion | Labels] = {}
        self._stored: dict[str, tuple[bytearray, array[int]]] = {}
        self.documents = 0

    @property
    def held(self) -> int:
        """How much waits in memory, in bytes: four for each word, and the texts."""
        words = sum(each.words for each in self._inverted.values() if isinstance(each, Inversion))
        return words * array("I").itemsize + sum(len(kept) for kept, _ in self._stored.values())

    def add(
        self,
        *,
        words: Mapping[str, Sequence[str]],
        labels: Mapping[str, Sequence[str]],
        numbers: Mapping[str, int],
        stored: Mapping[str, str],
    ) -> None:
        """The next document: its words in each field, its labels, its numbers, and the texts to keep of it."""
        for kind, given in ((Inversion, words), (Labels, labels)):
            for field, held in given.items():
                if field not in self._inverted:
                    self._inverted[field] = kind()
                self._inverted[field].add(self.documents, held)
        for name, (_, default) in self._columns.items():
            self._numbers[name].append(numbers.get(name, default))
        for name, text in stored.items():
            self._keep(name, text)
        self.documents += 1

    def finish(self, folder: Path, groups: Mapping[str, Mapping[str, Sequence[str]]]) -> tuple[str, Written]:
        """Write it; gives the name of its file, and what is to be known of that.

        `groups` say of what each name and each member stands for: words of this segment, sorted.
        """
        file = PagedWriter(folder)
        try:
            self._write_fields(file)
            self._write_groups(file, groups)
            for name, (kept, lengths) in sorted(self._stored.items()):
                lengths.extend([0] * (self.documents - len(lengths)))
                write_runs(file, f"stored.{name}", [(kept, lengths)])
            for name, numbers in self._numbers.items():
                file.add(f"column.{name}", numbers.tobytes())
            for name in self._ordered:
                order = sorted(range(self.documents), key=self._numbers[name].__getitem__)
                file.add(f"order.{name}", array("I", order).tobytes())
            return file.finish(
                ENDING,
                documents=self.documents,
                fields=sorted(field for field, inverted in self._inverted.items() if inverted.terms()),
                groups=sorted(groups),
                columns={name: typecode for name, (typecode, _) in self._columns.items()},
            )
        except BaseException:
            file.abandon()
            raise

    def _write_fields(self, file: PagedWriter) -> None:
        for field, inverted in sorted(self._inverted.items()):
            write_pieces(file, f"terms.{field}", map(encode_line, inverted.terms()))
            write_runs(file, f"postings.{field}", inverted.runs())
            if isinstance(inverted, Inversion):
                file.add(f"length.{field}", inverted.lengths(self.documents).tobytes())

    def _write_groups(self, file: PagedWriter, groups: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        texts = (inverted.terms() for inverted in self._inverted.values() if isinstance(inverted, Inversion))
        words = sorted(set().union(*texts))
        write_pieces(file, f"terms.{WORDS}", map(encode_line, words))
        number_of = {word: number for number, word in enumerate(words)}
        for name, members in sorted(groups.items()):
            field = f"group.{name}"
            write_pieces(file, f"terms.{field}", map(encode_line, sorted(members)))
            numbers = (array("I", [number_of[word] for word in members[member]]) for member in sorted(members))
            write_pieces(file, f"postings.{field}", (dump_postings(each, array("I"), array("I")) for each in numbers))

    def _keep(self, name: str, text: str) -> None:
        kept, lengths = self._stored.setdefault(name, (bytearray(), array("I")))
        lengths.extend([0] * (self.documents - len(lengths)))
        line = encode_line(text)
        kept += line
        lengths.append(len(line))
