"""Who wrote it? The names in a printed line such as `-ABC News' Conor Finnegan` or `By Ellie Kaufman and Al Hart`."""

from __future__ import annotations

import re

from backfile.seeds.printed.words import AGENCIES, BY, FLAGS, FROM, IN_NO_NAME, PENNED, REPORTING_FROM, WEEKDAYS, forms
from backfile.text.fold import DASHES, QUOTES, fold
from backfile.text.late import compiled
from backfile.text.sentences import CAPITALS, UNCASED

# A name begins with a capital and goes on in capitals, initials and the small words that names hold.
_WORD = rf"(?:[{CAPITALS}][\w'{QUOTES}.‐‑-]*)"
_SMALL = r"(?:al|bin|da|de|del|der|di|dos|du|el|ibn|la|le|ter|van|von|zu)"
_AGENCY = "|".join(sorted(AGENCIES, key=len, reverse=True))
_NAME = rf"(?:{_WORD}(?: (?:{_SMALL}|{_WORD})){{1,5}}|{_AGENCY})"
_JOINT = r"(?:, (?:and )?| and | AND | & | und | et | y | e | i | та )"
_NAMES = rf"(?P<names>{_NAME}(?:{_JOINT}{_NAME})*)"
_DESK = rf"(?:[{CAPITALS}][\w.&-]*(?: [{CAPITALS}][\w.&-]*){{0,3}}['{QUOTES}]s? )"
_LEAD = rf"(?i:{'|'.join(forms(BY))})"
# "From" leads a name where a desk stands between: of a place, it tells where from.
_FROM = rf"(?i:{'|'.join(forms(FROM))})"

_DASHED = rf"[{DASHES}-]+ ?(?:(?:{_LEAD}|{_FROM}) )?{_DESK}?{_NAMES}\.?"
_LED = rf"(?:{_LEAD} {_DESK}?|{_FROM} {_DESK}){_NAMES}"
# Without capitals a name is known only by what says that one follows.
_PENNED = rf"(?:{'|'.join(forms(PENNED))}) ?(?P<names>[{UNCASED}]{{2,20}}(?: [{UNCASED}]{{1,20}}){{0,3}})"
_BETWEEN = re.compile(_JOINT)
_FULL_STOP = re.compile(r"(?<!\b\w)(?<!\b[JS]r)\.$")
_SHORT_NAME = rf"{_WORD}(?: (?:{_SMALL}|{_WORD})){{1,2}}"
_BARE = (
    rf"(?:{_LEAD} )?(?P<names>(?:{_SHORT_NAME}|{_AGENCY})(?:{_JOINT}(?:{_SHORT_NAME}|{_AGENCY}))*)"
    rf"(?: (?:(?i:{'|'.join(REPORTING_FROM)})|in) [{CAPITALS}][\w-]+(?: [{CAPITALS}][\w-]+)?)?"
)
_REPORTING = re.compile(rf"(?i:{'|'.join(REPORTING_FROM[:3])}) \w[\w -]{{1,40}}")
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
    >>> parse_byline("By Tuesday Morning")
    """
    return _names(_LED, line) or _names(_PENNED, line)


def parse_names(line: str) -> tuple[str, ...] | None:
    """The names that a line consists of, with nothing to say that they are a byline: only its place can.

    >>> parse_names("Teo Marchetti in Milan")
    ('Teo Marchetti',)
    """
    return _names(_BARE, line)


def is_agency(name: str) -> bool:
    """Is it the name of a news agency? It needs nothing else to say so."""
    return fold(name) in _AGENCIES


def is_reporting_from(line: str) -> bool:
    """Is it the second line of a byline: `Reporting from Kyiv`?"""
    return _REPORTING.fullmatch(line) is not None


def _names(shape: str, line: str) -> tuple[str, ...] | None:
    line = " ".join(line.split())
    found = compiled(shape).fullmatch(line) if len(line) <= _LONGEST else None
    names = tuple(_BETWEEN.split(_FULL_STOP.sub("", found["names"]))) if found else ()
    return names if names and all(map(_may_be_name, names)) else None


def _may_be_name(name: str) -> bool:
    """Does it hold no word that only headlines hold: "Tuesday Morning", "Water And Wind", "Nobody's Bridge"?"""
    first, *others = fold(name).split()
    if first in _IN_NO_NAME or any(word.endswith("'s") for word in (first, *others)):
        return False
    return not _IN_NO_NAME.union(_WEEKDAYS).intersection(others)


def is_flag(line: str) -> bool:
    """Does a line that stands where names do only say that an entry matters: `KEY EVENT`?"""
    return fold(line) in _FLAGS


_FLAGS = frozenset(fold(form) for form in forms(FLAGS))
_AGENCIES = frozenset(map(fold, AGENCIES))
_IN_NO_NAME = frozenset(fold(form) for form in forms(IN_NO_NAME))
_WEEKDAYS = frozenset(fold(day) for day in WEEKDAYS if len(day) > 4)
"""Written out: a family may be called Mon, or Sun."""
