"""What does an export say of an entry? A line of JSON with all of it, a row of a table, or Markdown for people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from backfile.archive.unseen import unseen_outside
from backfile.desk.export_forms.seen import Seen, keepers_of, places_of, plain_captures, plain_seen
from backfile.desk.plain import plain_revision, plain_shown, plain_time
from backfile.desk.show import Shown
from backfile.model.capture import Capture
from backfile.model.entry import Coverage, Entry, Revision
from backfile.model.evidence import evidence_of, strongest, tell_told, tell_unseen
from backfile.model.history import NOTHING_STATED, Wording
from backfile.model.permalink import permalink
from backfile.model.plain import dump
from backfile.model.time import Precision, Time
from backfile.seeds.exports.line import KIND, MARK
from backfile.site.cited import number_told
from backfile.text.markdown import escape, words
from backfile.text.slug import Slug
from backfile.text.spreadsheet import row


def json_line(coverage: Coverage, entry: Entry, wording: Wording, seen: Sequence[Seen] = ()) -> str:
    """The entry as a line of JSON Lines, with its end: what `show --json` says of it, and what reading it back takes.

    `wording` is what shows its newest words, `seen` what each capture shows of it, where that is not all that the entry
    is. `about` is all that the live blog says of itself; `captures` those that `provenance` points into; `revisions`
    hold their Markdown too; `keepers` is what the keepers of other archives say. Everything beyond ASCII is escaped.
    """
    own = permalink(coverage.slug, entry.slug)
    shown = Shown(permalink=own, coverage=coverage, entry=entry, wording=wording, stated=NOTHING_STATED)
    plain = plain_shown(shown, None, lambda revision: _plain_revision(revision, seen))
    more = {
        "id": _id(entry),
        "keys": list(entry.keys),
        "unseen": list(_unseen(coverage, entry, seen)),
        "withdrawn": entry.withdrawn,
        "anchor": entry.anchor,
        "markdown": entry.newest.body,
        "altered_markdown": entry.altered,
        "captures": plain_captures(captures_of(coverage, entry), seen, coverage),
        "about": dump(coverage.liveblog),
        "provenance": dump(places_of(entry.newest, seen)),
    }
    if len(shows := plain_seen(seen)) > 1 or (shows and len(entry.keys) > 1):
        more["seen"] = shows
    if keepers := keepers_of(seen):
        more["keepers"] = keepers
    return json.dumps({MARK: KIND} | plain | more, ensure_ascii=True) + "\n"


def _plain_revision(revision: Revision, seen: Sequence[Seen]) -> dict[str, object]:
    more = {
        "markdown": revision.body,
        "updated": plain_time(revision.updated),
        "provenance": dump(places_of(revision, seen)),
    }
    return plain_revision(revision) | more | ({"joined": revision.joined} if revision.joined else {})


def _unseen(coverage: Coverage, entry: Entry, seen: Sequence[Seen]) -> tuple[str, ...]:
    """What is otherwise for whoever reads the line: where it tells all that each capture shows, what is otherwise
    here; else also what captures refute of which it does not tell."""
    shown = {place.capture for revision in entry.revisions for place in revision.provenance}
    is_told = shown == {each.capture.digest for each in seen}
    is_one = len(shown) == 1 and shown <= {each.digest for each in coverage.captures}
    return entry.unseen if is_told or is_one else unseen_outside(coverage, entry.as_captured)


def captures_of(coverage: Coverage, entry: Entry) -> tuple[Capture, ...]:
    """The captures that show any wording of the entry, in the order of the live blog's."""
    shown = {place.capture for revision in entry.revisions for place in revision.provenance}
    return tuple(capture for capture in coverage.captures if capture.digest in shown)


_TIME = ("", "_printed", "_precision", "_basis", "_unclear")

COLUMNS = (
    *"permalink liveblog publisher address headline byline".split(),
    *(f"published{each}" for each in _TIME),
    *(f"updated{each}" for each in _TIME),
    *"language tags withdrawn altered revisions unordered evidence captures captured sha256".split(),
    *"known known_ground text".split(),
    *"altered_text corrected corrected_headline corrected_byline corrected_published corrected_updated".split(),
    *"corrected_tags corrected_text notes unseen".split(),
)
"""The columns of a table of entries. What the publisher says comes first; what somebody altered or corrected in the
archive stands in columns of its own, which are named so. `captures`, `captured` (when) and `sha256` are those that show
the words, which are `known` to stand from then on, on that ground; of how
many wordings these are one, of which nobody knows which is older, `unordered` says: 1 where that is known. What
captures that are not shown say otherwise stands in `unseen` (of model.observation.UNSEEN)."""


def table_row(coverage: Coverage, entry: Entry, wording: Wording) -> str:
    """The entry as a line of CSV under COLUMNS; lists are joined by semicolons, what is not given is empty.

    `wording` is what shows its newest words.
    """
    about, own = coverage.liveblog, entry.as_captured
    captures = coverage.captures_of(own.newest)
    return row(
        (
            permalink(coverage.slug, entry.slug),
            about.headline or coverage.slug,
            about.publisher or "",
            about.address or "",
            own.headline or "",
            "; ".join(own.byline),
            *_time_cells(own.published),
            *_time_cells(own.updated),
            own.language or "",
            "; ".join(own.tags),
            own.withdrawn or "",
            "yes" if entry.altered is not None else "",
            len(own.revisions),
            _unordered(own, wording),
            strongest(captures),
            "; ".join(capture.name for capture in captures),
            "; ".join(_instant_cell(capture.captured) or "not known" for capture in captures),
            "; ".join(capture.sha256 for capture in captures),
            dump(wording.known.by) if wording.known else "",
            wording.known.ground if wording.known else "",
            words(own.body),
            "" if entry.altered is None else words(entry.altered),
            *_corrected_cells(entry),
            "; ".join(unseen_outside(coverage, own)),
        )
    )


def _unordered(entry: Entry, wording: Wording) -> int:
    """Of how many wordings the newest words are one, of those that the entry is exported with (`--as-of` has fewer)."""
    return min(wording.unordered, len(entry.revisions))


def _corrected_cells(entry: Entry) -> Iterator[str]:
    theirs = entry.corrected
    said = {
        "headline": entry.headline or "",
        "byline": "; ".join(entry.byline),
        "published": _instant_cell(entry.published),
        "updated": _instant_cell(entry.updated),
        "tags": "; ".join(entry.added_tags),
        "body": words(theirs.body or "") if theirs else "",
    }
    fields = theirs.fields if theirs else ()
    yield "; ".join("text" if name == "body" else name for name in fields)
    yield from (said[name] if name in fields else "" for name in said)
    yield "; ".join(theirs.notes) if theirs else ""


def _instant_cell(time: Time | None) -> str:
    """The instant, or the day, month or year that is known; else the words in which it was said."""
    if time is None:
        return ""
    if time.instant is None or time.precision is Precision.INTERVAL:
        return time.printed
    return time.calendar or str(dump(time.instant))


def markdown_of_liveblog(coverage: Coverage, wordings: Mapping[Slug, Wording]) -> Iterator[str]:
    """The live blog as one Markdown document, a piece at a time, given what shows each entry's newest words."""
    about = coverage.liveblog
    yield f"# {_line(about.headline or coverage.slug)}\n"
    facts = [_line(each) for each in (about.publisher, about.address) if each]
    if facts:
        yield "\n" + "  \n".join(facts) + "\n"
    for paragraph in about.summary:
        yield f"\n{escape(paragraph)}\n"
    for entry in coverage.entries:
        yield "\n" + markdown_of_entry(coverage, entry, wordings[entry.slug], level=2)


def markdown_of_entry(coverage: Coverage, entry: Entry, wording: Wording, *, level: int = 1) -> str:
    """The entry for people: headline, byline, times as printed, words, and the captures that show these, all of it the
    publisher's; then, as a quotation, what people put in the place of that.

    `wording` is what shows its newest words.
    """
    own = entry.as_captured
    about = coverage.liveblog
    named = (about.headline or coverage.slug, about.publisher, about.address)
    facts = [f"of the live blog {', '.join(_line(each) for each in named if each)}"] if level == 1 else []
    facts += [f"by {_line(', '.join(own.byline))}"] if own.byline else []
    facts.append(f"published {_time_line(own.published)}" if own.published else "time not given")
    facts += [f"updated {_time_line(own.updated)}"] if own.updated else []
    facts += [f"tags {_line(', '.join(own.tags))}"] if own.tags else []
    facts += [f"**{_line(own.withdrawn)}**"] if own.withdrawn else []
    sources = [
        f"{_line(capture.name)}, sha256 {capture.sha256}, captured "
        + (_time_line(capture.captured) if capture.captured else "at a time that is not known")
        + f" ({evidence_of(capture)})"
        + "".join(f"; the other archive says: {_line(told)}" for told in tell_told([capture]))
        for capture in coverage.captures_of(own.newest)
    ]
    pieces = (
        f"{'#' * level} {_line(own.headline) if own.headline else '(no headline)'}",
        "  \n".join(facts),
        own.body,
        *_markdown_of_theirs(entry),
        "  \n".join((f"permalink: {permalink(coverage.slug, entry.slug)}", *_order(coverage, own, wording), *sources)),
        *tell_unseen(own.unseen),
    )
    return "\n\n".join(pieces) + "\n"


def _order(coverage: Coverage, entry: Entry, wording: Wording) -> Iterator[str]:
    """Which of its wordings the words are, and which captures show others."""
    count, unordered = len(entry.revisions), _unordered(entry, wording)
    if count == 1 and entry.newest.number == 1:
        return
    number = number_told(entry.newest.number, entry)
    if unordered > 1:
        number = f"{entry.newest.number}, one of {unordered} wordings; which is older is not known"
    shown = coverage.captures_of(entry.newest)
    others = [_line(each.name) for each in captures_of(coverage, entry) if each not in shown]
    yield f"revision {number}" + (f"; other wordings in {', '.join(others)}" if others else "")


def _markdown_of_theirs(entry: Entry) -> Iterator[str]:
    """What the keepers of the archive put in the place of the publisher's, every line of it quoted."""
    theirs = entry.corrected
    fields = theirs.fields if theirs else ()
    said = {
        "headline": f"headline: {_line(entry.headline or '')}",
        "byline": f"by {_line(', '.join(entry.byline))}",
        "published": f"published {_time_line(entry.published)}" if entry.published else "",
        "updated": f"updated {_time_line(entry.updated)}" if entry.updated else "",
        "tags": f"tags added: {_line(', '.join(entry.added_tags))}",
    }
    told = [said[name] for name in fields if name in said]
    if theirs is not None:
        told += [f"note: {_line(note)}" for note in theirs.notes]
    if told:
        yield _quoted("**Corrected by the keepers of the archive, not by the publisher:**  \n" + "  \n".join(told))
    if entry.altered is not None:
        yield _quoted(f"**Altered by hand in the archive: these are not the publisher's words:**\n\n{entry.altered}")
    elif theirs is not None and theirs.body is not None:
        yield _quoted(f"**The words as the keepers of the archive have them, not the publisher's:**\n\n{theirs.body}")


def _quoted(markdown: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in markdown.split("\n"))


def _id(entry: Entry) -> str | None:
    """The publisher's id that tells the entry from others, if it has one."""
    own = entry.keys[0]
    return own.removeprefix("id:") if own.startswith("id:") else None


def _time_cells(time: Time | None) -> tuple[object, ...]:
    """The first is empty where nothing says which instant was meant, and has no clock where the hour is not known."""
    plain = plain_time(time) or {}
    first = _instant_cell(time) if time is not None and time.instant is not None else ""
    return (first, *(plain.get(name) or "" for name in ("printed", "precision", "basis", "unclear")))


def _time_line(time: Time) -> str:
    printed = _line(time.printed)
    if time.instant is None:
        return f"{printed} (as printed; {time.doubt})"
    meant = time.calendar or ("" if time.precision is Precision.INTERVAL else f"{time.instant:%Y-%m-%d %H:%M UTC}")
    return f"{printed} ({', '.join(filter(None, (meant, time.precision, time.basis)))})"


def _line(text: str) -> str:
    return escape(" ".join(text.split()))
