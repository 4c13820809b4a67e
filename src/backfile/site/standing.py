"""How does a page stand alone? One HTML file with its style and its script in it, which works from the disk.

Its policy names the one style and the one script by their digests; nothing else is run, and nothing is loaded. These
pages go to editors and courts, not to the readers of a site, so they are in English and have no looks of the user's.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from backfile.site.render import finalize

_FOLDER = Path(__file__).with_name("alone")


class Piece(NamedTuple):
    """A piece of a text, lit or not."""

    text: str
    lit: bool


def render_alone(template: str, script: str | None = None, **values: object) -> str:
    """The page by one of our templates, with a script of ours in it, or none."""
    style = _read("alone.css")
    run = _read(script) if script else ""
    policy = (
        f"default-src 'none'; script-src {_source(run) if run else chr(39) + 'none' + chr(39)}; "
        f"style-src {_source(style)}; base-uri 'none'; form-action 'none'"
    )
    page = _environment().get_template(template)
    return page.render(values, policy=policy, style=Markup(style), script=Markup(run))


def lit_pieces(text: str, stretches: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """The text in pieces, what stands in a stretch (characters, in any order) lit.

    >>> list(lit_pieces("one two", [(4, 7)]))
    [Piece(text='one ', lit=False), Piece(text='two', lit=True)]
    """
    at = 0
    for start, end in sorted(stretches):
        start = max(at, start)
        if end > start:
            yield from (Piece(text[at:start], lit=False),) if start > at else ()
            yield Piece(text[start:end], lit=True)
            at = end
    if at < len(text):
        yield Piece(text[at:], lit=False)


def _source(text: str) -> str:
    """A source of a policy (CSP Level 3): the digest of what stands between the tags."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


@cache
def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
