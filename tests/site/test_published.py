"""Is no more published than the settings say, in whatever form?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.model.entry import Coverage
from backfile.model.observation import LiveBlog
from backfile.site.published import LONGEST, as_published, cut, is_cut
from backfile.text.markdown import link, words
from backfile.text.slug import Slug
from backfile.workspace.settings import Settings
from tests.site.published import EXCERPT, FULL
from tests.site.sample import STORM, entry, write_site

LONG = "The harbour wall moved again. " * 40
SECRET = "zanzibar"
TEXT = LONG + SECRET


def coverage(text: str = TEXT, **given: object) -> Coverage:
    return Coverage(
        slug=Slug("wall"),
        key="none",
        liveblog=LiveBlog(headline="The wall", summary=(LONG, SECRET), address="https://news.example/wall"),
        captures=(STORM,),
        entries=(entry(text, "Wall moves", name="moves", **given),),  # type: ignore[arg-type]
    )


@given(st.text() | st.text(" \nabc", min_size=LONGEST - 3, max_size=3 * LONGEST))
@example("a" * 1000)
@example("灯" * 300)
@example(" " * 500)
def test_what_is_cut_is_the_beginning_and_stays_as_it_is(text: str) -> None:
    once = cut(text)
    assert len(once) <= LONGEST
    assert cut(once) == once
    assert text.startswith(once.removesuffix(" […]"))


def test_a_text_is_cut_between_words_where_there_are_any() -> None:
    assert cut(LONG).endswith((" moved […]", " again. […]", " wall […]", " harbour […]", " The […]"))
    assert len(cut("灯" * 300)) == LONGEST


def test_words_are_cut_in_every_revision_and_in_what_was_altered() -> None:
    held = as_published(coverage(earlier=[("Old", TEXT)], altered=TEXT), "excerpt")
    (only,) = held.entries
    bodies = (only.body, only.altered, *(revision.body for revision in only.revisions))
    assert all(body is not None and len(words(body)) <= LONGEST and SECRET not in body for body in bodies)
    assert is_cut(only)
    assert sum(map(len, held.liveblog.summary)) <= LONGEST
    assert as_published(held, "excerpt") == held


def test_a_short_entry_keeps_its_links_and_is_not_said_to_be_cut() -> None:
    body = link("the map", "https://example.org/map")
    held = coverage("x")
    short = replace(held, entries=(replace(held.entries[0], altered=body),))
    (only,) = as_published(short, "excerpt").entries
    assert only.body == body
    assert not is_cut(only)


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        (Settings(), "full"),  # for oneself
        (FULL, "full"),
        (EXCERPT, "excerpt"),
        (replace(FULL, liveblogs={"wall": "private"}), "excerpt"),
        (replace(FULL, liveblogs={"wall": "excerpt"}), "excerpt"),
        (replace(EXCERPT, liveblogs={"wall": "full"}), "full"),
        (replace(EXCERPT, publish="private", liveblogs={"other": "full"}), "excerpt"),
    ],
)
def test_what_is_private_is_shown_whole_only_where_nothing_invites_readers(settings: Settings, shown: str) -> None:
    assert settings.shown_of("wall") == shown
    held = as_published(coverage(), settings.shown_of("wall"))
    assert (SECRET in held.entries[0].body) is (shown == "full")


@pytest.mark.parametrize(
    "settings", [EXCERPT, replace(FULL, liveblogs={"wall": "private"}), replace(EXCERPT, base_url="")]
)
def test_the_end_of_a_text_stands_in_no_file_of_the_site(tmp_path: Path, settings: Settings) -> None:
    # The wordings share a beginning, so that the end is all that a difference could tell of.
    write_site(tmp_path, [coverage(earlier=[("Old", f"{TEXT} Once more: {SECRET}"), ("Older", TEXT)])], settings)
    assert (tmp_path / "wall" / "moves.history.html").is_file()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert SECRET not in path.read_text(encoding="utf-8"), path
    page = (tmp_path / "wall" / "moves.html").read_text(encoding="utf-8")
    assert "Its whole words are kept in the archive." in page
    assert "Its whole words are kept in the archive." in (tmp_path / "wall" / "moves.md").read_text(encoding="utf-8")


def test_what_is_published_in_full_says_nothing_of_excerpts(tmp_path: Path) -> None:
    write_site(tmp_path, [coverage()], FULL)
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or "Its whole words" not in path.read_text(encoding="utf-8"), path
    assert SECRET in (tmp_path / "wall" / "moves.html").read_text(encoding="utf-8")
