"""Are the updates that microdata names found, each with its own properties and no other's?"""

from __future__ import annotations

from backfile.seeds.markup.body import based_on
from backfile.seeds.markup.visible import read_page
from backfile.seeds.structured_data.microdata import Microdata, read_microdata
from tests.seeds.hostile import deep
from tests.seeds.sample_pages import source_of

UPDATE = """
<div itemprop="liveBlogUpdate" itemscope itemid="weir-opened">
<h2 itemprop="headline">Weir <i>opened</i></h2>
<time itemprop="datePublished" datetime="2024-03-12T16:42:10Z">16:42</time>
<meta itemprop="dateModified" content="2024-03-12T16:59:00Z"><a itemprop="url" href="https://a.example/#post-1288914">link</a>
<span itemprop="author" itemscope><b itemprop="name">Ada Marsh</b></span>
<span itemprop="author" itemscope><b itemprop="name">Tom Reed</b></span>
<div itemprop="publisher" itemscope><b itemprop="name">The Post</b></div>
<div itemprop="articleBody"><p>The weir was <b>opened</b>.</p><p>At last.</p></div>
<p itemprop="articleBody">Not twice.</p>
</div>"""


def test_an_update_is_what_its_own_properties_say() -> None:
    found = _read(UPDATE)
    (sighting,) = found.sightings
    assert (sighting.ids, sighting.headline, sighting.byline) == (
        ("weir-opened", "post-1288914"),
        "Weir opened",
        ("Ada Marsh", "Tom Reed"),
    )
    assert sighting.body == "The weir was **opened**.\n\nAt last."
    assert sighting.published is not None
    assert sighting.published.printed == "2024-03-12T16:42:10Z"
    assert sighting.updated is not None
    assert (sighting.start, sighting.end, sighting.displayed) == (0, len(found.text), False)


def test_the_part_has_a_line_for_each_property() -> None:
    assert _read(UPDATE).text.splitlines() == [
        "headline: Weir opened",
        "datePublished: 2024-03-12T16:42:10Z",
        "dateModified: 2024-03-12T16:59:00Z",
        "url: https://a.example/#post-1288914",
        "articleBody: The weir was opened. At last.",
    ]


def test_a_body_and_an_author_can_stand_in_attributes() -> None:
    body = '<meta itemprop=articleBody content="&lt;p&gt;one &amp;amp; two"><meta itemprop=author content="Ada Marsh">'
    source = f'<p itemscope itemprop="liveBlogUpdate">{body}'
    (sighting,) = _read(source).sightings
    assert (sighting.body, sighting.byline) == ("one & two", ("Ada Marsh",))


def test_an_update_without_properties_and_a_page_without_updates_name_nothing() -> None:
    assert _read('<p itemscope itemprop="liveBlogUpdate">a</p><b itemprop="headline">b</b>').sightings == ()
    assert _read('<p itemscope><b itemprop="name">b</b></p>') == Microdata("", ())
    assert read_microdata(read_page(deep("<div>")), based_on(None)) == Microdata("", ())


def test_updates_inside_updates_keep_to_themselves() -> None:
    inner = '<div itemscope itemprop="liveBlogUpdate"><b itemprop="headline">Inner</b></div>'
    found = _read(f'<div itemscope itemprop="liveBlogUpdate"><b itemprop="headline">Outer</b>{inner}</div>')
    assert [each.headline for each in found.sightings] == ["Outer", "Inner"]
    assert (
        len(_read('<i itemscope itemprop="liveBlogUpdate">' * 190 + "<b itemprop=headline>x</b>" * 2000).sightings) == 1
    )


def test_the_sample_page_names_its_three_updates() -> None:
    found = _read(source_of("ndtv.html"))
    assert [(each.ids, each.byline) for each in found.sightings] == [((), ("The Valley Post",))] * 3


def _read(source: str) -> Microdata:
    return read_microdata(read_page(source), based_on("https://a.example/"))


def test_keywords_and_sections_of_an_update_are_its_tags() -> None:
    words = '<meta itemprop=keywords content="Weir, Locks"><b itemprop=keywords>locks</b>'
    filed = f"{words}<i itemprop=articleSection>Floods</i>"
    source = UPDATE.replace('<h2 itemprop="headline">', f'{filed}<h2 itemprop="headline">')
    assert [each.tags for each in _read(f"<meta itemprop=keywords content=Page>{source}").sightings] == [
        ("Weir", "Locks", "Floods")
    ]
