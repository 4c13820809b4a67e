"""Which live blog does a reading belong to?"""

from __future__ import annotations

from pathlib import Path

from backfile import disk
from backfile.archive.held import list_liveblogs, liveblog_of, read_readings
from backfile.archive.identity import former_key, liveblog_key
from backfile.archive.reading_file import CAPTURES, READING, short
from backfile.archive.slugs import beginning
from backfile.model.capture import Digest
from backfile.model.observation import Reading
from backfile.text.slug import Slug, slug

_LONGEST_LIVEBLOG = 60  # bytes: with an entry's 80, the folders above and an ending, paths stay below 240


def find_liveblog(archive: Path, reading: Reading, beside: Slug | None = None) -> tuple[Slug, bool]:
    """The slug of the reading's live blog, and whether it is a new one; `beside` is that of the same bytes of which
    the same is said."""
    held = _home(archive, reading.capture.digest) or beside or known_by_its_key(archive, reading)
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


def known_by_its_key(archive: Path, reading: Reading) -> Slug | None:
    """The live blog that has the reading's key, as this version says it, or as one said it that made the archive."""
    key, former = liveblog_key(reading), former_key(reading)
    held = liveblog_of(archive, key)
    if held is None and former is not None:
        held = liveblog_of(archive, former)
        if held is not None and key not in map(liveblog_key, read_readings(archive, held)):
            return None  # another page
    return held


def _home(archive: Path, capture: Digest) -> Slug | None:
    """The live blog of a capture that was read."""
    homes = disk.folders_with(archive, f"{CAPTURES}/{short(capture)}/{READING}")
    return Slug(homes[0]) if homes else None
