"""How is everything brought up to date? Dropped files are taken in; index and site follow the archive.

`build` alone looks for what was put into seeds/ by hand. A second run changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from backfile import __version__, disk
from backfile.desk.acts.decided import find_lost, tell_lost, unheard
from backfile.desk.acts.logbook import Logbook
from backfile.desk.intake.capturing import take
from backfile.desk.intake.finishing import finish
from backfile.desk.intake.shelf import Shelf, read_shelved
from backfile.desk.intake.stating import Stated
from backfile.desk.intake.taken import REFUSED, SET_ASIDE, Taken
from backfile.desk.leads import by_liveblog, read_leads
from backfile.desk.removal.withheld import count_withheld
from backfile.desk.search.documents import Documents
from backfile.desk.search.indexing import follow_archive
from backfile.desk.site_sources import LiveBlogFolder, SearchOfSite, liveblog_folders
from backfile.errors import BadCapture, Damage
from backfile.index.codec.pages import Altered
from backfile.index.opening import NoIndex, open_index
from backfile.index.snapshot import Snapshot
from backfile.index.variants import fold_variants
from backfile.index.writing import Refreshed
from backfile.model.capture import Digest
from backfile.model.finding import Finding
from backfile.model.permalink import Permalink
from backfile.model.progress import Progress, silent
from backfile.model.search import ALTERED
from backfile.seeds.shelf.fixity import read_shelf_with_faults
from backfile.seeds.shelf.names import SIDECAR
from backfile.seeds.shelf.sidecar import Shelved
from backfile.site.form import USUAL, Form
from backfile.site.kept import Record, find_kept, frame_of
from backfile.site.sources import Lead
from backfile.site.told import Held, Written
from backfile.text.slug import Slug
from backfile.workspace.catalogue import indexed, known_sound, note_made, note_sound
from backfile.workspace.folders import Workspace
from backfile.workspace.key import read_key
from backfile.workspace.lock import writing
from backfile.workspace.publishing import check_liveblogs, check_publishing, publishing_notes
from backfile.workspace.settings import Settings, read_settings
from backfile.workspace.variants import read_variants

PARTS = ("index", "site")
_PAGES = "site-pages.json"
_NUMBERS = "site-numbers.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build found and did. What was left out with `only` is None."""

    liveblogs: int
    entries: int  # without those that are withheld
    withheld: int
    taken: tuple[Taken, ...]
    altered: tuple[Permalink, ...]
    faults: tuple[Damage, ...]
    notes: tuple[str, ...]  # what was put back, and what the settings leave out of the site
    index: Refreshed | None
    site: Written | None

    @property
    def set_aside(self) -> bool:
        """Was any dropped file, or a line of one, not read?"""
        return any(row.state in (REFUSED, SET_ASIDE) or row.left_out for row in self.taken)


def build(
    workspace: Workspace,
    *,
    only: str | None = None,
    form: Form = USUAL,
    now: datetime | None = None,
    progress: Progress = silent,
) -> Built:
    """Bring the whole archive, or `only` its index or its site, up to date; `form` says in which files the site stands.
    The log says that what is taken in came `now`.

    A live blog that is damaged in archive/ is left out and told of, and so is a damaged sidecar; the others go on. One
    of which the log tells that something in it was withheld, and archive/ does not, stays off the site.
    """
    settings = read_settings(workspace.root)
    if only != "index":
        check_publishing(settings, workspace.settings)
    with writing(workspace):
        taken: list[Taken] = []
        unreadable: list[Finding] = []
        notes: list[str] = []
        kept: Mapping[Digest, Shelved] | None = None
        if only is None:
            with disk.batch():
                shelf = Shelf(workspace, Logbook(workspace, settings, "build", now))
                taken += finish(shelf)
                for path in progress("reading", shelf.dropped()):
                    try:
                        taken += take(shelf, path.name, Stated(), None, path=path)
                    except BadCapture as fault:
                        taken.append(Taken(name=path.name, state=REFUSED, notes=(str(fault),)))
                shelf.close()
                notes += shelf.notes
                kept = shelf.shelved
            unreadable = _unreadable(workspace)
        lost = find_lost(workspace)
        # Stamped before they are read: what somebody writes to meanwhile is made again by the next build.
        stamps = disk.stamps(workspace.archive)
        leads = {} if only == "index" else by_liveblog(read_leads(workspace))
        liveblogs = liveblog_folders(workspace.archive, stamps, leads)
        held_slugs = {each.slug for each in liveblogs}
        elsewhere = [lead for name, its in leads.items() if name not in held_slugs for lead in its]
        index = site = held = None
        if only in (None, "index"):
            index = _follow_archive(workspace, liveblogs, settings, stamps, progress)
        if only in (None, "site"):
            check_liveblogs(settings, [liveblog.slug for liveblog in liveblogs], workspace.settings)
            kept = read_shelved(workspace) if kept is None else kept
            hidden = unheard(lost)
            shown = [each for each in liveblogs if each.slug not in hidden]
            site, held = _write_site(workspace, shown, settings, stamps, form, kept.values(), elsewhere, progress)
            note_made(workspace, "site", stamps=stamps)
        held = held or _held(workspace, liveblogs, settings)
    return Built(
        liveblogs=held.liveblogs,
        entries=held.entries,
        withheld=count_withheld(workspace),
        taken=tuple(taken),
        altered=held.altered,
        faults=(
            *(Damage(each.path, each.fault, each.mend) for each in unreadable),
            *(fault for liveblog in liveblogs for fault in liveblog.faults),
            *tell_lost(lost),
        ),
        notes=() if only == "index" else (*notes, *publishing_notes(settings)),
        index=index,
        site=site,
    )


def _unreadable(workspace: Workspace) -> list[Finding]:
    """What is wrong with the sidecars. Where nothing was, they are read again once somebody wrote to one."""
    stamp = f"{__version__} {disk.stamp(workspace.seeds, (SIDECAR,))}"
    if known_sound(workspace, "sidecars") == stamp:
        return []
    faults = read_shelf_with_faults(workspace.seeds)[1]
    if not faults:
        note_sound(workspace, "sidecars", stamp)
    return faults


def _follow_archive(
    workspace: Workspace,
    liveblogs: Sequence[LiveBlogFolder],
    settings: Settings,
    stamps: Mapping[str, str],
    progress: Progress,
) -> Refreshed:
    def documents_of(some: Collection[Slug] | None) -> Documents:
        chosen = liveblogs if some is None else [each for each in liveblogs if each.slug in some]
        return Documents(chosen, LiveBlogFolder.read, progress)

    done = follow_archive(workspace, settings, stamps, documents_of)
    note_made(workspace, "index", stamps=stamps, without=[each.slug for each in liveblogs if each.faults])
    return done


def _held(workspace: Workspace, liveblogs: Sequence[LiveBlogFolder], settings: Settings) -> Held:
    """What there is, as an index tells that has just been brought up to date."""
    snapshot = Snapshot(open_index(workspace.index, settings.language, read_key().secret))
    return Held(
        liveblogs=sum(each.readable for each in liveblogs),
        entries=len(snapshot.newest),
        altered=tuple(sorted(snapshot.labelled(ALTERED))),
    )


def _write_site(
    workspace: Workspace,
    liveblogs: Sequence[LiveBlogFolder],
    settings: Settings,
    stamps: Mapping[str, str],
    form: Form,
    shelved: Iterable[Shelved],
    leads: Sequence[Lead],
    progress: Progress,
) -> tuple[Written, Held]:
    variants = read_variants(workspace.root)
    aside = sorted((each.capture.name, each.set_aside) for each in shelved if each.set_aside)
    frame = frame_of(settings, form, disk.stamp(workspace.theme))
    record = Record(path=workspace.index / _PAGES, frame=frame, besides=repr((variants, aside, leads)))
    kept = find_kept(record, workspace.site, liveblogs)
    if kept.all is not None:
        return Written(pages=kept.all.pages, changed=0, removed=0), kept.all.held
    from backfile.site.listings import SetAside  # what makes pages takes longest to import, and most builds make none
    from backfile.site.writing import write_site

    current = partial(_open_current, workspace, settings, stamps)
    return write_site(
        workspace.site,
        liveblogs,
        settings,
        SearchOfSite(settings, fold_variants(variants), current, workspace.index / _NUMBERS, workspace.archive),
        form=form,
        record=record,
        kept=kept,
        leads=leads,
        theme=workspace.theme,
        set_aside=[SetAside(name=name, reason=reason) for name, reason in aside],
        progress=progress,
    )


def _open_current(
    workspace: Workspace, settings: Settings, stamps: Mapping[str, str]
) -> tuple[Snapshot, Container[str]] | None:
    """The index, and the live blogs that it holds as they are in archive/. None where there is no whole one."""
    noted = indexed(workspace)
    with suppress(NoIndex, Altered):
        opened = open_index(workspace.index, settings.language, read_key().secret)
        for segment in opened.segments:
            segment.check()
        return Snapshot(opened), {slug for slug, stamp in stamps.items() if noted.get(slug) == stamp}
    return None
