"""What can be asked? The tree of a query, the same for the terminal, the browser and the library.

Words in it are folded (text/fold.py). A leaf without a field is looked for in every field of model/search.FIELDS.
`write_query` is the inverse of parse.parse_query: what it writes reads back as the same tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Word:
    """A word or any of its inflected forms: all indexed words that share its stem, as one term."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Exactly these words, side by side, in this order; what belongs to one of them (Sunak's) names it too."""

    words: tuple[str, ...]

    def forms(self) -> tuple[tuple[str, ...], ...]:
        """For each of the words, what may stand in its place.

        >>> Phrase(("rishi", "sunak")).forms()
        (('rishi', "rishi's"), ('sunak', "sunak's"))
        """
        return tuple((word, f"{word}'s") for word in self.words)


@dataclass(frozen=True, slots=True)
class Near:
    """These words in any inflected form and any order, with at most `within` other words between them."""

    words: tuple[str, ...]
    within: int


@dataclass(frozen=True, slots=True)
class Prefix:
    """Every word that begins so, as one term."""

    text: str


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Every word of this shape, as one term: `?` stands for one character, `*` for any number."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Every word within so many edits (a letter more, less, another, or two exchanged), as one term."""

    text: str
    edits: int


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of the parts."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """What the part does not match."""

    part: Query


@dataclass(frozen=True, slots=True)
class Required:
    """The part, which stays asked for even where a query is loosened (see searching.loosen)."""

    part: Query


@dataclass(frozen=True, slots=True)
class In:
    """The part, looked for in one field only."""

    field: str
    part: Query


@dataclass(frozen=True, slots=True)
class Published:
    """Published in `[start, end)`, UTC; None where there is no such bound. `written` reads back as the same span."""

    written: str
    start: datetime | None
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Undated:
    """No usable time of publication."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Has a label: a key of model/search.FLAGS, or `lang:` with a code."""

    label: str


@dataclass(frozen=True, slots=True)
class Everything:
    """Every entry."""


Leaf: TypeAlias = Word | Phrase | Near | Prefix | Wildcard | Fuzzy
Filter: TypeAlias = Published | Undated | Labelled | Everything
Query: TypeAlias = Leaf | And | Or | Not | Required | In | Filter

DATES = Published | Undated


def nodes(query: Query) -> Iterator[Query]:
    """The query and every part of it, from left to right."""
    yield query
    if isinstance(query, And | Or):
        for part in query.parts:
            yield from nodes(part)
    elif isinstance(query, Not | Required | In):
        yield from nodes(query.part)


def replace_dates(query: Query, replace: Callable[[Published], Query], forbidden: bool = False) -> Query:
    """The query with something else for each date filter; below NOT they stay as they are, for there they keep no
    document without an instant out."""
    match query:
        case Published() if not forbidden:
            return replace(query)
        case And(parts):
            return And(tuple(replace_dates(part, replace, forbidden) for part in parts))
        case Or(parts):
            return Or(tuple(replace_dates(part, replace, forbidden) for part in parts))
        case Not(part):
            return Not(replace_dates(part, replace, not forbidden))
        case Required(part):
            return Required(replace_dates(part, replace, forbidden))
        case In(field, part):
            return In(field, replace_dates(part, replace, forbidden))
    return query


def write_query(query: Query) -> str:
    """The query as text, brackets only where they are needed.

    >>> write_query(Or((And((Word("a"), Near(("b", "c"), 5))), Not(Prefix("d")))))
    'a "b c"~5 OR NOT d*'
    """
    return _write(query, 0)


def _write(query: Query, tightness: int) -> str:
    """`tightness` of the place it stands in: 0 all or brackets, 1 in OR, 2 in AND, 3 after NOT, + or a field."""
    match query:
        case Word(text):
            return text
        case Phrase(words):
            return f'"{" ".join(words)}"'
        case Near(words, within):
            return f'"{" ".join(words)}"~{within}'
        case Prefix(text):
            return f"{text}*"
        case Wildcard(pattern):
            return pattern
        case Fuzzy(text, edits):
            return f"{text}~{edits}"
        case Published(written):
            return f'published:"{written}"' if written.split() != [written] else f"published:{written}"
        case Undated():
            return "published:unknown"
        case Labelled(label):
            return label
        case Everything():
            return "*"
        case In(field, part):
            written, loosest = f"{field}:{_write(part, 3)}", 3
        case Required(part):
            written, loosest = f"+{_write(part, 3)}", 2
        case Not(part):
            written, loosest = f"NOT {_write(part, 3)}", 2
        case And(parts):
            written, loosest = " ".join(_write(part, 2) for part in parts), 1
        case Or(parts):
            written, loosest = " OR ".join(_write(part, 1) for part in parts), 0
    return written if tightness <= loosest else f"({written})"
