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
from backfile.site.summary import Summary
from backfile.text.slug import Slug
from backfile.workspace.settings import Settings

_PACKAGE = Path(__file__).parents[1]
_PROGRAM = (".py", ".html", ".css", ".js", ".toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What stands as it was left.

    `summaries` are those of all live blogs of the last build, by slug. The pages of those in `pages` would come out the
    same; their values are the lines of the record. `lists`: everything else stands as it was left too. `all`: nothing
    is to be made; it says how many HTML pages there are.
    """

    summaries: Mapping[Slug, Summary] = field(default_factory=dict)
    pages: Mapping[Slug, str] = field(default_factory=dict)
    lists: bool = False
    all: int | None = None


def frame_of(settings: Settings, form: Form = USUAL, look: str = "") -> str:
    """What every page follows from besides its live blog; `look` is the stamp of the user's own theme."""
    program = disk.stamp(_PACKAGE, _PROGRAM)
    renderers = [str(getattr(module, "__version__", "")) for module in (jinja2, markdown, nh3)]
    return json.dumps([program, *renderers, repr(settings), repr(form), look])


def find_kept(record: Path, site: Path, frame: str, sources: Sequence[Source], besides: str = "") -> Kept:
    """What stands as it was left, and would be made again from these live blogs and what is `besides` them."""
    try:
        head_line, *lines = disk.read_text(record).splitlines()
        head = json.loads(head_line)
        if head["frame"] != frame:
            return Kept()
        stamps = disk.stamps(site)
        held: dict[Slug, Summary] = {}
        standing: dict[Slug, str] = {}
        now = {source.slug: source.stamp for source in sources}
        for line in lines:
            slug, source, left, summary = json.loads(line)
            held[Slug(slug)] = load(Summary, summary, record)
            if now.get(slug) == source != "" and stamps.get(slug) == left:
                standing[Slug(slug)] = line
        lists = head["besides"] == besides and head["others"] == _others(stamps, held)
        same = lists and len(standing) == len(held) == len(now)
        pages = int(head["pages"])
    except (BackfileError, ValueError, KeyError, TypeError):  # gone or damaged: nothing is known
        return Kept()
    return Kept(summaries=held, pages=standing, lists=lists, all=pages if same else None)


def note_kept(
    record: Path,
    site: Path,
    frame: str,
    made: Sequence[tuple[Source, Summary]],
    kept: Kept,
    besides: str = "",
    *,
    pages: int,
) -> None:
    """Note how the site of these live blogs was left, and how many HTML pages it has."""
    stamps = disk.stamps(site, kept.pages)
    lines = [
        kept.pages.get(source.slug)
        or json.dumps([source.slug, source.stamp, stamps.get(source.slug, ""), dump(summary)], separators=(",", ":"))
        for source, summary in made
    ]
    head = {
        "frame": frame,
        "besides": besides,
        "others": _others(stamps, {source.slug for source, _ in made}),
        "pages": pages,
    }
    disk.write(record, "\n".join([json.dumps(head), *lines]) + "\n", durable=False)


def _others(stamps: Mapping[str, str], liveblogs: Iterable[str]) -> str:
    """The stamp of what stands in a site besides the folders of its live blogs."""
    besides = sorted(stamps.items() - {(slug, stamps.get(slug)) for slug in liveblogs})
    return hashlib.sha256(json.dumps(besides).encode()).hexdigest()
