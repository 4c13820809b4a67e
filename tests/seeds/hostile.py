"""HTML and JSON that nobody would write by accident, and generated trees of the elements that bodies hold."""

from __future__ import annotations

import html
import json

from hypothesis import strategies as st

MANY = 100_000

WORDS = st.text(st.sampled_from("ab *_`#>-+.1)[]|~\\&<!\n é“\u00a0\t"), max_size=12)
_ATTRIBUTES = st.sampled_from(["", "", "", " hidden", ' style="display:none"', " class=x", ' style="color:red"'])
_HOLDERS = (
    "b em strong i s p div ul ol li blockquote h3 a table tr td th figure figcaption details summary span section"
).split()
_SINGLE = ('<img src="https://pictures.example/a(1).png" alt="x">', "<br>", "<hr>", "<!-- no -->", "<img>")


def _holder(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(_element, st.sampled_from(_HOLDERS), _ATTRIBUTES, st.lists(children, max_size=4))


def _element(tag: str, attributes: str, children: list[str]) -> str:
    inner = "".join(children)
    if tag == "a":
        attributes += ' href="https://www.valley.example/a_b(1)?x=[2]&amp;y=*"'
    if tag == "table":  # with what makes it one
        inner = (
            f"<caption>{inner}</caption><tr><td>{inner}</td><td>x</td></tr>" if len(inner) % 2 else f"<tr>{inner}</tr>"
        )
    return f"<{tag}{attributes}>{inner}</{tag}>"


TREES = st.recursive(WORDS.map(html.escape) | st.sampled_from(_SINGLE), _holder, max_leaves=14)

# Anything that looks like markup, whole or torn.
_TORN = st.sampled_from(
    "<div> </div> <b> </b> <p> <li> <table> <tr> <td> </table> <script> </script> <style> <!-- --> <a href=' \" '> "
    "<svg> <title> </title> <template> <select> <details> &lt; &#0; &#xd800; "
    "<article id=block-0123456789abcdef01234567> "
    "<time datetime=2024-01-02T03:04:05Z> </time> <h2> 10:31 </h2> 12.31&nbsp;Uhr: <itemprop=x> <header> <footer> "
    '<i/> <img src=x> <br> <iframe> ]]> <![CDATA[ <? </ <a =">" words and more'.split()
)
HOSTILE_HTML = st.lists(_TORN | st.text(max_size=6), max_size=40).map(" ".join)

_PLAIN = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.sampled_from(["0123456789abcdef01234567", "urn:x", "2024-01-02T03:04:05Z", "<p>x</p>", "new", "LiveUpdate", "http://[x"])
)  # fmt: skip
_KEYS = st.sampled_from(
    "@type @id @graph id _id url headline name title author authors articleBody liveBlogUpdate datePublished elements "
    "groups refs item item_type meta media renditions baseImage html kind data created_utc body body_html timestamp "
    "type postType content children childrenMeta publishedTime assetId dateAdded lastUpdated contributor contributors "
    "publisher pagination blockFirstPublished blockLastUpdated allImages _meta _links total pages replaces mainEntity "
    "text".split()
)
JSON_VALUES = st.recursive(
    _PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=6), max_leaves=30
)


def _with_shape(value: object) -> list[object]:
    """Objects that are taken for entries, whatever they hold."""
    rest = value if isinstance(value, dict) else {"x": value}
    return [
        {**rest, "id": "0123456789abcdef01234567", "elements": [value, rest]},
        {**rest, "_id": "urn:x", "groups": [value, rest, {"refs": [value, {"item": rest}]}]},
        {**rest, "kind": "LiveUpdate", "data": rest},
        {**rest, "postType": "liveblog-update", "content": value},
        {**rest, "id": value, "type": "update", "timestamp": value},
        {**rest, "assetId": value, "dateAdded": value},
        {**rest, "@type": "LiveBlogPosting", "liveBlogUpdate": [rest, value]},
    ]


HOSTILE_DATA = JSON_VALUES.map(lambda value: json.dumps([None, *_with_shape(value), value]))


def deep(opening: str, inner: str = "x", closing: str = "", times: int = MANY) -> str:
    return opening * times + inner + closing * times
