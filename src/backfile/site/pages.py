"""What do the pages of live blogs and entries show? One function a page: views in, the file's text out.

The pages that list them (home too) are made in listings.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from backfile.model.permalink import liveblog_in, slug_in
from backfile.site.cited import CiteBox
from backfile.site.feeds import feeds_of_all
from backfile.site.form import USUAL, Form
from backfile.site.looks import Look
from backfile.site.metadata import PRIVATE_HEAD, Head, head_of_page
from backfile.site.published import LONGEST
from backfile.site.render import render_anywhere, render_page
from backfile.site.sources import Lead
from backfile.site.summary import Summary
from backfile.site.timeline import draw_timeline
from backfile.site.urls import NOT_FOUND, SEARCH, absolute, below, entry_history, liveblog_page, outbound, relative
from backfile.site.views import EntryView, LiveBlogView
from backfile.site.wording import Words, words_of
from backfile.text.slug import Slug
from backfile.workspace.settings import FULL, PRIVATE, Settings

_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What stands on every page: the archive's title, the language and time zone of our own words, who may read it.

    What pages of the whole archive show besides is known once all live blogs were read: `with_all`.
    """

    settings: Settings
    form: Form
    look: Look
    words: Words
    feeds: tuple[str, ...] = ()  # those of the whole archive
    liveblogs: tuple[LiveBlogView, ...] = ()
    held: str = ""  # how much, in words
    lacking: str = ""  # what is not held, or not shown: none of it is found by a search
    is_cut: bool = False  # are only the beginnings shown of any entries?

    @classmethod
    def of(cls, settings: Settings, form: Form = USUAL, theme: Path | None = None) -> Site:
        """The site of an archive whose own templates and styles, if there are any, stand in the folder `theme`."""
        words = words_of(settings.language)
        return cls(settings=settings, form=form, look=Look.of(theme, words.language), words=words)

    def with_all(self, summaries: Sequence[Summary]) -> Site:
        """The site of an archive that holds these live blogs, and no more."""
        entries = sum(summary.outline.entries for summary in summaries)
        cut = any(self.settings.shown_of(summary.liveblog.slug) != FULL for summary in summaries)
        captures = {capture.name for summary in summaries for capture in summary.liveblog.captures}
        return replace(
            self,
            feeds=feeds_of_all(summaries, self.settings),
            liveblogs=tuple(summary.liveblog for summary in summaries),
            held=self.words(
                "held_from",
                entries=self.words.count("entries", entries),
                liveblogs=self.words.count("live_blogs_counted", len(summaries)),
                captures=self.words.count("captures_counted", len(captures)),
            ),
            lacking=" ".join(
                (*self._incomplete(summaries), *((self.words("searched_cut", n=LONGEST),) if cut else ()))
            ),
            is_cut=cut,
        )

    def _incomplete(self, summaries: Sequence[Summary]) -> Iterator[str]:
        """The sentence on live blogs whose pages say that there are more entries, if there are any."""
        told = ((each.liveblog.entries, self.words.count("entries", each.outline.entries)) for each in summaries)
        number = sum(said != held for said, held in told)
        if number and len(summaries) == 1:
            yield self.words("page_says_more")
        elif number:
            yield self.words.count("pages_say_more", number, all=self.words.number(len(summaries)))

    @property
    def title(self) -> str:
        return self.settings.title

    @property
    def language(self) -> str:
        return self.words.language

    @property
    def zone(self) -> str:
        return self.settings.zone

    @property
    def markdown(self) -> bool:
        return self.form.markdown

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


def render_search(site: Site, mark: str = "") -> str:
    """The search page. A `mark` of what the search is made of ends the addresses of all its files, for a browser may
    keep those of an older build, and from both together it would answer what was never so."""
    return render_page("search.html", SEARCH, site.look, site=site, mark=f"?{mark}" if mark else "")


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


def render_moved(site: Site, liveblog: LiveBlogView, old: Slug, entry: Neighbour) -> str:
    """The page at an entry's permalink of before it was found to be one with another: it leads there."""
    page = site.form.entry(liveblog.slug, old)
    return render_page("moved.html", page, site.look, site=site, liveblog=liveblog, entry=entry, head=PRIVATE_HEAD)


def render_lead(site: Site, lead: Lead) -> str:
    """The page at an entry's permalink of before its capture came into another live blog: it leads there, and names
    that page as the one to be kept."""
    liveblog = liveblog_in(lead.new)
    page, target = f"{lead.old}.html", site.form.entry(liveblog, slug_in(lead.new))
    href = relative(page, target)
    private = site.settings.publish_of(liveblog) == PRIVATE
    head = Head(private=private, canonical=(not private and absolute(site.settings.base_url, target)) or href)
    return render_page("lead.html", page, site.look, site=site, href=href, label=lead.label, head=head)


def render_history(site: Site, liveblog: LiveBlogView, entry: EntryView) -> str:
    """The page of all wordings of an entry."""
    path = entry_history(liveblog.slug, entry.slug)
    head = head_of_page(path, site.settings, ())
    return render_page("history.html", path, site.look, site=site, liveblog=liveblog, entry=entry, head=head)


def render_entry(
    site: Site,
    liveblog: LiveBlogView,
    entry: EntryView,
    place: str,
    before: Neighbour | None,
    after: Neighbour | None,
    cited: CiteBox,
    head: Head,
) -> str:
    """An entry's page; `place` says in words where it stands among the others."""
    return render_page(
        "entry.html",
        site.form.entry(liveblog.slug, entry.slug),
        site.look,
        site=site,
        liveblog=liveblog,
        entry=entry,
        place=place,
        before=before,
        after=after,
        cited=cited,
        head=head,
    )
