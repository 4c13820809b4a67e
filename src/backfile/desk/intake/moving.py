"""How does a capture come into another live blog? It is put there first, and then leaves the one that it was in.

What a stop leaves between the two, the next writer finishes. Permalinks that were given lead on (`seeds/log.jsonl` says
where to), and what people decided goes along.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from backfile import disk
from backfile.archive.belonging import known_by_its_key
from backfile.archive.corrections import read_decisions
from backfile.archive.held import read_as_captured, read_readings
from backfile.archive.identity import former_key, liveblog_key
from backfile.archive.liveblog_file import read_index
from backfile.archive.reading_file import CAPTURES, READING
from backfile.archive.store import remove, replace_decisions
from backfile.desk.acts.logbook import Logbook
from backfile.errors import Usage
from backfile.model.capture import Digest
from backfile.model.entry import Coverage
from backfile.model.observation import Reading
from backfile.model.permalink import Permalink, permalink
from backfile.model.plain import load
from backfile.seeds.shelf.log import LOG
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace

MOVED, LEFT, PERMALINKS = "moved", "left", "permalinks"
"""What lines of the log say of a move: where from and where to, which live blog is gone, and where permalinks lead."""


def find_place(archive: Path, home: Slug, old: Reading, new: Reading) -> tuple[Slug | None, str | None]:
    """The live blog that another reading of a capture belongs to, None for one that is to be founded; and the key by
    which its `home` is known from now on, if that is another one.

    Raises Usage where others stand in its live blog for its sake.
    """
    key = liveblog_key(new)
    if key == liveblog_key(old):
        return home, None
    place = known_by_its_key(archive, new)
    if place == home:
        return home, None
    others = [each for each in read_readings(archive, home) if each.capture.sha256 != new.capture.sha256]
    theirs = {key_of(each) for each in others for key_of in (liveblog_key, former_key)}
    gave_key = read_index(archive / home).key not in theirs
    if place is None and gave_key and not new.capture.liveblog:
        return home, key
    if others and gave_key and not new.capture.liveblog:
        names = ", ".join(each.capture.name for each in others)
        raise Usage(
            new.capture.name,
            f"is what {home} is known by, and that address is {place}’s; others were put beside it: {names}",
            f"move these first with: backfile amend CAPTURE --liveblog {place}",
        )
    return place, None


def check_leaving(archive: Path, home: Slug, capture: Digest) -> None:
    """Raises Usage where what somebody altered by hand would be lost."""
    coverage = read_as_captured(archive, home, None)
    names = {each.slug for each in coverage.entries if each.altered is not None} & _alone(coverage, capture)
    if names:
        mend = f"undo it, or make it a correction with: backfile accept {home}/{min(names)}"
        raise Usage(f"{home}/{min(names)}", "was changed by hand in archive/, and would move", mend)


def leave(workspace: Workspace, log: Logbook, capture: Digest, home: Slug, place: Slug) -> dict[Permalink, Permalink]:
    """Take a capture out of its old live blog, which goes where it was the only one; gives where permalinks of entries
    that no other capture shows lead now."""
    archive = workspace.archive
    old, new = (read_as_captured(archive, each, None) for each in (home, place))
    seen = {spot: entry.slug for entry in new.entries for each in entry.revisions for spot in each.provenance}
    alone = _alone(old, capture)
    goes_on = {
        entry.slug: seen[spot]
        for entry in old.entries
        for each in entry.revisions
        for spot in each.provenance
        if entry.slug in alone and spot in seen
    }
    goes_on |= {was: goes_on[now] for was, now in old.aliases if now in goes_on}
    leads = {permalink(home, was): permalink(place, now) for was, now in sorted(goes_on.items())}
    decided, there = read_decisions(archive / home), read_decisions(archive / place)
    sha256 = next((each.sha256 for each in old.captures if each.digest == capture), capture)
    going = [each for each in decided if each.capture == sha256 or each.entry in goes_on]
    come = [replace(each, entry=goes_on[each.entry]) if each.entry in goes_on else each for each in going]
    missing = [each for each in come if each not in there]
    if missing:
        replace_decisions(archive, place, [*there, *missing], announce=log.announcing(came_from=home))
    if any(each.digest != capture for each in old.captures):
        of_others = {each.sha256 for each in old.captures if each.digest != capture}
        staying = [each for each in decided if each not in going or each.capture in of_others]
        announce = log.announcing(left_for=place, permalinks=leads)
        remove(archive, home, captures={capture}, decisions=staying, announce=announce)
    else:
        log.note(**{"liveblog": place, LEFT: home, PERMALINKS: leads})
        disk.remove(archive / home)
    return leads


def finish_moves(workspace: Workspace, log: Logbook) -> list[Slug]:
    """Finish what was stopped between two live blogs; gives those that were written to."""
    if LEFT in log.last:
        left = load(Slug, log.last[LEFT], LOG)
        if (workspace.archive / left).is_dir():
            disk.remove(workspace.archive / left)
            return [left]
    touched: list[Slug] = []
    for moved in log.moves:
        home, place = (load(Slug, moved[name], LOG) for name in ("from", "to"))
        capture = load(Digest, moved["capture"], LOG)
        if _holds(workspace.archive, home, capture) and _holds(workspace.archive, place, capture):
            leave(workspace, log, capture, home, place)
            touched += [home, place]
    return touched


def _alone(coverage: Coverage, capture: Digest) -> set[Slug]:
    """The entries that this capture alone shows."""
    return {
        entry.slug
        for entry in coverage.entries
        if {spot.capture for each in entry.revisions for spot in each.provenance} == {capture}
    }


def _holds(archive: Path, liveblog: Slug, capture: Digest) -> bool:
    return (archive / liveblog / CAPTURES / capture[:12] / READING).is_file()
