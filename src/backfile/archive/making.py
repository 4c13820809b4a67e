"""What follows from readings and decisions? The entries of a live blog, and their files. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from backfile.archive.corrections import read_decisions
from backfile.archive.doubts import Doubts, find_doubts, mark_doubted
from backfile.archive.entry_file import dump_entry
from backfile.archive.held import read_as_captured, read_readings
from backfile.archive.liveblog_file import INDEX, dump_index, read_index
from backfile.archive.order import in_order
from backfile.archive.revise import Draft, join_liveblogs, revise
from backfile.archive.slugs import find_aliases, give_slugs
from backfile.archive.ties import Ties, respelled, ties_of
from backfile.errors import Damage
from backfile.model.capture import Digest
from backfile.model.decision import Decision
from backfile.model.entry import Coverage, Entry
from backfile.model.observation import Reading
from backfile.text.slug import Slug


def read_captured(archive: Path, liveblog: Slug, name: Slug) -> Entry | None:
    """An entry as its captures show it, whatever somebody did to its file; None where none shows it."""
    readings = {reading.capture.digest: reading for reading in read_readings(archive, liveblog)}
    held = {entry.slug: entry for entry in read_as_captured(archive, liveblog, None).entries}
    before = held | {name: replace(held[name], altered=None)}
    coverage = make(archive, liveblog, readings, before, read_decisions(archive / liveblog), founding=None)
    return next((entry for entry in coverage.entries if entry.slug == name), None)


def derive(archive: Path, liveblog: Slug) -> dict[str, bytes]:
    """What the files of a live blog's entries and its index.md hold, as they follow from readings and decisions.

    What somebody altered by hand stays altered. Nothing is written.
    """
    return entry_files(derived(archive, liveblog, None))


def derived(archive: Path, liveblog: Slug, faults: list[Damage] | None) -> Coverage:
    """The live blog as it follows from its readings and decisions, with the slugs that entries have."""
    readings = {reading.capture.digest: reading for reading in read_readings(archive, liveblog)}
    before = {entry.slug: entry for entry in read_as_captured(archive, liveblog, faults).entries}
    return make(archive, liveblog, readings, before, read_decisions(archive / liveblog), founding=None)


def make(
    archive: Path,
    liveblog: Slug,
    readings: Mapping[Digest, Reading],
    before: Mapping[Slug, Entry],
    decisions: Sequence[Decision],
    *,
    founding: str | None,
    rather: Slug | None = None,
) -> Coverage:
    """The live blog as it follows from readings and decisions, with the slugs that entries had before."""
    held = None if founding is not None else read_index(archive / liveblog)
    aliases = held.aliases if held else {}
    counted, drafts, doubts = _revised(tuple(readings.values()), ties_of(respelled(decisions, readings.values())))
    entries = give_slugs(drafts, before, aliases, rather)
    ordered = in_order(counted)
    return Coverage(
        slug=liveblog,
        key=held.key if held else str(founding),
        liveblog=join_liveblogs(ordered),
        captures=mark_doubted((readings[each.capture.digest].capture for each in ordered), dict(doubts)),
        entries=tuple(entries),
        aliases=tuple(sorted(find_aliases(entries, before, aliases).items())),
        doubts=doubts,
    )


def _revised(readings: Sequence[Reading], ties: Ties) -> tuple[Sequence[Reading], list[Draft], Doubts]:
    """The readings with their captures marked that are in doubt, the entries that follow from them, and the doubts that
    follow from these.

    Which captures are in doubt depends on when entries were published, which is as the first capture that tells it
    says, and so on the order of captures, in which those in doubt come last. So begin with those that doubt themselves,
    whatever the order; and a capture that was in doubt once stays so.
    """
    stated = [(each.capture, each.latest) for each in readings]
    doubts = find_doubts(stated, ())
    while True:
        marked = mark_doubted((each.capture for each in readings), dict(doubts))
        counted = [replace(each, capture=capture) for each, capture in zip(readings, marked, strict=True)]
        drafts = revise(counted, ties)
        found = find_doubts(stated, drafts)
        if dict(found).keys() <= dict(doubts).keys():
            return counted, drafts, found
        doubts = tuple((dict(doubts) | dict(found)).items())


def entry_files(coverage: Coverage) -> dict[str, bytes]:
    files = {name: text for entry in coverage.entries for name, text in dump_entry(coverage.slug, entry).items()}
    files[INDEX] = dump_index(coverage)
    return {name: text.encode("utf-8") for name, text in files.items()}
