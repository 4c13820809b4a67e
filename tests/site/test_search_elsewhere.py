"""The search answers alike in Node and in Firefox, from a disk: the queries and fixtures that Chromium is asked."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from backfile.desk.search.documents import documents_of
from tests.browser import Loads, serve
from tests.firefox import Firefox, open_firefox
from tests.node import find_node
from tests.site.conftest import SETTINGS
from tests.site.sample import COVERAGES, postings, write_site
from tests.site.test_search_parity import LANGUAGES, entries, queries
from tests.site.test_search_script import FIXTURES, QUERIES, SUBJECTS, TONGUES, assert_all_same, run


@pytest.fixture(scope="module", params=["node", "firefox"])
def elsewhere(request: pytest.FixtureRequest) -> Iterator[Loads]:
    if request.param == "node":
        yield find_node()
    else:
        with open_firefox() as firefox:
            yield firefox


@pytest.fixture(scope="module")
def firefox() -> Iterator[Firefox]:
    with open_firefox() as opened:
        yield opened


def test_it_answers_as_the_command_line(elsewhere: Loads, tmp_path: Path) -> None:
    assert_all_same(elsewhere, tmp_path, [*documents_of(COVERAGES), *TONGUES], QUERIES, "Europe/Kyiv")


def test_two_hundred_queries_of_every_class_are_answered_alike(elsewhere: Loads, tmp_path: Path) -> None:
    words = [word for own in LANGUAGES.values() for word in own.split()]
    every = [query for its in queries(words, random.Random(200)).values() for query in its]
    assert_all_same(elsewhere, tmp_path, list(entries(1_000)), every)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_words_of_each_example_are_those_it_says(elsewhere: Loads, tmp_path: Path, subject: str) -> None:
    examples = json.loads((FIXTURES / f"{subject}.json").read_text(encoding="utf-8"))
    script = f"""
    const folds = async (text) => (await backfileSearch.words(text)).map((word) => word.fold);
    Promise.all({json.dumps([each["text"] for each in examples])}.map(folds)).then((all) => {{
      document.getElementById("answers").textContent = JSON.stringify(all);
    }});
    """
    for each, held in zip(examples, run(elsewhere, tmp_path, postings([]), script), strict=True):
        assert held == each["words"], each["text"]


@pytest.mark.parametrize("place", ["disk", "http", "sub-folder"])
def test_the_search_page_answers_in_firefox(firefox: Firefox, tmp_path: Path, place: str) -> None:
    """Typed, finished and gone back from; under the policy of the page."""
    site = tmp_path / "news" / "archive"
    write_site(site, COVERAGES, SETTINGS)
    top = {"disk": site, "http": site, "sub-folder": tmp_path}[place]
    with serve(top) as address:
        page = (site / "search.html").as_uri() if place == "disk" else f"{address}/search.html"
        firefox.open(page if place != "sub-folder" else f"{address}/news/archive/search.html")
        firefox.until("return document.activeElement.id === 'q'")
        firefox.type("#q", "ferries")
        said = "return document.getElementById('status').textContent"
        assert firefox.until(said).startswith("2 entries found for “ferries”")
        assert firefox.until("return document.querySelectorAll('#hits mark').length") == 2
        firefox.type("#q", "\ue007")  # Enter
        firefox.until("return location.search === '?q=ferries'")
        firefox.open(firefox.ask("return location.href"))
        assert firefox.until(said).startswith("2 entries")
