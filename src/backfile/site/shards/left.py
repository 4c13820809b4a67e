"""How did the last build leave the shards of words? So that those whose words stand as they did are not told again.

Words are known by groups, those that are never parted (cutting.py): a digest of all that is told of them, how many
characters that took in either family of shards, and which of them are files of their own. So shards can be cut, and
those that hold the same groups as before are passed over, unread. The record stands in index/ and may be deleted.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from backfile import disk
from backfile.errors import BackfileError


class Apart(NamedTuple):
    """A word with files of its own: one of postings, and of positions one for each `span` of documents, by their names
    with a digest of what is in them; `files` tells how many of these there should be."""

    word: str
    files: int
    span: int
    places: dict[str, str]


class Group(NamedTuple):
    """Words that begin alike; `terms` and `places` are characters."""

    print: str
    terms: int
    places: int
    apart: list[Apart]


@dataclass(slots=True)
class Left:
    """The groups by how they begin, and the digest of each shard by its name."""

    groups: dict[str, Group] = field(default_factory=dict)
    shards: dict[str, str] = field(default_factory=dict)


def read_left(record: Path) -> Left:
    """What was noted; nothing where that is gone or damaged."""
    try:
        held = json.loads(disk.read_text(record)) if record.is_file() else {"groups": {}, "shards": {}}
        groups = {
            begin: Group(digest, terms, places, [Apart(*each) for each in apart])
            for begin, (digest, terms, places, apart) in held["groups"].items()
        }
        return Left(groups, dict(held["shards"]))
    except (BackfileError, ValueError, KeyError, TypeError, AttributeError):
        return Left()


def note_left(record: Path, left: Left) -> None:
    told = json.dumps({"groups": left.groups, "shards": left.shards}, separators=(",", ":"))
    disk.write(record, told, durable=False)
