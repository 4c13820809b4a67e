"""Is anything lost, whatever captures come in and however entries are joined and parted by hand, in any order?"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from backfile.archive.coverage import read_archive
from backfile.archive.making import derived
from backfile.desk.begin import begin
from backfile.desk.choosing.entries import find_permalink, list_permalinks
from backfile.desk.merge import merge, split
from backfile.desk.verify import verify
from backfile.errors import BackfileError, Damage
from backfile.text.markdown import words
from backfile.workspace.catalogue import note_made
from backfile.workspace.folders import Workspace
from tests.desk.pastes import give

ADDRESS = "https://news.example/live/wind"
HEADLINES = ("Wind rises", "Wind falls", None)
TEXTS = (
    "The wind rose to nine knots at noon, the harbour office said, and the ferries stayed in.",
    "The wind rose to ten knots at noon, the harbour office said, and the ferries stayed in.",
    "Two boats were torn from the quay in the night, and one of them has not been found.",
    "Nobody was hurt, and the lower town has light again.",
)
SEEN = st.tuples(st.sampled_from(HEADLINES), st.sampled_from(TEXTS), st.sampled_from(["", "", "a", "b"]))
# In one page no id stands twice: there, the newest wording of an id is taken for the entry.
PAGES = st.tuples(
    st.just("give"),
    st.lists(SEEN, min_size=1, max_size=4, unique_by=(lambda each: each[1], lambda each: each[2] or each[1])),
    st.integers(1, 9),
)
PLACE = st.integers(0, 5)
JOINED = st.tuples(st.just("merge"), PLACE, PLACE)
PARTED = st.tuples(st.just("split"), PLACE, st.integers(1, 3))
STEPS = st.lists(PAGES | JOINED | PARTED, min_size=2, max_size=7)
NOW = datetime(2024, 5, 2, tzinfo=UTC)


LONG = bool(os.environ.get("BACKFILE_LONG"))


@pytest.fixture(scope="module", autouse=True)
def without_index() -> Iterator[None]:
    """The record alone is asked, and it need not outlive the power."""
    with pytest.MonkeyPatch.context() as patched:
        for command in ("add", "acts.changing"):
            patched.setattr(f"backfile.desk.{command}.follow", _note_made)
        patched.setattr(os, "fsync", lambda _: None)
        yield


def _note_made(workspace: Workspace, *_: object, **__: object) -> list[Damage]:
    note_made(workspace, "index")
    return []


@settings(max_examples=100 if LONG else 8, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
@example(  # the first permalink leads to the second entry, and is the beginning of the third's, too
    [
        ("give", [("Wind rises", TEXTS[0], "")], 1),
        ("give", [("Wind rises", TEXTS[0], ""), ("Wind rises", TEXTS[1], "")], 2),
        ("give", [("Wind rises", TEXTS[1], "")], 1),
    ]
)
@example(
    [
        ("give", [("Wind rises", TEXTS[3], "a"), ("Wind falls", TEXTS[0], ""), ("Wind rises", TEXTS[2], "b")], 7),
        ("merge", 1, 5),
        (
            "give",
            [("Wind rises", TEXTS[2], "a"), (None, TEXTS[1], ""), ("Wind rises", TEXTS[3], ""), (None, TEXTS[0], "")],
            2,
        ),
    ]
)
def test_no_words_are_lost_and_every_permalink_leads_on(steps: list[tuple[str, object, object]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace, _ = begin(Path(folder) / "news")
        given_words: set[str] = set()
        permalinks: set[str] = set()
        for number, step in enumerate(steps):
            given_words |= take(workspace, number, step)
            coverages, faults = read_archive(workspace.archive)
            held = {
                words(revision.body) for each in coverages for entry in each.entries for revision in entry.revisions
            }
            assert (held, faults) == (given_words, [])
            permalinks |= set(list_permalinks(workspace.archive))
            assert {find_permalink(workspace, each) for each in permalinks} <= set(list_permalinks(workspace.archive))
            for coverage in coverages:
                again = derived(workspace.archive, coverage.slug, [])
                assert [entry.slug for entry in again.entries] == [entry.slug for entry in coverage.entries]
                assert again.aliases == coverage.aliases
        assert verify(workspace, reread=True).findings == ()


def take(workspace: Workspace, number: int, step: tuple[str, object, object]) -> set[str]:
    """Do one step; gives the words of a page."""
    what, first, second = step
    held = list_permalinks(workspace.archive)
    if what == "give":
        assert isinstance(first, list)
        give(workspace, page(first), f"page-{number}.html", url=ADDRESS, captured=f"2024-04-0{second}")
        return {text for _, text, _ in first}
    if held:
        assert isinstance(first, int) and isinstance(second, int)
        one = held[first % len(held)]
        try:
            if what == "merge":
                merge(workspace, [one, held[second % len(held)]], now=NOW)
            else:
                split(workspace, one, [second], now=NOW)
        except BackfileError as fault:  # it says why that cannot be
            assert fault.mend
    return set()


def page(entries: list[tuple[str | None, str, str]]) -> str:
    updates = [
        {
            "@type": "BlogPosting",
            "articleBody": text,
            **({"headline": headline} if headline else {}),
            **({"@id": f"{ADDRESS}#block-64620000000000000000000{its_id}"} if its_id else {}),
        }
        for headline, text, its_id in entries
    ]
    blog = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": "Storm", "url": ADDRESS}
    return (
        "<!doctype html><title>Storm</title><script type='application/ld+json'>"
        f"{json.dumps({**blog, 'liveBlogUpdate': updates})}</script>"
    )
