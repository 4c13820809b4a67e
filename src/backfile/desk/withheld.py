"""Which files of seeds/ show what is withheld? Whoever hands captures over hands over all that stands in them."""

from __future__ import annotations

from backfile.archive.corrections import CORRECTIONS
from backfile.archive.store import list_liveblogs, read_coverage
from backfile.workspace.folders import Workspace


def files_with_withheld(workspace: Workspace) -> frozenset[str]:
    """The names below seeds/ of the files with a capture that shows an entry which is withheld, or is withheld itself.

    Raises Damage where that cannot be told.
    """
    found: set[str] = set()
    for liveblog in list_liveblogs(workspace.archive):
        if not (workspace.archive / liveblog / CORRECTIONS).is_file():
            continue
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
