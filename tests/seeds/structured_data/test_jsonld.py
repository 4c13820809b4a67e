"""Are the updates of a LiveBlogPosting found in JSON-LD, with all that is odd about it?"""

from __future__ import annotations

import json
from datetime import UTC
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.seeds.structured_data.jsonld import Block, read_blocks
from tests.seeds.hostile import JSON_VALUES, deep

UPDATE = {
    "@type": "BlogPosting",
    "@id": "https://a.example/live#weir-opened",
    "headline": "Weir opened",
    "datePublished": "2024-03-12T16:42:10Z",
    "dateModified": "2024-03-12T16:59:00Z",
    "author": {"name": "Ada Marsh"},
    "articleBody": "The weir was opened.",
}
OTHER = {**UPDATE, "@id": "https://a.example/live#school-shut", "headline": "School shut", "articleBody": "It shut."}
PAGE = {
    "@type": "LiveBlogPosting",
    "headline": "Flood watch",
    "description": "Rain &amp;amp; more",
    "url": "https://a.example/live",
    "publisher": {"name": "The Valley Post"},
    "author": [{"name": "Ada Marsh"}, {"name": "Tom Reed"}],
    "liveBlogUpdate": [UPDATE, OTHER],
}


def test_each_update_is_read_with_its_place_in_the_text() -> None:
    block = _read(PAGE)
    assert (block.name, block.warnings) == ("ld:0", ())
    assert [json.loads(block.text[each.start : each.end]) for each in block.sightings] == [UPDATE, OTHER]
    first = block.sightings[0]
    assert (first.ids, first.headline, first.byline) == (("weir-opened",), "Weir opened", ("Ada Marsh",))
    assert (first.body, first.displayed) == ("The weir was opened.", False)
    assert first.published is not None
    assert first.published.instant is not None
    assert first.published.instant.isoformat() == "2024-03-12T16:42:10+00:00"
    assert first.updated is not None


def test_the_block_says_what_the_page_is() -> None:
    facts = _read(PAGE).facts
    assert (facts.headline, facts.summary, facts.publisher) == ("Flood watch", ("Rain & more",), "The Valley Post")
    assert (facts.address, facts.authors) == ("https://a.example/live", ("Ada Marsh", "Tom Reed"))
    bare = _read(
        {"@type": ["LiveBlogPosting"], "mainEntityOfPage": {"@id": "https://b.example/"}, "publisher": "x"}
    ).facts
    assert (bare.headline, bare.summary, bare.publisher, bare.address) == (None, (), None, "https://b.example/")
    assert _read({**PAGE, "url": "/live"}).facts.address is None


def test_a_publisher_that_is_named_elsewhere_in_the_data_of_the_page_is_found_by_its_id() -> None:
    page = {**PAGE, "publisher": {"@id": "https://a.example/#publisher"}}
    house = {"@type": "NewsMediaOrganization", "name": "Marsh and Reed", "@id": "https://a.example/#publisher"}
    other = {**house, "@id": "https://b.example/#publisher", "name": "Another"}
    for scripts in (
        [json.dumps(page), "{broken", json.dumps([other, house])],
        [json.dumps({"@graph": [page, other, {"about": house}]})],
    ):
        assert [block.facts.publisher for block in read_blocks(scripts)] == ["Marsh and Reed"]
    assert read_blocks([json.dumps(page), json.dumps(other)])[0].facts.publisher is None


@pytest.mark.parametrize(
    "data",
    [
        {"@context": "x", "@graph": [{"@type": "WebPage"}, PAGE]},
        [{"@type": "WebPage"}, [PAGE]],
        {"@type": "WebPage", "mainEntity": PAGE},
        {**PAGE, "@type": "NewsArticle"},
    ],
)
def test_the_live_blog_is_found_wherever_it_stands(data: Any) -> None:
    block = _read(data)
    assert len(block.sightings) == 2
    assert block.facts.headline == "Flood watch"


def test_a_single_update_need_not_be_a_list() -> None:
    assert [each.headline for each in _read({**PAGE, "liveBlogUpdate": UPDATE}).sightings] == ["Weir opened"]


def test_blocks_that_speak_of_something_else_are_left_out_and_the_others_keep_their_numbers() -> None:
    blocks = read_blocks(["{}", json.dumps(PAGE), '{"@type": "Person"}', json.dumps({"liveBlogUpdate": [UPDATE]})])
    assert [(block.name, len(block.sightings)) for block in blocks] == [("ld:1", 2), ("ld:3", 1)]


@pytest.mark.parametrize(
    "body", [{"@value": "It rained."}, {"text": "It rained."}, {"articleBody": "It rained."}, ["It rained."]]
)
def test_a_body_can_be_an_object_or_a_list(body: Any) -> None:
    assert _read({**PAGE, "liveBlogUpdate": [{**UPDATE, "articleBody": body}]}).sightings[0].body == "It rained."


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ("Fish &amp; chips", "Fish & chips"),
        ("Fish &amp;amp; chips &amp;lt;5", "Fish & chips &lt;5"),
        ("&lt;p&gt;one&lt;/p&gt;&lt;p&gt;two&lt;/p&gt;", "one\n\ntwo"),
        ("<p>one <b>two</b></p>", "one **two**"),
        ("one\ntwo", "one\n\ntwo"),
        ("a < b > c", "a &lt; b > c"),
        ("<a href='/b'>a</a>", "[a](<https://a.example/b>)"),
        (None, ""),
        (7, "7"),
    ],
)
def test_bodies_escaped_twice_are_read_twice(body: Any, written: str) -> None:
    assert _read({**PAGE, "liveBlogUpdate": [{**UPDATE, "articleBody": body}]}).sightings[0].body == written


def test_the_headline_of_the_page_is_none_of_an_update() -> None:
    updates = [{**UPDATE, "headline": "Flood watch"}, {**OTHER, "headline": None}]
    assert [each.headline for each in _read({**PAGE, "liveBlogUpdate": updates}).sightings] == [None, None]


@pytest.mark.parametrize("together", [True, False])
def test_the_authors_of_the_page_are_no_byline(together: bool) -> None:
    authors = PAGE["author"]
    other = {**OTHER, "author": authors if together else {"name": "Jo Ferry"}}
    data = {**PAGE, "author": None if together else authors, "liveBlogUpdate": [{**UPDATE, "author": authors}, other]}
    assert [each.byline for each in _read(data).sightings] == [(), () if together else ("Jo Ferry",)]


def test_one_name_on_every_update_is_a_byline() -> None:
    assert [each.byline for each in _read(PAGE).sightings] == [("Ada Marsh",)] * 2


def test_a_time_without_zone_is_an_instant_in_the_zone_of_the_page_alone() -> None:
    data = {**PAGE, "liveBlogUpdate": [{**UPDATE, "datePublished": "2024-03-12T16:42:10"}]}
    bare, known = _read(data).sightings[0].published, read_blocks([json.dumps(data)], UTC)[0].sightings[0].published
    assert bare is not None
    assert known is not None
    assert (bare.instant, known.instant is None) == (None, False)


@pytest.mark.parametrize(
    ("own_id", "address", "ids"),
    [
        ("#3", "https://a.example/#12", ()),
        ("https://a.example/live", "https://a.example/live#post-1288914", ("post-1288914",)),
        ("urn:1288914", None, ("urn:1288914",)),
        ("http://[a#b", "http://[a#b", ()),
        (1288914, 5, ("1288914",)),
    ],
)
def test_ids_are_what_an_address_names_in_its_page(own_id: Any, address: Any, ids: tuple[str, ...]) -> None:
    data = {**PAGE, "liveBlogUpdate": [{**UPDATE, "@id": own_id, "url": address}]}
    assert _read(data).sightings[0].ids == ids


@pytest.mark.parametrize(
    ("text", "count", "warned"),
    [
        (json.dumps(PAGE) + "};", 2, False),
        ("\ufeff " + json.dumps(PAGE), 2, False),
        (json.dumps(PAGE).replace("The weir", "The\nweir"), 2, False),
        (json.dumps(PAGE)[:-4], 1, True),
        (json.dumps(PAGE).replace('"publisher"', "publisher"), 2, True),
        (json.dumps(PAGE).replace("]}", ",]}"), 2, True),
        ('{"@type": "LiveBlogPosting", "headline": }', 0, True),
        (deep('{"liveBlogUpdate":', "", times=2000), 0, True),
        ('{"@type":"LiveBlogPosting","n":' + "9" * 9000 + "}", 0, True),
    ],
)
def test_of_a_broken_block_the_updates_that_are_whole_are_read(text: str, count: int, warned: bool) -> None:
    (block,) = read_blocks([text])
    assert len(block.sightings) == count
    assert bool(block.warnings) == warned


@given(JSON_VALUES | st.dictionaries(st.sampled_from(sorted(UPDATE)), JSON_VALUES))
def test_updates_of_any_data_are_read(value: object) -> None:
    for each in _read({**PAGE, "liveBlogUpdate": [value, UPDATE]}).sightings:
        assert all(isinstance(text, str) for text in (each.body, *each.ids, *each.byline))
    for block in read_blocks([json.dumps({"@type": "LiveBlogPosting", "@graph": value, "publisher": value})]):
        assert block.text


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    (block,) = read_blocks([f'"liveBlogUpdate": [{text}'])
    for each in block.sightings:
        assert 0 <= each.start < each.end <= len(block.text)


def _read(data: Any) -> Block:
    (block,) = read_blocks([json.dumps(data)])
    return block


@pytest.mark.parametrize(
    ("given", "tags"),
    [
        ({"keywords": "Weir, River Orre,weir, "}, ("Weir", "River Orre")),
        ({"keywords": ["Weir", "Locks, old", {"name": "Rivers"}, {"@id": "x"}, 7]}, ("Weir", "Locks, old", "Rivers")),
        ({"keywords": {"@type": "DefinedTerm", "name": "Locks, old"}}, ("Locks, old",)),
        ({"keywords": "Weir", "articleSection": ["Floods", "weir"]}, ("Weir", "Floods")),
        ({"keywords": "Fish &amp;amp; chips"}, ("Fish & chips",)),
        ({"keywords": "x" * 101}, ()),
        ({"keywords": 7, "articleSection": True}, ()),
        ({}, ()),
    ],
)  # fmt: skip
def test_keywords_and_the_section_of_an_update_are_its_tags(given: dict[str, Any], tags: tuple[str, ...]) -> None:
    block = _read({**PAGE, "keywords": "Floods", "liveBlogUpdate": [{**UPDATE, **given}, OTHER]})
    assert [each.tags for each in block.sightings] == [tags, ()]
    assert block.facts.tags == ("Floods",)


@pytest.mark.parametrize(
    ("given", "language"),
    [
        ("de-AT", "de"),
        ({"@type": "Language", "name": "German", "alternateName": "de"}, "de"),
        (["de"], None),
        (7, None),
    ],
)
def test_the_language_that_the_data_declares_is_the_page_s(given: Any, language: str | None) -> None:
    assert _read({**PAGE, "inLanguage": given}).facts.language == language
