"""Which words are the same word? One fold and one way to cut words, for fingerprints, search and slugs.

The fold joins what a reader would call the same: capitals, accents, typographic quotes, dashes and full-width
letters. It never joins different letters (й is not и). The browser obeys the same tables: see `FOLDED`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

QUOTES = "‘’‚‛′ʼʹ`´\u1ffd"
DOUBLE_QUOTES = "“”„‟″«»‹›"
DASHES = "‐‑‒–—―−﹘﹣－"

FOLDED = (
    dict.fromkeys(QUOTES, "'")
    | dict.fromkeys(DOUBLE_QUOTES, '"')
    | dict.fromkeys(DASHES, "-")
    | {"ß": "ss", "ς": "σ", "ı": "i", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Single characters that no Unicode decomposition joins.

Joined first, for NFKC makes ´ a blank and ″ two quotes; and last once more, for only without its accent is ǿ an ø.
"""

MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670"
"""Accents, Hebrew points, Arabic vowel signs: what the fold takes away. (Indic vowel signs are letters of the word.)"""

KEPT = {"и\u0306": "й", "і\u0308": "ї"}
"""Letters of their own, whatever Unicode's decomposition says."""

_MARK = re.compile(f"[{MARKS}]")
_RAISED = re.compile(r"(?<=[0-9])(?=[\u00b2\u00b3\u00b9\u2070\u2074-\u2079])")
_LOWERED = re.compile(r"(?<=[0-9])(?=[\u2080-\u2089])")
_TABLE = str.maketrans(FOLDED)
_TABLE_OF_MARKS = str.maketrans({mark: FOLDED[mark] for mark in QUOTES + DOUBLE_QUOTES + DASHES})

# A word: letters and digits of any script, with the marks that belong to them, and apostrophes inside.
# Python's \w knows no combining marks, so those of Latin, Hebrew, Arabic, Indic, Thai and kana are named. It is taken
# whole, with no step back: else a single word of eight megabytes takes one gigabyte.
LETTER = rf"(?:[^\W_]|[{MARKS}\u0901-\u0963\u0981-\u0dff\u0e31-\u0e4e\u3099\u309a])"
WORD = re.compile(rf"[^\W_]{LETTER}*+(?:['’ʼ]{LETTER}++)*+")


class Word(NamedTuple):
    """One word of a text: where it stands (characters, end exclusive) and its fold."""

    start: int
    end: int
    fold: str


def fold(text: str) -> str:
    """The text with case, accents, quotes, dashes and compatibility forms joined.

    >>> fold("Zürich – “ＦＵＬＬ” Київ")
    'zurich - "full" київ'
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    lowered = unicodedata.normalize("NFKC", text.translate(_TABLE)).lower()
    decomposed = unicodedata.normalize("NFD", lowered)
    for pair, letter in KEPT.items():
        decomposed = decomposed.replace(pair, letter)
    return unicodedata.normalize("NFC", _MARK.sub("", decomposed)).translate(_TABLE)


def words(text: str) -> Iterator[Word]:
    """The words of a text in order, with their places.

    >>> [word.fold for word in words("Poland’s MiG-29s")]
    ["poland's", 'mig', '29s']
    """
    for match in WORD.finditer(text):
        folded = fold(match.group())
        if folded:
            yield Word(match.start(), match.end(), folded)


def folded_words(text: str) -> str:
    """The folded words joined by single blanks: equal for texts that differ only in marks, case and spacing.

    A text without any word (a lone emoji, a row of stars) gives its fold, so that it stays itself.
    """
    folded = fold(text)
    return " ".join(WORD.findall(folded)) or " ".join(folded.split())


def even(text: str) -> str:
    """The text with quotes, dashes, spacing and compatibility forms evened out; case and accents stay.

    Two texts that are equal so are the same words, typed or pasted by different programs.

    >>> even("“No  gas” — Kyiv") == even('"No gas" - Kyiv')
    True
    """
    return " ".join(re.sub("-+", "-", plain_forms(text).translate(_TABLE_OF_MARKS)).split())


def plain_forms(text: str) -> str:
    """The text with compatibility forms as plain characters, and a sign before what stands above or below the line
    after a digit: ten squared is not a hundred and two.

    >>> plain_forms("ＦＵＬＬ, 10² m², CO₂, 10₂")
    'FULL, 10^2 m2, CO2, 10_2'
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", _LOWERED.sub("_", _RAISED.sub("^", text)))
