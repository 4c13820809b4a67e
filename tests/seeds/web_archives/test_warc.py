"""Is every live blog in a web archive read as a capture of its own, within bounds, and everything broken told of?"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import zipfile
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.bufferedreaders import BufferedReader

from backfile.errors import BadCapture
from backfile.model.capture import digest
from backfile.model.evidence import Evidence, evidence_of
from backfile.model.observation import Reading
from backfile.model.time import Basis, Precision, Time
from backfile.seeds.recognise import recognise, recognise_many
from backfile.seeds.web_archives import payload, unpacked, warc
from backfile.seeds.web_archives.warc import Page, Tally, read_live_blogs, read_page_at, read_pages
from tests.seeds.feeds.test_feed import JSON_FEED, RSS
from tests.seeds.paste.pages import capture_of
from tests.seeds.saved_pages import ADDRESS, page
from tests.seeds.web_archives.records import PAGE, PICTURE, record, wacz

PLAIN = record(b"<html><p>Contact us.</p></html>") + record() + record(PICTURE, kind="image/png")
ZIPPED = record(PICTURE, kind="image/png", zipped=True) + record(zipped=True) + record(RSS.encode(), zipped=True)


def read(data: bytes, **known: Any) -> list[Reading | BadCapture]:
    stream = io.BytesIO(data)
    format = recognise_many(stream) or "warc"
    file = replace(capture_of(""), name="crawl.warc", format=format, decoding=None, **known)
    return list(read_live_blogs(stream, file, Tally()))


def one(data: bytes, **known: Any) -> Reading:
    (found,) = read(data, **known)
    assert isinstance(found, Reading), found
    return found


def fault(data: bytes) -> str:
    (found,) = read(data)
    assert isinstance(found, BadCapture)
    return str(found)


# Which file is it?


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (PLAIN, "warc"),
        (ZIPPED, "warc"),
        (wacz({"datapackage.json": b"{}", "archive/data.warc.gz": ZIPPED}), "wacz"),
        (wacz({"word/document.xml": b"<x/>"}), None),
        (gzip.compress(b"words"), None),
        (b"\x1f\x8b broken", None),
        (b"PK\x03\x04 broken", None),
        (b"WARCRAFT is a game", None),
        (b"", None),
    ],
)
def test_the_bytes_say_whether_a_file_holds_many_captures(data: bytes, format: str | None) -> None:
    stream = io.BytesIO(data)
    assert recognise_many(stream) == format
    assert stream.tell() == 0


@pytest.mark.parametrize(("data", "what"), [(gzip.compress(b"x"), "a gzip file that holds no WARC")])
def test_other_packed_files_are_refused_in_one_line(data: bytes, what: str) -> None:
    with pytest.raises(BadCapture, match=what):
        recognise(data, "page")
    with pytest.raises(BadCapture, match="a ZIP file that is no WACZ"):
        recognise(wacz({"x": b"y"}), "page")


# What is read


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("type", ["response", "resource"])
def test_a_page_with_a_live_blog_is_a_capture_of_its_own(zipped: bool, type: str) -> None:
    reading = one(record(PICTURE, kind="image/png", zipped=zipped) + record(type=type, zipped=zipped))
    capture = reading.capture
    offset = len(record(PICTURE, kind="image/png", zipped=zipped))
    assert int(capture.name.removeprefix("crawl.warc#")) == pytest.approx(offset, abs=12)
    assert (capture.digest, capture.size, capture.format, capture.decoding) == (
        digest(PAGE),
        len(PAGE),
        "html",
        "utf-8",
    )
    assert capture.address == reading.liveblog.address == ADDRESS
    assert capture.captured is not None and capture.captured.instant is not None
    assert capture.captured.instant.isoformat() == "2022-03-10T13:05:06+00:00"
    assert (capture.captured.basis, capture.captured.source) == (Basis.RECORDED, "WARC-Date")
    assert len(reading.entries) == 3


def test_a_page_says_which_tool_wrote_its_archive_as_far_as_the_archive_says() -> None:
    info = record(b"software: Crawler 1.2\r\nformat: WARC\r\n", type="warcinfo")
    silent = record(b"format: WARC\r\n", type="warcinfo")
    assert one(info + record()).capture.recorder == "Crawler 1.2"
    assert one(silent + record()).capture.recorder == one(record()).capture.recorder == ""
    assert one(info + silent + record()).capture.recorder == ""  # the one before the page counts


def test_the_place_of_a_record_is_where_it_begins_in_the_file() -> None:
    first = record(PICTURE, kind="image/png", zipped=True)
    second = record(zipped=True)
    assert one(first + second).capture.name == f"crawl.warc#{len(first)}"
    plain = record(PICTURE, kind="image/png")
    assert one(plain + record()).capture.name == f"crawl.warc#{len(plain)}"
    whole = gzip.compress(plain + record())
    assert one(whole).capture.name == f"crawl.warc#0+{len(plain)}"
    assert one(first + b"\0" * 100_000 + second).capture.name == f"crawl.warc#{len(first) + 100_000}"


def test_html_json_and_feeds_are_read_and_the_rest_is_counted() -> None:
    tally = Tally()
    data = PLAIN + record(JSON_FEED.encode(), kind="application/feed+json") + record(RSS.encode(), kind="text/xml")
    data += record(kind="text/html", status="404 Not Found") + record(b"x", type="metadata") + record(b"words", kind="")
    found = list(read_live_blogs(io.BytesIO(data), replace(capture_of(""), format="warc"), tally))
    assert [each.capture.format for each in found if isinstance(each, Reading)] == ["html", "json", "feed"]
    assert (tally.records, tally.pages) == (8, 5)


def test_a_page_of_an_unnamed_kind_is_known_by_its_beginning() -> None:
    assert one(record(kind="")).capture.format == "html"
    assert (
        one(record(page().removeprefix("<!DOCTYPE html>\n").replace('<html lang="en">', "").encode())).capture.format
        == "html"
    )


def test_what_is_stated_of_the_file_holds_for_its_pages_but_for_the_address() -> None:
    time = Time(printed="2022-03-12", instant=None)
    known = {"publisher": "Example News", "liveblog": "orre", "address": "https://x.example/", "captured": time}
    reading = one(record(warc={"WARC-Date": "yesterday"}), **known)
    assert (reading.capture.publisher, reading.capture.liveblog, reading.capture.captured) == (
        "Example News",
        "orre",
        time,
    )
    assert reading.capture.address == ADDRESS
    said = datetime(2022, 3, 12, tzinfo=UTC)
    stated = replace(time, instant=said, precision=Precision.DAY, basis=Basis.STATED)
    reading = one(record(), captured=stated)
    assert reading.capture.captured == stated
    assert "the WARC recorded another time of capture" in reading.warnings[0]


def test_an_address_in_brackets_and_one_through_an_archive_are_undone() -> None:
    assert one(record(address=f"<{ADDRESS}>")).capture.address == ADDRESS
    reading = one(record(address=f"https://web.archive.org/web/20210310130506/{ADDRESS}"))
    assert reading.capture.address == ADDRESS
    assert reading.capture.captured is not None and reading.capture.captured.printed == "20210310130506"


@pytest.mark.parametrize(
    ("charset", "header"),
    [("iso8859-2", "ISO-8859-2"), ("utf-8", "no-such"), ("cp1250", "windows-1250"), ("utf-8", "\xe9")],
)
def test_the_encoding_is_that_of_the_header_if_there_is_such(charset: str, header: str) -> None:
    data = page().replace('<meta charset="utf-8">', "").replace("Divers", "Żółwie").encode(charset)
    reading = one(record(data, kind=f"text/html; charset={header}"))
    assert reading.entries[0].headline == "Żółwie find the bell"


def chunked(data: bytes) -> bytes:
    pieces = [data[at : at + 700] for at in range(0, len(data), 700)]
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("data", "headers"),
    [
        (chunked(PAGE), {"Transfer-Encoding": "chunked"}),
        (PAGE, {"Transfer-Encoding": "chunked"}),
        (gzip.compress(PAGE), {"Content-Encoding": "gzip"}),
        (PAGE, {"Content-Encoding": "gzip"}),
        (zlib.compress(PAGE), {"Content-Encoding": "deflate"}),
        (zlib.compress(PAGE)[2:-4], {"Content-Encoding": "deflate"}),
        (
            chunked(zlib.compress(gzip.compress(PAGE))),
            {"Content-Encoding": "x-gzip, deflate", "Transfer-Encoding": "Chunked"},
        ),
        (PAGE, {"Content-Encoding": "identity"}),
    ],
)
def test_chunks_are_joined_and_compression_is_undone(data: bytes, headers: dict[str, str]) -> None:
    reading = one(record(data, headers=tuple(headers.items())))
    assert reading.capture.digest == digest(PAGE), "however it was sent, it is the same page"


def test_brotli_is_undone_where_it_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = record(zlib.compress(PAGE), headers=(("Content-Encoding", "br"),))
    monkeypatch.setattr(BufferedReader, "DECOMPRESSORS", {})
    assert "packed as “br”, which cannot be unpacked here" in fault(packed)
    monkeypatch.setattr(BufferedReader, "DECOMPRESSORS", {"br": zlib.decompressobj})
    assert one(packed).capture.digest == digest(PAGE)
    assert "compression is damaged" in fault(record(b"", headers=(("Content-Encoding", "br"),)))


# WACZ


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_every_warc_in_a_wacz_is_read(method: int) -> None:
    data = wacz({"../evil": b"x", "archive/a.warc.gz": ZIPPED, "pages/p.jsonl": b"{}", "archive/b.warc": PLAIN}, method)
    names = [each.capture.name for each in read(data) if isinstance(each, Reading)]
    assert len(names) == len(set(names)) == 3
    assert all(name.removeprefix("crawl.warc#").replace("+", "").isdigit() for name in names)


def test_a_wacz_that_is_packed_otherwise_or_damaged_is_told_of() -> None:
    odd = wacz({"archive/a.warc.gz": ZIPPED}, zipfile.ZIP_BZIP2)
    assert "is packed in a way that is not read" in fault(odd)
    whole = wacz({"archive/a.warc": PLAIN})
    at = whole.index(b"Contact us")
    spoilt = read(whole[:at] + b"Cantact" + whole[at + 7 :])
    assert "cannot be read to its end" in str(spoilt[-1])


# The digests that a web archive gives


def digest_as(algorithm: str, spelling: str, data: bytes) -> str:
    plain = hashlib.new(algorithm, data).digest()
    spelt = plain.hex() if spelling == "hex" else base64.b32encode(plain).decode()
    return f"{algorithm}:{spelt}"


@pytest.mark.parametrize("zipped", [False, True])
def test_a_page_that_was_changed_inside_its_web_archive_is_read_and_told_of(zipped: bool) -> None:
    whole = record()
    changed = whole.replace(b"Bakers hand out", b"Butchers hold a")
    assert len(changed) == len(whole) and changed != whole
    reading = one(gzip.compress(changed) if zipped else changed)
    assert reading.capture.unmatched == ("WARC-Block-Digest", "WARC-Payload-Digest")
    assert reading.warnings[0] == (
        "the digests in its web archive do not match it (WARC-Block-Digest and WARC-Payload-Digest): "
        "it was changed or damaged since, or badly written"
    )
    assert len(reading.entries) == 3
    assert evidence_of(reading.capture) is Evidence.UNMATCHED
    assert one(whole).capture.unmatched == ()


@pytest.mark.parametrize("spelling", ["hex", "b32"])
@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha512", "md5"])
def test_a_digest_of_any_usual_kind_is_held_against_the_page(algorithm: str, spelling: str) -> None:
    for data, unmatched in ((PAGE, ()), (b"another page", ("WARC-Payload-Digest",))):
        given = digest_as(algorithm, spelling, data)
        for written in (given, given.upper() if spelling == "hex" else given.rstrip("=")):
            assert one(record(warc={"WARC-Payload-Digest": written})).capture.unmatched == unmatched


def test_the_digest_of_a_payload_may_be_of_what_was_sent_or_joined_or_unpacked() -> None:
    packed_page = gzip.compress(PAGE)
    sent = chunked(packed_page)
    headers = (("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"))
    for data in (sent, packed_page, PAGE):
        given = digest_as("sha256", "b32", data)
        packed = record(sent, headers=headers, warc={"WARC-Payload-Digest": given})
        assert one(packed).capture.unmatched == ()


@pytest.mark.parametrize(
    "given", ["blake3:" + "0" * 64, "sha1:short", "0" * 40, "sha256:" + "!" * 64, "sha1:" + "1" * 32]
)
def test_a_digest_that_nobody_can_check_says_nothing(given: str) -> None:
    assert one(record(warc={"WARC-Payload-Digest": given, "WARC-Block-Digest": given})).capture.unmatched == ()


def package(member: bytes, **more: object) -> bytes:
    hashed = f"sha256:{hashlib.sha256(member).hexdigest()}"
    said = json.dumps({"resources": [{"path": "archive/a.warc", "hash": hashed}], **more})
    return said.encode()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_wacz_is_held_against_the_digests_in_it(method: int) -> None:
    listed = package(PLAIN)
    signed = json.dumps({"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(listed).hexdigest()}"}).encode()
    whole = {"archive/a.warc": PLAIN, "datapackage.json": listed, "datapackage-digest.json": signed}

    def unmatched(**members: bytes) -> tuple[str, ...]:
        named = {"warc": "archive/a.warc", "list": "datapackage.json"}
        return one(wacz({**whole, **{named[name]: data for name, data in members.items()}}, method)).capture.unmatched

    assert unmatched() == ()
    assert unmatched(warc=PLAIN + b"\r\n") == ("datapackage.json",)
    assert unmatched(list=package(PLAIN, title="another")) == ("datapackage-digest.json",)
    damaged = read(wacz(whole).replace(b"Contact us", b"Contact me"))
    assert "cannot be read to its end" in str(damaged[-1])
    assert unmatched(list=b"[]") == ("datapackage-digest.json",)


@pytest.mark.parametrize(
    "said",
    [
        b"no JSON",
        b'{"resources": 7}',
        b'{"resources": [7, {"path": 7}, {"path": "archive/a.warc"}, {"path": "gone", "hash": "md5:00"}]}',
        b"[" * 100_000,
    ],
)
def test_a_list_of_a_wacz_that_says_nothing_counts_for_nothing(said: bytes) -> None:
    assert one(wacz({"archive/a.warc": PLAIN, "datapackage.json": said})).capture.unmatched == ()


# Bounds


def test_a_page_that_is_too_large_is_set_aside_and_a_film_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payload, "LARGEST", 100_000)
    monkeypatch.setattr(warc, "LARGEST", 100_000)
    film = record(b"x" * 200_000, kind="video/mp4")
    large = record(b"x" * 200_000)
    first, second = read(film + large + record())
    assert f"crawl.warc#{len(film)}: is a page of 200,0" in str(first)
    assert isinstance(second, Reading)
    assert "unpacks to more than 100,000 bytes" in fault(
        record(gzip.compress(b"x" * 100_001), headers=(("Content-Encoding", "gzip"),))
    )


def test_bombs_are_read_to_their_bound_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacked, "ALLOWANCE", 200_000)
    bomb = record(b"\n" * 50_000_000, kind="video/mp4", zipped=True)
    assert "unpacks to more than a web archive would" in fault(bomb)
    lines = gzip.compress(record(PICTURE, kind="image/png") + b"\r\n" * 20_000_000)
    assert "unpacks to more than a web archive would" in fault(lines)
    assert "unpacks to more" in fault(
        wacz({"archive/a.warc": record(b"\n" * 50_000_000, kind="video/mp4")}, zipfile.ZIP_DEFLATED)
    )


def test_records_without_end_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MOST_RECORDS", 3)
    assert "holds more than 3 records; the rest was not read" in fault(record(PICTURE, kind="image/png") * 5)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (record()[:-400], "is cut off: "),
        (record(zipped=True)[:-200], "is cut off inside its compression"),
        (record()[:60], "is cut off inside its header"),
        (b"WARC/1.0\r\n" + b"a: b\r\n" * 20_000, "has a header without end"),
        (b"WARC/1.0\r\nContent-Length: 1" + b"x" * 70_000, "has a header without end"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "is no WARC record"),
        (b"WARC/1.0\r\nContent-Length: -5\r\n\r\n", "is no WARC record"),
        (b"Words of another kind\r\n\r\n", "is no WARC record"),
        (record(zipped=True)[:10] + b"\xff" * 90, "is damaged inside its compression"),
        (record(PAGE, warc={"WARC-Truncated": "length"}), "is a page of which only a part was saved"),
        (record(chunked(PAGE)[:-60], headers=(("Transfer-Encoding", "chunked"),)), "cut off inside a chunk"),
        (record(gzip.compress(PAGE)[:-90], headers=(("Content-Encoding", "gzip"),)), "cut off inside its compression"),
        (record(b"\x1f\x8b\x08 no", headers=(("Content-Encoding", "gzip"),)), "compression is damaged"),
        (record(PAGE, headers=(("Content-Encoding", "gzip, gzip, gzip"),)), "packed more than twice"),
        (record(PAGE, headers=(("Content-Encoding", "compress"),)), "packed as “compress”"),
    ],
)
def test_what_is_broken_is_told_with_its_place(data: bytes, what: str) -> None:
    assert what in fault(data)
    assert fault(data).startswith("crawl.warc")


def test_what_stands_before_the_break_is_read() -> None:
    first, second = read(record() + b"no record at all, but words\r\n\r\n")
    assert isinstance(first, Reading)
    assert str(second).startswith(f"crawl.warc#{len(record())}: is no WARC record")
    first, second = read(record(zipped=True) + b"no gzip")
    assert isinstance(first, Reading) and isinstance(second, BadCapture)


def test_answers_that_are_no_http_are_passed_over() -> None:
    block = b"no HTTP\r\n\r\n"
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n"
    assert read(head % len(block) + block + b"\r\n\r\n") == []
    assert read(head % 3 + b"abc\r\n\r\n") == []
    assert read(b"") == []


# Once more


def test_a_page_is_found_again_by_its_place() -> None:
    for data in (PLAIN, ZIPPED, wacz({"archive/a.warc.gz": ZIPPED})):
        format = recognise_many(io.BytesIO(data)) or ""
        pages = [each for each in read_pages(io.BytesIO(data), "x", format, Tally()) if isinstance(each, Page)]
        for each in pages:
            assert read_page_at(io.BytesIO(data), "x", format, each.place) == each
        assert read_page_at(io.BytesIO(data), "x", format, "7") is None


@given(st.data(), st.binary(max_size=6))
def test_an_archive_that_is_spoilt_or_cut_off_anywhere_is_read_or_told_of(data: st.DataObject, spoilt: bytes) -> None:
    for whole in (
        PLAIN,
        ZIPPED,
        wacz({"archive/a.warc.gz": ZIPPED}),
        wacz({"archive/a.warc": PLAIN}, zipfile.ZIP_DEFLATED),
    ):
        at = data.draw(st.integers(0, len(whole)))
        for broken in (whole[:at], whole[:at] + spoilt + whole[at + len(spoilt) :]):
            for found in read(broken):
                assert isinstance(found, BadCapture) or found.entries
