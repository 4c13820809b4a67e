"""The site speaks the language it was told to, in words that all stand in one table; what is archived stays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import Environment

from backfile.model.evidence import Evidence
from backfile.model.history import Change, Ground
from backfile.model.time import Basis, Precision
from backfile.site import wording
from backfile.site.render import THEME
from backfile.site.search_data import SAID_AFTER
from backfile.site.wording import SCRIPT, _joined, read_tables, words_of
from tests.browser import Browser
from tests.site.conftest import SETTINGS
from tests.site.markup import Markup, parse
from tests.site.published import FULL, build
from tests.site.sample import COVERAGES, VALLEY_COUNT, write_site

TABLES = read_tables()
ENGLISH = TABLES["en"]
ROOM = Path(wording.__file__).parent
TEMPLATES = sorted(THEME.glob("*.html"))
SAID = ("aria-label", "title", "alt", "placeholder", "abbr")  # attributes that are read out or shown
HTML = ("data", "variable_begin")
FILLED = re.compile(r'h0(\.md)?|class="\w+"')  # an expression, a file's name, the class that a block gives its element


@pytest.mark.parametrize("language", sorted(TABLES))
def test_every_table_says_all_that_the_english_one_says(language: str) -> None:
    table = TABLES[language]
    assert table.keys() == ENGLISH.keys()
    assert table["language"] == language
    for key, english in ENGLISH.items():
        assert shape(table[key]) == shape(english), key


def shape(held: object) -> object:
    """What must be the same in all languages: keys, lengths of lists, places to fill, elements."""
    if isinstance(held, Mapping):
        return {key: shape(value) for key, value in held.items()}
    if isinstance(held, list):
        return [shape(each) for each in held]
    assert isinstance(held, str)
    assert held.strip()
    return sorted(re.findall(r"\{\w+\}|<\w+|</\w+>", held))


def test_every_key_is_used() -> None:
    files = [*sorted(ROOM.glob("*.py")), *TEMPLATES]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    script, after = ((THEME / name).read_text(encoding="utf-8") for name in ("search-page.js", "search/after.js"))
    assert set(re.findall(r"\bours\.(\w+)", after)) == set(SAID_AFTER)
    made = {f"date_{parts}" for parts in ("day", "day_month", "day_month_year", "month_year", "year")}
    for key in ENGLISH.keys() - made:
        if key.startswith(SCRIPT):
            assert f"said.{key.removeprefix(SCRIPT)}" in script or key.removeprefix(SCRIPT) in SAID_AFTER, key
        else:
            assert f'"{key}"' in text or f"'{key}'" in text, key


def test_every_key_that_is_used_is_there() -> None:
    used: set[str] = set()
    for path in [*sorted(ROOM.glob("*.py")), *TEMPLATES]:
        text = path.read_text(encoding="utf-8")
        used |= set(re.findall(r"""\b(?:say|words(?:\.count|\.all)?)\(["'](\w+)["']""", text))
    assert used <= ENGLISH.keys()
    said = set(re.findall(r"\bsaid\.(\w+)", (THEME / "search-page.js").read_text(encoding="utf-8")))
    assert {f"{SCRIPT}{key}" for key in said - {"language"}} <= ENGLISH.keys()


def test_the_archives_own_terms_have_words() -> None:
    for table in TABLES.values():
        assert set(part(table, "phrases")) == {
            *map(str, Basis),
            *map(str, Change),
            *map(str, Ground),
            *map(str, Evidence),
        }
        assert set(part(table, "known_to")) == {*map(str, Precision)} - {Precision.INTERVAL}
    assert part(ENGLISH, "phrases") == {term: term for term in part(ENGLISH, "phrases")}
    assert words_of("de").phrase("in words of nobody") == "in words of nobody"


def part(table: Mapping[str, object], key: str) -> dict[str, str]:
    held = table[key]
    assert isinstance(held, dict)
    return held


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_words_of_its_own(path: Path) -> None:
    tokens = list(Environment().lex(path.read_text(encoding="utf-8")))
    html = "".join("h0" if kind == "variable_begin" else value for _, kind, value in tokens if kind in HTML)
    markup = Shown()
    markup.feed(html.replace("<!doctype html>", ""))
    shown = [FILLED.sub("", said) for said in markup.said]
    assert [said for said in shown if re.search(r"[^\W\d_]", said)] == []
    strings = [value[1:-1] for _, kind, value in tokens if kind == "string"]
    assert [each for each in strings if re.search(r"[A-Z]|[a-z]:? [a-z]", each) and each != "T"] == []


class Shown(Markup):
    """A template without its expressions: the text that it shows, but for code."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        self.said += [value or "" for name, value in attrs if name in SAID]

    def handle_data(self, data: str) -> None:
        if "code" not in self._open:
            self.said.append(data)


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The sample's site in German, published so that it has feeds too."""
    return build(tmp_path_factory.mktemp("german"), replace(FULL, language="de"))


def test_a_site_in_german_says_nothing_in_english(german: dict[str, str], tmp_path: Path) -> None:
    english = build(tmp_path)
    assert german.keys() == english.keys()
    for path, page in german.items():
        if path.endswith(".html"):
            foreign = set(said(page)) & (own_words(english[path]) - own_words(page) - {"Permalink", "Markdown"})
            assert not foreign, path


def own_words(page: str) -> set[str]:
    """What English says as a whole, with nothing filled in, and German says otherwise."""
    return {
        held
        for key, held in ENGLISH.items()
        if isinstance(held, str) and len(held) > 3 and "{" not in held and TABLES["de"][key] != held and held in page
    } - {held for held in TABLES["de"].values() if isinstance(held, str)}


def said(page: str) -> Iterable[str]:
    return (piece.strip() for piece in parse(page).pieces)


def test_dates_and_numbers_are_told_in_the_manner_of_the_language(german: dict[str, str]) -> None:
    page = german["valley-count/turnout-is-up-by-five-points.html"]
    assert "10. März 2022, 22:32 UTC, auf die Minute bekannt (Zeitzone der Seite)" in page
    assert "Zeichen 1.204 bis 1.329" in page
    assert "<h1>10. März 2022</h1>" in german["day/2022-03-10.html"]
    assert "10. März 2022" in german["index.html"]
    assert "8 Einträge aus 3 Liveblogs, nach 4 Erfassungen" in german["index.html"]
    assert "Stelle: Teil text, Zeichen 1.204 bis 1.329" in german["valley-count/turnout-is-up-by-five-points.md"]


def test_archived_words_are_not_translated_and_stand_in_no_language_of_ours(german: dict[str, str]) -> None:
    page = parse(german["valley-count/turnout-is-up-by-five-points.html"])
    assert page.all("html") == [{"lang": "de"}]
    assert page.all("h1") == [{"lang": "", "dir": "auto"}]
    assert "Turnout is 61 per cent" in page.text
    assert "10.32pm" in page.text


def test_a_language_without_a_table_is_told_in_english_and_says_so(tmp_path: Path) -> None:
    write_site(tmp_path, [VALLEY_COUNT], replace(SETTINGS, language="uk"))
    page = parse((tmp_path / "index.html").read_text(encoding="utf-8"))
    assert page.all("html") == [{"lang": "en"}]
    assert "Skip to the text" in page.text


def test_a_region_is_told_in_the_words_of_its_language(tmp_path: Path) -> None:
    write_site(tmp_path, COVERAGES, replace(SETTINGS, language="de-AT"))
    page = parse((tmp_path / "index.html").read_text(encoding="utf-8"))
    assert page.all("html") == [{"lang": "de-AT"}]
    assert "Zum Text springen" in page.text


def test_the_search_page_answers_in_the_language_of_the_site(tmp_path: Path, browser: Browser) -> None:
    write_site(tmp_path, COVERAGES, replace(SETTINGS, language="de"))
    search = (tmp_path / "search.html").as_uri()
    page = parse(browser.dump_dom(f"{search}?q=ferries+since:2022"))
    assert re.search(r"\d weiterer? Eintr(ag passt|äge passen) bis auf das Datum: Es ist unbekannt\.", page.text)
    page = parse(browser.dump_dom(f"{search}?q=ferries"))
    assert re.search(r"\d Einträge gefunden für „ferries“, die besten zuerst\.", page.text)
    assert "ohne Zeitangabe" in page.text
    page = parse(browser.dump_dom(f"{search}?q=zebra"))
    assert "Nichts gefunden für „zebra“. Hier aufbewahrt: 8 Einträge aus 3 Liveblogs, nach 4 Erfassungen." in page.text
    page = parse(browser.dump_dom(f"{search}?q=headlin:zebra"))
    assert {"lang": "en"}.items() <= page.all("p")[[each.get("id") for each in page.all("p")].index("status")].items()


def test_what_a_table_lacks_is_said_in_english() -> None:
    table = _joined(ENGLISH, {"search": "Suche", "phrases": {"zone named": "Zone genannt"}})
    assert (table["search"], table["about"]) == ("Suche", "About")
    assert part(table, "phrases")["zone named"] == "Zone genannt"
    assert part(table, "phrases")["day heading"] == "day heading"
