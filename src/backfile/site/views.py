"""What does a page say of a live blog, an entry, a capture? Plain values, worked out before any template sees them.

Archived words in these values are as they were captured: the templates isolate them, and `render` spells out what
steers. Only `html` is HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from backfile.model.capture import Capture, Digest
from backfile.model.entry import Coverage, Entry, Revision
from backfile.model.evidence import is_page
from backfile.model.history import History
from backfile.model.observation import LiveBlog, Provenance
from backfile.model.permalink import Permalink, permalink
from backfile.site.body import label_pictures, render_body
from backfile.site.corrected import tell_corrected
from backfile.site.doubts import Doubts, tell_doubts_of
from backfile.site.histories import HistoryView, view_history
from backfile.site.published import is_cut
from backfile.site.times import Clock, Moment, tell, tell_days
from backfile.site.urls import outbound
from backfile.site.wording import Words
from backfile.text.markdown import words as words_of_body
from backfile.text.slug import Slug

LABEL_LENGTH = 60
"""Characters of its text that name an entry without a headline."""

LONGEST_STRETCH = 2_000
"""Characters of a capture that a page shows: nearly all stretches whole, and the longest within 6 KB a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address as it was given, and the link it may be."""

    text: str
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureView:
    name: str
    digest: Digest
    size: str
    publisher: str | None
    address: Address | None
    captured: Moment | None
    is_page: bool
    doubts: tuple[str, ...] = ()  # what speaks against that time


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A place in a capture; `stretch` is what stands there, as far as it is shown, and `beyond` counts what is not."""

    capture: CaptureView | None  # None when the archive no longer describes it
    digest: Digest
    part: str
    start: str
    end: str
    hidden: bool  # of a page, whether no reader saw what stands there
    stretch: str = ""
    beyond: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionView:
    number: int
    headline: str | None
    html: str
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """An entry. `label` names it where the headline would: the headline, or the beginning of its words."""

    slug: Slug
    permalink: Permalink
    label: str
    headline: str | None
    byline: tuple[str, ...]
    published: Moment | None
    updated: Moment | None
    html: str
    altered: bool
    withdrawn: str | None
    others: bool  # has it wordings that are not shown?
    sources: tuple[SourceView, ...]
    as_captured: RevisionView | None  # of an altered entry the words it had, if they are known
    tags: tuple[str, ...] = ()
    language: str | None = None  # BCP 47
    corrected: tuple[str, ...] = ()  # what people put in the place of what was captured, a sentence each
    theirs: tuple[str, ...] = ()  # the names of these facts
    cut: bool = False  # whether only the beginning of its words is published
    history: HistoryView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveBlogView:
    slug: Slug
    label: str
    headline: str | None
    publisher: str | None
    address: Address | None
    summary: tuple[str, ...]
    entries: str  # how many, in words
    dates: tuple[str, ...]
    dated: bool  # whether any entry has a time
    captures: tuple[CaptureView, ...]


def view_liveblog(coverage: Coverage, clock: Clock) -> LiveBlogView:
    liveblog = coverage.liveblog
    return LiveBlogView(
        slug=coverage.slug,
        label=liveblog.headline or coverage.slug,
        headline=liveblog.headline,
        publisher=liveblog.publisher,
        address=_address(liveblog.address),
        summary=liveblog.summary,
        entries=_completeness(coverage.liveblog, len(coverage.entries), clock.words),
        dates=_dates(coverage.entries, clock),
        dated=any(entry.published for entry in coverage.entries),
        captures=tuple(view_captures(coverage, clock).values()),
    )


def view_captures(coverage: Coverage, clock: Clock) -> dict[Digest, CaptureView]:
    """The captures of a live blog by their digests."""
    doubts = dict(coverage.doubts)
    return {capture.digest: _capture(capture, doubts, clock) for capture in coverage.captures}


def view_entry(
    coverage: Coverage,
    entry: Entry,
    captures: Mapping[Digest, CaptureView],
    clock: Clock,
    stretch: Callable[[Provenance], str] = lambda place: "",
    history: History | None = None,
) -> EntryView:
    """An entry; the `captures` are those of `view_captures`, and `stretch` gives what stands at a place in them."""
    is_known = entry.body != entry.newest.body and bool(entry.newest.body)
    return EntryView(
        slug=entry.slug,
        permalink=permalink(coverage.slug, entry.slug),
        label=entry_label(entry),
        headline=entry.headline,
        byline=entry.byline,
        published=tell(entry.published, clock) if entry.published else None,
        updated=tell(entry.updated, clock) if entry.updated else None,
        html=label_pictures(render_body(entry.body), clock.words("picture_colon")),
        altered=entry.altered is not None,
        withdrawn=clock.words.phrase(entry.withdrawn) if entry.withdrawn else None,
        others=entry.has_unseen_words,
        sources=tuple(_source(place, captures, clock.words, stretch(place)) for place in entry.newest.provenance),
        as_captured=_revision(entry.newest, captures, clock.words) if is_known else None,
        tags=entry.tags,
        language=entry.language,
        corrected=tell_corrected(entry, clock),
        theirs=entry.corrected.fields if entry.corrected else (),
        cut=is_cut(entry),
        history=view_history(history, clock) if history else None,
    )


def entry_label(entry: Entry) -> str:
    """The headline, or the beginning of the words."""
    return entry.headline or beginning(words_of_body(entry.body[: 20 * LABEL_LENGTH])) or entry.slug


def beginning(text: str) -> str:
    """The first words of a text on one line, cut at a blank where there is one.

    >>> beginning("The harbour is closed\\nuntil Friday, and so is the road that leads to it, police say")
    'The harbour is closed until Friday, and so is the road that\\xa0…'
    """
    line = " ".join(text.split())
    if len(line) <= LABEL_LENGTH:
        return line
    return (line[: LABEL_LENGTH + 1].rpartition(" ")[0] or line[:LABEL_LENGTH]).rstrip(" ,;:–—-") + "\u00a0…"


def _completeness(liveblog: LiveBlog, held: int, words: Words) -> str:
    """What `model.observation.completeness` says, in these words."""
    if liveblog.declared is not None and liveblog.declared > held:
        return words("entries_of", n=words.number(held), all=words.number(liveblog.declared))
    counted = words.count("entries", held)
    return words("more_on_page", entries=counted) if liveblog.more else counted


def _dates(entries: tuple[Entry, ...], clock: Clock) -> tuple[str, ...]:
    if not entries:
        return ()
    days, words = tell_days((entry.published for entry in entries), clock), clock.words
    if not days:
        return (words("dates_not_known" if any(entry.published for entry in entries) else "times_not_given"),)
    undated = sum(entry.published is None or entry.published.instant is None for entry in entries)
    return (days, words("without_date", n=words.number(undated))) if undated else (days,)


def _capture(capture: Capture, doubts: Doubts, clock: Clock) -> CaptureView:
    return CaptureView(
        name=capture.name,
        digest=capture.sha256,
        size=clock.words.count("bytes", capture.size),
        publisher=capture.publisher,
        address=_address(capture.address),
        captured=tell(capture.captured, clock) if capture.captured else None,
        is_page=is_page(capture),
        doubts=tell_doubts_of(capture, doubts, clock),
    )


def _revision(revision: Revision, captures: Mapping[Digest, CaptureView], words: Words) -> RevisionView:
    return RevisionView(
        number=revision.number,
        headline=revision.headline,
        html=label_pictures(render_body(revision.body), words("picture_colon")),
        sources=tuple(_source(place, captures, words) for place in revision.provenance),
    )


def _source(place: Provenance, captures: Mapping[Digest, CaptureView], words: Words, stretch: str = "") -> SourceView:
    beyond = len(stretch) - LONGEST_STRETCH
    capture = captures.get(place.capture)
    return SourceView(
        capture=capture,
        digest=capture.digest if capture else place.capture,
        part=place.part,
        start=words.number(place.start),
        end=words.number(place.end),
        hidden=capture is not None and capture.is_page and not place.displayed,
        stretch=stretch[:LONGEST_STRETCH],
        beyond=words.number(beyond) if beyond > 0 else "",
    )


def _address(address: str | None) -> Address | None:
    return Address(text=address, href=outbound(address)) if address else None
