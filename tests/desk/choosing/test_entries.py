"""Is the entry found that a person means, by whatever they call it?"""

from __future__ import annotations

import pytest

from backfile.desk.choosing.entries import list_permalinks, resolve
from backfile.desk.find import search
from backfile.desk.show import show
from backfile.errors import NotFound, Usage
from backfile.model.permalink import Permalink
from backfile.model.search import Asked
from backfile.workspace.folders import Workspace
from tests.desk.pastes import BAKERS, DIVERS, FLOOD_BLOG, KEEPER, MATCH_BLOG, SANDBAGS, write


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
