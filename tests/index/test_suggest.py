"""Is another spelling offered where it is surely meant, and never otherwise?"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from backfile.index.evaluation import Evaluation
from backfile.index.opening import open_index
from backfile.index.parse import Parsed, parse_query
from backfile.index.query import Fuzzy, Phrase, Prefix, Query, nodes
from backfile.index.searching import search
from backfile.index.snapshot import Snapshot
from backfile.index.suggest import suggest
from backfile.index.writing import refresh_index
from backfile.model.search import Document
from tests.index.corpus import KEY, VARIANTS, corpora, document, queries


def held(words: dict[str, int]) -> list[Document]:
    """So many entries for each of the words."""
    return [document(word, name=f"x/{number}-{of}") for of, word in enumerate(words) for number in range(words[word])]


def offered(home: Path, written: str) -> str | None:
    return search(open_index(home, "en", KEY), parse_query(written), written, variants=VARIANTS).suggestion


@pytest.mark.parametrize(
    ("words", "written", "suggestion"),
    [
        ({"zelensky": 3}, "zelenskyy", "zelensky"),
        ({"zelensky": 1}, "zelensqi", "zelensky"),
        ({"zelensky": 21, "zelenskyy": 2}, "zelenskyy", "zelensky"),
        ({"zelensky": 20, "zelenskyy": 2}, "zelenskyy", "zelensky"),
        ({"zelensky": 19, "zelenskyy": 2}, "zelenskyy", None),
        ({"zelensky": 99, "zelenskyy": 3}, "zelenskyy", None),
        ({"zelensky": 9}, "zelensky", None),
        ({"zelensky": 9}, "selenskyj", "zelensky"),
        ({"zelensky": 9}, "selenskyjj", None),
        ({"harbour": 1, "harbor": 2}, "harbuor", "harbor"),
        ({"harbour": 1, "harbuorxy": 39}, "harbuor", "harbour"),
        ({"harbour": 1, "harbuorxy": 40}, "harbuor", "harbuorxy"),
        ({"gale": 9}, "gael", "gale"),
        ({"gale": 9}, "gaelx", None),
        ({"gale": 9}, "gal", None),
        ({"mig29": 9}, "mig28", None),
        ({"storms": 9}, "storm", None),
        ({"attacks": 9, "attach": 2}, "attack", None),
        ({"gale": 9}, "gael OR nowhere", "gale OR nowhere"),
        ({"gale force": 9}, "gael focre", "gale force"),
        ({"gale": 9}, "+gael", "+gale"),
        ({"gale": 9}, "text:(gael OR storm)", "text:(gale OR storm)"),
        ({"gale": 9}, "headline:gael", None),
        ({"gale": 9}, "gael nowhereatall", None),
        ({"gale": 9}, "gael -gale", None),
        ({"gale": 9}, '"gael"', None),
        ({"gale": 9}, "gael*", None),
        ({"gale": 9}, "NOT gael", None),
    ],
)
def test_a_spelling_is_offered_where_it_is_near_and_held_far_more_often(
    tmp_path: Path, words: dict[str, int], written: str, suggestion: str | None
) -> None:
    refresh_index(tmp_path, held(words), "en", KEY)
    assert offered(tmp_path, written) == suggestion


def test_what_another_field_holds_is_offered_for_that_field_alone(tmp_path: Path) -> None:
    told = [document("gale", headline="storm", name=f"x/{number}", byline=("Ada Quint",)) for number in range(9)]
    refresh_index(tmp_path, told, "en", KEY)
    assert offered(tmp_path, "byline:quitn") == "byline:quint"
    assert offered(tmp_path, "headline:quitn") is None
    assert offered(tmp_path, "publisher:harbuor") == "publisher:harbour"
    assert offered(tmp_path, "harbuor") is None, "a publisher is looked for where it is named"


def test_other_spellings_of_a_name_are_no_mistake(tmp_path: Path) -> None:
    refresh_index(tmp_path, held({"kiev": 1, "kyiva": 90}), "en", KEY)
    assert offered(tmp_path, "kyiv") == "kyiva"
    refresh_index(tmp_path, held({"kiev": 3, "kyiva": 90}), "en", KEY)
    assert offered(tmp_path, "kyiv") is None


def test_what_finds_no_more_is_not_offered(tmp_path: Path) -> None:
    told = held({"zelensky": 90, "zelenskyy talks": 2, "zelensky talks": 2})
    refresh_index(tmp_path, told, "en", KEY)
    assert offered(tmp_path, "zelenskyy") == "zelensky"
    assert offered(tmp_path, "zelenskyy talks") is None
    refresh_index(tmp_path, [*told, document("zelensky talks", name="x/more")], "en", KEY)
    assert offered(tmp_path, "zelenskyy talks") == "zelensky talks"


def test_what_was_taken_out_is_not_offered(tmp_path: Path) -> None:
    refresh_index(tmp_path, held({"gale": 9, "storm": 1}), "en", KEY)
    refresh_index(tmp_path, held({"storm": 1}), "en", KEY)
    assert offered(tmp_path, "gael") is None


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(corpora(), queries)
def test_what_is_offered_finds_something_and_leaves_all_but_words_as_it_was(
    documents: list[Document], query: Query
) -> None:
    with TemporaryDirectory() as folder:
        refresh_index(Path(folder), documents, "en", KEY)
        opened = open_index(Path(folder), "en", KEY)
        with closing(Snapshot(opened)) as snapshot:
            written = suggest(Evaluation(snapshot, {}), query)
        if written is None:
            return
        better = parse_query(written).query
        assert better != query
        assert search(opened, Parsed(better, ()), written).total > search(opened, Parsed(query, ()), "").total
        kept = (Phrase, Prefix, Fuzzy)
        assert [each for each in nodes(better) if isinstance(each, kept)] == [
            each for each in nodes(query) if isinstance(each, kept)
        ]
        assert [type(each) for each in nodes(better)] == [type(each) for each in nodes(query)]
