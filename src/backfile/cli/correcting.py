"""The commands by which people decide of entries: correct, accept, merge, split, withhold, release."""

from __future__ import annotations

import click

from backfile.cli.printing import print_json, say, workspace_of
from backfile.desk.acts.deciding import Decided
from backfile.desk.correct import Said, accept, correct
from backfile.desk.merge import merge, split
from backfile.desk.withhold import withhold
from backfile.errors import Status
from backfile.model.decision import UNDOABLE
from backfile.model.plain import dump
from backfile.text.terminal import one_line

_as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.command("correct")
@click.argument("entry", metavar="ENTRY")
@click.option("--published", metavar="WHEN", help="When it was published: 2022-03-10T14:05Z, or a day.")
@click.option("--updated", metavar="WHEN", help="When the publisher last updated it.")
@click.option("--byline", metavar="NAME", multiple=True, help="Who wrote it; may be repeated.")
@click.option("--tag", "tags", metavar="TAG", multiple=True, help="A tag to add; may be repeated.")
@click.option("--note", metavar="TEXT", help="A note to add, for whoever reads the entry here.")
@click.option(
    "--undo",
    "undone",
    metavar="FACT",
    multiple=True,
    help=f"Take back what was said of {', '.join(UNDOABLE)}: it is as captured again. May be repeated.",
)
@_as_json
@click.pass_context
def correct_command(
    ctx: click.Context,
    entry: str,
    published: str | None,
    updated: str | None,
    byline: tuple[str, ...],
    tags: tuple[str, ...],
    note: str | None,
    undone: tuple[str, ...],
    as_json: bool,
) -> None:
    """Say what is right of an entry.

    What was captured stays as it is; what you say is kept apart from it and marked wherever it shows. To change words,
    edit the entry's file in archive/ and run: backfile accept ENTRY.
    """
    said = Said(published=published, updated=updated, byline=byline, tags=tags, note=note, undone=undone)
    _end(ctx, correct(workspace_of(ctx), entry, said), "corrected", as_json=as_json)


@click.command("accept")
@click.argument("entry", metavar="ENTRY")
@_as_json
@click.pass_context
def accept_command(ctx: click.Context, entry: str, as_json: bool) -> None:
    """Make what was changed by hand in an entry's file a correction.

    The file has the captured words again; yours are kept in corrections.jsonl, and shown and marked in their place.
    """
    _end(ctx, accept(workspace_of(ctx), entry), "accepted as a correction", as_json=as_json)


@click.command("merge")
@click.argument("entries", metavar="ENTRY ENTRY…", nargs=-1, required=True)
@_as_json
@click.pass_context
def merge_command(ctx: click.Context, entries: tuple[str, ...], as_json: bool) -> None:
    """Say that entries of a live blog are one.

    The first keeps its permalink, and the others' lead to it from now on.
    """
    _end(ctx, merge(workspace_of(ctx), entries), "merged", as_json=as_json)


@click.command("split")
@click.argument("entry", metavar="ENTRY")
@click.option("--revision", "revisions", type=int, multiple=True, required=True, help="One of the other entry's.")
@_as_json
@click.pass_context
def split_command(ctx: click.Context, entry: str, revisions: tuple[int, ...], as_json: bool) -> None:
    """Say that some revisions of an entry are another entry's."""
    _end(ctx, split(workspace_of(ctx), entry, revisions), "split", as_json=as_json)


@click.command("withhold")
@click.argument("what", metavar="ENTRY | CAPTURE")
@click.option("--reason", metavar="TEXT", required=True, help="Why, for whoever keeps the archive.")
@_as_json
@click.pass_context
def withhold_command(ctx: click.Context, what: str, reason: str, as_json: bool) -> None:
    """Keep an entry, or what a capture alone shows, out of the site and of search.

    It stays in seeds/ and archive/, and `show` still shows it to you. `release` undoes it.
    """
    _end(ctx, withhold(workspace_of(ctx), what, reason), "withheld", as_json=as_json)


@click.command("release")
@click.argument("what", metavar="ENTRY | CAPTURE")
@_as_json
@click.pass_context
def release_command(ctx: click.Context, what: str, as_json: bool) -> None:
    """Show again what was withheld."""
    _end(ctx, withhold(workspace_of(ctx), what, "", release=True), "released", as_json=as_json)


def _end(ctx: click.Context, decided: Decided, done: str, *, as_json: bool) -> None:
    if as_json:
        print_json(dump(decided) | {"faults": [str(fault) for fault in decided.faults]})
    else:
        for each in decided.of:
            click.echo(one_line(each))
    say(f"{done}; site not rebuilt (backfile build does it)" if decided.changed else "so it was already")
    for note in decided.notes:
        say(note)
    for fault in decided.faults:
        say(str(fault))
    ctx.exit(Status.DAMAGE if decided.faults else Status.DONE if decided.changed else Status.NOTHING_FOUND)
