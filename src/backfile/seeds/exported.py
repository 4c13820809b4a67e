"""What does an export of Backfile hold? JSON Lines as `backfile export` writes them: one entry a line.

The lines of one live blog that stand together are one capture of it. What a line says in the publisher's name is taken
as it stands, earlier words too, with the permalink and the keys that the entry had. What the keepers of the other
archive said otherwise is theirs, not the publisher's and not ours: it is left out, and a warning says of how many. What
it says of its own captures, their kind and their times, is kept as its word: nobody here saw them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from itertools import groupby
from typing import IO, Any, NamedTuple

from backfile.errors import BadCapture, Damage
from backfile.model.capture import Capture, Part
from backfile.model.entry import Archived, Earlier, LiveBlog, Observation, Provenance, Reading
from backfile.model.ledger import Label
from backfile.model.plain import load
from backfile.model.time import Time
from backfile.seeds.account import Claim, make_ledger
from backfile.seeds.merge import join_repeats
from backfile.text.characters import UNSAFE

READER = "Backfile export 2"
PART = "jsonl"
MARK, KIND = "backfile", "entry/1"
"""What each line begins with: the name of the mark, and the kind and version of what follows."""

_LONGEST_LINE = 1 << 24  # bytes of a line that is looked at to tell an export from other JSON
_UNSAFE = re.compile(f"(?!\n)[{UNSAFE}]")


class Stretch(NamedTuple):
    """Lines of one live blog that stand together, and the byte of the file at which they begin."""

    start: int
    data: bytes


def is_exported(stream: IO[bytes]) -> bool:
    """Is the first line of the file an entry that Backfile exported?"""
    stream.seek(0)
    return _parse(stream.readline(_LONGEST_LINE)) is not None


def split_export(stream: IO[bytes], start: int = 0) -> Iterator[Stretch]:
    """The stretches of an export from a byte on. A line that is no entry stands with those before it."""
    stream.seek(start)
    liveblog = ""

    def liveblog_of(line: bytes) -> str:
        nonlocal liveblog
        given = _parse(line)
        if given is not None:
            liveblog = str(given.get("permalink")).rpartition("/")[0]
        return liveblog

    for _, lines in groupby(stream, liveblog_of):
        data = b"".join(lines)
        yield Stretch(start, data)
        start += len(data)


def read_exported(capture: Capture, text: str, zone: tzinfo | None = None) -> Reading:
    """The live blog of one stretch of an export. Raises BadCapture when no line of it can be taken."""
    told: list[tuple[Observation, LiveBlog]] = []
    claims: list[Claim] = []
    start = theirs = 0
    for line in re.findall(r"[^\n]*\n|[^\n]+", text):
        end = start + len(line)
        try:
            observation, about, of_people = _read_line(line, capture, start, end)
            told.append((observation, about))
            theirs += of_people
            claims.append(Claim(start, end, Label.ENTRY, "a line of the export", told[-1][0].key))
        except _NotTaken as reason:
            if line.strip():
                claims.append(Claim(start, end, Label.UNRECOGNISED, str(reason)))
        start = end
    if not told:
        mend = "give it as backfile export --format jsonl wrote it"
        raise BadCapture(capture.name, "holds no entry that can be taken from an export", mend)
    about = told[0][1]
    left = Counter(claim.reason for claim in claims if claim.label is Label.UNRECOGNISED)
    observations = [observation for observation, _ in told]
    warnings = [f"{left[reason]} of {len(claims)} lines not taken: {reason}" for reason in sorted({*left})]
    if theirs:
        warnings.append(
            f"what people altered or corrected before the export is left out, of {theirs} of {len(told)} entries"
        )
    return Reading(
        capture=capture,
        reader=READER,
        liveblog=LiveBlog(
            headline=about.headline,
            summary=about.summary,
            publisher=capture.publisher or about.publisher,
            address=capture.address or about.address,
            publisher_id=about.publisher_id,
            declared=about.declared,
            more=about.more,
        ),
        entries=join_repeats(observations, [each.key for each in observations]),
        parts=(Part(name=PART, text=text),),
        ledgers=(make_ledger(PART, text, claims, "no line of an export"),),
        warnings=tuple(warnings),
    )


class _NotTaken(Exception):
    """A line is not taken; the message says why."""


def _parse(line: bytes | str) -> dict[str, Any] | None:
    """The object on a line, if it is an entry that Backfile exported."""
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return given if isinstance(given, dict) and given.get(MARK) == KIND else None


def _read_line(line: str, capture: Capture, start: int, end: int) -> tuple[Observation, LiveBlog, bool]:
    """The entry, its live blog, and whether the line also holds what people altered or corrected."""
    given = _parse(line)
    if given is None:
        raise _NotTaken("no entry as Backfile exports them")
    try:
        if _said(given, "altered", bool) and _said(given, "altered_text", str | None) is None:
            raise _NotTaken("its words were altered by hand before it was exported")
        *earlier, newest = [_earlier(each) for each in _said(given, "revisions", list)]
        displayed = any(place.displayed for place in _said(given, "provenance", tuple[Provenance, ...]))
        place = Provenance(capture=capture.digest, part=PART, start=start, end=end, displayed=displayed)
        observation = Observation(
            publisher_id=_said(given, "id", str | None),
            headline=newest.headline,
            byline=_said(given, "byline", tuple[str, ...]),
            published=_said(given, "published", Time | None),
            updated=newest.updated,
            body=newest.body,
            provenance=(place,),
            withdrawn=_said(given, "withdrawn", str | None),
            tags=_said(given, "tags", tuple[str, ...]),
            language=_said(given, "language", str | None),
            anchor=_said({"anchor": None, **given}, "anchor", str | None),
            earlier=tuple(earlier),
            archived=Archived(
                permalink=_said(given, "permalink", str),
                keys=_said({"keys": [], **given}, "keys", tuple[str, ...]),
                evidence=_evidence(given),
            ),
            unseen=_said({"unseen": [], **given}, "unseen", tuple[str, ...]),
        )
        of_people = given["altered"] or given.get("corrected") is not None
        return observation, _said(given, "about", LiveBlog), of_people
    except (Damage, ValueError) as fault:
        raise _NotTaken("it does not say all that an export says of an entry") from fault


def _evidence(given: Mapping[str, Any]) -> str:
    """What the archive says of the captures behind the newest words: their kind, and when they were made."""
    showing = {place.capture for place in _said(given, "provenance", tuple[Provenance, ...])}
    captures = [load(dict, each, "captures") for each in _said({"captures": [], **given}, "captures", list)]
    times = [
        load(dict, each["captured"], "captured")
        for each in captures
        if each.get("sha256") in showing and each.get("captured")
    ]
    made = [f"captured {time.get('printed')}, {time.get('basis') or 'basis not known'}" for time in times]
    return "; ".join((_said({"evidence": "", **given}, "evidence", str), *made))


def _earlier(plain: object) -> Earlier:
    given: dict[str, Any] = load(dict, plain, "revisions")
    return Earlier(
        headline=_said(given, "headline", str | None),
        # No file of ours holds the unsafe ones as they are, nor does Markdown that we wrote.
        body=_UNSAFE.sub(lambda found: f"&#{ord(found[0])};", _said(given, "markdown", str)),
        updated=_said(given, "updated", Time | None),
    )


def _said(given: Mapping[str, Any], name: str, kind: Any) -> Any:
    return load(kind, given.get(name), name)
