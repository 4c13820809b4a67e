"""Is a list of digests what `sha256sum` writes, and read back whatever the names are?"""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.text.sums import dump_sums, parse_sums

NOUGHT = "0" * 64
DIGESTS = st.text("0123456789abcdef", min_size=64, max_size=64)


@given(st.dictionaries(st.text(min_size=1), DIGESTS))
@example({"a\nb\\n\r": "0" * 64, "\\": "1" * 64, "  ": "2" * 64, "\u2028": "3" * 64})
def test_a_list_is_read_back_as_it_was_written(digests: dict[str, str]) -> None:
    assert parse_sums(dump_sums(digests)) == digests
    assert list(parse_sums(dump_sums(digests))) == sorted(digests)


@pytest.mark.parametrize(
    "text", ["x", "\n", "0" * 64 + " a\n", "0" * 64 + "  \n", "0" * 64 + "  a", "G" * 64 + "  a\n"]
)
def test_what_is_no_list_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"line 1|in the middle of a line"):
        parse_sums(text)
