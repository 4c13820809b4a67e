"""Reads shards back, in another way than the browser's, so that both can be held against what was written."""

from __future__ import annotations

from collections.abc import Iterator

from backfile.site.shards.coding import SIGNS
from backfile.site.shards.words import length_sign


def decode(coded: str) -> list[int]:
    numbers, size, total = [], 1, 0
    for sign in coded:
        value = SIGNS.index(sign)
        total += (value % 45) * size
        size *= 45
        if value < 45:
            numbers.append(total)
            size, total = 1, 0
    return numbers


def decode_runs(coded: str) -> list[int]:
    numbers = decode(coded)
    documents: list[int] = []
    for gap, more in zip(numbers[::2], numbers[1::2], strict=True):
        first = (documents[-1] if documents else -1) + 1 + gap
        documents += range(first, first + more + 1)
    return documents


def lines_of(shard: str, *, shared: bool) -> Iterator[tuple[str, list[str]]]:
    """Each word of a shard with its pieces; where what words share is left out, it is put back."""
    last = ""
    for line in shard.split("|"):
        told, *pieces = line.split(" ")
        if shared:
            halves = last.encode("utf-16-le", "surrogatepass")[: 2 * SIGNS.index(told[0])]
            told = halves.decode("utf-16-le", "surrogatepass") + told[1:]
        yield told, pieces
        last = told


def scored(piece: str) -> list[tuple[int, int, int]]:
    """Of a piece of postings, each document with how often it holds the word, and the step of its length."""
    rest = piece[1:]
    held, document = [], -1
    while rest:
        step, rest = _number(rest)
        document += 1 + step // 2
        more, rest = _number(rest) if step % 2 else (-1, rest)
        held.append((document, 2 + more, LENGTHS[rest[0]]))
        rest = rest[1:]
    return held


LENGTHS = {length_sign(step): step for step in range(90)}


def _number(coded: str) -> tuple[int, str]:
    """The first number, and what follows it."""
    end = next(at for at, sign in enumerate(coded) if SIGNS.index(sign) < 45) + 1
    return decode(coded[:end])[0], coded[end:]
