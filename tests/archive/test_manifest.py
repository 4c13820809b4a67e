"""Is each file of a live blog as one list says at any time, and is what somebody changed never made right by a list?"""

from __future__ import annotations

from pathlib import Path

import pytest

from backfile.archive.manifest import MANIFEST, NEXT, commit, read_manifest
from backfile.errors import Damage
from backfile.model.capture import Digest, digest


def put(folder: Path, files: dict[str, bytes], *kept: str) -> list[tuple[str, Digest]]:
    told: list[tuple[str, Digest]] = []
    commit(folder, files, lambda: list(kept), lambda: None, lambda *each: told.append(each))
    return told


def test_the_list_names_what_was_written_and_what_was_kept(tmp_path: Path) -> None:
    (told,) = put(tmp_path, {"a.md": b"a", "captures/1/text.txt": b"t"})
    assert told == (tmp_path.name, digest((tmp_path / MANIFEST).read_bytes()))
    assert read_manifest(tmp_path) == {"a.md": digest(b"a"), "captures/1/text.txt": digest(b"t")}
    put(tmp_path, {"a.md": b"b"}, "captures/1/text.txt")
    assert read_manifest(tmp_path) == {"a.md": digest(b"b"), "captures/1/text.txt": digest(b"t")}
    assert put(tmp_path, {"a.md": b"b"}, "captures/1/text.txt") == []
    assert not (tmp_path / NEXT).exists()


def test_the_change_is_announced_before_any_file_is_touched(tmp_path: Path) -> None:
    put(tmp_path, {"a.md": b"a"})

    def announce(_: str, its_digest: Digest) -> None:
        assert (tmp_path / "a.md").read_bytes() == b"a"
        assert digest((tmp_path / NEXT).read_bytes()) == its_digest
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        commit(tmp_path, {"a.md": b"b"}, list, lambda: None, announce)
    assert (tmp_path / "a.md").read_bytes() == b"a"


def test_a_kept_file_that_somebody_changed_is_listed_as_it_was(tmp_path: Path) -> None:
    put(tmp_path, {"kept.txt": b"k"})
    (tmp_path / "kept.txt").write_bytes(b"x")
    put(tmp_path, {"a.md": b"a"}, "kept.txt")
    assert read_manifest(tmp_path)["kept.txt"] == digest(b"k")


@pytest.mark.parametrize(("found", "listed"), [(b"k", b"k"), (b"new", b"new"), (b"x", b"k")])
def test_between_two_states_a_kept_file_is_as_either_list_says(tmp_path: Path, found: bytes, listed: bytes) -> None:
    put(tmp_path, {"kept.txt": b"k"})
    (tmp_path / NEXT).write_text((tmp_path / MANIFEST).read_text().replace(digest(b"k"), digest(b"new")))
    (tmp_path / "kept.txt").write_bytes(found)
    put(tmp_path, {}, "kept.txt")
    assert read_manifest(tmp_path) == {"kept.txt": digest(listed)}
    assert not (tmp_path / NEXT).exists()


def test_a_list_that_is_none_is_damage(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text("nonsense\n")
    with pytest.raises(Damage, match="is no list of digests"):
        read_manifest(tmp_path)
