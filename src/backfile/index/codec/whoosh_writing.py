"""How does Whoosh write these segments? It tells of the documents first, then of each term's postings, in order."""

from __future__ import annotations

import io
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

from whoosh import formats
from whoosh.codec import base
from whoosh.filedb.structfile import StructFile

from backfile.index.codec.pages import PagedWriter, Written
from backfile.index.codec.pieces import encode_line, write_pieces
from backfile.index.codec.postings import dump_postings
from backfile.index.codec.segment import ENDING


class Draft:
    """What Whoosh has told of the documents of a segment."""

    def __init__(self) -> None:
        self.documents = 0
        self.lengths: dict[str, array[int]] = {}
        self.stored: dict[str, list[bytes]] = {}
        self.columns: dict[str, tuple[Any, io.BytesIO]] = {}


class DocumentsWriter(base.PerDocumentWriter):  # type: ignore[misc]
    """Takes what Whoosh tells of each document."""

    def __init__(self, draft: Draft) -> None:
        self._draft, self.is_closed = draft, False

    def start_doc(self, docnum: int) -> None:
        self._docnum = docnum

    def add_field(self, fieldname: str, fieldobj: Any, value: str | None, length: int | None) -> None:
        if value is not None:
            if not isinstance(value, str):
                raise TypeError(f"{fieldname}: only texts are stored, not {type(value).__name__}")
            stored = self._draft.stored.setdefault(fieldname, [])
            stored.extend([b""] * (self._docnum - len(stored)))
            stored.append(encode_line(value))
        if length:
            lengths = self._draft.lengths.setdefault(fieldname, array("I"))
            lengths.extend([0] * (self._docnum - len(lengths)))
            lengths.append(length)

    def add_column_value(self, fieldname: str, columnobj: Any, value: Any) -> None:
        if fieldname not in self._draft.columns:
            kept = io.BytesIO()
            self._draft.columns[fieldname] = (columnobj.writer(StructFile(kept)), kept)
        self._draft.columns[fieldname][0].add(self._docnum, value)

    def add_vector_items(self, fieldname: str, fieldobj: Any, items: Any) -> None:
        raise NotImplementedError(f"{fieldname}: vectors are not kept")

    def finish_doc(self) -> None:
        self._draft.documents += 1

    def close(self) -> None:
        self.is_closed = True


class FieldWriter(base.FieldWriter):  # type: ignore[misc]
    """Takes the postings of all terms, in order, and writes the file when it is closed: Whoosh closes it last."""

    def __init__(self, folder: Path, draft: Draft, finish: Callable[[str, Written], None]) -> None:
        """`finish` is told of the file."""
        self._folder, self._draft, self._finish, self.is_closed = folder, draft, finish, False
        self._fields: dict[str, tuple[list[bytes], list[bytes]]] = {}

    def start_field(self, fieldname: str, fieldobj: Any) -> None:
        self._terms, self._postings = self._fields.setdefault(fieldname, ([], []))
        self._format = fieldobj.format
        if not isinstance(self._format, formats.Existence) and not self._format.supports("positions"):
            raise NotImplementedError(f"{fieldname}: postings are kept with their positions, or with nothing")

    def start_term(self, text: bytes) -> None:
        self._terms.append(bytes(text) + b"\n")
        self._documents, self._positions, self._counts = array("I"), array("I"), array("I")

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int) -> None:
        before = len(self._positions)
        self._documents.append(docnum)
        if vbytes and self._format.supports("positions"):
            self._positions.extend(self._format.decode_positions(vbytes))
        self._counts.append(len(self._positions) - before)

    def finish_term(self) -> None:
        self._postings.append(dump_postings(self._documents, self._counts, self._positions))

    def close(self) -> None:
        self.is_closed = True
        draft = self._draft
        if not draft.documents:
            return
        file = PagedWriter(self._folder)
        for field, (terms, postings) in self._fields.items():
            write_pieces(file, f"terms.{field}", terms)
            write_pieces(file, f"postings.{field}", postings)
        for field, lengths in draft.lengths.items():
            lengths.extend([0] * (draft.documents - len(lengths)))
            file.add(f"length.{field}", lengths.tobytes())
        for field, stored in draft.stored.items():
            write_pieces(file, f"stored.{field}", stored + [b""] * (draft.documents - len(stored)))
        for field, (writer, kept) in draft.columns.items():
            writer.finish(draft.documents)
            file.add(f"column.{field}", kept.getvalue())
        typecodes = {f"length.{field}": "I" for field in draft.lengths}
        more = {
            "documents": draft.documents,
            "groups": [],
            "typecodes": typecodes,
            "single": [],
            "stored": sorted(draft.stored),
        }
        self._finish(*file.finish(ENDING, fields=sorted(self._fields), **more))
