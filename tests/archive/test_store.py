"""Does archive/ hold what its captures show, in whatever order they came, however often, and whoever stopped us?"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backfile import disk
from backfile.archive import store as store_module
from backfile.archive.coverage import read_archive, read_coverage
from backfile.archive.held import held_captures, list_liveblogs, liveblog_of, read_reading, read_readings
from backfile.archive.identity import former_key
from backfile.archive.liveblog_file import FORMATS, INDEX
from backfile.archive.making import derived
from backfile.archive.reading_file import READING, short
from backfile.archive.store import Stored, replace_readings, store_reading
from backfile.errors import Damage, NewerFormat
from backfile.model.capture import Part
from backfile.model.entry import Coverage
from backfile.model.ledger import Ledger
from backfile.model.observation import LiveBlog, Observation, Reading
from backfile.model.time import Precision
from backfile.text.slug import Slug
from tests.archive.readings import (
    ADDRESS,
    BREAD,
    FERRY,
    RIVER,
    day,
    entry_with,
    files,
    minute,
    reading,
    said,
    without_slugs,
)

SLUG = Slug("river-alder-updates")
EARLY = reading(said(RIVER, "The weir"), said(FERRY, "Ferries"), captured=day(1))
LATE = reading(said(RIVER + " Yes.", "The weir"), said(BREAD, "Bread"), captured=day(3))


@pytest.fixture(autouse=True)
def unflushed(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests pull no plug: what they write need not reach the platter."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


def store(archive: Path, *readings: Reading) -> list[Stored]:
    return [store_reading(archive, each) for each in readings]


def the_coverage(archive: Path) -> Coverage:
    (liveblog,) = list_liveblogs(archive)
    return read_coverage(archive, liveblog)


# what is stored


def test_which_captures_are_doubted_follows_from_the_files_as_from_the_readings(tmp_path: Path) -> None:
    times = [("17:30", None), ("23:50", None), ("17:30", "23:55"), (None, None)]
    readings = [
        reading(
            said(f"{RIVER} {number}", "The weir", published=minute(published) if published else None),
            said(FERRY, "Ferries", updated=minute(updated) if updated else None),
            captured=replace(day(5), printed="18:00", precision=Precision.HOUR, instant=minute("18:00").instant),
            salt=str(number),
        )
        for number, (published, updated) in enumerate(times)
    ]
    store(tmp_path, *readings)
    doubts = dict(the_coverage(tmp_path).doubts)
    assert {name: time.printed for name, time in doubts.items()} == {
        readings[1].capture.digest: "23:50",
        readings[2].capture.digest: "23:55",
    }
    assert tuple(sorted(doubts.items())) == derived(tmp_path, SLUG, None).doubts


def test_a_live_blog_is_a_folder_with_a_file_an_entry(tmp_path: Path) -> None:
    store(tmp_path, EARLY, LATE)
    folders = [f"captures/{short(each.capture.digest)}" for each in (EARLY, LATE)]
    assert {*files(tmp_path / SLUG)} == {
        *("MANIFEST-sha256.txt", "index.md", "bread.md", "ferries.md", "the-weir.md", "revisions/the-weir.1.md"),
        *(f"{folder}/{name}" for folder in folders for name in ("reading.json", "text.ledger.json", "text.txt")),
    }
    index = (tmp_path / SLUG / INDEX).read_text(encoding="utf-8")
    assert index.startswith(f"---\nformat: {FORMATS[0]}\n")
    assert index.partition("\n---\n\n")[2] == (
        "# River Alder updates\n\n- [The weir](the-weir.md)\n- [Bread](bread.md)\n- [Ferries](ferries.md)\n"
    )


def test_what_is_stored_is_what_is_read(tmp_path: Path) -> None:
    for stored in store(tmp_path, EARLY, LATE):
        last = stored
    assert the_coverage(tmp_path) == last.coverage
    assert read_archive(tmp_path) == ([last.coverage], [])
    assert read_readings(tmp_path, SLUG) == [EARLY, LATE]
    assert read_reading(tmp_path, SLUG, LATE.capture.digest) == LATE
    assert held_captures(tmp_path) == {short(each.capture.digest): SLUG for each in (EARLY, LATE)}


def test_storing_tells_what_is_new(tmp_path: Path) -> None:
    first, second, again = store(tmp_path, EARLY, LATE, EARLY)
    assert (first.new_liveblog, first.new, first.revised) == (True, ("the-weir", "ferries"), ())
    assert (second.new_liveblog, second.new, second.revised) == (False, ("bread",), ("the-weir",))
    assert (again.new_liveblog, again.new, again.revised) == (False, (), ())


def test_the_same_reading_twice_changes_no_file(tmp_path: Path) -> None:
    store(tmp_path, EARLY, LATE)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.rglob("*") if path.is_file()}
    store(tmp_path, EARLY, LATE, EARLY)
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in before} == before
    assert len([*disk.walk(tmp_path)]) == len(before)


@given(st.text(st.characters(exclude_categories=())), st.text(st.characters(exclude_categories=())))
@settings(max_examples=50)
def test_hostile_words_come_back_to_the_character(words: str, headline: str) -> None:
    given_reading = reading(said(words, headline), about=LiveBlog(headline=headline, summary=(words,)), salt=words)
    with TemporaryDirectory() as folder:
        (stored,) = store(Path(folder), given_reading)
        assert the_coverage(Path(folder)) == stored.coverage
        assert read_readings(Path(folder), stored.coverage.slug) == [given_reading]
        assert {path.resolve().parent.parent for path in Path(folder).glob("*/*.md")} == {Path(folder).resolve()}


def test_a_part_of_another_name_has_its_own_files(tmp_path: Path) -> None:
    both = replace(
        EARLY,
        parts=(*EARLY.parts, Part(name="ld:0", text="")),
        ledgers=(*EARLY.ledgers, Ledger(part="ld:0", characters=0, spans=())),
    )
    store(tmp_path, both)
    assert (tmp_path / SLUG / "captures" / short(both.capture.digest) / "ld-0.txt").read_bytes() == b""
    assert read_readings(tmp_path, SLUG) == [both]


def test_the_account_of_a_page_is_json_that_anybody_can_read(tmp_path: Path) -> None:
    store(tmp_path, EARLY)
    folder = tmp_path / SLUG / "captures" / short(EARLY.capture.digest)
    ledger = json.loads((folder / "text.ledger.json").read_text())
    text = (folder / "text.txt").read_text()
    assert ledger["characters"] == len(text)
    assert [text[span["start"] : span["end"]] for span in ledger["spans"]][1].startswith("The weir\n")


# any order


PAGES = st.lists(
    st.tuples(
        st.lists(
            st.builds(
                said,
                st.sampled_from([RIVER, RIVER + " Yes.", RIVER[:90], FERRY, BREAD, RIVER[:90] + " " + FERRY]),
                st.none() | st.sampled_from(["Update", "The weir"]),
                published=st.none() | st.sampled_from([minute("10:30"), minute("10:31")]),
            ),
            max_size=3,
            unique_by=lambda each: each.key,
        ),
        st.none() | st.integers(1, 4).map(day),
        st.none() | st.sampled_from(["River", "River Alder"]),
    ),
    min_size=2,
    max_size=4,
)


@given(PAGES, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_any_order_of_adding_gives_the_same_archive_but_for_slugs(
    pages: list[tuple[list[Observation], None, str | None]], chance: object
) -> None:
    readings = [
        reading(*page, captured=captured, about=LiveBlog(headline=headline, address=ADDRESS), salt=str(number))
        for number, (page, captured, headline) in enumerate(pages)
    ]
    shuffled = list(readings)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        store(Path(one), *readings)
        store(Path(other), *shuffled, shuffled[0])
        first, second = the_coverage(Path(one)), the_coverage(Path(other))
        assert without_slugs(first) == without_slugs(second)
        for coverage, archive in ((first, Path(one)), (second, Path(other))):
            slugs = [entry.slug for entry in coverage.entries]
            assert len({*slugs}) == len(slugs)
            held = {path.name for path in (archive / coverage.slug).glob("*.md")}
            assert held == {INDEX, *(f"{slug}.md" for slug in slugs)}


def test_a_capture_between_two_others_may_show_that_two_entries_were_one(tmp_path: Path) -> None:
    length, step = 40, 10
    drift = [" ".join(f"w{number}" for number in range(at, at + length)) for at in (0, step, 2 * step)]
    pages = [reading(said(words), captured=day(at)) for at, words in enumerate(drift, 1)]
    for number, order in enumerate(permutations(pages)):
        archive = tmp_path / str(number)
        store(archive, *order)
        (entry,) = the_coverage(archive).entries
        assert [revision.body for revision in entry.revisions] == drift
        assert {path.name for path in archive.glob("*/*.md")} == {INDEX, f"{entry.slug}.md"}


def test_a_capture_between_two_others_may_show_that_one_entry_was_two(tmp_path: Path) -> None:
    first = reading(said(RIVER, "Update"), captured=day(1))
    last = reading(said(FERRY, "Update"), captured=day(3))
    between = reading(said(RIVER, "Update"), said(BREAD, "Update"), captured=day(2))
    store(tmp_path, first, last)
    (joined,) = the_coverage(tmp_path).entries
    assert [revision.body for revision in joined.revisions] == [RIVER, FERRY]
    store(tmp_path, between)
    coverage = the_coverage(tmp_path)
    assert {entry.body for entry in coverage.entries} == {RIVER, FERRY, BREAD}
    assert len({entry.slug for entry in coverage.entries}) == 3
    assert entry_with(coverage, RIVER).slug == joined.slug  # it was the first to have that slug
    assert not [*tmp_path.glob("*/revisions/*")]


# what people rely on


def test_a_slug_stays_when_a_later_capture_has_another_headline(tmp_path: Path) -> None:
    store(tmp_path, EARLY, reading(said(RIVER, "The weir has fallen"), captured=day(4)))
    entry = entry_with(the_coverage(tmp_path), RIVER)
    assert (entry.slug, entry.headline) == ("the-weir", "The weir has fallen")


def test_the_slug_of_a_live_blog_stays_too(tmp_path: Path) -> None:
    renamed = reading(said(BREAD), captured=day(4), about=LiveBlog(headline="Flood is over", address=ADDRESS))
    store(tmp_path, EARLY, renamed)
    assert (the_coverage(tmp_path).slug, the_coverage(tmp_path).liveblog.headline) == (SLUG, "Flood is over")


def test_a_body_edited_by_hand_is_kept_through_a_further_add_and_marked(tmp_path: Path) -> None:
    store(tmp_path, EARLY)
    path = tmp_path / SLUG / "the-weir.md"
    path.write_text(path.read_text(encoding="utf-8").replace("fallen", "risen"), encoding="utf-8")
    edited = RIVER.replace("fallen", "risen")
    for each in (EARLY, LATE, reading(said(BREAD), captured=day(4))):
        (stored,) = store(tmp_path, each)
        entry = next(entry for entry in the_coverage(tmp_path).entries if entry.slug == "the-weir")
        assert entry.altered == entry.body == edited
        assert [entry.altered for entry in stored.coverage.entries if entry.slug == "the-weir"] == [edited]
    assert [entry.altered for entry in the_coverage(tmp_path).entries if entry.slug != "the-weir"] == [None, None]
    older = (tmp_path / SLUG / "revisions" / "the-weir.1.md").read_text(encoding="utf-8")
    assert older.endswith(f"\n\n{RIVER}\n")


def test_a_body_that_is_as_captured_again_is_altered_no_more(tmp_path: Path) -> None:
    store(tmp_path, EARLY)
    path = tmp_path / SLUG / "the-weir.md"
    path.write_text(path.read_text(encoding="utf-8").replace(RIVER, f"{RIVER} Yes."), encoding="utf-8")
    assert entry_with(the_coverage(tmp_path), RIVER).altered == RIVER + " Yes."
    (stored,) = store(tmp_path, LATE)  # which says so, too
    assert entry_with(stored.coverage, RIVER).altered is None
    assert the_coverage(tmp_path) == stored.coverage


def test_of_two_entries_that_were_one_the_altered_one_goes_on(tmp_path: Path) -> None:
    pages = [" ".join(f"w{number}" for number in range(at, at + 40)) for at in (0, 10, 20)]
    first, between, last = (reading(said(words), captured=day(at)) for at, words in enumerate(pages, 1))
    store(tmp_path, first, last)
    for altered in the_coverage(tmp_path).entries:
        archive = tmp_path / "copies" / altered.slug
        store(archive, first, last)
        path = archive / SLUG / f"{altered.slug}.md"
        path.write_text(f"{path.read_text()}\n\nBy hand.\n")
        store(archive, between)
        (entry,) = the_coverage(archive).entries
        assert (entry.slug, (entry.altered or "").endswith("By hand.")) == (altered.slug, True)


def test_what_a_person_put_beside_the_entries_stays(tmp_path: Path) -> None:
    store(tmp_path, EARLY)
    notes = tmp_path / SLUG / "notes.md"
    notes.write_text("My own.")
    store(tmp_path, LATE)
    assert notes.read_text() == "My own."
    assert len(the_coverage(tmp_path).entries) == 3


def test_an_entry_without_a_headline_is_named_by_its_first_words(tmp_path: Path) -> None:
    (stored,) = store(tmp_path, reading(said(FERRY), said("北京"), said("…")))
    slugs = [entry.slug for entry in stored.coverage.entries]
    assert slugs[0] == "forty-people-were-brought-across-the-meadows-in-farm-trailers"
    assert all(slugs)
    assert len({*slugs}) == 3


def test_equal_headlines_get_slugs_of_their_own(tmp_path: Path) -> None:
    (stored,) = store(tmp_path, reading(said(RIVER, "Update"), said(FERRY, "Update"), said(BREAD, "Index")))
    assert [entry.slug for entry in stored.coverage.entries] == ["update", "update-2", "index-2"]


# which live blog


def test_captures_of_one_address_are_one_live_blog_and_others_are_not(tmp_path: Path) -> None:
    same = reading(said(BREAD), about=LiveBlog(headline="Other", address=f"{ADDRESS}/?page=2#block"))
    other = reading(said(BREAD), about=LiveBlog(headline="River Alder updates", address=f"{ADDRESS}-two"))
    bare = [reading(said(BREAD), about=LiveBlog(headline="River Alder updates"), salt=salt) for salt in "ab"]
    stored = store(tmp_path, EARLY, same, other, *bare, bare[0])
    assert [each.coverage.slug for each in stored] == [SLUG, SLUG, f"{SLUG}-2", f"{SLUG}-3", f"{SLUG}-4", f"{SLUG}-3"]
    assert list_liveblogs(tmp_path) == [SLUG, f"{SLUG}-2", f"{SLUG}-3", f"{SLUG}-4"]


def test_a_person_may_say_which_live_blog_it_is(tmp_path: Path) -> None:
    bare = reading(said(BREAD), about=LiveBlog(headline="Bread"), liveblog=SLUG)
    new, more = (reading(said(BREAD), about=LiveBlog(headline="Bread"), liveblog="search", salt=salt) for salt in "ab")
    stored = store(tmp_path, EARLY, bare, new, more)
    assert [each.coverage.slug for each in stored] == [SLUG, SLUG, "search-2", "search-2"]
    assert liveblog_of(tmp_path, "named:search") == "search-2"
    assert liveblog_of(tmp_path, "named:nobody") is None


def test_a_live_blog_that_is_known_by_another_key_from_now_on_is_found_by_that_alone(tmp_path: Path) -> None:
    store(tmp_path, EARLY)
    was = the_coverage(tmp_path).key
    for key in ("address:example.org/live/alder", "address:example.org/live/elder", was):  # of one length, and back
        replace_readings(tmp_path, SLUG, [], key=key)
        assert [name for name in {was, key, f"{key}-2"} if liveblog_of(tmp_path, name)] == [key]


@pytest.mark.parametrize("sign", ['"', "\\", "’", "\t", "\x7f", "\u2028", "/"])
def test_an_address_or_an_id_is_found_again_whatever_signs_it_holds(tmp_path: Path, sign: str) -> None:
    of_address, of_id = LiveBlog(address=f"{ADDRESS}{sign}x"), LiveBlog(publisher_id=f"8{sign}3")
    for about in (of_address, of_id):
        founding, more = (reading(said(words), about=about) for words in (BREAD, FERRY))
        first, second = store(tmp_path, founding, more)
        assert (first.new_liveblog, second.new_liveblog) == (True, False)
        assert first.coverage.slug == second.coverage.slug == liveblog_of(tmp_path, first.coverage.key)
    assert len(list_liveblogs(tmp_path)) == 2


def test_a_live_blog_that_is_held_under_less_of_its_address_is_found_by_its_own_pages_alone(tmp_path: Path) -> None:
    storm, vote = (LiveBlog(headline=name, address=f"https://n.example/?page={name}") for name in ("storm", "vote"))
    with pytest.MonkeyPatch.context() as older:
        older.setattr(store_module, "liveblog_key", former_key)
        (founded,) = store(tmp_path, reading(said(RIVER), about=storm))
    assert founded.coverage.key == "address:n.example"
    stored = store(
        tmp_path,
        reading(said(RIVER), said(FERRY), about=storm),
        reading(said(BREAD), about=vote),
        reading(said(BREAD), said(FERRY), about=vote),
    )
    assert [each.coverage.slug for each in stored] == ["storm", "vote", "vote"]
    assert stored[0].coverage.key == "address:n.example"
    assert stored[-1].coverage.key == "address:n.example?page=vote"


@pytest.mark.parametrize(
    ("entries", "begins"), [((), "live-blog-"), ((said(FERRY),), "forty-people-were"), ((said("…"),), "live-blog-")]
)
def test_a_live_blog_without_a_headline_has_a_slug(
    tmp_path: Path, entries: tuple[Observation, ...], begins: str
) -> None:
    (stored,) = store(tmp_path, reading(*entries, about=LiveBlog()))
    assert stored.coverage.slug.startswith(begins)
    assert len(stored.coverage.slug) <= 60
    assert the_coverage(tmp_path) == stored.coverage


def test_an_archive_that_is_not_there_yet_holds_nothing(tmp_path: Path) -> None:
    assert list_liveblogs(tmp_path / "none") == []
    assert held_captures(tmp_path / "none") == {}
    assert read_archive(tmp_path / "none") == ([], [])


# stopped


def test_a_stop_at_any_write_leaves_what_the_next_run_makes_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    third = reading(said(RIVER + " No.", "The weir"), said(FERRY + " Yes.", "Ferries"), captured=day(4))
    store(tmp_path / "whole", EARLY, LATE, third)
    whole = files(tmp_path / "whole")
    stopped = 0
    for last in range(3):
        for after in range(100):
            archive = tmp_path / f"{last}-{after}"
            store(archive, *(EARLY, LATE, third)[:last])
            with monkeypatch.context() as patched:
                patched.setattr(disk, "write", stopping(after))
                try:
                    store(archive, (EARLY, LATE, third)[last])
                    break
                except KeyboardInterrupt:
                    stopped += 1
            read_archive(archive)
            store(archive, *(EARLY, LATE, third)[last:])
            assert files(archive) == whole
    assert stopped > 15


def stopping(after: int) -> Callable[..., bool]:
    """`disk.write` that is stopped at its call number `after`."""
    write, calls = disk.write, iter(range(100))

    def stop(path: Path, data: bytes | str, **kept: bool) -> bool:
        if next(calls) == after:
            raise KeyboardInterrupt
        return write(path, data, **kept)

    return stop


# damage


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("the-weir.md", None, "is missing"),
        ("the-weir.md", b"", "has no head"),
        ("the-weir.md", b"---\nrevision: 1\n---\n\nx\n", "does not say its “headline”"),
        ("the-weir.md", b"\xff\xfe", "is not UTF-8"),
        ("revisions/the-weir.1.md", None, "is missing"),
        ("revisions/the-weir.1.md", b"\x80", "is not UTF-8"),
        ("index.md", b"---\nformat: 1\n---\n", "is not as Backfile wrote it"),
        ("index.md", b"---\nkey: 1\n---\n", "does not say its “format”"),
        ("index.md", b"---\nformat: x\n---\n", "does not say its “format”"),
        (f"captures/{short(LATE.capture.digest)}/{READING}", b"{", "is no JSON"),
        (f"captures/{short(LATE.capture.digest)}/{READING}", b"[]", "is not as Backfile wrote it"),
        (f"captures/{short(LATE.capture.digest)}/{READING}", b"{}", "is not as Backfile wrote it"),
        (f"captures/{short(LATE.capture.digest)}/{READING}", b"[" * 99999, "is no JSON"),
    ],
)
def test_damage_is_told_with_its_file_and_stops_no_other_live_blog(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    other = reading(said(BREAD), about=LiveBlog(headline="Another"))
    store(tmp_path, EARLY, LATE, other)
    path = tmp_path / SLUG / name
    path.unlink() if content is None else path.write_bytes(content)
    coverages, (fault,) = read_archive(tmp_path)
    slugs = [coverage.slug for coverage in coverages]
    if name.endswith("the-weir.md") or name.startswith("revisions/"):
        assert slugs == ["another", SLUG], "only the damaged entry is left out"
        assert "the-weir" not in [entry.slug for entry in coverages[1].entries]
    else:
        assert slugs == ["another"]
    assert message in str(fault)
    assert Path(name).stem.partition(".")[0] in fault.place
    with pytest.raises(Damage):
        store(tmp_path, EARLY)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("text.txt", None, "is missing"),
        ("text.txt", b"\xff", "is not UTF-8"),
        ("text.ledger.json", None, "is missing"),
        ("text.ledger.json", b"7", "is not as Backfile wrote it"),
        ("text.ledger.json", b'{"part": "text", "characters": 9, "spans": []}', "ends at 0 of 9 characters"),
        (READING, b"{}", "“parts”: is not as Backfile wrote it"),
        (READING, b'{"parts": [1]}', "“parts”: is not as Backfile wrote it"),
    ],
)
def test_a_damaged_reading_is_told_with_its_file(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    store(tmp_path, EARLY)
    path = tmp_path / SLUG / "captures" / short(EARLY.capture.digest) / name
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(Damage, match=message) as told:
        read_reading(tmp_path, SLUG, EARLY.capture.digest)
    assert str(path) in told.value.place


def test_an_archive_of_a_newer_version_is_refused_and_not_touched(tmp_path: Path) -> None:
    store(tmp_path, EARLY)
    path = tmp_path / SLUG / INDEX
    path.write_text(path.read_text(encoding="utf-8").replace("format: 1", "format: 3"), encoding="utf-8")
    before = files(tmp_path)
    for doing in (lambda: store(tmp_path, LATE), lambda: read_archive(tmp_path)):
        with pytest.raises(NewerFormat, match="format 3 is newer than this Backfile knows; update Backfile"):
            doing()
    assert files(tmp_path) == before
