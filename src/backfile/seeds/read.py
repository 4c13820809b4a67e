"""Which reader reads which format? The table of all readers: values in, values out, nothing opened.

What every reader would say alike of its entries is said here: the language in which each is written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from backfile.errors import BadCapture
from backfile.model.capture import Capture, shows_later
from backfile.model.observation import Reading
from backfile.model.time import Basis, Time
from backfile.seeds.exports.export import read_exported
from backfile.seeds.feeds.feed import read_feed
from backfile.seeds.pages.mhtml import read_mhtml
from backfile.seeds.pages.page import read_html
from backfile.seeds.paste.read import read_paste
from backfile.seeds.structured_data.json_capture import read_data
from backfile.text.language import guess_languages
from backfile.text.markdown import words

Reader = Callable[[Capture, str, tzinfo | None], Reading]

READERS: dict[str, Reader] = {
    "text": read_paste,
    "html": read_html,
    "json": read_data,
    "feed": read_feed,
    "mhtml": read_mhtml,
    "jsonl": read_exported,
}

_NAMES = {
    "feed": "a feed",
    "warc": "a WARC file",
    "mhtml": "an MHTML page",
}


_YET_TO_COME = "yet to come when the capture was taken in"
_AHEAD = timedelta(hours=1)
"""By so much the clock of who saved a page may be ahead of that of who takes it in."""


def read_capture(capture: Capture, text: str, zone: tzinfo | None = None, taken_in: datetime | None = None) -> Reading:
    """What the reader for the capture's format finds in it. Raises BadCapture when there is no such reader.

    A time of capture that it records, and that was yet to come when it was taken in (UTC), is kept as printed, and
    counts for nothing: neither here, where it dates what says no day, nor when the capture is read again.
    """
    reader = READERS.get(capture.format)
    if reader is None:
        known = _NAMES.get(capture.format, capture.format)
        raise BadCapture(
            capture.name, f"is {known}, which this version does not read yet", "paste the page's text into a file"
        )
    reading = reader(capture, text, zone)
    late = reading.capture.captured
    if late and late.instant and taken_in and late.basis is Basis.RECORDED and late.instant - taken_in > _AHEAD:
        told = Time(printed=late.printed, precision=late.precision, source=late.source, unclear=_YET_TO_COME)
        reading = reader(replace(capture, captured=told), text, zone)
    return _with_doubt(_with_languages(reading))


def _with_doubt(reading: Reading) -> Reading:
    """With a warning where the time of its capture was yet to come, or the page shows what was published or updated
    after it."""
    captured, last = reading.capture.captured, reading.latest
    if captured is not None and captured.unclear == _YET_TO_COME:
        warning = f"the time of capture that it records, {captured.printed}, was {_YET_TO_COME}; it counts for nothing"
        return replace(reading, warnings=(*reading.warnings, warning))
    if captured is None or last is None or not shows_later(reading.capture, last):
        return reading
    of_which = "" if reading.capture.is_stated else " of such an entry"
    warning = (
        f"the capture’s time, {captured.printed}, ends before a publication or update that it shows, {last.meant}; "
        f"which of the two is wrong is not known, and the capture shows nothing by its time{of_which}"
    )
    return replace(reading, warnings=(*reading.warnings, warning))


def _with_languages(reading: Reading) -> Reading:
    texts = [f"{entry.headline or ''}\n{words(entry.body)}" for entry in reading.entries]
    languages = guess_languages(texts, reading.language)
    entries = [
        replace(entry, language=entry.language or found) if entry.archived is None else entry  # an export says it all
        for entry, found in zip(reading.entries, languages, strict=True)
    ]
    return replace(reading, entries=tuple(entries))
