"""Which live blogs does a web archive hold? WARC (ISO 28500, 1.0 and 1.1), WARC.gz, and WACZ with WARCs inside.

The file is read forward in pieces and never held whole. Every page in it (HTML, JSON, a feed) that holds a live blog is
a capture of its own: its digest is that of the page as the server meant it, with chunks joined and compression undone;
its name is `<file>#<place>`. Places are offsets: of the record in a WARC, of the record's own gzip member in a WARC.gz,
of the WARC and then the record in a WACZ (`0+4711`); `+n` follows where a member holds more than one record. Laws:
what is declared is held against what is there, nothing is unpacked past a bound, and no name inside a file is a path.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import tzinfo
from email.message import Message
from typing import IO, NamedTuple

from warcio.bufferedreaders import BufferedReader, ChunkedDataException, ChunkedDataReader
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser, StatusAndHeadersParserException

from backfile.errors import BadCapture
from backfile.model.capture import Capture, digest
from backfile.model.entry import Reading
from backfile.model.time import Basis, Time
from backfile.seeds.charset import decode_page
from backfile.seeds.read import READERS, read_capture
from backfile.seeds.recognise import format_of, is_warc_member
from backfile.seeds.saved import recorded, with_recorded
from backfile.seeds.when import parse_iso

LARGEST = 64 * 2**20
"""Bytes of one page, packed or unpacked. The largest live blogs known have 12 million."""
MOST_RECORDS = 1_000_000
ALLOWANCE = 256 * 2**20
EXPANSION = 100
"""A file may unpack to ALLOWANCE bytes and EXPANSION times its size. Pages shrink to a fifth, bombs to a thousandth."""

_PIECE = 65_536
_LONGEST_HEAD = 65_536  # bytes of a record's header, and of the HTTP header in it
_MEND = "save the page again"
_KINDS = {"text/html": "html", "application/xhtml+xml": "html"}
_DATA = re.compile(r"(?:application|text)/(?:[\w.-]+\+)?json")
_FEEDS = re.compile(r"(?:application|text)/(?:(?:rss|atom|rdf)\+)?xml")
_WHOLE = re.compile(r"[\d.]+ +(?:200|203)\b.*")  # after "HTTP/"; 206 is a part
_SOFTWARE = re.compile(rb"^software:[ \t]*([^\r\n]{1,200}?)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_CHUNK = re.compile(rb"[0-9a-fA-F]{1,8}[ \t]*(?:;[^\r\n]{0,200})?\r\n")


@dataclass(slots=True)
class Tally:
    """How many records were seen, and how many of them were pages."""

    records: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page in a web archive. `kind` is html, json or feed, or nothing when its header does not say; `recorder` the
    tool that wrote the archive, as far as the `warcinfo` record before the page names it."""

    place: str
    address: str
    captured: Time | None
    kind: str
    charset: str | None
    data: bytes
    recorder: str = ""


def read_live_blogs(
    stream: IO[bytes], file: Capture, tally: Tally, zone: tzinfo | None = None
) -> Iterator[Reading | BadCapture]:
    """What was read in each page that holds a live blog, and the fault of each record that could not be read.

    `file` is the web archive as a capture: what is stated of it holds for its pages, but for the address. Pages without
    a live blog are passed over. After a fault of the file itself nothing more comes.
    """
    for found in read_pages(stream, file.name, file.format, tally):
        if isinstance(found, BadCapture):
            yield found
            continue
        try:
            yield _read(file, found, zone)
        except BadCapture:  # a page like any other
            continue


def read_pages(stream: IO[bytes], name: str, format: str, tally: Tally) -> Iterator[Page | BadCapture]:
    """Every page, and the fault of every record that could not be read."""
    if format == "wacz":
        yield from _read_wacz(stream, name, tally)
    else:
        yield from _read_warc(_Unpacked(stream), name, "", tally)


def read_page_at(stream: IO[bytes], name: str, format: str, place: str) -> bytes | None:
    """The page at a place, if there is one."""
    for found in read_pages(stream, name, format, Tally()):
        if isinstance(found, Page) and found.place == place:
            return found.data
    return None


def _read(file: Capture, page: Page, zone: tzinfo | None) -> Reading:
    decoding, text = decode_page(page.data, page.charset)
    looks = format_of(text)
    format = page.kind if page.kind == "html" and looks == "text" else looks
    if format not in ("html", "json", "feed") or format not in READERS:
        raise BadCapture(file.name, "holds a page of no format that is read")
    capture = Capture(
        digest=digest(page.data),
        name=f"{file.name}#{page.place}",
        size=len(page.data),
        format=format,
        decoding=decoding,
        publisher=file.publisher,
        captured=file.captured,
        zone=file.zone,
        liveblog=file.liveblog,
        recorder=page.recorder,
    )
    capture, warnings = with_recorded(capture, recorded("the WARC", page.address, page.captured))
    reading = read_capture(capture, text, zone)
    return replace(reading, warnings=(*warnings, *reading.warnings))


def _read_wacz(stream: IO[bytes], name: str, tally: Tally) -> Iterator[Page | BadCapture]:
    try:
        with zipfile.ZipFile(stream) as packed:
            for info in sorted(packed.infolist(), key=lambda each: each.header_offset):
                if not is_warc_member(info.filename):
                    continue
                place = f"{info.header_offset}+"
                if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or info.flag_bits & 1:
                    yield BadCapture(
                        f"{name}#{info.header_offset}", "is packed in a way that is not read", "pack it anew"
                    )
                    continue
                with packed.open(info) as member:
                    most = ALLOWANCE + EXPANSION * info.compress_size
                    yield from _read_warc(_Unpacked(member, most), name, place, tally)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, EOFError, zlib.error) as error:
        yield BadCapture(name, f"is a WACZ that cannot be read to its end ({error})", "download it again")


def _read_warc(source: _Unpacked, name: str, before: str, tally: Tally) -> Iterator[Page | BadCapture]:
    """Every page of one WARC; `before` begins the places in it."""
    place = recorder = ""
    try:
        while source.skip_line_ends():
            place = before + source.place()
            tally.records += 1
            if tally.records > MOST_RECORDS:
                raise _Broken(f"holds more than {MOST_RECORDS:,} records; the rest was not read")
            found = _read_record(source, place)
            if isinstance(found, _Recorder):
                recorder = found.name
            elif isinstance(found, Page):
                tally.pages += 1
                yield replace(found, recorder=recorder)
            elif found is not None:
                yield BadCapture(f"{name}#{place}", found, _MEND)
    except _Broken as fault:
        yield BadCapture(f"{name}#{place}" if place else name, str(fault), "download the file again")


class _Recorder(NamedTuple):
    """The tool that wrote the records that follow, as a `warcinfo` record names it (WARC 1.1, 6.2)."""

    name: str


def _read_record(source: _Unpacked, place: str) -> Page | _Recorder | str | None:
    """The page in the next record, or what is wrong with it; or who wrote those that follow; else None."""
    head = source.head()
    warc = _parse_head(head, "WARC/")
    declared = (warc.get_header("Content-Length") or "").strip() if warc else ""
    if warc is None or not re.fullmatch(r"\d{1,18}", declared):
        raise _Broken("is no WARC record")
    length = int(declared)
    first = source.read(min(length, _LONGEST_HEAD))
    meant = _meant(warc, first)
    wanted = meant is not None and length <= LARGEST
    rest = source.read(length - len(first)) if wanted else b""
    missing = length - len(first) - len(rest) - (0 if wanted else source.skip(length - len(first)))
    if missing:
        raise _Broken(f"is cut off: {missing:,} of {length:,} bytes are missing")
    if (warc.get_header("WARC-Type") or "").lower() == "warcinfo":
        software = _SOFTWARE.search(first)
        return _Recorder(" ".join(software[1].decode("utf-8", "replace").split()) if software else "")
    if meant is None:
        return None
    if not wanted:
        return f"is a page of {length:,} bytes; more than {LARGEST:,} are not read"
    if warc.get_header("WARC-Truncated") or warc.get_header("WARC-Segment-Number"):
        return "is a page of which only a part was saved"
    data = _decoded((first + rest)[meant.begins :], meant)
    if isinstance(data, str):
        return data
    captured = parse_iso(warc.get_header("WARC-Date"), "WARC-Date")
    return Page(
        place=place,
        address=(warc.get_header("WARC-Target-URI") or "").strip().strip("<>"),
        captured=replace(captured, basis=Basis.RECORDED) if captured and captured.instant else None,
        kind=meant.kind,
        charset=meant.charset,
        data=data,
    )


class _Meant(NamedTuple):
    """What the headers say of a page: where in the record it begins, what it is, and how it is packed."""

    begins: int
    kind: str
    charset: str | None
    chunked: bool = False
    encodings: tuple[str, ...] = ()


def _meant(warc: StatusAndHeaders, first: bytes) -> _Meant | None:
    """What a record holds, by its headers; None when it is no page, or not the server's whole answer."""
    kind = (warc.get_header("WARC-Type") or "").lower()
    if kind == "resource":
        return _page_kind(warc.get_header("Content-Type"), 0)
    if kind != "response":
        return None
    end = re.search(rb"\r?\n\r?\n", first)
    http = _parse_head(first[: end.end()], "HTTP/") if end else None
    if end is None or http is None or not _WHOLE.fullmatch(http.statusline):
        return None
    meant = _page_kind(http.get_header("Content-Type"), end.end())
    packed = (http.get_header("Content-Encoding") or "").lower().replace("x-gzip", "gzip")
    return meant and meant._replace(
        chunked="chunked" in (http.get_header("Transfer-Encoding") or "").lower(),
        encodings=tuple(each.strip() for each in packed.split(",") if each.strip() not in ("", "identity")),
    )


def _page_kind(content_type: str | None, begins: int) -> _Meant | None:
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
    return _Meant(begins, kind or "", charset)


def _decoded(data: bytes, meant: _Meant) -> bytes | str:
    """The page without chunks and compression, or what is wrong with it."""
    if meant.chunked and _CHUNK.match(data):  # else it was joined when it was saved
        try:
            data = ChunkedDataReader(io.BytesIO(data), raise_exceptions=True).read()
        except ChunkedDataException:
            return "is a page that is cut off inside a chunk"
    if len(meant.encodings) > 2:
        return "is a page that is packed more than twice"
    for encoding in reversed(meant.encodings):
        unpacked = _unpack(data, encoding)
        if isinstance(unpacked, str):
            return unpacked
        data = unpacked
    return data


def _unpack(data: bytes, encoding: str) -> bytes | str:
    if encoding == "gzip" and not data.startswith(b"\x1f\x8b"):
        return data  # it was unpacked when it was saved, and its header left as it was
    if encoding == "br" and "br" in BufferedReader.get_supported_decompressors():
        unpacked = BufferedReader(io.BytesIO(data), decomp_type="br", block_size=_PIECE // 16).read(LARGEST + 1)
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


def _parse_head(head: bytes, begins: str) -> StatusAndHeaders | None:
    try:
        return StatusAndHeadersParser([begins]).parse(io.BytesIO(head))
    except (StatusAndHeadersParserException, EOFError, ValueError):
        return None


class _Broken(Exception):
    """The file cannot be read any further."""


class _Unpacked:
    """The bytes of a WARC, read forward; gzip is undone, member by member, within bounds."""

    def __init__(self, stream: IO[bytes], most: int | None = None) -> None:
        self._stream = stream
        self._most = most  # bytes that may be read from the stream
        self._raw = stream.read(_PIECE)
        self._raw_at = 0  # where in the stream `_raw` begins
        self._inflating: zlib._Decompress | None = None
        self._is_gzip = self._raw.startswith(b"\x1f\x8b")
        self._members = [(0, 0)]  # (first byte unpacked, where in the stream), those that still matter
        self._held, self._at = b"", 0
        self._given = 0  # bytes unpacked, `_held` included

    def place(self) -> str:
        """Where the next byte stands: in the stream, or in its member of the gzip file."""
        at = self._given - len(self._held) + self._at
        while len(self._members) > 1 and self._members[1][0] <= at:
            del self._members[0]
        begins, in_stream = self._members[0] if self._is_gzip else (0, at)
        return f"{in_stream}" if not self._is_gzip or begins == at else f"{in_stream}+{at - begins}"

    def skip_line_ends(self) -> bool:
        """Go to the next byte that is no line end; False at the end."""
        while self._fill():
            rest = self._held[self._at :]
            bare = rest.lstrip(b"\r\n")
            self._at += len(rest) - len(bare)
            if bare:
                return True
        return False

    def head(self) -> bytes:
        """The lines up to an empty one, that included."""
        lines: list[bytes] = []
        left = _LONGEST_HEAD
        while left > 0:
            line = self._line(left)
            left -= len(line)
            lines.append(line)
            if line in (b"\r\n", b"\n"):
                return b"".join(lines)
            if not line:
                raise _Broken("is cut off inside its header")
        raise _Broken("has a header without end")

    def read(self, length: int) -> bytes:
        """That many bytes, or fewer at the end."""
        pieces: list[bytes] = []
        while length and self._fill():
            pieces.append(self._held[self._at : self._at + length])
            self._at += len(pieces[-1])
            length -= len(pieces[-1])
        return b"".join(pieces)

    def skip(self, length: int) -> int:
        """Pass over that many bytes; gives how many there were."""
        skipped = 0
        while skipped < length and self._fill():
            step = min(length - skipped, len(self._held) - self._at)
            self._at += step
            skipped += step
        return skipped

    def _line(self, most: int) -> bytes:
        pieces: list[bytes] = []
        while most and self._fill():
            end = self._held.find(b"\n", self._at, self._at + most) + 1
            piece = self._held[self._at : end or self._at + most]
            self._at += len(piece)
            most -= len(piece)
            pieces.append(piece)
            if end:
                break
        return b"".join(pieces)

    def _fill(self) -> bool:
        """Is there a byte to read?"""
        if self._at == len(self._held):
            self._held, self._at = self._inflated() if self._is_gzip else self._plain(), 0
            self._given += len(self._held)
        return bool(self._held)

    def _plain(self) -> bytes:
        self._next_raw()
        piece, self._raw = self._raw, b""
        self._raw_at += len(piece)
        return piece

    def _next_raw(self) -> None:
        if not self._raw:
            self._raw = self._stream.read(_PIECE)
        if self._most is not None and self._raw_at > self._most:
            raise _Broken("unpacks to more than a web archive would; the rest was not read")

    def _inflated(self) -> bytes:
        """The next bytes of the member at hand, or of the next one."""
        while True:
            self._next_raw()
            if self._inflating is None:
                bare = self._raw.lstrip(b"\0")  # files are filled up with them
                self._raw_at += len(self._raw) - len(bare)
                if not bare and not self._raw:
                    return b""
                self._raw = bare
                if not bare:
                    continue
                self._inflating = zlib.decompressobj(31)
                if self._members[-1][0] == self._given:
                    self._members.pop()
                self._members.append((self._given, self._raw_at))
            ended = not self._raw
            try:
                data = self._inflating.decompress(self._raw, _PIECE)
            except zlib.error as error:
                raise _Broken("is damaged inside its compression") from error
            rest = self._inflating.unused_data if self._inflating.eof else self._inflating.unconsumed_tail
            self._raw_at += len(self._raw) - len(rest)
            self._raw = rest
            if self._given + len(data) > ALLOWANCE + EXPANSION * self._raw_at:
                raise _Broken("unpacks to more than a web archive would; the rest was not read")
            if self._inflating.eof:
                self._inflating = None
            elif ended and not data:
                raise _Broken("is cut off inside its compression")
            if data:
                return data
