"""What is withheld, and which files of seeds/ show it? Whoever hands captures over hands over all that is in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from backfile import disk
from backfile.archive.corrections import CORRECTIONS, read_decisions
from backfile.archive.coverage import read_coverage
from backfile.errors import Damage
from backfile.model.entry import Permalink, permalink
from backfile.text.markdown import words
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace


def count_withheld(workspace: Workspace) -> int:
    """How many entries are withheld, of live blogs that can be read. Only those with such decisions are read."""
    count = 0
    for liveblog in map(Slug, disk.folders_with(workspace.archive, CORRECTIONS)):
        with suppress(Damage):  # it is told where the live blog is read
            if any(each.withheld is not None for each in read_decisions(workspace.archive / liveblog)):
                everything = read_coverage(workspace.archive, liveblog, [], withheld=True)
                count += sum(entry.withheld is not None for entry in everything.entries)
    return count


def read_withheld_words(workspace: Workspace) -> Iterator[tuple[Permalink, str]]:
    """The texts and headlines that only withheld captures show, or that stand in withheld entries, each with its entry.
    Only live blogs with such decisions are read; what is damaged is left out, and told where the live blog is read."""
    for liveblog in map(Slug, disk.folders_with(workspace.archive, CORRECTIONS)):
        with suppress(Damage):
            everything = read_coverage(workspace.archive, liveblog, [], withheld=True)
            hidden = dict(everything.withheld)
            for entry in everything.entries:
                for each in entry.revisions:
                    if entry.withheld is not None or all(place.capture in hidden for place in each.provenance):
                        for text in (words(each.body), each.headline or ""):
                            yield permalink(liveblog, entry.slug), text


def files_with_withheld(workspace: Workspace) -> frozenset[str]:
    """The names below seeds/ of the files with a capture that shows an entry which is withheld, or is withheld itself.

    Raises Damage where that cannot be told.
    """
    found: set[str] = set()
    for liveblog in map(Slug, disk.folders_with(workspace.archive, CORRECTIONS)):
        everything = read_coverage(workspace.archive, liveblog, withheld=True)
        open_ones = {capture.digest for capture in read_coverage(workspace.archive, liveblog).captures}
        hiding = {
            place.capture
            for entry in everything.entries
            if entry.withheld is not None
            for revision in entry.revisions
            for place in revision.provenance
        }
        for capture in everything.captures:
            if capture.digest in hiding or capture.digest not in open_ones:
                found.add(capture.name.partition("#")[0])
    return frozenset(found)
