"""What stands on each page, for a reader, a screen reader and a browser with no script."""

from __future__ import annotations

import gzip
import posixpath
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from backfile.site.render import POLICY
from backfile.text.slug import Slug
from tests.site.conftest import SETTINGS
from tests.site.markup import Markup, parse
from tests.site.sample import COUNT, COVERAGES, STORM, STORM_NIGHT, VALLEY_COUNT, clock, entry, write_site

SEARCH_SCRIPTS = ["assets/search.js", "assets/search/head.js", "assets/search-page.js"]


def pages(site: Path) -> dict[str, Markup]:
    return {
        path.relative_to(site).as_posix(): parse(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


def page(site: Path, path: str) -> Markup:
    return parse((site / path).read_text(encoding="utf-8"))


LISTS = ("byline", "day", "month", "publisher", "tag")


def test_there_is_a_page_for_everything_that_is_held(site: Path) -> None:
    expected = {"index.html", "search.html", "about.html", "changes.html", "404.html"}
    for coverage in COVERAGES:
        expected.add(f"{coverage.slug}/index.html")
        expected |= {f"{coverage.slug}/{entry.slug}.html" for entry in coverage.entries}
        edited = (entry for entry in coverage.entries if len(entry.revisions) > 1)
        expected |= {f"{coverage.slug}/{entry.slug}.history.html" for entry in edited}
    lists = {path for path in pages(site) if path.startswith(LISTS)}  # test_listings.py looks at these
    assert pages(site).keys() - lists == expected
    assert lists


def test_every_page_is_well_formed(site: Path) -> None:
    for path, markup in pages(site).items():
        assert markup.unbalanced == [], path
        ids = [attributes["id"] for _, attributes in markup.tags if "id" in attributes]
        assert len(ids) == len(set(ids)), path


def test_every_page_has_the_policy_before_anything_it_could_load(site: Path) -> None:
    for path, markup in pages(site).items():
        names = [name for name, _ in markup.tags]
        assert [meta["content"] for meta in markup.all("meta") if meta.get("http-equiv")] == [POLICY], path
        assert names.index("meta") < names.index("link"), path


def test_nothing_is_inline_and_only_the_search_page_has_scripts(site: Path) -> None:
    for path, markup in pages(site).items():
        scripts = [str(script["src"]).partition("?")[0] for script in markup.all("script")]  # behind it: of which build
        assert scripts == (SEARCH_SCRIPTS if path == "search.html" else []), path
        assert not markup.all("style"), path
        for _, attributes in markup.tags:
            assert "style" not in attributes, path
            assert not any(name.startswith("on") for name in attributes), path


def test_every_relative_link_leads_to_a_file_and_an_id_that_is_there(site: Path) -> None:
    held = pages(site)
    for path, markup in held.items():
        for _, attributes in markup.tags:
            for link in (attributes.get("href"), attributes.get("src")):
                if link is None or link.startswith(("https://", "data:,")):
                    continue
                file, _, fragment = link.partition("#")
                file = file.partition("?")[0]
                if path == "404.html":  # shown in the place of any page, so its links begin at the top of the host
                    file = file.removeprefix("/")
                target = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
                assert (site / target).is_file(), f"{path} -> {link}"
                assert not target.startswith(".."), f"{path} -> {link}"
                if fragment:
                    assert any(each.get("id") == fragment for _, each in held[target].tags), f"{path} -> {link}"


def test_links_out_give_no_page_away(site: Path) -> None:
    links = [link for markup in pages(site).values() for link in markup.all("a") if ":" in link["href"]]
    assert links
    for link in links:
        assert link["href"].startswith("https://news.example/")
        assert link["rel"] == "noopener noreferrer nofollow"


def test_addresses_that_are_no_links_stand_as_text(site: Path) -> None:
    about = page(site, "about.html")
    assert "javascript:alert(1)" in about.text
    assert not any("javascript" in link["href"] for link in about.all("a"))


def test_a_private_archive_asks_to_be_left_out_of_search_engines(site: Path) -> None:
    for path, markup in pages(site).items():
        named = {meta["name"]: meta["content"] for meta in markup.all("meta") if "name" in meta}
        assert named["robots"] == "noindex, nofollow", path
        assert named["referrer"] == "no-referrer", path


def test_every_page_can_be_walked_without_eyes(site: Path) -> None:
    for path, markup in pages(site).items():
        names = [name for name, _ in markup.tags]
        assert markup.all("html") == [{"lang": "en"}], path
        for landmark in ("main", "nav", "footer"):
            assert landmark in names, path
        assert {"class": "skip", "href": "#main"} in markup.all("a"), path
        levels = markup.headings()
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        for before, after in pairwise(levels):
            assert after <= before + 1, f"{path}: h{before} then h{after}"
        for link in markup.all("a"):
            assert link["href"], path


def test_archived_text_says_that_its_language_is_not_known_and_finds_its_direction(site: Path) -> None:
    arabic = page(site, "valley-count/alfrz-mstmr.html")
    assert {"lang": "", "dir": "auto"} in arabic.all("h1")
    assert all(paragraph == {"dir": "auto"} for paragraph in arabic.all("p") if "class" not in paragraph and paragraph)
    for markup in pages(site).values():
        assert all(bdi.get("lang", "") == "" for bdi in markup.all("bdi"))


def test_no_page_shows_a_character_that_steers_or_a_payload_that_lives(site: Path) -> None:
    for path in site.rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            assert "\u202e" not in text, path
            assert "\x1b" not in text, path
    hostile = page(site, "storm-night/hostile.html")
    assert "<script>alert(1)</script>" in hostile.text
    assert "<U+202E>txet" in hostile.text
    assert not {"script", "img", "b", "i"} & {name for name, _ in hostile.tags}


def test_the_home_page_tells_what_is_held(site: Path) -> None:
    text = page(site, "index.html").text
    assert "8 entries of 3 live blogs, from 4 captures" in text
    assert "10 March 2022" in text and "1 without a usable time" in text
    for told in ("Storm night", "Harbour Gazette", "5 entries", "times not given"):
        assert told in text


def test_a_live_blogs_page_holds_all_its_entries_in_order(site: Path) -> None:
    markup = page(site, "storm-night/index.html")
    articles = [article["id"] for article in markup.all("article")]
    assert articles == [entry.slug for entry in STORM_NIGHT.entries]
    links = [link["href"] for link in markup.all("a")]
    places = [links.index(f"{slug}.html") for slug in articles]
    assert places == sorted(places)
    for told in ("by the width of a hand", "paper/storm-night.txt", "27 November 2021", "not known", "No headline:"):
        assert told in markup.text
    assert "Time not given" not in markup.text  # said once, at the head: no entry has one
    assert "times not given" in markup.text
    assert "10.32pm = 10 March 2022, 22:32 UTC" in page(site, "valley-count/index.html").text


def test_a_live_blog_without_a_headline_has_one_name(tmp_path: Path) -> None:
    nameless = replace(VALLEY_COUNT, liveblog=replace(VALLEY_COUNT.liveblog, headline=None))
    write_site(tmp_path, [nameless], SETTINGS)
    home, its = (tmp_path / "index.html").read_text("utf-8"), (tmp_path / "valley-count/index.html").read_text("utf-8")
    assert '<a href="valley-count/index.html">valley-count</a></h2>' in home
    assert ">valley-count</h1>" in its and "<title>valley-count · " in its
    assert "<span>No headline</span>" in its


def test_a_printed_clock_stands_with_no_day_of_another_zone(tmp_path: Path) -> None:
    """Half past nine in the evening of the tenth is half past six of the eleventh, in Tokyo."""
    late = entry("The wall holds.", "Wall", byline=("Ann Poe",), published=clock("9.30pm GMT", 21, 30))
    write_site(tmp_path, [replace(VALLEY_COUNT, entries=(late,))], replace(SETTINGS, zone="Asia/Tokyo"))
    for path in ("valley-count/index.html", "byline/ann-poe.html"):
        assert "9.30pm GMT = 11 March 2022, 06:30 Asia/Tokyo" in page(tmp_path, path).text


def test_an_entrys_page_tells_its_words_and_where_they_come_from(site: Path) -> None:
    markup = page(site, "valley-count/turnout-is-up-by-five-points.html")
    for told in (
        *("Turnout is up by five points", "By Noor Haddad", "10.32pm", "10 March 2022, 22:32 UTC"),
        *(
            "known to the minute (zone of the page)",
            "Updated 11.04pm",
            "count.html",
            COUNT.digest,
            "characters 1,204 to",
        ),
        *("known to the second (recorded in the capture)", "valley-count/turnout-is-up-by-five-points"),
    ):
        assert told in markup.text
    assert {"datetime": "2022-03-10T22:32Z"} in markup.all("time")
    assert {"rel": "alternate", "type": "text/markdown", "href": "turnout-is-up-by-five-points.md"} in markup.all(
        "link"
    )


def test_what_an_entry_does_not_have_is_said_plainly(site: Path) -> None:
    bare = page(site, "storm-night/nine-thousand.html")
    written = (site / "storm-night/nine-thousand.html").read_text(encoding="utf-8")
    assert '<h1 class="unknown">No headline: <bdi lang="">Nine thousand' in written
    assert '<summary>What stands there<span class="unseen">: <bdi lang="">paper/storm-night.txt' in written
    assert "Time not given" in bare.text
    assert STORM.digest in bare.text
    printed = page(site, "valley-count/polls-close.html")
    assert "Last night" in printed.text
    assert printed.all("time")[0]["datetime"] == "2022-03-10T14:05:02Z"  # of the capture, not of the entry
    assert "nothing says which instant it is" in printed.text


@pytest.fixture(scope="module")
def tagged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A live blog of two days whose page says that it has more entries; one is of a known language and has tags."""
    folder = tmp_path_factory.mktemp("tagged")
    turnout, *others = VALLEY_COUNT.entries
    entries = (
        replace(turnout, slug=Slug("late"), published=clock("0.10am", 0, 10, 11)),
        replace(turnout, language="de", tags=("Wahl & Zahl", "\u200b")),
        *others,
    )
    coverage = replace(VALLEY_COUNT, liveblog=replace(VALLEY_COUNT.liveblog, declared=25), entries=entries)
    write_site(folder, [coverage], SETTINGS)
    return folder


def test_an_entry_leads_to_its_day_byline_publisher_tags_and_to_similar_entries(tagged: Path) -> None:
    markup = page(tagged, "valley-count/turnout-is-up-by-five-points.html")
    links = [link["href"] for link in markup.all("a")]
    for link in (
        "../day/2022-03-10.html",
        "../byline/noor-haddad.html",
        "../publisher/the-valley-post.html",
        "../search.html?q=turnout+is+up+by+five+points",
    ):
        assert link in links
    [tag] = [link for link in links if link.startswith("../tag/")]
    assert "Wahl & Zahl" in page(tagged, f"valley-count/{tag}").text
    undated = [link["href"] for link in page(tagged, "valley-count/polls-close.html").all("a")]
    assert not any(link.startswith("../day/") for link in undated)


def test_the_language_of_words_is_said_where_it_is_known(tagged: Path) -> None:
    known = page(tagged, "valley-count/turnout-is-up-by-five-points.html")
    assert {"lang": "de", "dir": "auto"} in known.all("h1")
    assert {"class": "words", "lang": "de"} in known.all("div")
    assert {"class": "words", "lang": ""} in page(tagged, "valley-count/late.html").all("div")
    assert [words["lang"] for words in page(tagged, "valley-count/index.html").all("div") if "lang" in words] == [
        *("", "de", "", "")
    ]


def test_a_live_blogs_page_says_how_complete_it_is(tagged: Path, site: Path) -> None:
    markup = page(tagged, "valley-count/index.html")
    assert "4 of 25 entries (what this means)" in markup.text
    assert {"href": "../about.html#how-complete"} in markup.all("a")
    assert {"id": "how-complete"} in page(tagged, "about.html").all("dt")
    assert "what this means" not in page(site, "valley-count/index.html").text


def test_a_live_blogs_page_has_a_timeline_that_leads_to_its_hours_and_days(tagged: Path, site: Path) -> None:
    markup = page(tagged, "valley-count/index.html")
    [timeline] = [nav for nav in markup.all("nav") if nav.get("class") == "timeline"]
    assert timeline["aria-labelledby"] == "timeline"
    links = [link["href"] for link in markup.all("a")]
    start = links.index("#late")
    assert links[start : start + 6] == [
        *("#late", "#late", "../day/2022-03-11.html"),
        *("#turnout-is-up-by-five-points", "#turnout-is-up-by-five-points", "#alfrz-mstmr"),
    ]
    assert links.count("#timeline") == 2  # back from the beginning of each day
    assert not any(nav.get("class") == "timeline" for nav in page(site, "storm-night/index.html").all("nav"))


def test_the_timeline_of_a_live_blog_of_many_days_can_be_folded(tmp_path: Path) -> None:
    entries = [
        entry("Words.", name=f"e{number}", published=clock("", number % 24, 5, 1 + number // 20))
        for number in range(500)
    ]
    coverage = replace(VALLEY_COUNT, entries=tuple(entries[::-1]))
    write_site(tmp_path, [coverage], SETTINGS)
    markup = page(tmp_path, "valley-count/index.html")
    assert markup.unbalanced == []
    assert len(markup.all("details")) == len(markup.all("summary")) == 25
    ids = {article["id"] for article in markup.all("article")}
    assert len(ids) == 500
    assert {link["href"][1:] for link in markup.all("a") if link["href"].startswith("#e")} <= ids


def test_entries_lead_to_their_neighbours(site: Path) -> None:
    turns = {
        link["rel"]: link["href"] for link in page(site, "storm-night/nine-thousand.html").all("a") if "rel" in link
    }
    assert turns["prev"] == "ferries-cancelled-until-friday.html"
    assert turns["next"] == "bridge-reopens.html"
    first = [link.get("rel") for link in page(site, "valley-count/turnout-is-up-by-five-points.html").all("a")]
    assert "prev" not in first
    assert "next" in first


def said(markup: Markup) -> str:
    """What is read out, on one line."""
    return " ".join(markup.text.split())


def test_an_edit_is_marked_and_its_words_are_told_for_the_eye_and_for_the_ear(site: Path) -> None:
    markup = page(site, "storm-night/ferries-cancelled-until-friday.html")
    assert {"class": "badge", "href": "#became"} in markup.all("a")
    assert "What became of it" in markup.text
    assert "untilremoved: Thursdayadded: Friday at the earliest, the company said." in said(markup)
    assert (len(markup.all("del")), len(markup.all("ins"))) == (2, 3)
    assert {"href": "ferries-cancelled-until-friday.history.html"} in markup.all("a")
    plain = page(site, "storm-night/nine-thousand.html")
    assert "What became of it" not in plain.text
    assert not plain.all("ins")


def test_all_wordings_stand_on_a_page_with_what_shows_them(site: Path) -> None:
    markup = page(site, "storm-night/ferries-cancelled-until-friday.history.html")
    for told in ("Revision 1", "Revision 2", "until Thursday, the company said", "paper/storm-night.txt"):
        assert told in markup.text
    assert markup.text.count("pasted text: nothing in it proves where it came from") == 2
    assert "27 November 2021, known to the day (stated by a person)" in markup.text
    assert {"href": "ferries-cancelled-until-friday.html"} in markup.all("a")
    assert not (site / "storm-night" / "nine-thousand.history.html").exists()


def test_the_kind_of_evidence_stands_on_every_entrys_page(site: Path) -> None:
    told = {
        path.parent.name: text
        for path in sorted(site.glob("*/*.html"))
        if "Where this comes from" in (text := page(site, path.relative_to(site).as_posix()).text)
        and path.name not in ("index.html",)
    }
    assert "pasted text: nothing in it proves where it came from" in told["storm-night"]
    assert "saved page, capture time recorded in it" in told["valley-count"]


def test_words_that_are_known_only_from_later_are_said_to_be(tmp_path: Path) -> None:
    early, late = clock("9.58pm", 21, 58), clock("11.04pm", 23, 4)
    updated = entry("Turnout is up.", "Turnout", published=early, updated=late, capture=COUNT)
    updated = replace(updated, revisions=(replace(updated.newest, updated=late),))
    coverage = replace(
        VALLEY_COUNT,
        captures=(replace(COUNT, captured=None),),
        entries=(updated, entry("Polls close.", "Polls", published=early, capture=COUNT)),
    )
    write_site(tmp_path, [coverage], SETTINGS)
    text = said(page(tmp_path, "valley-count/turnout.html"))
    assert "updated, as the publisher says: 11.04pm" in text
    assert "Which words stood there before is not known." in text
    assert "These words are known from" not in said(page(tmp_path, "valley-count/polls.html"))


def test_changes_from_capture_to_capture_are_listed(site: Path) -> None:
    markup = page(site, "changes.html")
    assert {"href": "storm-night/ferries-cancelled-until-friday.history.html"} in markup.all("a")
    assert "edited" in markup.text
    assert len(markup.all("time")) == 5  # one edit, and four entries that the first capture lacks
    assert {"href": "changes.html"} in page(site, "index.html").all("a")


def test_altered_words_never_pass_as_the_publishers(site: Path) -> None:
    for path in ("storm-night/bridge-reopens.html", "storm-night/index.html"):
        text = page(site, path).text
        assert "Altered by hand since it was captured: these are not the publisher’s words." in text, path
    text = page(site, "storm-night/bridge-reopens.html").text
    assert "As it was captured" in text
    assert "The bridge is open again." in text
    assert "Altered by hand" not in page(site, "storm-night/nine-thousand.html").text


def test_the_about_page_explains_the_words_and_lists_the_captures(site: Path) -> None:
    markup = page(site, "about.html")
    for told in ("Time not given", "Altered", "sha256", STORM.digest, COUNT.digest, "18,204 bytes", "1 byte"):
        assert told in markup.text


def test_the_search_page_lists_what_is_held_without_any_script(site: Path) -> None:
    markup = page(site, "search.html")
    assert "Held here: 8 entries of 3 live blogs" in markup.text
    assert "Searching needs JavaScript" in markup.text
    assert {"href": "storm-night/index.html"} in markup.all("a")
    assert {"id": "spoken", "role": "status"} in markup.all("p")
    assert "hidden" in markup.all("form")[0]


@pytest.mark.parametrize("path", ["storm-night/ferries-cancelled-until-friday.html", "storm-night/bridge-reopens.html"])
def test_an_entrys_page_weighs_little(site: Path, path: str) -> None:
    markup = page(site, path)
    loaded = [link["href"] for link in markup.all("link") if link["rel"] == "stylesheet"]
    files = [site / path, *((site / path).parent / each for each in loaded)]
    assert sum(len(gzip.compress(file.read_bytes(), mtime=0)) for file in files) <= 6 * 1024
    assert 1 + len(loaded) + len(markup.all("script")) + len(markup.all("img")) <= 3
