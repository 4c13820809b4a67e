"""The site on the disk: the same bytes twice, what did not change left alone, what went away removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from backfile.site.form import Form
from backfile.site.told import Written
from backfile.workspace.settings import Settings
from tests.site.conftest import SETTINGS
from tests.site.markup import parse
from tests.site.sample import COVERAGES, STORM_NIGHT, VALLEY_COUNT, write_site

T = TypeVar("T")


def build(folder: Path, coverages: Sequence[object] = COVERAGES, settings: Settings = SETTINGS) -> Written:
    return write_site(folder, coverages, settings)  # type: ignore[arg-type]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_builds_give_the_same_bytes_wherever_they_stand(tmp_path: Path, site: Path) -> None:
    build(tmp_path / "elsewhere" / "deep")
    assert files(tmp_path / "elsewhere" / "deep") == files(site)


def test_a_second_build_touches_nothing(tmp_path: Path) -> None:
    first = build(tmp_path)
    stamps = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    second = build(tmp_path)
    assert first.pages == second.pages == len(list(tmp_path.rglob("*.html")))
    assert first.changed == len(files(tmp_path))
    assert (second.changed, second.removed) == (0, 0)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == stamps


def test_no_file_names_the_machine_or_the_version(site: Path) -> None:
    for name, data in files(site).items():
        assert str(site).encode() not in data, name
        assert b"generator" not in data, name


def test_what_went_away_is_removed_with_its_folder(tmp_path: Path) -> None:
    build(tmp_path)
    before = files(tmp_path).keys()
    fewer = replace(STORM_NIGHT, entries=STORM_NIGHT.entries[:1])
    written = build(tmp_path, [fewer])
    assert not (tmp_path / "valley-count").exists()
    assert not (tmp_path / "storm-night" / "nine-thousand.md").exists()
    assert not (tmp_path / "day").exists()
    assert written.removed == len(before - files(tmp_path).keys())
    build(tmp_path / "fresh", [fewer])
    assert files(tmp_path / "fresh") == {
        name: data for name, data in files(tmp_path).items() if not name.startswith("fresh/")
    }


def test_a_live_blog_that_comes_back_is_written_again(tmp_path: Path) -> None:
    build(tmp_path)
    before = files(tmp_path)
    build(tmp_path, [])
    build(tmp_path)
    assert files(tmp_path) == before


def test_what_somebody_else_put_there_stays(tmp_path: Path) -> None:
    kept = [
        "README.md",
        "CNAME",
        "google1234567890abcdef.html",
        ".nojekyll",
        ".git/index.html",
        "storm-night/.notes/x.md",
        "picture.png",
        "gone/x.jpg",
        "gone/video.mp4.part",
        "video.mp4.part",
    ]
    swept = ["gone/README.md", "storm-night/old.md", "assets/old.js", "storm-night/half.html.part"]
    swept += ["storm-night/half.jpg.backfile-part", "index.html.part"]
    for name in (*kept, *swept):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("somebody's", encoding="utf-8")
    (tmp_path / ".git" / "refs").mkdir()
    assert build(tmp_path).removed == len(swept)
    assert all((tmp_path / name).is_file() for name in kept)
    assert not any((tmp_path / name).exists() for name in swept)
    assert (tmp_path / ".git" / "refs").is_dir()


def test_links_out_of_the_site_are_not_followed(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "site"
    outside.mkdir()
    (outside / "mine.html").write_text("mine", encoding="utf-8")
    folder.mkdir()
    try:
        (folder / "linked").symlink_to(outside, target_is_directory=True)
    except OSError:
        pytest.skip("this system lets nobody make links")
    build(folder)
    assert (outside / "mine.html").read_text(encoding="utf-8") == "mine"


def test_an_empty_archive_has_a_site_that_says_so(tmp_path: Path) -> None:
    assert build(tmp_path, []).pages == 4
    assert "Nothing is held yet" in parse((tmp_path / "index.html").read_text(encoding="utf-8")).text
    assert "None yet" in parse((tmp_path / "about.html").read_text(encoding="utf-8")).text


@pytest.mark.parametrize(("publish", "private"), [("private", True), ("excerpt", False), ("full", False)])
def test_only_what_is_published_may_be_found_by_search_engines(tmp_path: Path, publish: str, private: bool) -> None:
    build(tmp_path, [VALLEY_COUNT], replace(SETTINGS, publish=publish))
    page = (tmp_path / "valley-count" / "polls-close.html").read_text(encoding="utf-8")
    assert ("noindex" in page) is private
    assert ("no-referrer" in page.replace("noopener noreferrer", "")) is private


def test_title_and_language_are_the_owners(tmp_path: Path) -> None:
    build(tmp_path, [VALLEY_COUNT], replace(SETTINGS, title="Zählung & <mehr>", language="de"))
    page = parse((tmp_path / "valley-count" / "polls-close.html").read_text(encoding="utf-8"))
    assert page.all("html") == [{"lang": "de"}]
    assert "Zählung & <mehr>" in page.text


def test_progress_is_told_live_blog_by_live_blog(tmp_path: Path) -> None:
    told: list[str] = []

    def progress(doing: str, items: Sequence[T], /) -> Iterable[T]:
        told.append(f"{doing}: {len(items)}")
        yield from items
        told.append("done")

    write_site(tmp_path, COVERAGES, SETTINGS, progress=progress)
    assert told == ["writing pages: 3", "done"]


def test_a_site_without_markdown_has_no_link_to_any(tmp_path: Path) -> None:
    settings = replace(SETTINGS, publish="full", base_url="https://archive.example/")
    build(tmp_path, settings=settings)
    assert len(list(tmp_path.rglob("*.md"))) == 8
    write_site(tmp_path, COVERAGES, settings, form=Form(markdown=False))
    assert not list(tmp_path.rglob("*.md"))
    for name, data in files(tmp_path).items():
        assert b"markdown" not in data.lower() or name.startswith("assets/"), name
