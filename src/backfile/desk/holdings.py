"""What does the archive hold, and is what follows from it up to date?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from backfile import disk
from backfile.archive.accounts import Account, read_accounts
from backfile.archive.as_of import made_by
from backfile.archive.corrections import read_decisions, withheld_captures
from backfile.archive.coverage import read_archive, read_liveblogs
from backfile.archive.held import list_liveblogs as list_held
from backfile.desk.choosing.naming import resolve_liveblogs
from backfile.desk.counts import count_held
from backfile.desk.intake.taken import PARTLY, READ, SET_ASIDE
from backfile.errors import Damage
from backfile.index.opening import NoIndex, open_index
from backfile.model.capture import Capture, Digest
from backfile.model.entry import Coverage, Permalink, completeness, permalink
from backfile.model.time import Time
from backfile.seeds.shelf.erased import read_tombstones
from backfile.seeds.shelf.shelf import Shelved, read_shelf
from backfile.text.slug import Slug
from backfile.workspace.catalogue import fingerprint, made_from
from backfile.workspace.folders import Workspace
from backfile.workspace.key import read_key
from backfile.workspace.settings import Settings, read_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveBlogRow:
    slug: str
    headline: str | None
    publisher: str | None
    entries: int
    complete: str  # "10 entries; the page says there are more"
    timed: int
    captures: int
    first: Time | None
    last: Time | None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    permalink: Permalink
    headline: str | None
    byline: tuple[str, ...]
    published: Time | None
    revisions: int
    altered: bool
    corrected: bool = False
    withheld: bool = False


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


def list_liveblogs(workspace: Workspace) -> tuple[list[LiveBlogRow], list[Damage]]:
    """One row a live blog, by slug."""
    read_settings(workspace.root)
    coverages, faults = read_archive(workspace.archive, withheld=True)
    return liveblog_rows(coverages), faults


def list_entries(workspace: Workspace, liveblogs: Sequence[str] = ()) -> tuple[list[EntryRow], list[Damage]]:
    """One row an entry, by live blog, in the order of the page; of these live blogs, each named by the beginning of its
    slug, or of all. Raises NotFound and Usage as resolve_liveblogs."""
    read_settings(workspace.root)
    coverages, faults = read_liveblogs(workspace.archive, resolve_liveblogs(workspace, liveblogs), withheld=True)
    return entry_rows(coverages), faults


def liveblog_rows(coverages: Iterable[Coverage], by: datetime | None = None) -> list[LiveBlogRow]:
    """The same of live blogs as they are given; of the captures those that were made by an instant (UTC), if given."""
    return [_liveblog_row(coverage, by) for coverage in coverages]


def entry_rows(coverages: Iterable[Coverage]) -> list[EntryRow]:
    """One row for each entry of these live blogs, in their order."""
    return [
        EntryRow(
            permalink=permalink(coverage.slug, entry.slug),
            headline=entry.headline,
            byline=entry.byline,
            published=entry.published,
            revisions=len(entry.revisions),
            altered=entry.altered is not None,
            corrected=entry.corrected is not None,
            withheld=entry.withheld is not None,
        )
        for coverage in coverages
        for entry in coverage.entries
    ]


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
    rows = _all_captures(workspace, _accounts(workspace, faults))
    if named is not None:
        rows = [row for row in rows if row.liveblog in named]
    return rows if by is None else [row for row in rows if row.captured and row.captured.end and row.captured.end <= by]


def status(workspace: Workspace) -> tuple[Status, list[Damage]]:
    """What is held, read, partly read and set aside, and whether index and site are up to date."""
    settings = read_settings(workspace.root)
    stamps = disk.stamps(workspace.archive)
    held, faults = count_held(workspace, settings.language, stamps)
    accounts = _accounts(workspace, faults)
    each_account = [each.account for its in accounts.values() for each in its]
    rows = _all_captures(workspace, accounts)
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
        unread=states[_UNREAD],
        erased=states[_ERASED],
        withheld_captures=sum(row.withheld is not None for row in rows),
        missing=states[_MISSING],
        characters=sum(account.characters for account in each_account),
        unrecognised=sum(account.unrecognised for account in each_account),
        altered=held.altered,
        index=_freshness_of_index(workspace, settings, now),
        site=_freshness_of_site(workspace, now),
    ), list({str(fault): fault for fault in faults}.values())


_LEAST_SHARE = 0.001  # that is told as a number

_UNREAD, _ERASED, _MISSING = "not read yet", "erased", "missing"


@dataclass(frozen=True, slots=True)
class _Read:
    """What was made of a capture, in which live blog, and why it is shown to nobody else."""

    account: Account
    liveblog: Slug
    withheld: str | None

    @property
    def share(self) -> float:
        return self.account.unrecognised / max(1, self.account.characters)


_Accounts = dict[Digest, list[_Read]]


def _accounts(workspace: Workspace, faults: list[Damage] | None) -> _Accounts:
    """What was made of each capture that was read, by the sha256 of its bytes, in the order of the captures."""
    accounts: _Accounts = {}
    for liveblog in list_held(workspace.archive):
        folder = workspace.archive / liveblog
        try:
            hidden = withheld_captures(read_decisions(folder))
            for each in read_accounts(folder):
                read = _Read(each, liveblog, hidden.get(each.capture.sha256))
                accounts.setdefault(each.capture.sha256, []).append(read)
        except Damage as fault:
            if faults is None:
                raise
            faults.append(fault)
    for its in accounts.values():
        its.sort(key=lambda each: each.account.capture.order)
    return accounts


def _liveblog_row(coverage: Coverage, by: datetime | None = None) -> LiveBlogRow:
    times = [entry.published for entry in coverage.entries if entry.published is not None]
    dated = [time for _, _, time in sorted((time.instant, at, time) for at, time in enumerate(times) if time.instant)]
    return LiveBlogRow(
        slug=coverage.slug,
        headline=coverage.liveblog.headline,
        publisher=coverage.liveblog.publisher,
        entries=len(coverage.entries),
        complete=completeness(coverage.liveblog, len(coverage.entries)),
        timed=len(times),
        captures=len(coverage.captures if by is None else made_by(coverage, by)),
        first=dated[0] if dated else None,
        last=dated[-1] if dated else None,
    )


def _all_captures(workspace: Workspace, accounts: _Accounts) -> list[CaptureRow]:
    """One row a capture, by name; also of those whose bytes are gone, and what was read in them is still held."""
    rows = [row for shelved in read_shelf(workspace.seeds) for row in _capture_rows(shelved, accounts)]
    gone = accounts.keys() - {row.digest for row in rows}
    stones = read_tombstones(workspace.seeds) if gone else []
    for each in gone:
        state = _ERASED if any(stone.knows([each]) for stone in stones) else _MISSING
        of_bytes = (_capture_row(read.account.capture, None, read) for read in accounts[each])
        rows += (replace(row, state=state) for row in of_bytes)
    return sorted(rows, key=lambda row: row.name) if gone else rows


def _capture_rows(shelved: Shelved, accounts: _Accounts) -> list[CaptureRow]:
    """One row, or one for each time at which the file was captured, and for a web archive for each of its pages that
    are held."""
    own = shelved.capture
    its = [each for sha256 in shelved.records or () for each in accounts.get(sha256, ())]
    if not its:
        own_ones = [each for each in accounts.get(own.digest, ()) if "#" not in each.account.capture.place]
        rows = [_capture_row(each.account.capture, None, each) for each in own_ones]  # it may have been moved
        names = [f"{own.name}{each.account.capture.name.removeprefix(each.account.capture.place)}" for each in own_ones]
        rows = [replace(row, name=name) for row, name in zip(rows, names, strict=True)]
        return rows or [_capture_row(own, shelved.set_aside, next(iter(accounts.get(own.digest, ())), None))]
    inside = [each for each in its if each.account.capture.file == own.file] or its
    return [_capture_row(each.account.capture, None, each) for each in inside]


def _capture_row(capture: Capture, set_aside: str | None, made: _Read | None) -> CaptureRow:
    if made is None:
        state = SET_ASIDE if set_aside else _UNREAD
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
    )


def _why_partly(made: _Read) -> str | None:
    """Why a capture is only partly read, and what its reader had to say of it."""
    share = f"{made.share:.1%}" if made.share >= _LEAST_SHARE else f"less than {_LEAST_SHARE:.1%}"
    told = [f"{share} of its characters are unrecognised"] if made.account.unrecognised else []
    return "; ".join((*told, *made.account.warnings)) or None


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
