"""Do the runs of a diff hold every word of both texts, and show what a reader would call the change?"""

from __future__ import annotations

import random
import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.text import diff as differ
from backfile.text.diff import diff, diff_bodies
from backfile.text.fold import even
from backfile.text.runs import Kind, Run, abridged, count_changed, count_struck, differs, marked
from backfile.text.scripts import ATTACHED
from backfile.text.spelling import spelled

PIECES = [*"the a weir is open shut – - — “ ” \" ' , . é e\u0301 don't".split(), "\n\n"]
THAI, KHMER, BURMESE = ["ต้", "น", "ไม้", "ก็"], ["ស្", "រី"], ["မြ", "န်"]
CHARACTERS = [*"北京下雨了。、カ", "が", "か\u3099", *THAI, *KHMER, *BURMESE, "\u845b\U000e0100", "AI", " "]
TEXTS = (
    st.text(max_size=60)
    | st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join)
    | st.lists(st.sampled_from(CHARACTERS), max_size=30).map("".join)
)


def bare(text: str) -> str:
    """The text without what makes no other words."""
    return re.sub("-+", "-", re.sub(r"\s", "", even(text)))


def of(runs: tuple[Run, ...], *kinds: Kind) -> str:
    return "".join(run.text for run in runs if run.kind in kinds)


@given(TEXTS, TEXTS)
@example("a – b", "a - b")
@example("open ", " open\n")
@example("", "\x1c")
def test_no_word_of_either_text_is_lost_or_made_up(older: str, newer: str) -> None:
    runs = diff(older, newer)
    assert of(runs, Kind.KEPT, Kind.ADDED) == newer
    assert bare(of(runs, Kind.KEPT, Kind.REMOVED)) == bare(older)


@given(TEXTS, TEXTS)
@example("closed , the", "closed, the")
@example("Harry 's dog", "Harry's dog")
@example("Harry 's dog 's", "Harry's dogs")
@example("1.5", "1. 5")
@example("1,5, 6", "1,5 , 6")
@example("it holds 10² million", "it holds 102 million")
@example("10²3 ٣² ๑² 4 ²", "10²3 ٣2 ๑2 4 2")
def test_two_texts_differ_if_and_only_if_they_are_other_words(older: str, newer: str) -> None:
    assert differs(diff(older, newer)) is (spelled(older) != spelled(newer))


@given(TEXTS, TEXTS)
def test_runs_are_never_empty_and_never_follow_one_of_their_kind(older: str, newer: str) -> None:
    runs = diff(older, newer)
    assert all(run.text for run in runs)
    assert all(one.kind is not other.kind for one, other in pairwise(runs))


@pytest.mark.parametrize(
    ("older", "newer", "shown"),
    [
        ("Minister resigns", "Minister resigns?", "Minister resigns{+?+}"),
        ("It costs €5m.", "It costs $5m.", "It costs [-€-]{+$+}5m."),
        ("It is -5 degrees.", "It is 5 degrees.", "It is[- --] 5 degrees."),
    ],
)
def test_what_differs_in_signs_alone_differs_all_the_same(older: str, newer: str, shown: str) -> None:
    runs = diff(older, newer)
    assert differs(runs)
    assert count_changed(runs) == 0
    assert "".join(marked(runs).split()) == "".join(shown.split())


def test_a_letter_is_not_torn_from_its_marks() -> None:
    assert marked(diff("हिन्दी भाषा", "हिन्दु भाषा")) == "[-हिन्दी-]{+हिन्दु+} भाषा"


@given(TEXTS)
def test_equal_texts_do_not_differ(text: str) -> None:
    assert count_changed(diff(text, text)) == 0
    assert not differs(diff(text, text))
    assert {run.kind for run in diff(text, text)} <= {Kind.KEPT}


@pytest.mark.parametrize(
    ("older", "newer", "shown"),
    [
        ("The weir is open.", "The weir is shut.", "The weir is [-open-] {+shut+}."),
        ("The weir is open.", "The old weir is open.", "The {+old+} weir is open."),
        ("The weir, they say, is open.", "The weir is open.", "The weir[-, they say,-] is open."),
        ("", "Open.", "{+Open.+}"),
        ("Open.", "", "[-Open.-]"),
        ("One.\n\nTwo.", "One.\n\nThree.\n\nTwo.", "One.\n\n{+Three.+}\n\nTwo."),
        ("One, two.", "One, two. Three, four.", "One, two. {+Three, four.+}"),
        ("One? Two. Three!", "One? Three!", "One? [-Two.-] Three!"),
        ("don’t go", "do go", "[-don’t-]{+do+} go"),
        ("Harry 's dog, he said , ran.", "Harry's dog, he said, runs.", "Harry's dog, he said, [-ran-] {+runs+}."),
        ("It costs 1.5 million.", "It costs 2.5 million.", "It costs [-1.5-] {+2.5+} million."),
    ],
)
def test_the_change_is_what_a_reader_would_call_it(older: str, newer: str, shown: str) -> None:
    assert marked(diff(older, newer)) == shown


@pytest.mark.parametrize(
    ("older", "newer", "shown", "words", "struck"),
    [
        ("Forty people", "~~Forty~~ Thirty people", "{~Forty~} {+Thirty+} people", 1, 1),
        ("~~Two flats~~ in town", "Two flats in town", "[~Two flats~] in town", 0, 2),
        ("~~Two~~ flats", "~~Two~~ houses", "~~Two~~ [-flats-] {+houses+}", 2, 0),
        ("~~Two~~ flats", "Two ~~flats~~", "[~Two~] {~flats~}", 0, 2),
        ("~~Two~~ flats", "~~Three~~ flats", "[-~~Two~~-]{+~~Three~~+} flats", 2, 0),
        ("One.\n\nTwo.", "~~One.~~\n\n~~Two.~~", "{~One.\n\nTwo.~}", 0, 2),
        ("~~Harry 's~~ dog", "Harry's dog", "[~Harry's~] dog", 0, 1),
        ("~~a b~~ c", "~~a~~ ~~b~~ c", "~~a b~~ c", 0, 0),
    ],
)
def test_words_that_stayed_and_were_struck_out_or_are_no_longer_are_told_apart(
    older: str, newer: str, shown: str, words: int, struck: int
) -> None:
    runs = diff_bodies(older, newer)
    assert marked(runs) == shown
    assert (count_changed(runs), count_struck(runs)) == (words, struck)
    assert differs(runs) is (words + struck > 0)


STRUCK = st.lists(
    st.tuples(st.sampled_from(["the", "weir", "is", "open", "shut,", "“no”"]), st.booleans()), max_size=12
)


@given(STRUCK, STRUCK)
def test_each_word_is_struck_out_in_a_run_as_it_is_in_its_text(
    older: list[tuple[str, bool]], newer: list[tuple[str, bool]]
) -> None:
    runs = diff_bodies(
        *(" ".join(f"~~{word}~~" if is_struck else word for word, is_struck in each) for each in (older, newer))
    )
    now = [(word, run.struck) for run in runs if run.kind is not Kind.REMOVED for word in run.text.split()]
    assert "".join(word for word, _ in now) == "".join(word for word, _ in newer)
    assert "".join(word for word, is_struck in now if is_struck) == "".join(
        word for word, is_struck in newer if is_struck
    )
    was = [
        (word, run.struck is not (run.kind in (Kind.STRUCK, Kind.UNSTRUCK)))
        for run in runs
        if run.kind is not Kind.ADDED
        for word in run.text.split()
    ]
    assert "".join(word for word, is_struck in was if is_struck) == "".join(
        word for word, is_struck in older if is_struck
    )


def test_strikes_of_long_texts_are_told_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(differ, "MOST_COMPARED", 20)
    older = "\n\n".join(["One two.", "~~Three~~ four.", "Five six.", "Seven eight."])
    newer = "\n\n".join(["Nine two.", "~~Three~~ four.", "~~Five~~ six.", "Seven ten."])
    assert "~~Three~~ four." in marked(diff_bodies(older, newer))
    assert "{~Five~} six." in marked(diff_bodies(older, newer))


def test_quotes_dashes_and_spacing_are_no_change() -> None:
    older, newer = '"No gas" -- Kyiv\n', "“No  gas” — Kyiv"
    assert diff(older, newer) == (Run(kind=Kind.KEPT, text=newer),)


def test_a_lone_word_between_two_replacements_does_not_tear_them_up() -> None:
    assert marked(diff("Two men of the crew slept on.", "Three women of a crew slept on.")) == (
        "[-Two men of the-]{+Three women of a+} crew slept on."
    )
    assert marked(diff("red boats sail by night", "blue boats sail by day")) == (
        "[-red-]{+blue+} boats sail by [-night-] {+day+}"
    )


def test_a_name_or_number_between_two_replacements_is_told_as_kept() -> None:
    runs = diff("The light house, Per Olsen said, lost 7 slates.", "The lighthouse, Per Nyberg said, lost 7 tiles.")
    assert marked(runs).endswith("Per [-Olsen-] {+Nyberg+} said, lost 7 [-slates-] {+tiles+}.")
    assert count_changed(runs) == 7


def test_words_that_went_and_came_are_counted() -> None:
    assert count_changed(diff("The weir is open, they don’t say.", "The weir is shut.")) == 5


@given(TEXTS, TEXTS, st.integers(1, 12))
def test_only_what_was_kept_is_ever_left_out(older: str, newer: str, context: int) -> None:
    runs = diff(older, newer)
    cut = abridged(runs, context)
    changed = [run for run in runs if run.kind is not Kind.KEPT]
    assert [run for run in cut if run.kind is not Kind.KEPT] == changed
    assert [run.kind for run in cut] == [run.kind for run in runs]
    assert all(len(run.text) <= 2 * context + 3 for run in cut if run.kind is Kind.KEPT)


def test_what_is_left_out_between_two_changes_leaves_their_neighbours() -> None:
    words = "one two three four five six seven eight nine ten"
    runs = diff(f"old {words} old {words}", f"new {words} new {words}")
    assert marked(abridged(runs, 9)) == "[-old-]{+new+} one two … nine ten [-old-] {+new+} one two … "


def test_long_texts_are_compared_line_by_line_and_their_lines_word_by_word(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(7)
    lines = [" ".join(chance.choices("weir boat bank rain".split(), k=12)) for _ in range(30)]
    older = "\n".join(lines)
    newer = "\n".join(["Dry.", *lines[1:20], lines[20] + " Wet.", *lines[21:-1], "End."])
    monkeypatch.setattr(differ, "MOST_COMPARED", 1_000)
    runs = diff(older, newer)
    assert [run.text.strip() for run in runs if run.kind is Kind.ADDED] == ["Dry.", "Wet.", "End."]
    assert of(runs, Kind.KEPT, Kind.ADDED) == newer
    assert bare(of(runs, Kind.KEPT, Kind.REMOVED)) == bare(older)
    monkeypatch.setattr(differ, "MOST_COMPARED", 1)
    assert marked(diff("a b c", "d e f")) == "[-a b c-]{+d e f+}"


@pytest.mark.parametrize(
    ("older", "newer", "shown", "words"),
    [
        ("河水今早上涨了两米。", "河水今晚上涨了三米。", "河水今[-早-]{+晚+}上涨了[-两-]{+三+}米。", 4),
        ("橋は閉まっている。", "橋は閉まっていた。", "橋は閉まってい[-る-]{+た+}。", 2),
        ("ไม่มีผู้บาดเจ็บ", "ไม่มีผู้เสียชีวิต", "ไม่มีผู้[-บาดเจ็บ-]{+เสียชีวิต+}", 2),
        ("น้ำลด", "น้าลด", "[-น้ำ-]{+น้า+}ลด", 2),
        ("発表したiPhone15を", "発表したiPhone16を", "発表した[-iPhone15-]{+iPhone16+}を", 2),
    ],
)
def test_scripts_that_part_no_words_are_compared_by_characters(older: str, newer: str, shown: str, words: int) -> None:
    assert marked(diff(older, newer)) == shown
    assert count_changed(diff(older, newer)) == words


WHOLE = st.lists(st.sampled_from([*"北京下雨了。", "か\u3099", "ต้", "น", "ก็", "မြ", "န်"]), max_size=12).map("".join)


@given(WHOLE, WHOLE)
@example("か\u3099", "か")
@example("น้ำ", "น")
def test_no_mark_is_torn_from_its_character(older: str, newer: str) -> None:
    for run in diff(older, newer):
        assert not re.match(f"[{ATTACHED}]", run.text)


def test_what_was_kept_of_such_scripts_is_abridged_between_characters() -> None:
    kept = "河水上涨了。" * 40
    assert abridged(diff(f"{kept}早。", f"{kept}晚。"), 7)[0].text == "… 。河水上涨了。"
    assert abridged(diff(f"早{kept}", f"晚{kept}"), 7)[-1].text == "河水上涨了。河 … "
