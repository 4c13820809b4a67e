"""How does Whoosh read these segments? By its readers of documents and of terms, a cursor, and a matcher for a term."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any

from whoosh.codec import base
from whoosh.filedb.structfile import BufferFile
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.reading import TermInfo, TermNotFound
from whoosh.util.numeric import byte_to_length, length_to_byte

from backfile.index.codec.pages import PagedFile
from backfile.index.codec.pieces import Pieces
from backfile.index.codec.postings import Flat, load_postings


class DocumentsReader(base.PerDocumentReader):  # type: ignore[misc]
    """What is known of each document: of a file, or of a draft whose postings Whoosh is about to write."""

    def __init__(self, segment: Any, file: PagedFile | None) -> None:
        self._segment, self._file = segment, file
        self._lengths: dict[str, Any] = {} if segment.draft is None else dict(segment.draft.lengths)
        self._stored = {name: Pieces(file, f"stored.{name}") for name in file.contents["stored"]} if file else {}
        self._single = {name: Pieces(file, f"terms.{name}") for name in file.contents["single"]} if file else {}

    def close(self) -> None:
        self._file = None

    def doc_count(self) -> int:
        return int(self._segment.documents) - len(self._segment.deleted)

    def doc_count_all(self) -> int:
        return int(self._segment.documents)

    def has_deletions(self) -> bool:
        return bool(self._segment.deleted)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._segment.deleted

    def deleted_docs(self) -> Any:
        return self._segment.deleted

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return self._file is not None and f"column.{fieldname}" in self._file

    def column_reader(self, fieldname: str, column: Any) -> Any:
        assert self._file is not None
        kept = self._file.section(f"column.{fieldname}")
        return column.reader(BufferFile(kept), 0, len(kept), self._segment.documents)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """As exact as Whoosh's own codec keeps it: a byte, so that scores are the same."""
        lengths = self._lengths_of(fieldname)
        length = lengths[docnum] if docnum < len(lengths) else 0
        return int(byte_to_length(length_to_byte(length))) if length else default

    def field_length(self, fieldname: str) -> int:
        return sum(self._lengths_of(fieldname))

    def min_field_length(self, fieldname: str) -> int:
        return int(byte_to_length(length_to_byte(min(self._lengths_of(fieldname), default=0))))

    def max_field_length(self, fieldname: str) -> int:
        return int(byte_to_length(length_to_byte(max(self._lengths_of(fieldname), default=0))))

    def stored_fields(self, docnum: int) -> dict[str, str]:
        kept = [(name, pieces[docnum]) for name, pieces in self._stored.items()]
        kept += [(name, terms[_numbers(self._file, f"column.{name}")[docnum]]) for name, terms in self._single.items()]
        return {name: str(piece[:-1], "utf-8", "surrogatepass") for name, piece in kept if len(piece)}

    def _lengths_of(self, fieldname: str) -> Any:
        if fieldname not in self._lengths:
            section = f"length.{fieldname}"
            held = self._file is not None and section in self._file
            self._lengths[fieldname] = _numbers(self._file, section) if held else array("I")
        return self._lengths[fieldname]


class TermsReader(base.TermsReader):  # type: ignore[misc]
    def __init__(self, file: PagedFile) -> None:
        self._file = file
        self._terms = {field: Pieces(file, f"terms.{field}") for field in file.contents["fields"]}
        self._postings = {field: Pieces(file, f"postings.{field}") for field in self._terms}

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._find(*term) is not None

    def indexed_field_names(self) -> Mapping[str, object]:
        return self._terms

    def cursor(self, fieldname: str, fieldobj: Any) -> Any:
        return _Cursor(self, fieldname, fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        return (term for field in self._terms for term in self.terms_from(field, b""))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        numbers = range(self.place(fieldname, prefix), self.count(fieldname))
        return ((fieldname, self.term(fieldname, number)) for number in numbers)

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        flat = self._flat(fieldname, text)
        lengths = _numbers(self._file, section) if (section := f"length.{fieldname}") in self._file else None
        held = [lengths[number] for number in flat.documents] if lengths else [1]
        counts = _counts(flat)
        return TermInfo(
            weight=sum(counts),
            df=len(flat.documents),
            minlength=byte_to_length(length_to_byte(min(held))),
            maxlength=byte_to_length(length_to_byte(max(held))),
            maxweight=max(counts),
            minid=flat.documents[0],
            maxid=flat.documents[-1],
        )

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> Any:
        return FlatMatcher(self._flat(fieldname, text), format_, (fieldname, text), scorer)

    def frequency(self, fieldname: str, text: bytes) -> float:
        return float(sum(_counts(self._flat(fieldname, text))))

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        return len(self._flat(fieldname, text).documents)

    def count(self, fieldname: str) -> int:
        return len(self._terms.get(fieldname, ()))

    def term(self, fieldname: str, number: int) -> bytes:
        return bytes(self._terms[fieldname][number][:-1])

    def place(self, fieldname: str, text: bytes) -> int:
        """The number of the first term of a field that is not less."""
        return bisect_left(range(self.count(fieldname)), text, key=lambda number: self.term(fieldname, number))

    def _find(self, fieldname: str, text: bytes) -> int | None:
        number = self.place(fieldname, text)
        return number if number < self.count(fieldname) and self.term(fieldname, number) == text else None

    def _flat(self, fieldname: str, text: bytes) -> Flat:
        number = self._find(fieldname, text)
        if number is None:
            raise _NoTerm(f"no term {fieldname}:{text!r}")
        return load_postings(self._postings[fieldname][number])


class _NoTerm(TermNotFound, KeyError):  # type: ignore[misc]
    """Whoosh waits for the one from term_info, and for the other from doc_frequency."""


class _Cursor(base.FieldCursor):  # type: ignore[misc]
    """A place among the terms of a field, for Whoosh's automata."""

    def __init__(self, terms: TermsReader, fieldname: str, fieldobj: Any) -> None:
        self._terms, self._field, self._object, self._at = terms, fieldname, fieldobj, 0

    def first(self) -> str | None:
        self._at = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        text = term if isinstance(term, bytes) else self._object.to_bytes(term)
        self._at = self._terms.place(self._field, text)
        return self.text()

    def next(self) -> str | None:
        self._at += 1
        return self.text()

    def text(self) -> str | None:
        return str(self._object.from_bytes(self._terms.term(self._field, self._at))) if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        if not self.is_valid():
            return None
        return self._terms.term_info(self._field, self._terms.term(self._field, self._at))

    def is_valid(self) -> bool:
        return self._at < self._terms.count(self._field)


class FlatMatcher(LeafMatcher):  # type: ignore[misc]
    """One term's postings as Whoosh walks through them."""

    def __init__(self, flat: Flat, format_: Any, term: Any, scorer: Any) -> None:
        self.flat, self.format, self._term, self.scorer = flat, format_, term, scorer
        self._ends = array("I", accumulate(flat.counts))
        self._at = 0

    def is_active(self) -> bool:
        return self._at < len(self.flat.documents)

    def id(self) -> int:
        # Whoosh's AndNotMatcher asks where a matcher stands that has come to its end.
        return int(self.flat.documents[min(self._at, len(self.flat.documents) - 1)])

    def weight(self) -> float:
        return float((len(self._positions()) or 1) * self.format.field_boost)

    def value(self) -> bytes:
        positions = self._positions().tolist()
        return bytes(self.format.encode(positions)) if positions else b""

    def value_as(self, astype: str) -> Any:
        if astype == "positions":
            return self._positions().tolist()
        return super().value_as(astype)

    def supports_block_quality(self) -> bool:
        return False

    def next(self) -> bool:
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        return False

    def skip_to(self, id: int) -> None:
        self._at = bisect_left(self.flat.documents, id, self._at)

    def reset(self) -> None:
        self._at = 0

    def copy(self) -> FlatMatcher:
        other = FlatMatcher(self.flat, self.format, self._term, self.scorer)
        other._at = self._at
        return other

    def _positions(self) -> Any:
        if not len(self.flat.counts):
            return array("I")
        return self.flat.positions[self._ends[self._at - 1] if self._at else 0 : self._ends[self._at]]


def _counts(flat: Flat) -> list[int]:
    """How often each document holds the term; once where that is not noted."""
    return list(flat.counts) or [1] * len(flat.documents)


def _numbers(file: PagedFile | None, section: str) -> Any:
    """A section with a number for each document."""
    assert file is not None
    return file.section(section).cast(file.contents["typecodes"][section])
