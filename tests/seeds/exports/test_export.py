"""Is an export read back as what it was written from, and is nothing else taken for one?"""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from backfile.errors import BadCapture
from backfile.model.capture import Capture, digest
from backfile.model.ledger import Label
from backfile.model.observation import LiveBlog, Reading
from backfile.model.plain import dump
from backfile.seeds.exports.export import Record, is_exported, read_exported, record_at, split_export, split_stretch
from backfile.seeds.recognise import recognise_many


def line(slug: str = "gale", liveblog: str = "storm", **said: Any) -> str:
    """A line of an export, as `export --format jsonl` writes it."""
    revisions = [{"revision": 1, "headline": "Gale", "text": "Roofs off.", "markdown": "Roofs off.", "provenance": []}]
    given = {
        "backfile": "entry/1",
        "permalink": f"{liveblog}/{slug}",
        "id": slug,
        "byline": ["Nellie Bly"],
        "published": None,
        "updated": None,
        "language": None,
        "tags": [],
        "altered": False,
        "revisions": revisions,
        "provenance": [],
        "withdrawn": None,
        "about": dump(LiveBlog(headline=liveblog)),
    }
    return json.dumps(given | said) + "\n"


def read(text: str) -> Reading:
    data = text.encode()
    return read_exported(Capture(digest=digest(data), name="all.jsonl#0", size=len(data), format="jsonl"), text)


def test_an_export_is_told_by_its_first_line_alone() -> None:
    for text, expected in (
        (line(), "jsonl"),
        (json.dumps(json.loads(line()), sort_keys=True) + "\n", "jsonl"),
        (line(backfile="entry/2"), None),
        ('{"permalink": "storm/gale"}\n', None),
        ("{" * 100_000, None),
        ("[1]\n", None),
        ("", None),
    ):
        stream = io.BytesIO(text.encode())
        assert recognise_many(stream) == expected
        assert stream.tell() == 0
        assert is_exported(stream) is (expected == "jsonl")


def test_lines_of_one_live_blog_that_stand_together_are_one_stretch() -> None:
    lines = [line("a", "storm"), "not one\n", line("b", "storm"), line("c", "flood"), line("d", "storm")]
    found = list(split_export(io.BytesIO("".join(lines).encode())))
    assert [stretch.data.decode() for stretch in found] == ["".join(lines[:3]), lines[3], lines[4]]
    assert [stretch.start for stretch in found] == [0, len("".join(lines[:3])), len("".join(lines[:4]))]


def test_every_character_has_a_place_in_the_account() -> None:
    text = f"\n{line('a')}no line of ours\n\n{line('b', altered=True)}{line('c')}"
    reading = read(text)
    (ledger,) = reading.ledgers
    labels = [(span.label, text[span.start : span.end]) for span in ledger.spans]
    assert "".join(piece for _, piece in labels) == text
    assert [label for label, _ in labels if label is Label.ENTRY] == [Label.ENTRY] * 2
    assert [entry.publisher_id for entry in reading.entries] == ["a", "c"]
    assert reading.warnings == (
        "1 of 4 lines not taken: its words were altered by hand before it was exported",
        "1 of 4 lines not taken: no entry as Backfile exports them",
    )
    for entry in reading.entries:
        (place,) = entry.provenance
        assert json.loads(text[place.start : place.end])["id"] == entry.publisher_id


@pytest.mark.parametrize(
    "said",
    [
        {"byline": "Nellie Bly"},
        {"published": {"printed": "12:30", "instant": "2022-03-08T12:30:00"}},
        {"published": {"printed": "12:30", "precision": "eon"}},
        {"revisions": []},
        {"revisions": ["words"]},
        {"revisions": [{"headline": None}]},
        {"about": None},
        {"about": {"headline": "Storm", "weather": "bad"}},
        {"tags": [1]},
        {"provenance": None},
        {"altered": None},
    ],
)
def test_a_line_that_does_not_say_what_a_line_says_is_not_taken(said: dict[str, Any]) -> None:
    assert len(read(line("a", **said) + line("b")).entries) == 1
    with pytest.raises(BadCapture, match="holds no entry that can be taken"):
        read(line("a", **said))


def test_what_no_file_of_ours_may_hold_stands_by_its_number() -> None:
    revisions = [{"headline": "Gale", "markdown": "one\r\ntwo\x00\u2028"}]
    (entry,) = read(line(revisions=revisions)).entries
    assert entry.body == "one&#13;\ntwo&#0;&#8232;"


def test_one_entry_on_two_lines_is_one_seen_twice() -> None:
    (entry,) = read(line("a") + line("a")).entries
    assert len(entry.provenance) == 2


ONE, TWO = "1" * 64, "2" * 64


def told(*captures: str) -> list[dict[str, Any]]:
    """What a line says of captures of the other archive."""
    return [
        {"name": f"{each[0]}.html", "sha256": each, "format": "html", "evidence": "saved page", "captured": None}
        for each in captures
    ]


def shows(capture: str, **said: Any) -> dict[str, Any]:
    """What a line says that a capture shows of its entry."""
    return {"capture": capture, "revision": 1, "earlier": [], "byline": [], "tags": []} | said


def split(text: str) -> list[Record]:
    (stretch,) = split_export(io.BytesIO(text.encode()))
    return split_stretch(stretch)


def test_what_a_stretch_says_of_each_capture_is_a_record_that_is_found_again_by_its_name() -> None:
    both = line("a", captures=told(ONE, TWO), seen=[shows(ONE), shows(TWO, byline=["Nellie Bly"])])
    one, none = line("b", captures=told(ONE), seen=[shows(ONE)]), line("c")
    text = both + one + "not one\n" + none
    records = split(text)
    assert [each.place for each in records] == ["0-1", "0-2", "0-0"]
    assert [each.told and each.told.digest for each in records] == [ONE, TWO, None]
    assert [each.data.decode() for each in records] == [f"{ONE}\n{both}{one}not one\n", f"{TWO}\n{both}", none]
    for each in records:
        assert record_at(io.BytesIO(text.encode()), each.place) == each.data
    for place in ("0-3", "1-1", "x", "0-x", "-1"):
        assert record_at(io.BytesIO(text.encode()), place) is None
    assert record_at(io.BytesIO(text.encode()), "0") == text.encode()


def test_each_capture_gives_what_it_shows_itself() -> None:
    revisions: list[dict[str, Any]] = [
        {"revision": number, "headline": None, "text": words, "markdown": words, "provenance": []}
        for number, words in enumerate(("Roofs off.", "Roofs on."), start=1)
    ]
    seen = [shows(ONE, id="gale"), shows(TWO, revision=2, byline=["Nellie Bly"])]
    text = line("a", captures=told(ONE, TWO), seen=seen, revisions=revisions, keys=["id:gale", "words:1"])
    found = []
    for record in split(text):
        capture = Capture(
            digest=digest(record.data), name="all.jsonl#0-1", size=len(record.data), format="jsonl", told=record.told
        )
        reading = read_exported(capture, record.data.decode())
        (ledger,) = reading.ledgers
        assert [span.label for span in ledger.spans] == [Label.FURNITURE, Label.ENTRY]
        (entry,) = reading.entries
        (place,) = entry.provenance
        assert json.loads(record.data.decode()[place.start : place.end])["permalink"] == "storm/a"
        found.append((entry.publisher_id, entry.body, entry.byline))
    assert found == [("gale", "Roofs off.", ()), (None, "Roofs on.", ("Nellie Bly",))]


@pytest.mark.parametrize(
    "seen",
    [
        [shows(TWO)],
        [shows(ONE), shows(ONE)],
        [shows(ONE, revision=2)],
        [shows(ONE, earlier=[7])],
        [shows(ONE, tags="one")],
        [{"capture": ONE}],
        "none",
    ],
)
def test_a_line_that_tells_of_captures_amiss_is_not_taken(seen: Any) -> None:
    amiss = line("a", captures=told(ONE), seen=seen)
    assert [each.place for each in split(amiss + line("b"))] == ["0"]
    with pytest.raises(BadCapture, match="holds no entry that can be taken"):
        read(amiss)
