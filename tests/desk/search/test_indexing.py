"""Does the index follow the archive, whatever became of it, and is a person told when it had to be made again?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from filelock import FileLock

from backfile import disk
from backfile.archive.coverage import read_archive, read_coverage
from backfile.desk.build import build
from backfile.desk.find import search
from backfile.desk.library import Archive
from backfile.desk.search import indexing
from backfile.desk.search.documents import documents_of
from backfile.desk.search.indexing import follow, open_or_build
from backfile.errors import Locked
from backfile.index.schema import dump_about
from backfile.index.writing import build_index
from backfile.text.slug import Slug
from backfile.workspace.catalogue import made_from, note_stale
from backfile.workspace.folders import Workspace, index_home
from backfile.workspace.key import FOLDER, read_key
from backfile.workspace.lock import writing, writing_in
from tests.desk.pastes import BAKERS, DIVERS, FLOOD, FLOOD_BLOG, KEEPER, MATCH, give, snapshot, write

MADE_AGAIN = "the search index was made again from archive/: "


@pytest.fixture
def held(workspace: Workspace) -> Workspace:
    give(workspace, FLOOD)
    return workspace


def found(workspace: Workspace, query: str) -> tuple[list[str], tuple[str, ...]]:
    """The permalinks that answer, and what a person is told."""
    answer = search(workspace, query)
    return [hit.document.permalink for hit in answer.results.hits], answer.notes


# In the archive


def test_an_index_in_force_is_opened_without_a_word(held: Workspace) -> None:
    assert found(held, "bakers") == ([BAKERS], ())
    before = snapshot(held.root)
    assert found(held, "bakers") == ([BAKERS], ())
    assert snapshot(held.root) == before


def test_an_index_that_was_deleted_is_made_again_and_it_is_said(held: Workspace) -> None:
    disk.remove(held.index)
    assert found(held, "bakers") == ([BAKERS], (MADE_AGAIN + "there is none yet",))
    assert found(held, "bakers") == ([BAKERS], ())


def test_an_index_that_was_cut_short_is_made_again_and_it_is_said(held: Workspace) -> None:
    path = next(held.index.glob("search-1/*.segment"))
    path.write_bytes(path.read_bytes()[:-1])
    permalinks, (note,) = found(held, "bakers")
    assert permalinks == [BAKERS]
    assert note == f"{MADE_AGAIN}it is damaged ({path.name} is not as it was written)"


def test_damage_that_only_the_search_comes_upon_is_mended_and_it_is_said(held: Workspace) -> None:
    path = next(held.index.glob("search-1/*.segment"))
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(data)
    assert found(held, "bakers") == ([BAKERS], (f"{MADE_AGAIN}it is damaged ({path.name} is not as it was written)",))
    assert found(held, "bakers") == ([BAKERS], ())


def test_a_program_that_holds_an_archive_open_is_not_stopped_by_damage(held: Workspace) -> None:
    archive = Archive(held.root)
    path = next(held.index.glob("search-1/*.segment"))
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(data)
    assert [hit.permalink for hit in archive.search("bakers").hits] == [BAKERS]
    assert found(held, "bakers") == ([BAKERS], ())


def test_an_index_of_another_format_or_language_is_made_again_and_it_is_said(held: Workspace) -> None:
    pointer = held.index / "current.json"
    write(pointer, json.dumps(json.loads(pointer.read_text(encoding="utf-8")) | {"format": 99}))
    expected = ([BAKERS], (MADE_AGAIN + "it was made for another version or language",))
    assert found(held, "bakers") == expected
    write(held.settings, 'language = "de"\n')
    assert found(held, "bakers") == expected


def test_after_a_stopped_command_the_index_is_brought_up_to_date_and_it_is_said(held: Workspace) -> None:
    note_stale(held, "index")
    path = held.archive / f"{DIVERS}.md"
    write(path, path.read_text(encoding="utf-8").replace("mud", "silt"))
    late = "the search index was brought up to date: a command was stopped before it was done"
    assert found(held, "silt") == ([DIVERS], (late,))
    assert found(held, "silt") == ([DIVERS], ())


def test_an_index_that_keeps_of_entries_what_another_version_kept_is_made_again(
    held: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as other:
        other.setattr("backfile.index.segmenting.dump_about", lambda told: dump_about(told).replace("flags", "kinds"))
        build_index(held.index, documents_of(read_archive(held.archive)[0]), "en", read_key().secret)
    permalinks, (note,) = found(held, "bakers")
    assert permalinks == [BAKERS] and note.startswith(MADE_AGAIN)
    assert found(held, "bakers") == ([BAKERS], ())


def test_what_is_damaged_in_the_archive_is_told_with_the_answer(held: Workspace) -> None:
    give(held, MATCH, "match.txt")
    (held.archive / f"{DIVERS}.md").unlink()
    disk.remove(held.index)
    permalinks, notes = found(held, "penalty OR divers")
    assert permalinks == [KEEPER]
    assert [note.partition(": ")[0] for note in notes] == [
        "the search index was made again from archive/",
        str(held.archive / f"{DIVERS}.md"),
    ]


def test_an_index_that_came_with_the_archive_from_another_machine_is_made_again_and_it_is_said(
    held: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path / "another-machine"))
    made_by = read_key().secret
    expected = ([BAKERS], (MADE_AGAIN + "it was made on another machine, or by somebody else",))
    assert found(held, "bakers") == expected
    assert found(held, "bakers") == ([BAKERS], ())
    monkeypatch.delenv(FOLDER)
    monkeypatch.setenv(FOLDER, str(tmp_path / "this-machine"))
    assert read_key().secret != made_by
    assert found(held, "bakers") == expected


def test_deleting_the_key_loses_nothing(held: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path / "state"))
    found(held, "bakers")
    disk.remove(tmp_path / "state")
    path = held.archive / f"{DIVERS}.md"
    write(path, path.read_text(encoding="utf-8").replace("mud", "silt"))
    follow(held, [Slug(FLOOD_BLOG)], "en")
    permalinks, notes = found(held, "silt OR bakers")
    assert (set(permalinks), notes) == ({BAKERS, DIVERS}, ())


def test_where_the_key_cannot_be_kept_a_search_works_and_it_is_said(
    held: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(tmp_path / "state", "a file where the folder should be")
    monkeypatch.setenv(FOLDER, str(tmp_path / "state" / "backfile"))
    permalinks, (said, made_again) = found(held, "bakers")
    assert permalinks == [BAKERS]
    assert said.startswith(f"the index cannot be kept: {tmp_path / 'state' / 'backfile'}")
    assert made_again.startswith(MADE_AGAIN + "it was made on another machine")
    assert found(held, "bakers") == ([BAKERS], (said,)), "within one process it is made once"


# Beside another command


def test_beside_a_writer_the_old_index_answers_at_once_and_it_is_said(
    held: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    patiences: list[float] = []

    @contextmanager
    def noting(workspace: Workspace, *, patience: float) -> Iterator[None]:
        patiences.append(patience)
        with writing(workspace, patience=0):
            yield

    monkeypatch.setattr(indexing, "writing", noting)
    note_stale(held, "index")
    with FileLock(held.index / "lock"):
        expected = "another command is writing to this archive; what it changes is not found yet"
        assert found(held, "bakers") == ([BAKERS], (expected,))
    assert patiences == [0]


def test_what_the_writer_before_left_is_read_when_it_is_done(held: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    disk.remove(held.index)

    @contextmanager
    def after_another(workspace: Workspace, *, patience: float) -> Iterator[None]:
        give(held, MATCH, "match.txt")
        with writing(workspace, patience=patience):
            yield

    monkeypatch.setattr(indexing, "writing", after_another)
    permalinks, notes = found(held, "penalty OR bakers")
    assert (set(permalinks), notes) == ({BAKERS, KEEPER}, ())
    assert search(held, "penalty").results.total == 1


def test_where_there_is_no_index_yet_a_search_waits_for_the_writer(
    held: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk.remove(held.index)
    disk.make_folder(held.index)
    monkeypatch.setattr(indexing, "PATIENCE", 0)
    with FileLock(held.index / "lock"), pytest.raises(Locked, match="another command is writing to this archive"):
        open_or_build(held, "en")


def test_an_index_that_another_search_made_meanwhile_is_opened_without_a_word(
    held: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk.remove(held.index)

    def slow(archive: Path) -> dict[str, str]:
        build_index(held.index, documents_of(read_archive(archive)[0]), "en", read_key().secret)
        return stamps(archive)

    stamps = disk.stamps
    monkeypatch.setattr(disk, "stamps", slow)
    assert found(held, "bakers") == ([BAKERS], ())


# Where the archive cannot be written to


@pytest.fixture
def read_only(held: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """An archive on a disk that cannot be written to, as far as anybody can tell."""
    monkeypatch.setattr("os.access", lambda path, mode: False)
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda name: str(tmp_path / "cache" / name))
    return held


def test_of_an_archive_that_cannot_be_written_to_the_index_stands_in_the_cache(
    read_only: Workspace, tmp_path: Path
) -> None:
    before = snapshot(read_only.root)
    assert index_home(read_only).parent == tmp_path / "cache" / "backfile"
    assert found(read_only, "bakers") == ([BAKERS], (MADE_AGAIN + "there is none yet",))
    assert found(read_only, "bakers") == ([BAKERS], ())
    assert snapshot(read_only.root) == before


def test_the_index_in_the_cache_is_made_again_when_the_archive_has_changed(read_only: Workspace) -> None:
    found(read_only, "bakers")
    path = read_only.archive / f"{DIVERS}.md"
    write(path, path.read_text(encoding="utf-8").replace("mud", "silt"))
    assert found(read_only, "silt") == ([DIVERS], (MADE_AGAIN + "the archive has changed",))
    (index_home(read_only) / "made-from").unlink()
    assert found(read_only, "silt") == ([DIVERS], (MADE_AGAIN + "the archive has changed",))


def test_an_index_of_somebody_else_in_the_cache_is_made_again_and_it_is_said(
    read_only: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found(read_only, "bakers")
    monkeypatch.setenv(FOLDER, str(tmp_path / "another-user"))
    expected = (MADE_AGAIN + "it was made on another machine, or by somebody else",)
    assert found(read_only, "bakers") == ([BAKERS], expected)


def test_two_searches_at_once_do_not_write_to_one_cache_together(
    read_only: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = index_home(read_only)
    disk.make_folder(home)
    monkeypatch.setattr(indexing, "PATIENCE", 0)
    with FileLock(home / "lock"), pytest.raises(Locked, match="another command is writing to this archive"):
        found(read_only, "bakers")
    found(read_only, "bakers")
    path = read_only.archive / f"{DIVERS}.md"
    write(path, path.read_text(encoding="utf-8").replace("mud", "silt"))
    with FileLock(home / "lock"):
        expected = "another command is writing to this archive; what it changes is not found yet"
        assert found(read_only, "bakers OR silt") == ([BAKERS], (expected,))
    assert found(read_only, "silt")[0] == [DIVERS]


def test_what_another_search_put_in_the_cache_meanwhile_is_opened_without_a_word(
    read_only: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def after_another(home: Path, workspace: Workspace, *, patience: float) -> Iterator[None]:
        with monkeypatch.context() as undisturbed:
            undisturbed.setattr(indexing, "writing_in", writing_in)
            found(workspace, "bakers")
        yield

    monkeypatch.setattr(indexing, "writing_in", after_another)
    assert found(read_only, "bakers") == ([BAKERS], ())


def test_two_archives_have_two_indexes_in_the_cache(read_only: Workspace, tmp_path: Path) -> None:
    assert index_home(read_only) != index_home(Workspace(tmp_path / "other"))


def test_an_archive_without_its_index_folder_is_judged_by_its_own_folder(held: Workspace) -> None:
    disk.remove(held.index)
    assert index_home(held) == held.index


# After a live blog was written to


def test_only_what_differs_is_written_to_the_index(held: Workspace) -> None:
    give(held, MATCH, "match.txt")
    before = snapshot(held.index)
    assert follow(held, [Slug(FLOOD_BLOG)], "en") == []
    assert snapshot(held.index) == before


def test_an_entry_that_is_no_longer_there_is_taken_out(held: Workspace) -> None:
    give(held, MATCH, "match.txt")
    path = held.archive / FLOOD_BLOG / "index.md"
    write(path, path.read_text(encoding="utf-8").replace('"divers-find-the-missing-ferry-bell", ', ""))
    assert len(read_coverage(held.archive, Slug(FLOOD_BLOG)).entries) == 2
    follow(held, [Slug(FLOOD_BLOG)], "en")
    assert sorted(found(held, "ferry OR bread OR penalty")[0]) == [KEEPER, BAKERS]
    assert made_from(held, "index") is not None


def test_after_nobody_knows_what_all_of_the_archive_is_looked_at(held: Workspace) -> None:
    give(held, MATCH, "match.txt")
    (held.archive / f"{DIVERS}.md").unlink()
    path = held.archive / f"{KEEPER}.md"
    write(path, path.read_text(encoding="utf-8").replace("post", "pillar"))
    (fault,) = follow(held, None, "en")
    assert fault.place == str(held.archive / f"{DIVERS}.md")
    hits, (note,) = found(held, "pillar OR divers")
    assert hits == [KEEPER]
    assert note.startswith(f"archive/{FLOOD_BLOG} is not as the index holds it; ")


def test_a_build_and_a_search_make_the_same_index(held: Workspace) -> None:
    give(held, MATCH, "match.txt")
    queries = ("bread", "penalty OR ferry", "NOT volcano", "publ*")
    incremental = [search(held, query).results for query in queries]
    disk.remove(held.index)
    by_search = [search(held, query).results for query in queries]
    disk.remove(held.index)
    build(held)
    assert incremental == by_search == [search(held, query).results for query in queries]
    assert len(read_archive(held.archive)[0]) == 2
