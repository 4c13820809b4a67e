"""How do values become a page? Jinja2 with everything escaped, and what steers spelled out, before it is written.

The templates, of theme/ here and of the user's own folder, are the only place where HTML is written; `|safe` stands
there for rendered bodies and escaped data alone. Nothing of a capture is ever a template.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache, partial
from pathlib import Path
from string import Formatter

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import TemplateError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.nodes import Expr
from markupsafe import Markup, escape

from backfile.site.body import lower_headings
from backfile.site.looks import SHIPPED, Look, OwnFiles, fault_of
from backfile.site.places import day_page, name_key, name_page
from backfile.site.shown import STEERING, shown
from backfile.site.urls import (
    ABOUT,
    ASSETS,
    CHART,
    HOME,
    LISTS_STYLE,
    SEARCH,
    SEARCH_HEAD,
    SEARCH_PAGE_SCRIPT,
    SEARCH_SCRIPT,
    SEARCH_STYLE,
    STYLE,
    WORDS_STYLE,
    relative,
    similar,
)
from backfile.site.wording import Words, words_of

THEME = Path(__file__).with_name("theme")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)
"""The content security policy of every page: nothing is loaded from elsewhere, and nothing inline is run."""

_POLICY_WITH_FONTS = POLICY.replace("base-uri", "font-src 'self'; base-uri")
_CALL = ("variable_begin", "name", "lparen", "string", "rparen", "variable_end")  # {{ say("…") }}
_TO_CHANGE = re.compile(f"[&<>\"'{STEERING}]")
_FAULTS = (TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)

_PLACES = {
    "home": HOME,
    "search": SEARCH,
    "about": ABOUT,
    "assets": ASSETS,
    "style": STYLE,
    "words_style": WORDS_STYLE,
    "lists_style": LISTS_STYLE,
    "search_style": SEARCH_STYLE,
    "chart": CHART,
    "search_script": SEARCH_SCRIPT,
    "search_page_script": SEARCH_PAGE_SCRIPT,
    "search_head": SEARCH_HEAD,
}


def render_page(template: str, path: str, look: Look = SHIPPED, **values: object) -> str:
    """The page at `path` (from the top of the site) by one of the theme's templates.

    Raises BackfileError for a template of the user's own that cannot be rendered.
    """
    return _render(template, path, look, _links(posixpath.dirname(path)), values)


def render_anywhere(template: str, path: str, below: str, look: Look = SHIPPED, **values: object) -> str:
    """The same for a page that is shown in the place of others: its links begin at `below`, where the site stands."""
    return _render(template, path, look, {name: below + place for name, place in _PLACES.items()}, values)


@cache
def _links(folder: str) -> Mapping[str, str]:
    """How the pages of a folder point to the site's own pages."""
    return {name: relative(posixpath.join(folder, "x"), place) for name, place in _PLACES.items()}


def _render(template: str, path: str, look: Look, links: Mapping[str, str], values: Mapping[str, object]) -> str:
    policy = _POLICY_WITH_FONTS if look.has_fonts else POLICY
    shown_with = {"path": path, "to": links, "up": "../" * path.count("/"), "policy": policy}
    try:
        return _environment(look).get_template(template).render(shown_with | dict(values))
    except _FAULTS as error:
        if look.folder is None:
            raise
        raise fault_of(error, look.folder, template) from error


@lru_cache(maxsize=4)
def _environment(look: Look) -> Environment:
    """The templates of a look. Another state of the user's folder is another look, so that none is kept too long."""
    shipped = FileSystemLoader(THEME)
    own: list[BaseLoader] = [OwnFiles(look.folder)] if look.folder else []
    environment = Environment(
        loader=ChoiceLoader([PrefixLoader({"shipped": shipped}), *own, shipped]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # or every page would ask the disk whether its template is another
    )
    words = words_of(look.language)
    environment.code_generator_class = _Escaping
    environment.html = _html  # type: ignore[attr-defined]  # for the code that _Escaping writes
    environment.add_extension(_Said)
    environment.globals["say"] = partial(_say, words)
    environment.globals["words"] = words
    environment.filters["lower_headings"] = lower_headings
    environment.filters |= {"name_page": name_page, "day_page": day_page, "similar": similar}
    environment.filters |= {"tell_day": words.day, "number": words.number}
    environment.tests["to_be_seen"] = lambda name: bool(name_key(name))
    return environment


class _Said(Extension):
    """Our own words without values become part of a template when it is read: `{{ say("search") }}` is then text.

    What stands in no table is left to fail where the page is made, for there file and line are told.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        words = self.environment.globals["words"]
        assert isinstance(words, Words)
        held: list[Token] = []
        for token in stream:
            fits = token.type == _CALL[len(held)] and (token.type != "name" or token.value == "say")
            if not fits:
                yield from held
                held = []
            if fits or token.type == _CALL[0]:
                held.append(token)
            else:
                yield token
            if len(held) == len(_CALL):
                key = held[_CALL.index("string")].value
                yield from [Token(token.lineno, "data", words.text(key))] if words.says(key) else held
                held = []
        yield from held


def _say(words: Words, key: str, **values: object) -> Markup:
    """Our own words as HTML, with the values escaped."""
    said: list[str] = []
    for literal, name in _pieces(words, key):
        said.append(literal)
        if name:
            said.append(escape(finalize(values[name])))
    return Markup("".join(said))


@cache
def _pieces(words: Words, key: str) -> tuple[tuple[str, str | None], ...]:
    """A text of the table, cut at its {places}: what stands before each, and its name."""
    return tuple((literal, name) for literal, name, _, _ in Formatter().parse(words.text(key)))


class _Escaping(CodeGenerator):
    """Writes what a template shows by one call where Jinja makes four: a site shows a million values.

    Should a later Jinja not ask for these, it escapes and finalizes by itself, and a site takes longer to build.
    """

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("(environment.html(")


def _html(value: object) -> str:
    """`finalize` and `escape`: nearly all texts are without anything to spell out or to escape."""
    if type(value) is str:
        return value if _TO_CHANGE.search(value) is None else escape(shown(value))
    return value if type(value) is Markup else escape(finalize(value))


def finalize(value: object) -> object:
    """Every text that a template shows, before it is escaped; HTML that was marked safe passes."""
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value
