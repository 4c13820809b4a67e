"""Text that runs from right to left reads well among text that does not, and turns nothing around beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from backfile.model.entry import Coverage
from backfile.model.observation import LiveBlog
from backfile.text.slug import Slug
from tests.browser import Browser
from tests.site.conftest import SETTINGS
from tests.site.markup import VOID, Markup
from tests.site.sample import COUNT, clock, entry, write_site

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]\\S")  # a letter alone, a heading of the alphabet, has no direction to keep
BRIDGE = "הגשר נסגר לתנועה (כביש 12)!"
MIXED = "הרכבת של Zürich מאחרת ב־20 דקות."
HARBOUR = Coverage(
    slug=Slug("harbour"),
    key="harbour",
    liveblog=LiveBlog(
        headline="סערה בנמל: העדכונים מ־Orrin",
        summary=("הסערה הגיעה אל החוף, וכל המעבורות עומדות בנמל.", "The wall is holding, so far."),
        publisher="חדשות הנמל",
        address="https://news.example/he/1",
    ),
    captures=(replace(COUNT, publisher="חדשות הנמל", name="סערה (1).html"),),
    entries=(
        replace(
            entry(
                f"{MIXED}\n\nThe line is shut until noon.\n\nكل العبارات متوقفة.",
                BRIDGE,
                name="bridge",
                byline=("נועה כהן", "Tom O’Hare", "عمر (أوسلو)"),
                published=clock("22:32 שעון מקומי", 22, 32),
                capture=COUNT,
                earlier=[("הגשר פתוח?", "הגשר פתוח.")],
            ),
            language="he",
            tags=("נמל", "Sea wall"),
        ),
        entry(
            "העבודות בחומה יימשכו עד הבוקר, אמרה המהנדסת.", name="wall", published=clock("21:58", 21, 58), capture=COUNT
        ),
    ),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("harbour")
    write_site(folder, [HARBOUR], SETTINGS)
    return folder


class Surroundings(Markup):
    """Each piece of text with the elements around it, the nearest last."""

    def __init__(self) -> None:
        super().__init__()
        self.around: list[tuple[str, dict[str, str]]] = []
        self.found: list[tuple[str, list[tuple[str, dict[str, str]]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        if tag not in VOID:
            self.around.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        super().handle_endtag(tag)
        self.around.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.found.append((data.strip(), list(self.around)))


def pieces(site: Path) -> Iterator[tuple[str, str, list[tuple[str, dict[str, str]]]]]:
    for path in sorted(site.rglob("*.html")):
        page = Surroundings()
        page.feed(path.read_text(encoding="utf-8"))
        for text, around in page.found:
            yield path.relative_to(site).as_posix(), text, around


def test_every_text_from_right_to_left_is_isolated_and_finds_its_own_direction(site: Path) -> None:
    seen = 0
    for path, text, around in pieces(site):
        names = [name for name, _ in around]
        if RIGHT_TO_LEFT.search(text) and "title" not in names and "address" not in around[-1][1].get("class", ""):
            seen += 1
            assert "bdi" in names or any(attributes.get("dir") == "auto" for _, attributes in around), (path, text)
    assert seen > 60


def test_no_text_from_right_to_left_is_said_to_be_in_the_language_of_the_site(site: Path) -> None:
    for path, text, around in pieces(site):
        if RIGHT_TO_LEFT.search(text) and "title" not in [name for name, _ in around]:
            languages = [attributes["lang"] for _, attributes in around if "lang" in attributes]
            assert languages[-1] in ("", "he"), (path, text)


def test_the_names_of_a_byline_are_isolated_one_by_one(site: Path) -> None:
    page = (site / "harbour" / "bridge.html").read_text(encoding="utf-8")
    [by] = re.findall(r'<p class="by">(.*?)</p>', page)
    assert re.sub(r"<a [^>]*>|</a>", "", by) == (
        'By <bdi lang="">נועה כהן</bdi>, <bdi lang="">Tom O’Hare</bdi> and <bdi lang="">عمر (أوسلو)</bdi>'
    )


MEASURE = """
const said = {};
const sides = (name, element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const [box, text] = [element, range].map((each) => each.getBoundingClientRect());
  said[name] = [getComputedStyle(element).direction, text.left - box.left < box.right - text.right ? "left" : "right"];
};
sides("headline", document.querySelector("h1"));
document.querySelectorAll("article > .words p").forEach((p, number) => sides(`p${number}`, p));
const names = [...document.querySelectorAll(".by bdi")].map((name) => name.getBoundingClientRect().left);
said.names = names.every((left, number) => !number || left > names[number - 1]);
document.body.textContent = JSON.stringify(said);
"""


def test_in_a_browser_each_paragraph_stands_on_its_own_side(site: Path, browser: Browser, tmp_path: Path) -> None:
    page = (site / "harbour" / "bridge.html").read_text(encoding="utf-8")
    style = (site / "assets" / "style.css").read_text(encoding="utf-8")
    page = re.sub(r"<meta http-equiv[^>]*>", "", page).replace("</head>", f"<style>{style}</style></head>")
    (tmp_path / "page.html").write_text(page.replace("</body>", f"<script>{MEASURE}</script></body>"), encoding="utf-8")
    dom = browser.dump_dom((tmp_path / "page.html").as_uri())
    said = {name: sides for name, *sides in re.findall(r'"(\w+)":\["(\w+)","(\w+)"', dom)}
    right, left = ["rtl", "right"], ["ltr", "left"]
    assert said == {"headline": right, "p0": right, "p1": left, "p2": right}
    assert '"names":true' in dom  # the sentence around them goes on from left to right
