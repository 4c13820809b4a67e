"""Does Markdown written by us mean exactly the captured words, to us and to a renderer?"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.text.characters import UNSAFE
from backfile.text.markdown import (
    escape,
    find_struck,
    heading,
    link,
    listing,
    marks,
    picture,
    quote,
    show_struck,
    table,
    words,
)

ANY_TEXT = st.text(st.characters(exclude_categories=())) | st.text(
    st.sampled_from("\\`*_[]#>+-.)(<&|~=!;19lt ampaz\n\r\t\0\x1b\x85\u2028\ud800\udfff\ufdd0\u00a0")
)
# What a renderer can show: all but controls, separators of lines, surrogates and what Unicode has not given out.
PRINTABLE = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"], include_characters="\n"))
# Few characters at a time, for only then do they meet as a rule, a list or an entity.
RULES = ["*_- \n", "-= \na", "#> \n1.)", "+-1.)a \n\u00a0", "\u0663.) a", "\n a", "|-:\na"]
SPANS = ["`\\ a~", "&#;x12a", "&lt;amp<", "[]():!a\n ", "<a>/!-?\n", "!?^%$@'\"{}:.a# \n"]
SPECIALS = st.sampled_from(RULES + SPANS).flatmap(st.text)


@given(ANY_TEXT | SPECIALS)
@example("")
@example("\n\n\n a  \n\n b \n")
@example("&#35; &amp; &amp;lt; &#; &")
@example("a  \nb")
@example("\\\n\\\\")
@example("\r\n\x85\u2028\ud800\U0010ffff")
def test_words_reads_back_what_escape_wrote(text: str) -> None:
    written = escape(text)
    assert words(written) == text
    assert escape(words(written)) == written


@given(ANY_TEXT)
@example("\0\t\r\x1b\x85\u2028\ud800\U0010ffff\n\n\n")
def test_what_is_written_can_stand_in_any_text_file(text: str) -> None:
    written = escape(text)
    assert set(re.findall(f"[{UNSAFE}]", written)) <= {"\n"}
    assert not re.search(r"\n{3}|^\s|\n\Z", written)
    written.encode("utf-8")


@given(PRINTABLE | SPECIALS)
@example("-- -")
@example("- - -\n* * *\n___")
@example("a\n=\nb\n---\nc\n-  -   -")
@example("    code\n\ttab")
@example("1. a\n2) b\n+ c\n- d\n* e\n10.\n-\n+")
@example("# a #\n> b\n>> c")
@example("<script>alert(1)</script><!-- a --><b>")
@example("[a](b) ![c](d) [e]: f\n[g][h] <http://a.b> *[HTML]: x")
@example("&copy; &#169; &#xA9; &amp;amp; &copy")
@example("a | b\n--|--\n1 | 2\n\n~~~\nx\n~~~\n```\ny\n```")
@example("a\\\nb\\*c\\\\")
@example("\u00a0a\u3000\n\n\n\nb   ")
def test_a_renderer_shows_exactly_the_words_in_paragraphs_and_lines(text: str) -> None:
    page = Page(markdown.markdown(escape(text)))
    assert page.tags <= {"p", "br"}
    assert page.words == text


@given(ANY_TEXT)
@example("&#1114112; &#99999999999; &#0; &#55296;")
@example("&#" + "9" * 5000 + ";")
def test_markdown_from_another_hand_is_read_without_a_fault(text: str) -> None:
    if not re.search(r"[\\&*~\[\]|>#-]|\d\.| {2}", text):
        assert words(text) == text
    else:
        assert len(words(text)) <= len(text)


def test_a_number_that_is_no_character_stays_as_it_stands() -> None:
    assert words("&#65; &#1114111; &#1114112; &#99999999;") == "A \U0010ffff &#1114112; &#99999999;"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("5.4m words (so far) - and #more & more!", "5.4m words (so far) - and #more & more!"),
        ("one\ntwo\n\nthree", "one  \ntwo\n\nthree"),
        ("# 1", "\\# 1"),
        ("x_y <b> ~~z~~", "x\\_y &lt;b> &#126;&#126;z&#126;&#126;"),
        ("\ta\x1b", "&#9;a&#27;"),
    ],
)
def test_only_what_would_be_read_as_markup_is_escaped(text: str, written: str) -> None:
    assert escape(text) == written


class Page(HTMLParser):
    """The words that a browser would show of python-markdown's HTML, and the tags it would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words = ""
        # python-markdown ends a line of its source after each <br /> and each </p>, where a browser shows nothing.
        self.feed(html.replace("<br />\n", "<br />").replace("</p>\n", "</p>"))
        self.close()
        self.words = self.words.removesuffix("\n\n")

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        if tag == "br":
            self.words += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self.words += "\n\n"

    def handle_data(self, data: str) -> None:
        self.words += data


BARE = st.text(st.sampled_from("ab 1.*_#>-|&<[]()!~\\\u00a0é\n"), min_size=1).filter(str.strip).map(str.strip)
LINE = BARE.map(lambda text: " ".join(text.split()))


@pytest.mark.parametrize(
    ("written", "markup"),
    [
        (link("the *map*", "https://a.example/b c(1)?d=[e]"), "[the *map*](<https://a.example/b%20c(1)?d=%5Be%5D>)"),
        (link("a", "https://a.example/>\n<|`\\"), "[a](<https://a.example/%3E%0A%3C%7C%60%5C>)"),
        (picture("", "https://a.example/\ud800ä"), "![](<https://a.example/%3Fä>)"),
        (heading("*a*"), "### *a*"),
        (quote("a\n\n> b"), "> a\n>\n> > b"),
        (listing(["a", "b"], ordered=False), "- a\n- b"),
        (listing(["a\n\nb", "c"], ordered=True), "1. a\n\n    b\n\n2. c"),
        (listing(["> a", "b"], ordered=False), "- > a\n\n- b"),
        (listing([listing(["a"], ordered=True), "b"], ordered=False), "- 1. a\n- b"),
        (table([["a", "b"], ["c", ""]]), "| a | b |\n| --- | --- |\n| c |  |"),
    ],
)
def test_markup_is_written_in_one_way(written: str, markup: str) -> None:
    assert written == markup


@given(LINE, st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
@example("a", ">)\n[]<")
@example("]", "x")
def test_the_words_of_a_link_and_of_a_picture_are_those_inside_it(text: str, address: str) -> None:
    assert words(f"see {link(escape(text), address)}.") == f"see {text}."
    assert words(f"a\n\n{picture(escape(text), address)}\n\nb") == f"a\n\n{text}\n\nb"
    assert words(f"a\n\n{picture('', address)}\n\nb") == "a\n\nb"


@given(BARE)
def test_the_words_of_marked_text_are_those_inside_the_marks(text: str) -> None:
    line = " ".join(text.split())
    for mark in ("*", "**", "~~"):
        assert words(f"{mark}{escape(line)}{mark}") == line
    assert words(heading(escape(line))) == line
    assert words(quote(escape(text))).split() == text.split()


@given(st.lists(BARE, min_size=1, max_size=4), st.booleans())
@example(["1. a", "- b\n\n> c"], True)
def test_the_words_of_a_list_are_those_of_its_items(items: list[str], ordered: bool) -> None:
    written = listing([escape(item) for item in items], ordered=ordered)
    assert words(written).split() == " ".join(items).split()
    assert words(quote(written)).split() == " ".join(items).split()
    assert words(listing([written, "x"], ordered=ordered)).split() == [*" ".join(items).split(), "x"]


@given(st.lists(st.lists(LINE | st.just(""), min_size=2, max_size=2), min_size=1, max_size=4))
@example([["|", "| --- |"], ["", "a"]])
def test_the_words_of_a_table_are_those_of_its_cells(rows: list[list[str]]) -> None:
    written = table([[escape(cell) for cell in row] for row in rows])
    assert words(written).split() == " ".join(cell for row in rows for cell in row).split()
    assert "<table>" in markdown.markdown(written, extensions=["tables"])


# What is struck out


@given(st.lists(st.tuples(ANY_TEXT.filter(str.strip), st.booleans()), max_size=4))
@example([("~~", True), ("~~", False)])
@example([("a|b", True), ("](<~~>)", False)])
def test_what_is_struck_is_found_among_the_words(pieces: list[tuple[str, bool]]) -> None:
    written = [f"~~{escape(text)}~~" if struck else escape(text) for text, struck in pieces]
    body = "\n\n".join(written)
    expected = [words(each) for each, (_, struck) in zip(written, pieces, strict=True) if struck]
    assert [words(body)[start:end] for start, end in find_struck(body)] == [each for each in expected if each]
    assert ("struck" in marks(body)) == any(expected)


def test_struck_words_in_lists_quotations_and_tables_keep_their_places() -> None:
    body = "\n\n".join(
        [
            listing(["one ~~two~~", "three"], ordered=False),
            quote("four ~~five~~"),
            table([["six", "~~seven~~"], ["~~eight~~", link("ni~~ne~~", "https://news.example/~~x~~")]]),
            picture("", "https://news.example/y"),
            heading("~~ten~~"),
        ]
    )
    text = words(body)
    assert [text[start:end] for start, end in find_struck(body)] == ["two", "five", "seven", "eight", "ne", "ten"]
    assert show_struck("Three or two", [(0, 5), (9, 12)]) == "~~Three~~ or ~~two~~"
