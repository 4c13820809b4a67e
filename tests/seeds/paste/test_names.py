"""Is a headline in capitals never a byline, and a byline never a headline, as far as the page itself tells them apart?

A page is a few entries in our own words; what differs from page to page is where names, headlines and times stand.
"""

from __future__ import annotations

import pytest

from backfile.model.ledger import Label
from backfile.text.markdown import words
from tests.seeds.paste.pages import read

TEXTS = (
    "The keeper has shut the sluice, for the lake stands a hand below its rim.",
    "Everybody in the mill quarter is asked to sleep in the school tonight.",
    "The gauge at the mill has told nothing since the lightning struck it.",
    "The council meets in the church, which stands on the hill.",
)
TITLES = ("Sluice Shut for the Night", "Mill Quarter Emptied", "River Gauge Silent", "Council Calls Meeting")
"""All but the first look like names."""
SIGNED = ("Orla Penhaligon", "Teo Marchetti", "Orla Penhaligon", "Ida Storm")


def page(*entries: str) -> str:
    return "\n\n".join(["Weir live: the lake rises", *entries]) + "\n"


def headed(entry: str, titles: tuple[str, ...] = TITLES) -> str:
    return page(
        *(
            entry.format(n=9 - number, title=title, text=text, name=name)
            for number, (title, text, name) in enumerate(zip(titles, TEXTS, SIGNED, strict=True))
        )
    )


@pytest.mark.parametrize(
    "entry",
    [
        "1{n}:10 a.m. {title}\n{text}",
        "1{n}.10 Uhr | {title}\n{text}",
        "1{n}:10 {title}\n\n{text}",
        "1{n}:10\n{title}\n{text}",
        "1{n}:10\n{title}\n\n{text}",
        "{title} – 1{n}:10\n{text}",
        "{title} 1{n}:10\n{text}",
        "[1{n}:10] {title}\n{text}",
        "{n}m ago {title}\n{text}",
        "1{n}:10 {title}\nWhat is known so far\n{text}",
    ],
)
def test_a_headline_in_capitals_is_no_byline_and_begins_its_entry(entry: str) -> None:
    entry = entry.replace("1{n}:10 a.m.", "{n}:10 a.m.")
    reading = read(headed(entry))
    assert [each.headline for each in reading.entries] == list(TITLES)
    assert [each.byline for each in reading.entries] == [()] * 4
    assert all(text in words(each.body) for text, each in zip(TEXTS, reading.entries, strict=True))
    assert all(each.published for each in reading.entries)


@pytest.mark.parametrize(
    ("titles", "texts"),
    [
        (
            ("Греблю закрито", "Вулицю Млинну спорожнено", "Вода прибуває"),
            ("Сторож закрив шлюз, бо озеро майже повне.", "Усіх просять ночувати в школі.", "Вода ще прибуває."),
        ),
        (
            ("إغلاق السد القديم", "إخلاء حي الطاحونة", "ارتفاع الماء"),
            ("أغلق الحارس السد لأن البحيرة ممتلئة.", "طلب من الجميع المبيت في المدرسة.", "الماء يرتفع."),
        ),
        (
            ("Räumung der Mühlgasse", "Wehr geschlossen", "Pegel Mühlbrücke"),
            ("Der Wärter hat das Wehr geschlossen.", "Alle schlafen in der Schule.", "Der Pegel schweigt."),
        ),
        (
            ("Écluse Fermée", "Évacuation Du Moulin", "Fleuve Élevé"),
            ("Le gardien a fermé l'écluse.", "Tous dorment à l'école.", "Le fleuve monte."),
        ),
    ],
    ids=["Ukrainian", "Arabic", "German", "French"],
)
def test_headlines_beside_times_are_headlines_in_every_script(titles: tuple[str, ...], texts: tuple[str, ...]) -> None:
    entries = [f"1{9 - n}:10 {title}\n{text}" for n, (title, text) in enumerate(zip(titles, texts, strict=True))]
    reading = read(page(*entries))
    assert [(each.headline, each.byline, words(each.body)) for each in reading.entries] == [
        (title, (), text) for title, text in zip(titles, texts, strict=True)
    ]


@pytest.mark.parametrize(
    "entry",
    [
        "1{n}:10 {name}\n{title}\n{text}",
        "1{n}:10\n{name}\n{title}\n{text}",
        "{name} 1{n}:10\n{title}\n{text}",
        "{n} hours ago1{n}:10{name}\n{title}\n\n{text}",
    ],
)
def test_names_that_stand_above_headlines_and_come_back_are_bylines(entry: str) -> None:
    reading = read(headed(entry))
    assert [each.headline for each in reading.entries] == list(TITLES)
    assert [each.byline for each in reading.entries] == [(name,) for name in SIGNED]


def test_names_above_headlines_of_two_entries_are_bylines_though_neither_comes_back() -> None:
    entries = [f"1{9 - n}:10 {SIGNED[n]}\nWater is rising at the weir\n{TEXTS[n]}" for n in (0, 1)]
    assert [each.byline for each in read(page(*entries)).entries] == [(SIGNED[0],), (SIGNED[1],)]


def test_a_name_that_the_next_line_says_reports_is_a_byline() -> None:
    entries = [f"1{9 - n}:10\n{TITLES[n]}\n\n{TEXTS[n]}" for n in range(3)]
    entries[1] = f"18:10\nTeo Marchetti\nTeo Marchetti reports from the mill\n\n{TEXTS[1]}"
    assert [each.byline for each in read(page(*entries)).entries] == [(), ("Teo Marchetti",), ()]


def test_an_agency_beside_a_time_needs_no_other_cue() -> None:
    entries = [f"1{9 - n}:10 Reuters\n{TEXTS[n]}" for n in range(3)]
    assert [each.byline for each in read(page(*entries)).entries] == [("Reuters",)] * 3


def test_times_in_headlines_that_tell_of_what_is_to_come_are_not_those_of_entries() -> None:
    titles = ("Curfew begins at 22:00", "Trains run again from 06:00", "Sluice stays shut until 20:00", "No milk today")
    reading = read(page(*(f"{title}\n\n{text}" for title, text in zip(titles, TEXTS, strict=True))))
    assert [each.headline for each in reading.entries] == list(titles)
    assert [each.published for each in reading.entries] == [None] * 4


def test_a_time_behind_one_headline_of_many_is_part_of_it() -> None:
    titles = ("Sluice shut 18:42", "Mill quarter emptied", "River gauge silent", "Council calls meeting")
    reading = read(page(*(f"{title}\n\n{text}" for title, text in zip(titles, TEXTS, strict=True))))
    assert [(each.headline, each.published) for each in reading.entries] == [(title, None) for title in titles]


def test_the_time_of_the_page_itself_hides_no_times_behind_headlines() -> None:
    reading = read(headed("{title} 1{n}:10\n{text}").replace("rises\n", "rises\n\n3 May 2024, 20:00 GMT\n", 1))
    assert [each.headline for each in reading.entries] == list(TITLES)
    assert [each.published and each.published.printed for each in reading.entries] == [f"1{n}:10" for n in (9, 8, 7, 6)]


def test_the_last_item_of_a_list_is_no_signature() -> None:
    entries = read(headed("1{n}:10\n{title}\n{text}\n- Bridge Closed\n- Schools Shut")).entries
    assert [each.byline for each in entries] == [()] * 4
    assert all(words(each.body).endswith("- Bridge Closed\n- Schools Shut") for each in entries)
    assert [each.byline for each in read(headed("1{n}:10\n{title}\n{text}\n- {name}")).entries] == [
        (name,) for name in SIGNED
    ]


def test_two_times_in_one_line_are_publication_and_update() -> None:
    for line in ("Published 1{n}:02, updated 1{n}:42", "1{n}:02 (updated 1{n}:42)"):
        entries = read(headed(line + "\n{title}\n{text}")).entries
        assert [each.headline for each in entries] == list(TITLES)
        assert [
            (each.published and each.published.printed, each.updated and each.updated.printed) for each in entries
        ] == [(f"1{n}:02", f"1{n}:42") for n in (9, 8, 7, 6)]


def test_the_byline_of_the_last_entry_is_not_lost_to_the_foot_of_the_page() -> None:
    foot = "Related stories\nTerms of use\nPrivacy\nContact the desk"
    reading = read(headed("1{n}:10\n{title}\n{text}\nBy {name}") + f"\n{foot}\n")
    assert [each.byline for each in reading.entries] == [(name,) for name in SIGNED]
    (lost,) = [span for span in reading.ledgers[0].spans if span.label is Label.UNRECOGNISED]
    assert reading.parts[0].text[lost.start : lost.end].strip() == foot


def test_a_line_above_the_heading_of_the_foot_belongs_to_the_entry() -> None:
    foot = "Related stories\nTerms of use\nPrivacy\nContact the desk"
    reading = read(headed("1{n}:10\n{title}\n{text}") + f"Orla Penhaligon, at the weir\n\n{foot}\n")
    assert words(reading.entries[-1].body).endswith("Orla Penhaligon, at the weir")


def test_what_all_entries_end_with_belongs_to_the_last_one_too() -> None:
    names = ("ليلى حداد", "سامر عيسى", "نور حداد")
    entries = [f"1{9 - n}:10\nخبر جديد من السد\nأغلق الحارس السد اليوم.\n{name}" for n, name in enumerate(names)]
    foot = "شروط الاستخدام\nالخصوصية\nاتصل بنا\nوظائف"
    bodies = [words(each.body) for each in read(page(*entries) + f"\n{foot}\n").entries]
    assert [body.splitlines()[-1] for body in bodies] == list(names)
