"""How do values become a page? Jinja2 with everything escaped, and what steers spelled out, before it is written.

The templates in theme/ are the only place where HTML is written; `|safe` stands there for rendered bodies alone.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from backfile.site.body import lower_headings
from backfile.site.shown import shown
from backfile.site.urls import ABOUT, HOME, SEARCH, SEARCH_DATA, SEARCH_PAGE_SCRIPT, SEARCH_SCRIPT, STYLE, relative

THEME = Path(__file__).with_name("theme")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)
"""The content security policy of every page: nothing is loaded from elsewhere, and nothing inline is run."""


def render_page(template: str, path: str, **values: object) -> str:
    """The page at `path` (from the top of the site) by one of the theme's templates."""
    places = {"home": HOME, "search": SEARCH, "about": ABOUT}
    places |= {"style": STYLE, "search_script": SEARCH_SCRIPT}
    places |= {"search_page_script": SEARCH_PAGE_SCRIPT, "search_data": SEARCH_DATA}
    links = {name: relative(path, target) for name, target in places.items()}
    return _environment().get_template(template).render(path=path, to=links, policy=POLICY, **values)


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
    return environment


def _finalize(value: object) -> object:
    """Every text that a template shows, before it is escaped; HTML that was marked safe passes."""
    return shown(value) if isinstance(value, str) and not hasattr(value, "__html__") else value
