"""Which bare names of a page are bylines, and which times in a headline's line are no part of it? What repeats tells.

Law: two capitalised words are a headline, and a time in its line is part of it, until the page shows otherwise: a
headline stands below the name, or the name comes back beside other times, and so for most lines of that form.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from backfile.seeds.paste.cues import Line, Shape, shape_of
from backfile.seeds.paste.stamps import Place, Stamp
from backfile.seeds.printed.byline import is_agency, parse_byline, parse_names, parse_signature
from backfile.seeds.printed.words import REPORTS
from backfile.text.fold import DASHES, fold

_FEWEST_UNSURE = 3
"""Times that stand in lines as headlines hold them too: fewer show no regularity."""
_NEARLY_ALL = 0.9
_DASHED = f"-{DASHES}"
_FEWEST_WITH_ANOTHER = 3
"""Names of one kind among which one comes back, if they are names: a page has few authors."""


@dataclass(frozen=True, slots=True)
class _Bare:
    """Names at line `at` that may be a headline. `kind` is equal for lines that hold them alike."""

    at: int
    names: tuple[str, ...]
    said: str
    kind: tuple[object, ...]
    placed: bool


def settle_names(lines: Sequence[Line]) -> list[Line]:
    """The lines, each bare name held to be a byline or a headline, and times that are unsure kept or let go."""
    lines = [replace(line, shape=Shape.TEXT) if _is_listed(lines, at) else line for at, line in enumerate(lines)]
    bare = [*_beside_times(lines), *_below_times(lines)]
    plain = _count_plain(lines)
    returning = _returning(lines, bare)
    proven = [each for each in bare if each.placed or _returns(each, returning) or all(map(is_agency, each.names))]
    by_kind: dict[tuple[object, ...], int] = defaultdict(int)
    for each in bare:
        by_kind[each.kind] += 1
    shown: dict[tuple[object, ...], int] = defaultdict(int)
    for each in proven:
        shown[each.kind] += 1
    returned = {each.kind for each in bare if _returns(each, returning) or by_kind[each.kind] < _FEWEST_WITH_ANOTHER}
    usual = {kind for kind, count in shown.items() if kind in returned and count * 2 > by_kind[kind] + plain[kind]}
    certain = {each.at for each in proven if each.placed and _returns(each, returning)}
    certain.update(each.at for each in bare if each.at + 1 < len(lines) and _reports(each, lines[each.at + 1].text))
    certain.update(each.at for each in bare if each.kind in usual or all(map(is_agency, each.names)))
    named = {each.at: each.names for each in bare if each.at in certain}
    return _without_unsure([_settle(line, named.get(at, ())) for at, line in enumerate(lines)])


def _is_listed(lines: Sequence[Line], at: int) -> bool:
    """Does a line that looks like a signature stand in a list: close to another line that begins with a dash?"""
    if lines[at].shape is not Shape.SIGNATURE:
        return False
    near = [(lines[at - 1], lines[at])] if at else []
    near += [(lines[at + 1], lines[at + 1])] if at + 1 < len(lines) else []
    text = lines[at].text
    return any(other.text[0] in _DASHED and other.text != text and lower.gap == 0 for other, lower in near)


def _beside_times(lines: Sequence[Line]) -> Iterable[_Bare]:
    for at, line in enumerate(lines):
        stamp = line.stamp
        if stamp is None or not stamp.names:
            continue
        placed = _headline_follows(lines, at)
        if stamp.place is Place.SIGNED:
            closes = at > 0 and lines[at - 1].shape is Shape.TEXT and not _is_text(lines, at + 1)
            placed = placed or closes
        yield _Bare(at, stamp.names, stamp.said, _kind(stamp), placed)


def _below_times(lines: Sequence[Line]) -> Iterable[_Bare]:
    for at in _first_told(lines):
        names = parse_names(lines[at].text)
        placed = _headline_follows(lines, at)
        # Text close below it makes a line a headline; of a name it is set apart.
        apart = lines[at].gap == 0 and at + 1 < len(lines) and lines[at + 1].gap > 0
        if names is not None and (placed or apart):
            stamp = lines[at - 1].stamp or lines[at - 2].stamp
            yield _Bare(at, names, stamp.said if stamp else "", ("below",), placed)


def _first_told(lines: Sequence[Line]) -> Iterable[int]:
    """The lines below a time that stands alone, which hold a headline, text, or a name."""
    for at, line in enumerate(lines):
        stamp = line.stamp
        if stamp is None or stamp.place is not Place.ALONE or stamp.names or stamp.updated:
            continue
        flagged = at + 1 < len(lines) and lines[at + 1].shape is Shape.FLAG
        below = at + 1 + flagged
        if below < len(lines) and lines[below].stamp is None and lines[below].shape in (Shape.HEADLINE, Shape.TEXT):
            yield below


def _kind(stamp: Stamp) -> tuple[object, ...]:
    return (stamp.place in (Place.SIGNED, Place.BEHIND), stamp.form)


def _count_plain(lines: Sequence[Line]) -> dict[tuple[object, ...], int]:
    """Lines of each kind that hold a headline which no name can be."""
    plain: dict[tuple[object, ...], int] = defaultdict(int)
    for line in lines:
        if line.stamp is not None and line.stamp.place in (Place.HEADING, Place.BEHIND):
            plain[_kind(line.stamp)] += 1
    for at in _first_told(lines):
        plain[("below",)] += lines[at].shape is Shape.HEADLINE and parse_names(lines[at].text) is None
    return plain


def _headline_follows(lines: Sequence[Line], at: int) -> bool:
    """Does a headline with text below it stand under the line?"""
    below = lines[at + 1 : at + 2]
    return bool(below) and below[0].shape is Shape.HEADLINE and below[0].stamp is None and _is_text(lines, at + 2)


def _is_text(lines: Sequence[Line], at: int) -> bool:
    return at < len(lines) and lines[at].shape is Shape.TEXT


def _returning(lines: Sequence[Line], bare: Iterable[_Bare]) -> dict[str, set[str]]:
    """For each name, the times that it stands beside; a line that says it is a byline counts as one more."""
    times: dict[str, set[str]] = defaultdict(set)
    for each in bare:
        for name in each.names:
            times[fold(name)].add(each.said)
    for line in lines:
        if line.shape in (Shape.SIGNATURE, Shape.BYLINE):
            for name in parse_signature(line.text) or parse_byline(line.text) or ():
                times[fold(name)].add("")
    return times


def _returns(each: _Bare, times: dict[str, set[str]]) -> bool:
    return any(len(times[fold(name)] | {each.said}) > 1 for name in each.names)


def _reports(each: _Bare, following: str) -> bool:
    """Does the next line say that it is a reporter's name: `Orla Penhaligon reports from Millbrook`?"""
    said = fold(following)
    return any(said.startswith(f"{fold(name)} {verb} ") for name in each.names for verb in REPORTS)


def _settle(line: Line, names: tuple[str, ...]) -> Line:
    stamp = line.stamp
    if stamp is None:
        return replace(line, names=names) if names else line
    if not stamp.names:
        return line
    if names:
        return replace(line, stamp=replace(stamp, sure=True))
    headed = stamp.without_names()
    return replace(line, stamp=headed, shape=shape_of(line.text)[0])


def _without_unsure(lines: list[Line]) -> list[Line]:
    """The lines, times that may be part of a headline let go, unless nearly all headlines of the page have them so."""
    sure = sum(line.stamp is not None and line.stamp.sure and not line.stamp.updated for line in lines)
    unsure = [at for at, line in enumerate(lines) if line.stamp is not None and not line.stamp.sure]
    headed = [at for at in unsure if _is_text(lines, at + 1)]
    plain = sum(
        line.shape is Shape.HEADLINE and line.stamp is None and _is_text(lines, at + 1)
        for at, line in enumerate(lines)
        if at
    )
    if (
        sure * _FEWEST_UNSURE <= len(headed)
        and len(headed) >= _FEWEST_UNSURE
        and len(headed) >= _NEARLY_ALL * (len(headed) + plain)
    ):
        return lines
    gone = set(unsure)
    return [replace(line, stamp=None) if at in gone else line for at, line in enumerate(lines)]
