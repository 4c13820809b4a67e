"""In which order were captures made?

By the times at which they were made. Where these leave it open (two of one day, or of no known time), by what the pages
tell: the newest time that the publisher states in each; one recorded to the second before one of which the day is
known; and where nothing tells, by digest, so that any order of adding gives the same. Captures of unknown time, or one
that is in doubt, come last. This order proves nothing: who says that one capture is older asks
`model.capture.is_before`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from heapq import heappop, heappush

from backfile.model.capture import UNKNOWN, Capture, Digest
from backfile.model.observation import Reading

_LEAST = timedelta(microseconds=1)


def in_order(readings: Iterable[Reading]) -> list[Reading]:
    """The readings in the order in which their captures were made, as far as anything tells."""
    timed: list[Reading] = []
    untimed: list[Reading] = []
    for each in readings:
        (timed if each.capture.counted and each.capture.counted.instant else untimed).append(each)
    return [*_arranged(timed), *sorted(untimed, key=_seems)]


def _arranged(readings: list[Reading]) -> Iterator[Reading]:
    """None before one whose capture had ended when it began; of those that may come next, the one that seems oldest."""
    ending = sorted(readings, key=lambda each: (_span(each.capture)[1], each.capture.origin, each.capture.digest))
    waiting = sorted(range(len(ending)), key=lambda at: _span(ending[at].capture)[0], reverse=True)
    may_come: list[tuple[tuple[datetime, datetime, Digest, Digest], int]] = []
    came = [False] * len(ending)
    for at, first in enumerate(ending):
        while not came[at]:
            while waiting and _span(ending[waiting[-1]].capture)[0] < _span(first.capture)[1]:
                number = waiting.pop()
                heappush(may_come, (_seems(ending[number]), number))
            _, number = heappop(may_come)
            came[number] = True
            yield ending[number]


def _span(capture: Capture) -> tuple[datetime, datetime]:
    """From when to when it may have been made."""
    if capture.counted is None or capture.counted.instant is None:
        return UNKNOWN, UNKNOWN
    begin = capture.counted.instant
    return begin, max(capture.counted.end or begin, min(begin, UNKNOWN - _LEAST) + _LEAST)


def _seems(reading: Reading) -> tuple[datetime, datetime, Digest, Digest]:
    """By when a capture seems to have been made: it is no older than the newest time that its page states."""
    begin, end = _span(reading.capture)
    times = (time.instant for each in reading.entries for time in (each.published, each.updated) if time)
    stated = [each for each in times if each is not None and each < end]
    seems = max(stated, default=end)
    return max(seems, begin) if begin < UNKNOWN else seems, end, reading.capture.origin, reading.capture.digest
