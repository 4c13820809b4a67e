"""How do captured words become Markdown that means exactly these words, and how are they read back?

Law: `words(escape(x)) == x` for every string, and `escape(words(m)) == m` for everything `escape` gives.
Paragraphs are parted by an empty line; a line break inside a paragraph is two blanks and a line end. What Markdown
(python-markdown, CommonMark or GitHub's) would read as markup is escaped; what no text file can hold safely, and
what a renderer would trim, stands as `&#number;`.

Around escaped words the markup of a captured page may stand, written by the functions below `words` and by nothing
else: `words` takes it away again. It is `*emphasis*`, `**strong**`, `~~struck~~`, `[link](<address>)`,
`![caption of a picture](<address>)`, `### heading`, `- item`, `1. item`, `> quotation` and `| cell | cell |`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence

from backfile.text.characters import UNSAFE

# Markup wherever it stands (emphasis, code, links, HTML, entities, tables, strike-through), and what needs a number.
# (It begins with a small class, of which more are let go again, for that is ten times as fast.)
_MARKUP = re.compile(
    r"[\\`*_\[\]<|~&\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\U0010ffff]"
    rf"(?:(?<=[\\`*_\[\]<|~{UNSAFE}])|(?<=&)(?=#|\w+;))"
)
_CANDIDATE = re.compile(r"[\\`*_\[\]<|~&]")
# Markup at the start of a line: blanks, headings, quotes; bullets; rules and underlines; numbers, escaped at their dot.
_AT_START = re.compile(r"\s|[#>]|[+-](?=\s|\Z)|-(?=[-\s]*\Z)|=(?==*\s*\Z)|\d+[.)](?=\s|\Z)|")
_BACKSLASHED = r"\`*_[]#>+-.)"
_NAMED = {"<": "&lt;", "&": "&amp;"}

_PARAGRAPH_END = re.compile(r"(?<=[^\n])\n\n(?=[^\n])")
_LINE_END = re.compile(r"(?<=[^\n])\n(?=[^\n])")
_NO_CAPTION = re.compile(r"^(?:> ?|    )*!\[\]\(<[^<>]*>\)(?:\n+|\Z)", re.MULTILINE)
# What begins a line of a block, and the line under the head of a table, which may stand in a quotation or a list.
_TABLE_MARKS = r"\|(?: --- \|)+\n?|\| ?"
_BLOCK_MARKS = re.compile(rf"^(?:> ?|    |- |\d+\. |#{{1,6}} )+(?:{_TABLE_MARKS})?|^(?:{_TABLE_MARKS})", re.MULTILINE)
_ESCAPED = re.compile(r" {2}\n|\\([\\`*_\[\]#>+\-.)])|&(?:#([0-9]{1,7})|lt|amp);")
_INLINE_MARKS = (
    r"|( \| | ?\|$)|(?<!\s)\*{1,3}|\*{1,3}(?!\s)|~~"
    r"|!?\[(?=(?:\\.|[^\[\]\\])*\]\(<[^<>]*>\))|\]\(<[^<>]*>\)"
)
_MARKED = re.compile(_ESCAPED.pattern + _INLINE_MARKS, re.MULTILINE)
_LINKED = re.compile(r"(?<!\\)(!?)\[(?:\\.|[^\[\]\\])*\]\(<[^<>]*>\)")
_QUOTED = re.compile(r"^(?:    |- |\d+\. )*>", re.MULTILINE)
_MARKS = r"\&*~[]|"
"""All marks between words hold one of these."""
_IN_ADDRESS = re.compile(rf"[\s<>\[\]`\\|{UNSAFE}]")


def escape(words: str) -> str:
    r"""Markdown whose words are exactly these.

    >>> escape("1. *Not* a list")
    '1\\. \\*Not\\* a list'
    """
    paragraphs = (
        "  \n".join(map(_escape_line, _LINE_END.split(paragraph))) for paragraph in _PARAGRAPH_END.split(words)
    )
    return "\n\n".join(paragraphs)


def words(markdown: str) -> str:
    r"""The words of Markdown that is written here. A number that is no character's stays as it is.

    >>> words("1\\. \\*Not\\* a list"), words("- see [**the** map](<https://example.org/map>)")
    ('1. *Not* a list', 'see the map')
    """
    if not any(mark in markdown for mark in _MARKS):
        return _BLOCK_MARKS.sub("", markdown).replace("  \n", "\n")
    return _MARKED.sub(_unescape, _without_block_marks(markdown))


def find_struck(markdown: str) -> tuple[tuple[int, int], ...]:
    """The stretches of `words(markdown)` that are struck out: characters, end exclusive, in order.

    >>> find_struck("~~Three~~ Two ships"), words("~~Three~~ Two ships")[0:5]
    (((0, 5),), 'Three')
    """
    if "~~" not in markdown:
        return ()
    markdown, ends = _without_block_marks(markdown), []
    at = length = 0
    for found in _MARKED.finditer(markdown):
        length += found.start() - at
        if found.group() == "~~":
            ends.append(length)
        length += len(_unescape(found))
        at = found.end()
    return tuple((start, end) for start, end in zip(ends[::2], ends[1::2], strict=False) if start < end)


def show_struck(text: str, stretches: Iterable[tuple[int, int]]) -> str:
    """A text with `~~` around the stretches of it that are struck out.

    >>> show_struck("Three Two ships", [(0, 5)])
    '~~Three~~ Two ships'
    """
    shown, at = "", 0
    for start, end in stretches:
        shown += f"{text[at:start]}~~{text[start:end]}~~"
        at = end
    return shown + text[at:]


def _without_block_marks(markdown: str) -> str:
    if "](<" in markdown:
        markdown = _NO_CAPTION.sub("", markdown).rstrip("\n")
    return _BLOCK_MARKS.sub("", markdown)


def unstruck(markdown: str) -> str:
    """The words of Markdown, each character that the publisher struck replaced by one that stands in no word."""
    text = words(markdown)
    for start, end in find_struck(markdown):
        text = text[:start] + "\ufffc" * (end - start) + text[end:]
    return text


def marks(markdown: str) -> frozenset[str]:
    """What stands in Markdown that is written here, besides words: `link`, `picture`, `quote`, `struck`.

    >>> sorted(marks("> See ![the map](<https://example.org/map>)"))
    ['picture', 'quote']
    """
    held = {"picture" if found[1] else "link" for found in _LINKED.finditer(markdown)} if "](<" in markdown else set()
    if _QUOTED.search(markdown):
        held.add("quote")
    return frozenset(held | {"struck"} if find_struck(markdown) else held)


def link(markdown: str, address: str) -> str:
    """A link around inline Markdown."""
    return f"[{markdown}](<{_escape_address(address)}>)"


def picture(caption: str, address: str) -> str:
    """A picture that is not kept: the words of its caption, and where it was. `caption` is inline Markdown."""
    return f"![{caption}](<{_escape_address(address)}>)"


def heading(markdown: str) -> str:
    """A heading inside an entry. Marks at its end would be taken for the end of the heading."""
    closed = re.search(r"(?<!\\)#+\Z", markdown)
    return (
        f"### {markdown[: closed.start()]}{closed.group().replace('#', chr(92) + '#')}" if closed else f"### {markdown}"
    )


def quote(markdown: str) -> str:
    """Blocks of Markdown as a quotation."""
    return "\n".join(f"> {line}".rstrip(" ") if not line else f"> {line}" for line in markdown.split("\n"))


def listing(items: Iterable[str], *, ordered: bool) -> str:
    """A list; each item is blocks of Markdown. An empty line follows an item of several lines, or the next one would be
    taken into its last block."""
    listed = ""
    for number, item in enumerate(items, start=1):
        if listed:
            listed += "\n\n" if listed.rpartition("\n")[2].startswith(" ") else "\n"
        listed += (f"{number}. " if ordered else "- ") + item.replace("\n", "\n    ").replace("\n    \n", "\n\n")
        if item.startswith(">"):
            listed += "\n"
    return listed.rstrip("\n")


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table whose first row is its head; cells are inline Markdown, rows of one length."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines[1:1] = ["|" + " --- |" * len(rows[0])]
    return "\n".join(lines)


def _escape_address(address: str) -> str:
    return _IN_ADDRESS.sub(
        lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode("utf-8", "replace")), address
    )


def _escape_line(line: str) -> str:
    if _is_bare(line):
        return line
    start = _AT_START.match(line)
    begun = start.end() if start is not None else 0
    ended = len(line) - (line[begun:] != "" and line[-1].isspace())
    first = _escape_markup(start) if start is not None and begun else ""
    last = f"&#{ord(line[-1])};" if ended < len(line) else ""
    return first + _MARKUP.sub(_escape_markup, line[begun:ended]) + last


def _is_bare(line: str) -> bool:
    """Is there plainly nothing to escape? So it is with most lines, and this is told sooner than which of them."""
    if not line or not line.isprintable() or _CANDIDATE.search(line):
        return False
    return line[0] not in "#>+-= " and not line[0].isdecimal() and line[-1] != " "


def _escape_markup(found: re.Match[str]) -> str:
    before, character = found.group()[:-1], found.group()[-1]
    if character in _BACKSLASHED:
        return f"{before}\\{character}"
    return _NAMED.get(character) or f"&#{ord(character)};"


def _unescape(found: re.Match[str]) -> str:
    escaped, number, cell_end = found.groups()
    if escaped:
        return str(escaped)
    if number:
        return chr(int(number)) if int(number) <= sys.maxunicode else found.group()
    if cell_end:
        return "\t" if cell_end == " | " else ""
    return {"  \n": "\n", "&lt;": "<", "&amp;": "&"}.get(found.group(), "")
