"""A time that is known to the day is told as a day on every face, and reckoned with from its end."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from backfile.errors import Status
from backfile.seeds import read
from backfile.seeds.pages.page import read_html
from backfile.workspace.folders import Workspace
from tests.cli.running import Run
from tests.desk.pastes import FLOOD, give

VOTE = """\
<html><body><h1>Vote live: count begins</h1>
<article id="a2"><time datetime="2024-05-03">3 May 2024</time><h2>Counting ends</h2><p>All votes in the town were
counted by the evening of the day.</p></article>
<article id="a1"><time datetime="2024-05-02T09:30">2 May, 09:30</time><h2>Counting begins</h2><p>The first boxes were
opened in the town hall this morning.</p></article>
<article id="a0"><time datetime="2024-05-01T22:30">1 May, 22:30</time><h2>Polls close</h2><p>The polls closed at half
past ten in all of the country, and the boxes were sealed.</p></article>
</body></html>
"""
"""Invented: an entry of a day, and two of a minute."""


@pytest.fixture
def held(run: Run, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setitem(read.READERS, "html", read_html)
    page = tmp_path / "vote.html"
    page.write_text(VOTE, encoding="utf-8")
    assert run("add", page, "--zone", "America/New_York").status == Status.DONE
    return workspace


def test_a_day_of_another_zone_is_told_without_a_clock(run: Run, held: Workspace, tmp_path: Path) -> None:
    day = "3 May 2024 = 2024-05-03 (known to the day)"
    assert f"published  {day}" in run("show", "counting-ends").out.splitlines()
    assert f" {day} " in run("list", "entries").out
    assert day in run("search", "evening").out
    assert run("list").out.splitlines()[-1].split()[-8:-4] == ["1", "2024-05-02", "to", "2024-05-03"]
    assert "2024-05-03, known to the day" not in run("cite", "counting-ends").out
    assert "3 May 2024, known to the day" in run("cite", "counting-ends").out
    markdown = tmp_path / "all.md"
    assert run("export", "--format", "markdown", "--out", markdown).status == Status.DONE
    assert "published 3 May 2024 (2024-05-03, day, zone of the page)" in markdown.read_text("utf-8")
    table = tmp_path / "all.csv"
    assert run("export", "--format", "csv", "--out", table).status == Status.DONE
    ends, begins, _ = csv.DictReader(table.read_text("utf-8-sig").splitlines())
    assert (ends["published"], ends["published_precision"]) == ("2024-05-03", "day")
    assert begins["published"] == "2024-05-02T13:30:00Z"
    told = run("show", "counting-ends", "--json").json["published"]
    assert (told["instant"], told["precision"]) == ("2024-05-03T04:00:00Z", "day")


def test_history_tells_the_end_that_as_of_reckons_with(run: Run, held: Workspace) -> None:
    day = "3 May 2024 = 2024-05-03 (known to the day)"
    known = f"from 2024-05-04 04:00 UTC, the end of {day} (published, as the publisher says, "
    assert f"known      {known}" in run("history", "counting-ends").out
    before = run("show", "counting-ends", "--as-of", "2024-05-03T12:00Z")
    assert before.status == Status.NOTHING_FOUND
    assert run("show", "counting-ends", "--as-of", "2024-05-04T04:00Z").status == Status.DONE
    before = run("show", "counting-begins", "--as-of", "2024-05-02T13:30Z")
    assert before.status == Status.DONE


def test_the_site_has_the_day_on_its_page_and_no_clock(run: Run, held: Workspace) -> None:
    settings = held.root / "backfile.toml"
    settings.write_text(settings.read_text("utf-8").replace('zone = "UTC"', 'zone = "Europe/Berlin"'), "utf-8")
    assert 'zone = "Europe/Berlin"' in settings.read_text("utf-8")
    assert run("build").status == Status.DONE
    for path in sorted(held.site.rglob("*.html")):
        assert "06:00" not in path.read_text("utf-8"), path
    (day,) = held.site.rglob("2024-05-03*.html")
    assert "Counting ends" in day.read_text("utf-8")


def test_a_corrected_day_is_the_day_that_was_said(run: Run, workspace: Workspace) -> None:
    settings = workspace.root / "backfile.toml"
    settings.write_text(settings.read_text("utf-8").replace('zone = "UTC"', 'zone = "Europe/Berlin"'), "utf-8")
    give(workspace, FLOOD, "flood.txt")
    assert run("correct", "bakers", "--published", "2024-05-02").status == Status.DONE
    for command in (("show", "bakers"), ("list", "entries"), ("search", "soup OR bread")):
        out = run(*command).out
        assert "2024-05-02 (known to the day)" in out
        assert "22:00" not in out and "2024-05-01" not in out
