"""Is the text of a page what a browser shows of it, however deep or torn its markup is?"""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from selectolax.lexbor import LexborNode

from backfile.seeds.markup.visible import DEEPEST, Page, is_rendered, is_too_deep, read_element, read_page
from tests.browser import find_browser, serve
from tests.seeds.hostile import HOSTILE_HTML, MANY, TREES, deep
from tests.seeds.sample_pages import FOLDER, PAGES


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("", ""),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<div>one</div><div>two</div>three", "one\ntwo\nthree"),
        ("one<br>two<br><br>three", "one\ntwo\n\nthree"),
        ("  a \n\t b<b> c</b>d ", "a b cd"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>", "a b\nc"),
        ("<table><caption>t</caption><tr><td>a</td></tr></table>", "t\na"),
        ("a<script>b</script><style>c</style><template>d</template><noscript>e</noscript>", "a"),
        ("a<textarea>b</textarea><iframe>c</iframe><video>d</video><input value=e>", "a"),
        ("<p hidden>a</p><p style='display: none'>b</p><p style='color:red;VISIBILITY:hidden'>c</p>d", "d"),
        ("<details><summary>a</summary>b</details><details open><summary>c</summary>d</details>", "a\nb\nc\nd"),
        ("<details>a</details>b", "a\nb"),
        ("<dialog>a</dialog><dialog open>b</dialog>", "b"),
        ("a<hr>b<!-- c -->", "a\nb"),
        ("a\0b&#0;&lt;&amp;amp;", "a\ufffdb\ufffd<&amp;"),
        ("a\u00a0 \u2003b", "a\u00a0 \u2003b"),
    ],
)
def test_the_text_is_what_a_reader_sees(source: str, text: str) -> None:
    assert read_page(f"<body>{source}").text == text


def test_each_element_knows_where_its_text_stands() -> None:
    page = read_page("<body>Rain <p>falls <b> hard </b></p><p id=none> </p><p hidden>no</p>")
    assert page.tree is not None
    places = {node.tag: (page.span(node), page.seen(node)) for node in page.tree.css("p:first-of-type, b")}
    assert places == {"p": ((6, 16), "falls hard"), "b": ((12, 16), "hard")}
    assert page.text[6:16] == "falls hard"
    for node in page.tree.css("#none, [hidden]"):
        assert page.span(node) is None
        assert page.seen(node) == ""


def test_the_text_of_one_element_leaves_out_its_neighbours_and_what_is_dropped() -> None:
    first, dropped = _first("<div>a <i>b</i><p>c</p></div><div>d</div>", "div"), "i"
    inner = first.css_first(dropped)
    assert inner is not None
    assert read_element(first) == "a b\n\nc"
    assert read_element(first, {inner.mem_id}) == "a\n\nc"


def test_markup_alone_tells_what_is_rendered() -> None:
    assert is_rendered(_first("<p class=x>a</p>", "p"))
    assert not is_rendered(_first("<p hidden>a</p>", "p"))
    assert not is_rendered(_first("<iframe></iframe>", "iframe"))


@given(TREES | HOSTILE_HTML)
@example("<b></b>" * 3 + "<p>")
@example("<table>a<tr>b<td>c")
def test_every_place_lies_in_the_text_and_an_element_inside_what_holds_it(source: str) -> None:
    page = read_page(source)
    assert page.text == page.text.strip(" \t\n\r\f")
    for node in page.tree.css("*") if page.tree else ():
        span = page.span(node)
        if span is None:
            continue
        assert 0 <= span[0] < span[1] <= len(page.text)
        assert page.text[span[0]] not in " \n"
        above = page.span(node.parent) if node.parent is not None and node.parent.tag else None
        if above is not None:
            assert above[0] <= span[0]
            assert span[1] <= above[1]


@pytest.mark.parametrize(
    "opening",
    ["<div>", "<b>", "<a>", "<blockquote>", "<ul>", "<table>", "<svg>", "<template>", "<select>", "<details>", "<em>",
     "<p><b>", "<b></i>", "<div></span>", "<b></p>", "<div/>", "<i x'>", "<td><table>", "<div><script></div></script>",
     "<ul><li>", "<span><span><div></span></span>", "<svg><title></title><div/>", "<svg><foreignObject><x-y/>",
     "<DIV a='>'>"],
)  # fmt: skip
def test_markup_past_the_bound_is_read_without_its_structure(opening: str) -> None:
    page = read_page(f"<p>Before.</p>{deep(opening, 'the words &amp; more')}")
    assert page.tree is None
    assert "Before." in page.text
    assert "template" in opening or page.text.endswith("the words & more")


@pytest.mark.parametrize(
    "source",
    [
        deep("<p>"),
        deep("<li>"),
        deep("<option>"),
        "<table>" + deep("<tr><td>"),
        deep("<br>"),
        deep("<img src='x>y'>"),
        deep("<div>a</div>", ""),
        deep("<div><span>a</div>", ""),
        deep("<b><div></b></div>", ""),
        "<svg>" + deep("<path d=M0 />") + "</svg>",
        "<svg><title>a</title>" + deep("<path/>") + "</svg>",
        "<script>" + deep("<div>") + "</script>",
        "<!--" + deep("<div>") + "-->",
        "<title>" + deep("<div>"),
        deep("<", ""),
        deep("<a", ""),
        deep('<a b="', ""),
        deep('<a "', ""),
        deep("<!--", ""),
        deep("<?", ""),
        deep("</div>", ""),
        "<a title='" + "x" * 1_000_000 + "'>y</a>",
        deep("&lt;&#60;&amp;", ""),
    ],
)
def test_what_only_looks_deep_or_torn_keeps_its_structure(source: str) -> None:
    assert not is_too_deep(source)


def test_the_bound_is_that_of_elements_inside_each_other() -> None:
    assert not is_too_deep("<div>" * DEEPEST)
    assert is_too_deep("<div>" * (DEEPEST + 1))
    assert not is_too_deep("<select><style></select>" + "<div>" * (DEEPEST - 2))
    assert is_too_deep("<select><style></select>" + "<div>" * (DEEPEST + 2))


def test_scripts_that_never_end_are_no_text_of_a_deep_page() -> None:
    text = read_page(f"{deep('<div>', 'words')}<script>no{'<script>' * MANY}").text
    assert text == "words"


@pytest.mark.parametrize("name", [name for name in PAGES if name != "ndtv.html"] + ["ndtv.html"])
def test_the_text_of_a_page_is_what_chromium_shows_of_it(name: str, tmp_path: Path) -> None:
    browser = find_browser()
    source = (FOLDER / name).read_text(encoding="utf-8")
    # The scripts of the page stay what they are; ours writes down what the browser would show.
    ours = "<script>document.title = document.body.innerText</script></body>"
    (tmp_path / "page.html").write_text(source.replace("</body>", ours), encoding="utf-8")
    with serve(tmp_path) as address:
        dumped = browser.dump_dom(f"{address}/page.html")
    found = re.search(r"<title>(.*?)</title>", dumped, re.DOTALL)
    assert found is not None
    assert "".join(html.unescape(found[1]).split()) == "".join(read_page(source).text.split())


def _first(source: str, selector: str) -> LexborNode:
    page: Page = read_page(source)
    assert page.tree is not None
    node = page.tree.css_first(selector)
    assert node is not None
    _KEPT.append(page)  # an element lives as long as its tree
    return node


_KEPT: list[Page] = []
