"""Do a draft's quotations stand in the archive, and did they stand there when it says?

Each quotation is looked up by the index in all revisions, and compared word by word. No quotation is called verbatim
that is not: of what the writer marks as left out or put in, the archive's own words are given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, suppress

from backfile.archive.held import list_liveblogs
from backfile.archive.liveblog_file import Index, read_index
from backfile.desk.quotations.claimed import claim_of, unchecked_of, with_unchecked
from backfile.desk.quotations.quoted import Lookup
from backfile.desk.quotations.verdicts import Checked, Proof, Verdict
from backfile.desk.search.asking import ask_index
from backfile.errors import BackfileError
from backfile.index.opening import OpenIndex
from backfile.index.parse import parse_query
from backfile.index.quoting import Quoting
from backfile.index.searching import search as search_index
from backfile.index.snapshot import Snapshot
from backfile.index.variants import fold_variants
from backfile.model.progress import Progress, silent
from backfile.model.search import Asked, Document
from backfile.text.claims import find_claims, find_dates
from backfile.text.dates import parse_zone
from backfile.text.quotes import find_quotes
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import read_settings
from backfile.workspace.variants import read_variants

_FEW = Asked(limit=5, all_revisions=True)


def prove(workspace: Workspace, draft: str, *, progress: Progress = silent) -> Proof:
    """Hold every quotation and every claim of time of a draft against the archive and its history."""
    settings = read_settings(workspace.root)
    quotes = find_quotes(draft)
    claims = find_claims(draft, quotes, parse_zone(settings.zone))
    dates = find_dates(draft, quotes)
    variants = fold_variants(read_variants(workspace.root))

    def look(held: OpenIndex) -> tuple[list[Checked], int]:
        def search(words: str) -> list[Document]:
            results = search_index(held, parse_query(words), words, _FEW, variants=variants) if words else None
            return [hit.document for hit in results.hits] if results else []

        with closing(Snapshot(held)) as snapshot:
            lookup = Lookup(workspace, Quoting(snapshot), search)
            found = [lookup.check(quote, claim_of(quote, claims)) for quote in progress("checking", quotes)]
            held_against = {id(each.claim) for each in found}
            alone = [claim for claim in claims if not claim.is_loose and id(claim) not in held_against]
            found = [with_unchecked(each, tuple(unchecked_of(each, dates, alone))) for each in found]
            return found + [lookup.look_for(claim, draft) for claim in alone], len(snapshot.newest)

    (checked, entries), notes = ask_index(workspace, settings.language, look, progress=progress)
    names = list_liveblogs(workspace.archive)
    incomplete = beyond = unread = 0
    if any(Verdict.NOT_HELD in (each.verdict, each.to_others) for each in checked):
        indexes = list(_indexes(workspace, names))
        incomplete = sum(map(_is_incomplete, indexes))
        beyond = sum(len(index.entries) for index in indexes) - entries
        unread = len(names) - len(indexes)
    return Proof(
        draft=draft,
        checked=tuple(sorted(checked, key=lambda each: each.start)),
        entries=entries,
        liveblogs=len(names),
        incomplete=incomplete,
        beyond=max(0, beyond),
        unread=unread,
        notes=(*notes, *(each.claim.note for each in checked if each.claim and each.claim.note)),
    )


def _indexes(workspace: Workspace, names: Sequence[Slug]) -> Iterator[Index]:
    for name in names:
        with suppress(BackfileError):  # one that is damaged is told of by the commands that read all of it
            yield read_index(workspace.archive / name)


def _is_incomplete(index: Index) -> bool:
    return index.liveblog.more or (index.liveblog.declared or 0) > len(index.entries)
