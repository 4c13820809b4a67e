"""What are the entries of a live blog, given all readings of its captures, and which words did each have when?

A function of the set of readings: the order in which captures were added changes nothing. Readings are taken by the
time of capture; those without one come last, and are never evidence that words changed back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from backfile.archive.identity import BY_A_PERSON, Known, match
from backfile.archive.reading_file import CAPTURES, short
from backfile.archive.ties import NONE, Ties
from backfile.model.capture import UNKNOWN
from backfile.model.entry import Earlier, LiveBlog, Observation, Provenance, Reading, Revision
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
    named: str = ""  # the slug that another archive gave it
    revisions: list[Revision] = field(default_factory=list)


def in_order(readings: Iterable[Reading]) -> list[Reading]:
    """The readings by time of capture, then digest; captures of unknown time last."""
    return sorted(readings, key=lambda reading: reading.capture.order)


def revise(readings: Iterable[Reading], ties: Ties = NONE) -> list[Draft]:
    """The entries that the readings show, in the order of the newest page; what it lacks follows, newer pages first.

    `ties` are what people decided of which is which.
    """
    drafts: list[Draft] = []
    pages: list[list[Draft]] = []
    for reading in in_order(readings):
        known = [Known(tuple(draft.keys), draft.revisions[-1].headline, draft.revisions[-1].body) for draft in drafts]
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
            _add(draft, observation, reading, joined=bool(ties.of(observation.key)))
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


def _add(draft: Draft, observation: Observation, reading: Reading, *, joined: bool) -> None:
    archived = observation.archived
    known = archived.keys if archived else ()  # first, so that an entry's own key stays its own
    draft.keys.extend(key for key in dict.fromkeys((*known, observation.key)) if key not in draft.keys)
    draft.named = draft.named or (archived.permalink.rpartition("/")[2] if archived else "")
    draft.byline = observation.byline or draft.byline
    draft.withdrawn = observation.withdrawn
    draft.tags = observation.tags or draft.tags
    draft.language = observation.language or draft.language
    draft.anchor = observation.anchor or draft.anchor
    draft.published = _better(draft.published, observation.published, reading)
    # A capture of unknown time shows no change back: its words may be those of any revision. Nor does one that shows
    # two entries which a person joined, each in its words.
    shows_newest = reading.capture.order[0] < UNKNOWN and not joined
    draft.revisions = _weave(draft.revisions, observation, reading, shows_newest=shows_newest)


def _weave(
    held: Sequence[Revision], observation: Observation, reading: Reading, *, shows_newest: bool
) -> list[Revision]:
    """The revisions with what a capture shows among them.

    Earlier words that it tells of keep their order, before its own. Unless the capture `shows_newest`, its own words
    may be those of any revision.
    """
    woven = list(held)
    after = 0
    for earlier in observation.earlier:
        seen = _seen(earlier, observation.provenance, reading)
        after = _put(woven, seen, range(after, len(woven)), otherwise=after) + 1
    own = Earlier(headline=observation.headline, body=observation.body, updated=observation.updated)
    seen = _seen(own, observation.provenance, reading)
    if shows_newest:
        _put(woven, seen, range(max(after, len(woven) - 1), len(woven)), otherwise=len(woven))
    else:
        places = range(after, len(woven)) if after else range(len(woven) - 1, -1, -1)
        _put(woven, seen, places, otherwise=after or len(woven))
    return [replace(revision, number=number) for number, revision in enumerate(woven, start=1)]


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


def _same_words(one: Revision, other: Revision) -> bool:
    return even(one.headline or "") == even(other.headline or "") and even(words(one.body)) == even(words(other.body))
