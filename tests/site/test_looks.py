"""An archive's own theme takes the place of the shipped one, file by file; a fault in it is told in one line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from backfile.errors import BackfileError
from backfile.site.looks import Look
from backfile.site.render import POLICY, THEME
from backfile.site.told import Written
from tests.site.conftest import SETTINGS
from tests.site.markup import parse
from tests.site.sample import COVERAGES, STORM_NIGHT, write_site

ROOT = Path(__file__).parents[2]
QUAY = "storm-night/ferries-cancelled-until-friday.html"
ENTRY = '{% extends "shipped/entry.html" %}{% block main %}{{ super() }}<p>Ours: {{ entry.headline }}</p>{% endblock %}'


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    (tmp_path / "theme").mkdir()
    (tmp_path / "site").mkdir()
    return tmp_path / "theme"


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def build(theme: Path) -> Written:
    return write_site(theme.parent / "site", COVERAGES, SETTINGS, theme=theme)


def files(theme: Path) -> dict[str, bytes]:
    site = theme.parent / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def page(theme: Path, path: str = QUAY) -> str:
    return files(theme)[path].decode()


def test_an_own_template_extends_the_one_it_replaces(theme: Path) -> None:
    build(theme)
    before = files(theme)
    put(theme / "entry.html", ENTRY)
    build(theme)
    assert "<p>Ours: Ferries cancelled until Friday</p>" in page(theme)
    assert "All ferries stay in port until Friday" in page(theme)
    changed = {path for path, data in files(theme).items() if before[path] != data}
    assert changed == {
        path for path in before if path.endswith(".html") and path.count("/") == 1 and b'class="turn"' in before[path]
    }
    (theme / "entry.html").unlink()
    build(theme)
    assert files(theme) == before


def test_what_was_captured_is_escaped_in_own_templates_and_is_no_template(theme: Path) -> None:
    put(theme / "entry.html", ENTRY.replace("entry.headline", "entry.headline ~ '{{ 7 * 7 }}{% raw %}'"))
    build(theme)
    hostile = page(theme, "storm-night/hostile.html")
    assert "Ours: &lt;b&gt;Bold&lt;/b&gt;" in hostile
    assert "{{ 7 * 7 }}{% raw %}" in hostile
    assert not [each for each in parse(hostile).all("script") if "src" not in each]


def test_an_own_frame_is_that_of_all_pages(theme: Path) -> None:
    frame = (
        '{% extends "shipped/base.html" %}{% block icon %}<link rel="icon" href="{{ to.assets }}/i.png">{% endblock %}'
    )
    put(theme / "base.html", frame)
    build(theme)
    assert '<link rel="icon" href="../assets/i.png">' in page(theme)
    assert '<link rel="icon" href="assets/i.png">' in page(theme, "index.html")
    assert '<link rel="icon" href="/assets/i.png">' in page(theme, "404.html")


@pytest.mark.parametrize("name", ["style.css", "words.css", "lists.css", "search.css", "search-page.js"])
def test_own_styles_stand_for_the_shipped_ones(theme: Path, name: str) -> None:
    put(theme / name, "/* ours */")
    build(theme)
    assert page(theme, f"assets/{name}") == "/* ours */"


def test_pictures_fonts_and_styles_are_copied_and_swept_when_they_are_gone(theme: Path) -> None:
    for name in ("mark.svg", "signs/mark.PNG", "colours.css", "notes.txt", "read.woff2"):
        put(theme / name, name)
    for name in (".hidden.png", ".git/a.svg", "program.js", "archive.zip", "README"):
        put(theme / name, name)
    build(theme)
    ours = {"mark.svg", "signs/mark.PNG", "colours.css", "notes.txt", "read.woff2"}
    shipped = {"style.css", "words.css", "lists.css", "search.css", "search.js", "search-page.js"}
    held = {path.removeprefix("assets/") for path in files(theme) if path.startswith("assets/")}
    assert {path for path in held if not path.startswith("search/")} == ours | shipped
    for name in ours:
        (theme / name).unlink()
    assert build(theme).removed == len(ours)
    assert not (theme.parent / "site" / "assets" / "signs").exists()


def test_fonts_may_be_loaded_only_where_there_are_some(theme: Path) -> None:
    put(theme / "style.css", "")
    assert not Look.of(theme, "en").has_fonts
    build(theme)
    assert "font-src" not in page(theme)
    put(theme / "read.woff2", "")
    build(theme)
    [policy] = [each["content"] for each in parse(page(theme)).all("meta") if "http-equiv" in each]
    assert "font-src 'self'" in policy
    assert set(POLICY.split("; ")) < set(policy.split("; "))


def test_a_folder_without_files_of_a_theme_is_the_shipped_look(theme: Path) -> None:
    put(theme / ".DS_Store", "")
    assert Look.of(theme, "en") == Look.of(theme / "missing", "en") == Look.of(None, "en") == Look()


@pytest.mark.parametrize(
    ("name", "text", "line", "fault"),
    [
        ("entry.html", "{% extends 'shipped/entry.html' %}\n{% block main %}\n{{ entry.headline", 3, "is no template"),
        ("entry.html", "\n\n{% blok main %}", 3, "unknown tag 'blok'"),
        ("entry.html", "<p>\n{{ entry.headlin }}", 2, "no attribute 'headlin'"),
        ("entry.html", "\n{{ nothing }}", 2, "'nothing' is undefined"),
        ("entry.html", "\n{% extends 'shiped/entry.html' %}", 2, "there is no template “shiped/entry.html”"),
        ("entry.html", "{% include 'foot.html' %}", 1, "there is no template “foot.html”"),
        ("base.html", "\n{{ 1 / 0 }}", 2, "division by zero"),
        ("base.html", "\n\n{{ say('serch') }}", 3, "serch"),
        ("base.html", "\n{{ path|uper }}", 2, "No filter named 'uper'"),
        ("liveblog.html", "\n{{ liveblog.slug + 3 }}", 2, "str"),
        ("parts.html", "\n{% macro place_in(leaf) %}{% endmacro %}", 0, "entry.html, line "),
        ("parts.html", "\n{{ words.all('skip') }}", 2, "skip"),
    ],
)
def test_a_broken_template_is_told_of_by_file_and_line_and_leaves_the_site_as_it_was(
    theme: Path, name: str, text: str, line: int, fault: str
) -> None:
    build(theme)
    before = files(theme)
    put(theme / "style.css", "/* new */")
    put(theme / name, text)
    with pytest.raises(BackfileError) as told:
        build(theme)
    assert fault in told.value.fault
    assert told.value.place == (f"{theme / name}, line {line}" if line else str(theme))
    assert "\n" not in str(told.value)
    assert files(theme) == before


def test_a_template_that_extends_itself_is_told_of(theme: Path) -> None:
    put(theme / "entry.html", '{% extends "entry.html" %}')
    with pytest.raises(BackfileError, match="without an end; write shipped/entry"):
        build(theme)


def test_a_template_in_another_encoding_is_told_of(theme: Path) -> None:
    (theme / "entry.html").write_bytes("<p>Grüße".encode("latin-1"))
    with pytest.raises(BackfileError, match=re.escape(f"{theme / 'entry.html'}: is not UTF-8")):
        build(theme)


@pytest.mark.parametrize("name", ["entries-over-time.svg", "STYLE.css"])
def test_a_picture_with_the_name_of_a_file_of_the_site_is_refused(theme: Path, name: str) -> None:
    put(theme / name, "")
    with pytest.raises(BackfileError, match="another name"):
        build(theme)


def test_a_template_that_comes_between_two_builds_is_used(theme: Path) -> None:
    put(theme / "style.css", "")
    build(theme)
    put(theme / "entry.html", ENTRY)
    build(theme)
    assert "<p>Ours: " in page(theme)


def test_the_examples_of_the_page_on_own_looks_do_what_it_says(theme: Path) -> None:
    text = (ROOT / "docs" / "own-looks.md").read_text(encoding="utf-8")
    examples = re.findall(r"`theme/(\S+)`\n\n```\w+\n(.*?)```", text, re.DOTALL)
    assert [name for name, _ in examples] == ["entry.html", "base.html", "signs/mark.svg", "colours.css"]
    for name, example in examples:
        put(theme / name, example)
    build(theme)
    slug = STORM_NIGHT.entries[1].slug
    assert f'Ask us about <a href="mailto:desk@archive.example">storm-night/{slug}</a>.' in page(theme)
    links = [each["href"] for each in parse(page(theme)).all("link")]
    assert "../assets/signs/mark.svg" in links
    assert {"assets/signs/mark.svg", "assets/colours.css"} <= files(theme).keys()


def test_the_page_on_own_looks_names_every_file_that_can_be_replaced() -> None:
    text = (ROOT / "docs" / "own-looks.md").read_text(encoding="utf-8")
    assert [path.name for path in THEME.iterdir() if path.is_file() and f"`{path.name}`" not in text] == []
