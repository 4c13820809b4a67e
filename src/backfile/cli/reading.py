"""The commands that read captures: add, inspect."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from backfile import disk
from backfile.cli.printing import counted, print_json, print_table, progress_bar, say, time_words, workspace_of
from backfile.desk import add as adding
from backfile.desk import inspect as inspecting
from backfile.desk.capturing import HELD, REFUSED, SET_ASIDE, Stated, Taken
from backfile.errors import BadCapture, Status, Usage
from backfile.model.entry import Reading
from backfile.model.ledger import Label
from backfile.model.plain import dump
from backfile.seeds.recognise import FORMATS
from backfile.text.terminal import one_line, visible

_T = TypeVar("_T", bound=Callable[..., object])


def _stating(command: _T) -> _T:
    """The options with which a person says what is known of a capture."""
    for option in reversed(
        (
            click.option("--url", metavar="URL", help="The address of the live blog's page."),
            click.option("--publisher", metavar="NAME", help="Who published it."),
            click.option("--captured", metavar="WHEN", help="When it was captured: 2022-03-10, or 2022-03-10/2022-03-11."),
            click.option("--zone", metavar="ZONE", help="The time zone of the times on the page: Europe/London, …"),
            click.option("--liveblog", metavar="SLUG", help="The live blog it belongs to: the beginning of its slug, or a new one."),
            click.option("--format", metavar="FORMAT", help=f"Read it as {', '.join(FORMATS)}, whatever it looks like."),
        )
    ):
        command = option(command)
    return command


@click.command("add")
@_stating
@click.argument("files", metavar="FILE… | DIR… | -", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--metadata", metavar="FILE.csv", type=click.Path(path_type=Path), help="Add the files that a CSV lists.")
@click.option("--dry-run", is_flag=True, help="Show what would be read; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def add_command(
    ctx: click.Context, /, files: tuple[Path, ...], metadata: Path | None, dry_run: bool, as_json: bool, **said: str | None
) -> None:
    """Take captures into the archive, and make them searchable.

    The bytes are copied unchanged into seeds/; what is read in them goes to archive/ and into the search index. `-`
    takes what is piped in. --metadata names a CSV file with the columns file, url, publisher, captured, zone, liveblog.
    """
    stated = Stated(**said)
    if not files and metadata is None:
        raise Usage("add", "names no capture", "give files, folders, or - for what is piped in")
    workspace = workspace_of(ctx)
    sources = adding.find_sources([path for path in files if str(path) != "-"], stated)
    if any(str(path) == "-" for path in files):
        sources.append(adding.pasted_source(sys.stdin.buffer.read(), stated))
    if metadata is not None:
        sources += adding.read_metadata(metadata, stated)
    added = adding.add(workspace, sources, dry_run=dry_run, progress=progress_bar)
    if as_json:
        print_json([dump(row) for row in added.rows])
    else:
        _print_taken(added.rows)
    for note in added.notes:
        say(note)
    say("nothing was written" if dry_run else _closing(added.rows))
    ctx.exit(_status(added.rows))


@click.command("inspect")
@_stating
@click.argument("file", metavar="FILE | -", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--lines", is_flag=True, help="Show the page itself, each line with what it was taken for.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def inspect_command(ctx: click.Context, /, file: Path, lines: bool, as_json: bool, **said: str | None) -> None:
    """Show what would be read in a capture: the account of the page.

    Nothing is written, and no archive is needed. Every character of the page stands in the account exactly once.
    """
    data = sys.stdin.buffer.read() if str(file) == "-" else disk.read_bytes(file)
    try:
        reading = inspecting.inspect(data, str(file), Stated(**said))
    except BadCapture as fault:
        say(f"backfile: {fault}")
        ctx.exit(Status.FAILED)
    if as_json:
        print_json(inspecting.plain_reading(reading))
    elif lines:
        _print_lines(reading)
    else:
        _print_account(reading)


def _print_taken(rows: tuple[Taken, ...]) -> None:
    print_table(
        ("capture", "#entries", "#new", "#edited", "#times", "#bylines", "#unrecognised", "state", "live blog"),
        [
            (row.name, *_counts(row), row.state, row.liveblog or "")
            for row in rows
        ],
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
    return Status.PARTLY if any(row.state in (REFUSED, SET_ASIDE) for row in rows) else Status.DONE


def _print_account(reading: Reading) -> None:
    about, capture = reading.liveblog, reading.capture
    click.echo(f"{one_line(capture.name)}: {capture.format}, {capture.decoding}, {counted(capture.size, 'byte')}, read by {reading.reader}")
    click.echo(f"headline  {one_line(about.headline) if about.headline else 'not given'}")
    click.echo(f"summary   {counted(len(about.summary), 'paragraph')}")
    timed = sum(entry.published is not None for entry in reading.entries)
    signed = sum(bool(entry.byline) for entry in reading.entries)
    click.echo(f"entries   {len(reading.entries)}: {timed} with a time, {signed} with a byline\n")
    print_table(
        ("#", "key", "published", "byline", "headline"),
        [
            (str(number), entry.key, time_words(entry.published), ", ".join(entry.byline), entry.headline or "no headline")
            for number, entry in enumerate(reading.entries, start=1)
        ],
    )
    for ledger in reading.ledgers:
        click.echo(f"\nThe account of the page, part “{ledger.part}” ({ledger.characters:,} characters)\n")
        numbers = {entry.key: str(number) for number, entry in enumerate(reading.entries, start=1)}
        print_table(
            ("#start", "#end", "label", "#entry", "reason"),
            [
                (str(span.start), str(span.end), span.label, numbers.get(span.entry or "", ""), span.reason)
                for span in ledger.spans
            ],
        )
        shares = ledger.count()
        of_all = max(1, ledger.characters)
        click.echo(
            f"\nread {1 - (shares[Label.FURNITURE] + shares[Label.UNRECOGNISED]) / of_all:.1%}, "
            f"furniture {shares[Label.FURNITURE] / of_all:.1%}, unrecognised {shares[Label.UNRECOGNISED] / of_all:.1%}"
        )
    for warning in reading.warnings:
        say(warning)


def _print_lines(reading: Reading) -> None:
    width = max(len(label) for label in Label)
    numbers = {entry.key: number for number, entry in enumerate(reading.entries, start=1)}
    for part, ledger in zip(reading.parts, reading.ledgers, strict=True):
        for span in ledger.spans:
            entry = numbers.get(span.entry or "", "")
            for line in part.text[span.start : span.end].splitlines():
                click.echo(f"{span.label:{width}}  {entry!s:>3}  {visible(line)}".rstrip())
