"""Do programs read on our pages what the archive knows, and nothing that it does not?"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from backfile.site.metadata import DESCRIPTION
from backfile.site.times import Clock
from backfile.site.urls import ABOUT, HOME
from backfile.workspace.settings import Settings
from tests.site.markup import Markup, parse
from tests.site.published import BASE, FULL, build, data_of

UTC_CLOCK = Clock.of("UTC")
TURNOUT = "valley-count/turnout-is-up-by-five-points.html"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return build(tmp_path_factory.mktemp("full"))


def metas(page: Markup) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for meta in page.all("meta"):
        if "name" in meta:
            named.setdefault(meta["name"], []).append(meta["content"])
    return named


# Pages for citing: what Zotero's translator “Embedded Metadata” and Google Scholar read

ZOTERO = {  # HIGHWIRE_MAPPINGS of that translator, as far as we write them
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_journal_title": "publicationTitle",
    "citation_publisher": "publisher",
    "citation_public_url": "url",
    "citation_language": "language",
}
PREFIX = re.compile(r"([A-Za-z]+)[.:_](.+)")


def as_zotero(page: Markup) -> dict[str, Any]:
    """The item that Zotero makes of a page, by the rules of that translator."""
    item: dict[str, Any] = {"creators": []}
    for name, contents in metas(page).items():
        prefix = PREFIX.fullmatch(name)
        if name in ZOTERO:
            item[ZOTERO[name]] = ", ".join(contents)  # ZU.xpathText joins what stands several times
        elif name == "citation_author":
            for content in contents:
                assert ";" not in content
                item["creators"].append(content)
        elif prefix and prefix[1].lower() == "z":
            item[prefix[2]] = contents[0]
        elif prefix:
            assert prefix[1].lower() == "dc"  # known to it without a declaration
    return item


def test_zotero_makes_a_newspaper_article_of_an_entry(files: dict[str, str]) -> None:
    assert as_zotero(parse(files[TURNOUT])) == {
        "itemType": "newspaperArticle",
        "title": "Turnout is up by five points",
        "creators": ["Noor Haddad"],
        "date": "2022/03/10",
        "publicationTitle": "The Valley Post",
        "publisher": "The Valley Post",
        "url": BASE + TURNOUT,
    }
    storm = as_zotero(parse(files["storm-night/sea-wall-has-moved-by-the-width-of-a-hand-harbour-master-says.html"]))
    assert storm["creators"] == ["Ada Quint", "Tom O’Hare"]
    assert "date" not in storm


def test_a_date_for_citing_has_the_form_that_google_scholar_reads(files: dict[str, str]) -> None:
    dates = [
        date for text in files.values() for date in re.findall(r'citation_publication_date" content="(.*?)"', text)
    ]
    assert dates == ["2022/03/10"] * 2
    for text in files.values():
        if "<head>" in text:
            names = metas(parse(text))
            assert all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", date) for date in names.get("DC.date", []))


def test_dublin_core_says_the_same(files: dict[str, str]) -> None:
    names = metas(parse(files[TURNOUT]))
    assert {name: names[name] for name in names if name.startswith("DC.")} == {
        "DC.title": ["Turnout is up by five points"],
        "DC.creator": ["Noor Haddad"],
        "DC.date": ["2022-03-10"],
        "DC.publisher": ["The Valley Post"],
        "DC.identifier": [BASE + TURNOUT],
        "DC.rights": [FULL.rights],
    }


def test_a_time_that_is_not_known_is_left_out_and_never_that_of_the_capture(files: dict[str, str]) -> None:
    for path in ("storm-night/nine-thousand.html", "valley-count/polls-close.html"):
        names = metas(parse(files[path]))
        assert not {"citation_publication_date", "DC.date"} & names.keys()
        assert not {"datePublished", "dateModified"} & data_of(files[path]).keys()
    for text in files.values():
        for value in re.findall(r'"date\w+": "(.*?)"', text):
            assert value.startswith("2022-03-10T2")


def test_a_description_is_the_beginning_of_the_words(files: dict[str, str]) -> None:
    for text in files.values():
        for description in metas(parse(text)).get("description", []) if "<head>" in text else ():
            assert 0 < len(description) <= DESCRIPTION


# Where a page stands


def test_every_page_names_its_address_and_its_other_forms(files: dict[str, str]) -> None:
    for path, text in files.items():
        if path.endswith(".html") and path != "404.html":
            links = parse(text).all("link")
            (canonical,) = (link["href"] for link in links if link["rel"] == "canonical")
            assert canonical == BASE + (path[: -len("index.html")] if path.endswith("index.html") else path)
    forms = {
        path: {(link["type"], link["href"]) for link in parse(files[path]).all("link") if link["rel"] == "alternate"}
        for path in (HOME, ABOUT, "valley-count/index.html", "storm-night/index.html", TURNOUT)
    }
    feeds = {("application/atom+xml", "feed.xml"), ("application/feed+json", "feed.json")}
    assert forms[HOME] == forms[ABOUT] == forms["valley-count/index.html"] == feeds
    assert forms["storm-night/index.html"] == {("application/feed+json", "feed.json")}
    assert forms[TURNOUT] == {("text/markdown", "turnout-is-up-by-five-points.md")}


def test_a_private_page_tells_programs_nothing_but_its_markdown(tmp_path: Path) -> None:
    for settings in (Settings(base_url=BASE), replace(FULL, liveblogs={"valley-count": "private"})):
        files = build(tmp_path, settings)
        private = [path for path in files if path.startswith("valley-count/") and path.endswith(".html")]
        for path in private if settings.inviting else [path for path in files if path.endswith(".html")]:
            page = parse(files[path])
            assert metas(page).keys() == {"viewport", "color-scheme", "robots", "referrer"}, path
            assert "ld+json" not in files[path], path
            rels = {(link["rel"], link.get("type", "")) for link in page.all("link")}
            assert rels <= {("icon", ""), ("stylesheet", ""), ("alternate", "text/markdown")}, path
        assert 'type="text/markdown"' in files[TURNOUT]


def test_without_an_address_nothing_claims_one(tmp_path: Path) -> None:
    for path, text in build(tmp_path, replace(FULL, base_url="")).items():
        assert "canonical" not in text, path
        assert "archivedAt" not in text, path
        assert "citation_public_url" not in text, path
        assert "feed." not in text, path


def test_the_page_for_addresses_that_lead_nowhere_works_at_any_depth(files: dict[str, str]) -> None:
    page = parse(files["404.html"])
    places = [attributes[name] for _, attributes in page.tags for name in ("href", "src") if name in attributes]
    ours = [place for place in places if not place.startswith(("data:", "mailto:", "#"))]
    assert ours
    assert all(place.startswith("/live/") and place.removeprefix("/live/") in files for place in ours)


def test_rights_and_contact_stand_on_every_page(files: dict[str, str]) -> None:
    for path, text in files.items():
        if path.endswith(".html"):
            page = parse(text)
            assert FULL.rights in page.text, path
            assert {"href": "mailto:desk@archive.example"} in page.all("a"), path
