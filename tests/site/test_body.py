"""An entry's Markdown becomes HTML that shows exactly its words, and holds nothing that lives."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backfile.site import body
from backfile.site.body import (
    DEEPEST,
    LONGEST,
    label_pictures,
    lower_headings,
    render_body,
    render_fully,
    render_plainly,
)
from backfile.site.shown import shown
from backfile.text.markdown import escape, heading, link, listing, picture, quote, table, words
from tests.site.markup import parse

MARKUP = st.text(st.sampled_from("\\`*_[]()<>#+-.!|~&;:\"'= \n\t0123456789abhpstx\u2028\x02\x03\x1b\u202e"))
TEXTS = st.one_of(st.text(st.characters(exclude_categories=())), MARKUP)

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><math><style>*{}</style>",
    "[x](javascript:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](https://a.example 'a\" onmouseover=alert(1) b')",
    "![x](https://a.example/pixel.png)",
    "<javascript:alert(1)>",
    '<https://a.example/"onclick=alert(1)>',
    "[x]: javascript:alert(1)\n\n[x]",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<base href=https://a.example><meta http-equiv=refresh content=0><form action=x><input></form>",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "<!-- --><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\x02klzzwxh:0000\x03 \x02wzxhzdk:0\x03 \x02amp\x03",
]
TAGS = set("p br blockquote ul ol li pre hr h2 table thead tbody tr th td em strong del code a".split())


def words_of(rendered: str) -> str:
    """What a reader sees: paragraphs parted by an empty line."""
    return parse(rendered.replace("</p>\n<p", "</p>\n\n<p").replace("<br>\n", "\n")).text


def assert_nothing_lives(rendered: str) -> None:
    markup = parse(rendered)
    assert not markup.unbalanced
    for tag, attributes in markup.tags:
        assert tag in TAGS
        allowed = {"a": {"href", "rel", "title", "class"}, "table": {"dir", "tabindex"}}
        assert attributes.keys() <= allowed.get(tag, {"dir"})
    for anchor in markup.all("a"):
        assert re.match(r"https?://", anchor["href"])
        assert anchor["rel"] == "noopener noreferrer nofollow"


@given(TEXTS)
@example("a\n\n\nb")
@example("  lead and tail  ")
@example("- a\n- b\n\n1. c\n\n> d\n\n# e\n\n    f")
@example("Setext\n===\n\nline\n---")
@example("&#27; &amp; &copy; &#x1b;")
@example("<b>*_`[x](y)`_*</b>\\")
@example("\x02klzzwxh:0000\x03")
@example("\ud800")
def test_escaped_words_are_shown_exactly(text: str) -> None:
    rendered = render_body(escape(text))
    assert words_of(rendered) == shown(text)
    assert {tag for tag, _ in parse(rendered).tags} <= {"p", "br"}


@given(TEXTS)
@example("a\nb\n\nc")
def test_the_plain_way_gives_the_same_as_the_renderer(text: str) -> None:
    assert render_plainly(escape(text)) == render_body(escape(text))


@given(st.one_of(MARKUP, st.lists(st.one_of(st.sampled_from(HOSTILE), MARKUP)).map("".join)))
def test_no_body_makes_anything_live(markdown: str) -> None:
    assert_nothing_lives(render_body(markdown))


@pytest.mark.parametrize("payload", HOSTILE)
def test_a_hostile_body_is_text(payload: str) -> None:
    rendered = render_body(payload)
    assert_nothing_lives(rendered)
    assert_nothing_lives(render_body(escape(payload)))
    assert words_of(render_body(escape(payload))) == shown(payload)


def test_markdown_that_a_person_wrote_is_rendered() -> None:
    rendered = render_body(
        "Some *stress*, `code` and a [link](https://a.example/ 'title').\n\n- one\n- two\n\n> said\n\n***"
    )
    names = [tag for tag, _ in parse(rendered).tags]
    assert names == ["p", "em", "code", "a", "ul", "li", "li", "blockquote", "p", "hr"]


def test_every_block_finds_its_own_direction() -> None:
    rendered = render_body("one\n\nאחת\n\n- x\n\n> y\n\n# z")
    for tag, attributes in parse(rendered).tags:
        assert tag == "li" or attributes == {"dir": "auto"}


def test_an_address_that_cannot_be_a_link_stands_in_brackets() -> None:
    assert words_of(render_body("[click *me*](javascript:alert(1))")) == "click me (javascript:alert(1))"
    assert words_of(render_body("[here](../up.html)")) == "here (../up.html)"


def test_no_word_of_a_reference_is_lost() -> None:
    text = words_of(render_body("[1]: https://a.example/one\n\nsee [1] and [two][1]"))
    assert text == "[1]: https://a.example/one\n\nsee [1] and [two][1]"


@given(st.one_of(MARKUP, st.lists(st.one_of(st.sampled_from(HOSTILE), MARKUP)).map("".join)), st.text())
@example('![a](https://a.example/ "x > y") class="picture"', '"><script>')
def test_a_label_is_an_attribute_of_pictures_and_of_nothing_else(markdown: str, label: str) -> None:
    before, after = parse(render_body(markdown)), parse(label_pictures(render_body(markdown), label))
    assert after.text == before.text
    expected = [
        (tag, given | {"data-label": label} if given.get("class") == "picture" else given) for tag, given in before.tags
    ]
    assert after.tags == expected


def test_a_picture_is_a_link_around_its_caption() -> None:
    captioned = parse(render_body(picture("the *old* bridge", "https://a.example/b(1).png")))
    assert captioned.text == "the old bridge"
    assert [(link["class"], link["href"]) for link in captioned.all("a")] == [("picture", "https://a.example/b(1).png")]
    assert parse(render_body("![not one](")).text == "![not one]("
    assert parse(render_body(picture("", "https://a.example/b.png"))).text == "https://a.example/b.png"


def test_headings_are_of_one_level_and_can_be_lowered() -> None:
    rendered = render_body("# one\n\ntext &lt;h2>\n\n###### six\n\nset\n===")
    assert parse(rendered).headings() == [2, 2, 2]
    lowered = lower_headings(rendered, 4)
    assert parse(lowered).headings() == [4, 4, 4]
    assert parse(lowered).text == parse(rendered).text


@pytest.mark.parametrize(
    "body",
    [
        *("[" * 40_000, "[a](" * 10_000, "[[a](b)" * 6_000, "](" * 20_000, "![" * 20_000),
        *("> " * 9_000 + "x", ">" * 9_000 + "x", "- " * 9_000 + "x", "1. " * 9_000 + "x"),
        "\n".join("    " * depth + "- deep" for depth in range(90)),
        *("*a " * 9_000, "_a_" * 15_000, "**a" * 15_000, "`a" * 20_000, "<http://a" * 5_000),
        *("\\" * (LONGEST - 1), "&#32;" * 9_000, "x" * (20 * LONGEST), "# x\n" * 9_000, "> a\n\n" * 9_000),
        escape("*" * (4 * LONGEST)),
    ],
    ids=lambda body: f"{body[:8]!r} {len(body)}",
)
def test_a_body_past_all_bounds_keeps_its_words_and_takes_no_time(body: str) -> None:
    began = time.process_time()
    rendered = render_body(body)
    assert time.process_time() - began < 10  # it takes half a second at most; without the bounds, minutes
    assert_nothing_lives(rendered)
    assert len(parse(rendered).text) >= body.count("x") + body.count("deep")


def test_what_is_too_deep_is_shown_as_its_words_alone() -> None:
    assert render_body("> " * (DEEPEST + 1) + "x") == '<p dir="auto">x</p>'
    assert len(parse(render_body("> " * DEEPEST + "x")).all("blockquote")) == DEEPEST


def test_many_links_are_not_taken_for_deep_ones() -> None:
    body = " ".join(link(f"one ({number})", "https://a.example/x") for number in range(200))
    assert len(parse(render_body(body)).all("a")) == 200


PIECES = (
    *"a word & &amp; &lt; S&P 1. - # * _ \\ \\* \\_ \\. ` < > http://x.y".split(),
    *"x@y.z | ~ ~~ [ ] ( ) = == + --- : ! ![ ' \"".split(),
    *"&#32; &#46; &#0; 2) \\# \\- &copy; &x é 😀".split(),
    *(" ", "  \n", "    ", "\t", "\n", "\n\n", "\xa0", "\u3000", "\u202e", "\x1b", "\u2028", "\u061c", "\u200f"),
)
ANY_BODY = st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=30)


@settings(max_examples=500)
@given(ANY_BODY | ANY_BODY.map(escape))
@example("one\n\ntwo & three")
@example("1\\. \\*Not\\* a list  \nAT&T\xa0")
@example("&#0;")
@example("a\n\n\nb")
@example("a\nb")
def test_the_short_way_gives_what_the_libraries_give(markdown: str) -> None:
    assert render_body(markdown) == render_fully(markdown)


@pytest.mark.parametrize("markdown", ["one", "one\n\ntwo & three > four", "1\\. \\*Not\\* a list  \nit goes on &lt;"])
def test_words_without_markup_take_the_short_way(markdown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = render_fully(markdown)
    render_body.cache_clear()
    monkeypatch.setattr(body, "render_fully", None)
    assert render_body(markdown) == expected


def test_a_table_is_given_in_the_same_way_each_time() -> None:
    body = table([["a", "b"], ["c", "d"]])
    (rendered,) = {render_body(body) for _ in range(20)}
    assert rendered.startswith('<table dir="auto" tabindex="0">')


def test_marks_at_the_end_of_a_heading_are_words_of_it() -> None:
    assert "C#" in parse(render_body(heading(escape("Written in C#")))).text


PLAIN = st.text(min_size=1).filter(lambda text: text.strip() == text and "\n" not in text).map(escape)
SPAN = st.one_of(
    PLAIN,
    PLAIN.map(lambda part: link(part, "https://a.example/x")),
    PLAIN.map(lambda part: picture(part, "https://a.b/")),
)
INLINE = st.lists(SPAN, min_size=1, max_size=3).map(" ".join)
BLOCK = st.one_of(
    INLINE,
    INLINE.map(heading),
    st.lists(INLINE, min_size=1, max_size=3).map("\n\n".join).map(quote),
    st.tuples(st.lists(INLINE, min_size=1, max_size=3), st.booleans()).map(
        lambda made: listing(made[0], ordered=made[1])
    ),
    st.lists(st.tuples(INLINE, INLINE), min_size=1, max_size=3).map(table),
)


@given(st.lists(BLOCK, min_size=1, max_size=4).map("\n\n".join))
def test_the_markup_of_a_captured_page_keeps_its_words(markdown: str) -> None:
    rendered = render_body(markdown)
    assert_nothing_lives(rendered)
    assert "".join(parse(rendered).text.split()) == "".join(shown(words(markdown)).split())
