"""How does something go for good? Out of seeds/, archive/, log and index; a tombstone keeps it from coming back.

Every step can be done again: a command that was stopped is finished by running it again.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from backfile import disk
from backfile.archive.corrections import read_decisions
from backfile.archive.reading_file import CAPTURES, short
from backfile.archive.store import read_as_captured, read_readings, replace_readings
from backfile.desk.build import build
from backfile.desk.changing import Change, changing
from backfile.desk.erasing import blank
from backfile.desk.find import find_permalink
from backfile.desk.naming import find_capture
from backfile.errors import Damage, Usage
from backfile.model.capture import Digest
from backfile.model.entry import Reading, permalink
from backfile.model.progress import Progress, silent
from backfile.seeds.erased import Tombstone, mark, read_tombstones, write_tombstones
from backfile.seeds.log import forget, read_log, without
from backfile.seeds.shelf import MARKS, SIDECAR, read_shelf, write_manifest
from backfile.text.fold import folded_words
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace

_SALT = 16  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """The tombstone's id, and the files that went from seeds/ with it."""

    id: str
    captures: tuple[str, ...]
    site: bool  # whether the site was made again
    faults: tuple[Damage, ...] = ()


def erase(
    workspace: Workspace, reference: str, reason: str, *, now: datetime | None = None, progress: Progress = silent
) -> Erased:
    """Erase a capture, or an entry with the bytes of every capture that shows it.

    Of those captures the rest of what was read stays, with the entry's characters blanked. Raises Usage for a page of a
    web archive, which cannot be taken out of its file.
    """
    held = find_capture(workspace, reference)
    if held is not None and held.shelved is None:
        file = held.capture.name.rpartition("#")[0]
        raise Usage(reference, "one page cannot be taken out of a web archive", f"erase {file} as a whole")
    shelved = None if held else next((s for s in read_shelf(workspace.seeds) if s.capture.name == reference), None)
    with changing(workspace, "erase", now, progress=progress) as change:
        _forget_index(workspace)
        change.everything = True
        if held is not None or shelved is not None:
            whole = held.shelved if held is not None and held.shelved is not None else shelved
            assert whole is not None
            digests = [whole.capture.digest, *(whole.records or ())]
            stone = _bury(workspace, change, "capture", reason, digests)
            gone = _erase_captures(workspace, change, stone, digests)
        else:
            chosen = find_permalink(workspace, reference)
            gone, stone = _erase_entry(workspace, change, chosen, reason)
    rebuilt = (workspace.site / "index.html").is_file()
    if rebuilt:
        build(workspace, only="site", progress=progress)
    return Erased(id=stone.id, captures=tuple(gone), site=rebuilt, faults=tuple(change.faults))


def _bury(
    workspace: Workspace, change: Change, what: str, reason: str, names: Iterable[str], liveblog: Slug | None = None
) -> Tombstone:
    """Write the tombstone, unless a stopped command has done so."""
    stones = read_tombstones(workspace.seeds)
    names = list(names)
    held = next((each for each in stones if each.what == what and each.knows(names[:1])), None)
    if held is not None:
        return held
    salt = stones[0].salt if stones else secrets.token_hex(_SALT)  # one for all: one mark tells whether any knows
    stone = Tombstone(
        id=f"erased-{len(stones) + 1}",
        made=change.log.time,
        operator=change.log.operator,
        what=what,
        liveblog=liveblog,
        reason=reason,
        salt=salt,
        marks=tuple(sorted({mark(name, salt) for name in names})),
    )
    write_tombstones(workspace.seeds, [*stones, stone])
    return stone


def _erase_captures(workspace: Workspace, change: Change, stone: Tombstone, digests: Iterable[Digest]) -> list[str]:
    """Take captures out of the archive, then their bytes out of seeds/; gives the names of the files that went."""
    gone = set(digests)
    for folder in sorted(workspace.archive.glob("*")):
        liveblog = Slug(folder.name)
        its = [each for each in gone if (folder / CAPTURES / short(each)).is_dir()]
        if not its:
            continue
        change.touch(liveblog)
        _forget_acts(workspace, liveblog)
        if all(each.name in {short(one) for one in its} for each in (folder / CAPTURES).iterdir()):
            disk.remove(folder)
            change.log.note(erased=stone.id)
            continue
        announce = change.log.announcing(erased=stone.id)
        replace_readings(workspace.archive, liveblog, [], without=frozenset(its), announce=announce)
    return _remove_bytes(workspace, gone)


def _erase_entry(workspace: Workspace, change: Change, chosen: str, reason: str) -> tuple[list[str], Tombstone]:
    liveblog, _, name = chosen.partition("/")
    coverage = read_as_captured(workspace.archive, Slug(liveblog), None)
    entry = next((each for each in coverage.entries if each.slug == name), None)
    if entry is None:
        raise Damage(chosen, "stands in the archive, but its live blog's index.md does not list it", "restore index.md")
    headlines = {f"headline:{folded_words(each.headline)}" for each in entry.revisions if each.headline}
    readings = read_readings(workspace.archive, Slug(liveblog))
    showing = [each for each in readings if any(seen.key in entry.keys for seen in each.entries)]
    digests = [each.capture.digest for each in showing]
    names = [permalink(Slug(liveblog), entry.slug), *entry.keys, *sorted(headlines), *digests]
    stone = _bury(workspace, change, "entry", reason, names, Slug(liveblog))
    change.touch(Slug(liveblog))
    gone = _remove_bytes(workspace, set(digests))  # first, for without the entry nobody would know what to remove
    _forget_acts(workspace, Slug(liveblog))
    blanked: list[Reading] = [blank(each, set(entry.keys)) for each in showing]
    old = {entry.slug, *(was for was, now in coverage.aliases if now == entry.slug)}
    decisions = [
        each
        for each in read_decisions(workspace.archive / liveblog)
        if each.entry not in old and not {*each.one, *each.apart, *each.apart_from} & {*entry.keys}
    ]
    replace_readings(
        workspace.archive,
        Slug(liveblog),
        blanked,
        decisions=decisions,
        erased=entry.slug,
        announce=change.log.announcing(erased=stone.id),
    )
    return gone, stone


def _remove_bytes(workspace: Workspace, digests: set[Digest]) -> list[str]:
    """The files in seeds/ that hold these captures, and their sidecars; the list of digests is made anew first."""
    shelf = read_shelf(workspace.seeds)
    going = [each for each in shelf if digests & {each.capture.digest, *(each.records or ())}]
    write_manifest(workspace.seeds, [each for each in shelf if each not in going])
    _forget_captures(workspace, {*digests, *(each.capture.digest for each in going)})
    for each in going:
        for name in (each.capture.name, each.capture.name + MARKS):
            disk.remove(workspace.seeds / name)
        disk.remove(workspace.seeds / (each.capture.name + SIDECAR))  # last, for it says what else has to go
    return [each.capture.name for each in going]


def _forget_acts(workspace: Workspace, liveblog: Slug) -> None:
    """Take out of the log what acts on a live blog were about: they name captures, and what people decided."""
    lines = read_log(workspace.seeds)
    named = [each.get("of", {}).get("liveblog") for each in lines]
    forget(
        workspace.seeds, [without(each) if its == liveblog else each for each, its in zip(lines, named, strict=True)]
    )


def _forget_captures(workspace: Workspace, digests: set[Digest]) -> None:
    lines = read_log(workspace.seeds)
    named = [set(each.get("of", {}).get("captures", {}).values()) & digests for each in lines]
    forget(workspace.seeds, [without(each) if its else each for each, its in zip(lines, named, strict=True)])


def _forget_index(workspace: Workspace) -> None:
    """The index goes as a whole: its files hold words of before until they are merged."""
    for path in sorted(workspace.index.glob("*")):
        if path.name not in ("README.md", "lock", "lock-holder"):
            disk.remove(path)
