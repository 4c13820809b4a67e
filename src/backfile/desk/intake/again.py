"""How do captures of the same bytes make room for one that was made before, or at another time than was said?

In one change of a live blog, so that after any stop its files are as before or as after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from backfile.archive.belonging import find_liveblog
from backfile.archive.corrections import read_decisions
from backfile.archive.held import read_reading
from backfile.archive.manifest import Announce
from backfile.archive.store import Stored, remove, replace_readings, store_reading
from backfile.desk.intake.reading import read_held
from backfile.desk.removal.beside import as_told
from backfile.model.again import Place, in_their_places, known_again, made, reading_of
from backfile.model.capture import Capture, Digest
from backfile.model.decision import Decision
from backfile.model.observation import Reading
from backfile.seeds.shelf.sidecar import Shelved
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace

RETIMED = "retimed"
"""What a line of the log calls a file whose times of capture are said anew."""


def store_among(
    archive: Path,
    found: Reading,
    place: Place,
    others: Sequence[tuple[Slug, Capture]],
    announce: Announce,
) -> Stored:
    """Add a reading at its place among `others` of the same bytes, each with its live blog. What is withheld of these
    bytes is so where it comes to, too."""
    withheld = _withheld(archive, found.capture.sha256, {home for home, _ in others})
    beside = next((home for home, each in others if _said_of(each) == _said_of(found.capture)), None)
    first = place.giving_way
    if first is None:
        return store_reading(archive, reading_of(found, place.capture), announce, beside, withheld)
    home = next(home for home, each in others if each == first)
    moved = reading_of(read_reading(archive, home, first.digest), as_later(first))
    target, is_new = find_liveblog(archive, reading_of(found, known_again(found.capture, is_file=False)), beside)
    if target == home and not is_new:
        return replace_readings(archive, home, [moved, found], announce=announce)
    remove(archive, home, captures={first.digest}, readings=[moved], announce=announce)
    return store_reading(archive, found, announce, beside, withheld)


def as_later(first: Capture) -> Capture:
    """What was the first capture of its bytes, as a later one."""
    return known_again(first, is_file="#" not in first.place)


def finish_retiming(
    workspace: Workspace, shelved: Shelved, known: Sequence[tuple[Slug, Capture]], announce: Announce
) -> Iterator[Slug]:
    """Have in archive/ the times at which a sidecar says that its file was captured; gives the live blog that was
    written to. `known` are the captures of these bytes there, with their live blogs."""
    name = shelved.capture.name
    times = {made(each): each for each in shelved.captures}
    stays = {made(each) for _, each in known if each.place == name} & times.keys()
    missing = [each for time, each in times.items() if time not in stays]
    gone = [each for _, each in known if each.place == name and made(each) not in stays]
    if not (missing or gone) or len({home for home, _ in known}) != 1:
        return
    home, archive = known[0][0], workspace.archive
    left = [read_reading(archive, home, each.digest) for _, each in known if each not in gone]
    left += [as_told(workspace.seeds, read_held(workspace.seeds, each)) for each in missing]
    retime(archive, home, [each for _, each in known], left, announce)
    yield home


def _withheld(archive: Path, sha256: Digest, homes: Iterable[Slug]) -> list[Decision]:
    """What was decided last of these bytes in these live blogs, if that is that they are withheld."""
    decided = [each for home in sorted(homes) for each in read_decisions(archive / home) if each.capture == sha256]
    return [each for each in sorted(decided, key=lambda each: each.made)[-1:] if each.withheld is not None]


def _said_of(capture: Capture) -> tuple[str | None, ...]:
    """What may bring the same bytes into one live blog or another."""
    return capture.address, capture.publisher, capture.liveblog


def retime(
    archive: Path, home: Slug, known: Iterable[Capture], readings: Iterable[Reading], announce: Announce
) -> Stored:
    """Have these readings in the place of all that are `known` of the same bytes. The caller holds the lock."""
    now = in_their_places(readings)
    gone = {each.digest for each in known} - {each.capture.digest for each in now}
    return remove(archive, home, captures=gone, readings=now, announce=announce)
