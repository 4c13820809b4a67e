"""Which span of time does a person mean by a date in an option? Dates as in queries, in the archive's zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo

from backfile.errors import Usage
from backfile.text.dates import DateSpan, clock_doubt, parse_zone
from backfile.text.spoken_dates import parse_spoken
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import read_settings

_ELSEWHERE = timezone(timedelta(hours=23, minutes=59))
"""A zone that is none: what means the same there is written with an offset, or counted back from now."""


def parse_when(workspace: Workspace, option: str, written: str, now: datetime | None = None) -> DateSpan:
    """The span, half open, in UTC; dates in words are counted back from `now`.

    Raises Usage, naming the option, for what is no date, and for a clock without an offset that came twice, or never.
    """
    name, now = read_settings(workspace.root).zone, now or datetime.now(UTC)
    zone = parse_zone(name)
    try:
        span = parse_spoken(written, zone, now)
        doubt = _doubt(written, zone, now) if span.precision in ("minute", "second") else ""
    except ValueError as error:
        raise Usage(option, str(error), "write it like 2022-03-10 or 2022-03-10T14:05Z") from error
    if doubt:
        raise Usage(
            option, f"{written} means no one instant in {name}: {doubt}", "write it like 2022-03-10T14:05+01:00"
        )
    return span


def _doubt(written: str, zone: tzinfo, now: datetime) -> str:
    """Why what the clock of a zone showed means no one instant; empty where it does, or is of no zone."""
    here, elsewhere = (parse_spoken(written, each, now) for each in (UTC, _ELSEWHERE))
    return clock_doubt(here.start.replace(tzinfo=zone)) if here != elsewhere else ""
