"""Where does a permalink lead that no entry has any longer? To where the entry went on.

An entry that was found to be one with another leaves an alias in its live blog; one that came with its capture into
another live blog leaves its old permalink in the log.
"""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

from backfile.archive.held import list_liveblogs
from backfile.archive.liveblog_file import INDEX, read_index
from backfile.model.permalink import Permalink, permalink
from backfile.seeds.shelf.log import read_log
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace


def follow(workspace: Workspace, asked: str, held: Container[str]) -> Permalink | None:
    """The permalink, among those that are `held`, of the entry that was called so; None where none was."""
    return _follow_alias(workspace.archive, asked) or _follow_move(workspace, asked, held)


def follow_whole(workspace: Workspace, asked: str, held: Container[str]) -> Permalink | None:
    """The same of a whole permalink, which was given once and is no beginning of others'."""
    liveblog, _, name = asked.rpartition("/")
    if (workspace.archive / liveblog / INDEX).is_file():
        goes_on = read_index(workspace.archive / liveblog).aliases.get(Slug(name))
        if goes_on is not None:
            return permalink(Slug(liveblog), goes_on)
    return _follow_move(workspace, asked, held)


def _follow_alias(archive: Path, asked: str) -> Permalink | None:
    """Where a permalink leads whose entry was found to be one with another, or the slug alone, or its beginning, if no
    other begins so."""
    liveblog, slash, name = asked.rpartition("/")
    liveblogs = list_liveblogs(archive)
    begun: list[Permalink] = []
    for each in [one for one in liveblogs if one == liveblog] if slash else liveblogs:
        for old, goes_on in sorted(read_index(archive / each).aliases.items()):
            if old == name:
                return permalink(each, goes_on)
            if old.startswith(name):
                begun.append(permalink(each, goes_on))
    return begun[0] if len(begun) == 1 else None


def _follow_move(workspace: Workspace, asked: str, held: Container[str]) -> Permalink | None:
    """Where a permalink leads whose entry came with its capture into another live blog, as the log says."""
    leads: dict[str, str] = {}
    for line in read_log(workspace.seeds):
        leads |= line.get("of", {}).get("permalinks", {})
    seen = {asked}
    while asked in leads and leads[asked] not in seen:
        asked = leads[asked]
        seen.add(asked)
    if len(seen) == 1:
        return None
    return Permalink(asked) if asked in held else _follow_alias(workspace.archive, asked)
