"""What does a draft look like beside its sources? Its text, each quotation leading to what was found of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backfile.site.standing import Piece, lit_pieces, render_alone
from backfile.text.runs import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft, and where each finding speaks of it, in characters."""

    name: str
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found of one quotation. `tone` is good, fair or bad; `stretches` are lit in the entry's `text`."""

    number: int
    verdict: str
    sign: str
    tone: str
    quoted: str
    lines: tuple[str, ...]
    runs: tuple[Run, ...]
    facts: tuple[tuple[str, str], ...]
    address: str | None
    text: str
    stretches: tuple[tuple[int, int], ...]

    @property
    def source(self) -> list[Piece]:
        return list(lit_pieces(self.text, self.stretches))


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many quotations have a verdict."""

    verdict: str
    sign: str
    tone: str
    count: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of the draft; `number` is that of its finding, 0 for what is none."""

    text: str
    number: int = 0
    tone: str = ""
    sign: str = ""


def render_proof(
    draft: Draft, findings: Sequence[Finding], counts: Sequence[Count], *, summary: str, notes: Sequence[str]
) -> str:
    """The draft and its findings as one HTML file; `summary` says what the archive holds."""
    return render_alone(
        "proof.html",
        name=draft.name,
        pieces=list(_pieces(draft, findings)),
        findings=findings,
        counts=counts,
        summary=f"The archive holds {summary}.",
        notes=notes,
    )


def _pieces(draft: Draft, findings: Sequence[Finding]) -> Iterator[_Piece]:
    at = 0
    for (start, end), finding in zip(draft.spans, findings, strict=True):
        if start < at:
            continue
        yield _Piece(draft.text[at:start])
        yield _Piece(draft.text[start:end], finding.number, finding.tone, finding.sign)
        at = end
    yield _Piece(draft.text[at:])
