"""What is told of a site that was built? How much there is to show, and what became of its files."""

from __future__ import annotations

from dataclasses import dataclass

from backfile.model.permalink import Permalink


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What there is to show."""

    liveblogs: int
    entries: int
    altered: tuple[Permalink, ...]  # words that somebody changed in the archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a build did: HTML pages there are, files that changed, files that were removed."""

    pages: int
    changed: int
    removed: int
