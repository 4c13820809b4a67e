"""Do pages that stand alone work from the disk, check what they hold, and do nothing that a capture or a draft asks?"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.archive.history import read_wordings
from backfile.model.capture import Part, digest
from backfile.model.entry import Coverage, Entry
from backfile.model.ledger import Label, Ledger, Span
from backfile.model.observation import LiveBlog, Provenance, Reading
from backfile.site.exhibit import AROUND, Exhibited, render_exhibit
from backfile.site.proof import Count, Draft, Finding, render_proof
from backfile.site.standing import lit_pieces
from backfile.site.times import Clock
from backfile.text.diff import diff
from tests.site.test_hostile import Host, all_at_once, host, made, payloads, tab, what_it_did
from tests.tab import Tab

__all__ = ["host", "payloads", "tab"]

CLOCK = Clock.of("UTC")
FOREIGN = """(() => {
  const found = [];
  const kinds = "link, iframe, frame, object, embed, base, form, template, svg, math, audio, video, source, input, " +
    "textarea, select, img, image, [style], [srcdoc], [formaction], [is], portal, script[src]";
  for (const each of document.querySelectorAll(kinds)) found.push(each.outerHTML.slice(0, 200));
  for (const each of document.querySelectorAll("*"))
    for (const { name } of each.attributes) if (name.startsWith("on")) found.push(`${name}: ${each.outerHTML}`);
  for (const each of document.querySelectorAll("a[href]"))
    if (!["http:", "https:", location.protocol].includes(each.protocol)) found.push(`leads to ${each.href}`);
  const scripts = [...document.querySelectorAll("script:not([type='text/plain'])")];
  if (scripts.some((each) => each.textContent && !each.textContent.startsWith('"use strict";'))) found.push("a script");
  if (document.querySelectorAll("style").length !== 1 || !document.querySelector("main")) found.push("style or main");
  return found;
})()"""


def with_text(entry: Entry, text: str) -> tuple[Entry, Reading]:
    """The entry, as read in a capture with this text, and the reading."""
    coverage = made({"plain": "x"})
    capture = replace(coverage.captures[0], digest=digest(text), format="html", name="page.html")
    place = Provenance(capture=capture.digest, part="text", start=0, end=len(text) // 2 or 1, displayed=True)
    span = Span(start=0, end=len(text), label=Label.ENTRY, reason="a test")
    reading = Reading(
        capture=capture,
        reader="a test 1",
        liveblog=LiveBlog(),
        entries=(),
        parts=(Part(name="text", text=text),),
        ledgers=(Ledger(part="text", characters=len(text), spans=(span,)),),
    )
    revisions = tuple(replace(each, provenance=(place,)) for each in entry.revisions)
    return replace(entry, revisions=revisions), reading


def exhibit_of(coverage: Coverage, text: str, data: bytes | None, without: str = "") -> str:
    entry, reading = with_text(coverage.entries[0], text)
    held = replace(coverage, captures=(reading.capture,), entries=(entry,))
    shown = Exhibited(reading=reading, data=data, without=without)
    return render_exhibit(held, entry, read_wordings(held, entry), [shown], CLOCK)


def write(path: Path, page: str) -> str:
    path.write_text(page, encoding="utf-8")
    return path.as_uri()


SAID = "document.getElementById('capture-1-said').textContent"
CHECK = "document.querySelector('[data-check]').click()"


@pytest.mark.parametrize("size", [0, 1, 55, 56, 63, 64, 65, 119, 120, 1_000, 300_000])
def test_the_button_reckons_the_digest_of_the_bytes_from_the_disk(tab: Tab, tmp_path: Path, size: int) -> None:
    data = bytes(number * 7 % 256 for number in range(size))
    coverage = made({"plain": "x"})
    page = exhibit_of(coverage, "text", data).replace(digest("text"), digest(data))
    tab.open(write(tmp_path / "exhibit.html", page))
    if not data:
        assert "Not in this file" in page
        return
    tab.ask(CHECK)
    assert tab.ask(SAID) == f"✓ The same: {hashlib.sha256(data).hexdigest()}"


def test_bytes_that_are_not_the_same_are_said_to_be_others(tab: Tab, tmp_path: Path) -> None:
    page = exhibit_of(made({"plain": "x"}), "text", b"other bytes")
    tab.open(write(tmp_path / "exhibit.html", page))
    tab.ask(CHECK)
    assert tab.ask(SAID) == f"✗ NOT the same: {digest(b'other bytes')}"


def test_the_policy_lets_nothing_run_but_the_one_script(tab: Tab, tmp_path: Path) -> None:
    page = exhibit_of(made({"plain": "x"}), "text", b"text")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    for kind, tag in (("script", "<script>"), ("style", "<style>")):
        (held,) = re.findall(rf"{tag}(.*?)</{kind}>", page, re.DOTALL)
        source = base64.b64encode(hashlib.sha256(held.encode()).digest()).decode()
        assert f"{kind}-src &#39;sha256-{source}&#39;" in policy
    tab.open(write(tmp_path / "e.html", page.replace("<main>", "<main><script>document.title = 'ran'</script>")))
    assert tab.ask("document.title") != "ran"
    tab.open(write(tmp_path / "e.html", page))
    assert [event for method, event in tab.told if method == "Log.entryAdded"] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_lit_words_are_in_sight(tab: Tab, tmp_path: Path, scheme: str) -> None:
    text = "".join(f"line {number}\n" for number in range(400))
    entry, reading = with_text(made({"plain": "x"}).entries[0], text)
    start = text.index("line 300")
    place = Provenance(capture=reading.capture.digest, part="text", start=start, end=start + 8, displayed=True)
    entry = replace(entry, revisions=tuple(replace(each, provenance=(place,)) for each in entry.revisions))
    held = replace(made({"plain": "x"}), captures=(reading.capture,), entries=(entry,))
    exhibited = Exhibited(reading=reading, data=b"x")
    tab.prefer(prefers_color_scheme=scheme)
    tab.open(write(tmp_path / "e.html", render_exhibit(held, entry, read_wordings(held, entry), [exhibited], CLOCK)))
    seen: dict[str, Any] = tab.ask(
        "(() => { const mark = document.querySelector('.source mark'), box = mark.parentElement;"
        " const [m, b] = [mark.getBoundingClientRect(), box.getBoundingClientRect()];"
        " return {words: mark.textContent, inside: m.top >= b.top && m.bottom <= b.bottom}; })()"
    )
    assert seen == {"words": "line 300", "inside": True}


def test_a_long_text_is_shown_around_the_words_and_says_so() -> None:
    entry, reading = with_text(made({"plain": "x"}).entries[0], "x" * (3 * AROUND))
    place = Provenance(
        capture=reading.capture.digest, part="text", start=2 * AROUND, end=2 * AROUND + 5, displayed=True
    )
    entry = replace(entry, revisions=tuple(replace(each, provenance=(place,)) for each in entry.revisions))
    held = replace(made({"plain": "x"}), captures=(reading.capture,), entries=(entry,))
    page = render_exhibit(held, entry, read_wordings(held, entry), [Exhibited(reading=reading, data=None)], CLOCK)
    assert f"[…] {'x' * AROUND}<mark>xxxxx</mark>" in page
    assert "marked in the text around them" in page


def test_no_exhibit_of_hostile_captures_does_anything(
    tab: Tab, host: Host, payloads: dict[str, str], tmp_path: Path
) -> None:
    for each in all_at_once(payloads):
        coverage = made(each)
        text = " ".join(each.values())
        page = exhibit_of(coverage, text, text.encode("utf-8", "surrogatepass"), without=text)
        address = write(tmp_path / "exhibit.html", page)
        assert what_it_did(tab, host, address) + tab.ask(FOREIGN) == [], sorted(each)


def test_no_draft_and_no_finding_does_anything(tab: Tab, host: Host, payloads: dict[str, str], tmp_path: Path) -> None:
    for each in all_at_once(payloads):
        text = " ".join(each.values())
        finding = Finding(
            number=1,
            verdict=text,
            sign="✗",
            tone="bad",
            quoted=text,
            lines=(text,),
            runs=diff(text, f"{text} more"),
            facts=((text, text),),
            address=None,
            text=text,
            stretches=((1, len(text) // 2),),
        )
        count = Count(verdict=text, sign="✗", tone="bad", count=1)
        page = render_proof(
            Draft(name=text, text=f"{text}{text}", spans=((0, len(text)),)),
            [finding],
            [count],
            summary=text,
            notes=[text],
        )
        address = write(tmp_path / "proof.html", page)
        assert what_it_did(tab, host, address) + tab.ask(FOREIGN) == [], sorted(each)


def test_a_click_on_a_quotation_opens_its_source(tab: Tab, tmp_path: Path) -> None:
    finding = Finding(
        number=1,
        verdict="verbatim",
        sign="✓",
        tone="good",
        quoted="two",
        lines=(),
        runs=(),
        facts=(("entry", "e"),),
        address="https://news.example/live",
        text="one two three",
        stretches=((4, 7),),
    )
    count = Count(verdict="verbatim", sign="✓", tone="good", count=1)
    page = render_proof(
        Draft(name="d", text="say “two” now", spans=((5, 8),)), [finding], [count], summary="1 entry", notes=[]
    )
    tab.open(write(tmp_path / "proof.html", page))
    assert tab.ask("document.querySelector('.draft a').textContent") == "two✓ 1"
    tab.ask("document.querySelector('.draft a').click()")
    assert tab.ask("document.querySelector(':target mark').textContent") == "two"
    assert tab.ask("document.querySelector('.draft').textContent") == "say “two✓ 1” now"


@given(st.text("ab ", max_size=20), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=4))
def test_a_text_in_pieces_is_the_text(text: str, stretches: list[tuple[int, int]]) -> None:
    within = [(start, end) for start, end in stretches if start <= end <= len(text)]
    pieces = list(lit_pieces(text, within))
    assert "".join(piece.text for piece in pieces) == text
    at = 0
    for piece in pieces:
        for place in range(at, at + len(piece.text)):
            assert piece.lit == any(start <= place < end for start, end in within)
        at += len(piece.text)
