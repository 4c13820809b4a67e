"""Which instant does a printed time mean? Only one that has a basis: a date, a clock time and a zone.

A time without its date, or in a zone that is not said, is kept as printed and means no instant.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, tzinfo

from backfile.model.time import Basis, Precision, Time
from backfile.seeds.printed.clock import Printed
from backfile.seeds.printed.zone import zone_of
from backfile.text.dates import clock_doubt

_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?\s*(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE
)


def resolve(printed: Printed, source: str, page_zone: tzinfo | None = None, undated: str = "") -> Time:
    """The time with its instant, if there is a basis for one: its zone named, or the zone of the page known; else with
    what is wanting, for which the words `undated` stand where that is the date."""
    precision = Precision.MINUTE if printed.second is None else Precision.SECOND
    as_printed = Time(printed=printed.printed, precision=precision, source=source)
    zone, basis = zone_of(printed.zone, page_zone) if printed.zone else (page_zone, Basis.PAGE_ZONE)
    if zone is None or printed.year is None or printed.month is None or printed.day is None:
        return replace(as_printed, unclear=_unclear(printed, zone, undated))
    clock = time(printed.hour, printed.minute, printed.second or 0, tzinfo=zone)
    local = datetime.combine(date(printed.year, printed.month, printed.day), clock)
    try:
        instant = local.astimezone(UTC)
        if doubt := clock_doubt(local):
            return replace(as_printed, unclear=doubt)
    except OverflowError:
        return as_printed
    return replace(as_printed, instant=instant, basis=basis)


def _unclear(printed: Printed, zone: tzinfo | None, undated: str) -> str:
    """What is wanting for an instant, or may mean several things."""
    missing, told = [], []
    if undated:
        told.append(undated)
    elif printed.day is None and printed.is_dated:
        told.append("the day and the month of it may stand either way round")
    elif printed.day is None:
        missing.append("date")
    elif printed.year is None:
        missing.append("year")
    if zone is None and printed.zone:
        told.append(f"which zone {printed.zone} means is not certain")
    elif zone is None:
        missing.append("zone")
    return "; ".join([*([f"{' and '.join(missing)} not given"] if missing else []), *told])


def parse_iso(given: object, source: str, page_zone: tzinfo | None = None) -> Time | None:
    """The time in an ISO 8601 text as data about a page holds it; None for anything else.

    Without an offset it means an instant only in the zone of the page, if that is known.
    """
    if not isinstance(given, str) or not given.strip():
        return None
    printed = given.strip()
    found = _ISO.fullmatch(printed)
    if found is None:
        return None
    year, month, day, hour, minute, second, offset = found.groups()
    precision = Precision.SECOND if second else Precision.MINUTE if minute else Precision.DAY
    zone, basis = zone_of(offset.upper()) if offset else (page_zone, Basis.PAGE_ZONE)
    try:
        local = datetime(
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=zone
        )
        instant = local.astimezone(UTC) if zone else None
        unclear = clock_doubt(local) if zone else "zone not given"
    except (ValueError, OverflowError):
        return None
    if instant is None or unclear:
        return Time(printed=printed, precision=precision, source=source, unclear=unclear)
    return Time(printed=printed, instant=instant, precision=precision, basis=basis, source=source)


def from_epoch(given: object, source: str) -> Time | None:
    """The time in seconds or milliseconds since 1970 (UTC), as data about a page holds it; None for anything else."""
    try:
        number = float(str(given))
        seconds = number / 1000 if abs(number) > 1e11 else number  # 1e11 seconds are the year 5138
        instant = datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return Time(printed=str(given), instant=instant, precision=Precision.SECOND, basis=Basis.EPOCH, source=source)
