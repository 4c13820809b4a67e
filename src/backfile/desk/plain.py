"""What do `--json` and the library give? Entries, times and results as plain data, in the forms that docs/ names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from backfile.model.plain import dump
from backfile.model.search import FIELDS, Hit, Results
from backfile.model.time import Time
from backfile.text.markdown import find_struck, words

if TYPE_CHECKING:
    from backfile.desk.show import Shown, Source
    from backfile.model.capture import Capture, Digest
    from backfile.model.entry import Entry, Revision
    from backfile.model.history import Known


def plain_time(time: Time | None) -> dict[str, object] | None:
    """A time as plain data, or None when it is not given; where it means no instant, with why: `unclear`."""
    if time is None:
        return None
    plain = dump(time)
    why = {"unclear": time.doubt} if time.instant is None else {}
    return {name: plain[name] for name in ("printed", "instant", "precision", "basis")} | why


def plain_known(known: Known | None) -> dict[str, object] | None:
    """By when words are shown to exist, and why; None where nothing shows it."""
    return {"by": dump(known.by), "ground": known.ground.value, "time": plain_time(known.time)} if known else None


def plain_results(results: Results) -> dict[str, object]:
    """The answer to a query: the form of `search --json`. `later` is there only where an instant is asked for."""
    plain: dict[str, object] = {
        "query": results.query,
        "read": results.read,
        "total": results.total,
        "partly": results.partly,
        "undated": results.undated,
        "searched": results.searched,
        "suggestion": results.suggestion,
        "hits": [plain_hit(hit) for hit in results.hits],
        "facets": {
            facet: [{"value": value, "count": count} for value, count in values]
            for facet, values in results.facets.items()
        },
        "notes": list(results.notes),
    }
    if results.as_of is not None:
        hits = [plain_hit(hit) | {"by_people": hit.by_people} for hit in results.later]
        later = {"total": results.later_total, "hits": hits}
        plain |= {"as_of": dump(results.as_of), "later": later}
    return plain


def plain_revision(revision: Revision) -> dict[str, object]:
    """An entry's words as the publisher had them: one of the `revisions` of `show --json`."""
    return {
        "revision": revision.number,
        "headline": revision.headline,
        "text": words(revision.body),
        "struck": dump(find_struck(revision.body)),
        "provenance": dump(revision.provenance),
    }


def plain_shown(
    shown: Shown, sources: Sequence[Source] | None, of_revision: Callable[[Revision], object] = plain_revision
) -> dict[str, object]:
    """One entry: the form of `show --json`. With `sources`, also the stretches of the captures it was read from.

    All of it is the publisher's, but for `altered_text`, what somebody made of the words by hand, and `corrected`.
    """
    entry, coverage = shown.entry.as_captured, shown.coverage
    plain: dict[str, object] = {
        "permalink": shown.permalink,
        "liveblog": coverage.liveblog.headline,
        "publisher": coverage.liveblog.publisher,
        "address": coverage.liveblog.address,
        "headline": entry.headline,
        "byline": list(entry.byline),
        "published": plain_time(entry.published),
        "updated": plain_time(entry.updated),
        "language": entry.language,
        "tags": list(entry.tags),
        "text": words(entry.body),
        "struck": dump(find_struck(entry.body)),
        "altered": shown.entry.altered is not None,
        "altered_text": None if shown.entry.altered is None else words(shown.entry.altered),
        "corrected": plain_corrected(shown.entry),
        "withdrawn": entry.withdrawn,
        "withheld": entry.withheld,
        "withheld_captures": plain_withheld(coverage.withheld, coverage.captures_of(shown.entry.newest)),
        "unseen": list(entry.unseen),
        "evidence": shown.wording.evidence,
        "known": plain_known(shown.wording.known),
        "revisions": [of_revision(revision) for revision in entry.revisions],
        "provenance": dump(entry.newest.provenance),
    }
    if sources is not None:
        plain["source"] = [
            {"capture": each.capture.name, "sha256": each.capture.sha256, "part": each.part, "start": each.start}
            | {"end": each.end, "text": each.text}
            for each in sources
        ]
    return plain


def plain_withheld(withheld: Iterable[tuple[Digest, str]], showing: Iterable[Capture]) -> list[dict[str, str]]:
    """Which of these captures are withheld, and why."""
    sha256s = {capture.digest: capture.sha256 for capture in showing}
    found = {sha256s[its]: why for its, why in withheld if its in sha256s}
    return [{"sha256": its, "reason": why} for its, why in found.items()]


def plain_corrected(entry: Entry) -> dict[str, object] | None:
    """What people put in the place of what was captured, fact by fact, the tags that they added, and their notes."""
    theirs = entry.corrected
    if theirs is None:
        return None
    said: dict[str, object] = {
        "headline": entry.headline,
        "byline": list(entry.byline),
        "published": plain_time(entry.published),
        "updated": plain_time(entry.updated),
        "tags": list(entry.added_tags),
        "body": None if theirs.body is None else words(theirs.body),
    }
    named = {"text" if name == "body" else name: said[name] for name in theirs.fields}
    return {**named, "notes": list(theirs.notes)}


def plain_hit(hit: Hit) -> dict[str, object]:
    """One result: a line of `search --jsonl`. `marks` are the matches in the snippet, by character, `struck` what of it
    the publisher struck out; `partly` is true where the entry holds a part of what was asked for; `why` is there only
    where an explanation was asked for."""
    document = hit.document
    plain: dict[str, object] = {
        "permalink": document.permalink,
        "headline": document.headline,
        "liveblog": document.liveblog_headline,
        "publisher": document.publisher,
        "byline": list(document.byline),
        "published": plain_time(document.published),
        "language": document.language,
        "tags": list(document.tags),
        "revision": document.revision,
        "newest": document.newest,
        "altered": document.altered,
        "corrected": document.corrected,
        "known": dump(document.known),
        "partly": hit.partly,
        "score": hit.score,
        "snippet": hit.snippet.text,
        "marks": [list(mark) for mark in hit.snippet.marks],
        "struck": [list(stretch) for stretch in hit.snippet.struck],
    }
    if hit.why:
        plain["why"] = [dump(reason) | {"counts": dict(zip(FIELDS, reason.counts, strict=True))} for reason in hit.why]
    return plain


COLUMNS = (
    *"permalink headline liveblog publisher byline published published_printed".split(),
    *"language tags revision altered corrected partly score snippet".split(),
)
"""The keys of `flat_hit`, in its order."""


def flat_hit(hit: Hit) -> dict[str, object]:
    """One result as a row of a table: the columns of `search --csv`."""
    document, published = hit.document, plain_time(hit.published) or {}
    return {
        "permalink": document.permalink,
        "headline": document.headline or "",
        "liveblog": document.liveblog_headline or document.liveblog,
        "publisher": document.publisher or "",
        "byline": "; ".join(document.byline),
        "published": published.get("instant") or "",
        "published_printed": published.get("printed") or "",
        "language": document.language or "",
        "tags": "; ".join(document.tags),
        "revision": document.revision,
        "altered": document.altered,
        "corrected": document.corrected,
        "partly": hit.partly,
        "score": hit.score,
        "snippet": hit.snippet.text,
    }
