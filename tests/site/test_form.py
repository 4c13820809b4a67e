"""A site of one page a live blog: is every entry found where all that points to it says?"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from backfile.model.permalink import permalink
from backfile.site.form import LIVEBLOG, USUAL, Form
from tests.browser import find_browser
from tests.site import test_pages as laws
from tests.site.conftest import SETTINGS
from tests.site.markup import parse
from tests.site.published import BASE, FULL, data_of
from tests.site.sample import COVERAGES, STORM_NIGHT, write_site

WHOLE = Form(pages=LIVEBLOG, markdown=False)
ENTRIES = {(coverage.slug, entry.slug) for coverage in COVERAGES for entry in coverage.entries}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    write_site(folder, COVERAGES, SETTINGS, form=WHOLE)
    return folder


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    write_site(folder, COVERAGES, FULL, form=WHOLE)
    return folder


def test_there_is_one_page_for_each_live_blog_with_an_anchor_for_each_entry(whole: Path) -> None:
    for coverage in COVERAGES:
        assert [path.name for path in (whole / coverage.slug).iterdir()] == ["index.html"]
        page = parse((whole / coverage.slug / "index.html").read_text(encoding="utf-8"))
        assert [article["id"] for article in page.all("article")] == [entry.slug for entry in coverage.entries]


@pytest.mark.parametrize(
    "law",
    [
        laws.test_every_page_is_well_formed,
        laws.test_nothing_is_inline_and_only_the_search_page_has_scripts,
        laws.test_every_relative_link_leads_to_a_file_and_an_id_that_is_there,
        laws.test_every_page_can_be_walked_without_eyes,
        laws.test_a_private_archive_asks_to_be_left_out_of_search_engines,
    ],
    ids=lambda law: law.__name__,
)
def test_the_laws_of_all_pages_hold(whole: Path, law: Callable[[Path], None]) -> None:
    law(whole)


def test_a_live_blogs_page_says_all_that_the_pages_of_its_entries_would(whole: Path) -> None:
    text = parse((whole / "storm-night" / "index.html").read_text(encoding="utf-8")).text
    for said in (
        "The 2 wordings, and what shows them",
        "Ferries cancelled until Thursday",
        "storm-night.txt",
        "characters 1,204 to",
        "storm-night/",
    ):
        assert said in text
    assert text.count("What stands there") == len(STORM_NIGHT.entries)


def test_lists_lead_to_the_anchors(whole: Path) -> None:
    led = set()
    for path in whole.glob("byline/*.html"):
        for link in parse(path.read_text(encoding="utf-8")).all("a"):
            page, _, anchor = posixpath.normpath(f"byline/{link['href']}").partition("/index.html#")
            led.add((page, anchor))
    assert {(coverage.slug, entry.slug) for coverage in COVERAGES for entry in coverage.entries if entry.byline} <= led


def test_feeds_metadata_and_sitemap_name_the_anchors_and_no_page_that_is_not_there(published: Path) -> None:
    addresses = {f"{BASE}{liveblog}/#{slug}" for liveblog, slug in ENTRIES}
    told = {item["url"] for item in json.loads((published / "feed.json").read_text(encoding="utf-8"))["items"]}
    assert told == addresses
    data = data_of((published / "storm-night" / "index.html").read_text(encoding="utf-8"))
    assert {each["archivedAt"] for each in data["liveBlogUpdate"]} <= addresses
    located = [element.text or "" for element in ElementTree.parse(published / "sitemap.xml").iter() if element.text]
    for address in filter(str.strip, located):
        assert (published / address.removeprefix(BASE) / ("index.html" if address.endswith("/") else "")).is_file()


def test_what_was_published_another_way_goes_and_comes_back(tmp_path: Path) -> None:
    write_site(tmp_path, COVERAGES, SETTINGS)
    usual = {path.relative_to(tmp_path) for path in tmp_path.rglob("*.html")}
    write_site(tmp_path, COVERAGES, SETTINGS, form=WHOLE)
    assert len(list(tmp_path.rglob("*.html"))) == len(usual) - len(ENTRIES) - 1  # and a history
    write_site(tmp_path, COVERAGES, SETTINGS)
    assert {path.relative_to(tmp_path) for path in tmp_path.rglob("*.html")} == usual


@pytest.mark.parametrize("form", [USUAL, WHOLE])
def test_the_rule_for_the_search_page_gives_the_address(form: Form) -> None:
    between, ending = form.rule
    for liveblog, slug in ENTRIES:
        assert permalink(liveblog, slug).replace("/", between) + ending == form.entry(liveblog, slug)


def test_results_of_a_search_lead_to_the_anchors(whole: Path) -> None:
    shown = find_browser().dump_dom(f"{(whole / 'search.html').as_uri()}?q=ferries")
    assert 'href="storm-night/index.html#ferries-cancelled-until-friday"' in shown.partition('id="hits"')[2]
