"""How fast is a search, beside the peers, over the same entries in the same run?

Each engine indexes headlines and texts, stemmed, no word left out, and answers with the first ten and the headline and
text of each; with a passage of each in one class alone, in which all are asked for one. Ours counts besides how many
entries answer, which the others are not asked for. The engines take turns at each question, so that a machine that
slows down slows all of them; what is told is CPU time. A question is timed once, after others of its class; and only
where all engines find as many entries, which is found out before (near and fuzzy mean something else to each, and are
asked all the same).
"""

from __future__ import annotations

import json
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
from scripts.bench_search_engines import ENGINES, SNIPPETS, Engine, Question, seconds_of
from scripts.bench_site import make_entries

QUESTIONS, BEFORE, COMMITS, COLD = 40, 10, 5, 7
"""Questions of a class that are timed, and that are asked before, for what is done but once; commits; processes."""

ALIKE = ("near", "fuzzy")
"""Classes of questions that the engines need not agree on."""

ALL = "all that all answer"
AGAINST = "FTS5"


def measure_search(
    corpus: Path,
    *,
    sizes: Sequence[int],
    seed: int,
    without: Sequence[str],
    only_build: bool,
    tell: Callable[[str], None],
) -> Report:
    """A row for each number of entries and each measure, a column for each engine. Milliseconds of CPU, where nothing
    else is said. With `only_build` nothing is asked."""
    rows, missing = list[Row](), dict[str, None]()
    for size in sizes:
        told = read_entries(corpus, size, seed)
        with TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
            engines, built, absent = build_all(told, Path(folder), without, tell)
            missing |= dict.fromkeys(absent)
            if only_build:
                rows += ({"entries": size, **row} for row in built)
                continue
            asked = agreed(engines, make_questions(told, random.Random(seed)), tell)
            measured = [*built, *time_all(engines, asked)]
            word = next(each.words[0] for each in asked if each.kind == "rare")
            tell("asking each in fresh processes, and adding an entry")
            held = {each.name: memory(each, asked) for each in engines}
            measured.append(_row("memory, MB", {name: most for name, (most, _) in held.items()}))
            measured.append(_row("memory without files, MB", {name: own for name, (_, own) in held.items()}))
            measured.append(_row("fresh process, one question", {each.name: cold(each, word) for each in engines}))
            measured.append(_row("one more entry, searchable", {each.name: commit(each, told) for each in engines}))
        rows += ({"entries": size, **row} for row in measured)
    return Report(rows=rows, missing=list(missing))


def read_entries(corpus: Path, entries: int, seed: int) -> list[Told]:
    """Entries of the corpus; generated ones, by Zipf's law, where there is none, or it is too small."""
    try:
        told = pick(read_corpus(corpus), entries, seed)[0]
    except Absent:
        told = []
    if len(told) < entries:
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
    return [replace(each, byline=(), liveblog_headline="") for each in told[:entries]]


def build_all(
    told: Sequence[Told], folder: Path, without: Sequence[str], tell: Callable[[str], None]
) -> tuple[list[Engine], list[Row], list[str]]:
    engines, missing = list[Engine](), list[str]()
    seconds, sizes = dict[str, float](), dict[str, float]()
    for kind in ENGINES:
        if kind.name in without:
            continue
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
    return engines, [_row("build, s", seconds), _row("index, MB", sizes)], missing


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
    for _ in range(3 * (QUESTIONS + BEFORE)):
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
            Question(SNIPPETS, (one(some), one(common))),
        ]
    return questions


def agreed(engines: Sequence[Engine], questions: Sequence[Question], tell: Callable[[str], None]) -> list[Question]:
    """The questions of which all engines that can answer find as many entries: of a class at most as many as are timed,
    and as are asked before."""
    chosen: dict[str, list[Question]] = {}
    tried: Counter[str] = Counter()
    for question in questions:
        mine = chosen.setdefault(question.kind, [])
        if len(mine) == QUESTIONS + BEFORE:
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
    for kind in dict.fromkeys(question.kind for question in questions):
        mine = [question for question in questions if question.kind == kind]
        for number, question in enumerate(mine):
            for engine in engines:
                began = time.process_time()
                try:
                    engine.ask(question)
                except NotImplementedError:
                    continue
                spent = 1000 * (time.process_time() - began)
                if number >= min(BEFORE, len(mine) // 2):
                    took.setdefault(kind, {}).setdefault(engine.name, []).append(spent)
    both = [kind for kind, each in took.items() if len(each) == len(engines)]
    took[ALL] = {engine.name: [spent for kind in both for spent in took[kind][engine.name]] for engine in engines}
    return [
        _row(f"{kind}, {share}", {name: round(_share(times, percent), 2) for name, times in each.items()})
        for kind, each in took.items()
        for percent, share in ((50, "p50"), (95, "p95"))
    ]


def memory(engine: Engine, questions: Sequence[Question]) -> tuple[float, float]:
    """How much a process of its own grows by opening the index and answering all questions, in MB: at most, with what
    it looks into of files; and at the end, without."""
    asked = subprocess.run(
        [sys.executable, "-m", "scripts.bench_search_memory", engine.name, str(engine.home)],
        input=json.dumps(questions),
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
    )
    most, own = json.loads(asked.stdout)
    return round(most, 1), round(own, 1)


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


def _row(measure: str, values: Mapping[str, float]) -> Row:
    ours, others = values.get(ENGINES[0].name), values.get(AGAINST)
    return {
        "measure": measure,
        **{kind.name: values.get(kind.name, "") for kind in ENGINES},
        f"{ENGINES[0].name} / {AGAINST}": round(ours / others, 2) if ours and others else "",
    }


def _share(times: Sequence[float], percent: int) -> float:
    return sorted(times)[min(len(times) - 1, len(times) * percent // 100)]
