"""The pages in `fixtures/pages/`, invented and written in the markup of each system, and the laws readings obey."""

from __future__ import annotations

from datetime import tzinfo
from pathlib import Path

from backfile.model.capture import Capture, digest
from backfile.model.observation import Observation, Reading
from backfile.seeds.read import read_capture
from backfile.seeds.recognise import recognise

FOLDER = Path(__file__).parents[1] / "fixtures/pages"
PAGES = tuple(sorted(path.name for path in FOLDER.glob("*.html")))
DATA = tuple(sorted(path.name for path in FOLDER.glob("*.json")))

HEADLINES = ("Weir to be opened by hand", "School sends pupils home", "First sandbags laid")
MARKDOWN = """\
The mayor said the **old weir** would be opened *by hand* before dusk.

> We have done this every spring since the mill closed, and we shall do it again.

- Harrow Lane stays shut
- Buses turn at the church

The [table of levels](<https://www.valley.example/harrow/levels?gauge=2&day=today>) is kept by the river board.

![The weir at noon, seen from the mill](<https://pictures.example/harrow/weir.jpg>)

| Gauge | Metres |
| --- | --- |
| Harrow | 2.41 |
| Mill | 1.98 |

![](<https://films.example/embed/weir>)"""
"""The body of the first entry of each page."""


def source_of(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def read_sample(name: str, zone: tzinfo | None = None) -> Reading:
    return read_source(source_of(name), zone=zone)


def read_source(source: str, *, format: str | None = None, zone: tzinfo | None = None) -> Reading:
    """What the reader of its format finds in this text, which obeys the laws."""
    data = source.encode("utf-8", "surrogatepass")
    told = format or recognise(data, "page").format
    reading = read_capture(Capture(digest=digest(data), name="page", size=len(data), format=told), source, zone)
    obey_the_laws(reading)
    return reading


def obey_the_laws(reading: Reading) -> None:
    """Each part has an account, which is without hole (Ledger sees to that), and each entry points into a part."""
    lengths = {part.name: len(part.text) for part in reading.parts}
    assert {ledger.part: ledger.characters for ledger in reading.ledgers} == lengths
    keys = [entry.key for entry in reading.entries]
    assert len(set(keys)) == len(keys)
    named = {span.entry for ledger in reading.ledgers for span in ledger.spans} - {None}
    assert named <= set(keys)
    for entry in reading.entries:
        assert entry.provenance
        for place in entry.provenance:
            assert 0 <= place.start < place.end <= lengths[place.part]
            assert place.displayed == (place.part == "text")


def headlines(reading: Reading) -> tuple[str | None, ...]:
    return tuple(entry.headline for entry in reading.entries)


def instants(reading: Reading) -> list[str | None]:
    return [_instant(entry) for entry in reading.entries]


def _instant(entry: Observation) -> str | None:
    time = entry.published
    return time.instant.strftime("%H:%M:%S") if time is not None and time.instant is not None else None
