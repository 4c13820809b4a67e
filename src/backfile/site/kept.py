"""What of a site need not be made again? The pages of live blogs to which, and to whose files, nobody wrote since.

The pages of a live blog follow from its own folder of the archive, and from the frame: the settings, the theme and the
programs that render. So a record of what they were made from, and of how they were left, tells whether they would come
out the same. What lists show of each live blog stands there too, so that none is read for them: an outline of it, and
its entries, which are read only for pages that show one of them (kept_lines.py). The record stands in index/ and may
be deleted: then all pages are made again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from backfile import disk
from backfile.errors import BackfileError
from backfile.model.plain import dump, load
from backfile.site.form import USUAL, Form
from backfile.site.sources import Source
from backfile.site.told import Held
from backfile.text.slug import Slug
from backfile.workspace.settings import Settings

if TYPE_CHECKING:
    from backfile.site.kept_lines import Place
    from backfile.site.summary import Summary

_PROGRAMS = ("backfile", "jinja2", "markdown", "nh3")
_PROGRAM = (".py", ".html", ".css", ".js", ".toml", ".so", ".pyd")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Where it is noted how a site was left, and what it is made from besides its live blogs: the `frame` of all pages
    (frame_of), and what is `besides` it in lists and in the search."""

    path: Path
    frame: str
    besides: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What stands as it was left.

    `summaries` are those of all live blogs of the last build, by slug. The pages of those in `pages` would come out the
    same; their values say where their rows stand in the record, and `left` holds the stamps of their folders. `lists`:
    everything else stands as it was left too, and `stretches` tell what the search's shards were made of. `all`:
    nothing is to be made, and this is there.
    """

    summaries: Mapping[Slug, Summary] = field(default_factory=dict)
    pages: Mapping[Slug, Place] = field(default_factory=dict)
    left: Mapping[str, str] = field(default_factory=dict)
    lists: bool = False
    stretches: tuple[str, ...] = ()
    all: Standing | None = None


NOTHING = Kept()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How many HTML pages a site has, what it shows, and what the search's shards of documents were made of."""

    pages: int
    held: Held
    stretches: tuple[str, ...] = ()


def frame_of(settings: Settings, form: Form = USUAL, look: str = "") -> str:
    """What every page follows from besides its live blog; `look` is the stamp of the user's own theme."""
    return json.dumps([*map(_stamp_of, _PROGRAMS), repr(settings), repr(form), look])


def find_kept(record: Record, site: Path, sources: Sequence[Source]) -> Kept:
    """What stands as it was left, and would be made again from these live blogs."""
    try:
        with disk.opened(record.path) as file:
            head = json.loads(file.readline())
            if head["frame"] != record.frame:
                return NOTHING
            stamps = disk.stamps(site)
            now = {source.slug: [source.stamp, stamps.get(source.slug)] for source in sources if source.stamp}
            left: dict[Slug, object] = dict(zip(map(Slug, head["liveblogs"]), head["stamps"], strict=True))
            lists = head["besides"] == record.besides and head["others"] == _others(stamps, left)
            standing = load(Standing, head["standing"], record.path)
            if lists and now == left and len(now) == len(sources):
                return Kept(lists=True, all=standing)
            from backfile.site.kept_lines import read_lines  # with it comes all that makes pages

            summaries, places = read_lines(file, record.path, left)
    except (BackfileError, ValueError, KeyError, TypeError):  # gone or damaged: nothing is known
        return NOTHING
    pages = {slug: place for slug, place in places.items() if slug in now and now[slug] == left[slug]}
    return Kept(
        summaries=summaries,
        pages=pages,
        left={slug: stamps[slug] for slug in pages},
        lists=lists,
        stretches=standing.stretches if lists else (),
    )


def note_kept(
    record: Record, site: Path, made: Sequence[tuple[Source, Summary]], standing: Standing, kept: Kept
) -> None:
    """Note how the site of these live blogs was left; `kept` is what was found before."""
    stamps = {**kept.left, **disk.stamps(site, kept.left)}
    head = {
        "frame": record.frame,
        "besides": record.besides,
        "others": _others(stamps, {source.slug for source, _ in made}),
        "standing": dump(standing),
        "liveblogs": [source.slug for source, _ in made],
        "stamps": [[source.stamp, stamps.get(source.slug)] for source, _ in made],
    }
    from backfile.site.kept_lines import write_lines

    write_lines(record.path, head, made, kept.pages)


def _stamp_of(package: str) -> str:
    """That of a package's files, which is not imported for it."""
    found = find_spec(package)
    return disk.stamp(Path(found.origin).parent, _PROGRAM) if found and found.origin else ""


def _others(stamps: Mapping[str, str], liveblogs: Iterable[str]) -> str:
    """The stamp of what stands in a site besides the folders of its live blogs."""
    besides = sorted(stamps.items() - {(slug, stamps.get(slug)) for slug in liveblogs})
    return hashlib.sha256(json.dumps(besides).encode()).hexdigest()
