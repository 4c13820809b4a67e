"""Does the Markdown of a body say the visible words, and keep what they were marked as?"""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from backfile.seeds.markup.body import based_on, convert, convert_fragment
from backfile.seeds.markup.visible import read_page
from backfile.site.body import render_body
from backfile.text.markdown import words
from tests.seeds.hostile import HOSTILE_HTML, TREES, deep
from tests.site.markup import parse


@given(st.lists(TREES, max_size=4).map("".join))
@example("<b> a</b>b<i>c </i>")
@example("<b>a<p>b</p>c</b>")
@example("a<br><br> <b><br></b>b<br>")
@example("<b></b><br>a")
@example(
    "<table><caption>t</caption><tr hidden><td>a</td><td>b</td></tr>"
    "<tr><td>c</td><td hidden>d</td><td>e</td></tr></table>"
)
@example("<table><caption>t</caption><tr><td>a</td></tr></table>")
@example("<ul>a<li>b<ul><li>c</ul><li hidden>d</ul>")
@example("<figure><img src=x><figcaption>a<b>b</b></figcaption></figure><figure>a<figcaption>b</figcaption></figure>")
@example("<h3>a<p>b</p></h3><h3>1. a</h3><blockquote>- a<br># b</blockquote>")
@example("<a href='https://a.example'>a <a href='https://b.example'>b</a></a>!<a href='https://c.example'>c</a>")
@example(
    "<details>a<summary>b</summary>c<summary>d</summary></details><details><div><summary>e</summary></div></details>"
)
@example("<b>*</b>a<i>_</i><s>~~</s>")
@example("<li>1. a</li><p>    b</p>")
@example("<ol><li>a<blockquote>b</blockquote></li><li>c</li></ol>")
@example("<blockquote><table><tr><td>1</td><td>x</td></tr><tr><td>2</td><td>y</td></tr></table></blockquote>")
@example("<ul><li>a<table><caption>1</caption><tr><td>1</td><td>x</td></tr></table></li><li>b</li></ul>")
def test_the_words_of_a_body_are_those_a_reader_sees(tree: str) -> None:
    source = f"<body>{tree}</body>"
    written = _convert(source)
    assert _bare(words(written)) == _bare(read_page(source).text)


@given(st.lists(TREES, max_size=4).map("".join))
@example("<b>1\u00a0</b>a <b>\u00a0<i> b</i></b>")
def test_the_site_shows_the_words_of_a_body(tree: str) -> None:
    written = _convert(f"<body>{tree}</body>")
    shown = parse(render_body(written)).text
    # A picture without a caption is shown by its address.
    assert _bare(shown).replace(_bare(_PICTURE), "") == _bare(words(written)).replace(_bare(_PICTURE), "")


@given(TREES | HOSTILE_HTML | st.text())
def test_any_fragment_is_converted(source: str) -> None:
    written = convert_fragment(source)
    assert isinstance(written, str)
    assert written == written.strip("\n")
    if "<" not in source and "&" not in source:
        assert words(written).split() == source.replace("\ufdd0", "\ufffd").split()


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("<p>a</p><p>b<br>c</p>", "a\n\nb  \nc"),
        ("<p>a <b>b </b>c <em>d</em></p>", "a **b** c *d*"),
        ("<p><del>a</del> <s>b</s> <cite>c</cite></p>", "~~a~~ ~~b~~ *c*"),
        ("<p><b></b>a<b> </b>b</p>", "a b"),
        ("<b>a<p>b</p></b>", "a\n\nb"),
        ("<h2>a <i>b</i></h2><p>c</p>", "### a *b*\n\nc"),
        ("<h3><p>a</p></h3>", "a"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<blockquote> </blockquote>a", "a"),
        ("<ul><li>a<li>b</ul><ol><li>c<ul><li>d</ul><li>e</ol>", "- a\n- b\n\n1. c\n\n    - d\n\n2. e"),
        ("<ul>a<li></li><!-- b --></ul>", "- a"),
        ("<ul><li> </li></ul>a", "a"),
        ("<a href='/b'>a</a> <a href='javascript:x'>c</a>", "[a](<https://a.example/b>) c"),
        ("<a>d</a> <a href='http://[x'>e</a>", "d e"),
        ("<s><s>1</s></s> <b>a</b><b>b</b><i>c</i><b>d</b>", "~~1~~ **ab**c**d**"),
        ("!<a href='/b'>a</a>", "&#33;[a](<https://a.example/b>)"),
        ("<figure><img src='/p.png'><figcaption>a <i>b</i></figcaption></figure>", "![a *b*](<https://a.example/p.png>)"),
        ("<figure><img data-src='/p.png'></figure>", "![](<https://a.example/p.png>)"),
        ("<figure><img src='/p.png'><figcaption><p>a</p></figcaption></figure>", "![](<https://a.example/p.png>)\n\na"),
        ("<figure><blockquote>a</blockquote><figcaption>b</figcaption></figure>", "> a\n\nb"),
        ("<figure><img src='data:x'><figcaption>a</figcaption></figure>", "a"),
        ("a<img src='/p.png'>b<img>", "a\n\n![](<https://a.example/p.png>)\n\nb"),
        ("<iframe src='/v'></iframe><iframe src='/w' width=1></iframe><iframe src='/x' hidden></iframe>", "![](<https://a.example/v>)"),
        ("<iframe src='about:blank'></iframe><video></video>a", "a"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>c</td></tr><tr><td></td></tr></table>",
         "| a | b |\n| --- | --- |\n| c |  |"),
        ("<table><caption>t</caption><tr><td>a</td><td>b|c</td></tr></table>", "t\n\n| a | b&#124;c |\n| --- | --- |"),
        ("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", "a\n\nb"),
        ("<table><tr><td><p>a</p></td><td>b</td></tr></table>", "a\n\nb"),
        ("<table><tr><td> </td><td> </td></tr></table>a", "a"),
        ("<td>a</td><details>b<summary>c</summary>d</details><details>e</details>", "a\n\nb\n\nc\n\nd\n\ne"),
        ("<del><p>a</p><p>b</p></del><p>c</p>", "~~a~~\n\n~~b~~\n\nc"),
        ("<del>a<b>b<p>c</p></b></del>d", "~~ab~~\n\n~~c~~\n\nd"),
        ("<s><ul><li>a</li><li>b</li></ul></s>", "- ~~a~~\n- ~~b~~"),
        ("<p style='text-decoration: line-through'>a <del>b</del></p>c", "~~a b~~\n\nc"),
        ("<del>a</del> <ins>b</ins>", "~~a~~ b"),
        ("<p hidden>a</p><script>b</script>c", "c"),
        ("\ufdd0<b>\ufdd0</b>", "\ufffd**\ufffd**"),
    ],
)  # fmt: skip
def test_elements_become_what_they_mean(source: str, written: str) -> None:
    assert _convert(f"<body>{source}</body>") == written


def test_what_is_dropped_is_no_part_of_the_body() -> None:
    tree = LexborHTMLParser("<div>a<p>b</p><ul><li>c</li><li>d</li></ul></div>")
    gone = {node.mem_id for node in tree.css("p, li:first-child")}
    assert convert(tree.css("div"), gone) == "a\n\n- d"
    assert convert([]) == ""


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("", ""),
        ("a\nb\n\n *c* ", "a\n\nb\n\n\\*c\\*"),
        ("Fish &amp; chips &lt; 5", "Fish & chips &lt; 5"),
        ("a < b", "a &lt; b"),
        ("<p>a</p>", "a"),
        ("<!-- only -->", ""),
    ],
)
def test_a_fragment_is_html_or_plain_lines(source: str, written: str) -> None:
    assert convert_fragment(source) == written


@pytest.mark.parametrize(
    "source",
    [
        deep("<div>", "the words", "</div>"),
        deep("<b>", "the words"),
        deep("<table><tr><td>", "the words", times=60),
        deep("<table><tr><td>a<td>", "the words", times=60),
        deep("<blockquote>", "the words", times=190),
        deep("<ul><li>", "the words", times=190),
        deep("<details open>", "the words", times=190),
        deep("<b></b><br>", "the words", times=20_000),
        deep("<b> ", "the words", times=150),
    ],
)
def test_deep_fragments_keep_their_words(source: str) -> None:
    assert _bare(words(convert_fragment(source))).endswith("thewords")


def test_addresses_lead_to_the_web_or_nowhere() -> None:
    full = based_on("https://a.example/live/page")
    given = ("b", " /c ", "//d.example", "#e", "mailto:f", "http://[g", "HTTPS://h.example")
    assert [full(each) for each in given] == [
        "https://a.example/live/b", "https://a.example/c", "https://d.example", "https://a.example/live/page#e",
        None, None, "https://h.example",
    ]  # fmt: skip
    assert based_on(None)("/b") is None


def _convert(source: str) -> str:
    body = LexborHTMLParser(source).body
    assert body is not None
    return convert([body], address=based_on("https://a.example/"))


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


_PICTURE = "https://pictures.example/a(1).png"
