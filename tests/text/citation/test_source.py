"""Does a citation say what is known, and that the rest is not?"""

from __future__ import annotations

from backfile.text.citation.source import note_sentence, plain
from tests.text.citation.citations import BARE, WEIR


def test_the_plain_form_says_all_there_is() -> None:
    text = plain(WEIR)
    told = (*WEIR.names, WEIR.title, WEIR.liveblog, WEIR.publisher, WEIR.day, WEIR.address, WEIR.published)
    told += (WEIR.captured, WEIR.evidence, WEIR.digest, WEIR.key, *WEIR.remarks)
    assert [each for each in told if str(each) not in text] == []


def test_what_is_not_known_is_said_or_left_out() -> None:
    assert plain(BARE) == (
        "“A baker of the lower town …”, river-alder. "
        "Time not given; time of capture not known; archived as river-alder/bread.\n"
    )
    assert note_sentence(BARE).startswith("Time not given; ")
