"""What does the publisher say of an entry beside its words, and in which capture does it say otherwise than before?

Bylines, times of publication and update, and that it withdrew the entry. A capture that does not give one says nothing
of it. Names in other spelling are the same names, and a time told less exactly, or in other figures, the same time; so
nothing is told of two times where it takes a guess to say that they differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from backfile.model.capture import Capture, Digest, is_before
from backfile.model.entry import Observation
from backfile.model.history import Change, Event, Said
from backfile.model.time import Basis, Time
from backfile.text.fold import even, folded_words

_FACTS: tuple[tuple[Change, Callable[[Observation], Said | None]], ...] = (
    (Change.BYLINE, lambda seen: seen.byline or None),
    (Change.PUBLISHED, lambda seen: seen.published),
    (Change.UPDATED, lambda seen: seen.updated),
)


def read_facts(observed: Mapping[Digest, Observation], captures: Sequence[Capture]) -> Iterator[Event]:
    """The events of an entry, given what captures show of it by their digest, and the captures in their order.

    An update is told where it is stated first, too.
    """
    showing = [(capture, observed[capture.digest]) for capture in captures if capture.digest in observed]
    for change, fact in _FACTS:
        yield from _changes(change, [(capture, said) for capture, seen in showing if (said := fact(seen)) is not None])
    withdrawn = None
    for capture, seen in showing:
        if seen.withdrawn is not None and seen.withdrawn != withdrawn:
            yield Event(change=Change(seen.withdrawn), capture=capture)
        withdrawn = seen.withdrawn


def compare_facts(
    observed: Mapping[Digest, Observation], older: Sequence[Capture], newer: Sequence[Capture]
) -> Iterator[Event]:
    """What the publisher says otherwise in the last of the newer captures than in the last of the older ones."""
    for change, fact in _FACTS:
        last = []
        for captures in (older, newer):
            said = [(each, fact(observed[each.digest])) for each in captures if each.digest in observed]
            last.append(next(((each, value) for each, value in reversed(said) if value is not None), None))
        before, after = last
        if before and after and before[1] and after[1] and is_other(before[1], after[1]):
            yield Event(change=change, capture=after[0], before=before[0], was=before[1], said=after[1])


def compare_headlines(said: Sequence[tuple[Capture, str]]) -> Iterator[Event]:
    """Where the headline of a live blog differs from capture to capture, given those that give one, in their order."""
    return _changes(Change.HEADLINE, said)


def is_other(one: Said, other: Said) -> bool:
    """Do these say two things? Of times that nobody can compare, no; nor headlines that only marks tell apart."""
    if isinstance(one, Time) and isinstance(other, Time):
        return _is_other_time(one, other)
    if isinstance(one, str) and isinstance(other, str):
        return even(one) != even(other)
    return isinstance(one, tuple) and isinstance(other, tuple) and _names(one) != _names(other)


def _changes(change: Change, said: Sequence[tuple[Capture, Said]]) -> Iterator[Event]:
    """Where it is said otherwise. A capture that was not certainly made later shows no change back."""
    seen: list[Said] = []
    same: list[tuple[Capture, Said]] = []
    before: tuple[Capture, Said] | None = None
    for capture, value in said:
        if before is None:
            if change is Change.UPDATED:
                yield Event(change=change, capture=capture, said=value)
        elif is_other(before[1], value):
            before = next((each for each in reversed(same) if is_before(each[0], capture)), before)
            if not is_before(before[0], capture) and not all(is_other(each, value) for each in seen):
                continue
            yield Event(change=change, capture=capture, before=before[0], was=before[1], said=value)
            same = []
        elif not is_before(before[0], capture):
            same.append((capture, value))
            continue  # the same, in a capture that may be older: the one that certainly shows it is the one to name
        before = capture, value
        same.append(before)
        seen.append(value)


def _names(byline: tuple[str, ...]) -> set[str]:
    return {folded_words(name) for name in byline}


def _is_other_time(one: Time, other: Time) -> bool:
    if one.printed == other.printed and not (_is_given(one) and _is_given(other)):
        return False  # the instant was inferred for one of them
    if one.instant is None or other.instant is None:
        same_shape = _shape(one.printed) == _shape(other.printed)
        return one.instant is other.instant and same_shape
    if one.end is None or other.end is None:
        return False
    return one.end <= other.instant or other.end <= one.instant


def _is_given(time: Time) -> bool:
    """Does the capture give the instant itself, as `datetime` in its markup does whatever clock is printed?"""
    return time.instant is not None and time.basis is Basis.OFFSET


def _shape(printed: str) -> str:
    return re.sub(r"\d+", "0", printed)
