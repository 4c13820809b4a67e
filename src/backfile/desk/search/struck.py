"""Which words of what is found did the publisher strike out? The index holds words alone; archive/ has how they stood.

Law: only entries of which the index says that words in them are struck are read for it.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from backfile.archive.held import read_entry
from backfile.errors import BackfileError
from backfile.model.permalink import slug_in
from backfile.model.search import STRUCK, Document, Hit, Results, Snippet
from backfile.text.markdown import find_struck, words

_AROUND = re.compile(r"\A… |(?<=\S) …\Z")


def with_struck(archive: Path, results: Results) -> Results:
    """The results, with what is struck out of their snippets. One whose file cannot be read keeps its snippet."""
    return replace(
        results,
        hits=tuple(_marked(archive, hit) for hit in results.hits),
        later=tuple(_marked(archive, hit) for hit in results.later),
    )


def _marked(archive: Path, hit: Hit) -> Hit:
    document = hit.document
    if STRUCK not in document.flags:
        return hit
    with suppress(BackfileError):  # a damaged file is told of by the commands that read it for itself
        body = _body(archive, document)
        return hit if body is None else replace(hit, snippet=mark_struck(hit.snippet, body))
    return hit


def _body(archive: Path, document: Document) -> str | None:
    """The Markdown that the words of a document were taken from; None where the archive has it no more.

    The newest words may be those that people put in the place of the publisher's, which takes reading the live blog.
    """
    slug = slug_in(document.permalink)
    if document.newest and (document.altered or document.corrected):
        from backfile.archive.coverage import read_coverage

        entries = read_coverage(archive, document.liveblog, []).entries
        return next((each.body for each in entries if each.slug == slug), None)
    entry = read_entry(archive, document.liveblog, slug)
    return next((each.body for each in entry.revisions if each.number == document.revision), None)


def read_struck(archive: Path, document: Document) -> tuple[tuple[int, int], ...]:
    """What is struck out of a document's text, as `struck_in_line` tells it; nothing where its file cannot be read."""
    with suppress(BackfileError):  # as above
        return struck_in_line(_body(archive, document) or "")
    return ()


def mark_struck(snippet: Snippet, body: str) -> Snippet:
    """The snippet with what is struck in it, by the Markdown that it was taken from."""
    passage = _AROUND.sub("", snippet.text)
    at = " ".join(words(body).split()).find(passage)
    if at < 0:
        return snippet
    lead = snippet.text.index(passage)
    within = ((max(start - at, 0), min(end - at, len(passage))) for start, end in struck_in_line(body))
    return replace(snippet, struck=tuple((start + lead, end + lead) for start, end in within if start < end))


def struck_in_line(body: str) -> tuple[tuple[int, int], ...]:
    """The stretches of Markdown's words that are struck out, in characters of these on one line, as passages are cut.

    >>> struck_in_line("It  rains. ~~Three  ships~~ Two ships")
    ((10, 21),)
    """
    text = words(body)
    struck = []
    for start, end in find_struck(body):
        # Blanks are joined on one line, and a stretch begins and ends with a word.
        first = len(" ".join(text[:start].split())) + (start > 0 and bool(text[:start].strip()) and _parts(text, start))
        last = first + len(" ".join(text[start:end].split()))
        if first < last:
            struck.append((first, last))
    return tuple(struck)


def _parts(text: str, at: int) -> bool:
    """Does a blank stand before this place, or at it?"""
    return text[at - 1].isspace() or text[at : at + 1].isspace()
