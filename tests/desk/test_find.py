"""Is an entry found by its words, and by what it is like?"""

from __future__ import annotations

import os

import pytest

from backfile.desk.find import search, similar
from backfile.errors import UnknownName, Usage
from backfile.model.permalink import Permalink
from backfile.model.search import Asked
from backfile.workspace.folders import Workspace
from tests.desk.pastes import BAKERS, DIVERS, KEEPER, MATCH_BLOG, SANDBAGS, write


def found(workspace: Workspace, query: str) -> list[Permalink]:
    return [hit.document.permalink for hit in search(workspace, query).results.hits]


def test_entries_are_found_by_their_words(held: Workspace) -> None:
    assert found(held, "byline:doe ferry") == [DIVERS]
    assert found(held, '"CAFE on quay"') == [BAKERS]
    assert found(held, "ostby") == [DIVERS]
    assert found(held, "volunteers") == [BAKERS]
    assert found(held, '"back tomorrow" NOT soup') == [], "older words are not searched"


def test_an_answer_says_how_many_entries_are_held(held: Workspace) -> None:
    answer = search(held, "volcano")
    assert (answer.results.searched, answer.results.total, answer.notes) == (6, 0, ())
    assert (answer.liveblogs, answer.incomplete) == (2, 0)
    index = held.archive / MATCH_BLOG / "index.md"
    write(index, index.read_text(encoding="utf-8").replace("declared: null", "declared: 7"))
    answer = search(held, "volcano")
    assert (answer.liveblogs, answer.incomplete) == (2, 1), "the page says there are more"
    write(index, "not what it was")
    assert search(held, "volcano").liveblogs == 1, "one that is damaged hides no answer"


def test_what_a_page_says_of_its_entries_is_read_but_once(held: Workspace) -> None:
    index = held.archive / MATCH_BLOG / "index.md"
    before = index.read_text(encoding="utf-8")
    write(index, before.replace("declared: null", "declared: 7   "))
    assert search(held, "volcano").incomplete == 1
    as_of, said = index.stat(), index.read_text(encoding="utf-8")
    write(index, said.replace("declared: 7", "declared: 0"))
    os.utime(index, ns=(as_of.st_atime_ns, as_of.st_mtime_ns))
    assert search(held, "volcano").incomplete == 1, "what is as long and as old is what was read"
    os.utime(index, ns=(as_of.st_atime_ns, as_of.st_mtime_ns + 1_000_000_000))
    assert search(held, "volcano").incomplete == 0
    write(held.index / "incomplete.json", '{"a": 1}')
    assert (search(held, "volcano").liveblogs, search(held, "volcano").incomplete) == (2, 0), "it may be damaged"


def test_spellings_of_a_name_are_found_together(held: Workspace) -> None:
    assert found(held, "Ostby") == [DIVERS]
    assert found(held, "estby") == []
    write(held.root / "variants.txt", "# names\nØstby, Estby\n")
    assert found(held, "estby") == [DIVERS]
    assert search(held, "estby").results.notes == ("“estby” stands for ostby too",)
    assert found(held, '"estby"') == [], "a phrase is just its words"
    write(held.root / "variants.txt", "Østby, Estby\nthe harbour master, Østby\n")
    with pytest.raises(Usage, match="line 2: “the harbour master, Østby” names no spellings"):
        search(held, "estby")


def test_entries_like_one_are_found_without_itself(held: Workspace) -> None:
    assert [hit.permalink for hit in similar(held, "bakers").results.hits][:1] == [SANDBAGS]
    assert BAKERS not in [hit.permalink for hit in similar(held, "bakers").results.hits]


def test_dates_are_those_of_the_zone_of_the_archive(held: Workspace) -> None:
    assert len(found(held, "published:2022-03-02")) == 3, "it was past midnight in UTC"
    write(held.settings, 'zone = "America/New_York"\n')
    assert found(held, "published:2022-03-02") == []
    assert found(held, "published:2022-03-01")[0] == KEEPER


def test_a_date_counts_those_without_a_time(held: Workspace) -> None:
    results = search(held, "published:2022 (keeper OR bakers)").results
    assert (results.total, results.undated) == (1, 1)


def test_pages_of_results_go_on_where_the_last_ended(held: Workspace) -> None:
    everything = search(held, "NOT volcano", Asked(limit=100)).results.hits
    pages = [search(held, "NOT volcano", Asked(limit=2, offset=start)).results.hits for start in (0, 2, 4)]
    assert [hit for page in pages for hit in page] == list(everything)
    assert len(everything) == 6


def test_how_a_query_was_read_is_told(held: Workspace) -> None:
    answer = search(held, 'ferry "bell')
    assert answer.results.query == 'ferry "bell'
    assert answer.results.notes == ("read as plain words: the quotation mark at character 7 is never closed",)
    assert answer.results.total == 1
    with pytest.raises(UnknownName, match="did you mean “byline”"):
        search(held, "bylin:doe")
