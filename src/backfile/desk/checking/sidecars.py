"""Do the sidecars in seeds/ say of the captures what archive/ says?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backfile.archive.held import homes_of_captures, read_reading, unfinished
from backfile.archive.reading_file import short
from backfile.errors import Damage
from backfile.model.capture import Capture
from backfile.model.finding import Finding
from backfile.model.time import Basis
from backfile.seeds.shelf.names import SIDECAR
from backfile.seeds.shelf.sidecar import Shelved
from backfile.workspace.catalogue import made_from
from backfile.workspace.folders import Workspace


def check_sidecars(workspace: Workspace, captures: Sequence[Shelved]) -> Iterator[Finding]:
    """That a sidecar says of a capture what the archive says, but for its name: the shelf is its owner's."""
    homes = homes_of_captures(workspace.archive)
    between = unfinished(workspace.archive)  # what a capture is on its way to, too, when it was stopped
    stopped = made_from(workspace, "index") is None
    said = [(each, shelved) for shelved in captures for each in shelved.known]
    for each, shelved in [] if between else said:
        its_homes = homes.get(short(each.digest), [])
        if len(its_homes) != 1:  # in two it is on its way: the next command that writes ends it
            continue
        liveblog = its_homes[0]
        try:
            read = read_reading(workspace.archive, liveblog, each.digest).capture
        except Damage:  # told where the live blog is checked
            continue
        if stopped and any(_are_alike(one, read) for one in shelved.captures):
            continue  # one that was made before is on its way
        wrong = [name for name in _SAID if _says_otherwise(name, each, read)]
        if wrong and read.digest == each.digest and "#" not in read.place:
            fault = f"says another {', '.join(wrong)} of the capture than archive/{liveblog} does"
            mend = "restore it from a backup, or say what is right with: backfile amend"
            yield Finding(code="sidecar", path=f"seeds/{each.place}{SIDECAR}", fault=fault, mend=mend)


def _are_alike(said: Capture, read: Capture) -> bool:
    return not any(_says_otherwise(name, said, read) for name in _SAID)


def _says_otherwise(name: str, said: Capture, read: Capture) -> bool:
    """Does the sidecar say another thing? What is not said there, a page may tell itself."""
    theirs, ours = getattr(said, name), getattr(read, name)
    if name == "captured" and said.captured is None:
        return read.captured is not None and read.captured.basis is Basis.STATED
    if (name == "address" and theirs is None) or (name == "decoding" and read.format == "mhtml"):
        return False
    return bool(theirs != ours)


_SAID = ("size", "format", "decoding", "address", "publisher", "captured", "zone", "liveblog")
