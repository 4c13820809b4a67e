"""Digests tell documents from each other, and are taken once for each segment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Never

import pytest

from backfile.index import prints as prints_module
from backfile.index.opening import open_index
from backfile.index.prints import Prints, of_field, print_of
from backfile.index.snapshot import Snapshot
from backfile.index.writing import build_index, update_index
from tests.index.corpus import KEY, document

HELD = [document(f"the ferry is {at} minutes late", name=f"a/{at}") for at in range(5)]


@contextmanager
def indexed(folder: Path) -> Iterator[Snapshot]:
    with closing(Snapshot(open_index(folder, "en", KEY))) as snapshot:
        yield snapshot


def unread(*_: object) -> Never:
    raise AssertionError("no document has to be read")


def test_what_was_taken_is_not_read_again_and_a_new_segment_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_index(tmp_path, HELD, "en", KEY)
    first = Prints()
    with indexed(tmp_path) as snapshot:
        taken = first.of(snapshot, range(5))
    assert taken == [print_of(each) for each in HELD]
    update_index(open_index(tmp_path, "en", KEY), [document("the ferry sank", name="a/1")])
    second = Prints(first.dump())
    with indexed(tmp_path) as snapshot:
        new = second.of(snapshot, [5, 0])
        assert new == [print_of(document("the ferry sank", name="a/1")), taken[0]]
        monkeypatch.setattr(prints_module, "read_kept", unread)
        assert Prints(second.dump()).of(snapshot, [0, 5, 3]) == [taken[0], new[0], taken[3]]


def test_a_record_that_is_damaged_tells_nothing(tmp_path: Path) -> None:
    build_index(tmp_path, HELD, "en", KEY)
    with indexed(tmp_path) as snapshot:
        prints = Prints()
        taken = prints.of(snapshot, range(5))
        dumped = prints.dump()
        for damaged in (b"", b"{", b"[]\n", dumped[:-1], dumped[:-1] + b"?", b'{"segments": {}}\nx'):
            assert Prints(damaged).of(snapshot, range(5)) == taken


def test_a_field_that_changes_changes_its_own_digest_and_that_of_the_whole() -> None:
    before, after = print_of(HELD[0]), print_of(replace(HELD[0], tags=("Ferries",)))
    assert before[:8] != after[:8]
    assert of_field(before, "tag") != of_field(after, "tag")
    assert of_field(before, "text") == of_field(after, "text")
