"""What does a person say of a capture, and can it be meant?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from backfile.errors import Usage
from backfile.model.time import Basis, Precision, Time
from backfile.seeds.recognise import FORMATS
from backfile.text.dates import clock_doubt, parse_span, parse_zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a person says of a capture. None is: not said."""

    url: str | None = None
    publisher: str | None = None
    captured: str | None = None  # a day, a time, or an interval: 2022-03-10/2022-03-11
    zone: str | None = None  # of the times printed on the page
    liveblog: str | None = None
    format: str | None = None


_EAST = timedelta(hours=14)
"""By so much a day begins earlier in the farthest east than in UTC."""
_CLOCK = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?=\s*(?:$|/|\.\.))", re.IGNORECASE)
_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_ADDRESS = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_ADDRESS_AS_PATH = re.compile(r"https?:[/\\]", re.IGNORECASE)  # which has one slash


def check_stated(stated: Stated, said_in: str = "", zone: str = "UTC", now: datetime | None = None) -> Time | None:
    """The time of capture that is stated, in `zone` unless it says its own.

    Raises Usage for what cannot be meant, such as a time that is yet to come, naming where it was said: a place such as
    a line of a table, or the option.
    """

    def place(name: str) -> str:
        return f"{said_in}, {name}" if said_in else f"--{name}"

    if stated.url is not None and not _ADDRESS.fullmatch(stated.url):
        raise Usage(place("url"), f"“{stated.url}” is no address", "write it whole: https://news.example/live/flood")
    if stated.format is not None and stated.format not in FORMATS:
        raise Usage(place("format"), f"there is no format “{stated.format}”", f"known are {', '.join(FORMATS)}")
    for name in filter(None, (stated.zone, zone)):
        try:
            parse_zone(name)
        except ValueError as error:
            raise Usage(place("zone"), str(error), "write a name such as Europe/Kyiv, or UTC") from error
    if stated.captured is None:
        return None
    return parse_past_time(stated.captured, zone, place("captured"), now)


def refuse_address(path: Path, command: str) -> None:
    """Raises Usage, with the way to a capture, for an address where `command` asks for a file that there is not."""
    if _ADDRESS_AS_PATH.match(str(path)):
        mend = f"save the page in a browser, and {command} the file with --url and the address"
        raise Usage(path, "is an address, and nothing is fetched here", mend)


def parse_past_time(written: str, zone: str, place: str, now: datetime | None = None) -> Time:
    """A time that a person states of what has happened. Raises Usage, naming the place, for one that is yet to come."""
    time, today = parse_stated_time(written, zone, place), now or datetime.now(UTC)
    if time.instant and time.instant - today > _EAST:
        fault = f"{written} is yet to come; it is {today:%Y-%m-%d %H:%M UTC} by this machine’s clock"
        raise Usage(place, fault, "say when it was, or leave it out")
    return time


def parse_stated_time(written: str, zone: str, place: str) -> Time:
    """A time that a person states, in `zone` unless it says its own: then it is kept with that zone's offset, for zones
    can be set anew. Raises Usage, naming the place."""
    try:
        span = parse_span(written, parse_zone(zone))
        _refuse_unclear(written, zone, place)
    except ValueError as error:
        fault, mend = str(error), "write it like 2022-03-10, 2022-03-10T14:05Z or 2022-03-10/2022-03-11"
        if days := _days_of(written):
            fault, mend = f"“{written}” is no date that can be read", f"write the year first: {' or '.join(days)}"
        elif written not in fault:
            fault = f"“{written}” cannot be read: {fault}"
        raise Usage(place, fault, mend) from error
    return Time(
        printed=_with_offset(written, zone),
        instant=span.start.astimezone(UTC),
        precision=Precision(span.precision),
        basis=Basis.STATED,
        source="a person",
    )


def _refuse_unclear(written: str, zone: str, place: str) -> None:
    """Raises Usage for a clock without an offset that came twice in `zone`, or never: which was meant, nobody knows."""
    for clock in _CLOCK.finditer(written):
        local = parse_span(clock[0]).start.replace(tzinfo=parse_zone(zone))
        if doubt := clock_doubt(local):
            either = " or ".join(f"{clock[0]}{_offset(local.replace(fold=fold))}" for fold in (0, 1))
            raise Usage(place, f"{clock[0]} means no one instant in {zone}: {doubt}", f"give its offset: {either}")


def _days_of(written: str) -> list[str]:
    """The days that figures with the year at their end may mean.

    >>> _days_of("12/01/2024"), _days_of("31.1.2024"), _days_of("2024-01-12")
    (['2024-01-12', '2024-12-01'], ['2024-01-31'], [])
    """
    figures = _FIGURES.fullmatch(written.strip())
    if figures is None:
        return []
    one, other, year = map(int, figures.groups())
    return [f"{year:04}-{month:02}-{day:02}" for day, month in {(one, other): 0, (other, one): 0} if 1 <= month <= 12]


def tell_assumed(written: str, zone: str, page_zone: str | None = None) -> str:
    """That a stated time was read in `zone` because it gives no offset; empty where it gives one, or no clock.

    >>> tell_assumed("2024-05-03T10:00", "UTC", "Europe/London").partition("; ")[2]
    'in Europe/London it would be 2024-05-03T10:00+01:00'
    """
    read = _with_offset(written, zone)
    if read == written:
        return ""
    other = _with_offset(written, page_zone) if page_zone else read
    mend = f"in {page_zone} it would be {other}" if other != read else "for another zone, write its offset"
    return f"{written} gives no offset and was read as {read}, in the zone of this archive ({zone}); {mend}"


def _with_offset(written: str, zone: str) -> str:
    """What is written, each clock with its offset; one that is no whole number of minutes cannot be written."""

    def with_its_own(clock: re.Match[str]) -> str:
        return clock[0] + _offset(parse_span(clock[0]).start.replace(tzinfo=parse_zone(zone)))

    return _CLOCK.sub(with_its_own, written)


def _offset(local: datetime) -> str:
    ahead = local.utcoffset() or timedelta(0)
    minutes, rest = divmod(abs(ahead), timedelta(minutes=1))
    sign = "-" if ahead < timedelta(0) else "+"
    return "" if rest else f"{sign}{minutes // 60:02}:{minutes % 60:02}" if minutes else "Z"
