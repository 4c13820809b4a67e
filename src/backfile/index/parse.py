"""How is a query read? Never with a traceback: what does not parse is read as plain words, and a note says so.

    query  = all { "OR" all } ;
    all    = one { [ "AND" ] one } ;
    one    = ( "NOT" | "-" ) one | "+" one | field ":" one | filter | "(" query ")" | leaf ;
    leaf   = '"' words '"' [ "~" number ] | word [ "~" [ "1" | "2" ] ] | pattern | "*" ;
    field  = "headline" | "text" | "byline" | "liveblog" | "publisher" | "tag" ;
    filter = "published:" ( reach | "unknown" ) | ( "since:" | "after:" | "before:" | "until:" ) date
           | "lang:" code | "is:" flag | "has:" flag ;
    reach  = date | [ date ] ".." [ date ] ;

A pattern is a word with `*` (any characters) or, not at its end alone, `?` (one character). AND, OR and NOT count in
capitals only. A date is one of text/spoken_dates.py; one of several words stands in quotation marks. A word that holds
several (MiG-29) is a phrase. Typographic quotation marks are quotation marks.

Two mistakes are no matter of reading, for a search in the wrong place would answer zero for the wrong reason: a field
or flag that does not exist, and a date that is none. They raise Usage.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from typing import NamedTuple

from backfile.errors import UnknownName, Usage
from backfile.index.analysis import cut, is_alone
from backfile.index.query import (
    And,
    Everything,
    Filter,
    Fuzzy,
    In,
    Labelled,
    Leaf,
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
from backfile.index.tokens import Token, Unreadable, cut_query, is_field_name
from backfile.model.search import FIELDS, FILTERS, FLAGS
from backfile.text.fold import fold
from backfile.text.scripts import UNSPACED

LONGEST = 4_000  # characters: a long paragraph pasted as a query still passes
DEEPEST = 50  # brackets, fields and NOTs inside each other
MOST_WORDS = 500
MOST_BETWEEN = 999  # words between those of a phrase

DATE_FIELDS = ("published", "since", "after", "before", "until")
QUERY_FIELDS = (*FIELDS, *FILTERS, *DATE_FIELDS, "lang", "is", "has")

_LETTER = rf"(?:[^\W_]|[{UNSPACED}])"
# Texts, for re compiles each when it is first asked for, and keeps it.
_PATTERN = rf"(?:{_LETTER}|['?*])*{_LETTER}(?:{_LETTER}|['?*])*"
_AROUND = rf"^(?:(?!{_LETTER})[^?*])+|(?:(?!{_LETTER})[^?*])+$"
_FUZZY = r"(?s:(.*[^~])~([12]?))"
_NOT_FUZZY = r"(?s:.*[^~]~[~0-9]+)"
_SMALL_OPERATOR = r"(?<=\S )(or|not)(?= \S)"
_BARE_DAY = r"(?<!\S)[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?!\S)"
_QUOTED = r'["“”„«»][^"“”„«»]*["“”„«»]'


class Parsed(NamedTuple):
    """A query's tree, and one line for each thing whose reading is not plain to see."""

    query: Query
    notes: tuple[str, ...]


def parse_query(written: str, zone: tzinfo = UTC, now: datetime | None = None) -> Parsed:
    """The tree of a written query; dates without an offset are read in `zone`, and counted back from `now`.

    Raises UnknownName for a field or flag that does not exist, Usage for a date that is none, and for a query that
    holds no word or is past the bounds.
    """
    if len(written) > LONGEST:
        raise Usage("query", f"is {len(written):,} characters long", f"at most {LONGEST:,} are read")
    try:
        tokens = cut_query(written, QUERY_FIELDS)
        _bound(sum(token.kind in ("word", "phrase") for token in tokens))
        parser = _Parser(tokens, zone, now or datetime.now(UTC))
        query = parser.parse()
        if small := re.search(_SMALL_OPERATOR, re.sub(_QUOTED, '""', written)):
            parser.notes.append(f"“{small[1]}” is looked for as a word; in capitals it joins: {small[1].upper()}")
        if day := re.search(_BARE_DAY, re.sub(_QUOTED, '""', written)):
            parser.notes.append(f"“{day[0]}” is looked for as words; published:{day[0]} asks for that day")
        return Parsed(query, tuple(dict.fromkeys(parser.notes)))
    except Unreadable as fault:
        plain = re.sub(r"\b(?:AND|OR|NOT)\b", " ", written)
        literal: list[Query] = [_word_of(word.fold) for word in cut(plain, asked=True)]
        _bound(len(literal))
        if not literal:
            raise Usage("query", "holds no word to look for", "give a word or a “phrase”") from fault
        return Parsed(_join(And, literal), (f"read as plain words: {fault}",))


def _bound(words: int) -> None:
    if words > MOST_WORDS:
        raise Usage("query", f"asks for more than {MOST_WORDS} words at once", "ask for fewer")


class _Parser:
    """Recursive descent over the tokens; `notes` gathers what was passed over, and what dates became."""

    def __init__(self, tokens: list[Token], zone: tzinfo, now: datetime) -> None:
        self.tokens, self.zone, self.now, self.at, self.depth = tokens, zone, now, 0, 0
        self.notes: list[str] = []

    def parse(self) -> Query:
        query = self._any()
        if self._kind() is not None:
            raise Unreadable(f"the bracket at character {self.tokens[self.at].at} was never opened")
        if query is None:
            raise Unreadable("it holds no word")
        return query

    def _kind(self) -> str | None:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else None

    def _any(self) -> Query | None:
        return self._list("OR", self._all, Or)

    def _all(self) -> Query | None:
        return self._list("AND", self._one, And)

    def _list(self, operator: str, part: Callable[[], Query | None], kind_of_list: type[And | Or]) -> Query | None:
        """One or more parts joined by the operator; side by side they are joined by AND."""
        parts = [part()]
        while True:
            kind = self._kind()
            if kind == operator:
                self.at += 1
                if self._kind() in (None, "close", "AND", "OR"):
                    raise Unreadable(f"{operator} at character {self.tokens[self.at - 1].at} has nothing after it")
            elif operator == "OR" or kind in (None, "close", "OR"):
                break
            parts.append(part())
        held = [query for query in parts if query is not None]
        return _join(kind_of_list, held) if held else None

    def _one(self) -> Query | None:
        if self.at >= len(self.tokens):
            raise Unreadable("it ends too early")
        token = self.tokens[self.at]
        self.at += 1
        match token.kind:
            case "open":
                query = self._deeper(self._any, token)
                if self._kind() != "close":
                    raise Unreadable(f"the bracket at character {token.at} is never closed")
                self.at += 1
                return query
            case "NOT" | "sign":
                part = self._deeper(self._one, token)
                return None if part is None else Required(part) if token.text == "+" else Not(part)
            case "field":
                return self._field(token.text.lower(), token)
            case "phrase":
                return self._phrase(token)
            case "word":
                return self._word(token)
        raise Unreadable(f"{token.text} at character {token.at} has nothing before it")

    def _deeper(self, part: Callable[[], Query | None], token: Token) -> Query | None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable(f"more than {DEEPEST} brackets inside each other")
        if self._kind() in (None, "close", "AND", "OR"):
            raise Unreadable(f"{token.text} at character {token.at} has nothing after it")
        query = part()
        self.depth -= 1
        return query

    def _field(self, field: str, token: Token) -> Query | None:
        if field in FIELDS or field in FILTERS:
            part = self._deeper(self._one, token)
            return None if part is None else _in_field(field, part)
        value = self._value(token)
        if field in DATE_FIELDS:
            return self._date(field, value)
        if field == "lang":
            return _language(value)
        flag = f"{field}:{value.lower()}"
        if flag not in FLAGS:
            raise UnknownName("query", "flag", flag, FLAGS)
        return Undated() if flag == "is:undated" else Labelled(flag)

    def _value(self, token: Token) -> str:
        """What stands after a filter; a range in square brackets is one value."""
        value = self.tokens[self.at]
        self.at += 1
        if value.kind not in ("word", "phrase"):
            raise Unreadable(f"{token.text}: at character {token.at} takes a word, or several in quotation marks")
        texts = [value.text]
        while texts[0].startswith("[") and not texts[-1].endswith("]") and self._kind() == "word":
            texts.append(self.tokens[self.at].text)
            self.at += 1
        return " ".join(texts)

    def _date(self, field: str, value: str) -> Filter:
        if field == "published" and value.lower() == "unknown":
            return Undated()
        from backfile.index.asked_dates import read_dates  # most queries hold no date

        asked, told = read_dates(field, value, self.zone, self.now)
        self.notes.append(f"{field}:{value} was read as {told}")
        return asked

    def _phrase(self, token: Token) -> Query | None:
        held = self._folds(token, token.text)
        if not held:
            return None
        if token.within is not None and len(held) > 1:
            if token.within > MOST_BETWEEN:
                self.notes.append(f"at most {MOST_BETWEEN} words may stand between those of “{token.text}”")
            return Near(held, min(token.within, MOST_BETWEEN))
        return Prefix(held[0]) if len(held) == 1 and is_alone(held[0]) else Phrase(held)

    def _word(self, token: Token) -> Query | None:
        pattern = ""
        if set("*?＊？") & set(token.text):
            pattern = re.sub(r"\*+", "*", re.sub(_AROUND, "", fold(token.text)))
        if pattern and set(pattern) == {"*"}:
            return Everything()
        if {"?", "*"} & set(pattern[:-1]):  # a ? at the end alone is a question
            if re.fullmatch(_PATTERN, pattern):
                return Wildcard(pattern)
            self.notes.append(f"in “{token.text}”, * and ? were passed over: they count within a single word")
        if fuzzy := re.fullmatch(_FUZZY, token.text):
            return self._fuzzy(token, fuzzy[1], fuzzy[2])
        if re.fullmatch(_NOT_FUZZY, token.text):
            self.notes.append(f"in “{token.text}”, ~ was passed over: after it stands 1, 2 or nothing")
        if token.text.endswith(":") and is_field_name(token.text[:-1], QUERY_FIELDS):
            self.notes.append(f"{token.text} has nothing after it, and is looked for as a word")
        held = self._folds(token, token.text)
        if held and pattern.endswith("*"):
            *before, last = held
            return _join(And, [*(_word_of(word) for word in before), Prefix(last)])
        return _leaf_of(held)

    def _fuzzy(self, token: Token, text: str, edits: str) -> Query | None:
        held = self._folds(token, text)
        if len(held) == 1 and len(held[0]) >= 3 and not is_alone(held[0]):
            return Fuzzy(held[0], int(edits) if edits else 1 if len(held[0]) <= 5 else 2)
        if held:
            self.notes.append(
                f"in “{token.text}”, ~ was passed over: it counts after one word of three letters or more"
            )
        return _leaf_of(held)

    def _folds(self, token: Token, text: str) -> tuple[str, ...]:
        """The folded words of a token's text; a note where there is none."""
        held = tuple(word.fold for word in cut(text, asked=True))
        if not held:
            self.notes.append(f"passed over “{token.text}”: it holds no word")
        return held


def _word_of(folded: str) -> Leaf:
    return Prefix(folded) if is_alone(folded) else Word(folded)


def _leaf_of(folded: tuple[str, ...]) -> Leaf | None:
    """A word, several as a phrase, or nothing of none."""
    if not folded:
        return None
    return _word_of(folded[0]) if len(folded) == 1 else Phrase(folded)


def _language(value: str) -> Labelled:
    code = value.lower().split("-")[0]
    if not re.fullmatch("[a-z]{2,3}", code):
        raise Usage("query", f"lang: “{value}” is no code of a language", "write en, de, uk, …")
    return Labelled(f"lang:{code}")


def _join(kind: type[And | Or], parts: list[Query]) -> Query:
    """The parts as one list, those of lists of the same kind among them; one part alone is itself."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,))]
    return flat[0] if len(flat) == 1 else kind(tuple(flat))


def _in_field(field: str, part: Query) -> Query:
    """The part in a field; `byline:*` asks for entries that have one."""
    if isinstance(part, Everything):
        return Labelled(f"has:{field}") if f"has:{field}" in FLAGS else part
    return part if isinstance(part, In | Published | Undated | Labelled) else In(field, part)
