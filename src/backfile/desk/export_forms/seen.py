"""What does each capture show of an entry, as an export says it?

A capture that another archive told of is told of as itself, with the exports through which it came; so what is read
back and exported again is what was exported first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from backfile.archive.held import read_readings
from backfile.desk.plain import plain_time
from backfile.model.capture import Capture, Digest
from backfile.model.entry import Coverage, Revision
from backfile.model.evidence import evidence_of
from backfile.model.observation import Keepers, LiveBlog, Observation, Provenance, Reading
from backfile.model.plain import dump
from backfile.text.slug import Slug

EXPORT = "jsonl"
"""The format of captures that are exports of another archive."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one capture shows of an entry: which of its wordings, by number, the newest last, and what beside them."""

    capture: Capture
    numbers: tuple[int, ...]
    observation: Observation
    about: LiveBlog  # what it says of the live blog


def read_seen(archive: Path, coverage: Coverage) -> dict[Slug, tuple[Seen, ...]]:
    """What each capture of a live blog shows of each entry, in the order of the captures. Raises Damage.

    One capture alone shows what the entry is, and is not read for it, unless it is the export of another archive.
    """
    if len(coverage.captures) < 2 and not any(each.format == EXPORT for each in coverage.captures):
        return {}
    return find_seen(coverage, read_readings(archive, coverage.slug))


def find_seen(coverage: Coverage, among: Iterable[Reading]) -> dict[Slug, tuple[Seen, ...]]:
    """The same of the readings that are held; of those of captures that the live blog does not show, nothing."""
    captures = {capture.digest for capture in coverage.captures}
    readings = {each.capture.digest: each for each in among if each.capture.digest in captures}
    owners: dict[Provenance, list[tuple[Slug, int]]] = {}
    for entry in coverage.entries:
        for revision in entry.revisions:
            for place in revision.provenance:
                owners.setdefault(place, []).append((entry.slug, revision.number))
    seen: dict[Slug, list[Seen]] = {entry.slug: [] for entry in coverage.entries}
    for capture in coverage.captures:
        shown: dict[Slug, list[Seen]] = {}
        for observation in readings[capture.digest].entries if capture.digest in readings else ():
            held = sorted({owner for place in observation.provenance for owner in owners.get(place, ())})
            for slug in {slug for slug, _ in held}:
                numbers = tuple(number for its, number in held if its == slug)
                about = readings[capture.digest].liveblog
                shown.setdefault(slug, []).append(Seen(capture, numbers, observation, about))
        for slug, its in shown.items():
            seen[slug].append(_joined(sorted(its, key=lambda each: each.numbers[::-1])))
    return {slug: tuple(its) for slug, its in seen.items()}


def _joined(passages: Sequence[Seen]) -> Seen:
    """The passages of one capture that people merged as one, the newest words last; what these lack the others give."""
    joined = passages[0]
    for newer in passages[1:]:
        own, older = newer.observation, joined.observation
        joined = Seen(
            newer.capture,
            tuple(sorted({*joined.numbers, *newer.numbers})),
            replace(
                own,
                byline=own.byline or older.byline,
                published=own.published or older.published,
                tags=own.tags or older.tags,
                language=own.language or older.language,
                anchor=own.anchor or older.anchor,
                provenance=older.provenance + own.provenance,
            ),
            newer.about,
        )
    return joined


def plain_seen(seen: Sequence[Seen]) -> list[dict[str, object]]:
    """The same as data. Of a capture that the archive holds and that others told of, too, what it shows itself."""
    plain: dict[Digest, dict[str, object]] = {}
    for each in sorted(seen, key=lambda each: each.capture.told is not None):
        said = each.observation
        *earlier, own = each.numbers
        plain.setdefault(
            each.capture.origin,
            {
                "capture": each.capture.origin,
                "id": said.publisher_id,
                "revision": own,
                "earlier": earlier,
                "byline": list(said.byline),
                "published": plain_time(said.published),
                "updated": plain_time(said.updated),
                "withdrawn": said.withdrawn,
                "tags": list(said.tags),
                "language": said.language,
                "anchor": said.anchor,
            },
        )
    return [plain[each] for each in dict.fromkeys(each.capture.origin for each in seen)]


def plain_captures(captures: Sequence[Capture], seen: Sequence[Seen], coverage: Coverage) -> list[dict[str, object]]:
    """The captures, each once. `digest` is what the lines call one whose bytes were captured before. `through` are the
    digests of the exports from which the archive knows of it; `doubted` is a publication that refutes the time that is
    stated of it; `about` what it says of the live blog, where that is not what the live blog is by now."""
    doubts = dict(coverage.doubts)
    abouts = {each.capture.digest: _identified(each.about, coverage.liveblog) for each in seen}
    plain: dict[Digest, dict[str, object]] = {}
    for capture in sorted(captures, key=lambda each: each.told is not None):
        told, about = capture.told, abouts.get(capture.digest, coverage.liveblog)
        plain.setdefault(
            capture.origin,
            {
                "name": told.name if told else capture.name,
                "sha256": told.sha256 if told else capture.sha256,
                **({"digest": capture.origin} if (told or capture).again_of else {}),
                "format": told.format if told else capture.format,
                "address": told.address if told else capture.address,
                "captured": plain_time(told.captured if told else capture.captured),
                "evidence": told.evidence if told else evidence_of(capture),
                "doubted": plain_time(doubts.get(capture.digest)),
                "through": [*told.through, told.export] if told else [],
                "about": None if about == coverage.liveblog else dump(about),
            },
        )
    return [plain[each] for each in dict.fromkeys(capture.origin for capture in captures)]


def _identified(about: LiveBlog, known: LiveBlog) -> LiveBlog:
    """With what tells the live blog from others, which another of its captures may give."""
    return replace(
        about,
        publisher=about.publisher or known.publisher,
        address=about.address or known.address,
        publisher_id=about.publisher_id or known.publisher_id,
    )


def places_of(revision: Revision, seen: Iterable[Seen]) -> tuple[Provenance, ...]:
    """Where its words stand: in captures that the archive holds, and, as others say, in those that they told of."""
    told = {place: each for each in seen if each.capture.told for place in each.observation.provenance}
    places: list[Provenance] = []
    for place in revision.provenance:
        places += _places_there(told[place], revision.number) if place in told else (place,)
    return tuple(dict.fromkeys(places))


def _places_there(seen: Seen, number: int) -> Iterable[Provenance]:
    """Where that capture shows the wording, as the other archive says; where the wordings that it shows count as fewer
    or more here, wherever it shows any of them."""
    archived = seen.observation.archived
    groups = archived.places if archived else ()
    if len(groups) == len(seen.numbers):
        return groups[seen.numbers.index(number)]
    return (place for group in groups for place in group)


def keepers_of(seen: Iterable[Seen]) -> list[dict[str, object]]:
    """What the keepers of other archives say of the entry, each once, what they do not speak of left out."""
    said = dict.fromkeys(each for one in seen if one.observation.archived for each in one.observation.archived.keepers)
    return [plain_keepers(each) for each in said]


def plain_keepers(keepers: Keepers) -> dict[str, object]:
    plain: dict[str, object] = dump(keepers)
    times = {name: plain_time(getattr(keepers, name)) for name in ("published", "updated")}
    return {name: value for name, value in (plain | times).items() if value not in (None, [])}
