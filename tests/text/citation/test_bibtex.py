"""Is BibTeX read by a BibTeX parser as what it was written from?"""

from __future__ import annotations

import bibtexparser
import pytest
from hypothesis import given

from backfile.text.citation.bibtex import bibtex
from backfile.text.citation.source import Citation
from tests.text.citation.citations import BARE, CITATIONS, WEIR

PLAIN = {r"\&": "&", r"\%": "%", r"\_": "_", r"\#": "#", r"\$": "$", r"\{": "{", r"\}": "}"}
NAMED = {r"\textbackslash{}": "\\", r"\textasciitilde{}": "~", r"\textasciicircum{}": "^"}


def read(text: str) -> dict[str, str]:
    """The fields of the one entry, as a parser sees them."""
    library = bibtexparser.parse_string(text)  # type: ignore[attr-defined]
    assert not library.failed_blocks
    (entry,) = library.entries
    assert entry.entry_type == "online"
    return {field.key: field.value for field in entry.fields}


def spoken(value: str) -> str:
    """What LaTeX sets."""
    for written, meant in (*NAMED.items(), *PLAIN.items()):
        value = value.replace(written, f"\0{ord(meant)}\0")
    value = value.replace("{", "").replace("}", "")
    pieces = value.split("\0")
    return "".join(chr(int(piece)) if at % 2 else piece for at, piece in enumerate(pieces))


def test_a_parser_reads_all_fields() -> None:
    fields = read(bibtex(WEIR))
    assert spoken(fields["title"]) == WEIR.title
    assert fields["author"] == "{Nellie Bly} and {Egon Erwin Kisch}"
    assert spoken(fields["maintitle"]) == WEIR.liveblog
    assert (fields["date"], fields["year"], fields["urldate"]) == ("2022-10-05", "2022", "2022-10-06")
    assert fields["url"] == "https://news.example/live/river?a=1&b=%7B2%7D#weir"
    assert spoken(fields["note"]) == WEIR.note


@given(CITATIONS)
def test_no_headline_breaks_the_entry(citation: Citation) -> None:
    fields = read(bibtex(citation))
    assert spoken(fields["title"]) == citation.title
    assert spoken(fields["author"]) == citation.names[0]


def test_what_is_not_known_has_no_field() -> None:
    assert read(bibtex(BARE)).keys() == {"title", "maintitle", "note"}


@pytest.mark.parametrize(("key", "written"), [("a/b-c", "a/b-c"), ("Ärger/über,{x}", "-rger/-ber-x-")])
def test_a_key_holds_nothing_that_ends_it(key: str, written: str) -> None:
    from dataclasses import replace

    assert bibtex(replace(BARE, key=key)).startswith(f"@online{{{written},\n")
