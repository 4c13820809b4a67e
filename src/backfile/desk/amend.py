"""What if something wrong was said of a capture? It is said anew, the capture is read again, and the log holds both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from backfile.archive.belonging import new_slug
from backfile.archive.held import captures_of_bytes, read_reading
from backfile.archive.store import found_liveblog, replace_readings
from backfile.desk.acts.changing import Change, changing
from backfile.desk.choosing.naming import Named, find_capture, name_liveblog
from backfile.desk.intake.again import RETIMED, retime
from backfile.desk.intake.moving import MOVED, check_leaving, find_place, leave
from backfile.desk.intake.reading import read_held
from backfile.desk.intake.stating import Stated, check_stated, tell_assumed
from backfile.desk.removal.beside import as_told
from backfile.errors import Damage, NotFound, Usage
from backfile.model.again import are_apart, known_first, made
from backfile.model.capture import Capture, Digest
from backfile.model.permalink import Permalink
from backfile.model.plain import dump
from backfile.model.time import Basis
from backfile.seeds.shelf.shelf import read_shelf
from backfile.seeds.shelf.sidecar import Shelved, with_captures, write_sidecar
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace

RECORDED = "recorded"
"""Said of a time of capture: the one that the capture itself records."""
_FACTS = ("address", "publisher", "captured", "zone", "liveblog")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """What was said of a capture, and what is said now: by the name of each fact that differs.

    Where it came into another live blog, `moved_from` is the one that it was in, and `permalinks` says where those of
    before lead. `warnings` are those of its reading, and of what a stated time was taken for.
    """

    name: str
    was: dict[str, object]
    now: dict[str, object]
    liveblog: Slug | None = None
    moved_from: Slug | None = None
    permalinks: dict[Permalink, Permalink] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    faults: tuple[Damage, ...] = ()


def amend(workspace: Workspace, reference: str, stated: Stated, *, now: datetime | None = None) -> Amended:
    """Say anew what is known of a capture: its address, publisher, time of capture (RECORDED: that which it records
    itself), zone, or live blog. What is not said stays. Of a file that was captured several times all but the time is
    said of all its captures.

    With another address it comes into the live blog of that address, or gives the address to its own where that has
    no other. Raises NotFound for no capture, Usage where nothing is said or what is said cannot be, Damage where the
    capture's bytes are not as they were.
    """
    if stated == Stated():
        raise Usage(reference, "nothing was said of it", "give --url, --publisher, --captured, --zone or --liveblog")
    with changing(workspace, "amend", now) as change:  # which may finish a move that was stopped
        held = find_capture(workspace, reference)
        given = _given(workspace, stated, change)
        if held is None:
            done = _amend_unread(workspace, reference, given, change)
        elif "captured" in given and (known := _others_known(workspace, held.capture)):
            if given.keys() > {"captured"}:
                raise Usage(reference, "was captured several times", "say --captured by itself, and then the rest")
            done = _retime(workspace, held, given, known, change)
        else:
            done = _amend_all(workspace, held, given, change)
        page_zone = stated.zone or (held.capture.zone if held else None)
        timed = stated.captured is not None and stated.captured != RECORDED
        assumed = tell_assumed(str(stated.captured), change.settings.zone, page_zone) if timed else ""
    warnings = (assumed, *done.warnings) if assumed else done.warnings
    return replace(done, warnings=warnings, faults=tuple(change.faults))


def _given(workspace: Workspace, stated: Stated, change: Change) -> dict[str, Any]:
    """The facts that are said, by their names; a time that the capture itself is to tell is None."""
    back = stated.captured == RECORDED
    said = replace(stated, captured=None) if back else stated
    captured = check_stated(said, zone=change.settings.zone, now=change.log.time)
    liveblog = name_liveblog(workspace, stated.liveblog)[0] if stated.liveblog else None
    facts = {"address": said.url, "publisher": said.publisher, "captured": captured, "zone": said.zone}
    given = {name: value for name, value in {**facts, "liveblog": liveblog}.items() if value is not None}
    return given | ({"captured": None} if back else {})


def _amend_unread(workspace: Workspace, reference: str, given: dict[str, Any], change: Change) -> Amended:
    """Of a capture in which nothing was read the sidecar alone knows."""
    shelved = next((each for each in read_shelf(workspace.seeds) if each.capture.name == reference), None)
    if shelved is None:
        raise NotFound(reference, "no capture is called so", "see what there is with: backfile list captures")
    if shelved.records:
        fault = f"is a file of {len(shelved.records):,} captures, of each of which something is known by itself"
        raise Usage(reference, fault, "name one as it stands in: backfile list captures")
    was, will = _differing(shelved.capture, replace(shelved.capture, **given))
    if will:
        change.log.note(captures={shelved.capture.name: shelved.capture.digest}, was=was, now=will)
        _write_said(workspace, shelved, given)
    return Amended(name=reference, was=was, now=will)


def _amend_all(workspace: Workspace, held: Named, given: dict[str, Any], change: Change) -> Amended:
    """Of all captures of a file, and so of one of many in a file of it alone."""
    place = held.capture.place
    known = captures_of_bytes(workspace.archive, {held.capture.sha256})
    all_of_it = [replace(held, capture=each, liveblog=home) for home, each in known if each.place == place]
    done = [(each.capture, _amend(workspace, each, given, change)) for each in all_of_it]
    own = next(its for capture, its in done if capture == held.capture)
    moved = {old: new for _, its in done for old, new in its.permalinks.items()}
    return replace(own, permalinks=moved)


def _amend(workspace: Workspace, held: Named, given: dict[str, Any], change: Change) -> Amended:
    archive, old, home = workspace.archive, held.capture, held.liveblog
    asked = replace(old, **given)
    if given.get("captured", old) is None:
        asked = replace(asked, captured=old.recorded, recorded=None)
    elif "captured" in given and _is_recorded(old):
        asked = replace(asked, recorded=old.captured)  # of a record in a WARC nothing else tells it any longer
    reading = as_told(workspace.seeds, read_held(workspace.seeds, old, asked, change.log.time))
    if given.get("captured", old) is None and not _is_recorded(reading.capture):
        raise Usage(old.name, "records no time of capture itself", "say when it was: --captured 2022-03-10")
    was, will = _differing(old, replace(old, **{name: getattr(reading.capture, name) for name in given}))
    if not will:
        return Amended(name=old.name, was=was, now=will, liveblog=home)
    found, key = find_place(archive, home, read_reading(archive, home, old.digest), reading)
    place = found or new_slug(archive, reading)
    told: dict[str, object] = {"was": was, "now": will}
    if place != home:
        check_leaving(archive, home, old.digest)
        told[MOVED] = {"capture": old.digest, "from": home, "to": place}
    announce = change.log.announcing({old.name: old.sha256}, **told)

    def announcing(liveblog: str, manifest: Digest) -> None:
        announce(liveblog, manifest)
        if held.shelved is not None:
            _write_said(workspace, held.shelved, given)  # of all captures of the file

    change.touch(home)
    change.touch(place)
    if found is None:
        found_liveblog(archive, reading, announcing)
    else:
        replace_readings(archive, place, [reading], key=key, announce=announcing)
    moves = place != home
    return Amended(
        name=old.name,
        was=was,
        now=will,
        liveblog=place,
        moved_from=home if moves else None,
        permalinks=leave(workspace, change.log, old.digest, home, place) if moves else {},
        warnings=reading.warnings,
    )


def _differing(old: Capture, new: Capture) -> tuple[dict[str, object], dict[str, object]]:
    """What was said and what is said now, of each fact that differs."""
    names = [name for name in _FACTS if getattr(old, name) != getattr(new, name)]
    was, will = ({name: dump(getattr(each, name)) for name in names} for each in (old, new))
    return was, will


def _is_recorded(capture: Capture) -> bool:
    return capture.captured is not None and capture.captured.basis is Basis.RECORDED


def _write_said(workspace: Workspace, shelved: Shelved, given: dict[str, Any]) -> None:
    """Keep what a person says beside the capture; what it records itself is read in it."""
    write_sidecar(workspace.seeds, with_captures(shelved, [replace(each, **given) for each in shelved.captures]))


def _others_known(workspace: Workspace, capture: Capture) -> list[tuple[Slug, Capture]]:
    """All captures of the same bytes, where a file was captured that is not the only one; pages of a web archive are
    told apart by what it records."""
    known = captures_of_bytes(workspace.archive, {capture.sha256}) if "#" not in capture.place else []
    return known if len(known) > 1 else []


def _retime(
    workspace: Workspace, held: Named, given: dict[str, Any], known: Sequence[tuple[Slug, Capture]], change: Change
) -> Amended:
    """Say when one of several captures of the same bytes was made. Where that may be the time of another one, they are
    one capture by now."""
    archive, old, home = workspace.archive, held.capture, held.liveblog
    fault = "is one of several captures of the same bytes"
    if any(each != home for each, _ in known):
        raise Usage(old.name, f"{fault}, in several live blogs", "bring them into one first, with --liveblog")
    reading = as_told(workspace.seeds, read_held(workspace.seeds, old, replace(known_first(old), **given)))
    captured = reading.capture.captured
    if captured is None:
        raise Usage(old.name, f"{fault}, which are told apart by their times", "say when it was: --captured 2022-03-10")
    was, will = _differing(old, replace(old, captured=captured))
    if will:
        captures = [each for _, each in known]
        others = [read_reading(archive, home, each.digest) for each in captures if each != old]
        is_one = any(not are_apart(each.capture, reading.capture) for each in others)
        announce = change.log.announcing({old.place: old.sha256}, **{RETIMED: old.place, "was": was, "now": will})

        def announcing(liveblog: str, manifest: Digest) -> None:
            announce(liveblog, manifest)
            if held.shelved is not None:
                said = [each for each in held.shelved.captures if made(each) != made(old)]
                was_said = next((each for each in held.shelved.captures if each not in said), held.shelved.capture)
                own = replace(was_said, captured=captured)
                said += [own] if all(are_apart(each, own) for each in said) else []
                write_sidecar(workspace.seeds, with_captures(held.shelved, said))

        change.touch(home)
        retime(archive, home, captures, others if is_one else [*others, reading], announcing)
    return Amended(name=old.name, was=was, now=will, liveblog=home, warnings=reading.warnings)
