"""Are names, ids and texts read out of whatever data holds?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.seeds.sightings.found import fragment, names, plain, trusted
from tests.seeds.hostile import JSON_VALUES, deep


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Fish &amp; chips", "Fish & chips"),
        ("Fish &amp;amp; chips", "Fish & chips"),
        (" a\n <b>b</b> ", "a b"),
        ("&lt;p&gt;a&lt;/p&gt;", "a"),
        ("5 < 6 > 4", "5 < 6 > 4"),
        ("a <b", "a <b"),
    ],
)
def test_plain_text_has_no_markup(text: str, read: str) -> None:
    assert plain(text) == read


def test_torn_tags_take_no_time() -> None:
    assert plain(deep("<a", "")).count("<a") == 100_000


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["#751105", None, "  "], ("751105",)),
        (["80", "#7", "post-12", "liveblogPost412"], ()),
        (["post-1288914", "slug-of-it", "post-1288914"], ("post-1288914", "slug-of-it")),
        (["live-1924698-qq0im"], ("live-1924698-qq0im",)),
    ],
)
def test_ordinals_are_never_trusted(given: list[str | None], kept: tuple[str, ...]) -> None:
    assert trusted(given) == kept


@pytest.mark.parametrize(
    ("author", "read"),
    [
        (None, ()),
        (5, ()),
        ("", ()),
        ("Ada Marsh", ("Ada Marsh",)),
        ("ADA MARSH and TOM REED", ("ADA MARSH", "TOM REED")),
        ("Ada Marsh, Tom Reed & Jo Ferry; Mo Field", ("Ada Marsh", "Tom Reed", "Jo Ferry", "Mo Field")),
        ("https://people.example/ada", ()),
        ("desk@valley.example", ()),
        ({"name": "Ada Marsh"}, ("Ada Marsh",)),
        ({"url": "x"}, ()),
        ([{"name": "Ada Marsh"}, "Tom Reed", {"name": ["Ada Marsh"]}], ("Ada Marsh", "Tom Reed")),
    ],
)
def test_authors_are_texts_objects_or_lists_of_them(author: Any, read: tuple[str, ...]) -> None:
    assert names(author) == read


def test_names_inside_each_other_without_end_are_nobodys() -> None:
    author: Any = "Ada Marsh"
    for _ in range(900):
        author = [author]
    assert names(author) == ()


@given(JSON_VALUES)
def test_any_data_gives_names_that_are_texts(value: object) -> None:
    assert all(isinstance(name, str) and name for name in names(value))


@given(st.text())
def test_any_address_names_something_inside_its_page_or_nothing(address: str) -> None:
    assert fragment(address) is None or "#" in address
    assert fragment(f"https://a.example/#{'x'}") == "x"
    assert fragment("http://[a#b") is None
