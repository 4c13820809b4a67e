"""What of a site need not be made again? The pages of live blogs to which, and to whose files, nobody wrote since.

The pages of a live blog follow from its own folder of the archive, and from the frame: the settings, the theme and the
programs that render. So a record of what they were made from, and of how they were left, tells whether they would come
out the same. It stands in index/ and may be deleted: then all pages are made again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import jinja2
import markdown
import nh3

from backfile import disk
from backfile.errors import BackfileError
from backfile.text.slug import Slug
from backfile.workspace.settings import Settings

_PACKAGE = Path(__file__).parents[1]
_PROGRAM = (".py", ".html", ".css", ".js", ".toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where the record stands, the stamp (disk.stamp) of each live blog's folder before it was read, and whatever else
    the site is made from."""

    record: Path
    liveblogs: Mapping[Slug, str]
    besides: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The live blogs whose pages stand as they would be made; and where all of the site does, how many pages it has."""

    liveblogs: frozenset[Slug] = frozenset()
    pages: int | None = None


def frame_of(settings: Settings, *, with_markdown: bool, look: str = "") -> str:
    """What every page follows from besides its live blog; `look` is the stamp of the user's own theme."""
    program = disk.stamp(_PACKAGE, _PROGRAM)
    renderers = [str(getattr(module, "__version__", "")) for module in (jinja2, markdown, nh3)]
    return json.dumps([program, *renderers, repr(settings), with_markdown, look])


def find_kept(sources: Sources, site: Path, frame: str) -> Kept:
    """What stands as it was left, and would be made again."""
    try:
        record = json.loads(disk.read_text(sources.record))
        if record["frame"] != frame:
            return Kept()
        made = dict(record["liveblogs"])
        if record["sources"] == _all_sources(sources) and record["site"] == disk.stamp(site):
            return Kept(liveblogs=frozenset(sources.liveblogs), pages=int(record["pages"]))
        return Kept(
            liveblogs=frozenset(
                slug
                for slug, source in sources.liveblogs.items()
                if made.get(slug) == [source, disk.stamp(site / slug)]
            )
        )
    except (BackfileError, ValueError, KeyError, TypeError):  # gone or damaged: nothing is known
        return Kept()


def note_kept(sources: Sources, site: Path, frame: str, liveblogs: Iterable[Slug], pages: int) -> None:
    """Note how the site of these live blogs, and the pages of each of them, were left."""
    made = {slug: [sources.liveblogs[slug], disk.stamp(site / slug)] for slug in liveblogs if slug in sources.liveblogs}
    record = {
        "frame": frame,
        "liveblogs": made,
        "sources": _all_sources(sources),
        "site": disk.stamp(site),
        "pages": pages,
    }
    disk.write(sources.record, json.dumps(record) + "\n", durable=False)


def _all_sources(sources: Sources) -> list[object]:
    return [sources.besides, sorted(map(list, sources.liveblogs.items()))]
