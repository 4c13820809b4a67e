"""Where do words of one text stand in another? Whole headlines and sentences, whatever marks stand between the words.

What is short says little: it counts only where it stands by itself, on a line or as a piece of data of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import NamedTuple

from backfile.text.comparing import Stretch, tokens
from backfile.text.fold import fold
from backfile.text.sentences import CLOSING, SENTENCE_ENDS, count_words

HEADLINE, SENTENCE = 3, 5
"""From how many words on a headline or a sentence is sought within others: less than that is said every day."""

_SENTENCE_END = re.compile(rf"(?<=[{re.escape(SENTENCE_ENDS)}])[{re.escape(CLOSING)}]*\s+|(?<=[。．｡！？།။።។])|\n+")
# Data spell some characters out, and hold the marks of pages: both stand for other characters, or for a blank.
_SPELLED = re.compile(r"\\u([0-9a-fA-F]{4})|\\.|&#?\w{1,32};|</?[A-Za-z][^<>\n]{0,500}>")


class Passage(NamedTuple):
    """Folded words in a row; `short` ones are sought only where they stand by themselves."""

    words: tuple[str, ...]
    short: bool


def cut_passages(headlines: Iterable[str], bodies: Iterable[str]) -> frozenset[Passage]:
    """What can be sought of these plain texts: headlines, and bodies sentence by sentence.

    A sentence that is short is sought with the one before it, too, for a point may end an abbreviation.
    """
    found = {_passage(headline, HEADLINE) for headline in headlines}
    for body in bodies:
        before = ""
        for sentence in filter(None, map(str.strip, _SENTENCE_END.split(body))):
            if count_words(sentence) >= SENTENCE:
                found.add(_passage(sentence, SENTENCE))
            elif count_words(before) + count_words(sentence) >= SENTENCE:
                found.add(_passage(f"{before} {sentence}", SENTENCE))
            before = sentence
        if count_words(body) < SENTENCE:
            found.add(_passage(body, SENTENCE))
    return frozenset(each for each in found if each.words)


def find_passages(passages: frozenset[Passage], text: str) -> list[Stretch]:
    """The stretches of a text where these stand, in order; those that overlap are one.

    >>> find_passages(cut_passages(["Bell of the ferry found"], []), "Key events: *bell* of the ferry found. More")
    [Stretch(start=13, end=37)]
    """
    folded = fold(_SPELLED.sub(_meant, text))
    sought = [each for each in passages if all(word in folded for word in each.words)]
    if not sought:  # as of nearly all texts
        return []
    plain, starts, ends = _plain(text)
    held = [token for token in tokens(plain) if token.is_word]
    spelled = [fold(plain[token.start : token.end]) for token in held]
    beginnings: dict[str, list[int]] = {}
    for at, word in enumerate(spelled):
        beginnings.setdefault(word, []).append(at)
    found: list[Stretch] = []
    for words, short in sought:
        for at in beginnings.get(words[0], ()):
            end = at + len(words)
            if tuple(spelled[at:end]) != words:
                continue
            start, stop = held[at].start, held[end - 1].end
            if short and not _stands_alone(plain, start, stop):
                continue
            found.append(Stretch(starts[start], ends[stop - 1]))
    return list(_joined(sorted(found)))


def _passage(text: str, least: int) -> Passage:
    words = tuple(fold(text[token.start : token.end]) for token in tokens(text) if token.is_word)
    return Passage(words, count_words(text) < least)


def _plain(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """The text with what is spelled out as the characters that it means; of each of these where it starts and ends."""
    if not _SPELLED.search(text):
        return text, range(len(text)), range(1, len(text) + 1)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for found in _SPELLED.finditer(text):
        pieces += [text[at : found.start()], meant := _meant(found)]
        starts += (*range(at, found.start()), *[found.start()] * len(meant))
        ends += (*range(at + 1, found.start() + 1), *[found.end()] * len(meant))
        at = found.end()
    pieces.append(text[at:])
    starts += range(at, len(text))
    ends += range(at + 1, len(text) + 1)
    return "".join(pieces), starts, ends


def _meant(found: re.Match[str]) -> str:
    spelled = found.group()
    if found[1]:
        return chr(int(found[1], 16))
    if spelled.startswith("&"):
        return unescape(spelled)
    if spelled.startswith("<"):
        return " "
    return "\n" if spelled == r"\n" else spelled[1] if not spelled[1].isalnum() else " "


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Is it a line, or what stands between straight quotation marks? Other signs beside it do not matter."""
    before = re.search(r"[^\W_]|[\n\"]|\A", text[:start][::-1])
    after = re.search(r"[^\W_]|[\n\"]|\Z", text[end:])
    return all(found is None or not found.group().isalnum() for found in (before, after))


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    last: Stretch | None = None
    for each in stretches:
        if last is not None and each.start <= last.end:
            last = Stretch(last.start, max(last.end, each.end))
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last
