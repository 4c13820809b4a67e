"""The command that gives entries to other programs: export."""

from __future__ import annotations

from pathlib import Path

import click

from backfile.cli.printing import counted, progress_bar, say, workspace_of
from backfile.cli.replacing import refuse_to_replace, replacing
from backfile.desk.choosing.chosen import choose
from backfile.desk.choosing.when import parse_when
from backfile.desk.export import ENDINGS, FORMATS, export
from backfile.errors import Status, Usage
from backfile.text.terminal import visible


@click.command("export")
@click.argument("liveblogs", metavar="[LIVEBLOG…]", nargs=-1)
@click.option("--query", metavar="QUERY", help="Only the entries that answer a query, as for search.")
@click.option(
    "--format",
    "format",
    type=click.Choice(FORMATS),
    help="jsonl: one entry a line, with all that is known; csv: for spreadsheets; markdown: for people; bagit: a "
    "folder with the original captures, checked by anybody. Else what the name of --out says, else jsonl.",
)
@click.option("--out", metavar="FILE | DIR", type=click.Path(path_type=Path), help="Where to write; else to stdout.")
@replacing
@click.option("--as-of", metavar="DATE", help="In the words that are shown to exist by then, and nothing later.")
@click.pass_context
def export_command(
    ctx: click.Context,
    liveblogs: tuple[str, ...],
    query: str | None,
    format: str | None,
    out: Path | None,
    force: bool,
    as_of: str | None,
) -> None:
    """Give entries to other programs: JSON Lines, CSV, Markdown, BagIt.

    All of them, those of some live blogs, or those that answer a query. JSON Lines can be read back by backfile add.
    """
    workspace = workspace_of(ctx)
    ending = out.suffix.lower() if out and not out.is_dir() else ""
    if format is None and ending and ending not in ENDINGS:
        raise Usage(
            out, f"says no format by its ending, {ending}", f"end it with {', '.join(ENDINGS)}, or give --format"
        )
    if out and not out.is_dir():
        refuse_to_replace(out, force)
    instant = None if as_of is None else parse_when(workspace, "--as-of", as_of).end
    chosen = choose(workspace, liveblogs, query, as_of=instant, progress=progress_bar)
    for note in chosen.notes:
        say(note)
    format = format or ENDINGS.get(ending, "jsonl")
    count = 0
    if chosen.liveblogs:
        safe = visible if format == "markdown" else str  # the others write nothing that steers a terminal
        count = export(chosen, format, out, lambda piece: click.echo(safe(piece), nl=False), progress=progress_bar)
    for fault in chosen.faults:
        say(str(fault))
    for name in chosen.held_back:
        say(f"{name}: left out of the bag, for it shows what is withheld; backfile release lets that out again")
    for name in chosen.erased:
        say(f"{name}: its bytes are not in the bag, for they were erased")
    for name in chosen.missing:
        say(f"{name}: left out of the bag, for its bytes are not in seeds/ as they were taken in; see: backfile verify")
    if chosen.later:
        say(f"{counted(chosen.later, 'entry was', 'entries were')} published by then in words known only from later")
    told = f"{counted(count, 'entry', 'entries')} exported"
    if not count:
        told = "nothing to export: no entry answers the query" if query is not None else "nothing to export"
    say(f"{told} to {out}" if out and count else told)
    ctx.exit(Status.DAMAGE if chosen.faults or chosen.missing else Status.DONE if count else Status.NOTHING_FOUND)
