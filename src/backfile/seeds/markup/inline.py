"""How do the pieces of a paragraph become one line of Markdown? Marks close to the words they mark, blanks joined, the
rest escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from backfile.text import markdown

Piece = str | tuple[str, bool]
"""Words as they stand in a page (a line break is “\\0”), or (mark, opens) for a mark between words."""

_BLANKS = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
HOLDER = "\ufdd0"
"""Holds the place of a mark while the words around it are escaped. HTML knows no such character."""
_HELD = f"&#{ord(HOLDER)};"


def write_inline(pieces: list[Piece]) -> str:
    """The pieces as one paragraph: blanks joined, marks close to the words they mark, everything escaped.

    Marks around nothing, and those whose other one stands in another paragraph, are left out; blanks stand outside.
    """
    kept = _pairs(pieces)
    words_: list[str] = []  # with a holder for each mark
    marks: list[str] = []
    waiting: list[str] = []  # marks that were opened, and wait for words
    owed = ""  # blanks, or a line break, that wait for words
    for at, piece in enumerate(pieces):
        if isinstance(piece, tuple):
            if at not in kept:
                continue
            if piece[1]:
                waiting.append(piece[0])
            else:
                words_.append(HOLDER)
                marks.append(piece[0])
            continue
        for number, line in enumerate(piece.split("\0")):
            bare = line.strip()
            lead = line[: len(line) - len(line.lstrip())]
            owed = "\n" if number or owed == "\n" else owed + lead
            if not bare:
                continue
            if words_:
                words_.append(owed if owed == "\n" else _BLANKS.sub(" ", owed))
            words_ += [HOLDER] * len(waiting)
            words_.append(_BLANKS.sub(" ", bare))
            marks += waiting
            waiting.clear()
            owed = line[len(line.rstrip()) :]
    written = markdown.escape("".join(words_)).split(_HELD)
    for at, mark in enumerate(marks):
        if mark.startswith("[") and written[at].endswith("!"):  # it would be read as a picture
            written[at] = written[at][:-1] + "&#33;"
    return written[0] + "".join(mark + text for mark, text in zip(marks, written[1:], strict=True))


def _pairs(pieces: list[Piece]) -> set[int]:
    """The numbers of the marks that open and close around words, one inside another of its kind left out."""
    kept: set[int] = set()
    open_: list[tuple[int, int]] = []  # a mark, and how many pieces with words stand before it
    held = 0
    for at, piece in enumerate(pieces):
        if isinstance(piece, str):
            held += bool(piece.replace("\0", " ").strip())
        elif piece[1]:
            open_.append((at, held))
        else:
            # One that stands in another paragraph than its other half has none here.
            while any(_is_pair(pieces[opened], piece) for opened, _ in open_):
                opening, before = open_.pop()
                if _is_pair(pieces[opening], piece):
                    if held > before:
                        kept |= {opening, at}
                    break
    return kept - set(_needless(pieces, sorted(kept)))


def _is_pair(opening: Piece, closing: Piece) -> bool:
    return opening[0] == closing[0] or (opening[0] == "[" and closing[0][:1] == "]")


def _needless(pieces: list[Piece], marks: list[int]) -> Iterator[int]:
    """Of marks in pairs, those inside another pair of their kind, and those that end one where the next one begins.

    (Of stars that close and stars that open without a character between them nobody can tell which is which.)
    """
    inside: list[tuple[str, bool]] = []  # the opening marks around us, and whether they are needless
    last: int | None = None  # a closing mark, after which nothing was written yet
    for before, at in zip([-1, *marks], marks, strict=False):
        mark, opens = str(pieces[at][0]), pieces[at][1] is True
        if any(isinstance(piece, str) and piece for piece in pieces[before + 1 : at]):
            last = None
        if opens:
            needless = any(mark == other for other, _ in inside)
            closed = "" if last is None else str(pieces[last][0])
            if last is not None and closed == mark:
                yield last
            needless = needless or (closed != mark and "*" in closed and "*" in mark)
            inside.append((mark, needless))
            if needless or closed == mark:
                yield at
        else:
            needless = inside.pop()[1]
            if needless:
                yield at
            else:
                last = at
