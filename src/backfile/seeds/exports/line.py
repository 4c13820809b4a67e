"""What does one line of an export say? An entry of another archive, which captures there show it, and what in each.

What a line says in the publisher's name is taken as it stands, and so is what it says of the captures: as the word of
the other archive, for nobody here saw them. A line of before exports told what each capture shows tells it of the
captures that its provenance names, and gives byline, times and tags to the last that shows the newest words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from backfile.errors import Damage
from backfile.model.capture import Digest, Told
from backfile.model.observation import Archived, Earlier, Keepers, LiveBlog, Observation, Provenance
from backfile.model.plain import load
from backfile.model.time import Time
from backfile.text.characters import UNSAFE

MARK, KIND = "backfile", "entry/1"
"""What each line begins with: the name of the mark, and the kind and version of what follows."""

_UNSAFE = re.compile(f"(?!\n)[{UNSAFE}]")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NO_EXPORT = Digest("")
"""Stands in for the digest of the lines, which the line itself does not know."""


class NotTaken(Exception):
    """A line is not taken; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a line says. The observations have no place yet. `abouts` is what captures say otherwise of the live blog.

    `seen` is what each of the captures `told` shows of the entry; `whole` is all that the line says of it; `is_told`:
    these captures show all of its wordings.
    """

    about: LiveBlog
    abouts: Mapping[Digest, LiveBlog]
    whole: Observation
    told: tuple[Told, ...]
    seen: tuple[tuple[Digest, Observation], ...]
    is_told: bool
    displayed: bool


def parse(line: bytes | str) -> dict[str, Any] | None:
    """The object on a line, if it is an entry that Backfile exported."""
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return given if isinstance(given, dict) and given.get(MARK) == KIND else None


def read_line(line: bytes | str) -> Line:
    """Raises NotTaken for what is no entry, or does not say all that a line says."""
    given = parse(line)
    if given is None:
        raise NotTaken("no entry as Backfile exports them")
    try:
        return _read(given)
    except (Damage, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise NotTaken("it does not say all that an export says of an entry") from fault


def _read(given: Mapping[str, Any]) -> Line:
    if _said(given, "altered", bool) and _said(given, "altered_text", str | None) is None:
        raise NotTaken("its words were altered by hand before it was exported")
    revisions = [load(dict, each, "revisions") for each in _said(given, "revisions", list)]
    worded = {each.get("revision", at): _words(each) for at, each in enumerate(revisions, start=1)}
    places = {
        number: _said({"provenance": [], **each}, "provenance", tuple[Provenance, ...])
        for number, each in zip(worded, revisions, strict=True)
    }
    joined = {
        number: _said({"joined": 0, **each}, "joined", int) for number, each in zip(worded, revisions, strict=True)
    }
    *older, newest = worded
    archived = Archived(
        permalink=_said(given, "permalink", str),
        keys=_said({"keys": [], **given}, "keys", tuple[str, ...]),
        keepers=tuple(_keepers(given)),
    )
    unseen = _said({"unseen": [], **given}, "unseen", tuple[str, ...])
    whole = _observation(given, worded, older, newest, archived)
    whole = replace(whole, updated=worded[newest].updated, unseen=unseen)
    captured: list[dict[str, Any]] = [load(dict, each, "captures") for each in given.get("captures") or ()]
    told = tuple(map(_told, captured))
    abouts = {
        its.digest: _said(each, "about", LiveBlog)
        for its, each in zip(told, captured, strict=True)
        if each.get("about")
    }
    known = {each.digest for each in told}
    found = [
        *(
            _seen_as_said(_said(given, "seen", list), worded, archived)
            if "seen" in given
            else _seen_by_places(places, worded, whole, [each.digest for each in told])
        )
    ]
    captures = {capture for capture, _, _ in found}
    if not captures <= known or len(captures) < len(found):
        raise ValueError("each capture is told of, and shows the entry once")
    return Line(
        about=_said(given, "about", LiveBlog),
        abouts=abouts,
        whole=whole,
        told=told,
        seen=tuple(
            (capture, replace(each, unseen=unseen, archived=_archived_in(archived, capture, its, places, joined)))
            for capture, its, each in found
        ),
        is_told=worded.keys() <= {number for _, its, _ in found for number in its},
        displayed=any(place.displayed for place in _said(given, "provenance", tuple[Provenance, ...])),
    )


def _observation(
    said: Mapping[str, Any], worded: Mapping[int, Earlier], older: Sequence[int], own: int, archived: Archived
) -> Observation:
    """What is said of the entry beside the words of one wording, and of earlier ones that the same capture tells of."""
    return Observation(
        publisher_id=_said(said, "id", str | None),
        headline=worded[own].headline,
        byline=_said(said, "byline", tuple[str, ...]),
        published=_time(said, "published"),
        updated=_time(said, "updated"),
        body=worded[own].body,
        provenance=(),
        withdrawn=_said(said, "withdrawn", str | None),
        tags=_said(said, "tags", tuple[str, ...]),
        language=_said(said, "language", str | None),
        anchor=_said(said, "anchor", str | None),
        earlier=tuple(worded[number] for number in older),
        archived=archived,
    )


def _seen_as_said(
    seen: Sequence[object], worded: Mapping[int, Earlier], archived: Archived
) -> Iterator[tuple[Digest, tuple[int, ...], Observation]]:
    """The captures, which wordings each shows, and what it shows."""
    for plain in seen:
        each: dict[str, Any] = load(dict, plain, "seen")
        older, own = each["earlier"], each["revision"]
        yield Digest(_said(each, "capture", str)), (*older, own), _observation(each, worded, older, own, archived)


def _archived_in(
    archived: Archived,
    capture: Digest,
    numbers: Sequence[int],
    places: Mapping[int, Sequence[Provenance]],
    joined: Mapping[int, int],
) -> Archived:
    """How the other archive knows what one capture shows: the wordings of these numbers, with the places and what
    people joined of each number."""
    which = tuple(joined[number] for number in numbers) if any(joined.values()) else ()
    return replace(archived, places=_places(places, numbers, capture), joined=which)


def _places(
    places: Mapping[int, Sequence[Provenance]], numbers: Sequence[int], capture: Digest
) -> tuple[tuple[Provenance, ...], ...]:
    """Where a capture shows the wordings of these numbers."""
    return tuple(tuple(each for each in places[number] if each.capture == capture) for number in numbers)


def _seen_by_places(
    places: Mapping[int, Sequence[Provenance]],
    worded: Mapping[int, Earlier],
    whole: Observation,
    captures: Sequence[Digest],
) -> Iterator[tuple[Digest, tuple[int, ...], Observation]]:
    """The same of a line that does not say it, as far as the provenance of its wordings tells."""
    *_, newest = worded
    showing = {one: tuple(each for each in worded if any(_places(places, [each], one))) for one in captures}
    last = next((one for one in reversed(captures) if newest in showing[one]), None)
    for capture, numbers in showing.items():
        if numbers:
            *older, own = numbers
            bare = Observation(
                publisher_id=whole.publisher_id,
                headline=worded[own].headline,
                updated=worded[own].updated,
                body=worded[own].body,
                provenance=(),
            )
            earlier = tuple(worded[number] for number in older)
            yield capture, numbers, replace(whole if capture == last else bare, earlier=earlier)


def _told(given: Mapping[str, Any]) -> Told:
    sha256 = _said(given, "sha256", str)
    known_by = _said({"digest": sha256, **given}, "digest", str)  # another, where its bytes were captured before
    if not all(map(_SHA256.fullmatch, (sha256, known_by))):
        raise ValueError("a capture is told of by its sha256")
    return Told(
        digest=Digest(known_by),
        again_of=Digest(sha256) if known_by != sha256 else None,
        name=_said(given, "name", str),
        format=_said(given, "format", str),
        evidence=_said(given, "evidence", str),
        export=_NO_EXPORT,
        address=_said(given, "address", str | None),
        captured=_time(given, "captured"),
        doubted=_time(given, "doubted"),
        through=tuple(Digest(each) for each in _said({"through": [], **given}, "through", tuple[str, ...])),
    )


def _keepers(given: Mapping[str, Any]) -> Iterator[Keepers]:
    """What people say of the entry in the archives that it came through, the first one first."""
    yield from _said({"keepers": [], **given}, "keepers", tuple[Keepers, ...])
    corrected = load(dict, given.get("corrected") or {}, "corrected")
    altered = _said(given, "altered_text", str | None)
    if corrected or altered is not None:
        yield replace(load(Keepers, corrected, "corrected"), altered=altered)


def _words(given: Mapping[str, Any]) -> Earlier:
    return Earlier(
        headline=_said(given, "headline", str | None),
        # No file of ours holds the unsafe ones as they are, nor does Markdown that we wrote.
        body=_UNSAFE.sub(lambda found: f"&#{ord(found[0])};", _said(given, "markdown", str)),
        updated=_time(given, "updated"),
    )


def _said(given: Mapping[str, Any], name: str, kind: Any) -> Any:
    return load(kind, given.get(name), name)


def _time(given: Mapping[str, Any], name: str) -> Time | None:
    """A time; why it means no instant is kept only where its own words do not say it."""
    time: Time | None = _said(given, name, Time | None)
    bare = time and replace(time, unclear="")
    return bare if time and bare and bare.doubt == time.unclear else time
