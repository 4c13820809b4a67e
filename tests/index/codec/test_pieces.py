"""Is a term found where it stands, whichever way it is looked for?"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backfile.index.codec import pieces
from backfile.index.codec.pages import PagedFile, PagedWriter
from backfile.index.codec.pieces import Terms, write_terms

_term = st.text("ab\n", max_size=4) | st.text("aé京\ud800\U0001f600", max_size=3)

# How many look-ups until all terms are read, and of how many terms all are kept.
WAYS = {"by halving": (10**9, 10**9), "in a table": (0, 10**9), "by marks": (0, 0)}


def written(folder: Path, terms: list[str]) -> Terms:
    file = PagedWriter(folder)
    write_terms(file, "terms", terms)
    name, told = file.finish(".terms")
    return Terms(PagedFile(folder / name, told), "terms")


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=40)
@given(st.sets(_term, max_size=20), st.lists(_term, max_size=5))
@example({"a", "b"}, ["a\nb"])
@example({"a\nb", "c"}, ["b", "a"])
@example(set(), [""])
def test_a_term_is_found_where_it_stands(way: str, held: set[str], asked: list[str]) -> None:
    terms = sorted(held)
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        for name, value in zip(("_OFTEN", "_SMALL"), WAYS[way], strict=True):
            patch.setattr(pieces, name, value)
        patch.setattr(pieces, "_APART", 3)
        found = written(Path(folder), terms)
        assert [found.find(term) for term in terms] == list(range(len(terms)))
        assert [found.find(term) for term in asked] == [terms.index(each) if each in held else None for each in asked]
        del found
