"""The stylesheet: light and dark can be read, and nothing is loaded from elsewhere."""

from __future__ import annotations

import re

import pytest

from backfile.site.calendars import SHADES as SHADES_OF_DAYS
from backfile.site.render import THEME

STYLE = (THEME / "style.css").read_text(encoding="utf-8")
READABLE = 4.5  # WCAG 2.2, 1.4.3: contrast of text, level AA
PAIRS = [(text, ground) for text in ("ink", "quiet", "link", "sign") for ground in ("paper", "note")]
PAIRS += [("ink", "warn"), ("ink", "found"), ("paper", "ink")]


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block))


LIGHT = colours(STYLE[: STYLE.index("@media")])
DARK = LIGHT | colours(STYLE[STYLE.index("prefers-color-scheme: dark") : STYLE.index("* {")])


def luminance(colour: str) -> float:
    """As WCAG 2.2 defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(scheme: dict[str, str], text: str, ground: str) -> None:
    lighter, darker = sorted((luminance(scheme[text]), luminance(scheme[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= READABLE


def test_light_and_dark_are_different() -> None:
    assert LIGHT.keys() == DARK.keys()
    assert LIGHT["paper"] != DARK["paper"]


def test_nothing_is_loaded_by_the_stylesheet() -> None:
    assert "url(" not in STYLE
    assert "@import" not in STYLE
    assert "@font-face" not in STYLE


WORDS, SEARCH = ((THEME / name).read_text(encoding="utf-8") for name in ("words.css", "search.css"))
LISTS = (THEME / "lists.css").read_text(encoding="utf-8")
SHADES = re.findall(r"color-mix\(in srgb, var\(--sign\) (\d+)%, var\(--paper\)\)", LISTS)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("percent", [int(percent) for percent in SHADES])
def test_a_day_of_the_calendar_stands_out_from_its_shade(scheme: dict[str, str], percent: int) -> None:
    pairs = zip(bytes.fromhex(scheme["sign"][1:]), bytes.fromhex(scheme["paper"][1:]), strict=True)
    shade = "#" + "".join(f"{(percent * sign + (100 - percent) * paper) // 100:02x}" for sign, paper in pairs)
    lighter, darker = sorted((luminance(scheme["ink"]), luminance(shade)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= READABLE


def test_there_is_a_shade_for_every_day_of_the_calendar() -> None:
    assert len(SHADES) == SHADES_OF_DAYS


@pytest.mark.parametrize("style", [WORDS, LISTS, SEARCH], ids=["words", "lists", "search"])
def test_the_other_stylesheets_have_the_colours_of_the_first(style: str) -> None:
    assert "url(" not in style
    assert "@import" not in style
    assert not colours(style)
