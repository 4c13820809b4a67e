"""In which files does a site stand? A page for each entry, or one for each live blog, with or without Markdown beside.

Law: `entry` alone says where an entry is found; links, feeds, metadata and the search data all ask it. In a site of one
page a live blog that page is never cut, so that an address holds wherever later entries come to stand.
"""

from __future__ import annotations

from dataclasses import dataclass

from backfile.text.slug import Slug

ENTRY, LIVEBLOG = "entry", "liveblog"
PAGES = (ENTRY, LIVEBLOG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """`pages` is one of PAGES: what a page is made of. `markdown`: whether each entry has a Markdown file too."""

    pages: str = ENTRY
    markdown: bool = True

    @property
    def whole(self) -> bool:
        """Are all entries of a live blog on one page?"""
        return self.pages == LIVEBLOG

    @property
    def rule(self) -> tuple[str, str]:
        """What takes the place of the slash in a permalink, and what follows it, to make the address of an entry.

        >>> Form().rule, Form(pages=LIVEBLOG).rule
        (('/', '.html'), ('/index.html#', ''))
        """
        return ("/index.html#", "") if self.whole else ("/", ".html")

    def entry(self, liveblog: Slug, entry: Slug) -> str:
        """Where an entry stands, from the top of the site.

        >>> Form().entry("storm", "quay-closed"), Form(pages=LIVEBLOG).entry("storm", "quay-closed")
        ('storm/quay-closed.html', 'storm/index.html#quay-closed')
        """
        between, ending = self.rule
        return f"{liveblog}{between}{entry}{ending}"


USUAL = Form()
