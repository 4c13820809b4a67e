"""What did a tool record of a page that it saved, and does what a person says of it agree?

Times that a tool recorded are of the basis RECORDED. Of an archive's copy it is the original that counts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urlsplit

from backfile.model.capture import Capture
from backfile.model.evidence import GIVEN_ADDRESS
from backfile.model.time import Basis, Time
from backfile.seeds.pages.copies import find_original, is_address
from backfile.text.dates import parse_span

_SLACK = timedelta(hours=1)
"""How far a person's clock may be from the one that a page records before the two contradict each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What a page says of its own saving; nothing, for most pages."""

    tool: str = ""
    address: str | None = None  # of the original
    captured: Time | None = None
    base: str | None = None  # what relative addresses are relative to, where the page says so
    archive: bool = False  # links lead through a web archive
    banner: str = ""  # selects what the archive put into the page


def recorded(tool: str, address: str | None, captured: Time | None) -> Saved:
    """What a tool that recorded an address, and when, says of the page: of the original, if it saved a copy."""
    original = find_original(address or "")
    if original is not None:
        return Saved(tool=tool, address=original.address, captured=original.captured or captured)
    return Saved(tool=tool, address=address if address and is_address(address) else None, captured=captured)


def with_recorded(capture: Capture, saved: Saved) -> tuple[Capture, tuple[str, ...]]:
    """The capture with what its page records where a person said nothing, and warnings where they contradict."""
    given = recorded("", capture.address, None) if capture.address else Saved()
    by_address = replace(given.captured, source=GIVEN_ADDRESS) if given.captured else None
    stated = capture.captured if capture.captured and capture.captured.basis is not Basis.RECORDED else None
    captured = saved.captured or by_address or capture.captured
    warnings = []
    if stated and saved.captured and _contradict(stated, saved.captured):
        warnings.append(
            f"{saved.tool} recorded another time of capture, {saved.captured.printed}; "
            f"what you said is kept, {stated.printed}"
        )
    address = given.address or capture.address
    if address and saved.address and _bare(address) != _bare(saved.address):
        warnings.append(f"{saved.tool} recorded the address {saved.address}; the one that was given is kept, {address}")
    itself = (saved.captured or capture.recorded) if stated and stated.basis else None
    said = replace(capture, address=address or saved.address, captured=stated or captured, recorded=itself)
    return said, tuple(warnings)


def _bare(address: str) -> tuple[str, str]:
    """What two spellings of one address share."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", address
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/")


def _contradict(stated: Time, found: Time) -> bool:
    """Does the recorded instant lie outside what a person stated?"""
    if stated.instant is None or found.instant is None:
        return False
    try:
        span = parse_span(stated.printed)
    except ValueError:
        length = timedelta(0)
    else:
        length = span.end - span.start
    return not stated.instant - _SLACK <= found.instant <= stated.instant + length + _SLACK
