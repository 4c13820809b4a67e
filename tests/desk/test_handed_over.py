"""Does an archive that somebody handed over lead nowhere out of its folder, whatever its files say?"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backfile import disk
from backfile.archive.manifest import MANIFEST
from backfile.desk.build import build
from backfile.desk.choosing.chosen import choose
from backfile.desk.export import export
from backfile.desk.verify import verify
from backfile.errors import BackfileError
from backfile.seeds.shelf.log import Act, append_act
from backfile.workspace.folders import Workspace
from tests.desk.pastes import FLOOD, FLOOD_BLOG, give

SECRET = "nobody else may read this line of a private file " * 300


@pytest.fixture
def handed(workspace: Workspace) -> Workspace:
    """An archive beside a private file and a folder of somebody's own; without its index, as one hands it over."""
    give(workspace, FLOOD, "flood.txt")
    beside = workspace.root.parent
    (beside / "secret.txt").write_text(SECRET, encoding="utf-8")
    (beside / "photos").mkdir()
    (beside / "photos" / "one.jpg").write_bytes(b"precious")
    disk.remove(workspace.index)
    return workspace


def change(workspace: Workspace, pattern: str, old: str, new: str) -> None:
    """Change files of a live blog's folder, and leave nothing by which that is noticed."""
    folder = workspace.archive / FLOOD_BLOG
    for path in folder.glob(pattern):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(old, new, text), encoding="utf-8")
    assert any(new in path.read_text(encoding="utf-8") for path in folder.glob(pattern))
    (folder / MANIFEST).unlink(missing_ok=True)


def lead_an_old_name_out(workspace: Workspace) -> None:
    entry = next(each for each in (workspace.archive / FLOOD_BLOG).glob("*.md") if each.name != "index.md").stem
    change(workspace, "index.md", "\n---\n", f'\naliases: {{"../../../photos/two": "{entry}"}}\n---\n')


def lead_an_entry_out(workspace: Workspace) -> None:
    change(workspace, "index.md", r"\nentries: \[", '\nentries: ["../../../photos/two", ')


def lead_a_part_out(workspace: Workspace) -> None:
    change(workspace, "captures/*/reading.json", r'"parts": \[\n  "text"', '"parts": [\n  "../../../../../secret"')
    change(
        workspace,
        "*.md",
        r'"part": "text", "start": \d+, "end": \d+',
        '"part": "../../../../../secret", "start": 0, "end": 90',
    )


def lead_a_capture_out(workspace: Workspace) -> None:
    change(workspace, "captures/*/reading.json", '"name": "flood.txt"', '"name": "../../secret.txt#1"')


@pytest.mark.parametrize("attack", [lead_an_old_name_out, lead_an_entry_out, lead_a_part_out, lead_a_capture_out])
def test_what_an_archive_says_leads_nowhere_out_of_it(
    handed: Workspace, tmp_path: Path, attack: Callable[[Workspace], None]
) -> None:
    attack(handed)
    try:
        build(handed)
        export(choose(handed), "bagit", handed.root / "bag", print)
    except BackfileError as told:
        assert str(handed.archive) in str(told)
    assert sorted(path.name for path in (tmp_path / "photos").iterdir()) == ["one.jpg"]
    made = [path for place in ("site", "bag") for path in disk.walk(handed.root / place)]
    assert not any(b"private file" in path.read_bytes() for path in made)


@pytest.mark.parametrize(
    "of",
    [
        {"liveblog": "x", "left": "../../photos", "permalinks": {}},
        {"liveblog": "x", "left": "", "permalinks": {}},
        {"liveblog": "../../photos", "moved": {"from": "../../photos", "to": "x", "capture": "0" * 64}},
        {"liveblog": "x", "moved": ["../../photos"]},
    ],
)
def test_no_line_of_the_log_removes_what_is_not_the_archive_s(
    handed: Workspace, tmp_path: Path, of: dict[str, object]
) -> None:
    act = Act(time=datetime(2026, 1, 1, tzinfo=UTC), command="amend", version="0")
    append_act(handed.seeds, act, of, "00")
    build(handed)
    assert (tmp_path / "photos" / "one.jpg").read_bytes() == b"precious"
    assert [each.path for each in verify(handed).findings if each.code == "log"] == ["seeds/log.jsonl"]


def test_a_link_where_a_file_is_made_aside_is_not_written_through(handed: Workspace, tmp_path: Path) -> None:
    mine = tmp_path / "secret.txt"
    for name in ("site/index.html", "seeds/MANIFEST-sha256.txt"):
        try:
            (handed.root / (name + disk.PART)).symlink_to(mine)
        except OSError:
            pytest.skip("this system lets nobody make links")
        (handed.root / name).unlink(missing_ok=True)
    build(handed)
    give(handed, FLOOD, "again.txt", url="https://news.example/other")
    assert mine.read_text(encoding="utf-8") == SECRET


def test_a_folder_of_the_site_that_is_a_link_is_refused(handed: Workspace, tmp_path: Path) -> None:
    try:
        (handed.site / FLOOD_BLOG).symlink_to(tmp_path / "photos", target_is_directory=True)
    except OSError:
        pytest.skip("this system lets nobody make links")
    with pytest.raises(BackfileError, match="is a link, and the site is written into folders of its own; remove it"):
        build(handed)
    assert [path.name for path in (tmp_path / "photos").iterdir()] == ["one.jpg"]
