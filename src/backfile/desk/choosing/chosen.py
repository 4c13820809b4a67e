"""Which entries are meant? Those of some live blogs, those that answer a query, or all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from backfile.archive.as_of import coverage_as_of, named_as_of
from backfile.archive.coverage import read_coverage
from backfile.archive.history import read_wordings
from backfile.desk.acts.decided import find_lost, unheard
from backfile.desk.choosing.naming import resolve_liveblogs
from backfile.desk.search.asking import ask_index
from backfile.errors import Damage
from backfile.index.parse import parse_query
from backfile.index.searching import search
from backfile.index.variants import fold_variants
from backfile.model.entry import Coverage, Entry
from backfile.model.history import Wording, place_of
from backfile.model.observation import UNSEEN_WORDS, join_unseen
from backfile.model.permalink import Permalink, liveblog_in, permalink
from backfile.model.progress import Progress, silent
from backfile.model.search import Asked
from backfile.text.dates import parse_zone
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import read_settings
from backfile.workspace.variants import read_variants

_ALL = 2**31


@dataclass(frozen=True, slots=True)
class Picked:
    """A live blog with the chosen entries alone, in the order of the page, and of each what shows its words."""

    coverage: Coverage
    wordings: Mapping[Slug, Wording]


@dataclass(slots=True)
class Chosen:
    """The entries that were asked for, read live blog by live blog; what cannot be read is told in `faults`."""

    workspace: Workspace
    liveblogs: Sequence[Slug]
    permalinks: frozenset[Permalink] | None = None  # None: all entries of the live blogs
    as_of: datetime | None = None  # in the words that are shown to exist by then (UTC)
    notes: Sequence[str] = ()  # how the query was read
    faults: list[Damage] = field(default_factory=list)
    held_back: list[str] = field(default_factory=list)  # captures left out of a bag, for they show what is withheld
    erased: list[str] = field(default_factory=list)  # captures whose bytes a bag lacks, for they were erased
    missing: list[str] = field(default_factory=list)  # captures whose bytes a bag lacks, for seeds/ has them no more
    later: int = 0  # entries passed over, which were published by then in words that are known only from later

    def picked(self, progress: Progress = silent) -> Iterator[Picked]:
        """The live blogs, by slug."""
        hidden = unheard(find_lost(self.workspace))
        for liveblog in progress("reading", self.liveblogs):
            if liveblog in hidden:
                self.faults.append(hidden[liveblog])
                continue
            try:
                coverage = read_coverage(self.workspace.archive, liveblog, self.faults)
            except Damage as fault:
                self.faults.append(fault)
                continue
            yield self._pick(coverage)

    def _pick(self, whole: Coverage) -> Picked:
        coverage = whole
        if self.as_of is not None:
            named = named_as_of(self.workspace.archive, whole, self.as_of)
            coverage, later = coverage_as_of(self.workspace.archive, named, self.as_of)
            coverage = _without_later(coverage, whole)
            self.later += len(later)
        if self.permalinks is not None:
            kept = (entry for entry in coverage.entries if permalink(whole.slug, entry.slug) in self.permalinks)
            coverage = replace(coverage, entries=tuple(kept))
        every = {entry.slug: entry for entry in whole.entries}
        wordings = {entry.slug: _newest(read_wordings(whole, every[entry.slug]), entry) for entry in coverage.entries}
        return Picked(coverage, wordings)


def _newest(wordings: Sequence[Wording], entry: Entry) -> Wording:
    return wordings[place_of(wordings, entry.newest.number)]


def _without_later(coverage: Coverage, whole: Coverage) -> Coverage:
    """The live blog as of an instant, its entries marked that have later words: whoever is given them without those
    must know that they were edited (archive/unseen.py)."""
    counts = {entry.slug: len(entry.revisions) for entry in whole.entries}
    marked = (
        replace(each, unseen=join_unseen(each.unseen, [UNSEEN_WORDS]))
        if len(each.revisions) < counts[each.slug]
        else each
        for each in coverage.entries
    )
    return replace(coverage, entries=tuple(marked))


def choose(
    workspace: Workspace,
    liveblogs: Sequence[str] = (),
    query: str | None = None,
    *,
    as_of: datetime | None = None,
    progress: Progress = silent,
) -> Chosen:
    """What is asked for: of these live blogs (or all), the entries that answer the query (or all), as they are now or
    as they are shown to be by an instant (UTC).

    A live blog is named by its slug or the beginning of it. Raises NotFound for one that is not held, Usage for a name
    that several begin with.
    """
    settings = read_settings(workspace.root)
    named = resolve_liveblogs(workspace, liveblogs)
    if query is None:
        return Chosen(workspace, named, as_of=as_of)
    parsed = parse_query(query, parse_zone(settings.zone))
    asked = Asked(limit=_ALL, sort="oldest", as_of=as_of)  # sorted by time, none that hold a part of it follow
    variants = fold_variants(read_variants(workspace.root))
    results, told = ask_index(
        workspace,
        settings.language,
        lambda held: search(held, parsed, query, asked, variants=variants),
        progress=progress,
    )
    permalinks = frozenset(hit.permalink for hit in results.hits)
    holding = {liveblog_in(each) for each in permalinks}
    return Chosen(
        workspace,
        [each for each in named if each in holding],
        permalinks,
        as_of,
        notes=(*told, *results.notes),
    )
