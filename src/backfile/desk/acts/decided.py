"""What did people decide, as the log tells, that archive/ no longer holds? It is put back where it is certain of what.

Who makes archive/ anew from seeds/ has the captures again, and not what was withheld, corrected, merged or split. The
log tells of each decision; one on an entry is put back where that is known by its keys, or by its permalink where no
other is called alike. What is left is told, and while it is about withholding, its live blog stays off the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from backfile.archive.corrections import CORRECTIONS, read_decisions
from backfile.archive.held import (
    captures_of_bytes,
    homes_of_captures,
    list_liveblogs,
    read_as_captured,
    unfinished,
)
from backfile.archive.manifest import read_manifest
from backfile.archive.reading_file import short
from backfile.archive.store import replace_decisions
from backfile.desk.acts.logbook import Logbook
from backfile.desk.intake.moving import LEFT
from backfile.errors import Damage
from backfile.model.capture import Digest
from backfile.model.decision import Decision
from backfile.model.observation import former_keys
from backfile.model.plain import load
from backfile.seeds.shelf.log import LOG, check_log, read_log, tells
from backfile.text.slug import Slug
from backfile.workspace.catalogue import note_stale
from backfile.workspace.folders import Workspace

Lines = Sequence[Mapping[str, Any]]

_NUMBER = re.compile(r"-\d+$")  # what tells slugs of equal headlines apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A decision that the log tells of and archive/ does not hold: by which line, and on which live blogs it can have
    been. `keys` are those of its entry, if the log says them."""

    number: int
    liveblogs: tuple[Slug, ...]
    decision: Decision
    keys: tuple[str, ...]

    @property
    def name(self) -> str:
        decision = self.decision
        what = "merged" if decision.one else "split" if decision.apart else "corrected"
        return f"{'withheld' if decision.is_of_withholding else what} (line {self.number} of the log)"


def find_lost(workspace: Workspace) -> list[Lost]:
    """What was decided and is gone, by the lines of the log. What was released since need not be held, and what was
    decided anew is not lost."""
    if not tells(workspace.seeds, "decision"):
        return []
    try:
        lines = read_log(workspace.seeds)
    except Damage:  # told by verify
        return []
    if any(check_log(lines)):
        return []
    between = unfinished(workspace.archive)
    held: dict[Slug, set[Decision]] = {}
    for liveblog in list_liveblogs(workspace.archive):
        with suppress(Damage):  # told where the live blog is read
            if liveblog not in between:
                held[liveblog] = set(map(_bare, read_decisions(workspace.archive / liveblog)))
    kept = set[Decision]().union(*held.values())
    told = list(_told(workspace, lines, held.keys()))

    def is_kept(each: Lost) -> bool:
        if each.decision.capture is None:
            return _bare(each.decision) in kept
        return all(_bare(each.decision) in held[liveblog] for liveblog in each.liveblogs)

    lost = [each for each in told if each.liveblogs and not is_kept(each)]
    anew = [each for each in told if is_kept(each)]
    for is_exact in (True, False):
        for each in [*lost]:
            later = (one for one in anew if _answers(workspace, one, each, is_exact=is_exact))
            if (answer := next(later, None)) is not None:
                anew.remove(answer)
                lost.remove(each)
    return lost


def put_back(workspace: Workspace, log: Logbook) -> list[Slug]:
    """Put lost decisions back where archive/ was made anew since, and it is certain what they are about; gives the live
    blogs that were written to. The caller holds the lock."""
    found: dict[Slug, list[tuple[Lost, Decision]]] = {}
    for each in find_lost(workspace):
        for liveblog in each.liveblogs:
            if CORRECTIONS in read_manifest(workspace.archive / liveblog):
                continue  # it was not made anew, but somebody took out a line, which verify tells of
            decision = _placed(workspace, liveblog, each)
            if decision is not None:
                found.setdefault(liveblog, []).append((each, decision))
                break
    if found:
        note_stale(workspace, "index")
    for liveblog, decided in found.items():
        numbers = [each.number for each, _ in decided]
        decisions = [decision for _, decision in decided]
        replace_decisions(workspace.archive, liveblog, decisions, announce=log.announcing(put_back=numbers))
    return list(found)


def unheard(lost: Iterable[Lost]) -> dict[str, Damage]:
    """The live blogs in which something may be that was withheld, which nobody else may see."""
    told = tell_lost(each for each in lost if each.decision.is_of_withholding)
    return {fault.place.split("/")[1]: fault for fault in told}


def check_heard(workspace: Workspace, liveblog: Slug) -> None:
    """Raises Damage where something was withheld in a live blog, as the log tells, and archive/ does not say what."""
    fault = unheard(find_lost(workspace)).get(liveblog)
    if fault is not None:
        raise fault


def tell_lost(lost: Iterable[Lost]) -> Iterator[Damage]:
    """One line on each live blog that has lost decisions."""
    by_liveblog: dict[Slug, list[str]] = {}
    for each in lost:
        for liveblog in each.liveblogs:
            by_liveblog.setdefault(liveblog, []).append(each.name)
    for liveblog, names in sorted(by_liveblog.items()):
        fault = f"the log tells of decisions on this live blog that are gone: {', '.join(names)}"
        mend = f"put back archive/{liveblog} from a backup, or decide anew"
        yield Damage(f"archive/{liveblog}/{CORRECTIONS}", fault, mend)


def _told(workspace: Workspace, lines: Lines, there: Set[Slug]) -> Iterator[Lost]:
    """The decisions of which the log tells and that still matter, by its lines; one on a capture for each live blog
    that shows the same bytes."""
    homes_of_all = homes_of_captures(workspace.archive)
    homes = {capture: its[-1] for capture, its in homes_of_all.items()}
    captures: dict[str, set[Slug]] = {}  # by live blog the ones in which its captures are now
    last: dict[tuple[str, ...], int] = {}  # the line that says last whether something is withheld
    left: set[str] = set()  # what else was decided there did not go along
    for of, number in ((line.get("of", {}), line["n"]) for line in lines):
        its = (homes.get(short(Digest(each))) for each in of.get("captures", {}).values())
        captures.setdefault(of.get("liveblog", ""), set()).update(filter(None, its))
        left.add(of.get(LEFT, ""))
        said = of.get("decision", {})
        if said.get("released") or said.get("withheld") is not None:
            last[_target(of)] = number
    for of, number in ((line["of"], line["n"]) for line in lines if "decision" in line.get("of", {})):
        decision, home = load(Decision, of["decision"], LOG), Slug(of["liveblog"])
        if decision.is_of_withholding and (decision.released or last[_target(of)] != number):
            continue
        if home in left and not decision.is_of_withholding:
            continue
        places = {home} if home in there else captures.get(home, set())
        if decision.capture:
            with suppress(Damage):  # told where the live blog is read
                known = captures_of_bytes(workspace.archive, {decision.capture}, homes_of_all)
                places = {one for one, _ in known} or places
        keys = tuple(of.get("keys", ()))
        liveblogs = tuple(sorted(places & there))
        for some in [(each,) for each in liveblogs] if decision.capture else [liveblogs]:
            yield Lost(number=number, liveblogs=some, decision=decision, keys=keys)


def _target(of: Mapping[str, Any]) -> tuple[str, ...]:
    said = of["decision"]
    return ("", said["capture"]) if said.get("capture") else (of["liveblog"], said.get("entry") or "")


def _answers(workspace: Workspace, later: Lost, lost: Lost, *, is_exact: bool) -> bool:
    """Was this decided instead of what is lost: of the same, or of another where what was meant is not there under that
    name any longer?"""
    one, other = later.decision, lost.decision
    kinds = [(each.is_of_withholding, bool(each.one or each.apart)) for each in (one, other)]
    if later.number < lost.number or kinds[0] != kinds[1] or not {*later.liveblogs} & {*lost.liveblogs}:
        return False
    if is_exact:
        return (one.entry, one.capture) == (other.entry, other.capture)
    return other.entry is not None and all(
        other.entry != entry.slug
        for liveblog in lost.liveblogs
        for entry in read_as_captured(workspace.archive, liveblog, []).entries
    )


def _placed(workspace: Workspace, liveblog: Slug, lost: Lost) -> Decision | None:
    """The decision as it holds there now; None where it is not certain which entry it is about."""
    decision = lost.decision
    if decision.entry is None:
        return decision
    entries = read_as_captured(workspace.archive, liveblog, []).entries
    if lost.keys:
        found = [each.slug for each in entries if {*each.keys} & {*lost.keys}]
        called_so = [each.slug for each in entries if {*former_keys(each.keys)} & {*lost.keys}]
        if not found and len(called_so) == 1:
            found = called_so
        return replace(decision, entry=found[0]) if found else None
    stem = _NUMBER.sub("", decision.entry)
    alike = [each.slug for each in entries if _NUMBER.sub("", each.slug) == stem]
    return decision if alike == [decision.entry] else None


def _bare(decision: Decision) -> Decision:
    """The decision without the name of its entry, which is another in another live blog."""
    return replace(decision, entry=None)
