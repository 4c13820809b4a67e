"""In which captures is an entry missing, though it was in one that was certainly made before?

What a capture cannot show is not absent from it: data that no reader of the page saw, from one that shows what readers
see. And a capture of another format, in which entries may begin and end elsewhere, lacks one only where its own text
does not have the words.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import lru_cache

from backfile.archive.identity import ALIKE
from backfile.model.capture import Capture, Digest, is_before
from backfile.model.history import Change, Event
from backfile.model.observation import Observation, Reading
from backfile.text.fold import folded_words
from backfile.text.markdown import words
from backfile.text.shingles import Shingles, shingles


def find_absences(
    observed: Mapping[Digest, Observation], readings: Iterable[Reading], refuted: Container[Digest] = ()
) -> Iterator[Event]:
    """Where an entry is missing, given what captures show of it, the readings of all, in their order, and those whose
    times count for nothing: the first capture of each such time, and the first that is read as that one which showed
    the entry was."""
    before: Capture | None = None
    missing: Event | None = None
    for reading in readings:
        capture = reading.capture
        if capture.digest in refuted or capture.captured is None or capture.captured.instant is None:
            continue
        if capture.digest in observed:
            before, missing = capture, None
        elif before is not None and is_before(before, capture) and (missing is None or missing.is_across_formats):
            partial = reading.liveblog.more or (reading.liveblog.declared or 0) > len(reading.entries)
            event = Event(change=Change.ABSENT, capture=capture, before=before, partial=partial)
            if (missing and event.is_across_formats) or not _would_show(observed[before.digest], reading, event):
                continue
            missing = event
            yield event


def _would_show(seen: Observation, reading: Reading, event: Event) -> bool:
    """Would this capture show the entry if it was there, and does it not have the words?"""
    if not any(place.displayed for place in seen.provenance):
        parts = {_sort(part.name) for part in reading.parts}
        if event.is_across_formats or parts.isdisjoint(_sort(place.part) for place in seen.provenance):
            return False
    if not event.is_across_formats:
        return True
    own = folded_words(words(seen.body)) or folded_words(seen.headline or "")
    return not any(_has_words(part.text, own) for part in reading.parts)


def _has_words(text: str, own: str) -> bool:
    """Does a text have these folded words, or most of them in a row, with others among them?"""
    if f" {own} " in f" {_folded(text)} ":
        return True
    runs = shingles(own)
    return len(runs & _shingles_of(text)) >= ALIKE * len(runs)


@lru_cache(maxsize=4)
def _folded(text: str) -> str:
    return folded_words(text)


@lru_cache(maxsize=4)
def _shingles_of(text: str) -> Shingles:
    """Those of a whole capture, which many entries are held against in a row."""
    return shingles(text)


def _sort(part: str) -> str:
    """What kind of part it is: a page may have several blocks of data."""
    return part.partition(":")[0]
