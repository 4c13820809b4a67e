"""What is known of a capture in seeds/? Its sidecar, `<file>.capture.json`, says it; with its name a capture is in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from backfile import disk
from backfile.errors import Damage, NewerFormat
from backfile.model.again import known_again
from backfile.model.capture import Capture, Digest
from backfile.model.plain import dump, load
from backfile.model.time import Time
from backfile.seeds.shelf.names import SIDECAR
from backfile.seeds.shelf.sealed import sealed, unsealed

FORMATS = (1, 2)
"""Of sidecars: the second one tells of bytes that were captured again. Each is written in the first that can say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """What is known of another time at which the bytes of a capture were captured: as in Capture."""

    captured: Time
    address: str | None = None
    publisher: str | None = None
    zone: str | None = None
    liveblog: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """A capture on the shelf; `set_aside` says why it is kept unread, if it is.

    `records` holds the sha256 of the captures in a file of many, once all of them are in the archive. `again` are the
    other times at which the same bytes were captured, the earliest first, all of them after that of `capture`.
    """

    capture: Capture
    set_aside: str | None = None
    records: tuple[Digest, ...] | None = None
    again: tuple[Again, ...] = field(default=(), metadata={"seldom": True})

    @property
    def captures(self) -> tuple[Capture, ...]:
        """Every capture of these bytes, the earliest first, each as if it were the only one."""
        return (self.capture, *(replace(self.capture, **_said_of(each)) for each in self.again))

    @property
    def known(self) -> tuple[Capture, ...]:
        """The same as archive/ knows them, where no other file holds these bytes."""
        first, *later = self.captures
        return (first, *(known_again(each, is_file=True) for each in later))


def with_captures(shelved: Shelved, captures: Iterable[Capture]) -> Shelved:
    """The same bytes with these captures of them. Where there are several, the time of each is known."""
    first, *later = sorted(captures, key=lambda each: each.order)
    again = tuple(Again(**_said_of(each)) for each in later)
    return replace(shelved, capture=replace(shelved.capture, **_said_of(first)), again=again)


def _said_of(known: Capture | Again) -> dict[str, Any]:
    return {each.name: getattr(known, each.name) for each in fields(Again)}


def read_sidecar(path: Path, seeds: Path) -> Shelved:
    """What a sidecar says. Raises Damage for one that is none, NewerFormat for a newer archive's."""
    try:
        plain = unsealed(json.loads(disk.read_bytes(path)))
        written = plain.pop("format")
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise Damage(path, f"is no sidecar of a capture ({error})", "restore it from a backup") from error
    if isinstance(written, int) and written > max(FORMATS):
        raise NewerFormat(path, f"format {written} is newer than this Backfile knows", "update Backfile")
    if written not in FORMATS:
        raise Damage(path, "does not say its “format”", "restore it from a backup")
    shelved = load(Shelved, plain, path)
    expected = path.relative_to(seeds).as_posix().removesuffix(SIDECAR)
    if shelved.capture.name != expected:
        mend = f"move the capture back, or name it {expected} there too"
        raise Damage(path, f"speaks of “{shelved.capture.name}”", mend)
    return shelved


def write_sidecar(seeds: Path, shelved: Shelved) -> None:
    """Write down what is known of a capture that stands in seeds/."""
    plain = {"format": FORMATS[bool(shelved.again)], **dump(shelved)}
    if shelved.records is None:
        del plain["records"]
    for name in ("recorded", "told"):
        if plain["capture"][name] is None:
            del plain["capture"][name]
    text = json.dumps(sealed(plain), indent=1, ensure_ascii=True)
    disk.write(seeds / (shelved.capture.name + SIDECAR), text + "\n")
