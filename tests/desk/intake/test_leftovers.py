"""Goes only what a stopped writer left, and stays what is somebody's own?"""

from __future__ import annotations

from pathlib import Path

import pytest

from backfile import disk
from backfile.desk.build import build
from backfile.desk.verify import verify
from backfile.workspace.folders import Workspace
from tests.desk.pastes import BAKERS, FLOOD, FLOOD_BLOG, MATCH, give, write


@pytest.fixture
def stopped(workspace: Workspace) -> Workspace:
    """An archive whose index/ somebody removed: the next command thinks that the last one was stopped."""
    give(workspace, FLOOD, "flood.txt")
    disk.remove(workspace.index)
    return workspace


def test_unfinished_downloads_and_empty_folders_in_seeds_stay_and_are_no_captures(stopped: Workspace) -> None:
    kept = [
        write(stopped.seeds / "interview.mp4.part", "half of an interview"),
        write(stopped.seeds / "more" / "page.html.part", "half of a page"),
        write(stopped.archive / FLOOD_BLOG / "my-notes.txt.part", "half a thought"),
    ]
    (stopped.seeds / "2025-to-come" / "may").mkdir(parents=True)
    build(stopped)
    give(stopped, MATCH, "match.txt")
    assert all(path.is_file() for path in kept)
    assert (stopped.seeds / "2025-to-come" / "may").is_dir()
    assert sorted(path.name for path in stopped.seeds.glob("**/*.capture.json")) == [
        "flood.txt.capture.json",
        "match.txt.capture.json",
    ]
    assert verify(stopped).findings == ()


@pytest.mark.parametrize("ending", [disk.PART, disk.OLD_PART])
def test_what_this_version_or_an_earlier_one_left_half_written_goes(stopped: Workspace, ending: str) -> None:
    left = [
        Path(f"{stopped.root / name}{ending}")
        for name in (
            "seeds/flood.txt",
            "seeds/flood.txt.capture.json",
            "seeds/new.txt.capture.json",
            "seeds/MANIFEST-sha256.txt",
            "seeds/log.jsonl",
            "seeds/erased.jsonl",
            f"archive/{FLOOD_BLOG}/index.md",
            f"archive/{BAKERS}.md",
            f"archive/{FLOOD_BLOG}/MANIFEST-sha256.txt",
            f"archive/{FLOOD_BLOG}/MANIFEST-sha256.txt.next",
            "index/catalogue.json",
        )
    ]
    for path in left:
        write(path, "half of it")
    build(stopped)
    assert [path for path in left if path.exists()] == []
    assert verify(stopped).findings == ()
