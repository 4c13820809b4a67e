"""Where does a quotation stand in the archive, or a sentence come near to what it holds?

What the index finds is compared word by word in the publisher's words alone; what people put in their place is looked
at, too, to be told apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from backfile.archive.coverage import read_coverage
from backfile.archive.history import read_wordings
from backfile.archive.stated import read_stated
from backfile.desk.quotations.judging import judge, known_by, runs_beside
from backfile.desk.quotations.verdicts import Checked, Held, Verdict
from backfile.desk.removal.withheld import read_withheld_words
from backfile.index.quoting import Quoting
from backfile.model.entry import Coverage, Entry
from backfile.model.history import Statements, place_of
from backfile.model.permalink import Permalink, liveblog_in, slug_in
from backfile.model.search import Document
from backfile.text.claims import Claim
from backfile.text.comparing import ALIKE, Stretch, find_near, find_verbatim, tokens
from backfile.text.fold import fold
from backfile.text.fold import words as fold_words
from backfile.text.markdown import unstruck, words
from backfile.text.quotes import Quote
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace

MOST_LOOKED_AT = 2_000
"""Documents in which a quotation of common words is looked for."""

NEAR_ENOUGH = 4
"""Where at most one in so many words of a quotation differs, nothing nearer is looked for."""

MOST_ASKED = 40
"""Words of a sentence without quotations that are searched for."""

MOST_SHOWN = 5
"""Entries that hold the same words, of which the one that had them first is named."""


_UNTIMELY = (Verdict.LATER, Verdict.UNDATED, Verdict.OTHERS_THEN)
"""What a time amid a sentence, which may be part of the story, does not show."""


class _Hidden(NamedTuple):
    """A document as people have it, as the publisher has it, and the folded words of the latter."""

    theirs: Document
    own: Document
    folds: frozenset[str]


class Lookup:
    """`search` gives the documents that a search for some words finds, best first."""

    def __init__(self, workspace: Workspace, quoting: Quoting, search: Callable[[str], Sequence[Document]]) -> None:
        self._workspace, self._quoting, self._search = workspace, quoting, search
        self._coverages: dict[Slug, Coverage] = {}
        self._statements: dict[Permalink, Statements] = {}

    def check(self, quote: Quote, claim: Claim | None) -> Checked:
        held = self._verbatim(quote)
        if held:
            if claim and claim.published:
                held = [self._with_stated(each) for each in held]
            checked = judge(quote, claim, held)
            if claim and claim.is_aside and checked.verdict in _UNTIMELY:
                checked = judge(quote, None, held)
            return self._stated(checked)
        theirs = next((each.theirs.permalink for each in self._hidden if _stands(quote, each.theirs)), None)
        nearest = self._stated(self._nearest(quote, claim))
        if theirs:
            return replace(nearest, verdict=Verdict.THEIRS, theirs=theirs)
        withheld = next((own for own, text in self._withheld if find_verbatim(quote, text)), None)
        if withheld:
            return replace(nearest, verdict=Verdict.WITHHELD, withheld=withheld, to_others=nearest.verdict)
        return nearest

    def _stated(self, checked: Checked) -> Checked:
        """With what each capture says of the entry that the verdict speaks of."""
        return replace(checked, held=self._with_stated(checked.held)) if checked.held else checked

    def _with_stated(self, held: Held) -> Held:
        if held.permalink not in self._statements:
            self._statements[held.permalink] = read_stated(self._workspace.archive, held.coverage, held.entry)
        return replace(held, stated=self._statements[held.permalink])

    def look_for(self, claim: Claim, draft: str) -> Checked:
        """A claim that quotes nothing, with the wording that a search for its sentence finds first: of those that are
        shown to exist by then, where there are any. That it means this one, nobody says but a reader."""
        sentence = f"{draft[claim.first : claim.start]} {draft[claim.end : claim.last]}"
        asked = " ".join(dict.fromkeys(word.fold for word in islice(fold_words(sentence), MOST_ASKED)))
        owned = (own for each in self._search(asked) if (own := self._own(each)))
        held = [each for own in owned if (each := self._held(own, own.text, ()))]
        in_time = [each for each in held if claim.by is not None and known_by(each) <= claim.by]
        nearest = next(iter(in_time or held), None)
        return Checked(quote=None, claim=claim, verdict=Verdict.UNQUOTED, held=nearest)

    def _verbatim(self, quote: Quote) -> list[Held]:
        """The wordings that hold the words, of at most MOST_SHOWN entries."""
        found: dict[Permalink, list[Held]] = {}
        for document in self._publishers(quote, islice(self._quoting.holding(quote.pieces), MOST_LOOKED_AT)):
            if len(found) == MOST_SHOWN and document.permalink not in found:
                continue
            for text in (document.text, document.headline or ""):
                stretches = find_verbatim(quote, text)
                if stretches is not None:
                    held = self._standing(quote, document, text, stretches)
                    found.setdefault(document.permalink, []).extend([held] if held else [])
                    break
        return [
            replace(each, stands=any(other.stands for other in group)) for group in found.values() for each in group
        ]

    def _standing(self, quote: Quote, document: Document, text: str, stretches: tuple[Stretch, ...]) -> Held | None:
        """The wording that holds the words, in a place where the publisher did not strike them, if there is one."""
        held = self._held(document, text, stretches)
        body = held.wording.revision.body if held else ""
        if held is None or "~~" not in body or text != words(body):
            return held
        open_ones = find_verbatim(quote, unstruck(body))
        return replace(held, struck=True) if open_ones is None else replace(held, stretches=open_ones)

    def _nearest(self, quote: Quote, claim: Claim | None) -> Checked:
        best: tuple[int, Document, str, tuple[Stretch, ...]] | None = None
        for document in self._publishers(quote, self._quoting.near(quote.pieces)):
            for text in (document.text, document.headline or ""):
                near = find_near(quote, tokens(text))
                if near.is_meant and (best is None or near.differing < best[0]):
                    best = near.differing, document, text, near.stretches
                    words = near.words
            if best is not None and best[0] * NEAR_ENOUGH <= words:
                break
        held = self._held(*best[1:]) if best else None
        if held is None:
            return Checked(quote=quote, claim=claim, verdict=Verdict.NOT_HELD)
        return Checked(quote=quote, claim=claim, verdict=Verdict.DIFFERS, held=held, runs=runs_beside(quote, held))

    def _publishers(self, quote: Quote, documents: Iterable[Document]) -> Iterator[Document]:
        """The documents in the publisher's words alone: first those whose words the index lacks, for it holds what
        people put in their place, as far as half of what is quoted is in them."""
        quoted = _folds(" ".join(quote.pieces))
        hidden = [each for each in self._hidden if len(quoted & each.folds) >= ALIKE * len(quoted)]
        yield from (each.own for each in hidden)
        for document in documents:
            own = self._own(document)
            if own is not None and not any(own == each.own for each in hidden):
                yield own

    @cached_property
    def _hidden(self) -> list[_Hidden]:
        """The documents of which the index holds other words than the publisher's."""
        owned = ((each, self._own(each)) for each in self._quoting.corrected())
        return [
            _Hidden(each, own, _folds(f"{own.headline or ''}\n{own.text}"))
            for each, own in owned
            if own and (own.text, own.headline) != (each.text, each.headline)
        ]

    @cached_property
    def _withheld(self) -> list[tuple[Permalink, str]]:
        """The words that the archive holds and the index does not, entry by entry."""
        return list(read_withheld_words(self._workspace))

    def _own(self, document: Document) -> Document | None:
        """A document in the publisher's words, whatever people made of them; None where the archive has it no more."""
        if not document.altered and not document.corrected:
            return document
        entry = self._entry(document)
        revision = entry.revision(document.revision) if entry else None
        if revision is None:
            return None
        return replace(document, headline=revision.headline, text=words(revision.body), altered=False)

    def _entry(self, document: Document) -> Entry | None:
        liveblog, slug = liveblog_in(document.permalink), slug_in(document.permalink)
        entry = next((each for each in self._coverage(liveblog).entries if each.slug == slug), None)
        return entry if entry and entry.revision(document.revision) else None

    def _coverage(self, liveblog: Slug) -> Coverage:
        if liveblog not in self._coverages:
            self._coverages[liveblog] = read_coverage(self._workspace.archive, liveblog, [])
        return self._coverages[liveblog]

    def _held(self, document: Document, text: str, stretches: tuple[Stretch, ...]) -> Held | None:
        """The wording of a document; None where the archive no longer has it."""
        entry = self._entry(document)
        if entry is None:
            return None
        coverage = self._coverage(Slug(document.liveblog))
        wordings = read_wordings(coverage, entry)
        wording = wordings[place_of(wordings, document.revision)]
        return Held(
            permalink=document.permalink,
            coverage=coverage,
            entry=entry,
            wording=wording,
            stands=wording.revision is entry.newest,
            text=text,
            stretches=stretches,
        )


def _folds(text: str) -> frozenset[str]:
    return frozenset(fold(token.text) for token in tokens(text) if token.is_word)


def _stands(quote: Quote, document: Document) -> bool:
    return any(find_verbatim(quote, text) for text in (document.text, document.headline or ""))
