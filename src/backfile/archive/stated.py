"""What do some captures say of an entry beside its words? The entry joins what all of them say of bylines, times, tags.

Who names one capture takes from here what that one says; who asks what was said by an instant, what those made by then
say. A fact that they do not give is not given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from backfile.archive.facts import read_facts
from backfile.archive.held import read_reading
from backfile.archive.reading_file import CAPTURES, short
from backfile.model.capture import Capture, Digest
from backfile.model.entry import Coverage, Entry
from backfile.model.evidence import Evidence, evidence_of
from backfile.model.history import Change, Sighting, Statements
from backfile.model.observation import Observation
from backfile.model.time import Time

_FACTS = (Change.BYLINE, Change.PUBLISHED, Change.UPDATED)


def read_stated(archive: Path, coverage: Coverage, entry: Entry) -> Statements:
    """What each capture says of an entry; only the accounts of those that show it are read. Raises Damage."""
    showing = {place.capture for revision in entry.revisions for place in revision.provenance}
    captures = [capture for capture in coverage.captures if capture.digest in showing]
    if (
        len(captures) < 2
        and len(entry.keys) < 2
        and not any(evidence_of(each) is Evidence.EXPORTED for each in captures)
    ):
        return Statements()
    sightings = [
        Sighting(capture, seen)
        for capture in captures
        for seen in _in_order_of_words(entry, read_reading(archive, coverage.slug, capture.digest).entries)
    ]
    observed = {each.capture.digest: each.seen for each in sightings}
    return make_stated(observed, captures, sightings)


def make_stated(
    observed: Mapping[Digest, Observation], captures: Sequence[Capture], every: Sequence[Sighting] = ()
) -> Statements:
    """The same, given what captures show of the entry by their digest, the captures in their order, and, where one may
    show it more than once, `every` sighting."""
    single = (Sighting(each, observed[each.digest]) for each in captures if each.digest in observed)
    sightings = tuple(every or single)
    said = (keepers for each in sightings if each.seen.archived for keepers in each.seen.archived.keepers)
    keepers = tuple(dict.fromkeys(said))
    if len(sightings) < 2:
        return Statements(keepers=keepers)
    events = read_facts(observed, captures)
    differing = tuple(event for event in events if event.change in _FACTS and event.before is not None)
    return Statements(keepers=keepers, sightings=sightings, differing=differing)


def as_said_in(entry: Entry, sightings: Sequence[Sighting]) -> Entry:
    """The entry with the byline, the times, the tags and the word of its withdrawal that these captures give, in their
    order; what people put in the place of these stays. As it is where there are no sightings."""
    if not sightings:
        return entry
    said = [each.seen for each in sightings]
    byline = next((each.byline for each in reversed(said) if each.byline), ())
    published = first_time([(each.capture, each.seen.published) for each in sightings])
    updated = first_time([(each.capture, each.seen.updated) for each in reversed(sightings)])
    tags = next((each.tags for each in reversed(said) if each.tags), ())
    theirs = entry.corrected
    fields = theirs.fields if theirs else ()
    return replace(
        entry,
        byline=entry.byline if "byline" in fields else byline,
        published=entry.published if "published" in fields else published,
        updated=entry.updated if "updated" in fields else updated,
        tags=(*tags, *(tag for tag in entry.added_tags if tag not in tags)),
        withdrawn=said[-1].withdrawn,
        corrected=theirs
        and replace(theirs, was_byline=byline, was_published=published, was_updated=updated, was_tags=tags),
    )


def _in_order_of_words(entry: Entry, observations: Iterable[Observation]) -> list[Observation]:
    """The observations of one capture that show the entry, those of its newest words last: two that people merged may
    stand in one capture."""
    numbers = {place: each.number for each in entry.revisions for place in each.provenance}
    found = [(max(numbers.get(place, 0) for place in each.provenance), each) for each in observations]
    return [each for number, each in sorted(found, key=lambda one: one[0]) if number]


def first_time(said: Sequence[tuple[Capture, Time | None]]) -> Time | None:
    """The first time with an instant, else the first at all; its source names the capture."""
    given = [(capture, time) for capture, time in said if time is not None]
    best = next((each for each in given if each[1].instant is not None), given[0] if given else None)
    return best and replace(best[1], source=f"{CAPTURES}/{short(best[0].digest)}/{best[1].source}")
