"""How does the site come to stand on the disk? Page by page, what has not changed left alone, what went away removed.

Two runs give the same bytes: no page holds a time of its making, a version or a name of the machine. What is not of
the kinds written here (a CNAME, a picture, a dotfile) belongs to somebody else and stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from backfile import disk
from backfile.model.entry import Coverage, Entry
from backfile.model.progress import Progress, silent
from backfile.model.search import Postings
from backfile.site import urls
from backfile.site.markdown_page import render_markdown
from backfile.site.pages import Neighbour, Site, render_about, render_entry, render_home, render_liveblog, render_search
from backfile.site.render import THEME
from backfile.site.search_data import dump_search_data
from backfile.site.search_script import join_search_script
from backfile.site.times import Clock
from backfile.site.views import EntryView, LiveBlogView, entry_label, view_captures, view_entry, view_liveblog
from backfile.workspace.settings import Settings

README = "README.md"  # of the folder site/ itself: `init` made it
KINDS = (".html", ".md", ".css", ".js", disk.PART)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a build did: HTML pages there are, files that changed, files that were removed."""

    pages: int
    changed: int
    removed: int


def write_site(
    folder: Path,
    coverages: Sequence[Coverage],
    settings: Settings,
    postings: Postings,
    *,
    progress: Progress = silent,
) -> Written:
    """Make `folder` hold the site of these live blogs. The caller holds the archive's lock."""
    clock = Clock.of(settings.zone)
    liveblogs = tuple(view_liveblog(coverage, clock) for coverage in coverages)
    site = Site.of(settings, coverages, liveblogs)
    paths, changed = set(), 0
    for path, text in _files(site, coverages, settings, postings, progress):
        changed += disk.write(folder / path, text, durable=False)
        paths.add(path)
    removed = _sweep(folder, paths)
    return Written(pages=sum(path.endswith(".html") for path in paths), changed=changed, removed=removed)


def _files(
    site: Site, coverages: Sequence[Coverage], settings: Settings, postings: Postings, progress: Progress
) -> Iterator[tuple[str, str]]:
    """Every file of the site: its path and its text."""
    yield urls.STYLE, disk.read_text(THEME / "style.css")
    yield urls.SEARCH_SCRIPT, join_search_script()
    yield urls.SEARCH_PAGE_SCRIPT, disk.read_text(THEME / "search-page.js")
    yield urls.SEARCH_DATA, dump_search_data(postings, settings)
    yield urls.HOME, render_home(site)
    yield urls.SEARCH, render_search(site)
    yield urls.ABOUT, render_about(site)
    clock = Clock.of(settings.zone)
    all_entries = iter(progress("writing pages", [entry for coverage in coverages for entry in coverage.entries]))
    for coverage, liveblog in zip(coverages, site.liveblogs, strict=True):
        yield from _liveblog_files(site, coverage, liveblog, clock, islice(all_entries, len(coverage.entries)))
    next(all_entries, None)  # so that who shows the progress sees the end


def _liveblog_files(
    site: Site, coverage: Coverage, liveblog: LiveBlogView, clock: Clock, its_entries: Iterable[Entry]
) -> Iterator[tuple[str, str]]:
    captures, entries = view_captures(coverage, clock), coverage.entries
    views: list[EntryView] = []
    for number, entry in enumerate(its_entries):
        view = view_entry(coverage, entry, captures, clock)
        before, after = (
            Neighbour(slug=entries[at].slug, label=entry_label(entries[at])) if 0 <= at < len(entries) else None
            for at in (number - 1, number + 1)
        )
        place = f"{number + 1:,} of {len(entries):,}"
        yield urls.entry_page(coverage.slug, entry.slug), render_entry(site, liveblog, view, place, before, after)
        yield urls.entry_markdown(coverage.slug, entry.slug), render_markdown(entry, view, liveblog)
        views.append(view)
    yield urls.liveblog_page(coverage.slug), render_liveblog(site, liveblog, views)


def _sweep(folder: Path, written: set[str]) -> int:
    """Remove files of our kinds that were not written now, and the folders that this empties."""
    removed = 0
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.is_symlink():
            continue
        if path.is_file() and path.name == README:
            continue
        for file in list(disk.walk(path)) if path.is_dir() else [path]:
            inside = file.relative_to(folder)
            if file.suffix in KINDS and inside.as_posix() not in written and not _hidden(inside):
                disk.remove(file)
                removed += 1
        if path.is_dir():
            disk.sweep(path)
            if not any(path.iterdir()):
                disk.remove(path)
    return removed


def _hidden(inside: Path) -> bool:
    return any(part.startswith(".") for part in inside.parts)
