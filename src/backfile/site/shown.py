"""What of an archived text may stand on a page as it is? All but the characters that steer what is seen.

They are spelled out (`<U+202E>`), never dropped, so that nothing is hidden and nothing disappears. The marks that
Arabic and Hebrew need for a neighbour's direction (U+061C, U+200E, U+200F) stay: each archived text is isolated by
`dir="auto"` or `<bdi>`, beyond which they reach nothing.
"""

from __future__ import annotations

import re

from backfile.text.characters import UNSAFE
from backfile.text.terminal import visible

STEERING = f"{UNSAFE}\u202a-\u202e\u2066-\u2069"
"""For a character class: C0 and C1, what no file holds, and embeddings, overrides and isolates of direction."""

_STEERING = re.compile(f"[{STEERING}]")
_NUMBERED = re.compile(r"&#(?:([0-9]+)|[xX]([0-9a-fA-F]+));?")


def shown(text: str) -> str:
    r"""The text with what steers spelled out; line ends and tabs stay.

    >>> shown("a\x1b[31m \u202egnp")
    'a<U+001B>[31m <U+202E>gnp'
    """
    if text.replace("\n", "").isprintable():  # then it holds none, and a site shows a hundred texts a page
        return text
    return _STEERING.sub(lambda found: visible(found.group()), text)


def shown_in_html(html: str) -> str:
    """The same for HTML, where such a character may also stand as a number.

    >>> shown_in_html("&#27;[31m &amp;#27; &#x202E;gnp")
    '&lt;U+001B&gt;[31m &amp;#27; &lt;U+202E&gt;gnp'
    """
    spelled = _STEERING.sub(lambda found: _escaped(found.group()), html)
    return _NUMBERED.sub(lambda found: _number(found), spelled)


def _number(found: re.Match[str]) -> str:
    decimal, hexadecimal = found.groups()
    digits, base = (decimal, 10) if decimal else (hexadecimal, 16)
    if len(digits.lstrip("0")) > 7 or int(digits, base) > 0x10FFFF:
        return found.group().replace("&", "&amp;")  # no character has that number: it is only text
    character = chr(int(digits, base))
    return _escaped(character) if _STEERING.fullmatch(character) else found.group()


def _escaped(character: str) -> str:
    return visible(character).replace("<", "&lt;").replace(">", "&gt;")
