"""Can a person mend what was read, boundary by boundary, without changing a word, and does it hold?"""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backfile.archive.coverage import read_archive
from backfile.archive.held import read_reading
from backfile.desk.begin import begin
from backfile.desk.build import build
from backfile.desk.find import search
from backfile.desk.mark import Account, mark, open_account, parse_account
from backfile.desk.reread import reread
from backfile.desk.show import show
from backfile.desk.verify import verify
from backfile.errors import NotFound, Usage
from backfile.model.capture import digest
from backfile.model.ledger import Label
from backfile.model.observation import Reading
from backfile.seeds.shelf.marks import BY_HAND, STALE, apply_marks
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace
from tests.desk.pastes import BAKERS, DIVERS, FLOOD, FLOOD_BLOG, MATCH, MATCH_BLOG, give


@pytest.fixture
def flooded(workspace: Workspace) -> Workspace:
    give(workspace, FLOOD, "flood.txt")
    give(workspace, MATCH, "match.txt")
    return workspace


def reading_of(workspace: Workspace) -> Reading:
    return read_reading(workspace.archive, Slug(FLOOD_BLOG), digest(FLOOD))


def moved(account: Account) -> str:
    """The account, edited: the shelters of the summary are an entry of their own, by nobody."""
    text = account.text.replace("Shelters have", f"{account.sign} entry 7\nShelters have")
    assert text != account.text
    return text


def test_an_account_that_nobody_edited_changes_nothing(flooded: Workspace) -> None:
    for name in ("flood.txt", "match.txt"):
        account = open_account(flooded, name)
        done = mark(flooded, account, account.text)
        assert (done.changed, done.entries) == (False, done.was)
    assert not list(flooded.seeds.glob("*.marks.json"))


def test_a_boundary_that_is_set_by_hand_makes_an_entry(flooded: Workspace) -> None:
    done = mark(flooded, open_account(flooded, "flood.txt"), moved(open_account(flooded, "flood.txt")))
    assert (done.changed, done.entries, done.was) == (True, 4, 3)
    (hit,) = search(flooded, "shelters").results.hits
    assert hit.document.text == "Shelters have opened in three schools, the council says."
    reading = reading_of(flooded)
    (span,) = [each for each in reading.ledgers[0].spans if each.entry == reading.entries[-1].key]
    assert (span.label, span.reason) == (Label.ENTRY, BY_HAND)
    assert reading.liveblog.summary == (
        "The river has risen by two metres since Sunday, and both bridges in the lower town are closed.",
    )
    assert verify(flooded, reread=True).findings == ()


def test_what_was_not_touched_keeps_its_permalink_byline_and_time(flooded: Workspace) -> None:
    account = open_account(flooded, "match.txt")
    (match,) = [each for each in read_archive(flooded.archive)[0] if each.slug == MATCH_BLOG]
    text = account.text.replace("The pitch is wet.", f"\n{account.sign} entry 9\nThe pitch is wet.")
    mark(flooded, account, text)
    (after,) = [each for each in read_archive(flooded.archive)[0] if each.slug == MATCH_BLOG]
    assert len(after.entries) == 4
    untouched = {(each.slug, each.byline, each.published, each.body) for each in match.entries[:2]}
    assert untouched <= {(each.slug, each.byline, each.published, each.body) for each in after.entries}
    begun = next(each for each in after.entries if each.slug == match.entries[2].slug)
    assert (begun.body, begun.published) == ("Both sides are as announced.", match.entries[2].published)


def test_a_time_that_is_marked_by_hand_is_as_printed_and_means_no_instant(flooded: Workspace) -> None:
    account = open_account(flooded, "flood.txt")
    text = account.text.replace("Council asks", f"{account.sign} time 3\nCouncil asks").replace(
        "for sandbags", f"\n{account.sign} headline 3\nfor sandbags"
    )
    mark(flooded, account, text)
    (found,) = search(flooded, "brewery").results.hits
    assert found.headline == "for sandbags"
    assert found.published is not None
    assert (found.published.printed, found.published.instant) == ("Council asks", None)


def test_marks_outlive_a_reread_and_a_rebuild(flooded: Workspace) -> None:
    mark(flooded, open_account(flooded, "flood.txt"), moved(open_account(flooded, "flood.txt")))
    before = reading_of(flooded)
    rows, _ = reread(flooded)
    assert not any(row.differs for row in rows)
    shutil.rmtree(flooded.archive / FLOOD_BLOG)
    for path in flooded.index.glob("*.json"):
        path.unlink()
    build(flooded)
    assert reading_of(flooded) == before
    assert verify(flooded).findings == ()


def test_blanks_may_differ_as_editors_have_it(flooded: Workspace) -> None:
    account = open_account(flooded, "flood.txt")
    text = moved(account)
    plain = parse_account(account, text)
    stripped = "\r\n".join(line.rstrip() for line in text.splitlines())
    wrapped = text.replace("Bakers from the upper town", "Bakers from\nthe upper   town")
    assert plain == parse_account(account, stripped) == parse_account(account, wrapped)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("two metres", "six metres", "the words are not those of the capture"),
        ("Bakers from the upper town", "", "the words are not those of the capture"),
        ("behind the brewery.", "", "the words are not all there"),
        ("%% headline\n", "", "words stand above the first line"),
        ("%% entry 1", "%% entri 1", "“entri 1” is no piece of a page; known are"),
        ("%% entry 1", "%% entry one", "“entry one” names no entry"),
        ("%% summary", "%% summary 1", "“summary 1” names no entry"),
    ],
)
def test_what_changes_words_or_means_nothing_is_refused(flooded: Workspace, old: str, new: str, message: str) -> None:
    account = open_account(flooded, "flood.txt")
    assert old in account.text
    before = reading_of(flooded)
    with pytest.raises(Usage, match=message):
        mark(flooded, account, account.text.replace(old, new))
    assert reading_of(flooded) == before


def test_words_that_look_like_marks_are_words(workspace: Workspace) -> None:
    give(workspace, FLOOD.replace("Shelters", "%% entry 9\nShelters"), "odd.txt")
    account = open_account(workspace, "odd.txt")
    assert account.sign == "%%%"
    assert not mark(workspace, account, account.text).changed


def test_marks_for_another_text_are_left_out_and_told(flooded: Workspace) -> None:
    account = open_account(flooded, "flood.txt")
    marks = parse_account(account, moved(account))
    other = read_reading(flooded.archive, Slug(MATCH_BLOG), digest(MATCH))
    assert apply_marks(other, [marks]).entries == other.entries
    assert apply_marks(other, [marks]).warnings == (*other.warnings, STALE)


def test_what_is_no_capture_or_part_is_told(flooded: Workspace) -> None:
    with pytest.raises(NotFound):
        open_account(flooded, "nothing.txt")
    with pytest.raises(Usage, match="it has text"):
        open_account(flooded, "flood.txt", "ld:0")


@given(data=st.data())
@settings(max_examples=15)
def test_any_cut_makes_an_account_of_every_character(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    workspace, _ = begin(tmp_path_factory.mktemp("marked") / "news")
    give(workspace, FLOOD, "flood.txt")
    account = open_account(workspace, "flood.txt")
    cuts = sorted(data.draw(st.sets(st.integers(0, len(account.words) - 1), max_size=8)) | {0})
    pieces = zip(cuts, [*cuts[1:], len(account.words)], strict=True)
    drawn = st.sampled_from(
        [f"{label} {number}" for label in ("headline", "entry", "byline", "time") for number in (1, 2)]
    )
    labels = drawn | st.sampled_from(["headline", "summary", "furniture", "unrecognised"])
    text = "".join(f"\n{account.sign} {data.draw(labels)}\n{account.words[start:end]}" for start, end in pieces)
    try:
        mark(workspace, account, text)
    except Usage as fault:
        assert "headline" in fault.fault and "words" in fault.fault
        return
    reading = reading_of(workspace)
    (ledger,) = reading.ledgers
    assert ledger.characters == len(account.words)
    assert {span.entry for span in ledger.spans} - {None} <= {entry.key for entry in reading.entries}
    assert not mark(workspace, open_account(workspace, "flood.txt"), open_account(workspace, "flood.txt").text).changed


def test_slugs_stay_where_an_entry_stands_where_it_stood(flooded: Workspace) -> None:
    mark(flooded, open_account(flooded, "flood.txt"), moved(open_account(flooded, "flood.txt")))
    for permalink in (DIVERS, BAKERS):
        assert show(flooded, permalink).permalink == permalink
