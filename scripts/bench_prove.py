"""Are quotations told from what is no quotation? On drafts made from an archive, with alterations that are known.

Each quotation is 6 to 25 words in a row of one entry. Some stand as they are, with other marks, or with an ellipsis; in
some one to three words are changed for others of the archive; in some the order of all words is lost. The words between
the quotations are the archive's too, in no order, without such as name a time (“today”, “on Friday”): beside these no
quotation is called verbatim, for nothing was held against them.

    exact      verbatim is right, everything else is wrong
    changed    differs is right when it shows the very words that were changed, of the entry they came from
    foreign    everything but verbatim is right
"""

from __future__ import annotations

import random
import re
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from backfile.archive.coverage import read_coverage
from backfile.archive.held import list_liveblogs
from backfile.desk.prove import prove
from backfile.desk.quotations.verdicts import SOUND, Checked, Verdict
from backfile.text.claims import find_dates
from backfile.text.markdown import words
from backfile.text.runs import Kind
from backfile.workspace.folders import find_workspace
from scripts.bench_report import Absent, Report, Row

QUOTES, WORDS, ROUNDS, SEED = 100, 10_000, 3, 2026
LIVEBLOGS = 200
"""Live blogs that quotations are picked from; those of the whole archive are searched."""
KINDS = ("exact", "other marks", "ellipsis", "1 word changed", "2 words changed", "3 words changed", "foreign")
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Planted:
    """A quotation of a draft: what was done to it, where it is from, and the words that are not the archive's."""

    kind: str
    text: str
    permalink: str
    changed: tuple[str, ...] = ()


def measure_prove(
    archive: Path, *, quotes: int, length: int, rounds: int, seed: int, tell: Callable[[str], None]
) -> Report:
    """One row a kind of quotation, and one for the time of a whole draft, CPU seconds, the median of the rounds."""
    workspace = find_workspace(archive, named=True)
    pool = read_pool(archive, seed)
    if len(pool) < 10:
        raise Absent(f"{archive}: holds too few entries to quote from, so nothing was measured")
    outcomes: dict[str, list[bool]] = {kind: [] for kind in KINDS}
    false_verbatim, seconds = 0, []
    for number in range(rounds):
        chance = random.Random(seed + number)
        planted = [plant(KINDS[at % len(KINDS)], pool, chance) for at in range(quotes)]
        draft = write_draft(planted, pool, length, chance)
        begun = time.process_time()
        checked = prove(workspace, draft).checked
        seconds.append(time.process_time() - begun)
        tell(f"draft {number + 1} of {rounds}: {len(draft.split()):,} words, {seconds[-1]:.2f} s of CPU")
        found = {each.quote.text: each for each in checked if each.quote}
        for each in planted:
            answer = found.get(each.text)
            outcomes[each.kind].append(answer is not None and is_right(each, answer))
            if answer is not None and answer.verdict in SOUND and not really_stands(answer):
                false_verbatim += 1
    rows: list[Row] = [
        {"kind": kind, "quotations": len(right), "right": f"{sum(right) / max(1, len(right)):.1%}"}
        for kind, right in outcomes.items()
    ]
    rows.append({"kind": "called verbatim, and not", "quotations": false_verbatim, "right": ""})
    rows.append({"kind": "CPU s a draft", "quotations": quotes, "right": f"{statistics.median(seconds):.2f}"})
    return Report(rows=rows, missing=[])


def read_pool(archive: Path, seed: int) -> list[tuple[str, str]]:
    """(permalink, words) of entries long enough to quote from."""
    names = list_liveblogs(archive / "archive")
    chosen = random.Random(seed).sample(names, min(LIVEBLOGS, len(names)))
    return [
        (f"{name}/{entry.slug}", words(entry.body))
        for name in sorted(chosen)
        for entry in read_coverage(archive / "archive", name).entries
        if len(entry.body.split()) > 30
    ]


def plant(kind: str, pool: Sequence[tuple[str, str]], chance: random.Random) -> Planted:
    """A quotation of that kind, of 6 to 25 words of one paragraph."""
    while True:
        permalink, text = chance.choice(pool)
        paragraph = chance.choice(text.split("\n")).split()
        places = [at for at, each in enumerate(paragraph) if _WORD.search(each)]
        length = chance.randint(6, 25)
        if len(places) <= length:
            continue
        start = chance.randrange(len(places) - length)
        quoted = paragraph[places[start] : places[start + length - 1] + 1]
        if not re.search(r"[\"“”«»\[\]…]|\.\.", " ".join(quoted)):
            break
    match kind:
        case "other marks":
            return Planted(kind, " ".join(quoted).replace("'", "’").replace(" - ", " — ") + ",", permalink)
        case "ellipsis":
            quoted[len(quoted) // 2] = "…"
            return Planted(kind, " ".join(quoted), permalink)
        case "foreign":
            chance.shuffle(quoted)
            return Planted(kind, " ".join(quoted), permalink)
    changed = []
    places = [at for at, each in enumerate(quoted) if _WORD.search(each)]
    for place in chance.sample(places, int(kind[0]) if kind[0].isdigit() else 0):
        other = chance.choice(_WORD.findall(chance.choice(pool)[1]))
        if other.lower() in quoted[place].lower():
            other = f"un{other}"
        quoted[place] = other
        changed.append(other)
    return Planted(kind, " ".join(quoted), permalink, tuple(changed))


def write_draft(planted: Sequence[Planted], pool: Sequence[tuple[str, str]], length: int, chance: random.Random) -> str:
    """A draft of about that many words, each quotation in a paragraph of its own between words in no order."""
    filler = max(1, (length - sum(len(each.text.split()) for each in planted)) // len(planted))
    marks = (("“", "”"), ('"', '"'), ("«", "»"))
    paragraphs = []
    for each in planted:
        opening, closing = chance.choice(marks)
        paragraphs.append(f"{_timeless(filler, pool, chance)}: {opening}{each.text}{closing}")
    return "\n\n".join(paragraphs)


def _timeless(length: int, pool: Sequence[tuple[str, str]], chance: random.Random) -> str:
    """So many words of the archive, in no order, that name no time."""
    said: list[str] = []
    while len(said) < length:
        said.append(chance.choice(_WORD.findall(chance.choice(pool)[1])))
        if find_dates(" ".join(said[-3:]), []):
            said.pop()
    return " ".join(said)


def is_right(planted: Planted, answer: Checked) -> bool:
    if planted.kind == "foreign":
        return answer.verdict not in SOUND or really_stands(answer)
    if not planted.changed:
        return answer.verdict is (Verdict.MARKED if planted.kind == "ellipsis" else Verdict.VERBATIM)
    shown = " ".join(run.text for run in answer.runs if run.kind is Kind.ADDED)
    return answer.verdict is Verdict.DIFFERS and all(word in shown for word in planted.changed)


def really_stands(answer: Checked) -> bool:
    """Are the words there, asked without the index and without what the verdict says?"""
    if answer.held is None or answer.quote is None:
        return False
    pieces = [" ".join(piece.split()) for piece in answer.quote.pieces]
    text = " ".join(answer.held.text.split()).replace("’", "'").replace("—", "-")
    return all(piece.replace("’", "'").replace("—", "-") in text for piece in pieces)
