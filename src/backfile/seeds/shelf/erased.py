"""What was erased, and must not come back? `seeds/erased.jsonl`: a tombstone a line, which says nothing of what it was.

A tombstone knows what it stands for by marks: digests made slowly, with a salt. No word can be read out of them, and to
guess at one takes whoever has the file a thousand times longer than a plain digest would; who has the very page, or the
very words, can tell that they were erased. Without marks nothing could keep them out when they are added again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from backfile import disk
from backfile.errors import Damage
from backfile.model.capture import Digest
from backfile.model.plain import dump, load
from backfile.seeds.shelf.lines import dump_line, parse_line
from backfile.seeds.shelf.sealed import SEAL, sealed
from backfile.text.fold import folded_words
from backfile.text.sketch import are_alike, sketch

ERASED = "erased.jsonl"
_SELDOM = ("within", "headed", "beside", "passed")  # written where there are any
_ROUNDS = 20_000
"""Of PBKDF2: about 5 ms a mark, which one capture more with a hundred entries can bear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Entries of bytes that are kept (`capture` is their sha256), by their keys there, of which what was erased showed
    others (`unseen`, of model.observation.UNSEEN): no more is known of that. It goes when these bytes are erased."""

    capture: Digest
    keys: tuple[str, ...]
    unseen: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """A headline of what was erased, by its mark, and a sketch of the words below it, if there were any."""

    mark: str
    sketch: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """`what` is "capture" or "entry"; an entry's says in which live blog it stood, if that has others.

    `within` are marks of the keys by which an entry's live blog is known: ids and headlines of other live blogs are
    others, though they be the same. There are none where no page told any, nor in tombstones of before, which have no
    `headed` either but marks of headlines: what these know is refused everywhere.
    `beside` are the entries that other captures show otherwise. `passed` are marks of a live blog, and of the
    publisher's ids of entries of it that no other capture showed: one that comes may show them in other words.
    """

    id: str  # erased-1, erased-2, …
    made: datetime  # UTC
    operator: str = ""
    what: str
    liveblog: str | None = None
    reason: str
    noted: bool = False  # whether a line of the log is about it alone, as not of those of before
    salt: str
    marks: tuple[str, ...]
    within: tuple[str, ...] = ()
    headed: tuple[Headed, ...] = ()
    beside: tuple[Beside, ...] = ()
    passed: tuple[str, ...] = ()

    def knows(self, names: Iterable[str]) -> bool:
        """Is any of these (digests, keys) what was erased?"""
        return any(mark(name, self.salt) in self.marks for name in names)

    def knows_all(self, names: Iterable[str]) -> bool:
        """Are all of these what was erased?"""
        return all(mark(name, self.salt) in self.marks for name in names)

    def is_of(self, keys: Iterable[str]) -> bool:
        """Is it of the live blog that has one of these keys?"""
        return any(mark(key, self.salt) in self.within for key in keys)

    def knows_words(self, headline: str, text: str) -> bool:
        """Was something with this headline erased, and is this plain text like the one below it? Where one of the two
        has no words, nothing tells them apart."""
        its = mark(headline_name(headline), self.salt)
        held = [each.sketch for each in self.headed if each.mark == its]
        own = sketch(text, _secret(headline, self.salt)) if held else ""
        return any(not (each and own) or are_alike(each, own) for each in held)


def head(headline: str, text: str, salt: str) -> Headed:
    """What a tombstone keeps of a headline and the plain text below it."""
    return Headed(mark=mark(headline_name(headline), salt), sketch=sketch(text, _secret(headline, salt)))


def headline_name(headline: str) -> str:
    """What is marked of a headline."""
    return f"headline:{folded_words(headline)}"


def _secret(headline: str, salt: str) -> str:
    """What a sketch is made with: as slow to guess at as the headline, and no mark of it."""
    return mark(f"below:{folded_words(headline)}", salt)


def without_captures(stone: Tombstone, gone: Container[Digest]) -> Tombstone:
    """The tombstone without what it says of captures that go, too."""
    return replace(stone, beside=tuple(each for each in stone.beside if each.capture not in gone))


def read_tombstones(seeds: Path) -> list[Tombstone]:
    """All tombstones, oldest first. Raises Damage."""
    path = seeds / ERASED
    if not path.is_file():
        return []
    lines = disk.read_bytes(path).decode("utf-8", "surrogateescape").splitlines()
    return [_parse(line, f"{path}, line {number}") for number, line in enumerate(lines, start=1)]


def write_tombstones(seeds: Path, tombstones: Sequence[Tombstone]) -> None:
    """The file with these lines."""
    disk.write(seeds / ERASED, "".join(dump_line(sealed(_plain(each))) for each in tombstones))


@lru_cache(maxsize=100_000)
def mark(name: str, salt: str) -> str:
    """What a tombstone keeps of a digest or a key."""
    data = name.encode("utf-8", "surrogatepass")
    return hashlib.pbkdf2_hmac("sha256", data, bytes.fromhex(salt), _ROUNDS).hex()


def _parse(line: str, place: str) -> Tombstone:
    plain = parse_line(line, place)
    said = {name: value for name, value in plain.items() if name != SEAL} if isinstance(plain, dict) else {}
    if plain != sealed(said):
        raise Damage(place, "is not as it was written", "restore it from a backup")
    return load(Tombstone, said, place)


def _plain(stone: Tombstone) -> dict[str, Any]:
    plain: dict[str, Any] = dump(stone)
    return {name: value for name, value in plain.items() if value or name not in _SELDOM}
