"""Which span of time does a date in a draft mean, as its writer would say it? Words with a clock, a day, month or year.

A date without a year takes that of the draft's nearest date before it that has one, and says so. What could mean two
days is not understood, and neither is a clock of a zone that nobody here knows.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo

from backfile.text.dates import DateSpan, clock_doubt, parse_span
from backfile.text.months import MONTHS as MONTHS_ANYWHERE
from backfile.text.spoken_dates import MONTHS, parse_spoken

MONTH = "|".join(sorted((*MONTHS, *(month[:3] for month in MONTHS), "sept"), key=len, reverse=True))
CLOCK = r"noon|midday|midnight|\d{1,2}(?:[:.]\d\d)?\s?(?:a\.?m\b\.?|p\.?m\b\.?)|\d{1,2}[:.]\d\d"
DAY = (
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{MONTH})\b\.?(?:,?\s+\d{{4}}\b)?"
    rf"|(?:{MONTH})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}}\b)?"
    r"|\d{4}-\d\d-\d\d"
)
_ELSEWHERE = "|".join(sorted(map(re.escape, MONTHS_ANYWHERE), key=len, reverse=True))
DAY_ELSEWHERE = rf"\d{{1,2}}\.?\s+(?:de\s+)?(?:{_ELSEWHERE})\b\.?,?\s+(?:de\s+)?\d{{4}}\b"
"""A day with its year in another language."""
MONTH_ELSEWHERE = rf"(?:{_ELSEWHERE})\b\.?,?\s+(?:de\s+)?\d{{4}}\b"
DAY_IN_FIGURES = r"\d{1,2}(?P<stroke>[./])\d{1,2}(?P=stroke)\d{4}\b"

_OTHER_ZONE = re.compile(r"\s*\(?(?:[A-Z]{1,4}T\b|[-+−]\d{1,2}(?::?\d\d)?\b|local\b)")
_YEAR = re.compile(r"\b\d{4}\Z")
_WITH_YEAR = re.compile(rf"(?:{DAY})|(?:{MONTH})\b\.?,?\s+\d{{4}}\b|{DAY_ELSEWHERE}", re.IGNORECASE)
_PARTS_ELSEWHERE = re.compile(
    rf"(?:(?P<day>\d{{1,2}})\.?\s+(?:de\s+)?)?(?P<month>{_ELSEWHERE})\.?,?\s+(?:de\s+)?(?P<year>\d{{4}})", re.IGNORECASE
)
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)  # nothing here is counted from today


def understand(draft: str, found: re.Match[str], zone: tzinfo) -> tuple[DateSpan | None, str]:
    """The span of what was found: its groups are `day` (or month, or year), `clock` and `late_clock`, `zone` and
    `late_zone`, those that it has. None where it is not understood; and a note, which then says why."""
    parts = found.groupdict()
    day, note = " ".join(found["day"].split()), ""
    if not _YEAR.search(day) and not day[:4].isdecimal():
        dated = [each[0] for each in _WITH_YEAR.finditer(draft, 0, found.start()) if re.search(r"\d{4}", each[0])]
        if not dated:
            return None, f"“{found[0]}” does not say which year"
        year = re.findall(r"\d{4}", dated[-1])[0]
        day, note = f"{day} {year}", f"“{found[0]}” was read as of {year}, as “{dated[-1]}” before it"
    clock = parts.get("clock") or parts.get("late_clock")
    if clock and _OTHER_ZONE.match(draft, found.end()):
        return None, f"nobody here knows the time zone that “{found[0]}” is told in"
    try:
        return _span(day, clock, UTC if parts.get("zone") or parts.get("late_zone") else zone), note
    except ValueError as error:
        return None, str(error)


def _span(day: str, clock: str | None, zone: tzinfo) -> DateSpan:
    if clock is None:
        return _calendar_span(day, zone)
    spelled = clock.lower().replace(".m", "m").rstrip(".")
    spelled = {"noon": "12:00", "midday": "12:00", "midnight": "0:00"}.get(spelled, spelled)
    if re.fullmatch(r"\d{1,2}\s?[ap]m", spelled):
        spelled = re.sub(r"(\d+)", r"\1:00", spelled)
    written = f"{_day_first(day, zone)} {spelled}"
    span = parse_spoken(written, zone, _ANY_DAY)
    if doubt := clock_doubt(parse_spoken(written, UTC, _ANY_DAY).start.replace(tzinfo=zone)):
        raise ValueError(f"“{clock}” on {day} means no one instant in the zone of this archive, for {doubt}")
    # By midnight on a day is by its end, to whoever writes of what was reported on it.
    late = timedelta(days=1) if clock.lower() == "midnight" else timedelta(0)
    return DateSpan(span.start + late, span.end + late, span.precision)


def _calendar_span(day: str, zone: tzinfo) -> DateSpan:
    """A day, a month or a year, in any of the languages.

    >>> str(_calendar_span("8. März 2022", UTC).start), _calendar_span("marzo de 2022", UTC).precision
    ('2022-03-08 00:00:00+00:00', 'month')
    """
    elsewhere = _PARTS_ELSEWHERE.fullmatch(day)
    if elsewhere is None:
        return parse_spoken(day, zone, _ANY_DAY)
    month = f"{elsewhere['year']}-{MONTHS_ANYWHERE[elsewhere['month'].lower()]:02}"
    written = f"{month}-{int(elsewhere['day']):02}" if elsewhere["day"] else month
    try:
        return parse_span(written, zone)
    except ValueError as error:
        raise ValueError(f"“{day}” is no date: {error}") from error


def _day_first(day: str, zone: tzinfo) -> str:
    """A day as words that a clock can follow."""
    start = parse_spoken(day, zone, _ANY_DAY).start.astimezone(zone)
    return f"{start.day} {MONTHS[start.month - 1]} {start.year}"
