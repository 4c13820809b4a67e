"""Shards of postings: what was put in can be read back, and every word is where it is looked for."""

from __future__ import annotations

import json
from bisect import bisect_right
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given

from backfile.index.postings import collect_postings
from backfile.model.search import FIELDS, FILTERS, Document, Postings
from backfile.site.shards import cutting, terms
from backfile.site.shards.coding import SIGNS, file_key, script_order
from backfile.site.shards.terms import Cuts, write_terms, write_vocabulary
from backfile.site.shards.words import order_languages
from tests.index.corpus import corpora, document
from tests.site.shards.reading import decode, decode_runs, lines_of, scored

VARIANTS = {"kyiv": ("kiev", "київ")}


def write(postings: Postings) -> tuple[dict[str, Any], Cuts]:
    cuts = Cuts(terms=[], places=[])
    shards = {}
    for name, script in write_terms(postings, cuts):
        assert script is not None
        called, shards[name] = json.loads(
            f"[{script.removeprefix('backfileSearch.put(').removesuffix(');' + chr(10))}]"
        )
        assert called == name
    return shards, cuts


def assert_whole(postings: Postings) -> dict[str, list[str]]:
    """All that the postings hold stands in the shards, each word in the one that is asked for it: its pieces."""
    shards, cuts = write(postings)
    assert cuts.terms == sorted(cuts.terms, key=script_order)
    pieces: dict[str, list[str]] = {}
    for begin in cuts.terms:
        for word, its in lines_of(shards[f"terms-{file_key(begin)}"], shared=True):
            at = bisect_right([script_order(each) for each in cuts.terms], script_order(word)) - 1
            assert cuts.terms[at] == begin, word
            pieces[word] = its
    for number, field in enumerate((*FIELDS, *FILTERS)):
        for word in postings.words[field]:
            its = shards[f"word-{file_key(word)}"].split(" ") if pieces[word][0][0] == "*" else pieces[word]
            [piece] = [each for each in its if each[0] == str(number)]
            held = list(postings.places(field, word))
            if field in FIELDS:
                assert scored(piece) == [(at, len(its), postings.lengths[at][number]) for at, its in held], word
            else:
                assert decode_runs(piece[1:]) == [at for at, _ in held], word
    for number, code in enumerate(order_languages(postings)):
        for word, stem in postings.stems[code].items():
            told = [each[2:] for each in pieces[word] if each[:2] == f"={SIGNS[number]}"]
            if told:
                assert (word[: len(word) - int(told[0])] if told[0].isdecimal() else told[0]) == stem
            else:
                assert (number, stem) == (0, word)
            if word[: cutting.ALIKE] != stem[: cutting.ALIKE]:
                [distant] = [each[2:] for each in pieces[stem] if each[:2] == f">{SIGNS[number]}"]
                assert word in distant.split(",")
    return pieces


@given(corpora())
@example([])
def test_what_is_put_in_can_be_read_back(documents: list[Document]) -> None:
    pieces = assert_whole(collect_postings(documents, "en", VARIANTS))
    assert "~kiev,київ" in pieces["kyiv"]


@given(corpora())
def test_so_it_can_where_every_word_is_a_long_one(documents: list[Document]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(terms, "LONG", 0)
        patch.setattr(terms, "PLACES", 4)
        patch.setattr(terms, "TERMS", 30)
        assert_whole(collect_postings(documents, "en"))


def test_the_positions_are_in_the_order_of_the_postings() -> None:
    documents = [document("a b a", name="x/1"), document("b", name="x/2"), document("b a", name="x/3")]
    shards, _ = write(collect_postings(documents, "en"))
    held = dict(lines_of(shards["places-"], shared=False))
    assert [decode(piece[1:]) for piece in held["a"] if piece[0] == "1"] == [[0, 1, 1]]
    assert [decode(piece[1:]) for piece in held["storm"] if piece[0] == "3"] == [[2, 0, 0]]  # three alike, at 0


def test_long_postings_and_their_positions_are_files_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "LONG", 100)
    monkeypatch.setattr(terms, "PLACES", 200)
    documents = [document("often " * (1 + at % 3), name=f"x/{at:03}") for at in range(200)]
    shards, _ = write(collect_postings(documents, "en"))
    [piece] = dict(lines_of(shards["terms-"], shared=True))["often"][:1]
    [span] = decode(piece[1:])
    chunks = sorted(name for name in shards if name.startswith("places-often-"))
    assert chunks == sorted(f"places-often-{at}" for at in range(-(-200 // span)))
    assert span.bit_count() == 1
    assert sum(len(decode(shards[name][1:])) for name in chunks) == sum(1 + at % 3 for at in range(200))


FORMS = ("atta", "brid", "coun")


def test_forms_of_a_word_lie_in_one_shard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "TERMS", 1)
    words = "aardvark attack attacked attacks bridge bridges count counted counting"
    _, cuts = write(collect_postings([document(words)], "en"))
    lying = [[bisect_right(cuts.terms, word) for word in words.split() if word[:4] == begin] for begin in FORMS]
    assert [len(set(its)) for its in lying] == [1, 1, 1]
    assert len({shard for its in lying for shard in its}) == 3
    assert cuts.terms[:4] == ["", "at", "b", "c"]  # no more than tells them apart
    assert all(one != other for one, other in pairwise(cuts.terms))


@given(corpora())
def test_the_vocabulary_is_every_word_once(documents: list[Document]) -> None:
    postings = collect_postings(documents, "en")
    words = []
    for name, script in write_vocabulary(postings):
        _, held = json.loads(f"[{script.removeprefix('backfileSearch.put(').removesuffix(');' + chr(10))}]")
        if name != "vocabulary":
            words += [word for word, _ in lines_of(held.replace(" ", "|"), shared=True)]
    assert words == sorted({word for its in postings.words.values() for word in its}, key=script_order)
