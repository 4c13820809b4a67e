"""From what is a site made? Live blogs that are read one at a time, and what search makes of them meanwhile.

So a site is built in the memory of one live blog, and of the lines that lists show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from backfile.model.entry import Coverage
from backfile.model.history import Event, History
from backfile.model.observation import Provenance
from backfile.model.permalink import Permalink
from backfile.model.search import Postings
from backfile.text.slug import Slug

Read = Callable[[], Coverage | None]
"""Gives a live blog; None where it is damaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Where the permalink of an entry leads that went on in another live blog; `label` names it there."""

    old: Permalink
    new: Permalink
    label: str


class Source(Protocol):
    """A live blog that can be read."""

    @property
    def slug(self) -> Slug: ...

    @property
    def stamp(self) -> str:
        """That of its folder (disk.stamp), taken before it was read; empty where that is not known, or anything in it
        is damaged."""

    @property
    def leads(self) -> Sequence[Lead]:
        """Those whose permalinks were of this live blog; the stamp tells of them, too."""

    def read(self) -> Coverage | None:
        """The live blog without the entries that are damaged; None where it is damaged itself."""

    def histories(self, coverage: Coverage) -> Iterator[History]:
        """What became of its entries, in their order; `coverage` is the live blog as it is published."""

    def headlines(self, coverage: Coverage) -> Sequence[Event]:
        """Where its own headline differs from capture to capture, in their order."""

    def stretch(self, place: Provenance) -> str:
        """What stands at a place in one of its captures; empty where that is no longer held."""


class Search(Protocol):
    """What makes the search data. It is asked only where anything of the site is made."""

    def add(self, slug: Slug, read: Read, /) -> None:
        """The next live blog, by slug, as it is published. It is read only if it is asked for."""

    def finish(self) -> Postings:
        """The postings of all that was added."""
