"""Which words does the browser find, and where do they stand? Shards of postings, and beside them shards of positions.

A shard `terms-<begin>` holds the words from its beginning up to the next one's, parted by `|`. Of a word stands how
many characters it shares with the one before (one of SIGNS), and its others; then its pieces:

    0… 1… 2…      its postings in headline, text and byline: for each document the gap to the one before, doubled, and 1
                  more where it stands there more than once; then how often beyond twice; then the field's words,
                  rounded: a step (index/score.py), as one of SIGNS (length_sign)
    3… 4… 5…      in live blog, publisher and tag, where neighbours mostly hold it alike: runs of documents
    =!3, =!stem   its stem in a language (one of SIGNS; ! is the first): without so many of its characters, or another
                  word. One that says nothing is of the first language, and its own stem
    >!form,form   words of which it is the stem, that begin otherwise, so that they may lie in another shard
    ~word,word    other spellings of it
    *…            its postings are long: they are a file of their own, `word-<word>`, and its positions are several

Positions are asked for by phrases alone: `places-<begin>` holds them in the same way, in the order of the postings; for
filters how many more documents than one, how many positions more than one, and these, for each run that holds it alike.
Those of a long word lie in `places-<word>-<number>`, so many documents each as its piece `*` says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from backfile.model.search import Postings
from backfile.site.shards.coding import SIGNS, alike, code, file_key, put, script_order, sort_for_script
from backfile.site.shards.cutting import ALIKE, Cutter, are_short
from backfile.site.shards.left import Apart, Group, Left
from backfile.site.shards.words import Told

TERMS = 4_950
"""Characters of a shard, at least. Smaller ones make a search cheaper, and a site of more files: 19,000 entries are to
stay below 1,500."""

PLACES = 72_000
LONG = 8_000
"""Characters of postings that are a file of their own; so common a word would burden all its neighbours."""

_LONGEST_NAME = 24  # characters of a word that a file may be named after
_VOCABULARY = 64_000  # characters
_MOST_SHARED = 40  # characters, which one of SIGNS can count


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """Where the shards begin that were written."""

    terms: list[str]
    places: list[str]


def write_terms(
    postings: Postings, cuts: Cuts, before: Left | None = None, left: Left | None = None
) -> Iterator[tuple[str, str | None]]:
    """The files' names and texts, None of one that stands as it was left `before`; `cuts` and `left` are filled on the
    way."""
    told, before, left = Told(postings), before or Left(), left or Left()
    terms = Cutter(TERMS // 2 if are_short(len(postings.documents)) else TERMS)
    places = Cutter(PLACES)
    held: list[_Words] = []
    standing: list[_Words] = []
    for begin, words in groupby(told.all(), key=lambda word: word[:ALIKE]):
        group = _Words(told, list(words), before.groups.get(begin))
        left.groups[begin] = group.told
        yield from group.files()
        if terms.begins_at(begin, group.told.terms) and held:
            yield _shard("terms", terms.begins[-2], held, before, left)
            held = []
        held.append(group)
        if group.told.places:
            if places.begins_at(begin, group.told.places) and standing:
                yield _shard("places", places.begins[-2], standing, before, left)
                standing = []
            standing.append(group)
    if held:
        yield _shard("terms", terms.begins[-1], held, before, left)
    if standing:
        yield _shard("places", places.begins[-1], standing, before, left)
    yield "places", put("places", places.begins)
    cuts.terms.extend(terms.begins)
    cuts.places.extend(places.begins)


def _shard(family: str, begin: str, groups: Sequence[_Words], before: Left, left: Left) -> tuple[str, str | None]:
    name = f"{family}-{file_key(begin)}"
    prints = [group.told.print for group in groups]
    if all(prints):
        left.shards[name] = hashlib.sha256("".join(prints).encode()).hexdigest()
        if left.shards[name] == before.shards.get(name):
            return name, None
    if family == "places":
        return name, put(name, "|".join(line for group in groups for line in group.lines.places))
    last, told = "", []
    for group in groups:
        for word, pieces in group.lines.terms:
            told.append(_after(last, word) + pieces)
            last = word
    return name, put(name, "|".join(told))


def write_vocabulary(postings: Postings) -> Iterator[tuple[str, str]]:
    """All indexed words, for shapes and other spellings: each as what it does not share with the one before."""
    cutter = Cutter(_VOCABULARY)
    held: list[str] = []
    last = ""
    for word in sort_for_script({word for words in postings.words.values() for word in words}):
        if cutter.begins_at(word, len(word)):
            if held:
                yield _file("vocabulary", cutter.begins[-2], " ".join(held))
            held, last = [], ""
        held.append(_after(last, word))
        last = word
    if held:
        yield _file("vocabulary", cutter.begins[-1], " ".join(held))
    yield "vocabulary", put("vocabulary", {"begins": cutter.begins})


class _Lines(NamedTuple):
    """What is told of words: in shards of postings, in shards of positions, and in files of their own."""

    terms: list[tuple[str, str]]
    places: list[str]
    files: list[tuple[str, str | None]]
    apart: list[Apart]


class _Words:
    """Words that begin alike, and what is told of them, as soon as it is needed: `told` may be known from `before`."""

    def __init__(self, told: Told, words: Sequence[str], before: Group | None) -> None:
        self._told, self._words, self._before = told, words, before
        digest = told.print(words)
        self._stands = (
            before is not None
            and digest == before.print != ""
            and all(told.span(each.files) == each.span for each in before.apart)
        )
        if before is not None and self._stands:
            self.told = before
        else:
            terms = sum(len(word) + len(pieces) for word, pieces in self.lines.terms)
            self.told = Group(digest, terms, sum(map(len, self.lines.places)), self.lines.apart)

    def files(self) -> Iterator[tuple[str, str | None]]:
        """Those of words that have their own."""
        if self._stands:
            for each in self.told.apart:
                yield from ((name, None) for name in (f"word-{file_key(each.word)}", *each.places))
        else:
            yield from self.lines.files

    @cached_property
    def lines(self) -> _Lines:
        lines = _Lines([], [], [], [])
        before = {each.word: each for each in self._before.apart} if self._before else {}
        for word in self._words:
            was = before.get(word)
            if was and self._stands:  # so do its own files, and nothing else of it is told among the others
                lines.terms.append((word, self._line(word, ["*" + code([was.span])])))
                continue
            lists = self._told.postings(word)
            if lists and sum(map(len, lists)) > LONG and len(word) <= _LONGEST_NAME:
                files = self._told.size(word) // PLACES + 1
                span = self._told.span(files)
                lines.files.append(_file("word", word, " ".join(lists)))
                places = {}
                for name, script, digest in self._told.long_places(word, span, was.places if was else {}):
                    lines.files.append((name, script))
                    places[name] = digest
                lines.apart.append(Apart(word, files, span, places))
                lists = ["*" + code([span])]
            elif lists:
                lines.places.append(" ".join((word, *self._told.places(word))))
            lines.terms.append((word, self._line(word, lists)))
        return lines

    def _line(self, word: str, lists: Sequence[str]) -> str:
        return " ".join(("", *lists, *self._told.others(word)))


def _after(last: str, word: str) -> str:
    """A word as what it does not share with the one before, counted as a script counts."""
    shared = alike(last[:_MOST_SHARED], word)
    halves = shared if word.isascii() else len(script_order(word[:shared])) // 2
    return SIGNS[halves] + word[shared:]


def _file(family: str, key: str, held: str) -> tuple[str, str]:
    name = f"{family}-{file_key(key)}"
    return name, put(name, held)
