"""What of an entry is seen otherwise in captures that nobody is shown, for they are withheld or were erased?

It says no more than that: neither what those captures showed nor when. Where it is so the publisher's word dates no
words, for what is not shown may have refuted it (archive/history.py): taking a capture away makes nothing older.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime

from backfile.archive.history import read_wordings
from backfile.model.capture import UNKNOWN
from backfile.model.entry import Coverage, Entry
from backfile.model.observation import UNSEEN_CAPTURED, UNSEEN_TIMES, UNSEEN_WORDS, Provenance, join_unseen
from backfile.model.time import Time
from backfile.text.slug import Slug


def find_unseen(whole: Coverage, rest: Coverage) -> dict[Slug, tuple[str, ...]]:
    """By the slug of each entry of `rest`, which of UNSEEN is otherwise in `whole`, the same live blog with captures
    that `rest` is without; or was found so before. With it no words are known sooner in `rest` than in `whole`."""
    owners = {place: entry for entry in whole.entries for each in entry.revisions for place in each.provenance}
    known = {place: by for entry in whole.entries for place, by in _known_at(whole, entry).items()}
    found = {}
    for entry in rest.entries:
        places = [place for each in entry.revisions for place in each.provenance]
        wholes = {owners[place].slug: owners[place] for place in places if place in owners}.values()
        names = join_unseen(entry.unseen, *(each.unseen for each in wholes), _stories(entry, wholes))
        if any(place not in owners for place in places):  # an entry there is damaged: nobody knows
            names = join_unseen(names, [UNSEEN_WORDS, UNSEEN_TIMES])
        # Captures may refute times without showing anything else: then as much is left out as it takes.
        for more in ([], [UNSEEN_WORDS], [UNSEEN_CAPTURED]):
            names = join_unseen(names, more)
            now = _known_at(rest, replace(entry, unseen=names))
            if all(known.get(place, by) <= by for place, by in now.items()):
                break
        found[entry.slug] = names
    return found


def unseen_outside(coverage: Coverage, entry: Entry) -> tuple[str, ...]:
    """What of an entry is otherwise for whoever is given it without its captures: what these refute must be told."""
    alone = _known_at(replace(coverage, captures=()), replace(entry, republished=None))
    sooner = any(alone[place] < by for place, by in _known_at(coverage, entry).items())
    return join_unseen(entry.unseen, [UNSEEN_TIMES] if sooner else [])


def _stories(entry: Entry, wholes: Collection[Entry]) -> Iterator[str]:
    if any(_words(each) != _words(entry) for each in wholes):
        yield UNSEEN_WORDS
    if any(_times(each) != _times(entry) for each in wholes):
        yield UNSEEN_TIMES


def _words(entry: Entry) -> object:
    return [(each.headline, each.body) for each in entry.revisions]


def _times(entry: Entry) -> object:
    return _time(entry.published), _time(entry.republished), {_time(each.updated) for each in entry.revisions}


def _time(time: Time | None) -> object:
    """A time, whichever capture it was read in."""
    return time and (time.printed, time.instant, time.end)


_Words = tuple[str | None, str]
"""Headline and body of a wording."""


def _known_at(coverage: Coverage, entry: Entry) -> dict[tuple[Provenance, _Words], datetime]:
    """By when the words at each place are shown to exist, there or where the same words stand in another revision. Of
    an export of another archive several wordings stand at one place."""
    sooner: dict[_Words, datetime] = {}
    wordings = [(each.revision, each.known.by if each.known else UNKNOWN) for each in read_wordings(coverage, entry)]
    for revision, by in wordings:
        its = (revision.headline, revision.body)
        sooner[its] = min(by, sooner.get(its, UNKNOWN))
    said = ((each, (each.headline, each.body)) for each, _ in wordings)
    return {(place, its): sooner[its] for each, its in said for place in each.provenance}
