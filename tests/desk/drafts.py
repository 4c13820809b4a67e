"""Drafts that quote the invented pastes, rightly and wrongly."""

from __future__ import annotations

from pathlib import Path

from backfile.workspace.folders import Workspace
from tests.desk.pastes import FLOOD, FLOOD_LATER, MATCH, give

URL = "https://news.example/flood"

RIGHT = "The baker's men “handed out bread”, and “'Nobody expected to see it again' … Zoë Østby” is what was said.\n"
WRONG = """\
# The flood

By noon on 1 March 2022, Example News had reported that “Both sides are as announced”. It wrote that bakers “handed out
bread all morning” and that “The bell of the ship was found in the sea by two divers”.

> Sandbags are being filled behind the brewery.

“Nobody here ever wrote anything like these words at all.” By 3 March 2022 it said “The pitch is wet”.
Before 5 March 2022 the paper wrote of bread.
"""


def flooded(workspace: Workspace) -> Workspace:
    """An archive with two live blogs, one of them edited."""
    give(workspace, FLOOD, captured="2022-10-01", url=URL, publisher="Example News")
    give(workspace, FLOOD_LATER, "later.txt", captured="2022-10-02", url=URL)
    give(workspace, MATCH, "match.txt")
    return workspace


def write_document(path: Path, *paragraphs: str) -> Path:
    """A Word document."""
    import docx

    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=1)
    table.cell(0, 0).text = "“in a table”"
    document.save(str(path))
    return path
