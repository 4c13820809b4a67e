"""How many live blogs and entries are held? A live blog that the index holds as it is need not be read for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from backfile.archive.corrections import CORRECTIONS
from backfile.archive.coverage import read_coverage
from backfile.archive.held import list_liveblogs
from backfile.archive.liveblog_file import read_index
from backfile.errors import Damage
from backfile.index.codec.pages import Altered
from backfile.index.opening import NoIndex, open_index
from backfile.index.snapshot import Snapshot
from backfile.model.permalink import liveblog_in
from backfile.model.search import ALTERED
from backfile.text.slug import Slug
from backfile.workspace.catalogue import indexed
from backfile.workspace.folders import Workspace
from backfile.workspace.key import read_key


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are held: what is damaged is left out."""

    liveblogs: int = 0
    entries: int = 0
    withheld: int = 0  # of these
    altered: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.liveblogs + other.liveblogs,
            self.entries + other.entries,
            self.withheld + other.withheld,
            self.altered + other.altered,
        )


def count_held(workspace: Workspace, language: str, stamps: Mapping[str, str]) -> tuple[Counts, list[Damage]]:
    """What archive/ holds, and what is damaged in it. `stamps` are those of its folders (disk.stamps).

    A live blog with the stamp that it was indexed at was whole then. The index tells which of its entries are altered,
    and index.md how many there are; people's decisions make it read after all, for what is withheld is not indexed.
    """
    noted = indexed(workspace)
    altered = _count_altered(workspace, language)
    held = Counts()
    faults: list[Damage] = []
    for liveblog in list_liveblogs(workspace.archive):
        folder = workspace.archive / liveblog
        is_known = altered is not None and noted.get(liveblog) == stamps.get(liveblog, "")
        try:
            if altered is not None and is_known and not (folder / CORRECTIONS).exists():
                held += Counts(1, len(read_index(folder).entries), altered=altered[liveblog])
            else:
                held += _count(workspace, liveblog, faults)
        except Damage as fault:
            faults.append(fault)
    return held, faults


def _count(workspace: Workspace, liveblog: Slug, faults: list[Damage]) -> Counts:
    entries = read_coverage(workspace.archive, liveblog, faults, withheld=True).entries
    return Counts(
        1,
        len(entries),
        sum(entry.withheld is not None for entry in entries),
        sum(entry.altered is not None for entry in entries),
    )


def _count_altered(workspace: Workspace, language: str) -> Counter[str] | None:
    """How many entries of each live blog the index holds as altered; None where there is no whole index."""
    with suppress(NoIndex, Altered):
        snapshot = Snapshot(open_index(workspace.index, language, read_key().secret))
        return Counter(liveblog_in(each) for each in snapshot.labelled(ALTERED))
    return None
