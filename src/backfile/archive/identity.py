"""Which live blog is this a capture of, and which entry is this an observation of?

A live blog: the publisher's id, else its canonical address, else the capture alone. An entry: the publisher's id, else
the same folded words; else an equal headline that is unique on both sides; else 0.6 of the word shingles of the two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from backfile.archive.ties import NONE, Ties
from backfile.model.entry import Observation, Reading
from backfile.text.fold import folded_words
from backfile.text.markdown import words
from backfile.text.shingles import likeness, shingles

BY_A_PERSON = "joined by a person"

ALIKE = 0.6
"""Share of the smaller side's shingles that two observations of one entry have in common."""

# Parts of an address that choose a page of the same live blog, or count who came from where.
_PASSING = re.compile(r"page|offset|pinned|fbclid|gclid|ns_\w+|utm_\w+|at_\w+|smid|ref|cmpid|xtor", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """What earlier captures showed of one entry: all its keys, its words as last seen, and which line of which export
    it is (the export's digest and the permalink there)."""

    keys: tuple[str, ...]
    headline: str | None
    body: str
    lines: frozenset[tuple[str, str]] = frozenset()


def liveblog_key(reading: Reading) -> str:
    """What tells the live blog of a reading from every other.

    A person's word (`--liveblog`) comes before the page's own.
    """
    if reading.capture.liveblog:
        return f"named:{reading.capture.liveblog}"
    if reading.liveblog.publisher_id:
        return f"id:{reading.liveblog.publisher_id}"
    if reading.liveblog.address:
        return f"address:{canonical_address(reading.liveblog.address)}"
    told = reading.capture.told
    return f"capture:{(told.export if told else reading.capture.sha256)[:16]}"


def canonical_address(address: str) -> str:
    """The address without what varies between visits: scheme, `www.`, fragment, and queries for pages and tracking.

    >>> canonical_address("http://www.example.org/Live/?page=2&id=7#block-1")
    'example.org/Live?id=7'
    """
    address = address.strip()
    try:
        parts = urlsplit(address)
        query = [(name, value) for name, value in parse_qsl(parts.query) if not _PASSING.fullmatch(name)]
        asked = urlencode(sorted(query))
    except ValueError:  # no address: it is told from others by being what it is
        return address
    host = (parts.netloc or "").lower().removeprefix("www.")
    return urlunsplit(("", host, parts.path.rstrip("/"), asked, "")).removeprefix("//")


def match(
    observations: Sequence[Observation], known: Sequence[Known], ties: Ties = NONE
) -> list[tuple[int | None, str]]:
    """For each observation of one capture, the number of the known entry that it shows, and why; None for a new one.

    Each known entry is given to one observation at most, but where people said that several are one (`ties`).
    """
    free = dict(enumerate(known))
    by_key = {key: number for number, entry in free.items() for key in entry.keys}
    by_line = {line: number for number, entry in free.items() for line in entry.lines}
    found: list[tuple[int | None, str]] = [(None, "first seen in this capture")] * len(observations)
    for at, observation in enumerate(observations):
        archived = observation.archived
        number = by_line.get((archived.export, archived.permalink)) if archived else None
        if number in free and not ties.part(observation.key, free[number].keys):
            found[at] = (number, "the same line of an export")
            del free[number]
    for at, observation in enumerate(observations):
        if found[at][0] is not None:
            continue
        named = observation.archived.keys if observation.archived else ()
        number = next((by_key[key] for key in (observation.key, *named) if by_key.get(key) in free), None)
        if number in free and not _is_apart(observation, free[number], ties):
            found[at] = (number, "publisher's id" if observation.publisher_id else "same words")
            del free[number]
    for at, observation in enumerate(observations):
        tied = sorted(by_key[key] for key in ties.of(observation.key) if key in by_key)
        if found[at][0] is None and tied:
            found[at] = (tied[0], BY_A_PERSON)
            free.pop(tied[0], None)
    open_ones = [at for at, (number, _) in enumerate(found) if number is None]
    for at, number in _by_headline([(at, observations[at]) for at in open_ones], free, ties):
        found[at] = (number, "same headline, unique in both captures")
        del free[number]
    for at in open_ones:
        if found[at][0] is None and (number := _by_shingles(observations[at], free, ties)) is not None:
            found[at] = (number, f"at least {ALIKE:.0%} of the words in a row")
            del free[number]
    return found


def _by_headline(
    observations: list[tuple[int, Observation]], free: dict[int, Known], ties: Ties
) -> list[tuple[int, int]]:
    ours = Counter(folded_words(observation.headline or "") for _, observation in observations)
    theirs = Counter(folded_words(entry.headline or "") for entry in free.values())
    numbers = {folded_words(entry.headline or ""): number for number, entry in free.items()}
    found = []
    for at, observation in observations:
        headline = folded_words(observation.headline or "")
        unique = headline and ours[headline] == theirs[headline] == 1
        if unique and _may_be_one(observation, free[numbers[headline]], ties):
            found.append((at, numbers[headline]))
    return found


def _by_shingles(observation: Observation, free: dict[int, Known], ties: Ties) -> int | None:
    ours = shingles(words(observation.body))
    best, chosen = 0.0, None
    for number, entry in free.items():
        theirs = shingles(words(entry.body))
        share = likeness(ours, theirs)
        if share >= ALIKE and share > best and _may_be_one(observation, entry, ties):
            best, chosen = share, number
    return chosen


def _may_be_one(observation: Observation, entry: Known, ties: Ties) -> bool:
    """Two different ids of the publisher are two entries, whatever their words."""
    if _is_apart(observation, entry, ties):
        return False
    return not (observation.publisher_id and any(key.startswith("id:") for key in entry.keys))


def _is_apart(observation: Observation, entry: Known, ties: Ties) -> bool:
    """Did a person tell them apart, or do they stand on two lines of one export?"""
    archived = observation.archived
    if archived and any(export == archived.export and line != archived.permalink for export, line in entry.lines):
        return True
    return ties.part(observation.key, entry.keys)
