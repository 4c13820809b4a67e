"""Is the record as it was written? Every byte of seeds/ and archive/ against what was written down of it.

Nothing is mended here, and nothing is written. What a stopped command left is no damage, and is told apart.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from backfile.archive.fixity import check_liveblog, is_between, list_folders, manifest_digests, otherwise
from backfile.archive.held import homes_of_captures, read_reading, read_readings, unfinished
from backfile.archive.reading_file import short
from backfile.desk.acts.check_log import check_record_of_acts
from backfile.desk.intake.reading import find_held, read_again
from backfile.desk.removal.beside import as_told
from backfile.desk.reread import compare
from backfile.errors import BadCapture, Damage, Usage
from backfile.model.capture import Capture
from backfile.model.entry import Reading
from backfile.model.evidence import GIVEN_ADDRESS
from backfile.model.finding import Finding
from backfile.model.progress import Progress, silent
from backfile.model.time import Basis
from backfile.seeds.shelf.erased import ERASED, read_tombstones
from backfile.seeds.shelf.fixity import check_captures, check_manifest, check_marks, dropped, read_shelf_with_faults
from backfile.seeds.shelf.log import LOG, is_whole
from backfile.seeds.shelf.shelf import MANIFEST, SIDECAR, Shelved
from backfile.text.slug import Slug
from backfile.workspace.catalogue import made_from
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import read_settings

T = TypeVar("T")

_SHARE = re.compile(r"(\d+(?:\.\d+)?)%|(\d+)/(\d+)")
_READ_AGAIN = "see what changes with: backfile reread --dry-run"


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


def parse_subset(written: str) -> Callable[[Sequence[T]], list[T]]:
    """What chooses a share: `5%` so many by lot, `2/12` the second of twelve parts, so that twelve runs see all.

    Raises Usage.
    """
    found = _SHARE.fullmatch(written.strip())
    mend = "write a share such as 5%, or a part such as 2/12"
    if found is None:
        raise Usage("--subset", f"“{written}” is no share", mend)
    if found[1]:
        share = float(found[1]) / 100
        if not 0 < share <= 1:
            raise Usage("--subset", f"“{written}” is no share of a whole", mend)
        return lambda items: _by_lot(items, share)
    part, parts = int(found[2]), int(found[3])
    if not 1 <= part <= parts:
        raise Usage("--subset", f"there is no part {part} of {parts}", mend)
    return lambda items: list(items[part - 1 :: parts])


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
    findings += _check_sidecars(workspace, chosen_captures)
    acts, of_log = check_record_of_acts(workspace, shelf, stones, set(chosen_liveblogs), unreadable)
    findings += of_log
    notes += _notes(workspace, liveblogs)
    if reread:
        again, newer = _check_readings(workspace, progress("reading again", chosen_liveblogs))
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


def _by_lot(items: Sequence[T], share: float) -> list[T]:
    """At least one, in their order."""
    count = min(len(items), max(1, round(len(items) * share))) if items else 0
    return [items[at] for at in sorted(random.sample(range(len(items)), count))]


def _check_sidecars(workspace: Workspace, captures: Sequence[Shelved]) -> Iterator[Finding]:
    """That a sidecar says of a capture what the archive says, but for its name: the shelf is its owner's."""
    homes = homes_of_captures(workspace.archive)
    between = unfinished(workspace.archive)  # what a capture is on its way to, too, when it was stopped
    stopped = made_from(workspace, "index") is None
    said = [(each, shelved) for shelved in captures for each in shelved.known]
    for each, shelved in [] if between else said:
        its_homes = homes.get(short(each.digest), [])
        if len(its_homes) != 1:  # in two it is on its way: the next command that writes ends it
            continue
        liveblog = its_homes[0]
        try:
            read = read_reading(workspace.archive, liveblog, each.digest).capture
        except Damage:  # told where the live blog is checked
            continue
        if stopped and any(_are_alike(one, read) for one in shelved.captures):
            continue  # one that was made before is on its way
        wrong = [name for name in _SAID if _says_otherwise(name, each, read)]
        if wrong and read.digest == each.digest and "#" not in read.place:
            fault = f"says another {', '.join(wrong)} of the capture than archive/{liveblog} does"
            mend = "restore it from a backup, or say what is right with: backfile amend"
            yield Finding(code="sidecar", path=f"seeds/{each.place}{SIDECAR}", fault=fault, mend=mend)


def _are_alike(said: Capture, read: Capture) -> bool:
    return not any(_says_otherwise(name, said, read) for name in _SAID)


def _says_otherwise(name: str, said: Capture, read: Capture) -> bool:
    """Does the sidecar say another thing? What is not said there, a page may tell itself."""
    theirs, ours = getattr(said, name), getattr(read, name)
    if name == "captured" and said.captured is None:
        return read.captured is not None and read.captured.basis is Basis.STATED
    if (name == "address" and theirs is None) or (name == "decoding" and read.format == "mhtml"):
        return False
    return bool(theirs != ours)


_SAID = ("size", "format", "decoding", "address", "publisher", "captured", "zone", "liveblog")


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


def _check_readings(workspace: Workspace, liveblogs: Iterable[Slug]) -> tuple[list[Finding], list[str]]:
    """The captures read again: what a reader of the same version finds otherwise is damage, what a newer one finds is
    none."""
    found: list[Finding] = []
    newer: list[Capture] = []
    remade = unmatched = untold = 0
    for liveblog in liveblogs:
        try:
            readings = read_readings(workspace.archive, liveblog)
            remade += bool(otherwise(workspace.archive, liveblog))
        except Damage:  # told where the live blog is checked
            continue
        for held in readings:
            found_again = find_held(workspace.seeds, held.capture)
            if found_again is None:
                continue  # told where the captures are checked
            now = read_again(*found_again)
            if isinstance(now, BadCapture):
                newer.append(held.capture)
                continue
            path = f"archive/{liveblog}/captures/{short(held.capture.digest)}"
            forged = _untrue_time(found_again[0], held)
            if forged is not None:
                mend = "restore it from a backup, or say when it was captured: backfile amend --captured"
                found.append(Finding(code="sidecar", path=path, fault=forged, mend=mend))
            now = as_told(workspace.seeds, now)
            unmatched += bool(now.capture.unmatched)
            untold += now.capture.unmatched != held.capture.unmatched
            now = replace(now, capture=held.capture)
            if compare(held, now, liveblog).differs or held.parts != now.parts:
                if now.reader != held.reader:
                    newer.append(held.capture)
                    continue
                fault = f"{held.reader} now finds something else in {held.capture.name} than is kept of it"
                found.append(Finding(code="reading", path=path, fault=fault, mend=_READ_AGAIN))
    notes = []
    if newer:
        notes.append(f"newer readers find something else in {len(newer):,} captures, which is no damage; {_READ_AGAIN}")
    if unmatched:
        pages = "1 capture does" if unmatched == 1 else f"{unmatched:,} captures do"
        notes.append(f"{pages} not match the digests in the web archive, which is no damage if they came like that")
    if untold:
        pages = "1 capture" if untold == 1 else f"{untold:,} captures"
        notes.append(f"of {pages} the archive does not tell as much; backfile reread writes it down")
    if remade:
        told = "1 live blog" if remade == 1 else f"{remade:,} live blogs"
        notes.append(f"this version would make the entries of {told} otherwise, which is no damage; {_READ_AGAIN}")
    return found, notes


def _untrue_time(data: bytes, held: Reading) -> str | None:
    """That a capture is said to record the time at which it was made, and does not; None where nothing is wrong.

    Pages of web archives are left out, where the record says it and not the page; so is a time that stood in an address
    that a person gave, which counts as theirs, and what a newer reader sees.
    """
    capture = held.capture
    said = capture.captured
    if said is None or said.basis is not Basis.RECORDED or said.source == GIVEN_ADDRESS or "#" in capture.name:
        return None
    now = read_again(data, replace(capture, captured=None, recorded=None))
    if isinstance(now, BadCapture) or now.capture.captured == said:
        return None
    if now.reader != held.reader and capture.format in _RECORDING:
        return None
    records = now.capture.captured.printed if now.capture.captured else "none"
    return f"says that the capture records {said.printed} as its time, and it records {records}"


_RECORDING = ("html", "mhtml")
"""The formats in which a capture may tell when it was made."""
