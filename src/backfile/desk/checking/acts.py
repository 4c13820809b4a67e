"""Does the log tell of all that is held, and is all held that it tells of?

Each list of a live blog's files must be the one that the log named last of it: so a log that is gone, emptied, cut or
put back from another day is found by what it does not tell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from typing import Any

from backfile import disk
from backfile.archive.fixity import is_between, list_folders, manifest_digests
from backfile.archive.manifest import MANIFEST as LIST
from backfile.desk.acts.decided import find_lost, tell_lost
from backfile.desk.intake.moving import LEFT
from backfile.errors import Damage
from backfile.model.capture import Digest, without_time
from backfile.model.finding import Finding
from backfile.seeds.shelf.erased import ERASED, Tombstone
from backfile.seeds.shelf.log import LOG, check_log, is_whole, read_log
from backfile.seeds.shelf.names import MANIFEST as CAPTURES_LIST
from backfile.seeds.shelf.names import SIDECAR
from backfile.seeds.shelf.sidecar import Shelved
from backfile.text.slug import Slug
from backfile.text.sums import parse_sums
from backfile.workspace.catalogue import made_from
from backfile.workspace.folders import Workspace

Lines = Sequence[Mapping[str, Any]]

_PATH = f"seeds/{LOG}"
_BACKUP = "restore it from a backup"
_COMPARE = "compare it with a backup"


def check_record_of_acts(
    workspace: Workspace,
    shelf: Sequence[Shelved],
    stones: Sequence[Tombstone],
    chosen: Collection[Slug],
    told: Set[str],
) -> tuple[int, list[Finding]]:
    """How many lines the log has, and what is wrong with it, or with what it tells of.

    Lists are compared of the `chosen` live blogs alone; of files that were `told` of no more is said.
    """
    try:
        lines = read_log(workspace.seeds)
    except Damage as damage:
        return 0, [Finding(code="log", path=_PATH, fault=f"{damage.place}: {damage.fault}", mend=damage.mend)]
    broken = [Finding(code="log", path=_PATH, fault=fault, mend=_COMPARE) for fault in check_log(lines)]
    if broken:  # what a broken log says of the record means nothing
        return len(lines), broken
    listed = {each: manifest_digests(workspace.archive, each) for each in list_folders(workspace.archive)}
    if not lines and any(listed.values()):
        is_there = (workspace.seeds / LOG).is_file()
        code, fault = ("log", "tells nothing of what is held") if is_there else ("missing", "is not there")
        return 0, [Finding(code=code, path=_PATH, fault=fault, mend=_BACKUP)]
    is_stopped = made_from(workspace, "index") is None or not is_whole(workspace.seeds)
    found = list(_check_lists(workspace, lines, listed, chosen, is_stopped=is_stopped))
    found += _check_captures(lines, shelf, told, is_stopped=is_stopped)
    found += [] if is_stopped else _check_added(workspace, lines, shelf)
    if f"seeds/{ERASED}" not in told:
        found += _check_tombstones(lines, [] if is_stopped else stones, {each.id for each in stones})
    for lost in tell_lost(find_lost(workspace)):
        found.append(Finding(code="missing", path=lost.place, fault=lost.fault, mend=lost.mend))
    return len(lines), found


def _check_lists(
    workspace: Workspace,
    lines: Lines,
    listed: Mapping[Slug, Sequence[Digest]],
    chosen: Collection[Slug],
    *,
    is_stopped: bool,
) -> Iterator[Finding]:
    named: dict[str, tuple[int, str]] = {}  # by live blog the line that names its list last, and the list
    for line in lines:
        of = line.get("of", {})
        if "manifest" in of and "liveblog" in of:
            named[of["liveblog"]] = (line["n"], of["manifest"])
        named.pop(of.get(LEFT, ""), None)  # its last capture came into another live blog
    for liveblog, (number, manifest) in sorted(named.items()):
        held = listed.get(Slug(liveblog), ())
        if not held:
            fault = f"the log says in line {number} what it holds, and it is not there"
            yield Finding(code="missing", path=f"archive/{liveblog}", fault=fault, mend=_BACKUP)
        elif manifest not in held and liveblog in chosen:
            fault = f"is not the list of digests that the log says in line {number}"
            yield Finding(code="log", path=f"archive/{liveblog}/{LIST}", fault=fault, mend=_COMPARE)
    for liveblog in sorted(listed.keys() - named.keys()):
        if listed[liveblog] and not is_stopped and not is_between(workspace.archive, liveblog):
            fault = f"no line names the list of archive/{liveblog}: lines are gone"
            yield Finding(code="log", path=_PATH, fault=fault, mend=_BACKUP)


def _check_captures(lines: Lines, shelf: Sequence[Shelved], told: Set[str], *, is_stopped: bool) -> Iterator[Finding]:
    """The captures that the log names, and whether it names those that are held."""
    captures: dict[str, str] = {}
    for line in lines:
        named = line.get("of", {}).get("captures", {})
        captures |= {its_digest: without_time(name) for name, its_digest in named.items()}
    known = {each.capture.digest for each in shelf}
    for its_digest, name in sorted(captures.items(), key=lambda each: each[1]):
        if its_digest not in known and "#" not in name and f"seeds/{name}{SIDECAR}" not in told:
            fault = f"the log says that it was taken in (sha256 {its_digest}), and there is no sidecar of it"
            yield Finding(code="missing", path=f"seeds/{name}", fault=fault, mend=_BACKUP)
    if is_stopped or not lines or any("of" not in line for line in lines):  # it may have forgotten some on purpose
        return
    for each in shelf:
        if each.set_aside and each.capture.digest not in captures:  # of one that was read the live blog's list tells
            fault = f"no line tells of seeds/{each.capture.name}: lines are gone"
            yield Finding(code="log", path=_PATH, fault=fault, mend=_BACKUP)


def _check_added(workspace: Workspace, lines: Lines, shelf: Sequence[Shelved]) -> Iterator[Finding]:
    """Captures that stand in seeds/ with a sidecar, and that no command took in: no list and no line names them."""
    listed = _listed(workspace)
    named = {each for line in lines for each in line.get("of", {}).get("captures", {}).values()}
    if listed is None:
        return
    for each in shelf:
        if each.capture.name not in listed and each.capture.digest not in named:
            fault = "stands there with a sidecar, and no command took it in; what that says is anybody's word"
            mend = "take it out, or let backfile build take it in with what its sidecar says"
            yield Finding(code="added", path=f"seeds/{each.capture.name}", fault=fault, mend=mend)


def _listed(workspace: Workspace) -> Collection[str] | None:
    """The names in the list of digests; None where there is none, or it is damaged (told where it is checked)."""
    path = workspace.seeds / CAPTURES_LIST
    try:
        return parse_sums(disk.read_bytes(path).decode("utf-8", "surrogateescape")) if path.is_file() else None
    except ValueError:
        return None


def _check_tombstones(lines: Lines, stones: Sequence[Tombstone], held: Set[str]) -> Iterator[Finding]:
    """That what the log says was erased has its tombstone, without which it could come back, and that the log tells of
    these `stones`; that lines say what they are about, unless something was erased."""
    named = {of["erased"]: line["n"] for line in lines if "erased" in (of := line.get("of", {}))}
    for stone in sorted(named.keys() - held):
        fault = f"has no tombstone {stone}, of which line {named[stone]} of the log tells: it could come back"
        yield Finding(code="missing", path=f"seeds/{ERASED}", fault=fault, mend=_BACKUP)
    for each in stones:
        if each.noted and each.id not in named:
            yield Finding(code="log", path=_PATH, fault=f"no line tells of {each.id}: lines are gone", mend=_BACKUP)
    mute = [line["n"] for line in lines if "of" not in line]
    if mute and not named and not held:
        fault = f"line {mute[0]} does not say what was done, and nothing was erased"
        yield Finding(code="log", path=_PATH, fault=fault, mend=_BACKUP)
