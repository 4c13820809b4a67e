"""What became of a capture that was to be taken in? One line of the table with which `add` ends."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from backfile.archive.held import list_liveblogs
from backfile.archive.identity import liveblog_key
from backfile.archive.liveblog_file import read_index
from backfile.archive.store import Stored
from backfile.desk.intake.stating import Stated
from backfile.errors import BadCapture
from backfile.model.again import are_apart
from backfile.model.capture import Capture
from backfile.model.entry import Coverage
from backfile.model.ledger import Label
from backfile.model.observation import Reading
from backfile.model.time import Time
from backfile.text.fold import folded_words
from backfile.text.slug import Slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One line of the table with which `add` ends."""

    name: str
    state: str  # read, partly read, held, set aside, refused
    liveblog: str | None = None
    entries: int = 0
    new: int = 0
    revised: int = 0
    timed: int = 0
    signed: int = 0
    unrecognised: float = 0.0  # share of the characters, 0 to 1
    left_out: bool = False  # lines of an export were not taken
    notes: tuple[str, ...] = ()


_FEW = 3  # live blogs that a line names
HELD, READ, PARTLY, SET_ASIDE, REFUSED = "held", "read", "partly read", "set aside", "refused"


def held_already(name: str, held: Capture) -> Taken:
    """The line of the table for bytes that are held, and of which it is not certain that they were captured again."""
    return Taken(name=name, state=HELD, notes=(f"the same bytes are held as {held.name}; nothing was added",))


def tell_again(capture: Capture, others: Sequence[Capture]) -> Iterator[str]:
    """That the same bytes were captured more than once, certainly, and when."""
    for other in others[:1]:
        if are_apart(capture, other):
            at, before = (each.captured.meant or each.captured.printed for each in (capture, other) if each.captured)
            yield f"captured at {at}; the same bytes as {other.place}, captured at {before}: each counts by itself"


def not_taken(held: Capture, stated: Stated, captured: Time | None, home: str | None) -> Iterator[str]:
    """What is said now of a capture that is held, and says otherwise than what is held of it."""
    spans = [(time.instant, time.end) if time else None for time in (held.captured, captured)]
    said = {
        "--url": stated.url if stated.url != held.address else None,
        "--publisher": stated.publisher if stated.publisher != held.publisher else None,
        "--captured": stated.captured if spans[0] != spans[1] else None,
        "--zone": stated.zone if stated.zone != held.zone else None,
    }
    other = {option: value for option, value in said.items() if value is not None}
    if other:
        mend = shlex.join(["backfile", "amend", held.name, *(each for pair in other.items() for each in pair)])
        yield f"{', '.join(other)} not taken, for what was said of it before stays; to say it anew: {mend}"
    if stated.liveblog not in (None, held.liveblog, home):
        yield f"it stays in the live blog {home or 'that it is of'}, and does not come to {stated.liveblog}"


def describe(capture: Capture, found: Reading | BadCapture, stored: Stored | None = None) -> Taken:
    """The line of the table for a capture that was read, or set aside."""
    if isinstance(found, BadCapture):
        return Taken(name=capture.name, state=SET_ASIDE, notes=(str(found),))
    lost = sum(ledger.count()[Label.UNRECOGNISED] for ledger in found.ledgers)
    return Taken(
        name=capture.name,
        state=PARTLY if lost or found.warnings else READ,
        liveblog=stored.coverage.slug if stored else found.liveblog.headline,
        entries=len(found.entries),
        new=len(stored.new) if stored else len(found.entries),
        revised=len(stored.revised) if stored else 0,
        timed=sum(entry.published is not None for entry in found.entries),
        signed=sum(bool(entry.byline) for entry in found.entries),
        unrecognised=lost / max(1, sum(ledger.characters for ledger in found.ledgers)),
        left_out=lost > 0 and capture.format == "jsonl",
        notes=found.warnings,
    )


def describe_record(found: Reading | BadCapture) -> Taken:
    """The line of the table for a page of a web archive, before it is stored, or for what could not be read of one."""
    if isinstance(found, BadCapture):
        return Taken(name=found.place, state=SET_ASIDE, notes=(str(found),))
    return describe(found.capture, found)


def tell_new(archive: Path, found: Reading, stored: Stored) -> Iterator[str]:
    """Which live blog was founded though a person named it, or though one of the same headline is held."""
    coverage = stored.coverage
    named = found.capture.liveblog
    if not stored.new_liveblog or not (named or liveblog_key(found).startswith("capture:")):
        return  # the publisher's id or an address tells it from others
    alike = list(islice(_alike(archive, coverage, named or ""), _FEW))
    mend = f"backfile amend {shlex.quote(found.capture.name)} --liveblog"
    if named:
        yield f"{coverage.slug} is a new live blog" + (
            f"; if it is {' or '.join(alike)}: {mend} {alike[0]}" if alike else ""
        )
    elif alike:
        yield f"{alike[0]} has the same headline; if it is the same live blog: {mend} {alike[0]}"


def _alike(archive: Path, founded: Coverage, named: str) -> Iterator[Slug]:
    """The other live blogs of the same headline, and those in whose slugs stands what a person named."""
    headline = folded_words(founded.liveblog.headline or "")
    for liveblog in list_liveblogs(archive):
        if liveblog == founded.slug:
            continue
        if named:
            if f"-{named}-" in f"-{liveblog}-":
                yield liveblog
        elif headline and folded_words(read_index(archive / liveblog).liveblog.headline or "") == headline:
            yield liveblog
