"""Do feed readers find in our feeds what was published, and nothing that was not?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest

from backfile.model.entry import Coverage, Entry
from backfile.model.observation import LiveBlog
from backfile.model.time import Basis, Precision, Time
from backfile.site.feeds import NEWEST, archive_feeds, feeds_of, feeds_of_all, liveblog_feeds, newest_shared
from backfile.site.summary import Summary, summarise
from backfile.site.times import Clock
from backfile.text.slug import Slug
from backfile.workspace.settings import Settings
from tests.site.published import BASE, FULL, build
from tests.site.sample import COVERAGES, STORM_NIGHT, VALLEY_COUNT, clock, entry

ATOM = "{http://www.w3.org/2005/Atom}"


def feed_files(coverages: Sequence[Coverage], settings: Settings) -> Iterator[tuple[str, str]]:
    """Every feed: its path and its text."""
    for coverage in coverages:
        yield from liveblog_feeds(coverage, settings)
    held = {(each.slug, entry.slug): (each, entry) for each in coverages for entry in each.entries}
    yield from archive_feeds([held[place] for place in newest_shared(summaries(coverages), settings)], settings)


def summaries(coverages: Sequence[Coverage]) -> list[Summary]:
    return [summarise(coverage, Clock.of("UTC")) for coverage in coverages]


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return dict(feed_files(COVERAGES, FULL))


def one(text: str = "Words.", **given: Any) -> Coverage:
    return coverage([entry(text, "Headline", name="one", **given)])


def coverage(entries: Sequence[Entry]) -> Coverage:
    return Coverage(slug=Slug("blog"), key="", liveblog=LiveBlog(headline="Blog"), captures=(), entries=tuple(entries))


def at(precision: Precision, instant: datetime = datetime(2022, 3, 1, tzinfo=UTC)) -> Time:
    return Time(printed="then", instant=instant, precision=precision, basis=Basis.OFFSET)


def test_every_published_live_blog_has_its_feeds(files: dict[str, str]) -> None:
    assert sorted(files) == [
        *("feed.json", "feed.xml", "storm-night/feed.json", "unnamed/feed.json"),
        *("valley-count/feed.json", "valley-count/feed.xml"),  # Atom demands a time of each entry
    ]
    told = {path for coverage in COVERAGES for path in feeds_of(coverage, FULL)} | set(
        feeds_of_all(summaries(COVERAGES), FULL)
    )
    assert told == set(files)


@pytest.mark.parametrize("settings", [Settings(base_url=BASE), replace(FULL, base_url=""), Settings()])
def test_what_is_private_or_has_no_address_has_no_feed(settings: Settings) -> None:
    assert dict(feed_files(COVERAGES, settings)) == {}
    assert feeds_of(VALLEY_COUNT, settings) == feeds_of_all(summaries(COVERAGES), settings) == ()


def test_a_private_live_blog_stands_in_no_feed_of_a_published_archive() -> None:
    made = dict(feed_files(COVERAGES, replace(FULL, liveblogs={"valley-count": "private"})))
    assert not any("valley" in path or "valley-count" in text for path, text in made.items())
    alone = replace(FULL, publish="private", liveblogs={"valley-count": "full"})
    made = dict(feed_files(COVERAGES, alone))
    assert sorted(made) == ["feed.json", "feed.xml", "valley-count/feed.json", "valley-count/feed.xml"]
    assert "storm-night" not in made["feed.json"]


# Atom, as feedparser reads it


@pytest.mark.parametrize("path", ["feed.xml", "valley-count/feed.xml"])
def test_a_feed_reader_reads_the_atom_feed_without_a_complaint(files: dict[str, str], path: str) -> None:
    feed = feedparser.parse(files[path].encode())
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    turnout, counting = feed.entries
    assert turnout.title == "Turnout is up by five points"
    assert turnout.link == turnout.id == f"{BASE}valley-count/turnout-is-up-by-five-points.html"
    assert turnout.published == "2022-03-10T22:32:00Z"
    assert turnout.updated == "2022-03-10T23:04:00Z"
    assert turnout.author == "Noor Haddad"
    assert "Turnout is 61 per cent" in turnout.content[0].value
    assert counting.title == "الفرز مستمر"
    assert counting.author == "The Valley Post"  # nobody signed it
    assert feed.feed.updated == "2022-03-10T23:04:00Z"
    assert feed.feed.rights == FULL.rights


def test_the_archive_is_not_taken_for_the_author_of_what_nobody_signed() -> None:
    made = dict(feed_files([one(published=at(Precision.MINUTE))], FULL))
    (only,) = feedparser.parse(made["feed.xml"].encode()).entries
    assert only.author == "Author not known"
    assert "authors" not in json.loads(made["feed.json"])["items"][0]


def test_the_feed_holds_each_element_that_rfc_4287_demands_once(files: dict[str, str]) -> None:
    for text in (files["feed.xml"], files["valley-count/feed.xml"]):
        feed = ElementTree.fromstring(text)
        assert feed.tag == f"{ATOM}feed"
        assert [len(feed.findall(ATOM + name)) for name in ("id", "title", "updated", "author")] == [1] * 4
        assert [link.get("href") for link in feed.findall(f"{ATOM}link[@rel='self']")] == [feed.findtext(f"{ATOM}id")]
        ids = [each.findtext(f"{ATOM}id") for each in feed.findall(f"{ATOM}entry")]
        assert len(set(ids)) == len(ids)
        for each in feed.findall(f"{ATOM}entry"):
            assert [len(each.findall(ATOM + name)) for name in ("id", "title", "updated", "content")] == [1] * 4


def test_a_live_blog_of_hostile_words_is_still_well_formed() -> None:
    hostile = [replace(each, published=clock("10.32pm", 22, 32)) for each in STORM_NIGHT.entries]
    made = dict(feed_files([replace(STORM_NIGHT, entries=tuple(hostile))], FULL))
    feed = feedparser.parse(made["feed.xml"].encode(), sanitize_html=False)
    assert not feed.bozo
    last = feed.entries[-1]
    assert last.title == "<b>Bold</b> & “quoted” </title><script>alert(1)</script>"
    assert "<script" not in last.content[0].value
    assert "<U+202E>txet" in json.loads(made["feed.json"])["items"][-1]["content_html"].replace("&lt;", "<").replace(
        "&gt;", ">"
    )


@pytest.mark.parametrize(
    ("precision", "published", "in_atom"),
    [
        (Precision.SECOND, True, True),
        (Precision.MINUTE, True, True),
        (Precision.HOUR, True, True),
        (Precision.DAY, False, True),
        (Precision.MONTH, False, False),
        (Precision.YEAR, False, False),
        (Precision.INTERVAL, False, False),
    ],
)
def test_a_day_is_given_no_hour_and_a_month_no_day(precision: Precision, published: bool, in_atom: bool) -> None:
    made = dict(feed_files([one(published=at(precision))], FULL))
    assert ("feed.xml" in made) is in_atom
    assert ("<published>" in made.get("feed.xml", "")) is published
    assert ("date_published" in made["feed.json"]) is published


def test_the_time_of_a_capture_stands_for_none(files: dict[str, str]) -> None:
    assert not any("2021-11-27" in text or "2022-03-10T14:05" in text for text in files.values())


def test_altered_withdrawn_and_cut_entries_say_so() -> None:
    made = one("short", altered="These words are mine.")
    made = replace(made, entries=(replace(made.entries[0], withdrawn="deleted by the publisher"),))
    (item,) = json.loads(dict(feed_files([made], FULL))["feed.json"])["items"]
    assert "not the publisher’s words" in item["content_html"]
    assert "deleted by the publisher" in item["content_html"]


# JSON Feed, by https://www.jsonfeed.org/version/1.1/


def test_the_json_feed_has_the_keys_of_the_standard_and_no_others(files: dict[str, str]) -> None:
    for path, text in files.items():
        if path.endswith(".json"):
            feed = json.loads(text)
            assert (
                {"version", "title", "items"}
                <= feed.keys()
                <= {*("version", "title", "home_page_url", "feed_url", "description", "items")}
            )
            assert feed["version"] == "https://jsonfeed.org/version/1.1"
            assert feed["feed_url"] == BASE + path
            for item in feed["items"]:
                assert (
                    {"id", "content_html"}
                    <= item.keys()
                    <= {
                        *("id", "url", "external_url", "title", "content_html", "date_published", "date_modified"),
                        *("authors", "tags", "language"),
                    }
                )
                assert all(author.keys() == {"name"} for author in item["authors"])
                for key in ("date_published", "date_modified"):
                    assert key not in item or datetime.fromisoformat(item[key]).tzinfo == UTC


def test_an_entry_without_a_headline_or_a_time_has_none_in_the_feed(files: dict[str, str]) -> None:
    items = {item["id"]: item for item in json.loads(files["storm-night/feed.json"])["items"]}
    bare = items[f"{BASE}storm-night/nine-thousand.html"]
    assert not {"title", "date_published", "date_modified"} & bare.keys()
    assert bare["external_url"] == "https://news.example/live/storm-night"
    assert len(items) == 5


def test_the_feed_of_the_archive_holds_the_newest_the_feed_of_a_live_blog_all() -> None:
    begin = datetime(2022, 3, 1, tzinfo=UTC)
    entries = [
        entry("Words.", f"Number {number}", published=at(Precision.MINUTE, begin + timedelta(minutes=number)))
        for number in range(NEWEST + 10)
    ]
    made = dict(feed_files([coverage(entries)], FULL))
    whole = [item["title"] for item in json.loads(made["feed.json"])["items"]]
    assert whole == [f"Number {number}" for number in reversed(range(10, NEWEST + 10))]
    assert len(feedparser.parse(made["feed.xml"].encode()).entries) == NEWEST
    assert len(feedparser.parse(made["blog/feed.xml"].encode()).entries) == NEWEST + 10


def test_the_feeds_are_written_and_go_when_the_archive_becomes_private(tmp_path: Path) -> None:
    assert {"feed.xml", "feed.json", "valley-count/feed.xml"} <= build(tmp_path).keys()
    (tmp_path / "mine.xml").write_text("<mine/>", encoding="utf-8")
    (tmp_path / "mine.json").write_text("{}", encoding="utf-8")
    left = build(tmp_path, replace(FULL, publish="private"))
    assert [path for path in left if path.endswith((".xml", ".json", ".txt"))] == ["mine.json", "mine.xml"]
