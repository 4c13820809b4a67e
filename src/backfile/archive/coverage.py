"""What does a live blog hold, with what people decided of it? What is withheld is left out unless it is asked for."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from backfile.archive.corrections import decision_by_hand, overlay, read_decisions, withheld_captures
from backfile.archive.held import list_liveblogs, read_as_captured, read_readings
from backfile.archive.making import derived, make
from backfile.archive.numbers import with_numbers_of
from backfile.archive.unseen import find_unseen
from backfile.errors import Damage
from backfile.model.capture import Digest
from backfile.model.decision import Decision
from backfile.model.entry import Coverage, Entry
from backfile.text.slug import Slug


def read_coverage(
    archive: Path, liveblog: Slug, faults: list[Damage] | None = None, *, withheld: bool = False
) -> Coverage:
    """A live blog with its entries, and with what people decided of them. Raises Damage for a file that is not as it
    was written.

    With `faults`, an entry that is damaged is left out, and its fault added there. What is withheld is left out, too,
    unless asked for: `withheld` is for those who keep the archive.
    """
    coverage, by_hand = _with_captured_words(archive, read_as_captured(archive, liveblog, faults), faults)
    decisions = read_decisions(archive / liveblog)
    if not decisions and not by_hand:
        return coverage
    by_bytes = withheld_captures(decisions)
    hidden = {each.digest: by_bytes[each.sha256] for each in coverage.captures if each.sha256 in by_bytes}
    if hidden and not withheld:
        coverage = _open_to_others(archive, coverage, hidden, decisions)
    aliases = dict(coverage.aliases)
    altered = {entry.slug for entry in coverage.entries if entry.altered is not None}
    said = [*decisions, *(each for each in by_hand if each.entry in altered)]
    entries = [overlay(entry, said, aliases) for entry in coverage.entries]
    if withheld:
        entries = [_mark(entry, hidden) for entry in entries]
        coverage = replace(coverage, withheld=tuple(sorted(hidden.items())))
    return replace(coverage, entries=tuple(each for each in entries if withheld or each.withheld is None))


def read_archive(archive: Path, *, withheld: bool = False) -> tuple[list[Coverage], list[Damage]]:
    """All live blogs, by slug, without the entries that are damaged, and what is wrong with these; as read_coverage."""
    return read_liveblogs(archive, list_liveblogs(archive), withheld=withheld)


def read_liveblogs(
    archive: Path, liveblogs: Iterable[Slug], *, withheld: bool = False
) -> tuple[list[Coverage], list[Damage]]:
    """The same of these live blogs, in their order."""
    coverages: list[Coverage] = []
    faults: list[Damage] = []
    for liveblog in liveblogs:
        try:
            coverages.append(read_coverage(archive, liveblog, faults, withheld=withheld))
        except Damage as fault:
            faults.append(fault)
    return coverages, faults


def _with_captured_words(
    archive: Path, coverage: Coverage, faults: list[Damage] | None
) -> tuple[Coverage, list[Decision]]:
    """The live blog with the captured words and facts of what somebody altered by hand, and what that says otherwise in
    the heads of entries, as decisions; and with the older words that somebody changed as their captures show them.
    Words that no capture shows any longer are empty: not known."""
    if not any(entry.altered is not None or _is_torn(entry) for entry in coverage.entries):
        return coverage, []
    try:
        made = {entry.slug: entry for entry in derived(archive, coverage.slug, []).entries}
    except Damage as fault:
        if faults is None:
            raise
        faults.append(fault)
        made = {}
    entries: list[Entry] = []
    by_hand: list[Decision] = []
    for held in coverage.entries:
        if held.altered is None:
            entries.append(made.get(held.slug, held) if _is_torn(held) else held)
        elif (captured := made.get(held.slug)) is None:
            nothing = replace(held.newest, headline=None, body="")
            unknown = replace(held, byline=(), published=None, updated=None, tags=())
            entries.append(replace(unknown, revisions=(*held.revisions[:-1], nothing)))
            by_hand.append(replace(decision_by_hand(held, entries[-1]), body=None))
        else:
            entries.append(replace(captured, altered=held.altered))
            by_hand.append(replace(decision_by_hand(held, captured), body=None))
    return replace(coverage, entries=tuple(entries)), by_hand


def _is_torn(entry: Entry) -> bool:
    """Are older words missing, for their file holds others? No capture shows an update without any."""
    return any(not each.body and each.headline is None for each in entry.revisions[:-1])


def _open_to_others(
    archive: Path, coverage: Coverage, hidden: Container[Digest], decisions: Sequence[Decision]
) -> Coverage:
    """The live blog as it were if those captures had never come: nothing of what they alone show is left."""
    readings = {each.capture.digest: each for each in read_readings(archive, coverage.slug)}
    open_ones = {its_digest: each for its_digest, each in readings.items() if its_digest not in hidden}
    before = {entry.slug: entry for entry in coverage.entries}
    made = make(archive, coverage.slug, open_ones, before, decisions, founding=None)
    made = with_numbers_of(coverage, made)
    # A person's alteration may speak of words that only a withheld capture shows.
    seen = {place.capture for entry in coverage.entries if entry.altered for place in entry.newest.provenance}
    entries = [replace(each, altered=None) if any(one in hidden for one in seen) else each for each in made.entries]
    unseen = find_unseen(coverage, made)
    return replace(made, entries=tuple(replace(each, unseen=unseen[each.slug]) for each in entries))


def _mark(entry: Entry, hidden: Mapping[Digest, str]) -> Entry:
    """An entry that only withheld captures show is withheld for the reason of one of them."""
    places = [place.capture for revision in entry.revisions for place in revision.provenance]
    if entry.withheld is None and places and all(place in hidden for place in places):
        return replace(entry, withheld=hidden[places[-1]])
    return entry
