"""Are the entries of real pages found when people paste all that they see of them, menus and counters too?

An entry counts as found when 80 % of its runs of four words stand in one entry that is not mostly something else. The
floors are what is reached today; they only rise.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from backfile.seeds.paste.cues import cut_lines
from backfile.text.fold import folded_words
from backfile.text.fold import words as cut_words
from backfile.text.markdown import words
from tests.seeds.paste.pages import read

CAPTURES = Path(__file__).parents[3] / ".." / "shared" / "captures"

# Recall and precision, in hundredths. Of the Polish page's entries twenty have no mark of their own at all.
FLOORS = {
    "br24-nahostticker2024": (100, 100),
    "express-fundus2024": (100, 100),
    "guardian-ukraine2023": (100, 100),
    "independent-wwc2023": (100, 100),
    "mirror-fundus2024": (100, 100),
    "ndtvsports-cricketwc": (95, 95),
    "nytimes-haiku-liveblog": (100, 100),
    "wpsportowefakty-falubaz": (60, 95),
}


@pytest.mark.skipif(
    not CAPTURES.is_dir(), reason="the publishers' captures are no part of the project; they lie beside"
)
@pytest.mark.parametrize("indented", [True, False], ids=["as dumped", "as a browser pastes"])
@pytest.mark.parametrize("name", FLOORS)
def test_the_entries_of_a_real_page_are_found(name: str, indented: bool) -> None:
    text = (CAPTURES / "pasted" / f"{name}.txt").read_text(encoding="utf-8")
    if not indented:
        text = "\n".join(line.strip() for line in text.splitlines())
        if name.startswith("nytimes"):
            pytest.skip("two of its entries are marked by nothing but their indent")
    expected = json.loads((CAPTURES / "expected" / f"{name}.json").read_text(encoding="utf-8"))["dom"]
    reading = read(text)
    held = [shingles(f"{entry.headline or ''}\n{words(entry.body)}") for entry in reading.entries]
    found = count_found(expected, held)
    recall, precision = FLOORS[name]
    assert found * 100 >= recall * len(expected)
    assert found * 100 >= precision * len(held)
    assert len(cut_lines(text)) > len(held)


def count_found(expected: list[dict[str, Any]], held: list[set[tuple[str, ...]]]) -> int:
    free = dict(enumerate(held))
    for entry in expected:
        wanted = shingles(entry["text"]) or shingles(entry["headline"])
        whole = wanted | shingles(entry["headline"] or "")
        for at, has in free.items():
            if len(wanted & has) >= 0.8 * len(wanted) and len(has & whole) >= 0.5 * len(has):
                del free[at]
                break
    return len(held) - len(free)


def shingles(text: str) -> set[tuple[str, ...]]:
    folded = [word.fold for word in cut_words(text)]
    return {tuple(folded[at : at + 4]) for at in range(max(1, len(folded) - 3))} if folded else set()


@pytest.mark.skipif(
    not CAPTURES.is_dir(), reason="the publishers' captures are no part of the project; they lie beside"
)
def test_headlines_that_call_are_read_where_every_entry_has_one() -> None:
    page = read((CAPTURES / "pasted" / "ndtvsports-cricketwc.txt").read_text(encoding="utf-8"))
    assert sum(entry.headline is not None for entry in page.entries) == 40


@pytest.mark.skipif(
    not CAPTURES.is_dir(), reason="the publishers' captures are no part of the project; they lie beside"
)
@pytest.mark.parametrize("name", FLOORS)
def test_the_headline_of_a_real_page_is_that_of_its_title(name: str) -> None:
    text = (CAPTURES / "pasted" / f"{name}.txt").read_text(encoding="utf-8")
    saved = (CAPTURES / "real" / f"{name}.html").read_bytes().decode(errors="replace")
    title = re.findall(r"<title[^>]*>(.*?)</title>", html.unescape(saved), re.DOTALL)[0]
    shown = set(folded_words(title).split())
    for each in (text, "\n".join(line.strip() for line in text.splitlines())):
        headline = set(folded_words(read(each).liveblog.headline or "").split())
        assert headline and len(headline & shown) >= 0.6 * len(headline)
