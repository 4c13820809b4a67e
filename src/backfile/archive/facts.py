"""What does the publisher say of an entry beside its words, and in which capture does it say otherwise than before?

Bylines, times of publication and update, and that it withdrew the entry. A capture that does not give one says nothing
of it. Names in other spelling are the same names, and a time told less exactly, or in other figures, the same time; so
nothing is told of two times where it takes a guess to say that they differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from backfile.model.capture import Capture, Digest, is_before
from backfile.model.history import Change, Event, Said
from backfile.model.observation import Observation
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
    for passage in _passages(showing):
        for change, fact in _FACTS:
            said = [(capture, value) for capture, seen in passage if (value := fact(seen)) is not None]
            yield from _changes(change, said)
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
            showing = [(each, observed[each.digest]) for each in reversed(captures) if each.digest in observed]
            last += [(each, seen) for each, seen in showing if fact(seen) is not None][:1]
        if len(last) < 2 or len(list(_passages(last))) > 1:
            continue
        (before, was), (after, said) = ((each, fact(seen)) for each, seen in last)
        if was and said and is_other(was, said):
            yield Event(change=change, capture=after, before=before, was=was, said=said)


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


def _passages(
    showing: Sequence[tuple[Capture, Observation]],
) -> Iterator[Sequence[tuple[Capture, Observation]]]:
    """What captures show, apart for each of the publisher's ids: of two entries that people merged, what is said of the
    one is no change of what is said of the other."""
    ids = dict.fromkeys(seen.key for _, seen in showing if seen.publisher_id)
    if len(ids) < 2:
        yield showing
        return
    for key in dict.fromkeys(seen.key for _, seen in showing):
        yield [(capture, seen) for capture, seen in showing if seen.key == key]


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
            certain = (each for each in reversed(same) if is_before(each[0], capture) and is_other(each[1], value))
            before = next(certain, before)
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
    return time.instant is not None and time.basis in (Basis.OFFSET, Basis.EPOCH)


def _shape(printed: str) -> str:
    return re.sub(r"\d+", "0", printed)
