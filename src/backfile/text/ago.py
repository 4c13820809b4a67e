"""How long ago do words say that something was: `2 hours ago`, `vor 5 Minuten`, `just now`? And which span is that?

Law: no page says whether it counts units that are over or rounds them, so the span holds both. From “2 hours ago” on
three hours may have passed, and no less than one and a half.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache
from typing import NamedTuple

# Seconds in a unit, and its forms.
_UNITS = (
    (1, "s sec secs second seconds sekunde sekunden seconde secondes segundo segundos secondo secondi sekund "
    "sekundę сек секунд"),
    (60, "m min mins minute minutes minuten minuto minutos minuti minut minuty minutę хв хвилин хвилини хвилину"),
    (3600, "h hr hrs hour hours std stunde stunden heure heures hora horas ora ore godz godzin godziny godzinę "
    "год годин години годину"),
    (86400, "d day days tag tagen jour jours día días giorno giorni dzień dni день дні днів"),
)  # fmt: skip
_ONE = ("a", "an", "einer", "einem", "une", "un", "una")
_BEFORE = ("vor", "il y a", "hace")
_AFTER = ("ago", "fa", "temu", "тому")
_NOW = ("just now", "gerade eben", "à l'instant", "ahora mismo", "proprio ora", "przed chwilą", "щойно")

_SECONDS = {form: seconds for seconds, row in _UNITS for form in row.split()}
_MINUTE = 60


class Ago(NamedTuple):
    """`seconds` before the capture, told to the `unit` (in seconds) that is named last."""

    seconds: int
    unit: int

    @property
    def earliest(self) -> timedelta:
        """How long before the minute of the capture it was at most."""
        return timedelta(seconds=self.seconds + self.unit)

    @property
    def length(self) -> timedelta:
        """From the earliest to the latest instant that is meant, the minute of the capture being one of sixty seconds.

        >>> str(Ago(7200, 3600).length)
        '1:31:00'
        """
        return timedelta(seconds=(self.unit * 1.5 if self.seconds else self.unit) + _MINUTE)


def match_ago(text: str, at: int = 0) -> tuple[Ago, int] | None:
    """What a text says at a place, and where that ends; None where it says nothing of how long ago it was.

    >>> match_ago("11 hr 50 min ago")
    (Ago(seconds=42600, unit=60), 16)
    """
    found = _shapes()[0].match(text, at)
    return (_ago(found.group()), found.end()) if found else None


def find_ago(text: str) -> Ago | None:
    """What a text says first of how long ago it was."""
    found = _shapes()[0].search(text)
    return _ago(found.group()) if found else None


def _ago(said: str) -> Ago:
    seconds, unit = 0, _MINUTE
    for count, name in _shapes()[1].findall(said):
        unit = _SECONDS[name.lower()]
        seconds += (int(count) if count.isdigit() else 1) * unit
    return Ago(seconds, unit)


@cache
def _shapes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Of all that is said, and of one count with its unit; compiled when something is asked for the first time."""
    unit = "|".join(sorted(map(re.escape, _SECONDS), key=lambda form: (-len(form), form)))
    count = rf"(?:\d{{1,3}}|{'|'.join(_ONE)})"
    span = rf"{count} ?(?:{unit})\b\.?(?:,? (?:and )?\d{{1,3}} ?(?:{unit})\b\.?)?"
    said = rf"(?:{'|'.join(_BEFORE)}) {span}|{span} (?:{'|'.join(_AFTER)})(?![^\W\d_])|(?:{'|'.join(_NOW)})$"
    return re.compile(said, re.IGNORECASE), re.compile(rf"({count}) ?({unit})\b", re.IGNORECASE)
