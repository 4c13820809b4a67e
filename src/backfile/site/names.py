"""Which pages are there of publishers, bylines and tags? One for each name, and an index that follows the alphabet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from backfile.site.gathering import Line, Named, tell_held
from backfile.site.pages import Site
from backfile.site.paging import cut, headings, paths
from backfile.site.places import PUBLISHER, Kind
from backfile.site.render import render_page
from backfile.site.touched import Touched
from backfile.site.views import LiveBlogView

_IDEOGRAPHS = "\u2e80"  # from here on, writings have too many first characters for headings


def name_files(
    site: Site, kind: Kind, names: Sequence[Named], kinds: Sequence[Kind], touched: Touched | None = None
) -> Iterator[tuple[str, str | None]]:
    """The pages of these names, which are all of one kind; `kinds` are all there are.

    The text of a name's page that is not `touched` is None: it stands as it would be made.
    """

    def heading(named: Named) -> str:
        return letter(named) or site.words("other_letters")

    ordered = sorted(names, key=lambda named: (not letter(named), letter(named), named.key, named.slug))
    leaves = cut(kind.index, ordered)
    jumps = headings(leaves, heading)
    for leaf in leaves:
        letters = [(each, list(its)) for each, its in groupby(leaf.rows, key=heading)]
        values = {"kind": kind, "kinds": kinds, "jumps": jumps, "letters": letters}
        yield leaf.path, render_page("names.html", leaf.path, site.look, site=site, leaf=leaf, **values)
    for named in names:
        rows: Sequence[Line | LiveBlogView] = named.liveblogs if kind.slug == PUBLISHER else named.lines
        first = f"{kind.slug}/{named.slug}.html"
        if touched is not None and (kind.slug, named.slug) not in touched.names:
            yield from ((path, None) for path in paths(first, len(rows)))
            continue
        held = tell_held(len(named.lines), len(named.lines.counts), site.words)
        for part in cut(first, rows):
            values = {"kind": kind, "named": named, "held": held}
            yield part.path, render_page("named.html", part.path, site.look, site=site, leaf=part, **values)


def letter(named: Named) -> str:
    """The letter that a name stands under in the index; empty for one that begins with none."""
    first = named.key[:1].upper()[:1]
    return first if first.isalpha() and first < _IDEOGRAPHS else ""
