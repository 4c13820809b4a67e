"""Does a search find what is meant? Beside the peers, for the same questions over the same entries, in the same run.

A live blog's summary is a few bullets, each in a journalist's words for something that its entries tell. Each bullet is
typed as it stands; it is found if an entry of its own live blog is among the first ten. Neither we nor the peers index
the summaries. The engines take turns at each bullet, so that a machine that slows down slows all of them.
"""

from __future__ import annotations

import gzip
import json
import random
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scripts.bench_engines import ENGINES, Ask, Told
from scripts.bench_report import Absent, Report, Row

CORPUS = Path(__file__).parents[2] / "shared" / "corpora" / "liveblogs-100k.jsonl.gz"
ENTRIES = 64_238
BULLETS = 500
SEED = 2026


@dataclass(frozen=True, slots=True)
class Asked:
    """How one engine answered one bullet: the rank of the first entry of its live blog (None: not found), and the
    milliseconds that it took."""

    rank: int | None
    milliseconds: float


def measure_quality(corpus: Path, *, entries: int, bullets: int, seed: int, tell: Callable[[str], None]) -> Report:
    """One row an engine. Raises Absent when there is no corpus, or none that can be asked about."""
    told, all_bullets = pick(read_corpus(corpus), entries, seed)
    if not all_bullets:
        raise Absent(f"{corpus}: no live blog in it has a summary, so nothing was measured")
    asked = random.Random(seed).sample(all_bullets, min(bullets, len(all_bullets)))
    with TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        engines, seconds, missing = index_all(told, Path(folder), tell)
        tell(f"asking {len(asked)} bullets over {len(told):,} entries")
        answers = ask_all(engines, told, asked)
    rows = [summarise(name, answers[name], len(told), seconds[name]) for name in engines]
    return Report(rows=rows, missing=missing)


def read_corpus(path: Path) -> list[dict[str, Any]]:
    """The live blogs of a file that has one a line: id, publisher, title, summary[], and entries[] with title, text[],
    author and time."""
    if not path.is_file():
        raise Absent(
            f"{path}: there is no such file of live blogs, so nothing was measured; name one with --corpus FILE"
            " (one live blog a line of JSON, gzip or not: id, publisher, title, summary, entries)"
        )
    data = path.read_bytes()
    text = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except ValueError as fault:
        raise Absent(f"{path}: a line is no JSON ({fault}), so nothing was measured") from fault


def pick(liveblogs: Sequence[dict[str, Any]], entries: int, seed: int) -> tuple[list[Told], list[tuple[str, str]]]:
    """The entries of whole live blogs, picked by `seed` until there are that many, and all (bullet, live blog)."""
    shuffled = list(liveblogs)
    random.Random(seed).shuffle(shuffled)
    told: list[Told] = []
    bullets: list[tuple[str, str]] = []
    for liveblog in shuffled:
        if len(told) >= entries:
            break
        told += told_by(liveblog)
        bullets += [(bullet, liveblog["id"]) for bullet in liveblog["summary"] if any(map(str.isalnum, bullet))]
    return told, bullets


def told_by(liveblog: dict[str, Any]) -> Iterator[Told]:
    for entry in liveblog["entries"]:
        author, when = entry["author"] or (), entry["time"]
        yield Told(
            liveblog=liveblog["id"],
            liveblog_headline=liveblog["title"] or "",
            publisher=liveblog["publisher"],
            headline=entry["title"] or "",
            text="\n\n".join(entry["text"]),
            byline=(author,) if isinstance(author, str) else tuple(author),
            time=tuple(when) if isinstance(when, list) else when,
        )


def index_all(
    told: Sequence[Told], folder: Path, tell: Callable[[str], None]
) -> tuple[dict[str, Ask], dict[str, float], list[str]]:
    """The engines that are here with how long each took to index (seconds), and the names of the others."""
    engines, seconds, missing = dict[str, Ask](), dict[str, float](), list[str]()
    for name, index in ENGINES.items():
        home = folder / str(len(engines) + len(missing))
        home.mkdir()
        began = time.perf_counter()
        try:
            engines[name] = index(told, home)
        except ImportError:
            missing.append(name)
            continue
        seconds[name] = time.perf_counter() - began
        tell(f"{name}: {len(told):,} entries indexed in {seconds[name]:.1f} s")
    return engines, seconds, missing


def ask_all(
    engines: Mapping[str, Ask], told: Sequence[Told], bullets: Sequence[tuple[str, str]]
) -> dict[str, list[Asked]]:
    """How each engine answered each bullet. One bullet is asked beforehand, for what is loaded only once."""
    answers: dict[str, list[Asked]] = {name: [] for name in engines}
    for ask in engines.values():
        ask(bullets[0][0])
    for bullet, liveblog in bullets:
        for name, ask in engines.items():
            began = time.perf_counter()
            found = ask(bullet)
            took = 1000 * (time.perf_counter() - began)
            ranks = (rank for rank, number in enumerate(found, start=1) if told[number].liveblog == liveblog)
            answers[name].append(Asked(next(ranks, None), took))
    return answers


def summarise(name: str, answers: Sequence[Asked], entries: int, seconds: float) -> Row:
    ranks = [answer.rank for answer in answers]
    times = sorted(answer.milliseconds for answer in answers)
    return {
        "engine": name,
        "entries": entries,
        "bullets": len(answers),
        "success@1": round(sum(rank == 1 for rank in ranks) / len(ranks), 3),
        "success@10": round(sum(rank is not None for rank in ranks) / len(ranks), 3),
        "mrr@10": round(sum(1 / rank for rank in ranks if rank) / len(ranks), 3),
        "median_ms": round(statistics.median(times), 1),
        "p95_ms": round(times[min(len(times) - 1, len(times) * 95 // 100)], 1),
        "index_s": round(seconds, 1),
    }
