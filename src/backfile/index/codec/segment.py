"""What is a segment? Some documents and all that is known of their words, in one file that never changes.

    terms.<field>       its terms, sorted (pieces.py)
    postings.<field>    the postings of each, in the same order (postings.py)
    length.<field>      how many words each document has in it
    column.<name>       a number for each document; of labels of which each document has one: the number of that
    order.<name>        the documents, by their number in that column
    stored.document     a text for each document
    terms.words         the words of all fields, sorted
    terms.group.<name>  what words are grouped under (a stem, in a language), and as its postings, the numbers of those

An index is a few segments in a row. What is taken out of it stays in its segment, and is noted beside it: `deleted`.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from backfile.index.codec.pages import Altered, PagedFile, Written
from backfile.index.codec.pieces import Pieces, Terms
from backfile.index.codec.postings import Flat, Numbers, load_postings

ENDING = ".segment"
WORDS = "words"
STORED = "stored.document"

_KEPT = 2_000
"""Labels of documents that are kept once they were read: those of a live blog have most of them in common."""


class Segment:
    """A segment that is open."""

    def __init__(self, folder: Path, name: str, written: Written, deleted: Collection[int] = ()) -> None:
        """Raises Altered where it is not the one that was written."""
        self.name, self.written, self.deleted = name, written, frozenset(deleted)
        self._file = PagedFile(folder / name, written)
        self.documents: int = self._file.contents["documents"]
        self._typecodes: dict[str, str] = self._file.contents["typecodes"]
        self._terms: dict[str, Terms] = {}
        self._pieces: dict[str, Pieces] = {}
        self._columns: dict[str, memoryview[int]] = {}
        self._labels: dict[tuple[str, int], str] = {}

    @property
    def live(self) -> int:
        """How many documents were not taken out."""
        return self.documents - len(self.deleted)

    @property
    def groups(self) -> list[str]:
        """The names of its groups of words, sorted."""
        groups: list[str] = self._file.contents["groups"]
        return groups

    def group(self, name: str, member: str) -> list[str]:
        """The words that are grouped under one; none where nothing is."""
        number = self.terms(f"group.{name}").find(member)
        if number is None:
            return []
        words = self.terms(WORDS)
        return [words[each] for each in self.postings(f"group.{name}", number).documents]

    def check(self) -> None:
        """Look at all of it. Raises Altered."""
        self._file.check()

    @property
    def fields(self) -> list[str]:
        """The fields that any document has a term in, sorted."""
        fields: list[str] = self._file.contents["fields"]
        return fields

    def terms(self, field: str) -> Terms:
        """The terms of a field, sorted; none where no document has one."""
        if field not in self._terms:
            self._terms[field] = Terms(self._file, f"terms.{field}")
        return self._terms[field]

    def postings(self, field: str, number: int) -> Flat:
        """The postings of a term, by its number among those of the field."""
        try:
            return load_postings(self._piece(f"postings.{field}", number))
        except (ValueError, TypeError, IndexError) as fault:
            raise Altered(self.name) from fault

    def all_postings(self, field: str) -> tuple[memoryview, memoryview]:
        """Those of all terms in a row, and the byte at which each begins, with the end of the last one (pieces.py)."""
        pieces = Pieces(self._file, f"postings.{field}")
        return pieces.joined(), pieces.places()

    def find(self, field: str, term: str) -> Flat | None:
        """The postings of a term; None where no document holds it."""
        number = self.terms(field).find(term)
        return None if number is None else self.postings(field, number)

    def column(self, name: str) -> memoryview[int]:
        """The number of each document."""
        return self._numbers(f"column.{name}")

    def single(self, field: str, document: int) -> str:
        """The label of a document in a field in which each has one."""
        number = self.column(field)[document]
        label = self._labels.get((field, number))
        if label is None:
            if len(self._labels) >= _KEPT:
                self._labels.clear()
            label = self._labels[field, number] = self.terms(field)[number]
        return label

    def order(self, name: str) -> Numbers:
        """The documents in the order of their numbers in a column, those of the same number in their own order."""
        return self._file.section(f"order.{name}").cast("I")

    def lengths(self, field: str) -> memoryview[int]:
        """How many words each document has in a field."""
        if f"length.{field}" not in self._file:
            return memoryview(bytes(self.documents))
        return self._numbers(f"length.{field}")

    def stored(self, document: int) -> str:
        """The text that was kept of a document."""
        return str(self._piece(STORED, document)[:-1], "utf-8", "surrogatepass")

    def _numbers(self, section: str) -> memoryview[int]:
        if section not in self._columns:
            self._columns[section] = self._file.section(section).cast(self._typecodes[section])  # type: ignore[call-overload]
        return self._columns[section]

    def _piece(self, section: str, number: int) -> memoryview:
        if section not in self._pieces:
            self._pieces[section] = Pieces(self._file, section)
        return self._pieces[section][number]
