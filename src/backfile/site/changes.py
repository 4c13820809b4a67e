"""Which page tells what changed from capture to capture? One list for the whole archive, the newest captures first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from backfile.site.form import Form
from backfile.site.pages import Site
from backfile.site.paging import cut
from backfile.site.places import Kind
from backfile.site.render import render_page
from backfile.site.summary import ChangeRow, EntryRow, Summary
from backfile.site.urls import CHANGES, entry_history, liveblog_page
from backfile.site.views import LiveBlogView


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """A change with its entry (None where it is one of the live blog itself), its live blog, and the address that tells
    of it, from the top of the site."""

    change: ChangeRow
    entry: EntryRow | None
    liveblog: LiveBlogView
    address: str

    @property
    def label(self) -> str:
        return self.entry.label if self.entry else self.liveblog.label

    @property
    def is_named(self) -> bool:
        """Is the label a headline?"""
        return self.entry is None or self.entry.headline is not None


def gather_changes(summaries: Iterable[Summary], form: Form) -> list[ChangeLine]:
    """The lines of the list; changes in captures of unknown time come last."""
    lines = [line for summary in summaries for line in _lines(summary, form)]
    return sorted(lines, key=lambda line: (line.change.instant is None, -(line.change.instant or 0)))


def change_files(site: Site, lines: Sequence[ChangeLine], kinds: Sequence[Kind]) -> Iterator[tuple[str, str]]:
    """The pages of the list."""
    for leaf in cut(CHANGES, lines):
        yield leaf.path, render_page("changes.html", leaf.path, site.look, site=site, leaf=leaf, kinds=kinds)


def _lines(summary: Summary, form: Form) -> Iterator[ChangeLine]:
    entries = {row.slug: row for row in summary.rows} if summary.changes else {}
    liveblog = summary.liveblog
    for change in summary.changes:
        entry = entries[change.slug] if change.slug else None
        address = liveblog_page(liveblog.slug)
        if entry is not None:
            is_apart = entry.has_history and not form.whole
            address = (entry_history if is_apart else form.entry)(liveblog.slug, entry.slug)
        yield ChangeLine(change=change, entry=entry, liveblog=liveblog, address=address)
