"""When does the publisher say that the entry was published in which quoted words stand?"""

from __future__ import annotations

from backfile.desk.quotations.printed import span_of
from backfile.desk.quotations.verdicts import Held
from backfile.model.capture import Capture
from backfile.model.observation import Observation
from backfile.model.time import Time
from backfile.text.dates import DateSpan
from backfile.text.fold import fold
from backfile.text.markdown import words


def published_of(held: Held) -> DateSpan | None:
    """From when to when the publisher says the entry was published, where that is known as an instant (UTC), and the
    day that is claimed is not one that was reckoned otherwise."""
    time = published_time(held)
    return span_of(time) if time and not held.is_day_open else None


def published_time(held: Held) -> Time | None:
    """When the publisher says that the entry was published: as in the first capture of these words, else in any."""
    return held.own.published or held.entry.as_captured.published


def published_times(held: Held) -> tuple[tuple[Time, Capture | None], ...]:
    """That time, and all others at which captures that show the quoted words say so, each with the first of them that
    does."""
    sightings = (each for each in held.stated.sightings if _holds(each.seen, held))
    said = [(time, each.capture) for each in sightings if (time := each.seen.published)]
    first = published_time(held)
    own = [(first, next((each for time, each in said if _is_same(time, first)), None))] if first else []
    others = {(time.printed, time.instant): (time, each) for time, each in reversed(said)}
    return (*own, *(each for each in reversed(others.values()) if not first or not _is_same(each[0], first)))


def _holds(seen: Observation, held: Held) -> bool:
    """Does a capture show the words that were found, if in another wording?"""
    shown = _even(f"{seen.headline or ''}\n{words(seen.body)}")
    return all(_even(held.text[each.start : each.end]) in shown for each in held.stretches)


def _even(text: str) -> str:
    return " ".join(fold(text).split())


def _is_same(one: Time, other: Time) -> bool:
    return (one.printed, one.instant) == (other.printed, other.instant)
