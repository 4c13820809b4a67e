"""The pages of docs/ are true: their commands and their Python are run on the sample, and give what stands there.

`BACKFILE_REFRESH=1` writes what they give into the pages; read the diff.
"""

from __future__ import annotations

import code
import contextlib
import io
import os
import re
import shutil
from pathlib import Path

import pytest

from tests.test_readme import BLOCK, ROOT, Shell

SESSION = re.compile(r"```pycon\n(.*?)```", re.DOTALL)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    for name in ("seeds", "archive"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "backfile.toml", tmp_path)
    return tmp_path


def test_every_command_of_the_page_on_searching_prints_what_stands_below_it(sample: Path) -> None:
    page = ROOT / "docs" / "searching.md"
    shell = Shell(sample)
    shell.replay("$ backfile search moon\n")  # the line that an index was made is no part of the examples
    text = page.read_text(encoding="utf-8")
    produced = BLOCK.sub(lambda block: f"```console\n{shell.replay(block[1])}```", text)
    keep(page, produced)
    assert produced == text


def test_every_command_of_the_page_on_citing_prints_what_stands_below_it(sample: Path) -> None:
    page = ROOT / "docs" / "citing.md"
    text = page.read_text(encoding="utf-8")
    (draft,) = re.findall(r"```markdown\n(.*?)```", text, re.DOTALL)
    (sample / "draft.md").write_text(draft, encoding="utf-8")
    shell = Shell(sample)
    shell.replay("$ backfile search moon\n")  # the line that an index was made is no part of the examples
    produced = BLOCK.sub(lambda block: f"```console\n{shell.replay(block[1])}```", text)
    keep(page, produced)
    assert produced == text


def test_every_example_of_the_page_on_python_gives_what_stands_below_it(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ROOT / "docs" / "python.md"
    monkeypatch.chdir(sample)
    console = code.InteractiveConsole({"__name__": "__console__"})
    text = page.read_text(encoding="utf-8")
    produced = SESSION.sub(lambda block: f"```pycon\n{replay(console, block[1])}```", text)
    keep(page, produced)
    assert produced == text
    assert "Traceback" not in produced


def replay(console: code.InteractiveConsole, session: str) -> str:
    """The `>>>` and `...` lines of a session, with what each gives."""
    lines: list[str] = []
    typed = [line for line in session.splitlines() if line.startswith((">>> ", "... "))]
    for at, line in enumerate(typed):
        lines.append(line)
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            more = console.push(line[4:])
            if (more and not typed[at + 1 : at + 2]) or (more and typed[at + 1].startswith(">>> ")):
                console.push("")
        lines += printed.getvalue().splitlines()
    return "\n".join(lines) + "\n"


def keep(page: Path, produced: str) -> None:
    if os.environ.get("BACKFILE_REFRESH"):
        page.write_text(produced, encoding="utf-8")
