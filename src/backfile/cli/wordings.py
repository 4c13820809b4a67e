"""In which sentences is told since when words are known, and what shows that they changed?"""

from __future__ import annotations

from collections.abc import Iterable

from backfile.cli.printing import time_cell
from backfile.model.capture import Capture, Digest
from backfile.model.evidence import tell_doubts
from backfile.model.history import Change, Event, Later, Said
from backfile.model.telling import captured_words, known_words, time_words
from backfile.model.time import Time

_FACTS = {
    Change.HEADLINE: "headline",
    Change.BYLINE: "byline",
    Change.PUBLISHED: "time of publication",
    Change.UPDATED: "last update",
}

_KINDS = {
    "html": "a saved page",
    "text": "a pasted text",
    "feed": "a feed",
    "json": "saved JSON",
    "jsonl": "an export of another archive",
}
"""What captures that are read alike are called."""


def capture_words(
    capture: Capture | None,
    doubts: Iterable[tuple[Digest, Time]] = (),
    withheld: Iterable[tuple[Digest, str]] = (),
) -> str:
    """When a capture was made, and how that is known; what it records itself, where a person says otherwise; and what
    it shows that was published later."""
    if capture is None:
        return captured_words(None)
    hidden = [f"withheld ({why})" for its_digest, why in withheld if its_digest == capture.digest]
    return "; ".join((captured_words(capture.captured), *tell_doubts(capture, doubts), *hidden))


def later_words(later: Later) -> str:
    """`published 10:28, these words known from 20:06`: of an entry whose words by an instant nobody knows."""
    known = later.wording.known if later.wording else None
    since = known_words(known) if known else "at no time that is known"
    return f"published {time_words(later.published)}, these words known {since}"


def event_words(event: Event) -> str:
    """What became of an entry, and which captures show it."""
    capture = _named(event.capture)
    match event.change:
        case Change.NEW:
            first = "first seen" if event.first and event.capture.captured else "seen"  # else it need not be the first
            return f"{first} in the capture {capture}"
        case Change.EDITED:
            if event.before is None:
                return f"wording in the capture {capture} differs from the one before, whose capture is missing"
            if event.before == event.capture:
                return f"the capture {capture} shows both wordings"
            differs = f"wording differs between the captures {_named(event.before)} and {capture}"
            if event.is_ordered_by_updates:
                return f"{differs}; the publisher states updates beside them, {fact_words(event)}"
            return differs + _order(event)
        case Change.FORMATS:
            read = f"{_KINDS[event.before.kind] if event.before else ''} ({_named(event.before)})"
            other = f"{_KINDS[event.capture.kind]} ({capture})"
            return f"wording differs between {read} and {other}; what differs may come of the format"
        case Change.JOINED:
            both = f"the words of {_named(event.before)} and {capture}"
            return f"people joined {both}, which the publisher has apart; that it edited them does not follow"
        case Change.STRUCK_OUT | Change.UNSTRUCK:
            told = "words were struck out" if event.change is Change.STRUCK_OUT else "a strike was taken back"
            return f"{told} between the captures {_named(event.before)} and {capture}"
        case Change.UPDATED if event.before is None:
            return f"the publisher says updated {_said(event.said)}, in the capture {capture}"
        case Change.HEADLINE | Change.BYLINE | Change.PUBLISHED | Change.UPDATED:
            differs = f"{_FACTS[event.change]} differs between the captures {_named(event.before)} and {capture}"
            return f"{differs}: {fact_words(event)}{_order(event)}"
        case Change.ABSENT:
            partial = "; the page says there are more than it shows" if event.partial else ""
            found = "not found in the capture" if event.is_across_formats else "not in the capture"
            other = ", which is of another format" if event.is_across_formats else ""
            return f"{found} {capture}{other}, though in {_named(event.before)}{partial}"
    return f"the publisher says so in the capture {capture}"


def fact_words(event: Event) -> str:
    """What the publisher says besides words in two captures; empty where an event tells of no such two things."""
    if event.was is None:
        return ""
    return f"{_said(event.was)}{', then' if event.is_ordered else ' and'} {_said(event.said)}"


def when_captured(capture: Capture | None) -> str:
    """When a capture was made, as tables tell it."""
    if capture is None:
        return ""
    return time_cell(capture.captured) if capture.captured else "time not known"


def _named(capture: Capture | None) -> str:
    if capture is None:
        return ""
    whose = f"{capture.told.name} of another archive, " if capture.told else ""
    return f"{capture.name} ({whose}{when_captured(capture)})"


def _order(event: Event) -> str:
    return "" if event.is_ordered else "; which of them is older is not known"


def _said(said: Said | None) -> str:
    if isinstance(said, str):
        return f"“{said}”"
    return ", ".join(said) if isinstance(said, tuple) else time_words(said)
