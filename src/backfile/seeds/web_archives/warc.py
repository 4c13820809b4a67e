"""Which live blogs does a web archive hold? WARC (ISO 28500, 1.0 and 1.1), WARC.gz, and WACZ with WARCs inside.

The file is read forward in pieces and never held whole. Every page in it (HTML, JSON, a feed) that holds a live blog is
a capture of its own: its digest is that of the page as the server meant it, with chunks joined and compression undone;
its name is `<file>#<place>`. Places are offsets: of the record in a WARC, of the record's own gzip member in a WARC.gz,
of the WARC and then the record in a WACZ (`0+4711`); `+n` follows where a member holds more than one record. Laws:
what is declared is held against what is there, nothing is unpacked past a bound, and no name inside a file is a path.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import IO, NamedTuple

from backfile.errors import BadCapture
from backfile.model.capture import Capture, digest
from backfile.model.evidence import tell_unmatched
from backfile.model.observation import Reading
from backfile.seeds.charset import decode_page
from backfile.seeds.pages.recorded import recorded, with_recorded
from backfile.seeds.read import READERS, read_capture
from backfile.seeds.recognise import format_of, is_warc_member
from backfile.seeds.web_archives.digests import PACKAGE, UNREADABLE, is_readable, unmatched_in_wacz
from backfile.seeds.web_archives.payload import LARGEST, find_payload, find_unmatched, parse_head, unpacked
from backfile.seeds.web_archives.revisits import Record, Revisit, parse_record, parse_revisit
from backfile.seeds.web_archives.unpacked import LONGEST_HEAD, Broken, Unpacked, most_unpacked

MOST_RECORDS = 1_000_000

_MEND = "save the page again"
_SOFTWARE = re.compile(rb"^software:[ \t]*([^\r\n]{1,200}?)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)


@dataclass(slots=True)
class Tally:
    """How many records were seen, and how many of them were pages."""

    records: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page in a web archive. `kind` is html, json or feed, or nothing when its header does not say; `recorder` the
    tool that wrote the archive, as far as the `warcinfo` record before the page names it; `unmatched` names where the
    archive gives digests that its bytes do not have."""

    place: str
    record: Record
    kind: str
    charset: str | None
    data: bytes
    recorder: str = ""
    unmatched: tuple[str, ...] = ()


def read_live_blogs(
    stream: IO[bytes], file: Capture, tally: Tally, zone: tzinfo | None = None, taken_in: datetime | None = None
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
            yield _read(file, found, zone, taken_in)
        except BadCapture:  # a page like any other
            continue


def read_pages(stream: IO[bytes], name: str, format: str, tally: Tally) -> Iterator[Page | BadCapture]:
    """Every page, and the fault of every record that could not be read; then those that a server sent again, each by
    the place of the record that says so."""
    revisits: list[Revisit] = []
    begin = stream.tell()
    yield from _read_file(stream, name, format, tally, revisits)
    if not revisits:
        return
    stream.seek(begin)
    for found in _read_file(stream, name, format, Tally(), []):
        if isinstance(found, Page):
            for again in [each for each in revisits if each.is_of(found.record)]:
                revisits.remove(again)
                yield replace(found, place=again.place, record=again.own, recorder=again.recorder)


def _read_file(
    stream: IO[bytes], name: str, format: str, tally: Tally, revisits: list[Revisit]
) -> Iterator[Page | BadCapture]:
    if format == "wacz":
        yield from _read_wacz(stream, name, tally, revisits)
    else:
        yield from _read_warc(Unpacked(stream), name, "", tally, revisits)


def read_page_at(stream: IO[bytes], name: str, format: str, place: str) -> Page | None:
    """The page at a place, if there is one."""
    for found in read_pages(stream, name, format, Tally()):
        if isinstance(found, Page) and found.place == place:
            return found
    return None


def _read(file: Capture, page: Page, zone: tzinfo | None, taken_in: datetime | None) -> Reading:
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
        unmatched=page.unmatched,
    )
    capture, warnings = with_recorded(capture, recorded("the WARC", page.record.address, page.record.captured))
    reading = read_capture(capture, text, zone, taken_in)
    return replace(reading, warnings=(*tell_unmatched(capture.unmatched), *warnings, *reading.warnings))


def _read_wacz(stream: IO[bytes], name: str, tally: Tally, revisits: list[Revisit]) -> Iterator[Page | BadCapture]:
    try:
        with zipfile.ZipFile(stream) as packed:
            unmatched = unmatched_in_wacz(packed)
            for info in sorted(packed.infolist(), key=lambda each: each.header_offset):
                if not is_warc_member(info.filename):
                    continue
                place = f"{info.header_offset}+"
                if not is_readable(info):
                    yield BadCapture(
                        f"{name}#{info.header_offset}", "is packed in a way that is not read", "pack it anew"
                    )
                    continue
                with packed.open(info) as member:
                    source = Unpacked(member, most_unpacked(info.compress_size))
                    besides = (*unmatched.get(info.filename, ()), *unmatched.get(PACKAGE, ()))
                    yield from _read_warc(source, name, place, tally, revisits, besides)
    except UNREADABLE as error:
        yield BadCapture(name, f"is a WACZ that cannot be read to its end ({error})", "download it again")


def _read_warc(
    source: Unpacked,
    name: str,
    before: str,
    tally: Tally,
    revisits: list[Revisit],
    besides: tuple[str, ...] = (),
) -> Iterator[Page | BadCapture]:
    """Every page of one WARC; `before` begins the places in it, and `besides` are digests of all of it that do not
    match. What was sent again goes to `revisits`."""
    place = recorder = ""
    try:
        while source.skip_line_ends():
            place = before + source.place()
            tally.records += 1
            if tally.records > MOST_RECORDS:
                raise Broken(f"holds more than {MOST_RECORDS:,} records; the rest was not read")
            found = _read_record(source, place)
            if isinstance(found, _Recorder):
                recorder = found.name
            elif isinstance(found, Revisit):
                revisits.append(replace(found, recorder=recorder))
            elif isinstance(found, Page):
                tally.pages += 1
                yield replace(found, recorder=recorder, unmatched=(*found.unmatched, *besides))
            elif found is not None:
                yield BadCapture(f"{name}#{place}", found, _MEND)
    except Broken as fault:
        yield BadCapture(f"{name}#{place}" if place else name, str(fault), "download the file again")


class _Recorder(NamedTuple):
    """The tool that wrote the records that follow, as a `warcinfo` record names it (WARC 1.1, 6.2)."""

    name: str


def _read_record(source: Unpacked, place: str) -> Page | Revisit | _Recorder | str | None:
    """The page in the next record, or what is wrong with it; or that one was sent again, or who wrote those that
    follow; else None."""
    head = source.head()
    warc = parse_head(head, "WARC/")
    declared = (warc.get_header("Content-Length") or "").strip() if warc else ""
    if warc is None or not re.fullmatch(r"\d{1,18}", declared):
        raise Broken("is no WARC record")
    length = int(declared)
    first = source.read(min(length, LONGEST_HEAD))
    payload = find_payload(warc, first)
    wanted = payload is not None and length <= LARGEST
    rest = source.read(length - len(first)) if wanted else b""
    missing = length - len(first) - len(rest) - (0 if wanted else source.skip(length - len(first)))
    if missing:
        raise Broken(f"is cut off: {missing:,} of {length:,} bytes are missing")
    kind = (warc.get_header("WARC-Type") or "").lower()
    if kind == "revisit":
        return parse_revisit(warc.get_header, place)
    if kind == "warcinfo":
        software = _SOFTWARE.search(first)
        return _Recorder(" ".join(software[1].decode("utf-8", "replace").split()) if software else "")
    if payload is None:
        return None
    if not wanted:
        return f"is a page of {length:,} bytes; more than {LARGEST:,} are not read"
    if warc.get_header("WARC-Truncated") or warc.get_header("WARC-Segment-Number"):
        return "is a page of which only a part was saved"
    block = first + rest
    data = unpacked(block[payload.begins :], payload)
    if isinstance(data, str):
        return data
    return Page(
        place=place,
        record=parse_record(warc.get_header),
        kind=payload.kind,
        charset=payload.charset,
        data=data,
        unmatched=tuple(find_unmatched(warc, block, payload, data)),
    )
