"""Which forms of citation need no CSL processor? The table that the command and the pages share."""

from __future__ import annotations

from collections.abc import Callable

from backfile.text.citation.bibtex import bibtex
from backfile.text.citation.csl import csl_json
from backfile.text.citation.ris import ris
from backfile.text.citation.source import Citation, plain
from backfile.text.citation.wikipedia import wikipedia

PLAIN = "plain"

FORMS: dict[str, Callable[[Citation], str]] = {
    PLAIN: plain,
    "csl-json": csl_json,
    "bibtex": bibtex,
    "ris": ris,
    "wikipedia": wikipedia,
}
"""Each gives text with its line end."""
