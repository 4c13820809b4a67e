"""How do values become a page? Jinja2 with everything escaped, and what steers spelled out, before it is written.

The templates in theme/ are the only place where HTML is written; `|safe` stands there for rendered bodies and
escaped data alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from backfile.site.body import lower_headings
from backfile.site.places import day_page, name_key, name_page
from backfile.site.shown import shown
from backfile.site.times import tell_day
from backfile.site.urls import (
    ABOUT,
    CHART,
    HOME,
    LISTS_STYLE,
    SEARCH,
    SEARCH_DATA,
    SEARCH_PAGE_SCRIPT,
    SEARCH_SCRIPT,
    STYLE,
    relative,
    similar,
)

THEME = Path(__file__).with_name("theme")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)
"""The content security policy of every page: nothing is loaded from elsewhere, and nothing inline is run."""

_PLACES = {
    "home": HOME,
    "search": SEARCH,
    "about": ABOUT,
    "style": STYLE,
    "lists_style": LISTS_STYLE,
    "chart": CHART,
    "search_script": SEARCH_SCRIPT,
    "search_page_script": SEARCH_PAGE_SCRIPT,
    "search_data": SEARCH_DATA,
}


def render_page(template: str, path: str, **values: object) -> str:
    """The page at `path` (from the top of the site) by one of the theme's templates."""
    return _render(template, path, {name: relative(path, place) for name, place in _PLACES.items()}, values)


def render_anywhere(template: str, path: str, below: str, **values: object) -> str:
    """The same for a page that is shown in the place of others: its links begin at `below`, where the site stands."""
    return _render(template, path, {name: below + place for name, place in _PLACES.items()}, values)


def _render(template: str, path: str, links: Mapping[str, str], values: Mapping[str, object]) -> str:
    shown_with = {"path": path, "to": links, "up": "../" * path.count("/"), "policy": POLICY}
    return _environment().get_template(template).render(shown_with | dict(values))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(THEME),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["lower_headings"] = lower_headings
    environment.filters |= {"name_page": name_page, "day_page": day_page, "similar": similar, "tell_day": tell_day}
    environment.tests["to_be_seen"] = lambda name: bool(name_key(name))
    return environment


def _finalize(value: object) -> object:
    """Every text that a template shows, before it is escaped; HTML that was marked safe passes."""
    return shown(value) if isinstance(value, str) and not hasattr(value, "__html__") else value
