"""Does the account of a page say all that would be read in it, with nothing written and no archive needed?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from backfile.desk.inspect import inspect, plain_reading
from backfile.desk.intake.stating import Stated
from backfile.errors import BadCapture, Usage
from backfile.model.ledger import Label
from tests.desk.pastes import FLOOD, HTML, MATCH, PDF


def account(text: str, **said: str) -> Any:
    """The form of `inspect --json`, once through JSON."""
    return json.loads(json.dumps(plain_reading(inspect(text.encode(), "page.txt", Stated(**said)))))


def test_the_account_has_these_keys() -> None:
    plain = account(FLOOD, publisher="Example News", url="https://news.example/flood")
    assert sorted(plain) == ["capture", "entries", "liveblog", "parts", "reader", "warnings"]
    assert sorted(plain["liveblog"]) == ["address", "declared", "headline", "id", "more", "publisher", "summary"]
    assert [sorted(entry) for entry in plain["entries"]] == [
        ["byline", "headline", "id", "key", "language", "provenance", "published", "tags", "text", "updated"]
    ] * 3
    assert [sorted(part) for part in plain["parts"]] == [["characters", "ledger", "name"]]
    assert {tuple(sorted(span)) for span in plain["parts"][0]["ledger"]} == {
        ("end", "entry", "label", "reason", "start")
    }


def test_it_says_what_was_read() -> None:
    plain = account(FLOOD, publisher="Example News")
    assert plain["liveblog"]["headline"] == "River Orre floods the lower town: Live updates"
    assert len(plain["liveblog"]["summary"]) == 2
    assert plain["liveblog"]["publisher"] == "Example News"
    divers, bakers, sandbags = plain["entries"]
    assert divers["text"] == (
        "The bell of the ferry was found in the mud by two divers, the harbour office told Example News.\n\n"
        '"Nobody expected to see it again," said the harbour master, Zoë Østby.'
    )
    assert (divers["byline"], bakers["byline"], sandbags["byline"]) == (["Jane Doe"], ["John Roe", "Ann Poe"], [])
    assert divers["published"] is None and divers["updated"] is None
    assert (divers["tags"], divers["language"]) == ([], "en")


def test_a_time_is_told_with_its_basis() -> None:
    assert account(MATCH)["entries"][0]["published"] == {
        "printed": "Mar 01, 2022, 9:12 PM EST",
        "instant": "2022-03-02T02:12:00Z",
        "precision": "minute",
        "basis": "zone named",
    }


@pytest.mark.parametrize("text", [FLOOD, MATCH, "One line."])
def test_every_character_stands_in_the_account_exactly_once(text: str) -> None:
    (part,) = account(text)["parts"]
    at = 0
    for span in part["ledger"]:
        assert span["start"] == at < span["end"]
        assert span["label"] in list(Label)
        at = span["end"]
    assert at == part["characters"] == len(text)


def test_spans_name_the_entry_they_belong_to_and_entries_their_place() -> None:
    plain = account(FLOOD)
    keys = {entry["key"] for entry in plain["entries"]}
    assert {span["entry"] for span in plain["parts"][0]["ledger"]} == {*keys, None}
    for entry in plain["entries"]:
        (place,) = entry["provenance"]
        assert FLOOD[place["start"] : place["end"]].startswith(entry["headline"])


def test_the_same_page_pasted_by_another_program_has_the_same_keys() -> None:
    other = FLOOD.replace("\n", "\r\n").replace("'", "’").replace('"N', "“N").replace(',"', ",”")
    assert [entry["key"] for entry in account(other)["entries"]] == [
        entry["key"] for entry in account(FLOOD)["entries"]
    ]


@pytest.mark.usefixtures("no_html_reader")
@pytest.mark.parametrize(
    ("data", "why"), [(b"", "is empty"), (PDF, "a PDF"), (HTML.encode(), "which this version does not read yet")]
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(BadCapture) as told:
        inspect(data, "page.txt", Stated())
    assert str(told.value).startswith("page.txt: ")
    assert why in str(told.value)


def test_what_cannot_be_meant_is_refused() -> None:
    with pytest.raises(Usage, match=r"--zone: no time zone “Nowhere”"):
        inspect(FLOOD.encode(), "page.txt", Stated(zone="Nowhere"))


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    account(FLOOD)
    assert list(tmp_path.iterdir()) == []
