"""Is just that left as it is which would come out the same?"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from backfile import disk
from backfile.desk import site_sources
from backfile.desk.build import build
from backfile.index.postings import read_postings
from backfile.model.search import Postings
from backfile.site import writing
from backfile.site.form import LIVEBLOG, Form
from backfile.site.kept import NOTHING, Record, Standing, find_kept, frame_of, note_kept
from backfile.site.search_data import search_data
from backfile.site.shards.left import Left
from backfile.site.summary import Summary, summarise
from backfile.site.times import Clock
from backfile.site.told import Held
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import Settings
from tests.desk.pastes import DIVERS, FLOOD, FLOOD_BLOG, FLOOD_LATER, MATCH, MATCH_BLOG, give, write
from tests.site.sample import VALLEY_COUNT, InMemory

FLOOD_AT = "https://news.example/flood"


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in disk.walk(folder)}


def fresh(workspace: Workspace, elsewhere: Path) -> dict[str, bytes]:
    """The site of a copy of the archive that was never built; the search's documents have the numbers they had."""
    shutil.copytree(workspace.root, elsewhere, ignore=shutil.ignore_patterns("site", "index"))
    for folder in ("site", "index"):
        (elsewhere / folder).mkdir()
    numbers = workspace.index / "site-numbers.txt"
    if numbers.exists():
        shutil.copy(numbers, elsewhere / "index")
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
    lambda held: edit(held.archive / f"{DIVERS}.md", 'byline: ["', 'byline: ["Ida Wells", "'),
    lambda held: write(held.site / "byline" / "index.html", "somebody wrote here"),
    lambda held: edit(held.archive / FLOOD_BLOG / "index.md", 'headline: "', 'headline: "Again: '),
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

    def read(*given: Any) -> Postings:
        asked.append(given)
        return read_postings(*given)

    monkeypatch.setattr(site_sources, "read_postings", read)
    assert build(workspace).site == build(workspace).site
    assert asked == [], "nothing changed, so nothing is made"
    edit(workspace.archive / f"{DIVERS}.md", "mud", "silt")
    match = {path: path.stat().st_mtime_ns for path in disk.walk(workspace.site / MATCH_BLOG)}
    done = build(workspace).site
    assert done is not None and done.changed > 1
    assert len(asked) == 1
    assert match == {path: path.stat().st_mtime_ns for path in disk.walk(workspace.site / MATCH_BLOG)}


def test_shards_of_documents_are_made_again_only_where_one_of_them_changed(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(workspace, FLOOD, "flood.txt")
    give(workspace, MATCH, "match.txt")
    build(workspace)
    told: list[object] = []

    def standing(
        postings: Postings, settings: Settings, form: Form, standing: list[int], *left: Left
    ) -> Iterator[tuple[str, str | None]]:
        told.append(standing)
        return search_data(postings, settings, form, standing, *left)

    monkeypatch.setattr(writing, "search_data", standing)
    edit(workspace.archive / FLOOD_BLOG / "index.md", 'headline: "', 'headline: "Again: ')
    build(workspace)
    write(workspace.archive / FLOOD_BLOG / "note.txt", "nothing that a site shows")
    build(workspace)
    shutil.rmtree(workspace.site / "assets")
    build(workspace)
    assert told == [[], [0], []], "the headline is in all rows; a folder that somebody emptied is filled again"


def test_an_edit_that_only_the_site_followed_reaches_the_index_too(workspace: Workspace, tmp_path: Path) -> None:
    give(workspace, FLOOD, "flood.txt")
    for number in range(3):
        give(workspace, f"{MATCH}\n\nLeg {number}", f"match-{number}.txt", liveblog=f"leg-{number}")
    build(workspace)
    edit(workspace.archive / f"{DIVERS}.md", "mud", "silt")
    build(workspace, only="site")
    assert tree(workspace.site) == fresh(workspace, tmp_path / "fresh")
    give(workspace, MATCH.replace("keeper", "goalkeeper"), "again.txt")
    done = build(workspace).index
    assert done is not None
    assert (done.written, done.anew) == (1, None)


STANDING = Standing(pages=3, held=Held(liveblogs=2, entries=6, altered=()))


def shown(slug: Slug) -> Summary:
    return summarise(replace(VALLEY_COUNT, slug=slug), Clock.of("UTC"))


def test_the_record_knows_of_each_live_blog_how_it_was_left(tmp_path: Path) -> None:
    site, one, other = tmp_path / "site", Slug("one"), Slug("other")
    record = Record(path=tmp_path / "record.json", frame="frame")
    with_variants = replace(record, besides="variants")
    for slug in (one, other):
        write(site / slug / "index.html", slug)
    write(site / "index.html", "home")
    held = [InMemory(replace(VALLEY_COUNT, slug=slug), stamp) for slug, stamp in ((one, "a"), (other, "b"))]
    assert find_kept(record, site, held) == NOTHING
    note_kept(record, site, [(each, shown(each.slug)) for each in held], STANDING, NOTHING)
    kept = find_kept(record, site, held)
    assert (kept.lists, kept.all) == (True, STANDING)
    kept = find_kept(with_variants, site, held)
    assert kept.summaries == {slug: shown(slug) for slug in (one, other)}
    assert find_kept(replace(record, frame="another"), site, held) == NOTHING
    besides = find_kept(with_variants, site, held)
    assert (set(besides.pages), besides.lists, besides.all) == ({one, other}, False, None)
    changed = find_kept(record, site, [held[0], replace(held[1], stamp="c")])
    assert (set(changed.pages), changed.lists, changed.all) == ({one}, True, None)
    assert changed.summaries.keys() == {one, other}, "what lists showed of it is still known"
    damaged = find_kept(record, site, [held[0], replace(held[1], stamp="")])
    assert (set(damaged.pages), damaged.all) == ({one}, None)
    fewer = find_kept(record, site, held[:1])
    assert (set(fewer.pages), fewer.all) == ({one}, None)
    write(site / one / "index.html", "another")
    touched = find_kept(record, site, held)
    assert (set(touched.pages), touched.lists, touched.all) == ({other}, True, None)
    write(site / "index.html", "another home")
    assert not find_kept(record, site, held).lists
    uneven = '{"frame": "frame", "besides": "", "others": "", "liveblogs": ["a"], "stamps": []}\n[1]'
    for damage in ('{"frame": "frame"}', uneven, ""):
        write(record.path, damage)
        assert find_kept(record, site, held) == NOTHING


def test_a_live_blog_with_damage_is_never_held_to_be_as_it_was(workspace: Workspace) -> None:
    give(workspace, FLOOD, "flood.txt")
    give(workspace, MATCH, "match.txt")
    (workspace.archive / f"{DIVERS}.md").unlink()
    for _ in range(3):
        built = build(workspace)
        assert (built.liveblogs, built.entries, len(built.faults)) == (2, 5, 1)


def test_what_is_altered_is_told_by_every_build_though_nothing_is_made(workspace: Workspace) -> None:
    give(workspace, FLOOD, "flood.txt")
    edit(workspace.archive / f"{DIVERS}.md", "mud", "silt")
    first, second = build(workspace), build(workspace)
    assert first.altered == second.altered == (DIVERS,)
    assert second.site is not None and second.site.changed == 0


def test_the_frame_is_all_that_every_page_follows_from() -> None:
    assert frame_of(Settings()) == frame_of(Settings())
    frames = {
        frame_of(Settings()),
        frame_of(Settings(), Form(markdown=False)),
        frame_of(Settings(), Form(pages=LIVEBLOG)),
        frame_of(Settings(title="The river")),
        frame_of(Settings(), look="a stamp"),
    }
    assert len(frames) == 5
