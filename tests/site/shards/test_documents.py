"""Rows and dates: what a result shows is what its page shows, told in as few signs as will do."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from backfile.index.postings import collect_postings
from backfile.model.search import Document
from backfile.model.time import Basis, Precision, Time
from backfile.site.shards import cutting
from backfile.site.shards.documents import (
    rows_in_shard,
    shards_of,
    simple_slug,
    stretches,
    tell_slug,
    texts_in_shard,
    write_documents,
)
from backfile.site.shards.labels import write_labels
from backfile.site.shards.times import write_times
from backfile.site.times import Clock
from backfile.text.slug import Slug
from tests.index.corpus import document
from tests.site.sample import postings
from tests.site.shards.reading import decode, decode_runs

KYIV = Clock.of("Europe/Kyiv")


def load(script: str) -> Any:
    return json.loads(f"[{script.removeprefix('backfileSearch.put(').removesuffix(');' + chr(10))}]")[1]


def rows_of(*held: Document) -> Any:
    return load(dict(write_documents(collect_postings(held, "en"), KYIV))["rows-0"])


def test_a_row_names_its_live_blog_once_and_leaves_out_what_follows() -> None:
    _days, *liveblogs = load(dict(write_documents(postings(), Clock.of("UTC")))["rows-0"])
    assert [(headline.split()[0], slug) for headline, slug, *_ in liveblogs] == [("Storm", "11"), ("Valley", "7/count")]
    told = {"".join(label): its for _, _, *rows in liveblogs for label, its in zip(*rows, strict=True)}
    assert told["Polls close"] == [["Last night"]]
    assert told["Turnout is up by five points"][0] == [0, "22:32", "10.32pm"]
    assert told["Bridge reopens"] == [0, "", 1]
    beginning = "Nine thousand homes are now without power, twice as many as\u00a0…"
    assert told[beginning] == [0, "13"]


def test_a_time_is_told_by_day_and_clock_where_that_is_all() -> None:
    instant = datetime(2022, 3, 10, 22, 32, 5, tzinfo=UTC)

    def told(time: Time) -> Any:
        days, (_, _, _, [[its, *_]]) = rows_of(replace(document("x"), published=time))
        return days, its

    exact = Time(printed="2022-03-10T22:32:05Z", instant=instant, precision=Precision.SECOND, basis=Basis.OFFSET)
    assert told(exact) == ([["11 March 2022", "2022-03-11", "+02:00"]], [0, "00:32:05"])
    coarse = replace(exact, printed="10 March", precision=Precision.DAY, instant=datetime(2022, 3, 9, 22, tzinfo=UTC))
    assert told(coarse) == ([], ["10 March", "2022-03-10", "10 March 2022", 1646863200])
    between = replace(exact, printed="10.32pm", precision=Precision.MINUTE)  # five seconds that are not told
    assert told(between) == ([], ["10.32pm", "2022-03-11T00:32+02:00", "11 March 2022, 00:32 Europe/Kyiv", 1646951525])
    assert told(Time(printed="Last night")) == ([], ["Last night"])


@given(st.text("ab-Z. ", max_size=8), st.text("ab-", max_size=8))
def test_a_slug_is_told_by_what_it_shares_with_what_a_script_makes_of_the_label(label: str, slug: str) -> None:
    told = tell_slug(slug, label)
    many, _, others = told.partition("/")
    assert (simple_slug(label)[: int(many)] if told else simple_slug(label)) + others == slug
    assert told or slug == simple_slug(label)


def test_documents_are_told_in_shards_of_neighbours() -> None:
    rows = rows_in_shard(1)
    many = [document(f"text {at}", name=f"x/{at:03}") for at in range(2 * rows + 1)]
    held = {name: load(script) for name, script in write_documents(collect_postings(many, "en"), KYIV)}
    assert [len(held[f"rows-{at}"][1][2]) for at in range(3)] == [rows, rows, 1]
    texts = [text for name, its in held.items() if name.startswith("texts") for text in its]
    assert texts == [each.text for each in many]


def test_dates_are_sorted_and_what_has_none_is_told_apart() -> None:
    days = [10, None, 8, 9, None, 8]
    many = [
        document("x", name=f"x/{at}", published=datetime(2022, 3, day, tzinfo=UTC) if day else None)
        for at, day in enumerate(days)
    ]
    held = {name: load(script) for name, script in write_times(collect_postings(many, "en"))}
    assert held["times"]["begins"] == [1646697600]
    assert decode_runs(held["times"]["undated"]) == [1, 4]
    assert decode(held["times-1905"]) == [0, 2, 0, 5, 86_400, 3, 86_400, 0]


def test_only_labels_that_can_be_asked_for_are_told_and_names_of_bylines_apart() -> None:
    many = [
        replace(document("a", name="b/one", byline=("Ada",), tags=("sea",)), flags=("is:edited",), language="en-GB"),
        replace(document("a", name="b/two"), flags=("has:link", "is:edited")),
    ]
    held = {name: load(script) for name, script in write_labels(collect_postings(many, "en"))}
    facets = held.pop("facets")
    assert {name: decode_runs(runs) for name, runs in held.items()} == {
        "label-has_3a_link": [1],
        "label-is_3a_edited": [0, 1],
        "label-lang_3a_en": [0],
    }
    [liveblog] = facets["liveblogs"]
    assert [*liveblog[:3], decode_runs(liveblog[3])] == ["b", "Storm night", "Harbour Gazette", [0, 1]]
    assert [(name, decode_runs(runs)) for name, runs in facets["bylines"]] == [("Ada", [0])]
    assert [(name, decode_runs(runs)) for name, runs in facets["tags"]] == [("sea", [0])]


MANY = [document(f"word {number}", name=f"a/{number:03}") for number in range(190)]


def test_what_people_altered_and_what_they_corrected_are_marked_apart() -> None:
    plain = document("words", name="a/one")
    marked = [plain, replace(plain, altered=True), replace(plain, flags=("is:corrected",))]
    marked.append(replace(plain, altered=True, flags=("is:altered", "is:corrected")))
    assert [rows_of(each)[1][3][0][2:] for each in marked] == [[], [1], [2], [3]]


def test_a_stretch_of_documents_that_stands_is_not_told_again() -> None:
    held = collect_postings(MANY, "en")
    everything = dict(write_documents(held, KYIV))
    others = set(range(len(stretches(held)))) - {1}
    rest = dict(write_documents(held, KYIV, others))
    left_out = [name for other in others for name in shards_of(other, len(MANY))]
    assert sorted([*rest, *left_out]) == sorted(everything)
    assert rest.items() <= everything.items()
    assert sorted(rest) == sorted(shards_of(1, len(MANY)))


def test_a_stretch_is_known_by_all_that_is_known_of_its_documents() -> None:
    before = stretches(collect_postings(MANY, "en"))
    its = 100 // texts_in_shard(len(MANY))
    assert 0 < its < len(before) - 1
    for changed in (replace(MANY[100], text="other words"), replace(MANY[100], altered=True)):
        after = stretches(collect_postings([*MANY[:100], changed, *MANY[101:]], "en"))
        assert [was == now for was, now in zip(before, after, strict=True)] == [at != its for at in range(len(before))]
    moved = stretches(collect_postings([document("first", name="a/"), *MANY], "en"))
    assert not set(moved) & set(before)
    with mock.patch.object(cutting, "SMALL", 1):
        assert not set(stretches(collect_postings(MANY, "en"))) & set(before), "rows would be cut elsewhere"


def test_live_blogs_of_one_headline_are_told_apart() -> None:
    liveblogs = [("a", "Gazette"), ("b", "Post"), ("c", "Post"), ("d", None)]
    many = [
        replace(document("x", name=f"{slug}/one"), liveblog=Slug(slug), liveblog_headline="Storm", publisher=publisher)
        for slug, publisher in liveblogs
    ]
    held = {name: load(script) for name, script in write_labels(collect_postings(many, "en"))}
    assert [name for _, name, *_ in held["facets"]["liveblogs"]] == [
        "Storm · Gazette",
        "Storm · b",
        "Storm · c",
        "Storm · d",
    ]
