"""Which words did an entry have one after the other, as its captures show them?

A capture shows the words of before wherever nothing shows that others lay between: a capture that was certainly made
after one of theirs and before this one, and has other words. What a capture cannot show (a paste no strike-through)
it is not asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from backfile.archive.reading_file import CAPTURES, short
from backfile.model.capture import Capture, Digest, is_before, shows_later
from backfile.model.entry import Revision
from backfile.model.observation import Earlier, Observation, Provenance, Reading
from backfile.model.time import Time
from backfile.text.spelling import Spelling, spelling

_PLAIN = "text"
_DATA = "ld:"


@dataclass(slots=True, kw_only=True)
class _Strand:
    """A revision in the making, and the captures whose own words it holds; none that tells of it as an earlier one."""

    revision: Revision
    spelling: Spelling
    tells_strikes: bool
    captures: dict[Digest, Capture] = field(default_factory=dict)

    def is_older(self, capture: Capture) -> bool:
        """Was any of its captures certainly made before this one?"""
        return any(is_before(each, capture) for each in self.captures.values())

    def is_gone(self, capture: Capture) -> bool:
        """Were all of its captures?"""
        return bool(self.captures) and all(is_before(each, capture) for each in self.captures.values())


class Weave:
    """The revisions of one entry, growing capture by capture, in the order of archive/order.py."""

    def __init__(self) -> None:
        self._strands: list[_Strand] = []

    @property
    def revisions(self) -> list[Revision]:
        """The revisions so far, the oldest first."""
        return [replace(each.revision, number=number) for number, each in enumerate(self._strands, start=1)]

    def add(self, observation: Observation, reading: Reading, joined: Sequence[int]) -> None:
        """What a capture shows. Earlier words that it tells of keep their order, before its own; these are the newest
        where one of those before shows the newest so far, else where the updates that the publisher states put them.
        `joined` is of each of these as in a Revision, its own the last."""
        held, after = self._strands, 0
        for earlier, its in zip(observation.earlier, joined, strict=False):
            seen = _seen(earlier, observation.provenance, reading, its)
            after = self._put(seen, range(after, len(held)), otherwise=after) + 1
        own = Earlier(headline=observation.headline, body=observation.body, updated=observation.updated)
        seen = _seen(own, observation.provenance, reading, joined[-1])
        capture = _counted(reading.capture, observation)
        seen.captures[capture.digest] = capture
        joinable = [at for at in range(len(held) - 1, after - 1, -1) if not self._is_between(held[at], capture)]
        place = len(held)
        if after and not held[-1].is_older(capture):
            place, joinable = after, joinable[::-1]
        while not after and place and not held[place - 1].is_older(capture):
            if not _says_later(held[place - 1].revision, seen.revision):
                break
            place -= 1
        self._put(seen, joinable, otherwise=place)

    def settle(self, capture: Capture) -> None:
        """To be said when all that a capture shows of the entry is in: its words are newer than those that were shown
        by captures before it alone."""
        held = self._strands
        capture = next((each.captures[capture.digest] for each in held if capture.digest in each.captures), capture)
        last = next((at for at in range(len(held) - 1, -1, -1) if held[at].is_gone(capture)), -1)
        older = [each for each in held[: last + 1] if capture.digest not in each.captures]
        newer = [each for each in held[: last + 1] if capture.digest in each.captures]
        self._strands = [*older, *newer, *held[last + 1 :]]

    def _is_between(self, strand: _Strand, capture: Capture) -> bool:
        """Does anything show that other words lay between those of a strand and a capture? What a capture of another
        format shows otherwise need not be other words, and what people joined lies beside them."""
        kinds = {capture.kind, *(each.kind for each in strand.captures.values())}
        return any(
            other.kind in kinds
            and is_before(other, capture)
            and other.digest not in strand.captures
            and strand.is_older(other)
            for each in self._strands
            if each is not strand and each.revision.joined == strand.revision.joined
            for other in each.captures.values()
        )

    def _put(self, seen: _Strand, places: Iterable[int], *, otherwise: int) -> int:
        """Join what was seen to the first of the places where the same words stand; else put it in. Gives its place."""
        place = next((each for each in places if _are_same(self._strands[each], seen)), None)
        if place is None:
            self._strands.insert(otherwise, seen)
            return otherwise
        self._strands[place] = _joined(self._strands[place], seen)
        return place


def _counted(capture: Capture, observation: Observation) -> Capture:
    """The capture, in doubt where what it says of the entry refutes its time: so are those that record it themselves,
    but for this entry alone."""
    is_refuted = any(shows_later(capture, said) for said in (observation.published, observation.updated))
    return replace(capture, is_doubted=True) if is_refuted else capture


def better(held: Time | None, offered: Time | None, reading: Reading) -> Time | None:
    """The first time with an instant, else the first at all; its source names the capture and the part."""
    if offered is None or (held is not None and (held.instant is not None or offered.instant is None)):
        return held
    return replace(offered, source=f"{CAPTURES}/{short(reading.capture.digest)}/{offered.source}")


def _seen(words_then: Earlier, places: tuple[Provenance, ...], reading: Reading, joined: int) -> _Strand:
    """A revision as one capture shows it; it has no number yet."""
    revision = Revision(
        number=0,
        headline=words_then.headline,
        body=words_then.body,
        provenance=places,
        updated=better(None, words_then.updated, reading),
        joined=joined,
    )
    format = (reading.capture.told or reading.capture).format
    marks = format != _PLAIN and any(not place.part.startswith(_DATA) for place in places)
    spelt = spelling(revision.headline, revision.body)
    return _Strand(revision=revision, spelling=spelt, tells_strikes=marks or spelt.is_struck)


def _are_same(one: _Strand, other: _Strand) -> bool:
    """The same words, and struck alike, as far as both tell what is struck?"""
    if one.spelling.words != other.spelling.words:
        return False
    return one.spelling.struck == other.spelling.struck or not (one.tells_strikes and other.tells_strikes)


def _joined(held: _Strand, seen: _Strand) -> _Strand:
    """Two that show the same words as one: as the one has them that tells more of strikes, else parts the headline from
    the words, else was first."""
    rich = seen if _riches(seen) > _riches(held) else held
    one, other = held.revision, seen.revision
    updated = one.updated if one.updated and (one.updated.instant or not other.updated) else other.updated
    return _Strand(
        revision=replace(
            rich.revision, provenance=one.provenance + other.provenance, updated=updated, joined=one.joined
        ),
        spelling=rich.spelling,
        tells_strikes=held.tells_strikes or seen.tells_strikes,
        captures=held.captures | seen.captures,
    )


def _riches(strand: _Strand) -> tuple[bool, bool]:
    return strand.spelling.is_struck, strand.revision.headline is not None


def _says_later(one: Revision, other: Revision) -> bool:
    """Does the publisher state an update beside one's words that came after the one beside the other's?"""
    ours, theirs = one.updated, other.updated
    return bool(ours and theirs and ours.instant and theirs.end and theirs.end <= ours.instant)
