"""Do the spellings of a name stand for each other, whatever their case and accents, and for nothing else?"""

from __future__ import annotations

from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from backfile.index.analysis import cut
from backfile.index.variants import fold_variants
from backfile.workspace.variants import read_variants

_groups = st.lists(
    st.lists(st.sampled_from(["Kyiv", "KYIV", "Kiev", "Київ", "Zürich", "Zurich", "MiG-29", "", "½", "京都"]))
)


@given(_groups)
@example([["Kyiv", "Kiev"], ["Kiev", "Київ"]])
@example([["Zürich", "Zurich"]])
def test_each_spelling_stands_for_all_others_of_its_groups_and_never_for_itself(groups: list[list[str]]) -> None:
    variants = fold_variants(groups)
    for word, others in variants.items():
        assert others and word not in others
        assert list(others) == sorted(set(others))
        assert all(word in variants[other] for other in others), "both ways"
        assert [each.fold for each in cut(word, asked=True)] == [word]
    folded = [{word.fold for name in group for word in cut(name, asked=True) if " " not in name} for group in groups]
    for word, others in variants.items():
        assert all(any({word, other} <= group for group in folded) for other in others)


def test_a_name_of_several_words_or_of_none_stands_for_nothing() -> None:
    assert fold_variants([["MiG-29", "Fulcrum"], ["!", "Kyiv"], ["Kyiv"], []]) == {}
    assert fold_variants([["MiG-29", "Fulcrum", "Gamma"]]) == {"fulcrum": ("gamma",), "gamma": ("fulcrum",)}


def test_a_name_in_two_groups_stands_for_both_but_those_not_for_each_other() -> None:
    assert fold_variants([["Kyiv", "Kiev"], ["KIEV", "Київ"]]) == {
        "kyiv": ("kiev",),
        "kiev": ("kyiv", "київ"),
        "київ": ("kiev",),
    }


def test_every_spelling_that_is_shipped_is_a_word_of_its_own(tmp_path: Path) -> None:
    groups = read_variants(tmp_path)
    variants = fold_variants(groups)
    for group in groups:
        folded = [[word.fold for word in cut(name, asked=True)] for name in group]
        assert all(len(words) == 1 for words in folded), group
        assert len({words[0] for words in folded}) > 1, f"{group} names one spelling"
        assert all(words[0] in variants for words in folded)
