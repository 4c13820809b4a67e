"""How much does the archive hold, and is what follows from it up to date?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from backfile import disk
from backfile.desk.captures import ERASED, MISSING, UNREAD, capture_rows, read_all_accounts
from backfile.desk.counts import count_held
from backfile.desk.intake.taken import PARTLY, READ, SET_ASIDE
from backfile.errors import Damage
from backfile.index.opening import NoIndex, open_index
from backfile.workspace.catalogue import fingerprint, made_from
from backfile.workspace.folders import Workspace
from backfile.workspace.key import read_key
from backfile.workspace.settings import Settings, read_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What is held, and how fresh what follows from it is. `index` and `site` say what a person should know."""

    title: str
    liveblogs: int
    entries: int
    withheld: int  # of these
    captures: int
    read: int
    partly_read: int
    set_aside: int
    unread: int  # on the shelf, but not in the archive: a command was stopped, or is running
    erased: int
    withheld_captures: int  # of all
    missing: int  # read once, and no longer on the shelf
    characters: int
    unrecognised: int  # characters
    altered: int
    index: str
    site: str


def status(workspace: Workspace) -> tuple[Status, list[Damage]]:
    """What is held, read, partly read and set aside, and whether index and site are up to date."""
    settings = read_settings(workspace.root)
    stamps = disk.stamps(workspace.archive)
    held, faults = count_held(workspace, settings.language, stamps)
    accounts = read_all_accounts(workspace, faults)
    each_account = [each.account for its in accounts.values() for each in its]
    rows = capture_rows(workspace, accounts)
    states = Counter(row.state for row in rows)
    now = fingerprint(workspace, stamps)
    return Status(
        title=settings.title,
        liveblogs=held.liveblogs,
        entries=held.entries,
        withheld=held.withheld,
        captures=len(rows),
        read=states[READ],
        partly_read=states[PARTLY],
        set_aside=states[SET_ASIDE],
        unread=states[UNREAD],
        erased=states[ERASED],
        withheld_captures=sum(row.withheld is not None for row in rows),
        missing=states[MISSING],
        characters=sum(account.characters for account in each_account),
        unrecognised=sum(account.unrecognised for account in each_account),
        altered=held.altered,
        index=_freshness_of_index(workspace, settings, now),
        site=_freshness_of_site(workspace, now),
    ), list({str(fault): fault for fault in faults}.values())


def _freshness_of_index(workspace: Workspace, settings: Settings, now: str) -> str:
    try:
        open_index(workspace.index, settings.language, read_key().secret)
    except NoIndex as reason:
        return f"missing: {reason}; the next search makes it"
    if made_from(workspace, "index") == now:
        return "up to date"
    return "behind: files in archive/ changed since; run backfile build"


def _freshness_of_site(workspace: Workspace, now: str) -> str:
    if not (workspace.site / "index.html").is_file():
        return "not built; run backfile build"
    made = made_from(workspace, "site")
    if made == now:
        return "up to date"
    return "not known, for index/ was deleted; run backfile build" if made is None else "behind; run backfile build"
