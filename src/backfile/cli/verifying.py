"""The commands that check the record, and bring it up to this version: verify, migrate."""

from __future__ import annotations

import click

from backfile.cli.printing import counted, print_json, progress_bar, say, workspace_of
from backfile.desk import migrate as migrating
from backfile.desk import verify as verifying
from backfile.errors import Status
from backfile.model.plain import dump
from backfile.text.terminal import one_line


@click.command("verify")
@click.option("--subset", metavar="SHARE", help="Check a share only: 5% by lot, or 2/12, the second of twelve parts.")
@click.option("--reread", is_flag=True, help="Read the captures again, too, and tell damage from a newer reader.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def verify_command(ctx: click.Context, subset: str | None, reread: bool, as_json: bool) -> None:
    """Check that seeds/ and archive/ are as they were written.

    Every file is read and compared with its digest, the digests with each other and with the log, and every entry with
    the place in its capture that it points to. Nothing is written or mended. Ends with 5 when anything is wrong.
    """
    done = verifying.verify(workspace_of(ctx), subset=subset, reread=reread, progress=progress_bar)
    if as_json:
        print_json(dump(done))
    else:
        for each in done.findings:
            click.echo(f"{each.code:<10} " + one_line(f"{each.path}: {each.fault}; {each.mend}"))
        captures = _of(done.captures, done.of_captures, "capture")
        liveblogs = _of(done.liveblogs, done.of_liveblogs, "live blog")
        result = "all as it was written" if done.of_captures or done.acts else "nothing is held yet"
        result = counted(len(done.findings), "finding") if done.findings else result
        click.echo(f"{captures}, {liveblogs}, {counted(done.acts, 'line')} of the log: {result}")
    for note in done.notes:
        say(note)
    ctx.exit(Status.DAMAGE if done.findings else Status.DONE)


def _of(checked: int, held: int, what: str) -> str:
    return counted(held, what) if checked == held else f"{checked:,} of {counted(held, what)}"


@click.command("migrate")
@click.option("--dry-run", is_flag=True, help="Tell what is to be done; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def migrate_command(ctx: click.Context, dry_run: bool, as_json: bool) -> None:
    """Bring an archive of an earlier version up to this one.

    Nothing that is there is rewritten. It can be stopped, and run again.
    """
    done = migrating.migrate(workspace_of(ctx), dry_run=dry_run, progress=progress_bar)
    if as_json:
        print_json({"steps": done.steps, "faults": [str(fault) for fault in done.faults]})
    for told, count in done.steps.items():
        say(f"{counted(count, 'live blog')} {'to get' if dry_run else 'got'} {told}")
    if not done.steps:
        say("nothing to do: the archive is of this version")
    for fault in done.faults:
        say(str(fault))
    ctx.exit(Status.DAMAGE if done.faults else Status.DONE)
