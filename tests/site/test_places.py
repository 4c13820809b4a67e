"""Where a name's page stands follows from the name alone, and names that are not the same share none."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from backfile.site.places import BYLINE, DAY, MONTH, PUBLISHER, TAG, day_page, name_key, name_page, name_slug
from backfile.text.slug import RESERVED

NAMES = st.text(st.characters(exclude_categories=()), max_size=90)


@given(NAMES)
@example("../../etc/passwd")
@example("CON")
@example("\ud800")
@example("index")
@example("a" * 500)
def test_the_part_of_an_address_is_plain_short_and_never_reserved(name: str) -> None:
    slug = name_slug(name)
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug)
    assert slug not in RESERVED
    assert len(slug) <= 69


@given(NAMES, NAMES)
@example("C++", "C#")
@example("Anne-Marie", "Annemarie")
@example("index", "index 2")
@example("Київ", "Київ!")
@example("foo!", f"foo {name_slug('foo!')[-8:]}")
@example("a" * 80, "a" * 81)
def test_names_share_a_page_if_and_only_if_they_are_the_same(one: str, other: str) -> None:
    assume(one != other)
    assert (name_slug(one) == name_slug(other)) == (name_key(one) == name_key(other))


@pytest.mark.parametrize(
    "spellings",
    [
        ("Ada Quint", "ADA QUINT", "ada  quint", "Áda Quint", "Ada\u00a0Quint"),
        ("Tom O’Hare", "Tom O'Hare", "TOM O`HARE"),
        ("J. K. Lind", "J.K. Lind", "J K Lind"),
        ("Ana-María", "Ana–Maria", "ana maria"),
    ],
)
def test_spellings_of_one_name_are_joined(spellings: tuple[str, ...]) -> None:
    assert len({name_page(BYLINE, name) for name in spellings}) == 1


@pytest.mark.parametrize("name", ["", " ", "\u200b", "\n\t", "\u202e"])
def test_what_cannot_be_seen_is_no_name(name: str) -> None:
    assert name_key(name) == ""


def test_no_slug_of_a_live_blog_is_a_folder_of_lists() -> None:
    assert {DAY, MONTH, BYLINE, PUBLISHER, TAG, "page", "about", "assets"} <= RESERVED


def test_days_and_months_stand_apart() -> None:
    assert day_page("2022-03-10") == "day/2022-03-10.html"
    assert day_page("2022-03") == "month/2022-03.html"
