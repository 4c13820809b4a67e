"""How are results spread? The matching documents, counted by live blog, publisher, byline, tag, year, month or day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import TypeAlias

from backfile.index.matching import Documents
from backfile.index.schema import UNDATED
from backfile.index.snapshot import Snapshot

Facet: TypeAlias = tuple[tuple[str | None, int], ...]
"""Values with their counts; None stands for documents of which the value is not known."""

_DATES = {"year": 4, "month": 7, "day": 10}  # characters of 2022-03-10
_QUARTER = 900  # seconds
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def count_facet(snapshot: Snapshot, matches: Documents, facet: str, zone: tzinfo) -> Facet:
    """The counts of one of model/search.FACETS: dates in order, other values the most frequent first; the unknown last.

    An entry by two people counts for each of them, as does one of two tags for each. Days are those of the zone.
    """
    if facet in _DATES:
        counted, unknown = _count_dates(snapshot, matches, _DATES[facet], zone)
        ordered = sorted(counted.items())
    else:
        counted, unknown = _count_labels(snapshot, matches, f"{facet}:")
        ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return (*ordered, *(((None, unknown),) if unknown else ()))


def _count_labels(snapshot: Snapshot, matches: Documents, beginning: str) -> tuple[dict[str, int], int]:
    if isinstance(matches, frozenset):
        labels = list(snapshot.labels(beginning))
        counted = {label: len(matches.intersection(documents)) for label, documents in labels}
        unknown = len(matches.difference(*(documents for _, documents in labels)))
    else:
        from backfile.index.masks import Labelling

        labelling = snapshot.keep(f"labels {beginning}", lambda: Labelling(snapshot.labels(beginning)))
        counted, unknown = labelling.count(matches)
    return {label.removeprefix(beginning): count for label, count in counted.items() if count}, unknown


def _count_dates(snapshot: Snapshot, matches: Documents, characters: int, zone: tzinfo) -> tuple[dict[str, int], int]:
    published = snapshot.published
    # The offset of a zone changes on a quarter of an hour at most, and a day ends on one.
    quarters: Mapping[int, int]
    if isinstance(matches, frozenset):
        quarters = Counter(published[number] // _QUARTER for number in matches)
    else:
        from backfile.index.masks import count_numbers

        quarters = count_numbers(matches, published, _QUARTER)
    counted: Counter[str] = Counter()
    for quarter, count in quarters.items():
        if quarter != UNDATED // _QUARTER:
            counted[_day(quarter, zone)[:characters]] += count
    return dict(counted), quarters.get(UNDATED // _QUARTER, 0)


@lru_cache(maxsize=100_000)
def _day(quarter: int, zone: tzinfo) -> str:
    """The day of the zone on which a quarter of an hour since 1970 lies."""
    instant = _EPOCH + timedelta(minutes=15 * quarter)
    try:
        return instant.astimezone(zone).isoformat()
    except OverflowError:  # the first or the last day that can be reckoned with
        return instant.isoformat()
