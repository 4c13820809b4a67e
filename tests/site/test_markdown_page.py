"""The Markdown beside an entry's page."""

from __future__ import annotations

from dataclasses import replace

from backfile.model.entry import Coverage, Entry
from backfile.site.body import render_body
from backfile.site.histories import HistoryView
from backfile.site.markdown_page import render_markdown
from backfile.site.times import Clock
from backfile.site.views import view_captures, view_entry, view_liveblog
from tests.site.markup import parse
from tests.site.sample import COUNT, STORM_NIGHT, VALLEY_COUNT, entry

CLOCK = Clock.of("UTC")
ALTERED = "Altered by hand since it was captured: these are not the publisher’s words."


def markdown_of(coverage: Coverage, held: Entry) -> str:
    view = view_entry(coverage, held, view_captures(coverage, CLOCK), CLOCK)
    return render_markdown(held, view, view_liveblog(coverage, CLOCK), CLOCK.words)


def test_it_says_all_that_the_page_says() -> None:
    assert (
        markdown_of(VALLEY_COUNT, VALLEY_COUNT.entries[0])
        == f"""\
# Turnout is up by five points

By Noor Haddad{"  "}
10.32pm (10 March 2022, 22:32 UTC, known to the minute (zone of the page)){"  "}
Updated 11.04pm (10 March 2022, 23:04 UTC, known to the minute (zone of the page)){"  "}
Live blog: Valley votes: the count, hour by hour, The Valley Post{"  "}
Address: data:text/html,x

Turnout is 61 per cent, the returning officer says, five points up. The ferry brought the last boxes from the islands \
at ten.

---

Capture: count.html{"  "}
sha256: {COUNT.digest}{"  "}
Captured: 10 March 2022, 14:05:02 UTC, known to the second (recorded in the capture){"  "}
Place: part text, characters 1,204 to 1,329
"""
    )


def test_what_is_not_known_is_said_plainly() -> None:
    bare = replace(STORM_NIGHT, captures=(), liveblog=replace(STORM_NIGHT.liveblog, address=None, publisher=None))
    markdown = markdown_of(bare, entry("No more is known.", name="a"))
    for said in ("# (No headline)", "Time not given", "Capture: not described in this archive", "not known when"):
        assert said in markdown


def test_one_of_several_wordings_of_unknown_order_says_so() -> None:
    coverage = VALLEY_COUNT
    view = view_entry(coverage, coverage.entries[0], view_captures(coverage, CLOCK), CLOCK)
    for unordered in (1, 2):
        history = HistoryView(
            evidence="", known=None, events=(), wordings=(), edited=False, first_seen=None, unordered=unordered
        )
        with_history = replace(view, history=history)
        markdown = render_markdown(coverage.entries[0], with_history, view_liveblog(coverage, CLOCK), CLOCK.words)
        assert ("\nOne of 2 wordings; which is older is not known" in markdown) == (unordered == 2)


def test_altered_words_are_marked() -> None:
    assert f"> **{ALTERED}**" in markdown_of(STORM_NIGHT, STORM_NIGHT.entries[3])
    assert ALTERED not in markdown_of(STORM_NIGHT, STORM_NIGHT.entries[0])


def test_headlines_and_names_cannot_become_markup() -> None:
    markdown = markdown_of(STORM_NIGHT, STORM_NIGHT.entries[4])
    assert "\u202e" not in markdown
    assert "\x1b" not in markdown
    tags = {tag for tag, _ in parse(render_body(markdown)).tags}
    assert tags == {"h2", "p", "br", "hr"}
