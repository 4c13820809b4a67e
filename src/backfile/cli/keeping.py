"""The commands that keep an archive: init, list, status."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from backfile.cli.printing import captured_cell, counted, held_entries, print_json, print_table, say, workspace_of
from backfile.desk import holdings
from backfile.desk import status as standing
from backfile.desk.as_of import plain_later, read_as_of
from backfile.desk.begin import begin
from backfile.desk.captures import list_captures
from backfile.desk.choosing.when import parse_when
from backfile.errors import Status, Usage
from backfile.model.plain import dump
from backfile.model.telling import known_words, time_words
from backfile.text.terminal import one_line


@click.command("init")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=".")
def init_command(folder: Path) -> None:
    """Make an archive: four folders and backfile.toml.

    DIR is made where it is missing. What stands in it already is left as it is.
    """
    _, new = begin(folder)
    click.echo(one_line(str(folder)))
    if new:
        say("a new archive; its settings stand in backfile.toml. Next: backfile add FILE…")
    else:
        say("an archive already; its settings and files were left as they are")


@click.command("list")
@click.argument("what", type=click.Choice(["liveblogs", "captures", "entries"]), default="liveblogs")
@click.argument("liveblogs_named", metavar="[LIVEBLOG…]", nargs=-1)
@click.option("--as-of", metavar="WHEN", help="List what is shown to exist by then: 2022-03-10T14:05Z, …")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def list_command(
    ctx: click.Context, what: str, liveblogs_named: tuple[str, ...], as_of: str | None, as_json: bool
) -> None:
    """List the live blogs, captures or entries that are held.

    A LIVEBLOG after captures or entries, named by the beginning of its slug, lists those of it alone.

    With --as-of, entries that were published by then, in words that may be later, are listed apart.
    """
    workspace = workspace_of(ctx)
    instant = None if as_of is None else parse_when(workspace, "--as-of", as_of).end
    if liveblogs_named and what == "liveblogs":
        raise Usage("list liveblogs", "lists all of them", "list entries or list captures takes names of live blogs")
    held = None if instant is None or what == "captures" else read_as_of(workspace, instant, liveblogs_named)
    faults = list(held.faults) if held else []
    rows: list[tuple[str, ...]]
    heads: tuple[str, ...]
    if what == "captures":
        captures = list_captures(workspace, liveblogs_named, by=instant, faults=faults)
        rows = [
            (
                *(row.name, row.digest[:12], row.format),
                captured_cell(row.captured) + ("; in doubt" if row.doubted else ""),
                row.liveblog or "",
                f"{row.state}, withheld" if row.withheld else row.state,
            )
            for row in captures
        ]
        plain = [dump(row) for row in captures]
        heads = ("capture", "digest", "format", "captured", "live blog", "state")
    elif what == "entries":
        if held is None:
            entries, faults = holdings.list_entries(workspace, liveblogs_named)
        else:
            entries = holdings.entry_rows(held.coverages)
        rows = [(row.permalink, time_words(row.published), ", ".join(row.byline), _marked(row)) for row in entries]
        plain = [dump(row) for row in entries]
        heads = ("permalink", "published", "byline", "headline")
    else:
        if held is None:
            liveblogs, faults = holdings.list_liveblogs(workspace)
        else:
            liveblogs = holdings.liveblog_rows(held.coverages, instant)
        rows = [
            (
                row.slug,
                _complete(row),
                str(row.captures),
                _span(row),
                row.publisher or "",
                row.headline or "",
            )
            for row in liveblogs
        ]
        plain = [dump(row) for row in liveblogs]
        heads = ("live blog", "entries", "#captures", "published", "publisher", "headline")
    later = held.later if held and what == "entries" else ()
    if as_json:
        print_json(plain if as_of is None else {what: plain, "later": [plain_later(each) for each in later]})
    elif rows:
        print_table(heads, rows)
    elif as_of is not None:
        say(f"nothing shows that any {what.replace('liveblogs', 'live blogs')} existed by then")
    else:
        say(f"no {what.replace('liveblogs', 'live blogs')} yet; begin with: backfile add FILE…")
    if later and not as_json:
        click.echo("\nPublished by then, in words that are known only from later\n")
        print_table(
            ("permalink", "published", "these words known"),
            [
                (each.permalink, time_words(each.published), known_words(each.wording.known if each.wording else None))
                for each in later
            ],
        )
    for fault in faults:
        say(str(fault))
    ctx.exit(Status.DAMAGE if faults else Status.DONE if rows else Status.NOTHING_FOUND)


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def status_command(ctx: click.Context, as_json: bool) -> None:
    """Tell what is held, what was read, and what is out of date."""
    workspace = workspace_of(ctx)
    status, faults = standing.status(workspace)
    if as_json:
        print_json(asdict(status))
    else:
        share = status.unrecognised / max(1, status.characters)
        states = f"{status.read} read, {status.partly_read} partly read, {status.set_aside} set aside"
        for number, state in ((status.unread, "not read yet"), (status.erased, "erased"), (status.missing, "missing")):
            states += f", {number} {state}" if number else ""
        states += f"; {status.withheld_captures} withheld" if status.withheld_captures else ""
        click.echo(one_line(f"{status.title} ({workspace.root})"))
        held = held_entries(status.entries, status.withheld)
        click.echo(f"held          {counted(status.liveblogs, 'live blog')}, {held}")
        click.echo(f"captures      {status.captures}: {states}")
        click.echo(f"unrecognised  {status.unrecognised:,} of {status.characters:,} characters ({share:.1%})")
        if status.altered:
            click.echo(f"altered       {counted(status.altered, 'entry', 'entries')} changed by hand in archive/")
        click.echo(f"index         {status.index}")
        click.echo(f"site          {status.site}")
    for fault in faults:
        say(str(fault))
    ctx.exit(Status.DAMAGE if faults else Status.DONE)


def _marked(row: holdings.EntryRow) -> str:
    """The headline, and whether what stands there is not all the publisher's."""
    marks = [name for name in ("altered", "corrected", "withheld") if getattr(row, name)]
    return (row.headline or "") + (f" [{', '.join(marks)}]" if marks else "")


def _complete(row: holdings.LiveBlogRow) -> str:
    """`16`, `3 of 25`, or `16, and more`: how many of the entries that the page has."""
    return row.complete.replace(" entries", "").replace(" entry", "").replace("; the page says there are", ", and")


def _span(row: holdings.LiveBlogRow) -> str:
    if row.first is None or row.last is None:
        return "times not given" if not row.timed else "no usable times"
    first, last = (time.calendar or str(time.instant)[:10] for time in (row.first, row.last))
    return first if first == last else f"{first} to {last}"
