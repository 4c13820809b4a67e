"""The site in a real browser: from the disk and over HTTP, in any folder, with and without scripts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.browser import Browser, find_browser, serve
from tests.site.conftest import SETTINGS
from tests.site.markup import parse
from tests.site.sample import STORM_NIGHT, entry, write_site


@pytest.fixture(scope="module", params=["file", "http", "a folder of a server"])
def address(request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site's top is found: on the disk, on a server, and deep in a server."""
    if request.param == "file":
        yield site.as_uri()
    elif request.param == "http":
        with serve(site) as top:
            yield top
    else:
        root = tmp_path_factory.mktemp("server")
        shutil.copytree(site, root / "some where" / "site")
        with serve(root) as top:
            yield f"{top}/some%20where/site"


def hits(page: str) -> list[str]:
    """The addresses of the results that a search page shows."""
    shown = page.partition('id="hits"')[2].partition("</ol>")[0]
    return [link["href"] for link in parse(shown).all("a")]


def status(page: str) -> str:
    return parse("<p " + page.partition('id="status"')[2].partition("</p>")[0] + "</p>").text


def test_a_search_by_address_shows_its_results(browser: Browser, address: str) -> None:
    page = browser.dump_dom(f"{address}/search.html?q=ferries", height=2_000)
    assert status(page) == "2 entries found for “ferries”, best first."
    assert hits(page) == [
        "storm-night/ferries-cancelled-until-friday.html",
        "valley-count/turnout-is-up-by-five-points.html",
    ]
    shown = parse(page)
    assert "All ferries stay in port" in shown.text
    assert "time not given" in shown.text
    assert {"datetime": "2022-03-10T22:32Z"} in shown.all("time")
    assert len(shown.all("mark")) == 2
    assert "hidden" not in shown.all("form")[0]


def test_no_page_makes_the_browser_complain(browser: Browser, address: str) -> None:
    for path in (
        "index.html",
        "about.html",
        "search.html?q=ferry",
        "storm-night/index.html",
        "storm-night/hostile.html",
    ):
        assert browser.console(f"{address}/{path}") == "", path


def test_a_page_that_breaks_its_policy_does_make_the_browser_complain(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    page = (site / "about.html").read_text(encoding="utf-8")
    (tmp_path / "about.html").write_text(page.replace("</body>", "<script>alert(1)</script></body>"), encoding="utf-8")
    assert "Content Security Policy" in browser.console(f"{tmp_path.as_uri()}/about.html")


def test_a_search_that_finds_nothing_says_what_is_held(browser: Browser, site: Path) -> None:
    page = browser.dump_dom(f"{site.as_uri()}/search.html?q=zeppelin")
    assert status(page) == ("Nothing found for “zeppelin”. Held here: 8 entries of 3 live blogs, from 4 captures.")
    assert {"class": "held", "aria-labelledby": "held"} in parse(page).all("section")


def test_how_a_query_was_read_is_told(browser: Browser, site: Path) -> None:
    page = parse(browser.dump_dom(f"{site.as_uri()}/search.html?q=%22sea+wall"))
    assert "read as plain words: the quotation mark at character 1 is never closed" in page.text
    page = parse(browser.dump_dom(f"{site.as_uri()}/search.html?q=published:2022-03+the"))
    assert "4 more entries match but for the date" in page.text
    page = parse(browser.dump_dom(f"{site.as_uri()}/search.html?q=nosuch:word"))
    assert "Query: there is no field “nosuch”; known are" in page.text
    page = parse(browser.dump_dom(f"{site.as_uri()}/search.html?q=hedline:word"))
    assert "Query: there is no field “hedline”; did you mean “headline”?" in page.text


def test_entries_that_hold_a_part_follow_under_a_line_of_their_own(browser: Browser, site: Path) -> None:
    line = "These hold a part of what was asked for"
    page = browser.dump_dom(f"{site.as_uri()}/search.html?q=ferry+zeppelin")
    assert status(page) == "Nothing found that holds all of “ferry zeppelin”; 2 entries hold a part."
    assert hits(page) == []
    parts = parse(page.partition('id="parts"')[2].partition("</ol>")[0])
    assert len(parts.all("a")) == 2
    assert line in parse(page).text
    assert "hidden" not in next(each for each in parse(page).all("p") if each.get("id") == "part")
    page = browser.dump_dom(f"{site.as_uri()}/search.html?q=ferries")
    assert "hidden" in next(each for each in parse(page).all("p") if each.get("id") == "part")


def test_archived_text_is_never_markup_in_the_results(browser: Browser, site: Path) -> None:
    page = browser.dump_dom(f"{site.as_uri()}/search.html?q=mallory+OR+alert+OR+closed", height=2_000)
    shown = parse(page.partition('id="hits"')[2].partition("</ol>")[0])
    assert not {"script", "img", "b"} & {name for name, _ in shown.tags}
    assert "<b>Bold</b> & “quoted” </title><script>alert(1)</script>" in shown.text
    assert "<U+001B>[31mred<U+202E>txet" in shown.text
    assert "altered by hand" in shown.text


def test_a_query_is_text_too(browser: Browser, site: Path) -> None:
    page = browser.dump_dom(f"{site.as_uri()}/search.html?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E%E2%80%AE")
    assert not parse(page).all("img")
    assert "\u202e" not in status(page)


USING = """
const settled = () => new Promise((resolve) => setTimeout(resolve, 50));
const told = [];
const tell = () => told.push([location.search, document.getElementById("status").textContent, document.title]);
addEventListener("load", async () => {
  const input = document.getElementById("q");
  told.push([document.activeElement.id]);
  for (const query of ["ferries", "wall", "zeppelin"]) {
    input.value = query;
    document.querySelector("form button").click();
    await settled();
    tell();
  }
  history.back();
  await settled();
  tell();
  document.body.dataset.told = JSON.stringify(told);
});
"""


@pytest.mark.parametrize("over", ["file", "http"])
def test_a_search_can_be_typed_linked_to_and_gone_back_to(
    browser: Browser, site: Path, tmp_path: Path, over: str
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    (folder / "assets" / "using.js").write_text(USING, encoding="utf-8")
    search = (folder / "search.html").read_text(encoding="utf-8")
    (folder / "search.html").write_text(
        search.replace("</head>", '<script src="assets/using.js" defer></script></head>'), encoding="utf-8"
    )

    def use(top: str) -> list[list[str]]:
        page = parse(browser.dump_dom(f"{top}/search.html", milliseconds=8_000))
        told: list[list[str]] = json.loads(page.all("body")[0]["data-told"])
        return told

    if over == "file":
        told = use(folder.as_uri())
    else:
        with serve(folder) as top:
            told = use(top)
    assert told[0] == ["q"]
    assert [search for search, *_ in told[1:]] == ["?q=ferries", "?q=wall", "?q=zeppelin", "?q=wall"]
    assert told[1][1].startswith("2 entries found")
    assert told[3][1].startswith("Nothing found")
    assert told[4][1:] == told[2][1:]
    assert told[4][2].startswith("“wall” · Search")


def test_many_results_are_shown_in_portions(browser: Browser, tmp_path: Path) -> None:
    many = [replace(STORM_NIGHT, entries=tuple(entry(f"storm {number}", name=f"e{number}") for number in range(45)))]
    write_site(tmp_path, many, SETTINGS)
    page = browser.dump_dom(f"{tmp_path.as_uri()}/search.html?q=storm")
    assert len(hits(page)) == 10
    assert status(page).startswith("45 entries found")
    [more] = [button for button in parse(page).all("button") if button.get("id") == "more"]
    assert "hidden" not in more


def test_a_missing_browser_skips_or_fails_as_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKFILE_CHROMIUM", "no-such-browser")
    monkeypatch.delenv("BACKFILE_NO_SKIPS", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no Chromium here"):
        find_browser()
    monkeypatch.setenv("BACKFILE_NO_SKIPS", "1")
    with pytest.raises(pytest.fail.Exception, match="no Chromium here"):
        find_browser()
