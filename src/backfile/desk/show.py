"""What does the archive hold of one entry, and where in its captures does it stand?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from backfile.archive.coverage import read_coverage
from backfile.archive.held import read_held_reading
from backfile.archive.history import read_wordings
from backfile.archive.stated import read_stated
from backfile.desk.choosing.entries import find_permalink, unlisted
from backfile.errors import BackfileError, Damage
from backfile.model.capture import Capture
from backfile.model.entry import Coverage, Entry
from backfile.model.history import Statements, Wording
from backfile.model.permalink import Permalink, liveblog_in, slug_in
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import read_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An entry in its live blog, and what shows its words, the newest revision's."""

    permalink: Permalink
    coverage: Coverage
    entry: Entry
    wording: Wording
    stated: Statements  # what each capture says of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A stretch of a capture that an entry was read from."""

    capture: Capture
    part: str
    start: int
    end: int
    text: str


def show(workspace: Workspace, reference: str, *, withheld: bool = True) -> Shown:
    """The entry that a permalink, its beginning, the beginning of a slug, or a number of the last search names.

    What is withheld is for those who keep the archive: for what is handed to others, ask without `withheld`. Raises
    NotFound when there is none, Usage with the choices when there are several, BackfileError for one that is withheld
    where that is not asked for, Damage in its own files: what is wrong with another entry keeps this one from nobody.
    """
    read_settings(workspace.root)
    chosen = find_permalink(workspace, reference)
    slug = slug_in(chosen)
    faults: list[Damage] = []
    coverage = read_coverage(workspace.archive, liveblog_in(chosen), faults, withheld=withheld)
    for fault in faults:
        if not _is_of_another(Path(fault.place.partition(", “")[0]), slug, coverage):
            raise fault
    entry = next((each for each in coverage.entries if each.slug == slug), None)
    if entry is None and not withheld:
        hidden = show(workspace, chosen).entry  # raises what is wrong, where it is not that
        why = f" ({hidden.withheld})" if hidden.withheld else ""
        raise BackfileError(chosen, f"is withheld{why}", "backfile release lets it out again")
    if entry is None:
        raise unlisted(chosen)
    return Shown(
        permalink=chosen,
        coverage=coverage,
        entry=entry,
        wording=read_wordings(coverage, entry)[-1],
        stated=read_stated(workspace.archive, coverage, entry),
    )


def _is_of_another(file: Path, slug: str, coverage: Coverage) -> bool:
    """Is this the file of another entry of the live blog, or of its older words?"""
    if file.parent.name == "revisions":
        return re.fullmatch(rf"{re.escape(slug)}\.\d+\.md", file.name) is None
    return file.parent.name == coverage.slug and file.suffix == ".md" and file.stem not in (slug, "index")


def sources(workspace: Workspace, shown: Shown) -> list[Source]:
    """Every place in the captures where the newest words of an entry stand, as it was given. Raises Damage where what
    was read in a capture is not as it was written."""
    captures = {capture.digest: capture for capture in shown.coverage.captures}
    found = []
    for place in shown.entry.newest.provenance:
        reading = read_held_reading(workspace.archive, shown.coverage.slug, place.capture)
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
