"""What does a draft say? Plain text and Markdown as they are, a Word document paragraph by paragraph."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

from backfile import disk
from backfile.errors import Usage
from backfile.seeds.charset import decode_page

_PACKED = b"PK\x03\x04"
_BROKEN = (ValueError, KeyError, RuntimeError, SyntaxError, EOFError, zlib.error, zipfile.BadZipFile)
"""What the libraries raise for packed files that are broken, encrypted or packed otherwise, and for broken XML."""
_XML = (".xml", ".rels")
_LARGEST = 16 * 2**20
"""Bytes that the XML in a Word document may unpack to, pictures apart: some 300,000 words with all that Word writes."""


def read_draft(path: Path, data: bytes | None = None) -> str:
    """The text of a draft; `data` are its bytes where they came another way.

    Raises Usage for what is no text, for an empty one, and for a Word document where the extra is not installed.
    """
    data = disk.read_bytes(path) if data is None else data
    text = _read_document(path, data) if data.startswith(_PACKED) else decode_page(data)[1].removeprefix("\ufeff")
    if "\0" in text:
        raise Usage(path, "is no text", "give a draft as plain text, Markdown or .docx")
    if not text.strip():
        raise Usage(path, "is empty", "give a draft with words in it")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _read_document(path: Path, data: bytes) -> str:
    try:
        import docx
    except ImportError as missing:
        mend = "save the draft as plain text, or install it with: pipx inject backfile python-docx"
        raise Usage(path, "needs the extra “docx”", mend) from missing
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(each.file_size for each in packed.infolist() if each.filename.endswith(_XML)) > _LARGEST:
                raise Usage(path, f"unpacks to more than {_LARGEST:,} bytes of XML", "save it as plain text")
        document = docx.Document(io.BytesIO(data))
    except _BROKEN as fault:
        raise Usage(path, "is no Word document that can be read", "save it as .docx or plain text") from fault
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n\n".join(filter(None, (*paragraphs, *cells)))
