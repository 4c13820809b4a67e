"""Which pages are there, and what does each show? One function a page: views in, the file's text out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backfile.model.entry import Coverage
from backfile.site.render import render_page
from backfile.site.urls import ABOUT, HOME, SEARCH, entry_page, liveblog_page
from backfile.site.views import EntryView, LiveBlogView, counted
from backfile.text.slug import Slug
from backfile.workspace.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What stands on every page: the archive's title, the language of our own words, and who may read it."""

    title: str
    language: str
    private: bool
    liveblogs: tuple[LiveBlogView, ...]
    held: str  # how much, in words

    @classmethod
    def of(cls, settings: Settings, coverages: Sequence[Coverage], liveblogs: tuple[LiveBlogView, ...]) -> Site:
        entries = sum(len(coverage.entries) for coverage in coverages)
        captures = {capture.digest for coverage in coverages for capture in coverage.captures}
        return cls(
            title=settings.title,
            language=settings.language,
            private=settings.publish != "full",  # as long as there are no excerpts, who asked for them is kept private
            liveblogs=liveblogs,
            held=(
                f"{counted(entries, 'entry', 'entries')} of {counted(len(coverages), 'live blog', 'live blogs')}, "
                f"from {counted(len(captures), 'capture', 'captures')}"
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """The entry before or after another, as a link shows it."""

    slug: Slug
    label: str


def render_home(site: Site) -> str:
    return render_page("home.html", HOME, site=site)


def render_search(site: Site) -> str:
    return render_page("search.html", SEARCH, site=site)


def render_about(site: Site) -> str:
    return render_page("about.html", ABOUT, site=site)


def render_liveblog(site: Site, liveblog: LiveBlogView, entries: Sequence[EntryView]) -> str:
    return render_page("liveblog.html", liveblog_page(liveblog.slug), site=site, liveblog=liveblog, entries=entries)


def render_entry(
    site: Site,
    liveblog: LiveBlogView,
    entry: EntryView,
    place: str,
    before: Neighbour | None,
    after: Neighbour | None,
) -> str:
    """An entry's page; `place` says in words where it stands among the others."""
    return render_page(
        "entry.html",
        entry_page(liveblog.slug, entry.slug),
        site=site,
        liveblog=liveblog,
        entry=entry,
        place=place,
        before=before,
        after=after,
    )
