"""Are the names of a byline found, and nothing that is no name?"""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.seeds.printed.byline import is_reporting_from, parse_byline, parse_names, parse_signature
from backfile.text.fold import DASHES, QUOTES


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("-ABC News' Orla Penhaligon", ("Orla Penhaligon",)),
        ("-ABC News’ Orla Penhaligon", ("Orla Penhaligon",)),
        ("- ABC News's Orla Penhaligon.", ("Orla Penhaligon",)),
        ("--Orla Penhaligon", ("Orla Penhaligon",)),
        ("  —  Orla   Penhaligon ", ("Orla Penhaligon",)),
        ("-Orla Penhaligon, Wim de Groot and Teo Marchetti", ("Orla Penhaligon", "Wim de Groot", "Teo Marchetti")),
        ("-Orla Penhaligon, Wim de Groot, and Teo Marchetti", ("Orla Penhaligon", "Wim de Groot", "Teo Marchetti")),
        ("-Orla Penhaligon & Wim de Groot", ("Orla Penhaligon", "Wim de Groot")),
        ("- By Ida O'Storm-Hart", ("Ida O'Storm-Hart",)),
        ("-Łucja Żak", ("Łucja Żak",)),
        ("-Олена Шевченко", ("Олена Шевченко",)),
        ("— Reuters", ("Reuters",)),
        ("— AP.", ("AP",)),
        ("— Al Hart Jr.", ("Al Hart Jr.",)),
        ("— Al H.", ("Al H.",)),
        ("-Reporting by AFP", ("AFP",)),
    ],
)
def test_a_signature_gives_its_names(line: str, names: tuple[str, ...]) -> None:
    assert parse_signature(line) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Orla Penhaligon", ("Orla Penhaligon",)),
        ("BY ORLA PENHALIGON", ("ORLA PENHALIGON",)),
        ("BY ORLA PENHALIGON AND AL HART", ("ORLA PENHALIGON", "AL HART")),
        ("By Sunday Marchetti", ("Sunday Marchetti",)),
        ("From CNN's Ida Storm and Al Hart", ("Ida Storm", "Al Hart")),
        ("Posted by J. R. Hart", ("J. R. Hart",)),
        ("Written by Ludwig van Mill", ("Ludwig van Mill",)),
    ],
)
def test_a_byline_gives_its_names(line: str, names: tuple[str, ...]) -> None:
    assert parse_byline(line) == names


@pytest.mark.parametrize(
    "line",
    [
        *("- the talks have failed", "-", "- Water", "-1 degree", "Orla Penhaligon", "-Orla Penhaligon said so."),
        *("- Water is rising at the weir", "-Orla Penhaligon and", "-" + "Orla Penhaligon, " * 8 + "Teo Marchetti"),
    ],
)
def test_what_only_begins_with_a_dash_is_no_signature(line: str) -> None:
    assert parse_signature(line) is None


@pytest.mark.parametrize(
    "line",
    [
        *("By midnight the bridge was closed.", "From the U.S. Capitol, a word", "By Water", "By", "Orla Penhaligon"),
        *(
            "By Tuesday Morning",
            "By Water And By Land",
            "By Late Monday",
            "From New York",
            "By міські служби",
            "Von élan",
        ),
        *("By Nobody's Bridge", "Von Heute Nacht"),
    ],
)
def test_what_only_begins_like_a_byline_is_none(line: str) -> None:
    assert parse_byline(line) is None


@given(st.text() | st.text(st.sampled_from("-—ABaby '’&,.dnByF")).map(lambda text: f"-{text}"))
@example("-" + "A " * 60)
@example("-" + "A'" * 60)
@example("-Aa and Bb and Cc and Dd and Ee and Ff and Gg and")
@example("-Aa Bb & Cc Dd")
def test_names_are_words_of_the_line_in_its_order(line: str) -> None:
    for names in (parse_signature(line), parse_byline(line)):
        if names is not None:
            assert all(names)
            assert re.search(".+".join(map(re.escape, names)), " ".join(line.split()))


@given(st.sampled_from(DASHES + "-"), st.sampled_from(["", " "]), st.sampled_from(QUOTES + "'"))
def test_the_kind_of_dash_and_quote_changes_no_name(dash: str, blank: str, quote: str) -> None:
    assert parse_signature(f"{dash}{blank}ABC News{quote} Orla O{quote}Hart") == (f"Orla O{quote}Hart",)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Von Ida Storm und Al Hart", ("Ida Storm", "Al Hart")),
        ("Par Ida Storm et Al Hart", ("Ida Storm", "Al Hart")),
        ("Por Ida Storm y Al Hart", ("Ida Storm", "Al Hart")),
        ("Di Ida Storm e Al Hart", ("Ida Storm", "Al Hart")),
        ("Autor: Łucja Żak", ("Łucja Żak",)),
        ("Автор: Олена Шевченко та Іван Франко", ("Олена Шевченко", "Іван Франко")),
        ("Edited by Ida Storm", ("Ida Storm",)),
        ("By The Associated Press", ("The Associated Press",)),
        ("Von dpa", ("dpa",)),
    ],
)
def test_bylines_of_seven_languages_give_their_names(line: str, names: tuple[str, ...]) -> None:
    assert parse_byline(line) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Teo Marchetti", ("Teo Marchetti",)),
        ("Teo Marchetti in Milan", ("Teo Marchetti",)),
        ("By Teo Marchetti and Wim de Groot", ("Teo Marchetti", "Wim de Groot")),
        ("Reuters", ("Reuters",)),
        ("Opening summary", None),
        ("Teo Marchetti said so", None),
        ("Water", None),
    ],
)
def test_a_line_of_names_alone_gives_them(line: str, names: tuple[str, ...] | None) -> None:
    assert parse_names(line) == names


@pytest.mark.parametrize("line", ["Reporting from Kyiv", "reporting in New York", "berichtet aus Berlin"])
def test_the_second_line_of_a_byline_tells_a_place(line: str) -> None:
    assert is_reporting_from(line)
    assert not is_reporting_from(f"He is {line}")
