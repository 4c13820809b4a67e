"""Is a capture given to the reader of its format, and one that nobody reads named?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from backfile.errors import BadCapture
from backfile.seeds.paste.read import READER
from backfile.seeds.read import READERS, read_capture
from backfile.seeds.recognise import FORMATS, MANY
from tests.seeds.paste.pages import RIVER, capture_of


def test_pasted_text_is_read_by_the_reader_of_pastes() -> None:
    assert read_capture(capture_of(RIVER), RIVER).reader == READER


def test_readers_read_formats_that_are_recognised() -> None:
    assert set(READERS) <= set(FORMATS)


@pytest.mark.parametrize("format", sorted({*FORMATS, "smoke"} - {*READERS, *MANY}))
def test_a_format_without_a_reader_is_told_with_what_to_do(format: str) -> None:
    with pytest.raises(BadCapture, match=r"page\.txt: is .*, which this version does not read yet; paste the page's"):
        read_capture(replace(capture_of("{}"), format=format), "{}")
