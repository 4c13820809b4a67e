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
from backfile.site.wording import Words
from backfile.text.markdown import escape


def render_markdown(entry: Entry, view: EntryView, liveblog: LiveBlogView, words: Words) -> str:
    """The Markdown file of an entry."""
    return "\n\n".join(_blocks(entry, view, liveblog, words)) + "\n"


def _blocks(entry: Entry, view: EntryView, liveblog: LiveBlogView, words: Words) -> Iterator[str]:
    yield f"# {_line(entry.headline)}" if entry.headline else f"# ({words('no_headline')})"
    yield "  \n".join(_facts(view, liveblog, words))
    if view.withdrawn:
        yield f"**{words('withdrawn_colon')}** {words('withdrawn_by', how=_line(view.withdrawn))}"
    if view.others:
        yield words("others_not_shown")
    if view.altered:
        yield f"> **{words('altered_colon')} {words('altered_note')}**"
    if view.corrected:
        yield f"> **{words('corrected_colon')} {_line('; '.join(view.corrected))}**"
    yield shown(entry.body)
    if view.cut:
        yield f"*{words('cut')}*"
    yield "---"
    for source in view.sources:
        yield _source(source, words)


def _facts(view: EntryView, liveblog: LiveBlogView, words: Words) -> Iterator[str]:
    if view.byline:
        yield f"{words('by')} {_line(', '.join(view.byline))}"
    yield _moment(view.published) if view.published else words("time_not_given")
    if view.updated:
        yield f"{words('updated')} {_moment(view.updated)}"
    if view.history and view.history.unordered > 1:
        yield words("one_of_wordings", n=words.number(view.history.unordered))
    publisher = f", {_line(liveblog.publisher)}" if liveblog.publisher else ""
    yield f"{words('live_blog_colon')} {_line(liveblog.label)}{publisher}"
    if liveblog.address:
        yield f"{words('address')}: {_line(liveblog.address.text)}"


def _source(source: SourceView, words: Words) -> str:
    captured = source.capture.captured if source.capture else None
    return "  \n".join(
        (
            f"{words.all('capture')[0]}: {_line(source.capture.name) if source.capture else words('not_described')}",
            f"sha256: {source.digest}",
            f"{words('captured')}: {_moment(captured) if captured else words('not_known_when')}",
            f"{words('place')}: "
            + words("place_part_plain", part=_line(source.part), start=source.start, end=source.end),
        )
    )


def _moment(moment: Moment) -> str:
    """As printed, and what it means; where we print it in our own words, they are not said twice."""
    ours = moment.words.startswith(moment.printed)
    return _line(moment.words) if ours else f"{_line(moment.printed)} ({_line(moment.words)})"


@lru_cache(maxsize=4096)  # a live blog's names stand in each of its entries
def _line(text: str) -> str:
    return escape(shown(" ".join(text.split())))
