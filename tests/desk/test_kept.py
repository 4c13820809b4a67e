"""Is just that left as it is which would come out the same?"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backfile import disk
from backfile.desk import build as building
from backfile.desk.build import build
from backfile.index.postings import collect_postings
from backfile.model.search import Postings
from backfile.site.kept import Kept, Sources, find_kept, frame_of, note_kept
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import Settings
from tests.desk.pastes import DIVERS, FLOOD, FLOOD_BLOG, FLOOD_LATER, MATCH, MATCH_BLOG, give, write

FLOOD_AT = "https://news.example/flood"


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in disk.walk(folder)}


def fresh(workspace: Workspace, elsewhere: Path) -> dict[str, bytes]:
    """The site of a copy of the archive that was never built."""
    shutil.copytree(workspace.root, elsewhere, ignore=shutil.ignore_patterns("site", "index"))
    for folder in ("site", "index"):
        (elsewhere / folder).mkdir()
    (elsewhere / "site" / "README.md").write_bytes((workspace.site / "README.md").read_bytes())
    build(Workspace(elsewhere))
    return tree(elsewhere / "site")


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    write(path, text.replace(before, after))


STEPS: list[Callable[[Workspace], object]] = [
    lambda held: give(held, FLOOD, "flood.txt", captured="2022-03-10", url=FLOOD_AT),
    lambda held: give(held, MATCH, "match.txt"),
    lambda held: None,
    lambda held: edit(held.archive / f"{DIVERS}.md", "mud", "silt"),
    lambda held: give(held, FLOOD_LATER, "later.txt", captured="2022-03-11", url=FLOOD_AT),
    lambda held: write(held.site / f"{DIVERS}.html", "somebody wrote here"),
    lambda held: (held.site / f"{DIVERS}.html").unlink(),
    lambda held: write(held.site / FLOOD_BLOG / "old.html", "a page of before"),
    lambda held: write(held.settings, 'title = "The river"\nzone = "Europe/Kyiv"\n'),
    lambda held: write(held.root / "variants.txt", "ferry, boat\n"),
    lambda held: disk.remove(held.archive / MATCH_BLOG),
    lambda held: (held.site / "index.html").unlink(),
    lambda held: write(
        held.settings, 'publish = "full"\nrights = "theirs"\ncontact = "us"\nbase_url = "https://a.example"\n'
    ),
    lambda held: write(
        held.settings, 'publish = "excerpt"\nrights = "theirs"\ncontact = "us"\nbase_url = "https://a.example"\n'
    ),
    lambda held: write(held.settings, ""),
    lambda held: give(held, MATCH.replace("keeper", "goalkeeper"), "again.txt"),
    lambda held: write(held.index / "site-pages.json", "{"),
    lambda held: write(held.root / "theme" / "style.css", "p { color: green }"),
    lambda held: write(
        held.root / "theme" / "entry.html",
        '{% extends "shipped/entry.html" %}{% block head %}<!-- ours -->{% endblock %}',
    ),
    lambda held: write(held.root / "theme" / "signs" / "mark.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
    lambda held: edit(held.root / "theme" / "entry.html", "ours", "still ours"),
    lambda held: write(held.settings, 'language = "de"\n'),
    lambda held: disk.remove(held.root / "theme"),
]


def test_after_any_change_a_build_gives_the_bytes_of_a_fresh_one(workspace: Workspace, tmp_path: Path) -> None:
    for number, step in enumerate(STEPS):
        step(workspace)
        build(workspace)
        assert tree(workspace.site) == fresh(workspace, tmp_path / f"fresh-{number}"), f"after step {number}"


def test_what_nobody_wrote_to_is_not_made_again(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    give(workspace, FLOOD, "flood.txt")
    give(workspace, MATCH, "match.txt")
    build(workspace)
    asked: list[object] = []

    def collect(*given: Any) -> Postings:
        asked.append(given)
        return collect_postings(*given)

    monkeypatch.setattr(building, "collect_postings", collect)
    assert build(workspace).site == build(workspace).site
    assert asked == [], "nothing changed, so nothing is made"
    edit(workspace.archive / f"{DIVERS}.md", "mud", "silt")
    match = {path: path.stat().st_mtime_ns for path in disk.walk(workspace.site / MATCH_BLOG)}
    done = build(workspace).site
    assert done is not None and done.changed > 1
    assert len(asked) == 1
    assert match == {path: path.stat().st_mtime_ns for path in disk.walk(workspace.site / MATCH_BLOG)}


def test_the_record_knows_of_each_live_blog_how_it_was_left(tmp_path: Path) -> None:
    site, one, other = tmp_path / "site", Slug("one"), Slug("other")
    for slug in (one, other):
        write(site / slug / "index.html", slug)
    sources = Sources(record=tmp_path / "record.json", liveblogs={one: "a", other: "b"})
    assert find_kept(sources, site, "frame").liveblogs == set()
    note_kept(sources, site, "frame", [one, other], pages=2)
    assert find_kept(sources, site, "frame").liveblogs == {one, other}
    assert find_kept(sources, site, "frame").pages == 2
    assert find_kept(sources, site, "another frame").liveblogs == set()
    changed = Sources(record=sources.record, liveblogs={one: "a", other: "c"})
    assert find_kept(changed, site, "frame") == Kept(liveblogs=frozenset({one}))
    write(site / one / "index.html", "another")
    assert find_kept(sources, site, "frame") == Kept(liveblogs=frozenset({other}))
    besides = Sources(record=sources.record, liveblogs=sources.liveblogs, besides="variants")
    assert find_kept(besides, site, "frame").pages is None
    write(sources.record, '{"frame": "frame", "liveblogs": 3}')
    assert find_kept(sources, site, "frame").liveblogs == set()


def test_the_frame_is_all_that_every_page_follows_from() -> None:
    assert frame_of(Settings(), with_markdown=True) == frame_of(Settings(), with_markdown=True)
    frames = {
        frame_of(Settings(), with_markdown=True),
        frame_of(Settings(), with_markdown=False),
        frame_of(Settings(title="The river"), with_markdown=True),
        frame_of(Settings(), with_markdown=True, look="a stamp"),
    }
    assert len(frames) == 4
