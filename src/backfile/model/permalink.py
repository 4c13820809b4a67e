"""What is an entry called, for good? By its live blog's slug and its own."""

from __future__ import annotations

from typing import NewType

from backfile.text.slug import Slug

Permalink = NewType("Permalink", str)
"""`<live blog>/<slug>`, no extension; given once, then frozen."""


def permalink(liveblog: Slug, entry: Slug) -> Permalink:
    """The address of an entry inside the archive and the site."""
    return Permalink(f"{liveblog}/{entry}")


def liveblog_in(permalink: Permalink) -> Slug:
    """The slug of its live blog."""
    return Slug(permalink.partition("/")[0])


def slug_in(permalink: Permalink) -> Slug:
    """The slug of the entry inside its live blog."""
    return Slug(permalink.partition("/")[2])
