"""Where on the site do permalinks lead whose entries came with their captures into another live blog? The log says."""

from __future__ import annotations

import json
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

from backfile import disk
from backfile.archive.coverage import read_coverage
from backfile.archive.held import list_liveblogs
from backfile.archive.liveblog_file import read_index
from backfile.errors import BackfileError
from backfile.model.entry import Coverage
from backfile.model.permalink import Permalink, liveblog_in, permalink, slug_in
from backfile.seeds.shelf.log import LOG
from backfile.site.sources import Lead
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace


def read_leads(workspace: Workspace) -> list[Lead]:
    """By their old permalinks, those that lead to an entry which others may see. One that an entry has again, or whose
    slug leads on in its own live blog, is none."""
    moved = _moved(workspace.seeds)
    if not moved:
        return []
    held = set(list_liveblogs(workspace.archive))
    coverages: dict[Slug, Coverage | None] = {}

    def coverage_of(name: Slug) -> Coverage | None:
        if name not in coverages:
            coverages[name] = None
            with suppress(BackfileError):  # what is damaged is told of where it is read for its own sake
                coverages[name] = read_coverage(workspace.archive, name, []) if name in held else None
        return coverages[name]

    leads = []
    for old in sorted(moved):
        home, name = liveblog_in(old), slug_in(old)
        if home in held and _is_given(workspace.archive / home, name):
            continue
        new, seen = old, {old}
        while new in moved and moved[new] not in seen:
            new = moved[new]
            seen.add(new)
        coverage, slug = coverage_of(liveblog_in(new)), slug_in(new)
        slug = dict(coverage.aliases).get(slug, slug) if coverage else slug
        entry = next((each for each in coverage.entries if each.slug == slug), None) if coverage else None
        if coverage is not None and entry is not None:
            label = entry.headline or entry.slug
            leads.append(Lead(old=old, new=permalink(coverage.slug, entry.slug), label=label))
    return leads


def by_liveblog(leads: list[Lead]) -> dict[Slug, tuple[Lead, ...]]:
    """The same by the live blog that the old permalink names."""
    found: dict[Slug, list[Lead]] = defaultdict(list)
    for lead in leads:
        found[liveblog_in(lead.old)].append(lead)
    return {name: tuple(its) for name, its in found.items()}


def _moved(seeds: Path) -> dict[Permalink, Permalink]:
    """Where permalinks went, as the lines of the log say that tell of that: they are few among many."""
    path = seeds / LOG
    moved: dict[Permalink, Permalink] = {}
    for line in disk.read_bytes(path).splitlines() if path.is_file() else ():
        if b'"permalinks"' in line:
            with suppress(ValueError, AttributeError):  # a broken log is told of by verify
                moved |= json.loads(line).get("of", {}).get("permalinks", {})
    return moved


def _is_given(folder: Path, name: Slug) -> bool:
    """Does an entry of the live blog have this slug, or did one that goes on in another of it?"""
    try:
        index = read_index(folder)
    except BackfileError:
        return True
    return name in index.entries or name in index.aliases
