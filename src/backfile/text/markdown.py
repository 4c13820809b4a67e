"""How do captured words become Markdown that means exactly these words, and how are they read back?

Law: `words(escape(x)) == x` for every string, and `escape(words(m)) == m` for everything `escape` gives.
Paragraphs are parted by an empty line; a line break inside a paragraph is two blanks and a line end. What Markdown
(python-markdown, CommonMark or GitHub's) would read as markup is escaped; what no text file can hold safely, and
what a renderer would trim, stands as `&#number;`.
"""

from __future__ import annotations

import re
import sys

from backfile.text.characters import UNSAFE

# Markup wherever it stands (emphasis, code, links, HTML, entities, tables, strike-through), and what needs a number;
# then markup at the start of a line (headings, quotes; bullets; rules and underlines; numbers, escaped at their dot).
_MARKUP = re.compile(
    rf"[\\`*_\[\]<|~]|&(?=#|\w+;)|[{UNSAFE}]|^\s|\s\Z"
    r"|^[#>]|^[+-](?=\s|\Z)|^-(?=[-\s]*\Z)|^=(?==*\s*\Z)|^\d+[.)](?=\s|\Z)"
)
_BACKSLASHED = r"\`*_[]#>+-.)"
_NAMED = {"<": "&lt;", "&": "&amp;"}

_PARAGRAPH_END = re.compile(r"(?<=[^\n])\n\n(?=[^\n])")
_LINE_END = re.compile(r"(?<=[^\n])\n(?=[^\n])")
_ESCAPED = re.compile(r" {2}\n|\\([\\`*_\[\]#>+\-.)])|&(?:#([0-9]{1,7})|lt|amp);")


def escape(words: str) -> str:
    r"""Markdown whose words are exactly these.

    >>> escape("1. *Not* a list")
    '1\\. \\*Not\\* a list'
    """
    paragraphs = (
        "  \n".join(_MARKUP.sub(_escape_markup, line) for line in _LINE_END.split(paragraph))
        for paragraph in _PARAGRAPH_END.split(words)
    )
    return "\n\n".join(paragraphs)


def words(markdown: str) -> str:
    r"""The words of Markdown that `escape` wrote. A number that is no character's stays as it stands.

    >>> words("1\\. \\*Not\\* a list")
    '1. *Not* a list'
    """
    return _ESCAPED.sub(_unescape, markdown)


def _escape_markup(found: re.Match[str]) -> str:
    before, character = found.group()[:-1], found.group()[-1]
    if character in _BACKSLASHED:
        return f"{before}\\{character}"
    return _NAMED.get(character) or f"&#{ord(character)};"


def _unescape(found: re.Match[str]) -> str:
    escaped, number = found.groups()
    if escaped:
        return str(escaped)
    if number:
        return chr(int(number)) if int(number) <= sys.maxunicode else found.group()
    return {"  \n": "\n", "&lt;": "<", "&amp;": "&"}[found.group()]
