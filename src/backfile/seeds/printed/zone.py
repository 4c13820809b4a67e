"""Which zone does a name or an offset in a printed time mean?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from backfile.model.time import Basis
from backfile.text.dates import parse_zone

OFFSETS = {
    "UTC": 0, "GMT": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3,
    "MEZ": 1, "MESZ": 2, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "JST": 9, "HKT": 8,
}  # fmt: skip
"""Hours from UTC, as news pages mean the names. Those that stand for several zones (IST, CST) give no basis, and are
not here."""

REGIONS = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles",
    "MSK": "Europe/Moscow",
}  # fmt: skip
"""Names that mean the one or the other time of a region, by the season, or by the year: Moscow was four hours from UTC
from 2011 to 2014."""


def named_zone(name: str, page_zone: tzinfo | None = None) -> tzinfo | None:
    """The zone that a name or an offset in a printed time means. One that stands for several zones means that of the
    page, if this is known and goes by the name in some half of the year; else none.

    >>> str(named_zone("IST", ZoneInfo("Asia/Kolkata"))), named_zone("IST", ZoneInfo("Europe/Berlin"))
    ('Asia/Kolkata', None)
    """
    return zone_of(name, page_zone)[0]


def zone_of(name: str, page_zone: tzinfo | None = None) -> tuple[tzinfo | None, Basis]:
    """The same, with what it is a basis of."""
    name = name.upper()
    if name == "Z":
        return UTC, Basis.OFFSET
    if name in OFFSETS:
        return timezone(timedelta(hours=OFFSETS[name])), Basis.ZONE
    if name in REGIONS:
        return ZoneInfo(REGIONS[name]), Basis.ZONE
    if name[0] in "+-":
        try:
            return parse_zone(name), Basis.OFFSET
        except ValueError:  # +99:99
            return None, Basis.OFFSET
    if page_zone is not None and name in (datetime(2023, month, 1, tzinfo=page_zone).tzname() for month in (1, 7)):
        return page_zone, Basis.PAGE_ZONE
    return None, Basis.ZONE
