"""Is every way in which live blogs print times, names and headlines read, whoever publishes them?

Each page is a few lines in our own words; `|` stands between what is expected of each entry: headline, time, byline.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from backfile.model.ledger import Label
from backfile.text.markdown import words
from tests.seeds.paste.pages import read

DOME = "The copper dome of the observatory has not been touched by the fire, its keeper said on the phone."
WIND = "The wind has turned, and the smoke now drifts away from the village and over the empty lake."
SMOKE = "A walker saw smoke above the car park shortly before noon and called the brigade at once."
BODIES = (DOME, WIND, SMOKE)
TITLES = ("Dome of the old telescope is safe", "Wind turns to the north", "First smoke is seen on the hill")
TITLE = "Observatory hill fire live: what we know so far"

# An entry of each shape: {title}, {body} and what differs from entry to entry stand in braces.
SHAPES = {
    "date above": ("Mar 0{n}, 2022, 9:12 PM EST\n{title}\n{body}", "Mar 01, 2022, 9:12 PM EST", ""),
    "date without year above": ("Mar 2{n}, 8:58 pm\n\n{title}\n\n{body}", "Mar 21, 8:58 pm", ""),
    "zone within the date, byline below": (
        "12:3{n} p.m. ET, March 10, 2022\n\n{title}\n\nFrom CNN's Ida Storm\n\n{body}",
        "12:31 p.m. ET, March 10, 2022",
        "Ida Storm",
    ),
    "relative above": ("1{n} hr 50 min ago\n\n{title}\n\n{body}", "11 hr 50 min ago", ""),
    "time doubled": (
        "{n}. Posted at 7:2{n}7:2{n}\n{title}\n{body}\nShare this post\nCopy this link",
        "7:217:21",
        "",
    ),
    "relative and clock, update below": (
        "  {n}m ago 12.2{n} BST\n\n{title}\n\n{body}\n\n  * \n  Updated at 12.36 BST",
        "1m ago 12.21 BST",
        "",
    ),
    "author below the time": (
        "March 10, 2022, 3:3{n} p.m.\nTeo Marchetti\n\n{title}\n\n{body}",
        "March 10, 2022, 3:31 p.m.",
        "Teo Marchetti",
    ),
    "time behind the headline": (
        "{title} — 1:4{n} p.m.\nBy The Associated Press\n{body}",
        "1:41 p.m.",
        "The Associated Press",
    ),
    "flag glued to the time": ("20:4{n}KEY EVENT\n\n{title}\n\n{body}", "20:41", ""),
    "author glued to the time": ("20:2{n}Teo Marchetti-Thrower\n\n{title}\n\n{body}", "20:21", "Teo Marchetti-Thrower"),
    "relative, clock and author": (
        "{n} hours ago 10:0{n} Al Hart\n\n{title}\n\n{body}",
        "1 hours ago 10:01",
        "Al Hart",
    ),
    "relative, clock and author glued": ("{n} hours ago10:0{n}Al Hart\n{title}\n{body}", "1 hours ago10:01", "Al Hart"),
    "date and clock glued": ("March0{n}202221:06 (IST)\n{title}\n{body}", "March01202221:06 (IST)", ""),
    "clock and bar": ("23:3{n} Uhr | {title}\n\n{body}", "23:31 Uhr", ""),
    "between plusses": ("+++ 22:3{n} {title} +++\n{body}", "22:31", ""),
    "clock and colon": ("12.3{n} Uhr: {title}\n\n{body}", "12.31 Uhr", ""),
    "clock alone": ("20:4{n}\n{title}\n{body}", "20:41", ""),
    "clock before the headline": ("10:3{n} a.m. {title}\n\n{body}", "10:31 a.m.", ""),
    "clock and day behind": ("{title}\n22:1{n} – 10 Mar 2022\n{body}", "22:11 – 10 Mar 2022", ""),
    "French clock": ("20h4{n}\n{title}\n{body}", "20h41", ""),
    "Spanish date": ("1{n} de marzo de 2022, 20:44\n{title}\n{body}", "11 de marzo de 2022, 20:44", ""),
    "Italian lead": ("Ore 20.4{n}\n{title}\n{body}", "20.41", ""),
    "Polish relative": ("{n} godz. temu\n{title}\n{body}", "1 godz. temu", ""),
    "Ukrainian date": ("1{n} березня 2022 року, 20:44\n{title}\n{body}", "11 березня 2022 року, 20:44", ""),
    "German relative": ("vor 1{n} Minuten\n{title}\n{body}", "vor 11 Minuten", ""),
    "French relative": ("il y a {n} h\n{title}\n{body}", "il y a 1 h", ""),
}


def page_of(entry: str) -> str:
    entries = [
        entry.format(n=number, title=title, body=body)
        for number, (title, body) in enumerate(zip(TITLES, BODIES, strict=True), start=1)
    ]
    return "\n\n".join([TITLE, "The fire on the hill is under control, says the brigade.", *entries]) + "\n"


@pytest.mark.parametrize("shape", SHAPES)
def test_entries_of_every_shape_are_told_apart(shape: str) -> None:
    entry, printed, byline = SHAPES[shape]
    reading = read(page_of(entry))
    assert [each.headline for each in reading.entries] == list(TITLES)
    assert [words(each.body) for each in reading.entries] == list(BODIES)
    first = reading.entries[0].published
    assert first is not None and first.printed == printed
    assert {", ".join(each.byline) for each in reading.entries} == {byline}
    assert reading.liveblog.headline == TITLE
    assert not reading.warnings


def test_an_update_is_no_publication() -> None:
    entry, _, _ = SHAPES["relative and clock, update below"]
    assert [
        (each.published and each.published.printed, each.updated and each.updated.printed)
        for each in read(page_of(entry)).entries
    ] == [(f"{n}m ago 12.2{n} BST", "12.36 BST") for n in (1, 2, 3)]


def test_an_update_above_the_text_is_the_only_time() -> None:
    first = read(page_of("{title}\n\nUPDATED: 4/1{n}/22 7:00 a.m.\n\n{body}")).entries[0]
    assert first.headline == TITLES[0]


def test_text_beside_the_time_is_text() -> None:
    reading = read(page_of("Update, Freitag (2{n}. Februar), 9.20 Uhr: {body}"))
    assert [words(each.body) for each in reading.entries] == list(BODIES)
    assert [each.headline for each in reading.entries] == [None] * 3


def test_names_and_times_below_the_text_close_an_entry() -> None:
    reading = read(page_of("{title}\n\n{body}\n\nAl Hart 14 August 2023 10:0{n}"))
    assert [each.headline for each in reading.entries] == list(TITLES)
    assert [each.byline for each in reading.entries] == [("Al Hart",)] * 3
    assert [each.published and each.published.printed for each in reading.entries] == [
        f"14 August 2023 10:0{number}" for number in (1, 2, 3)
    ]


def test_a_number_of_seconds_above_the_headline_is_an_instant() -> None:
    reading = read(page_of("169199651{n}\n\n{title}\n\n{body}\n\nAl Hart 14 August 2023 08:01"))
    assert [each.headline for each in reading.entries] == list(TITLES)
    first = reading.entries[0].published
    assert first is not None and first.instant == datetime(2023, 8, 14, 7, 1, 51, tzinfo=UTC)


def test_numbered_headlines_without_times_are_entries() -> None:
    reading = read(page_of("{n}. {title}\n\n{body}\n\nTeo Marchetti\nReporting from Millbrook"))
    assert [each.headline and each.headline[3:] for each in reading.entries] == list(TITLES)


def test_two_lines_of_a_byline_are_one() -> None:
    reading = read(page_of("20:4{n}\n{title}\nTeo Marchetti\nReporting from Millbrook\n\n{body}"))
    assert [each.byline for each in reading.entries] == [("Teo Marchetti",)] * 3
    assert [words(each.body) for each in reading.entries] == list(BODIES)


def test_signed_entries_end_with_their_signature() -> None:
    reading = read(page_of("{title}\n\n{body}\n\n— Teo Marchetti"))
    assert [each.headline for each in reading.entries] == list(TITLES)
    assert [each.byline for each in reading.entries] == [("Teo Marchetti",)] * 3


def test_a_button_glued_to_a_headline_is_cut_off() -> None:
    reading = read(page_of("20:4{n}\nReturn to menu{title}\n\n{body}"))
    assert [each.headline for each in reading.entries] == list(TITLES)


def test_a_list_of_times_and_titles_is_no_entry() -> None:
    titles = "".join(f"  * {number}h ago\n      {title}\n" for number, title in enumerate(TITLES, start=1))
    page = page_of("{n}m ago 12.2{n} BST\n\n{title}\n\n{body}")
    page = page.replace("The fire on", f"Key events\n{titles}\nThe fire on")
    reading = read(page)
    assert [each.headline for each in reading.entries] == list(TITLES)
    aside = [span.reason for span in reading.ledgers[0].spans if span.label is Label.FURNITURE]
    assert aside == ["a list of times and titles with no text"]


def test_the_first_entry_below_a_list_of_times_is_none_of_the_list() -> None:
    times = ("49m", "30m", "1h", "7h")
    pinned = f"From 49m ago\n12.05 BST\n{TITLES[0]}\n{DOME}\n\nUpdated at 12.08 BST"
    listed = "\n".join(f"{time} ago\n{title}" for time, title in zip(times, (*TITLES, "Opening summary"), strict=True))
    newest = f"4m ago\n12.50 BST\n\n{WIND}\n\n{SMOKE}"
    others = f"30m ago\n12.24 BST\n{TITLES[1]}\n{SMOKE}\n\n49m ago\n12.05 BST\n{TITLES[0]}\n{DOME}"
    reading = read("\n".join([TITLE, pinned, "Key events", listed, newest, others]))
    assert [(each.published and each.published.printed, each.headline) for each in reading.entries] == [
        ("49m ago 12.05 BST", TITLES[0]),
        ("4m ago 12.50 BST", None),
        ("30m ago 12.24 BST", TITLES[1]),
    ]
    assert words(reading.entries[1].body) == f"{WIND}\n\n{SMOKE}"


def test_short_calls_are_headlines_where_nearly_all_entries_begin_with_one() -> None:
    titles = ("Dome is safe!", "Wind turns to the north", "Smoke!")
    entries = [f"20:4{n}\n{title}\n{body}" for n, (title, body) in enumerate(zip(titles, BODIES, strict=True))]
    assert [each.headline for each in read("\n\n".join([TITLE, *entries])).entries] == list(titles)


def test_a_call_set_otherwise_than_the_headlines_of_the_page_is_text() -> None:
    entries = [f"20:4{n}\n{title}\n{body}" for n, (title, body) in enumerate(zip(TITLES * 2, BODIES * 2, strict=True))]
    last = f"20:39\n\nWe are out!\n\n{DOME}"
    assert read("\n\n".join([TITLE, *entries, last])).entries[-1].headline is None


def test_a_call_is_text_where_most_entries_begin_with_text() -> None:
    entries = [f"20:4{n}\n{body}\n{body}" for n, body in enumerate(BODIES)]
    reading = read("\n\n".join([TITLE, f"20:50\nWe are out!\n{DOME}", *entries]))
    assert [each.headline for each in reading.entries] == [None] * 4


def test_titles_that_a_list_announces_are_headlines_even_when_they_end_like_sentences() -> None:
    titles = [f"{title}." for title in TITLES]
    entries = [f"{title}\n\n{body}\n\n— Teo Marchetti" for title, body in zip(titles, BODIES, strict=True)]
    page = "\n\n".join([TITLE, "Here's what you need to know:", *(f"* {title}" for title in titles), *entries])
    assert [each.headline for each in read(page).entries] == titles


NOTICE = "ADVERTISEMENT\nContinue reading the main story\n"
SIGNED = [
    f"{TITLES[0]}.\n\n{DOME}\n\nIt holds.\n\n— Nellie Bly",
    f"{TITLES[1]}.\n\n{WIND}\n\n— Ida Storm",
    f"Latest: trains stand still.\n\n{SMOKE}\n\n{WIND}\n\n{NOTICE}Who told the keeper?\n\n{DOME}\n\n— Teo Marchetti",
    f"{TITLES[2]}.\n\n{SMOKE}\n\n— Nellie Bly",
    f"{NOTICE}The week on the hill: fire, rain, fog.\n\n{WIND}\n\n{SMOKE}",
]
LISTED = "\n".join(["Here's what you need to know:", *(each.partition("\n")[0] for each in SIGNED[:4])])


def test_an_unsigned_entry_ends_where_a_line_is_set_as_the_headlines_of_signed_ones() -> None:
    reading = read("\n".join([TITLE, LISTED, *SIGNED]))
    assert [(each.headline, each.byline) for each in reading.entries] == [
        (f"{TITLES[0]}.", ("Nellie Bly",)),
        (f"{TITLES[1]}.", ("Ida Storm",)),
        ("Latest: trains stand still.", ()),
        ("Who told the keeper?", ("Teo Marchetti",)),
        (f"{TITLES[2]}.", ("Nellie Bly",)),
        ("The week on the hill: fire, rain, fog.", ()),
    ]
    assert words(reading.entries[2].body) == f"{SMOKE}\n\n{WIND}"
    assert words(reading.entries[5].body) == f"{WIND}\n\n{SMOKE}"


def test_subheadings_of_signed_entries_are_set_as_paragraphs_and_begin_none() -> None:
    entries = [
        f"{title}.\n\n{body}\n\nTell nobody {n}\n\nThe keeper was told of it {n} days ago.\n\n— Ida Storm"
        for n, (title, body) in enumerate(zip(TITLES, BODIES, strict=True), start=2)
    ]
    reading = read("\n".join([TITLE, "Here's what you need to know:", *(f"{title}." for title in TITLES), *entries]))
    assert [each.headline for each in reading.entries] == [f"{title}." for title in TITLES]
    assert all("Tell nobody" in each.body and each.byline == ("Ida Storm",) for each in reading.entries)


def test_menus_above_and_below_are_no_entries() -> None:
    menu = "\n".join(f"  * {word}" for word in "News Sport Culture Travel Food Weather Science Crime Money".split())
    page = f"{menu}\n\n{page_of(SHAPES['clock alone'][0])}\n\nRelated articles\n\nA tale of two weirs\n{menu}\n"
    reading = read(page)
    assert [each.headline for each in reading.entries] == list(TITLES)
    assert [words(each.body) for each in reading.entries] == list(BODIES)
    assert reading.liveblog.headline == TITLE
    assert {span.reason for span in reading.ledgers[0].spans if span.label is Label.FURNITURE} == {
        "a menu: short lines in a row"
    }


@pytest.mark.parametrize(
    "links",
    [
        "Skip to main content\nSkip to navigation\nSign in",
        "SKIP TO CONTENTSKIP TO SITE INDEX",
        "Jump to content",
        "Navigation überspringen",
        "Zum Inhalt springen\nZur Suche",
        "Aller au contenu principal",
        "Saltar al contenido",
        "Vai al contenuto",
        "Przejdź do treści",
        "Перейти до основного вмісту",
    ],
)
def test_links_past_the_menus_are_no_headline(links: str) -> None:
    reading = read(f"{links}\n{page_of(SHAPES['clock alone'][0])}")
    assert reading.liveblog.headline == TITLE
    assert "a link past the menus" in {span.reason for span in reading.ledgers[0].spans}


def test_a_headline_that_only_begins_like_a_link_past_the_menus_is_one() -> None:
    title = "Skip to the end: the dome is safe"
    assert read(page_of(SHAPES["clock alone"][0]).replace(TITLE, title)).liveblog.headline == title


def test_the_way_to_a_page_and_the_name_of_its_site_are_no_headline() -> None:
    match = "Alder Rovers - Elm Town"
    above = f"AlderSport.example.com – results, live scores\n1. Start\n2. Cycling\n3. {match}\nAlder Rovers\nElm Town"
    assert read(page_of(SHAPES["clock alone"][0]).replace(TITLE, above)).liveblog.headline == match
    way = f"Home News Observatory {TITLE.replace(':', '')}"
    assert read(page_of(SHAPES["clock alone"][0]).replace(TITLE, f"{way}\n{TITLE}")).liveblog.headline == TITLE


def test_notes_set_further_out_than_the_text_of_entries_begun_alike_are_not_glued_to_the_last() -> None:
    rounds = [f"    Round {n}\n\n        The rider from the hills won it by {n} wheels." for n in range(5, 0, -1)]
    times = [
        f"    19:0{n}\n\n      It rains on the track again, and {n} riders wait in their boxes."
        for n in range(5, 0, -1)
    ]
    note = "Ten minutes to go, and the stands are full from the first row to the last."
    page = "\n\n".join([TITLE, *(each for both in zip(times, rounds, strict=True) for each in both), f"      {note}"])
    reading = read(page)
    assert words(reading.entries[-1].body).endswith("won it by 1 wheels.")
    (left,) = [span for span in reading.ledgers[0].spans if span.label is Label.UNRECOGNISED]
    assert reading.parts[0].text[left.start : left.end].strip() == note


def test_text_below_the_menus_and_next_to_the_first_entry_is_no_summary() -> None:
    menu = "\n".join(f"  * {word}" for word in "News Sport Culture Travel Food Weather Science Crime Money".split())
    entries = "\n\n".join(f"20:4{n}\n{body}" for n, body in enumerate(BODIES))
    newest = "It is over: the fire on the hill is out, and all who fought it have gone home to their beds."
    reading = read(f"{TITLE}\n\n{menu}\n\n{newest}\n\n{entries}")
    assert (reading.liveblog.headline, reading.liveblog.summary) == (TITLE, ())
    assert any("it may be an entry" in span.reason for span in reading.ledgers[0].spans)
    assert read(f"{menu}\n\n{TITLE}\n\n{newest}\n\n{entries}").liveblog.summary == (newest,)


def test_headings_that_repeat_with_other_numbers_begin_entries_too() -> None:
    rounds = [f"Round {n}\n\nThe rider from the hills won round {n} by a wheel." for n in range(1, 6)]
    times = [f"19:0{n}\n\nIt rains on the track again, and riders wait in their boxes." for n in range(1, 6)]
    page = "\n\n".join([TITLE, *(each for both in zip(times, rounds, strict=True) for each in both)])
    reading = read(page)
    assert len(reading.entries) == 6  # five rounds, and one of five equal notes on the rain
    reasons = {span.reason for span in reading.ledgers[0].spans if span.label is Label.ENTRY}
    assert any(reason.startswith("begins at a heading that repeats with other numbers") for reason in reasons)


def test_headlines_in_capitals_beside_the_time_are_no_names() -> None:
    titles = ("Mayor Visits Weir", "Storm Turns North Over Alder Lake Again", "Dome of Old Telescope Is Safe for Now")
    entries = [f"10:3{n} a.m. {title}\n\n{body}" for n, (title, body) in enumerate(zip(titles, BODIES, strict=True))]
    reading = read("\n\n".join([TITLE, *entries]))
    assert [(each.headline, each.byline) for each in reading.entries] == [(title, ()) for title in titles]


def test_a_flag_below_the_time_is_no_headline() -> None:
    reading = read(page_of("20:4{n}\nKEY EVENT\n{title}\n{body}"))
    assert [each.headline for each in reading.entries] == list(TITLES)
    assert "a mark that the entry matters" in {span.reason for span in reading.ledgers[0].spans}


def test_times_of_comments_below_an_untimed_page_draw_no_entries() -> None:
    entries = [f"{title}\n\n{body} {body}\n\n{body}" for title, body in zip(TITLES, BODIES, strict=True)]
    comments = [f"{n}h ago\nI was there, and it was not so bad as they say." for n in range(1, 4)]
    reading = read("\n\n\n".join([f"{TITLE}\n\nThe fire is under control, the brigade says.", *entries, *comments]))
    assert [each.headline for each in reading.entries][:3] == list(TITLES)


def test_a_ticker_of_headlines_alone_is_read_by_its_times() -> None:
    page = "\n\n".join([TITLE, *(f"20:4{n} Uhr | {title}" for n, title in enumerate(TITLES))])
    reading = read(page)
    assert [each.headline for each in reading.entries] == list(TITLES)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"])
def test_two_times_that_share_a_headline_draw_one_boundary(end: str) -> None:
    page = end.join(
        ["20:41", "Wind turns to the north", "20:42", "It holds.", "20:43 Teo Marchetti", WIND, "20:44", DOME]
    )
    reading = read(page)
    starts = [entry.provenance[0].start for entry in reading.entries]
    assert starts == sorted(set(starts))
