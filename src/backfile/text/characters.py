"""Which characters cannot stand as they are: in a text file, on a terminal, in a file's name?"""

from __future__ import annotations

UNSAFE = "\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff" + "".join(
    chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF)
)
"""For a character class: C0, DEL, C1, the line and paragraph separators, surrogates and noncharacters.

Editors, version control and JSON or YAML readers drop, change or refuse them, so our files hold their numbers.
"""

BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""For a character class: marks that turn the direction of writing, with which a text can show what it does not say."""


def numbered(character: str) -> str:
    r"""A character as JSON and JavaScript may write any: by its number, or by two beyond U+FFFF.

    >>> numbered("<"), numbered("\u2028"), numbered("\U0001fffe")
    ('\\u003c', '\\u2028', '\\ud83f\\udffe')
    """
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
