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
    before = most_held()
    engine.open()
    for question in questions:
        with suppress(NotImplementedError):
            engine.ask(question)
    print((most_held() - before) / 1000)


def most_held() -> int:
    """The most memory that this process ever held, in KB; where the system says, without what its parent did."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held // 1024 if sys.platform == "darwin" else held


if __name__ == "__main__":
    main()
