"""Is RIS read by a RIS parser as what it was written from?"""

from __future__ import annotations

import rispy
from hypothesis import given

from backfile.text.citation.ris import ris
from backfile.text.citation.source import Citation
from tests.text.citation.citations import BARE, CITATIONS, WEIR


def test_a_parser_reads_all_tags() -> None:
    (read,) = rispy.loads(ris(WEIR))
    assert read["type_of_reference"] == "BLOG"
    assert read["authors"] == list(WEIR.names)
    assert read["title"] == WEIR.title
    assert read["secondary_title"] == WEIR.liveblog
    assert read["publisher"] == WEIR.publisher
    assert (read["year"], read["date"]) == ("2022", "2022/10/05/")
    assert read["urls"] == [WEIR.address]
    assert read["notes"] == [WEIR.note]


@given(CITATIONS)
def test_no_headline_breaks_the_record(citation: Citation) -> None:
    (read,) = rispy.loads(ris(citation))
    assert read["title"] == citation.title
    assert read["authors"] == list(citation.names)


def test_what_is_not_known_has_no_tag() -> None:
    assert ris(BARE).split("\r\n") == [
        "TY  - BLOG",
        "TI  - A baker of the lower town …",
        "T2  - river-alder",
        "ID  - river-alder/bread",
        "N1  - time not given; time of capture not known; archived as river-alder/bread",
        "ER  - ",
        "",
    ]
