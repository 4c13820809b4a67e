"""What does the head of a page tell programs? Where it stands, what may be kept of it, and how to cite it.

Said only of what is published; the head of a private page asks to be left out and says no more. What the archive does
not know is left out: no time is that of a capture, and nobody but who signed an entry is its author.

The names are those that Google Scholar and Zotero read: citation_* (Highwire Press), DC.* (Dublin Core) and z:itemType.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backfile.model.entry import Coverage, Entry
from backfile.site import urls
from backfile.site.form import USUAL, Form
from backfile.site.schema_org import dump_data, entry_page_data, known_date, liveblog_data
from backfile.site.times import Clock
from backfile.site.views import entry_label
from backfile.text.markdown import words
from backfile.workspace.settings import PRIVATE, Settings

ATOM, JSON_FEED, MARKDOWN = "application/atom+xml", "application/feed+json", "text/markdown"
DESCRIPTION = 160
"""Characters of a description: about what search engines show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    """The same in another form: an address relative to the page."""

    type: str
    href: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands in the head of a page beside its title. `names` are (name, content); `data` is JSON-LD, escaped."""

    private: bool = True
    canonical: str = ""
    names: tuple[tuple[str, str], ...] = ()
    alternates: tuple[Alternate, ...] = ()
    data: str = ""


PRIVATE_HEAD = Head()


def head_of_page(path: str, settings: Settings, feeds: Sequence[str] = ()) -> Head:
    """The head of a page that speaks of the whole archive; `feeds` are the feeds that there are."""
    if settings.publish == PRIVATE:
        return PRIVATE_HEAD
    return Head(
        private=False,
        canonical=urls.absolute(settings.base_url, path),
        names=tuple(_rights(settings)),
        alternates=tuple(_feeds(path, feeds, settings.title)),
    )


def head_of_liveblog(
    coverage: Coverage, settings: Settings, clock: Clock, feeds: Sequence[str] = (), form: Form = USUAL
) -> Head:
    """The head of a live blog's page. The coverage is as it is published."""
    if settings.publish_of(coverage.slug) == PRIVATE:
        return PRIVATE_HEAD
    path, liveblog = urls.liveblog_page(coverage.slug), coverage.liveblog
    canonical = urls.absolute(settings.base_url, path)
    description = _description(" ".join(liveblog.summary))
    named = _names(
        description=description,
        title=liveblog.headline or coverage.slug,
        authors=(),
        publisher=liveblog.publisher,
        date="",
        canonical=canonical,
        source=liveblog.address,
        language=_language(coverage.entries),
        settings=settings,
    )
    return Head(
        private=False,
        canonical=canonical,
        names=tuple(named),
        alternates=tuple(_feeds(path, feeds, liveblog.headline or coverage.slug)),
        data=dump_data(liveblog_data(coverage, settings, clock, form)),
    )


def head_of_entry(coverage: Coverage, entry: Entry, settings: Settings, clock: Clock, form: Form = USUAL) -> Head:
    """The head of an entry's page."""
    alternates = (Alternate(type=MARKDOWN, href=f"{entry.slug}.md"),) if form.markdown else ()
    if settings.publish_of(coverage.slug) == PRIVATE:
        return Head(alternates=alternates)
    canonical = urls.absolute(settings.base_url, form.entry(coverage.slug, entry.slug))
    own = entry.as_captured  # what people corrected is not the publisher's, and programs take the head for theirs
    named = _names(
        description=_description(words(own.body)),
        title=entry_label(own),
        authors=own.byline,
        publisher=coverage.liveblog.publisher,
        date=known_date(own.published, clock),
        canonical=canonical,
        source=coverage.liveblog.address,
        language=entry.language,
        settings=settings,
    )
    data = entry_page_data(coverage, entry, settings, clock, form)
    return Head(private=False, canonical=canonical, names=tuple(named), alternates=alternates, data=dump_data(data))


def _names(
    *,
    description: str,
    title: str,
    authors: Sequence[str],
    publisher: str | None,
    date: str,
    canonical: str,
    source: str | None,
    language: str | None,
    settings: Settings,
) -> Iterator[tuple[str, str]]:
    day = date[:10]
    given = (
        ("description", description),
        ("z:itemType", "newspaperArticle"),  # Zotero would take what has a citation_title for a scholarly article
        ("citation_title", title),
        *(("citation_author", name) for name in authors),
        ("citation_publication_date", day.replace("-", "/")),
        ("citation_journal_title", publisher or ""),
        ("citation_publisher", publisher or ""),
        ("citation_public_url", canonical),
        ("citation_language", language or ""),
        ("DC.title", title),
        *(("DC.creator", name) for name in authors),
        ("DC.date", day),
        ("DC.publisher", publisher or ""),
        ("DC.identifier", canonical),
        ("DC.source", urls.outbound(source) or ""),
        ("DC.language", language or ""),
    )
    yield from ((name, " ".join(content.split())) for name, content in given if content)
    yield from _rights(settings)


def _rights(settings: Settings) -> Iterator[tuple[str, str]]:
    if settings.rights:
        yield "DC.rights", settings.rights


def _feeds(path: str, feeds: Sequence[str], title: str) -> Iterator[Alternate]:
    for feed in feeds:
        kind = ATOM if feed.endswith(".xml") else JSON_FEED
        yield Alternate(type=kind, href=urls.relative(path, feed), title=title)


def _description(text: str) -> str:
    line = " ".join(text.split())
    if len(line) <= DESCRIPTION:
        return line
    return (line[:DESCRIPTION].rpartition(" ")[0] or line[: DESCRIPTION - 1]).rstrip(" ,;:–—-") + "…"


def _language(entries: Sequence[Entry]) -> str | None:
    """The language of all entries of which one is known, where it is one and the same."""
    known = {entry.language for entry in entries if entry.language}
    return known.pop() if len(known) == 1 else None
