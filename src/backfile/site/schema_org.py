"""What is a live blog in the words of schema.org? The publisher's LiveBlogPosting, which this archive keeps.

A data block says what the page shows, and leaves out what is not known. See https://schema.org/LiveBlogPosting.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from backfile.model.entry import Coverage, Entry
from backfile.model.time import Precision, Time
from backfile.site import urls
from backfile.site.form import USUAL, Form
from backfile.site.published import is_cut
from backfile.site.shown import shown
from backfile.site.times import Clock, tell
from backfile.text.characters import UNSAFE, numbered
from backfile.text.markdown import words
from backfile.workspace.settings import Settings

_IN_DATA = re.compile(f"[<>&{UNSAFE}]")
_SCHEMA = "https://schema.org"


def liveblog_data(coverage: Coverage, settings: Settings, clock: Clock, form: Form = USUAL) -> dict[str, Any]:
    """The LiveBlogPosting of schema.org: https://schema.org/LiveBlogPosting."""
    liveblog = coverage.liveblog
    return {"@context": _SCHEMA} | _without_nothing(
        {
            "@type": "LiveBlogPosting",
            "headline": shown(liveblog.headline) if liveblog.headline else None,
            "description": shown("\n\n".join(liveblog.summary)),
            "publisher": _publisher(liveblog.publisher),
            "url": urls.outbound(liveblog.address),
            "archivedAt": urls.absolute(settings.base_url, urls.liveblog_page(coverage.slug)),
            "isPartOf": _archive(settings),
            "liveBlogUpdate": [entry_data(coverage, entry, settings, clock, form) for entry in coverage.entries],
        }
    )


def entry_page_data(
    coverage: Coverage, entry: Entry, settings: Settings, clock: Clock, form: Form = USUAL
) -> dict[str, Any]:
    """The BlogPosting of an entry that stands alone, with the live blog it is part of."""
    liveblog = coverage.liveblog
    part_of = _without_nothing(
        {
            "@type": "LiveBlogPosting",
            "headline": shown(liveblog.headline) if liveblog.headline else None,
            "url": urls.outbound(liveblog.address),
            "archivedAt": urls.absolute(settings.base_url, urls.liveblog_page(coverage.slug)),
            "isPartOf": _archive(settings),
        }
    )
    return {"@context": _SCHEMA} | entry_data(coverage, entry, settings, clock, form) | {"isPartOf": part_of}


def entry_data(
    coverage: Coverage, entry: Entry, settings: Settings, clock: Clock, form: Form = USUAL
) -> dict[str, Any]:
    """The BlogPosting of an entry: the publisher's. What people altered or corrected in the archive is not in it."""
    own = entry.as_captured
    return _without_nothing(
        {
            "@type": "BlogPosting",
            "identifier": entry.slug,
            "headline": shown(own.headline) if own.headline else None,
            "description" if is_cut(own) else "articleBody": shown(words(own.body)),
            "datePublished": known_date(own.published, clock),
            "dateModified": known_date(own.updated, clock),
            "author": [{"@type": "Person", "name": shown(name)} for name in own.byline],
            "publisher": _publisher(coverage.liveblog.publisher),
            "inLanguage": entry.language,
            "keywords": [shown(tag) for tag in own.tags],
            "archivedAt": urls.absolute(settings.base_url, form.entry(coverage.slug, entry.slug)),
        }
    )


def dump_data(data: Mapping[str, Any]) -> str:
    r"""JSON that may stand in a page: nothing in it can end its element or a line.

    >>> print(dump_data({"headline": "</script>"}))
    {"headline": "\u003c/script\u003e"}
    """
    return _IN_DATA.sub(lambda found: numbered(found[0]), json.dumps(data, ensure_ascii=False))


def known_date(time: Time | None, clock: Clock) -> str:
    """As much as is known of a time, by ISO 8601 (2022-03-10T22:32Z, 2022-03-10, 2022-03); empty where nothing is."""
    return tell(time, clock).machine if time and time.precision is not Precision.INTERVAL else ""


def _publisher(name: str | None) -> dict[str, str] | None:
    return {"@type": "Organization", "name": shown(name)} if name else None


def _archive(settings: Settings) -> dict[str, Any]:
    return _without_nothing({"@type": "WebSite", "name": settings.title, "url": settings.base_url})


def _without_nothing(given: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in given.items() if value not in (None, "", [])}
