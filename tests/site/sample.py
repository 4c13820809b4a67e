"""Live blogs for the tests of the site: invented, and as awkward as real ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from backfile.archive.history import read_histories
from backfile.desk.search.documents import documents_of
from backfile.desk.search.struck import struck_in_line
from backfile.index.postings import collect_postings
from backfile.model.capture import Capture, digest
from backfile.model.entry import Coverage, Entry, Revision
from backfile.model.history import Event, History
from backfile.model.observation import LiveBlog, Provenance
from backfile.model.permalink import permalink
from backfile.model.search import Postings
from backfile.model.time import Basis, Precision, Time
from backfile.site import writing
from backfile.site.sources import Lead, Read
from backfile.site.told import Written
from backfile.text.markdown import escape
from backfile.text.slug import Slug, slug
from backfile.workspace.settings import Settings

STORM = Capture(
    digest=digest("storm"),
    name="paper/storm-night.txt",
    size=18_204,
    format="text",
    decoding="utf-8",
    address="https://news.example/live/storm-night",
    publisher="Harbour Gazette",
    captured=Time(
        printed="2021-11-27",
        instant=datetime(2021, 11, 27, tzinfo=UTC),
        precision=Precision.DAY,
        basis=Basis.STATED,
        source="the person who added it",
    ),
)
FIRST = Capture(
    digest=digest("first"),
    name="paper/storm-first.txt",
    size=9_001,
    format="text",
    publisher="Harbour Gazette",
    captured=Time(
        printed="2021-11-26",
        instant=datetime(2021, 11, 26, tzinfo=UTC),
        precision=Precision.DAY,
        basis=Basis.STATED,
        source="the person who added it",
    ),
)
"""It shows the earlier words of entries that were edited."""
LATER = Capture(digest=digest("later"), name="storm-later.txt", size=1, format="text", publisher="Harbour Gazette")
COUNT = Capture(
    digest=digest("count"),
    name="count.html",
    size=90_112,
    format="html",
    address="javascript:alert(1)",
    publisher="The Valley Post",
    captured=Time(
        printed="20220310140502",
        instant=datetime(2022, 3, 10, 14, 5, 2, tzinfo=UTC),
        precision=Precision.SECOND,
        basis=Basis.RECORDED,
        source="page",
    ),
)


def clock(printed: str, hour: int, minute: int, day: int = 10) -> Time:
    instant = datetime(2022, 3, day, hour, minute, tzinfo=UTC)
    return Time(printed=printed, instant=instant, precision=Precision.MINUTE, basis=Basis.PAGE_ZONE, source="page")


def entry(
    text: str,
    headline: str | None = None,
    *,
    name: str = "",
    byline: tuple[str, ...] = (),
    published: Time | None = None,
    updated: Time | None = None,
    altered: str | None = None,
    earlier: Sequence[tuple[str | None, str]] = (),
    capture: Capture = STORM,
) -> Entry:
    """An entry with these words."""
    place = Provenance(capture=capture.digest, part="text", start=1_204, end=1_204 + len(text), displayed=True)
    before = replace(place, capture=FIRST.digest)
    older = [
        Revision(number=number, headline=old_headline, body=escape(old_text), provenance=(before,))
        for number, (old_headline, old_text) in enumerate(earlier, start=1)
    ]
    newest = Revision(number=len(older) + 1, headline=headline, body=escape(text), provenance=(place,))
    return Entry(
        slug=Slug(name) if name else slug(headline or text, fallback="entry"),
        keys=("words:0",),
        basis="one capture",
        byline=byline,
        published=published,
        updated=updated,
        revisions=(*older, newest),
        altered=altered,
    )


STORM_NIGHT = Coverage(
    slug=Slug("storm-night"),
    key="address:https://news.example/live/storm-night",
    liveblog=LiveBlog(
        headline="Storm night: ferries stay in port as the sea wall holds",
        summary=(
            "The strongest November storm in forty years has reached the coast, and every ferry north of the estuary "
            "is staying in port.",
            "About 9,000 homes are without power. Engineers say that the sea wall at Orrin has moved “by the width of "
            "a hand” but is holding.",
        ),
        publisher="Harbour Gazette",
        address="https://news.example/live/storm-night",
    ),
    captures=(FIRST, STORM, LATER),
    entries=(
        entry(
            "Engineers who spent the night on the sea wall say it moved, but is holding.\n\n"
            "“By the width of a hand, no more,” the harbour master, Ilse Brandt, told reporters at first light. "
            "“We measured it every ten minutes. At four it stopped.”\n\n"
            "The wall was last repaired in 1987. A second crew, with pumps, is on its way from the south of the county "
            "and should be in Orrin by noon.",
            "Sea wall has moved ‘by the width of a hand’, harbour master says",
            byline=("Ada Quint", "Tom O’Hare"),
        ),
        entry(
            "All ferries stay in port until Friday at the earliest, the company said.\n\n"
            "Passengers who are stranded in Orrin can sleep in the school on Quay Street.\n"
            "Blankets are wanted there: bring what you can.",
            "Ferries cancelled until Friday",
            byline=("Ada Quint",),
            earlier=[
                ("Ferries cancelled until Thursday", "All ferries stay in port until Thursday, the company said.")
            ],
        ),
        entry(
            "Nine thousand homes are now without power, twice as many as an hour ago. More soon.", name="nine-thousand"
        ),
        entry(
            "The bridge is open again.",
            "Bridge reopens",
            altered="The bridge is **closed** again.\n\n[Ask them](javascript:alert(1)) <script>alert(1)</script>",
        ),
        entry(
            "</script><script>alert(1)</script> & <img src=x onerror=alert(1)> \x1b[31mred\u202etxet",
            "<b>Bold</b> & “quoted” </title><script>alert(1)</script>",
            name="hostile",
            byline=("<i>Mallory</i>",),
        ),
    ),
)
VALLEY_COUNT = Coverage(
    slug=Slug("valley-count"),
    key="id:valley",
    liveblog=LiveBlog(
        headline="Valley votes: the count, hour by hour", publisher="The Valley Post", address="data:text/html,x"
    ),
    captures=(COUNT,),
    entries=(
        entry(
            "Turnout is 61 per cent, the returning officer says, five points up. The ferry brought the last boxes "
            "from the islands at ten.",
            "Turnout is up by five points",
            byline=("Noor Haddad",),
            published=clock("10.32pm", 22, 32),
            updated=clock("11.04pm", 23, 4),
            capture=COUNT,
        ),
        entry(
            "أعلن المسؤولون أن الفرز سيستمر حتى الصباح.",
            "الفرز مستمر",
            name="alfrz-mstmr",
            published=clock("9.58pm", 21, 58),
            capture=COUNT,
        ),
        entry(
            "Polls have closed in the valley. We are counting, and will be here all night. The Zürich line is shut.",
            "Polls close",
            published=Time(printed="Last night"),
            capture=COUNT,
        ),
    ),
)
UNNAMED = Coverage(slug=Slug("unnamed"), key="none", liveblog=LiveBlog(), captures=(), entries=())

COVERAGES = (STORM_NIGHT, UNNAMED, VALLEY_COUNT)


def postings(coverages: Sequence[Coverage] = COVERAGES) -> Postings:
    """What search sees of these live blogs."""
    held = collect_postings(documents_of(coverages), "en")
    struck = {
        permalink(coverage.slug, entry.slug): struck_in_line(entry.body)
        for coverage in coverages
        for entry in coverage.entries
        if "~~" in entry.body
    }
    return replace(held, struck={held.permalinks.index(each): its for each, its in struck.items()})


@dataclass(frozen=True)
class InMemory:
    """A live blog that need not be read; without a stamp nothing of it is known from before."""

    coverage: Coverage
    stamp: str = ""
    leads: tuple[Lead, ...] = ()

    @property
    def slug(self) -> Slug:
        return self.coverage.slug

    def read(self) -> Coverage:
        return self.coverage

    def histories(self, coverage: Coverage) -> Iterator[History]:
        return read_histories(coverage, ())

    def headlines(self, coverage: Coverage) -> Sequence[Event]:
        return ()

    def stretch(self, place: Provenance) -> str:
        return f"characters {place.start} to {place.end} of part {place.part}"


class Searched:
    """What search sees of the live blogs that a site is made from."""

    def __init__(self) -> None:
        self.coverages: list[Coverage] = []

    def add(self, slug: Slug, read: Read, /) -> None:
        coverage = read()
        assert coverage is not None
        assert coverage.slug == slug
        self.coverages.append(coverage)

    def finish(self) -> Postings:
        return postings(self.coverages)


def write_site(folder: Path, coverages: Sequence[Coverage], settings: Settings, **others: Any) -> Written:
    """The site of these live blogs, with all that search needs."""
    written, held = writing.write_site(folder, [InMemory(each) for each in coverages], settings, Searched(), **others)
    assert held.liveblogs == len(coverages)
    return written
