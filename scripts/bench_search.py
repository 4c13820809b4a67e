"""How fast is a search, beside the peers, over the same entries in the same run?

Each engine indexes headlines and texts, stemmed, no word left out, and answers with the first ten and what it keeps of
them; ours makes a snippet of each besides. The engines take turns at each question, so that a machine that slows down
slows all of them; what is told is CPU time. A question is asked only where all engines find as many entries, which is
found out before anything is timed (near and fuzzy mean something else to each, and are asked all the same).
"""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from backfile.index.analysis import folds
from scripts.bench_engines import Told
from scripts.bench_quality import pick, read_corpus
from scripts.bench_report import Absent, Report, Row
from scripts.bench_search_engines import ENGINES, Engine, Question, seconds_of
from scripts.bench_site import make_entries

QUESTIONS, ROUNDS, COMMITS, COLD = 20, 3, 5, 7
ALIKE = ("near", "fuzzy")
"""Classes of questions that the engines need not agree on."""


def measure_search(corpus: Path, *, entries: int, seed: int, tell: Callable[[str], None]) -> Report:
    """A row for each measure, a column for each engine. Milliseconds of CPU, where nothing else is said."""
    told = read_entries(corpus, entries, seed)
    with TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        engines, rows, missing = build_all(told, Path(folder), tell)
        asked = agreed(engines, make_questions(told, random.Random(seed)), tell)
        rows += time_all(engines, asked)
        word = next(each.words[0] for each in asked if each.kind == "rare")
        tell("asking each in a fresh process, and adding an entry")
        rows.append(_row("fresh process, one question", len(told), {each.name: cold(each, word) for each in engines}))
        rows.append(_row("one more entry, searchable", len(told), {each.name: commit(each, told) for each in engines}))
    return Report(rows=rows, missing=missing)


def read_entries(corpus: Path, entries: int, seed: int) -> list[Told]:
    """Entries of the corpus; generated ones, by Zipf's law, where there is none. The same again, if too few."""
    try:
        told = pick(read_corpus(corpus), entries, seed)[0]
    except Absent:
        told = [
            Told(
                liveblog=made.liveblog,
                liveblog_headline=made.liveblog,
                publisher="",
                headline=made.headline,
                text="\n\n".join(made.paragraphs),
                byline=(),
                time=tuple(map(int, f"{made.time[:10]}-{made.time[11:13]}-{made.time[14:16]}".split("-"))),
            )
            for made in make_entries(entries)
        ]
    return [replace(each, byline=(), liveblog_headline="") for each in (told * -(-entries // len(told)))[:entries]]


def build_all(
    told: Sequence[Told], folder: Path, tell: Callable[[str], None]
) -> tuple[list[Engine], list[Row], list[str]]:
    engines, missing = list[Engine](), list[str]()
    seconds, sizes = dict[str, object](), dict[str, object]()
    for kind in ENGINES:
        home = folder / kind.name
        home.mkdir()
        try:
            engine = kind(home)
            began = time.process_time()
            engine.build(told)
        except ImportError:
            missing.append(kind.name)
            continue
        seconds[kind.name] = round(time.process_time() - began, 1)
        sizes[kind.name] = round(sum(path.stat().st_size for path in home.rglob("*") if path.is_file()) / 1e6)
        tell(f"{kind.name}: {len(told):,} entries indexed in {seconds[kind.name]} s of CPU, {sizes[kind.name]} MB")
        engine.open()
        engines.append(engine)
    return engines, [_row("build, s", len(told), seconds), _row("index, MB", len(told), sizes)], missing


def make_questions(told: Sequence[Told], pick: random.Random) -> list[Question]:
    """More questions of each class than are asked, for not all engines agree on all."""
    texts = [folds(entry.text) for entry in told]
    held = Counter(word for words in texts for word in set(words) if word.isalpha() and len(word) > 3)
    size = len(told)
    rare = [word for word, count in held.items() if 4 <= count <= max(8, size // 2_000)]
    some = [word for word, count in held.items() if size // 500 < count < size // 30]
    common = [word for word, count in held.most_common(150) if count > size // 30]
    seconds = sorted(seconds_of(entry) for entry in told if entry.time)

    def one(words: Sequence[str]) -> str:
        return pick.choice(words)

    def side_by_side() -> tuple[str, ...]:
        while True:
            words = pick.choice(texts)
            at = pick.randrange(max(1, len(words) - 2))
            if all(word in held for word in words[at : at + 2]) and len(words) > at + 1:
                return tuple(words[at : at + 2])

    questions = []
    for _ in range(6 * QUESTIONS):
        first, last = sorted(pick.sample(seconds, 2))
        questions += [
            Question("rare", (one(rare),)),
            Question("common", (one(common),)),
            Question("and", (one(some), one(common))),
            Question("and 3", (one(common), one(common), one(some))),
            Question("or", (one(some), one(common))),
            Question("not", (one(common), one(some))),
            Question("sentence", tuple(one(some if at % 2 else common) for at in range(10))),
            Question("phrase", side_by_side()),
            Question("near", (one(common), one(some))),
            Question("prefix", (one(some)[:4],)),
            Question("fuzzy", (one(some),)),
            Question("dates", (one(common),), (first, last)),
            Question("newest", (one(some),)),
            Question("facets", (one(common),)),
        ]
    return questions


def agreed(engines: Sequence[Engine], questions: Sequence[Question], tell: Callable[[str], None]) -> list[Question]:
    """The questions of which all engines that can answer find as many entries: QUESTIONS of a class at most."""
    chosen: dict[str, list[Question]] = {}
    tried: Counter[str] = Counter()
    for question in questions:
        mine = chosen.setdefault(question.kind, [])
        if len(mine) == QUESTIONS:
            continue
        tried[question.kind] += 1
        if question.kind in ALIKE or len({total(engine, question) for engine in engines} - {None}) == 1:
            mine.append(question)
    tell("; ".join(f"{kind}: all agree on {len(mine)} of {tried[kind]}" for kind, mine in chosen.items()))
    return [question for mine in chosen.values() for question in mine]


def total(engine: Engine, question: Question) -> int | None:
    try:
        return engine.ask(question, total=True)[0]
    except NotImplementedError:
        return None


def time_all(engines: Sequence[Engine], questions: Sequence[Question]) -> list[Row]:
    took: dict[str, dict[str, list[float]]] = {}
    for _ in range(ROUNDS):
        for question in questions:
            for engine in engines:
                began = time.process_time()
                try:
                    engine.ask(question)
                except NotImplementedError:
                    continue
                spent = 1000 * (time.process_time() - began)
                took.setdefault(question.kind, {}).setdefault(engine.name, []).append(spent)
                took.setdefault("all that all answer", {}).setdefault(engine.name, [])
    for engine in engines:
        both = [kind for kind, each in took.items() if len(each) == len(engines)]
        took["all that all answer"][engine.name] = [spent for kind in both for spent in took[kind][engine.name]]
    rows = []
    for kind in sorted(took, key=lambda kind: kind == "all that all answer"):
        count = sum(question.kind == kind for question in questions) or len(questions)
        for share, name in ((50, "p50"), (95, "p95")):
            rows.append(
                _row(
                    f"{kind}, {name}",
                    count,
                    {name: round(_share(times, share), 2) for name, times in took[kind].items()},
                )
            )
    return rows


def cold(engine: Engine, word: str) -> float:
    """A process that answers one question and ends, with the command-line library that all are given."""
    asked = (
        f"import click; from pathlib import Path; from scripts.bench_cold import ask_{engine.name.lower()};"
        f"ask_{engine.name.lower()}(Path({str(engine.home)!r}), {word!r})"
    )
    times = []
    for _ in range(COLD):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-c", asked], check=True, cwd=Path(__file__).parents[1], stdout=subprocess.DEVNULL
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
    return round(statistics.median(times), 1)


def commit(engine: Engine, told: Sequence[Told]) -> float:
    times = []
    for number in range(COMMITS):
        began = time.process_time()
        engine.add(len(told) + number, told[number])
        times.append(1000 * (time.process_time() - began))
    return round(statistics.median(times), 2)


def _row(measure: str, count: int, values: Mapping[str, object]) -> Row:
    return {"measure": measure, "of": count, **{kind.name: values.get(kind.name, "") for kind in ENGINES}}


def _share(times: Sequence[float], percent: int) -> float:
    return sorted(times)[min(len(times) - 1, len(times) * percent // 100)]
