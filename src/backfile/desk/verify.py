"""Is the record as it was written? Every byte of seeds/ and archive/ against what was written down of it.

Nothing is mended here, and nothing is written. What a stopped command left is no damage, and is told apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from backfile.archive.fixity import check_liveblog, is_between, list_folders, manifest_digests
from backfile.desk.checking.acts import check_record_of_acts
from backfile.desk.checking.readings import check_readings
from backfile.desk.checking.sidecars import check_sidecars
from backfile.desk.choosing.share import parse_subset
from backfile.errors import Damage
from backfile.model.finding import Finding
from backfile.model.progress import Progress, silent
from backfile.seeds.shelf.erased import ERASED, read_tombstones
from backfile.seeds.shelf.fixity import check_captures, check_manifest, check_marks, dropped, read_shelf_with_faults
from backfile.seeds.shelf.log import LOG, is_whole
from backfile.seeds.shelf.names import MANIFEST
from backfile.seeds.shelf.sidecar import Shelved
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import read_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was looked at, what is wrong, and what a person should know that is no damage."""

    captures: int
    liveblogs: int
    of_captures: int
    of_liveblogs: int
    acts: int  # lines of the log
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]


def verify(
    workspace: Workspace, *, subset: str | None = None, reread: bool = False, progress: Progress = silent
) -> Verified:
    """Check the record, or a `subset` of its captures and live blogs; with `reread` read the captures again, too."""
    read_settings(workspace.root)
    choose = parse_subset(subset) if subset is not None else list
    seeds, archive = workspace.seeds, workspace.archive
    shelf, findings = read_shelf_with_faults(seeds)
    unreadable = {each.path for each in findings}
    try:
        stones = read_tombstones(seeds)
    except Damage as fault:
        stones = []
        unreadable.add(f"seeds/{ERASED}")
        findings.append(Finding(code="unreadable", path=f"seeds/{ERASED}", fault=fault.fault, mend=fault.mend))
    findings += check_manifest(seeds, shelf)
    findings += check_marks(seeds)
    liveblogs = list_folders(archive)
    chosen_captures, chosen_liveblogs = choose(shelf), choose(liveblogs)
    notes: list[str] = []
    for each in progress("checking captures", chosen_captures):
        of_it = list(check_captures(seeds, [each]))
        if not (of_it and of_it[0].code == "missing" and any(one.knows([each.capture.digest]) for one in stones)):
            findings += of_it
    for liveblog in progress("checking entries", chosen_liveblogs):
        findings += check_liveblog(archive, liveblog)
    findings += check_sidecars(workspace, chosen_captures)
    acts, of_log = check_record_of_acts(workspace, shelf, stones, set(chosen_liveblogs), unreadable)
    findings += of_log
    notes += _notes(workspace, liveblogs)
    if reread:
        again, newer = check_readings(workspace, progress("reading again", chosen_liveblogs))
        findings += again
        notes += newer
    return Verified(
        captures=_count(chosen_captures),
        liveblogs=len(chosen_liveblogs),
        of_captures=_count(shelf),
        of_liveblogs=len(liveblogs),
        acts=acts,
        findings=tuple(findings),
        notes=tuple(notes),
    )


def _count(shelf: Iterable[Shelved]) -> int:
    """How many captures stand there: of a file of many each page that was read."""
    known = {digest for each in shelf for digest in each.records or (each.capture.digest,)}
    return len(known) + sum(len(each.again) for each in shelf)


def _notes(workspace: Workspace, liveblogs: Sequence[Slug]) -> Iterator[str]:
    unlisted = [each for each in liveblogs if not manifest_digests(workspace.archive, each)]
    if unlisted:
        yield f"{len(unlisted):,} live blogs are of before there were lists of digests; backfile migrate makes them"
    between = [each for each in liveblogs if is_between(workspace.archive, each)]
    if between:
        yield f"a command was stopped while it wrote to {', '.join(between)}; the next command that writes finishes it"
    if not (workspace.seeds / MANIFEST).is_file() and liveblogs:
        yield f"there is no seeds/{MANIFEST}; backfile build writes it"
    if not is_whole(workspace.seeds):
        yield f"a command was stopped while it wrote the last line of seeds/{LOG}; the next one writes over it"
    new = dropped(workspace.seeds)
    if new:
        files = "1 file in seeds/ is" if len(new) == 1 else f"{len(new):,} files in seeds/ are"
        yield f"{files} not taken in yet; backfile build does it"
