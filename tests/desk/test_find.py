"""Is an entry found by its words and by its name, and shown with where it came from?"""

from __future__ import annotations

import os

import pytest

from backfile.desk.find import Shown, list_permalinks, resolve, search, show, similar, sources
from backfile.errors import Damage, NotFound, UnknownName, Usage
from backfile.model.entry import Permalink
from backfile.model.search import Asked
from backfile.workspace.folders import Workspace
from tests.desk.pastes import (
    BAKERS,
    DIVERS,
    FLOOD,
    FLOOD_BLOG,
    FLOOD_LATER,
    KEEPER,
    MATCH,
    MATCH_BLOG,
    SANDBAGS,
    give,
    write,
)


@pytest.fixture
def held(workspace: Workspace) -> Workspace:
    """An archive with two live blogs, one of them captured twice."""
    give(workspace, FLOOD, "flood.txt", captured="2022-03-10", url="https://news.example/flood")
    give(workspace, FLOOD_LATER, "later.txt", captured="2022-03-11", url="https://news.example/flood")
    give(workspace, MATCH, "match.txt", zone="America/New_York")
    return workspace


# Search


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


def test_a_number_means_a_result_of_the_last_search(held: Workspace) -> None:
    with pytest.raises(NotFound, match="no entry is called so"):
        show(held, "2")
    hits = search(held, "NOT volcano", Asked(limit=3, offset=1)).results.hits
    assert [show(held, str(number)).permalink for number in (2, 3, 4)] == [hit.permalink for hit in hits]
    with pytest.raises(NotFound, match="5: the last search listed results 2 to 4"):
        show(held, "5")
    search(held, "volcano")
    with pytest.raises(NotFound, match="1: the last search found nothing"):
        show(held, "1")
    write(held.index / "last-search.json", "{")
    with pytest.raises(NotFound, match="no entry is called so"):
        show(held, "2")


def test_a_near_name_is_offered_for_the_beginning_of_a_slug_too(held: Workspace) -> None:
    for written in (
        "bakrs",
        "bakers-hands",
        "bakers-hand-out-bred-at-the-cafe-on-quay-street",
        f"{FLOOD_BLOG}/backers",
    ):
        with pytest.raises(NotFound, match="did you mean “bakers-hand-out-bread-at-the-cafe-on-quay-street”"):
            show(held, written)
    with pytest.raises(NotFound, match="see what there is with: backfile list entries"):
        show(held, "volcano")


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


# Show


@pytest.mark.parametrize(
    "reference",
    [
        DIVERS,
        f"{DIVERS}.md",
        f"/{DIVERS}.html",
        f"  {DIVERS}/ ",
        "divers-find-the-missing-ferry-bell",
        "divers",
        "river-orre-floods-the-lower-town-live-updates/div",
    ],
)
def test_an_entry_is_named_by_its_permalink_or_any_beginning_of_it(held: Workspace, reference: str) -> None:
    shown = show(held, reference)
    assert (shown.permalink, shown.entry.headline) == (DIVERS, "Divers find the missing ferry bell")
    assert shown.coverage.liveblog.address == "https://news.example/flood"


def test_a_beginning_of_several_entries_is_refused_with_the_choices(held: Workspace) -> None:
    with pytest.raises(Usage) as told:
        show(held, "cup-final")
    assert str(told.value) == f"cup-final: names 3 entries; say which: {', '.join(held_names(held)[:3])}"


def held_names(workspace: Workspace) -> list[Permalink]:
    return list_permalinks(workspace.archive)


def test_what_is_held_is_listed_by_the_names_of_the_files(held: Workspace) -> None:
    assert held_names(held) == [
        KEEPER,
        f"{MATCH_BLOG}/rovers-take-the-lead",
        f"{MATCH_BLOG}/the-match-has-begun",
        BAKERS,
        SANDBAGS,
        DIVERS,
    ]


def test_a_whole_slug_comes_before_one_that_begins_so() -> None:
    names = [Permalink(name) for name in ("a/storm", "a/storm-2", "b/storms")]
    assert resolve("storm", names) == "a/storm"
    assert resolve("a/storm", names) == "a/storm"
    assert resolve("storms", names) == "b/storms"
    with pytest.raises(Usage, match="names 3 entries; say which: a/storm, a/storm-2, b/storms"):
        resolve("sto", names)


def test_of_very_many_choices_the_first_are_listed() -> None:
    names = [Permalink(f"a/storm-{number:02}") for number in range(1, 13)]
    with pytest.raises(Usage) as told:
        resolve("storm", names)
    assert str(told.value).endswith("a/storm-09, a/storm-10 …")


@pytest.mark.parametrize("reference", ["", "/", ".md", "   "])
def test_nothing_names_no_entry(reference: str) -> None:
    with pytest.raises(Usage, match="names no entry; name one by its permalink, or by the beginning of it"):
        resolve(reference, [Permalink("a/storm")])


def test_an_unknown_name_is_told_with_the_nearest(held: Workspace) -> None:
    with pytest.raises(NotFound) as told:
        show(held, "diver-finds-the-missing-ferry-bell")
    assert str(told.value).endswith("did you mean “divers-find-the-missing-ferry-bell”?")


def test_a_file_that_its_live_blog_does_not_list_is_damage(held: Workspace) -> None:
    path = held.archive / f"{DIVERS}.md"
    write(path.with_name("stray.md"), path.read_bytes())
    with pytest.raises(Damage, match=r"stray: stands in the archive, but its live blog's index\.md does not list it"):
        show(held, "stray")


# Where it came from


def test_the_source_of_an_entry_is_the_stretch_of_the_capture_it_was_read_from(held: Workspace) -> None:
    (source,) = sources(held, show(held, "bakers"))
    assert source.capture.name == "later.txt"
    assert source.text == FLOOD_LATER[source.start : source.end]
    assert source.text.startswith("Bakers hand out bread")
    assert source.text.endswith("-Example News' John Roe and Ann Poe")


def test_words_that_two_captures_showed_have_two_sources(held: Workspace) -> None:
    shown: Shown = show(held, "divers")
    assert [source.capture.name for source in sources(held, shown)] == ["flood.txt", "later.txt"]
