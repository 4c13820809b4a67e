"""Do the bytes of a capture say what it is, whatever its name, and in good time?"""

from __future__ import annotations

import codecs
import time
import zlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.errors import BadCapture
from backfile.seeds.recognise import FORMATS, recognise

MHTML = "From: <Saved by a browser>\r\nSubject: =?utf-8?Q?A_long?=\r\n =?utf-8?Q?_title?=\r\nMIME-Version: 1.0\r\n\r\n"


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("The weir holds\n\nIt does.\n", "text"),
        ("<!DOCTYPE html>\n<title>x</title>", "html"),
        ("\n <HTML lang=en>", "html"),
        ("<!-- saved from url=(0026)https://example.org/ -->\n<!-- <rss> -->\n<html>", "html"),
        ('<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN">', "html"),
        ('<?xml version="1.0"?>\n<!-- a feed -->\n<rss version="2.0">', "feed"),
        ('<feed xmlns="http://www.w3.org/2005/Atom">', "feed"),
        ('<?xml version="1.0"?><rdf:RDF>', "feed"),
        ('{"entries": []}', "json"),
        ("[\n{}]", "json"),
        ("[[]]", "json"),
        ("{}", "json"),
        ("WARC/1.1\r\nWARC-Type: warcinfo\r\n", "warc"),
        (MHTML, "mhtml"),
        ("MIME-Version: 1.0\n", "mhtml"),
        ("<b>The weir</b> holds", "text"),
        ("[sic] it said", "text"),
        ("Note: the weir holds\nAnd: it rains", "text"),
        ("<!-- only a remark -->", "text"),
        ("<bodyguard>", "text"),
    ],
)
def test_the_beginning_of_a_text_says_what_it_is(text: str, format: str) -> None:
    assert recognise(text.encode(), "page") == (format, "utf-8", text)


def test_what_a_person_says_it_is_comes_before_what_it_looks_like() -> None:
    assert recognise(b"<html>", "page", format="text").format == "text"


@pytest.mark.parametrize(
    ("data", "decoding", "text"),
    [
        ("Zürich".encode(), "utf-8", "Zürich"),
        (codecs.BOM_UTF8 + "Zürich".encode(), "utf-8-sig", "Zürich"),
        ("Zürich".encode("utf-16"), "utf-16", "Zürich"),
        (codecs.BOM_UTF16_BE + "Zürich".encode("utf-16-be"), "utf-16", "Zürich"),
        (codecs.BOM_UTF32_LE + "Zürich".encode("utf-32-le"), "utf-32", "Zürich"),
        (b"\x93Z\xfcrich\x94 \x96 5 \x80", "cp1252", "“Zürich” – 5 €"),
        (b"Z\xfcrich\x81", "latin-1", "Zürich\x81"),
        (codecs.BOM_UTF8 + b"Z\xfcrich", "utf-8-sig", "Z\ufffdrich"),
    ],
)
def test_the_decoding_that_was_used_is_recorded(data: bytes, decoding: str, text: str) -> None:
    assert recognise(data, "page") == ("text", decoding, text)


@pytest.mark.parametrize(
    "data",
    [b"", b" \r\n\t", codecs.BOM_UTF8, codecs.BOM_UTF8 + b"\n", "  \n".encode("utf-16"), "\u2003\u3000\n".encode()],
)
def test_what_holds_nothing_is_told_to_be_empty(data: bytes) -> None:
    with pytest.raises(BadCapture, match="here/page: is empty; capture the page again"):
        recognise(data, "here/page")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"\xff\xd8\xff\xe0", "a JPEG picture"),
        (b"GIF89a", "a GIF picture"),
        (b"PK\x03\x04\x14", "a ZIP file"),
        (b"\x1f\x8b" + zlib.compress(b"x"), "a gzip file"),
        (b"\xd0\xcf\x11\xe0\xa1", "an old Office document"),
        (b"bplist00", "a Safari web archive"),
        (b"{\\rtf1\\ansi", "a rich text file"),
    ],
)
def test_what_is_no_text_is_told_with_what_it_looks_like(data: bytes, what: str) -> None:
    with pytest.raises(BadCapture, match=f"page: is not text: it looks like {what}.*; "):
        recognise(data, "page")


@pytest.mark.parametrize("data", [b"\x00\x01\x02ELF", b"text\0text", codecs.BOM_UTF32_BE + "x".encode("utf-32-be")])
def test_bytes_that_no_text_has_are_refused(data: bytes) -> None:
    with pytest.raises(BadCapture, match="page: is not text: it holds bytes that no text has"):
        recognise(data, "page", format="text")


@given(st.binary() | st.text().map(str.encode))
@example(b"\xff\xfe\x00")
@example(b"\xff\xfe\x00\x00\x01")
@example(b"\xfe\xff\xd8\x00")
@example(b"\x81\x8d")
def test_any_bytes_are_recognised_or_refused_with_their_place(data: bytes) -> None:
    try:
        found = recognise(data, "here/page")
    except BadCapture as fault:
        assert str(fault).startswith("here/page: ")
        assert fault.mend
    else:
        assert found.format in FORMATS
        assert found.text.strip()


@given(st.text(st.characters(codec="utf-8")).filter(str.strip))
@example("\ufeffa")
def test_text_in_utf8_is_kept_to_the_character(text: str) -> None:
    try:
        found = recognise(text.encode(), "page")
    except BadCapture as fault:
        assert "\0" in text or "it looks like" in str(fault)
    else:
        assert found.text == text.removeprefix("\ufeff")


@pytest.mark.parametrize("start", ["a: b\r\n", "a: b\n b\n", "<!---->", "<!-- ", "<?xml >", "{ ", "-->"])
def test_no_beginning_makes_the_recognition_slow(start: str) -> None:
    began = time.perf_counter()
    recognise((start * 5000).encode(), "page")
    assert time.perf_counter() - began < 5  # seconds; a careless pattern takes years
