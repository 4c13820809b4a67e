"""How does LaTeX take a citation? As an entry of BibTeX with the fields that BibLaTeX knows too."""

from __future__ import annotations

import re

from backfile.text.citation.source import Citation

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "#$%&_"},
}
_TO_ESCAPE = re.compile(r"[\\{}~^#$%&_]")
# An address is read letter by letter by \url; only what would end its field stands by its code.
_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
_NOT_IN_A_KEY = re.compile(r"[^a-z0-9:/-]+")


def bibtex(citation: Citation) -> str:
    r"""The entry, of the kind `online`; names and titles stand in braces of their own, so that no style takes them
    apart. Letters beyond ASCII stay as they are: today's LaTeX reads UTF-8.
    """
    fields = {
        "author": " and ".join(f"{{{_text(name)}}}" for name in citation.names),
        "title": f"{{{_text(citation.title)}}}",
        "maintitle": f"{{{_text(citation.liveblog)}}}",
        "organization": f"{{{_text(citation.publisher)}}}" if citation.publisher else "",
        "date": citation.day,
        "year": citation.day[:4],
        "url": (citation.address or "").translate(_IN_ADDRESS),
        "urldate": citation.captured_day if len(citation.captured_day) == len("2022-03-10") else "",
        "langid": citation.language or "",
        "note": _text(citation.note),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    key = _NOT_IN_A_KEY.sub("-", citation.key.lower())
    return "\n".join((f"@online{{{key},", *lines, "}")) + "\n"


def _text(text: str) -> str:
    return _TO_ESCAPE.sub(lambda found: _SPECIAL[found[0]], " ".join(text.split()))
