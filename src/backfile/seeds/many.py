"""Which captures does a file of many hold? Web archives and exports, read one capture after the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import IO

from backfile.errors import BadCapture
from backfile.model.capture import Capture, digest
from backfile.model.observation import Reading
from backfile.seeds.exports.export import captured_as_told, record_at, split_export, split_stretch
from backfile.seeds.read import read_capture
from backfile.seeds.recognise import recognise
from backfile.seeds.web_archives.warc import Tally, read_live_blogs, read_page_at


def read_each(
    stream: IO[bytes], file: Capture, zone: tzinfo | None = None, taken_in: datetime | None = None
) -> Iterator[Reading | BadCapture]:
    """What was read in each capture that holds a live blog, and the fault of each that could not be read; never
    nothing.

    `file` is the file itself: what is stated of it holds for its captures, but for the address. `taken_in` is as of
    read.read_capture.
    """
    stream.seek(0)
    tally, any_found = Tally(), False
    is_export = file.format == "jsonl"
    found = _exports(stream, file, zone) if is_export else read_live_blogs(stream, file, tally, zone, taken_in)
    for each in found:
        any_found = True
        yield each
    if not any_found:
        fault = f"holds no live blog ({tally.pages:,} pages in {tally.records:,} records)"
        yield BadCapture(file.name, fault, "save the page of the live blog itself")


def bytes_at(stream: IO[bytes], name: str, format: str, place: str) -> tuple[bytes, tuple[str, ...]] | None:
    """The bytes of the capture `<name>#<place>`, if there is one, and where the file gives digests that they do not
    have (`Capture.unmatched`)."""
    if format == "jsonl":
        record = record_at(stream, place)
        return None if record is None else (record, ())
    page = read_page_at(stream, name, format, place)
    return (page.data, page.unmatched) if page else None


def _exports(stream: IO[bytes], file: Capture, zone: tzinfo | None) -> Iterator[Reading | BadCapture]:
    for stretch in split_export(stream):
        for record in split_stretch(stretch):
            name = f"{file.name}#{record.place}"
            try:
                decoding = recognise(stretch.data, name, format="jsonl").decoding
                capture = Capture(
                    digest=digest(record.data),
                    name=name,
                    size=len(record.data),
                    format="jsonl",
                    decoding=decoding,
                    publisher=file.publisher,
                    captured=captured_as_told(record.told) if record.told else file.captured,
                    zone=file.zone,
                    liveblog=file.liveblog,
                    told=record.told,
                )
                yield read_capture(capture, record.data.decode(decoding or "utf-8", "replace"), zone)
            except BadCapture as fault:
                yield fault
