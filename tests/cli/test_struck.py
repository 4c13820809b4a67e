"""Do struck words look struck on a terminal?"""

from __future__ import annotations

import pytest

from backfile.seeds import read
from backfile.seeds.pages.page import read_html
from backfile.workspace.folders import Workspace
from tests.cli.running import Run
from tests.desk.pastes import give
from tests.desk.search.test_struck import SHIPS


def test_struck_words_stand_between_tildes(run: Run, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(read.READERS, "html", read_html)
    give(workspace, f"<html><h1>Harbour live</h1>{SHIPS}</html>", "harbour.html")
    shown = run("show", "ships-collide").out
    assert shown.endswith("\n~~Three ships collided.~~\n\nTwo ships collided.\n")
    found = run("search", "collided").out
    assert "to lift. ~~Three ships collided.~~ Two ships collided." in found


def page(body: str) -> str:
    articles = (
        f'<article id="block-{number}"><time datetime="2024-01-05T09:00:00Z">09:00</time><h2>{headline}</h2>'
        f"<p>{words}</p></article>"
        for number, headline, words in (
            (1, "Ships collide", body),
            (2, "Port shut", "The port was shut at noon today."),
        )
    )
    return f"<!DOCTYPE html><html lang=en><h1>Harbour live</h1><div class=liveblog>{''.join(articles)}</div></html>"


def test_a_strike_that_came_since_is_told_by_every_command(
    run: Run, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(read.READERS, "html", read_html)
    words = "Three ships collided in the harbour this morning."
    for name, body, hour in (("one.html", words, 10), ("two.html", f"<s>{words}</s>", 11), ("three.html", words, 12)):
        give(
            workspace,
            page(body) + f"<!-- {hour} -->",
            name,
            captured=f"2024-01-05T{hour}:00Z",
            url="https://news.example/harbour",
        )
        told = {each["change"] for each in run("changes", "--json").json} if hour > 10 else set()
        assert told == {10: set(), 11: {"struck out"}, 12: {"struck out", "strike taken back"}}[hour]
        if hour == 11:
            assert f"{{~{words}~}}" in run("diff", "ships").out
            assert "8 words struck out, or no longer so" in run("diff", "ships").err
            assert run("diff", "ships", "--json").json["struck"] == 8
            cited = run("cite", "ships", "--quote", "Three ships collided")
            assert "revision 1, and in the newest words struck out" in cited.err
            draft = workspace.root / "draft.md"
            draft.write_text(f"It said “{words}”", "utf-8")
            assert "they are struck out in two.html" in run("prove", draft).out
    assert "a strike was taken back between the captures two.html" in run("history", "ships").out
