"""Which times of a page open its entries? Those told in one form again and again, and followed by text.

Law: lines that hold nothing but a time and follow each other tell one time; a form is judged by what its layout weighs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backfile.seeds.paste.cues import Line, Shape, is_foot
from backfile.seeds.paste.shaped import after
from backfile.seeds.paste.stamps import Place
from backfile.seeds.paste.weigh import Layout, count_told, weigh

_MIXED = 0.9
"""What a layout by times of several forms weighs beside one whose times are all told alike."""
_HEADLINES_ALONE = 0.1
"""What times before headlines weigh where no text stands below them: a ticker, if nothing else is on the page."""
_FORMS = {"clock": 1, "date and clock": 2}
"""How much a time says: more than the forms that are not here, which count from the capture."""
_FEWEST_NUMBERED = 4
_NUMBERED = re.compile(r"[^\W\d]{3,}[^\W\d ]* \d{1,3}\b.{0,20}")


@dataclass(frozen=True, slots=True)
class _Opening:
    """Lines `at` to `end` (exclusive) tell one time, in the same form as others do."""

    at: int
    end: int
    place: Place
    form: str
    updated: bool


def by_times(lines: Sequence[Line]) -> Iterator[Layout]:
    """A layout for each form that times take on the page, and for forms that only together open all entries."""
    openings = list(_openings(lines))
    groups: dict[tuple[object, ...], list[_Opening]] = {}
    for each in openings:
        groups.setdefault((each.place, each.form, each.updated), []).append(each)
        if not each.updated:
            groups.setdefault((each.place,), []).append(each)
            if each.place in (Place.ALONE, Place.HEADING):
                groups.setdefault(("leading", each.form), []).append(each)
    for key, group in groups.items():
        # Of times in several forms, one that stands alone in its form is the page's own.
        if len(key) == 1:
            group = [each for each in group if len(groups[(each.place, each.form, each.updated)]) > 1]
        if len(group) < 2 or (len(key) < 3 and len({(each.place, each.form) for each in group}) < 2):
            continue
        if len(key) == 3:
            group = _with_companions(lines, group, openings)
        starts = _with_headlines_above(lines, group)
        weight = weigh(lines, starts) * (_MIXED if len(key) < 3 else 1)
        if not weight and group[0].place is Place.HEADING and len(group) > 2:
            weight = _HEADLINES_ALONE
        late = group[0].updated and group[0].place is Place.ALONE
        if group[0].place is Place.SIGNED and _closes(lines, group):
            closed = after(lines, [each.end for each in group])
            yield Layout("the signature before it", closed, weigh(lines, closed) * _MIXED)
        elif not any(each.place is Place.SIGNED for each in group):
            yield Layout("a line with a time", starts, weight / 2 if late else weight)
        else:
            yield Layout("a line with a time", starts, weight)


def _with_companions(lines: Sequence[Line], group: Sequence[_Opening], openings: Sequence[_Opening]) -> list[_Opening]:
    """The times of one form, with those below them that say more and stand just as they do: pages that say “5 minutes
    ago” of the newest entries give a clock or a date to the others. Among them a clock may be how long a film is, and
    so may a bare one that stands alone below them; times that say less are those of comments."""
    own = group[0]
    if own.place is not Place.ALONE or own.updated:
        return list(group)
    foot = next((at for at in range(own.at, len(lines)) if is_foot(lines[at].item)), len(lines))
    gap = min(lines[each.at].gap for each in group[1:])
    following = {lines[each.end].shape for each in group if each.end < len(lines)}
    others = [
        each
        for each in openings
        if each.place is Place.ALONE and not each.updated and group[-1].at < each.at < foot
        if _FORMS.get(each.form, 0) > _FORMS.get(own.form, 0)
    ]
    alike = [
        each
        for each in others
        if lines[each.at].gap >= gap and each.end < len(lines) and lines[each.end].shape in following
    ]
    is_film = len(alike) == 1 and not any(mark.isalpha() for mark in lines[alike[0].at].text)
    return list(group) if is_film else [*group, *alike]


def _openings(lines: Sequence[Line]) -> Iterator[_Opening]:
    """The lines with a time; lines that hold nothing else and follow each other tell one time together."""
    pending: _Opening | None = None
    for at, line in enumerate(lines):
        stamp = line.stamp
        if stamp is None:
            continue
        each = _Opening(at, at + 1, stamp.place, stamp.form, stamp.updated)
        joins = pending is not None and pending.end == at and not stamp.updated and not pending.updated
        if joins and pending is not None and pending.place is stamp.place is Place.ALONE:
            tokens = dict.fromkeys([*pending.form.split(), *stamp.form.split()])
            pending = _Opening(pending.at, at + 1, Place.ALONE, " ".join(tokens), False)
            continue
        if pending is not None:
            yield pending
        pending = each
    if pending is not None:
        yield pending


def _with_headlines_above(lines: Sequence[Line], group: Sequence[_Opening]) -> tuple[int, ...]:
    """Entries begin at their times, or at the headlines above them where the page has them in that order."""
    times = [each.at for each in group]
    alone = [each for each in group if each.place is Place.ALONE]
    if len(alone) * 2 < len(group):
        return tuple(times)
    above = sum(each.at > 0 and lines[each.at - 1].shape is Shape.HEADLINE for each in alone)
    below = sum(each.end < len(lines) and lines[each.end].shape is Shape.HEADLINE for each in alone)
    if above > below and above * 2 > len(alone) > below * 2:
        times = [at - 1 if at and lines[at - 1].shape is Shape.HEADLINE else at for at in times]
    return tuple(sorted(set(times)))


def _closes(lines: Sequence[Line], group: Sequence[_Opening]) -> bool:
    """Do names and times stand below their entries? Then text stands close above the first, and none below the last."""
    above = any(line.is_prose for line in lines[max(0, group[0].at - 2) : group[0].at])
    below = any(line.is_prose for line in lines[group[-1].end : group[-1].end + 3])
    return above and not below


def with_numbered(lines: Sequence[Line], starts: tuple[int, ...]) -> tuple[int, ...]:
    """The beginnings, with those at headings that repeat with other numbers (`Round 7`) where no time stands."""
    kinds: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        if line.stamp is None and _NUMBERED.fullmatch(line.text):
            kinds.setdefault(re.sub(r"\d+(?:[.,]\d+)?", "#", line.text), []).append(at)
    taken = list(starts)
    for places in kinds.values():
        both = sorted({*taken, *places})
        if len(places) >= _FEWEST_NUMBERED and _share(lines, both, places) > 0.9 and _share(lines, both, taken) > 0.75:
            taken = both
    return tuple(taken)


def _share(lines: Sequence[Line], starts: Sequence[int], of: Sequence[int]) -> float:
    """Of the entries that begin at `of`, how many have text of their own."""
    wanted = set(of)
    spans = [(at, end) for at, end in zip(starts, (*starts[1:], len(lines)), strict=True) if at in wanted]
    return sum(count_told(lines[at:end]) > 0 for at, end in spans) / len(spans)
