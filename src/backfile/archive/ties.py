"""What did people decide of which observations are one entry, and which are not?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from backfile.model.decision import Decision
from backfile.model.observation import Reading, former_keys, keys_now


@dataclass(frozen=True, slots=True)
class Ties:
    """Which keys people said are of one entry, and which are not."""

    one: tuple[frozenset[str], ...] = ()
    apart: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()

    def of(self, key: str) -> frozenset[str]:
        """The keys of the same entry; empty where nobody decided."""
        return next((group for group in self.one if key in group), frozenset())

    def part(self, key: str, keys: Iterable[str]) -> bool:
        """Did somebody say that an observation of this key is none of the entry with those?"""
        held = set(keys)
        return any((key in left and held & right) or (key in right and held & left) for left, right in self.apart)


NONE = Ties()


def ties_of(decisions: Iterable[Decision]) -> Ties:
    """What the decisions say of identity; a later one undoes what an earlier one said otherwise."""
    one: list[frozenset[str]] = []
    apart: list[tuple[frozenset[str], frozenset[str]]] = []
    for each in decisions:
        if each.one:
            group = frozenset(each.one).union(*(held for held in one if held & frozenset(each.one)))
            one = [held for held in one if not held & group] + [group]
            apart = [pair for pair in apart if not (pair[0] & group and pair[1] & group)]
        if each.apart:
            pair = (frozenset(each.apart), frozenset(each.apart_from))
            one = [part for held in one for part in (held - pair[0], held & pair[0]) if len(part) > 1]
            apart.append(pair)
    return Ties(one=tuple(one), apart=tuple(apart))


def retied(decisions: Sequence[Decision], moved: Mapping[str, str]) -> Iterator[Decision]:
    """What keeps entries joined or apart whose keys another reading of their captures has `moved` to others: to be
    added to the decisions, which it repeats of the new keys. Two that fell into one key cannot be told apart by it."""
    for each in decisions:
        one, apart, apart_from = (_with_moved(keys, moved) for keys in (each.one, each.apart, each.apart_from))
        both = {*apart} & {*apart_from}
        anew = replace(
            each,
            one=one,
            apart=tuple(key for key in apart if key not in both),
            apart_from=tuple(key for key in apart_from if key not in both),
        )
        if (anew.one or (anew.apart and anew.apart_from)) and anew not in decisions:
            yield anew


def respelled(decisions: Sequence[Decision], readings: Iterable[Reading]) -> list[Decision]:
    """The decisions, and of keys that these readings call otherwise by now (`former_keys`) what they say of them; once,
    for what is captured later is none of what was meant."""
    said = list(decisions)
    if any(map(_keys_in, decisions)):
        done = former_keys(key for each in decisions for key in _keys_in(each))
        for former, keys in keys_now(entry.key for reading in readings for entry in reading.entries).items():
            for key in keys if former not in done else ():
                said += retied(tuple(said), {former: key})
    return said


def loosened(ties: Ties, old: Iterable[str], new: Iterable[str], moved: Mapping[str, str]) -> int:
    """How many keys that people decided on were seen in a capture, and have no heir in another reading of it."""
    decided = {key for group in (*ties.one, *(side for pair in ties.apart for side in pair)) for key in group}
    return len((decided & {*old}) - {*new} - moved.keys())


def _keys_in(decision: Decision) -> tuple[str, ...]:
    return decision.one + decision.apart + decision.apart_from


def _with_moved(keys: tuple[str, ...], moved: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*keys, *(moved[key] for key in keys if key in moved))))
