"""How is a query read? Never with a traceback: what does not parse is read as plain words, and a note says so.

    query  = all { "OR" all } ;
    all    = one { [ "AND" ] one } ;
    one    = "NOT" one | field ":" one | "(" query ")" | '"' words '"' | word "*" | word ;
    field  = "headline" | "text" | "byline" | "published" ;

AND, OR and NOT count in capitals only. `published:` takes a date, two dates joined by `..`, or `unknown`. A word that
holds several (MiG-29) is a phrase. Typographic quotation marks are quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import NamedTuple

from backfile.errors import UnknownName, Usage
from backfile.index.query import And, In, Not, Or, Phrase, Prefix, Published, Query, Undated, Word
from backfile.model.search import FIELDS
from backfile.text.dates import parse_span
from backfile.text.fold import words

LONGEST = 4_000  # characters: a long paragraph pasted as a query still passes
DEEPEST = 50  # brackets, fields and NOTs inside each other
MOST_WORDS = 500

QUERY_FIELDS = (*FIELDS, "published")

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<open>\()
      | (?P<close>\))
      | ["“”„«»](?P<phrase>[^"“”„«»]*)["“”„«»]
      | (?P<lone>["“”„«»])
      | (?P<field>[^\W\d_]+):(?=[^\s/)])
      | (?P<word>[^\s()"“”„«»]+)
    )""",
    re.VERBOSE,
)
_OPERATORS = ("AND", "OR", "NOT")


class Parsed(NamedTuple):
    """A query's tree, and one line for each thing that was read otherwise than it was written."""

    query: Query
    notes: tuple[str, ...]


def parse_query(written: str, zone: tzinfo = UTC) -> Parsed:
    """The tree of a written query; dates without an offset are read in `zone`.

    Raises UnknownName for a field that does not exist, Usage for a query that holds no word or is past the bounds.
    """
    if len(written) > LONGEST:
        raise Usage("query", f"is {len(written):,} characters long", f"at most {LONGEST:,} are read")
    try:
        tokens = _cut(written)
        if sum(token.kind in ("word", "phrase") for token in tokens) > MOST_WORDS:
            raise Usage("query", f"asks for more than {MOST_WORDS} words at once", "ask for fewer")
        parser = _Parser(tokens, zone)
        return Parsed(parser.parse(), tuple(parser.notes))
    except _Unreadable as fault:
        literal = [word.fold for word in words(written)][:MOST_WORDS]
        if not literal:
            raise Usage("query", "holds no word to look for", "give a word or a “phrase”") from fault
        return Parsed(_join_all([Word(word) for word in literal]), (f"read as plain words: {fault}",))


class _Unreadable(Exception):
    """The query is not of the grammar; the message says why."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int  # counted from 1


def _cut(written: str) -> list[_Token]:
    tokens, at = [], 0
    written = written.rstrip()
    while at < len(written):
        found = _TOKEN.match(written, at)
        if found is None or found.lastgroup is None:  # the last alternative takes any character
            raise _Unreadable(f"character {at + 1} cannot be read")
        kind, text = found.lastgroup, found[found.lastgroup]
        at = found.end()
        place = found.start(found.lastgroup) + 1
        if kind == "lone":
            raise _Unreadable(f"the quotation mark at character {place} is never closed")
        if kind == "word" and text in _OPERATORS:
            kind = text
        if kind == "field" and text.lower() not in QUERY_FIELDS:
            raise UnknownName("query", "field", text, QUERY_FIELDS)
        tokens.append(_Token(kind, text, place))
    return tokens


class _Parser:
    """Recursive descent over the tokens; `notes` gathers what was passed over."""

    def __init__(self, tokens: list[_Token], zone: tzinfo) -> None:
        self.tokens, self.zone, self.at, self.depth = tokens, zone, 0, 0
        self.notes: list[str] = []

    def parse(self) -> Query:
        query = self._any()
        if self._kind() is not None:
            raise _Unreadable(f"the bracket at character {self.tokens[self.at].at} was never opened")
        if query is None:
            raise _Unreadable("it holds no word")
        return query

    def _kind(self) -> str | None:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else None

    def _any(self) -> Query | None:
        return self._list("OR", self._all, _join_any)

    def _all(self) -> Query | None:
        return self._list("AND", self._one, _join_all)

    def _list(
        self, operator: str, part: Callable[[], Query | None], join: Callable[[list[Query]], Query]
    ) -> Query | None:
        """One or more parts joined by the operator; side by side they are joined by AND."""
        parts = [part()]
        while True:
            kind = self._kind()
            if kind == operator:
                self.at += 1
                if self._kind() in (None, "close", "AND", "OR"):
                    raise _Unreadable(f"{operator} at character {self.tokens[self.at - 1].at} has nothing after it")
            elif operator == "OR" or kind in (None, "close", "OR"):
                break
            parts.append(part())
        held = [query for query in parts if query is not None]
        return join(held) if held else None

    def _one(self) -> Query | None:
        if self.at >= len(self.tokens):
            raise _Unreadable("it ends too early")
        token = self.tokens[self.at]
        self.at += 1
        match token.kind:
            case "open":
                query = self._deeper(self._any, token)
                if self._kind() != "close":
                    raise _Unreadable(f"the bracket at character {token.at} is never closed")
                self.at += 1
                return query
            case "NOT":
                part = self._deeper(self._one, token)
                return None if part is None else Not(part)
            case "field" if token.text.lower() == "published":
                return self._published(token)
            case "field":
                part = self._deeper(self._one, token)
                return None if part is None else _in_field(token.text.lower(), part)
            case "phrase":
                return self._phrase(token)
            case "word":
                return self._word(token)
        raise _Unreadable(f"{token.text} at character {token.at} has nothing before it")

    def _deeper(self, part: Callable[[], Query | None], token: _Token) -> Query | None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise _Unreadable(f"more than {DEEPEST} brackets inside each other")
        if self._kind() in (None, "close", "AND", "OR"):
            raise _Unreadable(f"{token.text} at character {token.at} has nothing after it")
        query = part()
        self.depth -= 1
        return query

    def _published(self, token: _Token) -> Query:
        value = self.tokens[self.at]
        self.at += 1
        if value.kind not in ("word", "phrase"):
            raise _Unreadable(f"published: at character {token.at} takes a date, or two joined by ..")
        if value.text.lower() == "unknown":
            return Undated()
        try:
            span = parse_span(value.text, self.zone)
        except ValueError as fault:
            raise _Unreadable(str(fault)) from fault
        return Published(value.text, span.start, span.end)

    def _phrase(self, token: _Token) -> Query | None:
        held = tuple(word.fold for word in words(token.text))
        if not held:
            self._pass_over(token)
            return None
        return Phrase(held)

    def _word(self, token: _Token) -> Query | None:
        held = tuple(word.fold for word in words(token.text))
        if not held:
            self._pass_over(token)
            return None
        if token.text.endswith("*"):
            *before, last = held
            return _join_all([*(Word(word) for word in before), Prefix(last)])
        return Word(held[0]) if len(held) == 1 else Phrase(held)

    def _pass_over(self, token: _Token) -> None:
        self.notes.append(f"passed over “{token.text}”: it holds no word")


def _join_all(parts: list[Query]) -> Query:
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,))]
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def _join_any(parts: list[Query]) -> Query:
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def _in_field(field: str, part: Query) -> Query:
    return part if isinstance(part, In | Published | Undated) else In(field, part)
