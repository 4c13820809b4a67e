"""What of a site need not be made again? The pages of live blogs to which, and to whose files, nobody wrote since.

The pages of a live blog follow from its own folder of the archive, and from the frame: the settings, the theme and the
programs that render. So a record of what they were made from, and of how they were left, tells whether they would come
out the same. What lists show of each live blog stands there too, so that none is read for them. The record stands in
index/ and may be deleted: then all pages are made again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import jinja2
import markdown
import nh3

from backfile import disk
from backfile.errors import BackfileError
from backfile.model.plain import dump, load
from backfile.site.form import USUAL, Form
from backfile.site.sources import Source
from backfile.site.summary import Held, Summary
from backfile.text.slug import Slug
from backfile.workspace.settings import Settings

_PACKAGE = Path(__file__).parents[1]
_PROGRAM = (".py", ".html", ".css", ".js", ".toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What stands as it was left.

    `summaries` are those of all live blogs of the last build, by slug. The pages of those in `pages` would come out the
    same; their values are the lines of the record, and `left` holds the stamps of their folders. `lists`: everything
    else stands as it was left too, and `stretches` tell what the search's shards were made of. `all`: nothing is to be
    made, and this is there.
    """

    summaries: Mapping[Slug, Summary] = field(default_factory=dict)
    pages: Mapping[Slug, str] = field(default_factory=dict)
    left: Mapping[str, str] = field(default_factory=dict)
    lists: bool = False
    stretches: tuple[str, ...] = ()
    all: Standing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How many HTML pages a site has, what it shows, and what the search's shards of documents were made of."""

    pages: int
    held: Held
    stretches: tuple[str, ...] = ()


def frame_of(settings: Settings, form: Form = USUAL, look: str = "") -> str:
    """What every page follows from besides its live blog; `look` is the stamp of the user's own theme."""
    program = disk.stamp(_PACKAGE, _PROGRAM)
    renderers = [str(getattr(module, "__version__", "")) for module in (jinja2, markdown, nh3)]
    return json.dumps([program, *renderers, repr(settings), repr(form), look])


def find_kept(record: Path, site: Path, frame: str, sources: Sequence[Source], besides: str = "") -> Kept:
    """What stands as it was left, and would be made again from these live blogs and what is `besides` them."""
    try:
        with disk.opened(record) as file:
            head = json.loads(file.readline())
            if head["frame"] != frame:
                return Kept()
            stamps = disk.stamps(site)
            now = {source.slug: [source.stamp, stamps.get(source.slug)] for source in sources if source.stamp}
            left: dict[Slug, object] = dict(zip(map(Slug, head["liveblogs"]), head["stamps"], strict=True))
            lists = head["besides"] == besides and head["others"] == _others(stamps, left)
            standing = load(Standing, head["standing"], record)
            if lists and now == left and len(now) == len(sources):
                return Kept(lists=True, all=standing)
            lines_of = {slug: file.readline().decode().rstrip("\n") for slug in left}
        summaries = {slug: load(Summary, json.loads(line), record) for slug, line in lines_of.items()}
    except (BackfileError, ValueError, KeyError, TypeError):  # gone or damaged: nothing is known
        return Kept()
    pages = {slug: line for slug, line in lines_of.items() if slug in now and now[slug] == left[slug]}
    return Kept(
        summaries=summaries,
        pages=pages,
        left={slug: stamps[slug] for slug in pages},
        lists=lists,
        stretches=standing.stretches if lists else (),
    )


def note_kept(
    record: Path,
    site: Path,
    frame: str,
    made: Sequence[tuple[Source, Summary]],
    standing: Standing,
    kept: Kept,
    besides: str = "",
) -> None:
    """Note how the site of these live blogs was left; `kept` is what was found before."""
    stamps = {**kept.left, **disk.stamps(site, kept.left)}
    head = {
        "frame": frame,
        "besides": besides,
        "others": _others(stamps, {source.slug for source, _ in made}),
        "standing": dump(standing),
        "liveblogs": [source.slug for source, _ in made],
        "stamps": [[source.stamp, stamps.get(source.slug)] for source, _ in made],
    }
    lines = [
        kept.pages.get(source.slug) or json.dumps(dump(summary), separators=(",", ":")) for source, summary in made
    ]
    disk.write(record, "\n".join([json.dumps(head), *lines]) + "\n", durable=False)


def _others(stamps: Mapping[str, str], liveblogs: Iterable[str]) -> str:
    """The stamp of what stands in a site besides the folders of its live blogs."""
    besides = sorted(stamps.items() - {(slug, stamps.get(slug)) for slug in liveblogs})
    return hashlib.sha256(json.dumps(besides).encode()).hexdigest()
