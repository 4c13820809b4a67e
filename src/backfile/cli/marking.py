"""The command by which people mend a reading: mark."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from backfile import disk
from backfile.cli.printing import counted, print_json, say, workspace_of
from backfile.desk import mark as marking
from backfile.desk.mark import Account
from backfile.errors import BackfileError, Status, Usage
from backfile.model.plain import dump
from backfile.text.terminal import one_line, visible
from backfile.workspace.folders import Workspace


@click.command("mark")
@click.argument("capture", metavar="CAPTURE")
@click.option("--part", metavar="PART", help="Another part than the text that a reader sees.")
@click.option("--print", "printing", is_flag=True, help="Print the account, and change nothing.")
@click.option(
    "--from", "edited", metavar="FILE", type=click.Path(path_type=Path), help="Take an account edited before."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def mark_command(
    ctx: click.Context, capture: str, part: str | None, printing: bool, edited: Path | None, as_json: bool
) -> None:
    """Mend what was read in a capture, boundary by boundary.

    Opens the account of the page in your editor ($EDITOR). What you save is kept beside the capture, and holds when it
    is read again; the words themselves cannot be changed so. CAPTURE is its name in seeds/, or the beginning of its
    digest.
    """
    workspace = workspace_of(ctx)
    account = marking.open_account(workspace, capture, part)
    if printing:
        click.echo(visible(account.text), nl=False)
        ctx.exit(Status.DONE)
    done = _edit(workspace, account) if edited is None else marking.mark(workspace, account, disk.read_text(edited))
    if as_json:
        print_json(dump(done) | {"faults": [str(fault) for fault in done.faults]})
    else:
        click.echo(f"{one_line(done.name)}: {counted(done.entries, 'entry', 'entries')}, {done.was} before")
    say("marked; site not rebuilt (backfile build does it)" if done.changed else "nothing was changed")
    for fault in done.faults:
        say(str(fault))
    ctx.exit(Status.DAMAGE if done.faults else Status.DONE if done.changed else Status.NOTHING_FOUND)


def _edit(workspace: Workspace, account: Account) -> marking.Marked:
    """Open the editor, again for whoever made a mistake and wants to go on."""
    text = account.text
    while True:
        try:
            text = click.edit(text, extension=".txt", require_save=False) or ""
        except click.ClickException as fault:
            mend = "let EDITOR name one, or use: backfile mark CAPTURE --print, then --from FILE"
            raise BackfileError("the editor", fault.message, mend) from fault
        try:
            return marking.mark(workspace, account, text)
        except Usage as fault:
            say(str(fault))
            if not sys.stdin.isatty() or not click.confirm("Go on editing?", default=True, err=True):
                raise
