"""Does every command explain itself, and does each fault end with its one line and its status?"""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import click
import pytest

from backfile import __version__
from backfile.cli.main import COMMANDS, backfile, main
from backfile.desk.intake.capturing import take
from backfile.desk.intake.shelf import Shelf
from backfile.errors import Status
from backfile.workspace.folders import Workspace
from backfile.workspace.lock import writing
from tests.cli.running import Run
from tests.desk.pastes import FLOOD, FLOOD_BLOG, MATCH, give, write
from tests.faults import full_disk

# Help


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_that_begins_with_the_line_of_the_list(name: str, run: Run) -> None:
    command = backfile.get_command(click.Context(backfile), name)
    assert command is not None and command.help is not None
    assert command.help.splitlines()[0].strip() == COMMANDS[name][1]
    assert command.name == name
    for option in ("-h", "--help"):
        ended = run(name, option)
        assert (ended.status, ended.err) == (0, "")
        assert COMMANDS[name][1] in ended.out
    described = [each for each in command.params if isinstance(each, click.Option)]
    assert [each.name for each in described if not each.help] == []


def test_the_help_lists_all_commands(run: Run) -> None:
    ended = run("--help")
    assert ended.status == 0
    for name, (_, line) in COMMANDS.items():
        assert f"  {name} " in ended.out
        assert line in ended.out
    assert backfile.list_commands(click.Context(backfile)) == list(COMMANDS)


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").out == run("-V").out == f"backfile, version {__version__}\n"


def test_help_for_one_command_imports_no_other(tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['backfile', '--help']\n"
        "from backfile.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "sys.exit(any(name in sys.modules for name in ('whoosh', 'jinja2', 'backfile.cli.searching')))"
    )
    assert subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, cwd=tmp_path).returncode == 0


def test_a_build_that_reads_no_capture_imports_no_reader(run: Run, tmp_path: Path) -> None:
    assert run("init", str(tmp_path)).status == 0
    code = (
        f"import sys; sys.argv = ['backfile', '-C', {str(tmp_path)!r}, 'build']\n"
        "from backfile.cli.main import main\n"
        "try: main()\n"
        "except SystemExit as ended: assert not ended.code\n"
        "sys.exit(any(name in sys.modules for name in ('selectolax', 'warcio', 'backfile.seeds.read')))"
    )
    assert subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, cwd=tmp_path).returncode == 0


def test_a_search_imports_nothing_of_the_archive(run: Run, workspace: Workspace) -> None:
    give(workspace, FLOOD, "flood.txt")
    assert run("search", "ferry").status == 0
    code = (
        "import sys; sys.argv = ['backfile', 'search', 'ferry']\n"
        "from backfile.cli.main import main\n"
        "try: main()\n"
        "except SystemExit as ended: assert not ended.code\n"
        "others = ('numpy', 'whoosh.compat', 'backfile.archive', 'backfile.model.entry', 'backfile.text.markdown')\n"
        "sys.exit(any(name in sys.modules for name in others))"
    )
    assert subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL).returncode == 0


# What does not exist


def test_what_is_no_command_is_not_looked_for() -> None:
    assert backfile.get_command(click.Context(backfile), "os") is None


@pytest.mark.parametrize(
    ("typed", "meant"), [("serch", "search"), ("ad", "add"), ("inspct", "inspect"), ("ls", "list")]
)
def test_an_unknown_command_is_told_with_the_nearest(run: Run, typed: str, meant: str) -> None:
    ended = run(typed)
    assert ended.status == Status.USAGE
    assert f"there is no command “{typed}”; did you mean “{meant}”?" in ended.err
    assert ended.out == ""


def test_a_command_near_to_none_is_told_without_a_guess(run: Run) -> None:
    ended = run("xyzzy")
    assert ended.status == Status.USAGE
    assert "there is no command “xyzzy”\n" in ended.err


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [(["search", "--limt", "3", "x"], "--limit"), (["--archiv", "x"], "--archive"), (["list", "--jsn"], "--json")],
)
def test_an_unknown_option_is_told_with_the_nearest(run: Run, arguments: list[str], meant: str) -> None:
    ended = run(*arguments)
    assert ended.status == Status.USAGE
    assert "No such option" in ended.err
    assert meant in ended.err


def test_an_unknown_setting_is_told_with_the_nearest(run: Run, workspace: Workspace) -> None:
    write(workspace.settings, 'tilte = "x"\n')
    for command in (["status"], ["list"], ["search", "x"], ["show", "x"], ["build"], ["add", "-"]):
        ended = run(*command, stdin=FLOOD.encode())
        assert ended.status == Status.USAGE
        assert ended.told == f"backfile: {workspace.settings}: there is no setting “tilte”; did you mean “title”?"


@pytest.mark.parametrize(
    "arguments", [[], ["search"], ["show"], ["list", "everything"], ["status", "more"], ["search", "-n", "0", "x"]]
)
def test_what_is_missing_or_too_much_is_a_fault_of_usage(run: Run, arguments: list[str]) -> None:
    ended = run(*arguments)
    assert ended.status == Status.USAGE
    assert ended.out == ""
    assert "backfile" in ended.err


# Which archive


def test_the_archive_is_the_one_named_else_that_of_the_environment_else_the_nearest(
    run: Run, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init", tmp_path / "other")
    write(tmp_path / "other" / "backfile.toml", 'title = "The other"\n')
    monkeypatch.chdir(workspace.seeds)
    assert run("status").out.startswith("news (")
    monkeypatch.setenv("BACKFILE_DIR", str(tmp_path / "other"))
    assert run("status").out.startswith("The other (")
    assert run("-C", workspace.root, "status").out.startswith("news (")
    assert run("--archive", workspace.root, "status").out.startswith("news (")
    monkeypatch.setenv("BACKFILE_DIR", "")
    assert run("status").out.startswith("news (")


@pytest.mark.parametrize(
    "command", [["add", "-"], ["list"], ["status"], ["search", "x"], ["show", "x"], ["build"], ["open"]]
)
def test_where_there_is_no_archive_it_is_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    ended = run(*command, stdin=FLOOD.encode())
    assert ended.status == Status.NO_ARCHIVE
    assert ended.told.startswith(f"backfile: {tmp_path}: no archive here or in a folder above")
    monkeypatch.setenv("BACKFILE_DIR", str(tmp_path / "none"))
    assert run(*command, stdin=FLOOD.encode()).status == Status.NO_ARCHIVE
    assert run("-C", tmp_path, *command, stdin=FLOOD.encode()).status == Status.NO_ARCHIVE
    assert list(tmp_path.iterdir()) == []


# Faults


def test_a_newer_archive_is_left_alone(run: Run, workspace: Workspace) -> None:
    write(workspace.settings, "format = 2\n")
    ended = run("add", "-", stdin=FLOOD.encode())
    assert ended.status == Status.FORMAT
    assert ended.told.endswith("format 2 is newer than this Backfile knows; update Backfile")


def test_a_full_disk_is_one_line_and_a_failure(run: Run, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    with full_disk(monkeypatch):
        ended = run("add", "-", stdin=FLOOD.encode())
    assert (ended.status, ended.out) == (Status.FAILED, "")
    assert "the disk is full; free some space and run the command again" in ended.told


def test_an_archive_that_another_command_holds_is_told_with_its_process(
    run: Run, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backfile.desk.add.writing", partial(writing, patience=0))
    with writing(workspace):
        ended = run("add", "-", stdin=FLOOD.encode())
    assert (ended.status, ended.out) == (Status.LOCKED, "")
    assert f"another command is writing to this archive (process {os.getpid()})" in ended.told


@pytest.mark.parametrize("fault", [KeyboardInterrupt, EOFError, click.Abort])
def test_an_interrupted_command_says_so(
    run: Run, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, fault: type[BaseException]
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr("backfile.desk.status.status", interrupt)
    ended = run("status")
    assert (ended.status, ended.out) == (Status.INTERRUPTED, "")
    left = "no file is half written; the next command that writes finishes what was begun"
    assert ended.err.splitlines()[-1] == f"backfile: interrupted; {left}"


def test_an_add_that_is_interrupted_says_what_is_taken_in_and_is_finished(
    run: Run, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (("a.txt", FLOOD), ("b.txt", MATCH)):
        write(tmp_path / "in" / name, text)

    def stop_at_the_second(shelf: Shelf, wanted: str, *args: Any, **others: Any) -> Any:
        if wanted.endswith("b.txt"):
            raise KeyboardInterrupt
        return take(shelf, wanted, *args, **others)

    with monkeypatch.context() as patched:
        patched.setattr("backfile.desk.add.take", stop_at_the_second)
        ended = run("add", tmp_path / "in")
    assert ended.status == Status.INTERRUPTED
    told = "1 capture was taken in; the next command that writes makes it searchable; the same add takes in the rest"
    assert ended.err.splitlines()[-1] == f"backfile: interrupted; {told}"
    assert run("add", tmp_path / "in").status == Status.DONE
    assert (run("search", "bell").status, run("search", "penalty").status) == (Status.DONE, Status.DONE)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
@pytest.mark.parametrize("command", [["search", "bakers"], ["list", "entries", "--json"], ["--help"]])
def test_a_reader_who_has_had_enough_is_no_fault(workspace: Workspace, command: list[str]) -> None:
    give(workspace, FLOOD)
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "backfile", *command], stdout=writing, stderr=subprocess.PIPE, text=True, check=False
        )
    finally:
        os.close(writing)
    assert (ended.returncode, ended.stderr) == (Status.DONE, "")


@pytest.mark.parametrize("fails_at", [1, 2])
def test_nothing_is_said_to_a_reader_who_is_gone(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fails_at: int
) -> None:
    class Gone(io.StringIO):
        lines = 0

        def write(self, text: str) -> int:
            self.lines += 1
            if self.lines >= fails_at:
                raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))
            return super().write(text)

    give(workspace, FLOOD)
    monkeypatch.setattr(sys, "argv", ["backfile", "list", "entries"])
    monkeypatch.setattr(sys, "stdout", Gone())
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == Status.DONE
    assert capsys.readouterr().err == ""


def test_an_output_that_takes_no_more_is_one_line_and_a_failure(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    give(workspace, FLOOD)
    monkeypatch.setattr(sys, "argv", ["backfile", "list", "entries"])
    monkeypatch.setattr(sys, "stdout", Full())
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == Status.FAILED
    assert capsys.readouterr().err == "backfile: the output: No space left on device\n"


def test_the_module_is_the_command(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    ended = subprocess.run(
        [sys.executable, "-m", "backfile", "search", "volcano"], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout) == (Status.NOTHING_FOUND, "")
    assert ended.stderr == "nothing found; 3 entries are held\n"


# What is typed may be hostile too


@pytest.mark.parametrize(
    "command",
    [["\x1b[31m"], ["status", "\x1b]0;x\x07"], ["list", "\x1b]0;x\x07"], ["show", "\x1b[2J"], ["add", "\x1b[2J\u202e"]],
)
def test_what_was_typed_is_never_printed_as_it_is(run: Run, workspace: Workspace, command: list[str]) -> None:
    ended = run(*command)
    assert ended.status in (Status.USAGE, Status.NOTHING_FOUND)
    assert "\x1b" not in ended.err
    assert "\x07" not in ended.err and "\u202e" not in ended.err


def test_a_terminal_that_cannot_show_a_letter_shows_its_number(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    ended = subprocess.run(
        [sys.executable, "-m", "backfile", "show", "bakers"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
    )
    assert ended.returncode == Status.DONE
    assert "café".encode("latin-1") in ended.stdout
    assert rb"\u2013" in ended.stdout, "the dash between two numbers"


def test_captures_and_entries_are_listed_of_a_live_blog_that_is_named(run: Run, workspace: Workspace) -> None:
    give(workspace, FLOOD, "flood.txt")
    give(workspace, MATCH, "match.txt")
    every = run("list", "entries", "--json").json
    some = run("list", "entries", "river", "--json").json
    assert some == [each for each in every if each["permalink"].startswith("river-")] != every
    assert [each["name"] for each in run("list", "captures", "river", "--json").json] == ["flood.txt"]
    then = run("list", "entries", "river", "--as-of", "2100-01-01", "--json").json
    assert {each["permalink"].partition("/")[0] for each in then["entries"] + then["later"]} <= {FLOOD_BLOG}
    assert run("list", "entries", "nothing-of-that-name").status == 1
    refused = run("list", "liveblogs", "river")
    assert (refused.status, refused.err.count("\n")) == (2, 1)
