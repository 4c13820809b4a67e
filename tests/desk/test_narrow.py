"""Do pages that only the desk can make fit a phone? What an archive holds without order of wordings, and exhibits."""

from __future__ import annotations

from pathlib import Path

from backfile.desk.build import build
from backfile.desk.exhibit import exhibit
from backfile.workspace.folders import Workspace
from tests.desk.pastes import BAKERS, FLOOD, FLOOD_BLOG, FLOOD_LATER, give
from tests.site.test_accessibility import WIDER
from tests.tab import open_tab


def test_exhibits_and_entries_whose_order_is_not_known_do_not_scroll_sideways(
    workspace: Workspace, tmp_path: Path
) -> None:
    for number, page in enumerate((FLOOD, FLOOD_LATER)):
        give(workspace, page, f"page-{number}.txt", liveblog=FLOOD_BLOG if number else "")
    build(workspace)
    exhibit(workspace, BAKERS, tmp_path / "exhibit.html")
    entry = workspace.site / f"{BAKERS}.html"
    assert "which is older is not known" in entry.read_text(encoding="utf-8")
    with open_tab() as tab:
        for path in (entry, tmp_path / "exhibit.html"):
            tab.open(path.as_uri())
            for width in (390, 320):
                tab.resize(width)
                scrolled, inner, wider = tab.ask(WIDER)
                assert inner == width
                assert scrolled <= inner, (path.name, wider)
