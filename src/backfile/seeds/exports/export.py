"""What does an export of Backfile hold? JSON Lines as `backfile export` writes them: one entry a line.

The lines of one live blog that stand together tell of the captures of another archive. What they tell of one of these
is one capture here: its bytes are the digest of that capture on a line of its own, and below it the lines that speak of
it. Words that none of them shows are a capture of their own: the lines that hold such.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import tzinfo
from itertools import groupby
from typing import IO, NamedTuple

from backfile.errors import BadCapture
from backfile.model.capture import Capture, Digest, Part, Told, digest
from backfile.model.ledger import Label
from backfile.model.observation import LiveBlog, Observation, Provenance, Reading
from backfile.model.time import Basis, Time
from backfile.seeds.account import Claim, make_ledger
from backfile.seeds.exports.line import Line, NotTaken, parse, read_line
from backfile.seeds.sightings.merge import join_repeats

READER = "Backfile export 3"
PART = "jsonl"

_LONGEST_LINE = 1 << 24  # bytes of a line that is looked at to tell an export from other JSON


class Stretch(NamedTuple):
    """Lines of one live blog that stand together, and the byte of the file at which they begin."""

    start: int
    data: bytes


class Record(NamedTuple):
    """What a stretch says of one capture, `told`, or of what no capture shows; `place` is its name in the file."""

    place: str
    told: Told | None
    data: bytes


def is_exported(stream: IO[bytes]) -> bool:
    """Is the first line of the file an entry that Backfile exported?"""
    stream.seek(0)
    return parse(stream.readline(_LONGEST_LINE)) is not None


def split_export(stream: IO[bytes], start: int = 0) -> Iterator[Stretch]:
    """The stretches of an export from a byte on. A line that is no entry stands with those before it."""
    stream.seek(start)
    liveblog = ""

    def liveblog_of(line: bytes) -> str:
        nonlocal liveblog
        given = parse(line)
        if given is not None:
            liveblog = str(given.get("permalink")).rpartition("/")[0]
        return liveblog

    for _, lines in groupby(stream, liveblog_of):
        data = b"".join(lines)
        yield Stretch(start, data)
        start += len(data)


def split_stretch(stretch: Stretch) -> list[Record]:
    """What a stretch says of each capture that it tells of, in the order in which it names them, as `<start>-<number>`
    from 1 on; and under 0 the lines with words that none of these shows. Where it names none, all of it as `<start>`.

    A line that is not taken stands with the one before it, else with the first one.
    """
    told: dict[Digest, Told] = {}
    lines: dict[Digest | None, list[bytes]] = {}
    stray: list[bytes] = []
    last: Digest | None = None
    for data in re.findall(rb"[^\n]*\n|[^\n]+", stretch.data):
        try:
            line = read_line(data)
        except NotTaken:
            (lines[last] if lines else stray).append(data)
            continue
        showing: list[Digest | None] = [*dict.fromkeys(capture for capture, _ in line.seen)]
        told |= {each.digest: each for each in line.told if each.digest not in told}
        showing += [] if line.is_told else [None]
        for each in showing:
            lines.setdefault(each, []).append(data)
        last = showing[0]
    if lines.keys() <= {None}:
        return [Record(str(stretch.start), None, stretch.data)]
    first = next(iter(lines))
    lines[first] = [*stray, *lines[first]]
    export = digest(stretch.data)
    named = [each for each in told if each in lines]
    records = [
        Record(
            f"{stretch.start}-{number}",
            replace(told[each], export=export),
            b"".join((each.encode("utf-8", "surrogatepass"), b"\n", *lines[each])),
        )
        for number, each in enumerate(named, start=1)
    ]
    rest = [Record(f"{stretch.start}-0", None, b"".join(lines[None]))] if None in lines else []
    return records + rest


def record_at(stream: IO[bytes], place: str) -> bytes | None:
    """The bytes of the record of that name, if there is one."""
    start, _, number = place.partition("-")
    if not start.isdecimal():
        return None
    stretch = next(split_export(stream, int(start)), None)
    if stretch is None or not number:
        return stretch and stretch.data
    return next((each.data for each in split_stretch(stretch) if each.place == place), None)


def captured_as_told(told: Told) -> Time | None:
    """When the other archive says that the capture was made, as its word."""
    captured = told.captured
    if captured is None or captured.instant is None:
        return captured
    return replace(captured, basis=Basis.TOLD, source="the other archive")


def read_exported(capture: Capture, text: str, zone: tzinfo | None = None) -> Reading:
    """What an export says of the capture `capture.told`; else all that its lines say. Raises BadCapture when no line
    can be taken."""
    told: list[tuple[Observation, LiveBlog]] = []
    claims: list[Claim] = []
    start = lines = 0
    for line in re.findall(r"[^\n]*\n|[^\n]+", text):
        end = start + len(line)
        if capture.told and start == 0:
            claims.append(Claim(start, end, Label.FURNITURE, "the digest of the capture that the lines tell of"))
            start = end
            continue
        lines += bool(line.strip())
        try:
            read = read_line(line)
            shown = _placed(read, capture, start, end)
            about = read.abouts.get(capture.told.digest, read.about) if capture.told else read.about
            told += ((each, about) for each in shown)
            claims.append(Claim(start, end, Label.ENTRY, "a line of the export", shown[0].key if shown else None))
        except NotTaken as reason:
            if line.strip():
                claims.append(Claim(start, end, Label.UNRECOGNISED, str(reason)))
        start = end
    if not told:
        mend = "give it as backfile export --format jsonl wrote it"
        raise BadCapture(capture.name, "holds no entry that can be taken from an export", mend)
    about = told[0][1]
    left = Counter(claim.reason for claim in claims if claim.label is Label.UNRECOGNISED)
    observations = [observation for observation, _ in told]
    warnings = [f"{left[reason]} of {lines} lines not taken: {reason}" for reason in sorted({*left})]
    return Reading(
        capture=capture,
        reader=READER,
        liveblog=replace(
            about, publisher=capture.publisher or about.publisher, address=capture.address or about.address
        ),
        entries=join_repeats(observations, [each.archived.permalink if each.archived else "" for each in observations]),
        parts=(Part(name=PART, text=text),),
        ledgers=(make_ledger(PART, text, claims, "no line of an export"),),
        warnings=tuple(warnings),
    )


def _placed(line: Line, capture: Capture, start: int, end: int) -> list[Observation]:
    """What the line says that the capture shows, standing at that place of it."""
    its = capture.told
    shown = [each for digest, each in line.seen if digest == its.digest] if its else [line.whole]
    export = its.export if its else capture.digest
    placed = []
    for each in shown:
        archived = each.archived and replace(each.archived, export=export)
        told = [place for group in archived.places for place in group] if archived else []
        displayed = any(place.displayed for place in told) if told else line.displayed
        place = Provenance(capture=capture.digest, part=PART, start=start, end=end, displayed=displayed)
        placed.append(replace(each, provenance=(place,), archived=archived))
    return placed
