"""Which sightings in the parts of one capture show the same entry, and which part is right about what?

Joined by id, else by headline and words. What a reader could see (the page's own structure) comes before what stands in
data alone, and each fact comes from the first part that gives it; where two parts contradict each other, a warning says
so. The order is that of the page; entries that only data holds follow where the data has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from backfile.model.capture import Digest
from backfile.model.observation import Earlier, Observation, Provenance, core_id
from backfile.model.time import Time
from backfile.seeds.sightings.found import Sighting
from backfile.text.fold import folded_words
from backfile.text.markdown import words
from backfile.text.shingles import likeness, shingles

ALIKE = 0.6
_SLACK = timedelta(seconds=90)
"""Two parts that give times this close agree: lists print minutes, and some a minute less than the entry."""
_FEW = 2
"""So many entries can really have the same tag."""


def merge(parts: Sequence[Sequence[Sighting]], capture: Digest) -> tuple[list[Observation], list[list[int]], list[str]]:
    """The entries that the parts show, each part's sightings in order, the best part first.

    Gives the observations; for each part, the number of the observation that each of its sightings shows; and warnings.
    """
    groups: list[list[Sighting]] = []
    numbers: list[list[int]] = []
    finder = _Finder()
    for part in parts:
        own: list[int] = []
        for sighting in part:
            number = finder.find(sighting)
            if number is None:
                number = len(groups)
                groups.append([])
            groups[number].append(sighting)
            finder.learn(sighting, number, after=own[-1] if own else None)
            own.append(number)
        numbers.append(own)
    order = finder.order
    renumbered = {number: at for at, number in enumerate(order)}
    observations = [_observation(_newest_first(groups[number]), capture) for number in order]
    conflicts = sum(_contradicts(group) for group in groups)
    warnings = (
        [f"the parts of the page give {conflicts} of {len(groups)} entries different times; the page's own are kept"]
        if conflicts
        else []
    )
    before = sum(_updated_before(groups[number], observations[at]) for at, number in enumerate(order))
    if before:
        warnings.append(f"{before} of {len(groups)} entries give an update before their publication; it is not kept")
    unkept = sum(_loses_words(group) for group in groups)
    if unkept:
        told = f"{unkept} of {len(groups)} entries stand there twice under one id, in other words, and nothing tells"
        warnings.append(f"{told} which are the newer; the first are kept")
    return observations, [[renumbered[number] for number in own] for own in numbers], warnings


class _Finder:
    """Finds the number of the entry that a sighting shows, by what was learnt of those before it."""

    def __init__(self) -> None:
        self.order: list[int] = []
        self._ids: dict[str, int] = {}
        self._words: dict[str, int] = {}
        self._headlines: dict[str, int | None] = {}
        self._bodies: dict[int, str] = {}
        self._parts: dict[int, set[str]] = {}
        self._speaking: set[str] = set()  # the parts that name entries by the ids of other parts
        self._unread: list[tuple[Sighting, int]] = []  # whose words were not asked for yet

    def find(self, sighting: Sighting) -> int | None:
        for each in sighting.ids:
            number = self._ids.get(core_id(each))
            if number is not None:
                if self._parts[number] - {sighting.part}:
                    self._speaking.add(sighting.part)
                return number
        if not sighting.headline and not sighting.body:
            return None
        if sighting.ids and sighting.part in self._speaking:
            return None  # its part uses the ids of the others, so an id that none of them has is a new entry
        self._read_words()
        number = self._words.get(_words(sighting))
        if number is not None:
            # In one part two ids are two entries, though their words be the same.
            return None if sighting.ids and sighting.part in self._parts[number] else number
        headline = folded_words(sighting.headline or "")
        number = self._headlines.get(headline) if headline else None
        if number is None or sighting.part in self._parts[number]:
            return None
        alike = likeness(shingles(words(sighting.body)), shingles(words(self._bodies[number])))
        return number if alike >= ALIKE or not sighting.body else None

    def learn(self, sighting: Sighting, number: int, *, after: int | None) -> None:
        """A new entry stands `after` the one before it in its own part."""
        if number not in self._parts:
            self._parts[number] = set()
            self._bodies[number] = sighting.body
            if after is None or after == self.order[-1]:
                self.order.append(number)
            else:
                self.order.insert(self.order.index(after) + 1, number)
        self._parts[number].add(sighting.part)
        for each in sighting.ids:
            self._ids.setdefault(core_id(each), number)
        self._unread.append((sighting, number))

    def _read_words(self) -> None:
        for sighting, number in self._unread:
            if sighting.body:
                self._words.setdefault(_words(sighting), number)
            headline = folded_words(sighting.headline or "")
            if headline:
                # A headline that stands over several entries tells none of them apart.
                self._headlines[headline] = number if self._headlines.get(headline, number) == number else None
        self._unread.clear()


def _newest_first(group: Sequence[Sighting]) -> list[Sighting]:
    """The best part can hold several versions of an entry: an edit that replaces an older one comes before it."""

    def age(sighting: Sighting) -> tuple[bool, float]:
        updated = sighting.updated.instant if sighting.updated is not None else None
        return sighting.part != group[0].part, -updated.timestamp() if updated is not None else 0.0

    return sorted(group, key=age)


def _observation(group: Sequence[Sighting], capture: Digest) -> Observation:
    """Each fact from the first sighting that gives it."""
    best = group[0]
    published = _best_time([each.published for each in group])
    # A part that is wrong about the time of publication is not believed about that of an update.
    updated = _shown_later(group, published) or _best_time(
        [each.updated for each in group if not _contradict(published, each.published)]
    )
    places = [
        Provenance(capture=capture, part=each.part, start=each.start, end=each.end, displayed=each.displayed)
        for each in group
    ]
    return Observation(
        publisher_id=next((each.ids[0] for each in group if each.ids), None),
        headline=next((each.headline for each in group if each.headline), None),
        byline=next((each.byline for each in group if each.byline), ()),
        published=published,
        updated=_honest_update(published, updated),
        body=best.body or next((each.body for each in group if each.body), ""),
        provenance=tuple(places),
        withdrawn=next((each.withdrawn for each in group if each.withdrawn), None),
        tags=next((each.tags for each in group if each.tags), ()),
        earlier=tuple(
            Earlier(headline=each.headline, body=each.body, updated=each.updated)
            for each in reversed(_other_versions(group))
            if _is_replaced(each, best)
        ),
    )


def _other_versions(group: Sequence[Sighting]) -> list[Sighting]:
    """What the best part has of an entry in other words than its newest, each once, in the order of `group`."""
    best = group[0]
    versions: dict[str, Sighting] = {}
    for each in group[1:]:
        renamed = each.headline and best.headline and folded_words(each.headline) != folded_words(best.headline)
        other = renamed or words(each.body) not in words(best.body)
        if each.part == best.part and each.body and other:
            versions.setdefault(_words(each), each)
    return list(versions.values())


def _is_replaced(older: Sighting, newer: Sighting) -> bool:
    """Does data say that the one was updated after the other stood? What a page shows twice may be a part of it."""
    last = older.updated or older.published
    if newer.displayed or last is None or newer.updated is None or last.instant is None:
        return False
    return newer.updated.instant is not None and newer.updated.instant > last.instant


def _loses_words(group: Sequence[Sighting]) -> bool:
    ordered = _newest_first(group)
    return any(not _is_replaced(each, ordered[0]) for each in _other_versions(ordered))


def _shown_later(group: Sequence[Sighting], published: Time | None) -> Time | None:
    """The time that a reader sees, where it contradicts that of publication and is not known to be the earlier: words
    that may have been changed by then are not dated by the publication alone."""
    shown = next((each.shown for each in group if each.shown), None)
    if shown is None or shown.instant is None or published is None or published.instant is None:
        return shown
    return shown if shown.instant > published.instant else None


def _best_time(times: Sequence[Time | None]) -> Time | None:
    given = [time for time in times if time is not None]
    return next((time for time in given if time.instant is not None), given[0] if given else None)


def _honest_update(published: Time | None, updated: Time | None) -> Time | None:
    """An update a moment after publication, or before it, is the system's bookkeeping and no edit."""
    if updated is None or published is None or updated.instant is None or published.instant is None:
        return updated
    return updated if updated.instant - published.instant > timedelta(seconds=1) else None


def _updated_before(group: Sequence[Sighting], observation: Observation) -> bool:
    """Is an update told of that lies before the publication, by more than the bookkeeping of a system?"""
    published = observation.published.instant if observation.published is not None else None
    updates = [each.updated.instant for each in group if each.updated is not None and each.updated.instant is not None]
    return published is not None and any(update < published - _SLACK for update in updates)


def _contradicts(group: Sequence[Sighting]) -> bool:
    return any(_contradict(group[0].published, each.published) for each in group[1:])


def _contradict(one: Time | None, other: Time | None) -> bool:
    if one is None or other is None or one.instant is None or other.instant is None:
        return False
    return abs(one.instant - other.instant) > _SLACK


def _words(sighting: Sighting) -> str:
    return f"{folded_words(sighting.headline or '')}\n{folded_words(words(sighting.body))}"


def without_page_headline(sightings: Sequence[Sighting], headline: str | None) -> list[Sighting]:
    """An untitled entry is often given the headline of the page: it is none of its own."""
    page = folded_words(headline or "")
    return [
        replace(each, headline=None) if page and folded_words(each.headline or "") == page else each
        for each in sightings
    ]


def without_page_tags(sightings: Sequence[Sighting], tags: Sequence[str]) -> list[Sighting]:
    """The tags of the page are none of an entry's: those it has all of, and those that all entries have."""
    page = {folded_words(tag) for tag in tags}
    each_has = [{folded_words(tag) for tag in sighting.tags} for sighting in sightings]
    shared = set.intersection(*each_has) if len(each_has) > _FEW else set()
    own = []
    for sighting, has in zip(sightings, each_has, strict=True):
        gone = shared | page if page <= has else shared
        own.append(replace(sighting, tags=tuple(tag for tag in sighting.tags if folded_words(tag) not in gone)))
    return own


def join_repeats(observations: Sequence[Observation], keys: Sequence[str]) -> tuple[Observation, ...]:
    """Two entries of one key are one, seen in both places: pinned, linked to, or under ids that are not trusted."""
    joined: dict[str, Observation] = {}
    for key, each in zip(keys, observations, strict=True):
        held = joined.get(key)
        joined[key] = each if held is None else replace(held, provenance=held.provenance + each.provenance)
    return tuple(joined.values())
