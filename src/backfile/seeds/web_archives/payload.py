"""What does a record of a web archive hold, and what did the server mean? The page without chunks and compression."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from email.message import Message
from typing import NamedTuple

from warcio.bufferedreaders import BufferedReader, ChunkedDataException, ChunkedDataReader
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser, StatusAndHeadersParserException

from backfile.seeds.web_archives.digests import BLOCK, PAYLOAD, matches

LARGEST = 64 * 2**20
"""Bytes of one page, packed or unpacked. The largest live blogs known have 12 million."""

_KINDS = {"text/html": "html", "application/xhtml+xml": "html"}
_DATA = re.compile(r"(?:application|text)/(?:[\w.-]+\+)?json")
_FEEDS = re.compile(r"(?:application|text)/(?:(?:rss|atom|rdf)\+)?xml")
_WHOLE = re.compile(r"[\d.]+ +(?:200|203)\b.*")  # after "HTTP/"; 206 is a part
_CHUNK = re.compile(rb"[0-9a-fA-F]{1,8}[ \t]*(?:;[^\r\n]{0,200})?\r\n")
_BLOCK = 4_096


class Payload(NamedTuple):
    """What the headers say of a page: where in the record it begins, what it is, and how it is packed."""

    begins: int
    kind: str
    charset: str | None
    chunked: bool = False
    encodings: tuple[str, ...] = ()


def find_payload(warc: StatusAndHeaders, first: bytes) -> Payload | None:
    """What a record holds, by its headers; None when it is no page, or not the server's whole answer."""
    kind = (warc.get_header("WARC-Type") or "").lower()
    if kind == "resource":
        return _page_kind(warc.get_header("Content-Type"), 0)
    if kind != "response":
        return None
    end = re.search(rb"\r?\n\r?\n", first)
    http = parse_head(first[: end.end()], "HTTP/") if end else None
    if end is None or http is None or not _WHOLE.fullmatch(http.statusline):
        return None
    payload = _page_kind(http.get_header("Content-Type"), end.end())
    packed = (http.get_header("Content-Encoding") or "").lower().replace("x-gzip", "gzip")
    return payload and payload._replace(
        chunked="chunked" in (http.get_header("Transfer-Encoding") or "").lower(),
        encodings=tuple(each.strip() for each in packed.split(",") if each.strip() not in ("", "identity")),
    )


def _page_kind(content_type: str | None, begins: int) -> Payload | None:
    said = Message()
    said["Content-Type"] = " ".join((content_type or "").split())
    name = (content_type or "").partition(";")[0].strip().lower()
    kind = _KINDS.get(name) or ("json" if _DATA.fullmatch(name) else "feed" if _FEEDS.fullmatch(name) else None)
    if kind is None and name:
        return None
    try:
        charset = said.get_content_charset()
    except (ValueError, LookupError):
        charset = None
    return Payload(begins, kind or "", charset)


def unpacked(data: bytes, payload: Payload) -> bytes | str:
    """The page without chunks and compression, or what is wrong with it."""
    whole = joined(data, payload)
    if whole is None:
        return "is a page that is cut off inside a chunk"
    data = whole
    if len(payload.encodings) > 2:
        return "is a page that is packed more than twice"
    for encoding in reversed(payload.encodings):
        found = _unpack(data, encoding)
        if isinstance(found, str):
            return found
        data = found
    return data


def joined(data: bytes, payload: Payload) -> bytes | None:
    """The page without chunks, as packed as it was sent; None where it is cut off inside one."""
    if not payload.chunked or not _CHUNK.match(data):  # it was joined when it was saved
        return data
    try:
        whole: bytes = ChunkedDataReader(io.BytesIO(data), raise_exceptions=True).read()
    except ChunkedDataException:
        return None
    return whole


def find_unmatched(warc: StatusAndHeaders, block: bytes, payload: Payload, data: bytes) -> Iterator[str]:
    """The digests in a record's header that are not its own; `block` is all below the header, `data` the page.

    Tools reckon that of the payload before chunks are joined, or after it, or of the page as it was unpacked.
    """
    if matches(warc.get_header(BLOCK), [block]) is False:
        yield BLOCK
    sent = block[payload.begins :]
    if matches(warc.get_header(PAYLOAD), [sent, joined(sent, payload) or b"", data]) is False:
        yield PAYLOAD


def _unpack(data: bytes, encoding: str) -> bytes | str:
    if encoding == "gzip" and not data.startswith(b"\x1f\x8b"):
        return data  # it was unpacked when it was saved, and its header left as it was
    if encoding == "br" and "br" in BufferedReader.get_supported_decompressors():
        unpacked = BufferedReader(io.BytesIO(data), decomp_type="br", block_size=_BLOCK).read(LARGEST + 1)
        return _bounded(unpacked) if unpacked else "is a page whose compression is damaged"
    windows = {"gzip": (31,), "deflate": (15, -15)}.get(encoding, ())
    fault = f"is a page packed as “{encoding[:20]}”, which cannot be unpacked here"
    for window in windows:
        inflating = zlib.decompressobj(window)
        try:
            unpacked = inflating.decompress(data, LARGEST + 1)
        except zlib.error:
            fault = "is a page whose compression is damaged"
            continue
        if inflating.eof or len(unpacked) > LARGEST:
            return _bounded(unpacked)
        fault = "is a page that is cut off inside its compression"
    return fault


def _bounded(data: bytes) -> bytes | str:
    return data if len(data) <= LARGEST else f"is a page that unpacks to more than {LARGEST:,} bytes"


def parse_head(head: bytes, begins: str) -> StatusAndHeaders | None:
    """The header of a record, or of the HTTP answer in it; None where it is no such header."""
    try:
        return StatusAndHeadersParser([begins]).parse(io.BytesIO(head))
    except (StatusAndHeadersParserException, EOFError, ValueError):
        return None
