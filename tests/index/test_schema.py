"""Is everything that a search needs kept with a document, and given back as it was?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backfile.index.codec.pages import Altered
from backfile.index.schema import (
    UNDATED,
    field_words,
    keep_document,
    labels,
    load_document,
    positions,
    published_seconds,
)
from backfile.model.search import FIELDS, FILTERS, Document
from tests.index.corpus import corpora, document

FIRST, LAST = datetime(2022, 3, 1, tzinfo=UTC), datetime(2022, 3, 10, 23, 59, tzinfo=UTC)


@given(st.lists(st.sampled_from(["a", "b", "c"])))
def test_every_word_is_found_at_its_positions(held: list[str]) -> None:
    places = positions(held)
    assert sorted((place, word) for word, its in places.items() for place in its) == list(enumerate(held))
    assert all(its == sorted(its) for its in places.values())


@settings(max_examples=20)
@given(corpora())
@example([document('“Quoted” \ud800 \0 \u2028 "', "ESC \x1b[31m", byline=("Ada\nQuint",))])
def test_a_document_is_kept_in_lines_of_plain_letters_above_its_text_and_is_given_back(held: list[Document]) -> None:
    for each in held:
        kept = keep_document(each)
        assert load_document(kept) == each
        facts, _, text = kept.own.partition("\n")
        assert text == each.text
        for line in (facts, kept.about):
            assert line.isascii()
            assert len(line.splitlines()) == 1


def test_documents_that_have_all_of_it_in_common_are_told_in_the_same_words() -> None:
    one, other = document("a", "b", name="x/1", published=FIRST), document("c", name="x/2", published=LAST)
    assert keep_document(one).about == keep_document(other).about
    assert keep_document(one).about != keep_document(document("a", name="x/1")).about


def test_a_stored_document_of_another_kind_is_damage() -> None:
    kept = keep_document(document("a"))
    with pytest.raises(Altered, match="index: is not as it was written"):
        load_document(kept._replace(about=kept.about.replace("revision", "colour")))


def test_the_words_of_each_field_are_folded_and_in_order() -> None:
    told = document("Über the MiG-29", "Kyiv’s Dyke", byline=("Ada Quint", "Tom O’Hare"), tags=("Plan B", "京都府"))
    assert field_words(told) == {
        "headline": ["kyiv's", "dyke"],
        "text": ["uber", "the", "mig", "29"],
        "byline": ["ada", "quint", "tom", "o'hare"],
        "liveblog": ["storm", "night", "storm"],
        "publisher": ["harbour", "gazette"],
        "tag": ["plan", "b", "京都", "都府", "府"],
    }
    assert tuple(field_words(told)) == (*FIELDS, *FILTERS)
    nothing = document(name="29/x", liveblog_headline=None, publisher=None)
    assert {field for field, words in field_words(nothing).items() if words} == {"liveblog"}, "its slug stays"


def test_a_name_ends_where_the_next_begins() -> None:
    assert field_words(document(byline=("U.", "S.")))["byline"] == ["u", "s"]
    assert field_words(document(tags=("京", "都")))["tag"] == ["京", "都"]


def test_filters_and_facets_ask_for_labels() -> None:
    told = document(
        name="storm/one",
        byline=("Ada Quint", "Zürich"),
        flags=("has:link", "is:edited"),
        language="EN-gb",
        publisher="Q",
        tags=("Harbour",),
    )
    assert labels(told) == [
        "byline:Ada Quint", "byline:Zürich", "has:link", "is:edited", "lang:en", "liveblog:storm", "publisher:Q",
        "tag:Harbour",
    ]  # fmt: skip
    assert labels(document(publisher=None)) == ["liveblog:storm"]


@pytest.mark.parametrize(
    ("instant", "seconds"),
    [
        (None, UNDATED),
        (datetime(1970, 1, 1, tzinfo=UTC), 0),
        (datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC), -1),
        (datetime(2022, 3, 10, 14, 5, 59, 999_999, tzinfo=UTC), 1646921159),
        (datetime(1, 1, 1, tzinfo=UTC), -62135596800),
    ],
)
def test_the_time_of_publication_is_the_second_in_which_it_lies(instant: datetime | None, seconds: int) -> None:
    assert published_seconds(document(published=instant)) == seconds
    assert seconds == UNDATED or seconds > UNDATED


def test_instants_in_any_offset_would_be_refused_before_they_come_here() -> None:
    with pytest.raises(ValueError, match="UTC"):
        document(published=datetime(2022, 3, 10, tzinfo=timezone(timedelta(hours=1))))
