"""What does a capture prove of where its words came from? One kind of evidence, in one line of words.

The order of the kinds is their strength: how hard it is to write such words, or such a time, without a trace. None of
them is a proof: whoever keeps a file can change it. docs/evidence.md says what each is worth.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum

from backfile.model.capture import Capture, Digest, Told
from backfile.model.observation import UNSEEN_WORDS, Provenance
from backfile.model.time import Basis, Time

GIVEN_ADDRESS = "the address that a person gave"
"""The source of a time that stands in such an address (`/web/20220310120000/…`), and nowhere in the capture itself."""


class Evidence(StrEnum):
    """The kinds, the strongest first; each is the line in which it is told."""

    FETCHED = "WARC fetched by Backfile"
    WEB_ARCHIVE = "WARC or WACZ written by another tool"
    PAGE_RECORDED = "saved page, capture time recorded in it"
    PAGE_STATED = "saved page, capture time stated by a person"
    PAGE_UNTIMED = "saved page, capture time not known"
    DATA_STATED = "saved data (feed or JSON), capture time stated by a person"
    DATA_UNTIMED = "saved data (feed or JSON), capture time not known"
    UNMATCHED = "WARC or WACZ whose own digests do not match its bytes: changed, damaged or badly written"
    PASTED = "pasted text: nothing in it proves where it came from"
    EXPORTED = "export of another archive: nothing in it shows the captures that it speaks of"
    MISSING = "the account of its capture is missing from archive/: nothing shows where it came from"


_OURS = "Backfile/"
_EXPORT = "jsonl"
_DATA = ("json", "feed")


def evidence_of(capture: Capture) -> Evidence:
    """The kind of evidence that a capture is."""
    if capture.unmatched:
        return Evidence.UNMATCHED
    if capture.recorder is not None:
        return Evidence.FETCHED if capture.recorder.startswith(_OURS) else Evidence.WEB_ARCHIVE
    if capture.format == "text":
        return Evidence.PASTED
    if capture.format == _EXPORT:
        return Evidence.EXPORTED
    is_timed = capture.captured is not None and capture.captured.basis is not None
    if capture.format in _DATA:
        return Evidence.DATA_STATED if is_timed else Evidence.DATA_UNTIMED
    if capture.captured is None or not is_timed:
        return Evidence.PAGE_UNTIMED
    return Evidence.PAGE_RECORDED if _in_the_page(capture.captured) else Evidence.PAGE_STATED


def strongest(captures: Iterable[Capture]) -> Evidence:
    """The strongest evidence among captures that show the same words."""
    return min(map(evidence_of, captures), key=list(Evidence).index, default=Evidence.MISSING)


def tell_undisplayed(places: Iterable[Provenance], captures: Iterable[Capture]) -> Iterator[str]:
    """Of words that stand at these places of these captures: that only the data of pages gives them, such as JSON-LD,
    which may differ from what a reader of the page saw. Feeds and JSON are nothing but data, as their evidence says."""
    pages = {each.digest for each in captures if is_page(each)}
    all_places = tuple(places)
    if all_places and all(place.capture in pages and not place.displayed for place in all_places):
        yield "read in the data of the page alone, not in what a reader of the page saw"


def is_page(capture: Capture) -> bool:
    """Does it hold a page, of which some is shown to readers and some is not?"""
    return (capture.told or capture).format in _PAGES


_PAGES = ("html", "mhtml")


def tell_unseen(unseen: Collection[str]) -> Iterator[str]:
    """What is told of an entry with anything `unseen` (of model.observation.UNSEEN). Whether that is withheld or was
    erased is nobody's business."""
    if unseen:
        said = "have other wordings of it" if UNSEEN_WORDS in unseen else "say otherwise of it"
        yield f"captures that are not shown {said}; since when its words stood is told by the others alone"


def tell_told(captures: Iterable[Capture]) -> tuple[str, ...]:
    """What other archives say of the captures of theirs among these, each once."""
    return tuple(dict.fromkeys(_told(each.told) for each in captures if each.told))


def _told(told: Told) -> str:
    captured = told.captured
    when = f"captured {captured.printed}, {captured.basis or 'as printed'}" if captured else "time of capture not known"
    through = ", which it knows of from an export itself" if told.through else ""
    return f"{told.name}{through}: {told.evidence}; {when}; sha256 {told.sha256[:12]}…"


def tell_unmatched(unmatched: Collection[str]) -> Iterator[str]:
    """That a page in a web archive is not what the archive itself says that it wrote, where any digest is
    `Capture.unmatched`."""
    if unmatched:
        named = " and ".join(unmatched)
        since = "it was changed or damaged since, or badly written"
        yield f"the digests in its web archive do not match it ({named}): {since}"


def tell_elsewhere(capture: Capture) -> Iterator[str]:
    """That a page says of itself that it is another site's than the one at whose address it was captured."""
    if capture.elsewhere:
        yield f"the page says of itself that it is of {capture.elsewhere}; its address is another host’s"


def tell_faults(capture: Capture) -> Iterator[str]:
    """What a capture lacks of its own, whatever else is known."""
    yield from tell_unmatched(capture.unmatched)
    yield from tell_elsewhere(capture)
    if capture.erased:
        yield f"its bytes were erased on {capture.erased}: nobody can check what was read in them any more"


def tell_doubts(capture: Capture, doubts: Iterable[tuple[Digest, Time]] = ()) -> Iterator[str]:
    """What speaks against a capture, or its time, as it is told; `doubts` are those of its live blog."""
    yield from tell_faults(capture)
    if capture.captured is not None and capture.captured.unclear:
        yield f"the time that the capture records was {capture.captured.unclear}: it counts for nothing"
    if capture.recorded is not None:
        yield f"the capture itself records {capture.recorded.meant or capture.recorded.printed}"
    later = dict(doubts).get(capture.digest)
    if later is not None:
        told = f"the capture shows a later publication or update, {later.meant}"
        yield f"{told}: which of the two times is wrong is not known"


def _in_the_page(captured: Time) -> bool:
    return captured.basis is Basis.RECORDED and captured.source != GIVEN_ADDRESS
