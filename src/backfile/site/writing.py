"""How does the site come to stand on the disk? Live blog by live blog; what has not changed is left alone.

Two runs give the same bytes: no page holds a time of its making, a version or a name of the machine. A live blog is
read, its files are written, and it is forgotten; what stays is its summary, from which all lists are made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import chain
from pathlib import Path

from backfile import disk
from backfile.errors import BackfileError
from backfile.model.entry import Coverage, Entry
from backfile.model.history import History
from backfile.model.progress import Progress, silent
from backfile.model.search import Postings
from backfile.site import urls
from backfile.site.feeds import archive_feeds, newest_shared
from backfile.site.form import USUAL, Form
from backfile.site.kept import NOTHING, Kept, Record, Standing, note_kept
from backfile.site.lean import lean, lean_style
from backfile.site.listings import SetAside, listing_files
from backfile.site.liveblog_files import count_liveblog_pages, lead_files, liveblog_files, liveblog_pages
from backfile.site.looks import SCRIPT
from backfile.site.pages import Site, render_not_found, render_search
from backfile.site.published import as_published
from backfile.site.render import THEME
from backfile.site.search_data import search_data
from backfile.site.search_script import join_search_script, search_parts
from backfile.site.shards.documents import shards_of, stretches
from backfile.site.shards.left import Left, note_left, read_left
from backfile.site.sitemap import sitemap_files
from backfile.site.sources import Lead, Read, Search, Source
from backfile.site.summary import Summary, count_held, summarise
from backfile.site.sweeping import sweep_folder
from backfile.site.times import Clock
from backfile.site.told import Held, Written
from backfile.site.touched import find_touched
from backfile.workspace.settings import Settings

_SHARDS = "site-shards.json"  # beside the record of the pages


def write_site(
    folder: Path,
    sources: Sequence[Source],
    settings: Settings,
    search: Search,
    *,
    form: Form = USUAL,
    record: Record | None = None,
    kept: Kept = NOTHING,
    theme: Path | None = None,
    set_aside: Sequence[SetAside] = (),
    leads: Sequence[Lead] = (),
    progress: Progress = silent,
) -> tuple[Written, Held]:
    """Make `folder` hold the site of these live blogs, which come by slug. The caller holds the archive's lock.

    The user's own templates and styles, if there are any, stand in the folder `theme`; one that cannot be rendered
    raises BackfileError before anything is written. What is `kept` is left as it is; a `record` is written of how the
    site is left. `set_aside` are the captures in which nothing could be read; `leads` go from permalinks of live blogs
    that are no more.
    """
    site, clock = Site.of(settings, form, theme), Clock.of(settings.zone, settings.language)
    if site.look.has_templates:
        _try_templates(site, sources, kept, set_aside, clock)
    writer = _Writer(folder)
    made: list[tuple[Source, Summary]] = []
    for source, summary, files, read in _made_of(site, progress("writing pages", sources), kept, clock):
        if files is not None:
            writer.sweep(source.slug, writer.write(files))
        search.add(source.slug, read)
        made.append((source, summary))
    summaries = [summary for _, summary in made]
    site = site.with_all(summaries)
    touched = find_touched(kept.summaries, summaries) if kept.lists else None
    postings = search.finish()
    shards = record and record.path.with_name(_SHARDS)
    before, left = read_left(shards) if shards and kept.lists else Left(), Left()
    paths = writer.write(_fixed_files(site, postings, kept.stretches, before, left))
    paths |= writer.write([(urls.SEARCH, render_search(site, _mark(folder, paths)))])
    if shards:
        note_left(shards, left)
    documents = stretches(postings)
    del postings, before, left  # the largest there is in memory
    paths |= writer.write(listing_files(site, summaries, set_aside, touched))
    paths |= writer.write(archive_feeds(_newest(summaries, sources, settings), settings, form))
    slugs = {summary.liveblog.slug for summary in summaries}
    listed = [path for path in paths if path.endswith(".html")]
    pages = chain(listed, (page for summary in summaries for page in liveblog_pages(summary, site)))
    paths |= writer.write(sitemap_files(pages, slugs, settings))
    paths |= writer.write(lead_files(site, leads))  # no sitemap names them: what they lead to stands there
    for path in sorted(folder.iterdir()):
        if path.name not in slugs:
            writer.sweep(path.name, paths)
    count = len(listed) + sum(count_liveblog_pages(summary, site) for summary in summaries)
    standing = Standing(pages=count, held=count_held(summaries), stretches=documents)
    if record:
        note_kept(record, folder, made, standing, kept)
    return Written(pages=standing.pages, changed=writer.changed, removed=writer.removed), standing.held


class _Writer:
    """Writes into the folder of a site, and counts what that changes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own: set[str] = set()  # folders below it that are no links
        self.changed = self.removed = 0

    def write(self, files: Iterable[tuple[str, str | bytes | None]]) -> set[str]:
        """Gives the paths of the files; one that holds None stands already as it would be made."""
        paths = set()
        for path, data in files:
            if data is not None:
                self._refuse_links(path.rpartition("/")[0])
                self.changed += disk.write(self._folder / path, data, durable=False)
            paths.add(path)
        return paths

    def _refuse_links(self, below: str) -> None:
        """Raise BackfileError where a folder is a link: what is written below it would stand elsewhere."""
        if below in self._own or not below:
            return
        self._refuse_links(below.rpartition("/")[0])
        if (self._folder / below).is_symlink():
            fault = "is a link, and the site is written into folders of its own"
            raise BackfileError(self._folder / below, fault, "remove it")
        self._own.add(below)

    def sweep(self, name: str, written: Container[str]) -> None:
        self.removed += sweep_folder(self._folder, name, written)


def _made_of(
    site: Site, sources: Iterable[Source], kept: Kept, clock: Clock
) -> Iterator[tuple[Source, Summary, Iterator[tuple[str, str]] | None, Read]]:
    """Each live blog with its summary, its files (None where they stand as they would be made), and itself."""
    for source in sources:
        read = cache(partial(_read, source, site.settings))  # once at most, and forgotten with the next
        if source.slug in kept.pages:
            yield source, kept.summaries[source.slug], None, read
        elif (coverage := read()) is not None:
            histories = list(source.histories(coverage))
            summary = summarise(coverage, clock, histories, source.headlines(coverage))
            yield source, summary, _files_of(site, source, coverage, histories, summary, clock), read


def _files_of(
    site: Site, source: Source, coverage: Coverage, histories: Sequence[History], summary: Summary, clock: Clock
) -> Iterator[tuple[str, str]]:
    yield from lead_files(site, source.leads)
    yield from liveblog_files(site, coverage, histories, summary, clock, source.stretch)


def _read(source: Source, settings: Settings) -> Coverage | None:
    """A live blog as others read it: it is cut once, before anything is made of it."""
    coverage = source.read()
    return coverage and as_published(coverage, settings.shown_of(source.slug))


def _try_templates(
    site: Site, sources: Sequence[Source], kept: Kept, set_aside: Sequence[SetAside], clock: Clock
) -> None:
    """Find whatever is wrong with the user's own templates while the site is still as it was."""
    summaries = []
    for _, summary, files, _ in _made_of(site, sources, kept, clock):
        for _ in files or ():
            pass
        summaries.append(summary)
    site = site.with_all(summaries)
    for render in (render_search, render_not_found):
        render(site)
    for _ in listing_files(site, summaries, set_aside):
        pass


def _fixed_files(
    site: Site, postings: Postings, documents: Sequence[str], before: Left, left: Left
) -> Iterator[tuple[str, str | bytes | None]]:
    """What there is one of, in every site. Shards made of what they were made of before (of these stretches of
    `documents`, and the words as they were `before`) stand as they were left."""
    for path in (urls.STYLE, urls.WORDS_STYLE, urls.SEARCH_STYLE):
        yield path, _leanly(site.look.path(path.removeprefix(f"{urls.ASSETS}/"), THEME), lean_style)
    for path, data in site.look.copies(THEME):
        yield f"{urls.ASSETS}/{path}", data
    yield urls.SEARCH_SCRIPT, join_search_script(postings)
    yield urls.SEARCH_PAGE_SCRIPT, _leanly(site.look.path(SCRIPT, THEME), lean)
    standing = [each for each, (was, now) in enumerate(zip(documents, stretches(postings), strict=False)) if was == now]
    for stretch in standing:
        for name in shards_of(stretch, len(postings.documents)):
            yield f"{urls.SEARCH_SHARDS}/{name}.js", None
    shards = search_data(postings, site.settings, site.form, standing, before, left)
    for name, script in chain(search_parts(postings), shards):
        yield f"{urls.SEARCH_SHARDS}/{name}.js", script
    yield urls.NOT_FOUND, render_not_found(site)
    yield urls.NO_JEKYLL, ""


def _mark(folder: Path, paths: Iterable[str]) -> str:
    """Of all that the search is made of, as it stands now."""
    digest = hashlib.blake2b(digest_size=4)
    for path in sorted(path for path in paths if path.startswith(urls.SEARCH_SHARDS)):
        digest.update(f"{path}\0".encode())
        digest.update(disk.read_bytes(folder / path))
    return digest.hexdigest()


def _leanly(path: Path, lean: Callable[[str], str]) -> str:
    """A file of the theme; what is the user's own stays as it is."""
    told = disk.read_text(path)
    return lean(told) if path.parent == THEME else told


def _newest(
    summaries: Sequence[Summary], sources: Sequence[Source], settings: Settings
) -> Iterator[tuple[Coverage, Entry]]:
    """The entries in the feeds of the whole archive; their live blogs, which are few, are read again."""
    reads = {source.slug: cache(partial(_read, source, settings)) for source in sources}
    for liveblog, slug in newest_shared(summaries, settings):
        if (coverage := reads[liveblog]()) is not None:
            yield from ((coverage, entry) for entry in coverage.entries if entry.slug == slug)
