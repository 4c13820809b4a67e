"""How does a reading get into archive/?

One folder a live blog: `index.md` (the live blog), `<slug>.md` (its entries), `revisions/`, `captures/<digest12>/` with
what each capture showed (the text and the account of each part, and `reading.json`, written last), `corrections.jsonl`
with what people decided, and a list of all these files (archive/manifest.py). From readings and decisions the entries
are made anew whenever one is added, so that the order of adding changes nothing.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from backfile import disk
from backfile.archive import front
from backfile.archive.corrections import CORRECTIONS, dump_decisions, read_decisions
from backfile.archive.held import list_liveblogs, liveblog_of, read_as_captured, read_readings
from backfile.archive.history import count_edits
from backfile.archive.identity import liveblog_key
from backfile.archive.liveblog_file import INDEX
from backfile.archive.making import entry_files, make
from backfile.archive.manifest import Announce, commit, unannounced
from backfile.archive.reading_file import CAPTURES, READING, dump_parts, dump_reading, is_of_a_reading, short
from backfile.archive.record import read_text
from backfile.archive.slugs import beginning, moved_keys
from backfile.archive.ties import retied
from backfile.errors import Damage
from backfile.model.capture import Digest, digest
from backfile.model.decision import Decision
from backfile.model.entry import Coverage, Entry, Reading
from backfile.text.slug import Slug, slug

_LONGEST_LIVEBLOG = 60  # bytes: with an entry's 80, the folders above and an ending, paths stay below 240


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
        return found_liveblog(archive, reading, announce, withheld)
    held = read_decisions(archive / liveblog) if withheld else []
    decisions = [*held, *(each for each in withheld if each not in held)] or None
    return _store(archive, liveblog, [reading], founding=None, announce=announce, decisions=decisions)


def found_liveblog(
    archive: Path, reading: Reading, announce: Announce = unannounced, withheld: Sequence[Decision] = ()
) -> Stored:
    """Found a new live blog with a reading. The caller holds the lock."""
    return _store(
        archive,
        new_slug(archive, reading),
        [reading],
        founding=liveblog_key(reading),
        announce=announce,
        decisions=withheld,
    )


def replace_readings(
    archive: Path,
    liveblog: Slug,
    readings: Sequence[Reading],
    *,
    decisions: Sequence[Decision] | None = None,
    accepted: Slug | None = None,
    rather: Slug | None = None,
    without: frozenset[Digest] = frozenset(),
    erased: Slug | None = None,
    key: str | None = None,
    announce: Announce = unannounced,
) -> Stored:
    """Put other readings of captures in the place of those that are held, and other `decisions`. The caller holds the
    lock.

    An entry that stands in a capture where an old one stood is that entry, and keeps its slug. Without readings and
    decisions the live blog is made anew from what is held. What somebody altered in the entry `accepted` goes, for it
    is a decision by now; of several that become one entry `rather` keeps its slug. The captures
    `without`, and what is left of the entry `erased`, go for good. `key` is what the live blog is known by from now on.
    """
    return _store(
        archive,
        liveblog,
        readings,
        founding=None,
        decisions=decisions,
        accepted=accepted,
        rather=rather,
        without=without,
        erased=erased,
        key=key,
        announce=announce,
    )


def _store(
    archive: Path,
    liveblog: Slug,
    added: Sequence[Reading],
    *,
    founding: str | None,
    announce: Announce,
    decisions: Sequence[Decision] | None = None,
    accepted: Slug | None = None,
    rather: Slug | None = None,
    without: frozenset[Digest] = frozenset(),
    erased: Slug | None = None,
    key: str | None = None,
) -> Stored:
    """Make the live blog anew from the readings that are held and those added; `founding` is a new one's key."""
    folder = archive / liveblog
    readings = {reading.capture.digest: reading for reading in added}
    before: dict[Slug, Entry] = {}
    moved: dict[str, str] = {}
    held_decisions = read_decisions(folder) if founding is None else []
    decided = list(held_decisions if decisions is None else decisions)
    if founding is None:
        for held in read_readings(archive, liveblog):
            moved |= moved_keys(held, readings.setdefault(held.capture.digest, held))
        for entry in read_as_captured(archive, liveblog, None).entries:
            keys = (*entry.keys, *(moved[key] for key in entry.keys if key in moved))
            altered = None if entry.slug == accepted else entry.altered
            if entry.slug != erased:
                before[entry.slug] = replace(entry, keys=keys, altered=altered)
        decided += retied(decided, moved)
    for its_digest in without:
        readings.pop(its_digest, None)
    coverage = make(archive, liveblog, readings, before, decided, founding=founding, rather=rather)
    coverage = replace(coverage, key=key or coverage.key)
    files: dict[str, bytes] = {}
    if decided != held_decisions:
        files[CORRECTIONS] = dump_decisions(decided).encode("ascii")
    for reading in added:
        files |= dump_parts(reading)
    files |= entry_files(coverage)
    for reading in added:  # last, for it says that the rest is there
        files |= dump_reading(reading)
    with disk.batch():
        gone = [f"{CAPTURES}/{short(each)}" for each in sorted(without)]
        commit(
            folder,
            files,
            lambda: [name for name in _kept(folder, added) if name.rpartition("/")[0] not in gone],
            lambda: _sweep(folder, files, gone, erased),
            announce,
        )
    return Stored(
        coverage=coverage,
        new_liveblog=founding is not None,
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


def find_liveblog(archive: Path, reading: Reading, beside: Slug | None = None) -> tuple[Slug, bool]:
    """The slug of the reading's live blog, and whether it is a new one; `beside` is that of the same bytes of which
    the same is said."""
    held = _home(archive, reading.capture.digest) or beside or liveblog_of(archive, liveblog_key(reading))
    return (new_slug(archive, reading), True) if held is None else (held, False)


def new_slug(archive: Path, reading: Reading) -> Slug:
    """A slug for the live blog that a reading founds."""
    first = beginning(reading.entries[0].body) if reading.entries else ""
    archived = next((each.archived for each in reading.entries if each.archived), None)
    elsewhere = archived.permalink.rpartition("/")[0] if archived else ""
    name = reading.capture.liveblog or elsewhere or reading.liveblog.headline or first
    taken = list_liveblogs(archive)  # a folder without an index is what a stopped command left
    fallback = f"live-blog-{short(reading.capture.sha256)}"
    return slug(name, fallback=fallback, taken=taken, longest=_LONGEST_LIVEBLOG)


def _home(archive: Path, capture: Digest) -> Slug | None:
    """The live blog of a capture that was read."""
    homes = disk.folders_with(archive, f"{CAPTURES}/{short(capture)}/{READING}")
    return Slug(homes[0]) if homes else None
