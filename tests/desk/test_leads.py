"""Does the page at a permalink that was given once lead on, when its capture came into another live blog?"""

from __future__ import annotations

import pytest

from backfile.desk.amend import amend
from backfile.desk.build import build
from backfile.desk.intake.stating import Stated
from backfile.desk.merge import merge
from backfile.desk.withhold import withhold
from backfile.workspace.folders import Workspace
from tests.desk.pastes import FLOOD, FLOOD_LATER, MATCH, give

FROM, TO = "flood-apart", "river-orre-floods-the-lower-town-live-updates"
BREAD = "bakers-hand-out-bread-at-the-cafe-on-quay-street"
ADDRESS = "https://news.example/live/flood"


@pytest.fixture
def moved(workspace: Workspace) -> Workspace:
    """A live blog whose only capture came into another, once its pages were published."""
    give(workspace, FLOOD, "flood.txt", url=ADDRESS, captured="2022-03-01")
    give(workspace, FLOOD_LATER, "later.txt", liveblog=FROM, captured="2022-03-02")
    build(workspace)
    amend(workspace, "later.txt", Stated(liveblog=TO))
    build(workspace)
    return workspace


def page(workspace: Workspace, permalink: str) -> str:
    return (workspace.site / f"{permalink}.html").read_text("utf-8")


def is_led(workspace: Workspace, permalink: str) -> bool:
    return (workspace.site / f"{permalink}.html").is_file()


def test_the_page_leads_on_without_a_script_and_names_the_other_as_the_one_to_be_kept(moved: Workspace) -> None:
    text = page(moved, f"{FROM}/{BREAD}")
    assert f'<link rel="canonical" href="../{TO}/{BREAD}.html">' in text
    assert f'<a href="../{TO}/{BREAD}.html"><bdi lang="">Bakers hand out bread' in text
    assert "<script" not in text and 'content="noindex, nofollow"' in text
    assert not (moved.site / FROM / "index.html").exists()


def test_what_has_not_changed_is_left_alone_and_what_leads_nowhere_is_taken_away(moved: Workspace) -> None:
    site = build(moved).site
    assert site is not None and (site.changed, site.removed) == (0, 0)
    withhold(moved, f"{TO}/{BREAD}", "A person asked.")
    build(moved)
    assert not is_led(moved, f"{FROM}/{BREAD}") and is_led(moved, f"{FROM}/council-asks-for-sandbags")
    withhold(moved, f"{TO}/{BREAD}", "", release=True)
    build(moved)
    assert is_led(moved, f"{FROM}/{BREAD}")


def test_it_leads_to_where_the_entry_is_by_now(moved: Workspace) -> None:
    merge(moved, [f"{TO}/council-asks-for-sandbags", f"{TO}/{BREAD}"])
    build(moved)
    assert f'href="../{TO}/council-asks-for-sandbags.html"' in page(moved, f"{FROM}/{BREAD}")
    amend(moved, "later.txt", Stated(liveblog=FROM))
    build(moved)
    assert (moved.site / FROM / "index.html").is_file()
    assert "canonical" not in page(moved, f"{FROM}/{BREAD}"), "an entry stands there again"


def test_of_a_live_blog_that_goes_on_the_page_is_made_with_its_own(workspace: Workspace) -> None:
    give(workspace, FLOOD, "flood.txt", url=ADDRESS, captured="2022-03-01")
    give(workspace, MATCH, "match.txt", liveblog="match")
    give(workspace, FLOOD_LATER, "later.txt", liveblog="match", captured="2022-03-02")
    build(workspace)
    amend(workspace, "later.txt", Stated(liveblog=TO))
    build(workspace)
    assert f'href="../{TO}/{BREAD}.html"' in page(workspace, f"match/{BREAD}")
    assert is_led(workspace, "match/keeper-saves-a-penalty")


def test_where_pages_invite_readers_the_page_to_be_kept_is_named_by_its_whole_address(moved: Workspace) -> None:
    said = {
        "publish": "full",
        "base_url": "https://archive.example/",
        "rights": "Theirs.",
        "contact": "k@a.example",
    }
    kept = [line for line in moved.settings.read_text("utf-8").splitlines() if line.partition(" ")[0] not in said]
    moved.settings.write_text("\n".join([*kept, *(f'{name} = "{value}"' for name, value in said.items())]), "utf-8")
    build(moved)
    text = page(moved, f"{FROM}/{BREAD}")
    assert f'<link rel="canonical" href="https://archive.example/{TO}/{BREAD}.html">' in text
    assert "noindex" not in text
    assert FROM not in (moved.site / "sitemap.xml").read_text("utf-8")
