"""Does a reader beside a writer find one state of the index or another, whatever the moment and whoever is killed?"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backfile import disk
from backfile.index.opening import CURRENT, OpenIndex, open_index
from backfile.index.parse import Parsed
from backfile.index.query import Not, Word
from backfile.index.searching import search
from backfile.index.writing import refresh_index
from backfile.model.search import Asked, Results
from tests.index.corpus import KEY
from tests.index.test_opening import needed
from tests.index.writer import ENTRIES, HELD, LIVEBLOGS, batch, word

SECONDS = 60 if os.environ.get("BACKFILE_LONG") else 5
ROOT = Path(__file__).parents[2]


@contextmanager
def writer(home: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that writes to the index; it has written it once, and is killed at the end."""
    path = os.pathsep.join([str(ROOT), *filter(None, sys.path)])
    calm = ("error", "ignore::DeprecationWarning", "ignore::SyntaxWarning")  # Whoosh 2.7.4's own
    with subprocess.Popen(
        [sys.executable, *(f"-W{each}" for each in calm), "-m", "tests.index.writer", str(home)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": path},
    ) as process:
        try:
            assert process.stdout and process.stdout.readline() == "built\n", process.communicate()[1]
            yield process
        finally:
            process.kill()


def count(opened: OpenIndex, asked: str) -> int:
    return search(opened, Parsed(Word(asked), ()), "", Asked(limit=1)).total


def everything(opened: OpenIndex) -> Results:
    return search(opened, Parsed(Not(Word("nowhere")), ()), "", Asked(limit=HELD + 1))


def check(opened: OpenIndex, made_up: str) -> None:
    """Every count is one that a single state of the index has."""
    found = everything(opened)
    assert found.total == found.searched == len(found.hits) == HELD
    liveblogs: dict[str, set[str]] = {}
    for hit in found.hits:
        liveblogs.setdefault(hit.document.liveblog, set()).add(hit.document.text)
    assert len(liveblogs) == LIVEBLOGS
    for texts in liveblogs.values():
        (text,) = texts
        its_word, plural = text.split()
        assert count(opened, its_word) == count(opened, plural) == count(opened, plural.removesuffix("s")) == ENTRIES
    assert count(opened, made_up) in (0, ENTRIES)


def test_a_reader_beside_a_writer_never_fails_and_never_counts_what_no_state_holds(
    tmp_path: Path,
) -> None:
    done: Counter[str] = Counter()
    faults: list[BaseException] = []
    with writer(tmp_path) as process:
        first = open_index(tmp_path, "en", KEY)
        held = everything(first)
        ended = time.monotonic() + SECONDS

        def read() -> None:
            try:
                while time.monotonic() < ended:
                    opened = open_index(tmp_path, "en", KEY)
                    number = random.randrange(done["commits"] + 2)
                    check(opened, word(number % LIVEBLOGS, number))
                    done["opened"] += 1
                    done["searches"] += 2 + 3 * LIVEBLOGS
            except BaseException as fault:
                faults.append(fault)

        readers = [threading.Thread(target=read) for _ in range(2)]
        for reader in readers:
            reader.start()
        assert process.stdout
        while any(reader.is_alive() for reader in readers) and not faults:
            assert process.stdout.readline(), process.communicate()[1]
            done["commits"] += 1
        for reader in readers:
            reader.join()
    assert faults == []
    print(f"in {SECONDS} seconds: {dict(done)}")
    assert done["opened"] > 1 and done["commits"] > 1
    assert everything(first) == held, "a snapshot stays what it was"


def test_a_writer_that_is_killed_leaves_one_state_and_what_it_left_is_swept_by_the_next(tmp_path: Path) -> None:
    left = 0
    for number in range(5):
        with writer(tmp_path) as process:
            time.sleep(random.uniform(0, 0.4))
            process.kill()
        opened = open_index(tmp_path, "en", KEY)
        check(opened, word(1, 1))
        left += sum(1 for path in disk.walk(tmp_path) if path.name not in (CURRENT, *needed(tmp_path)))
        documents = [each for liveblog in range(LIVEBLOGS) for each in batch(liveblog, number)]
        assert refresh_index(tmp_path, documents, "en", KEY).anew is None
        folder = open_index(tmp_path, "en", KEY).folder.name
        assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")} == {
            CURRENT,
            folder,
            *(f"{folder}/{name}" for name in needed(tmp_path)),
        }
    print(f"{left} files were left and swept")
