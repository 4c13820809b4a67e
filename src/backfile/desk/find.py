"""What does the archive say about this? Searching, showing one entry, and finding others like it.

A search needs the index alone: what reads archive/ is imported where it is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from backfile import disk
from backfile.desk.search.asking import ask_index
from backfile.errors import BackfileError, Damage, NotFound, Usage
from backfile.index.parse import parse_query
from backfile.index.searching import search as search_index
from backfile.index.searching import search_similar
from backfile.index.variants import fold_variants
from backfile.model.permalink import Permalink, liveblog_in, permalink, slug_in
from backfile.model.progress import Progress, silent
from backfile.model.search import AS_USUAL, STRUCK, Asked, Results
from backfile.text.dates import parse_zone
from backfile.text.slug import Slug
from backfile.workspace.catalogue import behind
from backfile.workspace.folders import Workspace, index_home
from backfile.workspace.settings import read_settings
from backfile.workspace.variants import read_variants

if TYPE_CHECKING:
    from backfile.model.capture import Capture
    from backfile.model.entry import Coverage, Entry
    from backfile.model.history import Statements, Wording

_MOST_CHOICES = 10
_FEW_WORDS = 4
_LAST = "last-search.json"


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
    settings = read_settings(workspace.root)
    chosen = find_permalink(workspace, reference)
    zone = parse_zone(settings.zone)
    results, notes = ask_index(
        workspace, settings.language, lambda held: search_similar(held, chosen, asked, zone=zone), progress=progress
    )
    return _found(workspace, results, notes, asked)


def _found(workspace: Workspace, results: Results, notes: tuple[str, ...], asked: Asked) -> Found:
    _note_last(workspace, results, asked.offset)
    if any(STRUCK in hit.document.flags for hit in (*results.hits, *results.later)):
        from backfile.desk.search.struck import with_struck

        results = with_struck(workspace.archive, results)
    if results.total:
        return Found(results=results, notes=notes)
    from backfile.desk.search.incomplete import count_incomplete

    liveblogs, incomplete = count_incomplete(workspace)
    return Found(results=results, notes=notes, liveblogs=liveblogs, incomplete=incomplete)


def show(workspace: Workspace, reference: str, *, withheld: bool = True) -> Shown:
    """The entry that a permalink, its beginning, the beginning of a slug, or a number of the last search names.

    What is withheld is for those who keep the archive: for what is handed to others, ask without `withheld`. Raises
    NotFound when there is none, Usage with the choices when there are several, BackfileError for one that is withheld
    where that is not asked for, Damage in its own files: what is wrong with another entry keeps this one from nobody.
    """
    from backfile.archive.coverage import read_coverage
    from backfile.archive.history import read_wordings
    from backfile.archive.stated import read_stated

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
        raise Damage(chosen, "stands in the archive, but its live blog's index.md does not list it", "restore index.md")
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
    from backfile.archive.held import read_held_reading

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


def find_permalink(workspace: Workspace, reference: str) -> Permalink:
    """What is meant by a number of the last search, or by a permalink or slug, or the beginning of one."""
    permalinks = list_permalinks(workspace.archive)
    is_number = reference.isdecimal() and not any(each.endswith(f"/{reference}") for each in permalinks)
    last = _read_last(workspace) if is_number else None
    if last is not None and int(reference) in last and last[int(reference)] in permalinks:
        return last[int(reference)]
    asked = _asked(reference)
    if "/" in asked and asked not in permalinks:
        from backfile.desk.choosing.following import follow_whole

        whole = follow_whole(workspace, asked, permalinks)
        if whole is not None:
            return whole
    try:
        return resolve(reference, permalinks)
    except NotFound as fault:
        from backfile.desk.choosing.following import follow

        goes_on = follow(workspace, asked, permalinks)
        if goes_on is None:
            raise (fault if last is None or int(reference) in last else _not_listed(reference, last)) from None
        return goes_on


def list_permalinks(archive: Path) -> list[Permalink]:
    """The permalinks of all entries, sorted, from the names of the files alone."""
    from backfile.archive.held import list_liveblogs

    return [
        permalink(liveblog, Slug(path.stem))
        for liveblog in list_liveblogs(archive)
        for path in _entry_files(archive / liveblog)
    ]


def resolve(reference: str, permalinks: Sequence[Permalink]) -> Permalink:
    """The permalink that is meant: itself, or the one that begins so, or whose slug does."""
    asked = _asked(reference)
    if not asked:
        raise Usage(f"“{reference}”", "names no entry", "name one by its permalink, or by the beginning of it")
    if asked in permalinks:
        return Permalink(asked)
    whole = [each for each in permalinks if slug_in(each) == asked]
    begun = whole or [
        each for each in permalinks if asked and (each.startswith(asked) or slug_in(each).startswith(asked))
    ]
    if len(begun) == 1:
        return begun[0]
    if begun:
        listed = ", ".join(begun[:_MOST_CHOICES]) + (" …" if len(begun) > _MOST_CHOICES else "")
        raise Usage(reference, f"names {len(begun)} entries", f"say which: {listed}")
    near = _near(asked.rpartition("/")[2], [slug_in(each) for each in permalinks])
    mend = f"did you mean “{near}”?" if near else "see what there is with: backfile list entries"
    raise NotFound(reference, "no entry is called so", mend)


def _near(asked: str, slugs: Sequence[str]) -> str:
    """The slug that begins most like the few words that were asked for, or is most like them as a whole; else empty."""
    from difflib import get_close_matches

    words = asked.count("-") + 1
    if words <= _FEW_WORDS:  # more are most of a slug
        begins = {"-".join(each.split("-", words)[:words]): each for each in reversed(slugs)}
        if near := get_close_matches(asked, begins, n=1, cutoff=0.75):
            return begins[near[0]]
    return next(iter(get_close_matches(asked, slugs, n=1, cutoff=0.5)), "")


def _not_listed(number: str, last: Mapping[int, Permalink]) -> NotFound:
    """That no result of the last search has this number."""
    if not last:
        return NotFound(number, "the last search found nothing", "search anew, or name an entry by its permalink")
    listed = f"result {min(last)}" if len(last) == 1 else f"results {min(last)} to {max(last)}"
    return NotFound(number, f"the last search listed {listed}", "search anew, or name an entry by its permalink")


def _asked(reference: str) -> str:
    return reference.strip().strip("/").removesuffix(".md").removesuffix(".html")


def _note_last(workspace: Workspace, results: Results, offset: int) -> None:
    """Keep what `show 2` will mean. A search that cannot be kept has answered all the same."""
    kept = {"first": offset + 1, "permalinks": [hit.permalink for hit in results.hits]}
    with suppress(BackfileError):
        disk.write(index_home(workspace) / _LAST, json.dumps(kept) + "\n", durable=False)


def _read_last(workspace: Workspace) -> dict[int, Permalink] | None:
    """The permalinks of what the last search listed, by their numbers; None where that is not known."""
    try:
        kept = json.loads(disk.read_text(index_home(workspace) / _LAST))
        return dict(enumerate((Permalink(str(each)) for each in kept["permalinks"]), start=int(kept["first"])))
    except (BackfileError, ValueError, KeyError, TypeError):
        return None


def _entry_files(folder: Path) -> list[Path]:
    with disk.plainly(folder, "listed"):
        return sorted(path for path in folder.glob("*.md") if path.name != "index.md")
