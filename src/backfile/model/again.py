"""What is known apart when the same bytes were captured again at another time?

The capture that was certainly made first is known by the sha256 of its bytes, each later one by a digest of its own, so
that any order of adding gives the same. Its first digits are those of the bytes: so all are found by these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from backfile.model.capture import UNKNOWN, Capture, Digest, digest, is_before
from backfile.model.observation import Reading
from backfile.model.plain import dump
from backfile.model.time import Time

SHARED = 4
"""So many digits a capture again has in common with the sha256 of its bytes: few, for its folder is named by twelve."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a capture comes among those of the same bytes: `held` is one that it may be, which stays, and then there is
    nothing to do. Else it is `capture` from now on; `giving_way` was the first one until now."""

    capture: Capture
    held: Capture | None = None
    giving_way: Capture | None = None


def find_place(capture: Capture, captures: Sequence[Capture], *, is_file: bool) -> Place:
    """Where a capture, given as if it were the only one, comes among those that are held of the same bytes."""
    perhaps = [each for each in captures if not are_apart(each, capture)]
    if perhaps:
        held = min(perhaps, key=_order)
        is_other = held.again_of is not None and _order(held)[0] != _order(capture)[0]
        if is_other or len(perhaps) > 1 or _order(held) < _order(capture) or known_first(held) == capture:
            return Place(capture=capture, held=held)
        return Place(capture=known_again(capture, is_file=is_file) if held.again_of else capture)
    first = next((each for each in captures if each.again_of is None), None)
    if any(_order(each) < _order(capture) for each in captures):
        return Place(capture=known_again(capture, is_file=is_file))
    return Place(capture=capture, giving_way=first)


def in_their_places(readings: Iterable[Reading]) -> list[Reading]:
    """Readings of the same bytes, each as that of the capture that it is among the others."""
    first, *later = sorted(readings, key=lambda each: _order(each.capture))
    known = (known_again(each.capture, is_file="#" not in each.capture.place) for each in later)
    return [
        reading_of(first, known_first(first.capture)),
        *(reading_of(each, capture) for each, capture in zip(later, known, strict=True)),
    ]


def are_apart(one: Capture, other: Capture) -> bool:
    """Was one certainly made before the other? Else the same bytes may have been captured once."""
    one, other = (replace(each, captured=made(each)) for each in (one, other))
    return is_before(one, other) or is_before(other, one)


def _order(capture: Capture) -> tuple[datetime, str]:
    """Of captures of the same bytes: by when they were made, and those of one time by name."""
    time = made(capture)
    return (time and time.instant) or UNKNOWN, capture.place


def made(capture: Capture) -> Time | None:
    """The time that tells captures of the same bytes apart: as a capture records it, whatever people say since."""
    return capture.recorded or capture.captured


def known_again(capture: Capture, *, is_file: bool) -> Capture:
    """The same as a capture of bytes that were captured before; its time must be known.

    A whole file shares its name with the first one, and gets its time behind it: `page.html#20240501T100000Z`.
    """
    time = made(capture)
    assert time is not None and time.instant is not None, "captures of the same bytes are told apart by their times"
    sha256 = capture.sha256
    own = digest(f"{sha256}\n{dump(time.instant)}")
    name = f"{capture.place}#{_written(time.instant)}" if is_file else capture.name
    return replace(capture, digest=Digest(sha256[:SHARED] + own[SHARED:]), name=name, again_of=sha256)


def known_first(capture: Capture) -> Capture:
    """The same as the capture that was made first of its bytes."""
    return replace(capture, digest=capture.sha256, name=capture.place, again_of=None)


def reading_of(reading: Reading, capture: Capture) -> Reading:
    """What was read in the same bytes, as the reading of another capture of them."""
    entries = tuple(
        replace(each, provenance=tuple(replace(place, capture=capture.digest) for place in each.provenance))
        for each in reading.entries
    )
    return replace(reading, capture=capture, entries=entries)


def _written(instant: datetime) -> str:
    """An instant as names have it, on any system.

    >>> from datetime import UTC
    >>> _written(datetime(2024, 5, 1, 10, tzinfo=UTC))
    '20240501T100000Z'
    """
    return instant.strftime("%Y%m%dT%H%M%S") + (f".{instant.microsecond:06}" if instant.microsecond else "") + "Z"
