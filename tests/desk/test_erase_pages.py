"""Can one page, or one entry, be erased of a web archive, and does nothing of it come back?"""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from backfile import disk
from backfile.desk.add import add, find_sources
from backfile.desk.build import build
from backfile.desk.erase import erase
from backfile.desk.find import search
from backfile.desk.intake.stating import Stated
from backfile.desk.intake.taken import REFUSED
from backfile.desk.removal.meant import foresee
from backfile.desk.reread import reread
from backfile.desk.verify import verify
from backfile.errors import BackfileError, NotFound, Usage
from backfile.model.capture import digest
from backfile.seeds.shelf.shelf import read_shelf
from backfile.workspace.folders import Workspace
from tests.desk.pastes import write
from tests.seeds.web_archives.records import PAGE, record, wacz

LATER = PAGE.replace(b"and will be back tomorrow", b"and will be back tomorrow with soup")
FAIR = PAGE.replace(b"akers", b"utchers").replace(b"flood", b"fair").replace(b"Orre", b"Alder")
AT_THE_FAIR = "https://news.example/live/fair"


def crawl(zipped: bool) -> bytes:
    later = record(LATER, warc={"WARC-Date": "2022-03-10T18:00:00Z"}, zipped=zipped)
    return record(zipped=zipped) + later + record(FAIR, address=AT_THE_FAIR, zipped=zipped)


@pytest.fixture(params=[False, True])
def crawled(request: pytest.FixtureRequest, workspace: Workspace, tmp_path: Path) -> Workspace:
    name = "crawl.warc.gz" if request.param else "crawl.warc"
    add(workspace, find_sources([write(tmp_path / name, crawl(request.param))], Stated()))
    build(workspace)
    return workspace


def unpacked(root: Path) -> bytes:
    """All that the archive holds, web archives unpacked."""
    held = [path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()]
    return b"\n".join(gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data for data in held)


def name_of(workspace: Workspace, page: bytes) -> str:
    for path in workspace.archive.glob("*/captures/*/reading.json"):
        capture = json.loads(path.read_text())["capture"]
        if capture["digest"] == digest(page):
            return str(capture["name"])
    raise AssertionError("not held")


def bakers(workspace: Workspace) -> str:
    hits = search(workspace, "bakers").results.hits
    return next(hit.document.permalink for hit in hits if hit.document.headline == "Bakers hand out bread")


def test_a_page_goes_out_of_its_file_and_the_others_stay(crawled: Workspace, tmp_path: Path) -> None:
    (before,) = read_shelf(crawled.seeds)
    other = name_of(crawled, PAGE)
    going = foresee(crawled, name_of(crawled, LATER))
    assert (going.captures, going.cut, going.entries, going.is_entry) == ((), (before.capture.name,), 0, False)
    done = erase(crawled, name_of(crawled, LATER), "A court said so.")
    assert (done.captures, done.cut) == ((), (before.capture.name,))
    assert b"with soup" not in unpacked(crawled.root)
    assert digest(LATER).encode() not in unpacked(crawled.root)
    (after,) = read_shelf(crawled.seeds)
    assert after.records == (digest(PAGE), digest(FAIR))
    assert after.capture.digest == digest((crawled.seeds / after.capture.name).read_bytes())
    lines = map(json.loads, (crawled.seeds / "log.jsonl").read_text().splitlines())
    line = next(line for line in lines if "was" in line.get("of", {}))
    assert line["of"]["was"] == {before.capture.name: before.capture.digest}
    assert line["of"]["captures"] == {before.capture.name: after.capture.digest}
    assert name_of(crawled, PAGE) == other
    assert verify(crawled, reread=True).findings == ()
    assert [row.name for row in reread(crawled, [])[0] if row.note] == []
    assert search(crawled, "bakers").results.total and not search(crawled, "soup").results.total
    build(crawled)
    assert verify(crawled).findings == ()


def test_an_entry_goes_with_the_pages_that_show_it(crawled: Workspace) -> None:
    chosen = bakers(crawled)
    going = foresee(crawled, chosen)
    assert (len(going.cut), going.captures, going.is_entry) == (1, (), True)
    assert going.entries > 0  # were read in the same pages
    others = search(crawled, "*").results.total - 1
    erase(crawled, chosen, "A person asked.")
    assert b"with soup" not in unpacked(crawled.root)
    assert b"Bakers hand out bread" not in unpacked(crawled.root)
    (after,) = read_shelf(crawled.seeds)
    assert after.records == (digest(FAIR),)
    assert search(crawled, "*").results.total == others
    assert verify(crawled).findings == ()


def test_what_was_cut_out_comes_back_neither_in_its_file_nor_in_another(crawled: Workspace, tmp_path: Path) -> None:
    (before,) = read_shelf(crawled.seeds)
    was = (crawled.seeds / before.capture.name).read_bytes()
    erase(crawled, name_of(crawled, LATER), "A court said so.")
    for name, data in (
        ("again.warc", was),
        ("other.warc", record(LATER)),
        ("packed.wacz", wacz({"archive/a.warc": record(LATER)})),
        ("page.html", LATER),
    ):
        rows = add(crawled, find_sources([write(tmp_path / name, data)], Stated())).rows
        assert {row.state for row in rows} == {REFUSED}
        assert not (crawled.seeds / name).exists()
    assert b"with soup" not in unpacked(crawled.root)
    for path in (crawled.archive, crawled.index):
        disk.remove(path)
    build(crawled)  # of seeds alone
    assert search(crawled, "bakers").results.total and not search(crawled, "soup").results.total


def test_other_programs_read_what_is_left(crawled: Workspace) -> None:
    erase(crawled, name_of(crawled, LATER), "A court said so.")
    (after,) = read_shelf(crawled.seeds)
    data = (crawled.seeds / after.capture.name).read_bytes()
    assert [each.rec_type for each in ArchiveIterator(io.BytesIO(data))] == ["response", "metadata", "response"]


def test_a_page_of_a_file_that_cannot_be_cut_is_refused_and_an_entry_takes_the_file(
    workspace: Workspace, tmp_path: Path
) -> None:
    packed = wacz({"archive/a.warc": record(), "archive/b.warc": record(FAIR, address=AT_THE_FAIR)})
    add(workspace, find_sources([write(tmp_path / "crawl.wacz", packed)], Stated()))
    with pytest.raises(Usage, match=r"erase crawl\.wacz as a whole"):
        erase(workspace, name_of(workspace, PAGE), "A court said so.")
    chosen = bakers(workspace)
    going = foresee(workspace, chosen)
    assert (going.captures, going.cut) == (("crawl.wacz",), ())
    assert going.entries == search(workspace, "*").results.total - 1
    done = erase(workspace, chosen, "A person asked.")
    assert done.captures == ("crawl.wacz",)
    assert verify(workspace).findings == ()


@pytest.mark.parametrize("what", ["page", "entry"])
def test_a_stopped_erasing_is_finished_by_doing_it_again(
    crawled: Workspace, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    chosen = name_of(crawled, LATER)
    if what == "entry":
        chosen = bakers(crawled)
    real = {name: getattr(disk, name) for name in ("write", "write_pieces", "remove", "rename")}
    left = 0

    def stopping(name: str) -> object:
        def call(*args: object, **options: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                raise BackfileError("disk", "stopped here")
            return real[name](*args, **options)

        return call

    for name in real:
        monkeypatch.setattr(disk, name, stopping(name))
    for steps in range(1000):
        left = steps
        try:
            erase(crawled, chosen, "A court said so.")
            break
        except NotFound:  # the last one was stopped where all was erased, and has finished what follows
            break
        except BackfileError as stop:
            assert "stopped here" in str(stop)
    left = 10**9
    assert steps > 5
    assert b"with soup" not in unpacked(crawled.root)
    (after,) = read_shelf(crawled.seeds)
    assert digest(LATER) not in (after.records or ())
    assert len((crawled.seeds / "erased.jsonl").read_text().splitlines()) == 1
    build(crawled)
    assert verify(crawled).findings == ()
