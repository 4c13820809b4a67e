"""How is everything brought up to date? Dropped files are taken in; index and site follow the archive.

`build` alone looks for what was put into seeds/ by hand. A second run changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from backfile import disk
from backfile.archive.store import list_liveblogs, read_archive
from backfile.desk.capturing import REFUSED, SET_ASIDE, Shelf, Stated, Taken
from backfile.desk.documents import documents_of
from backfile.errors import BadCapture, Damage
from backfile.index.opening import NoIndex, open_index
from backfile.index.postings import collect_postings
from backfile.index.variants import fold_variants
from backfile.index.writing import Refreshed, refresh_index
from backfile.model.entry import Coverage, Permalink, permalink
from backfile.model.progress import Progress, silent
from backfile.seeds.shelf import read_shelf
from backfile.site.kept import Sources
from backfile.site.listings import SetAside
from backfile.site.writing import Written, write_site
from backfile.workspace.catalogue import fingerprint, made_from, note_made
from backfile.workspace.folders import Workspace
from backfile.workspace.key import read_key
from backfile.workspace.lock import writing
from backfile.workspace.publishing import check_liveblogs, check_publishing, publishing_notes
from backfile.workspace.settings import Settings, read_settings
from backfile.workspace.variants import read_variants

PARTS = ("index", "site")
_PAGES = "site-pages.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build found and did. What was left out with `only` is None."""

    liveblogs: int
    entries: int
    taken: tuple[Taken, ...]
    altered: tuple[Permalink, ...]
    faults: tuple[Damage, ...]
    notes: tuple[str, ...]  # what the settings leave out of the site
    index: Refreshed | None
    site: Written | None

    @property
    def set_aside(self) -> bool:
        """Was any dropped file not read?"""
        return any(row.state in (REFUSED, SET_ASIDE) for row in self.taken)


def build(
    workspace: Workspace, *, only: str | None = None, markdown: bool = True, progress: Progress = silent
) -> Built:
    """Bring the whole archive, or `only` its index or its site, up to date; the site with or without `markdown` files.

    A live blog that is damaged in archive/ is left out and told of; the others go on.
    """
    settings = read_settings(workspace.root)
    if only != "index":
        check_publishing(settings, workspace.settings)
    with writing(workspace):
        taken: list[Taken] = []
        faults: list[Damage] = []
        if only is None:
            with disk.batch():
                shelf = Shelf(workspace)
                taken += shelf.finish()
                for path in progress("reading", shelf.dropped()):
                    try:
                        taken += shelf.take_any(path.name, Stated(), None, path=path)
                    except BadCapture as fault:
                        taken.append(Taken(name=path.name, state=REFUSED, notes=(str(fault),)))
                shelf.close()
        # Stamped before they are read: what somebody writes to meanwhile is made again by the next build.
        stamps = {slug: disk.stamp(workspace.archive / slug) for slug in list_liveblogs(workspace.archive)}
        coverages, faults = read_archive(workspace.archive)
        index = site = None
        if only in (None, "index"):
            index = _follow_archive(workspace, coverages, settings, progress)
        if only in (None, "site"):
            check_liveblogs(settings, stamps, workspace.settings)
            variants = read_variants(workspace.root)
            set_aside = [
                SetAside(name=each.capture.name, reason=each.set_aside)
                for each in read_shelf(workspace.seeds)
                if each.set_aside
            ]
            sources = Sources(record=workspace.index / _PAGES, liveblogs=stamps, besides=repr((variants, set_aside)))
            site = write_site(
                workspace.site,
                coverages,
                settings,
                lambda shown: collect_postings(documents_of(shown), settings.language, fold_variants(variants)),
                markdown=markdown,
                sources=sources,
                theme=workspace.theme,
                set_aside=set_aside,
                progress=progress,
            )
            note_made(workspace, "site")
    return Built(
        liveblogs=len(coverages),
        entries=sum(len(coverage.entries) for coverage in coverages),
        taken=tuple(taken),
        altered=tuple(
            permalink(coverage.slug, entry.slug)
            for coverage in coverages
            for entry in coverage.entries
            if entry.altered is not None
        ),
        faults=tuple(faults),
        notes=() if only == "index" else tuple(publishing_notes(settings)),
        index=index,
        site=site,
    )


def _follow_archive(
    workspace: Workspace, coverages: Sequence[Coverage], settings: Settings, progress: Progress
) -> Refreshed:
    """The index brought up to date; where no file of the archive was written to since, it is only opened."""
    key = read_key().secret
    with suppress(NoIndex):
        open_index(workspace.index, settings.language, key)
        if made_from(workspace, "index") == fingerprint(workspace):
            return Refreshed(written=0, removed=0, anew=None)
    done = refresh_index(workspace.index, list(documents_of(coverages)), settings.language, key, progress=progress)
    note_made(workspace, "index")
    return done
