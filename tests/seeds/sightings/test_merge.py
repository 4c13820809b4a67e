"""Do the parts of a capture become one list of entries, each fact from the best part that gives it?"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from backfile.model.capture import digest
from backfile.model.time import Time
from backfile.seeds.printed.when import parse_iso
from backfile.seeds.sightings.found import Sighting
from backfile.seeds.sightings.merge import merge, without_page_headline, without_page_tags

CAPTURE = digest("x")
TEXT = "The weir was opened by hand before dusk on Tuesday"


def _time(clock: str) -> Time | None:
    return parse_iso(f"2024-03-12T{clock}Z", "text")


def _seen(part: str, **facts: object) -> Sighting:
    blank = Sighting(part=part, start=0, end=1, displayed=part == "text")
    return replace(blank, **facts)  # type: ignore[arg-type]  # facts of any kind


def test_entries_are_joined_by_their_id_however_it_is_spelled() -> None:
    page = [_seen("text", ids=("post-1288914",), body="One."), _seen("text", ids=("post-1288915",), body="Two.")]
    data = [_seen("ld:0", ids=("liveblogPost1288915",), body="Two."), _seen("ld:0", ids=("liveblogPost1288914",))]
    entries, numbers, warnings = merge([page, data], CAPTURE)
    assert [entry.publisher_id for entry in entries] == ["post-1288914", "post-1288915"]
    assert [[place.part for place in entry.provenance] for entry in entries] == [["text", "ld:0"]] * 2
    assert (numbers, warnings) == ([[0, 1], [1, 0]], [])


def test_each_fact_is_that_of_the_first_part_that_gives_it() -> None:
    page = [_seen("text", ids=("a-slug",), body="**One** more.", published=Time(printed="16:42", source="text"))]
    data = [
        _seen(
            "ld:0",
            ids=("a-slug",),
            headline="One",
            byline=("Ada Marsh",),
            body="One more.",
            published=_time("16:42:10"),
        )
    ]
    ((entry,), _, _) = merge([page, data], CAPTURE)
    assert (entry.headline, entry.byline, entry.body) == ("One", ("Ada Marsh",), "**One** more.")
    assert entry.published == _time("16:42:10")


def test_entries_without_ids_are_joined_by_their_words() -> None:
    page = [_seen("text", headline="Weir", body=f"*{TEXT}*."), _seen("text", headline="Rain", body="It rained.")]
    same = [_seen("ld:0", headline="weir", body=TEXT)]
    assert merge([page, same], CAPTURE)[1] == [[0, 1], [0]]
    alike = [_seen("ld:0", headline="Weir", body=f"{TEXT} at last"), _seen("ld:0", headline="Rain")]
    assert merge([page, alike], CAPTURE)[1] == [[0, 1], [0, 1]]
    other = [_seen("ld:0", headline="Weir", body="Something else was said of it by the mayor.")]
    assert merge([page, other], CAPTURE)[1] == [[0, 1], [2]]


def test_a_headline_over_several_entries_joins_none() -> None:
    page = [_seen("text", headline="Weir", body=TEXT), _seen("text", headline="Weir", body="It rained all night.")]
    data = [_seen("ld:0", headline="Weir", body=f"{TEXT} at last")]
    assert merge([page, data], CAPTURE)[1] == [[0, 1], [2]]


def test_in_one_part_two_ids_are_two_entries_and_one_id_is_one() -> None:
    page = [_seen("text", ids=(name,), body=TEXT) for name in ("slug-a", "slug-b", "slug-a")]
    entries, numbers, _ = merge([page], CAPTURE)
    assert numbers == [[0, 1, 0]]
    assert len(entries[0].provenance) == 2


def test_entries_without_id_and_words_stay_apart() -> None:
    assert merge([[_seen("text"), _seen("text")]], CAPTURE)[1] == [[0, 1]]


def test_what_only_data_holds_stands_where_the_data_has_it() -> None:
    page = [_seen("text", ids=("slug-a",)), _seen("text", ids=("slug-d",))]
    data = [_seen("ld:0", ids=(f"slug-{name}",)) for name in "abcde"]
    entries, numbers, _ = merge([page, data], CAPTURE)
    assert [entry.publisher_id for entry in entries] == [f"slug-{name}" for name in "abcde"]
    assert numbers == [[0, 3], [0, 1, 2, 3, 4]]


def test_parts_that_give_other_times_are_told_of_and_the_first_holds() -> None:
    page = [_seen("text", ids=("slug-a",), published=_time("16:42:10"))]
    near = [_seen("ld:0", ids=("slug-a",), published=_time("16:41:00"))]
    far = [_seen("ld:0", ids=("slug-a",), published=_time("09:00:00"), updated=_time("20:00:00"))]
    assert merge([page, near], CAPTURE)[2] == []
    ((entry,), _, (warning,)) = merge([page, far], CAPTURE)
    assert (entry.published, entry.updated) == (_time("16:42:10"), None)
    assert warning == "the parts of the page give 1 of 1 entries different times; the page's own are kept"


def test_an_update_in_the_moment_of_publication_or_before_is_none() -> None:
    for clock, kept in [("16:42:10", False), ("16:42:11", False), ("16:40:00", False), ("16:42:12", True)]:
        sighting = _seen("text", ids=("slug-a",), published=_time("16:42:10"), updated=_time(clock))
        ((entry,), _, _) = merge([[sighting]], CAPTURE)
        assert (entry.updated is not None) == kept
    ((alone,), _, _) = merge([[_seen("text", updated=_time("16:42:10"))]], CAPTURE)
    assert alone.updated == _time("16:42:10")


def test_of_several_versions_in_one_part_the_newest_holds() -> None:
    old = _seen("json", ids=("slug-a",), body="Rain.", published=_time("16:42:10"))
    new = _seen("json", ids=("slug-a",), body="Heavy rain.", updated=_time("17:00:00"))
    other = _seen("ld:0", ids=("slug-a",), body="None.", updated=_time("18:00:00"))
    for part in ([old, new], [new, old]):
        assert merge([part, [other]], CAPTURE)[0][0].body == "Heavy rain."


def test_older_versions_in_data_are_kept_as_earlier_words_the_oldest_first() -> None:
    versions = [
        _seen("json", ids=("slug-a",), headline="Weir", body="Rain.", published=_time("16:42:10")),
        _seen("json", ids=("slug-a",), headline="Dam", body="No rain any longer.", updated=_time("17:00:00")),
        _seen("json", ids=("slug-a",), headline="Dam", body="No rain any longer.", updated=_time("17:30:00")),
        _seen("json", ids=("slug-a",), headline="Weir", body="No rain any longer.", updated=_time("18:00:00")),
    ]
    for part in (versions, versions[::-1]):
        ((entry,), _, warnings) = merge([part], CAPTURE)
        assert (entry.body, warnings) == ("No rain any longer.", [])
        assert [(each.headline, each.body) for each in entry.earlier] == [
            ("Weir", "Rain."),
            ("Dam", "No rain any longer."),
        ]


def test_other_words_under_one_id_that_nothing_dates_are_told_of() -> None:
    first = _seen("text", ids=("slug-a",), body="Rain falls on the hill.", updated=_time("17:00:00"))
    for body, told in (("Snow.", True), ("Rain falls", False), ("Rain falls on the hill.", False), ("", False)):
        ((entry,), _, warnings) = merge([[first, _seen("text", ids=("slug-a",), body=body)]], CAPTURE)
        assert (entry.body, entry.earlier) == (first.body, ())
        assert bool(warnings) == told
    other = _seen("ld:0", ids=("slug-a",), body="Snow.")
    assert merge([[first], [other]], CAPTURE)[2] == []


def test_what_was_taken_back_stays_taken_back() -> None:
    parts = [
        [_seen("json", ids=("slug-a",), body="x")],
        [_seen("ld:0", ids=("slug-a",), withdrawn="deleted by the publisher")],
    ]
    assert merge(parts, CAPTURE)[0][0].withdrawn == "deleted by the publisher"


def test_the_headline_of_the_page_is_none_of_an_entry() -> None:
    given = [_seen("text", headline="Flood  Watch"), _seen("text", headline="Weir"), _seen("text")]
    assert [each.headline for each in without_page_headline(given, "flood watch")] == [None, "Weir", None]
    assert without_page_headline(given, None) == given


_SIGHTINGS = st.builds(
    _seen,
    st.just("text"),
    ids=st.lists(st.sampled_from(["slug-a", "slug-b", "post-12345", "id_12345"]), max_size=2).map(tuple),
    headline=st.sampled_from([None, "Weir", "Rain"]),
    body=st.sampled_from(["", TEXT, f"{TEXT} again", "It rained."]),
)


@given(st.lists(st.lists(_SIGHTINGS, max_size=5), max_size=3))
def test_every_sighting_is_of_one_entry_and_none_is_lost(parts: list[list[Sighting]]) -> None:
    named = [[replace(each, part=f"part {number}") for each in part] for number, part in enumerate(parts)]
    entries, numbers, _ = merge(named, CAPTURE)
    assert [len(own) for own in numbers] == [len(part) for part in parts]
    assert {number for own in numbers for number in own} == set(range(len(entries)))
    assert sum(len(entry.provenance) for entry in entries) == sum(map(len, parts))


def test_the_tags_of_an_entry_are_those_of_the_first_part_that_gives_any() -> None:
    parts = [
        [_seen("text", ids=("slug-a",), body="One.")],
        [_seen("ld:0", ids=("slug-a",), tags=("Weir",))],
        [_seen("microdata", ids=("slug-a",), tags=("Locks",))],
    ]
    assert merge(parts, CAPTURE)[0][0].tags == ("Weir",)


def test_the_tags_of_the_page_are_none_of_an_entry() -> None:
    copied = [_seen("ld:0", tags=("floods", "Weir", "Orre")), _seen("ld:0", tags=("Weir",)), _seen("ld:0")]
    assert [each.tags for each in without_page_tags(copied, ("Floods", "Orre"))] == [("Weir",), ("Weir",), ()]
    assert [each.tags for each in without_page_tags(copied, ("Floods", "Locks"))] == [each.tags for each in copied]
    assert without_page_tags(copied, ()) == copied


def test_tags_that_all_entries_share_are_the_page_s_where_there_are_more_than_two() -> None:
    shared = [_seen("ld:0", tags=("Floods", "Weir")), _seen("ld:0", tags=("FLOODS",)), _seen("ld:0", tags=("Floods",))]
    assert [each.tags for each in without_page_tags(shared, ())] == [("Weir",), (), ()]
    assert without_page_tags(shared[:2], ()) == shared[:2]
    assert without_page_tags([], ("Floods",)) == []
