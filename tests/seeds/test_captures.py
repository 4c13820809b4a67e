"""Are real pages of publishers read as people read them? For who has them: they are no part of the project."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from backfile.archive.revise import revise
from backfile.model.capture import Capture, digest
from backfile.model.observation import Observation, Reading
from backfile.model.time import Basis, Precision, Time
from backfile.seeds.read import read_capture
from backfile.seeds.recognise import recognise
from backfile.text.fold import even, folded_words
from backfile.text.markdown import words
from backfile.text.shingles import likeness, shingles
from tests.seeds.sample_pages import obey_the_laws

CAPTURES = Path(os.environ.get("BACKFILE_CAPTURES", Path(__file__).parents[3] / "shared" / "captures"))
pytestmark = pytest.mark.skipif(
    not CAPTURES.is_dir(), reason="no real captures here (name their folder in BACKFILE_CAPTURES)"
)

# entries, with an id, with a headline of their own, with a byline, and which list of the reference they are compared to
PAGES = {
    "mirror-fundus2024": (428, 428, 428, 21, "ld"),
    "guardian-ukraine2023": (10, 10, 3, 1, "dom"),
    "nytimes-haiku-liveblog": (9, 9, 9, 7, "ld"),  # of two the data says that the publisher wrote them
    "independent-wwc2023": (10, 10, 10, 10, "dom"),
    "express-fundus2024": (9, 9, 9, 9, "ld"),
    "ndtvsports-cricketwc": (40, 0, 40, 0, "dom"),
    "wpsportowefakty-falubaz": (53, 53, 0, 0, "dom"),
    "br24-nahostticker2024": (7, 0, 7, 0, "dom"),
}
KEPT = 0.8
"""Share of the runs of four words of an entry that must be kept."""


@cache
def read_real(name: str) -> Reading:
    data = (CAPTURES / "real" / name).read_bytes()
    found = recognise(data, name)
    capture = Capture(digest=digest(data), name=name, size=len(data), format=found.format, decoding=found.decoding)
    reading = read_capture(capture, found.text)
    obey_the_laws(reading)
    return reading


def expected(name: str, listed: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads((CAPTURES / "expected" / f"{name}.json").read_text(encoding="utf-8"))[
        listed
    ]
    return entries


@pytest.mark.parametrize("name", PAGES)
def test_all_entries_are_found_with_their_ids_headlines_and_names(name: str) -> None:
    entries = read_real(f"{name}.html").entries
    found = (
        len(entries),
        _count(e.publisher_id for e in entries),
        _count(e.headline for e in entries),
        _count(e.byline for e in entries),
    )
    assert found == PAGES[name][:4]


@pytest.mark.parametrize("name", PAGES)
def test_text_headline_and_time_of_each_entry_are_those_of_the_reference(name: str) -> None:
    held = read_real(f"{name}.html").entries
    reference = expected(name, PAGES[name][4])
    for number, entry in enumerate(reference):
        found = _same(held, entry, number)
        headline = entry["headline"] or ""
        assert (
            likeness(shingles(f"{headline} {entry['text']}"), shingles(f"{found.headline or ''} {words(found.body)}"))
            >= KEPT
        )
        runs = shingles(entry["text"])
        assert len(runs & shingles(f"{found.headline or ''}\n{words(found.body)}")) >= KEPT * len(runs)
        if found.headline is not None and headline:
            assert folded_words(found.headline) == folded_words(headline)
        _check_time(found, entry["time"])


@pytest.mark.parametrize(
    "name", ["mirror-fundus2024", "guardian-ukraine2023", "express-fundus2024", "independent-wwc2023"]
)
def test_what_a_page_shows_is_told_from_what_its_data_holds(name: str) -> None:
    displayed = [entry for entry in read_real(f"{name}.html").entries if entry.provenance[0].displayed]
    assert len(displayed) == len(expected(name, "dom"))


def test_captures_of_one_page_at_several_times_show_no_edit_of_words_but_one_title() -> None:
    readings = []
    for path in sorted((CAPTURES / "real").glob("guardian-Live_*.json")):
        day = re.findall(r"\d{4}-\d\d-\d\d", path.name)[0]
        instant = datetime.fromisoformat(f"{day}T12:00:00+00:00")
        when = Time(printed=day, instant=instant, precision=Precision.DAY, basis=Basis.STATED, source="a person")
        reading = read_real(path.name)
        readings.append(_captured(reading, when))
    assert len(readings) == 4
    edited = [draft for draft in revise(readings) if len(draft.revisions) > 1]
    assert [[revision.headline for revision in draft.revisions] for draft in edited] == [[None, "Summary"]]
    assert len({even(words(revision.body)) for revision in edited[0].revisions}) == 1


@pytest.mark.parametrize(
    ("name", "entries", "declared", "names"),
    [
        ("reddit-live-thread.json", 200, None, 200),
        ("sourcefabric-livebridge-posts.json", 15, 15, 15),
        ("aljazeera-iranwar-2026-graphql.json", 3, 25, 1),
        ("guardian-mars2021-fearticle.json", 16, None, 3),
    ],
)
def test_all_entries_of_data_are_found(name: str, entries: int, declared: int | None, names: int) -> None:
    reading = read_real(name)
    assert (len(reading.entries), _count(entry.publisher_id for entry in reading.entries)) == (entries, entries)
    assert (reading.liveblog.declared, _count(entry.byline for entry in reading.entries)) == (declared, names)


def test_nine_posts_of_fifteen_were_edited() -> None:
    assert _count(entry.updated for entry in read_real("sourcefabric-livebridge-posts.json").entries) == 9


def _captured(reading: Reading, when: Time) -> Reading:
    return replace(reading, capture=replace(reading.capture, captured=when))


def _count(values: Iterable[object]) -> int:
    return sum(bool(value) for value in values)


def _same(entries: tuple[Observation, ...], reference: dict[str, Any], number: int) -> Observation:
    """The entry that the reference means: of its id, of its slug in the data, or, without ids, the one in its place."""
    own = str(reference["id"] or "").rpartition("#")[2]
    of_id = [
        entry for entry in entries if own and entry.publisher_id and own.endswith(entry.publisher_id.rpartition("-")[2])
    ]
    of_words = [entry for entry in entries if reference["headline"] and entry.headline == reference["headline"]]
    return (of_id or (of_words if len(of_words) == 1 else []) or [entries[number]])[0]


def _check_time(entry: Observation, given: str) -> None:
    if not given:
        return
    assert entry.published is not None
    if entry.published.instant is None:
        assert entry.published.printed.removesuffix(" Uhr") == given
    elif "T" in given:
        assert abs((entry.published.instant - datetime.fromisoformat(given)).total_seconds()) < 1
    elif given.isdigit():
        assert str(round(entry.published.instant.timestamp())) == given[:10]
