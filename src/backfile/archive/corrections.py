"""What did people decide of a live blog, and what follows for its entries? `corrections.jsonl`, one decision a line.

The captured words stay as they are in the entries' files. Decisions are laid over them when they are read, each fact by
the newest decision that speaks of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import MISSING, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from backfile.archive.record import read_text
from backfile.errors import Damage
from backfile.model.capture import Digest
from backfile.model.decision import CORRECTABLE, PUBLISHERS, Corrected, Decision
from backfile.model.entry import Entry
from backfile.model.plain import dump, load
from backfile.text.fold import even
from backfile.text.slug import Slug

CORRECTIONS = "corrections.jsonl"
UNDATED = datetime.min.replace(tzinfo=UTC)
"""When it was decided, where nobody noted that."""


def read_decisions(folder: Path) -> list[Decision]:
    """The decisions on a live blog, oldest first. Raises Damage."""
    path = folder / CORRECTIONS
    if not path.is_file():
        return []
    return [_parse(line, f"{path}, line {number}") for number, line in enumerate(read_text(path).splitlines(), start=1)]


def dump_decisions(decisions: Iterable[Decision]) -> str:
    """The text of `corrections.jsonl`. What a decision does not speak of is left out."""
    defaults = {each.name: each.default for each in fields(Decision) if each.default is not MISSING}
    lines = []
    for decision in decisions:
        said = {name: value for name, value in _plain(decision).items() if value != dump(defaults.get(name))}
        lines.append(json.dumps(said, ensure_ascii=True))
    return "".join(f"{line}\n" for line in lines)


def overlay(entry: Entry, decisions: Sequence[Decision], aliases: dict[Slug, Slug]) -> Entry:
    """The entry with what people decided of it. Decisions on an entry that goes on in this one hold for this one."""
    own = [each for each in decisions if each.entry is not None and aliases.get(each.entry, each.entry) == entry.slug]
    if not own:
        return entry
    said: dict[str, Any] = {}
    added: list[str] = []
    notes: list[str] = []
    withheld = None
    for each in own:
        withheld = None if each.released else each.withheld or withheld
        for name in each.undone:
            said.pop(name, None)
        added = [*([] if "tags" in each.undone else added), *each.tags]
        notes = [*([] if "note" in each.undone else notes), *filter(None, [each.note])]
        said |= {name: getattr(each, name) for name in CORRECTABLE if getattr(each, name) not in (None, ())}
    tags = dict.fromkeys((*entry.tags, *added))
    corrected = Corrected(
        fields=tuple(name for name in CORRECTABLE if name in said),
        notes=tuple(notes),
        headline=said.get("headline"),
        body=said.get("body"),
        was_byline=entry.byline,
        was_published=entry.published,
        was_updated=entry.updated,
        was_tags=entry.tags,
    )
    return replace(
        entry,
        byline=said.get("byline", entry.byline),
        published=said.get("published", entry.published),
        updated=said.get("updated", entry.updated),
        tags=tuple(tags),
        corrected=corrected if said or notes else None,
        withheld=withheld,
    )


def decision_by_hand(altered: Entry, captured: Entry, made: datetime = UNDATED, operator: str = "") -> Decision:
    """What somebody says of an entry who altered its file, as a decision: the facts that are not as they were captured,
    and the words where more than their marks differ. Tags are added; none is taken from the publisher's."""
    facts = {name: getattr(altered, name) for name in CORRECTABLE if getattr(altered, name) != getattr(captured, name)}
    facts.pop("body", None)
    if "tags" in facts:
        facts["tags"] = tuple(tag for tag in altered.tags if tag not in captured.tags)
    if altered.altered is not None and even(altered.altered) != even(captured.newest.body):
        facts["body"] = altered.altered
    return Decision(made=made, operator=operator, entry=altered.slug, **facts)


def beyond_decisions(altered: Entry, captured: Entry) -> tuple[str, ...]:
    """The facts that somebody changed in an entry's file as no decision can say it: those taken away without another in
    their place, and those that are nobody's but the publisher's."""
    gone = [name for name in CORRECTABLE if getattr(altered, name) in (None, ()) and getattr(captured, name)]
    if "tags" not in gone and not set(altered.tags).issuperset(captured.tags):
        gone.append("tags")
    theirs = [name for name in PUBLISHERS if getattr(altered, name) != getattr(captured, name)]
    return (*gone, *theirs)


def withheld_captures(decisions: Iterable[Decision]) -> dict[Digest, str]:
    """What captures are withheld, by the sha256 of their bytes, and why: with bytes all their captures are."""
    held: dict[Digest, str] = {}
    for each in decisions:
        if each.capture is not None and each.released:
            held.pop(each.capture, None)
        elif each.capture is not None and each.withheld is not None:
            held[each.capture] = each.withheld
    return held


def _plain(decision: Decision) -> dict[str, object]:
    plain: dict[str, object] = dump(decision)
    return plain


def _parse(line: str, place: str) -> Decision:
    try:
        plain = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Damage(place, f"is no JSON ({error})", "restore it from a backup") from error
    return load(Decision, plain, place)
