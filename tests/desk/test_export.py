"""Does an export lose nothing, and can the programs that it is meant for read it?"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import bagit
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backfile.archive.as_of import named_as_of
from backfile.archive.coverage import read_archive, read_coverage
from backfile.archive.history import read_wordings
from backfile.archive.store import store_reading
from backfile.desk.add import add, find_sources
from backfile.desk.begin import begin
from backfile.desk.choosing.chosen import Chosen, choose
from backfile.desk.cite import cite
from backfile.desk.export import export
from backfile.desk.export_forms.lines import COLUMNS, json_line
from backfile.desk.export_forms.seen import read_seen
from backfile.desk.intake.stating import Stated
from backfile.desk.merge import merge
from backfile.desk.reread import reread
from backfile.desk.show import show
from backfile.desk.verify import verify
from backfile.desk.withhold import withhold
from backfile.errors import BackfileError, NotFound, Usage
from backfile.model.entry import Coverage
from backfile.model.evidence import Evidence, tell_told
from backfile.model.history import Wording
from backfile.model.observation import LiveBlog
from backfile.model.plain import dump
from backfile.model.time import Time
from backfile.seeds.many import bytes_at, read_each
from backfile.seeds.shelf.names import SIDECAR
from backfile.text.markdown import words
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace
from tests.archive.readings import day, minute, reading, said
from tests.desk.pastes import (
    BAKERS,
    DIVERS,
    FLOOD,
    FLOOD_BLOG,
    FLOOD_LATER,
    HOSTILE,
    MATCH,
    MATCH_BLOG,
    give,
    states,
    write,
)
from tests.faults import full_disk

TEXT = st.text(st.characters(exclude_categories=(), exclude_characters="\r"), max_size=20)
SHORT = st.text(st.characters(exclude_categories=()), min_size=1, max_size=8)
TIME = st.none() | st.builds(minute, st.sampled_from(("09:30", "23:59")), known=st.booleans())


@st.composite
def observations(draw: st.DrawFn, name: str) -> Any:
    """What a capture may show of an entry with that id."""
    return said(
        draw(TEXT),
        draw(st.none() | SHORT),
        publisher_id=draw(st.sampled_from((name, name, None))),
        byline=tuple(draw(st.lists(SHORT, max_size=2))),
        published=draw(TIME),
        updated=draw(TIME),
        tags=tuple(draw(st.lists(SHORT, max_size=2))),
        language=draw(st.sampled_from((None, "en", "uk"))),
    )


NAMES = ("first-1001", "second-1002", "third-1003")
PAGES = st.lists(
    st.tuples(*(st.none() | observations(name) for name in NAMES)).filter(
        lambda page: len({each.key for each in page if each}) == sum(map(bool, page))  # readers join what stands twice
    ),
    min_size=1,
    max_size=3,
).filter(lambda pages: any(any(page) for page in pages))
ABOUT = st.builds(
    LiveBlog,
    headline=st.none() | SHORT,
    summary=st.lists(SHORT, max_size=2).map(tuple),
    publisher=st.none() | SHORT,
    address=st.none() | st.just("https://example.org/live/1"),
    publisher_id=st.none() | SHORT,
    declared=st.none() | st.integers(0, 9),
    more=st.booleans(),
)


def told(coverage: Coverage) -> object:
    """All that the archive says of a live blog, but for what another archive gives anew: places."""
    return (
        coverage.slug,
        coverage.liveblog,
        [
            (
                *(entry.slug, entry.keys, entry.byline, entry.withdrawn, entry.tags, entry.language),
                *map(without_source, (entry.published, entry.updated)),
                [
                    (revision.number, revision.headline, revision.body, without_source(revision.updated))
                    for revision in entry.revisions
                ],
            )
            for entry in coverage.entries
        ],
    )


def lines_in(archive: Path, coverage: Coverage) -> list[str]:
    seen = read_seen(archive, coverage)
    return [
        json_line(coverage, entry, read_wordings(coverage, entry)[-1], seen.get(entry.slug, ()))
        for entry in coverage.entries
    ]


def without_source(time: Time | None) -> Time | None:
    return time and replace(time, source="")


def stored(archive: Path, readings: list[Any]) -> Coverage:
    archive.mkdir()
    for each in readings:
        slug = store_reading(archive, each).coverage.slug
    return read_coverage(archive, slug)


def read_back(data: bytes, archive: Path) -> list[Coverage]:
    """The archive that an export makes."""
    capture = reading().capture
    file = replace(capture, name="all.jsonl", format="jsonl", address=None, size=len(data))
    archive.mkdir()
    for each in read_each(io.BytesIO(data), file):
        assert not isinstance(each, BackfileError), each
        held = bytes_at(io.BytesIO(data), file.name, "jsonl", each.capture.name.partition("#")[2])
        assert held is not None
        assert len(held[0]) == each.capture.size
        store_reading(archive, each)
    return read_archive(archive)[0]


OF_THE_OTHER_ARCHIVE = ("evidence", "known", "keepers", "corrected", "altered", "altered_text", "altered_markdown")
"""What a line says otherwise of what came from another archive (docs/citing.md); and `through`, of its captures."""


def comparable(line: dict[str, Any]) -> dict[str, Any]:
    """A line without that, but for the instant since when its words are known."""
    rest = {name: value for name, value in line.items() if name not in OF_THE_OTHER_ARCHIVE}
    captures = [{name: value for name, value in each.items() if name != "through"} for each in line["captures"]]
    return rest | {"captures": captures, "by": line["known"] and line["known"]["by"]}


ONE = said("one", "Weir", publisher_id=NAMES[0])
TWO = said("two", "Weir", publisher_id=NAMES[0])


CAPTURED = st.sampled_from((None, day(6), day(6), day(7), day(8)))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(PAGES, ABOUT, st.data())
def test_an_export_that_is_read_back_has_lost_nothing(pages: list[Any], about: LiveBlog, data: st.DataObject) -> None:
    readings = [
        reading(*filter(None, page), captured=data.draw(CAPTURED), about=about, liveblog="one", salt=str(number))
        for number, page in enumerate(pages, start=1)
        if any(page)
    ]
    check_hops(readings)


@pytest.mark.parametrize(
    ("pages", "about"),
    [
        ([(ONE, None, None), (TWO, None, None), (ONE, None, None)], LiveBlog()),  # an edit, and back
        ([(said("\ud800\u2028\x1b&#13; *a*", "=1", publisher_id=NAMES[0]), None, None)], LiveBlog(headline="\udfff")),
    ],
)
@pytest.mark.parametrize("days", [(6, 7, 8), (8, 7, 6), (6, 6, 6), (None, None, None), (6, None, 6)])
def test_nothing_is_lost_of_an_edit_and_back_whatever_is_known_of_its_order(
    pages: list[Any], about: LiveBlog, days: tuple[int | None, ...]
) -> None:
    check_hops(
        [
            reading(
                *filter(None, page), captured=day(at) if at else None, about=about, liveblog="one", salt=str(number)
            )
            for number, (page, at) in enumerate(zip(pages, days, strict=False), start=1)
        ]
    )


def check_hops(readings: list[Any]) -> None:
    """That the archive of these readings is told alike on two ways through others, and in the same lines."""
    with TemporaryDirectory() as folder:
        coverage = stored(Path(folder, "one"), readings)
        first = lines_in(Path(folder, "one"), coverage)
        lines = first
        for name in ("two", "three"):
            (back,) = read_back("".join(lines).encode(), Path(folder, name))
            assert told(back) == told(coverage)
            wordings = [read_wordings(each, entry) for each in (coverage, back) for entry in each.entries]
            ours, theirs = wordings[: len(coverage.entries)], wordings[len(coverage.entries) :]
            assert [list(map(standing, each)) for each in theirs] == [list(map(standing, each)) for each in ours]
            lines = lines_in(Path(folder, name), back)
            assert [comparable(json.loads(line)) for line in lines] == [comparable(json.loads(line)) for line in first]


def standing(wording: Wording) -> object:
    """By when it is known, until when, and among how many it has no place."""
    return wording.known and wording.known.by, wording.until, wording.unordered


def lines_of(workspace: Workspace, *liveblogs: str, query: str | None = None) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text_of(choose(workspace, liveblogs, query), "jsonl").splitlines()]


def text_of(chosen: Chosen, format: str) -> str:
    pieces: list[str] = []
    export(chosen, format, None, pieces.append)
    return "".join(pieces)


@pytest.fixture
def held(workspace: Workspace) -> Workspace:
    """An archive with two live blogs, one of them edited."""
    give(workspace, FLOOD, captured="2022-10-01", url="https://news.example/flood", publisher="Example News")
    give(workspace, FLOOD_LATER, "later.txt", captured="2022-10-02", url="https://news.example/flood")
    give(workspace, MATCH, "match.txt")
    return workspace


def test_an_export_of_all_is_added_to_another_archive(held: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "all.jsonl"
    assert export(choose(held), "jsonl", out, print) == 6
    other, _ = begin(tmp_path / "other")
    rows = add(other, find_sources([out], Stated())).rows
    assert {state for _, state in states(rows)} == {"read"}
    ours, theirs = (read_archive(each.archive)[0] for each in (held, other))
    assert [told(each) for each in theirs] == [told(each) for each in ours]
    assert [each.slug for each in theirs] == [each.slug for each in ours]
    assert states(add(other, find_sources([out], Stated())).rows) == [("all.jsonl", "held")]
    rows_again, faults = reread(other)
    assert not faults
    assert [(row.differs, row.note) for row in rows_again] == [(False, None)] * 3  # one for each capture told of


def test_a_line_says_what_show_says_and_all_that_the_live_blog_says_of_itself(held: Workspace) -> None:
    (line,) = lines_of(held, query="soup")
    assert line["permalink"] == BAKERS
    assert line["liveblog"] == "River Orre floods the lower town: Live updates"
    assert line["byline"] == ["John Roe", "Ann Poe"]
    assert [revision["revision"] for revision in line["revisions"]] == [1, 2]
    assert line["text"] == line["revisions"][1]["text"]
    assert {"headline", "published", "updated", "provenance", "tags"} < line.keys()
    assert [each["name"] for each in line["captures"]] == ["page.txt", "later.txt"]
    assert line["about"] == dump(read_coverage(held.archive, Slug(FLOOD_BLOG)).liveblog)


def test_live_blogs_queries_and_all_can_be_chosen(held: Workspace) -> None:
    assert len(lines_of(held)) == 6
    assert len(lines_of(held, "river")) == 3
    assert len(lines_of(held, "river", query="rovers")) == 0
    assert len(lines_of(held, query="*")) == 6
    assert [line["permalink"].partition("/")[0] for line in lines_of(held, query="soup OR penalty")] == [
        MATCH_BLOG,
        FLOOD_BLOG,
    ]
    with pytest.raises(NotFound, match="no such live blog"):
        choose(held, ["sea"])
    with pytest.raises(Usage, match="nosuch"):
        choose(held, (), "nosuch:word")


def test_a_name_that_several_live_blogs_begin_with_is_asked_about(workspace: Workspace) -> None:
    give(workspace, FLOOD, liveblog="flood-one")
    give(workspace, MATCH, "match.txt", liveblog="flood-two")
    with pytest.raises(Usage, match="begins 2 live blogs"):
        choose(workspace, ["flood"])


def test_an_export_as_of_a_time_holds_the_words_that_are_shown_by_then(held: Workspace) -> None:
    early = choose(held, ["river"], as_of=datetime(2022, 10, 2, tzinfo=UTC))
    (line,) = [line for line in map(json.loads, text_of(early, "jsonl").splitlines()) if line["permalink"] == BAKERS]
    assert "soup" not in json.dumps(line)
    assert [capture["name"] for capture in line["captures"]] == ["page.txt"]
    assert line["known"]["by"] == "2022-10-02T00:00:00Z"
    asked = choose(held, (), "soup", as_of=datetime(2022, 10, 2, tzinfo=UTC))
    assert text_of(asked, "jsonl") == ""
    assert text_of(choose(held, as_of=datetime(1999, 1, 1, tzinfo=UTC)), "jsonl") == ""


def test_a_table_gives_times_with_their_precision_and_basis(held: Workspace) -> None:
    head, *rows = csv.reader(io.StringIO(text_of(choose(held), "csv"), newline=""))
    assert tuple(head) == COLUMNS
    first = dict(zip(head, rows[0], strict=True))
    assert first["published"] == "2022-03-02T02:12:00Z"
    assert first["published_printed"] == "Mar 01, 2022, 9:12 PM EST"
    assert first["published_precision"] == "minute"
    assert first["published_basis"] == "zone named"
    assert {row[head.index("published")] for row in rows[3:]} == {""}
    assert len(first["sha256"]) == 64


def test_captures_stand_under_the_words_that_they_show(held: Workspace) -> None:
    rows = {row["permalink"]: row for row in csv.DictReader(io.StringIO(text_of(choose(held), "csv"), newline=""))}
    assert [rows[BAKERS][name] for name in ("captures", "revisions", "unordered")] == ["later.txt", "2", "1"]
    early = choose(held, ["river"], as_of=datetime(2022, 10, 2, tzinfo=UTC))
    rows = {row["permalink"]: row for row in csv.DictReader(io.StringIO(text_of(early, "csv"), newline=""))}
    assert [rows[BAKERS][name] for name in ("captures", "revisions", "unordered")] == ["page.txt", "1", "1"]


def test_words_of_unknown_order_are_said_to_be_so(workspace: Workspace) -> None:
    give(workspace, FLOOD, "one.txt", url="https://news.example/flood")
    give(workspace, FLOOD_LATER, "two.txt", url="https://news.example/flood")
    rows = {row["permalink"]: row for row in csv.DictReader(io.StringIO(text_of(choose(workspace), "csv"), newline=""))}
    assert rows[BAKERS]["unordered"] == "2"
    shown = rows[BAKERS]["captures"]
    (other,) = {"one.txt", "two.txt"} - {shown}
    assert ("soup" in rows[BAKERS]["text"]) == (shown == "two.txt")
    text = text_of(choose(workspace), "markdown")
    assert f"revision 2, one of 2 wordings; which is older is not known; other wordings in {other}  \n{shown}" in text


def test_hostile_words_reach_no_terminal_and_no_spreadsheet(workspace: Workspace) -> None:
    give(workspace, HOSTILE + "\n\n=HYPERLINK(1)\n\nThe words of it are here.\n")
    for format in ("jsonl", "csv"):
        text = text_of(choose(workspace), format)
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(text)
    for line in csv.reader(io.StringIO(text_of(choose(workspace), "csv"), newline="")):
        assert not any(cell.startswith("=") for cell in line)


def test_markdown_is_one_document_or_a_folder_with_a_file_an_entry(held: Workspace, tmp_path: Path) -> None:
    whole = text_of(choose(held, ["river"]), "markdown")
    assert whole.startswith("# River Orre floods the lower town: Live updates\n\nExample News  \n")
    assert "\n## Divers find the missing ferry bell\n\nby Jane Doe  \ntime not given\n" in whole
    assert export(choose(held), "markdown", tmp_path / "notes.md", print) == 6
    assert (tmp_path / "notes.md").read_text(encoding="utf-8").endswith(whole)
    assert export(choose(held), "markdown", tmp_path / "notes", print) == 6
    (bakers,) = (tmp_path / "notes").rglob("bakers*.md")
    assert bakers.relative_to(tmp_path / "notes").as_posix() == f"{BAKERS}.md"
    text = bakers.read_text(encoding="utf-8")
    liveblog = (
        "of the live blog River Orre floods the lower town: Live updates, Example News, https://news.example/flood"
    )
    assert text.startswith(
        f"# Bakers hand out bread at the café on Quay Street\n\n{liveblog}  \nby John Roe, Ann Poe  \n"
    )
    assert "captured 2022-10-02 (2022-10-02, day, stated by a person)" in text
    assert f"permalink: {BAKERS}  \nrevision 2 of 2; other wordings in page.txt  \nlater.txt, sha256 " in text
    with pytest.raises(Usage, match="is there already"):
        export(choose(held), "markdown", tmp_path / "notes", print)


def test_a_bag_holds_the_entries_with_the_captures_they_were_read_from(held: Workspace, tmp_path: Path) -> None:
    assert export(choose(held, (), "soup"), "bagit", tmp_path / "bag", print) == 1
    bagit.Bag(str(tmp_path / "bag")).validate()
    data = tmp_path / "bag/data"
    names = {path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file()}
    assert {"entries.jsonl", f"archive/{BAKERS}.md", "seeds/page.txt", "seeds/later.txt"} < names
    assert f"seeds/page.txt{SIDECAR}" in names
    assert not any("match" in name or "divers" in name for name in names)
    assert (data / "seeds/page.txt").read_bytes() == FLOOD.encode()
    assert (data / f"archive/{BAKERS}.md").read_bytes() == (held.archive / f"{BAKERS}.md").read_bytes()
    assert len((data / "entries.jsonl").read_text().splitlines()) == 1
    with pytest.raises(Usage, match="a bag is a folder"):
        export(choose(held), "bagit", None, print)


def test_a_capture_with_a_percent_sign_in_its_name_is_handed_over_too(workspace: Workspace, tmp_path: Path) -> None:
    give(workspace, FLOOD, "90%20up.txt")
    export(choose(workspace), "bagit", tmp_path / "bag", print)
    bagit.Bag(str(tmp_path / "bag")).validate()
    (found,) = (tmp_path / "bag/data/seeds").glob("*-90_20up.txt")
    assert found.read_bytes() == FLOOD.encode()


def test_words_altered_by_hand_are_marked_and_not_read_back_as_the_publishers(held: Workspace, tmp_path: Path) -> None:
    path = held.archive / f"{BAKERS}.md"
    path.write_text(path.read_text(encoding="utf-8").replace("soup", "champagne"), encoding="utf-8")
    (line,) = [line for line in lines_of(held, "river") if line["permalink"] == BAKERS]
    assert line["altered"] is True
    assert "champagne" in line["altered_text"]
    assert "champagne" not in line["text"] + line["markdown"] + str(line["revisions"])
    assert "Altered by hand" in text_of(choose(held), "markdown")
    (back, *_) = read_back(text_of(choose(held, ["river"]), "jsonl").encode(), tmp_path / "two")
    assert not any("champagne" in words(entry.body) for entry in back.entries)
    assert any("soup" in words(entry.body) for entry in back.entries)


def test_what_is_damaged_is_told_and_the_rest_is_exported(held: Workspace) -> None:
    write(held.archive / f"{BAKERS}.md", "no head")
    chosen = choose(held)
    assert len(text_of(chosen, "jsonl").splitlines()) == 5
    assert [fault.place for fault in chosen.faults] == [str(held.archive / f"{BAKERS}.md")]
    write(held.archive / MATCH_BLOG / "index.md", "no head")
    chosen = choose(held)
    assert len(text_of(chosen, "jsonl").splitlines()) == 2


def test_a_full_disk_leaves_nothing_half_written(
    held: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "all.jsonl").write_text("old", encoding="utf-8")
    with full_disk(monkeypatch), pytest.raises(BackfileError, match="the disk is full"):
        export(choose(held), "jsonl", tmp_path / "all.jsonl", print)
    assert (tmp_path / "all.jsonl").read_text(encoding="utf-8") == "old"
    with full_disk(monkeypatch), pytest.raises(BackfileError, match="the disk is full"):
        export(choose(held), "bagit", tmp_path / "bag", print)
    assert {path.name for path in tmp_path.iterdir()} == {"all.jsonl", "news"}


def test_what_two_exports_say_of_their_captures_stays_with_the_words_that_each_gave(tmp_path: Path) -> None:
    first, _ = begin(tmp_path / "first")
    other, _ = begin(tmp_path / "other")
    for number, text in enumerate((FLOOD, FLOOD_LATER), start=1):
        give(first, text, f"{number}.txt", captured=f"2022-10-0{number}", url="https://news.example/flood")
        export(choose(first), "jsonl", tmp_path / f"{number}.jsonl", print)
        add(other, find_sources([tmp_path / f"{number}.jsonl"], Stated()))
    for quote, captured, not_told in (
        ("handed out bread all morning", "captured 2022-10-01, stated", "captured 2022-10-02, stated"),
        ("with soup for volunteers", "captured 2022-10-02, stated", "captured 2022-10-01, stated"),
    ):
        cited = cite(other, BAKERS, quote=quote)
        assert cited is not None
        assert captured in cited.text
        assert not_told not in cited.text


def carried(workspace: Workspace, root: Path) -> Workspace:
    """A new archive with all that an archive exports."""
    out = root.with_suffix(".jsonl")
    export(choose(workspace), "jsonl", out, print)
    other, _ = begin(root)
    add(other, find_sources([out], Stated()))
    return other


def test_what_is_read_back_is_dated_by_what_the_other_archive_says_and_says_so(held: Workspace, tmp_path: Path) -> None:
    other = carried(held, tmp_path / "other")
    shown, ours = show(other, BAKERS), show(held, BAKERS)
    assert shown.wording.evidence is Evidence.EXPORTED
    assert shown.wording.known is not None and ours.wording.known is not None
    assert shown.wording.known.by == ours.wording.known.by
    assert str(shown.wording.known.ground) == "captured, as another archive states"
    assert tell_told(shown.wording.captures) == (
        "later.txt: pasted text: nothing in it proves where it came from; captured 2022-10-02, stated by a person; "
        f"sha256 {ours.wording.captures[0].digest[:12]}…",
    )
    cited = cite(other, BAKERS)
    assert cited is not None
    assert "export of another archive: nothing in it shows the captures that it speaks of" in cited.text
    assert "2 October 2022, known to the day, stated by another archive" in cited.text
    assert "the other archive says: later.txt: pasted text: nothing in it proves where it came from" in cited.text
    earlier = cite(other, BAKERS, quote="handed out bread all morning")
    assert earlier is not None and earlier.revision == 1
    assert "page.txt: pasted text" in earlier.text and "later.txt" not in earlier.text
    third = carried(other, tmp_path / "third")
    assert show(third, BAKERS).wording.evidence is Evidence.EXPORTED
    (told,) = tell_told(show(third, BAKERS).wording.captures)
    assert told.startswith("later.txt, which it knows of from an export itself: pasted text")


def test_an_export_of_what_was_read_back_gives_the_same_lines(held: Workspace, tmp_path: Path) -> None:
    first = lines_of(held)
    other = carried(held, tmp_path / "other")
    third = carried(other, tmp_path / "third")
    for hops, again in enumerate((lines_of(other), lines_of(third)), start=1):
        assert list(map(comparable, again)) == list(map(comparable, first))
        assert {len(each["through"]) for line in again for each in line["captures"]} == {hops}
    for each in (other, third):
        assert verify(each).findings == ()
        rows, faults = reread(each)
        assert not faults and not any(row.differs for row in rows)


BETWEEN = FLOOD.replace("handed out bread all morning", "handed out bread until noon")


@pytest.mark.parametrize("ours_first", [True, False])
def test_what_another_archive_holds_takes_its_place_among_our_captures(
    workspace: Workspace, tmp_path: Path, ours_first: bool
) -> None:
    url = "https://news.example/flood"
    other, _ = begin(tmp_path / "other")
    give(other, FLOOD, captured="2022-10-01", url=url)
    give(other, FLOOD_LATER, "later.txt", captured="2022-10-03", url=url)
    export(choose(other), "jsonl", tmp_path / "other.jsonl", print)
    steps = [
        partial(give, workspace, BETWEEN, "between.txt", captured="2022-10-02", url=url),
        partial(add, workspace, find_sources([tmp_path / "other.jsonl"], Stated())),
    ]
    for step in steps if ours_first else reversed(steps):
        step()
    entry = next(each for each in lines_of(workspace) if each["permalink"] == BAKERS)
    bread = [next(filter(revision["text"].__contains__, WORDINGS)) for revision in entry["revisions"]]
    assert bread == list(WORDINGS)
    assert [(each["name"], len(each["through"])) for each in entry["captures"]] == [
        ("page.txt", 1),
        ("between.txt", 0),
        ("later.txt", 1),
    ]
    known = [each.known and (str(each.known.by.date()), str(each.known.ground)) for each in wordings_of(workspace)]
    theirs = "captured, as another archive states"
    assert known == [("2022-10-02", theirs), ("2022-10-03", "captured"), ("2022-10-04", theirs)]
    assert verify(workspace).findings == ()
    third = carried(workspace, tmp_path / "third")
    assert list(map(comparable, lines_of(third))) == list(map(comparable, lines_of(workspace)))


WORDINGS = ("bread all morning", "bread until noon", "soup for volunteers")


def wordings_of(workspace: Workspace) -> tuple[Wording, ...]:
    shown = show(workspace, BAKERS)
    return read_wordings(shown.coverage, shown.entry)


def test_a_capture_that_we_hold_too_is_told_of_as_our_own(workspace: Workspace, tmp_path: Path) -> None:
    url = "https://news.example/flood"
    other, _ = begin(tmp_path / "other")
    give(other, FLOOD, captured="2022-10-01", url=url)
    give(other, FLOOD_LATER, "later.txt", captured="2022-10-02", url=url)
    export(choose(other), "jsonl", tmp_path / "other.jsonl", print)
    add(workspace, find_sources([tmp_path / "other.jsonl"], Stated()))
    give(workspace, FLOOD_LATER, "ours.txt", captured="2022-10-02", url=url)
    entry = next(each for each in lines_of(workspace) if each["permalink"] == BAKERS)
    assert [(each["name"], len(each["through"])) for each in entry["captures"]] == [("page.txt", 1), ("ours.txt", 0)]
    assert show(workspace, BAKERS).wording.evidence is Evidence.PASTED
    assert [each.revision.number for each in wordings_of(workspace)] == [1, 2]


def test_edited_words_without_an_id_of_the_publisher_stay_one_entry_on_the_way(
    workspace: Workspace, tmp_path: Path
) -> None:
    """The other archive knows which of its entries are one by what only its captures show."""
    give(workspace, FLOOD, captured="2022-10-01", url="https://news.example/flood")
    give(workspace, FLOOD_LATER, "later.txt", captured="2022-10-02", url="https://news.example/flood")
    merge(workspace, [BAKERS, DIVERS])
    (line,) = [each for each in lines_of(workspace) if len(each["revisions"]) > 2]
    other = carried(workspace, tmp_path / "other")
    assert [comparable(each) for each in lines_of(other)] == [comparable(each) for each in lines_of(workspace)]
    assert len(lines_of(other)) == 2 and line["permalink"] in {each["permalink"] for each in lines_of(other)}


def test_what_one_line_says_amiss_is_told_and_the_rest_is_taken(held: Workspace, tmp_path: Path) -> None:
    first, *lines = lines_of(held)
    amiss = first | {"captures": [{**first["captures"][0], "sha256": "no digest"}]}
    out = tmp_path / "all.jsonl"
    out.write_text("".join(json.dumps(line) + "\n" for line in (amiss, *lines)), encoding="utf-8")
    other, _ = begin(tmp_path / "other")
    rows = add(other, find_sources([out], Stated())).rows
    assert sum("it does not say all that an export says of an entry" in str(row) for row in rows) == 1
    assert list(map(comparable, lines_of(other))) == list(map(comparable, lines))
    assert verify(other).findings == ()


def test_what_is_withheld_goes_on_refuting_in_an_archive_that_reads_the_rest(held: Workspace, tmp_path: Path) -> None:
    withhold(held, "later.txt", "Not ours.")
    (line,) = [each for each in lines_of(held, "river") if each["permalink"] == BAKERS]
    assert line["unseen"] == ["words"]
    other = carried(held, tmp_path / "other")
    assert list(map(comparable, lines_of(other))) == list(map(comparable, lines_of(held)))
    assert show(other, BAKERS).entry.unseen == ("words",)


def test_an_export_as_of_a_time_makes_no_words_older_where_it_is_read(held: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "early.jsonl"
    export(choose(held, as_of=datetime(2022, 10, 2, 12, tzinfo=UTC)), "jsonl", out, print)
    other, _ = begin(tmp_path / "other")
    add(other, find_sources([out], Stated()))
    known = [each.known and each.known.by for each in wordings_of(other)]
    assert known == [datetime(2022, 10, 2, tzinfo=UTC)]


def test_times_that_a_page_refutes_show_nothing_in_an_archive_that_reads_the_entry_alone(
    workspace: Workspace, tmp_path: Path
) -> None:
    give(workspace, MATCH, "match.txt", captured="2022-03-01")  # it shows what was published on 2 March
    out = tmp_path / "one.jsonl"
    export(choose(workspace, query="weather OR rovers OR keeper"), "jsonl", out, print)
    told = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert told and all(each["captures"][0]["doubted"] for each in told)
    other, _ = begin(tmp_path / "other")
    add(other, find_sources([out], Stated()))
    assert list(map(comparable, lines_of(other))) == list(map(comparable, told))


def test_each_capture_keeps_the_headline_that_it_gave_the_live_blog(workspace: Workspace, tmp_path: Path) -> None:
    give(workspace, FLOOD, captured="2022-10-01", url="https://news.example/flood")
    later = FLOOD_LATER.replace("River Orre floods the lower town", "River Orre falls again")
    assert later != FLOOD_LATER
    give(workspace, later, "later.txt", captured="2022-10-02", url="https://news.example/flood")
    other = carried(workspace, tmp_path / "other")
    assert list(map(comparable, lines_of(other))) == list(map(comparable, lines_of(workspace)))
    third = carried(other, tmp_path / "third")
    for each in (workspace, other, third):
        (coverage,), _ = read_archive(each.archive)
        early = named_as_of(each.archive, coverage, datetime(2022, 10, 2, 12, tzinfo=UTC))
        assert str(coverage.liveblog.headline).startswith("River Orre falls again")
        assert str(early.liveblog.headline).startswith("River Orre floods the lower town")
