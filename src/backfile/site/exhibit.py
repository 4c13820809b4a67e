"""What does an exhibit show? An entry, its wordings, and the captures behind them, in one file that checks itself."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from backfile.model.capture import Capture, Digest
from backfile.model.entry import Coverage, Entry
from backfile.model.evidence import evidence_of, tell_doubts, tell_told, tell_undisplayed, tell_unseen
from backfile.model.history import NOTHING_STATED, Statements, Wording
from backfile.model.observation import Reading
from backfile.model.permalink import permalink
from backfile.model.several import why_several
from backfile.model.telling import known_words
from backfile.site import urls
from backfile.site.cited import differing
from backfile.site.corrected import tell_theirs, told_whole
from backfile.site.standing import render_alone
from backfile.site.times import Clock
from backfile.site.views import entry_label
from backfile.text.diff import diff_bodies
from backfile.text.markdown import escape
from backfile.text.runs import Run

AROUND = 4_000
"""Characters of a capture's text that are shown before and after what an entry was read from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibited:
    """A capture with what was read in it, and its bytes, or why they are left out.

    `alone` says that of its text nothing but the entry's own words may be shown. `within` is the digest of the file
    that holds it with others, as a web archive does; None where it is a file of its own.
    """

    reading: Reading
    data: bytes | None
    without: str = ""
    alone: bool = False
    within: Digest | None = None


@dataclass(frozen=True, slots=True)
class _Shown:
    number: int
    known: str
    captures: tuple[str, ...]
    since: int | None  # the revision that it is held against
    ordered: bool  # is that one known to be older?
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    part: str
    start: int
    end: int
    before: str
    words: str
    after: str
    from_start: bool
    to_end: bool

    @property
    def whole(self) -> bool:
        return self.from_start and self.to_end


@dataclass(frozen=True, slots=True)
class _CaptureView:
    name: str
    file: str  # the name under which its bytes are saved
    digest: str
    facts: tuple[tuple[str, str], ...]
    stretches: tuple[_Stretch, ...]
    data: str
    without: str
    within: str  # the file below seeds/ that holds it with others, or ""


def render_exhibit(
    coverage: Coverage,
    entry: Entry,
    wordings: Sequence[Wording],
    captures: Sequence[Exhibited],
    clock: Clock,
    stated: Statements = NOTHING_STATED,
) -> str:
    """The exhibit as one HTML file. What it shows of the entry is the publisher's; what people put in the place of that
    stands apart. `stated` is what each capture says beside the words: it stands with that capture."""
    own = entry.as_captured
    return render_alone(
        "exhibit.html",
        "exhibit.js",
        title=" ".join(entry_label(own).split()),
        facts=tuple(_facts(coverage, own, wordings, clock)),
        differing=tuple(differing(stated, clock)),
        notes=tuple(_notes(own, coverage.captures_of(own.newest))),
        words=diff_bodies(own.body, own.body),
        theirs=tell_theirs(entry, clock),
        wordings=tuple(_wordings(wordings)),
        others=own.has_unseen_words,
        captures=[_capture(each, coverage, entry, clock, stated) for each in captures],
    )


def _facts(coverage: Coverage, entry: Entry, wordings: Sequence[Wording], clock: Clock) -> Iterator[tuple[str, str]]:
    about = coverage.liveblog
    yield "headline", entry.headline or "no headline"
    yield "by", ", ".join(entry.byline) or "byline not given"
    yield "published", told_whole(entry.published, clock) if entry.published else "time not given"
    if entry.updated is not None:
        yield "updated", told_whole(entry.updated, clock)
    yield "live blog", about.headline or coverage.slug
    yield "publisher", about.publisher or "not given"
    yield "address", urls.outbound(about.address) or "not given"
    yield "permalink", permalink(coverage.slug, entry.slug)
    yield "evidence", str(wordings[-1].evidence)


def _notes(entry: Entry, captures: Sequence[Capture]) -> Iterator[str]:
    if entry.withdrawn:
        yield f"{entry.withdrawn[:1].upper()}{entry.withdrawn[1:]}."
    told = (*tell_undisplayed(entry.newest.provenance, captures), *tell_unseen(entry.unseen))
    yield from (f"{each[:1].upper()}{each[1:]}." for each in told)


def _wordings(wordings: Sequence[Wording]) -> Iterator[_Shown]:
    texts: dict[int, str] = {}
    for wording in wordings:
        revision = wording.revision
        text = f"{escape(revision.headline)}\n\n{revision.body}" if revision.headline else revision.body
        # Two passages of one capture, which people merged, are no edits of one another.
        older = wording.came.older if wording.came and wording.came.older in texts else None
        why = "" if wording.came is None or wording.came.is_edit else f"; {'; '.join(why_several([wording]))}"
        yield _Shown(
            number=revision.number,
            known=known_words(wording.known) + _order(wording) + why,
            captures=tuple(capture.name for capture in wording.captures),
            since=older,
            ordered=wording.came is None or wording.came.is_ordered,
            runs=diff_bodies(text if older is None else texts[older], text),
        )
        texts[revision.number] = text


def _order(wording: Wording) -> str:
    count = wording.unordered
    return f"; one of {count} wordings, and which of them is older is not known" if count > 1 else ""


def _capture(exhibited: Exhibited, coverage: Coverage, entry: Entry, clock: Clock, stated: Statements) -> _CaptureView:
    reading, capture = exhibited.reading, exhibited.reading.capture
    places = sorted(
        {
            (place.part, place.start, place.end)
            for revision in entry.revisions
            for place in revision.provenance
            if place.capture == capture.digest
        }
    )
    texts = {part.name: part.text for part in reading.parts}
    return _CaptureView(
        name=capture.name,
        file=PurePosixPath(capture.name).name.replace("#", "-"),
        digest=capture.sha256,
        facts=(
            *_capture_facts(capture, coverage, clock),
            *([("sha256 of the whole file", exhibited.within)] if exhibited.within else ()),
            *_said_in(capture, stated, clock),
        ),
        stretches=tuple(
            _stretch(part, texts[part], start, end, around=0 if exhibited.alone else AROUND)
            for part, start, end in places
            if part in texts
        ),
        data="" if exhibited.data is None else base64.b64encode(exhibited.data).decode("ascii"),
        without=exhibited.without,
        within=capture.file if exhibited.within else "",
    )


def _capture_facts(capture: Capture, coverage: Coverage, clock: Clock) -> Iterator[tuple[str, str]]:
    yield "evidence", str(evidence_of(capture))
    yield from (("the other archive says", told) for told in tell_told([capture]))
    yield "captured", told_whole(capture.captured, clock) if capture.captured else "time not known"
    yield from (("in doubt", told) for told in tell_doubts(capture, coverage.doubts))
    yield "address", capture.address or "not recorded"
    yield "sha256", capture.sha256
    yield "size", f"{capture.size:,} bytes, {capture.format}" + (f", {capture.decoding}" if capture.decoding else "")


def _said_in(capture: Capture, stated: Statements, clock: Clock) -> Iterator[tuple[str, str]]:
    """What one capture of several says of the entry, for the others may say otherwise."""
    for seen in (seen for each, seen in stated.sightings if each == capture):
        yield "by, in this capture", ", ".join(seen.byline) or "byline not given"
        published = told_whole(seen.published, clock) if seen.published else "time not given"
        yield "published, in this capture", published


def _stretch(part: str, text: str, start: int, end: int, *, around: int) -> _Stretch:
    first, last = max(0, start - around), min(len(text), end + around)
    return _Stretch(part, start, end, text[first:start], text[start:end], text[end:last], first == 0, last == len(text))
