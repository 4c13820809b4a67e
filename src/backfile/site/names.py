"""Which pages are there of publishers, bylines and tags? One for each name, and an index that follows the alphabet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from backfile.site.gathering import Line, Named, tell_held
from backfile.site.pages import Site
from backfile.site.paging import cut, headings
from backfile.site.places import PUBLISHER, Kind
from backfile.site.render import render_page
from backfile.site.views import LiveBlogView, counted

OTHER = "Other"
_IDEOGRAPHS = "\u2e80"  # from here on, writings have too many first characters for headings


def name_files(site: Site, kind: Kind, names: Sequence[Named], kinds: Sequence[Kind]) -> Iterator[tuple[str, str]]:
    """The pages of these names, which are all of one kind; `kinds` are all there are."""
    ordered = sorted(names, key=lambda named: (letter(named) == OTHER, letter(named), named.key, named.slug))
    leaves = cut(kind.index, ordered)
    jumps = headings(leaves, letter)
    for leaf in leaves:
        letters = [(each, list(its)) for each, its in groupby(leaf.rows, key=letter)]
        values = {"kind": kind, "kinds": kinds, "jumps": jumps, "letters": letters, "counted": counted}
        yield leaf.path, render_page("names.html", leaf.path, site=site, leaf=leaf, **values)
    for named in names:
        held = tell_held(len(named.lines), len(named.liveblogs))
        rows: Sequence[Line | LiveBlogView] = named.liveblogs if kind.slug == PUBLISHER else named.lines
        for part in cut(f"{kind.slug}/{named.slug}.html", rows):
            values = {"kind": kind, "named": named, "held": held}
            yield part.path, render_page("named.html", part.path, site=site, leaf=part, **values)


def letter(named: Named) -> str:
    """The heading that a name stands under in the index."""
    first = named.key[:1].upper()[:1]
    return first if first.isalpha() and first < _IDEOGRAPHS else OTHER
