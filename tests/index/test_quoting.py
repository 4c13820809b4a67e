"""Are the documents found that hold quoted words, and those that come near?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from backfile.index import quoting
from backfile.index.opening import open_index
from backfile.index.quoting import Quoting
from backfile.index.snapshot import Snapshot
from backfile.index.writing import refresh_index
from backfile.model.search import Document
from tests.index.corpus import KEY, document

FERRY = "The harbour ferry ran aground near the old pier at dawn, the keeper of the light said."


@pytest.fixture(scope="module")
def quoted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Quoting]:
    home = tmp_path_factory.mktemp("quoting")
    held = [
        document(FERRY, "Ferry aground", name="a/ferry"),
        document(FERRY.replace("dawn", "noon"), name="a/edited", newest=False),
        document("Other words now.", name="a/edited", revision=2),
        document("The ferry of the harbour: the keeper said the pier is old, dawn near.", name="a/words"),
        document("東京で橋が閉鎖された", name="a/bridge"),
        *(
            document(f"It is what it is, said the man of the {number}th house.", name=f"x/{number}")
            for number in range(30)
        ),
    ]
    refresh_index(home, held, "en", KEY)
    with closing(Snapshot(open_index(home, "en", KEY))) as snapshot:
        yield Quoting(snapshot)


def names(documents: Iterator[Document]) -> list[tuple[str, int]]:
    return [(document.permalink, document.revision) for document in documents]


def test_all_revisions_that_hold_the_words_are_found(quoted: Quoting) -> None:
    assert names(quoted.holding(["ran aground near"])) == [("a/ferry", 1), ("a/edited", 1)]
    assert names(quoted.holding(["ran aground", "at noon"])) == [("a/edited", 1)]
    assert names(quoted.holding(["Ferry Aground!"])) == [("a/ferry", 1), ("a/edited", 1)]  # each once
    assert names(quoted.holding(["橋が閉鎖"])) == [("a/bridge", 1)]
    assert names(quoted.holding(["橋"])) == [] or names(quoted.holding(["橋が"])) == [("a/bridge", 1)]


@pytest.mark.parametrize("pieces", [["ran aground zeppelin"], [""], ["…"], []])
def test_words_that_stand_nowhere_are_held_by_none(quoted: Quoting, pieces: list[str]) -> None:
    assert list(quoted.holding(pieces)) == []


def test_where_many_hold_the_words_their_places_tell(quoted: Quoting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quoting, "FEW", 0)
    assert names(quoted.holding(["the old pier at dawn"])) == [("a/ferry", 1)]
    assert len(names(quoted.holding(["It is what it is"]))) == 30
    assert names(quoted.holding(["is it what"])) == []


def test_what_comes_near_holds_most_of_it_in_its_order(quoted: Quoting) -> None:
    near = list(quoted.near(["The harbour boat ran ashore near the old pier at dawn"]))
    assert near[0].permalink == "a/ferry"
    assert {document.permalink for document in near} >= {"a/edited", "a/words"}


def test_words_in_a_row_are_found_where_the_rare_ones_were_changed(quoted: Quoting) -> None:
    assert "a/bridge" not in [each.permalink for each in quoted.near(["it is what he is, said the 3th man of the"])]
    near = list(quoted.near(["bridge said the man of the dawn house"]))
    assert any(document.permalink.startswith("x/") for document in near)


@pytest.mark.parametrize("spaced", [1, 2_000])
def test_a_short_quotation_is_found_by_where_its_words_stand(
    quoted: Quoting, monkeypatch: pytest.MonkeyPatch, spaced: int
) -> None:
    for name, number in (("VOTED", 0), ("RUNS", 0), ("SPACED", spaced)):
        monkeypatch.setattr(quoting, name, number)
    near = names(quoted.near(["ferry bread aground soup the grey pier"]))  # no two of its words stand side by side
    assert near[0] == ("a/ferry", 1)
    assert ("a/words", 1) not in near[:2]
    many = "the ferry was said to have run or ran aground with a very old pier near"
    assert names(quoted.near([many])) == [], "a long one has runs"


def test_nothing_is_near_to_nothing(quoted: Quoting, tmp_path: Path) -> None:
    assert list(quoted.near([])) == []
    assert list(quoted.near(["zeppelin"])) == []
    refresh_index(tmp_path, [], "en", KEY)
    with closing(Snapshot(open_index(tmp_path, "en", KEY))) as snapshot:
        assert list(Quoting(snapshot).near(["ferry"])) == []
        assert list(Quoting(snapshot).holding(["ferry"])) == []
