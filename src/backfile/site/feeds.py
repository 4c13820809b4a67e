"""What can a feed reader follow? Atom (RFC 4287) and JSON Feed 1.1, of the whole archive and of each live blog.

Only what is published stands in them, and only with an address, which needs `base_url`. Atom demands a time of every
entry, so an entry without one stands in the JSON Feed alone: no time is made up, and none is that of a capture.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import nsmallest
from html import escape

from backfile.model.entry import Coverage, Entry
from backfile.model.time import Precision, Time
from backfile.site import urls
from backfile.site.body import render_body
from backfile.site.form import USUAL, Form
from backfile.site.metadata import ATOM, MARKDOWN
from backfile.site.published import is_cut
from backfile.site.shown import shown
from backfile.site.summary import Summary
from backfile.site.times import changed_at
from backfile.site.views import entry_label
from backfile.site.wording import Words, words_of
from backfile.text.slug import Slug
from backfile.workspace.settings import PRIVATE, Settings

NEWEST = 50
"""Entries in the feed of the whole archive; the feed of a live blog holds all of its entries."""

_OF_THE_CLOCK = (Precision.HOUR, Precision.MINUTE, Precision.SECOND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An entry in a feed; `instant` orders it, and is None where its day is not known."""

    coverage: Coverage
    entry: Entry
    instant: datetime | None


def liveblog_feeds(coverage: Coverage, settings: Settings, form: Form = USUAL) -> Iterator[tuple[str, str]]:
    """The feeds of a live blog, as it is published: paths and texts."""
    if settings.base_url and settings.publish_of(coverage.slug) != PRIVATE:
        title = coverage.liveblog.headline or coverage.slug
        page = urls.liveblog_page(coverage.slug)
        items = sorted(_items(coverage), key=_newest_first)
        yield from _feeds(title, page, urls.liveblog_feeds(coverage.slug), items, settings, form)


def archive_feeds(
    newest: Iterable[tuple[Coverage, Entry]], settings: Settings, form: Form = USUAL
) -> Iterator[tuple[str, str]]:
    """The feeds of the whole archive: paths and texts. The entries are those of `newest_shared`, as published."""
    if settings.base_url and settings.inviting:
        items = [Item(coverage=coverage, entry=entry, instant=changed_at(entry)) for coverage, entry in newest]
        yield from _feeds(settings.title, urls.HOME, urls.FEEDS, items, settings, form)


def newest_shared(summaries: Iterable[Summary], settings: Settings) -> list[tuple[Slug, Slug]]:
    """The live blogs and entries in the feeds of the whole archive, in their order; none where there are no feeds."""
    if not settings.base_url or not settings.inviting:
        return []
    rows = ((summary.liveblog.slug, row) for summary in _shared(summaries, settings) for row in summary.rows)
    newest = nsmallest(NEWEST, rows, key=lambda each: float("inf") if each[1].changed is None else -each[1].changed)
    return [(liveblog, row.slug) for liveblog, row in newest]


def feeds_of(coverage: Coverage, settings: Settings) -> tuple[str, ...]:
    """The paths of a live blog's feeds, as far as there are any."""
    if not settings.base_url or settings.publish_of(coverage.slug) == PRIVATE:
        return ()
    atom, json_feed = urls.liveblog_feeds(coverage.slug)
    return (atom, json_feed) if any(map(changed_at, coverage.entries)) else (json_feed,)


def feeds_of_all(summaries: Iterable[Summary], settings: Settings) -> tuple[str, ...]:
    """The paths of the feeds of the whole archive, as far as there are any."""
    if not settings.base_url or not settings.inviting:
        return ()
    dated = any(summary.outline.dated for summary in _shared(summaries, settings))
    return urls.FEEDS if dated else urls.FEEDS[1:]


def _shared(summaries: Iterable[Summary], settings: Settings) -> Iterator[Summary]:
    return (summary for summary in summaries if settings.publish_of(summary.liveblog.slug) != PRIVATE)


def _feeds(
    title: str, page: str, paths: Sequence[str], items: Sequence[Item], settings: Settings, form: Form
) -> Iterator[tuple[str, str]]:
    atom, json_feed = paths
    dated = [item for item in items if item.instant]
    if dated:
        yield atom, "".join(_atom(title, page, atom, dated, settings, form))
    yield json_feed, _json_feed(title, page, json_feed, items, settings, form)


# Atom: RFC 4287


def _atom(title: str, page: str, path: str, items: Sequence[Item], settings: Settings, form: Form) -> Iterator[str]:
    here = urls.absolute(settings.base_url, path)
    yield '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield _element("id", here)
    yield _element("title", title)
    yield _element("updated", _rfc3339(max(item.instant for item in items if item.instant)))
    yield _link("self", ATOM, here)
    yield _link("alternate", "text/html", urls.absolute(settings.base_url, page))
    yield f"<author>{_element('name', settings.title).strip()}</author>\n"
    if settings.rights:
        yield _element("rights", settings.rights)
    for item in items:
        yield from _atom_entry(item, settings, form)
    yield "</feed>\n"


def _atom_entry(item: Item, settings: Settings, form: Form) -> Iterator[str]:
    coverage, entry, words = item.coverage, item.entry, words_of(settings.language)
    own = entry.as_captured  # readers of a feed take its facts for the publisher's
    here = urls.absolute(settings.base_url, form.entry(coverage.slug, entry.slug))
    yield "<entry>\n"
    yield _element("id", here)
    yield _element("title", entry_label(own))
    if item.instant:
        yield _element("updated", _rfc3339(item.instant))
    if published := _at_the_clock(own.published):
        yield _element("published", published)
    for name in own.byline:
        yield f"<author>{_element('name', name).strip()}</author>\n"
    if not own.byline:  # or the feed's own author would be taken for the entry's
        yield f"<author>{_element('name', coverage.liveblog.publisher or words('author_not_known')).strip()}</author>\n"
    for tag in own.tags:
        yield f"<category term={_attribute(tag)}/>\n"
    yield _link("alternate", "text/html", here)
    if form.markdown:
        markdown_page = urls.absolute(settings.base_url, urls.entry_markdown(coverage.slug, entry.slug))
        yield _link("alternate", MARKDOWN, markdown_page)
    if source := urls.outbound(coverage.liveblog.address):
        yield _link("via", "text/html", source)
    yield f'<content type="html">{escape(_content(entry, words), quote=False)}</content>\n</entry>\n'


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(shown(' '.join(text.split())), quote=False)}</{name}>\n"


def _link(rel: str, kind: str, href: str) -> str:
    return f"<link rel={_attribute(rel)} type={_attribute(kind)} href={_attribute(href)}/>\n"


def _attribute(text: str) -> str:
    return f'"{escape(shown(" ".join(text.split())))}"'


# JSON Feed: https://www.jsonfeed.org/version/1.1/


def _json_feed(title: str, page: str, path: str, items: Sequence[Item], settings: Settings, form: Form) -> str:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": shown(title),
        "home_page_url": urls.absolute(settings.base_url, page),
        "feed_url": urls.absolute(settings.base_url, path),
        "description": shown(settings.rights),
        "items": [_json_item(item, settings, form) for item in items],
    }
    return json.dumps({key: value for key, value in feed.items() if value != ""}, ensure_ascii=False, indent=1) + "\n"


def _json_item(item: Item, settings: Settings, form: Form) -> dict[str, object]:
    coverage, entry = item.coverage, item.entry
    here = urls.absolute(settings.base_url, form.entry(coverage.slug, entry.slug))
    publisher = coverage.liveblog.publisher
    own = entry.as_captured
    authors = own.byline or ((publisher,) if publisher else ())
    told: dict[str, object] = {
        "id": here,
        "url": here,
        "external_url": urls.outbound(coverage.liveblog.address),
        "title": shown(own.headline) if own.headline else None,
        "content_html": _content(entry, words_of(settings.language)),
        "date_published": _at_the_clock(own.published),
        "date_modified": _at_the_clock(own.updated),
        "authors": [{"name": shown(name)} for name in authors],
        "tags": [shown(tag) for tag in own.tags],
        "language": entry.language,
    }
    return {key: value for key, value in told.items() if value or key == "content_html"}


# What both say of an entry


def _content(entry: Entry, words: Words) -> str:
    """The words as HTML, with what has to be said of them."""
    notes = (
        *((f"{words('altered_colon')} {words('altered_note')}",) if entry.altered is not None else ()),
        *((words("corrected_colon").rstrip(":") + ".",) if entry.corrected is not None else ()),
        *((f"{words('withdrawn_colon')} {words.phrase(entry.withdrawn)}.",) if entry.withdrawn else ()),
    )
    before = "".join(f"<p><strong>{escape(note, quote=False)}</strong></p>\n" for note in notes)
    after = f"\n<p><em>{escape(words('cut'), quote=False)}</em></p>" if is_cut(entry) else ""
    return before + render_body(entry.body) + after


def _items(coverage: Coverage) -> list[Item]:
    return [Item(coverage=coverage, entry=entry, instant=changed_at(entry)) for entry in coverage.entries]


def _newest_first(item: Item) -> float:
    """Sorted by this, those of no known day come last, in the order of the page."""
    return -item.instant.timestamp() if item.instant else float("inf")


def _at_the_clock(time: Time | None) -> str:
    """An instant whose hour is known; a day alone is not given the hour 00:00."""
    return _rfc3339(time.instant) if time and time.instant and time.precision in _OF_THE_CLOCK else ""


def _rfc3339(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".rjust(20, "0")
