"""The script that carries the postings: one call, and nothing a text holds can end it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from backfile.index.postings import collect_postings
from backfile.model.search import FIELDS, FILTERS, FLAGS, Postings
from backfile.site.search_data import dump_search_data, script_pattern
from backfile.text.spoken_dates import MONTHS, WEEKDAYS
from backfile.workspace.settings import Settings
from tests.index.corpus import document
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
    assert list(data["words"]) == [*FIELDS, *FILTERS]
    for field in FIELDS:
        assert list(data["words"][field]) == list(held.words[field])
        for word, places in held.words[field].items():
            assert data["words"][field][word] == [[number, *positions] for number, positions in places]
    assert data["endings"] == {code: [list(pair) for pair in pairs] for code, pairs in held.endings.items()}
    assert data["ranking"] == dict(held.ranking)
    assert (data["fields"], data["filters"], data["flags"]) == ([*FIELDS], [*FILTERS], [*FLAGS])
    assert (data["months"], data["weekdays"]) == (MONTHS, WEEKDAYS)


def test_what_many_neighbours_hold_alike_is_told_once() -> None:
    held = postings()
    data = load(dump_search_data(held, SETTINGS))
    for field in FILTERS:
        assert list(data["words"][field]) == list(held.words[field])
        for word, places in held.words[field].items():
            told = [
                (number, positions)
                for first, last, *positions in data["words"][field][word]
                for number in range(first, last + 1)
            ]
            assert told == [(number, list(positions)) for number, positions in places]
    assert data["words"]["liveblog"]["ferries"] == [[0, 4, 2]]


def test_the_zone_is_told_as_the_command_line_tells_it() -> None:
    for zone, name in [("Europe/Kyiv", "Europe/Kyiv"), ("UTC", "UTC"), ("Z", "UTC"), ("-05:30", "UTC-05:30")]:
        data = load(dump_search_data(postings([]), Settings(zone=zone)))
        assert (data["zone"], data["zone_name"]) == (zone, name)


def test_only_labels_that_can_be_asked_for_are_told() -> None:
    documents = [
        replace(document("a", name="b/one", byline=("Ada",)), flags=("is:edited",), language="en-GB"),
        replace(document("a", name="b/two"), flags=("has:link", "is:edited")),
    ]
    data = load(dump_search_data(collect_postings(documents, "en"), SETTINGS))
    assert data["labels"] == {"has:link": [1], "is:edited": [0, 1], "lang:en": [0]}


def test_every_document_is_in_one_of_the_languages() -> None:
    documents = [replace(document("a", name=f"b/{code}"), language=code) for code in ("fr", "en", None)]
    data = load(dump_search_data(collect_postings(documents, "en"), SETTINGS))
    assert [data["languages"][number] for number in data["spoken"]] == ["en", "en", "fr"]
    assert data["stems"].keys() == data["endings"].keys() == set(data["languages"])


def test_other_spellings_are_told() -> None:
    held = collect_postings([document("Kyiv")], "en", {"kyiv": ("kiev", "київ")})
    assert load(dump_search_data(held, SETTINGS))["variants"] == {"kyiv": ["kiev", "київ"]}


def test_patterns_are_in_the_words_of_a_script() -> None:
    data = load(dump_search_data(postings(), SETTINGS))
    for pattern in (data["fold"]["word"], *(data["analysis"][key] for key in ("token", "cluster", "elided"))):
        assert not [python for python in (r"\w", r"\W", r"\d", r"\s", "(?P") if python in pattern]
    assert script_pattern(r"(?<![\w.])[^\W\d_]\d(?!\w)") == (
        r"(?<![\p{L}\p{N}_.])[\p{L}\p{Nl}\p{No}]\p{Nd}(?![\p{L}\p{N}_])"
    )


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
    for code, stems in held.stems.items():
        assert told[code] == {word: stem for word, stem in stems.items() if word != stem}
    assert told["en"]["ferries"] == held.stems["en"]["ferries"]


def test_an_empty_archive_has_a_script_too() -> None:
    data = load(dump_search_data(postings([]), SETTINGS))
    assert (data["documents"], data["liveblogs"], data["words"]["text"], data["labels"]) == ([], [], {}, {})


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
