"""How is archived text shown on a terminal? Visibly: nothing a capture holds may steer the terminal."""

from __future__ import annotations

import re

from backfile.text.characters import BIDI, UNSAFE

_STEERING = rf"[{UNSAFE}{BIDI}]"  # compiled when something is first shown


def visible(text: str) -> str:
    r"""The text with every character that could steer a terminal spelled out; line ends and tabs stay.

    >>> visible("a\x1b[31mred\u202e")
    'a<U+001B>[31mred<U+202E>'
    """
    return re.sub(_STEERING, lambda found: _spell(found.group()), text)


def one_line(text: str) -> str:
    """The same on a single line: every run of blanks, tabs and line ends becomes one blank."""
    return visible(" ".join(text.split()))


def _spell(character: str) -> str:
    return character if character in "\n\t" else f"<U+{ord(character):04X}>"
