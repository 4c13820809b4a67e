"""What does a page say of an entry's history: the kind of evidence, since when its words are known, what was edited?

Values for the templates, as in views.py. The words in them are those of the history that is given, which is made of
what is published: where only excerpts are, no wording and no difference holds more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from backfile.model.capture import Capture
from backfile.model.history import Change, Event, History, Known, Said, Wording, first_known, is_edited, place_of
from backfile.model.time import Time
from backfile.site.body import label_pictures, render_body
from backfile.site.doubts import tell_doubts_of
from backfile.site.times import Clock, Moment, tell, tell_instant
from backfile.site.wording import Words
from backfile.text.diff import diff, diff_bodies
from backfile.text.runs import Run, abridged, count_changed, count_struck, differs

CONTEXT = 120
"""Characters beside a change that an entry's page shows of what was kept; its history shows all of it."""

_EVENTS = {
    Change.NEW: "event_new",
    Change.EDITED: "event_edited",
    Change.STRUCK_OUT: "event_struck_out",
    Change.UNSTRUCK: "event_unstruck",
    Change.FORMATS: "event_formats",
    Change.JOINED: "event_joined",
    Change.BYLINE: "event_byline",
    Change.PUBLISHED: "event_published",
    Change.UPDATED: "event_updated",
    Change.ABSENT: "event_absent",
    Change.DELETED: "event_withdrawn",
    Change.STRUCK: "event_withdrawn",
}
"""The text of the words table for each change."""

_UNORDERED = {
    Change.EDITED: "event_edited_unordered",
    Change.BYLINE: "event_byline_unordered",
    Change.PUBLISHED: "event_published_unordered",
    Change.UPDATED: "event_updated_again_unordered",
}
"""The texts where nobody knows which of two captures is older."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownView:
    """Since when words are known, and why; `end` is the instant that a time known to the day or less counts from; `gap`
    says that the entry was published before, in words nobody knows."""

    ground: str
    time: Moment
    end: str
    gap: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """A text of the words table (`key`), and what it tells of. Captures are named with the time they were made."""

    key: str
    capture: str
    before: str
    was: str
    said: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditView:
    """In which words a wording differs from the one before: of the headline (nothing where it stayed) and the text.

    Where nothing shows which of the two is older, `beside` are their numbers: then nothing was removed or added, but
    stands in the one or the other alone.
    """

    headline: tuple[Run, ...]
    text: tuple[Run, ...]
    changed: str  # how many words, in words
    beside: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenIn:
    """A capture that shows a wording."""

    name: str
    captured: Moment | None
    doubts: tuple[str, ...] = ()  # what speaks against that time


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingView:
    number: int
    headline: str | None
    html: str
    known: KnownView | None
    evidence: str
    captures: tuple[SeenIn, ...]
    edit: EditView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryView:
    """`wordings`, newest first, are only told where there are several; `events` are all but where it was first seen."""

    evidence: str
    known: KnownView | None
    events: tuple[EventView, ...]
    wordings: tuple[WordingView, ...]
    edited: bool
    first_seen: EventView | None
    unordered: int = 1  # of how many wordings the newest is one, of which nobody knows which are older
    differing: bool = False  # whether captures differ in bylines or times

    @property
    def latest(self) -> EditView | None:
        """The last edit, without most of what it left as it was."""
        edit = self.wordings[0].edit if self.wordings else None
        if edit is None:
            return None
        text = tuple(abridged(edit.text, CONTEXT))
        return replace(edit, text=text)


def view_history(history: History, clock: Clock) -> HistoryView:
    """The history of an entry."""
    newest, words = history.wordings[-1], clock.words
    events = [_event(event, clock) for event in history.events]
    seen = events[:1] if history.events and history.events[0].change is Change.NEW else []
    return HistoryView(
        evidence=words.phrase(newest.evidence),
        known=_known(newest, history, clock),
        events=tuple(events[len(seen) :]),
        wordings=tuple(_wordings(history, clock)) if len(history.wordings) > 1 else (),
        edited=is_edited(history.wordings),
        first_seen=seen[0] if seen else None,
        unordered=newest.unordered,
        differing=bool(history.stated.differing),
    )


def _wordings(history: History, clock: Clock) -> list[WordingView]:
    views = []
    edited = {event.revision: event for event in history.events if event.is_edit}
    for wording in history.wordings:
        revision = wording.revision
        edit = edited.get(revision.number)
        views.append(
            WordingView(
                number=revision.number,
                headline=revision.headline,
                html=label_pictures(render_body(revision.body), clock.words("picture_colon")),
                known=_known(wording, history, clock),
                evidence=clock.words.phrase(wording.evidence),
                captures=tuple(
                    SeenIn(
                        name=each.name,
                        captured=tell(each.captured, clock) if each.captured else None,
                        doubts=tell_doubts_of(each, dict(history.doubts), clock),
                    )
                    for each in wording.captures
                ),
                edit=view_edit(history, edit, clock.words) if edit else None,
            )
        )
    return views[::-1]


def view_edit(history: History, event: Event, words: Words) -> EditView | None:
    """In which words the two revisions differ that an event leads from and to; None where it does not."""
    if event.older is None or event.revision is None:
        return None
    numbers = event.older, event.revision
    older, newer = (history.wordings[place_of(history.wordings, number)].revision for number in numbers)
    is_ordered = event.before is None or event.is_ordered
    headline = diff(older.headline or "", newer.headline or "")
    text = diff_bodies(older.body, newer.body)
    changed, struck = count_changed(headline) + count_changed(text), count_struck(text)
    told = [words.count("words_changed" if is_ordered else "words_differ", changed)] if changed else []
    told += [words.count("words_struck" if is_ordered else "words_struck_differ", struck)] if struck else []
    return EditView(
        headline=headline if differs(headline) else (),
        text=text,
        changed="; ".join(told) or words("signs_changed" if is_ordered else "signs_differ"),
        beside=None if is_ordered else numbers,
    )


def _known(wording: Wording, history: History, clock: Clock) -> KnownView | None:
    known: Known | None = wording.known
    if known is None:
        return None
    published = history.entry.published
    begun = published.end if published else None
    return KnownView(
        ground=clock.words.phrase(known.ground),
        time=tell(known.time, clock),
        end=tell_instant(known.by, clock) if known.is_coarse else "",
        gap=begun is not None and begun < known.by and wording is first_known(history.wordings),
    )


def _event(event: Event, clock: Clock) -> EventView:
    key = _EVENTS[event.change]
    if event.change is Change.NEW and not (event.first and event.capture.captured):
        key = "event_seen"
    elif event.change is Change.EDITED and event.before is None:
        key = "event_edited_unseen"
    elif event.change is Change.EDITED and event.before == event.capture:  # two passages of it, which people merged
        key = "event_edited_both"
    elif event.is_ordered_by_updates:
        key = "event_edited_by_updates"
    elif event.change is Change.UPDATED and event.before is not None:
        key = "event_updated_again"
    if event.before is not None and not event.is_ordered:
        key = _UNORDERED.get(event.change, key)
    if event.change is Change.ABSENT and event.is_across_formats:
        key = "event_absent_formats"
    elif event.partial:
        key = "event_absent_partial"
    was, said = tell_facts(event, clock)
    return EventView(
        key=key,
        capture=name_capture(event.capture, clock),
        before=name_capture(event.before, clock) if event.before else "",
        was=was,
        said=said,
        how=clock.words.phrase(event.change),
    )


def tell_facts(event: Event, clock: Clock) -> tuple[str, str]:
    """What a publisher says beside its words in one capture and in another: names, or a time as it was printed, and
    what it means where both are printed alike."""
    was, said = _tell_said(event.was, clock), _tell_said(event.said, clock)
    if was == said and isinstance(event.was, Time) and isinstance(event.said, Time):
        return f"{was} = {tell(event.was, clock).words}", f"{said} = {tell(event.said, clock).words}"
    return was, said


def _tell_said(said: Said | None, clock: Clock) -> str:
    if isinstance(said, tuple):
        return ", ".join(said)
    if isinstance(said, str):
        return f"“{said}”"
    return tell(said, clock).printed if said else ""


def name_capture(capture: Capture, clock: Clock) -> str:
    """A capture by its name and when it was made."""
    told = tell(capture.captured, clock).printed if capture.captured else clock.words("time_not_known")
    return f"{capture.name} ({told})"
