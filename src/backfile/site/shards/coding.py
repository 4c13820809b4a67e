"""How are numbers and names written in a shard? In signs that no script, text or file name minds.

A number is written in digits of 45 values, the lowest first; each but the last is one of the upper 45 signs. So small
numbers, which gaps between documents mostly are, take one sign, and nothing has to part them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable

from backfile.text.characters import BIDI, UNSAFE, numbered

SIGNS = "".join(sign for sign in map(chr, range(33, 127)) if sign not in '"\\|<')
"""Ninety printable signs of ASCII: those that end no string, list or script."""

_HALF = 45
_IN_SCRIPT = re.compile(f"[<{UNSAFE}{BIDI}]")
_IN_NAMES = re.compile("[^a-z0-9]")


class _Codes(dict[int, str]):
    """Each number that was written once, with its signs: most numbers come again."""

    def __missing__(self, number: int) -> str:
        signs, rest = [], number
        while rest >= _HALF:
            rest, digit = divmod(rest, _HALF)
            signs.append(SIGNS[_HALF + digit])
        signs.append(SIGNS[rest])
        told = "".join(signs)
        if number < 1 << 16:
            self[number] = told
        return told


CODES = _Codes()
"""The signs of each number, looked up."""


def code(numbers: Iterable[int]) -> str:
    """The numbers, none of which is negative, without anything between them.

    >>> code([0, 44, 45, 2025])
    '!OP#PP#'
    """
    return "".join(map(CODES.__getitem__, numbers))


def code_runs(documents: Iterable[int]) -> str:
    """Ascending numbers as runs of neighbours: for each the gap before it, and how many more than one it holds.

    >>> code_runs([3, 4, 5, 9]) == code([3, 2, 3, 0])
    True
    """
    return code_stretches((document, 1) for document in documents)


def code_stretches(stretches: Iterable[tuple[int, int]]) -> str:
    """The same of stretches, each as its first number and how many it holds; neighbours make one run.

    >>> code_stretches([(3, 2), (5, 1), (9, 1)]) == code_runs([3, 4, 5, 9])
    True
    """
    numbers: list[int] = []
    end = -1  # what no run begins with
    for first, many in stretches:
        if first == end:
            numbers[-1] += many
        else:
            numbers += (first - max(end, 0), many - 1)
        end = first + many
    return code(numbers)


def alike(one: str, other: str) -> int:
    """With how many characters both texts begin.

    >>> alike("bridge", "brink")
    3
    """
    at = 0
    for its, others in zip(one, other, strict=False):
        if its != others:
            break
        at += 1
    return at


def file_key(key: str) -> str:
    """A key as part of a file's name, on any disk.

    >>> file_key("c++"), file_key("京都")
    ('c_2b__2b_', '_4eac__90fd_')
    """
    return _IN_NAMES.sub(lambda found: f"_{ord(found[0]):x}_", key)


def script_order(key: str) -> bytes:
    """What to sort by for a script, which compares halves of characters beyond U+FFFF."""
    return key.encode("utf-16-be", "surrogatepass")


def sort_for_script(keys: Collection[str]) -> list[str]:
    """The keys in the order of script_order, which is Python's as long as no character lies beyond those halves.

    >>> sort_for_script(["b", "\uff42", "\U0001d41b"]) == ["b", "\U0001d41b", "\uff42"]
    True
    """
    plain = max("".join(keys), default="") < "\ud800"
    return sorted(keys) if plain else sorted(keys, key=script_order)


def put(name: str, held: object) -> str:
    """The script that hands over what a shard holds."""
    return f"backfileSearch.put({dump_script(name)},{dump_script(held)});\n"


def dump_script(value: object) -> str:
    """JSON that may stand in a script: nothing in it ends that, or steers who reads it."""
    dumped = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if not dumped.isprintable() or "<" in dumped:  # few shards hold what steers, and of that few kinds
        for character in _IN_SCRIPT.findall("".join(set(dumped))):
            dumped = dumped.replace(character, numbered(character))
    return dumped
