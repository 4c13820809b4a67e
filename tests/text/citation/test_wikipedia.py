"""Does {{cite web}} hold what it is given, and nothing that wikitext would read as markup?"""

from __future__ import annotations

import html
import re
from dataclasses import replace

from hypothesis import example, given

from backfile.text.citation.source import Citation
from backfile.text.citation.wikipedia import wikipedia
from tests.text.citation.citations import BARE, CITATIONS, WEIR


def read(text: str) -> dict[str, str]:
    """The parameters of the template, told apart as MediaWiki does where nothing is nested."""
    found = re.fullmatch(r"\{\{cite web ([^{}]*)\}\}<!-- ((?:(?!-->).)*) -->\n", text)
    assert found is not None
    pairs = (each.split("=", 1) for each in found[1].removeprefix("|").split(" |"))
    return {name: html.unescape(value) for name, value in pairs}


def test_all_that_is_known_is_a_parameter() -> None:
    assert read(wikipedia(WEIR)) == {
        "author1": "Nellie Bly",
        "author2": "Egon Erwin Kisch",
        "title": WEIR.title,
        "url": "https://news.example/live/river?a=1&b=%7B2%7D#weir",
        "work": "River Alder | live",
        "publisher": "Example News",
        "date": "2022-10-05",
        "access-date": "2022-10-06",
        "language": "en",
    }
    assert read(wikipedia(BARE)).keys() == {"title", "work"}


@given(CITATIONS)
@example(replace(WEIR, title="}}--> [[x]] '''b''' <nowiki> {{y}} ~~~~ &amp; ==h=="))
def test_no_headline_ends_the_template(citation: Citation) -> None:
    assert read(wikipedia(citation))["title"] == citation.title
    text = wikipedia(citation).partition("<!--")[0].removeprefix("{{").removesuffix("}}")
    assert not re.search(r"\[|\]|\{|\}|''|<|>|~{3,}", text)


def test_a_month_alone_is_spelled_out_and_no_day_is_made_up() -> None:
    fields = read(wikipedia(replace(WEIR, day="2022-03", captured_day="2022-04")))
    assert fields["date"] == "March 2022"
    assert "access-date" not in fields
    assert read(wikipedia(replace(WEIR, day="2022")))["date"] == "2022"
