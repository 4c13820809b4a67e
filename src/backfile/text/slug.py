"""What is the part of an address that names this headline? The one place that issues slugs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from typing import Annotated, NewType

LONGEST = 80

DEVICES = frozenset(
    "con prn aux nul com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9".split()
)
"""Device names, which Windows gives to no file."""

RESERVED = DEVICES | frozenset(
    # pages of the site, and files of the archive, that stand where slugs stand
    "index search about assets day month year byline publisher tag revisions captures corrections readme theme feed "
    "sitemap robots 404 changes page".split()
)

_SHAPE = re.compile(rf"(?!(?:{'|'.join(sorted(RESERVED))})\Z)(?=.{{1,{LONGEST}}}\Z)[a-z0-9]+(?:-[a-z0-9]+)*")

Slug = NewType("Slug", Annotated[str, _SHAPE])
"""One path part: a-z, 0-9 and hyphens, at most `LONGEST` bytes, no name that a system or our site keeps."""


def is_slug(text: object) -> bool:
    """Is it what a slug looks like? What an archive says is one, and is none, must never be made a path of.

    >>> is_slug("one-small-step"), is_slug("../one-small-step"), is_slug("index")
    (True, False, False)
    """
    return isinstance(text, str) and _SHAPE.fullmatch(text) is not None


def slug(text: str, *, fallback: str, taken: Container[str] = (), longest: int = LONGEST) -> Slug:
    """A slug for `text` that is none of `taken`, cut at a word where it can be.

    `fallback` serves when nothing of the text can be spelled in ASCII, and "unnamed" when nothing of that can.
    A clash or a reserved name gets `-2`, `-3`, …

    >>> slug("Zürich: “no power” till Fri.", fallback="entry")
    'zurich-no-power-till-fri'
    >>> slug("Index", fallback="entry", taken={"index-2"})
    'index-3'
    """
    stem = _spell(text, longest) or _spell(fallback, longest) or "unnamed"
    number, candidate = 1, stem
    while candidate in RESERVED or candidate in taken:
        number += 1
        ending = f"-{number}"
        candidate = stem[: longest - len(ending)].rstrip("-") + ending
    return Slug(candidate)


def _spell(text: str, longest: int) -> str:
    from slugify import slugify  # what only reads slugs is not to wait for what spells them
    from text_unidecode import unidecode

    # slugify is given a bounded text: a headline of a million characters has a slug of its beginning.
    # It is told that the text is words, not HTML: "&#45;" is what a reader saw. And it is given ASCII, for it spells by
    # whichever of two libraries it finds, and a slug is to be the same on every machine.
    bare = unicodedata.normalize("NFKD", text[: 8 * longest].replace("'", "-"))
    return str(
        slugify(
            unidecode(bare).replace("'", ""),
            entities=False,
            decimal=False,
            hexadecimal=False,
            max_length=longest,
            word_boundary=True,
            save_order=True,
        )
    )
