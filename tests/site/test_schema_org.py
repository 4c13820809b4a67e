"""Does the data in our pages say in schema.org's words what the archive knows, and does our own reader find it?"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import backfile
from backfile.model.entry import Coverage
from backfile.model.time import Basis, Precision, Time
from backfile.site.metadata import head_of_entry
from backfile.site.schema_org import dump_data, entry_data, known_date, liveblog_data
from backfile.site.shown import shown
from backfile.site.times import Clock
from backfile.text.markdown import words
from tests.browser import Browser
from tests.site.published import BASE, EXCERPT, FULL, build, data_of
from tests.site.sample import COVERAGES, STORM_NIGHT, VALLEY_COUNT

UTC_CLOCK = Clock.of("UTC")
TURNOUT = "valley-count/turnout-is-up-by-five-points.html"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("full")
    build(made)
    return made


@pytest.fixture(scope="module")
def files(folder: Path) -> dict[str, str]:
    return build(folder)


@pytest.mark.parametrize(
    ("precision", "told"),
    [
        (Precision.MINUTE, "2022-03-01T00:00Z"),
        (Precision.DAY, "2022-03-01"),
        (Precision.MONTH, "2022-03"),
        (Precision.INTERVAL, ""),
    ],
)
def test_no_more_of_a_time_is_told_than_is_known(precision: Precision, told: str) -> None:
    instant = datetime(2022, 3, 1, tzinfo=UTC)
    assert known_date(Time(printed="x", instant=instant, precision=precision, basis=Basis.OFFSET), UTC_CLOCK) == told
    assert known_date(Time(printed="x"), UTC_CLOCK) == known_date(None, UTC_CLOCK) == ""


def check_types(value: Any) -> None:
    """No text but where schema.org has a text, and nothing that says nothing."""
    assert value not in (None, "", [], {})
    if isinstance(value, dict):
        assert {"@type"} <= value.keys()
        for each in value.values():
            check_types(each)
    elif isinstance(value, list):
        for each in value:
            check_types(each)


def test_a_live_blogs_page_is_a_live_blog_posting_of_its_publisher(files: dict[str, str]) -> None:
    data = data_of(files["storm-night/index.html"])
    check_types(data)
    assert data["@context"] == "https://schema.org"
    assert data["@type"] == "LiveBlogPosting"
    assert data["publisher"] == {"@type": "Organization", "name": "Harbour Gazette"}
    assert data["url"] == "https://news.example/live/storm-night"
    assert data["archivedAt"] == f"{BASE}storm-night/"
    assert data["isPartOf"] == {"@type": "WebSite", "name": FULL.title, "url": BASE}
    assert [update["identifier"] for update in data["liveBlogUpdate"]] == [each.slug for each in STORM_NIGHT.entries]
    assert {update["@type"] for update in data["liveBlogUpdate"]} == {"BlogPosting"}


def test_an_entrys_page_is_a_blog_posting_of_its_live_blog(files: dict[str, str]) -> None:
    data = data_of(files[TURNOUT])
    check_types(data)
    assert data["@type"] == "BlogPosting"
    assert data["author"] == [{"@type": "Person", "name": "Noor Haddad"}]
    assert data["datePublished"] == "2022-03-10T22:32Z"
    assert data["dateModified"] == "2022-03-10T23:04Z"
    assert data["articleBody"] == words(VALLEY_COUNT.entries[0].body)
    assert data["isPartOf"]["@type"] == "LiveBlogPosting"
    assert data["isPartOf"]["archivedAt"] == f"{BASE}valley-count/"
    assert "url" not in data["isPartOf"]  # data:text/html is no address


def test_altered_words_are_not_given_as_the_publishers() -> None:
    bridge = next(each for each in STORM_NIGHT.entries if each.altered)
    assert entry_data(STORM_NIGHT, bridge, FULL, UTC_CLOCK)["articleBody"] == "The bridge is open again."
    unknown = replace(bridge, revisions=(replace(bridge.newest, body=""),))
    assert "articleBody" not in entry_data(STORM_NIGHT, unknown, FULL, UTC_CLOCK)
    head = head_of_entry(STORM_NIGHT, unknown, FULL, UTC_CLOCK)
    assert "description" not in dict(head.names)


def test_an_excerpt_is_no_body(tmp_path: Path) -> None:
    data = data_of(build(tmp_path, EXCERPT)["storm-night/index.html"])
    first, second, *_ = data["liveBlogUpdate"]
    assert first["description"].endswith(" […]")
    assert "articleBody" not in first
    assert "articleBody" in second  # it was short


@given(st.text())
@example("</script><!--<script>")
@example("\u2028\u2029\x00\x7f\ud800\ufffe]]>&amp;")
def test_nothing_in_the_data_ends_its_element_or_a_line(text: str) -> None:
    dumped = dump_data({"headline": text})
    assert not re.search("[<>&\u2028\u2029\ud800-\udfff\ufffe]", dumped)
    assert json.loads(dumped) == {"headline": text}


# The round trip: our own reader on our own pages


@pytest.mark.parametrize("coverage", [COVERAGES[0], COVERAGES[2]], ids=lambda coverage: coverage.slug)
def test_our_own_reader_finds_in_a_published_page_what_the_archive_holds(folder: Path, coverage: Coverage) -> None:
    reading = backfile.read(folder / coverage.slug / "index.html")
    assert reading.warnings == ()
    assert reading.liveblog.headline == coverage.liveblog.headline
    assert reading.liveblog.publisher == coverage.liveblog.publisher
    assert " ".join(reading.liveblog.summary) == " ".join(coverage.liveblog.summary)
    assert len(reading.entries) == len(coverage.entries)
    for found, held in zip(reading.entries, coverage.entries, strict=True):
        assert found.publisher_id == held.slug
        assert found.headline == held.headline
        assert words(found.body) == shown(words(held.newest.body))
        if held.slug != "hostile":  # whose byline is <i>Mallory</i>: a reader takes tags away
            assert found.byline == held.byline
        for there, here in ((found.published, held.published), (found.updated, held.updated)):
            assert (there and there.instant) == (here and here.instant)


def test_the_data_alone_holds_it_too(folder: Path) -> None:
    """As a program reads it that knows nothing of our markup."""
    for coverage in COVERAGES:
        page = (folder / coverage.slug / "index.html").read_text(encoding="utf-8")
        assert data_of(page) == liveblog_data(coverage, FULL, UTC_CLOCK)


@pytest.mark.parametrize("path", ["storm-night/index.html", "valley-count/polls-close.html"])
def test_the_policy_of_the_pages_lets_the_data_stand(folder: Path, browser: Browser, path: str) -> None:
    assert browser.console((folder / path).as_uri()) == ""
