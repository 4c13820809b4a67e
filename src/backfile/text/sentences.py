"""What must be known of a script to tell its capitals, its words and the ends of its sentences?

Law: what only some scripts have (capitals, blanks between words) says nothing where a script has none of it.
"""

from __future__ import annotations

import re

from backfile.text.fold import WORD
from backfile.text.scripts import UNSPACED

SENTENCE_ENDS = ".!?…。．｡！？؟۔।॥։።፧။།។"
"""Marks that end a sentence: Latin, Chinese and Japanese, Arabic, Urdu, Indic, Armenian, Ethiopic, Burmese, Tibetan,
Khmer. (Thai and Lao have none.)"""

CLOSING = "'\"’”»)]」』）】〉》"
"""Marks that may stand behind the end of a sentence and belong to it."""

UNCASED = (
    "\u0590-\u109f\u10d0-\u10ff\u1100-\u139f\u1400-\u1c7f\u3005-\u3007\u3041-\ua62b\ua800-\uab2f\uabc0-\ud7ff"
    "\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufefc\uff66-\uffdc\U00020000-\U0003ffff"
)
"""For a character class: letters (and their marks and digits) of scripts that have no capitals."""


def _ranges(first: int, last: int) -> str:
    """The capitals in a stretch of Unicode, for a character class."""
    told, at = "", first
    while at <= last:
        start = at
        while at <= last and _is_capital(chr(at)):
            at += 1
        if at > start:
            told += chr(start) if at == start + 1 else f"{chr(start)}-{chr(at - 1)}"
        at += 1
    return told


def _is_capital(letter: str) -> bool:
    return letter.isupper() or letter.istitle()


CAPITALS = _ranges(0x41, 0x0587) + _ranges(0x10A0, 0x10C5) + _ranges(0x1E00, 0x1FFF) + _ranges(0xFF21, 0xFF3A)
"""For a character class: the capitals of Latin, Greek, Cyrillic, Armenian and old Georgian."""

_RUN = re.compile(f"[{UNSPACED}]+")
_ANY_WORD = re.compile(f"(?:{WORD.pattern})")
# Those of double width (UAX #11): Hangul, Han, kana, Yi, full-width forms.
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\U00020000-\U0003ffff]"
)
_OF_A_WORD = 2
"""Characters of a word in scripts that part none: most Chinese and Japanese words have two."""


def begins_like_a_sentence(line: str) -> bool:
    """Is its first character a capital, or a letter of a script that has none?

    >>> begins_like_a_sentence("Łódź"), begins_like_a_sentence("łódź"), begins_like_a_sentence("停電")
    (True, False, True)
    """
    return _is_capital(line[:1]) or (line[:1].isalpha() and not line[:1].islower())


def count_words(text: str) -> int:
    """How many words a text has; of a script that parts none, two characters count as one.

    >>> count_words("The bridge is closed"), count_words("首都圏で停電が発生")
    (4, 5)
    """
    runs = () if text.isascii() else _RUN.findall(text)
    spaced = _RUN.sub(" ", text) if runs else text
    return len(_ANY_WORD.findall(spaced)) + sum(-(-len(run) // _OF_A_WORD) for run in runs)


def measure(text: str) -> int:
    """How long a text is, in Latin letters: a character of double width says as much as two of them.

    >>> measure("fog"), measure("濃霧")
    (3, 4)
    """
    return len(text) + (0 if text.isascii() else len(_WIDE.findall(text)))
