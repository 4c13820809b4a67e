"""What tells an entry from every other, and which words are its own?"""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from backfile.model.capture import Digest
from backfile.model.entry import Entry, Revision
from backfile.model.observation import Observation, Provenance, core_id, entry_key
from backfile.model.permalink import liveblog_in, permalink, slug_in
from backfile.text.fold import folded_words
from backfile.text.markdown import escape
from backfile.text.slug import Slug

ANY_TEXT = st.text(st.characters(exclude_categories=()))
SEEN = Provenance(capture=Digest("0" * 64), part="text", start=0, end=5, displayed=True)


def entry(altered: str | None = None) -> Entry:
    first = Revision(number=1, headline="First", body="one", provenance=(SEEN,))
    second = Revision(number=2, headline="Second", body="two", provenance=(SEEN,))
    return Entry(
        slug=Slug("first"),
        keys=("id:1",),
        basis="publisher's id",
        byline=(),
        published=None,
        updated=None,
        revisions=(first, second),
        altered=altered,
    )


def test_a_permalink_is_the_live_blog_and_the_slug() -> None:
    given = permalink(Slug("war-in-ukraine"), Slug("mig-29s"))
    assert given == "war-in-ukraine/mig-29s"
    assert (liveblog_in(given), slug_in(given)) == ("war-in-ukraine", "mig-29s")


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_entries_with_a_publishers_id_are_told_apart_by_it_alone(one: str, other: str, id_: str, body: str) -> None:
    assume(id_)
    assert entry_key(id_, one, body) == entry_key(id_, other, other) == f"id:{core_id(id_)}"


@pytest.mark.parametrize(
    ("spelled", "core"),
    [
        ("post-1288914", "1288914"),
        ("liveblogPost1288914", "1288914"),
        ("live-blog-entry-4711", "4711"),
        ("post_63c2b31f7f08ad21ea60071e", "63c2b31f7f08ad21ea60071e"),
        ("block-60300f5f8f08ad21ea60071e", "60300f5f8f08ad21ea60071e"),
        ("p11111", "11111"),
        ("post-12", "post-12"),
        ("1288914", "1288914"),
    ],
)
def test_an_id_is_the_same_however_it_is_spelled(spelled: str, core: str) -> None:
    assert core_id(spelled) == core


@pytest.mark.parametrize(
    "slugs",
    [
        ("turnout-2024", "budget-2024", "2024"),
        ("polls-close-2230", "polls-open-2230"),
        ("results-20241105", "turnout-20241105", "post-20241105"),
        ("deaths-pass-100000", "donations-pass-100000"),
        ("postal-votes-2024", "cardinals-2024", "post-2024"),
    ],
)
def test_slugs_that_end_with_the_same_number_are_ids_of_their_own(slugs: tuple[str, ...]) -> None:
    assert len({core_id(slug) for slug in slugs}) == len(slugs)


@given(ANY_TEXT, ANY_TEXT)
@example("", "")
@example("\ud800", "\udfff")
def test_entries_without_an_id_have_a_fingerprint_of_sixteen_digits(headline: str, body: str) -> None:
    kind, _, fingerprint = entry_key(None, headline, body).partition(":")
    assert kind == "words"
    assert len(fingerprint) == 16
    assert set(fingerprint) <= set("0123456789abcdef")
    assert entry_key("", headline, body) == f"{kind}:{fingerprint}"


@given(st.text(), st.text())
@example("It's “over”", "He said: “No.” — Київ é")
def test_a_fingerprint_is_blind_to_the_unicode_form_spacing_and_escapes(headline: str, body: str) -> None:
    pasted = unicodedata.normalize("NFC", body).replace(" ", "\n\n")
    assert entry_key(None, headline, escape(body)) == entry_key(None, f" {headline}\n", escape(pasted))


def test_a_fingerprint_is_blind_to_case_quotes_and_dashes() -> None:
    assert entry_key(None, "It’s OVER", "“Yes” – now") == entry_key(None, "it's over", '"yes" - Now')


@given(st.tuples(st.text(), st.text()), st.tuples(st.text(), st.text()))
@example(("a", "b c"), ("a b", "c"))
@example(("", "a"), ("a", ""))
def test_other_words_have_another_fingerprint(one: tuple[str, str], other: tuple[str, str]) -> None:
    same = list(map(folded_words, one)) == list(map(folded_words, other))
    assert (entry_key(None, one[0], escape(one[1])) == entry_key(None, other[0], escape(other[1]))) == same


def test_no_headline_and_an_empty_one_are_the_same_entry() -> None:
    assert entry_key(None, None, "words") == entry_key(None, "", "words")


@pytest.mark.parametrize("publisher_id", [None, "block-1"])
def test_the_key_of_an_observation_is_that_of_its_words(publisher_id: str | None) -> None:
    seen = Observation(publisher_id=publisher_id, headline="Head", body="\\*body\\*", provenance=(SEEN,))
    assert seen.key == entry_key(publisher_id, "Head", "\\*body\\*")


def test_the_words_of_an_entry_are_those_of_its_newest_revision() -> None:
    held = entry()
    assert (held.newest.number, held.headline, held.body) == (2, "Second", "two")


@pytest.mark.parametrize("altered", ["changed by hand", ""])
def test_a_body_altered_by_hand_is_shown_but_never_becomes_a_revision(altered: str) -> None:
    held = entry(altered)
    assert held.body == altered
    assert held.newest.body == "two"
