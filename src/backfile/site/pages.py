"""What do the pages of live blogs and entries show? One function a page: views in, the file's text out.

The pages that list them (home too) are made in listings.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from backfile.model.entry import Coverage
from backfile.site.feeds import feeds_of_all
from backfile.site.looks import Look
from backfile.site.metadata import PRIVATE_HEAD, Head, head_of_page
from backfile.site.render import render_anywhere, render_page
from backfile.site.timeline import draw_timeline
from backfile.site.urls import NOT_FOUND, SEARCH, below, entry_page, liveblog_page, outbound
from backfile.site.views import EntryView, LiveBlogView
from backfile.site.wording import Words, words_of
from backfile.text.slug import Slug
from backfile.workspace.settings import Settings

_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What stands on every page: the archive's title, the language and time zone of our own words, who may read it."""

    title: str
    language: str
    zone: str
    settings: Settings
    feeds: tuple[str, ...]  # those of the whole archive
    liveblogs: tuple[LiveBlogView, ...]
    held: str  # how much, in words
    look: Look
    words: Words
    markdown: bool = True  # whether each entry has a Markdown file too

    @classmethod
    def of(
        cls,
        settings: Settings,
        coverages: Sequence[Coverage],
        liveblogs: tuple[LiveBlogView, ...],
        *,
        markdown: bool = True,
        theme: Path | None = None,
    ) -> Site:
        """The site of an archive whose own templates and styles, if there are any, stand in the folder `theme`."""
        words = words_of(settings.language)
        entries = sum(len(coverage.entries) for coverage in coverages)
        captures = {capture.digest for coverage in coverages for capture in coverage.captures}
        return cls(
            title=settings.title,
            language=words.language,
            zone=settings.zone,
            settings=settings,
            feeds=feeds_of_all(coverages, settings),
            liveblogs=liveblogs,
            markdown=markdown,
            held=words(
                "held_from",
                entries=words.count("entries", entries),
                liveblogs=words.count("live_blogs_counted", len(coverages)),
                captures=words.count("captures_counted", len(captures)),
            ),
            look=Look.of(theme, words.language),
            words=words,
        )

    def head_of(self, path: str) -> Head:
        """The head of a page of the whole archive."""
        return head_of_page(path, self.settings, self.feeds)

    @property
    def rights(self) -> str:
        return self.settings.rights

    @property
    def contact(self) -> str:
        return self.settings.contact

    @property
    def contact_link(self) -> str | None:
        """The link that the contact is, if it is the address of a mailbox or of a page."""
        return f"mailto:{self.contact}" if _MAILBOX.fullmatch(self.contact) else outbound(self.contact)


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """The entry before or after another, as a link shows it."""

    slug: Slug
    label: str


def render_search(site: Site) -> str:
    return render_page("search.html", SEARCH, site.look, site=site)


def render_not_found(site: Site) -> str:
    """The page that a host shows for an address where nothing stands."""
    return render_anywhere(
        "404.html", NOT_FOUND, below(site.settings.base_url), site.look, site=site, head=PRIVATE_HEAD
    )


def render_liveblog(site: Site, liveblog: LiveBlogView, entries: Sequence[EntryView], head: Head) -> str:
    return render_page(
        "liveblog.html",
        liveblog_page(liveblog.slug),
        site.look,
        site=site,
        liveblog=liveblog,
        entries=entries,
        complete=liveblog.entries == site.words.count("entries", len(entries)),
        timeline=draw_timeline(entries, site.words),
        head=head,
    )


def render_entry(
    site: Site,
    liveblog: LiveBlogView,
    entry: EntryView,
    place: str,
    before: Neighbour | None,
    after: Neighbour | None,
    head: Head,
) -> str:
    """An entry's page; `place` says in words where it stands among the others."""
    return render_page(
        "entry.html",
        entry_page(liveblog.slug, entry.slug),
        site.look,
        site=site,
        liveblog=liveblog,
        entry=entry,
        place=place,
        before=before,
        after=after,
        head=head,
    )
