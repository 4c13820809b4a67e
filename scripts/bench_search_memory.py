"""How much memory does an engine take? For a process that does nothing else: a child of a large one would count that.

python -m scripts.bench_search_memory NAME FOLDER <questions.json
"""

from __future__ import annotations

import json
import resource
import sys
from contextlib import suppress
from pathlib import Path

from scripts.bench_search_engines import ENGINES, Question


def main() -> None:
    name, home = sys.argv[1:]
    questions = [Question(kind, tuple(words), tuple(span)) for kind, words, span in json.load(sys.stdin)]
    engine = next(kind for kind in ENGINES if kind.name == name)(Path(home))
    before, own_before = most_held(), own()
    engine.open()
    for question in questions:
        with suppress(NotImplementedError):
            engine.ask(question)
    print(json.dumps([(most_held() - before) / 1000, (own() - own_before) / 1000]))


def most_held() -> int:
    """The most memory that this process ever held, in KB; where the system says, without what its parent did."""
    if (told := status("VmHWM")) is not None:
        return told
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held // 1024 if sys.platform == "darwin" else held


def own() -> int:
    """The memory that this process has for itself now, in KB: without the files that it looks into. 0 where the system
    does not say."""
    return status("RssAnon") or 0


def status(name: str) -> int | None:
    path = Path("/proc/self/status")
    told = path.read_text().splitlines() if path.exists() else []
    return next((int(line.split()[1]) for line in told if line.startswith(name)), None)


if __name__ == "__main__":
    main()
