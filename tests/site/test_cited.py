"""Is what is cited what the archive knows, and does it agree with what reference managers read off a page?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from backfile.archive.history import read_wordings
from backfile.model.capture import Capture, digest
from backfile.model.entry import Coverage, Entry, Revision
from backfile.model.observation import LiveBlog, Provenance
from backfile.model.time import Basis, Precision, Time
from backfile.site.cited import citation_of, cite_box
from backfile.site.metadata import head_of_entry
from backfile.site.times import Clock
from backfile.text.citation.forms import FORMS
from backfile.text.slug import Slug
from backfile.workspace.settings import Settings

UTC_CLOCK = Clock.of("UTC")


def time(written: str, printed: str = "", precision: Precision = Precision.MINUTE) -> Time:
    instant = datetime.fromisoformat(written).replace(tzinfo=UTC)
    return Time(printed=printed or written, instant=instant, precision=precision, basis=Basis.ZONE)


def page(name: str, captured: Time | None) -> Capture:
    return Capture(digest=digest(name), name=name, size=1, format="html", captured=captured)


def seen(*captures: Capture) -> tuple[Provenance, ...]:
    return tuple(Provenance(capture=each.digest, part="text", start=0, end=1, displayed=True) for each in captures)


EARLY = page("early.html", time("2022-10-06T10:00"))
LATE = page("late.html", time("2022-10-07T10:00"))
UNKNOWN = page("unknown.html", None)


def entry(*revisions: tuple[Capture, ...], **said: object) -> Entry:
    told = tuple(
        Revision(number=number, headline="Weir  holds", body=f"It holds since {number}.", provenance=seen(*captures))
        for number, captures in enumerate(revisions, start=1)
    )
    facts = {"published": time("2022-10-05T23:30", "Oct 5, 7:30 PM EDT"), "byline": ("Nellie Bly",)} | said
    return Entry(slug=Slug("weir"), keys=("id:1",), basis="", updated=None, revisions=told, **facts)  # type: ignore[arg-type]


def coverage(held: Entry, publisher: str | None = "Example News") -> Coverage:
    about = LiveBlog(headline="River live", publisher=publisher, address="https://news.example/river")
    return Coverage(slug=Slug("river"), key="", liveblog=about, captures=(EARLY, LATE, UNKNOWN), entries=(held,))


def test_the_first_capture_of_the_newest_words_stands_behind_them() -> None:
    held = entry((EARLY,), (UNKNOWN, LATE))
    cited = citation_of(coverage(held), held, UTC_CLOCK, wordings=read_wordings(coverage(held), held))
    assert cited.digest == LATE.digest[:12]
    assert cited.captured_day == "2022-10-07"
    assert cited.evidence == "saved page, capture time stated by a person"
    assert cited.remarks == ("revision 2 of 2, for its words were edited", "the same words in 1 more capture")


def test_the_address_is_that_of_the_entry_where_the_page_has_an_element_of_its_id() -> None:
    held = entry((EARLY,))
    assert citation_of(coverage(held), held, UTC_CLOCK).address == "https://news.example/river"
    held = replace(held, anchor="block-1")
    assert citation_of(coverage(held), held, UTC_CLOCK).address == "https://news.example/river#block-1"
    about = replace(coverage(held), liveblog=LiveBlog(headline="River live"))
    assert citation_of(about, held, UTC_CLOCK).address is None


def test_an_older_wording_is_cited_by_the_captures_that_show_it() -> None:
    held = entry((EARLY,), (LATE,))
    wordings = read_wordings(coverage(held), held)
    cited = citation_of(coverage(held), held, UTC_CLOCK, revision=held.revisions[0], wordings=wordings)
    assert (cited.digest, cited.captured_day) == (EARLY.digest[:12], "2022-10-06")
    assert cited.remarks == ("revision 1 of 2, for its words were edited",)


def test_a_time_is_told_as_printed_and_as_it_is_meant() -> None:
    held = entry((EARLY,))
    assert citation_of(coverage(held), held, UTC_CLOCK).published == (
        "Oct 5, 7:30 PM EDT = 5 October 2022, 23:30 UTC, known to the minute, zone named"
    )


def test_without_a_time_that_of_the_capture_is_not_taken() -> None:
    held = entry((EARLY,), published=None)
    cited = citation_of(coverage(held), held, UTC_CLOCK)
    assert (cited.day, cited.published) == ("", None)
    printed = entry((EARLY,), published=Time(printed="10.32am"))
    cited = citation_of(coverage(printed), printed, UTC_CLOCK)
    assert cited.day == ""
    assert cited.published is not None and cited.published.startswith("10.32am = ")


@pytest.mark.parametrize(
    ("remark", "said"),
    [
        ("deleted by the publisher", {"withdrawn": "deleted by the publisher"}),
        (
            "[the keepers of the archive, not the publisher, say: other words are shown in the place of these]",
            {"altered": "Other."},
        ),
    ],
)
def test_what_a_reader_must_know_is_remarked(remark: str, said: dict[str, object]) -> None:
    held = entry((EARLY,), **said)
    assert remark in citation_of(coverage(held), held, UTC_CLOCK).remarks


@pytest.mark.parametrize("zone", ["UTC", "Europe/Kyiv", "America/New_York"])
@pytest.mark.parametrize(
    "published",
    [
        time("2022-10-05T23:30"),
        time("2022-10-05T00:00", precision=Precision.DAY),
        time("2022-10-01T00:00", precision=Precision.MONTH),
        time("2022-01-01T00:00", precision=Precision.YEAR),
        time("2022-10-05T00:00", precision=Precision.INTERVAL),
        Time(printed="10.32am"),
        None,
    ],
)
def test_what_zotero_reads_off_a_page_agrees(zone: str, published: Time | None) -> None:
    held = entry((EARLY,), published=published)
    clock = Clock.of(zone)
    cited = citation_of(coverage(held), held, clock)
    settings = replace(
        Settings(title="T"), publish="full", zone=zone, rights="x", contact="y", base_url="https://a.example/"
    )
    names = dict(head_of_entry(coverage(held), held, settings, clock).names)
    assert names.get("citation_publication_date", "") == cited.day.replace("-", "/")
    assert names["citation_title"] == cited.title
    assert names["citation_author"] == cited.names[0]
    assert names["citation_publisher"] == cited.publisher
    assert names["DC.source"] == cited.address


def test_hostile_words_are_spelled_out() -> None:
    held = entry((EARLY,), byline=("\x1b[31mBly\u202e",))
    assert citation_of(coverage(held), held, UTC_CLOCK).names == ("<U+001B>[31mBly<U+202E>",)


def test_the_box_of_a_page_gives_what_the_command_gives() -> None:
    held = entry((EARLY,))
    box = cite_box(coverage(held), held, UTC_CLOCK)
    cited = citation_of(coverage(held), held, UTC_CLOCK)
    assert box.plain == FORMS["plain"](cited).strip()
    assert dict(box.forms) == {
        "Wikipedia": FORMS["wikipedia"](cited).strip("\n"),
        "BibTeX": FORMS["bibtex"](cited).strip("\n"),
        "RIS": FORMS["ris"](cited).replace("\r", "").strip("\n"),
    }
