"""Node, which runs the search's scripts without a browser. Where there is none the tests that need it are skipped."""

from __future__ import annotations

import html
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from tests.browser import SECONDS, miss

_HARNESS = Path(__file__).with_name("site") / "in_node.js"


@dataclass(frozen=True)
class Node:
    """What stands in for a browser that loads a page of search.js and asking.js."""

    program: str

    def dump_dom(self, address: str, *, milliseconds: int = 4_000, height: int = 600) -> str:
        """What is left as answers, as a browser writes it out."""
        folder = Path(url2pathname(urlsplit(address).path)).parent
        done = subprocess.run(
            [self.program, str(_HARNESS), str(folder)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=SECONDS,
        )
        assert done.returncode == 0, done.stderr
        return f'<pre id="answers" hidden="">{html.escape(done.stdout)}</pre>'


def find_node() -> Node:
    """The one on the path; skips or fails the test when there is none."""
    program = shutil.which("node")
    if program is None:
        miss("no Node here (install nodejs)")
    return Node(program)
