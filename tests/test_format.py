"""Is docs/archive-format.md enough to read an archive without us, and is what a newer one holds never written to?"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from backfile.archive import migrations
from backfile.archive.manifest import MANIFEST, Announce
from backfile.archive.migrations import Migration, needed
from backfile.desk.add import Source, add
from backfile.desk.build import build
from backfile.desk.correct import Said, correct
from backfile.desk.intake.stating import Stated
from backfile.desk.migrate import migrate
from backfile.desk.reread import reread
from backfile.desk.show import show, sources
from backfile.desk.verify import verify
from backfile.errors import NewerFormat, Status
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace
from tests.desk.pastes import BAKERS, FLOOD, FLOOD_LATER, give

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "archive-format.md"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    for name in ("seeds", "archive"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "backfile.toml", tmp_path)
    return Workspace(tmp_path)


def plain_entries(archive: Path) -> Iterator[dict[str, Any]]:
    """What the Python of the page makes of an archive; it knows nothing of ours."""
    (program,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert "backfile" not in program
    assert sum(bool(line.strip()) for line in program.splitlines()) <= 20
    names: dict[str, Any] = {}
    exec(program, names)
    found: Iterator[dict[str, Any]] = names["entries"](archive)
    return found


def test_twenty_lines_of_python_read_what_we_read(workspace: Workspace) -> None:
    correct(workspace, "computer-alarm", Said(note="Seen in print.", tags=("moon",)))
    read = list(plain_entries(workspace.archive))
    assert len(read) == 12
    for plain in read:
        shown = show(workspace, plain["permalink"])
        entry = shown.entry
        assert (plain["headline"], tuple(plain["byline"])) == (entry.headline, entry.byline)
        instant = (plain["published"] or {}).get("instant")
        ours = entry.published.instant if entry.published else None
        assert instant == (ours and ours.isoformat().replace("+00:00", "Z"))
        assert (plain["body"], plain["intact"], plain["revision"]) == (entry.body, True, len(entry.revisions))
        assert plain["source"] == sources(workspace, shown)[0].text
        assert [decision.get("note") for decision in plain["decided"]] == list(
            entry.corrected.notes if entry.corrected else ()
        )


def test_they_read_what_came_back_byte_for_byte_too(workspace: Workspace) -> None:
    for text, day in ((FLOOD, 10), (FLOOD_LATER, 11), (FLOOD, 12)):
        give(workspace, text, "flood.txt", captured=f"2022-03-{day}T10:00Z", url="https://news.example/live/flood")
    (plain,) = (each for each in plain_entries(workspace.archive) if each["permalink"] == BAKERS)
    assert (plain["revision"], plain["intact"]) == (3, True)
    assert plain["source"] == sources(workspace, show(workspace, BAKERS))[0].text
    sha256 = hashlib.sha256(FLOOD.encode()).hexdigest()
    own = hashlib.sha256(f"{sha256}\n2022-03-12T10:00:00Z".encode()).hexdigest()
    assert plain["provenance"][0]["capture"] == sha256[:4] + own[4:]  # as the page tells


def test_every_key_of_a_head_stands_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for path in ROOT.glob("archive/*/**/*.md"):
        for key in re.findall(
            r"^([a-z_0-9]+): ", path.read_text(encoding="utf-8").partition("\n---\n")[0], re.MULTILINE
        ):
            assert f"`{key}`" in text, f"{key} of {path.name}"


WRITING: dict[str, Callable[[Workspace], object]] = {
    "add": lambda workspace: add(
        workspace,
        [Source(wanted="x.txt", stated=Stated(url="https://news.example/live/apollo-11"), data=FLOOD.encode())],
    ),
    "build": build,
    "reread": reread,
    "correct": lambda workspace: correct(workspace, "armstrong", Said(tags=("x",))),
    "migrate": migrate,
}


@pytest.mark.parametrize("name", WRITING)
def test_a_newer_archive_is_not_written_to(workspace: Workspace, name: str) -> None:
    settings = workspace.settings.read_text()
    workspace.settings.write_text(settings.replace("format = 1", "format = 2"))
    before = held(workspace)
    with pytest.raises(NewerFormat, match="format 2 is newer") as told:
        WRITING[name](workspace)
    assert told.value.status == Status.FORMAT
    assert held(workspace) == before


def held(workspace: Workspace) -> dict[str, bytes]:
    return {
        path.relative_to(workspace.root).as_posix(): path.read_bytes()
        for folder in (workspace.seeds, workspace.archive)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# migrating


def unlisted(workspace: Workspace) -> None:
    """The archive as one of before there were lists of digests."""
    (workspace.seeds / "log.jsonl").unlink()
    for path in workspace.archive.glob(f"*/{MANIFEST}"):
        path.unlink()


def test_an_archive_of_before_is_read_and_searched_and_gets_what_it_lacks(workspace: Workspace) -> None:
    whole = held(workspace)
    unlisted(workspace)
    before = held(workspace)
    assert show(workspace, "armstrong").entry.headline == "Armstrong sets foot on the Moon"
    assert migrate(workspace, dry_run=True).steps == {"lists of the digests of its files": 2}
    assert held(workspace) == before
    assert migrate(workspace).steps == {"lists of the digests of its files": 2}
    after = held(workspace)
    assert {name: data for name, data in after.items() if not name.endswith("log.jsonl")} == {
        name: data for name, data in whole.items() if not name.endswith("log.jsonl")
    }
    assert verify(workspace).findings == ()
    assert migrate(workspace).steps == {}


def test_a_migration_that_was_stopped_goes_on_where_it_was(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[Slug] = []

    def run(archive: Path, liveblog: Slug, announce: Announce) -> None:
        if len(done) == 1 and stopping:
            raise KeyboardInterrupt
        done.append(liveblog)
        (archive / liveblog / "stamp").write_text("2")

    step = Migration(name="stamp", told="stamps", needed=lambda folder: not (folder / "stamp").exists(), run=run)
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, step))
    stopping = True
    with pytest.raises(KeyboardInterrupt):
        migrate(workspace)
    assert len(needed(workspace.archive)) == 1
    stopping = False
    assert migrate(workspace).steps == {"stamps": 1}
    assert len(done) == len(set(done)) == 2
