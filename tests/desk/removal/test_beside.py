"""Does taking a capture away, for good or out of sight, make no words look older than they were known to be?"""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from backfile.archive.coverage import read_coverage
from backfile.archive.doubts import find_doubts
from backfile.archive.history import read_wordings
from backfile.archive.order import in_order
from backfile.archive.revise import join_liveblogs, revise
from backfile.archive.slugs import give_slugs
from backfile.archive.unseen import find_unseen
from backfile.desk.amend import amend
from backfile.desk.as_of import show_as_of
from backfile.desk.build import build
from backfile.desk.choosing.chosen import choose
from backfile.desk.erase import erase
from backfile.desk.export import export
from backfile.desk.export_forms.lines import json_line
from backfile.desk.export_forms.seen import find_seen
from backfile.desk.history import plain_history, read_history
from backfile.desk.intake.stating import Stated
from backfile.desk.merge import merge, split
from backfile.desk.prove import prove
from backfile.desk.quotations.verdicts import Verdict
from backfile.desk.removal.beside import find_loss, with_unseen
from backfile.desk.reread import reread
from backfile.desk.show import show
from backfile.desk.verify import verify
from backfile.model.capture import UNKNOWN, Digest
from backfile.model.entry import Coverage
from backfile.model.evidence import tell_unseen
from backfile.model.history import Ground, Later
from backfile.model.observation import Observation, Provenance, Reading
from backfile.model.time import Basis, Precision, Time
from backfile.seeds.many import read_each
from backfile.seeds.shelf.erased import Tombstone, read_tombstones
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace
from tests.archive.readings import BREAD, FERRY, RIVER, day, minute, reading, said
from tests.desk.pastes import give

# In a random history


def taken(clock: str) -> Time:
    instant = datetime.fromisoformat(f"2022-10-05T{clock}+00:00")
    return Time(printed=clock, instant=instant, precision=Precision.MINUTE, basis=Basis.RECORDED, source="x")


def made(readings: Iterable[Reading]) -> Coverage:
    ordered = in_order(readings)
    captures = tuple(each.capture for each in ordered)
    entries = tuple(give_slugs(revise(ordered), {}))
    about = join_liveblogs(ordered)
    return Coverage(
        slug=Slug("river"),
        key="x",
        liveblog=about,
        captures=captures,
        entries=entries,
        doubts=find_doubts(((each.capture, each.latest) for each in ordered), entries),
    )


Known = dict[tuple[Provenance, str | None, str], datetime]


def known_from(coverage: Coverage) -> Known:
    """By when the words at each place of a capture are shown to exist: the earliest by which the same words are,
    wherever they stand in the same entry."""
    found: Known = {}
    for entry in coverage.entries:
        shown = [(each.revision, each.known.by if each.known else UNKNOWN) for each in read_wordings(coverage, entry)]
        for revision, _ in shown:
            said = (revision.headline, revision.body)
            by = min(by for each, by in shown if (each.headline, each.body) == said)
            found |= {(place, *said): by for place in revision.provenance}
    return found


def none_sooner(before: Known, after: Known) -> bool:
    return all(before[place] <= by for place, by in after.items())


CLOCKS = st.none() | st.sampled_from(["09:00", "10:00", "12:00", "18:00"])
TAKEN = CLOCKS.map(lambda clock: taken(clock) if clock else None) | st.integers(4, 6).map(day)
IDS = st.none() | st.just("block-4711")
OBSERVATIONS = st.builds(
    lambda words, headline, own, published, updated: said(
        words,
        headline,
        publisher_id=own,
        published=minute(published) if published else None,
        updated=minute(updated) if updated else None,
    ),
    st.sampled_from([RIVER, FERRY, BREAD, f"{RIVER} {FERRY}", f"{FERRY} {BREAD}"]),
    st.none() | st.sampled_from(["The weir", "The ferry"]),
    IDS,
    CLOCKS,
    CLOCKS,
)
PAGES = st.lists(
    st.tuples(st.lists(OBSERVATIONS, min_size=1, max_size=3, unique_by=lambda each: each.key), TAKEN),
    min_size=2,
    max_size=5,
)


def read(pages: Sequence[tuple[list[Observation], Time | None]]) -> list[Reading]:
    return [reading(*entries, captured=captured, salt=str(at)) for at, (entries, captured) in enumerate(pages)]


ID = "block-4711"
RIVER_AT_TEN, RIVER_AT_NOON = (said(RIVER, publisher_id=ID, published=minute(clock)) for clock in ("10:00", "12:00"))
REFUTED = [([RIVER_AT_TEN], None), ([said(FERRY, publisher_id=ID)], taken("12:00"))]
DOUBTED = [([said(RIVER, publisher_id=ID)], day(4)), ([RIVER_AT_NOON], None)]
CAPTURED_OTHERWISE = [  # a capture of the same words refutes the update beside the others
    ([said(FERRY, updated=minute("09:00"))], None),
    ([said(FERRY)], day(6)),
    ([said(f"{RIVER} {FERRY}", updated=minute("10:00"))], None),
]
Pages = list[tuple[list[Observation], Time | None]]
SOME = settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])


@SOME
@given(PAGES, st.randoms(use_true_random=False))
@example(REFUTED, Random(0))
@example(REFUTED, Random(1))
@example(DOUBTED, Random(0))
@example(DOUBTED, Random(1))
@example(CAPTURED_OTHERWISE, Random(0))
@example(CAPTURED_OTHERWISE, Random(2))
def test_whatever_is_erased_makes_no_remaining_words_known_sooner(pages: Pages, chance: Random) -> None:
    left = read(pages)
    order = [each.capture.digest for each in left]
    chance.shuffle(order)
    before = known_from(made(left))
    for its in order[:-1]:
        left = erased(left, its)
        after = known_from(made(left))
        assert none_sooner(before, after)
        before = after


@SOME
@given(PAGES, st.randoms(use_true_random=False))
@example(REFUTED, Random(0))
@example(DOUBTED, Random(0))
@example(CAPTURED_OTHERWISE, Random(0))
def test_whatever_is_withheld_or_erased_beside_it_makes_no_remaining_words_known_sooner(
    pages: Pages, chance: Random
) -> None:
    held = read(pages)
    order = [each.capture.digest for each in held]
    chance.shuffle(order)
    hidden = set(order[: chance.randrange(1, len(order))])
    before = known_from(made(held))
    assert none_sooner(before, known_from(shown(held, hidden)))
    assert none_sooner(before, known_from(shown(erased(held, order[-1]), hidden)))


@SOME
@given(PAGES, st.randoms(use_true_random=False))
@example(REFUTED, Random(0))
@example([([RIVER_AT_TEN], None), ([RIVER_AT_NOON], None)], Random(0))
def test_no_words_are_known_sooner_in_an_archive_that_read_an_export_of_what_is_left(
    pages: Pages, chance: Random
) -> None:
    held = read(pages)
    order = [each.capture.digest for each in held]
    chance.shuffle(order)
    left = shown(erased(held, order[0]), set(order[1:-1]))
    for coverage in (made(held), left):
        seen = find_seen(coverage, held)
        lines = "".join(
            json_line(coverage, entry, read_wordings(coverage, entry)[-1], seen[entry.slug])
            for entry in coverage.entries
        )
        capture = replace(held[0].capture, name="all.jsonl", format="jsonl", address=None, captured=None)
        again = made([each for each in read_each(io.BytesIO(lines.encode()), capture) if isinstance(each, Reading)])
        there = by_words(again)
        assert there
        assert all(by <= there.get(words, UNKNOWN) for words, by in by_words(coverage).items()), lines


def erased(held: Sequence[Reading], gone: Digest) -> list[Reading]:
    """What is left, marked; which comes out the same where everything is read anew beside the tombstones."""
    staying = [each for each in held if each.capture.digest != gone]
    loss = find_loss(held, staying, made)
    marked = {each.capture.digest: each for each in loss.readings}
    left = [marked.get(each.capture.digest, each) for each in staying]
    when = datetime(2024, 1, 1, tzinfo=UTC)
    stone = Tombstone(id="erased-1", made=when, what="capture", reason="", salt="5a", marks=(), beside=loss.beside)
    plain = [replace(each, entries=tuple(replace(one, unseen=()) for one in each.entries)) for each in left]
    assert [with_unseen(each, [stone]) for each in plain] == left
    return left


def shown(held: Sequence[Reading], hidden: Set[Digest]) -> Coverage:
    """What is left where captures are withheld."""
    rest = made(each for each in held if each.capture.digest not in hidden)
    unseen = find_unseen(made(held), rest)
    return replace(rest, entries=tuple(replace(each, unseen=unseen[each.slug]) for each in rest.entries))


def by_words(coverage: Coverage) -> dict[tuple[str | None, str], datetime]:
    """The earliest by which the same words are known, wherever they stand: for an export has no places of captures."""
    known: dict[tuple[str | None, str], datetime] = {}
    for (_, headline, body), by in known_from(coverage).items():
        known[headline, body] = min(by, known.get((headline, body), UNKNOWN))
    return known


# In an archive

PAGE = """<!DOCTYPE html><html lang=en><title>Harbour live</title>
<link rel=canonical href="https://news.example/live/harbour"><h1>Harbour live</h1><div class=liveblog>
<article id="p11111"><time datetime="2024-01-05T10:28:00Z">10:28</time><h2>Boats sink fast</h2>
<p>The harbour master says that {} boats sank in the harbour.</p></article>
<article id="p22222"><time datetime="2024-01-05T09:30:00Z">9:30</time><h2>Boats sink slowly</h2>
<p>The harbour master says that no boats sank in the harbour.</p></article>
{}</div></html>"""
GULLS = """<article id="p33333"><time datetime="2024-01-05T11:30:00Z">11:30</time><h2>Gulls</h2>
<p>Many gulls were counted over the mole today{}.</p></article>"""
FAST, SLOWLY, GULLS_ENTRY = (f"harbour-live/{name}" for name in ("boats-sink-fast", "boats-sink-slowly", "gulls"))


@pytest.fixture
def told_otherwise(workspace: Workspace) -> Workspace:
    """Sixty boats were told of, then sixteen, by a capture that is erased now."""
    give(workspace, PAGE.format("sixty", ""), "one.html", captured="2024-01-05T10:40Z")
    give(workspace, PAGE.format("sixteen", GULLS.format(" by a girl")), "two.html", captured="2024-01-05T12:00Z")
    erase(workspace, "two.html", "A court said so.")
    return workspace


def ground(workspace: Workspace, reference: str) -> Ground | None:
    known = show(workspace, reference).wording.known
    return known.ground if known else None


def test_what_an_erased_capture_refuted_stays_refuted_and_nothing_else_is_doubted(told_otherwise: Workspace) -> None:
    assert (ground(told_otherwise, FAST), show(told_otherwise, FAST).entry.unseen) == (Ground.CAPTURED, ("words",))
    assert (ground(told_otherwise, SLOWLY), show(told_otherwise, SLOWLY).entry.unseen) == (Ground.PUBLISHED, ())
    assert isinstance(show_as_of(told_otherwise, FAST, datetime(2024, 1, 5, 10, 30, tzinfo=UTC)), Later)
    assert verify(told_otherwise, reread=True).findings == ()
    (stone,) = read_tombstones(told_otherwise.seeds)
    assert [(each.keys, each.unseen) for each in stone.beside] == [(("id:11111",), ("words",))]
    for word in (b"sixteen", b"Gulls", b"33333", b"12:00"):
        assert word not in (told_otherwise.seeds / "erased.jsonl").read_bytes()


def test_it_holds_when_everything_is_built_anew_from_the_captures(told_otherwise: Workspace) -> None:
    before = show(told_otherwise, FAST).entry
    for folder in (told_otherwise.archive, told_otherwise.index):
        shutil.rmtree(folder)
    build(told_otherwise)
    assert show(told_otherwise, FAST).entry == before
    reread(told_otherwise)
    assert show(told_otherwise, FAST).entry == before


def test_it_goes_along_into_another_live_blog_and_when_entries_are_joined_and_parted(
    told_otherwise: Workspace,
) -> None:
    amend(told_otherwise, "one.html", Stated(liveblog="elsewhere"))
    assert ground(told_otherwise, "elsewhere/boats-sink-fast") is Ground.CAPTURED
    merge(told_otherwise, ["elsewhere/boats-sink-fast", "elsewhere/boats-sink-slowly"])
    merged = show(told_otherwise, "elsewhere/boats-sink-slowly").entry
    assert merged.unseen == ("words",)
    split(told_otherwise, "elsewhere/boats-sink-slowly", [1])
    coverage = read_coverage(told_otherwise.archive, Slug("elsewhere"))
    assert sorted(entry.unseen for entry in coverage.entries) == [(), ("words",)]


def test_it_goes_on_to_the_next_capture_when_one_more_is_erased(told_otherwise: Workspace) -> None:
    give(told_otherwise, PAGE.format("sixty", "<p>more</p>"), "three.html", captured="2024-01-05T13:00Z")
    erase(told_otherwise, "one.html", "A court said so again.")
    assert (ground(told_otherwise, FAST), ground(told_otherwise, SLOWLY)) == (Ground.CAPTURED, Ground.PUBLISHED)
    first, second = read_tombstones(told_otherwise.seeds)
    assert (first.beside, [each.keys for each in second.beside]) == ((), [("id:11111",)])


def test_an_entry_that_only_the_erased_capture_showed_is_known_again_by_its_id(told_otherwise: Workspace) -> None:
    give(told_otherwise, PAGE.format("sixteen", GULLS.format("")), "three.html", captured="2024-01-05T13:00Z")
    assert ground(told_otherwise, GULLS_ENTRY) is Ground.CAPTURED
    assert ground(told_otherwise, SLOWLY) is Ground.PUBLISHED


def test_what_is_told_of_it_names_no_words(told_otherwise: Workspace) -> None:
    (line,) = (json.loads(each) for each in exported(told_otherwise, "jsonl").splitlines() if "sixty" in each)
    assert line["unseen"] == ["words"]
    assert exported(told_otherwise, "markdown").count("".join(tell_unseen(("words",)))) == 1
    fast, slowly = csv.DictReader(io.StringIO(exported(told_otherwise, "csv").lstrip("\ufeff")))
    assert (fast["unseen"], slowly["unseen"]) == ("words", "")
    assert plain_history(read_history(told_otherwise, FAST))["unseen"] == ["words"]
    proof = prove(told_otherwise, "At 15:00 UTC on 6 January 2024 it read “sixty boats sank”.")
    assert [each.verdict for each in proof.checked] == [Verdict.UNORDERED]


def test_an_export_of_older_words_tells_that_there_are_others(workspace: Workspace) -> None:
    give(workspace, PAGE.format("sixty", ""), "one.html", captured="2024-01-05T10:40Z")
    give(workspace, PAGE.format("sixteen", ""), "two.html", captured="2024-01-05T12:00Z")
    pieces: list[str] = []
    export(choose(workspace, as_of=datetime(2024, 1, 5, 11, tzinfo=UTC)), "jsonl", None, pieces.append)
    assert [json.loads(each)["unseen"] for each in pieces] == [["words"], []]
    pieces.clear()
    export(choose(workspace, as_of=datetime(2024, 1, 5, 13, tzinfo=UTC)), "jsonl", None, pieces.append)
    assert [json.loads(each)["unseen"] for each in pieces] == [[], []]


def exported(workspace: Workspace, format: str) -> str:
    pieces: list[str] = []
    export(choose(workspace), format, None, pieces.append)
    return "".join(pieces)
