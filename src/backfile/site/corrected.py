"""What is told of an entry in which people put something in the place of what was captured? A sentence for each."""

from __future__ import annotations

from collections.abc import Iterator

from backfile.model.entry import Entry
from backfile.model.time import Time
from backfile.site.times import Clock, tell


def tell_corrected(entry: Entry, clock: Clock) -> tuple[str, ...]:
    """The sentences, in the site's words; none where nothing was corrected. Archived text in them is as captured."""
    return tuple(_sentences(entry, clock)) if entry.corrected else ()


def _sentences(entry: Entry, clock: Clock) -> Iterator[str]:
    theirs, words = entry.corrected, clock.words
    if theirs is None:
        return
    was = {
        "headline": entry.newest.headline or words("no_headline"),
        "byline": ", ".join(theirs.was_byline),
        "published": _moment(theirs.was_published, clock),
        "updated": _moment(theirs.was_updated, clock),
        "tags": ", ".join(theirs.was_tags),
    }
    said = {
        "headline": words("corrected_headline", was=was["headline"]),
        "byline": words("corrected_byline", was=was["byline"] or words("nothing_captured")),
        "published": words("corrected_published", was=was["published"]),
        "updated": words("corrected_updated", was=was["updated"]),
        "tags": words("corrected_tags", was=was["tags"] or words("nothing_captured")),
        "body": words("corrected_body"),
    }
    yield from (said[name] for name in theirs.fields)
    yield from (words("note_here", note=note) for note in theirs.notes)


def _moment(time: Time | None, clock: Clock) -> str:
    return tell(time, clock).printed if time else clock.words("nothing_captured")
