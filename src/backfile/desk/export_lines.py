"""What does an export say of an entry? A line of JSON that loses nothing, a row of a table, or Markdown for people."""

from __future__ import annotations

import json
from collections.abc import Iterator

from backfile.desk.find import Shown
from backfile.desk.plain import plain_shown, plain_time
from backfile.model.capture import Capture
from backfile.model.entry import Coverage, Entry, permalink
from backfile.model.evidence import evidence_of, strongest
from backfile.model.history import Wording
from backfile.model.plain import dump
from backfile.model.time import Time
from backfile.seeds.exported import KIND, MARK
from backfile.text.markdown import escape, words
from backfile.text.spreadsheet import row


def json_line(coverage: Coverage, entry: Entry, wording: Wording) -> str:
    """The entry as a line of JSON Lines, with its end: what `show --json` says of it, and what reading it back takes.

    `wording` is what shows its newest words. `about` is all that the live blog says of itself; `captures` those that
    `provenance` points into; `revisions` hold their Markdown too. Everything beyond ASCII is escaped.
    """
    own = permalink(coverage.slug, entry.slug)
    plain = plain_shown(Shown(permalink=own, coverage=coverage, entry=entry, wording=wording), None)
    revisions = [
        {
            "revision": revision.number,
            "headline": revision.headline,
            "text": words(revision.body),
            "markdown": revision.body,
            "updated": plain_time(revision.updated),
            "provenance": dump(revision.provenance),
        }
        for revision in entry.revisions
    ]
    more = {
        "id": _id(entry),
        "keys": list(entry.keys),
        "withdrawn": entry.withdrawn,
        "anchor": entry.anchor,
        "markdown": entry.body,
        "revisions": revisions,
        "captures": [_plain_capture(capture) for capture in captures_of(coverage, entry)],
        "about": dump(coverage.liveblog),
    }
    return json.dumps({MARK: KIND} | plain | more, ensure_ascii=True) + "\n"


def captures_of(coverage: Coverage, entry: Entry) -> tuple[Capture, ...]:
    """The captures that show any wording of the entry, in the order of the live blog's."""
    shown = {place.capture for revision in entry.revisions for place in revision.provenance}
    return tuple(capture for capture in coverage.captures if capture.digest in shown)


_TIME = ("", "_printed", "_precision", "_basis")

COLUMNS = (
    *"permalink liveblog publisher address headline byline".split(),
    *(f"published{each}" for each in _TIME),
    *(f"updated{each}" for each in _TIME),
    *"language tags withdrawn altered revisions evidence captures sha256 text".split(),
)
"""The columns of a table of entries."""


def table_row(coverage: Coverage, entry: Entry) -> str:
    """The entry as a line of CSV under COLUMNS; lists are joined by semicolons, what is not given is empty."""
    about, captures = coverage.liveblog, captures_of(coverage, entry)
    return row(
        (
            permalink(coverage.slug, entry.slug),
            about.headline or coverage.slug,
            about.publisher or "",
            about.address or "",
            entry.headline or "",
            "; ".join(entry.byline),
            *_time_cells(entry.published),
            *_time_cells(entry.updated),
            entry.language or "",
            "; ".join(entry.tags),
            entry.withdrawn or "",
            "yes" if entry.altered is not None else "",
            len(entry.revisions),
            strongest(coverage.captures_of(entry.newest)),
            "; ".join(capture.name for capture in captures),
            "; ".join(capture.digest for capture in captures),
            words(entry.body),
        )
    )


def markdown_of_liveblog(coverage: Coverage) -> Iterator[str]:
    """The live blog as one Markdown document, a piece at a time."""
    about = coverage.liveblog
    yield f"# {_line(about.headline or coverage.slug)}\n"
    facts = [_line(each) for each in (about.publisher, about.address) if each]
    if facts:
        yield "\n" + "  \n".join(facts) + "\n"
    for paragraph in about.summary:
        yield f"\n{escape(paragraph)}\n"
    for entry in coverage.entries:
        yield "\n" + markdown_of_entry(coverage, entry, level=2)


def markdown_of_entry(coverage: Coverage, entry: Entry, *, level: int = 1) -> str:
    """The entry for people: headline, byline, times as printed, words, and the captures it was read from."""
    facts = [f"by {_line(', '.join(entry.byline))}"] if entry.byline else []
    facts.append(f"published {_time_line(entry.published)}" if entry.published else "time not given")
    facts += [f"updated {_time_line(entry.updated)}"] if entry.updated else []
    facts += [f"**{_line(entry.withdrawn)}**"] if entry.withdrawn else []
    facts += ["**altered by hand: not all of these words are the publisher's**"] if entry.altered is not None else []
    sources = [
        f"{_line(capture.name)}, sha256 {capture.digest}, captured "
        + (_time_line(capture.captured) if capture.captured else "at a time that is not known")
        + f" ({evidence_of(capture)})"
        for capture in captures_of(coverage, entry)
    ]
    pieces = (
        f"{'#' * level} {_line(entry.headline) if entry.headline else '(no headline)'}",
        "  \n".join(facts),
        entry.body,
        "  \n".join((f"permalink: {permalink(coverage.slug, entry.slug)}", *sources)),
    )
    return "\n\n".join(pieces) + "\n"


def _id(entry: Entry) -> str | None:
    """The publisher's id that tells the entry from others, if it has one."""
    own = entry.keys[0]
    return own.removeprefix("id:") if own.startswith("id:") else None


def _plain_capture(capture: Capture) -> dict[str, object]:
    return {
        "name": capture.name,
        "sha256": capture.digest,
        "format": capture.format,
        "address": capture.address,
        "captured": plain_time(capture.captured),
        "evidence": evidence_of(capture),
    }


def _time_cells(time: Time | None) -> tuple[object, ...]:
    plain = plain_time(time) or {}
    return tuple(plain.get(name) or "" for name in ("instant", "printed", "precision", "basis"))


def _time_line(time: Time) -> str:
    printed = _line(time.printed)
    if time.instant is None:
        return f"{printed} (as printed; date or zone not given)"
    instant = time.instant.strftime("%Y-%m-%d %H:%M UTC")
    return f"{printed} ({instant}, {time.precision}, {time.basis})"


def _line(text: str) -> str:
    return escape(" ".join(text.split()))
