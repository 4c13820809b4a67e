"""Which page does an MHTML file hold? Its root part (RFC 2557), decoded, then read as any saved page.

`Snapshot-Content-Location` is the page's address and `Date` when it was saved, both as the browser recorded them. The
part `text` and every place in it are those of the decoded page, not of the file.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import tzinfo
from email import policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser

from backfile.errors import BadCapture
from backfile.model.capture import Capture
from backfile.model.observation import Reading
from backfile.model.time import Basis, Time
from backfile.seeds.charset import decode_page
from backfile.seeds.pages.page import read_html
from backfile.seeds.pages.recorded import recorded, with_recorded
from backfile.seeds.printed.mailed import parse_mail_date

READER = "MHTML 2"

_PAGES = ("text/html", "application/xhtml+xml")


def read_mhtml(capture: Capture, text: str, zone: tzinfo | None = None) -> Reading:
    """The live blog of an MHTML page; `text` holds the bytes of the file, one character each.

    Raises BadCapture when it holds no page, or no entry can be read in it.
    """
    try:
        # Not the newer policy: it takes headers apart as it reads them, and a hostile one stops it.
        message = BytesParser(policy=policy.compat32).parsebytes(text.encode("latin-1", "replace"))
        root = _root(message)
        data = root.get_payload(decode=True) if root is not None else None
        charset = root.get_content_charset() if root is not None else None
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise BadCapture(
            capture.name, f"is an MHTML page that cannot be read ({error})", "save the page again"
        ) from error
    if not isinstance(data, bytes) or not data.strip():
        raise BadCapture(capture.name, "is an MHTML page without HTML", "save the page again")
    decoding, page = decode_page(data, charset)
    address = _header(message, "Snapshot-Content-Location") or _header(root or message, "Content-Location")
    saved = recorded("the browser", address, _date(message))
    capture, warnings = with_recorded(capture, saved)
    reading = read_html(replace(capture, decoding=decoding), page, zone)
    return replace(reading, reader=f"{READER}, {reading.reader}", warnings=(*warnings, *reading.warnings))


def _root(message: Message) -> Message | None:
    """The part that is the page: the one that `start` names, or whose address the file has, or the first page."""
    pages = [part for part in message.walk() if part.get_content_type() in _PAGES]
    start = message.get_param("start")
    address = _header(message, "Snapshot-Content-Location")
    for part in pages:
        if isinstance(start, str) and start.strip() and _header(part, "Content-ID") == start.strip():
            return part
    for part in pages:
        if address and _header(part, "Content-Location") == address:
            return part
    return pages[0] if pages else None


def _header(message: Message, name: str) -> str:
    """A header with its encoded words read and its folded lines joined; empty when it is missing."""
    given = str(message.get(name) or "")
    with suppress(MessageError, ValueError, LookupError):  # words in an encoding that there is not
        given = str(make_header(decode_header(given)))
    return "".join(given.split()) if name != "Date" else " ".join(given.split())


def _date(message: Message) -> Time | None:
    time = parse_mail_date(_header(message, "Date"), "the browser")
    return replace(time, basis=Basis.RECORDED) if time and time.instant else None
