"""Of what is the browser's search made? The parts in theme/search/, each after modules of Python.

Those of CORE are joined to one script, for each request takes time; each of PARTS is one of its own, fetched by the
queries that need it. The tables of the modules that a part follows stand at its head, in the words of a script. Types
are told in comments, and those that several parts share beside them, in shapes-*.d.ts.

All are written out lean (site/lean.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from backfile import disk
from backfile.model.search import FIELDS, FILTERS, FLAGS, Postings
from backfile.site.lean import lean
from backfile.site.render import THEME
from backfile.site.shards.coding import dump_script, put
from backfile.text.fold import FOLDED, KEPT, MARKS, WORD
from backfile.text.spoken_dates import MONTHS, WEEKDAYS

CORE = ("core", "queries", "terms", "evaluation", "answers")
"""In this order: what runs while the script is read stands below what it uses."""

PARTS = (
    "words",
    "operators",
    "grammar",
    "dates",
    "patterns",
    "phrases",
    "endings",
    "times",
    "looser",
    "snippets",
    "suggest",
    "facets",
    "after",
)

_IN_PATTERNS = {  # what means the same characters in either language; what holds another comes first
    r"[^\W\d_]": r"[\p{L}\p{Nl}\p{No}]",
    r"[^\W_]": r"[\p{L}\p{N}]",
    r"[\w": r"[\p{L}\p{N}_",
    r"\w": r"[\p{L}\p{N}_]",
    r"\d": r"\p{Nd}",
    "(?P<": "(?<",
    ")*+": ")*",  # what never steps back, which a script cannot say
    ")++": ")+",
}


def join_search_script(postings: Postings) -> str:
    """The script that every search page loads: one function, that leaves nothing behind but `backfileSearch`."""
    core = "\n".join(_read(part) for part in CORE)
    tables = {
        "fields": FIELDS,
        "filters": FILTERS,
        "ranking": {key: held for key, held in postings.ranking.items() if key != "log2"},  # which a browser can reckon
    }
    begin = "(() => {\n"
    return lean(core.replace(begin, f"{begin}const TABLES = {dump_script(tables)};\n", 1))


def search_parts(postings: Postings) -> Iterator[tuple[str, str]]:
    """The name of each other part, and its script."""
    analysis = postings.analysis
    words = {
        "folded": _grouped(FOLDED),
        "kept": KEPT,
        "marks": MARKS,
        "word": _pattern(WORD.pattern),
        "token": _pattern(analysis["token"]),
        "cluster": _pattern(analysis["cluster"]),
        "unspaced": analysis["unspaced"],
        "composed": analysis["composed"],
    }
    tables: dict[str, Mapping[str, object]] = {
        "words": words,
        "grammar": {"meant": analysis["meant"], "flags": list(FLAGS)},
        "dates": {"months": MONTHS, "weekdays": WEEKDAYS},
        "endings": {"elided": _pattern(analysis["elided"])},
    }
    for part in PARTS:
        its = put(f"tables-{part}", tables[part]) if part in tables else ""
        yield f"part-{part}", its + lean(_read(part))


def script_pattern(pattern: str) -> str:
    r"""A pattern of `re` in the words of a script's, where it has the flag `u`.

    >>> print(script_pattern(r"(?P<year>\d{4})[^\W_]"))
    (?<year>\p{Nd}{4})[\p{L}\p{N}]
    """
    for python, script in _IN_PATTERNS.items():
        pattern = pattern.replace(python, script)
    return pattern


def _grouped(table: Mapping[str, str]) -> dict[str, str]:
    """What is folded to a text, all in one."""
    return {to: "".join(held for held, its in table.items() if its == to) for to in table.values()}


def _pattern(held: object) -> str:
    return script_pattern(str(held))


def _read(part: str) -> str:
    return disk.read_text(THEME / "search" / f"{part}.js")
