"""Are the items of a feed read as entries, safely, with their places; and does a broken feed lose no whole item?"""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.errors import BadCapture
from backfile.model.ledger import Label
from backfile.model.observation import Reading
from backfile.model.time import Basis, Precision
from backfile.seeds.feeds.feed import PART, READER, read_feed
from backfile.seeds.read import read_capture
from backfile.seeds.structured_data.json_capture import read_data
from backfile.text.dates import parse_zone
from backfile.text.markdown import words
from tests.seeds.paste.pages import capture_of

RSS = """\
<?xml version="1.0" encoding="utf-8"?>
<!-- made for a test -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
  <title>Orre flood: live</title>
  <link>https://news.example/live/orre</link>
  <atom:link rel="self" href="https://news.example/live/orre.rss"/>
  <description>The water is rising.</description>
  <dc:publisher>Example News</dc:publisher>
  <image><title>A logo</title><link>https://news.example/</link></image>
  <item>
    <title>Divers find the bell – żółw</title>
    <guid isPermaLink="true">https://news.example/live/orre#block-60300f5f8f08ad21ea60071e</guid>
    <pubDate>Thu, 10 Mar 2022 12:31:05 +0100</pubDate>
    <dc:creator><![CDATA[Jane Doe]]></dc:creator>
    <description>Short form.</description>
    <content:encoded><![CDATA[<p>The bell was found in the <em>mud</em>.</p>
      <p><a href="/map">A map</a></p>]]></content:encoded>
  </item>
  <item>
    <title>Bakers hand out bread</title>
    <guid isPermaLink="false">entry-77001</guid>
    <pubDate>Thu, 10 Mar 2022 11:00 GMT</pubDate>
    <author>desk@news.example (John Roe)</author>
    <description>Loaves &amp;amp; rolls &lt;b&gt;for all&lt;/b&gt;.</description>
  </item>
</channel>
</rss>
"""

ATOM = """\
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:x="http://www.w3.org/1999/xhtml">
  <title>Cup final</title>
  <subtitle>Minute by minute</subtitle>
  <author><name>The Sports Desk</name></author>
  <link href="https://news.example/"/>
  <link rel="self" href="https://news.example/cup.atom"/>
  <link rel="next" href="https://news.example/cup.atom?page=2"/>
  <entry>
    <title type="text">Score: 1 &lt; 2</title>
    <id>urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a</id>
    <published>2022-03-10T20:12:00Z</published>
    <updated>2022-03-10T20:40:00Z</updated>
    <author><name>Ann Poe</name><email>ann@news.example</email></author>
    <source><title>Another feed</title><id>urn:x</id></source>
    <content type="xhtml"><x:div><x:p class="a &amp; b">The keeper<x:br/>saves &amp; smiles.</x:p></x:div></content>
  </entry>
  <entry>
    <title type="html">The &lt;i&gt;match&lt;/i&gt; begins</title>
    <link href="https://news.example/cup#h_0123456789abcdef0123456789abcdef"/>
    <updated>2022-03-10T20:00:00Z</updated>
    <summary>Both sides are as announced: 5 &lt; 6.</summary>
  </entry>
</feed>
"""

RDF = """\
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
 <channel rdf:about="https://news.example/fair.rdf"><title>Fair</title><link>https://news.example/fair</link></channel>
 <item rdf:about="https://news.example/fair/juggler-drops-a-torch"><title>Juggler drops a torch</title>
  <link>https://news.example/fair/juggler-drops-a-torch</link><dc:date>2022-03-10T09:00+00:00</dc:date>
  <description>Nobody was hurt.</description></item>
</rdf:RDF>
"""

JSON_FEED = """\
{"version": "https://jsonfeed.org/version/1.1", "title": "Orre flood", "home_page_url": "https://news.example/orre",
 "description": "Water.", "next_url": "https://news.example/2", "items": [
 {"id": "https://news.example/orre#block-1234", "title": "Bell found", "content_html": "<p>In the <b>mud</b>.</p>",
  "date_published": "2022-03-10T12:00:00Z", "date_modified": "2022-03-10T13:00:00Z", "authors": [{"name": "Jane Doe"}]},
 {"id": 77002, "url": "http://[bad", "content_text": "a < b", "author": {"name": "John Roe"}}]}
"""


def read(source: str) -> Reading:
    return read_feed(capture_of(source), source)


def item(inner: str) -> str:
    return f"<rss><channel><title>T</title>{inner}</channel></rss>"


def test_rss_is_read_with_its_ids_times_names_and_words() -> None:
    reading = read(RSS)
    about = reading.liveblog
    assert (about.headline, about.summary, about.publisher) == (
        "Orre flood: live",
        ("The water is rising.",),
        "Example News",
    )
    assert (about.address, about.more) == ("https://news.example/live/orre", False)
    bell, bread = reading.entries
    assert bell.publisher_id == "block-60300f5f8f08ad21ea60071e", "the fragment is the id that the page uses"
    assert (bell.headline, bell.byline) == ("Divers find the bell – żółw", ("Jane Doe",))
    assert bell.body == "The bell was found in the *mud*.\n\n[A map](<https://news.example/map>)"
    assert bell.published is not None and bell.published.instant is not None
    assert bell.published.instant.isoformat() == "2022-03-10T11:31:05+00:00"
    assert (bell.published.printed, bell.published.basis) == ("Thu, 10 Mar 2022 12:31:05 +0100", Basis.OFFSET)
    assert (bread.publisher_id, bread.byline) == ("entry-77001", ("John Roe",))
    assert bread.body == "Loaves & rolls **for all**."
    assert bread.published is not None
    assert (bread.published.precision, bread.published.basis) == (Precision.MINUTE, Basis.ZONE)
    assert (reading.reader, reading.warnings) == (READER, ())


def test_an_entry_points_to_its_item_in_the_source() -> None:
    for source, tag in ((RSS, "item"), ("\ufeff" + RSS, "item"), (ATOM, "entry"), (RDF, "item")):
        reading = read(source)
        assert [part.name for part in reading.parts] == [PART]
        for entry in reading.entries:
            (place,) = entry.provenance
            held = source[place.start : place.end]
            assert held.startswith(f"<{tag}") and held.endswith(f"</{tag}>")
            assert held.count(f"<{tag}") == 1
            assert not place.displayed
        (ledger,) = reading.ledgers
        assert set(ledger.count()) == {Label.ENTRY, Label.FURNITURE}
        assert ledger.characters == len(source)


def test_atom_is_read_with_its_kinds_of_text() -> None:
    reading = read(ATOM)
    about = reading.liveblog
    assert (about.headline, about.summary, about.more) == ("Cup final", ("Minute by minute",), True)
    assert about.address == "https://news.example/cup.atom", "the front page of a publisher is no live blog"
    save, begin = reading.entries
    assert (save.headline, save.byline) == ("Score: 1 < 2", ("Ann Poe",))
    assert save.publisher_id == "urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a"
    assert save.body == "The keeper  \nsaves & smiles."
    assert save.published is not None and save.updated is not None
    assert (begin.headline, begin.byline, begin.published) == ("The match begins", (), None)
    assert begin.publisher_id == "h_0123456789abcdef0123456789abcdef"
    assert words(begin.body) == "Both sides are as announced: 5 < 6."


def test_rss_1_is_read_with_its_items_beside_the_channel() -> None:
    (entry,) = read(RDF).entries
    assert entry.publisher_id == "https://news.example/fair/juggler-drops-a-torch"
    assert entry.published is not None and entry.published.instant is not None
    assert read(RDF).liveblog.address == "https://news.example/fair"


def test_json_feed_is_read_as_a_shape_of_json() -> None:
    reading = read_data(capture_of(JSON_FEED), JSON_FEED)
    about = reading.liveblog
    assert (about.headline, about.summary, about.address) == ("Orre flood", ("Water.",), "https://news.example/orre")
    assert about.more
    bell, plain = reading.entries
    assert (bell.publisher_id, bell.headline, bell.byline) == ("block-1234", "Bell found", ("Jane Doe",))
    assert bell.body == "In the **mud**." and bell.updated is not None
    assert (plain.publisher_id, plain.headline, plain.byline) == ("77002", None, ("John Roe",))
    assert words(plain.body) == "a < b"


@pytest.mark.parametrize("page", ["https://news.example/", "mailto:x", "http://[x", None])
def test_a_json_feed_of_a_front_page_has_no_address(page: str | None) -> None:
    source = JSON_FEED.replace('"https://news.example/orre"', f'"{page}"' if page else "7")
    assert read_data(capture_of(source), source).liveblog.address is None
    bare = "[" + source[source.index('{"id"') : source.index("]}")] + "]}]"
    assert read_data(capture_of(bare), bare).liveblog.headline is None


def test_a_feed_is_read_by_its_format_and_what_was_said_comes_first() -> None:
    capture = replace(capture_of(RSS), format="feed", address="https://other.example/x", publisher="Other")
    about = read_capture(capture, RSS).liveblog
    assert (about.address, about.publisher) == ("https://other.example/x", "Other")


# Ids that tell nothing


def test_an_address_or_id_that_all_items_share_is_the_page_s() -> None:
    one = "<item><guid>https://n.example/live</guid><link>https://n.example/live#top1234</link><description>{}</description></item>"
    reading = read(item(one.format("One thing happened.") + one.format("Another thing, later.")))
    assert [entry.publisher_id for entry in reading.entries] == [None, None]


def test_the_same_item_twice_is_one_entry_with_both_places() -> None:
    twice = "<item><guid>e-50001</guid><description>Words.</description></item>"
    other = "<item><guid>e-50002</guid><description>Other words.</description></item>"
    reading = read(item(twice + other + twice))
    assert [len(entry.provenance) for entry in reading.entries] == [2, 1]


def test_an_item_without_words_is_no_entry_and_is_accounted_for() -> None:
    reading = read(
        item("<item><guid>e-50001</guid></item><item><title>T</title><description>Words</description></item>")
    )
    assert [entry.headline for entry in reading.entries] == [None], "the headline of the feed is not the entry's"
    assert reading.ledgers[0].count()[Label.UNRECOGNISED] > 0
    with pytest.raises(BadCapture, match="items hold no words"):
        read(item("<item><guid>e-50001</guid></item>"))


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("<author>jane@x.example</author>", ()),
        ("<author>Jane Doe &lt;jane@x.example&gt;</author>", ("Jane Doe",)),
        ("<author>Jane Doe</author>", ("Jane Doe",)),
        ("<author/>", ()),
    ],
)
def test_names_are_told_from_mail_addresses(given: str, names: tuple[str, ...]) -> None:
    assert read(item(f"<item>{given}<description>Words</description></item>")).entries[0].byline == names


def test_addresses_that_are_none_and_elements_inside_elements_do_no_harm() -> None:
    inner = "<link>http://[x</link><item><link>http://[y</link><description>a <b>c</b> d<item/></description></item>"
    reading = read(item(inner))
    assert (reading.liveblog.address, reading.entries[0].body) == (None, "a c d")


def test_a_time_without_a_zone_means_what_the_person_says() -> None:
    source = item("<item><pubDate>2022-03-10 12:00:00</pubDate><description>Words</description></item>")
    (entry,) = read_feed(capture_of(source), source, parse_zone("Europe/Kyiv")).entries
    assert entry.published is not None and entry.published.basis is Basis.PAGE_ZONE


# Hostile and broken feeds


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE rss SYSTEM "https://news.example/rss.dtd">',
    ],
)
def test_a_document_type_is_refused_so_that_no_entity_is_ever_defined(doctype: str) -> None:
    with pytest.raises(BadCapture, match=r"page\.txt: is a feed with a document type"):
        read(doctype + item("<item><description>&x;</description></item>"))


def test_of_a_feed_that_is_cut_off_the_whole_items_are_read() -> None:
    reading = read(RSS[: RSS.index("Bakers")])
    assert [entry.byline for entry in reading.entries] == [("Jane Doe",)]
    assert "cut off or broken (line" in reading.warnings[0]


@pytest.mark.parametrize("source", ["<rss>", "<rss></rss>", "<rss", "<rss><channel><item>", "<rss>\0</rss>"])
def test_a_feed_in_which_no_item_is_whole_is_a_bad_capture(source: str) -> None:
    with pytest.raises(BadCapture, match=r"page\.txt: is a feed"):
        read(source)


def test_elements_inside_each_other_without_end_are_read_in_good_time() -> None:
    began = time.perf_counter()
    deep = "&lt;div&gt;" * 50_000
    reading = read(item(f"<item><description>{deep}Words</description></item>"))
    assert reading.entries[0].body.endswith("Words")
    nested = "<a>" * 100_000 + "x" + "</a>" * 100_000
    assert read(item(f"<item><description>{nested}</description></item>")).entries[0].body == "x"
    many = "<item><title>Title</title><description>Some words here</description></item>" * 20_000
    assert len(read(item(many)).entries) == 1
    assert time.perf_counter() - began < 20


@given(st.integers(0, len(RSS)), st.text(max_size=8), st.sampled_from([RSS, ATOM, RDF]))
@example(RSS.index("mud"), "\ud800", RSS)
@example(RSS.index("Jane"), "]]><item>", RSS)
def test_a_feed_that_is_spoilt_anywhere_is_read_or_refused(at: int, spoilt: str, source: str) -> None:
    damaged = source[:at] + spoilt + source[at + len(spoilt) :]
    try:
        reading = read(damaged)
    except BadCapture:
        return
    assert reading.entries
    for entry in reading.entries:
        for place in entry.provenance:
            assert damaged[place.start] == "<" and damaged[place.end - 1] == ">"


# Tags and language


def test_categories_are_the_tags_of_their_item_and_those_of_the_channel_are_nobodys() -> None:
    source = item(
        "<category>Rivers</category>"
        "<item><category>Flood &amp;amp; rain</category><category domain='x'>Orre, the</category>"
        "<category>flood &amp; RAIN</category><category/><description>One thing.</description></item>"
        "<item><media:category xmlns:media='http://m.example/'>x</media:category><description>Two.</description></item>"
    )
    assert [entry.tags for entry in read(source).entries] == [("Flood & rain", "Orre, the"), ()]


def test_categories_of_atom_have_a_label_or_a_term() -> None:
    tagged = '<category term="cup" label="The Cup"/><category term="goals"/><category label=""/><title type="text">'
    source = ATOM.replace('<title type="text">', tagged).replace("<subtitle>", '<category term="sport"/><subtitle>')
    assert [entry.tags for entry in read(source).entries] == [("The Cup", "goals"), ()]


def test_subjects_of_rss_1_are_tags() -> None:
    source = RDF.replace("<dc:date>", "<dc:subject>Jugglers</dc:subject><dc:date>")
    assert read(source).entries[0].tags == ("Jugglers",)


def test_tags_of_a_json_feed_are_those_of_their_item() -> None:
    source = JSON_FEED.replace('"title": "Bell found"', '"tags": ["Bells", "bells", 7, "Mud, deep"], "title": "x"')
    assert [entry.tags for entry in read_data(capture_of(source), source).entries] == [("Bells", "Mud, deep"), ()]


@pytest.mark.parametrize(
    ("source", "language"),
    [
        (item("<language>de-DE</language><item><description>Words</description></item>"), "de"),
        (item("<language>German</language><item><description>Words</description></item>"), None),
        (ATOM.replace("<feed ", '<feed xml:lang="fr" '), "fr"),
        (ATOM, None),
    ],
)
def test_a_feed_can_declare_its_language(source: str, language: str | None) -> None:
    assert read(source).language == language


def test_a_json_feed_can_declare_its_language() -> None:
    source = JSON_FEED.replace('"version"', '"language": "pt-BR", "version"')
    assert read_data(capture_of(source), source).language == "pt"
