"""Where do the pages stand that list entries: by day, month, byline, publisher and tag?

Law: where a name's page stands follows from the name alone. So no link breaks when another name is read later, an
entry's page can be made without a look at all others, and the order of reading changes nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from backfile.model.capture import digest
from backfile.text.fold import fold
from backfile.text.slug import slug

DAY, MONTH, BYLINE, PUBLISHER, TAG = "day", "month", "byline", "publisher", "tag"

_BETWEEN = re.compile(r"[\s'.,-]+")
_LONGEST = 60  # bytes: with a suffix and a page's number, far below what any system lets a path have
_SUFFIXED = re.compile(r"-[0-9a-f]{8}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of list, as home leads to it and as its pages name it."""

    slug: str
    one: str
    many: str
    count: int  # of the days, names or changes that there are
    at: str = ""  # where its first page stands, if that is no folder of its own

    @property
    def index(self) -> str:
        return self.at or f"{self.slug}/index.html"


def day_page(date: str) -> str:
    """The page of a day (2022-03-10) or, of seven characters, of a month."""
    return f"{MONTH if len(date) == len('2022-03') else DAY}/{date}.html"


def name_page(kind: str, name: str) -> str:
    return f"{kind}/{name_slug(name)}.html"


def name_key(name: str) -> str:
    """What joins the spellings of a name: equal for those that differ in capitals, accents or marks between words.

    Empty where there is nothing to see of the name.

    >>> name_key("Zoë  O’Hara-Lind"), name_key("zoe o hara lind"), name_key(" \\u200b")
    ('zoe o hara lind', 'zoe o hara lind', '')
    """
    if not any(character.isprintable() and not character.isspace() for character in name):
        return ""
    folded = fold(name)
    return _BETWEEN.sub(" ", folded).strip() or folded.strip()


@lru_cache(maxsize=10_000)
def name_slug(name: str) -> str:
    """The part of an address that stands for a name; one that does not spell the whole of it has a suffix.

    >>> name_slug("Ada Quint"), name_slug("C++"), name_slug("C#")
    ('ada-quint', 'c-cedb1bac', 'c-951a4d36')
    """
    key = name_key(name)
    spelled = key.encode(errors="ignore").decode()  # without lone surrogates, of which slugs would warn
    stem = str(slug(spelled, fallback="name", longest=_LONGEST))
    if stem.replace("-", " ") == key and not _SUFFIXED.search(stem):
        return stem
    return f"{stem}-{digest(key)[:8]}"
