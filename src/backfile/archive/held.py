"""What does archive/ hold, as its files say? Live blogs, entries as they were captured, readings; no decisions."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from backfile import disk
from backfile.archive import reading_file
from backfile.archive.doubts import Doubts, find_doubts, mark_doubted
from backfile.archive.entry_file import load_entry, revision_name
from backfile.archive.liveblog_file import INDEX, read_index
from backfile.archive.manifest import NEXT, check_listed
from backfile.archive.order import in_order
from backfile.archive.reading_file import (
    CAPTURES,
    READING,
    capture_folders,
    names_of_part,
    read_capture,
    read_capture_and_latest,
    short,
)
from backfile.archive.record import read_text
from backfile.errors import Damage
from backfile.model.again import SHARED
from backfile.model.capture import UNKNOWN, Capture, Digest, shows_later
from backfile.model.entry import Coverage, Entry
from backfile.model.observation import Reading, entry_key, keys_now
from backfile.model.time import Time
from backfile.text.slug import Slug


def list_liveblogs(archive: Path) -> list[Slug]:
    """The slugs of all live blogs, sorted."""
    return list(map(Slug, disk.folders_with(archive, INDEX)))


def read_readings(archive: Path, liveblog: Slug) -> list[Reading]:
    """What each capture of a live blog showed, by time of capture."""
    return in_order(reading_file.read_reading(folder) for folder in capture_folders(archive / liveblog))


def read_reading(archive: Path, liveblog: Slug, capture: Digest) -> Reading:
    """What one capture of a live blog showed."""
    return reading_file.read_reading(archive / liveblog / CAPTURES / short(capture))


def read_held_reading(archive: Path, liveblog: Slug, capture: Digest) -> Reading:
    """The same, to be shown as what the capture says: Damage too where a text is not as it was written."""
    reading = read_reading(archive, liveblog, capture)
    check_listed(archive / liveblog, [name for part in reading.parts for name in names_of_part(capture, part.name)])
    return reading


def read_part(archive: Path, liveblog: Slug, capture: Digest, part: str) -> str:
    """The text of one part of a capture. Raises Damage, also where it is not as it was written: what is shown under the
    digest of a capture must be what was read in it."""
    check_listed(archive / liveblog, names_of_part(capture, part)[:1])
    return reading_file.read_part(archive / liveblog / CAPTURES / short(capture), part)


def held_captures(archive: Path) -> dict[str, Slug]:
    """The live blog of every capture that was read, by the first 12 digits of the capture's digest."""
    return {capture: homes[-1] for capture, homes in homes_of_captures(archive).items()}


def homes_of_captures(archive: Path) -> dict[str, list[Slug]]:
    """The same with all live blogs of each capture: two, where one was stopped on its way from one to the other."""
    found: dict[str, list[Slug]] = {}
    for liveblog in disk.folders(archive):
        for capture in disk.folders_with(liveblog / CAPTURES, READING):
            found.setdefault(capture, []).append(Slug(liveblog.name))
    return found


def captures_of_bytes(
    archive: Path, sha256s: Collection[Digest], homes: Mapping[str, Iterable[Slug]] | None = None
) -> list[tuple[Slug, Capture]]:
    """Every capture of these bytes that was read, and its live blog, in their order; `homes` are those of all captures,
    as homes_of_captures gives them. Raises Damage.

    All captures of the same bytes begin alike, so hardly any other is looked into.
    """
    begun = {sha256[:SHARED] for sha256 in sha256s}
    folders = [
        (liveblog, archive / liveblog / CAPTURES / capture)
        for capture, its in (homes_of_captures(archive) if homes is None else homes).items()
        if capture[:SHARED] in begun
        for liveblog in its
    ]
    captures = [(liveblog, read_capture(folder)) for liveblog, folder in folders]
    return sorted((each for each in captures if each[1].sha256 in sha256s), key=lambda each: each[1].order)


def unfinished(archive: Path) -> list[Slug]:
    """The live blogs that a stopped command left between two states."""
    return sorted(Slug(path.parent.name) for path in archive.glob(f"*/{NEXT}"))


def read_as_captured(archive: Path, liveblog: Slug, faults: list[Damage] | None) -> Coverage:
    folder = archive / liveblog
    index = read_index(folder)
    stated = [read_capture_and_latest(each) for each in capture_folders(folder)]
    now = keys_now(entry_key(each, None, "") for _, _, ids in stated for each in ids)
    entries = tuple(_called_now(each, now) for each in _read_entries(folder, index.entries, faults))
    doubts = find_doubts([(capture, latest) for capture, latest, _ in stated], entries)
    captures = index.in_order(mark_doubted((capture for capture, _, _ in stated), dict(doubts)))
    return Coverage(
        slug=liveblog,
        key=index.key,
        liveblog=index.liveblog,
        captures=captures,
        entries=entries,
        aliases=tuple(sorted(index.aliases.items())),
        doubts=doubts,
    )


def read_marked_captures(
    archive: Path, liveblog: Slug, faults: list[Damage] | None
) -> tuple[tuple[Capture, ...], Doubts]:
    """The captures of a live blog, those in doubt marked, and the doubts. Its entries are read only where one capture
    may refute the time of another."""
    folder = archive / liveblog
    stated = [read_capture_and_latest(each)[:2] for each in capture_folders(folder)]
    entries = _read_entries(folder, read_index(folder).entries, faults) if _may_refute(stated) else ()
    doubts = find_doubts(stated, entries)
    return mark_doubted((capture for capture, _ in stated), dict(doubts)), doubts


def read_entry(archive: Path, liveblog: Slug, slug: Slug) -> Entry:
    """One entry as its file has it, without what people decided of it. Raises Damage for a file that is none."""
    return _read_entry(archive / liveblog, slug, None)


def liveblog_of(archive: Path, key: str) -> Slug | None:
    """The live blog with that key, if the archive holds it."""
    above, as_written = os.fspath(archive), json.dumps(key, ensure_ascii=False)[1:-1]
    is_to_be_parsed = not key.isprintable()
    for liveblog in list_liveblogs(archive):
        if key == f"named:{liveblog}":
            return liveblog
        path = f"{above}{os.sep}{liveblog}{os.sep}{INDEX}"
        now = os.stat(path)  # noqa: PTH116  # thousands of times, and most of it would be the making of paths
        line = _line_of_the_key(path, (now.st_ino, now.st_size, now.st_mtime_ns))
        # Nearly all of them have another key, which takes no parsing to see: not as it is written, and not by hand.
        may_hold = is_to_be_parsed or as_written in line or key in line
        if may_hold and read_index(archive / liveblog).key == key:
            return liveblog
    return None


def _may_refute(stated: Sequence[tuple[Capture, Time | None]]) -> bool:
    """May one capture tell of an entry that it was published after the time that is stated of another? Given are the
    captures with the latest time that each states, which is not known of those whose own time nobody states."""
    newest = max((said for _, said in stated if said), key=lambda said: said.instant or UNKNOWN, default=None)
    is_known = all(capture.is_stated for capture, _ in stated)
    ours = [capture for capture, _ in stated if capture.is_stated]
    return len(stated) > 1 and any(not is_known or shows_later(capture, newest) for capture in ours)


@lru_cache(maxsize=100_000)
def _line_of_the_key(path: str, state: tuple[int, int, int]) -> str:
    """The line of a live blog's index.md that says the key, or all of it where a person wrote it otherwise. Many pages
    of new live blogs ask for it again and again; a file that is written anew is another one, as its `state` tells."""
    text = read_text(Path(path))
    line = re.search(r'^key: ".*"$', text, re.MULTILINE)
    return line[0] if line else text


def _read_entries(folder: Path, names: Sequence[str], faults: list[Damage] | None) -> Iterator[Entry]:
    for name in names:
        try:
            yield _read_entry(folder, name, faults)
        except Damage as fault:
            if faults is None:
                raise
            faults.append(fault)


def _called_now(entry: Entry, now: Mapping[str, Sequence[str]]) -> Entry:
    """The entry with the keys that this version calls it by: files that an older one wrote may have others."""
    if now.keys().isdisjoint(entry.keys):
        return entry
    return replace(entry, keys=tuple(dict.fromkeys(each for key in entry.keys for each in now.get(key, (key,)))))


def _read_entry(folder: Path, name: str, faults: list[Damage] | None) -> Entry:
    path = folder / f"{Slug(Path(name).name)}.md"

    def older(number: int) -> str:
        return read_text(folder / revision_name(Slug(path.stem), number))

    return load_entry(Slug(path.stem), read_text(path), older, path, faults)
