"""What do `--json` and the library give? Entries, times and results as plain data, in the forms that docs/ names."""

from __future__ import annotations

from collections.abc import Sequence

from backfile.desk.find import Shown, Source
from backfile.model.plain import dump
from backfile.model.search import Hit, Results
from backfile.model.time import Time
from backfile.text.markdown import words


def plain_time(time: Time | None) -> dict[str, object] | None:
    """A time as plain data, or None when it is not given."""
    if time is None:
        return None
    plain = dump(time)
    return {name: plain[name] for name in ("printed", "instant", "precision", "basis")}


def plain_hits(results: Results) -> dict[str, object]:
    """The answer to a query: the form of `search --json`. `marks` are the matches in the snippet, by character."""
    return {
        "query": results.query,
        "total": results.total,
        "undated": results.undated,
        "hits": [_plain_hit(hit) for hit in results.hits],
        "notes": list(results.notes),
    }


def plain_shown(shown: Shown, sources: Sequence[Source] | None) -> dict[str, object]:
    """One entry: the form of `show --json`. With `sources`, also the stretches of the captures it was read from."""
    entry, coverage = shown.entry, shown.coverage
    plain: dict[str, object] = {
        "permalink": shown.permalink,
        "liveblog": coverage.liveblog.headline,
        "publisher": coverage.liveblog.publisher,
        "address": coverage.liveblog.address,
        "headline": entry.headline,
        "byline": list(entry.byline),
        "published": plain_time(entry.published),
        "updated": plain_time(entry.updated),
        "text": words(entry.body),
        "altered": entry.altered is not None,
        "revisions": [
            {
                "revision": revision.number,
                "headline": revision.headline,
                "text": words(revision.body),
                "provenance": dump(revision.provenance),
            }
            for revision in entry.revisions
        ],
        "provenance": dump(entry.newest.provenance),
    }
    if sources is not None:
        plain["source"] = [
            {"capture": each.capture.name, "sha256": each.capture.digest, "part": each.part, "start": each.start}
            | {"end": each.end, "text": each.text}
            for each in sources
        ]
    return plain


def _plain_hit(hit: Hit) -> dict[str, object]:
    document = hit.document
    return {
        "permalink": document.permalink,
        "headline": document.headline,
        "liveblog": document.liveblog_headline,
        "byline": list(document.byline),
        "published": plain_time(document.published),
        "score": hit.score,
        "snippet": hit.snippet.text,
        "marks": [list(mark) for mark in hit.snippet.marks],
    }
