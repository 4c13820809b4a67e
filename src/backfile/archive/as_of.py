"""What did a live blog say by an instant, as far as anything shows it?

Of each entry the newest words that are shown to exist by then (archive/history.py), and of its byline, times and tags,
as of the live blog, what captures made by then say. Where only a later one shows words that stood by then, as the
publisher says in it, these are as it gives them.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from backfile.archive.held import read_readings
from backfile.archive.history import observe, read_wordings
from backfile.archive.revise import join_liveblogs
from backfile.archive.stated import as_said_in, first_time, make_stated
from backfile.model.capture import Capture, is_made_by
from backfile.model.decision import Corrected
from backfile.model.entry import Coverage, Entry, Revision
from backfile.model.evidence import strongest
from backfile.model.history import NOTHING_STATED, Later, Sighting, Statements, Wording, first_known, held_by
from backfile.model.permalink import permalink
from backfile.model.time import Time
from backfile.text.slug import Slug


def coverage_as_of(archive: Path, coverage: Coverage, instant: datetime) -> tuple[Coverage, tuple[Later, ...]]:
    """The live blog with the entries whose words are shown to exist by an instant (UTC), and the captures made by then;
    apart, the entries that were published by then in words that nothing shows so early.

    A later capture is among them where it alone shows words that stood by then, as the publisher says in it.
    """
    entries: list[Entry] = []
    later: list[Later] = []
    stated = read_all_stated(archive, coverage)
    for entry in coverage.entries:
        held = entry_as_of(coverage, entry, instant, stated.get(entry.slug, NOTHING_STATED))
        if isinstance(held, Entry):
            entries.append(held)
        elif held is not None:
            later.append(held)
    made = {capture.digest for capture in made_by(coverage, instant)}
    showing = [{place.capture for place in entry.newest.provenance} for entry in entries]
    needed = made.union(*(captures for captures in showing if made.isdisjoint(captures)))
    captures = tuple(capture for capture in coverage.captures if capture.digest in needed)
    return replace(coverage, captures=captures, entries=tuple(entries)), tuple(later)


def named_as_of(archive: Path, coverage: Coverage, instant: datetime) -> Coverage:
    """The live blog, all its entries with it, under the headline and summary that captures made by an instant (UTC)
    give it: none where none was made by then. Its publisher and address are those that are known."""
    shown = {capture.digest for capture in made_by(coverage, instant)}
    if len(shown) == len(coverage.captures):
        return coverage
    made = [reading for reading in read_readings(archive, coverage.slug) if reading.capture.digest in shown]
    said, about = join_liveblogs(made), coverage.liveblog
    publisher, address = said.publisher or about.publisher, said.address or about.address
    return replace(coverage, liveblog=replace(said, publisher=publisher, address=address))


def read_all_stated(archive: Path, coverage: Coverage) -> dict[Slug, Statements]:
    """What captures say of each entry; nothing where there is one capture alone. Each account is read once."""
    if len(coverage.captures) < 2:
        return {}
    observed = observe(coverage, read_readings(archive, coverage.slug))
    return {slug: make_stated(seen, coverage.captures) for slug, seen in observed.items()}


def entry_as_of(coverage: Coverage, entry: Entry, instant: datetime, stated: Statements) -> Entry | Later | None:
    """The entry as it is shown to be by an instant; None where nothing shows it so early, nor says it was published.

    `stated` is what each capture says of it.
    """
    wordings = read_wordings(coverage, entry)
    held = held_by(wordings, instant)
    if held is None:
        published = entry.as_captured.published
        if published is None or published.end is None or published.end > instant:
            return None
        return Later(permalink=permalink(coverage.slug, entry.slug), published=published, wording=first_known(wordings))
    known = [each for each in wordings if each.known and each.known.by <= instant and each is not held]
    is_newest = held.revision is entry.newest
    counted = made_by(coverage, instant)
    made = stated_by(stated, counted).sightings
    showing = [each for each in stated.sightings if each.capture in held.captures]
    said = as_said_in(entry, made or showing[:1])
    revisions = tuple(_as_shown_in(each.revision, made) for each in (*known, held))
    updated = revisions[-1].updated
    return replace(
        said,
        revisions=revisions,
        updated=said.updated if is_newest else updated,
        withdrawn=said.withdrawn if made or _is_said(coverage, entry, counted) else None,
        altered=entry.altered if is_newest else None,
        corrected=said.corrected if is_newest else _of_older_words(said.corrected, updated),
    )


def wording_as_of(coverage: Coverage, entry: Entry, held: Entry) -> Wording:
    """The newest wording of an entry that is `held` as it is shown to be by an instant (`entry_as_of`), as the captures
    show it that count by then."""
    wordings = read_wordings(coverage, entry)
    wording = next(each for each in wordings if each.revision.number == held.newest.number)
    captures = coverage.captures_of(held.newest)
    return replace(wording, revision=held.newest, captures=captures, evidence=strongest(captures))


def made_by(coverage: Coverage, instant: datetime) -> tuple[Capture, ...]:
    """The captures that count by an instant (UTC): made by then, as far as nothing speaks against their times."""
    return tuple(each for each in coverage.captures if is_made_by(each, instant))


def stated_by(stated: Statements, counted: Collection[Capture]) -> Statements:
    """What some captures say, and in what these differ."""
    return Statements(
        sightings=tuple(each for each in stated.sightings if each.capture in counted),
        differing=tuple(event for event in stated.differing if event.capture in counted and event.before in counted),
    )


def _as_shown_in(revision: Revision, sightings: Sequence[Sighting]) -> Revision:
    """A revision as some captures show it, with the update that they state beside it; as it is where none does."""
    showing = [each for each in sightings if not set(each.seen.provenance).isdisjoint(revision.provenance)]
    captures = {each.capture.digest for each in showing}
    if not showing or captures.issuperset(place.capture for place in revision.provenance):
        return revision
    return replace(
        revision,
        provenance=tuple(place for place in revision.provenance if place.capture in captures),
        updated=first_time([(each.capture, each.seen.updated) for each in showing]),
    )


def _of_older_words(corrected: Corrected | None, updated: Time | None) -> Corrected | None:
    """What people say of an entry in older words, which their headline, words and update do not speak of."""
    if corrected is None:
        return None
    fields = tuple(name for name in corrected.fields if name not in ("headline", "body", "updated"))
    if not fields and not corrected.notes:
        return None
    return replace(corrected, fields=fields, headline=None, body=None, was_updated=updated)


def _is_said(coverage: Coverage, entry: Entry, counted: Container[Capture]) -> bool:
    """Is the newest capture that shows the entry, which says whether it is withdrawn, one that counts?"""
    captures = [capture for each in entry.revisions for capture in coverage.captures_of(each)]
    newest = max(captures, key=coverage.captures.index, default=None)
    return newest is not None and newest in counted
