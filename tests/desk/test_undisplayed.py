"""Is it said of words that only the data of a page gives that no reader of the page saw them?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from backfile.cli.main import backfile
from backfile.desk.build import build
from backfile.desk.choosing.entries import list_permalinks
from backfile.desk.cite import cite
from backfile.desk.exhibit import exhibit
from backfile.desk.prove import prove
from backfile.desk.quotations.plain_proof import plain_proof
from backfile.desk.quotations.proof import tell_checked
from backfile.workspace.folders import Workspace
from tests.desk.pastes import give

ADDRESS = "https://news.example/live/canal"
SEEN_BY_NOBODY = "; a reader of the page did not see it"
TOLD = "read in the data of the page alone, not in what a reader of the page saw"
SAID = {
    "Ice on the lock gates": "Ice has formed on the lock gates since midnight, the lock keeper says.",
    "Barges wait below the weir": "Barges below the weir wait for {} tugs from the harbour.",
    "Skaters warned off": "Skaters were warned off the basin by the council this morning.",
}
"""What the page shows and what its data says: of the second, the data has another number than the page."""


@pytest.fixture
def torn(workspace: Workspace) -> Workspace:
    """An archive of a page whose data gives one entry in other words, at another time, than the page shows."""
    updates, articles = [], []
    for number, (headline, body) in enumerate(SAID.items()):
        said, shown = (f"2024-01-05T0{9 - number - (number == 1) * each}:30:00Z" for each in (1, 0))
        its = {
            "@type": "BlogPosting",
            "@id": f"{ADDRESS}#e{number}",
            "headline": headline,
            "articleBody": body.format("two"),
            "datePublished": said,
        }
        updates.append(its)
        articles.append(
            f'<article id="e{number}"><h2>{headline}</h2><time datetime="{shown}">{shown}</time>'
            f"<p>{body.format('nine')}</p></article>"
        )
    kind = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "@id": ADDRESS, "headline": "Canal live"}
    data = {**kind, "liveBlogUpdate": updates}
    page = (
        '<!DOCTYPE html><html lang="en"><head><title>Canal live</title><script type="application/ld+json">'
        f"{json.dumps(data)}</script></head><body><h1>Canal live</h1><main>{''.join(articles)}</main></body></html>"
    )
    give(workspace, page, "canal.html", captured="2024-01-05T12:00Z", url=ADDRESS)
    return workspace


def test_words_in_the_data_alone_are_told_as_such_wherever_they_are_shown(torn: Workspace, tmp_path: Path) -> None:
    proof = prove(torn, "“below the weir wait for two tugs”, “below the weir wait for nine tugs”, “Ice has formed”")
    lines = [[TOLD in line for line in tell_checked(each, 1, proof).lines] for each in proof.checked]
    assert [any(each) for each in lines] == [True, False, False]
    quotes = json.loads(json.dumps(plain_proof(proof, "draft")))["quotes"]
    assert [each["undisplayed"] for each in quotes] == [True, False, False]
    hidden, seen = (each.held.permalink for each in proof.checked[:2] if each.held)
    assert {hidden, seen} < set(list_permalinks(torn.archive))
    for permalink, is_told in ((hidden, True), (seen, False)):
        cited = cite(torn, permalink)
        assert cited is not None
        assert (TOLD in cited.text, cited.undisplayed) == (is_told, is_told)
        shown = CliRunner().invoke(backfile, ["-C", str(torn.root), "show", permalink]).stdout
        assert (f"hidden     {TOLD}\n" in shown) is is_told
        made = exhibit(torn, permalink, tmp_path / f"{is_told}.html")
        assert (f"R{TOLD[1:]}." in made.out.read_text(encoding="utf-8")) is is_told


def test_where_no_page_was_captured_nothing_is_said_of_what_its_readers_saw(torn: Workspace) -> None:
    items = [
        {"id": "1", "title": "Ferry aground", "content_text": "A ferry ran aground.", "date_published": "2024-01-06"}
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Ferry live", "items": items}
    give(torn, json.dumps(feed), "ferry.json", url="https://news.example/live/ferry")
    build(torn)
    hits = CliRunner().invoke(backfile, ["-C", str(torn.root), "search", "is:hidden", "--json"]).stdout
    found = [hit["permalink"] for hit in json.loads(hits)["hits"]]
    assert found == [
        each for each in list_permalinks(torn.archive) if "below-the-weir" in each and is_hidden(torn, each)
    ]
    assert len(found) == 1
    (ferry,) = (each for each in list_permalinks(torn.archive) if each.startswith("ferry"))
    assert SEEN_BY_NOBODY not in (torn.site / f"{ferry}.html").read_text(encoding="utf-8")
    assert SEEN_BY_NOBODY in (torn.site / f"{found[0]}.html").read_text(encoding="utf-8")


def is_hidden(workspace: Workspace, permalink: str) -> bool:
    cited = cite(workspace, permalink)
    return cited is not None and cited.undisplayed


def test_of_words_that_stand_on_the_page_too_it_is_the_page_that_is_named(torn: Workspace) -> None:
    (checked,) = prove(torn, "“Barges below the weir wait for”").checked
    assert checked.held is not None and "nine tugs" in checked.held.text
    assert len(checked.also) == 1


def test_a_feed_is_not_told_as_the_data_of_a_page(workspace: Workspace) -> None:
    items = "".join(
        f"<item><title>{title}</title><description>{said}</description></item>" for title, said in SAID.items()
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Canal live</title>{items}</channel></rss>'
    give(workspace, feed, "canal.rss", captured="2024-01-05T12:00Z")
    cited = cite(workspace, "ice-on-the-lock")
    assert cited is not None and TOLD not in cited.text and not cited.undisplayed
