"""Which captures cannot have been made when a person says, for they show what was published later?

Which of the two times is wrong nobody knows, so such a capture shows nothing by its time. One that records its time
itself is held against each entry alone (archive/history.py): there a publisher's slip is the likelier one.
"""

from __future__ import annotations

from collections.abc import Iterable

from backfile.model.capture import Capture, Digest, shows_later
from backfile.model.entry import Entry
from backfile.model.time import Basis, Time


def find_doubts(captures: Iterable[Capture], entries: Iterable[Entry]) -> tuple[tuple[Digest, Time], ...]:
    """The captures of a live blog whose stated time ends before a publication that they show, by digest, each with the
    latest of these."""
    held = tuple(captures)
    stated = {each.digest: each for each in held if _is_stated(each)}
    latest = {each.digest: each.told.doubted for each in held if each.told and each.told.doubted}
    for entry in entries if stated else ():
        said = entry.published
        if said is None or said.instant is None:
            continue
        for place in (place for revision in entry.revisions for place in revision.provenance):
            known = latest.get(place.capture)
            is_latest = known is None or known.instant is None or known.instant < said.instant
            if is_latest and place.capture in stated and shows_later(stated[place.capture], said):
                latest[place.capture] = said
    return tuple(sorted(latest.items()))


def _is_stated(capture: Capture) -> bool:
    """Is its time the word of a person? Of one that an export tells of, was it that in the other archive?"""
    captured = capture.told.captured if capture.told else capture.captured
    return captured is not None and captured.basis is Basis.STATED
