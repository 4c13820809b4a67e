"""Which entries does a pasted page hold, and what is every other line of it?

Law: no line is lost. A line belongs to an entry, to the head of the page, or is furniture with a reason; what no rule
claims is unrecognised. A page in which no boundary is found is one entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from backfile.model.capture import Capture, Part
from backfile.model.entry import LiveBlog, Observation, Provenance, Reading
from backfile.model.ledger import Label, Ledger, Span
from backfile.model.time import Time
from backfile.seeds.byline import parse_byline, parse_signature
from backfile.seeds.paste.cues import Line, Shape, cut_lines
from backfile.seeds.paste.layout import Boundary, find_boundaries, find_promos
from backfile.seeds.when import parse_time, resolve
from backfile.text.markdown import escape

READER = "pasted text 1"
PART = "text"


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a line is held to be. `entry` is the entry's number on the page, from 0."""

    label: Label
    reason: str
    entry: int | None = None


def read_paste(capture: Capture, text: str, zone: tzinfo | None = None) -> Reading:
    """The live blog of a pasted page, its entries in page order, and the account of every character.

    `zone` is that of the times printed on the page, if it is known.
    """
    every = cut_lines(text)
    claims: dict[int, _Claim] = {}
    for at, reason in find_promos(every).items():
        claims[at] = _Claim(Label.FURNITURE, reason)
    for at, line in enumerate(every):
        if line.shape is Shape.FURNITURE:
            claims.setdefault(at, _Claim(Label.FURNITURE, line.reason))
    kept = [at for at in range(len(every)) if at not in claims]
    lines = [every[at] for at in kept]

    boundaries = find_boundaries(lines) or _one_entry(lines)
    starts = [boundary.at for boundary in boundaries]
    headline, summary, head = _read_head(lines[: starts[0]] if starts else lines)
    found: list[_Claim] = head
    observations: list[Observation] = []
    spaced = any(line.gap for line in lines)
    for number, (boundary, end) in enumerate(zip(boundaries, (*starts[1:], len(lines)), strict=True)):
        observation, labels = _read_entry(lines[boundary.at : end], boundary, zone, spaced)
        place = Provenance(
            capture=capture.digest, part=PART, start=lines[boundary.at].start, end=lines[end - 1].end, displayed=True
        )
        observations.append(replace(observation, provenance=(place,)))
        found += [replace(claim, entry=number) for claim in labels]
    claims.update(zip(kept, found, strict=True))

    keys = [observation.key for observation in observations]
    spans = _account(text, every, claims, keys)
    return Reading(
        capture=capture,
        reader=READER,
        liveblog=LiveBlog(
            headline=headline, summary=summary, publisher=capture.publisher, address=capture.address
        ),
        entries=_join_repeats(observations),
        parts=(Part(name=PART, text=text),),
        ledgers=(Ledger(part=PART, characters=len(text), spans=spans),),
        warnings=() if len(boundaries) > 1 else ("no repeating boundary was found: the page is kept as one entry",),
    )


def _one_entry(lines: Sequence[Line]) -> tuple[Boundary, ...]:
    """No cue repeats: all text is one entry, below the headline of the page where more follows it."""
    if not lines:
        return ()
    return (Boundary(1 if len(lines) > 1 and lines[0].shape is Shape.HEADLINE else 0, "the first text of the page"),)


def _read_head(lines: Sequence[Line]) -> tuple[str | None, tuple[str, ...], list[_Claim]]:
    """What stands above the first entry: the headline of the page, its summary, and what nothing claims."""
    headline: str | None = None
    summary: list[str] = []
    claims: list[_Claim] = []
    lost = False
    for line in lines:
        if headline is None and not summary and line.shape is Shape.HEADLINE:
            headline = line.text
            claims.append(_Claim(Label.HEADLINE, "the first headline of the page"))
        elif line.shape is Shape.TEXT and not lost:
            summary.append(line.text)
            claims.append(_Claim(Label.SUMMARY, "text between the headline of the page and the first entry"))
        elif line.shape is Shape.TIME:
            claims.append(_Claim(Label.TIME, "a time that belongs to the page"))
        elif line.shape in (Shape.BYLINE, Shape.SIGNATURE):
            claims.append(_Claim(Label.BYLINE, "the authors of the page"))
        else:
            lost = True  # what follows it need not be the summary
            claims.append(_Claim(Label.UNRECOGNISED, "above the first entry, and nothing tells what it is"))
    return headline, tuple(summary), claims


def _read_entry(
    lines: Sequence[Line], boundary: Boundary, zone: tzinfo | None, spaced: bool
) -> tuple[Observation, list[_Claim]]:
    """One entry and what each of its lines is: time, headline and byline at its head, a signature at its end.

    `spaced`: the page sets blank lines between its paragraphs, so that lines without one are one paragraph.
    """
    published: Time | None = None
    headline: str | None = None
    byline: tuple[str, ...] = ()
    paragraphs = ""
    claims: list[_Claim] = []
    for at, line in enumerate(lines):
        last = at == len(lines) - 1
        names = parse_signature(line.text) if last and at and line.shape is Shape.SIGNATURE else None
        if line.shape is Shape.BYLINE and (last or not paragraphs) and not byline:
            names = parse_byline(line.text)
        printed = parse_time(line.text) if line.shape is Shape.TIME and published is None and not paragraphs else None
        if printed is not None:
            published = resolve(printed, PART, zone)
            claims.append(_Claim(Label.TIME, "the time printed with the entry"))
        elif headline is None and not paragraphs and line.shape is Shape.HEADLINE and not last:
            headline = line.text
            claims.append(_Claim(Label.HEADLINE, boundary.reason))
        elif names and (paragraphs or not last):
            byline = names
            claims.append(_Claim(Label.BYLINE, "the names that sign the entry"))
        else:
            joint = "\n\n" if line.gap or not spaced else "\n"
            paragraphs += (joint if paragraphs else "") + line.text
            claims.append(_Claim(Label.ENTRY, boundary.reason))
    observation = Observation(
        headline=headline, byline=byline, published=published, body=escape(paragraphs), provenance=()
    )
    return observation, claims


def _account(text: str, lines: Sequence[Line], claims: dict[int, _Claim], keys: Sequence[str]) -> tuple[Span, ...]:
    """A span for every run of lines that are the same thing; blanks belong to the line before them."""
    if not lines:
        blank = Span(start=0, end=len(text), label=Label.UNRECOGNISED, reason="nothing but blanks")
        return (blank,) if text else ()
    spans: list[Span] = []
    previous: _Claim | None = None
    for at, line in enumerate(lines):
        claim = claims[at]
        end = lines[at + 1].start if at + 1 < len(lines) else len(text)
        if claim == previous:
            spans[-1] = replace(spans[-1], end=end)
        else:
            entry = None if claim.entry is None else keys[claim.entry]
            start = line.start if spans else 0
            spans.append(Span(start=start, end=end, label=claim.label, entry=entry, reason=claim.reason))
        previous = claim
    return tuple(spans)


def _join_repeats(observations: Sequence[Observation]) -> tuple[Observation, ...]:
    """An entry that the page shows twice (pinned, or linked to) is one, seen in both places."""
    joined: dict[str, Observation] = {}
    for observation in observations:
        first = joined.get(observation.key)
        joined[observation.key] = (
            observation if first is None else replace(first, provenance=first.provenance + observation.provenance)
        )
    return tuple(joined.values())
