"""Which words does a draft quote?

A quotation stands in marks of any kind and language, or apart as a block of Markdown. An ellipsis parts it into pieces
that follow each other; what stands in square brackets is the writer's, with the rest of a word that it begins ([T]he).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from backfile.text.fold import DOUBLE_QUOTES, QUOTES
from backfile.text.fold import words as fold_words

PUT_IN = 8
"""Words that something in square brackets may stand for."""

_PAIRS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    '"': '"',
    "‘": "’",
    "‚": "‘’",
    "'": "'",
}
"""The marks that open a quotation, and those that may close it. A straight ' is an apostrophe more often: it opens one
only before a word and after none, closes one only behind a word or sign and before none, and they hold two words."""
_SINGLE = "‘‚'"
_ELIDED = re.compile(r"'(?:\d\ds?|tis|twas|em|til|cause|n)\b", re.IGNORECASE)
_LONGEST = 3_000
"""Characters of a quotation: what is longer than a page is a mark that was never closed."""

_OPENING = re.compile(f"[{''.join(_PAIRS)}]")
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")
_BLOCK = re.compile(r"(?:^>[^\n]*(?:\n|\Z))+", re.MULTILINE)
_BLOCK_MARK = re.compile(r"^>[ \t]?", re.MULTILINE)
_DOTS = r"(?:…|\.(?: ?\.){2,3})"
_GAP = re.compile(rf"\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)|{_DOTS}|(?P<put_in>\w*\[[^\[\]\n]{{0,200}}\]\w*)")
_BRACKETED = re.compile(r"\[([^\[\]\n]{1,200})\]")
_AT_START = " \n\t,;:\"'" + QUOTES + DOUBLE_QUOTES
_AT_END = _AT_START + ".-–—"  # never ? or !: they make another sentence


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation in a draft: its characters `start` to `end`, without the marks, and the pieces of it, in order.

    `gaps` holds how many words may stand before each piece but the first; None: any number.
    """

    start: int
    end: int
    text: str
    pieces: tuple[str, ...]
    gaps: tuple[int | None, ...]
    is_changed: bool  # does it say itself that words were left out or put in?


def find_quotes(draft: str) -> list[Quote]:
    """The quotations of a draft, in order; one inside another is part of it. What holds no word is none."""
    quotes = (as_quote(draft[start:end], start) for start, end in _spans(draft))
    return [quote for quote in quotes if quote.pieces]


def as_quote(text: str, start: int = 0) -> Quote:
    """A text as the quotation that it would be, at that place of a draft.

    >>> as_quote("the bridge … is [now] closed,").pieces
    ('the bridge', 'is', 'closed')
    """
    lines = _BLOCK_MARK.sub("", text) if text.startswith(">") else text
    pieces: list[str] = []
    gaps: list[int | None] = []
    gap: int | None = 0
    at, changed = 0, False
    for found in (*_GAP.finditer(lines), None):
        piece = lines[at : found.start() if found else len(lines)].lstrip(_AT_START).rstrip(_AT_END)
        if next(fold_words(piece), None) is not None:
            gaps += [gap] if pieces else []
            pieces.append(piece)
            gap = 0
        if found is not None:
            changed = True
            gap = PUT_IN if found["put_in"] and gap is not None else None
            at = found.end()
    return Quote(start, start + len(text), text, tuple(pieces), tuple(gaps), changed)


def is_a_name(quote: Quote) -> bool:
    """Is it one word with a capital, as the name of a newspaper stands in marks?

    >>> is_a_name(as_quote("Новини")), is_a_name(as_quote("closed"))
    (True, False)
    """
    folded = list(fold_words(quote.text))
    return len(folded) == 1 and not quote.is_changed and quote.pieces[0][0].isupper()


def as_written(quote: Quote) -> str:
    r"""The quotation on one line, without the marks of a block and the brackets around what was put in.

    >>> as_written(as_quote("> the [old]\n> bridge"))
    'the old bridge'
    """
    return " ".join(_BRACKETED.sub(r"\1", without_marks(quote.text)).split())


def without_marks(text: str) -> str:
    r"""What a draft quotes, without the marks of a block.

    >>> without_marks("> the [old]\n> bridge")
    'the [old]\nbridge'
    """
    return _BLOCK_MARK.sub("", text) if text.startswith(">") else text


def _spans(draft: str) -> Iterator[tuple[int, int]]:
    at = 0
    for block in _BLOCK.finditer(draft):
        yield from _marked(draft, at, block.start())
        yield block.start(), block.start() + len(block[0].rstrip())
        at = block.end()
    yield from _marked(draft, at, len(draft))


def _marked(draft: str, at: int, last: int) -> Iterator[tuple[int, int]]:
    """What stands between marks, paragraph by paragraph."""
    while (found := _OPENING.search(draft, at, last)) is not None:
        at = found.end()
        if draft[found.start() - 1 : found.start()].isalnum():  # an apostrophe, an inch, a mark that closes
            continue
        end = _closing(draft, at, last, found[0])
        if found[0] == "'" and (end is None or not _is_sure(draft, found.start(), end)):
            continue
        if end is not None:
            yield at, end
            at = end + 1


def _is_sure(draft: str, opening: int, end: int) -> bool:
    """Do straight single marks hold a quotation, and not what two apostrophes part?"""
    words = sum(1 for _ in fold_words(draft[opening + 1 : end]))
    begins = draft[opening + 1].isalnum() or draft[opening + 1] in '“"‘[…'
    return words > 1 and begins and not _ELIDED.match(draft, opening) and not draft[end - 1].isspace()


def _closing(draft: str, at: int, last: int, mark: str) -> int | None:
    """Where the mark that closes stands; None where its paragraph ends before."""
    paragraph = _PARAGRAPH_END.search(draft, at, last)
    end = min(paragraph.start() if paragraph else last, at + _LONGEST)
    inside = 0  # quotations in the same marks
    for place in range(at, end):
        sign = draft[place]
        if sign in _PAIRS[mark] and not (mark in _SINGLE and draft[place + 1 : place + 2].isalnum()):
            if inside == 0:
                return place
            inside -= 1
        elif sign == mark and mark not in _PAIRS[mark]:
            inside += 1
    return None
