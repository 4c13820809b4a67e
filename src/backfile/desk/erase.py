"""How does something go for good? Out of seeds/, archive/, log and index; a tombstone keeps it from coming back.

Every step can be done again: a command that was stopped is finished by running it again.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from backfile import disk
from backfile.archive.corrections import read_decisions
from backfile.archive.held import captures_of_bytes, read_as_captured, read_readings
from backfile.archive.identity import TOLD, keys_told, liveblog_keys
from backfile.archive.liveblog_file import read_index
from backfile.archive.reading_file import CAPTURES, short
from backfile.archive.store import remove, replace_readings
from backfile.desk.acts.changing import Change, changing
from backfile.desk.build import build
from backfile.desk.choosing.entries import entry_of
from backfile.desk.removal.beside import Loss, foresee_loss
from backfile.desk.removal.elsewhere import Place, find_elsewhere, passages_of, passages_of_captures
from backfile.desk.removal.erasing import blank
from backfile.desk.removal.leaving import Leaving, find_leaving, take_out
from backfile.desk.removal.meant import Meant, find_meant, shows
from backfile.errors import Damage
from backfile.model.capture import Capture, Digest
from backfile.model.decision import Decision
from backfile.model.entry import Entry
from backfile.model.observation import Reading
from backfile.model.permalink import liveblog_in
from backfile.model.plain import dump
from backfile.model.progress import Progress, silent
from backfile.seeds.shelf.erased import Tombstone, head, mark, read_tombstones, without_captures, write_tombstones
from backfile.seeds.shelf.log import erased_acts, forget, read_log, without
from backfile.text.markdown import words
from backfile.text.passages import Passage
from backfile.text.slug import Slug
from backfile.workspace.catalogue import made_from
from backfile.workspace.folders import Workspace

_SALT = 16  # bytes
_Done: TypeAlias = tuple[Tombstone, list[Leaving], int]
"""What was written and taken out, and of how many entries revisions have other numbers now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """The tombstone's id, the files that went from seeds/ with it, and those out of which pages were cut.

    `elsewhere` tells where headlines and sentences of an erased entry still stand, or of entries that an erased capture
    alone showed: nothing was taken out there. Of `renumbered` entries revisions have other numbers than before.
    """

    id: str
    captures: tuple[str, ...]
    cut: tuple[str, ...]
    site: bool  # whether the site was made again
    elsewhere: tuple[Place, ...] = ()
    renumbered: int = 0
    faults: tuple[Damage, ...] = ()


def erase(
    workspace: Workspace, reference: str, reason: str, *, now: datetime | None = None, progress: Progress = silent
) -> Erased:
    """Erase a capture, or an entry with the bytes of every capture that shows it.

    Of those captures the rest of what was read stays, with the entry's characters blanked, and its headlines and
    sentences wherever else they stand in menus and teasers. A page goes out of a WARC
    alone; what cannot be cut goes as a whole file. Raises Usage for one page of a file that cannot be cut.
    """
    finish_stopped(workspace, now, progress)
    find_meant(workspace, reference)
    with changing(workspace, "erase", now, progress=progress) as change:
        meant = find_meant(workspace, reference)
        _forget_index(workspace)
        change.everything = True
        erasing = _erase_captures if meant.entry is None else _erase_entry
        passages = _passages(workspace, meant)
        stone, leaving, renumbered = erasing(workspace, change, meant, reason)
        elsewhere = tuple(find_elsewhere(workspace, passages, change.faults)) if passages else ()
    rebuilt = _rebuild_site(workspace, progress)
    return Erased(
        id=stone.id,
        captures=tuple(each.name for each in leaving if each.cut is None),
        cut=tuple(each.name for each in leaving if each.cut is not None),
        site=rebuilt,
        elsewhere=elsewhere,
        renumbered=renumbered,
        faults=tuple(change.faults),
    )


def _passages(workspace: Workspace, meant: Meant) -> frozenset[Passage]:
    if meant.entry:
        return passages_of(entry_of(workspace, meant.entry))
    return passages_of_captures(workspace, {*meant.digests})


def finish_stopped(workspace: Workspace, now: datetime | None = None, progress: Progress = silent) -> None:
    """Finish what a stopped command left, the site too: who erases again what was erased but for the last steps finds
    nothing to erase any more, and must not be left with pages that show it."""
    if made_from(workspace, "index") is None:
        with changing(workspace, "erase", now, progress=progress) as change:
            change.everything = True
    if made_from(workspace, "site") is None:
        _rebuild_site(workspace, progress)


def _rebuild_site(workspace: Workspace, progress: Progress) -> bool:
    is_there = (workspace.site / "index.html").is_file()
    if is_there:
        build(workspace, only="site", progress=progress)
    return is_there


def _bury(
    workspace: Workspace,
    change: Change,
    meant: Meant,
    reason: str,
    names: Sequence[str],
    losses: Iterable[Loss],
    entry: Entry | None = None,
) -> Tombstone:
    """Write the tombstone, unless a stopped command has done so; the earlier ones forget the captures that go."""
    what, gone = "entry" if entry else "capture", set(meant.digests)
    stones = read_tombstones(workspace.seeds)
    # Never by the permalink: what was erased leaves it to the next that comes.
    held = next((each for each in stones if each.what == what and each.knows_all(names)), None)
    if held is not None:
        return _noted(workspace, change, held)
    salt = stones[0].salt if stones else secrets.token_hex(_SALT)  # one for all: one mark tells whether any knows
    liveblog = liveblog_in(meant.entry) if meant.entry else None
    heads = {
        head(each.headline, words(each.body), salt) for each in (entry.revisions if entry else ()) if each.headline
    }
    stone = Tombstone(
        id=f"erased-{len(stones) + 1}",
        made=change.log.time,
        operator=change.log.operator,
        what=what,
        liveblog=liveblog,
        reason=reason,
        noted=True,
        salt=salt,
        marks=tuple(sorted({mark(name, salt) for name in names})),
        within=tuple(sorted(mark(key, salt) for key in _keys_of(workspace, liveblog))) if liveblog else (),
        headed=tuple(sorted(heads, key=lambda each: (each.mark, each.sketch))),
        beside=tuple(each for loss in losses for each in loss.beside if each.capture not in gone),
        passed=tuple(sorted({each for loss in losses for each in loss.passed_marks(salt)})),
    )
    write_tombstones(workspace.seeds, [*(without_captures(each, gone) for each in stones), stone])
    return _noted(workspace, change, stone)


def _keys_of(workspace: Workspace, liveblog: Slug) -> set[str]:
    """All by which a live blog may be known, for its captures need not tell the same; none where no page tells any."""
    own = read_index(workspace.archive / liveblog).key
    readings = read_readings(workspace.archive, liveblog)
    if not own.startswith(TOLD) and not any(key for each in readings for key in keys_told(each)):
        return set()
    return {own, f"named:{liveblog}", *(key for each in readings for key in liveblog_keys(each))}


def _noted(workspace: Workspace, change: Change, stone: Tombstone) -> Tombstone:
    """Write the tombstone down in a line that is about nothing else, and so is never forgotten."""
    if stone.id not in erased_acts(workspace.seeds):
        change.log.note(erased=stone.id)
    return stone


def _erase_captures(workspace: Workspace, change: Change, meant: Meant, reason: str) -> _Done:
    """Take captures out of the archive, then their bytes out of seeds/."""
    gone = set(meant.digests)
    cut = [each for each in find_leaving(workspace, gone, change.log.time) if each.cut is not None]
    files = [each.shelved.capture.digest for each in cut]  # as they were: they do not come back either
    folders = sorted(workspace.archive.glob("*"))
    known = captures_of_bytes(workspace.archive, gone)
    showing = {Slug(each.name): _among(gone, each, known) for each in folders}
    losses = {
        liveblog: foresee_loss(workspace, liveblog, lambda each: None if each.capture.sha256 in gone else each)
        for liveblog, its in showing.items()
        if its
    }
    stone = _bury(workspace, change, meant, reason, [*meant.digests, *files], losses.values())
    for liveblog, loss in losses.items():
        folder, its = workspace.archive / liveblog, showing[liveblog]
        change.touch(liveblog)
        _forget_acts(workspace, liveblog)
        if all(each.name in {short(one) for one in its} for each in (folder / CAPTURES).iterdir()):
            disk.remove(folder)
            continue
        _tell_again(workspace, change, liveblog, read_decisions(folder), gone)
        announce = change.log.announcing(erased=stone.id)
        remove(workspace.archive, liveblog, captures=set(its), readings=loss.readings, announce=announce)
    leaving = take_out(workspace, change.log, stone.id, gone, change.log.time)
    return stone, leaving, sum(loss.renumbered for loss in losses.values())


def _erase_entry(workspace: Workspace, change: Change, meant: Meant, reason: str) -> _Done:
    """Take the bytes that show an entry out of seeds/, and its characters out of what was read in them."""
    assert meant.entry is not None
    liveblog, entry = liveblog_in(meant.entry), entry_of(workspace, meant.entry)
    gone = set(meant.digests)
    leaving = find_leaving(workspace, gone, change.log.time)
    lost = gone | {record for each in leaving if each.cut is None for record in each.shelved.records or ()}
    files = [each.shelved.capture.digest for each in leaving]
    names = [*entry.keys, *meant.digests, *files]
    keys = {*entry.keys}
    passages = passages_of(entry)

    def left(each: Reading) -> Reading:
        return _told_erased(change, blank(each, keys, passages) if shows(each, entry) else each, lost)

    loss = foresee_loss(workspace, liveblog, left)
    losses = [replace(loss, passed=())]  # its keys are marked anyway
    stone = _bury(workspace, change, meant, reason, names, losses, entry)
    change.touch(liveblog)
    _tell_erased(workspace, change, stone, lost)
    # First, for without the entry nobody would know what to remove.
    leaving = take_out(workspace, change.log, stone.id, gone, change.log.time)
    _forget_acts(workspace, liveblog)
    aliases = read_as_captured(workspace.archive, liveblog, None).aliases
    old = {entry.slug, *(was for was, now in aliases if now == entry.slug)}
    decisions = [
        each
        for each in read_decisions(workspace.archive / liveblog)
        if each.entry not in old and not {*each.one, *each.apart, *each.apart_from} & {*entry.keys}
    ]
    _tell_again(workspace, change, liveblog, decisions, gone)
    remove(
        workspace.archive,
        liveblog,
        entry=entry.slug,
        readings=loss.readings,
        decisions=decisions,
        announce=change.log.announcing(erased=stone.id),
    )
    return stone, leaving, loss.renumbered


def _among(gone: Set[Digest], folder: Path, known: Iterable[tuple[Slug, Capture]]) -> list[Digest]:
    """What goes of a live blog: captures of these bytes, and of what a stopped command left of them."""
    begun = [each for each in sorted(gone) if (folder / CAPTURES / short(each)).is_dir()]
    return list(dict.fromkeys((*begun, *(each.digest for home, each in known if home == folder.name))))


def _tell_erased(workspace: Workspace, change: Change, stone: Tombstone, lost: Set[Digest]) -> None:
    """Write down of the captures whose bytes go that they do: in a file of many may be those of other live blogs."""
    for liveblog in sorted({home for home, _ in captures_of_bytes(workspace.archive, lost)}):
        try:
            held = read_readings(workspace.archive, liveblog)
        except Damage as fault:  # what is to go goes all the same
            change.faults.append(fault)
            continue
        told = [new for old, new in ((each, _told_erased(change, each, lost)) for each in held) if new != old]
        if told:
            change.touch(liveblog)
            replace_readings(workspace.archive, liveblog, told, announce=change.log.announcing(erased=stone.id))


def _told_erased(change: Change, reading: Reading, lost: Set[Digest]) -> Reading:
    if reading.capture.sha256 not in lost or reading.capture.erased:
        return reading
    return replace(reading, capture=replace(reading.capture, erased=f"{change.log.time:%Y-%m-%d}"))


def _forget_acts(workspace: Workspace, liveblog: Slug) -> None:
    """Take out of the log what acts on a live blog were about: they name captures, and what people decided."""
    lines = read_log(workspace.seeds)
    named = [each.get("of", {}).get("liveblog") for each in lines]
    forget(
        workspace.seeds, [without(each) if its == liveblog else each for each, its in zip(lines, named, strict=True)]
    )


def _tell_again(
    workspace: Workspace, change: Change, liveblog: Slug, decisions: Iterable[Decision], gone: Set[Digest]
) -> None:
    """Write down anew what was decided and stays: the log alone has it when archive/ is made anew."""
    keys = {each.slug: each.keys for each in read_as_captured(workspace.archive, liveblog, None).entries}
    for each in decisions:
        if each.capture not in gone:
            named = {"keys": list(keys[each.entry])} if each.entry in keys else {}
            change.log.note(liveblog=liveblog, decision=dump(each), **named)


def _forget_index(workspace: Workspace) -> None:
    """The index goes as a whole: its files hold words of before until they are merged."""
    for path in sorted(workspace.index.glob("*")):
        if path.name not in ("README.md", "lock", "lock-holder"):
            disk.remove(path)
