"""Is nothing published that should not be, and everything told that a published site will lack?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from backfile.errors import UnknownName, Usage
from backfile.workspace.publishing import check_liveblogs, check_publishing, publishing_notes
from backfile.workspace.settings import Settings

OPEN = Settings(publish="full", rights="Kept for research", contact="desk@archive.example")


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        (replace(OPEN, rights="", contact=" "), "what is published needs rights and contact"),
        (replace(OPEN, contact=""), "what is published needs contact"),
        (replace(OPEN, rights="", publish="excerpt"), "what is published needs rights"),
        (replace(OPEN, rights="", publish="private", liveblogs={"a": "full"}), "what is published needs rights"),
    ],
)
def test_what_invites_readers_needs_rights_and_contact(settings: Settings, fault: str) -> None:
    with pytest.raises(Usage) as told:
        check_publishing(settings, "here")
    assert str(told.value).startswith(f"here: {fault}; write ")
    assert len(str(told.value).splitlines()) == 1


@pytest.mark.parametrize("settings", [OPEN, Settings(), Settings(liveblogs={"a": "private"})])
def test_what_is_complete_or_private_needs_no_more(settings: Settings) -> None:
    check_publishing(settings, "here")


def test_a_table_of_a_live_blog_that_is_not_held_is_told_with_the_nearest() -> None:
    check_liveblogs(Settings(liveblogs={"storm-night": "private"}), ["storm-night", "other"], "here")
    with pytest.raises(UnknownName, match="no live blog “storm-nigth”; did you mean “storm-night”"):
        check_liveblogs(Settings(liveblogs={"storm-nigth": "private"}), ["storm-night", "other"], "here")


def test_what_a_site_will_not_have_is_told_beforehand() -> None:
    assert list(publishing_notes(Settings(liveblogs={"a": "private"}))) == []
    assert list(publishing_notes(replace(OPEN, base_url="https://a.example/"))) == []
    (no_address,) = publishing_notes(OPEN)
    assert "no feeds, no sitemap" in no_address
    private = replace(OPEN, base_url="https://a.example/", liveblogs={"a": "private", "b": "full"})
    (told,) = publishing_notes(private)
    assert told.startswith("1 live blog is private: its pages are in site/ all the same")
