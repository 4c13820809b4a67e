"""What does the browser show of a result? Rows and texts, each in shards of so many neighbours.

`rows-<n>` holds the next documents, rows_in_shard many. First come the days on which they were published, as [day in
words, date, offset from UTC]; then stretches of neighbours in one live blog, each as [its headline, slug, labels, and
for each of these what else is told of it: time, slug, marks], without what is empty at the end of that:

    label   the headline; or, where there is none, [the words that stand for it]
    time    [day, clock], and what was printed, where that is not the same told in words; or where a day and a clock do
            not say it all, [printed, machine, what it means, seconds since 1970]; the first alone where that is nothing
    slug    what a script makes of headline or label; but where that is not it, `12` stands for so many characters of
            it, and `12/…` for these and others
    marks   1 where somebody altered the entry by hand, 2 where people corrected what was captured of it; 3 is both

`texts-<n>` holds the words of as many as texts_in_shard says, for the passages that are shown: a text, or where words
in it are struck out, [text, start, end, …], the stretches in characters of the text on one line. So the list of results
needs little, and the passages follow.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Container, Iterator, Sequence
from datetime import datetime
from itertools import chain, groupby
from operator import attrgetter

from backfile.model.permalink import slug_in
from backfile.model.search import Document, Postings
from backfile.model.time import Time
from backfile.site.shards.coding import alike, put
from backfile.site.shards.cutting import are_short
from backfile.site.times import Clock, tell
from backfile.site.views import beginning

ROWS = 30
"""Documents in a shard, half as many where shards are short. Fewer make a search cheaper, and more files: 19,000
entries are to stay below 1,500."""

_TEXTS = 3  # shards of rows, the texts of which are one shard

_MOMENT = re.compile(r"([0-9-]{10})T([0-9:]+)(Z|[+-].{5})")

_APART = re.compile("[^a-z0-9]+")


def write_documents(postings: Postings, clock: Clock, standing: Container[int] = ()) -> Iterator[tuple[str, str]]:
    """The files' names and texts, without those whose stretch, the documents of a shard of texts, is `standing`."""
    rows, texts = rows_in_shard(len(postings.documents)), texts_in_shard(len(postings.documents))
    for first in range(0, len(postings.documents), texts):
        if first // texts in standing:
            continue
        documents = postings.documents[first : first + texts]  # they may be read now, so each is asked for once
        for start in range(0, len(documents), rows):
            name = f"rows-{(first + start) // rows}"
            yield name, put(name, _rows(documents[start : start + rows], clock))
        name = f"texts-{first // texts}"
        yield name, put(name, [_text(each, postings.struck.get(at, ())) for at, each in enumerate(documents, first)])


def stretches(postings: Postings) -> tuple[str, ...]:
    """A digest for the documents of each shard of texts, of all that its files are made of besides the clock."""
    rows, texts = rows_in_shard(len(postings.documents)), texts_in_shard(len(postings.documents))
    prints = postings.prints
    made_of = [b"".join(prints[first : first + texts]) for first in range(0, len(prints), texts)]
    for number, struck in sorted(postings.struck.items()):
        made_of[number // texts] += b" %d %s" % (number, repr(struck).encode("ascii"))
    return tuple(hashlib.sha256(b"%d %d " % (rows, texts) + held).hexdigest() for held in made_of)


def shards_of(stretch: int, documents: int) -> list[str]:
    """The names of the shards of a stretch, of so many documents in all.

    >>> shards_of(1, 85)
    ['rows-3', 'rows-4', 'rows-5', 'texts-1']
    """
    rows, texts = rows_in_shard(documents), texts_in_shard(documents)
    starts = range(stretch * texts, min((stretch + 1) * texts, documents), rows)
    return [*(f"rows-{start // rows}" for start in starts), f"texts-{stretch}"]


def rows_in_shard(documents: int) -> int:
    """How many documents of so many share a shard of rows."""
    return ROWS // 2 if are_short(documents) else ROWS


def texts_in_shard(documents: int) -> int:
    """How many of them share a shard of texts."""
    return _TEXTS * rows_in_shard(documents)


def simple_slug(headline: str) -> str:
    """The slug that a script makes of a headline: that of most in English.

    >>> simple_slug("Sea wall holds: ‘by a hand’")
    'sea-wall-holds-by-a-hand'
    """
    return _APART.sub("-", headline.lower()).strip("-")


def tell_slug(slug: str, label: str) -> str:
    """A slug, told by what it shares with the one that a script makes of the label.

    >>> tell_slug("sea-wall", "Sea wall"), tell_slug("sea", "Sea wall"), tell_slug("sea-wind", "Sea wall")
    ('', '3', '5/ind')
    """
    made = simple_slug(label)
    shared = alike(made, slug)
    if shared == len(slug):
        return "" if slug == made else str(shared)
    return f"{shared}/{slug[shared:]}"


def _rows(documents: Sequence[Document], clock: Clock) -> list[object]:
    days: dict[tuple[str, str, str], int] = {}
    told: list[object] = []
    for slug, neighbours in groupby(documents, key=attrgetter("liveblog")):
        its = list(neighbours)
        headline = its[0].liveblog_headline or slug
        rows = [_row(each, days, clock) for each in its]
        told.append([headline, tell_slug(slug, headline), [label for label, _ in rows], [others for _, others in rows]])
    return [list(days), *told]


def _row(document: Document, days: dict[tuple[str, str, str], int], clock: Clock) -> tuple[str | list[str], object]:
    label = document.headline or beginning(document.text) or document.permalink
    others: list[object] = [
        _time(document.published, days, clock) if document.published else 0,
        tell_slug(slug_in(document.permalink), label),
        int(document.altered) + 2 * document.corrected,
    ]
    return label if document.headline else [label], _without_end(others)


def _text(document: Document, struck: Sequence[tuple[int, int]]) -> object:
    return [document.text, *chain.from_iterable(struck)] if struck else document.text


def _time(time: Time, days: dict[tuple[str, str, str], int], clock: Clock) -> list[object]:
    told = tell(time, clock)
    seconds = math.floor(time.instant.timestamp()) if time.instant else None
    moment = _MOMENT.fullmatch(told.machine)
    if moment is None or datetime.fromisoformat(told.machine).timestamp() != seconds:
        return [told.printed, told.machine, told.meant, seconds] if seconds is not None else [told.printed]
    date, at, offset = moment.groups()
    day = clock.words.day(date)
    if (told.meant or told.printed) != f"{day}, {at} {clock.name}":
        return [told.printed, told.machine, told.meant, seconds]
    place = days.setdefault((day, date, offset), len(days))
    return [place, at, told.printed] if told.meant else [place, at]


def _without_end(told: list[object]) -> list[object]:
    """The list without what is empty at its end."""
    while told and not told[-1]:
        told.pop()
    return told
