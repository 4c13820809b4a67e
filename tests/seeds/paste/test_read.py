"""Is a pasted page read as its reader would read it, whatever program it came through, and nothing of it lost?"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.model.ledger import Label
from backfile.model.time import Basis
from backfile.seeds.paste.cues import cut_lines
from backfile.seeds.paste.read import READER, read_paste
from backfile.text.fold import words as cut_words
from backfile.text.markdown import words
from tests.seeds.paste.pages import RIVER, TIMED, VARIANTS, capture_of, read, seen

CAPTURES = Path(__file__).parents[3] / ".." / "shared" / "captures"
needs_captures = pytest.mark.skipif(
    not CAPTURES.is_dir(), reason="the publishers' captures are no part of the project; they lie beside it"
)

LINES = st.sampled_from(
    [
        *("", "", "", " ", "0", "Years of Flood", "Years of Flood", "Stream On Alder Plus", "9:12 PM", "9:12 PM ET"),
        *("Mar 01, 2022, 9:12 PM EST", "-ABC News' Orla Penhaligon", "By Teo Marchetti", "From CNN's Ida Storm"),
        *("Water at the weir falls", "Wind turns to the north", "It holds.", "“It holds,” she said.", "water", "- a"),
        *("20:42KEY EVENT", "20:24Teo Marchetti", "Teo Marchetti 14 August 2023 10:01", "1691996512", "5h ago"),
        *("Updated at 12.36 BST", "30m ago 12.24 BST", "March 23, 2022", "KEY EVENT", "Related articles", "* News"),
        *(
            "Teo Marchetti",
            "Reporting from Kyiv",
            "Round 7 now",
            "Round 8 now",
            "All times Eastern",
            "1. Posted at 7:247:24",
        ),
        *(
            "A walker saw smoke above the car park, and called the brigade at once.",
            "— Ida Storm",
            "12:30 Updated 12:40",
        ),
        *("# *Markup* <b>&amp;", "Click here", "The U.S.", "\u202e\x1b[31m", "\ud800", "ÀÉ Ñu", "北京 下雨", "+", "🌊"),
    ]
)
PAGES = (
    st.text()
    | st.lists(LINES, max_size=40).map("\n".join)
    | st.lists(LINES | st.sampled_from(["\r", "\r\n", "\x85", "\u2028", "\t"]), max_size=20).map("\n".join)
    | st.text(st.characters(exclude_categories=()))
)


@given(PAGES)
@example("")
@example(" \n\r\n\t")
@example("0")
@example("0\n0\n0")
@example("One line")
@example("0:00A:0")
@example("0:00A 0")
@example("-ABC News' Orla Penhaligon")
@example("9:12 PM\n9:12 PM\n9:12 PM")
@example("9:12 PM\n8:12 PM")
@example("-Orla Penhaligon\n-Orla Penhaligon\n-Orla Penhaligon")
@example("\ufeffThe page\n\nDome is safe\nIt holds.\n\n\nDome is safe\nIt holds.\n\n\nWind turns north\nIt turned.")
@example("12:30 +99:99\nDome is safe\nIt holds.\nſep 01, 2022, 9:12 PM\nWind turns north\nIt turned.")
def test_any_text_is_read_and_every_character_of_it_accounted_for(text: str) -> None:
    reading = read(text)
    (part,), (ledger,) = reading.parts, reading.ledgers
    assert (part.name, part.text) == (ledger.part, text) == ("text", text)

    spans = ledger.spans
    assert [span.start for span in spans] == [0, *(span.end for span in spans)][: len(spans)]
    assert ledger.characters == len(text) == (spans[-1].end if spans else 0)
    assert all(span.reason for span in spans)
    for line in cut_lines(text):  # only a line that tells a time beside other words is parted
        whole = any(span.start <= line.start and line.end <= span.end for span in spans)
        assert whole or (line.stamp is not None and len(line.stamp.pieces) > 1)

    keys = [entry.key for entry in reading.entries]
    assert len(set(keys)) == len(keys)
    assert {span.entry for span in spans if span.entry is not None} == set(keys)
    for entry in reading.entries:
        assert entry.provenance
        for place in entry.provenance:
            assert (place.capture, place.part, place.displayed) == (reading.capture.digest, "text", True)
            assert 0 <= place.start < place.end <= len(text)
            held = cut(text[place.start : place.end])
            for said in (entry.headline or "", words(entry.body)):
                assert_stands_in(cut(said), held)


def cut(said: str) -> list[str]:
    """The words, those apart that a paste glues to a time: `20:42Bridge`."""
    return [word.fold for word in cut_words(re.sub(r"(?<=\d)(?=[^\W\d_])", " ", said))]


def assert_stands_in(said: list[str], held: list[str]) -> None:
    """Every word that is said is held, in that order."""
    rest = iter(held)
    assert all(word in rest for word in said)


@given(PAGES)
def test_the_text_of_an_entry_is_what_its_spans_hold_and_nothing_else(text: str) -> None:
    reading = read(text)
    spans = reading.ledgers[0].spans
    assert {span.label for span in spans if span.entry is None} <= {*Label} - {Label.ENTRY}
    assert not {span.label for span in spans if span.entry is not None} & {Label.FURNITURE, Label.SUMMARY}
    for entry in reading.entries:
        held = [text[span.start : span.end] for span in spans if (span.entry, span.label) == (entry.key, Label.ENTRY)]
        assert " ".join(held).split() == words(entry.body).split() or len(entry.provenance) > 1


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("page", [RIVER, TIMED], ids=["river", "timed"])
def test_the_way_a_paste_took_changes_no_entry(page: str, variant: str) -> None:
    assert seen(read(VARIANTS[variant](page))) == seen(read(page))


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_page_without_times_is_read_whole(variant: str) -> None:
    reading = read(VARIANTS[variant](RIVER))
    assert reading.reader == READER
    assert not reading.warnings
    assert (reading.liveblog.headline or "").startswith("River Alder updates: Mayor") or variant == "no-break spaces"
    assert len(reading.liveblog.summary) == 4
    assert [entry.byline for entry in reading.entries] == [
        ("Orla Penhaligon",),
        ("Teo Marchetti",),
        (),
        ("Orla Penhaligon", "Wim de Groot"),
    ]
    assert [entry.published for entry in reading.entries] == [None] * 4
    spans = reading.ledgers[0].spans
    assert [span.reason for span in spans if span.label is Label.FURNITURE] == [
        "a link to other coverage",
        "a promo: its title stands twice",
        "a counter",
    ]
    assert not [span for span in spans if span.label is Label.UNRECOGNISED]


def test_the_words_of_an_entry_are_its_paragraphs_without_headline_and_byline() -> None:
    first = read(RIVER).entries[0]
    assert first.headline == "Water at the weir falls for a first time"
    assert words(first.body).split("\n\n") == [
        "The gauge at the weir stood at 4.12 metres at noon Wednesday, a hand lower than at breakfast.",
        '"We take nothing for granted," the keeper of the weir said. "It has fooled us before -- twice."',
        "The council's engineers expect a slow night.",
    ]


def test_the_account_of_the_page_says_what_drew_each_boundary() -> None:
    reasons = [span.reason for span in read(RIVER).ledgers[0].spans if span.label is Label.ENTRY]
    assert reasons == [
        "begins at the last headline above the cue of the others, confirmed by the shape of a headline",
        "begins at two blank lines, confirmed by the shape of a headline and the signature before it",
        "begins at two blank lines, confirmed by the shape of a headline and the signature before it",
        "begins at two blank lines, confirmed by the shape of a headline",
    ]


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_time_above_each_headline_is_the_time_of_its_entry(variant: str) -> None:
    reading = read(VARIANTS[variant](TIMED))
    times = [entry.published for entry in reading.entries]
    assert [time and time.instant for time in times] == [
        datetime(2022, 10, 6, 1, 12, tzinfo=UTC),
        datetime(2022, 10, 5, 23, 40, tzinfo=UTC),
        datetime(2022, 10, 5, 4, 5, tzinfo=UTC),
    ]
    assert {time and time.basis for time in times} == {Basis.ZONE}
    assert [entry.byline for entry in reading.entries] == [(), ("Ida Storm",), ()]
    assert [entry.headline and entry.headline.split()[0] for entry in reading.entries] == ["Dome", "Wind", "First"]


def test_the_zone_of_the_page_serves_times_that_name_none() -> None:
    page = TIMED.replace(" EDT", "")
    assert {entry.published and entry.published.instant for entry in read(page).entries} == {None}
    placed = read_paste(capture_of(page), page, ZoneInfo("America/New_York"))
    assert [entry.published for entry in placed.entries] != [entry.published for entry in read(page).entries]
    assert {entry.published and entry.published.basis for entry in placed.entries} == {Basis.PAGE_ZONE}


def test_what_is_stated_of_a_capture_is_said_of_the_live_blog() -> None:
    capture = capture_of(RIVER)
    assert (read(RIVER).liveblog.publisher, read(RIVER).liveblog.address) == (capture.publisher, capture.address)


def test_a_page_without_any_boundary_is_one_entry() -> None:
    page = "The weir holds\n\nThe keeper said so.\n\nNobody asked twice."
    reading = read(page)
    assert reading.liveblog.headline == "The weir holds"
    assert [words(entry.body) for entry in reading.entries] == ["The keeper said so.\n\nNobody asked twice."]
    assert reading.warnings == ("no repeating boundary was found: the page is kept as one entry",)


def test_a_page_of_one_line_keeps_that_line_as_an_entry() -> None:
    for page in ("The weir holds", "the weir holds."):
        assert [words(entry.body) for entry in read(page).entries] == [page]


def test_a_page_of_nothing_but_furniture_has_no_entries() -> None:
    reading = read("0\n\nClick here\n")
    assert reading.entries == ()
    assert [span.label for span in reading.ledgers[0].spans] == [Label.FURNITURE] * 2


def test_lines_above_the_entries_that_nothing_explains_are_unrecognised() -> None:
    page = RIVER.replace("The rain began", "Key events of the day\n\nThe rain began")
    spans = read(page).ledgers[0].spans
    (lost,) = [span for span in spans if span.label is Label.UNRECOGNISED]
    assert page[lost.start : lost.end].startswith("Key events of the day\n\nThe rain began")
    assert len(read(page).liveblog.summary) == 2  # what follows need not be the summary
    assert [entry.key for entry in read(page).entries] == [entry.key for entry in read(RIVER).entries]


def test_times_and_authors_of_the_page_are_not_those_of_its_first_entry() -> None:
    page = RIVER.replace("The lower town", "By Ida Storm\n\nOct 05, 2022, 9:12 PM EDT\n\nThe lower town", 1)
    reading = read(page)
    assert seen(reading) == seen(read(RIVER))
    spans = [span for span in reading.ledgers[0].spans if span.entry is None]
    assert {span.reason for span in spans if span.label in (Label.BYLINE, Label.TIME)} == {
        "the authors of the page",
        "a time that belongs to the page",
    }


def test_an_entry_that_a_page_shows_twice_is_one_seen_in_both_places() -> None:
    second = RIVER[RIVER.index("School") : RIVER.index("Ferry crews")]
    page = RIVER.replace("Water at the weir", f"{second}Water at the weir")
    entries = read(page).entries
    assert sorted(entry.key for entry in entries) == sorted(entry.key for entry in read(RIVER).entries)
    (pinned,) = [entry for entry in entries if len(entry.provenance) == 2]
    places = [page[place.start : place.end] for place in pinned.provenance]
    assert places[0] == places[1] == second.strip()


def test_a_byline_at_the_head_of_an_entry_is_no_text() -> None:
    page = TIMED.replace("The copper dome", "By Ida Storm and Al Hart\n\nThe copper dome")
    first = read(page).entries[0]
    assert first.byline == ("Ida Storm", "Al Hart")
    assert "Ida" not in first.body


def test_names_in_the_midst_of_an_entry_stay_in_its_text() -> None:
    page = TIMED.replace("Visitors may", "By Ida Storm\n\nVisitors may")
    first = read(page).entries[0]
    assert first.byline == ()
    assert "By Ida Storm" in first.body


def test_lines_without_a_blank_line_between_are_one_paragraph_where_others_stand_apart() -> None:
    page = TIMED.replace("Visitors may come back on Friday.", "Visitors may come back.\nOn Friday.")
    assert words(read(page).entries[0].body).endswith("\n\nVisitors may come back.\nOn Friday.")


@needs_captures
@pytest.mark.parametrize("variant", VARIANTS)
def test_the_page_the_project_began_with_is_read_as_people_read_it(variant: str) -> None:
    page = (CAPTURES / "real" / "abcnews-ukraine-2022.txt").read_text(encoding="utf-8")
    expected = json.loads((CAPTURES / "expected" / "abcnews-ukraine-2022.json").read_text(encoding="utf-8"))
    pasted = VARIANTS[variant]
    reading = read(pasted(page))

    assert even_marks(reading.liveblog.headline) == even_marks(expected["headline"])
    assert [even_marks(each) for each in reading.liveblog.summary] == [even_marks(each) for each in expected["summary"]]
    assert len(reading.liveblog.summary) == 5
    assert len(reading.entries) == len(expected["entries"]) == 5
    assert seen(reading) == seen(read(page))
    for entry, wanted in zip(reading.entries, expected["entries"], strict=True):
        assert even_marks(entry.headline) == even_marks(wanted["headline"])
        assert [even_marks(each) for each in words(entry.body).split("\n\n")] == [
            even_marks(each) for each in wanted["paragraphs"]
        ]
        assert entry.byline == ((wanted["byline"],) if wanted["byline"] else ())
        assert entry.published is entry.updated is None
    assert sum(bool(entry.byline) for entry in reading.entries) == 4

    (ledger,), (part,) = reading.ledgers, reading.parts
    aside = [(part.text[span.start : span.end], span.reason) for span in ledger.spans if span.label is Label.FURNITURE]
    lines = [(even_marks(line.text), reason) for text, reason in aside for line in cut_lines(text)]
    assert lines == [
        (even_marks(expected["previous_coverage"]), "a link to other coverage"),
        *((even_marks(line), "a promo: its title stands twice") for line in expected["promo"]),
        (expected["stray"], "a counter"),
    ]
    assert not ledger.count()[Label.UNRECOGNISED]


@needs_captures
def test_the_entries_stand_where_people_saw_them() -> None:
    page = (CAPTURES / "real" / "abcnews-ukraine-2022.txt").read_text(encoding="utf-8")
    expected = json.loads((CAPTURES / "expected" / "abcnews-ukraine-2022.json").read_text(encoding="utf-8"))
    places = [place.start for entry in read(page).entries for place in entry.provenance]
    assert places == [entry["start"] for entry in expected["entries"]]


def even_marks(text: str | None) -> str:
    """The text without what a program may do to quotes, dashes and blanks."""
    table = str.maketrans("“”’‘", "\"\"''")
    return " ".join((text or "").translate(table).replace("—", "--").split())
