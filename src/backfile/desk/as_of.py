"""What did the archive's live blogs say by an instant that a person names?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from backfile.archive.as_of import coverage_as_of, entry_as_of, made_by, named_as_of, stated_by, wording_as_of
from backfile.archive.coverage import read_liveblogs
from backfile.desk.choosing.naming import resolve_liveblogs
from backfile.desk.history import plain_wording
from backfile.desk.plain import plain_time
from backfile.desk.show import Shown, show
from backfile.errors import Damage, NotFound
from backfile.model.entry import Coverage, Entry
from backfile.model.history import Later
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import read_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """The archive by an instant: live blogs with the entries that are shown by then, and apart from them the entries
    that were published by then in words that nothing shows so early."""

    coverages: tuple[Coverage, ...]
    later: tuple[Later, ...]
    faults: tuple[Damage, ...]


def read_as_of(workspace: Workspace, instant: datetime, liveblogs: Sequence[str] = ()) -> AsOf:
    """The live blogs that show anything by then, by slug; of these, each named by the beginning of its slug, or of all.
    Raises NotFound and Usage as resolve_liveblogs."""
    read_settings(workspace.root)
    archive = workspace.archive
    coverages, faults = read_liveblogs(archive, resolve_liveblogs(workspace, liveblogs))
    cut = [coverage_as_of(archive, named_as_of(archive, coverage, instant), instant) for coverage in coverages]
    return AsOf(
        coverages=tuple(coverage for coverage, _ in cut if coverage.entries or coverage.captures),
        later=tuple(each for _, later in cut for each in later),
        faults=tuple(faults),
    )


def show_as_of(workspace: Workspace, reference: str, instant: datetime) -> Shown | Later:
    """The entry that is meant, as it is shown to be by then, or since when its words are known. Raises NotFound where
    it is neither shown nor said to be published by then; otherwise as `show`."""
    shown = show(workspace, reference)
    held = entry_as_of(shown.coverage, shown.entry, instant, shown.stated)
    if held is None:
        raise NotFound(shown.permalink, "nothing shows that it existed by then", "see: backfile history")
    if not isinstance(held, Entry):
        return held
    wording = wording_as_of(shown.coverage, shown.entry, held)
    named = named_as_of(workspace.archive, shown.coverage, instant)
    stated = stated_by(shown.stated, made_by(shown.coverage, instant))
    return replace(shown, coverage=named, entry=held, wording=wording, stated=stated)


def plain_later(later: Later) -> dict[str, object]:
    """The form in which `--json` tells of an entry whose words are known from later: `wording` is known first."""
    return {
        "permalink": later.permalink,
        "published": plain_time(later.published),
        "wording": plain_wording(later.wording) if later.wording else None,
    }
