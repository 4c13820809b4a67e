"""The commands that check and show what is read without us: check-site, open, serve."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable

import click

from backfile.cli.printing import counted, print_json, progress_bar, say, workspace_of
from backfile.desk.build import build
from backfile.desk.check_site import CLUSTER, Found
from backfile.desk.check_site import check_site as check
from backfile.desk.serve import PORT, serving
from backfile.errors import BackfileError, NotFound, Status
from backfile.model.plain import dump
from backfile.text.terminal import one_line
from backfile.workspace.folders import Workspace


@click.command("open")
@click.pass_context
def open_command(ctx: click.Context) -> None:
    """Open the site in the browser, straight from the disk.

    Prints the address too, for a machine without a browser.
    """
    page = workspace_of(ctx).site / "index.html"
    if not page.is_file():
        raise NotFound(page, "the site is not built yet", "build it with: backfile build")
    click.echo(page.as_uri())
    if click.launch(page.as_uri()) != 0:
        say("no browser could be started; open the address above in one")


@click.command("check-site")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def check_site_command(ctx: click.Context, as_json: bool) -> None:
    """Look the built site over before it is published.

    Tells how large it is, on a disk and on a USB stick; which hosts would not take it; e-mail addresses and telephone
    numbers on its pages; and links inside it that lead nowhere. Ends with 1 when there is something to look at.
    """
    checked = check(workspace_of(ctx), progress=progress_bar)
    if as_json:
        print_json(dump(checked) | {"clean": checked.clean})
    else:
        click.echo(f"files     {checked.files:,}, of them {counted(checked.pages, 'page')}")
        stick = f"{_megabytes(checked.on_a_stick)} on a USB stick (in clusters of {CLUSTER // 1024} KB)"
        click.echo(f"size      {_megabytes(checked.bytes)}; {stick}")
        click.echo(f"largest   {one_line(checked.largest)}, {_megabytes(checked.largest_bytes)}")
        for line in checked.limits:
            click.echo(f"too much  {line}")
        _tell("e-mail", checked.mailboxes)
        _tell("phone", checked.telephones)
        _tell("broken", checked.broken)
        if checked.clean:
            click.echo("nothing to look at: no limit passed, no e-mail address, no telephone number, no broken link")
    ctx.exit(Status.DONE if checked.clean else Status.NOTHING_FOUND)


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0: any that is free.")
@click.option("--open", "in_browser", is_flag=True, help="Open the site in the browser.")
@click.option("--rebuild", is_flag=True, help="Build the site first.")
@click.pass_context
def serve_command(ctx: click.Context, port: int, in_browser: bool, rebuild: bool) -> None:
    """Show the site as a host would, on this machine alone.

    Enter builds the site again; then load the page again. Ctrl-C ends it.
    """
    workspace = workspace_of(ctx)
    if rebuild:
        _rebuild(workspace)
    with serving(workspace, port=port) as address:
        click.echo(address)
        say("only this machine is answered; Enter builds the site again, Ctrl-C ends")
        if in_browser and click.launch(address) != 0:
            say("no browser could be started; open the address above in one")
        try:
            for _ in sys.stdin:
                _rebuild(workspace)
            while True:  # nobody can press Enter: it goes on until it is ended
                time.sleep(3600)
        except KeyboardInterrupt:
            say("ended")


def _rebuild(workspace: Workspace) -> None:
    try:
        built = build(workspace, progress=progress_bar)
    except BackfileError as fault:  # what is served is still the site of before
        say(str(fault))
        return
    if built.site is not None:
        say(f"built: {counted(built.site.changed, 'file')} written, {built.site.removed} removed")
    for message in (*built.notes, *map(str, built.faults)):
        say(message)


def _tell(what: str, found: Iterable[Found]) -> None:
    for each in found:
        more = f" and {len(each.pages) - 3:,} more" if len(each.pages) > 3 else ""
        click.echo(f"{what:<9} {one_line(each.text)}  on {one_line(', '.join(each.pages[:3]))}{more}")


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"
