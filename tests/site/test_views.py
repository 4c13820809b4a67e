"""What pages say of entries, live blogs and captures."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from backfile.model.entry import Coverage
from backfile.site.times import Clock
from backfile.site.views import (
    LABEL_LENGTH,
    LONGEST_STRETCH,
    beginning,
    entry_label,
    view_captures,
    view_entry,
    view_liveblog,
)
from backfile.text.markdown import picture
from tests.site.sample import STORM, STORM_NIGHT, UNNAMED, VALLEY_COUNT, clock, entry

CLOCK = Clock.of("UTC")


def coverage_of(*entries: object) -> Coverage:
    return replace(STORM_NIGHT, entries=entries)  # type: ignore[arg-type]


@given(st.text())
def test_a_beginning_is_short_and_begins_the_text(text: str) -> None:
    begun = beginning(text)
    assert len(begun) <= LABEL_LENGTH + 2
    assert " ".join(text.split()).startswith(begun.removesuffix("\u00a0…"))


def test_an_entry_without_a_headline_is_named_by_its_words_and_one_without_words_by_its_slug() -> None:
    assert entry_label(entry("Nine *thousand* homes", name="a")) == "Nine *thousand* homes"
    assert entry_label(entry("", name="entry-3")) == "entry-3"
    assert entry_label(entry("text", "Headline")) == "Headline"


def test_live_blogs_say_what_is_known_of_their_dates() -> None:
    assert view_liveblog(STORM_NIGHT, CLOCK).dates == ("times not given",)
    assert view_liveblog(VALLEY_COUNT, CLOCK).dates == ("10 March 2022", "1 without a usable time")
    assert view_liveblog(UNNAMED, CLOCK).dates == ()
    only_printed = VALLEY_COUNT.entries[2:]
    assert view_liveblog(coverage_of(*only_printed), CLOCK).dates == ("no usable times",)
    assert view_liveblog(coverage_of(entry("x", published=clock("1pm", 13, 0))), CLOCK).dates == ("10 March 2022",)


def test_a_live_blog_without_a_headline_is_named_by_its_slug() -> None:
    view = view_liveblog(UNNAMED, CLOCK)
    assert (view.label, view.headline, view.address, view.captures) == ("unnamed", None, None, ())


def test_an_address_that_is_no_link_is_kept_as_text() -> None:
    address = view_liveblog(VALLEY_COUNT, CLOCK).address
    assert address is not None
    assert (address.text, address.href) == ("data:text/html,x", None)


def test_an_entry_knows_where_its_words_stand() -> None:
    captures = view_captures(STORM_NIGHT, CLOCK)
    [source] = view_entry(STORM_NIGHT, STORM_NIGHT.entries[0], captures, CLOCK).sources
    assert source.capture == captures[STORM.digest]
    assert (source.part, source.start, source.hidden) == ("text", "1,204", False)
    [orphan] = view_entry(STORM_NIGHT, STORM_NIGHT.entries[0], {}, CLOCK).sources
    assert (orphan.capture, orphan.digest) == (None, STORM.digest)


def test_an_altered_entry_shows_the_publishers_words_only_where_they_are_known() -> None:
    known = view_entry(STORM_NIGHT, entry("as captured", "A", altered="changed"), {}, CLOCK)
    assert known.altered
    assert known.as_captured is not None
    assert known.as_captured.html == '<p dir="auto">as captured</p>'
    lost = view_entry(STORM_NIGHT, entry("changed", "A", altered="changed"), {}, CLOCK)
    assert lost.altered
    assert lost.as_captured is None


def test_numbers_are_counted_in_words() -> None:
    assert CLOCK.words.count("entries", 0) == "0 entries"
    assert CLOCK.words.count("entries", 1_000) == "1,000 entries"


def test_a_place_shows_what_stands_there_and_says_what_it_leaves_out() -> None:
    only = entry("Words.")
    for text, beyond in (("", ""), ("x" * LONGEST_STRETCH, ""), ("x" * (LONGEST_STRETCH + 1_234), "1,234")):
        view = view_entry(coverage_of(only), only, {}, CLOCK, {only.newest.provenance[0]: text}.__getitem__)
        assert [(source.stretch, source.beyond) for source in view.sources] == [(text[:LONGEST_STRETCH], beyond)]
    assert view_entry(coverage_of(only), only, {}, CLOCK).sources[0].stretch == ""


def test_pictures_are_labelled_in_the_words_of_the_site() -> None:
    held = replace(entry("x"), altered=picture("the bridge", "https://a.example/b.png"))
    assert 'data-label="Picture:"' in view_entry(coverage_of(held), held, {}, CLOCK).html
    assert 'data-label="Bild:"' in view_entry(coverage_of(held), held, {}, Clock.of("UTC", "de")).html
