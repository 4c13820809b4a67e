"""Are the entries of a page told apart by the layout that repeats most regularly, and promos set aside without loss?"""

from __future__ import annotations

from backfile.seeds.paste.aside import find_promos
from backfile.seeds.paste.cues import cut_lines
from backfile.seeds.paste.layout import Boundary, find_boundaries

TIMES = """\
The whole page

9:12 PM
Dome is safe
The dome has not been touched.

8:40 PM
Wind turns north
The wind has turned.

8:05 PM
Smoke is seen
A walker saw smoke.
"""

SIGNED = """\
the weir holds, and the keeper says so.
-ABC News' Orla Penhaligon
the ferry went over, and came back.
-ABC News' Teo Marchetti
the baker is awake.
-ABC News' Wim de Groot
"""


def starts(text: str) -> list[str]:
    lines = cut_lines(text)
    return [lines[boundary.at].text for boundary in find_boundaries(lines)]


def cues(text: str) -> list[str]:
    return [boundary.cue for boundary in find_boundaries(cut_lines(text))]


def promo(text: str) -> list[str]:
    lines = cut_lines(text)
    return [lines[at].text for at in sorted(find_promos(lines))]


def test_entries_begin_at_their_times() -> None:
    assert starts(TIMES) == ["9:12 PM", "8:40 PM", "8:05 PM"]
    assert set(cues(TIMES)) == {"a line with a time"}


def test_entries_begin_at_the_headline_where_the_time_stands_below_it() -> None:
    page = "The whole page\n\nDome is safe\n9:12 PM\nThe dome holds.\n\nWind turns north\n8:40 PM\nIt has turned.\n"
    assert starts(page) == ["Dome is safe", "Wind turns north"]
    assert find_boundaries(cut_lines(page))[1].confirmed == ("the shape of a headline",)


def test_a_time_that_is_printed_twice_begins_one_entry() -> None:
    page = TIMES.replace("9:12 PM\n", "9:12 PM\n9:12 PM\n").replace("8:40 PM\n", "8:40 PM\n20:40\n")
    assert promo(page) == []
    assert starts(page) == ["9:12 PM", "8:40 PM", "8:05 PM"]


def test_entries_begin_after_two_blank_lines_and_the_first_at_its_headline() -> None:
    page = "The page\n\nRain.\n\nDome is safe\n\nIt holds.\n\n\nWind turns north\n\nIt turned.\n\n\nSmoke rises\n\nYes."
    assert starts(page) == ["Dome is safe", "Wind turns north", "Smoke rises"]
    assert cues(page) == ["the last headline above the cue of the others", "two blank lines", "two blank lines"]


def test_wide_gaps_say_nothing_where_every_line_stands_so_far_apart() -> None:
    page = "The whole page\n\n\nDome is safe\n\n\nIt holds.\n\n\nWind turns north\n\n\nIt turned.\n\n\n"
    assert starts(page) == ["Dome is safe", "Wind turns north"]
    assert set(cues(page)) == {"the shape of a headline"}


def test_wide_gaps_may_stand_before_every_entry() -> None:
    page = "it rains here.\n\n\nit holds.\n\nand how.\n\n\nit turned.\n\nat last."
    assert starts(page) == ["it holds.", "it turned."]


def test_entries_without_headlines_begin_after_signatures() -> None:
    assert starts(SIGNED) == ["the ferry went over, and came back.", "the baker is awake."]
    assert set(cues(SIGNED)) == {"the signature before it"}


def test_the_first_signed_entry_begins_at_its_headline() -> None:
    page = "The whole page\nThe keeper speaks\n" + SIGNED
    assert starts(page)[0] == "The keeper speaks"


def test_a_page_in_which_nothing_repeats_has_no_boundaries() -> None:
    for page in ("", "0", "One line", "The whole page\nA sentence.", "a\nb\nc", "9:12 PM\nDome is safe\nIt holds."):
        assert find_boundaries(cut_lines(page)) == ()


def test_a_boundary_names_the_cue_that_drew_it_and_those_that_confirm_it() -> None:
    assert Boundary(0, "two blank lines").reason == "begins at two blank lines"
    told = Boundary(0, "two blank lines", ("the shape of a headline", "the signature before it")).reason
    assert told == "begins at two blank lines, confirmed by the shape of a headline and the signature before it"


def test_a_promo_is_its_title_twice_and_what_stands_close_to_it() -> None:
    page = "The whole page\n\nYears of Flood\nYears of Flood\nHow a town lives.\n\nDome is safe\n\nIt holds."
    assert promo(page) == ["Years of Flood", "Years of Flood", "How a town lives."]


def test_a_promo_ends_with_its_call_wherever_blank_lines_stand() -> None:
    tight = "The page\nYears of Flood\nYears of Flood\nHow a town lives.\nStream On Alder Plus\nDome is safe\nIt holds."
    for page in (tight, tight.replace("\n", "\n\n"), tight.replace("\n", "\n\n\n")):
        assert promo(page)[-1] == "Stream On Alder Plus"
        assert len(promo(page)) == 4


def test_without_a_call_or_a_gap_nothing_but_the_title_is_set_aside() -> None:
    page = "The whole page\nYears of Flood\nYears of Flood\nDome is safe\nIt holds.\nYes.\nWind turns north\nIt turned."
    assert promo(page) == ["Years of Flood", "Years of Flood"]
    assert promo("The whole page\nYears of Flood\nYears of Flood") == ["Years of Flood", "Years of Flood"]


def test_a_call_far_below_takes_no_entry_with_it() -> None:
    page = "The whole page\n\nYears of Flood\nYears of Flood\n\n\nDome is safe\n\nSee the map below"
    assert promo(page) == ["Years of Flood", "Years of Flood"]


def test_the_headline_of_a_page_that_stands_twice_is_no_promo() -> None:
    lines = cut_lines("The whole page\nThe whole page\n\nIt rains.\n")
    assert find_promos(lines) == {1: "the headline of the page again"}


def test_sentences_times_and_counters_that_stand_twice_are_no_promo() -> None:
    assert promo("The whole page\n\n“Yes.”\n“Yes.”\n\n21:12\n21:12\n\n0\n0\n\n-Orla Penhaligon\n-Orla Penhaligon") == []
