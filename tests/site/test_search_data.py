"""The script that carries the postings: one call, and nothing a text holds can end it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from backfile.model.search import Postings
from backfile.site.search_data import dump_search_data
from backfile.workspace.settings import Settings
from tests.site.sample import COVERAGES, STORM_NIGHT, entry, postings

SETTINGS = Settings(zone="Europe/Kyiv")


def load(script: str) -> Any:
    assert script.startswith("backfileSearch(")
    assert script.endswith(");\n")
    return json.loads(script.removeprefix("backfileSearch(").removesuffix(");\n"))


def of_text(text: str) -> Postings:
    return postings([replace(STORM_NIGHT, entries=(entry(text, text, name="a"),))])


def test_it_holds_every_document_with_its_words() -> None:
    held = postings()
    data = load(dump_search_data(held, SETTINGS))
    assert [document[0] for document in data["documents"]] == [each.permalink for each in held.documents]
    assert [document[7] for document in data["documents"]] == [each.text for each in held.documents]
    assert data["lengths"] == [list(lengths) for lengths in held.lengths]
    for field, words in held.words.items():
        assert list(data["words"][field]) == list(words)
        for word, places in words.items():
            assert data["words"][field][word] == [[number, *positions] for number, positions in places]
    assert data["endings"] == [list(pair) for pair in held.endings]
    assert data["ranking"] == dict(held.ranking)
    assert data["zone"] == "Europe/Kyiv"


def test_it_names_each_live_blog_once() -> None:
    data = load(dump_search_data(postings(), SETTINGS))
    assert [slug for slug, _ in data["liveblogs"]] == ["storm-night", "valley-count"]
    for permalink, liveblog, *_ in data["documents"]:
        assert permalink.startswith(data["liveblogs"][liveblog][0] + "/")


def test_a_document_tells_its_time_as_its_page_does() -> None:
    documents = {document[0]: document for document in load(dump_search_data(postings(), SETTINGS))["documents"]}
    turnout = documents["valley-count/turnout-is-up-by-five-points"]
    assert turnout[4:6] == [["10.32pm", "2022-03-11T00:32+02:00", "11 March 2022"], 1646951520]
    assert documents["valley-count/polls-close"][4:6] == [["Last night", "", ""], None]
    assert documents["storm-night/nine-thousand"][2:6] == [
        None,
        "Nine thousand homes are now without power, twice as many as\u00a0…",
        None,
        None,
    ]


def test_only_stems_that_are_other_words_are_told() -> None:
    held = postings()
    told = load(dump_search_data(held, SETTINGS))["stems"]
    assert told == {word: stem for word, stem in held.stems.items() if word != stem}
    assert told["ferries"] == held.stems["ferries"]


def test_an_empty_archive_has_a_script_too() -> None:
    data = load(dump_search_data(postings([]), SETTINGS))
    assert (data["documents"], data["liveblogs"], data["words"]["text"]) == ([], [], {})


@given(st.text(st.characters(exclude_categories=())))
@example("</script><script>alert(1)</script><!--")
@example("\u2028\u2029\x00\x1b\u202e\ud800\U0001ffff")
@example("__proto__ constructor hasOwnProperty")
def test_no_text_ends_the_script_or_steers_who_reads_it(text: str) -> None:
    held = of_text(text)
    script = dump_search_data(held, SETTINGS)
    for character in "<\u2028\u2029\u202e\x00\x1b":
        assert character not in script
    script.encode("utf-8")
    assert load(script)["documents"][0][7] == held.documents[0].text


def test_it_is_the_same_each_time() -> None:
    assert dump_search_data(postings(), SETTINGS) == dump_search_data(postings(COVERAGES), SETTINGS)
