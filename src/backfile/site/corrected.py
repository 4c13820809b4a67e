"""What is told of an entry in which people put something in the place of what was captured?

Where theirs is shown, a sentence says what was captured; where the publisher's own is cited or handed over, what they
say stands apart from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from backfile.model.entry import Entry
from backfile.model.time import Time
from backfile.site.times import Clock, tell
from backfile.text.markdown import words


def tell_corrected(entry: Entry, clock: Clock) -> tuple[str, ...]:
    """The sentences, in the site's words; none where nothing was corrected, nor joined. Archived text in them is as
    captured."""
    joined = (clock.words("corrected_joined"),) if entry.is_joined else ()
    return (*_sentences(entry, clock), *joined)


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


def tell_theirs(entry: Entry, clock: Clock) -> tuple[tuple[str, str], ...]:
    """What the keepers of the archive say of an entry instead, in English: (fact, what they say), their notes last."""
    return _said(entry, lambda time: told_whole(time, clock))


def _said(entry: Entry, tell_time: Callable[[Time], str]) -> tuple[tuple[str, str], ...]:
    theirs = entry.corrected
    said = {
        "headline": entry.headline or "",
        "byline": ", ".join(entry.byline),
        "published": tell_time(entry.published) if entry.published else "",
        "updated": tell_time(entry.updated) if entry.updated else "",
        "tags": ", ".join(entry.added_tags),
        "body": words(entry.body),
    }
    joined = (("joined", "what the publisher has as several entries, as one"),) if entry.is_joined else ()
    altered = (("words altered by hand", words(entry.altered)),) if entry.altered is not None else ()
    if theirs is None:
        return (*altered, *joined)
    facts = [(_FACTS[name], said[name]) for name in theirs.fields if not (altered and name == "body")]
    return (*facts, *altered, *joined, *(("note", note) for note in theirs.notes))


def what_is_theirs(entry: Entry) -> tuple[str, ...]:
    """The same without what they say: which facts, and whether there are notes."""
    return tuple(dict.fromkeys(_NAMES.get(fact, fact) for fact, _ in _said(entry, lambda time: "")))


_NAMES = {
    "joined": "which entries are one",
    "by": "byline",
    "tags added": "tags",
    "words altered by hand": "words",
    "note": "a note",
}
_FACTS = {
    "headline": "headline",
    "byline": "by",
    "published": "published",
    "updated": "updated",
    "tags": "tags added",
    "body": "words",
}


def told_whole(time: Time, clock: Clock) -> str:
    """A time as it was printed, and what it means, on one line."""
    told = tell(time, clock)
    return told.words if told.words.startswith(told.printed) else f"{told.printed} = {told.words}"


def _moment(time: Time | None, clock: Clock) -> str:
    return tell(time, clock).printed if time else clock.words("nothing_captured")
