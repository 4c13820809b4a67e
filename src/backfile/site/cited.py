"""What is there to cite of an entry? The value that `cite`, the pages and their heads for reference managers share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urldefrag

from backfile.model.capture import Capture
from backfile.model.entry import Coverage, Entry, Revision
from backfile.model.evidence import evidence_of, tell_doubts, tell_told, tell_undisplayed, tell_unseen
from backfile.model.history import NOTHING_STATED, History, Statements, Wording, place_of
from backfile.model.permalink import permalink
from backfile.model.several import why_several
from backfile.model.time import Time
from backfile.site import urls
from backfile.site.corrected import tell_theirs, told_whole
from backfile.site.histories import tell_facts
from backfile.site.schema_org import known_date
from backfile.site.shown import shown
from backfile.site.times import Clock, tell
from backfile.site.views import entry_label
from backfile.text.citation.forms import FORMS, PLAIN
from backfile.text.citation.source import Citation

_IN_BRACKETS = re.compile(r" \(([^()]*)\)\Z")
SHORT = 12
"""Digits of a capture's sha256: as many as its folder in archive/ has."""


def citation_of(
    coverage: Coverage,
    entry: Entry,
    clock: Clock,
    revision: Revision | None = None,
    *,
    stated: Statements = NOTHING_STATED,
    wordings: Sequence[Wording] = (),
) -> Citation:
    """The entry in its newest words, or in those of an older revision, as the first capture that shows them is evidence
    of, or the one that shows them to be an edit; `stated` is what each capture says beside the words, and `wordings`
    are those of the entry.

    All of it is the publisher's, and as that one capture gives it: what another one alone gives, or gives otherwise, is
    a remark. What people put in the place of that is a remark in square brackets.
    """
    about = coverage.liveblog
    cited = entry.as_captured
    if revision is not None and revision is not entry.newest:
        cited = replace(cited, revisions=entry.revisions[: entry.revisions.index(revision) + 1])
    captures = coverage.captures_of(cited.newest)
    wording = wordings[place_of(wordings, cited.newest.number)] if wordings else None
    edit = wording.came if wording and wording.came and wording.came.is_edit else None
    capture = edit.capture if edit and edit.capture in captures else captures[0] if captures else None
    captured = capture.captured if capture else None
    cited, borrowed = _as_given_in(capture, cited, stated)
    return Citation(
        key=permalink(coverage.slug, entry.slug),
        title=_line(entry_label(cited)),
        names=tuple(map(_line, cited.byline)),
        liveblog=_line(about.headline or coverage.slug),
        publisher=_line(about.publisher) if about.publisher else None,
        day=known_date(cited.published, clock)[:10],
        published=_moment(cited.published, clock),
        address=_address(about.address, entry.anchor),
        captured_day=known_date(captured, clock)[:10],
        captured=_moment(captured, clock),
        evidence=evidence_of(capture) if capture else None,
        digest=capture.sha256[:SHORT] if capture else None,
        language=entry.language,
        remarks=(
            *(tell_doubts(capture, coverage.doubts) if capture else ()),
            *_remarks(cited, entry, captures, wordings, wording, stated.withdrawn_in),
            *borrowed,
            *differing(stated, clock),
            *(f"the other archive says: {_line(each)}" for each in tell_told(captures)),
            *_elsewhere(stated, clock),
            *_theirs(entry, cited, clock),
        ),
    )


def _as_given_in(capture: Capture | None, cited: Entry, stated: Statements) -> tuple[Entry, list[str]]:
    """The entry with the byline and the time of publication that a capture gives, else with those of the newest that
    gives any, which is told."""
    sighting = stated.beside(cited.newest, capture)
    if sighting is None:
        return cited, []
    own = sighting.seen
    told = []
    for fact in ("byline", "published"):
        if not getattr(own, fact) and getattr(cited, fact):
            told += [
                f"{_NAMES[fact]} as in {_line(each.name)}, not in this capture"
                for each, seen in reversed(stated.sightings)
                if getattr(seen, fact)
            ][:1]
    return replace(cited, byline=own.byline or cited.byline, published=own.published or cited.published), told


_NAMES = {"byline": "byline", "published": "time of publication", "updated": "last update"}


def _elsewhere(stated: Statements, clock: Clock) -> Iterator[str]:
    """What the keepers of other archives, which exported the entry, say otherwise."""
    for keepers in stated.keepers:
        said = "; ".join(
            "other words" if fact in _WORDS else f"{fact} {_line(value)}"
            for fact, value in keepers.said(lambda time: told_whole(time, clock))
        )
        yield f"[the keepers of another archive, not the publisher, say: {said}]"


def differing(stated: Statements, clock: Clock) -> Iterator[str]:
    """In which byline or time captures differ, and what each says."""
    for event in stated.differing:
        said = zip((event.before, event.capture), tell_facts(event, clock), strict=True)
        each = (f"{_line(what)} in {_line(where.name)}" for where, what in said if where)
        yield f"{_NAMES[event.change.value]} differs between captures: {', '.join(each)}"


def _address(page: str | None, anchor: str | None) -> str | None:
    """Where the publisher has the entry, as far as a capture shows it; else where it has the live blog."""
    address = urls.outbound(page)
    return f"{urldefrag(address).url}#{anchor}" if address and anchor else address


@dataclass(frozen=True, slots=True)
class CiteBox:
    """The citation of an entry, and the same for other programs as (name, text)."""

    plain: str
    forms: tuple[tuple[str, str], ...]


_ON_PAGES = (("Wikipedia", "wikipedia"), ("BibTeX", "bibtex"), ("RIS", "ris"))
"""The forms that an entry's page holds. (CSL-JSON would be as long as all of them; Zotero reads the page's head.)"""


def cite_box(coverage: Coverage, entry: Entry, clock: Clock, history: History | None = None) -> CiteBox:
    """What an entry's page gives of what `cite` gives; `clock` speaks English, as `cite` does."""
    stated = history.stated if history else NOTHING_STATED
    wordings = history.wordings if history else ()
    citation = citation_of(coverage, entry, clock, stated=stated, wordings=wordings)
    forms = tuple((name, FORMS[form](citation).replace("\r\n", "\n").rstrip("\n")) for name, form in _ON_PAGES)
    return CiteBox(FORMS[PLAIN](citation).rstrip("\n"), forms)


def _moment(time: Time | None, clock: Clock) -> str | None:
    if time is None:
        return None
    told = tell(time, clock)
    words = _IN_BRACKETS.sub(r", \1", _line(told.words))
    printed = _line(told.printed)
    return words if words.startswith(printed) else f"{printed} = {words}"


def number_told(number: int, entry: Entry) -> str:
    """The number of one of its revisions, and of how many; the latter not where others are not shown."""
    return str(number) if entry.has_unseen_words else f"{number} of {len(entry.revisions)}"


def _remarks(
    entry: Entry,
    whole: Entry,
    captures: tuple[Capture, ...],
    wordings: Sequence[Wording],
    wording: Wording | None,
    withdrawn_in: Capture | None,
) -> Iterator[str]:
    if len(whole.revisions) > 1 or entry.newest.number > 1:
        number, why = number_told(entry.newest.number, whole), " and ".join(why_several(wordings))
        if wording and wording.unordered > 1:
            yield f"revision {entry.newest.number}, one of {wording.unordered} wordings; which is older is not known"
        else:
            yield f"revision {number}" + (f", for {why}" if why else "")
    yield from tell_undisplayed(entry.newest.provenance, captures)
    yield from tell_unseen(entry.unseen)
    if entry.withdrawn:
        yield _line(entry.withdrawn) + (f", as seen in {_line(withdrawn_in.name)}" if withdrawn_in else "")
    if len(captures) > 1:
        yield f"the same words in {len(captures) - 1} more capture{'s' if len(captures) > 2 else ''}"


def _theirs(entry: Entry, cited: Entry, clock: Clock) -> Iterator[str]:
    """What the keepers of the archive say otherwise; of an older revision, what is not said of the newest words."""
    of_newest = () if cited.newest is entry.newest else ("headline", "updated", *_WORDS)
    said = [
        "other words are shown in the place of these" if fact in _WORDS else f"{fact} {_line(value)}"
        for fact, value in tell_theirs(entry, clock)
        if fact not in of_newest
    ]
    if said:
        yield f"[the keepers of the archive, not the publisher, say: {'; '.join(dict.fromkeys(said))}]"


_WORDS = ("words", "words altered by hand")


def _line(text: str) -> str:
    return " ".join(shown(text).split())
