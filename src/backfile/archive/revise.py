"""What are the entries of a live blog, given all readings of its captures, and which words did each have when?

A function of the set of readings: the order in which captures were added changes nothing. Readings are taken in the
order of their captures (archive/order.py). One that was not certainly made later is no evidence that words changed
back, and its words stand where the updates that the publisher states put them.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, replace

from backfile.archive.facts import is_other
from backfile.archive.identity import BY_A_PERSON, Known, match
from backfile.archive.order import in_order
from backfile.archive.reading_file import CAPTURES, short
from backfile.archive.ties import NONE, Ties
from backfile.model.capture import Digest, is_before
from backfile.model.entry import Earlier, LiveBlog, Observation, Provenance, Reading, Revision, join_unseen
from backfile.model.time import Time
from backfile.text.fold import even
from backfile.text.markdown import words


@dataclass(slots=True)
class Draft:
    """An entry in the making: all that Entry holds but the slug."""

    keys: list[str]
    basis: str
    byline: tuple[str, ...] = ()
    published: Time | None = None
    withdrawn: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    anchor: str | None = None
    republished: Time | None = None
    named: str = ""  # the slug that another archive gave it
    unseen: tuple[str, ...] = ()
    lines: frozenset[tuple[str, str]] = frozenset()  # of exports, as in identity.Known
    revisions: list[Revision] = field(default_factory=list)


def revise(readings: Iterable[Reading], ties: Ties = NONE) -> list[Draft]:
    """The entries that the readings show, in the order of the newest page; what it lacks follows, newer pages first.

    `ties` are what people decided of which is which.
    """
    drafts: list[Draft] = []
    pages: list[list[Draft]] = []
    ordered = in_order(readings)
    for reading in ordered:
        before = {each.capture.digest for each in ordered if is_before(each.capture, reading.capture)}
        known = [
            Known(tuple(draft.keys), draft.revisions[-1].headline, draft.revisions[-1].body, draft.lines)
            for draft in drafts
        ]
        page = []
        for observation, (number, basis) in zip(reading.entries, match(reading.entries, known, ties), strict=True):
            if number is None:  # perhaps joined to one that this very page has shown first
                tied = ties.of(observation.key)
                number = next((at for at, draft in enumerate(drafts) if tied.intersection(draft.keys)), None)
                basis = BY_A_PERSON
            if number is None:
                draft = Draft(keys=[], basis="publisher's id" if observation.publisher_id else "its words")
                drafts.append(draft)
            else:
                draft = drafts[number]
                if observation.key not in draft.keys:
                    draft.basis = basis
            # A person joined two entries that one capture shows: neither shows that the other's words were changed.
            _add(draft, observation, reading, () if ties.of(observation.key) else before)
            page.append(draft)
        pages.append(page)
    return list({id(draft): draft for page in reversed(pages) for draft in page}.values())


def join_liveblogs(readings: Sequence[Reading]) -> LiveBlog:
    """What the readings say of the live blog: each fact from the newest that gives it."""
    joined = LiveBlog()
    for reading in in_order(readings):
        said = reading.liveblog
        joined = LiveBlog(
            headline=said.headline or joined.headline,
            summary=said.summary or joined.summary,
            publisher=said.publisher or joined.publisher,
            address=said.address or joined.address,
            publisher_id=said.publisher_id or joined.publisher_id,
            declared=max(filter(None, (said.declared, joined.declared)), default=None),
            more=said.more,
        )
    return joined


def _add(draft: Draft, observation: Observation, reading: Reading, before: Container[Digest]) -> None:
    archived = observation.archived
    known = archived.keys if archived else ()  # first, so that an entry's own key stays its own
    draft.keys.extend(key for key in dict.fromkeys((*known, observation.key)) if key not in draft.keys)
    if archived:
        draft.named = draft.named or archived.permalink.rpartition("/")[2]
        draft.lines |= {(archived.export, archived.permalink)}
    draft.byline = observation.byline or draft.byline
    draft.withdrawn = observation.withdrawn
    draft.tags = observation.tags or draft.tags
    draft.language = observation.language or draft.language
    draft.anchor = observation.anchor or draft.anchor
    draft.unseen = join_unseen(draft.unseen, observation.unseen)
    draft.published = _better(draft.published, observation.published, reading)
    if draft.published and observation.published and is_other(draft.published, observation.published):
        draft.republished = _later(draft, observation.published, reading)
    draft.revisions = _weave(draft.revisions, observation, reading, before)


def _weave(
    held: Sequence[Revision], observation: Observation, reading: Reading, before: Container[Digest]
) -> list[Revision]:
    """The revisions with what a capture shows among them; those `before` were certainly made earlier.

    Earlier words that it tells of keep their order, before its own. Its own are the newest where one of those before
    shows the newest so far; else they may be those of any revision.
    """

    def is_older(revision: Revision) -> bool:
        return any(place.capture in before for place in revision.provenance)

    woven = list(held)
    after = 0
    for earlier in observation.earlier:
        seen = _seen(earlier, observation.provenance, reading)
        after = _put(woven, seen, range(after, len(woven)), otherwise=after) + 1
    own = Earlier(headline=observation.headline, body=observation.body, updated=observation.updated)
    seen = _seen(own, observation.provenance, reading)
    if woven and is_older(woven[-1]):
        _put(woven, seen, range(max(after, len(woven) - 1), len(woven)), otherwise=len(woven))
    elif after:
        _put(woven, seen, range(after, len(woven)), otherwise=after)
    else:
        place = len(woven)
        while place and _says_later(woven[place - 1], seen) and not is_older(woven[place - 1]):
            place -= 1
        _put(woven, seen, range(len(woven) - 1, -1, -1), otherwise=place)
    return [replace(revision, number=number) for number, revision in enumerate(woven, start=1)]


def _says_later(one: Revision, other: Revision) -> bool:
    """Does the publisher state an update beside one's words that came after the one beside the other's?"""
    ours, theirs = one.updated, other.updated
    return bool(ours and theirs and ours.instant and theirs.end and theirs.end <= ours.instant)


def _seen(words_then: Earlier, places: tuple[Provenance, ...], reading: Reading) -> Revision:
    """A revision as one capture shows it; it has no number yet."""
    return Revision(
        number=0,
        headline=words_then.headline,
        body=words_then.body,
        provenance=places,
        updated=_better(None, words_then.updated, reading),
    )


def _put(woven: list[Revision], seen: Revision, places: Iterable[int], *, otherwise: int) -> int:
    """Join what was seen to the first of the places where the same words stand; else put it in. Gives its place."""
    place = next((each for each in places if _same_words(woven[each], seen)), None)
    if place is None:
        woven.insert(otherwise, seen)
        return otherwise
    same = woven[place]
    updated = same.updated if same.updated and (same.updated.instant or not seen.updated) else seen.updated
    woven[place] = replace(same, provenance=same.provenance + seen.provenance, updated=updated)
    return place


def _better(held: Time | None, offered: Time | None, reading: Reading) -> Time | None:
    """The first time with an instant, else the first at all; its source names the capture and the part."""
    if offered is None or (held is not None and (held.instant is not None or offered.instant is None)):
        return held
    return replace(offered, source=f"{CAPTURES}/{short(reading.capture.digest)}/{offered.source}")


def _later(draft: Draft, offered: Time, reading: Reading) -> Time | None:
    """The later one of two times of publication that the publisher gives beside the first: which words stood at the
    first, nobody knows. None where neither is later."""
    last = draft.republished or draft.published
    if last is None or last.end is None or offered.end is None or offered.end <= last.end:
        return draft.republished
    return _better(None, offered, reading)


def _same_words(one: Revision, other: Revision) -> bool:
    return even(one.headline or "") == even(other.headline or "") and even(words(one.body)) == even(words(other.body))
