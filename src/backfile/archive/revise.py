"""What are the entries of a live blog, given all readings of its captures, and which words did each have when?

A function of the set of readings: the order in which captures were added changes nothing. Readings are taken in the
order of their captures (archive/order.py); archive/weaving.py says which words came after which.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from backfile.archive.facts import is_other
from backfile.archive.identity import BY_A_PERSON, Known, match
from backfile.archive.order import in_order
from backfile.archive.ties import NONE, Ties
from backfile.archive.weaving import Weave, better
from backfile.model.entry import Revision
from backfile.model.observation import LiveBlog, Observation, Reading, join_unseen
from backfile.model.time import Time


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
    joined: dict[str, int] = field(default_factory=dict)  # which of the publisher's entries has a key (Revision.joined)
    weave: Weave = field(default_factory=Weave, compare=False)
    revisions: list[Revision] = field(default_factory=list)


def revise(readings: Iterable[Reading], ties: Ties = NONE) -> list[Draft]:
    """The entries that the readings show, in the order of the newest page; what it lacks follows, newer pages first.

    `ties` are what people decided of which is which.
    """
    drafts: list[Draft] = []
    pages: list[list[Draft]] = []
    ordered = in_order(readings)
    for reading in ordered:
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
            _add(draft, observation, reading, by_a_person=basis == BY_A_PERSON)
            page.append(draft)
        pages.append(page)
        for draft in page:
            draft.weave.settle(reading.capture)
            draft.revisions = draft.weave.revisions
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


def _add(draft: Draft, observation: Observation, reading: Reading, *, by_a_person: bool) -> None:
    joined = _joined(draft, observation, by_a_person=by_a_person)
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
    draft.published = better(draft.published, observation.published, reading)
    if draft.published and observation.published and is_other(draft.published, observation.published):
        draft.republished = _later(draft, observation.published, reading)
    draft.weave.add(observation, reading, joined)
    draft.revisions = draft.weave.revisions


def _joined(draft: Draft, observation: Observation, *, by_a_person: bool) -> list[int]:
    """Which of the publisher's entries has the earlier words that are observed, and, the last, which has the observed:
    another one than any before where people joined it, here or in the archive that tells of it."""
    held, archived = draft.joined, observation.archived
    if archived is None or not archived.joined:
        beside = draft.revisions[-1].joined if draft.revisions else 0
        held.setdefault(observation.key, max(held.values(), default=-1) + 1 if by_a_person else beside)
        return [held[observation.key]] * (len(observation.earlier) + 1)
    names = [f"{archived.export} {each}" for each in archived.joined]
    if observation.key in held:
        held.setdefault(names[-1], held[observation.key])
    for name, each in zip(names, archived.joined, strict=True):
        held.setdefault(name, max(held.values()) + 1 if each in held.values() else each)
    held.setdefault(observation.key, held[names[-1]])
    return [held[name] for name in names]


def _later(draft: Draft, offered: Time, reading: Reading) -> Time | None:
    """The later one of two times of publication that the publisher gives beside the first: which words stood at the
    first, nobody knows. None where neither is later."""
    last = draft.republished or draft.published
    if last is None or last.end is None or offered.end is None or offered.end <= last.end:
        return draft.republished
    return better(None, offered, reading)
