"""Are facts and body of a file read back as they were written, and is what a person wrote by hand understood?"""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.archive.front import dump, load
from backfile.errors import Damage
from backfile.text.characters import UNSAFE
from backfile.text.markdown import escape

ANY_TEXT = st.text(st.characters(exclude_categories=())) | st.text(
    st.sampled_from("---\n:#'\"\\{}[]&*!|>%@` \t\r\0\x1b\x7f\x85\u2028\ufeff\ud800\U0001ffffaž🌊no12")
)
KEYS = st.from_regex(r"\A[a-z][a-z0-9_]{0,12}\Z")


def values(texts: st.SearchStrategy[str]) -> st.SearchStrategy[object]:
    return st.recursive(
        st.none() | st.booleans() | st.integers(-(2**63), 2**63) | texts,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
        max_leaves=8,
    )


def head_of(text: str) -> str:
    return text.removeprefix("---\n").partition("\n---\n")[0]


BODIES = ANY_TEXT.map(escape) | ANY_TEXT.map(lambda text: text.replace("\r", ""))


@given(st.dictionaries(KEYS, values(ANY_TEXT), min_size=1), BODIES)
@example({"a": "---"}, "---\n---\n\n---")
@example({"a": "x\n---\n\nb: 1"}, "\n\n\n")
@example({"a": None}, "")
@example({"a": "\u2028\x85\r\n"}, "\x85\u2028")
@example({"a": ["\U0001fffe\ud83d", {"": [[]]}]}, "\ufeff")
def test_facts_and_body_are_read_back_as_they_were_written(facts: dict[str, object], body: str) -> None:
    text = dump(facts, body)
    assert load(text, "here") == (facts, body)
    assert list(load(text, "here")[0]) == list(facts)


@given(st.dictionaries(KEYS, values(ANY_TEXT), min_size=1))
def test_a_head_holds_nothing_that_a_text_file_cannot(facts: dict[str, object]) -> None:
    assert set(re.findall(f"[{UNSAFE}]", dump(facts, ""))) == {"\n"}


SPEAKABLE = ANY_TEXT.filter(lambda text: not re.search("[\U00010000-\U0010ffff\ud800-\udfff]", text)) | st.text(
    st.sampled_from("🌊😀a :")
)


NO_WORDS_OF_YAML = KEYS.filter(lambda key: key not in ("yes", "no", "on", "off", "true", "false", "null"))


@given(st.dictionaries(NO_WORDS_OF_YAML, values(SPEAKABLE), min_size=1))
@example({"a": "no", "b": "12:30", "c": "2022-03-10", "d": "~", "e": "1e3", "f": "", "g": "&x *x !!python/name:os"})
@example({"a": {"? x": ["- y", "# z", "%", "@"]}, "b": "\x85\u2028\0\x1b\ufdd0\ufffe", "c": "a: b\n---\n..."})
def test_a_head_is_yaml_that_any_program_reads(facts: dict[str, object]) -> None:
    assert yaml.safe_load(head_of(dump(facts, "body"))) == facts


@given(st.dictionaries(KEYS, values(ANY_TEXT), min_size=1), ANY_TEXT.map(escape))
@example({"a": "\r\n"}, "x\n\ny")
def test_line_ends_that_an_editor_changed_are_no_change(facts: dict[str, object], body: str) -> None:
    text = dump(facts, body)
    for end in ("\r\n", "\r"):
        assert load(text.replace("\n", end), "here") == (facts, body)


@given(ANY_TEXT)
@example("x\r\r\n")
@example("x\r")
def test_a_body_that_was_read_once_stays_the_same(body: str) -> None:
    _, read = load(f"---\na: 1\n---\n\n{body}", "here")
    assert load(dump({"a": 1}, read), "here") == ({"a": 1}, read)


@pytest.mark.parametrize(
    ("written", "facts"),
    [
        ("headline: Plain words", {"headline": "Plain words"}),
        ("headline: no\nat: 12:30", {"headline": "no", "at": "12:30"}),
        ("on: 2022-03-10\noctal: 0o14\nhex: 0x1f", {"on": "2022-03-10", "octal": "0o14", "hex": "0x1f"}),
        ("tilde: ~\nempty:\nquoted: 'it''s'", {"tilde": "~", "empty": "", "quoted": "it's"}),
        ("byline:\n  - Orla Penhaligon\n  - no", {"byline": ["Orla Penhaligon", "no"]}),
        ("byline: [Orla Penhaligon, Al Hart]", {"byline": ["Orla Penhaligon", "Al Hart"]}),
        ("text: |\n  one\n  two", {"text": "one\ntwo\n"}),
        ("a: NaN\nb: Infinity\nc: -Infinity", {"a": "NaN", "b": "Infinity", "c": "-Infinity"}),
        ("# a remark\n\nheadline: x", {"headline": "x"}),
        ("Own-Key: x", {"Own-Key": "x"}),
        ('at: null\nby: Hand\nrevision: 1\nnames: ["a"]', {"at": None, "by": "Hand", "revision": 1, "names": ["a"]}),
        (f"number: {'9' * 5000}", {"number": "9" * 5000}),
        ("", {}),
    ],
)
def test_what_a_person_wrote_is_read_as_strings_and_the_rest_as_it_was(written: str, facts: dict[str, object]) -> None:
    assert load(f"---\n{written}\n---\n\nBody.\n", "here") == (facts, "Body.")


def test_a_body_needs_no_empty_line_above_and_no_line_end_below() -> None:
    for text in ("---\na: 1\n---\nBody.", "---\na: 1\n---\n\nBody.", "---\na: 1\n---\n\nBody.\n"):
        assert load(text, "here") == ({"a": 1}, "Body.")
    assert load("---\na: 1\n---", "here") == ({"a": 1}, "")


@pytest.mark.parametrize(
    "text", ["", "Body.", "---\na: 1\n", "\n---\na: 1\n---\n", "--- \na: 1\n---\n", "---\na: 1\n---x\n"]
)
def test_a_file_without_a_head_is_damage(text: str) -> None:
    with pytest.raises(Damage, match=r"river\.md: has no head between two lines of ---; restore it from a backup"):
        load(text, "river.md")


@pytest.mark.parametrize(
    "head", ['a: "x\n', "a: b: c", "a: [x", "a: x\n b: y\nc", "x: *alias", "\x01", "a: \x7f", "a: " + "[" * 3000]
)
def test_a_head_that_nobody_can_read_is_damage_in_one_line(head: str) -> None:
    with pytest.raises(Damage, match=r"river\.md: has a head that is no YAML .*; mend that line") as told:
        load(f"---\n{head}\n---\n\nBody.\n", "river.md")
    assert len(str(told.value).splitlines()) == 1


def test_a_fact_that_is_said_twice_is_damage() -> None:
    with pytest.raises(Damage, match=r"river\.md: says “a” twice; take one of the lines away"):
        load("---\na: 1\na: 2\n---\n\nBody.\n", "river.md")


@pytest.mark.parametrize(
    "head", ["a: !!python/object/apply:os.getcwd []", "a: !!python/name:os.system x", "a: !thing x"]
)
def test_a_tag_makes_nothing_but_what_is_written(head: str) -> None:
    facts, _ = load(f"---\n{head}\n---\n", "here")
    assert facts["a"] in ([], "x")


def test_no_number_that_json_lacks_is_written() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        dump({"a": float("nan")}, "")


@given(st.text())
@example("---\n" * 3)
@example("---\n? [a]: b\n---\n")
@example("---\n- a\n---\n")
@example("---\nwords\n---\n")
def test_any_text_is_read_or_is_damage(text: str) -> None:
    for candidate in (text, f"---\n{text}\n---\n"):
        try:
            facts, _ = load(candidate, "here")
        except Damage as fault:
            assert fault.place == "here"
        else:
            assert all(isinstance(key, str) for key in facts)
