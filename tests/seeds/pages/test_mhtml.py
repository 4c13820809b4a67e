"""Is the page in an MHTML file decoded, its address and time taken as recorded, and a broken file refused?"""

from __future__ import annotations

import base64
import quopri
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.errors import BadCapture
from backfile.model.capture import digest
from backfile.model.observation import Reading
from backfile.model.time import Basis
from backfile.seeds.pages.mhtml import READER
from backfile.seeds.read import read_capture
from backfile.seeds.recognise import recognise
from tests.seeds.paste.pages import capture_of
from tests.seeds.saved_pages import ADDRESS, page

PAGE = page(title="Żółw")
DATE = "Thu, 10 Mar 2022 14:00:05 -0000"


def part(html: str, *, charset: str = "utf-8", encoding: str = "quoted-printable", location: str = ADDRESS) -> bytes:
    data = html.encode(charset)
    body = {
        "quoted-printable": quopri.encodestring(data),
        "base64": base64.encodebytes(data),
        "binary": data,
    }[encoding]
    head = f"Content-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n"
    return f"{head}Content-Location: {location}\r\nContent-ID: <frame-1@mhtml>\r\n\r\n".encode() + body


def mhtml(*parts: bytes, address: str = ADDRESS, date: str = DATE, kind: str = "") -> bytes:
    head = (
        "From: <Saved by Blink>\r\n"
        f"Snapshot-Content-Location: {address}\r\nSubject: Orre flood\r\nDate: {date}\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related;\r\n\ttype="text/html"{kind};\r\n\tboundary="--=_b"\r\n\r\n'
    )
    return head.encode() + b"".join(b"\r\n----=_b\r\n" + each for each in parts) + b"\r\n----=_b--\r\n"


PICTURE = b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo="
WHOLE = mhtml(part(PAGE), PICTURE)


def read(data: bytes) -> Reading:
    found = recognise(data, "page.mhtml")
    capture = replace(capture_of(""), name="page.mhtml", digest=digest(data), format=found.format)
    return read_capture(replace(capture, decoding=found.decoding), found.text)


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "binary"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-2"])
def test_the_page_is_decoded_and_read(encoding: str, charset: str) -> None:
    html = PAGE.replace("utf-8", charset).replace("Divers", "Żółwie")
    reading = read(mhtml(PICTURE, part(html, encoding=encoding, charset=charset)))
    assert reading.entries[0].headline == "Żółwie find the bell"
    assert reading.capture.decoding == {"utf-8": "utf-8", "iso-8859-2": "iso8859-2"}[charset]
    assert reading.parts[0].text.startswith("Orre flood: live")
    assert reading.reader.startswith(f"{READER}, ")


def test_address_and_time_are_those_that_the_browser_recorded() -> None:
    capture = read(WHOLE).capture
    assert capture.address == ADDRESS
    assert capture.captured is not None and capture.captured.instant is not None
    assert capture.captured.instant.isoformat() == "2022-03-10T14:00:05+00:00"
    assert (capture.captured.basis, capture.captured.source) == (Basis.RECORDED, "the browser")
    assert read(WHOLE).entries[0].body.endswith("[see the map](<https://news.example/map>).")


def test_the_saved_copy_of_an_archive_is_a_capture_of_the_original() -> None:
    copy = f"https://web.archive.org/web/20220310130506/{ADDRESS}"
    capture = read(mhtml(part(PAGE, location=copy), address=copy)).capture
    assert capture.captured is not None
    assert (capture.address, capture.captured.printed) == (ADDRESS, "20220310130506")


@pytest.mark.parametrize(
    ("address", "date", "known"),
    [
        ("=?utf-8?Q?https://news.example/live/?=\r\n =?utf-8?Q?orre?=", DATE, (ADDRESS, True)),
        ("=?no-such?Q?x?=", "yesterday", (None, False)),
        ("cid:frame", "Thu, 10 Mar 2022 14:00:05", (None, False)),
        ("", "Thu, 40 Mar 2022 14:00:05 +0000", (ADDRESS, False)),
    ],
)
def test_headers_that_say_nothing_leave_it_unknown(address: str, date: str, known: tuple[str | None, bool]) -> None:
    capture = read(mhtml(part(PAGE), address=address, date=date)).capture
    assert (capture.address, capture.captured is not None) == known


def test_of_several_pages_the_root_is_read() -> None:
    frame = part("<html><body><p>An advertisement.</p></body></html>", location="https://ads.example/")
    assert len(read(mhtml(frame, part(PAGE))).entries) == 3
    named = frame.replace(b"frame-1@", b"frame-2@")
    assert (
        len(read(mhtml(named, part(PAGE), address="https://x.example/", kind='; start="<frame-1@mhtml>"')).entries) == 3
    )
    assert len(read(mhtml(part(PAGE), frame, address="https://x.example/", kind='; start="<none>"')).entries) == 3


def test_a_page_without_parts_is_read_too() -> None:
    assert len(read(b"MIME-Version: 1.0\r\n" + part(PAGE)).entries) == 3


@pytest.mark.parametrize(
    "data",
    [
        b"MIME-Version: 1.0\r\n\r\nWords.",
        mhtml(PICTURE),
        mhtml(part("")),
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n",
        b"MIME-Version: 1.0\r\n"
        + b"".join(
            b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (each, each) for each in range(3000)
        ),
    ],
)
def test_a_file_without_a_page_is_a_bad_capture(data: bytes) -> None:
    with pytest.raises(BadCapture, match=r"page\.mhtml: is an MHTML page"):
        read(data)


@pytest.mark.parametrize("charset", ["punycode", "unicode_escape", "hex", "no-such", "utf-16", ""])
def test_a_wrong_charset_is_not_believed(charset: str) -> None:
    data = mhtml(part(PAGE).replace(b"charset=utf-8", b"charset=" + charset.encode()))
    reading = read(data)
    assert reading.entries


@given(st.integers(0, len(WHOLE)), st.binary(max_size=12))
@example(WHOLE.index(b"boundary"), b"")
@example(WHOLE.index(b"charset"), b"charset*0*=x'")
def test_a_file_that_is_spoilt_or_cut_off_anywhere_is_read_or_refused(at: int, spoilt: bytes) -> None:
    for data in (WHOLE[:at], WHOLE[:at] + spoilt + WHOLE[at + len(spoilt) :]):
        try:
            assert read(data).entries
        except BadCapture as fault:
            assert "page.mhtml" in str(fault)
