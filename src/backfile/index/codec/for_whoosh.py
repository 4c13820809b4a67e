"""How does Whoosh read and write these segments? Through its own door for codecs, whoosh.codec.base.

With `FlatCodec`, Whoosh's writers, deletions, merging, queries and weightings work on segments as codec/segment.py
tells of them, and find what they find in Whoosh's own, with the same scores. Its schema has to have positions that can
be taken apart (as formats.Positions) or none, and stored values that are texts. A weight is how often a word stands,
times the boost of its field.

What they ask for stands in whoosh_writing.py, whoosh_reading.py and whoosh_numbers.py. Backfile itself writes segments
by codec/writing.py and evaluates by index/evaluation.py, without an object a posting.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from whoosh.codec import base

from backfile.index.codec.pages import PagedFile, Written
from backfile.index.codec.whoosh_reading import DocumentsReader, TermsReader
from backfile.index.codec.whoosh_writing import DocumentsWriter, Draft, FieldWriter


class FlatCodec(base.Codec):  # type: ignore[misc]  # Whoosh has no type hints
    """Segments of flat postings, for Whoosh."""

    def new_segment(self, storage: Any, indexname: str) -> FlatSegment:
        return FlatSegment(indexname)

    def per_document_writer(self, storage: Any, segment: FlatSegment) -> Any:
        return DocumentsWriter(segment.drafted)

    def field_writer(self, storage: Any, segment: FlatSegment) -> Any:
        return FieldWriter(Path(storage.folder), segment.drafted, segment.finish)

    def per_document_reader(self, storage: Any, segment: FlatSegment) -> Any:
        return DocumentsReader(segment, None if segment.draft else segment.open(Path(storage.folder)))

    def terms_reader(self, storage: Any, segment: FlatSegment) -> Any:
        return TermsReader(segment.open(Path(storage.folder)))


class FlatSegment(base.Segment):  # type: ignore[misc]
    """What Whoosh knows of a segment: its file, how many documents it has, and which were taken out."""

    def __init__(self, indexname: str = "MAIN") -> None:
        super().__init__(indexname)
        self.file, self.written, self.documents = "", Written(0, 0, ""), 0
        self.deleted: set[int] = set()
        self.draft: Draft | None = Draft()

    @classmethod
    def of(cls, file: str, written: Written, documents: int, deleted: frozenset[int]) -> FlatSegment:
        """One that was written by Backfile."""
        segment = cls()
        segment.file, segment.written, segment.documents = file, written, documents
        segment.deleted, segment.draft = set(deleted), None
        return segment

    @property
    def drafted(self) -> Draft:
        assert self.draft is not None, "a segment that is finished is not written"
        return self.draft

    def finish(self, file: str, written: Written) -> None:
        """It was written."""
        self.file, self.written, self.draft = file, written, None

    def open(self, folder: Path) -> PagedFile:
        return PagedFile(folder / self.file, self.written)

    def codec(self) -> FlatCodec:
        return FlatCodec()

    def should_assemble(self) -> bool:
        return False

    def set_doc_count(self, doccount: int) -> None:
        self.documents = doccount

    def doc_count_all(self) -> int:
        return self.documents

    def deleted_count(self) -> int:
        return len(self.deleted)

    def deleted_docs(self) -> set[int]:
        return self.deleted

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self.deleted

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        (self.deleted.add if delete else self.deleted.discard)(docnum)
