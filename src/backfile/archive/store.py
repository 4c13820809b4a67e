"""What does archive/ hold, and how does a reading get into it?

One folder a live blog: `index.md` (the live blog), `<slug>.md` (its entries), `revisions/`, and `captures/<digest12>/`
with what each capture showed: the text and the account of each part, and `reading.json`, written last. From these
readings the entries are made anew whenever one is added, so that the order of adding changes nothing.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from backfile import disk
from backfile.archive import front, reading_file
from backfile.archive.entry_file import dump_entry, load_entry, revision_name
from backfile.archive.identity import liveblog_key
from backfile.archive.liveblog_file import INDEX, dump_index, read_index
from backfile.archive.reading_file import (
    CAPTURES,
    READING,
    capture_folders,
    read_capture,
    short,
    write_parts,
    write_reading,
)
from backfile.archive.record import read_text
from backfile.archive.revise import in_order, join_liveblogs, revise
from backfile.archive.slugs import beginning, give_slugs, moved_keys
from backfile.errors import Damage
from backfile.model.capture import Digest, digest
from backfile.model.entry import Coverage, Entry, Reading
from backfile.text.slug import Slug, slug

_LONGEST_LIVEBLOG = 60  # bytes: with an entry's 80, the folders above and an ending, paths stay below 240


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing a reading did: the live blog as it is now, and which entries are new or have new words."""

    coverage: Coverage
    new_liveblog: bool
    new: tuple[Slug, ...]
    revised: tuple[Slug, ...]


def list_liveblogs(archive: Path) -> list[Slug]:
    """The slugs of all live blogs, sorted."""
    with disk.plainly(archive, "listed"):
        return sorted(Slug(path.parent.name) for path in archive.glob(f"*/{INDEX}"))


def read_coverage(archive: Path, liveblog: Slug, faults: list[Damage] | None = None) -> Coverage:
    """A live blog with its entries. Raises Damage for a file that is not as it was written.

    With `faults`, an entry that is damaged is left out, and its fault added there.
    """
    folder = archive / liveblog
    index = read_index(folder)
    return Coverage(
        slug=liveblog,
        key=index.key,
        liveblog=index.liveblog,
        captures=tuple(read_capture(path) for path in capture_folders(folder)),
        entries=tuple(_read_entries(folder, index.entries, faults)),
    )


def read_archive(archive: Path) -> tuple[list[Coverage], list[Damage]]:
    """All live blogs, by slug, without the entries that are damaged, and what is wrong with these."""
    coverages: list[Coverage] = []
    faults: list[Damage] = []
    for liveblog in list_liveblogs(archive):
        try:
            coverages.append(read_coverage(archive, liveblog, faults))
        except Damage as fault:
            faults.append(fault)
    return coverages, faults


def read_readings(archive: Path, liveblog: Slug) -> list[Reading]:
    """What each capture of a live blog showed, by time of capture."""
    return in_order(reading_file.read_reading(folder) for folder in capture_folders(archive / liveblog))


def read_reading(archive: Path, liveblog: Slug, capture: Digest) -> Reading:
    """What one capture of a live blog showed."""
    return reading_file.read_reading(archive / liveblog / CAPTURES / short(capture))


def read_part(archive: Path, liveblog: Slug, capture: Digest, part: str) -> str:
    """The text of one part of a capture. Raises Damage."""
    return reading_file.read_part(archive / liveblog / CAPTURES / short(capture), part)


def held_captures(archive: Path) -> dict[str, Slug]:
    """The live blog of every capture that was read, by the first 12 digits of the capture's digest."""
    found = sorted(archive.glob(f"*/{CAPTURES}/*/{READING}"))
    return {path.parent.name: Slug(path.parent.parent.parent.name) for path in found}


def store_reading(archive: Path, reading: Reading) -> Stored:
    """Add a reading to its live blog, or found a new one with it. The caller holds the lock.

    A reading that is held already, or shows nothing new, changes no entry.
    """
    liveblog, new_liveblog = _find_liveblog(archive, reading)
    return _store(archive, liveblog, [reading], founding=liveblog_key(reading) if new_liveblog else None)


def replace_readings(archive: Path, liveblog: Slug, readings: Sequence[Reading]) -> Stored:
    """Put other readings of captures in the place of those that are held. The caller holds the lock.

    An entry that stands in a capture where an old one stood is that entry, and keeps its slug.
    """
    return _store(archive, liveblog, readings, founding=None)


def _store(archive: Path, liveblog: Slug, added: Sequence[Reading], *, founding: str | None) -> Stored:
    """Make the live blog anew from the readings that are held and those added; `founding` is a new one's key."""
    folder = archive / liveblog
    readings = {reading.capture.digest: reading for reading in added}
    before: dict[Slug, Entry] = {}
    moved: dict[str, str] = {}
    if founding is None:
        for held in read_readings(archive, liveblog):
            moved |= moved_keys(held, readings.setdefault(held.capture.digest, held))
        for entry in read_coverage(archive, liveblog).entries:
            keys = (*entry.keys, *(moved[key] for key in entry.keys if key in moved))
            before[entry.slug] = replace(entry, keys=keys)
    entries = give_slugs(revise(readings.values()), before)
    ordered = in_order(readings.values())
    coverage = Coverage(
        slug=liveblog,
        key=founding or read_index(folder).key,
        liveblog=join_liveblogs(ordered),
        captures=tuple(each.capture for each in ordered),
        entries=tuple(entries),
    )
    with disk.batch():
        for reading in added:
            write_parts(folder, reading)
        files = {name: text for entry in entries for name, text in dump_entry(liveblog, entry).items()}
        for name, text in files.items():
            disk.write(folder / name, text)
        disk.write(folder / INDEX, dump_index(coverage))
        _sweep(folder, files)
        for reading in added:
            write_reading(folder, reading)
    return Stored(
        coverage=coverage,
        new_liveblog=founding is not None,
        new=tuple(entry.slug for entry in entries if entry.slug not in before),
        revised=tuple(
            entry.slug
            for entry in entries
            if entry.slug in before and len(entry.revisions) > len(before[entry.slug].revisions)
        ),
    )


def liveblog_of(archive: Path, key: str) -> Slug | None:
    """The live blog with that key, if the archive holds it."""
    for liveblog in list_liveblogs(archive):
        if key in (read_index(archive / liveblog).key, f"named:{liveblog}"):
            return liveblog
    return None


def _sweep(folder: Path, files: Container[str]) -> None:
    """Remove what was written of entries that have become one with others; never what somebody wrote or altered."""
    for path in sorted([*folder.glob("*.md"), *folder.glob("revisions/*.md")]):
        if path.relative_to(folder).as_posix() not in files and path.name != INDEX and _is_ours(path):
            disk.remove(path)


def _is_ours(path: Path) -> bool:
    try:
        facts, body = front.load(read_text(path), path)
    except Damage:
        return False
    return "permalink" in facts and facts.get("body_sha256") == digest(body)


def _find_liveblog(archive: Path, reading: Reading) -> tuple[Slug, bool]:
    """The slug of the reading's live blog, and whether it is a new one."""
    held = held_captures(archive).get(short(reading.capture.digest)) or liveblog_of(archive, liveblog_key(reading))
    if held is not None:
        return held, False
    first = beginning(reading.entries[0].body) if reading.entries else ""
    name = reading.capture.liveblog or reading.liveblog.headline or first
    taken = list_liveblogs(archive)  # a folder without an index is what a stopped command left
    fallback = f"live-blog-{short(reading.capture.digest)}"
    return slug(name, fallback=fallback, taken=taken, longest=_LONGEST_LIVEBLOG), True


def _read_entries(folder: Path, names: Sequence[str], faults: list[Damage] | None) -> Iterator[Entry]:
    for name in names:
        try:
            yield _read_entry(folder, name)
        except Damage as fault:
            if faults is None:
                raise
            faults.append(fault)


def _read_entry(folder: Path, name: str) -> Entry:
    path = folder / f"{Slug(Path(name).name)}.md"

    def older(number: int) -> str:
        return read_text(folder / revision_name(Slug(path.stem), number))

    return load_entry(Slug(path.stem), read_text(path), older, path)
