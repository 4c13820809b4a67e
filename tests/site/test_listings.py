"""The pages that list what is held: everything is on them once, every link leads somewhere, nothing in a name lives."""

from __future__ import annotations

import gzip
import posixpath
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain, pairwise
from xml.etree import ElementTree

import pytest

from backfile.model.decision import Corrected
from backfile.model.entry import Coverage
from backfile.model.time import Basis, Precision, Time
from backfile.site.listings import SetAside, listing_files
from backfile.site.pages import Site
from backfile.site.paging import PAGE
from backfile.site.render import POLICY
from backfile.site.summary import summarise
from backfile.site.times import Clock
from backfile.text.slug import RESERVED, Slug
from tests.browser import Browser
from tests.site.conftest import SETTINGS
from tests.site.markup import Markup, parse
from tests.site.sample import COVERAGES, VALLEY_COUNT, clock, entry

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "../../../etc/passwd",
    "javascript:alert(1)",
    "CON",
    "index",
    "page",
    "\x1b[31mred\u202etxet",
    "{{ 7 * 7 }}",
    "'; DROP TABLE bylines; --",
    "a" * 400,
    "\ud800",
    " ",
    "\u200b",
    "=1+1",
    "北京",
    "Київ",
)


def made(coverages: Sequence[Coverage], set_aside: Sequence[SetAside] = ()) -> dict[str, str]:
    """The files of these pages by their paths; none is given twice."""
    zone = Clock.of("UTC")
    summaries = [summarise(coverage, zone) for coverage in coverages]
    files = list(listing_files(Site.of(SETTINGS).with_all(summaries), summaries, set_aside))
    assert len({path.lower() for path, _ in files}) == len(files)
    return {path: text for path, text in files if text is not None}


def pages(files: dict[str, str]) -> dict[str, Markup]:
    return {path: parse(text) for path, text in files.items() if path.endswith(".html")}


def targets(path: str, markup: Markup) -> Iterable[str]:
    """What the links inside the main part of a page lead to, as paths from the top."""
    for link in markup.all("a"):
        if not link["href"].startswith(("#", "https://")):
            yield posixpath.normpath(posixpath.join(posixpath.dirname(path), link["href"].split("#")[0].split("?")[0]))


def many(liveblogs: int, entries: int, *, tags: tuple[str, ...] = ("Floods",)) -> list[Coverage]:
    """So many live blogs with so many entries each, one an hour and a live blog a day."""
    return [
        replace(
            VALLEY_COUNT,
            slug=Slug(f"blog-{number}"),
            entries=tuple(
                replace(
                    entry(
                        "Words.", f"Headline {each}", name=f"e{each}", byline=("Ada Quint",), published=at(number, each)
                    ),
                    tags=tags,
                )
                for each in range(entries)
            ),
        )
        for number in range(liveblogs)
    ]


def at(day: int, hour: int) -> Time:
    instant = datetime(2022, 1, 1, tzinfo=UTC) + timedelta(days=day, minutes=hour)
    return Time(printed="", instant=instant, precision=Precision.MINUTE, basis=Basis.PAGE_ZONE)


def hostile() -> list[Coverage]:
    entries = tuple(
        replace(
            entry("Words.", name, name=f"e{number}", byline=(name, "Ada"), published=clock("9", 9, 0)), tags=(name,)
        )
        for number, name in enumerate(HOSTILE)
    )
    named = [
        replace(
            VALLEY_COUNT, slug=Slug(f"b{number}"), liveblog=replace(VALLEY_COUNT.liveblog, publisher=name), entries=()
        )
        for number, name in enumerate(HOSTILE)
    ]
    return [replace(VALLEY_COUNT, entries=entries), *named]


@pytest.fixture(scope="module")
def archives() -> dict[str, dict[str, str]]:
    return {
        "sample": made(COVERAGES, [SetAside(name="<b>torn.warc</b>", reason="it ends in the middle of a record")]),
        "nothing": made([]),
        "many": made(many(230, 3)),
        "long": made(many(3, 250)),
        "hostile": made(hostile()),
    }


@pytest.mark.parametrize("name", ["sample", "nothing", "many", "long", "hostile"])
def test_every_page_is_well_formed_and_can_be_walked_without_eyes(
    archives: dict[str, dict[str, str]], name: str
) -> None:
    for path, markup in pages(archives[name]).items():
        assert markup.unbalanced == [], path
        ids = [attributes["id"] for _, attributes in markup.tags if "id" in attributes]
        assert len(ids) == len(set(ids)), path
        assert [meta["content"] for meta in markup.all("meta") if meta.get("http-equiv")] == [POLICY], path
        levels = markup.headings()
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), path
        labels = [nav["aria-label"] for nav in markup.all("nav") if "aria-label" in nav]
        assert len(labels) == len(set(labels)), path
        assert all(image["alt"] for image in markup.all("img")), path
        assert not {"script", "style"} & {tag for tag, _ in markup.tags}, path
        assert not any("style" in attributes for _, attributes in markup.tags), path
        for each in markup.tags:
            labelled = each[1].get("aria-labelledby")
            assert labelled is None or labelled in ids, path


@pytest.mark.parametrize("name", ["sample", "nothing", "many", "long", "hostile"])
def test_every_link_leads_to_a_page_and_an_id_that_is_there(archives: dict[str, dict[str, str]], name: str) -> None:
    files = archives[name]
    coverages = {"sample": COVERAGES, "nothing": [], "many": many(230, 3), "long": many(3, 250), "hostile": hostile()}
    held = {"search.html", "assets/style.css", "assets/words.css", *files}
    for coverage in coverages[name]:
        held |= {f"{coverage.slug}/index.html", *(f"{coverage.slug}/{each.slug}.html" for each in coverage.entries)}
    parsed = pages(files)
    for path, markup in parsed.items():
        for _, attributes in markup.tags:
            for link in (attributes.get("href"), attributes.get("src")):
                if link is None or link.startswith(("https://news.example/", "data:,")):
                    continue
                file, _, fragment = link.partition("#")
                target = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
                assert target in held, f"{path} -> {link}"
                if fragment and target in parsed:
                    assert any(each.get("id") == fragment for _, each in parsed[target].tags), f"{path} -> {link}"


@pytest.mark.parametrize("name", ["sample", "many", "long", "hostile"])
def test_every_page_can_be_reached_from_home(archives: dict[str, dict[str, str]], name: str) -> None:
    parsed = pages(archives[name])
    reached, ahead = {"index.html"}, ["index.html"]
    while ahead:
        path = ahead.pop()
        for target in targets(path, parsed[path]):
            if target in parsed and target not in reached:
                reached.add(target)
                ahead.append(target)
    assert reached == parsed.keys()


def test_no_list_stands_where_a_live_blog_may(archives: dict[str, dict[str, str]]) -> None:
    for files in archives.values():
        for path in files:
            top = path.partition("/")[0]
            assert top.removesuffix(".html") in RESERVED, path


def test_all_live_blogs_are_listed_once_a_hundred_a_page(archives: dict[str, dict[str, str]]) -> None:
    parsed = pages(archives["many"])
    for stem, first in (("page/{}.html", "index.html"), ("publisher/the-valley-post/{}.html", None)):
        paths = [first or "publisher/the-valley-post.html", stem.format(2), stem.format(3)]
        listed = [[target for target in targets(path, parsed[path]) if target.startswith("blog-")] for path in paths]
        assert [len(each) for each in listed] == [PAGE, PAGE, 30]
        assert sorted(chain.from_iterable(listed)) == sorted(f"blog-{number}/index.html" for number in range(230))
    assert next(iter(targets("index.html", parsed["page/3.html"])))
    assert "page/4.html" not in parsed


@pytest.mark.parametrize(("stem", "pages_of_it"), [("byline/ada-quint", 8), ("tag/floods", 8), ("day/2022-01-01", 3)])
def test_all_entries_are_listed_once_a_hundred_a_page(
    archives: dict[str, dict[str, str]], stem: str, pages_of_it: int
) -> None:
    parsed = pages(archives["long"])
    paths = [f"{stem}.html", *(f"{stem}/{number}.html" for number in range(2, pages_of_it + 1))]
    listed = [target for path in paths for target in targets(path, parsed[path]) if "/e" in target]
    blogs = 1 if stem.startswith("day") else 3
    assert sorted(listed) == sorted(f"blog-{blog}/e{number}.html" for blog in range(blogs) for number in range(250))
    assert f"{stem}/{pages_of_it + 1}.html" not in parsed


def test_about_lists_the_captures_a_hundred_live_blogs_a_page_and_what_was_set_aside(
    archives: dict[str, dict[str, str]],
) -> None:
    assert {"about.html", "about/2.html", "about/3.html"} <= archives["many"].keys()
    about = pages(archives["sample"])["about.html"]
    assert "Set aside" in about.text
    assert "<b>torn.warc</b>" in about.text
    assert "it ends in the middle of a record" in about.text
    assert "Set aside" not in pages(archives["many"])["about.html"].text


def test_the_calendar_has_every_day_that_has_entries(archives: dict[str, dict[str, str]]) -> None:
    parsed = pages(archives["many"])
    days = {target for target in targets("day/index.html", parsed["day/index.html"]) if target.startswith("day/2")}
    assert days == {path for path in parsed if path.startswith("day/2")}
    assert len(days) == 230
    text = parsed["day/2022-01-02.html"].text
    assert "3 entries of 1 live blog" in text
    assert "Day before 1 January 2022" in " ".join(text.split())
    month = " ".join(parsed["month/2022-02.html"].text.split())
    assert "February 2022" in month
    assert "84 entries of 28 live blogs" in month


def test_names_stand_in_the_order_of_the_alphabet_under_their_letters(archives: dict[str, dict[str, str]]) -> None:
    text = " ".join(pages(archives["sample"])["byline/index.html"].text.split())
    assert "A Ada Quint 2 N Noor Haddad 1 T Tom O’Hare 1 Other <i>Mallory</i> 1" in text


def test_nothing_in_a_name_lives(archives: dict[str, dict[str, str]]) -> None:
    files = archives["hostile"]
    for path, text in files.items():
        assert "\x1b" not in text, path
        assert "\u202e" not in text, path
        assert not {"script", "i", "b"} & {tag for tag, _ in parse(text).tags}, path
        assert all(link["href"].split(":")[0] not in ("javascript", "data") for link in parse(text).all("a")), path
        assert len(path.encode()) < 120
    assert "<script>alert(1)</script>" in pages(files)["byline/index.html"].text
    assert "{{ 7 * 7 }}" in pages(files)["tag/index.html"].text
    visible = len(HOSTILE) - 3  # two have nothing to see, and one is no character
    for kind, others in (("publisher", 1), ("tag", 0)):
        named = [path for path in files if path.startswith(f"{kind}/") and path != f"{kind}/index.html"]
        assert len(named) == visible + others


def test_the_picture_on_the_home_page_is_a_file_with_words_beside_it(archives: dict[str, dict[str, str]]) -> None:
    [image] = pages(archives["many"])["index.html"].all("img")
    assert image["src"] == "assets/entries-over-time.svg"
    assert "690 entries in all" in image["alt"]
    ElementTree.fromstring(archives["many"]["assets/entries-over-time.svg"])
    assert not pages(archives["many"])["page/2.html"].all("img")
    assert "assets/entries-over-time.svg" not in archives["sample"]  # all its dated entries are of one day
    assert not pages(archives["sample"])["index.html"].all("img")


def test_an_empty_archive_has_no_lists(archives: dict[str, dict[str, str]]) -> None:
    assert archives["nothing"].keys() == {"assets/lists.css", "index.html", "about.html"}
    assert "Nothing is held yet" in pages(archives["nothing"])["index.html"].text


def test_the_order_of_the_live_blogs_changes_nothing() -> None:
    assert made(COVERAGES) == made(COVERAGES[::-1])


@pytest.mark.parametrize(
    "path", ["index.html", "day/2022-01-01.html", "byline/ada-quint.html", "tag/index.html", "day/index.html"]
)
def test_a_page_of_a_list_weighs_little(archives: dict[str, dict[str, str]], path: str) -> None:
    for name in ("many", "long"):
        assert len(gzip.compress(archives[name][path].encode(), mtime=0)) <= 12 * 1024


def test_a_browser_shows_the_pages_and_the_picture_without_complaint(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, archives: dict[str, dict[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("lists")
    for path in ("index.html", "assets/entries-over-time.svg", "assets/lists.css", "day/index.html"):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(archives["many"][path], encoding="utf-8")
    (folder / "assets" / "style.css").write_text("", encoding="utf-8")
    for path in ("index.html", "day/index.html"):
        assert browser.console(f"{folder.as_uri()}/{path}") == "", path


def test_what_people_corrected_is_marked_in_every_list() -> None:
    theirs = Corrected(fields=("published",), was_byline=VALLEY_COUNT.entries[0].byline)
    first = replace(VALLEY_COUNT.entries[0], corrected=theirs)
    marked = made([replace(VALLEY_COUNT, entries=(first, *VALLEY_COUNT.entries[1:]))])
    plain = made([VALLEY_COUNT])
    changed = {path for path in plain if plain[path] != marked[path]}
    assert any(path.startswith("day/") for path in changed)
    assert all("Corrected in the archive" in marked[path] for path in changed)
    assert not any("Corrected in the archive" in text for text in plain.values())
