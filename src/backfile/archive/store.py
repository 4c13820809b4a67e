"""How do readings and decisions get into archive/, and out of it?

One folder a live blog: `index.md` (the live blog), `<slug>.md` (its entries), `revisions/`, `captures/<digest12>/` with
what each capture showed (the text and the account of each part, and `reading.json`, written last), `corrections.jsonl`
with what people decided, and a list of all these files (archive/manifest.py). From readings and decisions the entries
are made anew whenever one is added, so that the order of adding changes nothing.
"""

from __future__ import annotations

from collections.abc import Container, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

from backfile import disk
from backfile.archive import front
from backfile.archive.belonging import find_liveblog, new_slug
from backfile.archive.corrections import CORRECTIONS, dump_decisions, read_decisions
from backfile.archive.held import read_as_captured, read_readings
from backfile.archive.history import count_edits
from backfile.archive.identity import liveblog_key
from backfile.archive.liveblog_file import INDEX
from backfile.archive.making import entry_files, make
from backfile.archive.manifest import Announce, commit, unannounced
from backfile.archive.reading_file import CAPTURES, READING, dump_parts, dump_reading, is_of_a_reading, short
from backfile.archive.record import read_text
from backfile.archive.slugs import moved_keys
from backfile.archive.ties import respelled, retied
from backfile.errors import Damage
from backfile.model.capture import Digest, digest
from backfile.model.decision import Decision
from backfile.model.entry import Coverage, Entry
from backfile.model.observation import Reading
from backfile.text.slug import Slug


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing did: the live blog as it is now, and which entries are new, or are shown to be edited once more."""

    coverage: Coverage
    new_liveblog: bool
    new: tuple[Slug, ...]
    revised: tuple[Slug, ...]


def store_reading(
    archive: Path,
    reading: Reading,
    announce: Announce = unannounced,
    beside: Slug | None = None,
    withheld: Sequence[Decision] = (),
) -> Stored:
    """Add a reading to its live blog, or found a new one with it. The caller holds the lock.

    A reading that is held already, or shows nothing new, changes no entry. `announce` is told of the change before it
    is made, as by archive/manifest.commit; `beside` is as in find_liveblog. `withheld` was decided of the same bytes.
    """
    liveblog, new_liveblog = find_liveblog(archive, reading, beside)
    if new_liveblog:
        change = _Change(founding=liveblog_key(reading), readings=[reading], decisions=withheld)
        return _store(archive, liveblog, change, announce)
    held = read_decisions(archive / liveblog) if withheld else []
    decisions = [*held, *(each for each in withheld if each not in held)] or None
    return _store(archive, liveblog, _Change(readings=[reading], decisions=decisions), announce)


def found_liveblog(
    archive: Path, reading: Reading, announce: Announce = unannounced, withheld: Sequence[Decision] = ()
) -> Stored:
    """Found a new live blog with a reading. The caller holds the lock."""
    change = _Change(founding=liveblog_key(reading), readings=[reading], decisions=withheld)
    return _store(archive, new_slug(archive, reading), change, announce)


def replace_readings(
    archive: Path,
    liveblog: Slug,
    readings: Sequence[Reading],
    *,
    key: str | None = None,
    announce: Announce = unannounced,
) -> Stored:
    """Put other readings of captures in the place of those that are held. The caller holds the lock.

    An entry that stands in a capture where an old one stood is that entry, and keeps its slug. Without readings the
    live blog is made anew from what is held. `key` is what it is known by from now on.
    """
    return _store(archive, liveblog, _Change(readings=readings, key=key), announce)


def replace_decisions(
    archive: Path,
    liveblog: Slug,
    decisions: Sequence[Decision],
    *,
    accepted: Slug | None = None,
    rather: Slug | None = None,
    announce: Announce = unannounced,
) -> Stored:
    """Put these decisions in the place of those that are held. The caller holds the lock.

    What somebody altered in the entry `accepted` goes, for it is a decision by now; of several that become one entry
    `rather` keeps its slug.
    """
    return _store(archive, liveblog, _Change(decisions=decisions, accepted=accepted, rather=rather), announce)


def remove(
    archive: Path,
    liveblog: Slug,
    *,
    captures: Set[Digest] = frozenset(),
    entry: Slug | None = None,
    readings: Sequence[Reading] = (),
    decisions: Sequence[Decision] | None = None,
    announce: Announce = unannounced,
) -> Stored:
    """Remove captures, and what is left of an entry, for good. The caller holds the lock.

    In the same change other readings and `decisions` take the place of those that are held.
    """
    change = _Change(readings=readings, decisions=decisions, gone=captures, erased=entry)
    return _store(archive, liveblog, change, announce)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """What is to be otherwise in a live blog, or a new one's key; what is None stays as it is."""

    founding: str | None = None
    readings: Sequence[Reading] = ()
    decisions: Sequence[Decision] | None = None
    accepted: Slug | None = None
    rather: Slug | None = None
    gone: Set[Digest] = frozenset()
    erased: Slug | None = None
    key: str | None = None


def _store(archive: Path, liveblog: Slug, change: _Change, announce: Announce) -> Stored:
    """Make the live blog anew from what is held and what changes."""
    folder = archive / liveblog
    readings = {reading.capture.digest: reading for reading in change.readings}
    before: dict[Slug, Entry] = {}
    moved: dict[str, str] = {}
    held_decisions = read_decisions(folder) if change.founding is None else []
    decided = list(held_decisions if change.decisions is None else change.decisions)
    if change.founding is None:
        held_readings = read_readings(archive, liveblog)
        decided = respelled(decided, held_readings)
        for held in held_readings:
            moved |= moved_keys(held, readings.setdefault(held.capture.digest, held))
        for entry in read_as_captured(archive, liveblog, None).entries:
            keys = (*entry.keys, *(moved[key] for key in entry.keys if key in moved))
            altered = None if entry.slug == change.accepted else entry.altered
            if entry.slug != change.erased:
                before[entry.slug] = replace(entry, keys=keys, altered=altered)
        decided += retied(decided, moved)
    for its_digest in change.gone:
        readings.pop(its_digest, None)
    coverage = make(archive, liveblog, readings, before, decided, founding=change.founding, rather=change.rather)
    coverage = replace(coverage, key=change.key or coverage.key)
    files: dict[str, bytes] = {}
    if decided != held_decisions:
        files[CORRECTIONS] = dump_decisions(decided).encode("ascii")
    for reading in change.readings:
        files |= dump_parts(reading)
    files |= entry_files(coverage)
    for reading in change.readings:  # last, for it says that the rest is there
        files |= dump_reading(reading)
    with disk.batch():
        gone = [f"{CAPTURES}/{short(each)}" for each in sorted(change.gone)]
        commit(
            folder,
            files,
            lambda: [name for name in _kept(folder, change.readings) if name.rpartition("/")[0] not in gone],
            lambda: _sweep(folder, files, gone, change.erased),
            announce,
        )
    return Stored(
        coverage=coverage,
        new_liveblog=change.founding is not None,
        new=tuple(entry.slug for entry in coverage.entries if entry.slug not in before),
        revised=tuple(
            entry.slug
            for entry in coverage.entries
            if entry.slug in before
            and len(entry.revisions) > len(before[entry.slug].revisions)
            and count_edits(coverage, entry) > count_edits(coverage, before[entry.slug])
        ),
    )


def _kept(folder: Path, added: Sequence[Reading]) -> list[str]:
    """The files of the folder that follow from nothing in it: other captures' readings, and decisions."""
    anew = {f"{CAPTURES}/{short(reading.capture.digest)}" for reading in added}
    names = [path.relative_to(folder).as_posix() for path in folder.glob(f"{CAPTURES}/*/*") if is_of_a_reading(path)]
    kept = [name for name in names if name.rpartition("/")[0] not in anew]
    return kept + ([CORRECTIONS] if (folder / CORRECTIONS).is_file() else [])


def _sweep(folder: Path, files: Container[str], gone: Sequence[str], erased: Slug | None) -> None:
    """Remove what was written of entries that have become one with others, and parts of earlier readings; never what
    somebody wrote or altered, unless it is to be erased."""
    for name in gone:
        disk.remove(folder / name)
    if erased is not None:
        for path in [folder / f"{erased}.md", *folder.glob(f"revisions/{erased}.[0-9]*.md")]:
            disk.remove(path)
    for path in sorted([*folder.glob("*.md"), *folder.glob("revisions/*.md")]):
        if path.relative_to(folder).as_posix() not in files and path.name != INDEX and _is_ours(path):
            disk.remove(path)
    for path in sorted(folder.glob(f"{CAPTURES}/*/*")):
        name = path.relative_to(folder).as_posix()
        if f"{name.rpartition('/')[0]}/{READING}" in files and name not in files and is_of_a_reading(path):
            disk.remove(path)


def _is_ours(path: Path) -> bool:
    try:
        facts, body = front.load(read_text(path), path)
    except Damage:
        return False
    return "permalink" in facts and facts.get("body_sha256") == digest(body)
