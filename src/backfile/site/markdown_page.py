"""What does the Markdown beside an entry's page say? The entry as a person would keep, quote or mail it.

The words are escaped as in the archive, so that any renderer shows exactly them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from backfile.model.entry import Entry
from backfile.site.shown import shown
from backfile.site.times import Moment
from backfile.site.views import EntryView, LiveBlogView, SourceView
from backfile.text.markdown import escape

CUT = "*The beginning of the entry. Its whole words are kept in the archive.*"
ALTERED = "Altered by hand since it was captured: these are not the publisher's words."


def render_markdown(entry: Entry, view: EntryView, liveblog: LiveBlogView) -> str:
    """The Markdown file of an entry."""
    return "\n\n".join(_blocks(entry, view, liveblog)) + "\n"


def _blocks(entry: Entry, view: EntryView, liveblog: LiveBlogView) -> Iterator[str]:
    yield f"# {_line(entry.headline)}" if entry.headline else "# (No headline)"
    yield "  \n".join(_facts(view, liveblog))
    if view.withdrawn:
        yield f"**Withdrawn:** {view.withdrawn}, by the newest capture that shows it."
    if view.altered:
        yield f"> **{ALTERED}**"
    yield shown(entry.body)
    if view.cut:
        yield CUT
    yield "---"
    for source in view.sources:
        yield _source(source)


def _facts(view: EntryView, liveblog: LiveBlogView) -> Iterator[str]:
    if view.byline:
        yield f"By {_line(', '.join(view.byline))}"
    yield _moment(view.published) if view.published else "Time not given"
    if view.updated:
        yield f"Updated {_moment(view.updated)}"
    publisher = f", {_line(liveblog.publisher)}" if liveblog.publisher else ""
    yield f"Live blog: {_line(liveblog.label)}{publisher}"
    if liveblog.address:
        yield f"Address: {_line(liveblog.address.text)}"


def _source(source: SourceView) -> str:
    captured = source.capture.captured if source.capture else None
    return "  \n".join(
        (
            f"Capture: {_line(source.capture.name) if source.capture else 'not described in this archive'}",
            f"sha256: {source.digest}",
            f"Captured: {_moment(captured) if captured else 'not known when'}",
            f"Place: part {_line(source.part)}, characters {source.start} to {source.end}",
        )
    )


def _moment(moment: Moment) -> str:
    return f"{_line(moment.printed)} ({_line(moment.words)})"


@lru_cache(maxsize=4096)  # a live blog's names stand in each of its entries
def _line(text: str) -> str:
    return escape(shown(" ".join(text.split())))
