"""How is the index asked? As it stands, where it can be opened; whatever else has to be done first is done elsewhere.

Most searches find the index as they need it, and are over in a tenth of a second: this module imports no more than
they need.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from backfile.index.codec.pages import Altered
from backfile.index.opening import NoIndex, OpenIndex, open_index
from backfile.model.progress import Progress, silent
from backfile.workspace.catalogue import made_from
from backfile.workspace.folders import Workspace, index_home
from backfile.workspace.key import read_key

T = TypeVar("T")


def ask_index(
    workspace: Workspace, language: str, ask: Callable[[OpenIndex], T], *, progress: Progress = silent
) -> tuple[T, tuple[str, ...]]:
    """What the index answers, and what a person should be told of how it came about.

    Where there is none it is made first; where the question comes upon damage it is made again, and asked once more.
    """
    notes: tuple[str, ...] = ()
    try:
        opened = _open_as_it_stands(workspace, language)
        if opened is None:
            from backfile.desk.search.indexing import open_or_build

            made = open_or_build(workspace, language, progress=progress)
            opened, notes = made.held, made.notes
        return ask(opened), notes
    except Altered as fault:
        from backfile.desk.search.indexing import make_again

        again = make_again(workspace, language, fault, progress=progress)
        return ask(again.held), (*notes, *again.notes)


def _open_as_it_stands(workspace: Workspace, language: str) -> OpenIndex | None:
    """The index that stands in the archive, if it can be opened and nothing is to be done or told first."""
    if index_home(workspace) != workspace.index:
        return None
    key = read_key()
    if key.note is None and made_from(workspace, "index") is not None:
        with suppress(NoIndex):
            return open_index(workspace.index, language, key.secret)
    return None
