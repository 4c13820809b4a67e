"""How does what people decide get into the record? Kept apart from the captured words, in corrections.jsonl.

Nothing that was captured changes: a decision is laid over it, marked wherever it shows, and undone by another one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from backfile.archive.corrections import read_decisions
from backfile.archive.store import replace_decisions
from backfile.desk.acts.changing import Change
from backfile.desk.choosing.entries import entry_of
from backfile.errors import Damage
from backfile.model.decision import Decision
from backfile.model.permalink import permalink
from backfile.model.plain import dump
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was decided, of which entries or capture; `changed` is False where it was so already. `notes` say what a
    person should look at again."""

    of: tuple[str, ...]
    changed: bool
    faults: tuple[Damage, ...] = ()
    notes: tuple[str, ...] = ()


def decide(
    workspace: Workspace,
    change: Change,
    liveblog: Slug,
    decision: Decision,
    *,
    accepted: Slug | None = None,
    rather: Slug | None = None,
) -> bool:
    """Add a decision, unless the last one of its kind says just that; gives whether it was added."""
    held = read_decisions(workspace.archive / liveblog)
    same_kind = [each for each in held if _kind(each) == _kind(decision)]
    again = bool(same_kind) and _without_maker(same_kind[-1]) == _without_maker(decision)
    if again and accepted is None:
        return False
    of = {"decision": dump(decision), **({"accepted": accepted} if accepted else {})}
    of |= {"rather": rather} if rather else {}
    of |= {"keys": list(entry_of(workspace, permalink(liveblog, decision.entry)).keys)} if decision.entry else {}
    change.touch(liveblog)
    replace_decisions(
        workspace.archive,
        liveblog,
        held if again else [*held, decision],
        accepted=accepted,
        rather=rather,
        announce=change.log.announcing(**of),
    )
    return True


def _kind(decision: Decision) -> tuple[object, ...]:
    """What a decision is about, so far as a later one of the same kind takes its place."""
    return decision.entry, decision.capture, decision.is_of_withholding, bool(decision.one or decision.apart)


def _without_maker(decision: Decision) -> Decision:
    return replace(decision, made=datetime.min.replace(tzinfo=UTC), operator="")
