"""What does Backfile offer to Python programs? Reading captures, with no archive needed: see docs/python.md."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from backfile import disk
from backfile.desk.capturing import Stated
from backfile.desk.inspect import inspect
from backfile.desk.plain import plain_time
from backfile.model.entry import Reading
from backfile.text.markdown import words


def read(
    source: str | os.PathLike[str] | bytes,
    *,
    url: str | None = None,
    publisher: str | None = None,
    captured: str | None = None,
    zone: str | None = None,
    format: str | None = None,
) -> Reading:
    """The live blog in a capture: `.liveblog`, `.entries` in page order, `.parts` and `.ledgers`, `.warnings`.

    `source` is a path, or the bytes of a capture; the rest is what you know of it, as for `backfile add`. Raises
    backfile.errors.BadCapture when nothing can be read in it, Usage for a path or a statement that is wrong.
    """
    stated = Stated(url=url, publisher=publisher, captured=captured, zone=zone, format=format)
    if isinstance(source, bytes):
        return inspect(source, "capture", stated)
    path = Path(source)
    return inspect(disk.read_bytes(path), path.name, stated)


def records(reading: Reading) -> list[dict[str, Any]]:
    """One plain dict an entry, flat enough for a data frame: `pandas.DataFrame(records(read("page.html")))`.

    `published` and `updated` are instants (ISO 8601, UTC) or None, `published_printed` what the page shows; `start` and
    `end` count the code points of `part`.
    """
    return [
        {
            "key": entry.key,
            "id": entry.publisher_id,
            "headline": entry.headline,
            "byline": "; ".join(entry.byline),
            "published": (plain_time(entry.published) or {}).get("instant"),
            "published_printed": entry.published.printed if entry.published else None,
            "updated": (plain_time(entry.updated) or {}).get("instant"),
            "text": words(entry.body),
            "markdown": entry.body,
            "withdrawn": entry.withdrawn,
            "liveblog": reading.liveblog.headline,
            "publisher": reading.liveblog.publisher,
            "address": reading.liveblog.address,
            "sha256": reading.capture.digest,
            "part": entry.provenance[0].part,
            "start": entry.provenance[0].start,
            "end": entry.provenance[0].end,
        }
        for entry in reading.entries
    ]
