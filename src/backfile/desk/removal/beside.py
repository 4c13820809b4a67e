"""What is still known of the entries beside what is erased? That other words of them were seen, and no more.

Otherwise an erased capture could no longer refute the times that the publisher states, and words would look older than
the archive knew them to be. Tombstones keep it, and each reading that comes into archive/ is marked by them, so that it
holds after any rebuild, move, merge and split.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from operator import ne
from pathlib import Path

from backfile.archive.corrections import read_decisions
from backfile.archive.held import read_as_captured, read_readings
from backfile.archive.identity import former_key, liveblog_key
from backfile.archive.making import make
from backfile.archive.numbers import with_numbers_of
from backfile.archive.unseen import find_unseen
from backfile.model.entry import Coverage
from backfile.model.observation import UNSEEN_TIMES, UNSEEN_WORDS, Reading, former_keys, join_unseen
from backfile.seeds.shelf.erased import Beside, Tombstone, mark, read_tombstones
from backfile.seeds.shelf.marks import apply_marks, read_marks
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What a live blog, known by `key`, loses: what is to be kept of entries that stay, and the publisher's ids, as
    keys, of those that go. `readings` stay and are other than before: less is left of them, or they are marked. Of
    `renumbered` entries revisions get other numbers, for earlier ones go."""

    key: str
    beside: tuple[Beside, ...]
    passed: tuple[str, ...]
    readings: tuple[Reading, ...]
    renumbered: int

    def passed_marks(self, salt: str) -> set[str]:
        """Marks of the live blog and of the entries that go."""
        return {mark(name, salt) for name in (self.key, *(f"{self.key} {each}" for each in self.passed)) if self.passed}


def foresee_loss(workspace: Workspace, liveblog: Slug, left_of: Callable[[Reading], Reading | None]) -> Loss:
    """What a live blog loses; `left_of` gives what is left of a reading, None where all of it goes."""
    held = read_readings(workspace.archive, liveblog)
    left = [each for each in map(left_of, held) if each is not None]
    before = {entry.slug: entry for entry in read_as_captured(workspace.archive, liveblog, None).entries}
    decisions = read_decisions(workspace.archive / liveblog)

    def made(readings: Iterable[Reading]) -> Coverage:
        by_digest = {each.capture.digest: each for each in readings}
        return make(workspace.archive, liveblog, by_digest, before, decisions, founding=None)

    return find_loss(held, left, made)


def find_loss(held: Sequence[Reading], left: Sequence[Reading], made: Callable[[Iterable[Reading]], Coverage]) -> Loss:
    """The same, of the readings that are held and what is left of them; `made` makes a live blog of readings."""
    whole, rest = made(held), made(left)
    stays = {key for entry in rest.entries for key in entry.keys}
    goes = {key for entry in whole.entries for key in entry.keys} - stays
    besides = tuple(dict.fromkeys(_find_beside(whole, rest, left)))
    return Loss(
        key=whole.key,
        beside=besides,
        passed=tuple(sorted(key for key in goes if key.startswith("id:"))),
        readings=tuple(each for each in (_marked(one, besides) for one in left) if each not in held),
        renumbered=sum(map(ne, rest.entries, with_numbers_of(whole, rest).entries)),
    )


def as_told(seeds: Path, reading: Reading) -> Reading:
    """What a reader found in a capture, as a person cut it, and marked as `with_unseen`."""
    marked = apply_marks(reading, read_marks(seeds, reading.capture.place))
    return with_unseen(marked, read_tombstones(seeds))


def with_unseen(reading: Reading, stones: Sequence[Tombstone]) -> Reading:
    """The reading, those entries marked of which something that was erased showed others."""
    reading = _marked(reading, [each for stone in stones for each in stone.beside])
    passed = {each for stone in stones for each in stone.passed}
    salts = {stone.salt for stone in stones if stone.passed}
    of = [(its, salt) for its in filter(None, (liveblog_key(reading), former_key(reading))) for salt in salts]
    of = [(its, salt) for its, salt in of if mark(its, salt) in passed]
    again = [
        each.key
        for each in reading.entries
        if any(mark(f"{its} {key}", salt) in passed for key in (each.key, *former_keys([each.key])) for its, salt in of)
    ]
    if not again:
        return reading
    return _marked(
        reading, [Beside(capture=reading.capture.sha256, keys=tuple(again), unseen=(UNSEEN_WORDS, UNSEEN_TIMES))]
    )


def _find_beside(whole: Coverage, rest: Coverage, readings: Iterable[Reading]) -> Iterable[Beside]:
    """Of which entries of these readings `whole` shows others than `rest`."""
    unseen = find_unseen(whole, rest)
    owners = {place: entry.slug for entry in rest.entries for each in entry.revisions for place in each.provenance}
    for reading in readings:
        keys: dict[tuple[str, ...], list[str]] = {}
        for each in reading.entries:
            names = join_unseen(*(unseen[owners[place]] for place in each.provenance if place in owners))
            keys.setdefault(names, []).append(each.key)
        for names in sorted(filter(None, keys)):
            yield Beside(capture=reading.capture.sha256, keys=tuple(keys[names]), unseen=names)


def _marked(reading: Reading, besides: Iterable[Beside]) -> Reading:
    """Where an entry that was noted has another key by now, nobody knows which it is: then all of the capture are."""
    told = {each.key: each.unseen for each in reading.entries}
    for beside in besides:
        if beside.capture == reading.capture.sha256:
            for key in beside.keys if told.keys() >= {*beside.keys} else told:
                told[key] = join_unseen(told[key], beside.unseen)
    if all(each.unseen == told[each.key] for each in reading.entries):
        return reading
    return replace(reading, entries=tuple(replace(each, unseen=told[each.key]) for each in reading.entries))
