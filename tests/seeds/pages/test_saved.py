"""Is what a saving tool wrote into a page read, its changes undone, and a person's word kept apart from it?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from backfile.errors import BadCapture
from backfile.model.capture import Capture
from backfile.model.evidence import GIVEN_ADDRESS, Evidence, evidence_of
from backfile.model.ledger import Label
from backfile.model.observation import Reading
from backfile.model.time import Basis, Precision, Time
from backfile.seeds.markup.visible import read_page
from backfile.seeds.pages.page import read_html
from backfile.seeds.pages.recorded import Saved, recorded, with_recorded
from backfile.seeds.pages.saved import BANNER as REASON
from backfile.seeds.pages.saved import banner_spans, original_address, read_saved
from backfile.text.dates import parse_span
from tests.seeds.paste.pages import capture_of
from tests.seeds.saved_pages import ADDRESS, ARCHIVED, BANNER, BROWSER, SINGLEFILE, TODAY, WAYBACK, WOMBAT, page


def saved(source: str) -> Saved:
    return read_saved(source, LexborHTMLParser(source))


def read(source: str, capture: Capture | None = None) -> Reading:
    return read_html(capture or replace(capture_of(source), format="html"), source)


def stated(printed: str) -> Time:
    span = parse_span(printed)
    return Time(
        printed=printed, instant=span.start, precision=Precision(span.precision), basis=Basis.STATED, source="a person"
    )


def iso(time: Time | None) -> str | None:
    return time.instant.isoformat() if time is not None and time.instant is not None else None


# What each tool writes


def test_singlefile_records_address_and_time() -> None:
    found = saved(SINGLEFILE)
    assert (found.tool, found.address) == ("SingleFile", f"{ADDRESS}?a=1&b=2")
    assert iso(found.captured) == "2022-03-10T13:00:05+00:00"
    assert found.captured is not None
    assert (found.captured.basis, found.captured.precision) == (Basis.RECORDED, Precision.SECOND)
    assert found.captured.source == "SingleFile"
    assert found.captured.printed == "Thu Mar 10 2022 14:00:05 GMT+0100 (Central European Standard Time)"
    assert not found.archive


def test_a_browser_records_the_address_only() -> None:
    assert saved(BROWSER) == Saved(tool="the browser", address=ADDRESS)


@pytest.mark.parametrize(
    "source",
    [
        page(),
        BROWSER.replace(ADDRESS, "about:internet"),
        BROWSER.replace(ADDRESS, "https://news.example/\x07"),
        page(top=f"<!-- saved from url=(0030){ADDRESS} -->"),  # in the body: somebody's words
        page(head=f"<script>'<!-- saved from url=(0030){ADDRESS} -->'</script>"),
        page(before="<!-- another remark --><!-- never closed"),
        "",
    ],
)
def test_what_no_tool_wrote_at_its_place_is_not_believed(source: str) -> None:
    found = saved(source)
    assert (found.address, found.captured) == (None, None)


def test_a_singlefile_date_that_is_none_leaves_the_time_unknown() -> None:
    for other in ("yesterday", "Thu Mar 40 2022 14:00:05 GMT+0100"):
        source = SINGLEFILE.replace("Thu Mar 10 2022 14:00:05 GMT+0100", other)
        assert (saved(source).address, saved(source).captured) == (f"{ADDRESS}?a=1&b=2", None)


def test_a_wayback_copy_records_the_original_and_when_it_was_archived() -> None:
    found = saved(WAYBACK)
    assert (found.tool, found.address, found.archive) == ("the Wayback Machine", ADDRESS, True)
    assert iso(found.captured) == "2022-03-10T13:05:06+00:00"
    assert found.captured is not None and found.captured.printed == "13:05:06 Mar 10, 2022"


@pytest.mark.parametrize(
    ("head", "address", "captured"),
    [
        (WOMBAT, ADDRESS, "2022-03-10T13:05:06+00:00"),
        (f'<base href="https://web.archive.org/web/20220310130506/{ADDRESS}">', ADDRESS, "2022-03-10T13:05:06+00:00"),
        (
            f'<link rel="canonical" href="https://web.archive.org/web/202203101305/{ADDRESS}">',
            ADDRESS,
            "2022-03-10T13:05:00+00:00",
        ),
        (f'<base href="https://web.archive.org/web/20220310/{ADDRESS}">', ADDRESS, "2022-03-10T00:00:00+00:00"),
        (f'<base href="https://web.archive.org/web/2022/{ADDRESS}">', ADDRESS, None),
        (f'<base href="https://web.archive.org/web/20221332/{ADDRESS}">', ADDRESS, None),
        ('<base href="https://web.archive.org/web/20220310/mailto:x">', None, None),
        (f'<link rel="canonical" href="{ADDRESS}">', None, None),
        ("", None, None),
    ],
)
def test_a_wayback_copy_without_its_closing_comment_is_known_by_its_banner(
    head: str, address: str | None, captured: str | None
) -> None:
    found = saved(page(head=head, top=BANNER))
    assert (found.address, iso(found.captured), found.archive) == (address, captured, True)


def test_an_archive_today_copy_records_the_original_and_when_it_was_archived() -> None:
    found = saved(TODAY)
    assert (found.tool, found.address, found.archive) == ("archive.today", ADDRESS, True)
    assert iso(found.captured) == "2022-03-10T13:05:06+00:00"
    dotted = TODAY.replace("archive.today/20220310130506/", "archive.ph/2022.03.10-130506/")
    assert saved(dotted).captured == found.captured
    assert not saved(TODAY.replace("archive.today/", "archive.other/")).archive
    assert not saved(TODAY.replace('id="HEADER"', 'id="head"')).archive


def test_a_saved_copy_of_an_archive_is_a_capture_of_the_original() -> None:
    source = SINGLEFILE.replace(ADDRESS, f"https://web.archive.org/web/20220310130506/{ADDRESS}")
    found = saved(source)
    assert (found.address, iso(found.captured)) == (f"{ADDRESS}?a=1&b=2", "2022-03-10T13:05:06+00:00")


# Links


@pytest.mark.parametrize(
    ("given", "full"),
    [
        ("/web/20220310130506/https://other.example/a?b=/c#d", "https://other.example/a?b=/c#d"),
        ("/web/20220310130506im_/https://other.example/a.jpg", "https://other.example/a.jpg"),
        ("https://web.archive.org/web/20220310130506/http://other.example:80/a", "http://other.example/a"),
        ("//web.archive.org/web/2022/https:/other.example/a", "https://other.example/a"),
        ("/web/20220310130506/other.example/a", "http://other.example/a"),
        ("/web/20220310130506/mailto:a@b.example", None),
        (
            "/web/20220310130506/https://web.archive.org/web/2010/https://x.example/",
            "https://web.archive.org/web/2010/https://x.example/",
        ),
        ("/sport", "https://news.example/sport"),
        ("https://archive.is/o/AbC12/https://other.example/a", "https://other.example/a"),
        ("javascript:x", None),
    ],
)
def test_what_an_archive_rewrote_is_undone_once(given: str, full: str | None) -> None:
    assert original_address(saved(WAYBACK), ADDRESS)(given) == full


def test_a_page_that_is_no_copy_keeps_its_links_to_archives() -> None:
    given = "https://web.archive.org/web/2010/https://x.example/"
    assert original_address(saved(page()), ADDRESS)(given) == given


def test_relative_links_are_relative_to_what_the_page_says() -> None:
    assert original_address(saved(page(head='<base href="/other/">')), ADDRESS)("a") == "https://news.example/other/a"
    assert original_address(saved(page(head="<base>")), ADDRESS)("a") == "https://news.example/live/a"


# The reading


@pytest.mark.parametrize("source", [WAYBACK, TODAY])
def test_a_copy_of_an_archive_is_read_as_the_original_with_the_banner_as_furniture(source: str) -> None:
    reading = read(source)
    assert reading.capture.address == reading.liveblog.address == ADDRESS
    assert iso(reading.capture.captured) == "2022-03-10T13:05:06+00:00"
    assert [entry.headline for entry in reading.entries] == [
        "Divers find the bell",
        "Bakers hand out bread",
        "Sandbags asked for",
    ]
    assert "(<https://news.example/map" in reading.entries[0].body
    (part,), (ledger,) = reading.parts, reading.ledgers
    banner = [span for span in ledger.spans if span.reason == REASON]
    assert {span.label for span in banner} == {Label.FURNITURE}
    shown = part.text[banner[0].start : banner[-1].end]
    assert "capture" in shown and "Orre flood" not in shown
    assert reading.warnings == ()


def test_an_archive_that_forgot_to_close_its_banner_hides_nothing() -> None:
    source = page(head=WOMBAT, top=BANNER.replace("<!-- END WAYBACK TOOLBAR INSERT -->", ""))
    (ledger,) = read(source).ledgers
    assert sum(span.end - span.start for span in ledger.spans if span.reason == REASON) < 40
    assert len(read(source).entries) == 3


def test_a_page_too_deep_for_its_structure_keeps_what_the_comment_records() -> None:
    deep = SINGLEFILE.replace("<main>", "<div>" * 300 + "<main>")
    reading = read(deep)
    assert (reading.capture.address, iso(reading.capture.captured)) == (
        f"{ADDRESS}?a=1&b=2",
        "2022-03-10T13:00:05+00:00",
    )
    assert banner_spans(saved(WAYBACK), read_page("<div>" * 300)) == []


# Recorded and stated


def test_what_a_person_said_is_kept_and_what_is_recorded_fills_the_rest() -> None:
    capture = replace(capture_of(""), captured=stated("2022-03-10"), address="http://www.news.example/live/orre/")
    found, warnings = with_recorded(capture, saved(SINGLEFILE))
    assert (found, warnings) == (replace(capture, recorded=saved(SINGLEFILE).captured), ())
    found, warnings = with_recorded(capture_of(""), saved(SINGLEFILE))
    assert (found.address, iso(found.captured), warnings) == (f"{ADDRESS}?a=1&b=2", "2022-03-10T13:00:05+00:00", ())
    again, warnings = with_recorded(found, saved(SINGLEFILE))
    assert (again, warnings) == (found, ()), "read again, it is the same"


def test_a_contradiction_is_told_and_the_person_s_word_kept() -> None:
    capture = replace(capture_of(""), captured=stated("2022-03-12"), address="https://other.example/live")
    found, warnings = with_recorded(capture, saved(SINGLEFILE))
    assert found == replace(capture, recorded=saved(SINGLEFILE).captured), "and what the page records stays beside it"
    assert len(warnings) == 2
    assert "SingleFile recorded another time of capture" in warnings[0] and "2022-03-12" in warnings[0]
    assert "SingleFile recorded the address" in warnings[1]
    assert read(SINGLEFILE, replace(capture, format="html")).warnings == warnings


@pytest.mark.parametrize(
    ("captured", "contradicts"),
    [
        ("2022-03-10", False),
        ("2022-03", False),
        ("2022-03-09/2022-03-11", False),
        ("2022-03-10T13:40Z", False),
        ("2022-03-10T16:00Z", True),
        ("2022-03-11T02:00Z/2022-03-12", True),
        ("2021", True),
    ],
)
def test_a_span_that_holds_the_recorded_time_does_not_contradict_it(captured: str, contradicts: bool) -> None:
    _, warnings = with_recorded(replace(capture_of(""), captured=stated(captured)), saved(SINGLEFILE))
    assert bool(warnings) is contradicts


def test_a_stated_time_without_instant_or_in_words_of_its_own_is_kept() -> None:
    for time in (Time(printed="spring"), replace(stated("2022-03-10T13:00Z"), printed="at one")):
        found, warnings = with_recorded(replace(capture_of(""), captured=time), saved(SINGLEFILE))
        assert (found.captured, warnings) == (time, ())


def test_an_address_of_an_archive_that_a_person_gives_is_that_of_a_copy() -> None:
    capture = replace(capture_of(""), address=f"https://web.archive.org/web/20220310130506/{ADDRESS}")
    found, warnings = with_recorded(capture, Saved())
    assert (found.address, iso(found.captured), warnings) == (ADDRESS, "2022-03-10T13:05:06+00:00", ())
    assert found.captured is not None and found.captured.source == GIVEN_ADDRESS
    assert evidence_of(replace(found, format="html")) is Evidence.PAGE_STATED
    assert with_recorded(found, Saved())[0] == found, "read again, it is the same"
    assert with_recorded(replace(capture, captured=stated("2023")), Saved())[0].captured == stated("2023")
    assert recorded("x", "https://archive.ph/12345678/ftp://x.example", None).address is not None
    assert with_recorded(replace(capture, address="http://[x"), saved(SINGLEFILE))[0].address == "http://[x"


@given(st.integers(0, len(WAYBACK)), st.text(max_size=6), st.sampled_from([WAYBACK, TODAY, SINGLEFILE, BROWSER]))
@example(0, "<!--", WAYBACK)
@example(WAYBACK.index("FILE ARCHIVED"), "\0", WAYBACK)
def test_a_copy_that_is_spoilt_anywhere_is_read_or_refused(at: int, spoilt: str, source: str) -> None:
    damaged = source[:at] + spoilt + source[at + len(spoilt) :]
    try:
        reading = read(damaged)
    except BadCapture:
        return
    assert reading.entries
    cut = source[:at]
    assert isinstance(read_saved(cut, LexborHTMLParser(cut)), Saved)


def test_the_comments_of_a_page_cost_no_more_than_its_length() -> None:
    assert saved("<!--" * 200_000 + ARCHIVED).captured is None
    assert saved("<!-- x -->" * 100_000).tool == ""
