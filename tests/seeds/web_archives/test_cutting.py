"""Does a page go out of a web archive for good, with all other records as they were and where they were?"""

from __future__ import annotations

import gzip
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from backfile.model.capture import digest
from backfile.seeds.web_archives.cutting import Cut, overlaid, plan_cut
from tests.seeds.web_archives.records import PAGE, PICTURE, record, wacz

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
OTHER = PAGE.replace(b"bakers", b"butchers").replace(b"Bakers", b"Butchers") + b"<!-- other -->"
ID, OTHER_ID = "<urn:uuid:1>", "<urn:uuid:2>"


def cut(data: bytes, *pages: bytes, format: str = "warc") -> tuple[bytes, Cut]:
    stream = io.BytesIO(data)
    plan = plan_cut(stream, format, {digest(page) for page in pages}, NOW)
    assert plan is not None
    made = b"".join(overlaid(stream, plan.pieces))
    assert digest(made) == plan.digest
    return made, plan


def said(data: bytes) -> list[tuple[str, bytes]]:
    """The type and the bytes of each record, as another program reads them."""
    return [(each.rec_type, each.raw_stream.read()) for each in ArchiveIterator(io.BytesIO(data))]


KINDS = st.sampled_from([PAGE, OTHER, PICTURE, b"<p>Not a live blog.</p>"])


@given(st.lists(KINDS, min_size=1, max_size=5), st.booleans(), st.sampled_from([PAGE, OTHER]))
def test_all_other_records_stay_byte_for_byte_and_where_they_were(
    pages: list[bytes], zipped: bool, gone: bytes
) -> None:
    records = [record(page, kind="image/png" if page is PICTURE else "text/html", zipped=zipped) for page in pages]
    made, plan = cut(b"".join(records), gone)
    assert len(plan.pieces) == pages.count(gone)
    at = 0
    for page, was in zip(pages, records, strict=True):
        assert (made[at : at + len(was)] == was) is (page is not gone)
        at += len(was)
    assert at == len(made)
    for (kind, body), page in zip(said(made), pages, strict=True):
        assert (kind, body.strip()) == ("metadata", b"") if page is gone else kind == "response"
    plain = gzip.decompress(made) if zipped else made
    assert (b"Bakers" in plain) is (PAGE in pages and gone is not PAGE)
    assert cut(made, gone) == (made, Cut(pieces=(), digest=digest(made)))  # done again, it changes nothing


@pytest.mark.parametrize("zipped", [False, True])
def test_what_belongs_to_the_page_goes_with_it_and_what_belongs_to_others_stays(zipped: bool) -> None:
    address = "https://news.example/live/flood"

    def of(data: bytes, type: str, at: str = address, **warc: str) -> bytes:
        named = {name.replace("_", "-"): value for name, value in warc.items()}
        return record(data, type=type, kind="text/plain", address=at, warc=named, zipped=zipped)

    page = record(warc={"WARC-Record-ID": ID}, address=address, zipped=zipped)
    other = record(OTHER, warc={"WARC-Record-ID": OTHER_ID}, address=address, zipped=zipped)
    theirs = [
        of(b"asked for the page", "metadata", WARC_Concurrent_To=ID),
        of(b"made of the page", "conversion", WARC_Refers_To=ID),
        of(b"the text of the page", "resource", at=f"urn:text:{address}"),
    ]
    stay = [of(b"asked for the other", "metadata", WARC_Concurrent_To=OTHER_ID), of(b"x", "resource", at="urn:y")]
    made, plan = cut(b"".join([page, *theirs, other, *stay]), PAGE)
    assert len(plan.pieces) == 1 + len(theirs)
    plain = gzip.decompress(made) if zipped else made
    assert b"the page" not in plain and b"Bakers" not in plain and address.encode() in plain
    assert made.endswith(b"".join([other, *stay]))


def test_the_same_page_twice_goes_twice() -> None:
    made, plan = cut(record() + record(warc={"WARC-Date": "2022-03-11T00:00:00Z"}), PAGE)
    assert len(plan.pieces) == 2
    assert b"Bakers" not in made


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (gzip.compress(record() + record(OTHER)), "warc"),
        (wacz({"archive/data.warc": record()}), "wacz"),
        (record(zipped=True)[:-20], "warc"),
        (record(zipped=True) + b"\0\0\0", "warc"),
        (b"no web archive", "warc"),
        (gzip.compress(b"no web archive"), "warc"),
        (gzip.compress(b"WARC/1.0\r\nnothing: more\r\n\r\n"), "warc"),
        (b'{"backfile": "entry/1"}\n', "jsonl"),
    ],
)
def test_what_cannot_be_cut_is_told(data: bytes, format: str) -> None:
    assert plan_cut(io.BytesIO(data), format, {digest(PAGE)}, NOW) is None


def test_a_record_too_short_for_an_empty_one_cannot_be_cut() -> None:
    short = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: 3\r\n\r\n<p>\r\n\r\n"
    assert plan_cut(io.BytesIO(short), "warc", {digest(b"<p>")}, NOW) is None
    packed = gzip.compress(short)
    assert plan_cut(io.BytesIO(packed), "warc", {digest(b"<p>")}, NOW) is None


@given(st.integers(0, 1200))
def test_an_empty_record_has_any_length_that_is_asked_for(size: int) -> None:
    page = b"<p>" + b"x" * size
    made, _ = cut(record(page) + record(), page)
    assert [kind for kind, _ in said(made)] == ["metadata", "response"]
