"""Which words of a text are searched? What a reader would look for, folded, each with its place.

Words are those of text/fold.py, and these besides:

- letters with a point after each are one word without the points: `U.S.` is `us`, and found as US;
- digits grouped by commas are one number (`1,200` is `1200`); digits joined by points stay so (`3.5`, `192.168.0.1`);
- `C++` and `C#` keep their marks;
- scripts that part no words (Chinese, Japanese, Thai, Lao, Khmer, Burmese) give each two neighbouring characters as a
  word, and the last one alone, so that every character begins a word.

No word is left out for being common. tests/fixtures/analysis/ holds examples that every face obeys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from backfile.text.fold import LETTER, MARKS, WORD, Word, fold
from backfile.text.scripts import ATTACHED, UNSPACED

_FIRST_UNSPACED = "\u0e01"

# The patterns take twenty milliseconds to compile, so each is compiled when a text first asks for it.
_RUN = rf"(?P<run>[{UNSPACED}][{UNSPACED}{MARKS}]*)"


def _marked(letter: str, of_word: str) -> tuple[str, str, str]:
    """Patterns of the words that hold marks: letters with points, numbers, and letters with ++ or #."""
    initials = rf"(?<![{of_word}.]){letter}(?:\.{letter})+(?![{of_word}])\.?"
    number = rf"(?<![{of_word}])(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)*|\d+(?:\.\d+)+)"
    sharp = rf"(?<![{of_word}])[A-Za-z](?:\+\+|#)(?![{of_word}+#])"
    return initials, number, sharp


_INITIALS, _NUMBER, _SHARP = (
    rf"(?P<{name}>{pattern})"
    for name, pattern in zip(("initials", "number", "sharp"), _marked(rf"(?![{UNSPACED}])[^\W\d_]", r"\w"), strict=True)
)
_SPACED = WORD.pattern.replace(LETTER, rf"(?:(?![{UNSPACED}]){LETTER})")

_TOKEN = "|".join((_RUN, _INITIALS, _NUMBER, _SHARP, _SPACED))
_QUICKER = "|".join((r"(?P<run>(?!))", _INITIALS, _NUMBER, _SHARP, WORD.pattern))  # for texts without such scripts
_CLUSTER = rf"[{UNSPACED}{MARKS}][{ATTACHED}]*"
_ANY_UNSPACED = f"[{UNSPACED}]"
BARE = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")
_MARKED = re.compile(r"[a-z0-9][.,][a-z0-9]|\+\+|#")  # without these no word of ASCII holds a mark
_ODD = re.compile(rf"\0|{_MARKED.pattern}")  # in a text of which all that is not ASCII is NUL
_NOT_ASCII = re.compile(r"[^\0-\x7f]")
_ASCII = "|".join((*_marked("[a-z]", "a-z0-9_"), BARE.pattern))
# What most texts hold beyond ASCII, and no word but ’ does.
_PLAIN = {ord("’"): "'"} | dict.fromkeys(map(ord, "“”‘„«»–—…•·€£§©°\xa0"), " ")
_COMPOSED = {"\u0e4d\u0e32": "\u0e33", "\u0ecd\u0eb2": "\u0eb3"}  # Thai and Lao AM, which NFKC takes apart


def constants() -> dict[str, object]:
    """What a face needs to cut words as this module does; the patterns are in Python's words."""
    return {"token": _TOKEN, "cluster": _CLUSTER, "unspaced": UNSPACED, "composed": _COMPOSED}


def cut(text: str, *, asked: bool = False) -> Iterator[Word]:
    """The words of a text in order, with their places; of what is `asked` for, not the last character of a run alone.

    >>> [word.fold for word in cut("The U.S. lost 1,200 MiG-29s")]
    ['the', 'us', 'lost', '1200', 'mig', '29s']
    >>> [word.fold for word in cut("北京大学")], [word.fold for word in cut("北京大学", asked=True)]
    (['北京', '京大', '大学', '学'], ['北京', '京大', '大学'])
    """
    plain = _plain(text)
    if plain is None:
        yield from cut_slowly(text, asked=asked)
        return
    pattern = _compiled(_ASCII) if _MARKED.search(plain) else BARE
    for match in pattern.finditer(plain):
        word = match.group()
        yield Word(match.start(), match.end(), word if word.isalnum() else _without_marks(word))


def folds(text: str, *, asked: bool = False) -> list[str]:
    """The folded words of a text in order, without their places: what `cut` gives, sooner.

    >>> folds("The U.S. lost 1,200 “MiG-29s”")
    ['the', 'us', 'lost', '1200', 'mig', '29s']
    """
    plain = _plain(text)
    return _folds_by_piece(text, asked) if plain is None else _folds(plain)


def bare_words(text: str) -> tuple[str, list[Word]]:
    """A text on one line in small letters of ASCII, character for character, and the words that are not to be seen in
    it: those of pieces, between blanks, that hold others than runs of letters and digits with apostrophes between
    them. Such pieces are blotted out by NUL, or are blank where they hold no word.

    >>> bare_words("So O’Neill’s MiG-29s (U.S.)")
    ("so o'neill's mig-29s \\x00\\x00\\x00\\x00\\x00\\x00", [Word(start=22, end=26, fold='us')])
    """
    plain = (text if text.isascii() else _NOT_ASCII.sub("\0", text.translate(_PLAIN))).lower()
    runs: list[tuple[int, int]] = []
    end = -1
    while odd := _ODD.search(plain, end + 1):
        start, last = text.rfind(" ", 0, odd.start()) + 1, end
        end = text.find(" ", odd.start())
        end = len(text) if end < 0 else end
        if runs and start == last + 1:
            start, _ = runs.pop()
        runs.append((start, end))
    kept, others, at = list[str](), list[Word](), 0
    for start, end in runs:
        held = [Word(start + word.start, start + word.end, word.fold) for word in cut(text[start:end])]
        kept += plain[at:start], ("\0" if held else " ") * (end - start)
        others += held
        at = end
    return "".join((*kept, plain[at:])), others


def cut_slowly(text: str, *, asked: bool = False) -> Iterator[Word]:
    """What `cut` gives of any text, without a short way for those that need none of this."""
    for match in _compiled(_TOKEN if _has_unspaced(text) else _QUICKER).finditer(text):
        match match.lastgroup:
            case None:
                yield from _whole(match, match.group())
            case "run":
                yield from _pairs(match, asked)
            case "initials":
                yield from _whole(match, match.group().replace(".", ""))
            case _:
                yield Word(match.start(), match.end(), fold(match.group().replace(",", "")))


def _plain(text: str) -> str | None:
    """The text in small letters of ASCII, character for character; None where it holds words of others."""
    plain = text if text.isascii() else text.translate(_PLAIN)
    return plain.lower() if plain.isascii() else None


def _folds(plain: str) -> list[str]:
    if not _MARKED.search(plain):
        return BARE.findall(plain)
    return [word if word.isalnum() else _without_marks(word) for word in _compiled(_ASCII).findall(plain)]


def _folds_by_piece(text: str, asked: bool) -> list[str]:
    """No word goes over a blank: so what stands between the few pieces that are not of ASCII need not be cut slowly."""
    found: list[str] = []
    quick: list[str] = []
    for piece in text.split():
        if (plain := _plain(piece)) is not None:
            quick.append(plain)
            continue
        found += _folds(" ".join(quick))
        quick.clear()
        if piece.isalnum() and max(piece) < _FIRST_UNSPACED:
            found += WORD.findall(fold(piece))
        else:
            found += [word.fold for word in cut_slowly(piece, asked=asked)]
    return found + _folds(" ".join(quick))


def _without_marks(word: str) -> str:
    bare = word.replace(",", "")
    return bare if bare[0].isdigit() else bare.replace(".", "")


def _whole(match: re.Match[str], written: str) -> Iterator[Word]:
    """A word as it is written; a character that folds to several words (½) gives each of them."""
    if written.isascii():
        yield Word(match.start(), match.end(), fold(written))
    else:
        for piece in WORD.findall(fold(written)):
            yield Word(match.start(), match.end(), piece)


def _pairs(match: re.Match[str], asked: bool) -> Iterator[Word]:
    held = [(found.span(), _compose(fold(found.group()))) for found in _compiled(_CLUSTER).finditer(match.group())]
    start = match.start()
    for ((first, _), one), ((_, last), other) in pairwise(held):
        yield Word(start + first, start + last, one + other)
    if len(held) == 1 or (held and not asked):
        (first, last), one = held[-1]
        yield Word(start + first, start + last, one)


def is_alone(word: str) -> bool:
    """Is this one character of a script that parts no words? It then stands for every word that it begins.

    >>> is_alone("京"), is_alone("北京"), is_alone("b")
    (True, False, False)
    """
    return _has_unspaced(word[:1]) and _compiled(_CLUSTER).fullmatch(word) is not None


_compiled = cache(re.compile)


def _has_unspaced(text: str) -> bool:
    return max(text, default="") >= _FIRST_UNSPACED and _compiled(_ANY_UNSPACED).search(text) is not None


def _compose(folded: str) -> str:
    for parts, whole in _COMPOSED.items():
        folded = folded.replace(parts, whole)
    return folded
