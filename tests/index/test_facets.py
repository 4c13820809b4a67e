"""Are the counts those of a plain count, in an order that a reader expects?"""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backfile.index.opening import open_index
from backfile.index.parse import Parsed
from backfile.index.query import Everything, Query
from backfile.index.searching import search
from backfile.index.writing import refresh_index
from backfile.model.search import FACETS, Asked, Document, Results
from tests.index.corpus import KEY, corpora, document, queries, several_segments
from tests.index.reckoning import Reckoning

KYIV = ZoneInfo("Europe/Kyiv")
ZONES = [UTC, KYIV, ZoneInfo("Asia/Kathmandu"), ZoneInfo("America/St_Johns"), timezone(-timedelta(hours=12))]


def facets(home: Path, zone: tzinfo = UTC, query: Query | None = None, asked: Asked = Asked(facets=FACETS)) -> Results:  # noqa: B008
    return search(open_index(home, "en", KEY), Parsed(query or Everything(), ()), "", asked, zone=zone)


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(corpora(), min_size=1, max_size=2), queries, st.sampled_from(ZONES), st.booleans(), st.booleans())
def test_the_counts_are_those_of_a_plain_count(
    states: list[list[Document]], query: Query, zone: tzinfo, all_revisions: bool, apart: bool
) -> None:
    with TemporaryDirectory() as folder, several_segments() if apart else nullcontext():
        for state in states:
            refresh_index(Path(folder), state, "en", KEY)
        found = facets(Path(folder), zone, query, Asked(limit=0, facets=FACETS, all_revisions=all_revisions))
        reckoned = Reckoning(states[-1], states[0], all_revisions=all_revisions)
        assert dict(found.facets) == {facet: reckoned.facet(query, facet, zone) for facet in FACETS}


def test_the_most_frequent_come_first_dates_in_order_and_the_unknown_last(tmp_path: Path) -> None:
    day = datetime(2022, 3, 10, 12, tzinfo=UTC)
    held = [
        document(name="storm/one", byline=("Zoe", "Ada"), published=day, publisher=None, tags=("sea",)),
        document(name="storm/two", byline=("Zoe",), published=day - timedelta(days=400), publisher="Gazette"),
        document(name="storm/three", publisher=None, tags=("ferry", "sea")),
        document(name="alarm/one", byline=("Bob",), published=day, publisher=None),
        document(name="alarm/old", byline=("Eve",), newest=False),
    ]
    refresh_index(tmp_path, held, "en", KEY)
    assert facets(tmp_path).facets == {
        "liveblog": (("storm", 3), ("alarm", 1)),
        "publisher": (("Gazette", 1), (None, 3)),
        "byline": (("Zoe", 2), ("Ada", 1), ("Bob", 1), (None, 1)),
        "tag": (("sea", 2), ("ferry", 1), (None, 2)),
        "year": (("2021", 1), ("2022", 2), (None, 1)),
        "month": (("2021-02", 1), ("2022-03", 2), (None, 1)),
        "day": (("2021-02-03", 1), ("2022-03-10", 2), (None, 1)),
    }
    assert facets(tmp_path, asked=Asked(facets=("byline",), limit=1)).facets.keys() == {"byline"}
    assert facets(tmp_path, asked=Asked()).facets == {}


@pytest.mark.parametrize(
    ("instant", "zone", "day"),
    [
        ("2022-03-09T21:59:59", KYIV, "2022-03-09"),
        ("2022-03-09T22:00:00", KYIV, "2022-03-10"),
        ("2022-07-09T20:59:59.999999", KYIV, "2022-07-09"),
        ("2022-07-09T21:00:00", KYIV, "2022-07-10"),
        ("2022-03-09T18:14:59", ZoneInfo("Asia/Kathmandu"), "2022-03-09"),
        ("2022-03-09T18:15:00", ZoneInfo("Asia/Kathmandu"), "2022-03-10"),
        ("1969-12-31T23:59:59.5", UTC, "1969-12-31"),
        ("0001-01-01T00:00:00", UTC, "0001-01-01"),
        ("0001-01-01T00:00:00", ZoneInfo("America/New_York"), "0001-01-01"),
        ("9999-12-31T23:59:59", KYIV, "9999-12-31"),
    ],
)
def test_days_are_those_of_the_zone(tmp_path: Path, instant: str, zone: tzinfo, day: str) -> None:
    held = [document(published=datetime.fromisoformat(instant).replace(tzinfo=UTC))]
    refresh_index(tmp_path, held, "en", KEY)
    assert facets(tmp_path, zone).facets["day"] == ((day, 1),)
    assert facets(tmp_path, zone).facets["year"] == ((day[:4], 1),)
