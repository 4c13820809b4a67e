"""Is a digest what everybody else's tools say it is?"""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.model.capture import digest


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ],
)
def test_a_digest_is_the_sha256_that_sha256sum_prints(data: bytes | str, expected: str) -> None:
    assert digest(data) == expected


@given(st.text())
@example("Київ\r\n")
def test_the_digest_of_a_text_is_that_of_its_utf_8(text: str) -> None:
    assert digest(text) == digest(text.encode("utf-8")) == hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_a_lone_surrogate_has_a_digest_of_its_own() -> None:
    assert len({digest("\ud800"), digest("\udfff"), digest("?"), digest("")}) == 4
