"""What does a person say of a capture, and can it be meant?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from backfile.errors import Usage
from backfile.model.time import Basis, Precision, Time
from backfile.seeds.recognise import FORMATS
from backfile.text.dates import parse_span, parse_zone


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
_ADDRESS = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)


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
    captured = parse_stated_time(stated.captured, zone, place("captured"))
    today = now or datetime.now(UTC)
    if captured.instant and captured.instant - today > _EAST:
        fault = f"{stated.captured} is yet to come; it is {today:%Y-%m-%d %H:%M UTC} by this machine’s clock"
        raise Usage(place("captured"), fault, "say when it was captured, or leave it out")
    return captured


def parse_stated_time(written: str, zone: str, place: str) -> Time:
    """A time that a person states, in `zone` unless it says its own. Raises Usage, naming the place."""
    try:
        span = parse_span(written, parse_zone(zone))
    except ValueError as error:
        mend = "write it like 2022-03-10, 2022-03-10T14:05Z or 2022-03-10/2022-03-11"
        raise Usage(place, str(error), mend) from error
    return Time(
        printed=written,
        instant=span.start.astimezone(UTC),
        precision=Precision(span.precision),
        basis=Basis.STATED,
        source="a person",
    )
