"""The commands that make what is read without us: build, open."""

from __future__ import annotations

import click

from backfile.cli.printing import counted, print_json, progress_bar, say, workspace_of
from backfile.desk import build as building
from backfile.errors import NotFound, Status
from backfile.model.plain import dump


@click.command("build")
@click.option("--only", type=click.Choice(building.PARTS), help="Bring only the index, or only the site, up to date.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def build_command(ctx: click.Context, only: str | None, as_json: bool) -> None:
    """Bring archive, index and site up to date.

    Takes in files that were dropped into seeds/, keeps what was changed by hand in archive/ and says so, and writes the
    pages that differ. A second run changes nothing.
    """
    workspace = workspace_of(ctx)
    built = building.build(workspace, only=only, progress=progress_bar)
    if as_json:
        print_json(dump(built) | {"faults": [str(fault) for fault in built.faults]})
    else:
        click.echo(f"archive  {counted(built.liveblogs, 'live blog')}, {counted(built.entries, 'entry', 'entries')}")
        if built.index is not None:
            changed = built.index.written + built.index.removed
            why = f", made anew: {built.index.anew}" if built.index.anew else ""
            click.echo(f"index    {counted(changed, 'document')} changed{why}")
        if built.site is not None:
            written = f"{counted(built.site.changed, 'file')} written, {built.site.removed} removed"
            click.echo(f"site     {counted(built.site.pages, 'page')}, {written}")
    for row in built.taken:
        say(f"{row.name}: {row.state}" + (f", {counted(row.entries, 'entry', 'entries')}" if row.entries else ""))
        for note in row.notes:
            say(note)
    for permalink in built.altered:
        say(f"{permalink}: altered by hand; kept, and marked on the site")
    for fault in built.faults:
        say(str(fault))
    ctx.exit(Status.DAMAGE if built.faults else Status.PARTLY if built.set_aside else Status.DONE)


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
