"""Do readers still find in the captures what is kept of them?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from backfile.archive.fixity import otherwise
from backfile.archive.held import read_readings
from backfile.archive.reading_file import short
from backfile.desk.intake.reading import find_held, read_again
from backfile.desk.removal.beside import as_told
from backfile.desk.reread import compare
from backfile.errors import BadCapture, Damage
from backfile.model.capture import Capture
from backfile.model.evidence import GIVEN_ADDRESS
from backfile.model.finding import Finding
from backfile.model.observation import Reading
from backfile.model.time import Basis
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace

_READ_AGAIN = "see what changes with: backfile reread --dry-run"


def check_readings(workspace: Workspace, liveblogs: Iterable[Slug]) -> tuple[list[Finding], list[str]]:
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
