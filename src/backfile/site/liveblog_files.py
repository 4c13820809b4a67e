"""Which files does a live blog have in a site? Its page, its entries' pages and Markdown, its feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from backfile.model.entry import Coverage
from backfile.model.history import History
from backfile.model.observation import Provenance
from backfile.site import urls
from backfile.site.cited import cite_box
from backfile.site.feeds import feeds_of, liveblog_feeds
from backfile.site.markdown_page import render_markdown
from backfile.site.metadata import head_of_entry, head_of_liveblog
from backfile.site.pages import (
    Neighbour,
    Site,
    render_entry,
    render_history,
    render_lead,
    render_liveblog,
    render_moved,
)
from backfile.site.sources import Lead
from backfile.site.summary import Summary
from backfile.site.times import Clock
from backfile.site.views import EntryView, view_captures, view_entry
from backfile.workspace.settings import FULL


def liveblog_files(
    site: Site,
    coverage: Coverage,
    histories: Sequence[History],
    summary: Summary,
    clock: Clock,
    stretch: Callable[[Provenance], str],
) -> Iterator[tuple[str, str]]:
    """The paths and texts of a live blog's files; nothing but this live blog and the site's frame is shown in them.

    `stretch` gives what stands at a place in its captures. Where only excerpts may be read, none of it is shown.
    """
    if site.settings.shown_of(coverage.slug) != FULL:
        stretch = _nothing
    captures, settings, form = view_captures(coverage, clock), site.settings, site.form
    neighbours = [Neighbour(slug=row.slug, label=row.label) for row in summary.rows]
    english = Clock.of(settings.zone)  # a citation is the same as on the command line
    views: list[EntryView] = []
    for number, (entry, history) in enumerate(zip(coverage.entries, histories, strict=True)):
        view = view_entry(coverage, entry, captures, clock, stretch, history)
        if not form.whole:
            before, after = neighbours[number - 1 : number], neighbours[number + 1 : number + 2]
            place = clock.words("n_of_all", n=clock.words.number(number + 1), all=clock.words.number(len(neighbours)))
            page = render_entry(
                site,
                summary.liveblog,
                view,
                place=place,
                before=before[0] if before else None,
                after=after[0] if after else None,
                cited=cite_box(coverage, entry, english, history),
                head=head_of_entry(coverage, entry, settings, clock, form),
            )
            yield form.entry(coverage.slug, entry.slug), page
        if len(history.wordings) > 1 and not form.whole:
            yield urls.entry_history(coverage.slug, entry.slug), render_history(site, summary.liveblog, view)
        if form.markdown:
            markdown = render_markdown(entry, view, summary.liveblog, clock.words)
            yield urls.entry_markdown(coverage.slug, entry.slug), markdown
        views.append(view)
    if not form.whole:
        for old, new, label in summary.aliases:
            moved = render_moved(site, summary.liveblog, old, Neighbour(slug=new, label=label))
            yield form.entry(coverage.slug, old), moved
    yield from liveblog_feeds(coverage, settings, form)
    head = head_of_liveblog(coverage, settings, clock, feeds_of(coverage, settings), form)
    yield urls.liveblog_page(coverage.slug), render_liveblog(site, summary.liveblog, views, head)


def lead_files(site: Site, leads: Sequence[Lead]) -> Iterator[tuple[str, str]]:
    """The pages at permalinks of entries that went on in another live blog. Where a live blog is one page there are
    none: an anchor leads nowhere."""
    if not site.form.whole:
        for lead in leads:
            yield f"{lead.old}.html", render_lead(site, lead)


def _nothing(_: Provenance) -> str:
    return ""


def liveblog_pages(summary: Summary, site: Site) -> Iterator[str]:
    """The paths of the HTML pages among them."""
    slug = summary.liveblog.slug
    yield urls.liveblog_page(slug)
    if not site.form.whole:
        yield from (site.form.entry(slug, row.slug) for row in summary.rows)
        yield from (site.form.entry(slug, old) for old, _, _ in summary.aliases)
        yield from (urls.entry_history(slug, row.slug) for row in summary.rows if row.has_history)


def count_liveblog_pages(summary: Summary, site: Site) -> int:
    """How many these are."""
    outline = summary.outline
    return 1 if site.form.whole else 1 + outline.entries + len(outline.aliases) + outline.histories
