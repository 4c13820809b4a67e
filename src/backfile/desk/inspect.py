"""What would Backfile read in this capture? The account of the page, with nothing written and no archive needed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from backfile import disk
from backfile.desk.intake.reading import capture_of_many, many_in, open_source, read_bytes, read_many
from backfile.desk.intake.stating import Stated, check_stated, refuse_address
from backfile.desk.plain import plain_time
from backfile.errors import BadCapture
from backfile.model.observation import Reading
from backfile.model.plain import dump
from backfile.text.markdown import words


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises Usage where there is none; for an address, with the way to a capture."""
    if not path.exists():
        refuse_address(path, "inspect")
    return disk.read_bytes(path)


def inspect(data: bytes, name: str, stated: Stated, now: datetime | None = None) -> Reading:
    """What a reader finds in these bytes. Raises BadCapture when nothing can be read in them."""
    now = now or datetime.now(UTC)
    captured = check_stated(stated, now=now)
    with open_source(None, data) as file:
        format = many_in(file, stated)
        if format is not None:
            return _the_one(list(read_many(file, capture_of_many(file, format, name, stated, captured), now)), name)
    _, found = read_bytes(data, name, stated, captured, now)
    if isinstance(found, BadCapture):
        raise found
    return found


def _the_one(found: Sequence[Reading | BadCapture], name: str) -> Reading:
    """The only live blog in a web archive. Raises BadCapture when there are several, or none."""
    readings = [each for each in found if not isinstance(each, BadCapture)]
    if len(readings) == 1:
        return readings[0]
    if readings:
        mend = "see what would be read in each with: backfile add --dry-run"
        raise BadCapture(name, f"holds {len(readings)} captures of live blogs", mend)
    raise next(each for each in found if isinstance(each, BadCapture))


def plain_reading(reading: Reading) -> dict[str, object]:
    """The reading as plain data: the form of `inspect --json`."""
    about = reading.liveblog
    return {
        "liveblog": {
            "headline": about.headline,
            "summary": list(about.summary),
            "publisher": about.publisher,
            "address": about.address,
            "id": about.publisher_id,
            "declared": about.declared,
            "more": about.more,
        },
        "entries": [
            {
                "key": entry.key,
                "id": entry.publisher_id,
                "headline": entry.headline,
                "byline": list(entry.byline),
                "tags": list(entry.tags),
                "language": entry.language,
                "published": plain_time(entry.published),
                "updated": plain_time(entry.updated),
                "text": words(entry.body),
                "provenance": dump(entry.provenance),
            }
            for entry in reading.entries
        ],
        "parts": [
            {"name": ledger.part, "characters": ledger.characters, "ledger": dump(ledger.spans)}
            for ledger in reading.ledgers
        ],
        "capture": dump(reading.capture),
        "reader": reading.reader,
        "warnings": list(reading.warnings),
    }
