"""In which sentences is told since when words are known, and what shows that they changed?"""

from __future__ import annotations

from backfile.cli.printing import captured_words, time_words
from backfile.model.capture import Capture
from backfile.model.history import Change, Event, Ground, Known, Later


def known_words(known: Known | None) -> str:
    """Since when words are shown to exist, and why."""
    if known is None:
        return "nothing shows since when"
    if known.ground is Ground.CAPTURED:
        return f"from the capture of {captured_words(known.time)}"
    return f"from {time_words(known.time)} ({known.ground})"


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
            return f"first seen in the capture {capture}"
        case Change.EDITED:
            if event.before is None:
                return f"wording in the capture {capture} differs from the one before, whose capture is missing"
            unordered = "" if event.is_ordered else "; which of them is older is not known"
            return f"wording differs between the captures {_named(event.before)} and {capture}{unordered}"
        case Change.UPDATED:
            return f"the publisher says updated {time_words(event.said)}, in the capture {capture}"
        case Change.ABSENT:
            partial = "; the page says there are more than it shows" if event.partial else ""
            return f"not in the capture {capture}, though in {_named(event.before)}{partial}"
    return f"the publisher says so in the capture {capture}"


def when_captured(capture: Capture | None) -> str:
    """When a capture was made, as printed."""
    if capture is None:
        return ""
    return capture.captured.printed if capture.captured else "time not known"


def _named(capture: Capture | None) -> str:
    return f"{capture.name} ({when_captured(capture)})" if capture else ""
