"""How is an entry cited, and do these words stand in it?"""

from __future__ import annotations

from dataclasses import dataclass

from backfile.desk.find import Shown, show
from backfile.errors import Usage
from backfile.model.entry import Revision
from backfile.site.cited import citation_of
from backfile.site.times import Clock
from backfile.text.citation.formatted import SHORT_NAMES, formatted
from backfile.text.citation.forms import FORMS, PLAIN
from backfile.text.citation.source import Citation
from backfile.text.comparing import find_verbatim
from backfile.text.markdown import words
from backfile.text.quotes import as_quote
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import read_settings

STYLES = (*FORMS, *SHORT_NAMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A citation, its text in the style that was asked for, and the revision that holds the words, if any were given.

    `newest` says that this revision is the last.
    """

    citation: Citation
    text: str
    revision: int | None = None
    newest: bool = True


def cite(workspace: Workspace, reference: str, style: str = PLAIN, quote: str | None = None) -> Cited | None:
    """The citation of the entry that is named as for `show`; None when the quote stands in none of its wordings.

    Of several wordings that hold the quote it is the newest. Raises Usage for a style that nobody knows, and for a
    quote without a word.
    """
    shown = show(workspace, reference, withheld=False)
    revision = None
    if quote is not None:
        revision = _find_quote(shown, quote)
        if revision is None:
            return None
    clock = Clock.of(read_settings(workspace.root).zone)
    citation = citation_of(shown.coverage, shown.entry, clock, revision)
    text = FORMS[style](citation) if style in FORMS else formatted(citation, style) + "\n"
    return Cited(
        citation=citation,
        text=text,
        revision=revision.number if revision else None,
        newest=revision is None or revision is shown.entry.newest,
    )


def _find_quote(shown: Shown, text: str) -> Revision | None:
    """The newest wording of the publisher's in which the words stand."""
    quote = as_quote(text)
    if not quote.pieces:
        raise Usage("--quote", "holds no words", "give the words that you quote")
    for revision in reversed(shown.entry.revisions):
        if any(find_verbatim(quote, text) for text in (words(revision.body), revision.headline or "")):
            return revision
    return None
