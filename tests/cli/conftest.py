"""An archive to stand in, and the command line to call."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from backfile.cli.main import main
from backfile.desk.begin import begin
from backfile.seeds import read
from backfile.workspace.folders import Workspace
from tests.cli.running import Ended, Run


@pytest.fixture(autouse=True)
def nothing_from_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of whoever runs the tests; and saved pages cannot be read, whatever this version can."""
    for name in ("BACKFILE_DIR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.chdir(tmp_path)
    for name in {*read.READERS} - {"text"}:  # in place, for others hold the same table
        monkeypatch.delitem(read.READERS, name)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call the command line, and see how it ends."""

    def run(*arguments: object, stdin: bytes = b"", terminal: bool = False) -> Ended:
        monkeypatch.setattr(sys, "argv", ["backfile", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        for stream in (sys.stdout, sys.stderr):
            monkeypatch.setattr(stream, "isatty", lambda: terminal)
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Ended(ended.value.code, out, err)

    return run


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A new archive, in which the commands are run."""
    made, _ = begin(tmp_path / "news")
    monkeypatch.chdir(made.root)
    return made
