"""Do `--json` and the library keep to the forms that the documents name, key by key?"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from backfile.desk.find import search
from backfile.desk.plain import plain_hit, plain_results, plain_shown, plain_time
from backfile.desk.show import show, sources
from backfile.model.capture import digest
from backfile.model.search import Asked
from backfile.model.time import Basis, Precision, Time
from backfile.workspace.folders import Workspace
from tests.desk.pastes import (
    BAKERS,
    FLOOD,
    FLOOD_LATER,
    HOSTILE,
    KEEPER,
    MATCH,
    give,
    write,
)


def through_json(plain: object) -> Any:
    return json.loads(json.dumps(plain))


@pytest.mark.parametrize(
    ("time", "plain"),
    [
        (None, None),
        (
            Time(printed="9:12 PM", source="text"),
            {"printed": "9:12 PM", "instant": None, "precision": None, "basis": None}
            | {"unclear": "date and zone not given"},
        ),
        (
            Time(
                printed="10 March",
                instant=datetime(2022, 3, 10, tzinfo=UTC),
                precision=Precision.DAY,
                basis=Basis.PAGE_DATE,
            ),
            {"printed": "10 March", "instant": "2022-03-10T00:00:00Z", "precision": "day", "basis": "date of the page"},
        ),
    ],
)
def test_a_time_is_given_as_printed_with_what_it_means(time: Time | None, plain: object) -> None:
    assert through_json(plain_time(time)) == plain


def test_hits_have_these_keys_and_values(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    give(workspace, MATCH, "match.txt")
    plain = through_json(plain_results(search(workspace, "keeper saves", Asked(facets=("year",))).results))
    assert plain == {
        "query": "keeper saves",
        "read": "keeper saves",
        "total": 1,
        "partly": 0,
        "undated": 0,
        "searched": 6,
        "suggestion": None,
        "notes": [],
        "facets": {"year": [{"value": "2022", "count": 1}]},
        "hits": [
            {
                "permalink": KEEPER,
                "headline": "Keeper saves a penalty",
                "liveblog": "Cup final: Northfield against the Rovers, minute by minute",
                "publisher": None,
                "byline": [],
                "language": "en",
                "tags": [],
                "revision": 1,
                "newest": True,
                "altered": False,
                "corrected": False,
                "known": "2022-03-02T02:13:00Z",
                "partly": False,
                "published": {
                    "printed": "Mar 01, 2022, 9:12 PM EST",
                    "instant": "2022-03-02T02:12:00Z",
                    "precision": "minute",
                    "basis": "zone named",
                },
                "score": plain["hits"][0]["score"],
                "snippet": "Northfield's keeper went the right way and pushed the ball round the post.",
                "marks": [[13, 19]],
                "struck": [],
            }
        ],
    }
    assert isinstance(plain["hits"][0]["score"], int)


def test_a_reason_names_its_fields(workspace: Workspace) -> None:
    give(workspace, MATCH, "match.txt")
    (hit,) = search(workspace, "keeper", Asked(explain=True)).results.hits
    (why,) = through_json(plain_hit(hit))["why"]
    assert why["counts"] == {"headline": 1, "text": 1, "byline": 0}
    assert why["score"] == hit.score


def test_an_entry_has_these_keys_and_values(workspace: Workspace) -> None:
    said = {"url": "https://news.example/flood", "publisher": "Example News"}
    give(workspace, FLOOD, captured="2022-03-10", **said)
    give(workspace, FLOOD_LATER, "later.txt", captured="2022-03-11", **said)
    plain = through_json(plain_shown(show(workspace, BAKERS), None))
    assert sorted(plain) == sorted(
        "permalink liveblog publisher address headline byline published updated language tags text struck "
        "altered altered_text corrected withdrawn withheld withheld_captures unseen evidence known revisions "
        "provenance".split()
    )
    assert (plain["permalink"], plain["publisher"], plain["address"]) == (BAKERS, "Example News", said["url"])
    assert (plain["byline"], plain["published"], plain["altered"]) == (["John Roe", "Ann Poe"], None, False)
    assert "soup for volunteers" in plain["text"]
    first, second = plain["revisions"]
    assert sorted(first) == ["headline", "provenance", "revision", "struck", "text"]
    assert (first["revision"], "soup" in first["text"], second["revision"]) == (1, False, 2)
    assert second["provenance"] == plain["provenance"]
    assert [place["capture"] for place in plain["provenance"]] == [digest(FLOOD_LATER)]


def test_the_source_is_given_when_it_is_asked_for(workspace: Workspace) -> None:
    give(workspace, FLOOD, "flood.txt")
    shown = show(workspace, BAKERS)
    (source,) = through_json(plain_shown(shown, sources(workspace, shown)))["source"]
    assert sorted(source) == ["capture", "end", "part", "sha256", "start", "text"]
    assert (source["capture"], source["sha256"], source["part"]) == ("flood.txt", digest(FLOOD), "text")
    assert source["text"] == FLOOD[source["start"] : source["end"]]


def test_altered_words_are_given_and_said_to_be(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    path = workspace.archive / f"{BAKERS}.md"
    write(path, path.read_text(encoding="utf-8").replace("tomorrow", "never"))
    plain = plain_shown(show(workspace, BAKERS), None)
    assert plain["altered"] is True
    assert "They will be back never" in str(plain["altered_text"])
    assert "They will be back tomorrow" in str(plain["text"]), "the publisher's own"


def test_hostile_text_is_given_as_it_is_for_json_escapes_it(workspace: Workspace) -> None:
    give(workspace, HOSTILE)
    plain = through_json(plain_results(search(workspace, "juggler").results))
    assert "\x1b]0;owned\x07" in plain["hits"][0]["headline"]
