"""Which span of time does a filter of a query ask for? `published:`, `since:`, `after:`, `before:`, `until:`."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from backfile.errors import Usage
from backfile.index.query import Published
from backfile.text.dates import parse_span
from backfile.text.spoken_dates import Reach, parse_reach, parse_spoken


def read_dates(field: str, value: str, zone: tzinfo, now: datetime) -> tuple[Published, str]:
    """The filter of one of these fields, and what it was read as, in words; dates without an offset are read in `zone`,
    and counted back from `now`. Raises Usage for what is no date."""
    try:
        reach = _reach(field, value, zone, now)
        return Published(_write(field, value, zone, reach), *reach), _tell(reach, zone)
    except OverflowError as fault:
        raise Usage("query", "the date lies outside the years that can be reckoned with") from fault
    except ValueError as fault:
        raise Usage("query", f"{field}: {fault}") from fault


def _reach(field: str, value: str, zone: tzinfo, now: datetime) -> Reach:
    if field == "published":
        return parse_reach(value, zone, now)
    span = parse_spoken(value, zone, now)
    match field:
        case "since":
            return Reach(span.start, None)
        case "after":
            return Reach(span.end, None)
        case "before":
            return Reach(None, span.start)
    return Reach(None, span.end)


def _write(field: str, value: str, zone: tzinfo, reach: Reach) -> str:
    """The value, where it means the same at any time; else the span, to the second."""
    try:
        span = parse_span(value, zone)
        if field == "published" and (span.start, span.end) == reach:
            return value
    except ValueError:
        pass  # it is in words, or has no beginning or no end
    last = reach.end - timedelta(seconds=1) if reach.end else None
    return "..".join(f"{_plain(each)}Z" if each else "" for each in (reach.start, last))


def _tell(reach: Reach, zone: tzinfo) -> str:
    shown = [each.astimezone(zone) if each else None for each in reach]
    first, last = (_plain(each, " ").removesuffix(":00") if each else "" for each in shown)
    between = f"from {first} on" if not last else f"before {last}" if not first else f"{first} until before {last}"
    return f"{between}, {zone}"


def _plain(instant: datetime, between: str = "T") -> str:
    return instant.replace(tzinfo=None).isoformat(between, "seconds")
