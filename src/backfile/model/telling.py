"""In which words is a time told on a terminal and in files that leave the archive, and since when words are known?

History, exhibit and proof say the same of the same wording: nothing of a time that nobody knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backfile.model.time import Precision, Time

if TYPE_CHECKING:  # a search tells times, and is over before all that has a history would be imported
    from backfile.model.history import Known

NOT_GIVEN = "time not given"


def known_words(known: Known | None) -> str:
    """Since when words are shown to exist, and why: a day shows nothing before its end, which is told then.

    >>> from datetime import datetime
    >>> from backfile.model.history import Ground, Known
    >>> from backfile.model.time import Basis, Precision
    >>> day, after = (datetime.fromisoformat(f"1989-11-{day}T00:00Z") for day in (10, 11))
    >>> time = Time(printed="1989-11-10", instant=day, precision=Precision.DAY, basis=Basis.STATED)
    >>> known_words(Known(by=after, ground=Ground.CAPTURED, time=time))
    'from 1989-11-11 00:00 UTC, the end of the capture of 1989-11-10 (stated by a person)'
    """
    if known is None:
        return "nothing shows since when"
    is_captured, time = known.is_captured, known.time
    if known.is_coarse:
        told = f"the capture of {captured_words(time)}" if is_captured else time_words(time)
        told = f"{known.by:%Y-%m-%d %H:%M UTC}, the end of {told}"
    else:
        told = f"the capture of {time_words(time)} ({time.basis})" if is_captured else time_words(time)
    return f"from {told}" if is_captured else f"from {told} ({known.ground})"


def time_words(time: Time | None) -> str:
    """A time as it was printed, with what it means, no more precisely than is known; or that none is given."""
    if time is None:
        return NOT_GIVEN
    if time.instant is None:
        return f"{time.printed} (as printed; {time.doubt})"
    if not time.meant:
        return f"{time.printed} (an interval)"
    is_said = time.for_machines or time.printed in (time.meant, time.calendar)
    reckoned = ", the day reckoned from the page’s date" if time.is_day_reckoned else ""
    reckoned = ", counted from the capture" if time.precision is Precision.INTERVAL else reckoned
    return time.meant if is_said else f"{time.printed} = {time.meant}{reckoned}"


def captured_words(time: Time | None) -> str:
    """When a capture was made, as it was said, and how that is known; or that it is not."""
    return "not known" if time is None else f"{time.printed} ({time.basis or 'as printed'})"
