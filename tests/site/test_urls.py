"""Where pages stand, and how they point to each other."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.site.form import USUAL
from backfile.site.urls import entry_markdown, liveblog_page, outbound, relative
from backfile.text.slug import Slug

PATHS = st.lists(st.text("abc", min_size=1, max_size=3), min_size=1, max_size=4).map("/".join)


def test_a_live_blog_and_its_entries_stand_in_one_folder() -> None:
    storm, quay = Slug("storm"), Slug("quay")
    assert liveblog_page(storm) == "storm/index.html"
    assert USUAL.entry(storm, quay) == "storm/quay.html"
    assert entry_markdown(storm, quay) == "storm/quay.md"


@given(PATHS, PATHS)
def test_a_relative_link_leads_from_one_page_to_the_other(origin: str, target: str) -> None:
    link = relative(origin, target)
    assert not link.startswith("/")
    assert posixpath.normpath(posixpath.join(posixpath.dirname(origin), link)) == target


@pytest.mark.parametrize(
    "address",
    ["https://example.com/live?a=b&c=d#e", "HTTP://EXAMPLE.COM", "https://пример.example/жизнь's", "http://[::1]:80/"],
)
def test_an_http_address_becomes_a_link(address: str) -> None:
    assert outbound(address) == address


@pytest.mark.parametrize(
    "address",
    [
        *(None, "", "javascript:alert(1)", "data:text/html,x", "vbscript:x", "mailto:a@example.com", "//example.com"),
        *(
            "/path",
            "https://",
            "https://a b",
            'https://a"b',
            "https://a<b>",
            " https://a",
            "https://a\n",
            "java\tscript:x",
        ),
        *("https://a\u202eb", "https://a\x00", "https://a\u00a0b", "https://a\u2028b", "https://a\ud800"),
    ],
)
def test_anything_else_does_not(address: str | None) -> None:
    assert outbound(address) is None
