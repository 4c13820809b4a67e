"""The first ten results of the browser are those of the command line, in the same order: for hundreds of queries of
every class over a thousand entries in six languages, and where there are real entries, over nineteen thousand."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import accumulate, islice
from pathlib import Path

import pytest

from backfile.desk.search.struck import mark_struck, struck_in_line
from backfile.index.opening import open_index
from backfile.index.parse import parse_query
from backfile.index.postings import collect_postings
from backfile.index.searching import search
from backfile.index.writing import build_index
from backfile.model.permalink import Permalink
from backfile.model.search import FLAGS, STRUCK, Asked, Document
from backfile.model.time import Basis, Precision, Time
from backfile.text.markdown import words
from backfile.text.slug import Slug, slug
from tests.browser import Browser
from tests.index.corpus import KEY
from tests.site.test_search_script import ask, assert_all_same

SHARED = Path(__file__).parents[3] / "shared" / "corpora" / "liveblogs-100k.jsonl.gz"
LANGUAGES = {
    "en": "minister ministers bridge bridges closed closing attack attacks attacked ferry storm's U.S. MiG-29 Plan B",
    "de": "Minister Brücke Brücken geschlossen schließen Angriff Angriffe Straße Straßen Fähre Häuser Haus Kiew",
    "uk": "міністр міністри міст мости закрито Київ Києва атака атаки об’єкт їжа й її Зеленський",
    "ar": "الوزير الوزراء الجسر مُغلَق هجوم هجمات كييف العاصفة اللغة العربية الفرز",
    "zh": "部长 大桥 关闭 北京大学 袭击 暴风雨 北京市长 基辅 渡轮停航",
    "ja": "大臣 橋は閉鎖 東京タワー 攻撃 嵐 フェリー ｷｰｳ キーウの市長 京都",
}
UNHELD = ("attackeds", "closes", "storms", "bridge's")  # forms of words that entries hold
HEADLINES = {0: "Storm night: the bridge", 1: "Київ тримається", 2: "北京 live", 3: None, 4: "Angriff auf die Brücke"}


def entries(number: int) -> Iterator[Document]:
    """Entries with words as uneven in number as those of a language are."""
    chance = random.Random(26)
    words: dict[str, list[str]] = {}
    for code, own in LANGUAGES.items():
        invented = ["".join(chance.choices("abdeiklmnorstu", k=chance.randint(3, 9))) for _ in range(300)]
        words[code] = own.split() + (invented if code in ("en", "de") else own.split()[:2])
    weights = {code: list(accumulate(1 / (rank + 2) for rank in range(len(its)))) for code, its in words.items()}
    for at in range(number):
        code = chance.choices(list(LANGUAGES), weights=(6, 2, 2, 1, 1, 1))[0]

        some = partial(a_few, chance, words[code], weights[code])
        liveblog = chance.randrange(5)
        instant = datetime(2022, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(200_000))
        time = Time(printed="x", instant=instant, precision=Precision.MINUTE, basis=Basis.OFFSET)
        yield Document(
            permalink=Permalink(f"live-{liveblog}/e{at:04}"),
            liveblog=Slug(f"live-{liveblog}"),
            liveblog_headline=HEADLINES[liveblog],
            publisher=("Gazette", "The Harbour Post", None)[liveblog % 3],
            headline=some(chance.randint(2, 7)) if chance.random() < 0.7 else None,
            byline=tuple(chance.sample(["Ada Quint", "Noor Haddad", "Олена Мостова"], k=chance.choice((0, 0, 1, 2)))),
            text=some(chance.choice((5, 30, 90, 250))),
            published=time if chance.random() < 0.8 else None,
            language=code if chance.random() < 0.9 else None,
            tags=("bridge",) if chance.random() < 0.1 else (),
            flags=tuple(sorted(chance.sample([flag for flag in FLAGS if flag != "is:undated"], chance.randrange(3)))),
        )


def a_few(chance: random.Random, words: Sequence[str], weights: Sequence[float], number: int) -> str:
    return " ".join(chance.choices(words, cum_weights=weights, k=number))


def queries(words: Sequence[str], chance: random.Random) -> Mapping[str, list[str]]:
    """Of every class, some; `words` are those that entries hold."""

    def word() -> str:
        return chance.choice(words)

    def several(number: int) -> str:
        return " ".join(word() for _ in range(number))

    def in_a_row(number: int) -> str:
        at = chance.randrange(len(words) - number)
        return " ".join(words[at : at + number])

    made: dict[str, Callable[[], str]] = {
        "a word": word,
        "two words": lambda: several(2),
        "three words": lambda: several(3),
        "five words": lambda: several(5),
        "or": lambda: f"{word()} OR {word()}",
        "not": lambda: f"{word()} NOT {word()}",
        "brackets": lambda: f"({word()} OR {word()}) {word()} -{word()}",
        "a phrase": lambda: f'"{in_a_row(2)}"',
        "a phrase of three": lambda: f'"{in_a_row(3)}"',
        "a phrase with what belongs to it": lambda: f'"{chance.choice(("storm", "the storm", word()))}"',
        "near": lambda: f'"{several(2)}"~{chance.choice((0, 3, 9))}',
        "a field": lambda: f"{chance.choice(('headline', 'text', 'byline'))}:{word()}",
        "a filter": lambda: f"{word()} {chance.choice(('liveblog:bridge', 'publisher:post', 'tag:bridge'))}",
        "a prefix": lambda: f"{word()[:2]}*",
        "a shape": lambda: f"{word()[:1]}*{word()[-1:]}",
        "much like": lambda: f"{word()}~ {word()}",
        "a date": lambda: f"{word()} published:2022-0{chance.randint(1, 5)}",
        "since": lambda: f"{word()} since:2022-02-1{chance.randrange(9)}",
        "a flag": lambda: f"{word()} {chance.choice(('is:edited', '-has:headline', 'lang:uk', 'has:picture'))}",
        "required": lambda: f"+{word()} {several(4)}",
        "a form that nothing holds": lambda: f"{chance.choice(UNHELD)} {word()}",
    }
    return {name: [make() for _ in range(10)] for name, make in made.items()}


@pytest.mark.parametrize("zone", ["UTC", "Europe/Kyiv"])
def test_hundreds_of_queries_of_every_class_are_answered_alike(browser: Browser, tmp_path: Path, zone: str) -> None:
    words = [word for own in LANGUAGES.values() for word in own.split()]
    asked = queries(words, random.Random(200))
    every = [query for its in asked.values() for query in its]
    assert len(every) == 210
    answers = assert_all_same(browser, tmp_path, list(entries(1_000)), every, zone)
    found = dict(zip(every, answers, strict=True))
    for name, its in asked.items():
        assert any(found[query].get("total") or found[query].get("partly") for query in its), name


BODIES = (
    "~~Three ships **collided**~~ Two ships collided.",
    "Fog 🙂 on the harbour.\n\n~~Three ships\ncollided, *says* the naïve pilot.~~\n\nTwo did. ~~Nobody~~ drowned.",
    f"{'It rains on the harbour. ' * 20}~~Three ships collided~~. {'It rains on the hills. ' * 20}~~The end~~",
    f"~~{'Ships wait, and one collided with the wall. ' * 15}~~",
    "Ships collided, and no words were taken back.",
)


def test_the_same_words_of_a_passage_are_struck(browser: Browser, tmp_path: Path) -> None:
    bodies = {f"live/e{number}": body for number, body in enumerate(BODIES)}
    documents = [
        Document(
            permalink=Permalink(permalink),
            liveblog=Slug("live"),
            liveblog_headline="Harbour",
            publisher=None,
            headline=None,
            byline=(),
            text=words(body),
            published=None,
            flags=(STRUCK,) if "~~" in body else (),
        )
        for permalink, body in bodies.items()
    ]
    build_index(tmp_path / "index", documents, "en", KEY)
    opened = open_index(tmp_path / "index", "en", KEY)
    struck = {number: struck_in_line(body) for number, body in enumerate(BODIES) if "~~" in body}
    held = replace(collect_postings(documents, "en"), struck=struck)
    queries = ["collided", "rains", "hills end", "ships wall", "naïve OR nobody", "has:struck", "pilot"]
    shown = 0
    for query, answer in zip(queries, ask(browser, tmp_path, held, queries, "UTC"), strict=True):
        hits = search(opened, parse_query(query, UTC), query, Asked()).hits
        expected = {hit.permalink: mark_struck(hit.snippet, bodies[hit.permalink]) for hit in hits}
        for permalink, *_, passage in answer["first"]:
            assert passage["text"] == expected[permalink].text
            assert passage["struck"] == list(map(list, expected[permalink].struck)), (query, permalink)
            shown += len(passage["struck"])
        assert len(answer["first"]) == len(expected) > 0
    assert shown > 8


@pytest.mark.skipif(not SHARED.is_file(), reason="there are no real live blogs in ../shared")
def test_so_they_are_over_nineteen_thousand_real_entries(browser: Browser, tmp_path: Path) -> None:
    documents = list(islice(real_entries(), 19_000))
    chance = random.Random(19)
    words = [word for each in chance.sample(documents, 300) for word in each.text.split() if word.isalpha()]
    words = [word for word in words if len(word) > 2]
    every = [query for its in queries(words, chance).values() for query in its]
    assert_all_same(browser, tmp_path, documents, every)


def real_entries() -> Iterator[Document]:
    with gzip.open(SHARED, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            liveblog = json.loads(line)
            folder = Slug(f"{slug(liveblog['title'] or 'live', fallback='live')[:60]}-{number}")
            for at, entry in enumerate(liveblog["entries"]):
                author = entry["author"] or ()
                yield Document(
                    permalink=Permalink(f"{folder}/e{at:04}"),
                    liveblog=folder,
                    liveblog_headline=liveblog["title"],
                    publisher=liveblog["publisher"],
                    headline=entry["title"] or None,
                    byline=(author,) if isinstance(author, str) else tuple(author),
                    text="\n\n".join(entry["text"]),
                    published=when(entry["time"]),
                    language="en",
                )


def when(told: Sequence[int] | str | None) -> Time | None:
    """A time that is told as its numbers: year, month, day, hour, minute."""
    if not told or isinstance(told, str):
        return None
    year, month, day, hour, minute = told
    instant = datetime(year, month, day, hour, minute, tzinfo=UTC)
    return Time(printed=f"{instant}", instant=instant, precision=Precision.MINUTE, basis=Basis.OFFSET)
