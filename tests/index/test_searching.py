"""Does the index find exactly what plain reckoning over the documents finds, with the same scores in the same order?"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from fractions import Fraction
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from backfile.errors import Usage
from backfile.index import searching
from backfile.index.analysis import stem
from backfile.index.opening import open_index
from backfile.index.parse import Parsed, parse_query
from backfile.index.query import And, In, Not, Or, Phrase, Prefix, Published, Query, Undated, Word, leaves
from backfile.index.searching import search
from backfile.index.writing import refresh_index
from backfile.model.search import FIELDS, Document, Results
from backfile.text.fold import words
from tests.index.corpus import INSTANTS, at, corpora, document, published, queries, several_segments

Ask = Callable[[str], list[str]]


class Oracle:
    """The law of model, score.py and query.py, reckoned slowly over the documents themselves."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.held = [each for each in documents if each.newest]
        texts = [(each.headline or "", each.text, "\n".join(each.byline)) for each in self.held]
        self.words = [[[word.fold for word in words(text)] for text in three] for three in texts]

    def answer(self, query: Query) -> list[tuple[str, int]]:
        """Permalink and score of every document that matches, best first."""
        scored = [(number, self.score(query, number, FIELDS)) for number in range(len(self.held))]
        found = [(number, score) for number, score in scored if score is not None]
        found.sort(key=lambda each: (-each[1], *self.newest_first(each[0])))
        return [(self.held[number].permalink, score) for number, score in found]

    def undated(self, query: Query) -> int:
        """How many without an instant do not match, but would if each date filter answered as it liked."""
        dates = [leaf for leaf in leaves(query) if isinstance(leaf, Published)]
        return sum(
            self.instant(number) is None
            and self.score(query, number, FIELDS) is None
            and any(
                self.score(query, number, FIELDS, iter(each)) is not None
                for each in product([True, False], repeat=len(dates))
            )
            for number in range(len(self.held))
        )

    def score(
        self, query: Query, number: int, fields: Sequence[str], filters: Iterator[bool] | None = None
    ) -> int | None:
        """None where the document does not match. `filters` answers for the date filters, from left to right."""
        match query:
            case In(field, part):
                return self.score(part, number, (field,), filters)
            case Not(part):
                return 0 if self.score(part, number, fields, filters) is None else None
            case And(parts) | Or(parts):
                scores = [self.score(part, number, fields, filters) for part in parts]
                matched = [score for score in scores if score is not None]
                enough = len(matched) == len(parts) if isinstance(query, And) else matched
                return sum(matched) if enough else None
            case Published(_, start, end):
                instant = self.instant(number)
                within = instant is not None and start <= instant < end
                return 0 if (within if filters is None else next(filters)) else None
            case Undated():
                return 0 if self.instant(number) is None else None
        holding = [each for each in range(len(self.held)) if any(self.counts(query, each, fields))]
        if number not in holding:
            return None
        return rarity(len(self.held), len(holding)) * self.impact(self.counts(query, number, fields), number)

    def counts(self, query: Query, number: int, fields: Sequence[str]) -> list[int]:
        return [
            count(query, held) if field in fields else 0 for field, held in zip(FIELDS, self.words[number], strict=True)
        ]

    def impact(self, occurrences: list[int], number: int) -> int:
        weight = 0
        for its_weight, average, times, held in zip(
            (2, 1, 1), (8, 100, 2), occurrences, self.words[number], strict=True
        ):
            weight += its_weight * times * 65536 // (64 + 192 * len(held) // average)
        return 1000 * weight // (weight + 307)

    def instant(self, number: int) -> datetime | None:
        time = self.held[number].published
        return time.instant if time else None

    def newest_first(self, number: int) -> tuple[float, str]:
        instant = self.instant(number)
        return (math.inf if instant is None else -math.floor(instant.timestamp()), self.held[number].permalink)


def count(query: Query, held: list[str]) -> int:
    """How often a term stands in the words of a field."""
    match query:
        case Word(text):
            return sum(stem(word, "en") == stem(text, "en") for word in held)
        case Prefix(text):
            return sum(word.startswith(text) for word in held)
        case Phrase(sequence):
            return sum(tuple(held[start : start + len(sequence)]) == sequence for start in range(len(held)))
    raise AssertionError(f"{query} is no term")


def rarity(documents: int, holding: int) -> int:
    """256 · log2((2N + 2) / (2n + 1)) by halving, the rest from a table of 256 steps."""
    mantissa, whole = Fraction((2 * documents + 2) * 65536 // (2 * holding + 1), 65536), 0
    while mantissa >= 2:
        mantissa, whole = mantissa / 2, whole + 1
    return 256 * whole + round(256 * math.log2(1 + math.floor((mantissa - 1) * 256) / 256))


def ask(home: Path, query: Query, limit: int = 100, offset: int = 0) -> Results:
    results, _ = search(open_index(home, "en"), Parsed(query, ()), "as written", limit=limit, offset=offset)
    return results


ONE_OF_EACH = [
    document("the attacks on the dyke", "Attacked", name="a/u", byline=("Tom Dyke-Plan",), published=INSTANTS[0]),
    document("Zürich mayor's plan B", name="a/v", published=INSTANTS[1]),
    document("to be or not to be", "MiG-29", name="a/w"),
    document("an older attack", name="b/u", newest=False, published=INSTANTS[1]),
    document("a newer dyke", name="b/u", revision=2, published=INSTANTS[4]),
]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(corpora(), min_size=1, max_size=3), st.lists(queries, min_size=1, max_size=8), st.booleans())
@example([ONE_OF_EACH], [Not(published("2022")), Not(Not(published("2022-03-10")))], False)
@example([ONE_OF_EACH], [And((Not(published("2022-03")), published("2022"))), Or((Undated(), published("1969")))], True)
@example([ONE_OF_EACH, ONE_OF_EACH[1:3], ONE_OF_EACH[2:]], [Word("attack"), Prefix("a"), Phrase(("to", "be"))], True)
@example([[], ONE_OF_EACH], [Not(Word("attack")), In("headline", Not(Word("attacked")))], True)
@example([ONE_OF_EACH, []], [Not(Word("nowhere")), Undated()], False)
def test_the_index_finds_what_reckoning_over_the_documents_finds(
    states: list[list[Document]], asked: list[Query], apart: bool
) -> None:
    with TemporaryDirectory() as folder, several_segments() if apart else nullcontext():
        for state in states:
            refresh_index(Path(folder), state, "en")
        oracle = Oracle(states[-1])
        for query in asked:
            found = ask(Path(folder), query)
            assert [(hit.document.permalink, hit.score) for hit in found.hits] == oracle.answer(query)
            assert (found.total, found.undated) == (len(found.hits), oracle.undated(query))
            assert [hit.document for hit in found.hits] == [
                next(each for each in oracle.held if each.permalink == hit.document.permalink) for hit in found.hits
            ]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of a few documents in several segments."""
    home = tmp_path_factory.mktemp("index")
    held = [
        document("Long-range fires were reported.", "Fires in ZÜRICH", name="a/fires", published=INSTANTS[1]),
        document("Fires at long range. Café closed.", name="a/range", published=INSTANTS[2]),
        document("The mayor attacked the plan; to be or not to be?", name="a/mayor", byline=("Ada Zurich",)),
        document("Mayors attack mayors' plans", "Plan B", name="b/mayors"),
        document("Nothing yet.", name="b/nothing", published=INSTANTS[3]),
        document("Nothing here either.", name="a/nothing"),
        document("Words of before: volcano.", name="b/edited", newest=False),
        document("Words of now.", name="b/edited", revision=2),
    ]
    with several_segments():
        for number in range(len(held)):
            refresh_index(home, held[: number + 1], "en")
    assert len(list(home.glob("search-1/*.trm"))) > 1
    return home


@pytest.fixture(scope="module")
def names(home: Path) -> Ask:
    """The names of the documents that answer a query, best first."""

    def names(written: str) -> list[str]:
        return [hit.document.permalink for hit in ask(home, parse_query(written).query).hits]

    return names


def test_a_phrase_is_exact_in_order_whatever_its_case_and_accents(names: Ask) -> None:
    assert names('"LONG range Fires"') == ["a/fires"]
    assert names('"fires at lông RANGE"') == names("fires-at-long-range") == ["a/range"]
    assert names('"range long"') == []
    assert names('"cafe"') == names('"café"') == ["a/range"]
    assert names('"zürich"') == names('"ZURICH"')
    assert sorted(names('"zurich"')) == ["a/fires", "a/mayor"]
    assert names('"to be or not to be"') == ["a/mayor"], "no word is too common to be looked for"
    assert names('"mayors attack"') == ["b/mayors"]
    assert names('"mayor attack"') == [], "a phrase stands for its very words"


def test_a_phrase_does_not_reach_from_one_field_into_another(names: Ask) -> None:
    assert names('"zürich long"') == []
    assert names('"plan b"') == ["b/mayors"]


def test_inflected_forms_are_one_term(names: Ask) -> None:
    assert names("attack") == names("attacking") == names("attacked")
    assert sorted(names("attacks")) == ["a/mayor", "b/mayors"]
    assert sorted(names("plan mayor")) == ["a/mayor", "b/mayors"]


def test_a_prefix_stands_for_every_word_that_begins_so(names: Ask) -> None:
    assert sorted(names("attac*")) == ["a/mayor", "b/mayors"]
    assert names("zür* range") == ["a/fires"]
    assert names("attackers*") == []


def test_not_takes_away_and_finds_alone_all_that_are_left(names: Ask) -> None:
    assert names("mayor NOT headline:plan") == ["a/mayor"]
    assert names("NOT mayor NOT fires NOT nothing") == ["b/edited"]
    assert names("nothing NOT nothing") == []


def test_a_word_is_looked_for_in_one_field_where_that_is_said(names: Ask) -> None:
    assert names("byline:zurich") == ["a/mayor"]
    assert names("headline:zurich") == ["a/fires"]
    assert names("text:zurich") == []
    assert names("headline:(zurich OR plan) NOT text:attack") == ["a/fires"]


def test_only_the_newest_words_are_found(names: Ask) -> None:
    assert names("volcano") == names('"words of before"') == names("volcan*") == []
    assert names('"words of now"') == ["b/edited"]


def test_days_months_ranges_and_unknown_times_are_found(names: Ask) -> None:
    assert names("published:2022-03-10") == ["a/fires"]
    assert names("published:2022-03") == ["a/range", "a/fires"]
    assert names("published:2021") == ["b/nothing"]
    assert names("published:2021..2022-03-10") == ["a/fires", "b/nothing"]
    assert names("published:2022-03-10T23:59:59Z") == ["a/fires"]
    assert names("published:2023") == []
    assert names("published:unknown") == ["a/mayor", "a/nothing", "b/edited", "b/mayors"]
    assert names("published:unknown OR published:2021") == [
        "b/nothing",
        "a/mayor",
        "a/nothing",
        "b/edited",
        "b/mayors",
    ]


def test_equal_scores_are_ordered_by_time_and_then_by_permalink(home: Path) -> None:
    found = ask(home, parse_query("nothing OR published:2022 OR byline:ada").query)
    order = [(-hit.score, hit.document.permalink) for hit in found.hits]
    assert order == sorted(order, key=lambda each: each[0])
    assert [hit.document.permalink for hit in ask(home, Word("nothing")).hits] == ["b/nothing", "a/nothing"]


def test_those_that_only_a_date_filter_kept_out_are_counted(home: Path) -> None:
    def undated(written: str) -> int:
        return ask(home, parse_query(written).query).undated

    assert undated("mayor published:2022") == 2
    assert undated("mayor published:2022 NOT headline:plan") == 1
    assert undated("nothing published:2021") == 1
    assert undated("mayor") == 0, "where no date is asked for"
    assert undated("nothing NOT published:2021") == 0, "they are found already"
    assert undated("nothing (published:2021 OR published:unknown)") == 0
    assert undated("nothing published:2021 NOT published:2021-12-31") == 1


def test_results_come_in_pages_of_one_order(home: Path) -> None:
    everything = ask(home, Not(Word("volcano")))
    assert everything.total == 7
    for size in (1, 2, 3):
        pages = [ask(home, Not(Word("volcano")), limit=size, offset=start) for start in range(0, 7, size)]
        assert [hit for page in pages for hit in page.hits] == list(everything.hits)
        assert {page.total for page in pages} == {7}
    assert ask(home, Not(Word("volcano")), offset=7).hits == ()


def test_hits_of_one_time_and_score_keep_their_order_from_page_to_page(tmp_path: Path) -> None:
    refresh_index(tmp_path, [document("same", name=f"a/{letter}") for letter in "hcgafdbe"], "en")
    pages = [ask(tmp_path, Word("same"), limit=3, offset=start) for start in (0, 3, 6)]
    assert "".join(hit.document.permalink[-1] for page in pages for hit in page.hits) == "abcdefgh"


def test_the_answer_says_what_was_asked_and_how_much_was_searched(home: Path) -> None:
    results, searched = search(open_index(home, "en"), Parsed(Word("fires"), ("a note",)), "Fires!")
    assert (results.query, results.notes, results.total, searched) == ("Fires!", ("a note",), 2, 7)
    assert {results.hits[0].snippet.text[start:end] for start, end in results.hits[0].snippet.marks} == {"fires"}


def test_an_index_of_nothing_finds_nothing(tmp_path: Path) -> None:
    refresh_index(tmp_path, [], "en")
    for query in (Word("a"), Not(Word("a")), Prefix("a"), Phrase(("a", "b")), Undated(), published("2022")):
        assert ask(tmp_path, query) == Results(query="as written", notes=(), total=0, undated=0, hits=())


def test_a_prefix_of_too_many_words_is_refused_with_what_to_do(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST_FORMS", 2)
    assert ask(home, Prefix("mayor")).total == 2
    with pytest.raises(Usage, match="“n\\*” stands for more than 2 words; write more of it"):
        ask(home, Prefix("n"))


def test_a_snapshot_is_not_changed_by_a_writer(tmp_path: Path) -> None:
    refresh_index(tmp_path, [document("old words", name="a/b")], "en")
    snapshot = searching.Searcher(open_index(tmp_path, "en"))
    refresh_index(tmp_path, [document("new words", name="a/b", published=datetime(2022, 3, 1, tzinfo=UTC))], "en")
    assert len(snapshot.scores(Word("old"))) == 1
    assert snapshot.scores(Word("new")) == {}
    (number,) = snapshot.everything
    assert snapshot.document(number).published is at(None)
    with pytest.raises(IndexError):
        snapshot.published(99)
    snapshot.close()
    assert ask(tmp_path, Word("new")).total == 1
