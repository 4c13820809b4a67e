"""What kind of capture are these bytes, and in which encoding are they written?

The bytes decide, never the name of the file. What cannot be text is refused with one line that says what it looks like.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from contextlib import suppress
from typing import IO, NamedTuple

from backfile.errors import BadCapture
from backfile.seeds.charset import decode_page
from backfile.seeds.exports.export import is_exported

_BINARY = (
    (b"%PDF-", "a PDF", "save the page as HTML or text"),
    (b"\x89PNG", "a PNG picture", "a live blog is kept as text or HTML"),
    (b"\xff\xd8\xff", "a JPEG picture", "a live blog is kept as text or HTML"),
    (b"GIF8", "a GIF picture", "a live blog is kept as text or HTML"),
    (b"PK\x03\x04", "a ZIP file that is no WACZ (a .docx, perhaps)", "unpack it first"),
    (b"\x1f\x8b", "a gzip file that holds no WARC", "unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "save it as plain text"),
    (b"bplist", "a Safari web archive", "save the page as HTML or text"),
    (b"{\\rtf", "a rich text file (RTF)", "save it as plain text (in TextEdit: Format > Make Plain Text)"),
)
# Each can be read in one way only, so that no start of a file makes the matching slow.
_PROLOGUE = r"(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*"
_SHAPES = (
    ("warc", re.compile(r"WARC/1\.\d")),
    ("mhtml", re.compile(r"(?:[\w-]+: [^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*MIME-Version: ", re.IGNORECASE)),
    ("html", re.compile(rf"{_PROLOGUE}<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)),
    ("feed", re.compile(rf"{_PROLOGUE}<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE | re.DOTALL)),
    ("json", re.compile(r"[{\[]\s*[\"{\[\]}]")),
)
FORMATS = ("text", "html", "json", "feed", "warc", "mhtml", "wacz", "jsonl")
MANY = ("warc", "wacz", "jsonl")
"""Formats of files that hold many captures, which are read one by one (seeds/many.py)."""


class Recognised(NamedTuple):
    """What the bytes are: one of FORMATS, the encoding they were read in, and the text."""

    format: str
    decoding: str
    text: str


def recognise(data: bytes, place: object, *, format: str | None = None) -> Recognised:
    """The format and text of a capture's bytes; `format` is what a person says it is.

    Raises BadCapture, naming `place`, for bytes that are empty or no text.
    """
    for magic, what, mend in _BINARY:
        if data.startswith(magic):
            raise BadCapture(place, f"is not text: it looks like {what}", mend)
    decoding, text = decode_page(data)
    if not text.strip():
        raise BadCapture(place, "is empty", "capture the page again")
    if "\0" in text[:8192]:
        raise BadCapture(place, "is not text: it holds bytes that no text has", "save the page as HTML or text")
    if format is None:
        format = format_of(text)
    if format == "mhtml" and not text.isascii():  # its parts are written in encodings of their own
        decoding, text = "latin-1", data.decode("latin-1")
    return Recognised(format, decoding, text)


def format_of(text: str) -> str:
    """Which of FORMATS a text looks like."""
    start = text[:4096].lstrip()
    return next((name for name, shape in _SHAPES if shape.match(start)), "text")


def recognise_many(stream: IO[bytes]) -> str | None:
    """Which of MANY this file is, compressed or not; None for any other. The stream is left at its beginning."""
    stream.seek(0)
    head = stream.read(4096)
    if head.startswith(b"\x1f\x8b"):
        with suppress(zlib.error):
            head = zlib.decompressobj(31).decompress(head, 5)
    found = "warc" if head.startswith(b"WARC/") else None
    if head.startswith(b"PK\x03\x04") and _is_wacz(stream):
        found = "wacz"
    if head.startswith(b"{") and is_exported(stream):
        found = "jsonl"
    stream.seek(0)
    return found


def is_warc_member(name: str) -> bool:
    """Is this the name of a WARC inside a WACZ? (WACZ 1.1.1, "archive")"""
    return name.startswith("archive/") and name.lower().endswith((".warc", ".warc.gz"))


def _is_wacz(stream: IO[bytes]) -> bool:
    try:
        with zipfile.ZipFile(stream) as packed:
            return any(map(is_warc_member, packed.namelist()))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        return False
