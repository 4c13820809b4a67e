"""Everybody can read the site: with a screen reader, with the keyboard alone, magnified, in the dark, without motion.

What rules can find, axe-core finds (https://github.com/dequelabs/axe-core); the rest is tried in the browser.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from backfile.model.entry import Coverage
from backfile.model.observation import LiveBlog
from backfile.site.form import LIVEBLOG, Form
from backfile.text.slug import Slug
from tests.browser import miss, serve
from tests.site.published import FULL
from tests.site.sample import COUNT, STORM_NIGHT, UNNAMED, VALLEY_COUNT, clock, entry, write_site
from tests.tab import Tab, open_tab

HOLD_AXE = ("axe_playwright_python", "axe_core_python")  # packages that bring axe.min.js, the newest rules first
TAB, ENTER = ("Tab", 9), ("Enter", 13)

RICH = """\
| Place | Homes without power | What the company says |
|---|---|---|
| Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch | 1,204 | “by noon” |

    a line of code that is far longer than any phone is wide, and must not make the page as wide as itself is

https://news.example/an/address/without/any/blank/in/it/that/goes/on/and/on/until/it/is/wider/than/any/phone/is

## A heading of its own

> Quoted, with a [link](https://news.example/link) in it.
"""


def blog(slug: str, headline: str, days: int, a_day: int) -> Coverage:
    """A live blog of so many days, each with as many entries, at the same hours."""
    entries = tuple(
        replace(
            entry(
                "Pumps are at work.",
                f"Update {number} of day {day}",
                byline=("Ada Quint",),
                published=clock(f"{6 + number % 12}:00", 6 + number % 12, number // 12, day),
                capture=COUNT,
            ),
            tags=("pumps", "sea wall") if number == 0 else (),
        )
        for day in range(11, 11 + days)
        for number in range(a_day)
    )
    named = LiveBlog(headline=headline, publisher="Harbour Gazette")
    return Coverage(slug=Slug(slug), key=slug, liveblog=named, captures=(COUNT,), entries=entries)


STORM = replace(
    STORM_NIGHT,
    entries=(
        replace(STORM_NIGHT.entries[0], tags=("sea wall", "ferries")),
        *STORM_NIGHT.entries[1:],
        entry("", "Rich words", altered=RICH, earlier=[("Poorer words", "Words.")]),
        replace(entry("Struck.", "Struck out"), withdrawn="struck by the publisher"),
    ),
)
ALL = (STORM, UNNAMED, VALLEY_COUNT, blog("few-days", "Few days", 3, 12), blog("many-days", "Many days", 9, 9))
KINDS = {
    "home": "index.html",
    "live blog": "storm-night/index.html",
    "live blog of a few days": "few-days/index.html",
    "live blog of many days": "many-days/index.html",
    "live blog without anything": "unnamed/index.html",
    "entry": "storm-night/sea-wall-has-moved-by-the-width-of-a-hand-harbour-master-says.html",
    "entry without headline": "storm-night/nine-thousand.html",
    "entry with a time": "valley-count/turnout-is-up-by-five-points.html",
    "entry in Arabic": "valley-count/alfrz-mstmr.html",
    "edited entry": "storm-night/ferries-cancelled-until-friday.html",
    "history of an entry": "storm-night/ferries-cancelled-until-friday.history.html",
    "changes": "changes.html",
    "live blog on one page": "whole/storm-night/index.html",
    "altered entry with a table": "storm-night/rich-words.html",
    "withdrawn entry": "storm-night/struck-out.html",
    "hostile entry": "storm-night/hostile.html",
    "days": "day/index.html",
    "day": "day/2022-03-11.html",
    "months": "month/index.html",
    "month": "month/2022-03.html",
    "bylines": "byline/index.html",
    "byline": "byline/ada-quint.html",
    "second page of a byline": "byline/ada-quint/2.html",
    "publishers": "publisher/index.html",
    "publisher": "publisher/harbour-gazette.html",
    "tags": "tag/index.html",
    "tag": "tag/sea-wall.html",
    "search": "search.html",
    "results": "search.html?q=wall",
    "many results": "search.html?q=pumps",
    "results that hold a part": "search.html?q=ferry+zeppelin",
    "no results": "search.html?q=zeppelin",
    "refused query": "search.html?q=nosuch:word",
    "about": "about.html",
    "not found": "404.html",
}


FACETS_ARE_THERE = "document.querySelector('#facets:not([hidden]) > #counts:empty') === null"


@pytest.fixture(scope="module")
def top(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with every kind of page, on a server, where its settings say that it stands: the page for addresses that
    lead nowhere has its links from there."""
    root = tmp_path_factory.mktemp("whole")
    place = urlsplit(FULL.base_url).path
    write_site(root / place.strip("/"), ALL, FULL)
    write_site(root / place.strip("/") / "whole", ALL, FULL, form=Form(pages=LIVEBLOG))
    with serve(root) as address:
        yield address + place


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    with open_tab() as tab:
        yield tab


@pytest.fixture(scope="module", params=KINDS)
def address(request: pytest.FixtureRequest, top: str) -> str:
    """Of a page of each kind. All tests of one page come after another, so that it is loaded once."""
    return top + KINDS[request.param]


@pytest.fixture
def page(address: str, tab: Tab) -> Tab:
    """The tab, with the page in it, as wide as a desk's screen, and all that folds unfolded."""
    tab.prefer()
    tab.resize(1280)
    if tab.ask("location.href") != address:
        tab.open(address)
        assert tab.ask("document.querySelector('main') !== null"), f"no page of ours: {address}"
        if "?q=" in address:
            until(tab, "document.getElementById('status').textContent !== ''")
        tab.ask("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        until(tab, FACETS_ARE_THERE)
    return tab


@pytest.fixture(scope="module")
def axe() -> str:
    """The script that knows the rules."""
    held = [spec.origin for package in HOLD_AXE if (spec := importlib.util.find_spec(package)) and spec.origin]
    if not held:
        miss("no axe-core here (install axe-core-python)")
    return Path(held[0]).with_name("axe.min.js").read_text(encoding="utf-8")


AUDIT = """(async (only) => {
  const size = axe.getRules().some(({ ruleId }) => ruleId === "target-size");
  const rules = size ? { "target-size": { enabled: true } } : {};  // which is of WCAG 2.2, and off unless asked for
  const { violations } = await axe.run(only ? { runOnly: only } : { rules });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}: ${node.failureSummary}`));
})"""


@pytest.mark.parametrize(("scheme", "rules"), [("light", None), ("dark", ["color-contrast"])], ids=["light", "dark"])
def test_no_rule_is_broken(page: Tab, axe: str, scheme: str, rules: list[str] | None) -> None:
    """In the dark, that of contrast: what the others find does not depend on it."""
    page.prefer(prefers_color_scheme=scheme)
    assert page.ask(f"matchMedia('(prefers-color-scheme: {scheme})').matches")
    if page.ask("typeof axe") == "undefined":
        page.ask(axe + "; 0")
    assert page.ask(f"{AUDIT}({json.dumps(rules)})") == []


def test_a_page_that_breaks_rules_is_found_out(tab: Tab, axe: str, tmp_path: Path) -> None:
    bad = '<!doctype html><style>p { color: #999; background: #fff }</style><p>Pale</p><img src="data:,"><h3></h3>'
    (tmp_path / "bad.html").write_text(bad, encoding="utf-8")
    tab.open((tmp_path / "bad.html").as_uri())
    tab.ask(axe + "; 0")
    broken = {line.partition(":")[0] for line in tab.ask(f"{AUDIT}()")}
    assert broken >= {"color-contrast", "html-has-lang", "image-alt", "landmark-one-main", "document-title"}


SEEN = "const seen = (each) => each.checkVisibility({ visibilityProperty: true });"
OUTLINE = f"""(() => {{
  {SEEN}
  const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);
  return {{
    headings: all("h1, h2, h3, h4, h5, h6").map((each) => [Number(each.tagName[1]), each.textContent.trim()]),
    frame: [...document.body.children].map((each) => each.tagName.toLowerCase()),
    navs: all("nav").map((each) =>
      each.ariaLabel ?? document.getElementById(each.getAttribute("aria-labelledby")).textContent),
  }};
}})()"""


def test_headings_and_landmarks_tell_how_a_page_is_made(page: Tab) -> None:
    outline = page.ask(OUTLINE)
    levels = [level for level, _ in outline["headings"]]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels)), outline["headings"]
    assert all(text for _, text in outline["headings"])
    assert outline["frame"] == ["a", "header", "main", "footer"]
    assert len(set(outline["navs"])) == len(outline["navs"])


LINKS = """[...document.querySelectorAll("nav")].map((nav) => [...nav.querySelectorAll("a")].map(
  (link) => [link.ariaLabel ?? link.textContent.replace(/\\s+/g, " ").trim(), link.href]))"""


def test_a_links_words_say_where_it_leads(page: Tab) -> None:
    for links in page.ask(LINKS):
        targets: dict[str, set[str]] = {}
        for words, target in links:
            assert words
            targets.setdefault(words, set()).add(target)
        assert {words: each for words, each in targets.items() if len(each) > 1} == {}


WIDER = """[document.documentElement.scrollWidth, innerWidth, [...document.querySelectorAll("body *")]
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
  .map((each) => each.outerHTML.slice(0, 200)).slice(0, 3)]"""


@pytest.mark.parametrize("width", [640, 320])
def test_magnified_or_on_a_phone_no_page_scrolls_sideways(page: Tab, width: int) -> None:
    """WCAG 2.2, 1.4.10: 1280 pixels at 200 % and at 400 %."""
    page.resize(width)
    scrolled, inner, wider = page.ask(WIDER)
    assert inner == width
    assert scrolled <= inner, wider


@pytest.mark.parametrize("width", [1280, 640])
def test_letters_of_twice_the_size_fit(page: Tab, width: int) -> None:
    """WCAG 2.2, 1.4.4: the letters alone are made larger, as browsers can."""
    page.resize(width)
    page.ask("document.documentElement.style.fontSize = '200%'")
    scrolled, inner, wider = page.ask(WIDER)
    page.ask("document.documentElement.style.fontSize = ''")
    assert scrolled <= inner, wider


MOVING = """[...document.querySelectorAll("*")].flatMap((each) => ["", "::before", "::after"].map((pseudo) => {
  const style = getComputedStyle(each, pseudo);
  const moves = style.transitionDuration.split(", ").some((time) => parseFloat(time) > 0);
  return moves || style.animationName !== "none" || style.scrollBehavior === "smooth" ? each.className : null;
})).filter((name) => name !== null)"""


def test_nothing_moves_for_who_wants_no_motion(page: Tab) -> None:
    page.prefer(prefers_reduced_motion="reduce")
    assert page.ask(MOVING) == []
    page.prefer(prefers_reduced_motion="no-preference")
    assert page.ask(MOVING) == ["skip"]


REACHABLE = f"""(() => {{
  {SEEN}
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
  window.reachable = all.filter((each) => seen(each) && each.tabIndex >= 0);
  document.activeElement.blur();
  return reachable.length;
}})()"""
FOCUSED = """(() => {
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(document.activeElement);
  const { left, right, top, bottom } = document.activeElement.getBoundingClientRect();
  return [reachable.indexOf(document.activeElement), outlineStyle, parseFloat(outlineWidth) >= 2, outlineColor,
    left >= 0 && right <= innerWidth + 1 && bottom > 0 && top < innerHeight];
})()"""
PASSAGES_ARE_THERE = """[...document.querySelectorAll(".passage:empty")].every((each) => {
  const { top, bottom } = each.getBoundingClientRect();
  return bottom < -200 || top > innerHeight + 200;  // which is as far as they are fetched ahead
})"""
ENOUGH = 25  # elements of a page that are tried: what comes after is more of the same


def test_everything_is_reached_by_tab_in_order_and_shows_it(page: Tab) -> None:
    page.prefer(prefers_reduced_motion="reduce")
    count = page.ask(REACHABLE)
    page.press(*TAB)  # from nowhere, or from where the page put the focus
    start = max(0, page.ask(FOCUSED)[0])
    for number in range(start, min(count, start + ENOUGH)):
        until(page, PASSAGES_ARE_THERE)  # what comes in above moves what is below it
        at, style, thick, _, in_sight = page.ask(FOCUSED)
        assert (at, style, thick, in_sight) == (number, "solid", True, True), page.ask(
            "document.activeElement.outerHTML"
        )
        page.press(*TAB)


def test_the_first_link_skips_to_the_text(page: Tab) -> None:
    page.ask("document.querySelector('a').focus()")
    assert page.ask("document.activeElement.className") == "skip"
    page.press(*ENTER)
    page.press(*TAB)
    assert page.ask("document.activeElement.closest('header.top, nav.site') === null")
    page.ask("history.replaceState(null, '', location.href.replace('#main', ''))")


def test_a_search_is_made_with_the_keyboard_alone(top: str, tab: Tab) -> None:
    tab.resize(1280)
    tab.open(f"{top}search.html")
    assert tab.ask("document.activeElement.id") == "q"
    tab.call("Input.insertText", text="pumps")
    tab.press(*ENTER)
    until(tab, results(10))
    until(tab, "document.querySelector('[role=status]').textContent.startsWith('118 entries found')")
    for _ in range(200):
        if tab.ask("document.activeElement.id") == "more":
            break
        tab.press(*TAB)
    tab.press(*ENTER)
    until(tab, results(20))
    assert tab.ask("[...document.querySelectorAll('#hits a')].indexOf(document.activeElement)") == 10


def results(number: int) -> str:
    return f"document.querySelectorAll('#hits > li').length === {number}"


def until(tab: Tab, expression: str) -> None:
    """Wait until the page says that it is so."""
    for _ in range(100):
        if tab.ask(expression):
            return
        tab.wait(50)
    raise AssertionError(f"never: {expression}")
