"""How much of a live blog's words may others read? The one place where they are cut.

All that a site is made of (pages, Markdown, feeds, search data, metadata) is made of what is given here, so that no
output can say more than another.
"""

from __future__ import annotations

from dataclasses import replace

from backfile.model.decision import Corrected
from backfile.model.entry import Coverage, Entry, Revision
from backfile.text.markdown import escape, words
from backfile.workspace.settings import FULL

LONGEST = 280
"""Characters of an excerpt, with the mark at its end: about what news agencies and search engines quote."""

_SHORTEST = 200  # where no blank stands between this and the end, as in Chinese, a word is cut
_MARK = " […]"
_ESCAPED_MARK = escape(f"x{_MARK}")[1:]


def as_published(coverage: Coverage, publish: str) -> Coverage:
    """The live blog with its words cut, unless it is published in full. What was cut already stays as it is."""
    if publish == FULL:
        return coverage
    return replace(
        coverage,
        liveblog=replace(coverage.liveblog, summary=_cut_paragraphs(coverage.liveblog.summary)),
        entries=tuple(_cut_entry(entry) for entry in coverage.entries),
    )


def is_cut(entry: Entry) -> bool:
    """Does the entry end with the mark of an excerpt? (Where a publisher wrote it, there is more elsewhere too.)"""
    return entry.body.endswith(_ESCAPED_MARK)


def cut(text: str) -> str:
    """The beginning of a text, at most `LONGEST` characters, ended between two words where there are any.

    >>> cut("A short text stays."), len(cut("bridge " * 100)), cut("bridge " * 100)[-10:]
    ('A short text stays.', 276, 'bridge […]')
    """
    if len(text) <= LONGEST:
        return text
    room = LONGEST - len(_MARK)
    between = max(text.rfind(blank, _SHORTEST, room + 1) for blank in " \n\t\u3000")
    return text[: between if between >= 0 else room].rstrip(" \n\t\u3000,;:–—-") + _MARK


def _cut_entry(entry: Entry) -> Entry:
    return replace(
        entry,
        revisions=tuple(_cut_revision(revision) for revision in entry.revisions),
        altered=None if entry.altered is None else _cut_body(entry.altered),
        corrected=_cut_corrected(entry.corrected),
    )


def _cut_corrected(corrected: Corrected | None) -> Corrected | None:
    if corrected is None or corrected.body is None:
        return corrected
    return replace(corrected, body=_cut_body(corrected.body))


def _cut_revision(revision: Revision) -> Revision:
    return replace(revision, body=_cut_body(revision.body))


def _cut_body(body: str) -> str:
    text = words(body)
    return body if len(text) <= LONGEST else escape(cut(text))


def _cut_paragraphs(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    text = "\n\n".join(paragraphs)
    return paragraphs if len(text) <= LONGEST else tuple(cut(text).split("\n\n"))
