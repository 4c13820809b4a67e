"""The README is true: every command in it is run, in order, and prints what stands there.

`BACKFILE_REFRESH=1` writes what the commands print into the README; read the diff.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from backfile.cli.main import COMMANDS

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def test_every_example_prints_what_stands_below_it(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shell = Shell(tmp_path)
    text = README.read_text(encoding="utf-8")
    produced = BLOCK.sub(lambda block: f"```console\n{shell.replay(block[1])}```", text)
    if os.environ.get("BACKFILE_REFRESH"):
        README.write_text(produced, encoding="utf-8")
    assert produced == text


def test_every_command_stands_in_the_table() -> None:
    text = README.read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"| `backfile {name}" not in text] == []


def test_every_linked_page_exists() -> None:
    for page in (README, *sorted((ROOT / "docs").glob("*.md")), ROOT / "CONTRIBUTING.md"):
        for target in re.findall(r"\]\((?!https?:|<)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


class Shell:
    """Runs the `$` lines of a block one after the other, where `cd` leads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def replay(self, block: str) -> str:
        lines = []
        for command in (line for line in block.splitlines() if line.startswith("$ ")):
            lines += [command, *self._run(shlex.split(command[2:]))]
        return "\n".join(lines) + "\n"

    def _run(self, words: list[str]) -> list[str]:
        if words[0] == "cd":
            self.folder = (self.folder / words[1]).resolve()
            return []
        assert words[0] == "backfile"
        environment = {name: value for name, value in os.environ.items() if name not in ("BACKFILE_DIR", "NO_COLOR")}
        done = subprocess.run(
            [sys.executable, "-m", "backfile", *words[1:]],
            cwd=self.folder,
            env=environment | {"PYTHONIOENCODING": "utf-8", "COLUMNS": "100"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode in (0, 1), done.stdout
        return done.stdout.replace(str(self.folder), "…").splitlines()
