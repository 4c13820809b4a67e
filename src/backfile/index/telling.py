"""How is a query told to a person? As a tree, a line for each part, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from backfile.index.query import (
    And,
    Everything,
    Fuzzy,
    In,
    Labelled,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Query,
    Required,
    Undated,
    Wildcard,
    Word,
)


def draw_query(query: Query, indent: str = "") -> Iterator[str]:
    """The tree, a line for each node, each level further in.

    >>> print("\\n".join(draw_query(And((Word("talks"), Not(In("byline", Word("stone"))))))))
    all of these
      word “talks”, in any form
      not
        in byline
          word “stone”, in any form
    """
    head, parts = _tell(query)
    yield indent + head
    for part in parts:
        yield from draw_query(part, indent + "  ")


def _tell(query: Query) -> tuple[str, tuple[Query, ...]]:
    match query:
        case Word(text):
            return f"word “{text}”, in any form", ()
        case Phrase(words):
            return f"exactly “{' '.join(words)}”", ()
        case Near(words, within):
            told = ", ".join(f"“{word}”" for word in words)
            return f"{told} near each other, with at most {within} other words between them", ()
        case Prefix(text):
            return f"words that begin with “{text}”", ()
        case Wildcard(pattern):
            return f"words of the shape “{pattern}”", ()
        case Fuzzy(text, edits):
            return f"words within {edits} {'edit' if edits == 1 else 'edits'} of “{text}”", ()
        case Published(_, start, end):
            return tell_span(start, end), ()
        case Undated():
            return "no usable time of publication", ()
        case Labelled(label):
            return label, ()
        case Everything():
            return "every entry", ()
        case In(field, part):
            return f"in {field}", (part,)
        case Required(part):
            return "required", (part,)
        case Not(part):
            return "not", (part,)
        case And(parts):
            return "all of these", parts
        case Or(parts):
            return "any of these", parts


def tell_span(start: datetime | None, end: datetime | None) -> str:
    """A span of publication in words.

    >>> from datetime import UTC
    >>> tell_span(datetime(2022, 3, 8, tzinfo=UTC), None)
    'published from 2022-03-08 00:00 UTC on'
    """
    bounds = (each.isoformat(" ")[:19].removesuffix(":00") if each else "" for each in (start, end))
    first, last = (f"{bound} UTC" if bound else "" for bound in bounds)
    if first and last:
        return f"published from {first} until before {last}"
    return f"published from {first} on" if first else f"published before {last}"
