"""Was it erased before? Then it is not taken in again, neither its bytes nor a page that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from backfile.desk.removal.erasing import shown_again
from backfile.errors import BadCapture, Damage
from backfile.model.capture import Digest
from backfile.model.observation import Reading
from backfile.seeds.shelf.erased import ERASED, Tombstone, read_tombstones
from backfile.seeds.shelf.log import erased_acts


def all_tombstones(seeds: Path) -> list[Tombstone]:
    """Raises Damage where one is gone that the log tells of: what was erased could come in again."""
    stones = read_tombstones(seeds)
    gone = erased_acts(seeds) - {each.id for each in stones}
    if gone:
        fault = f"has no tombstone {min(gone)}, of which the log tells: what was erased could be taken in again"
        raise Damage(seeds / ERASED, fault, "restore it from a backup")
    return stones


def refuse_bytes(stones: Sequence[Tombstone], name: str, its_digest: Digest) -> None:
    """Raises BadCapture for bytes that were erased."""
    stone = next((each.id for each in stones if each.knows([its_digest])), None)
    if stone is not None:
        raise BadCapture(name, f"was erased ({stone}), and is not taken in again", "leave it out")


def refuse_page(stones: Sequence[Tombstone], name: str, found: Reading) -> None:
    """Raises BadCapture for a page that shows what was erased."""
    shown = shown_again(found, stones)
    if shown is not None:
        raise BadCapture(name, f"shows what was erased ({shown})", "take that out of the page, and add it again")
