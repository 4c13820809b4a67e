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
