"""Pages as somebody pastes them, invented, and archives to put them in."""

from __future__ import annotations

from pathlib import Path

from backfile.desk.add import Added, Source, add
from backfile.desk.intake.stating import Stated
from backfile.desk.intake.taken import Taken
from backfile.workspace.folders import Workspace

FLOOD = """\
River Orre floods the lower town: Live updates

The river has risen by two metres since Sunday, and both bridges in the lower town are closed.

Shelters have opened in three schools, the council says.


Divers find the missing ferry bell

The bell of the ferry was found in the mud by two divers, the harbour office told Example News.

"Nobody expected to see it again," said the harbour master, Zoë Østby.

-Example News' Jane Doe


Bakers hand out bread at the café on Quay Street

Bakers from the upper town handed out bread all morning. They will be back tomorrow.

-Example News' John Roe and Ann Poe


Council asks for sandbags

The council is asking every household for empty sacks. Sandbags are being filled behind the brewery.
"""
"""Three entries, two of them signed, and no time."""

FLOOD_BLOG = "river-orre-floods-the-lower-town-live-updates"
DIVERS = f"{FLOOD_BLOG}/divers-find-the-missing-ferry-bell"
BAKERS = f"{FLOOD_BLOG}/bakers-hand-out-bread-at-the-cafe-on-quay-street"
SANDBAGS = f"{FLOOD_BLOG}/council-asks-for-sandbags"

FLOOD_LATER = FLOOD.replace(
    "They will be back tomorrow.", "They will be back tomorrow, with soup for volunteers."
).replace("Bakers from the upper town handed out bread all morning.", "Bakers from the upper town handed out bread.")
"""The same page later: one entry has other words."""

MATCH = """\
Cup final: Northfield against the Rovers, minute by minute

Mar 01, 2022, 9:12 PM EST
Keeper saves a penalty

Northfield's keeper went the right way and pushed the ball round the post.


Mar 01, 2022, 8:47 PM EST
Rovers take the lead

A header from the corner, and the Rovers lead by one goal.

-Example News' Jane Doe


Mar 01, 2022, 8:05 PM EST
The match has begun

Both sides are as announced. The pitch is wet.
"""
"""Three entries with a time each, newest first; one is signed."""

MATCH_BLOG = "cup-final-northfield-against-the-rovers-minute-by-minute"
KEEPER = f"{MATCH_BLOG}/keeper-saves-a-penalty"

HOSTILE = """\
Fair at the \x1b[31mdocks\x1b[0m: Live updates

The fair is open.


Juggler \x1b]0;owned\x07 drops a torch \u202etxet

Nobody was hurt \x1b[2J by the torch, the juggler said.

-Example News' Jane Doe


Brass band plays on

The band plays \x9b31m on.
"""
"""Text that would steer a terminal, were it printed as it is."""

HTML = "<!DOCTYPE html>\n<html><body><p>Saved from a browser.</p></body></html>\n"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def write(path: Path, text: str | bytes) -> Path:
    """A file with this in it, byte for byte."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return path


def give(workspace: Workspace, text: str | bytes, name: str = "page.txt", **said: str) -> Added:
    """Add one capture that was pasted."""
    data = text.encode("utf-8") if isinstance(text, str) else text
    return add(workspace, [Source(wanted=name, stated=Stated(**said), data=data)])


def states(rows: tuple[Taken, ...]) -> list[tuple[str, str]]:
    """Name and state of each row of the table."""
    return [(row.name, row.state) for row in rows]


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below, what it holds and when it was written; the lock is nothing that anybody reads."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }
