"""Is what the publisher struck out told from what stands, wherever words are shown?"""

from __future__ import annotations

import json

import pytest

from backfile.desk.build import build
from backfile.desk.correct import Said, accept, correct
from backfile.desk.find import search
from backfile.desk.plain import plain_hit, plain_shown
from backfile.desk.search.struck import mark_struck
from backfile.desk.show import show
from backfile.index.snippets import Wanted, make_snippet
from backfile.model.search import Snippet
from backfile.text.markdown import words
from backfile.workspace.folders import Workspace
from tests.desk.pastes import give, write

SHIPS = "".join(
    f"<article id=e{number}abcd><time datetime=2024-05-03T{number}:00:00Z>{number}:00</time><h2>{title}</h2>"
    f"<p>Fog lies over the harbour, and all the ships wait for it to lift.</p>{more}</article>"
    for number, title, more in (
        (12, "Ships wait", ""),
        (11, "Ships collide", "<del><p>Three ships collided.</p></del><p>Two ships collided.</p>"),
        (10, "Pilots wait", "<details><summary>More</summary><p>Tugs lie at the quay.</p></details>"),
    )
)


@pytest.fixture
def held(workspace: Workspace) -> Workspace:
    give(workspace, f"<html><h1>Harbour live</h1>{SHIPS}</html>", "harbour.html")
    return workspace


def test_show_gives_struck_words_apart(held: Workspace) -> None:
    shown = plain_shown(show(held, "ships-collide"), None)
    text = str(shown["text"])
    assert text.endswith("Three ships collided.\n\nTwo ships collided.")
    assert [text[start:end] for start, end in shown["struck"]] == ["Three ships collided."]  # type: ignore[attr-defined]


def test_a_snippet_says_what_of_it_is_struck_and_a_search_finds_such_entries(held: Workspace) -> None:
    (hit,) = search(held, "has:struck").results.hits
    (found,) = [each for each in search(held, "collided").results.hits if each.permalink == hit.permalink]
    plain = plain_hit(found)
    assert [found.snippet.text[start:end] for start, end in found.snippet.struck] == ["Three ships collided."]
    assert plain["struck"] == [list(stretch) for stretch in found.snippet.struck]
    others = [each for each in search(held, "ships").results.hits if each.permalink != hit.permalink]
    assert others and not any(each.snippet.struck for each in others)


def test_words_stay_struck_where_people_changed_others_by_hand(held: Workspace) -> None:
    (hit,) = search(held, "has:struck").results.hits
    path = held.archive / f"{hit.permalink}.md"
    write(path, path.read_text(encoding="utf-8").replace("all the ships wait", "all the boats wait"))
    build(held)
    for decide in (None, accept):
        if decide:
            decide(held, hit.permalink)
            build(held)
        for query in ("collided", "boats"):
            (found,) = [each for each in search(held, query).results.hits if each.permalink == hit.permalink]
            assert "boats" in found.snippet.text
            struck = [found.snippet.text[start:end] for start, end in found.snippet.struck]
            assert struck == ["Three ships collided."]
    correct(held, hit.permalink, Said(tags=("fog",)))
    build(held)
    (found,) = [each for each in search(held, "collided").results.hits if each.permalink == hit.permalink]
    assert found.snippet.struck


def told_to_browsers(held: Workspace) -> list[object]:
    """The texts for passages on the site."""
    (path,) = (held.site / "assets" / "search").glob("texts-*.js")
    script = path.read_text(encoding="utf-8")
    return list(json.loads(script[script.index("[") : script.rindex(")")]))


@pytest.mark.parametrize("shown", ["private", "excerpt", "full"])
def test_the_site_tells_what_of_a_passage_is_struck(held: Workspace, shown: str) -> None:
    write(held.settings, f'publish = "{shown}"\nrights = "theirs"\ncontact = "us"\n')
    build(held)
    (struck,) = [each for each in told_to_browsers(held) if isinstance(each, list)]
    text, *stretches = struck
    start, end = stretches
    assert " ".join(text.split())[start:end] == "Three ships collided."


def test_the_site_follows_a_strike_that_goes_while_all_words_stay(held: Workspace) -> None:
    (hit,) = search(held, "has:struck").results.hits
    build(held)
    path = held.archive / f"{hit.permalink}.md"
    body = path.read_text(encoding="utf-8")
    assert body.count("~~") == 2
    write(path, body.replace("~~Three ships collided.~~", "~~Three ships~~ collided."))
    build(held)
    changed = told_to_browsers(held)
    write(path, body.replace("~~Three ships collided.~~", "Three ~~ships collided.~~"))
    build(held)
    for texts, words_of in ((changed, "Three ships"), (told_to_browsers(held), "ships collided.")):
        (struck,) = [each for each in texts if isinstance(each, list)]
        assert " ".join(struck[0].split())[struck[1] : struck[2]] == words_of


def test_an_entry_whose_file_is_damaged_keeps_its_snippet(held: Workspace) -> None:
    (hit,) = search(held, "has:struck").results.hits
    write(held.archive / f"{hit.permalink}.md", "not what it was")
    assert [each.snippet.struck for each in search(held, "collided").results.hits] == [()]


def test_what_is_folded_away_is_found(held: Workspace) -> None:
    assert [hit.headline for hit in search(held, "tugs").results.hits] == ["Pilots wait"]


@pytest.mark.parametrize("lead", ["", "It rains on the harbour and on the hills. " * 12])
@pytest.mark.parametrize("tail", ["", "\n\nIt rains still, says the keeper of the light. " * 12])
def test_a_stretch_is_found_wherever_the_snippet_was_cut(lead: str, tail: str) -> None:
    body = f"{lead}~~Three ships **collided**, two~~.{tail}"
    snippet = make_snippet(words(body), Wanted(((frozenset(["collided"]),),)))
    marked = mark_struck(snippet, body)
    assert [marked.text[start:end] for start, end in marked.struck] == ["Three ships collided, two"]


def test_a_snippet_of_other_words_is_left_alone() -> None:
    assert mark_struck(Snippet(text="Other words"), "~~Three~~ ships").struck == ()
