"""Is a page decoded as its bytes, its header and its own words say, and never by a codec that is none?"""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.seeds.charset import decode_page


@pytest.mark.parametrize(
    ("data", "declared", "found"),
    [
        (codecs.BOM_UTF8 + "Łódź".encode(), "iso-8859-2", ("utf-8-sig", "Łódź")),
        ("Łódź".encode("utf-16"), None, ("utf-16", "Łódź")),
        ("Łódź".encode("iso8859-2"), '"ISO-8859-2"', ("iso8859-2", "Łódź")),
        ("Łódź".encode(), "us-ascii", ("utf-8", "Łódź")),
        (b"<meta charset=iso-8859-2>\xa3\xf3d\xbc", None, ("iso8859-2", "<meta charset=iso-8859-2>Łódź")),
        (b"<meta charset='hex'>\x93x\x94", "punycode", ("cp1252", "<meta charset='hex'>“x”")),
        (
            b'<?xml version="1.0" encoding="koi8-r"?>\xc1\xc2',
            None,
            ("koi8-r", '<?xml version="1.0" encoding="koi8-r"?>аб'),
        ),
        (b"\x93x\x94", "latin1", ("cp1252", "“x”")),
        (b"\x81\xff", "\0", ("latin-1", "\x81ÿ")),
    ],
)
def test_the_encoding_is_found(data: bytes, declared: str | None, found: tuple[str, str]) -> None:
    assert decode_page(data, declared) == found


@given(st.binary(), st.text(max_size=12) | st.none())
def test_any_bytes_are_decoded_whatever_is_declared(data: bytes, declared: str | None) -> None:
    name, text = decode_page(data, declared)
    assert data.decode(name, "replace") == text
