"""How do scripts and styles become small enough to be sent? Comments and blanks go, names of its own become short, and
what is declared in a row is declared at once.

A script is read token by token, as far as our own scripts need. A name that the whole script shares gets a short one in
all places, any other one in all places of its statement. So what it means in a place need not be known: whatever that
is, it has one name wherever it may be meant, and nothing else has that. What is seen from outside stays: properties
(`{ name }` becomes `{ name: a }`), and names that are not made here (`document`). A line ends wherever two statements
could run into one without that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import count, product
from string import ascii_letters, ascii_lowercase, ascii_uppercase
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<blank>(?:\s | //[^\n]* | /\*.*?\*/)+)
    | (?P<name>[A-Za-z_$][\w$]*)
    | (?P<number>\d[\w.]*)
    | (?P<string>"(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
    | (?P<pattern>/(?![*/])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*)
    | (?P<sign>=> | \.\.\. | \?\.(?!\d) | \?\?=? | [=!]==? | && | \|\| | \*\* | \+\+ | -- | << | >> | [-+*/%<>&|]=
        | [-+*/%<>&|=!?:;,.(){}\[\]~^])""",
    re.DOTALL | re.VERBOSE,
)
_DIVIDED = re.compile("/=?")
_LITERAL = re.compile(r"[`}](?:[^`\\$]|\\.|\$(?!\{))*(?:`|\$\{)", re.DOTALL)  # of a template, between its values

_GAP = r"(?:\s|/\*.*?\*/)"
_STYLE = re.compile(
    rf"""(?P<text>"[^"]*") | {_GAP}*(?P<sign>[{{}};,>]){_GAP}* | (?P<colon>:){_GAP}+ | {_GAP}+""",
    re.DOTALL | re.VERBOSE,
)

_WORDS = frozenset(
    "as async await break case catch class const constructor continue default do else extends false finally for"
    " function get if in instanceof let new null of return set static super switch this throw true try typeof"
    " undefined var void while yield".split()
)
# Names that our scripts have of the browser: they stay, even if something of ours is named so as well.
_GIVEN = frozenset("backfileSearch document history location window".split())
_SHARED = 2  # brackets around what a whole script shares: of a call, and of the function that it is given
_MAKES, _ASKS = ("const", "let", "class", "function"), ("if", "for", "while", "switch")
_BEFORE_OBJECT = frozenset("( [ , = : ? && || ?? ... return const let".split())  # before another brace stands a block
_BEFORE_PATTERN = frozenset("return typeof case throw of in await else".split())
_SHUT = {"(": ")", "[": "]", "{": "}"}


class _Token(NamedTuple):
    kind: str  # a group of _TOKEN, or `literal`
    text: str
    on_new_line: bool = False


_END = _Token("sign", ";")


def lean(script: str) -> str:
    r"""The script as it is sent. Raises ValueError where it holds what is not known here.

    >>> print(lean("const twice = (number) => {\n  return 2 * number; // always\n};\nkept.twice = twice(2);\n"), end="")
    const A=(B)=>{return 2*B;};kept.twice=A(2);
    """
    tokens = list(_read(script))
    shut = _find_shut(tokens)
    names = _find_names(tokens, shut)
    short = _shorten(tokens, names, shut)
    told: list[str] = []
    begun = [""]  # what the statement begins with, within each bracket that is open
    for at, (last, token) in enumerate(zip((_END, *tokens), tokens, strict=False)):
        ends_line = token.on_new_line and (_is_value(last) or last.kind == "name") and _may_begin(token)
        if last.text == ";" and token.text == "const" == begun[-1]:
            told[-1] = ","
            continue
        if last.text == ";" or ends_line:
            begun[-1] = ""
        begun[-1] = begun[-1] or token.text
        if at in shut:
            begun.append("")
        elif token.kind == "sign" and token.text in _SHUT.values():
            begun.pop()
        if ends_line:
            told.append("\n")
        elif told[-1:] != [","] and _would_join(last.text, token.text):
            told.append(" ")
        name = short.get(at, token.text)
        told.append(f"{token.text}:{name}" if name != token.text and names[at] else name)
    return "".join((*told, "\n"))


def lean_style(style: str) -> str:
    """A stylesheet as it is sent: a rule a line.

    >>> print(lean_style("/* All */\\n.list > li {\\n  margin: 0 1em;\\n}\\na { color: red; }\\n"), end="")
    .list>li{margin:0 1em;}
    a{color:red;}
    """
    told = _STYLE.sub(lambda found: found["text"] or found["sign"] or (":" if found["colon"] else " "), style)
    return told.replace("}", "}\n").strip() + "\n"


def _read(script: str) -> Iterator[_Token]:
    at, last, is_new_line = 0, _END, False
    values: list[bool] = []  # of each brace that is open, whether it holds a value of a template
    while at < len(script):
        goes_on = script[at] == "}" and values and values[-1]
        if script[at] == "`" or goes_on:
            found, kind = _LITERAL.match(script, at), "literal"
        elif script[at] == "/" and script[at + 1 : at + 2] not in ("*", "/") and _is_value(last):
            found, kind = _DIVIDED.match(script, at), "sign"
        else:
            found = _TOKEN.match(script, at)
            kind = (found and found.lastgroup) or ""
        if found is None:
            raise ValueError(f"not known how to read: {script[at : at + 40]!r}")
        at, text = found.end(), found[0]
        if kind == "blank":
            is_new_line = is_new_line or "\n" in text
            continue
        if text == "}" or goes_on:
            values.pop()
        if text == "{" or text.endswith("${"):
            values.append(kind == "literal")
        last, is_new_line = _Token(kind, text, is_new_line), False
        yield last


def _is_value(token: _Token) -> bool:
    """May a value end with it, so that what follows is no pattern?"""
    if token.kind == "sign":
        return token.text in (")", "]", "}", "++", "--")
    return token.text not in _BEFORE_PATTERN and not token.text.endswith("${")


def _may_begin(token: _Token) -> bool:
    """May a statement begin with it?"""
    return token.kind != "sign" or token.text in ("(", "[", "{", "++", "--", "+", "-", "!", "~")


def _would_join(one: str, other: str) -> bool:
    return bool(re.match(r"[\w$]{2}|\+\+|--", one[-1:] + other[0]))


def _shorten(tokens: Sequence[_Token], names: Mapping[int, bool], shut: Mapping[int, int]) -> Mapping[int, str]:
    """Short names by their places: those that the whole script shares, then for each statement those of its own."""
    statements = list(_cut_up(tokens, shut))
    shared = {name for name, depth in _made(tokens, shut) if depth <= _SHARED} - _WORDS - _GIVEN
    kept = {tokens[at].text for at in names}  # those that some place keeps may be nobody else's
    told: dict[int, str] = {}

    def give(places: Sequence[int], free: Iterator[str]) -> None:
        its = dict(zip(dict.fromkeys(tokens[at].text for at in places), free, strict=False))
        told.update((at, its[tokens[at].text]) for at in places)

    often = Counter(tokens[at].text for at in names if tokens[at].text in shared)
    places = sorted((at for at in names if tokens[at].text in shared), key=lambda at: -often[tokens[at].text])
    give(places, _names(ascii_uppercase, kept))
    for first, end in statements:
        own = {name for name, _ in _made(tokens, shut, first, end)} - shared - _WORDS - _GIVEN
        give([at for at in range(first, end) if at in names and tokens[at].text in own], _names(ascii_lowercase, kept))
    return told


def _names(first: str, kept: Container[str]) -> Iterator[str]:
    """a, b, … aa, ab, …: all that begin with one of these letters."""
    names = (a + "".join(others) for size in count() for a in first for others in product(ascii_letters, repeat=size))
    return (name for name in names if name not in kept and name not in _WORDS)


def _cut_up(tokens: Sequence[_Token], shut: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Where each statement of the script's one function begins, and where it ends."""
    first = depth = 0
    for at, token in enumerate(tokens):
        if at in shut:
            depth += 1
        elif token.kind == "sign" and token.text in _SHUT.values():
            depth -= 1
        elif token.text == ";" and depth == _SHARED:
            yield first, at + 1
            first = at + 1
    yield first, len(tokens)


def _find_names(tokens: Sequence[_Token], shut: Mapping[int, int]) -> Mapping[int, bool]:
    """The places of all names that are not a property's; True where one is both at once, as in `{ name }`."""
    found = {}
    inside: list[bool] = []  # of each bracket that is open, whether it holds properties
    for at, (last, token) in enumerate(zip((_END, *tokens), tokens, strict=False)):
        if at in shut:
            inside.append(token.text == "{" and (last.text in _BEFORE_OBJECT or last.text.endswith("${")))
        elif token.kind == "sign" and token.text in _SHUT.values():
            inside.pop()
        elif token.kind == "name":
            after = tokens[at + 1].text if at + 1 < len(tokens) else ";"
            begins = bool(inside) and inside[-1] and last.text in ("{", ",")
            is_method = after == "(" and tokens[shut[at + 1] + 1].text == "{" and last.text in ("{", "}", ",", ";")
            if last.text not in (".", "?.") and not (begins and after == ":") and not is_method:
                found[at] = begins and after in (",", "}", "=")
    return found


def _made(
    tokens: Sequence[_Token], shut: Mapping[int, int], first: int = 0, end: int | None = None
) -> Iterator[tuple[str, int]]:
    """The names of what is made in a stretch of the script, as far as that is plain, each with how deep that is."""
    depth = 0
    for at in range(first, len(tokens) if end is None else end):
        token, last, after = tokens[at], _text(tokens, at - 1), _text(tokens, at + 1)
        if token.kind == "name" and last in _MAKES:
            yield token.text, depth
        elif token.kind == "name" and after == "=>":
            yield token.text, depth + 1
        elif at in shut:
            follows = _text(tokens, shut[at] + 1)
            takes = token.text == "(" and (follows == "=>" or (follows == "{" and last not in _ASKS))
            if takes or last in _MAKES:
                yield from ((name, depth + takes) for name in _taken(tokens[at + 1 : shut[at]]))
            depth += 1
        elif token.kind == "sign" and token.text in _SHUT.values():
            depth -= 1


def _text(tokens: Sequence[_Token], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ";"


def _find_shut(tokens: Sequence[_Token]) -> Mapping[int, int]:
    """For each opening bracket, by its place, the place of the one that shuts it."""
    open_at: list[int] = []
    shut = {}
    for at, (kind, text, _) in enumerate(tokens):
        if kind == "sign" and text in _SHUT:
            open_at.append(at)
        elif kind == "sign" and text in _SHUT.values():
            shut[open_at.pop()] = at
    return shut


def _taken(tokens: Sequence[_Token]) -> set[str]:
    """The names in a list of parameters or a pattern, without what stands for those that are not given."""
    names, depth, default = set(), 0, None
    for kind, text, _ in tokens:
        if text in _SHUT:
            depth += 1
        elif text in _SHUT.values():
            depth -= 1
        if default is not None and (depth < default or (text == "," and depth == default)):
            default = None
        if text == "=" and default is None:
            default = depth
        if kind == "name" and default is None:
            names.add(text)
    return names
