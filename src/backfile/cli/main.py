"""Which commands are there, and how does each end? The thin door: options, one call of the desk, output.

Results go to stdout, messages to stderr; the statuses are those of backfile.errors.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from backfile import __version__
from backfile.errors import BackfileError, Status
from backfile.text.terminal import one_line, visible

# A command's module is imported when the command is run, not to list it.
COMMANDS = {
    "init": ("keeping", "Make an archive: four folders and backfile.toml."),
    "add": ("reading", "Take captures into the archive, and make them searchable."),
    "reread": ("reading", "Read the captures again with the readers of today."),
    "inspect": ("inspecting", "Show what would be read in a capture: the account of the page."),
    "list": ("keeping", "List the live blogs, captures or entries that are held."),
    "status": ("keeping", "Tell what is held, what was read, and what is out of date."),
    "mark": ("marking", "Mend what was read in a capture, boundary by boundary."),
    "correct": ("correcting", "Say what is right of an entry."),
    "accept": ("correcting", "Make what was changed by hand in an entry's file a correction."),
    "merge": ("correcting", "Say that entries of a live blog are one."),
    "split": ("correcting", "Say that some revisions of an entry are another entry's."),
    "withhold": ("correcting", "Keep an entry, or what a capture alone shows, out of the site and of search."),
    "release": ("correcting", "Show again what was withheld."),
    "amend": ("amending", "Say anew what is known of a capture, and read it again."),
    "erase": ("amending", "Erase a capture or an entry for good."),
    "verify": ("verifying", "Check that seeds/ and archive/ are as they were written."),
    "migrate": ("verifying", "Bring an archive of an earlier version up to this one."),
    "search": ("searching", "Search the archive."),
    "show": ("showing", "Show one entry, by its permalink or its number in the last search."),
    "history": ("history", "Tell what became of an entry, and what shows it."),
    "diff": ("history", "Show in which words two revisions of an entry differ."),
    "changes": ("history", "List what changed from capture to capture."),
    "similar": ("searching", "Find entries like one."),
    "cite": ("citing", "Cite an entry, in the form of a reference manager or in the style of a journal."),
    "prove": ("exhibiting", "Hold the quotations and claims of time of a draft against the archive."),
    "exhibit": ("exhibiting", "Make one file of an entry and all that stands behind it."),
    "export": ("exporting", "Give entries to other programs: JSON Lines, CSV, Markdown, BagIt."),
    "build": ("building", "Bring archive, index and site up to date."),
    "check-site": ("output", "Look the built site over before it is published."),
    "open": ("output", "Open the site in the browser, straight from the disk."),
    "serve": ("output", "Show the site as a host would, on this machine alone."),
}


class _Commands(click.Group):
    """The commands, each imported when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        found: click.Command = getattr(
            importlib.import_module(f"backfile.cli.{COMMANDS[name][0]}"), f"{name.replace('-', '_')}_command"
        )
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_line) for name, (_, help_line) in COMMANDS.items()])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[Any, Any, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1, cutoff=0.5)
            ctx.fail(f"there is no command “{args[0]}”" + (f"; did you mean “{near[0]}”?" if near else ""))
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="backfile")
@click.option(
    "-C",
    "--archive",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The archive to work on; else $BACKFILE_DIR, else the nearest folder upwards that holds backfile.toml.",
)
@click.pass_context
def backfile(ctx: click.Context, folder: Path | None) -> None:
    """Backfile turns captured live blogs into a searchable archive of plain Markdown files."""
    ctx.obj = folder
    if os.environ.get("NO_COLOR"):
        ctx.color = False


def main() -> NoReturn:
    """Run the command line, and end with the status of errors.Status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that cannot show a letter shows its number
            stream.reconfigure(errors="backslashreplace")
    sys.exit(_run())


def _run() -> int:
    try:
        return int(backfile.main(standalone_mode=False) or Status.DONE)
    except BackfileError as fault:
        click.echo(f"backfile: {one_line(str(fault))}", err=True)
        return fault.status
    except click.ClickException as fault:
        told = io.StringIO()
        fault.show(told)
        click.echo(visible(told.getvalue()), err=True, nl=False)
        return Status.USAGE
    except OSError as fault:  # faults of files are told by the door to the disk with their mends
        click.echo(f"backfile: {one_line(str(fault.filename or 'the output'))}: {fault.strerror}", err=True)
        return Status.FAILED
    except (click.Abort, KeyboardInterrupt) as stop:
        left = (
            str(stop.__cause__ or stop)
            or "no file is half written; the next command that writes finishes what was begun"
        )
        click.echo(f"\nbackfile: interrupted; {one_line(left)}", err=True)
        return Status.INTERRUPTED
    except SystemExit:  # click's way with a broken pipe: whoever read our output has had enough, as `head` does
        return Status.DONE
