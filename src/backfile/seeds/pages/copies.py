"""Of which page is an archive's copy, and when was it made? What its address says, and each link that was rewritten.

The Wayback Machine rewrites links to `/web/20220310120000im_/https://…`, archive.today to `/o/<copy>/https://…`. Where
an address leads through an archive, it is undone once.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from backfile.model.time import Basis, Precision, Time

_TODAY_HOSTS = r"archive\.(?:today|ph|is|md|fo|li|vn)"
# An address in a copy of the Wayback Machine, with its host or without.
_REWRITTEN = re.compile(
    r"(?:(?:https?:)?//(?:web|wayback|www)\.archive\.org(?::\d+)?)?/web/(\d{4,14})(?:[a-z]{2}_)?/(\S+)", re.IGNORECASE
)
_TODAY_LINK = re.compile(rf"(?:https?:)?//(?:www\.)?{_TODAY_HOSTS}/o/\w+/(\S+)", re.IGNORECASE)
_WAYBACK_COPY = re.compile(rf"(?=https?://){_REWRITTEN.pattern}", re.IGNORECASE)
_TODAY_COPY = re.compile(rf"https?://(?:www\.)?{_TODAY_HOSTS}/([\d.-]{{8,17}})/(\S+)", re.IGNORECASE)
_SCHEME = re.compile(r"(https?):/{1,2}(?=[^/])", re.IGNORECASE)
_LONGEST = 4000  # characters of an address


class Original(NamedTuple):
    """What the address of an archive's copy says: the address of the original, and when it was archived."""

    address: str
    captured: Time | None


def find_original(address: str) -> Original | None:
    """What the address of an archive's copy says of the original; None for any other address."""
    for shape, archive in ((_WAYBACK_COPY, "the Wayback Machine"), (_TODAY_COPY, "archive.today")):
        found = shape.fullmatch(address) if len(address) <= _LONGEST else None
        if found:
            original = _whole(found[2])
            stamp = parse_stamp(re.sub(r"\D", "", found[1]), archive)
            return Original(original, stamp) if is_address(original) else None
    return None


def is_archive_today(address: str) -> bool:
    """Is it the address of a copy in archive.today?"""
    return _TODAY_COPY.fullmatch(address) is not None


def undo(given: str) -> str:
    """An address as it stood in the original page."""
    found = _REWRITTEN.fullmatch(given)
    if found:
        return _whole(found[2])
    found = _TODAY_LINK.fullmatch(given)
    return _whole(found[1]) if found else given


def is_address(given: str) -> bool:
    """May it be the address of a page?"""
    try:
        parts = urlsplit(given)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and len(given) <= _LONGEST and given.isprintable()


def parse_stamp(digits: str, source: str) -> Time | None:
    """The time in fourteen digits, or fewer, as web archives write it, in UTC."""
    written = {14: "%Y%m%d%H%M%S", 12: "%Y%m%d%H%M", 8: "%Y%m%d"}.get(len(digits))
    precision = {14: Precision.SECOND, 12: Precision.MINUTE}.get(len(digits), Precision.DAY)
    if written is None:
        return None
    try:
        instant = datetime.strptime(digits, written).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Time(printed=digits, instant=instant, precision=precision, basis=Basis.RECORDED, source=source)


def _whole(rest: str) -> str:
    """What follows an archive's prefix as a full address: `https:/x` has lost a slash, `x.example/y` its scheme."""
    found = _SCHEME.match(rest)
    if found:
        rest = f"{found[1].lower()}://{rest[found.end() :]}"
        return re.sub(r"^(http://[^/:]+):80(?=/|$)", r"\1", rest)
    return rest if re.match(r"[a-z][a-z0-9+.-]*:(?!\d)", rest, re.IGNORECASE) else f"http://{rest.lstrip('/')}"
