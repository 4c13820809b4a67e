"""Where does each sign of a written query begin and end?"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from backfile.errors import UnknownName

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<open>\()
      | (?P<close>\))
      | ["“”„«»](?P<phrase>[^"“”„«»]*)["“”„«»](?:~(?P<within>\d+)(?![^\s)]))?
      | (?P<lone>["“”„«»])
      | (?<![^\s(])(?P<sign>[-+])(?=[^\s)+-])
      | (?P<field>[^\W\d_]+):(?P<blank>\s*)(?=[^\s/)])
      | (?P<word>[^\s()"“”„«»]+)
    )""",
    re.VERBOSE,
)
_KINDS = {"within": "phrase", "blank": "field"}  # of what is matched last
_OPERATORS = ("AND", "OR", "NOT")

# What other programs, or people, call our fields.
_MEANT = {
    **dict.fromkeys(("date", "time", "when", "day", "on"), "published"),
    **dict.fromkeys(("author", "by", "writer", "name"), "byline"),
    **dict.fromkeys(("title", "head"), "headline"),
    **dict.fromkeys(("body", "content", "intext"), "text"),
    **dict.fromkeys(("blog", "page", "coverage"), "liveblog"),
    **dict.fromkeys(("site", "source", "from", "paper"), "publisher"),
    **dict.fromkeys(("tags", "topic", "keyword", "label"), "tag"),
    "language": "lang",
}


def constants() -> dict[str, object]:
    """What a face needs to tell an unknown field as this module does."""
    return {"meant": _MEANT}


def is_field_name(text: str, fields: Collection[str]) -> bool:
    """Is this one of the fields, or what others call one?"""
    return text.lower() in fields or text.lower() in _MEANT


class Unreadable(Exception):
    """The query is not of the grammar; the message says why."""


class Token(NamedTuple):
    """`kind` is open, close, phrase, sign, field, word, AND, OR or NOT; `at` counts characters from 1."""

    kind: str
    text: str
    at: int
    within: int | None = None  # of a phrase: how many other words may stand between


def cut_query(written: str, fields: Collection[str]) -> list[Token]:
    """The tokens of a query, in order. Raises UnknownName for a field that is none of `fields`, Unreadable.

    A colon with a blank after it makes a field only of a known name: `byline: stone`, but not `Kyiv: explosions`.
    """
    tokens, at = [], 0
    written = written.rstrip()
    while at < len(written):
        found = _TOKEN.match(written, at)
        if found is None:  # the last alternative takes any character
            raise Unreadable(f"character {at + 1} cannot be read")
        kind = _KINDS.get(str(found.lastgroup), str(found.lastgroup))
        text, at, place = found[kind], found.end(), found.start(kind) + 1
        within = None
        if kind == "lone":
            raise Unreadable(f"the quotation mark at character {place} is never closed")
        if kind == "word" and text in _OPERATORS:
            kind = text
        elif kind == "phrase" and found["within"]:
            within = int(found["within"])
        elif kind == "field" and text.lower() not in fields:
            if not found["blank"]:
                raise UnknownName("query", "field", _MEANT.get(text.lower(), text), fields, written=text)
            kind, at = "word", found.end("field") + 1
        tokens.append(Token(kind, text, place, within))
    return tokens
