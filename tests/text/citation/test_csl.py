"""Is CSL-JSON what the standard's schema says it is?"""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from backfile.text.citation.csl import csl_item, csl_json
from backfile.text.citation.source import Citation
from tests.text.citation.citations import BARE, CITATIONS, WEIR

# From https://github.com/citation-style-language/schema (csl-data.json), the parts that we write.
STRINGS = {"id", "type", "title", "container-title", "publisher", "URL", "language", "note"}
DATES = {"issued", "accessed"}
TYPES = {"post-weblog"}


def check(item: dict[str, Any]) -> None:
    assert item.keys() <= STRINGS | DATES | {"author"}
    assert {"id", "type", "title"} <= item.keys()
    assert item["type"] in TYPES
    assert all(isinstance(item[name], str) and item[name] for name in STRINGS & item.keys())
    for name in DATES & item.keys():
        ((parts,),) = item[name].values()
        assert list(item[name]) == ["date-parts"]
        assert 1 <= len(parts) <= 3
        assert all(type(part) is int for part in parts)
    assert all(list(author) == ["literal"] for author in item.get("author", []))


@pytest.mark.parametrize("citation", [WEIR, BARE])
def test_an_item_keeps_to_the_schema(citation: Citation) -> None:
    (item,) = json.loads(csl_json(citation))
    check(item)


@given(CITATIONS)
def test_names_are_literal_and_nothing_is_lost(citation: Citation) -> None:
    (item,) = json.loads(csl_json(citation))
    check(item)
    assert item["title"] == citation.title
    assert [author["literal"] for author in item["author"]] == list(citation.names)
    assert item["note"] == citation.note
    assert csl_json(citation).isascii()


def test_a_time_that_is_not_given_has_no_date_and_the_capture_is_none() -> None:
    item = csl_item(BARE)
    assert not DATES & item.keys()
    assert csl_item(WEIR)["issued"] == {"date-parts": [[2022, 10, 5]]}
    assert csl_item(WEIR)["accessed"] == {"date-parts": [[2022, 10, 6]]}
