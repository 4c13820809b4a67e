"""The search page as people use it: narrowing down, ordering, typing, other spellings, and what is said when a part of
the site is missing. In a tab of a real browser, from the disk."""

from __future__ import annotations

import calendar
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from backfile.desk.search.documents import documents_of
from backfile.index.postings import collect_postings
from backfile.text.slug import Slug
from tests.site.conftest import SETTINGS
from tests.site.published import EXCERPT
from tests.site.sample import COVERAGES, STORM_NIGHT, VALLEY_COUNT, clock, entry, write_site
from tests.site.test_published import SECRET, coverage
from tests.tab import Tab, open_tab

ENTER, TAB = ("Enter", 13), ("Tab", 9)
PATIENCE = 100  # tries of 50 ms
NARROWED = """(document.getElementById('narrowed').hidden ? undefined
  : [...document.querySelectorAll('#narrowed li')].map((each) => each.textContent))"""
SPOKEN = "document.getElementById('spoken').textContent.trim()"


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    with open_tab() as tab:
        tab.resize(1280, 2_000)
        yield tab


@pytest.fixture
def search(tmp_path: Path) -> str:
    """The address of the search page of a site of its own."""
    write_site(tmp_path, COVERAGES, SETTINGS)
    return (tmp_path / "search.html").as_uri()


def until(tab: Tab, expression: str) -> Any:
    """The value of an expression as soon as there is one."""
    for _ in range(PATIENCE):
        if value := tab.ask(expression):
            return value
        tab.wait(50)
    raise AssertionError(f"never: {expression}; {tab.ask('document.body.innerText')}")


def ask(tab: Tab, search: str, query: str) -> str:
    tab.open(f"{search}?q={query}")
    return status(tab)


def status(tab: Tab) -> str:
    told: str = until(tab, "document.getElementById('status').textContent")
    return told


def headlines(tab: Tab) -> list[str]:
    held: list[str] = tab.ask("[...document.querySelectorAll('#hits h2 a')].map((each) => each.textContent)")
    return held


def test_results_are_told_to_who_hears_the_page_and_passages_follow(tab: Tab, search: str) -> None:
    assert ask(tab, search, "ferries") == "2 entries found for “ferries”, best first."
    assert until(tab, SPOKEN) == "2 entries found for “ferries”, best first."
    assert until(tab, "document.querySelectorAll('#hits mark').length === 2")
    assert tab.ask("document.querySelector('#hits .passage').textContent").startswith("All ferries stay in port")


def test_the_order_is_chosen_kept_in_the_address_and_told(tab: Tab, search: str) -> None:
    ask(tab, search, "the")
    best = headlines(tab)
    for order, said in (("newest", "newest first."), ("oldest", "oldest first.")):
        tab.ask(
            f"document.getElementById('sort').value = {json.dumps(order)};"
            "document.getElementById('sort').dispatchEvent(new Event('change'))"
        )
        until(tab, f"document.getElementById('status').textContent.endsWith({json.dumps(said)})")
        assert tab.ask("location.search") == f"?q=the&sort={order}"
        assert headlines(tab)[0] == "Turnout is up by five points"  # the only one with a time
        assert sorted(headlines(tab)) == sorted(best)
    tab.open(f"{search}?q=the&sort=newest")
    assert status(tab).endswith("newest first.")
    assert tab.ask("document.getElementById('sort').value") == "newest"


def test_results_are_narrowed_down_by_what_they_share(tab: Tab, search: str) -> None:
    ask(tab, search, "the")
    found = len(headlines(tab))
    tab.ask("document.getElementById('facets').open = true")
    counts = "[...document.querySelectorAll('#counts section')].map((each) => each.innerText.split('\\n'))"
    until(tab, "document.querySelectorAll('#counts section').length === 4")
    told = {name: rows for name, *rows in tab.ask(counts)}
    assert list(told) == ["By live blog", "By publisher", "By byline", "By month"]
    assert told["By live blog"] == [
        "Storm night: ferries stay in port as the sea wall holds 3",
        "Valley votes: the count, hour by hour 2",
    ]
    assert told["By publisher"] == ["Harbour Gazette 3", "The Valley Post 2"]
    assert told["By byline"] == ["Ada Quint 2", "Noor Haddad 1", "Tom O’Hare 1", "not known 2"]
    assert told["By month"] == ["March 2022 1", f"not known {found - 1}"]
    tab.ask("[...document.querySelectorAll('#counts a')].find((each) => each.textContent === 'Ada Quint').click()")
    until(tab, "document.getElementById('status').textContent.startsWith('2 entries')")
    assert tab.ask("document.getElementById('q').value") == "the"
    assert tab.ask("location.search") == "?q=the&byline=Ada+Quint"
    assert until(tab, NARROWED) == ["By byline: Ada Quint Take away"]
    until(tab, "document.querySelectorAll('#counts section').length === 4")  # counted anew, for it is still open
    tab.ask("history.back()")
    until(tab, f"document.getElementById('status').textContent.startsWith('{found} entries')")


def narrow(tab: Tab, label: str) -> None:
    """Follow the count of a value."""
    tab.ask("document.getElementById('facets').open = true")
    link = f"[...document.querySelectorAll('#counts a')].find((each) => each.textContent === {json.dumps(label)})"
    until(tab, f"!!{link}")
    tab.ask(f"{link}.click()")


@pytest.mark.parametrize("query", ["gate", "gate OR sea", "gate NOT", "gate OR", '"gate', "gate published:unknown"])
def test_each_count_is_a_link_to_just_these(tab: Tab, tmp_path: Path, query: str) -> None:
    """Also where one name is a part of another, and whatever way the query ends."""
    names = (("Ada",), ("Ada Quint",), ("Quint",), ("Ada", "Quint"), ())
    told = [
        entry("The gate", f"Gate {number}", name=f"gate-{number}", byline=names[number % 5]) for number in range(12)
    ]
    dated = replace(told[3], published=clock("9pm", 21, 0))
    held = [
        replace(STORM_NIGHT, slug=Slug(slug), entries=entries,
                liveblog=replace(STORM_NIGHT.liveblog, headline=headline, publisher=publisher))
        for slug, headline, publisher, entries in (
            ("gate", "The gate", "Post", (*told[:3], dated)),
            ("gate-the-sea", "The gate", "Harbour Post", tuple(told[4:9])),
            ("sea", "The sea", None, tuple(told[9:])),
        )
    ]  # fmt: skip
    write_site(tmp_path, held, SETTINGS)
    tab.open(f"{(tmp_path / 'search.html').as_uri()}?q={quote(query)}&sort=newest")
    status(tab)
    tab.ask("document.getElementById('facets').open = true")
    until(tab, "document.querySelectorAll('#counts section').length === 4")
    links = tab.ask("[...document.querySelectorAll('#counts a')].map((a) => [a.href, a.parentNode.innerText])")
    assert len(links) > 8
    for href, said in links:
        assert "&sort=newest" in href
        tab.open(href)
        assert status(tab).split()[0] == said.split()[-1], (href, said)


def test_of_many_values_those_with_most_entries_are_shown_first_and_the_others_by_a_button(
    tab: Tab, tmp_path: Path
) -> None:
    months = [month for month in range(1, 12) for _ in range(1 if month < 4 else 2)]
    times = [replace(clock("noon", 12, 0), instant=datetime(2022, month, 9, 12, tzinfo=UTC)) for month in months]
    told = tuple(entry("Gate.", name=f"gate-{at}", published=time) for at, time in enumerate(times))
    write_site(tmp_path, [replace(VALLEY_COUNT, entries=told)], SETTINGS)
    ask(tab, (tmp_path / "search.html").as_uri(), "gate")
    tab.ask("document.getElementById('facets').open = true")
    until(tab, "document.querySelectorAll('#counts section').length")
    by_month = "[...document.querySelectorAll('#counts section')].at(-1)"
    rows = f"[...{by_month}.querySelectorAll('li')].map((each) => each.innerText)"
    names = [f"{name} 2022" for name in (*calendar.month_name[1:12],)]
    assert tab.ask(rows) == [f"{name} 2" for name in names[3:]]
    assert tab.ask(f"{by_month}.querySelector('button').textContent") == "and 3 more"
    tab.ask(f"{by_month}.querySelector('button').click()")
    assert tab.ask(rows) == [f"{name} {1 if at < 3 else 2}" for at, name in enumerate(names)]
    assert tab.ask("document.activeElement.textContent") == "January 2022"
    assert tab.ask(f"{by_month}.querySelector('button')") is None


def test_what_narrows_is_told_kept_and_can_be_taken_away(tab: Tab, search: str) -> None:
    tab.call("Page.resetNavigationHistory")  # the browser keeps fifty steps, which other tests went
    ask(tab, search, "the")
    whole = status(tab)
    narrow(tab, "Ada Quint")
    until(tab, f"{NARROWED}?.length === 1")
    narrow(tab, "Harbour Gazette")
    until(tab, f"{NARROWED}?.length === 2")
    both = "?q=the&byline=Ada+Quint&publisher=Harbour+Gazette"
    assert tab.ask("location.search") == both
    assert tab.ask(NARROWED) == ["By byline: Ada Quint Take away", "By publisher: Harbour Gazette Take away"]
    tab.ask("document.getElementById('sort').value = 'newest'")
    tab.ask("document.getElementById('sort').dispatchEvent(new Event('change'))")
    until(tab, f"{NARROWED}?.length === 2")
    assert tab.ask("location.search") == both.replace("&", "&sort=newest&", 1)
    remove = "document.querySelector('#narrowed a')"
    assert tab.ask(f"{remove}.ariaLabel") == "Take away: Ada Quint"
    tab.ask(f"{remove}.click()")
    until(tab, "location.search === '?q=the&sort=newest&publisher=Harbour+Gazette'")
    until(tab, f"{NARROWED}?.join() === 'By publisher: Harbour Gazette Take away'")
    tab.ask("history.back()")
    until(tab, f"{NARROWED}?.length === 2")
    for address in (both, "?q=the&byline=Ada+Quint", "?q=the"):
        tab.ask("history.back()")
        until(tab, f"location.search === {json.dumps(address)}")
    until(tab, f"document.getElementById('status').textContent === {json.dumps(whole)}")
    assert tab.ask(NARROWED) is None


def test_an_address_that_narrows_to_nothing_says_to_what(tab: Tab, search: str) -> None:
    tab.open(f"{search}?q=the&month=then&byline=Nobody%E2%80%AE&other=x")
    assert status(tab).startswith("Nothing found for “the”")
    assert until(tab, NARROWED) == ["By month: then Take away", "By byline: Nobody<U+202E> Take away"]


def test_whoever_types_is_answered_and_what_is_typed_comes_to_stand_in_the_address(tab: Tab, search: str) -> None:
    tab.open(search)
    until(tab, "document.activeElement.id === 'q'")
    tab.call("Input.insertText", text="ferr")
    tab.call("Input.insertText", text="ies")
    assert status(tab).startswith("2 entries found for “ferries”")
    steps = tab.ask("history.length")
    until(tab, "location.search === '?q=ferries'")
    tab.press(*ENTER)
    tab.press(*ENTER)
    assert tab.ask("document.title").startswith("“ferries” · Search")
    for typed in ("wa", "wall"):
        tab.ask("document.getElementById('q').select()")
        tab.call("Input.insertText", text=typed)
        until(tab, f"location.search === '?q={typed}'")
    assert tab.ask("history.length") == steps + 1  # what was asked for stays, what was typed before “wall” does not
    tab.ask("history.back()")
    until(tab, "document.getElementById('q').value === 'ferries'")


def test_who_comes_back_finds_what_they_typed_and_as_many_results(tab: Tab, tmp_path: Path) -> None:
    many = tuple(entry(f"Ferry {number}.", name=f"ferry-{number}") for number in range(35))
    write_site(tmp_path, [replace(VALLEY_COUNT, entries=many)], SETTINGS)
    tab.call("Page.resetNavigationHistory")
    ask(tab, (tmp_path / "search.html").as_uri(), "mars")
    tab.ask("document.getElementById('q').select()")
    tab.call("Input.insertText", text="ferry")
    until(tab, "location.search === '?q=ferry'")
    for shown in (20, 30):
        tab.ask("document.getElementById('more').click()")
        until(tab, f"document.querySelectorAll('#hits > li').length === {shown}")
    until(tab, "history.state.limit === 30")
    tab.ask("document.querySelectorAll('#hits a')[29].click()")
    until(tab, "location.pathname.includes('/ferry-')")
    tab.ask("history.back()")
    until(tab, "location.search === '?q=ferry' && document.querySelectorAll('#hits > li').length === 30")
    assert tab.ask("document.getElementById('q').value") == "ferry"


def test_a_line_break_in_the_address_parts_words(tab: Tab, search: str) -> None:
    assert ask(tab, search, "ferries%0D%0Aport") == ask(tab, search, "ferries+port")


def test_what_is_too_long_is_refused_with_its_length_and_not_cut(tab: Tab, search: str) -> None:
    tab.open(search)
    until(tab, "document.activeElement.id === 'q'")
    tab.call("Input.insertText", text="ferry " * 700)
    assert "4,199 characters" in status(tab)


@pytest.mark.parametrize("query", ["الجسر", "{asked}", "ferries"])
def test_a_query_stands_apart_from_what_is_said_of_it(tab: Tab, search: str, query: str) -> None:
    """So that one which runs from right to left does not turn the line round."""
    ask(tab, search, quote(query))
    until(tab, SPOKEN)
    for place in ("#status", "#spoken"):
        assert tab.ask(f"[...document.querySelectorAll('{place} bdi')].map((each) => each.textContent)") == [query]
        assert f" for “{query}”" in tab.ask(f"document.querySelector('{place}').textContent")


def test_half_a_word_is_answered_but_neither_read_out_nor_looked_for_in_other_spellings(tab: Tab, search: str) -> None:
    held_back = "window.later = []; const now = setTimeout; window.setTimeout = (work, wait, ...given) => wait < 300"
    script = tab.call(
        "Page.addScriptToEvaluateOnNewDocument",
        source=f"{held_back} ? now(work, wait, ...given) : later.push(() => work(...given));",
    )
    tab.open(search)
    until(tab, "document.activeElement.id === 'q'")
    tab.call("Input.insertText", text="ferrri")
    assert status(tab).startswith("Nothing found for “ferrri”")
    tab.call("Input.insertText", text="es")
    until(tab, "document.getElementById('status').textContent.includes('“ferrries”')")
    assert tab.ask(SPOKEN) == ""
    assert tab.ask("document.querySelector('script[src*=vocabulary]')") is None
    tab.ask("later.pop()()")  # as time does, once nobody types
    assert until(tab, SPOKEN).endswith(" Did you mean ferries?")
    tab.call("Page.removeScriptToEvaluateOnNewDocument", identifier=script["identifier"])


def test_another_spelling_is_offered_and_can_be_followed(tab: Tab, search: str) -> None:
    assert ask(tab, search, "ferrries").startswith("Nothing found")
    assert until(tab, "document.querySelector('#read a')?.textContent") == "ferries"
    assert "Did you mean ferries?" in tab.ask("document.getElementById('read').textContent")
    tab.ask("document.querySelector('#read a').click()")
    until(tab, "document.getElementById('status').textContent.startsWith('2 entries')")
    assert tab.ask("location.search") == "?q=ferries"


@pytest.mark.parametrize(
    ("family", "query"),
    [("terms", "ferries"), ("rows", "ferries"), ("part-grammar", "ferries+OR+wall"), ("texts", "ferries")],
)
def test_a_part_that_is_missing_is_named_and_can_be_asked_for_again(
    tab: Tab, search: str, tmp_path: Path, family: str, query: str
) -> None:
    missing = next(path for path in sorted((tmp_path / "assets" / "search").iterdir()) if path.name.startswith(family))
    away = missing.rename(tmp_path / "away.js")
    tab.open(f"{search}?q={query}")
    until(tab, "document.getElementById('status').textContent.includes('could not be loaded')")
    assert missing.name in tab.ask("document.getElementById('status').textContent")
    tab.ask("window.again = document.getElementById('again'); again.focus(); again.click()")
    place = "document.querySelector('#hits a') ?? again"  # results stand where passages alone are missing
    until(tab, f"again.hidden === false && document.activeElement === ({place})")
    away.rename(missing)
    tab.ask("again.click()")
    until(tab, "document.getElementById('status').textContent.includes('entries found')")
    assert until(tab, "document.querySelector('#hits mark')?.textContent")
    assert tab.ask("again.hidden")
    assert tab.ask("document.activeElement === document.querySelector('#hits a')")


def test_every_file_of_the_search_is_asked_for_with_the_mark_of_its_build(tab: Tab, tmp_path: Path) -> None:
    marks = []
    for sources in (COVERAGES, COVERAGES[:1]):
        write_site(tmp_path, sources, SETTINGS)
        assert "found" in ask(tab, (tmp_path / "search.html").as_uri(), "the+OR+sea").lower()
        addresses = tab.ask("[...document.scripts].map(({ src }) => src)")
        assert len(addresses) > 5
        (mark,) = {address.partition(".js")[2] for address in addresses}
        assert mark.startswith("?")
        marks.append(mark)
    assert marks[0] != marks[1]


@pytest.mark.parametrize("missing", ["search.js", "search/head.js", "search-page.js"])
def test_a_search_that_does_not_arrive_is_spoken_of_after_a_while(
    tab: Tab, search: str, tmp_path: Path, missing: str
) -> None:
    seen = "getComputedStyle(document.getElementById('loading')).visibility"
    tab.open(search)
    until(tab, "!document.getElementById('loading')")
    (tmp_path / "assets" / missing).unlink()
    tab.open(search)
    tab.ask("document.getAnimations().forEach((each) => { each.pause(); each.currentTime = 0; })")
    assert tab.ask(seen) == "hidden"
    tab.ask("document.getAnimations().forEach((each) => each.finish())")
    assert tab.ask(seen) == "visible"


def test_what_goes_wrong_in_the_search_itself_is_told_and_reaches_the_console(tab: Tab, search: str) -> None:
    ask(tab, search, "ferries")
    until(tab, "document.querySelectorAll('#hits mark').length")
    tab.ask("window.rows = backfileSearch.rows; backfileSearch.rows = () => { throw new TypeError('a < b'); }")
    tab.ask("document.querySelector('.ask button').click()")
    until(tab, "document.getElementById('status').textContent.endsWith('went wrong in the search itself: a < b')")
    assert [event for method, event in tab.told if method == "Runtime.exceptionThrown"]
    tab.ask("backfileSearch.rows = rows; document.getElementById('again').click()")
    until(tab, "document.getElementById('status').textContent.startsWith('2 entries')")


def test_struck_words_look_struck_and_are_marked_where_they_match(tab: Tab, tmp_path: Path) -> None:
    told = entry("Ferry", "The crossing")
    struck = replace(told, revisions=(replace(told.newest, body="The ~~old ferry left~~. The new *ferry* waits."),))
    write_site(tmp_path, [replace(VALLEY_COUNT, entries=(struck,))], SETTINGS)
    ask(tab, (tmp_path / "search.html").as_uri(), "ferry")
    until(tab, "document.querySelectorAll('.passage s').length")
    assert tab.ask("document.querySelector('.passage').innerHTML") == (
        "The <s>old </s><s><mark>ferry</mark></s><s> left</s>. The new <mark>ferry</mark> waits."
    )
    assert "line-through" in tab.ask("getComputedStyle(document.querySelector('.passage s')).textDecoration")


def test_entries_without_a_time_are_spoken_of(tab: Tab, search: str) -> None:
    ask(tab, search, "the+published:2022-03")
    told = tab.ask("document.getElementById('read').textContent")
    assert "more entries match but for the date" in told
    assert "published:2022-03 was read as" in told


def test_who_finds_nothing_hears_what_is_not_held_and_not_searched(tab: Tab, tmp_path: Path) -> None:
    more = replace(VALLEY_COUNT, liveblog=replace(VALLEY_COUNT.liveblog, declared=None, more=True))
    whole = replace(STORM_NIGHT, liveblog=replace(STORM_NIGHT.liveblog, declared=None, more=False))
    says_more = "The page of 1 of 2 live blogs says there are more entries."
    write_site(tmp_path / "private", [whole, more], SETTINGS)
    search = (tmp_path / "private" / "search.html").as_uri()
    assert ask(tab, search, "xyzzy").endswith(f", from 4 captures. {says_more}")
    assert ask(tab, search, "xyzzy+ferries") == (
        f"Nothing found that holds all of “xyzzy ferries”; 2 entries hold a part. {says_more}"
    )
    write_site(tmp_path / "excerpt", [whole], EXCERPT)
    search = (tmp_path / "excerpt" / "search.html").as_uri()
    assert ask(tab, search, "xyzzy").endswith(
        " captures. Of entries that are shown as excerpts, only these are searched: their first 280 characters at most."
    )
    pages = {kind: (tmp_path / kind / "search.html").read_text(encoding="utf-8") for kind in ("private", "excerpt")}
    everything = "Everything held stands on these pages"
    assert everything in pages["private"] and everything not in pages["excerpt"]
    assert "of longer entries the beginning; your browser" in pages["excerpt"]


def test_what_is_cut_stands_in_no_shard(tmp_path: Path) -> None:
    whole = coverage()
    write_site(tmp_path, [whole], EXCERPT)
    held = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "assets" / "search").iterdir()}
    told = collect_postings(documents_of([whole]), "en")
    secret = [word for word in told.words["text"] if word in SECRET.lower()]
    assert secret
    for name, shard in held.items():
        if name.startswith(("terms", "texts", "vocabulary", "places", "word", "rows")):
            assert not [word for word in secret if len(word) > 5 and word in shard], name


def test_results_of_several_live_blogs_say_which(tab: Tab, tmp_path: Path) -> None:
    later = replace(VALLEY_COUNT, entries=(entry("the ferry", "Ferry", published=clock("9pm", 21, 0)),))
    both = [replace(STORM_NIGHT, entries=STORM_NIGHT.entries[:2]), later]
    write_site(tmp_path, both, SETTINGS)
    ask(tab, (tmp_path / "search.html").as_uri(), "ferry")
    kickers = tab.ask("[...document.querySelectorAll('#hits .kicker')].map((each) => each.textContent)")
    assert kickers == [
        "Valley votes: the count, hour by hour",
        "Storm night: ferries stay in port as the sea wall holds",
    ]


def test_clocks_of_several_zones_are_told_in_one_as_on_the_pages(tab: Tab, tmp_path: Path) -> None:
    at = {"9.30pm GMT": (21, 30), "16:40": (21, 40), "2022-03-10T21:50:00Z": (21, 50)}
    entries = tuple(entry("Ferry.", f"Ferry {hour}.{minute}", published=clock(printed, hour, minute))
                    for printed, (hour, minute) in at.items())  # fmt: skip
    write_site(tmp_path, [replace(VALLEY_COUNT, entries=entries)], replace(SETTINGS, zone="Asia/Tokyo"))
    ask(tab, (tmp_path / "search.html").as_uri(), "ferry&sort=oldest")
    told = tab.ask("[...document.querySelectorAll('#hits .facts')].map((each) => each.textContent)")
    assert told == [
        "9.30pm GMT = 11 March 2022, 06:30 Asia/Tokyo",
        "16:40 = 11 March 2022, 06:40 Asia/Tokyo",
        "11 March 2022, 06:50 Asia/Tokyo",
    ]


def test_what_is_hidden_is_not_seen(tab: Tab, search: str) -> None:
    """So without a script nobody meets a form that does nothing."""
    tab.open(search)
    hidden = """[...document.body.querySelectorAll("main *")].filter((each) => {
      each.hidden = true;
      return getComputedStyle(each).display !== "none";
    }).length"""
    assert tab.ask(hidden) == 0


def test_a_headline_and_its_passage_stand_on_the_side_of_their_script(tab: Tab, tmp_path: Path) -> None:
    arabic = entry("أعلن الوزير إغلاق الجسر بعد العاصفة.", "الوزير يغلق الجسر", name="bridge")
    write_site(tmp_path, [replace(STORM_NIGHT, entries=(*STORM_NIGHT.entries, arabic))], SETTINGS)
    for query, direction in (("الوزير", "rtl"), ("ferries", "ltr")):
        ask(tab, (tmp_path / "search.html").as_uri(), query)
        until(tab, "!!document.querySelector('#hits mark')")
        sides = "['h2', '.passage'].map((each) => getComputedStyle(document.querySelector(`#hits ${each}`)).direction)"
        assert tab.ask(sides) == [direction, direction]


def test_results_are_counted_by_tag_where_any_of_them_has_one(tab: Tab, tmp_path: Path) -> None:
    first, *others = STORM_NIGHT.entries
    tagged = replace(first, tags=("Harbour life", "Storms"))
    write_site(tmp_path, [replace(STORM_NIGHT, entries=(tagged, *others))], SETTINGS)
    ask(tab, (tmp_path / "search.html").as_uri(), "*")
    tab.ask("document.getElementById('facets').open = true")
    until(tab, "document.querySelectorAll('#counts section').length === 5")
    counts = "[...document.querySelectorAll('#counts section')].map((each) => each.innerText.split('\\n'))"
    told = {name: rows for name, *rows in tab.ask(counts)}
    assert told["By tag"] == ["Harbour life 1", "Storms 1", f"not known {len(others)}"]
    tab.ask("[...document.querySelectorAll('#counts a')].find((each) => each.textContent === 'Storms').click()")
    until(tab, "document.getElementById('status').textContent.startsWith('1 entry')")
