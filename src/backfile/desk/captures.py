"""Which captures are there, and what was made of each?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from backfile.archive.accounts import Account, read_accounts
from backfile.archive.corrections import read_decisions, withheld_captures
from backfile.archive.held import list_liveblogs, read_marked_captures
from backfile.desk.choosing.naming import resolve_liveblogs
from backfile.desk.intake.taken import PARTLY, READ, SET_ASIDE
from backfile.errors import Damage
from backfile.model.capture import Capture, Digest, is_made_by
from backfile.model.time import Time
from backfile.seeds.shelf.erased import read_tombstones
from backfile.seeds.shelf.shelf import read_shelf
from backfile.seeds.shelf.sidecar import Shelved
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import read_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureRow:
    name: str
    digest: Digest  # of its bytes
    format: str
    captured: Time | None
    liveblog: str | None
    state: str
    unrecognised: float  # share of the characters, 0 to 1
    note: str | None  # why it is set aside, or partly read
    withheld: str | None = None  # why it is shown to nobody else
    doubted: Time | None = None  # what it shows as published or updated later than `captured`

    @property
    def counted(self) -> Time | None:
        """As of a Capture."""
        return None if self.doubted else self.captured


UNREAD, ERASED, MISSING = "not read yet", "erased", "missing"

_LEAST_SHARE = 0.001  # that is told as a number


def list_captures(
    workspace: Workspace,
    liveblogs: Sequence[str] = (),
    *,
    by: datetime | None = None,
    faults: list[Damage] | None = None,
) -> list[CaptureRow]:
    """One row a capture, by name; those of these live blogs, where any are named as in list_entries, and those that are
    known to be made by an instant (UTC), where one is. Raises Damage; with `faults`, what is damaged goes there."""
    read_settings(workspace.root)
    named = frozenset(resolve_liveblogs(workspace, liveblogs)) if liveblogs else None
    accounts = _with_doubts(workspace, read_all_accounts(workspace, faults), faults)
    rows = capture_rows(workspace, accounts)
    if named is not None:
        rows = [row for row in rows if row.liveblog in named]
    return rows if by is None else [row for row in rows if is_made_by(row, by)]


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a capture, in which live blog, why it is shown to nobody else, and what refutes its time, where
    that was asked for."""

    account: Account
    liveblog: Slug
    withheld: str | None
    doubted: Time | None = None

    @property
    def share(self) -> float:
        return self.account.unrecognised / max(1, self.account.characters)


Accounts = dict[Digest, list[Made]]


def read_all_accounts(workspace: Workspace, faults: list[Damage] | None) -> Accounts:
    """What was made of each capture that was read, by the sha256 of its bytes, in the order of the captures."""
    accounts: Accounts = {}
    for liveblog in list_liveblogs(workspace.archive):
        folder = workspace.archive / liveblog
        try:
            hidden = withheld_captures(read_decisions(folder))
            for each in read_accounts(folder):
                read = Made(each, liveblog, hidden.get(each.capture.sha256))
                accounts.setdefault(each.capture.sha256, []).append(read)
        except Damage as fault:
            if faults is None:
                raise
            faults.append(fault)
    for its in accounts.values():
        its.sort(key=lambda each: each.account.capture.order)
    return accounts


def _with_doubts(workspace: Workspace, accounts: Accounts, faults: list[Damage] | None) -> Accounts:
    """The same with what refutes the times of captures."""
    doubts: dict[Slug, dict[Digest, Time]] = {}
    for liveblog in sorted({each.liveblog for its in accounts.values() for each in its}):
        found: list[Damage] = []
        try:
            _, refuted = read_marked_captures(workspace.archive, liveblog, None if faults is None else found)
            doubts[liveblog] = dict(refuted)
        except Damage as fault:
            if faults is None:
                raise
            found.append(fault)
        if faults is not None:
            faults += [each for each in found if str(each) not in map(str, faults)]
    return {
        sha256: [replace(each, doubted=doubts.get(each.liveblog, {}).get(each.account.capture.digest)) for each in its]
        for sha256, its in accounts.items()
    }


def capture_rows(workspace: Workspace, accounts: Accounts) -> list[CaptureRow]:
    """One row a capture, by name; also of those whose bytes are gone, and what was read in them is still held."""
    rows = [row for shelved in read_shelf(workspace.seeds) for row in _rows_of(shelved, accounts)]
    gone = accounts.keys() - {row.digest for row in rows}
    stones = read_tombstones(workspace.seeds) if gone else []
    for each in gone:
        state = ERASED if any(stone.knows([each]) for stone in stones) else MISSING
        of_bytes = (_row(read.account.capture, None, read) for read in accounts[each])
        rows += (replace(row, state=state) for row in of_bytes)
    return sorted(rows, key=lambda row: row.name) if gone else rows


def _rows_of(shelved: Shelved, accounts: Accounts) -> list[CaptureRow]:
    """One row, or one for each time at which the file was captured, and for a web archive for each of its pages that
    are held."""
    own = shelved.capture
    its = [each for sha256 in shelved.records or () for each in accounts.get(sha256, ())]
    if not its:
        own_ones = [each for each in accounts.get(own.digest, ()) if "#" not in each.account.capture.place]
        rows = [_row(each.account.capture, None, each) for each in own_ones]  # it may have been moved
        names = [f"{own.name}{each.account.capture.name.removeprefix(each.account.capture.place)}" for each in own_ones]
        rows = [replace(row, name=name) for row, name in zip(rows, names, strict=True)]
        return rows or [_row(own, shelved.set_aside, next(iter(accounts.get(own.digest, ())), None))]
    inside = [each for each in its if each.account.capture.file == own.file] or its
    return [_row(each.account.capture, None, each) for each in inside]


def _row(capture: Capture, set_aside: str | None, made: Made | None) -> CaptureRow:
    if made is None:
        state = SET_ASIDE if set_aside else UNREAD
    else:
        state = PARTLY if made.account.unrecognised or made.account.warnings else READ
    return CaptureRow(
        name=capture.name,
        digest=capture.sha256,
        format=capture.format,
        captured=made.account.capture.captured if made else capture.captured,
        liveblog=made.liveblog if made else None,
        state=state,
        unrecognised=made.share if made else 0.0,
        note=_why_partly(made) if made else set_aside,
        withheld=made.withheld if made else None,
        doubted=made.doubted if made else None,
    )


def _why_partly(made: Made) -> str | None:
    """Why a capture is only partly read, and what its reader had to say of it."""
    share = f"{made.share:.1%}" if made.share >= _LEAST_SHARE else f"less than {_LEAST_SHARE:.1%}"
    told = [f"{share} of its characters are unrecognised"] if made.account.unrecognised else []
    return "; ".join((*told, *made.account.warnings)) or None
