"""What do a pasted page and its capture say of all its times: in which zone, from which day, and not after what?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from backfile.model.capture import Capture, shows_later
from backfile.model.time import Basis, Precision, Time
from backfile.seeds.paste.days import PageDay
from backfile.seeds.printed.clock import Printed
from backfile.seeds.printed.when import resolve
from backfile.seeds.printed.words import ZONES_OF_NOTICES
from backfile.seeds.printed.zone import named_zone
from backfile.text.fold import fold

_FARTHEST_EAST = timezone(timedelta(hours=14))
_LATE = timedelta(hours=1)
"""By so much the newest entry may be later than the page says that it was changed last: pages are kept for a while."""
_NOTICE = re.compile(
    r"all times (?:are |stated are |in )?(?:in )?(?P<zone>.{1,40})|alle zeiten(?:angaben)? (?:in )?(?P<de>.{1,40})"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the page and its capture say of all times: the zone, the page's own day, and when it was captured."""

    source: str
    capture: Capture
    zone: tzinfo | None = None
    page: PageDay | None = None

    @property
    def day(self) -> date | None:
        """The page's own day."""
        return self.page.day if self.page else None

    @property
    def captured(self) -> datetime | None:
        """When the page was captured, where that is known to the minute."""
        time = self.capture.captured
        return time.instant if time and time.precision in (Precision.SECOND, Precision.MINUTE) else None


def zone_of_notice(line: str) -> tzinfo | None:
    """The zone that a notice on times names: `All times Eastern`, `All times stated are UK`."""
    found = _NOTICE.fullmatch(fold(line).strip(" .()"))
    said = (found["zone"] or found["de"]) if found else ""
    for word in re.findall(r"\w+", said):
        if word in ZONES_OF_NOTICES:
            return ZoneInfo(ZONES_OF_NOTICES[word])
        zone = named_zone(word) if len(word) < 5 else None
        if zone is not None:
            return zone
    return None


def on_day(day: date, printed: Printed, frame: Frame) -> Time:
    """A clock on a day that something else tells."""
    return resolve(printed._replace(year=day.year, month=day.month, day=day.day), frame.source, frame.zone)


def is_ahead(printed: Printed, day: date, frame: Frame) -> bool:
    """Would the time, on that day, lie after the capture, or after the last change that the page tells of?"""
    time = on_day(day, printed, frame)
    if time.instant is None:
        return False
    if shows_later(frame.capture, time):
        return True
    if frame.page is None or not frame.page.is_update or frame.page.printed is None:
        return False
    last = frame.page.printed
    changed = resolve(last if last.zone or frame.zone else last._replace(zone=printed.zone), frame.source, frame.zone)
    return changed.instant is not None and time.instant - changed.instant > _LATE


def find_contradiction(frame: Frame) -> str | None:
    """A warning where the date of the page lies after its capture: then one of the two is wrong."""
    page, captured = frame.page, frame.capture.captured
    if page is None or captured is None:
        return None
    first = datetime.combine(page.day, time.min, _FARTHEST_EAST).astimezone(UTC) if page.day > date.min else None
    day = Time(printed="", instant=first, precision=Precision.DAY, basis=Basis.PAGE_DATE) if first else None
    said = resolve(page.printed, frame.source, frame.zone) if page.printed else None
    if not any(shows_later(frame.capture, each) for each in (day, said)):
        return None
    return (
        f"the date above the entries, {page.printed.printed if page.printed else page.day}, lies after the capture’s "
        f"time, {captured.printed}: which of the two is wrong is not known"
    )
