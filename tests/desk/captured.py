"""A live blog captured three times, invented: what is new, edited, struck and absent from one capture to the next."""

from __future__ import annotations

from backfile.workspace.folders import Workspace
from tests.desk.pastes import FLOOD, FLOOD_BLOG, FLOOD_LATER, give

ADDRESS = "https://news.example/flood"
DOGS = f"{FLOOD_BLOG}/dogs-found-on-a-roof"

FLOOD_LAST = FLOOD_LATER.replace(
    """\
Council asks for sandbags

The council is asking every household for empty sacks. Sandbags are being filled behind the brewery.
""",
    """\
Dogs found on a roof

Two dogs were found on the roof of the mill, and were brought down by boat.
""",
)
"""The page later still: an entry is missing, and there is another."""


def give_three(workspace: Workspace) -> None:
    """The three captures, of 10, 11 and 12 March."""
    for text, name, captured in (
        (FLOOD_LATER, "second.txt", "2022-03-11"),
        (FLOOD_LAST, "third.txt", "2022-03-12T08:30Z"),
        (FLOOD, "first.txt", "2022-03-10"),
    ):
        give(workspace, text, name, captured=captured, url=ADDRESS)
