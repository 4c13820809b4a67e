"""Readings that no publisher ever gave rise to: what captures of one live blog may show."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from backfile.model.capture import Capture, Part, digest
from backfile.model.entry import Coverage, Entry
from backfile.model.ledger import Label, Ledger, Span
from backfile.model.observation import LiveBlog, Observation, Provenance, Reading
from backfile.model.time import Basis, Precision, Time
from backfile.text.markdown import escape

ADDRESS = "https://example.org/live/river"
RIVER = (
    "The water at the weir has fallen by a hand since breakfast, the keeper said, and the lower town may "
    "see its streets again before the end of the week."
)
FERRY = "Forty people were brought across the meadows in farm trailers and two ferries, and nobody was hurt."
BREAD = "A baker of the lower town has been handing out bread since five in the morning."


def day(number: int) -> Time:
    """A time of capture, stated by a person."""
    instant = datetime(2022, 10, number, tzinfo=UTC)
    return Time(printed=f"2022-10-{number:02}", instant=instant, precision=Precision.DAY, basis=Basis.STATED)


def minute(clock: str, *, known: bool = True) -> Time:
    """A time printed with an entry."""
    if not known:
        return Time(printed=clock, precision=Precision.MINUTE, source="text")
    instant = datetime.fromisoformat(f"2022-10-05T{clock}:00+00:00")
    return Time(printed=clock, instant=instant, precision=Precision.MINUTE, basis=Basis.ZONE, source="text")


def said(
    words: str,
    headline: str | None = None,
    *,
    publisher_id: str | None = None,
    byline: tuple[str, ...] = (),
    published: Time | None = None,
    updated: Time | None = None,
    tags: tuple[str, ...] = (),
    language: str | None = None,
) -> Observation:
    """An observation; where it stands in its capture is filled in by `reading`."""
    return Observation(
        publisher_id=publisher_id,
        headline=headline,
        byline=byline,
        published=published,
        updated=updated,
        body=escape(words),
        provenance=(),
        tags=tags,
        language=language,
    )


def reading(
    *entries: Observation,
    captured: Time | None = None,
    about: LiveBlog | None = None,
    liveblog: str | None = None,
    salt: str = "",
) -> Reading:
    """The reading of a capture that shows these entries in this order."""
    pieces = [f"{salt}\n", *(f"{entry.headline}\n{entry.body}\n" for entry in entries)]
    text = "".join(pieces)
    about = about or LiveBlog(headline="River Alder updates", address=ADDRESS)
    capture = Capture(
        digest=digest(f"{text}{captured}{about}{entries}"),
        name=f"page-{salt}.txt",
        size=len(text.encode("utf-8", "surrogatepass")),
        format="text",
        address=about.address,
        captured=captured,
        liveblog=liveblog,
    )
    spans: list[Span] = []
    placed: list[Observation] = []
    for piece, entry in zip(pieces, (None, *entries), strict=True):
        start = spans[-1].end if spans else 0
        label = Label.ENTRY if entry else Label.UNRECOGNISED
        key = entry.key if entry else None
        spans.append(Span(start=start, end=start + len(piece), label=label, entry=key, reason="a test"))
        if entry:
            place = Provenance(capture=capture.digest, part="text", start=start, end=spans[-1].end, displayed=True)
            placed.append(replace(entry, provenance=(place,)))
    return Reading(
        capture=capture,
        reader="a test 1",
        liveblog=about,
        entries=tuple(placed),
        parts=(Part(name="text", text=text),),
        ledgers=(Ledger(part="text", characters=len(text), spans=tuple(spans)),),
    )


def without_slugs(coverage: Coverage) -> tuple[object, ...]:
    """All that the order of adding must not change."""
    return (
        coverage.key,
        coverage.liveblog,
        coverage.captures,
        tuple(
            (
                *(entry.keys, entry.basis, entry.byline, entry.published, entry.updated, entry.withdrawn),
                *(entry.tags, entry.language, entry.revisions, entry.altered),
            )
            for entry in coverage.entries
        ),
    )


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def entry_with(coverage: Coverage, beginning: str) -> Entry:
    """The entry whose newest words begin so."""
    (found,) = [entry for entry in coverage.entries if entry.newest.body.startswith(beginning)]
    return found
