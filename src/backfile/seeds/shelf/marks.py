"""What does a capture hold, where a person has said what its pieces are? The reader's findings, cut along their marks.

What the reader found in a piece that stays as it was (the markup of the words, the instant of a time) is kept; of other
pieces there are the plain words, and a time is as it is printed, with no instant, for nobody said what it means.
Kept in seeds/ beside the capture, as `<file>.marks.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from backfile import disk
from backfile.errors import Damage
from backfile.model.capture import digest
from backfile.model.ledger import Label, Ledger, Span
from backfile.model.marks import Marks
from backfile.model.observation import LiveBlog, Observation, Provenance, Reading
from backfile.model.plain import dump, load
from backfile.model.time import Time
from backfile.seeds.printed.byline import parse_byline, parse_names, parse_signature
from backfile.seeds.shelf.names import MARKS
from backfile.seeds.shelf.sealed import sealed, unsealed
from backfile.text.markdown import escape

BY_HAND = "boundary by hand"
STALE = "the marks that were set by hand are for another text of this page, and were left out: mark it again"


def read_marks(seeds: Path, name: str) -> tuple[Marks, ...]:
    """The marks of a capture, a value a part; none where nobody set any. Raises Damage."""
    path = seeds / (name + MARKS)
    if not path.is_file():
        return ()
    try:
        plain = json.loads(disk.read_bytes(path))
        held = plain if isinstance(plain, list) else unsealed(plain)["marks"]  # lists are of before there were seals
    except (ValueError, RecursionError, KeyError, AttributeError) as error:
        raise Damage(path, f"holds no marks as they were written ({error})", "restore it from a backup") from error
    return load(tuple[Marks, ...], held, path)


def write_marks(seeds: Path, name: str, marks: tuple[Marks, ...]) -> None:
    """Keep the marks of a capture beside it; without any, none are kept."""
    path = seeds / (name + MARKS)
    if marks:
        disk.write(path, json.dumps(sealed({"marks": dump(marks)}), indent=1) + "\n")
    else:
        disk.remove(path)


def apply_marks(reading: Reading, all_marks: Iterable[Marks]) -> Reading:
    """The reading as a person cut it. Marks that are for another text are left out, and a warning says so."""
    texts = {part.name: part.text for part in reading.parts}
    for marks in all_marks:
        if marks.part in texts and digest(texts[marks.part]) == marks.text_sha256:
            reading = _cut(reading, marks, texts[marks.part])
        else:
            reading = replace(reading, warnings=(*reading.warnings, STALE))
    return reading


Pieces = Mapping[Label, list[tuple[int, int]]]
"""The places of one entry's pieces in the part, by what they are."""


def _cut(reading: Reading, marks: Marks, text: str) -> Reading:
    ends = [*(mark.start for mark in marks.marks[1:]), len(text)]
    pieces: dict[int | None, dict[Label, list[tuple[int, int]]]] = {}
    for mark, end in zip(marks.marks, ends, strict=True):
        pieces.setdefault(mark.entry, {}).setdefault(mark.label, []).append((mark.start, end))
    old = next(ledger for ledger in reading.ledgers if ledger.part == marks.part)
    was = _pieces_of(old)
    free = {each.key: each for each in reading.entries}
    entries: list[Observation] = []
    keys: dict[int | None, str] = {}
    renamed: dict[str, str] = {}
    for number in sorted(number for number in pieces if number is not None):
        found = _most_shared(pieces[number], was, free)
        made = _observe(reading, marks.part, text, pieces[number], found, was.get(found.key, {}) if found else {})
        if found is not None:
            del free[found.key]
            renamed[found.key] = made.key
        keys[number] = made.key
        entries.append(made)
    elsewhere = [each for each in free.values() if all(place.part != marks.part for place in each.provenance)]
    spans = tuple(
        _span(mark.start, end, mark.label, keys.get(mark.entry), old)
        for mark, end in zip(marks.marks, ends, strict=True)
    )
    ledgers = [
        Ledger(part=each.part, characters=each.characters, spans=spans)
        if each.part == marks.part
        else _rename(each, renamed)
        for each in reading.ledgers
    ]
    return replace(
        reading,
        liveblog=_about(reading, text, pieces.get(None, {}), was.get(None, {})),
        entries=(*entries, *elsewhere),
        ledgers=tuple(ledgers),
    )


def _pieces_of(ledger: Ledger) -> dict[str | None, dict[Label, list[tuple[int, int]]]]:
    pieces: dict[str | None, dict[Label, list[tuple[int, int]]]] = {}
    for span in ledger.spans:
        pieces.setdefault(span.entry, {}).setdefault(span.label, []).append((span.start, span.end))
    return pieces


def _most_shared(
    pieces: Pieces, was: Mapping[str | None, Pieces], free: Mapping[str, Observation]
) -> Observation | None:
    """The entry that the reader found where most of these characters stand."""
    shared = {
        key: sum(
            max(0, min(end, its_end) - max(start, its_start))
            for places in pieces.values()
            for start, end in places
            for its_places in was.get(key, {}).values()
            for its_start, its_end in its_places
        )
        for key in free
    }
    best = max(sorted(shared), key=lambda key: shared[key], default=None)
    return free[best] if best is not None and shared[best] else None


def _observe(
    reading: Reading, part: str, text: str, pieces: Pieces, found: Observation | None, was: Pieces
) -> Observation:
    if found is not None and pieces == was:
        return found

    def same(label: Label) -> bool:
        return found is not None and pieces.get(label) == was.get(label)

    def words(label: Label) -> str:
        return "\n\n".join(text[start:end].strip() for start, end in pieces.get(label, []))

    places = [place for each in pieces.values() for place in each]
    own = Provenance(
        capture=reading.capture.digest,
        part=part,
        start=min(start for start, _ in places),
        end=max(end for _, end in places),
        displayed=True,
    )
    others = tuple(place for place in found.provenance if place.part != part) if found else ()
    made = found or Observation(body="", provenance=())
    printed = " ".join(words(Label.TIME).split())
    signed = " ".join(words(Label.BYLINE).split())
    names = parse_signature(signed) or parse_byline(signed) or parse_names(signed) or ((signed,) if signed else ())
    return replace(
        made,
        headline=made.headline if same(Label.HEADLINE) else " ".join(words(Label.HEADLINE).split()) or None,
        byline=made.byline if same(Label.BYLINE) else names,
        published=made.published if same(Label.TIME) else Time(printed=printed, source=part) if printed else None,
        body=made.body if same(Label.ENTRY) else escape(words(Label.ENTRY)),
        provenance=(own, *others),
    )


def _span(start: int, end: int, label: Label, key: str | None, old: Ledger) -> Span:
    """A piece of the account; one that the reader cut so too keeps the reader's reason."""
    kept = next((each for each in old.spans if (each.start, each.end, each.label) == (start, end, label)), None)
    return Span(start=start, end=end, label=label, entry=key, reason=kept.reason if kept else BY_HAND)


def _rename(ledger: Ledger, renamed: Mapping[str, str]) -> Ledger:
    spans = (replace(each, entry=renamed.get(each.entry, each.entry) if each.entry else None) for each in ledger.spans)
    return replace(ledger, spans=tuple(spans))


def _about(reading: Reading, text: str, pieces: Pieces, was: Pieces) -> LiveBlog:
    about = reading.liveblog

    def words(label: Label) -> list[str]:
        return [text[start:end].strip() for start, end in pieces.get(label, [])]

    if pieces.get(Label.HEADLINE) != was.get(Label.HEADLINE):
        about = replace(about, headline=" ".join(" ".join(words(Label.HEADLINE)).split()) or None)
    if pieces.get(Label.SUMMARY) != was.get(Label.SUMMARY):
        paragraphs = (each for piece in words(Label.SUMMARY) for each in piece.split("\n\n"))
        about = replace(about, summary=tuple(each.strip() for each in paragraphs if each.strip()))
    return about
