"""In which words does the site speak? Those of one table for each language, words/<language>.toml.

What a table lacks is said in English. Words of the archive are never looked up here: they stay as they were captured.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

from backfile import disk

TABLES = Path(__file__).with_name("words")
ENGLISH = "en"
SCRIPT = "script_"  # what the search page's script says begins so

T = TypeVar("T")


class Words:
    """The words of one language. Made by `words_of` alone, so that there is one of each."""

    def __init__(self, table: Mapping[str, object], language: str) -> None:
        self._table = table
        self.language = language  # BCP 47, for the attribute lang
        self._dates: dict[tuple[int, int, int], str] = {}  # an archive tells few days, and each of them often

    def __call__(self, key: str, **values: object) -> str:
        """What stands in the table under this key, with these values in its {places}."""
        return self.text(key).format(**values)

    def count(self, key: str, number: int, **values: object) -> str:
        """
        >>> english, german = words_of("en"), words_of("de")
        >>> english.count("entries", 1), english.count("entries", 2500), german.count("entries", 2500)
        ('1 entry', '2,500 entries', '2.500 Einträge')
        """
        return self.form(number, self.all(key)).format(n=self.number(number), **values)

    def form(self, number: int, forms: Sequence[T]) -> T:
        """The one of the forms that goes with a number: in English and German, one thing or any other number of it.

        A language with another rule (French, Polish) gets it here, and as many forms in its table.
        """
        return forms[0 if number == 1 else 1]

    def number(self, number: int) -> str:
        return f"{number:,}".replace(",", self.text("thousands"))

    def all(self, key: str) -> Sequence[str]:
        """The words of a list."""
        held = self._table[key]
        if not isinstance(held, list):
            raise TypeError(f"“{key}” is no list")
        return held

    def known_to(self, precision: str) -> str:
        return self._part("known_to")[precision]

    def phrase(self, said: str) -> str:
        """One of the archive's own terms in this language; what is none of them stays."""
        return self._part("phrases").get(said, said)

    def day(self, date: str) -> str:
        """
        >>> english, german = words_of("en"), words_of("de")
        >>> english.day("2022-03-02"), english.day("2022-03"), english.day("2022"), german.day("2022-03-02")
        ('2 March 2022', 'March 2022', '2022', '2. März 2022')
        """
        year, month, day = (*map(int, date.split("-")), 0, 0)[:3]
        return self.date(year, month, day)

    def date(self, year: int, month: int = 0, day: int = 0) -> str:
        """As much of a date as is given (a 0 is not); a year of 0 is left out too."""
        known = self._dates.get((year, month, day))
        if known is None:
            known = self._dates[year, month, day] = self._spell(year, month, day)
        return known

    def _spell(self, year: int, month: int, day: int) -> str:
        named = (("day", day), ("month", month), ("year", year))
        key = "_".join(("date", *(part for part, number in named if number)))
        return self(key, day=day, month=self.all("months")[month - 1], year=year)

    def script(self) -> dict[str, object]:
        """The words of the search page's script, and the language it writes numbers in."""
        said = {key.removeprefix(SCRIPT): held for key, held in self._table.items() if key.startswith(SCRIPT)}
        return {"language": self.text("language"), **said}

    def says(self, key: str) -> bool:
        """Is there a text under this key?"""
        return isinstance(self._table.get(key), str)

    def text(self, key: str) -> str:
        """What stands in the table under this key."""
        held = self._table[key]
        if not isinstance(held, str):
            raise TypeError(f"“{key}” is no text")
        return held

    def _part(self, key: str) -> Mapping[str, str]:
        held = self._table[key]
        assert isinstance(held, dict)
        return held


@cache
def words_of(language: str) -> Words:
    """The words of a language (de, de-AT); English where there is no table of it.

    >>> words_of("de-AT").language, words_of("uk").language, words_of("uk")("search")
    ('de-AT', 'en', 'Search')
    """
    tables = read_tables()
    primary = language.lower().replace("_", "-").partition("-")[0]
    if primary not in tables:
        return Words(tables[ENGLISH], ENGLISH)
    return Words(_joined(tables[ENGLISH], tables[primary]), language)


@cache
def read_tables() -> Mapping[str, Mapping[str, object]]:
    """All tables, by the language of each."""
    return {path.stem: tomllib.loads(disk.read_text(path)) for path in disk.walk(TABLES) if path.suffix == ".toml"}


def _joined(english: Mapping[str, object], other: Mapping[str, object]) -> Mapping[str, object]:
    """The other table, with English where it has nothing."""
    joined = dict(english)
    for key, held in other.items():
        under = english.get(key)
        joined[key] = {**under, **held} if isinstance(under, dict) and isinstance(held, dict) else held
    return joined
