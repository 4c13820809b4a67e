"""What does the archive say about this? Searching, and showing one entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from backfile import disk
from backfile.archive.store import list_liveblogs, read_coverage, read_reading
from backfile.desk.indexing import open_or_build
from backfile.errors import Damage, NotFound, Usage
from backfile.index.parse import parse_query
from backfile.index.searching import search as search_index
from backfile.model.capture import Capture
from backfile.model.entry import Coverage, Entry, Permalink, permalink
from backfile.model.progress import Progress, silent
from backfile.model.search import Results
from backfile.text.dates import parse_zone
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import read_settings

_MOST_CHOICES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The results, how much is held in all, and what a person should be told about the index."""

    results: Results
    entries: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An entry in its live blog."""

    permalink: Permalink
    coverage: Coverage
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A stretch of a capture that an entry was read from."""

    capture: Capture
    part: str
    start: int
    end: int
    text: str


def search(workspace: Workspace, query: str, *, limit: int = 10, offset: int = 0, progress: Progress = silent) -> Found:
    """The entries that answer a query. Raises Usage for a query that cannot be read even as plain words."""
    settings = read_settings(workspace.root)
    parsed = parse_query(query, parse_zone(settings.zone))
    opened = open_or_build(workspace, settings.language, progress=progress)
    results, entries = search_index(opened.held, parsed, query, limit=limit, offset=offset)
    return Found(results=results, entries=entries, notes=opened.notes)


def show(workspace: Workspace, reference: str) -> Shown:
    """The entry that a permalink, its beginning, or the beginning of a slug names.

    Raises NotFound when there is none, Usage with the choices when there are several.
    """
    read_settings(workspace.root)
    chosen = resolve(reference, list_permalinks(workspace.archive))
    liveblog, _, slug = chosen.partition("/")
    coverage = read_coverage(workspace.archive, Slug(liveblog))
    entry = next((each for each in coverage.entries if each.slug == slug), None)
    if entry is None:
        raise Damage(chosen, "stands in the archive, but its live blog's index.md does not list it", "restore index.md")
    return Shown(permalink=chosen, coverage=coverage, entry=entry)


def sources(workspace: Workspace, shown: Shown) -> list[Source]:
    """Every place in the captures where the newest words of an entry stand, as it was given."""
    captures = {capture.digest: capture for capture in shown.coverage.captures}
    found = []
    for place in shown.entry.newest.provenance:
        reading = read_reading(workspace.archive, shown.coverage.slug, place.capture)
        text = next(part.text for part in reading.parts if part.name == place.part)
        found.append(
            Source(
                capture=captures[place.capture],
                part=place.part,
                start=place.start,
                end=place.end,
                text=text[place.start : place.end],
            )
        )
    return found


def list_permalinks(archive: Path) -> list[Permalink]:
    """The permalinks of all entries, sorted, from the names of the files alone."""
    return [
        permalink(liveblog, Slug(path.stem))
        for liveblog in list_liveblogs(archive)
        for path in _entry_files(archive / liveblog)
    ]


def resolve(reference: str, permalinks: Sequence[Permalink]) -> Permalink:
    """The permalink that is meant: itself, or the one that begins so, or whose slug does."""
    asked = reference.strip().strip("/").removesuffix(".md").removesuffix(".html")
    if asked in permalinks:
        return Permalink(asked)
    whole = [each for each in permalinks if each.partition("/")[2] == asked]
    begun = whole or [
        each for each in permalinks if asked and (each.startswith(asked) or each.partition("/")[2].startswith(asked))
    ]
    if len(begun) == 1:
        return begun[0]
    if begun:
        listed = ", ".join(begun[:_MOST_CHOICES]) + (" …" if len(begun) > _MOST_CHOICES else "")
        raise Usage(reference, f"names {len(begun)} entries", f"say which: {listed}")
    near = get_close_matches(asked, [each.partition("/")[2] for each in permalinks], n=1, cutoff=0.5)
    mend = f"did you mean “{near[0]}”?" if near else "see what there is with: backfile list entries"
    raise NotFound(reference, "no entry is called so", mend)


def _entry_files(folder: Path) -> list[Path]:
    with disk.plainly(folder, "listed"):
        return sorted(path for path in folder.glob("*.md") if path.name != "index.md")
