"""Which instant does the date of a mail or a feed mean? RFC 5322 (and RFC 822, which RSS 2.0 names)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from backfile.model.time import Basis, Precision, Time

_ZONE = re.compile(r"(?:([+-]\d{4})|([A-Za-z]{1,4}))\s*(?:\([^()]*\))?$")
_CLOCK = re.compile(r"\d\d?:\d\d(:\d\d)?")
# The names that RFC 822 gives; for others the standard library takes UTC, which would be a guess.
_NAMED = frozenset("UT UTC GMT Z EST EDT CST CDT MST MDT PST PDT".split())
_LONGEST = 60


def parse_mail_date(given: str, source: str) -> Time | None:
    """The time in a text such as `Thu, 10 Mar 2022 12:00:00 +0100`; None for anything else.

    Without a zone, or with one that the standard does not name, it means no instant.

    >>> parse_mail_date("Thu, 10 Mar 2022 12:00 GMT", "feed").instant.isoformat()
    '2022-03-10T12:00:00+00:00'
    >>> parse_mail_date("Thu, 10 Mar 2022 12:00 BST", "feed").instant
    """
    printed = " ".join(given.split())
    clock = _CLOCK.search(printed)
    if clock is None or len(printed) > _LONGEST:
        return None
    try:
        parsed = parsedate_tz(printed)
        if parsed is None or parsed[0] < 1900:
            return None
        local = datetime(*parsed[:6])
        precision = Precision.SECOND if clock[1] else Precision.MINUTE
        zone = _ZONE.search(printed, clock.end())
        if zone is None or (zone[2] and zone[2].upper() not in _NAMED):
            return Time(printed=printed, precision=precision, source=source)
        instant = local.replace(tzinfo=timezone(timedelta(seconds=parsed[9] or 0))).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):  # a 30th of February; an offset of days
        return None
    basis = Basis.ZONE if zone[2] else Basis.OFFSET
    return Time(printed=printed, instant=instant, precision=precision, basis=basis, source=source)
