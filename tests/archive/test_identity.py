"""Are two observations held to be one entry exactly when there is a reason, and live blogs told apart by theirs?"""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.archive.identity import ALIKE, Known, canonical_address, former_key, liveblog_key, match
from backfile.archive.ties import NONE, Ties
from backfile.model.observation import LiveBlog, Observation
from backfile.text.shingles import SHINGLE, likeness, shingles
from tests.archive.readings import ADDRESS, BREAD, FERRY, RIVER, reading, said

NEW = (None, "first seen in this capture")


def known(observation: Observation, *keys: str) -> Known:
    return Known((observation.key, *keys), observation.headline, observation.body)


def test_the_same_words_are_the_same_entry() -> None:
    held = [known(said(FERRY)), known(said(RIVER, "The weir"))]
    assert match([said(RIVER, "The weir"), said(BREAD)], held) == [(1, "same words"), NEW]


def test_marks_case_and_spacing_make_no_other_entry() -> None:
    typed = said("“Nobody was hurt” – they said", "The weir’s FALL")
    assert match([typed], [known(said('"Nobody  was hurt" - they said', "The weir's fall"))]) == [(0, "same words")]


def test_the_id_of_the_publisher_comes_before_all_words() -> None:
    held = [known(said(RIVER, "Weir", publisher_id="1")), known(said(FERRY, "Ferry", publisher_id="2"))]
    assert match([said(RIVER, "Weir", publisher_id="2")], held) == [(1, "publisher's id")]


def test_two_ids_are_two_entries_whatever_their_words() -> None:
    held = [known(said(RIVER, "Weir", publisher_id="1"))]
    assert match([said(RIVER, "Weir", publisher_id="2")], held) == [NEW]


def test_an_entry_with_an_id_may_be_one_that_was_pasted_without() -> None:
    assert match([said(RIVER, "Weir", publisher_id="1")], [known(said(RIVER + " Yes.", "Weir"))])[0][0] == 0
    assert match([said(RIVER + " Yes.", "Weir")], [known(said(RIVER, "Weir", publisher_id="1"))])[0][0] == 0


def test_any_key_of_an_entry_is_its_own() -> None:
    older = said(FERRY)
    assert match([older], [known(said(RIVER), older.key)]) == [(0, "same words")]


def test_an_equal_headline_joins_when_it_is_unique_in_both() -> None:
    assert match([said(RIVER, "The weir")], [known(said(FERRY, "“The Weir”"))]) == [
        (0, "same headline, unique in both captures")
    ]


@pytest.mark.parametrize(
    ("observations", "held"),
    [
        ([said(RIVER, "Update"), said(BREAD, "Update")], [said(FERRY, "Update")]),
        ([said(RIVER, "Update")], [said(FERRY, "Update"), said(BREAD, "Update")]),
        ([said(RIVER)], [said(FERRY)]),
        ([said(RIVER, "")], [said(FERRY, "")]),
    ],
)
def test_a_headline_that_several_share_or_none_has_joins_nothing(
    observations: list[Observation], held: list[Observation]
) -> None:
    assert match(observations, [known(each) for each in held]) == [NEW] * len(observations)


def words(*numbers: int) -> str:
    return " ".join(f"w{number}" for number in numbers)


@pytest.mark.parametrize(("kept", "joined"), [(13, True), (12, True), (11, False), (0, False)])
def test_so_many_words_in_a_row_make_it_the_same_entry(kept: int, joined: bool) -> None:
    length = 20 + SHINGLE - 1  # twenty shingles
    changed = [*range(kept + SHINGLE - 1 if kept else 0), *range(100, 100 + length)][:length]
    assert (kept / 20 >= ALIKE) == joined
    found = match([said(words(*changed))], [known(said(words(*range(length))))])
    assert found == [(0, "at least 60% of the words in a row") if joined else NEW]


def test_of_several_that_are_alike_the_most_alike_is_taken() -> None:
    held = [known(said(RIVER[:-40])), known(said(RIVER[:-8] + " month.")), known(said(FERRY))]
    assert match([said(RIVER)], held)[0][0] == 0  # the smaller side is what counts: it is held whole
    assert match([said(RIVER)], held[1:])[0][0] == 0


def test_nothing_is_alike_to_nothing() -> None:
    assert match([said("", "The weir")], [known(said("", "The ferry"))]) == [NEW]
    assert match([], [known(said(""))]) == []


ENTRIES = st.lists(
    st.builds(
        said,
        st.sampled_from([RIVER, RIVER + " Yes.", FERRY, FERRY[:50], BREAD, "", "no"]),
        st.none() | st.sampled_from(["Update", "The weir"]),
        publisher_id=st.none() | st.sampled_from(["1", "2"]),
    ),
    max_size=6,
)


@given(ENTRIES, ENTRIES)
@example([said(RIVER), said(RIVER)], [said(RIVER)])
def test_each_known_entry_is_given_to_one_observation_at_most(
    ours: list[Observation], theirs: list[Observation]
) -> None:
    found = match(ours, [known(each) for each in theirs])
    numbers = [number for number, _ in found if number is not None]
    assert len(found) == len(ours)
    assert len({*numbers}) == len(numbers)
    for observation, (number, reason) in zip(ours, found, strict=True):
        assert reason
        if number is not None and None not in (observation.publisher_id, theirs[number].publisher_id):
            assert observation.publisher_id == theirs[number].publisher_id


DRIFTING = st.lists(
    st.builds(
        said,
        st.lists(st.sampled_from("a b c d e f g h".split()), max_size=9).map(" ".join),
        publisher_id=st.none() | st.sampled_from(["1", "2", "3"]),
    ),
    max_size=8,
)


@given(DRIFTING, DRIFTING, st.booleans())
@example([said("a b c d e")], [said("a b c d"), said("b c d e")], False)  # as alike as each other
def test_entries_are_joined_by_their_words_as_if_each_were_held_against_every_other(
    ours: list[Observation], theirs: list[Observation], parted: bool
) -> None:
    ties = Ties(apart=((frozenset({ours[0].key}), frozenset({theirs[0].key})),)) if parted and ours and theirs else NONE
    held = [known(each) for each in theirs]
    found = match(ours, held, ties)
    reason = f"at least {ALIKE:.0%} of the words in a row"
    free = dict(enumerate(held))
    for number, why in found:
        if why not in (reason, NEW[1]) and number is not None:
            del free[number]
    for observation, (number, why) in zip(ours, found, strict=True):
        if why not in (reason, NEW[1]):
            continue
        shares = {
            at: likeness(shingles(observation.body), shingles(entry.body))
            for at, entry in free.items()
            if not ties.part(observation.key, entry.keys) and not (observation.publisher_id and theirs[at].publisher_id)
        }
        best = max(shares, key=lambda at: shares[at], default=None)
        expected = best if best is not None and shares[best] >= ALIKE else None
        assert number == expected
        if number is not None:
            del free[number]


def test_a_live_blog_is_told_by_a_person_then_by_its_id_then_by_its_address() -> None:
    about = LiveBlog(publisher_id="83", address=ADDRESS)
    assert liveblog_key(reading(about=about, liveblog="river")) == "named:river"
    assert liveblog_key(reading(about=about)) == "id:83"
    assert liveblog_key(reading(about=LiveBlog(address=ADDRESS))) == "address:example.org/live/river"
    bare = reading(about=LiveBlog(headline="River"))
    assert liveblog_key(bare) == f"capture:{bare.capture.digest[:16]}"


@pytest.mark.parametrize(
    "address",
    [
        "http://www.example.org/live/river",
        "https://EXAMPLE.org/live/river/",
        " https://example.org/live/river#block-7 ",
        "https://example.org/live/river?page=2&utm_source=x&fbclid=y",
        "https://example.org/live/river?offset=28&pinned=7",
        "https://example.org/live/river?page=with:block-646210cc8f0822aea831dd91#block-646210cc8f0822aea831dd91",
        "https://example.org/live/river?ref=home&utm_campaign&smid=tw-share",
        "https://example.org/live/river?amp#/",
        "https://example.org/live/river#!",
        "https://example.org/live/river#:~:text=weir",
    ],
)
def test_what_varies_between_visits_is_no_part_of_an_address(address: str) -> None:
    assert canonical_address(address) == "example.org/live/river"


def test_what_chooses_another_page_is_part_of_an_address() -> None:
    assert canonical_address("https://example.org/live?b=2&a=1&a=0") == "example.org/live?a=0&a=1&b=2"
    assert canonical_address("https://example.org/Live") != canonical_address("https://example.org/live")


@pytest.mark.parametrize(
    "addresses",
    [
        ("live.php?12345", "live.php?67890", "live.php"),
        ("index.php?page=storm", "index.php?page=election", "index.php?page=2"),
        ("a.asp?ref=10045", "a.asp?ref=10046", "a.asp?ref=home"),
        ("?offset=noon", "?offset=dusk"),
        ("#/live/1001", "#/live/1002", "#!/live/1001", "#block-7"),
        ("live?a=1&storm", "live?storm&a=2", "live?a=1"),
    ],
)
def test_pages_of_their_own_have_addresses_of_their_own(addresses: tuple[str, ...]) -> None:
    assert len({canonical_address(f"https://n.example/{each}") for each in addresses}) == len(addresses)


def test_a_former_key_is_known_where_it_was_another() -> None:
    def former(address: str) -> str | None:
        return former_key(reading(about=LiveBlog(address=address)))

    assert former("https://n.example/live.php?12345") == "address:n.example/live.php"
    assert former("https://n.example/#/live/1001") == "address:n.example"
    assert former(ADDRESS) is None
    assert former_key(reading(about=LiveBlog(publisher_id="83", address="https://n.example/?12345"))) is None


@given(st.text(st.characters(exclude_categories=())) | st.text(st.sampled_from("htps:/[]@?#&=.w%1x")))
@example("http://[")
@example("http://[::1")
@example("//[x]/")
@example("?\ud800=1")
def test_any_address_has_a_form_and_blanks_are_no_part_of_it(address: str) -> None:
    assert canonical_address(f"\n {address} ") == canonical_address(address)
