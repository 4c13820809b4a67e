"""How is an entry cited, and do these words stand in it?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urldefrag

from backfile.archive.store import read_readings
from backfile.desk.capturing import held_bytes
from backfile.desk.find import Shown, show
from backfile.errors import Usage
from backfile.model.entry import Revision
from backfile.site import urls
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
    citation = citation_of(shown.coverage, shown.entry, clock, find_anchor(workspace, shown), revision)
    text = FORMS[style](citation) if style in FORMS else formatted(citation, style) + "\n"
    return Cited(
        citation=citation,
        text=text,
        revision=revision.number if revision else None,
        newest=revision is None or revision is shown.entry.newest,
    )


def find_anchor(workspace: Workspace, shown: Shown) -> str | None:
    """The address of the entry inside the publisher's page: where a capture has an element with the entry's id.

    None where no capture shows one: an address that leads nowhere is worse than that of the page.
    """
    about = urls.outbound(shown.coverage.liveblog.address)
    if about is None or not shown.entry.keys[0].startswith("id:"):
        return None
    places = {place for revision in shown.entry.revisions for place in revision.provenance}
    for reading in reversed(read_readings(workspace.archive, shown.coverage.slug)):
        for observation in reading.entries:
            if observation.publisher_id and not places.isdisjoint(observation.provenance):
                page = held_bytes(workspace.seeds, reading.capture)
                if _has_element(page, observation.publisher_id):
                    return f"{urldefrag(about).url}#{observation.publisher_id}"
    return None


def _has_element(page: bytes, its_id: str) -> bool:
    if not re.fullmatch(r"[\w:.-]+", its_id, re.ASCII):
        return False
    return re.search(rb"""\sid=(["']?)%s\1[\s>/]""" % its_id.encode("ascii"), page) is not None


def _find_quote(shown: Shown, text: str) -> Revision | None:
    """The newest wording in which the words stand. Words that somebody altered by hand are nobody's to quote."""
    quote = as_quote(text)
    if not quote.pieces:
        raise Usage("--quote", "holds no words", "give the words that you quote")
    for revision in reversed(shown.entry.revisions):
        if shown.entry.altered is not None and revision is shown.entry.newest:
            continue
        if any(find_verbatim(quote, text) for text in (words(revision.body), revision.headline or "")):
            return revision
    return None
