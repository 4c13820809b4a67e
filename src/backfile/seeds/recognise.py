"""What kind of capture are these bytes, and in which encoding are they written?

The bytes decide, never the name of the file. What cannot be text is refused with one line that says what it looks like.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from backfile.errors import BadCapture

_BINARY = (
    (b"%PDF-", "a PDF", "save the page as HTML or text"),
    (b"\x89PNG", "a PNG picture", "a live blog is kept as text or HTML"),
    (b"\xff\xd8\xff", "a JPEG picture", "a live blog is kept as text or HTML"),
    (b"GIF8", "a GIF picture", "a live blog is kept as text or HTML"),
    (b"PK\x03\x04", "a ZIP file (a WACZ, perhaps, or a .docx)", "unpack it first"),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "save it as plain text"),
    (b"bplist", "a Safari web archive", "save the page as HTML or text"),
)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SHAPES = (
    ("warc", re.compile(r"WARC/1\.\d")),
    ("mhtml", re.compile(r"(?:[\w-]+: .*\r?\n)*MIME-Version: ", re.IGNORECASE)),
    ("html", re.compile(r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)),
    ("feed", re.compile(r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE | re.DOTALL)),
    ("json", re.compile(r"[{\[]\s*[\"{\[\]}]")),
)
FORMATS = ("text", "html", "json", "feed", "warc", "mhtml")


class Recognised(NamedTuple):
    """What the bytes are: one of FORMATS, the encoding they were read in, and the text."""

    format: str
    decoding: str
    text: str


def recognise(data: bytes, place: object, *, format: str | None = None) -> Recognised:
    """The format and text of a capture's bytes; `format` is what a person says it is.

    Raises BadCapture, naming `place`, for bytes that are empty or no text.
    """
    if not data.strip():
        raise BadCapture(place, "is empty", "capture the page again")
    for magic, what, mend in _BINARY:
        if data.startswith(magic):
            raise BadCapture(place, f"is not text: it looks like {what}", mend)
    decoding, text = _decode(data)
    if "\0" in text[:8192]:
        raise BadCapture(place, "is not text: it holds bytes that no text has", "save the page as HTML or text")
    if format is None:
        start = text[:4096].lstrip()
        format = next((name for name, shape in _SHAPES if shape.match(start)), "text")
    return Recognised(format, decoding, text)


def _decode(data: bytes) -> tuple[str, str]:
    """UTF-8, else what a byte order mark says, else Windows-1252, in which most older pastes are written."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name, data.decode(name, errors="replace")
    for name in ("utf-8", "windows-1252"):
        try:
            return name, data.decode(name)
        except UnicodeDecodeError:
            continue
    return "latin-1", data.decode("latin-1")  # takes any byte
