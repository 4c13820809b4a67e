"""The command that brings all up to date: build. It stands alone, for it is run most, and shows nothing."""

from __future__ import annotations

import click

from backfile.cli.printing import counted, held_entries, print_json, progress_bar, say, workspace_of
from backfile.desk import build as building
from backfile.errors import Status
from backfile.model.plain import dump
from backfile.site.form import ENTRY, PAGES, Form


@click.command("build")
@click.option("--only", type=click.Choice(building.PARTS), help="Bring only the index, or only the site, up to date.")
@click.option("--no-markdown", is_flag=True, help="Leave the Markdown files out of the site: half as many files.")
@click.option(
    "--pages",
    type=click.Choice(PAGES),
    default=ENTRY,
    help="A page for each entry (so it is without this option), or one for each live blog: for sticks and small hosts.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def build_command(ctx: click.Context, only: str | None, no_markdown: bool, pages: str, as_json: bool) -> None:
    """Bring archive, index and site up to date.

    Takes in files that were dropped into seeds/, keeps what was changed by hand in archive/ and says so, and writes the
    pages that differ. A second run changes nothing.
    """
    workspace = workspace_of(ctx)
    form = Form(pages=pages, markdown=not no_markdown)
    built = building.build(workspace, only=only, form=form, progress=progress_bar)
    if as_json:
        print_json(dump(built) | {"faults": [str(fault) for fault in built.faults]})
    else:
        held = held_entries(built.entries + built.withheld, built.withheld)
        click.echo(f"archive  {counted(built.liveblogs, 'live blog')}, {held}")
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
    for note in built.notes:
        say(note)
    for permalink in built.altered:
        say(f"{permalink}: altered by hand; kept, and marked on the site")
    for fault in built.faults:
        say(str(fault))
    ctx.exit(Status.DAMAGE if built.faults else Status.PARTLY if built.set_aside else Status.DONE)
