"""What can be asked? The tree of a query, the same for the terminal, the browser and the library.

Leaves are folded (text/fold.py). A leaf without a field is looked for in every field of model/search.FIELDS.
`write_query` is the inverse of parse.parse_query: what it writes reads back as the same tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Word:
    """A word or any of its inflected forms: all indexed words that share its stem, as one term."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Exactly these words, side by side, in this order."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """Every word that begins so, as one term."""

    text: str


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Query


@dataclass(frozen=True, slots=True)
class In:
    """The part, looked for in one field only."""

    field: str
    part: Query


@dataclass(frozen=True, slots=True)
class Published:
    """Published in `[start, end)`, UTC. `written` is how the dates were given."""

    written: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Undated:
    """No usable time of publication."""


Query: TypeAlias = Word | Phrase | Prefix | And | Or | Not | In | Published | Undated


def leaves(query: Query) -> Iterator[Query]:
    """Every node of the tree that has none below it, from left to right."""
    if isinstance(query, And | Or):
        for part in query.parts:
            yield from leaves(part)
    elif isinstance(query, Not | In):
        yield from leaves(query.part)
    else:
        yield query


def write_query(query: Query) -> str:
    """The query as text, brackets only where they are needed.

    >>> write_query(Or((And((Word("a"), Word("b"))), Not(Prefix("c")))))
    'a b OR NOT c*'
    """
    return _write(query, 0)


def _write(query: Query, tightness: int) -> str:
    """`tightness` of the place it stands in: 0 whole query or brackets, 1 in OR, 2 in AND, 3 after NOT or a field."""
    match query:
        case Word(text):
            return text
        case Phrase(words):
            return f'"{" ".join(words)}"'
        case Prefix(text):
            return f"{text}*"
        case Published(written):
            return f'published:"{written}"' if written.split() != [written] else f"published:{written}"
        case Undated():
            return "published:unknown"
        case In(field, part):
            written, loosest = f"{field}:{_write(part, 3)}", 3
        case Not(part):
            written, loosest = f"NOT {_write(part, 3)}", 2
        case And(parts):
            written, loosest = " ".join(_write(part, 2) for part in parts), 1
        case Or(parts):
            written, loosest = " OR ".join(_write(part, 1) for part in parts), 0
    return written if tightness <= loosest else f"({written})"
