"""Who wrote it? The names in a printed line such as `-ABC News' Conor Finnegan` or `By Ellie Kaufman and Ivan Watson`."""

from __future__ import annotations

import re

# A name begins with a capital and goes on in capitals, initials and the small words that names hold.
_WORD = r"(?:[^\W\d_a-z][\w'’.-]*)"
_SMALL = r"(?:al|bin|da|de|del|der|di|dos|du|el|ibn|la|le|ter|van|von|zu)"
_AGENCY = "Reuters|AFP|AP|PA|dpa|TASS|Ukrinform"
_NAME = rf"(?:{_WORD}(?: (?:{_SMALL}|{_WORD})){{1,5}}|{_AGENCY})"
_NAMES = rf"(?P<names>{_NAME}(?:(?:, (?:and )?| and | & ){_NAME})*)"
_DESK = r"(?:[^\W\d_a-z][\w.&-]*(?: [^\W\d_a-z][\w.&-]*){0,3}['’ʼ`]s? )"
_LEAD = "(?i:By|From|Reporting by|Posted by|Written by)"

_DASHED = re.compile(rf"[-‐‑–—―−]+ ?(?:{_LEAD} )?{_DESK}?{_NAMES}\.?")
_LED = re.compile(rf"{_LEAD} {_DESK}?{_NAMES}")
_BETWEEN = re.compile(r", (?:and )?| and | & ")
_LONGEST = 120


def parse_signature(line: str) -> tuple[str, ...] | None:
    """The names of a line with which an entry is signed at its end, or None when it is something else.

    >>> parse_signature("-ABC News' Conor Finnegan")
    ('Conor Finnegan',)
    >>> parse_signature("— Kevin Granville and Mohammed Hadi")
    ('Kevin Granville', 'Mohammed Hadi')
    >>> parse_signature("- the talks have failed")
    """
    return _names(_DASHED, line)


def parse_byline(line: str) -> tuple[str, ...] | None:
    """The names of a line that says who reports: `By …`, `From CNN's …`; None when it is something else.

    >>> parse_byline("From CNN's Ellie Kaufman")
    ('Ellie Kaufman',)
    >>> parse_byline("By midnight the bridge was closed.")
    """
    return _names(_LED, line)


def _names(shape: re.Pattern[str], line: str) -> tuple[str, ...] | None:
    line = " ".join(line.split())
    found = shape.fullmatch(line) if len(line) <= _LONGEST else None
    return tuple(_BETWEEN.split(found["names"])) if found else None
