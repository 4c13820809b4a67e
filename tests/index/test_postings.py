"""Do the postings that another face is given hold the same words, positions, lengths and stems as the index?"""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from backfile.index import analysis, places, score, stems, tokens
from backfile.index import postings as postings_module
from backfile.index.opening import open_index
from backfile.index.postings import collect_postings, read_postings
from backfile.index.schema import field_words, labels
from backfile.index.snapshot import Snapshot
from backfile.index.stems import inflected, stem
from backfile.index.writing import build_index, update_index
from backfile.model.search import FIELDS, FILTERS, Document, Postings
from backfile.site.search_data import search_data
from backfile.text.slug import Slug
from backfile.workspace.settings import Settings
from tests.index.corpus import KEY, corpora, document, several_segments

SETTINGS = Settings()
TWO = [
    document("attacks on the dyke, attacks", "Dyke’s end", name="b/x", byline=("Ada Quint",)),
    document("an older attack", name="a/y", newest=False),
    document("a newer attack", name="a/y", revision=2),
]
LANGUAGES = [
    replace(document("les attaques sur l'eau", name="a/fr"), language="fr", tags=("eau douce",)),
    replace(document("北京大学 attacks", name="a/zh"), language="zh", flags=("is:edited",)),
    replace(document("the attacks of 北京", name="b/en"), language="en-GB"),
    document("attacked", name="b/none"),
]


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(corpora())
@example(TWO)
@example(LANGUAGES)
@example([])
def test_the_postings_are_those_of_the_index(documents: list[Document]) -> None:
    postings = collect_postings(documents, "en")
    with TemporaryDirectory() as folder:
        build_index(Path(folder), documents, "en", KEY)
        with closing(Snapshot(open_index(Path(folder), "en", KEY))) as snapshot:
            by_name = {snapshot.permalink(number): number for number in snapshot.newest}
            numbers = [by_name[each.permalink] for each in postings.documents]
            assert len(numbers) == len(snapshot.newest)
            assert [snapshot.document(number) for number in numbers] == list(postings.documents)
            for field in (*FIELDS, *FILTERS):
                for word in snapshot.vocabulary.words:
                    places = snapshot.positions(field, word, snapshot.newest)
                    indexed = sorted((numbers.index(number), list(held)) for number, held in places.items())
                    assert list(postings.places(field, word)) == indexed, (field, word)
            for place, field in enumerate(FIELDS):
                its_lengths = [snapshot.column(f"{field}_words")[number] for number in numbers]
                assert list(map(score.step, its_lengths)) == [lengths[place] for lengths in postings.lengths]
            for number, held in zip(numbers, postings.labels, strict=True):
                assert {label for label, those in snapshot.labels("") if number in those} == set(held)


@st.composite
def written_in_steps(draw: st.DrawFn) -> tuple[list[list[Document]], list[Document], set[Slug]]:
    """What was written to an index one after the other, what stands in it then, and of which live blogs it is whole."""
    steps = draw(st.lists(corpora(), min_size=1, max_size=3))
    standing: dict[str, list[Document]] = {}
    for step in steps:
        names = {each.permalink for each in step}
        standing |= {name: [each for each in step if each.permalink == name] for name in names}
    gone = draw(st.sets(st.sampled_from(sorted(standing)))) if standing else set()
    whole = draw(st.sets(st.sampled_from([Slug("a"), Slug("b")])))
    return steps, [each for name in standing.keys() - gone for each in standing[name]], whole


def shards(postings: Postings) -> dict[str, str | None]:
    return dict(search_data(postings, SETTINGS))


def held(postings: Postings) -> Postings:
    """The same, with all documents at hand."""
    return replace(postings, documents=tuple(postings.documents))


A = Slug("a")
CUT_BESIDES = ([[*TWO, *LANGUAGES]], [*TWO, *LANGUAGES], {A})
WRITTEN_AGAIN = (
    [[*LANGUAGES, document("the first words", name="a/z")], [document("last words, last", name="a/z")]],
    [*LANGUAGES[:3], document("last words, last", name="a/z")],
    {A, Slug("b")},
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(written_in_steps())
@example(CUT_BESIDES)
@example(WRITTEN_AGAIN)
def test_what_is_read_from_an_index_is_what_is_cut(
    drawn: tuple[list[list[Document]], list[Document], set[Slug]],
) -> None:
    steps, standing, whole = drawn
    besides = [replace(each, text=each.text[:9]) for each in standing if each.liveblog not in whole]
    published = [*besides, *(each for each in standing if each.liveblog in whole)]
    cut = collect_postings(published, "en", {"kyiv": ("kiev",)})
    with TemporaryDirectory() as folder, several_segments(), mock.patch.multiple(places, _AT_ONCE=7):
        build_index(Path(folder), steps[0], "en", KEY)
        for step in steps[1:]:
            update_index(open_index(Path(folder), "en", KEY), step)
        names = {each.permalink for each in standing}
        gone = {each.permalink for step in steps for each in step} - names
        update_index(open_index(Path(folder), "en", KEY), [], gone)
        with closing(Snapshot(open_index(Path(folder), "en", KEY))) as snapshot:
            for few in (-1, 1_000):
                with mock.patch.object(postings_module, "FEW", few):
                    read = read_postings(snapshot, whole, besides, "en", {"kyiv": ("kiev",)})
                assert held(read) == cut
                assert shards(read) == shards(cut)


def test_documents_are_read_from_an_index_when_they_are_asked_for(tmp_path: Path) -> None:
    build_index(tmp_path, LANGUAGES, "en", KEY)
    with closing(Snapshot(open_index(tmp_path, "en", KEY))) as snapshot, mock.patch.object(postings_module, "FEW", 0):
        documents = read_postings(snapshot, {A}, [LANGUAGES[2]], "en").documents
        assert len(documents) == 3
        assert documents[1] == LANGUAGES[1]
        assert documents[1:] == [LANGUAGES[1], LANGUAGES[2]]
        assert documents[2] is LANGUAGES[2]


@given(corpora())
@example(TWO)
@example(LANGUAGES)
def test_the_stems_of_all_words_are_told_in_the_language_of_their_entries(documents: list[Document]) -> None:
    postings = collect_postings(documents, "en")
    spoken: dict[str, set[str]] = {}
    for each in postings.documents:
        spoken.setdefault(each.language or "en", set()).update(*field_words(each).values())
    assert {code: set(postings.stems[code]) for code in postings.stems} == spoken
    assert postings.spoken == tuple(each.language or "en" for each in postings.documents)
    for code, its_stems in postings.stems.items():
        assert all(its_stem == stem(word, code) for word, its_stem in its_stems.items())
    assert postings.endings.keys() == postings.stems.keys()


def test_only_the_newest_words_are_given_in_the_order_of_the_permalinks() -> None:
    postings = collect_postings(TWO, "en", {"kyiv": ("kiev",)})
    assert [each.permalink for each in postings.documents] == ["a/y", "b/x"]
    told = {
        field: {word: list(postings.places(field, word)) for word in postings.words[field]} for field in postings.words
    }
    assert told == {
        "headline": {"dyke's": [(1, [0])], "end": [(1, [1])]},
        "text": {
            "a": [(0, [0])],
            "attack": [(0, [2])],
            "attacks": [(1, [0, 4])],
            "dyke": [(1, [3])],
            "newer": [(0, [1])],
            "on": [(1, [1])],
            "the": [(1, [2])],
        },
        "byline": {"ada": [(1, [0])], "quint": [(1, [1])]},
        "liveblog": {
            "a": [(0, [2])],
            "b": [(1, [2])],
            "night": [(0, [1]), (1, [1])],
            "storm": [(0, [0]), (1, [0])],
        },
        "publisher": {"gazette": [(0, [1]), (1, [1])], "harbour": [(0, [0]), (1, [0])]},
        "tag": {},
    }
    assert postings.lengths == ((0, 3, 0), (2, 5, 2))
    assert postings.labels == tuple(tuple(labels(each)) for each in postings.documents)
    assert postings.endings == {"en": (("'s", ""), ("e", ""), ("s", ""))}
    assert postings.variants == {"kyiv": ("kiev",)}


def test_the_tables_that_another_face_needs_are_those_of_the_modules() -> None:
    postings = collect_postings([], "en")
    assert postings.ranking == score.constants()
    assert postings.analysis == analysis.constants() | stems.constants() | tokens.constants()


@given(corpora())
def test_two_runs_give_the_same_in_the_same_order(documents: list[Document]) -> None:
    one, other = collect_postings(documents, "en"), collect_postings(list(reversed(documents)), "en")
    assert one == other
    for field in (*FIELDS, *FILTERS):
        assert list(one.words[field]) == list(other.words[field]) == sorted(one.words[field])
    assert [list(one.stems[code]) for code in one.stems] == [sorted(one.stems[code]) for code in sorted(one.stems)]


def test_a_language_without_a_stemmer_has_no_endings() -> None:
    postings = collect_postings(TWO, "uk")
    assert postings.endings == {"uk": ()}
    assert inflected("attack", {"uk": {}}) == ("attack",)
    assert all(word == its_stem for word, its_stem in postings.stems["uk"].items())
