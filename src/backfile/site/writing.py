"""How does the site come to stand on the disk? Page by page, what has not changed left alone, what went away removed.

Two runs give the same bytes: no page holds a time of its making, a version or a name of the machine. What is not of
the kinds written here (a CNAME, a picture, a dotfile) belongs to somebody else and stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from backfile import disk
from backfile.model.entry import Coverage, Entry
from backfile.model.progress import Progress, silent
from backfile.model.search import Postings
from backfile.site import urls
from backfile.site.feeds import archive_feeds, feeds_of, liveblog_feeds
from backfile.site.kept import Kept, Sources, find_kept, frame_of, note_kept
from backfile.site.listings import SetAside, listing_files
from backfile.site.looks import ENDINGS, SCRIPT
from backfile.site.markdown_page import render_markdown
from backfile.site.metadata import head_of_entry, head_of_liveblog
from backfile.site.pages import Neighbour, Site, render_entry, render_liveblog, render_not_found, render_search
from backfile.site.published import published
from backfile.site.render import THEME
from backfile.site.search_data import dump_search_data
from backfile.site.search_script import join_search_script
from backfile.site.sitemap import sitemap_files
from backfile.site.summary import Summary, summarise
from backfile.site.times import Clock
from backfile.site.views import EntryView, view_captures, view_entry
from backfile.text.slug import Slug
from backfile.workspace.settings import Settings

README = "README.md"  # of the folder site/ itself: `init` made it
KINDS = (".html", ".md", ".css", ".js", disk.PART)
NAMES = re.compile(  # ours, of kinds that others write too
    r"entries-over-time\.svg|feed\.(?:xml|json)|sitemap(?:-\d+)?\.xml|robots\.txt"
)


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
    postings: Callable[[Sequence[Coverage]], Postings],
    *,
    markdown: bool = True,
    sources: Sources | None = None,
    theme: Path | None = None,
    set_aside: Sequence[SetAside] = (),
    progress: Progress = silent,
) -> Written:
    """Make `folder` hold the site of these live blogs. The caller holds the archive's lock.

    The user's own templates and styles, if there are any, stand in the folder `theme`; one that cannot be rendered
    raises BackfileError before anything is written. With `sources`, the pages of live blogs that nobody wrote to are
    left as they are. `postings` is given the live blogs as they are published, and only where anything is to be made;
    `set_aside` are the captures in which nothing could be read.
    """
    frame = frame_of(settings, with_markdown=markdown, look=disk.stamp(theme) if theme else "")
    kept = find_kept(sources, folder, frame) if sources else Kept()
    if kept.pages is not None:
        return Written(pages=kept.pages, changed=0, removed=0)
    coverages = published(coverages, settings)  # what others read is cut once, before anything is made of it
    clock = Clock.of(settings.zone, settings.language)
    summaries = [summarise(coverage, clock) for coverage in coverages]
    liveblogs = tuple(summary.liveblog for summary in summaries)
    site = Site.of(settings, coverages, liveblogs, markdown=markdown, theme=theme)
    paths = {path.relative_to(folder).as_posix() for slug in kept.liveblogs for path in disk.walk(folder / slug)}
    held = postings(coverages)
    files = partial(_files, site, coverages, summaries, held, kept.liveblogs, set_aside, clock)
    if site.look.has_templates:  # whatever is wrong with them is found while the site is still as it was
        for _ in files(silent):
            pass
    changed = 0
    for path, data in files(progress):
        changed += disk.write(folder / path, data, durable=False)
        paths.add(path)
    for path, text in sitemap_files(paths, (coverage.slug for coverage in coverages), settings):
        changed += disk.write(folder / path, text, durable=False)
        paths.add(path)
    removed = _sweep(folder, paths)
    pages = sum(path.endswith(".html") for path in paths)
    if sources:
        note_kept(sources, folder, frame, (coverage.slug for coverage in coverages), pages)
    return Written(pages=pages, changed=changed, removed=removed)


def _files(
    site: Site,
    coverages: Sequence[Coverage],
    summaries: Sequence[Summary],
    postings: Postings,
    kept: Container[Slug],
    set_aside: Sequence[SetAside],
    clock: Clock,
    progress: Progress,
) -> Iterator[tuple[str, str | bytes]]:
    """Every file of the site but the pages of live blogs that are kept: its path and what it holds."""
    yield urls.STYLE, disk.read_text(site.look.path("style.css", THEME))
    for path, data in site.look.copies(THEME):
        yield f"{urls.ASSETS}/{path}", data
    yield urls.SEARCH_SCRIPT, join_search_script()
    yield urls.SEARCH_PAGE_SCRIPT, disk.read_text(site.look.path(SCRIPT, THEME))
    yield urls.SEARCH_DATA, dump_search_data(postings, site.settings)
    yield urls.SEARCH, render_search(site)
    yield urls.NOT_FOUND, render_not_found(site)
    yield urls.NO_JEKYLL, ""
    yield from listing_files(site, summaries, set_aside)
    yield from archive_feeds(coverages, site.settings, markdown=site.markdown)
    stale = [
        (coverage, summary) for coverage, summary in zip(coverages, summaries, strict=True) if coverage.slug not in kept
    ]
    all_entries = iter(progress("writing pages", [entry for coverage, _ in stale for entry in coverage.entries]))
    for coverage, summary in stale:
        yield from _liveblog_files(site, coverage, summary, clock, islice(all_entries, len(coverage.entries)))
    next(all_entries, None)  # so that who shows the progress sees the end


def _liveblog_files(
    site: Site, coverage: Coverage, summary: Summary, clock: Clock, its_entries: Iterable[Entry]
) -> Iterator[tuple[str, str]]:
    captures, words = view_captures(coverage, clock), clock.words
    liveblog, rows = summary.liveblog, summary.rows
    views: list[EntryView] = []
    for number, entry in enumerate(its_entries):
        view = view_entry(coverage, entry, captures, clock)
        before, after = (
            Neighbour(slug=rows[at].slug, label=rows[at].label) if 0 <= at < len(rows) else None
            for at in (number - 1, number + 1)
        )
        place = words("n_of_all", n=words.number(number + 1), all=words.number(len(rows)))
        head = head_of_entry(coverage, entry, site.settings, clock, markdown=site.markdown)
        yield urls.entry_page(coverage.slug, entry.slug), render_entry(site, liveblog, view, place, before, after, head)
        if site.markdown:
            yield urls.entry_markdown(coverage.slug, entry.slug), render_markdown(entry, view, liveblog, words)
        views.append(view)
    yield from liveblog_feeds(coverage, site.settings, markdown=site.markdown)
    head = head_of_liveblog(coverage, site.settings, clock, feeds_of(coverage, site.settings))
    yield urls.liveblog_page(coverage.slug), render_liveblog(site, liveblog, views, head)


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
            copied = inside.parts[0] == urls.ASSETS and file.suffix.lower() in ENDINGS
            ours = copied or file.suffix in KINDS or NAMES.fullmatch(file.name)
            if ours and inside.as_posix() not in written and not _hidden(inside):
                disk.remove(file)
                removed += 1
        if path.is_dir():
            disk.sweep(path)
            if not any(path.iterdir()):
                disk.remove(path)
    return removed


def _hidden(inside: Path) -> bool:
    return any(part.startswith(".") for part in inside.parts)
