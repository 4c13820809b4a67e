"""How does an archive of an earlier version become one of this? Explicitly, step by step, and written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from backfile.archive.migrations import needed
from backfile.desk.acts.changing import changing
from backfile.errors import Damage
from backfile.model.progress import Progress, silent
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import read_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrated:
    """How many live blogs got (or, after a dry run, lack) what each step tells of, and which could not."""

    steps: dict[str, int]
    faults: tuple[Damage, ...] = ()


def migrate(
    workspace: Workspace, *, dry_run: bool = False, now: datetime | None = None, progress: Progress = silent
) -> Migrated:
    """Do what is still to be done. A live blog that is damaged is told of and left as it is; the others go on."""
    read_settings(workspace.root)
    steps: dict[str, int] = {}
    faults: list[Damage] = []
    if dry_run:
        for step, _ in needed(workspace.archive):
            steps[step.told] = steps.get(step.told, 0) + 1
        return Migrated(steps=steps)
    with changing(workspace, "migrate", now, progress=progress) as change:
        for step, liveblog in progress("migrating", needed(workspace.archive)):
            change.touch(liveblog)
            try:
                step.run(workspace.archive, liveblog, change.log.announcing(migration=step.name))
            except Damage as fault:
                faults.append(fault)
                continue
            steps[step.told] = steps.get(step.told, 0) + 1
    return Migrated(steps=steps, faults=(*faults, *change.faults))
