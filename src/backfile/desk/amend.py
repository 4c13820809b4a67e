"""What if something wrong was said of a capture? It is said anew, the capture is read again, and the log holds both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from backfile.archive.store import replace_readings
from backfile.desk.capturing import Stated, check_stated, read_held
from backfile.desk.changing import changing
from backfile.desk.naming import find_capture
from backfile.errors import Damage, NotFound, Usage
from backfile.model.capture import Capture, Digest
from backfile.model.plain import dump
from backfile.seeds.marks import apply_marks, read_marks
from backfile.seeds.shelf import read_shelf, write_sidecar
from backfile.workspace.folders import Workspace

_FACTS = ("address", "publisher", "captured", "zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """What was said of a capture, and what is said now: by the name of each fact that differs."""

    name: str
    was: dict[str, object]
    now: dict[str, object]
    faults: tuple[Damage, ...] = ()


def amend(workspace: Workspace, reference: str, stated: Stated, *, now: datetime | None = None) -> Amended:
    """Say anew what is known of a capture: its address, publisher, time of capture, or zone. What is not said stays.

    It stays in its live blog. Raises NotFound for no capture, Usage where nothing is said, Damage where the capture's
    bytes are not as they were.
    """
    if stated == Stated():
        raise Usage(reference, "nothing was said of it", "give --url, --publisher, --captured or --zone")
    held = find_capture(workspace, reference)
    shelved = (
        held.shelved if held else next((s for s in read_shelf(workspace.seeds) if s.capture.name == reference), None)
    )
    if held is None and shelved is None:
        raise NotFound(reference, "no capture is called so", "see what there is with: backfile list captures")
    with changing(workspace, "amend", now) as change:
        captured = check_stated(stated, zone=change.settings.zone)
        said = {"address": stated.url, "publisher": stated.publisher, "captured": captured, "zone": stated.zone}
        given = {name: value for name, value in said.items() if value is not None}

        def anew(capture: Capture) -> Capture:
            return replace(capture, **given)  # type: ignore[arg-type]

        old = held.capture if held is not None else shelved.capture if shelved is not None else None
        assert old is not None
        differing = [name for name in _FACTS if getattr(old, name) != getattr(anew(old), name)]
        was, will = ({name: dump(getattr(each, name)) for name in differing} for each in (old, anew(old)))

        def write_said(*_: object) -> None:
            if shelved is not None:
                write_sidecar(workspace.seeds, replace(shelved, capture=anew(shelved.capture)))

        if differing and held is not None:
            reading = read_held(workspace.seeds, held.capture, anew(held.capture))
            reading = apply_marks(reading, read_marks(workspace.seeds, held.capture.name))
            announce = change.log.announcing({old.name: old.digest}, was=was, now=will)

            def announcing(liveblog: str, manifest: Digest) -> None:
                announce(liveblog, manifest)
                write_said()

            change.touch(held.liveblog)
            replace_readings(workspace.archive, held.liveblog, [reading], announce=announcing)
        elif differing:
            change.log.note(captures={old.name: old.digest}, was=was, now=will)
            write_said()
    return Amended(name=old.name, was=was, now=will, faults=tuple(change.faults))
