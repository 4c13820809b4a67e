"""Which cues but times open entries? Wide gaps, headlines, signatures, and titles that a list above announced.

Law: each cue proposes its own beginnings, in the stretch of the page that holds most text; none decides alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from backfile.seeds.paste.aside import find_menus
from backfile.seeds.paste.cues import LONGEST_HEADLINE, Line, Shape, is_foot, is_sentence, setting
from backfile.seeds.paste.weigh import count_told

_FEW_ALIKE = 1 / 3
"""Of the lines of a page: so many at most are set as its headlines are. On one without blank lines all are."""


def by_shapes(lines: Sequence[Line]) -> list[tuple[str, tuple[int, ...]]]:
    start, end = _densest(lines)
    within = lines[start:end]
    return [(cue, tuple(start + at for at in starts)) for cue, propose in _CUES if len(starts := propose(within)) > 1]


def _densest(lines: Sequence[Line]) -> tuple[int, int]:
    """The stretch between two menus that holds the most text; the whole page when it has no menus."""
    menu = sorted(find_menus(lines))
    cuts = [(at, at + 1) for at in menu]
    bounds = [0, *(bound for cut in cuts for bound in cut), len(lines)]
    stretches = list(zip(bounds[::2], bounds[1::2], strict=True))
    start, end = max(
        stretches, key=lambda stretch: sum(len(line.text) for line in lines[slice(*stretch)] if line.is_prose)
    )
    # The headline of the page may look like the last line of a menu.
    return (start - 1 if start and lines[start - 1].shape is Shape.HEADLINE else start), end


def _at_wide_gaps(lines: Sequence[Line]) -> tuple[int, ...]:
    """Entries begin after two or more blank lines, on a page whose paragraphs stand one blank line apart.

    No gap stands before the first entry when it follows the head of the page: it begins at the last headline there.
    """
    wide = [at for at, line in enumerate(lines) if line.gap > 1]
    if not wide or not any(line.gap == 1 for line in lines):
        return ()
    first = last_headline(lines, wide[0])
    return tuple(wide) if first is None else (first, *wide)


def _at_headlines(lines: Sequence[Line]) -> tuple[int, ...]:
    """Entries begin at headlines that text follows; the headline of the page itself is not one of them."""
    headlines = [
        at
        for at, (line, following) in enumerate(pairwise(lines))
        if at and line.shape is Shape.HEADLINE and following.shape in (Shape.TEXT, Shape.BYLINE)
    ]
    return tuple(headlines)


def _after_signatures(lines: Sequence[Line]) -> tuple[int, ...]:
    """Entries begin after a signature, the first at the last headline before it; and at titles that a list announced.

    Not all are signed: where those beginnings stand at an indent of their own, every headline there begins an entry;
    and where blank lines set them otherwise than paragraphs, every line of the form of a headline that is set so.
    """
    announced = [at for at, line in enumerate(lines) if line.announced]
    ends = [at + 1 for at, line in enumerate(lines) if line.shape is Shape.SIGNATURE]
    signed = after(lines, ends)
    if announced and ends and announced[0] < ends[0]:  # the beginning of the first is known: no headline in it is one
        signed = tuple(at for at in signed if at >= ends[0])
    starts = tuple(sorted({*announced, *signed}))
    if len(starts) < 3:
        return starts
    indents = Counter(lines[at].indent for at in starts)
    if len({line.indent for line in lines}) < 2:
        return tuple(sorted({*starts, *_set_alike(lines, starts)}))
    indent, _ = indents.most_common(1)[0]
    alike = [at for at in range(starts[0], len(lines)) if lines[at].indent == indent and _may_head(lines, at)]
    return tuple(sorted({*starts, *alike})) if len(alike) < 3 * len(starts) else starts


def _set_alike(lines: Sequence[Line], starts: Sequence[int]) -> list[int]:
    """The headlines that are set as the lines at `starts` are, if few other lines are set so."""
    places = range(starts[0], len(lines) - 1)
    settings = {at: setting(lines[at], lines[at + 1]) for at in places}
    usual, _ = Counter(settings[at] for at in starts if at in settings).most_common(1)[0]
    alike = [at for at in places if settings[at] == usual]
    if len(alike) > _FEW_ALIKE * len(places):
        return []
    return [at for at in alike if lines[at].shape is Shape.HEADLINE and _may_head(lines, at)]


def _may_head(lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    plain = line.shape in (Shape.HEADLINE, Shape.TEXT) and line.text == line.item and len(line.text) <= LONGEST_HEADLINE
    return plain and any(other.is_prose for other in lines[at + 1 : at + 4])


def after(lines: Sequence[Line], ends: Sequence[int]) -> tuple[int, ...]:
    """The entries that end at `ends`: the first begins at the last headline before, none at the end of the page."""
    if not ends:
        return ()
    first = last_headline(lines, ends[0] - 1)
    last = () if len(lines) <= ends[-1] or _is_foot(lines, ends) else (ends[-1],)
    return (*(() if first is None else (first,)), *ends[:-1], *last)


def _is_foot(lines: Sequence[Line], ends: Sequence[int]) -> bool:
    """Does something else follow the last end: not the headline that follows the others, or no text?"""
    following = lines[ends[-1] : ends[-1] + 6]
    if is_foot(following[0].item) or not count_told(following):
        return True
    if any(is_sentence(lines[end].text) for end in ends[:-1] if end < len(lines)):
        return not _may_head(lines, ends[-1])
    headed = sum(end < len(lines) and lines[end].shape is Shape.HEADLINE for end in ends[:-1])
    return headed * 2 > len(ends) and lines[ends[-1]].shape is not Shape.HEADLINE


def last_headline(lines: Sequence[Line], end: int) -> int | None:
    """The last headline before line `end` that text follows, that of the page itself left out."""
    for at in range(end - 2, 0, -1):
        if lines[at].shape is Shape.HEADLINE and lines[at + 1].shape in (Shape.TEXT, Shape.BYLINE):
            return at
    return None


_Propose = Callable[[Sequence[Line]], tuple[int, ...]]
_CUES: tuple[tuple[str, _Propose], ...] = (
    ("two blank lines", _at_wide_gaps),
    ("the shape of a headline", _at_headlines),
    ("the signature before it", _after_signatures),
)
