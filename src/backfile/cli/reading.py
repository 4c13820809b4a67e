"""The commands that read captures into the archive: add, reread."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from backfile.cli.printing import counted, print_json, print_table, progress_bar, say, workspace_of
from backfile.cli.stating import stating
from backfile.desk import add as adding
from backfile.desk import reread as rereading
from backfile.desk.intake.stating import Stated
from backfile.desk.intake.taken import HELD, REFUSED, SET_ASIDE, Taken
from backfile.errors import Status, Usage
from backfile.model.plain import dump


@click.command("add")
@stating
@click.argument("files", metavar="FILE… | DIR… | -", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--metadata", metavar="FILE.csv", type=click.Path(path_type=Path), help="Add the files that a CSV lists.")
@click.option("--dry-run", is_flag=True, help="Show what would be read; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def add_command(
    ctx: click.Context,
    /,
    files: tuple[Path, ...],
    metadata: Path | None,
    dry_run: bool,
    as_json: bool,
    **said: str | None,
) -> None:
    """Take captures into the archive, and make them searchable.

    The bytes are copied unchanged into seeds/; what is read in them goes to archive/ and into the search index. `-`
    takes what is piped in. --metadata names a CSV file with the columns file, url, publisher, captured, zone, liveblog:
    it speaks of files that are named beside it, too, and is no capture itself.
    """
    stated = Stated(**said)
    if not files and metadata is None:
        raise Usage("add", "names no capture", "give files, folders, or - for what is piped in")
    workspace = workspace_of(ctx)
    sources = adding.find_sources([path for path in files if str(path) != "-"], stated, say)
    if any(str(path) == "-" for path in files):
        sources.append(adding.pasted_source(sys.stdin.buffer.read(), stated))
    if metadata is not None:
        sources = adding.join_listed(sources, metadata, adding.read_metadata(metadata, stated))
    added = adding.add(workspace, sources, dry_run=dry_run, progress=progress_bar)
    if as_json:
        print_json([dump(row) for row in added.rows])
    else:
        _print_taken(added.rows)
    for note in added.notes:
        say(note)
    say("nothing was written" if dry_run else _closing(added.rows))
    ctx.exit(_status(added.rows))


@click.command("reread")
@click.argument("liveblogs", metavar="[LIVEBLOG…]", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Show what would change; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def reread_command(ctx: click.Context, liveblogs: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Read the captures again with the readers of today.

    Tells what changes, and keeps it. A better reader is no edit of the publisher's: it adds no revision, and entries
    keep their permalinks. A LIVEBLOG is named by the beginning of its slug;
    without one all are read again.
    """
    rows, faults = rereading.reread(workspace_of(ctx), liveblogs, dry_run=dry_run, progress=progress_bar)
    if as_json:
        print_json([dump(row) for row in rows])
    else:
        changed = [row for row in rows if row.differs]
        if changed:
            print_table(
                ("capture", "#new", "#gone", "#changed", "reader", "live blog"),
                [
                    (row.name, str(row.new), str(row.gone), str(row.changed), row.reader, row.liveblog)
                    for row in changed
                ],
            )
        for row in rows:
            if row.note:
                say(f"{row.name}: not read again: {row.note}")
            for told in row.doubts or ():
                say(f"{row.name}: {told}")
            if row.loosened:
                entries = counted(row.loosened, "entry", "entries")
                say(f"{row.name}: {entries} that merge or split spoke of are found no longer")
        remade = dict.fromkeys(row.liveblog for row in rows if row.remade)
        for liveblog in remade:
            say(f"{liveblog}: this version makes other entries or revisions of the same captures")
        kept = "nothing was written" if dry_run else "searchable now; site not rebuilt (backfile build does it)"
        kept = kept if changed or remade else "nothing to write"
        say(f"{counted(len(rows), 'capture')} read again, {len(changed)} changed; {kept}")
    for fault in faults:
        say(str(fault))
    ctx.exit(Status.DAMAGE if faults else Status.PARTLY if any(row.note for row in rows) else Status.DONE)


def _print_taken(rows: tuple[Taken, ...]) -> None:
    print_table(
        ("capture", "#entries", "#new", "#edited", "#times", "#bylines", "#unrecognised", "state", "live blog"),
        [(row.name, *_counts(row), row.state, row.liveblog or "") for row in rows],
    )
    for row in rows:
        for note in row.notes:
            say(note if row.state in (REFUSED, SET_ASIDE) else f"{row.name}: {note}")


def _counts(row: Taken) -> tuple[str, ...]:
    if row.state in (REFUSED, SET_ASIDE, HELD):
        return ("",) * 6
    counts = (row.entries, row.new, row.revised, row.timed, row.signed)
    return (*map(str, counts), f"{row.unrecognised:.1%}")


def _closing(rows: tuple[Taken, ...]) -> str:
    if all(row.state in (REFUSED, SET_ASIDE, HELD) for row in rows):
        return "nothing new to search"
    return "searchable now; site not rebuilt (backfile build does it)"


def _status(rows: tuple[Taken, ...]) -> Status:
    if rows and all(row.state == REFUSED for row in rows):
        return Status.FAILED
    return Status.PARTLY if any(row.state in (REFUSED, SET_ASIDE) or row.left_out for row in rows) else Status.DONE
