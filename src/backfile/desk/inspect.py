"""What would Backfile read in this capture? The account of the page, with nothing written and no archive needed."""

from __future__ import annotations

from backfile.desk.capturing import Stated, check_stated, read_bytes
from backfile.desk.plain import plain_time
from backfile.errors import BadCapture
from backfile.model.entry import Reading
from backfile.model.plain import dump
from backfile.text.markdown import words


def inspect(data: bytes, name: str, stated: Stated) -> Reading:
    """What a reader finds in these bytes. Raises BadCapture when nothing can be read in them."""
    _, found = read_bytes(data, name, stated, check_stated(stated, name))
    if isinstance(found, BadCapture):
        raise found
    return found


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
        },
        "entries": [
            {
                "key": entry.key,
                "headline": entry.headline,
                "byline": list(entry.byline),
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

