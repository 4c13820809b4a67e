"""Which headlines did a live blog have, and in which captures? An entry's own is a part of its words."""

from __future__ import annotations

from pathlib import Path

from backfile.archive.facts import compare_headlines
from backfile.archive.reading_file import CAPTURES, read_headline, short
from backfile.model.entry import Coverage
from backfile.model.history import LiveBlogHistory


def read_liveblog_history(archive: Path, coverage: Coverage) -> LiveBlogHistory:
    """What became of the live blog itself, as its captures show it. Raises Damage."""
    folder = archive / coverage.slug / CAPTURES
    captures = [(each, read_headline(folder / short(each.digest))) for each in coverage.captures]
    return LiveBlogHistory(
        slug=coverage.slug,
        headline=coverage.liveblog.headline,
        captures=tuple(captures),
        events=tuple(compare_headlines([(capture, said) for capture, said in captures if said])),
        doubts=coverage.doubts,
        withheld=coverage.withheld,
    )
