"""What does the archive say about this? Searching, and finding what is like an entry.

A search needs the index alone: what reads archive/ is imported where it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from backfile.desk.search.asking import ask_index
from backfile.desk.search.last import note_last
from backfile.index.parse import parse_query
from backfile.index.searching import search as search_index
from backfile.index.searching import search_similar
from backfile.index.variants import fold_variants
from backfile.model.progress import Progress, silent
from backfile.model.search import AS_USUAL, STRUCK, Asked, Results
from backfile.text.dates import parse_zone
from backfile.workspace.catalogue import behind
from backfile.workspace.folders import Workspace, index_home
from backfile.workspace.settings import read_settings
from backfile.workspace.variants import read_variants


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The results, and what a person should be told about the index.

    Where there are none, what is held at all: how many live blogs, and of how many the page says that there are more
    entries than it shows.
    """

    results: Results
    notes: tuple[str, ...]
    liveblogs: int = 0
    incomplete: int = 0


def search(
    workspace: Workspace,
    query: str,
    asked: Asked = AS_USUAL,
    *,
    now: datetime | None = None,
    progress: Progress = silent,
) -> Found:
    """The entries that answer a query; dates in words are counted back from `now`.

    Raises Usage for a query that cannot be read even as plain words.
    """
    settings = read_settings(workspace.root)
    parsed = parse_query(query, parse_zone(settings.zone), now)  # a mistake is told before an index is made
    variants = fold_variants(read_variants(workspace.root))
    zone = parse_zone(settings.zone)
    results, notes = ask_index(
        workspace,
        settings.language,
        lambda held: search_index(held, parsed, query, asked, variants=variants, zone=zone),
        progress=progress,
    )
    if asked.as_of is not None:
        from backfile.desk.search.said_then import as_said_then

        results = as_said_then(workspace.archive, results, parsed.query, asked.as_of)
    return _found(workspace, results, notes or tuple(_tell_behind(workspace, results)), asked)


def _tell_behind(workspace: Workspace, results: Results) -> Iterator[str]:
    """That somebody wrote to the archive since the index was made, which is searched as it is."""
    if index_home(workspace) != workspace.index:  # one in a cache is held against all of the archive before it is asked
        return
    changed = behind(workspace, [f"{hit.permalink}.md" for hit in results.hits])
    if changed:
        more = f" and {len(changed) - 1:,} more" if changed[1:] else ""
        mend = "backfile build brings it up to date, or says what hinders it"
        yield f"archive/{changed[0]}{more} is not as the index holds it; {mend}"


def similar(workspace: Workspace, reference: str, asked: Asked = AS_USUAL, *, progress: Progress = silent) -> Found:
    """The entries most like the one that is named as for `show`."""
    from backfile.desk.choosing.entries import find_permalink

    settings = read_settings(workspace.root)
    chosen = find_permalink(workspace, reference)
    zone = parse_zone(settings.zone)
    results, notes = ask_index(
        workspace, settings.language, lambda held: search_similar(held, chosen, asked, zone=zone), progress=progress
    )
    return _found(workspace, results, notes, asked)


def _found(workspace: Workspace, results: Results, notes: tuple[str, ...], asked: Asked) -> Found:
    note_last(workspace, results, asked.offset)
    if any(STRUCK in hit.document.flags for hit in (*results.hits, *results.later)):
        from backfile.desk.search.struck import with_struck

        results = with_struck(workspace.archive, results)
    if results.total:
        return Found(results=results, notes=notes)
    from backfile.desk.search.incomplete import count_incomplete

    liveblogs, incomplete = count_incomplete(workspace)
    return Found(results=results, notes=notes, liveblogs=liveblogs, incomplete=incomplete)
