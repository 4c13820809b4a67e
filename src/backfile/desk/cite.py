"""How is an entry cited, and do these words stand in it?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from backfile.archive.history import read_wordings
from backfile.desk.acts.decided import check_heard
from backfile.desk.show import Shown, show
from backfile.errors import Usage
from backfile.model.entry import Revision
from backfile.model.evidence import tell_undisplayed
from backfile.model.history import place_of
from backfile.site.cited import citation_of
from backfile.site.times import Clock
from backfile.text.citation.formatted import SHORT_NAMES, formatted
from backfile.text.citation.forms import FORMS, PLAIN
from backfile.text.citation.source import Citation
from backfile.text.comparing import find_verbatim
from backfile.text.markdown import unstruck, words
from backfile.text.quotes import as_quote
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import read_settings

STYLES = (*FORMS, *SHORT_NAMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A citation, its text in the style that was asked for, and the revision that holds the words, if any were given.

    `newest` says that this revision is the last; `unordered`, of how many wordings it is one, of which nobody knows
    which are older; `struck`, that the publisher struck the words there, `since_struck`, that they stand in the newest
    words, struck out; `withdrawn`, that the whole entry is deleted or struck; `undisplayed`, that only the data of
    pages gives the words of the revision.
    """

    citation: Citation
    text: str
    revision: int | None = None
    newest: bool = True
    unordered: int = 1
    struck: bool = False
    since_struck: bool = False
    withdrawn: str | None = None
    undisplayed: bool = False


def cite(workspace: Workspace, reference: str, style: str = PLAIN, quote: str | None = None) -> Cited | None:
    """The citation of the entry that is named as for `show`; None when the quote stands in none of its wordings.

    Of several wordings that hold the quote it is the newest. Raises Usage for a style that nobody knows, and for a
    quote without a word.
    """
    shown = show(workspace, reference, withheld=False)
    check_heard(workspace, shown.coverage.slug)
    revision, struck = None, False
    if quote is not None:
        found = _find_quote(shown, quote)
        if found is None:
            return None
        revision, struck = found
    clock = Clock.of(read_settings(workspace.root).zone)
    wordings = read_wordings(shown.coverage, shown.entry)
    wording = wordings[place_of(wordings, (revision or shown.entry.newest).number)]
    citation = citation_of(shown.coverage, shown.entry, clock, revision, stated=shown.stated, wordings=wordings)
    if struck:
        citation = replace(citation, remarks=(*citation.remarks, "the quoted words are struck by the publisher"))
    text = FORMS[style](citation) if style in FORMS else formatted(citation, style) + "\n"
    return Cited(
        citation=citation,
        text=text,
        revision=revision.number if revision else None,
        newest=revision is None or revision is shown.entry.newest,
        since_struck=revision is not None and quote is not None and _is_struck(quote, shown.entry.newest),
        unordered=wording.unordered,
        struck=struck,
        withdrawn=shown.entry.withdrawn,
        undisplayed=any(tell_undisplayed(wording.revision.provenance, wording.captures)),
    )


def _is_struck(text: str, revision: Revision) -> bool:
    """Do the words stand in a revision only struck out?"""
    quote = as_quote(text)
    standing = (unstruck(revision.body), revision.headline or "")
    return not any(find_verbatim(quote, each) for each in standing) and bool(find_verbatim(quote, words(revision.body)))


def _find_quote(shown: Shown, text: str) -> tuple[Revision, bool] | None:
    """The newest wording of the publisher's in which the words stand, and whether they are struck there, as they are
    only where they stand in no other way."""
    quote = as_quote(text)
    if not quote.pieces:
        raise Usage("--quote", "holds no words", "give the words that you quote")
    for read, struck in ((unstruck, False), (words, True)):
        for revision in reversed(shown.entry.revisions):
            if any(find_verbatim(quote, text) for text in (read(revision.body), revision.headline or "")):
                return revision, struck
    return None
